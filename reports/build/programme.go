package build

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// Programme describes several sessions side by side: the verdict together, one line
// for each session, those that need attention first, the rules that speak of all of
// them, and who appears in several.
func Programme(p *balance.Programme) *reports.Section {
	s := &reports.Section{ID: "programme", Title: "The programme", Lead: programmeLead(p)}
	s.Add(reports.Verdicts{Items: programmeVerdicts(p, 10)}, sessionTable(p, nil), recurringTable(p))
	return s
}

// ProgrammeTable is the programme as one table: a row for each session, then one for
// each verdict on all of them, such as a double booking.
func ProgrammeTable(p *balance.Programme) *reports.Section {
	s := &reports.Section{ID: "programme", Title: "The programme", Lead: programmeLead(p)}
	s.Add(sessionTable(p, programmeVerdicts(p, math.MaxInt)))
	return s
}

// programmeSection is the same in a report, with every rule in every session.
func programmeSection(b *builder) *reports.Section {
	if b.in.Programme == nil {
		return nil
	}
	s := Programme(b.in.Programme)
	s.Add(programmeRules(b.in.Programme))
	return s
}

// programmeLead counts the sessions by their verdict.
func programmeLead(p *balance.Programme) string {
	n := len(p.Sessions)
	if p.NotAsked == n {
		return "No rules were given for single sessions, so none of the " + counted(
			n,
			"session",
		) + " is judged on its own."
	}
	what := programmeAsked(p)
	out := fmt.Sprintf("%d of %s meet %s", p.Met, counted(n, "session"), what)
	if p.Missed > 0 {
		out += "; " + text(p.Missed) + " " + missMisses(p.Missed)
	}
	if p.CannotTell == n {
		out = "It cannot be told of any of the " + counted(n, "session") + " whether it meets " + what
	} else if p.CannotTell > 0 {
		out += "; of " + text(p.CannotTell) + " it cannot be told"
	}
	if p.NotAsked > 0 {
		out += "; for " + text(p.NotAsked) + " there is no rule"
	}
	return out + "."
}

// programmeAsked is what the verdicts on the sessions are about.
func programmeAsked(p *balance.Programme) string {
	what := "the common default (no rules were given)"
	for _, s := range p.Sessions {
		for i := range s.Report.Targets {
			switch t := &s.Report.Targets[i]; {
			case t.Informs:
			case t.Target.Tier == planner.Must:
				return "every must rule"
			case t.Target.Pack != balance.CommonDefault:
				what = "every wish; no rule must hold"
			}
		}
	}
	return what
}

func missMisses(n int) string {
	if n == 1 {
		return "misses one or more"
	}
	return "miss one or more"
}

// programmeVerdicts are what holds for the programme: panels of one gender, the rules
// about all sessions, people in two places at once; each names at most so many.
func programmeVerdicts(p *balance.Programme, most int) []reports.Verdict {
	var out []reports.Verdict
	var alike []string
	for _, s := range p.Sessions {
		if s.OneGender != "" {
			alike = append(alike, reports.InText(s.Name)+" ("+reports.InText(s.OneGender)+")")
		}
	}
	if len(alike) > 0 {
		v := reports.Verdict{
			State: reports.Warn, Detail: few(alike, most) + ".",
			Text: upperFirst(counted(len(alike), "panel is", "panels are")) + " of one gender only.",
		}
		all := countIf(p.Sessions, func(s balance.SessionReport) bool { return s.Everybody != "" })
		if all < len(alike) {
			left := text(all) + " " + isAre(all)
			if all == 0 {
				left = "none is"
			}
			v.Detail += " Counting everybody in the session, moderators too, " + left + "."
		}
		out = append(out, v)
	}
	for _, t := range p.Targets {
		out = append(out, capVerdict(&t, most))
	}
	if len(p.Clashes) > 0 {
		var who []string
		for _, c := range p.Clashes {
			who = append(who, reports.InText(c.Who)+" in "+joined(texts(c.Sessions[:])))
		}
		out = append(out, reports.Verdict{
			State: reports.Miss, Text: upperFirst(counted(len(who), "double booking")) + ": the same person in two " +
				"sessions at the same time.",
			Detail: strings.Join(who[:min(len(who), most)], "; ") + moreThan(len(who), most) + ".",
		})
	}
	return out
}

func moreThan(n, limit int) string {
	if n <= limit {
		return ""
	}
	return "; and " + text(n-limit) + " more"
}

// capVerdict says whom a rule about all sessions counts, and of one that is missed who is
// in how many.
func capVerdict(t *balance.ProgrammeResult, most int) reports.Verdict {
	who, often := "Nobody", " is on the panel of more than "
	if t.Target.Dimension != "" {
		who = "No " + t.Target.Dimension.Label()
	}
	if len(t.Target.Roles) > 0 {
		often = " is " + strings.Join(each(t.Target.Roles, func(r planner.Role) string { return string(r) }), " or ") +
			" in more than "
	}
	limit := counted(t.Max, "session")
	v := reports.Verdict{State: reports.OK, Text: who + often + limit + "."}
	switch t.Status {
	case balance.Missed:
		v.State = reports.Miss
		var over []string
		for _, a := range t.Over {
			in := few(texts(a.Sessions), 6)
			over = append(over, fmt.Sprintf("%s in %d (%s)", reports.InText(a.Who), len(a.Sessions), in))
		}
		what := people(len(over))
		if d := t.Target.Dimension; d != "" {
			what = text(len(over)) + " of the dimension " + d.Label()
		}
		v.Text = what + strings.Replace(often, " is ", " "+isAre(len(over))+" ", 1) + limit + "."
		v.Detail = "Too often: " + few(over, most) + "."
	case balance.CannotTell:
		v.State, v.Text = reports.Unsure, "Whether "+lowerFirst(
			strings.Replace(who, "No", "any", 1),
		)+often+limit+" cannot be told."
		v.Detail = messages.Count(t.Unnamed, "seat has", "seats have") + " no name, and people without a name " +
			"cannot be told apart."
	}
	return v
}

// sessionState is the verdict on a session as a reader sees it.
func sessionState(s *balance.SessionReport) reports.State {
	switch s.Status {
	case balance.Met:
		return reports.OK
	case balance.Missed:
		return reports.Miss
	case balance.CannotTell:
		return reports.Unsure
	default:
		return "" // nothing was asked of it
	}
}

// byAttention are the sessions in the order in which they need attention: panels of
// one gender, then those that miss something, then those of which it cannot be told.
func byAttention(p *balance.Programme) []*balance.SessionReport {
	out := make([]*balance.SessionReport, len(p.Sessions))
	for i := range p.Sessions {
		out[i] = &p.Sessions[i]
	}
	rank := func(s *balance.SessionReport) int {
		switch {
		case s.OneGender != "":
			return 0
		case s.Status == balance.Missed:
			return 1
		case s.Status == balance.CannotTell:
			return 2
		default:
			return 3
		}
	}
	slices.SortStableFunc(out, func(x, y *balance.SessionReport) int { return rank(x) - rank(y) })
	return out
}

func sessionTable(p *balance.Programme, together []reports.Verdict) reports.Table {
	t := reports.Table{
		ID: "sessions", Title: "Session by session, those first that need attention", RowHead: true, Long: true,
		Columns: []reports.Column{
			{Title: "Session"},
			{Title: "People", Align: reports.Right},
			{Title: "Together"},
			{Title: "Met", Align: reports.Right},
			{Title: "Missed", Align: reports.Right},
			{Title: "Cannot tell", Align: reports.Right},
			{Title: "One gender"},
			{Title: "Gaps"},
		},
	}
	for _, s := range byAttention(p) {
		c := countVerdicts(s.Report)
		t.Add(
			reports.Str(s.Name), reports.Int(s.Report.Panel.Size), reports.Mark(sessionState(s)), reports.Int(c.met),
			reports.Int(c.missed), reports.Int(c.unsure), reports.Str(s.OneGender),
			reports.Str(few(gapsOf(s.Report), 3)),
		)
	}
	for _, v := range together {
		none := reports.Str("")
		t.Add(reports.Str("All sessions"), none, reports.Mark(v.State), none, none, none, none,
			reports.Str(strings.TrimSpace(v.Text+" "+v.Detail)))
	}
	return withoutEmptyColumns(t)
}

func gapsOf(r *balance.Report) []string {
	var out []string
	for i := range r.Targets {
		if t := &r.Targets[i]; t.Status == balance.Missed && !t.Informs {
			out = append(out, inEnglish().targetLabel(t)+": "+inEnglish().gap(t))
		}
	}
	return out
}

// recurringTable lists who is in several sessions.
func recurringTable(p *balance.Programme) reports.Table {
	t := reports.Table{
		ID: "recurring", RowHead: true, Long: true,
		Title: upperFirst(counted(len(p.People), "person is", "people are")) + " in more than one session",
		Columns: []reports.Column{
			{Title: "Person"},
			{Title: "On the panel", Align: reports.Right},
			{Title: "Sessions", Align: reports.Right},
			{Title: "Which"},
		},
		Note: "“On the panel” counts the sessions in which the person is one of those judged, such as the " +
			"speakers.",
	}
	if often := countIf(p.People, func(r balance.Recurring) bool { return r.Panels > 2 }); often > 0 {
		t.Title += "; " + counted(often, "is", "are") + " on more than two panels"
	}
	for _, r := range p.People {
		in := few(texts(r.Sessions), 8)
		t.Add(reports.Str(r.Who), reports.Int(r.Panels), reports.Int(len(r.Sessions)), reports.Str(in))
	}
	return t
}

// programmeRules is every rule in every session.
func programmeRules(p *balance.Programme) reports.Table {
	t := reports.Table{
		ID: "programme-rules", Title: "Every rule in every session", RowHead: true,
		Columns: []reports.Column{{Title: "Session"}},
	}
	var ids []string
	for i := range p.Sessions {
		for k := range p.Sessions[i].Report.Targets {
			x := &p.Sessions[i].Report.Targets[k]
			if !slices.Contains(ids, x.ID) && !x.Informs {
				ids = append(ids, x.ID)
				t.Columns = append(t.Columns, reports.Column{Title: inEnglish().shortLabel(x)})
			}
		}
	}
	for i := range p.Sessions {
		row := []reports.Value{reports.Str(p.Sessions[i].Name)}
		for _, id := range ids {
			cell := reports.Str("not asked")
			if x := findTarget(p.Sessions[i].Report, id); x != nil {
				cell = reports.Value{Text: inEnglish().gap(x), State: stateOf(x)}
			}
			row = append(row, cell)
		}
		t.Add(row...)
	}
	return t
}
