package panel

import (
	"math"
	"slices"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

func ProgrammeTable(b *brief.Brief) *reports.Section {
	p := b.In.Programme
	s := &reports.Section{ID: "programme", Title: b.Say("programme.heading", nil), Lead: programmeLead(b, p)}
	s.Add(sessionTable(b, p, programmeVerdicts(b, p, math.MaxInt)))
	return s
}

// ProgrammeSection is the programme in a report.
func ProgrammeSection(b *brief.Brief) *reports.Section {
	p := b.In.Programme
	if p == nil {
		return nil
	}
	s := &reports.Section{ID: "programme", Title: b.Say("programme.heading", nil), Lead: programmeLead(b, p)}
	s.Add(
		reports.Verdicts{Items: append(sessionsLeft(b, p), programmeVerdicts(b, p, 10)...)},
		sessionTable(b, p, nil),
		recurringTable(b, p),
	)
	if b.In.Meeting != nil {
		s.Add(programmeRules(b, p))
	}
	return s
}

// programmeLead says how many sessions meet what was asked of them.
func programmeLead(b *brief.Brief, p *balance.Programme) string {
	n := len(p.Sessions)
	switch {
	case p.NotAsked == n:
		return b.Say("programme.not-asked", messages.Args{"n": n})
	case p.CannotTell == n:
		return b.Say("programme.unsure", messages.Args{"n": n})
	default:
		return b.Say("programme-met."+programmeAsked(p), messages.Args{"n": n, "met": p.Met})
	}
}

// programmeAsked is what the verdicts on the sessions are about: the rules that must
// hold, else the wishes, else the common default.
func programmeAsked(p *balance.Programme) string {
	what := "default"
	for _, s := range p.Sessions {
		for i := range s.Report.Targets {
			switch t := &s.Report.Targets[i]; {
			case t.Informs:
			case t.Target.Tier == planner.Must:
				return "must"
			case t.Target.Pack != balance.CommonDefault:
				what = "wish"
			}
		}
	}
	return what
}

// sessionsLeft counts the sessions that do not meet what was asked.
func sessionsLeft(b *brief.Brief, p *balance.Programme) (out []reports.Verdict) {
	n := len(p.Sessions)
	if p.Missed > 0 {
		out = append(out, brief.Verdict(reports.Miss, b.Say("programme.missed", messages.Args{"n": p.Missed})))
	}
	if p.CannotTell > 0 && p.CannotTell < n {
		out = append(out, brief.Verdict(reports.Unsure, b.Say("programme.some-unsure", messages.Args{"n": p.CannotTell})))
	}
	if p.NotAsked > 0 && p.NotAsked < n {
		out = append(out, brief.Verdict(reports.Info, b.Say("programme.free", messages.Args{"n": p.NotAsked})))
	}
	return out
}

// programmeVerdicts are what holds for the programme: panels of one gender, the rules
// about all sessions, people in two places at once; each names at most so many.
func programmeVerdicts(b *brief.Brief, p *balance.Programme, most int) []reports.Verdict {
	var out []reports.Verdict
	var alike, clashes []string
	for _, s := range p.Sessions {
		if s.OneGender != "" {
			alike = append(alike, b.With(reports.InText(s.Name), reports.InText(b.Value(s.OneGender))))
		}
	}
	if n := len(alike); n > 0 {
		v := brief.Verdict(reports.Warn, b.Say("programme.one-gender", messages.Args{"n": n}))
		panels := b.Few(alike, most)
		all := brief.CountIf(p.Sessions, func(s balance.SessionReport) bool { return s.Everybody != "" })
		switch {
		case all == 0:
			v.Detail = b.Say("programme.one-gender-panels", messages.Args{"panels": panels})
		case all < n:
			v.Detail = b.Say("programme.one-gender-some", messages.Args{"panels": panels, "n": all})
		default:
			v.Detail = b.Say("programme.one-gender-all", messages.Args{"panels": panels})
		}
		out = append(out, v)
	}
	for i := range p.Targets {
		out = append(out, capVerdict(b, &p.Targets[i], most))
	}
	for _, c := range p.Clashes {
		clashes = append(clashes, b.Say("programme.in-both", messages.Args{
			"who": reports.InText(c.Who), "sessions": brief.Texts(c.Sessions[:]),
		}))
	}
	if n := len(clashes); n > 0 {
		v := brief.Verdict(reports.Miss, b.Say("programme.clash", messages.Args{"n": n}))
		v.Detail = partsUpTo(b, clashes, most)
		out = append(out, v)
	}
	return out
}

// partsUpTo lists at most so many items that have commas themselves, and says how many
// more there are.
func partsUpTo(b *brief.Brief, items []string, most int) string {
	if more := len(items) - most; more > 0 {
		items = append(slices.Clone(items[:most]), b.Say("list.rest", messages.Args{"n": more}))
	}
	return b.Parts(items)
}

// capVerdict is a rule about all sessions, and who is in too many.
func capVerdict(b *brief.Brief, t *balance.ProgrammeResult, most int) reports.Verdict {
	args, kind := messages.Args{"n": t.Max}, "person"
	if t.Target.Dimension != "" {
		args["dimension"], kind = b.Dimension(t.Target.Dimension), "dimension"
	}
	if len(t.Target.Roles) > 0 {
		args["roles"] = messages.Or(brief.Each(t.Target.Roles, func(r planner.Role) string { return b.Value(string(r)) }))
		kind += "-role"
	}
	v := brief.Verdict(reports.OK, b.Say("programme-most."+kind, args))
	switch t.Status {
	case balance.Missed:
		v.State = reports.Miss
		over := brief.Each(t.Over, func(a balance.Appearances) string {
			return b.Say("programme.over", messages.Args{
				"who": reports.InText(a.Who), "n": len(a.Sessions), "sessions": b.Few(brief.Texts(a.Sessions), 6),
			})
		})
		v.Detail = b.Say("programme.too-often", messages.Args{"n": len(over), "who": partsUpTo(b, over, most)})
	case balance.CannotTell:
		v.State, v.Detail = reports.Unsure, b.Say("programme.unnamed", messages.Args{"n": t.Unnamed})
	}
	return v
}

// sessionState is the verdict on a session as a reader sees it; empty where nothing was
// asked of it.
func sessionState(s *balance.SessionReport) reports.State {
	return map[balance.Status]reports.State{
		balance.Met: reports.OK, balance.Missed: reports.Miss, balance.CannotTell: reports.Unsure,
	}[s.Status]
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

func sessionTable(b *brief.Brief, p *balance.Programme, together []reports.Verdict) reports.Table {
	t := reports.Table{
		ID: "sessions", Title: b.Say("programme.sessions", nil), RowHead: true, Long: true, Columns: []reports.Column{
			{Title: b.Say("programme.session", nil)},
			{Title: b.Say("column.people", nil), Align: reports.Right},
			{Title: b.Say("programme.together", nil)},
			{Title: b.Say("programme.is-met", nil), Align: reports.Right},
			{Title: b.Say("programme.is-missed", nil), Align: reports.Right},
			{Title: b.Say("programme.is-unsure", nil), Align: reports.Right},
			{Title: b.Say("programme.gender", nil)},
			{Title: b.Say("programme.gaps", nil)},
		},
	}
	for _, s := range byAttention(p) {
		c := CountVerdicts(s.Report)
		var gaps []string
		for i := range s.Report.Targets {
			if x := &s.Report.Targets[i]; x.Status == balance.Missed && !x.Informs {
				gaps = append(gaps, b.Say("programme.gap", messages.Args{"rule": TargetLabel(b.Words, x), "gap": gap(b.Words, x)}))
			}
		}
		t.Add(
			reports.Str(s.Name), reports.Int(s.Report.Panel.Size), reports.Mark(sessionState(s)), reports.Int(c.met),
			reports.Int(c.Missed), reports.Int(c.Unsure), reports.Str(b.Value(s.OneGender)),
			reports.Str(partsUpTo(b, gaps, 3)),
		)
	}
	for _, v := range together {
		none, said := reports.Str(""), v.Text
		if v.Detail != "" {
			said = b.Say("programme.both", messages.Args{"verdict": v.Text, "detail": v.Detail})
		}
		t.Add(reports.Str(b.Say("programme.all", nil)), none, reports.Mark(v.State), none, none, none, none,
			reports.Str(said))
	}
	return brief.WithoutEmptyColumns(t)
}

// recurringTable lists who is in several sessions.
func recurringTable(b *brief.Brief, p *balance.Programme) reports.Table {
	t := reports.Table{
		ID: "recurring", RowHead: true, Long: true,
		Title: b.Say("programme.recurring", messages.Args{"n": len(p.People)}),
		Columns: []reports.Column{
			{Title: b.Say("programme.person", nil)},
			{Title: b.Say("programme.panels", nil), Align: reports.Right},
			{Title: b.Say("programme.count", nil), Align: reports.Right},
			{Title: b.Say("programme.which", nil)},
		},
		Note: b.Say("programme.panels-note", messages.Args{
			"n": brief.CountIf(p.People, func(r balance.Recurring) bool { return r.Panels > 2 }),
		}),
	}
	for _, r := range p.People {
		t.Add(reports.Str(r.Who), reports.Int(r.Panels), reports.Int(len(r.Sessions)),
			reports.Str(b.Few(brief.Texts(r.Sessions), 8)))
	}
	return t
}

// programmeRules is every rule in every session.
func programmeRules(b *brief.Brief, p *balance.Programme) reports.Table {
	t := reports.Table{
		ID: "programme-rules", Title: b.Say("programme.rules", nil), RowHead: true,
		Columns: []reports.Column{{Title: b.Say("programme.session", nil)}},
	}
	var ids []string
	for i := range p.Sessions {
		for k := range p.Sessions[i].Report.Targets {
			x := &p.Sessions[i].Report.Targets[k]
			if !slices.Contains(ids, x.ID) && !x.Informs {
				ids = append(ids, x.ID)
				t.Columns = append(t.Columns, reports.Column{Title: shortLabel(b.Words, x)})
			}
		}
	}
	for i := range p.Sessions {
		row := []reports.Value{reports.Str(p.Sessions[i].Name)}
		for _, id := range ids {
			cell := reports.Str(b.Say("programme.no-rule", nil))
			if x := findTarget(p.Sessions[i].Report, id); x != nil {
				cell = reports.Value{Text: gap(b.Words, x), State: StateOf(x)}
			}
			row = append(row, cell)
		}
		t.Add(row...)
	}
	return t
}
