package build

import (
	"cmp"
	"slices"

	"roundtable/planner"
	"roundtable/planner/balance"
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
		reports.Verdicts{Title: b.Say("first.issues", nil), Items: votes.FirstLines(b)},
		firstChart(b),
		reports.Verdicts{Title: b.Say("first.groups", nil), Items: firstGroups(b)},
	)
	if p := groupsShown(b); p != nil {
		s.Add(groups.FirstSeats(b, p))
	}
	s.Add(decisions(b, s.Blocks), reports.List{Title: b.Say("first.open", nil), Items: openPoints(b)})
	if len(s.Blocks) == 0 {
		s.Lead = b.Say("first.nothing", nil)
	}
	return s
}

// judges reports whether the first page judges a panel: not where nobody gave rules for it.
func judges(b *brief.Brief) bool { return b.Judged != nil && b.In.Programme == nil && !unasked(b) }

// firstBalance is the verdict on the panel, by whose rules, and what is missed. Of a panel
// that nobody gave rules for a line says what the common default would say; who only voted is
// not judged here.
func firstBalance(b *brief.Brief) []reports.Verdict {
	if b.In.Programme != nil {
		return []reports.Verdict{firstProgramme(b)}
	}
	if !judges(b) {
		return brief.Lines(brief.Info(panel.Unasked(b)))
	}
	c := panel.CountVerdicts(b.Judged.Report)
	if c.Judged() == 0 {
		return nil
	}
	open := brief.Each(panel.OpenVerdicts(b), func(v reports.Verdict) reports.Verdict {
		return brief.Verdict(v.State, v.Text) // whom to ask stands with the rules
	})
	return append([]reports.Verdict{brief.Verdict(c.State(), panel.BalanceSentence(b))}, b.FirstOpen(open)...)
}

// whoseRules says who asked for what is judged.
func whoseRules(b *brief.Brief) string {
	if !judges(b) {
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

// firstChart is the first few issues with their figure, and what that means; where few are
// firmly ahead, a line below them. It is a table in formats without charts, so that it speaks
// of no mark.
func firstChart(b *brief.Brief) reports.Block {
	r := b.In.Ranking
	if !votes.Ordered(r) {
		return nil
	}
	shown := r.Issues[:min(firstIssues, len(r.Issues))]
	scale, means := votes.Scale(b)
	c := reports.Chart{
		ID: "chart-first", Kind: reports.Bar, Max: 100, Title: b.Say("first.chart", nil),
		Axis: b.Say("scale.axis", messages.Args{"scale": scale}), Summary: means,
		Categories: brief.Each(shown, func(is ranking.Issue) string {
			return brief.IssueLabel(is.ID, is.Name, reports.MaxLabel)
		}),
		Series: []reports.Series{{
			Name: scale, Values: brief.Each(shown, func(is ranking.Issue) float64 { return is.Support }),
		}},
	}
	if t := r.Firmness.FirmTop; t != nil && t.K < len(shown) {
		c.LineAfter = t.K
	}
	c.Table = c.Numbers()
	return c
}

// groupsShown is the proposal that the first page tells of: none where the rules clash.
func groupsShown(b *brief.Brief) *grouping.Plan {
	if b.Clashing() {
		return nil
	}
	return b.In.Groups
}

// firstGroups is how many groups there are for how many people, what people got of what
// they wished, and which rules are not met.
func firstGroups(b *brief.Brief) []reports.Verdict {
	if b.Clashing() {
		return []reports.Verdict{brief.Verdict(reports.Miss, b.Say("first.clash", nil))}
	}
	if b.In.Groups == nil || len(b.In.Groups.Groups) == 0 {
		return nil
	}
	return groups.FirstLines(b, b.In.Groups)
}

// decisions are the questions to decide now, each with the answer we suggest; that there are
// none is said where the page says no more than what is met.
func decisions(b *brief.Brief, page []reports.Block) reports.Block {
	asked := brief.Those(append([]string{
		decideAsking(b), decideChange(b), decideRule(b), votes.FirstQuestion(b, firstIssues), decideWeights(b),
	}, decideGroups(b)...)...)
	open := slices.ContainsFunc(page, func(block reports.Block) bool {
		v, _ := block.(reports.Verdicts)
		return slices.ContainsFunc(v.Items, func(v reports.Verdict) bool {
			return v.State == reports.Miss || v.State == reports.Unsure
		})
	})
	if len(asked) == 0 && len(page) > 0 && !open {
		asked = []string{b.Say("first.nothing-to-decide", nil)}
	}
	return reports.List{
		Title: b.Say("first.decide", nil), Ordered: true, Items: asked[:min(len(asked), mostDecisions)],
	}
}

// decideAsking is whom to ask before anything is changed.
func decideAsking(b *brief.Brief) string {
	if !judges(b) {
		return ""
	}
	return panel.Asking(b)
}

// decideChange is the change of the panel that is recommended.
func decideChange(b *brief.Brief) string {
	if !judges(b) {
		return ""
	}
	change, why, asked := panel.Recommended(b)
	switch {
	case change == "":
		return ""
	case asked:
		return b.Sentences([]string{change, why})
	default:
		why = b.Sentences(append([]string{why}, panel.BesideChange(b)...))
		return b.Say("first.change", messages.Args{"changes": change, "why": why})
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

// decideWeights asks whether groups or ballots count the same where it matters.
func decideWeights(b *brief.Brief) string {
	r := b.In.Ranking
	if !votes.Ordered(r) || !slices.Contains(r.Firmness.Reasons, ranking.DependsOnWeights) {
		return ""
	}
	heads, by := brief.Texts(r.Firmness.FirstHeads), brief.Texts(r.Firmness.FirstGroups)
	return cmp.Or(
		brief.If(r.Weights == "heads", b.Say("first.ask-heads", messages.Args{"issues": by})),
		brief.If(r.Weights == "groups", b.Say("first.ask-groups", messages.Args{"issues": heads})),
	)
}

// decideGroups asks what gives way where the wishes for the groups clash; else where those sit
// who have no seat, or whether the groups stay though a wish for them is not met, and whether
// an issue without a group should have one.
func decideGroups(b *brief.Brief) []string {
	if x := b.In.Impossible; x != nil && len(x.Relaxation) > 0 {
		return []string{b.Say("first.relax", messages.Args{"n": x.Cost})}
	}
	p := groupsShown(b)
	if p == nil {
		return nil
	}
	left, wishes := len(p.Unassigned), groups.MissedWishes(p)
	return []string{cmp.Or(
		brief.If(left > 0, b.Say("first.seats", messages.Args{"n": left, "who": b.Some(b.Names(p.Unassigned), 4)})),
		brief.If(wishes > 0, b.Say("first.keep", messages.Args{"n": wishes})),
	), groups.TopicQuestion(b, p)}
}

// openPoints are what could turn what is said here: rules that unknown values decide, issues
// without votes, what was noticed in the files, and groups of which a few decide for many.
func openPoints(b *brief.Brief) []string {
	out := []string{unknownValues(b)}
	if n := len(b.Meeting.Issues); b.In.Ranking == nil {
		out = append(out, brief.If(n > 0, b.Say("first.no-votes", messages.Args{"n": n})))
	}
	if out = append(out, noticed(b)); b.In.Ranking != nil {
		out = append(out, brief.Each(b.In.Ranking.Warnings, func(f planner.Finding) string {
			return brief.If(f.Code == "group-few", b.FindingVerdict(&f).Text)
		})...)
	}
	return brief.Those(out...)
}

// unknownValues says how many rules hang on values that nobody is asked for above.
func unknownValues(b *brief.Brief) string {
	if b.Judged == nil {
		return ""
	}
	var fields []string
	open := slices.DeleteFunc(panel.JudgedTargets(b.Judged.Report), func(t *balance.TargetResult) bool {
		return panel.StateOf(t) != reports.Unsure || panel.Hangs(b.Judged.Report, t.ID)
	})
	for _, t := range open {
		if name := b.Dimension(t.Dimension); t.Dimension != "" && !slices.Contains(fields, name) {
			fields = append(fields, name)
		}
	}
	code := "unknown" + brief.If(len(fields) == 0, "-rules")
	return brief.If(len(open) > 0, b.Say("first."+code, messages.Args{"n": len(open), "fields": fields}))
}

// noticed says that something in the files may change results: what it is where it is all of
// one kind, else of how many kinds.
func noticed(b *brief.Brief) string {
	asked := decideAsking(b) != ""
	found := slices.DeleteFunc(slices.Clone(b.Meeting.Findings), func(f planner.Finding) bool {
		return f.Severity == planner.Note || asked && f.Code == "value-missing" // whom to ask is said
	})
	if len(found) == 0 {
		return ""
	}
	kinds := map[string]bool{}
	for i := range found {
		kinds[found[i].Code] = true
	}
	code := "findings" + cmp.Or(
		brief.If(len(kinds) == 1, "-alike"), brief.If(len(kinds) < len(found), "-kinds"),
	)
	return b.Say("first."+code, messages.Args{
		"n": len(found), "kinds": len(kinds), "example": b.FindingVerdict(&found[0]).Text,
	})
}
