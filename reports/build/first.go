package build

import (
	"cmp"
	"path"
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/groups"
	"roundtable/reports/build/internal/panel"
	"roundtable/reports/build/internal/votes"
	"roundtable/reports/messages"
)

// This file is the first page: what came out of each part in a line or two, and what is
// to be decided now, each as a question with the answer we suggest. It stands alone as
// summary.html and fits on one sheet of paper. Nothing else in the report says how
// things stand as a whole; the parts say why.

// mostDecisions is the most questions of the first page, firstIssues the most issues.
const (
	mostDecisions = 5
	firstIssues   = 5
)

// firstSection is the first page; its parts are those that there is something to say of.
func firstSection(b *brief.Brief) *reports.Section {
	s := &reports.Section{ID: "summary", Title: b.Say("first.title", nil)}
	s.Add(
		reports.Verdicts{Title: b.Say("first.balance", nil), Items: firstBalance(b)},
		reports.Verdicts{Title: b.Say("first.issues", nil), Items: firstRanking(b)},
		firstChart(b),
		reports.Verdicts{Title: b.Say("first.groups", nil), Items: firstGroups(b)},
		firstSeats(b),
		decisions(b),
		reports.List{Title: b.Say("first.open", nil), Items: openPoints(b)},
	)
	if len(s.Blocks) == 0 {
		s.Lead = b.Say("first.nothing", nil)
	}
	return s
}

// firstBalance is the verdict on the panel, by whose rules, and what is missed. A panel
// that nobody gave rules for is not judged here.
func firstBalance(b *brief.Brief) []reports.Verdict {
	switch {
	case b.In.Programme != nil:
		return []reports.Verdict{firstProgramme(b)}
	case b.Judged == nil || len(b.Judged.Report.Targets) == 0 || b.Judged.Report.ByDefault() && b.In.Ranking != nil:
		return nil
	}
	r := b.Judged.Report
	c := panel.CountVerdicts(r)
	if c.Judged() == 0 {
		return nil
	}
	v := reports.Verdict{State: reports.OK, Text: panel.BalanceSentence(b)}
	switch {
	case c.MustMissed > 0:
		v.State = reports.Miss
	case c.Missed > 0:
		v.State = reports.Warn
	case c.Unsure > 0:
		v.State = reports.Unsure
	}
	switch {
	case r.ByDefault():
		v.Detail = panel.ByDefault(b)
	case len(b.Judged.Packs) > 0:
		v.Detail = b.Say("first.by-pack", messages.Args{"packs": brief.Each(b.Judged.Packs, path.Base)})
	}
	out := append([]reports.Verdict{v}, panel.OpenVerdicts(b, brief.MostMissed)...)
	for i := range out[1:] {
		out[i+1].Detail = "" // whom to ask stands with the rules
	}
	return out
}

// firstProgramme is the same of a programme of several sessions.
func firstProgramme(b *brief.Brief) reports.Verdict {
	p := b.In.Programme
	v := reports.Verdict{State: reports.OK, Text: b.Say("first.programme", messages.Args{
		"n": len(p.Sessions), "met": p.Met, "missed": p.Missed, "unsure": p.CannotTell,
	})}
	switch {
	case p.Missed > 0:
		v.State = reports.Miss
	case p.CannotTell > 0:
		v.State = reports.Unsure
	case p.NotAsked == len(p.Sessions):
		v = reports.Verdict{State: reports.Info, Text: b.Say("first.programme-unasked", nil)}
	}
	return v
}

// firstRanking is what comes first, how sure that is, and what the weighting changes.
func firstRanking(b *brief.Brief) []reports.Verdict {
	r := b.In.Ranking
	if r == nil || !votes.Ordered(r) {
		return nil
	}
	f := &r.Firmness
	leaders := leaders(b)
	first := reports.Verdict{State: reports.Warn, Text: b.Say("first.leads", messages.Args{
		"n": len(leaders), "issues": b.IssueNames(leaders),
	}), Detail: b.Say("verdict."+string(cmp.Or(f.Verdict, ranking.NoVerdict)), nil)}
	switch f.Verdict {
	case ranking.Stable:
		first.State = reports.OK
	case ranking.NotKnown, ranking.NoVerdict:
		first.State = reports.Unsure
	}
	out := []reports.Verdict{first}
	if t := f.FirmTop; t != nil && t.K > 1 && t.K < len(r.Issues) {
		v := reports.Verdict{State: reports.Info, Text: b.Say("first.firm", messages.Args{
			"n": t.K, "issues": messages.Plain(brief.Texts(t.Issues)),
		})}
		if t.K > len(r.Issues)/2 {
			var rest []string
			for _, is := range r.Issues[t.K:] {
				rest = append(rest, reports.InText(is.ID))
			}
			v.Text = b.Say("first.firm-end", messages.Args{"n": len(rest), "issues": rest})
		}
		out = append(out, v)
	}
	if f.FirstGroups != nil && !slices.Equal(f.FirstHeads, f.FirstGroups) {
		out = append(out, reports.Verdict{State: reports.Info, Text: b.Say("first.weights", messages.Args{
			"groups": b.IssueNames(f.FirstGroups), "heads": b.IssueNames(f.FirstHeads),
		})})
	}
	return out
}

// leaders are the issues on the first place.
func leaders(b *brief.Brief) []string {
	var out []string
	for i := range b.In.Ranking.Issues {
		if is := &b.In.Ranking.Issues[i]; is.Rank == 1 {
			out = append(out, is.ID)
		}
	}
	return out
}

// firstChart is the first few issues with their support, and a line below the firm ones.
func firstChart(b *brief.Brief) reports.Block {
	r := b.In.Ranking
	if r == nil || !votes.Ordered(r) {
		return nil
	}
	c := reports.Chart{
		ID: "chart-first", Kind: reports.Bar, Max: 100, Title: b.Say("first.chart", nil),
		Axis:    b.Say("first.axis", nil),
		Summary: b.Say("first.bars", nil), Series: []reports.Series{{Name: b.Say("first.support", nil)}},
	}
	for i := range r.Issues[:min(firstIssues, len(r.Issues))] {
		is := &r.Issues[i]
		c.Categories = append(c.Categories, brief.IssueLabel(is.ID, is.Name, reports.MaxLabel))
		c.Series[0].Values = append(c.Series[0].Values, is.Support)
	}
	if t := r.Firmness.FirmTop; t != nil && t.K < len(c.Categories) {
		c.LineAfter = t.K
		c.Summary = b.Say("first.line", messages.Args{"n": t.K})
	}
	c.Table = c.Numbers()
	return c
}

// firstGroups is how many groups there are for how many people, what people got of what
// they wished, and what could not be met.
func firstGroups(b *brief.Brief) []reports.Verdict {
	p := b.In.Groups
	if b.Clashing() {
		v := reports.Verdict{State: reports.Miss, Text: b.Say("first.clash", nil)}
		return []reports.Verdict{v}
	}
	if p == nil || len(p.Groups) == 0 {
		return nil
	}
	out := []reports.Verdict{{State: reports.Info, Text: b.Say("first.formed", messages.Args{
		"n": groups.OpenGroups(p), "people": groups.Seated(p),
	})}}
	if w := p.Wishes; w.People > 0 {
		out = append(out, reports.Verdict{State: reports.Info, Text: b.Say("first.wishes", messages.Args{
			"n": w.People, "first": w.First,
		})})
	}
	if n := len(p.Unassigned); n > 0 {
		out = append(
			out,
			reports.Verdict{State: reports.Warn, Text: b.Say("first.without-seat", messages.Args{"n": n})},
		)
	}
	missed := 0
	for i := range p.Groups {
		for _, t := range p.Groups[i].Targets {
			if t.Short+t.Over > 0 {
				missed++
			}
		}
	}
	if missed > 0 {
		out = append(
			out,
			reports.Verdict{State: reports.Warn, Text: b.Say("first.group-rules", messages.Args{"n": missed})},
		)
	}
	return out
}

// firstSeats says who is in which group: by name while all names fit, else by number.
func firstSeats(b *brief.Brief) reports.Block {
	p := b.In.Groups
	if p == nil || b.Clashing() {
		return nil
	}
	t := reports.Table{
		ID: "first-groups", Title: b.Say("first.who", nil), RowHead: true, Columns: []reports.Column{
			{Title: b.Say("first.group", nil)}, {Title: b.Say("first.members", nil)},
		},
	}
	named := groups.Seated(p) <= brief.MostSeated
	if !named {
		t.Columns[1].Align = reports.Right
	}
	for i := range p.Groups {
		g := &p.Groups[i]
		if len(g.Members) == 0 {
			continue
		}
		members := reports.Int(len(g.Members))
		if named {
			members = reports.Str(joinedNames(b, g.Members))
		}
		t.Add(reports.Str(brief.IssueLabel(g.ID, g.Topic, reports.MaxLabel)), members)
	}
	return t
}

// joinedNames lists the members of a group, those who chair first and marked.
func joinedNames(b *brief.Brief, members []grouping.Member) string {
	var chairs, others []string
	for _, m := range members {
		if m.Role == grouping.RoleMember {
			others = append(others, b.Name(m.ID))
		} else {
			chairs = append(chairs, b.Say("first.chair", messages.Args{"who": b.Name(m.ID)}))
		}
	}
	return b.Comma(append(chairs, others...))
}

// decisions are the questions to decide now, each with the answer we suggest.
func decisions(b *brief.Brief) reports.Block {
	l := reports.List{Title: b.Say("first.decide", nil), Ordered: true}
	for _, ask := range []func(*brief.Brief) string{
		decideChange, decideRule, decideFirst, decideWeights, decideGroups, decideTopic,
	} {
		if text := ask(b); text != "" && len(l.Items) < mostDecisions {
			l.Items = append(l.Items, text)
		}
	}
	return l
}

// decideChange is the change of the panel that is recommended.
func decideChange(b *brief.Brief) string {
	if b.Judged == nil || b.Judged.Report.Advice == nil || b.Judged.Report.Advice.Recommended == nil ||
		b.Judged.Report.ByDefault() && b.In.Ranking != nil {
		return ""
	}
	r := b.Judged.Report
	return b.Say("first.change", messages.Args{
		"changes": panel.Advice(b).Places(r, r.Advice.Recommended), "why": panel.Advice(b).Effect(r, r.Advice.Recommended),
	})
}

// decideRule asks what gives way where no panel meets the rules.
func decideRule(b *brief.Brief) string {
	if b.Judged == nil || b.Judged.Report.Advice == nil {
		return ""
	}
	a := b.Judged.Report.Advice
	if a.Feasible || !a.Proved || a.Recommended != nil || len(a.Conflict) == 0 {
		return ""
	}
	return b.Say(
		"first.conflict",
		messages.Args{"n": len(a.Conflict), "rules": panel.TargetNames(panel.Advice(b).Words, b.Judged.Report, a.Conflict)},
	)
}

// decideFirst asks which issue comes first where the votes do not say.
func decideFirst(b *brief.Brief) string {
	r := b.In.Ranking
	if r == nil || !votes.Ordered(r) {
		return ""
	}
	f := &r.Firmness
	switch {
	case f.Verdict == ranking.Stable || f.Verdict == ranking.NoVerdict || f.Verdict == "":
		return ""
	case f.FirmTop != nil && f.FirmTop.K > 1 && f.FirmTop.K <= firstIssues:
		return b.Say("first.together", messages.Args{"n": f.FirmTop.K, "issues": brief.Texts(f.FirmTop.Issues)})
	case len(leaders(b)) > 1:
		return b.Say("first.tie", messages.Args{"issues": b.IssueNames(leaders(b))})
	default:
		return b.Say("first.hum", messages.Args{"issues": b.IssueNames(leaders(b))})
	}
}

// decideWeights asks whether groups or ballots count the same where it matters.
func decideWeights(b *brief.Brief) string {
	if r := b.In.Ranking; r == nil || !votes.Ordered(r) || !slices.Contains(r.Firmness.Reasons, ranking.DependsOnWeights) {
		return ""
	}
	if b.In.Ranking.Weights == "heads" {
		return b.Say("first.ask-heads", nil)
	}
	return b.Say("first.ask-groups", nil)
}

// decideGroups asks what gives way where the wishes for the groups clash.
func decideGroups(b *brief.Brief) string {
	switch {
	case b.In.Impossible != nil && len(b.In.Impossible.Relaxation) > 0:
		return b.Say("first.relax", messages.Args{"n": b.In.Impossible.Cost})
	case b.In.Groups != nil && !b.Clashing() && len(b.In.Groups.Unassigned) > 0:
		return b.Say("first.seats", messages.Args{
			"n": len(b.In.Groups.Unassigned), "who": b.Some(b.Names(b.In.Groups.Unassigned), 4),
		})
	}
	return ""
}

// decideTopic asks whether the most wished issue without a group should have one.
func decideTopic(b *brief.Brief) string {
	if b.In.Groups == nil || b.Clashing() || len(b.In.Groups.Wishes.Unformed) == 0 {
		return ""
	}
	x := b.In.Groups.Wishes.Unformed[0]
	return b.Say("first.topic", messages.Args{"issue": b.IssueName(x.Issue, 60), "n": x.First})
}

// openPoints are what could turn what is said here: rules that unknown values decide, and
// what was noticed in the files.
func openPoints(b *brief.Brief) []string {
	var out []string
	if b.Judged != nil {
		var fields []string
		n := 0
		for _, t := range panel.JudgedTargets(b.Judged.Report) {
			if panel.StateOf(t) == reports.Unsure {
				n++
				if name := b.Dimension(t.Dimension); t.Dimension != "" && !slices.Contains(fields, name) {
					fields = append(fields, name)
				}
			}
		}
		switch {
		case n > 0 && len(fields) > 0:
			out = append(out, b.Say("first.unknown", messages.Args{"n": n, "fields": fields}))
		case n > 0:
			out = append(out, b.Say("first.unknown-rules", messages.Args{"n": n}))
		}
	}
	if b.In.Ranking == nil && len(b.Meeting.Issues) > 0 {
		out = append(out, b.Say("first.no-votes", messages.Args{"n": len(b.Meeting.Issues)}))
	}
	if n := brief.CountIf(b.Meeting.Findings, func(f planner.Finding) bool { return f.Severity != planner.Note }); n > 0 {
		out = append(out, b.Say("first.findings", messages.Args{"n": n}))
	}
	return out
}
