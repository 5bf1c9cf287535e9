package build

import (
	"cmp"
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
		reports.Paragraph{Text: whoseRules(b), Link: true},
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
	case b.Judged == nil || unasked(b):
		return nil
	}
	c := panel.CountVerdicts(b.Judged.Report)
	if c.Judged() == 0 {
		return nil
	}
	out := []reports.Verdict{brief.Verdict(c.State(), panel.BalanceSentence(b))}
	for _, open := range panel.OpenVerdicts(b, brief.MostMissed) { // whom to ask stands with the rules
		out = append(out, brief.Verdict(open.State, open.Text))
	}
	return out
}

// whoseRules says who asked for what is judged.
func whoseRules(b *brief.Brief) string {
	if b.In.Programme != nil || b.Judged == nil || unasked(b) {
		return ""
	}
	return panel.WhoseRules(b)
}

// firstProgramme is the same of a programme of several sessions.
func firstProgramme(b *brief.Brief) reports.Verdict {
	p := b.In.Programme
	v := brief.Verdict(reports.OK, b.Say("first.programme", messages.Args{
		"n": len(p.Sessions), "met": p.Met, "missed": p.Missed, "unsure": p.CannotTell,
	}))
	switch {
	case p.Missed > 0:
		v.State = reports.Miss
	case p.CannotTell > 0:
		v.State = reports.Unsure
	case p.NotAsked == len(p.Sessions):
		return brief.Info(b.Say("first.programme-unasked", nil))
	}
	return v
}

// firstRanking is what comes first, how sure that is, and what the weighting changes.
func firstRanking(b *brief.Brief) []reports.Verdict {
	r := b.In.Ranking
	if r == nil || !votes.Ordered(r) {
		return nil
	}
	f, leaders := &r.Firmness, votes.Leaders(r)
	first := brief.Verdict(reports.Warn, b.Say("first.leads", messages.Args{
		"n": len(leaders), "issues": b.IssueNames(leaders),
	}))
	depends := votes.FirstDepends(b)
	switch f.Verdict {
	case ranking.DependsOnBlanks, ranking.DependsOnRule, ranking.DependsOnFew:
		first.Detail, depends = depends[0], depends[1:]
	default:
		first.Detail = b.Say("verdict."+string(cmp.Or(f.Verdict, ranking.NoVerdict)), nil)
	}
	switch f.Verdict {
	case ranking.Stable:
		first.State = reports.OK
	case ranking.NotKnown, ranking.NoVerdict:
		first.State = reports.Unsure
	}
	firm := ""
	if t := f.FirmTop; t != nil && t.K > 1 && t.K < len(r.Issues) {
		firm = b.Say("first.firm", messages.Args{"n": t.K, "issues": messages.Plain(brief.Texts(t.Issues))})
	}
	if t := f.FirmTop; t != nil && t.K > 1 && t.K > len(r.Issues)/2 { // firm at the end alone
		firm = b.Say("first.close", messages.Args{"n": t.K})
	}
	weighting := f.FirstGroups != nil && !slices.Equal(f.FirstHeads, f.FirstGroups)
	return append(brief.Lines(append([]reports.Verdict{first}, brief.Each(depends, brief.Info)...)...),
		brief.Lines(brief.Info(firm), brief.Info(brief.If(weighting, b.Say("first.weights", messages.Args{
			"groups": b.IssueNames(f.FirstGroups), "heads": b.IssueNames(f.FirstHeads),
		}))))...)
}

// firstChart is the first few issues with their support, and a line below the firm ones.
func firstChart(b *brief.Brief) reports.Block {
	r := b.In.Ranking
	if r == nil || !votes.Ordered(r) {
		return nil
	}
	shown := r.Issues[:min(firstIssues, len(r.Issues))]
	c := reports.Chart{
		ID: "chart-first", Kind: reports.Bar, Max: 100,
		Title: b.Say("first.chart", nil), Axis: b.Say("first.axis", nil),
		Summary: b.Say("first.bars", nil),
		Categories: brief.Each(shown, func(is ranking.Issue) string {
			return brief.IssueLabel(is.ID, is.Name, reports.MaxLabel)
		}),
		Series: []reports.Series{{
			Name:   b.Say("first.support", nil),
			Values: brief.Each(shown, func(is ranking.Issue) float64 { return is.Support }),
		}},
	}
	if t := r.Firmness.FirmTop; t != nil && t.K < len(shown) {
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
		return []reports.Verdict{brief.Verdict(reports.Miss, b.Say("first.clash", nil))}
	}
	if p == nil || len(p.Groups) == 0 {
		return nil
	}
	missed, w, without := 0, p.Wishes, len(p.Unassigned)
	for i := range p.Groups {
		missed += brief.CountIf(p.Groups[i].Targets, func(t grouping.Target) bool { return t.Short+t.Over > 0 })
	}
	return brief.Lines(
		brief.Info(b.Say("first.formed", messages.Args{"n": groups.OpenGroups(p), "people": groups.Seated(p)})),
		brief.Info(brief.If(w.People > 0, b.Say("first.wishes", messages.Args{"n": w.People, "first": w.First}))),
		brief.Verdict(reports.Warn, brief.If(without > 0, b.Say("first.without-seat", messages.Args{"n": without}))),
		brief.Verdict(reports.Warn, brief.If(missed > 0, b.Say("first.group-rules", messages.Args{"n": missed}))),
	)
}

// firstSeats says who is in which group: by name while all names fit, else by number.
func firstSeats(b *brief.Brief) reports.Block {
	p := b.In.Groups
	if p == nil || b.Clashing() {
		return nil
	}
	named := groups.Seated(p) <= brief.MostSeated
	members := reports.Column{Title: b.Say("first.members", nil), Names: true}
	if !named {
		members.Align = reports.Right
	}
	return reports.Table{
		ID: "first-groups", Title: b.Say("first.who", nil), RowHead: true,
		Columns: []reports.Column{{Title: b.Say("first.group", nil)}, members},
		Rows: brief.Rows(p.Groups, func(g grouping.Group) []reports.Value {
			name := brief.IssueLabel(g.ID, g.Topic, reports.MaxLabel)
			switch {
			case len(g.Members) == 0:
				return nil
			case named:
				return brief.Row(name, joinedNames(b, g.Members))
			default:
				return brief.Row(name, len(g.Members))
			}
		}),
	}
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
	asked := brief.Those(
		decideAsking(b), decideChange(b), decideRule(b), decideFirst(b), decideWeights(b), decideGroups(b), decideTopic(b),
	)
	return reports.List{
		Title: b.Say("first.decide", nil), Ordered: true, Items: asked[:min(len(asked), mostDecisions)],
	}
}

// decideAsking is whom to ask before anything is changed.
func decideAsking(b *brief.Brief) string {
	if b.Judged == nil || unasked(b) {
		return ""
	}
	return panel.Asking(b)
}

// decideChange is the change of the panel that is recommended.
func decideChange(b *brief.Brief) string {
	if b.Judged == nil || unasked(b) {
		return ""
	}
	change, why, asked := panel.Recommended(b)
	args := messages.Args{"changes": change}
	switch {
	case change == "":
		return ""
	case asked:
		args["why"] = why
		return b.Say("first.change-then", args)
	default:
		args["why"] = b.Sentences(append([]string{why}, panel.BesideChange(b)...))
		return b.Say("first.change", args)
	}
}

// decideRule asks what gives way where no panel meets the rules.
func decideRule(b *brief.Brief) string {
	if b.Judged == nil || b.Judged.Report.Advice == nil {
		return ""
	}
	r := b.Judged.Report
	a := r.Advice
	open := !a.Feasible && a.Proved && a.Recommended == nil && len(a.Conflict) > 0
	return brief.If(open, b.Say("first.conflict", messages.Args{
		"n": len(a.Conflict), "rules": panel.TargetNames(b.Words, r, a.Conflict),
	}))
}

// decideFirst asks which issue comes first where the votes do not say.
func decideFirst(b *brief.Brief) string {
	r := b.In.Ranking
	if r == nil || !votes.Ordered(r) {
		return ""
	}
	f, leaders := &r.Firmness, votes.Leaders(r)
	switch {
	case f.Verdict == ranking.Stable || f.Verdict == ranking.NoVerdict || f.Verdict == "":
		return ""
	case f.FirmTop != nil && f.FirmTop.K > 1 && f.FirmTop.K <= firstIssues:
		return b.Say("first.together", messages.Args{"n": f.FirmTop.K, "issues": brief.Texts(f.FirmTop.Issues)})
	case len(leaders) > 1:
		return b.Say("first.tie", messages.Args{"issues": b.IssueNames(leaders)})
	}
	if rivals := votes.Rivals(r); len(rivals) > 0 {
		return b.Say("first.rival", messages.Args{
			"issues": b.IssueNames(leaders), "others": b.IssueNames(rivals), "suggested": brief.Texts(leaders),
		})
	}
	return b.Say("first.hum", messages.Args{"issues": b.IssueNames(leaders)})
}

// decideWeights asks whether groups or ballots count the same where it matters.
func decideWeights(b *brief.Brief) string {
	r := b.In.Ranking
	switch {
	case r == nil || !votes.Ordered(r) || !slices.Contains(r.Firmness.Reasons, ranking.DependsOnWeights):
		return ""
	case r.Weights == "heads":
		return b.Say("first.ask-heads", nil)
	default:
		return b.Say("first.ask-groups", nil)
	}
}

// decideGroups asks what gives way where the wishes for the groups clash.
func decideGroups(b *brief.Brief) string {
	x, p := b.In.Impossible, b.In.Groups
	switch {
	case x != nil && len(x.Relaxation) > 0:
		return b.Say("first.relax", messages.Args{"n": x.Cost})
	case p == nil || b.Clashing() || len(p.Unassigned) == 0:
		return ""
	default:
		who := b.Some(b.Names(p.Unassigned), 4)
		return b.Say("first.seats", messages.Args{"n": len(p.Unassigned), "who": who})
	}
}

// decideTopic asks whether the most wished issue without a group should have one: where as
// many want it as a group needs, and the others keep enough people.
func decideTopic(b *brief.Brief) string {
	if b.In.Groups == nil || b.Clashing() || len(b.In.Groups.Wishes.Unformed) == 0 {
		return ""
	}
	x := b.In.Groups.Wishes.Unformed[0]
	least, open := 0, groups.OpenGroups(b.In.Groups)
	for i := range b.In.Groups.Groups {
		if g := &b.In.Groups.Groups[i]; len(g.Members) > 0 {
			if size := cmp.Or(g.MinSize, len(g.Members)); least == 0 || size < least {
				least = size
			}
		}
	}
	args := messages.Args{"issue": b.IssueName(x.Issue, 60), "n": x.First, "least": least}
	if x.First >= least && (open+1)*least <= groups.Seated(b.In.Groups) {
		return b.Say("first.topic-yes", args)
	}
	return b.Say("first.topic-no", args)
}

// openPoints are what could turn what is said here: rules that unknown values decide, and
// what was noticed in the files.
func openPoints(b *brief.Brief) []string {
	var fields []string
	unsure, unknown := 0, ""
	if b.Judged != nil {
		for _, t := range panel.JudgedTargets(b.Judged.Report) {
			if panel.StateOf(t) != reports.Unsure || panel.Asked(b.Judged.Report, t) {
				continue
			}
			unsure++
			if name := b.Dimension(t.Dimension); t.Dimension != "" && !slices.Contains(fields, name) {
				fields = append(fields, name)
			}
		}
	}
	if len(fields) > 0 {
		unknown = b.Say("first.unknown", messages.Args{"n": unsure, "fields": fields})
	} else if unsure > 0 {
		unknown = b.Say("first.unknown-rules", messages.Args{"n": unsure})
	}
	issues := len(b.Meeting.Issues)
	asked := decideAsking(b) != ""
	found := brief.CountIf(b.Meeting.Findings, func(f planner.Finding) bool {
		return f.Severity != planner.Note && !(asked && f.Code == "value-missing") // whom to ask is said
	})
	return brief.Those(
		unknown,
		brief.If(b.In.Ranking == nil && issues > 0, b.Say("first.no-votes", messages.Args{"n": issues})),
		brief.If(found > 0, b.Say("first.findings", messages.Args{"n": found})),
	)
}
