package build

import (
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

// firstBalance is the verdict on the panel, by whose rules, and what is missed. Of a panel
// that nobody gave rules for a line says what the common default would say; who only voted is
// not judged here.
func firstBalance(b *brief.Brief) []reports.Verdict {
	switch {
	case b.In.Programme != nil:
		return []reports.Verdict{firstProgramme(b)}
	case b.Judged == nil || unasked(b):
		return brief.Lines(brief.Info(panel.Unasked(b)))
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
	if r := b.In.Ranking; r == nil || !votes.Ordered(r) {
		return nil
	}
	return votes.FirstLines(b)
}

// firstChart is the first few issues with their figure, and what that means; where few are
// firmly ahead, a line below them. It is a table in formats without charts, so that it speaks
// of no mark.
func firstChart(b *brief.Brief) reports.Block {
	r := b.In.Ranking
	if r == nil || !votes.Ordered(r) {
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

// groupsShown is the proposal that the first page tells of: none where the rules clash, or
// where nobody asked for groups.
func groupsShown(b *brief.Brief) *grouping.Plan {
	if b.Clashing() || b.In.Unasked {
		return nil
	}
	return b.In.Groups
}

// firstGroups is how many groups there are for how many people, what people got of what
// they wished, and which rules are not met.
func firstGroups(b *brief.Brief) []reports.Verdict {
	p := groupsShown(b)
	switch {
	case b.Clashing() && !b.In.Unasked:
		return []reports.Verdict{brief.Verdict(reports.Miss, b.Say("first.clash", nil))}
	case p == nil || len(p.Groups) == 0:
		return nil
	default:
		return groups.FirstLines(b, p)
	}
}

// firstSeats says who is in which group: by name while all names fit, else by number.
func firstSeats(b *brief.Brief) reports.Block {
	p := groupsShown(b)
	if p == nil {
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
		decideAsking(
			b,
		),
		decideChange(b),
		decideRule(b),
		decideFirst(b),
		decideWeights(b),
		decideGroups(b),
		decideTopic(b),
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

// decideFirst asks which issue comes first where the votes do not say.
func decideFirst(b *brief.Brief) string {
	if r := b.In.Ranking; r == nil || !votes.Ordered(r) {
		return ""
	}
	return votes.FirstQuestion(b, firstIssues)
}

// decideWeights asks whether groups or ballots count the same where it matters.
func decideWeights(b *brief.Brief) string {
	r := b.In.Ranking
	if r == nil || !votes.Ordered(r) || !slices.Contains(r.Firmness.Reasons, ranking.DependsOnWeights) {
		return ""
	}
	switch r.Weights {
	case "heads":
		return b.Say("first.ask-heads", messages.Args{"issues": brief.Texts(r.Firmness.FirstGroups)})
	case "groups":
		return b.Say("first.ask-groups", messages.Args{"issues": brief.Texts(r.Firmness.FirstHeads)})
	default:
		return ""
	}
}

// decideGroups asks what gives way where the wishes for the groups clash, and where those sit
// who have no seat.
func decideGroups(b *brief.Brief) string {
	x, p := b.In.Impossible, groupsShown(b)
	switch {
	case x != nil && len(x.Relaxation) > 0:
		return b.Say("first.relax", messages.Args{"n": x.Cost})
	case p == nil || len(p.Unassigned) == 0:
		return ""
	default:
		who := b.Some(b.Names(p.Unassigned), 4)
		return b.Say("first.seats", messages.Args{"n": len(p.Unassigned), "who": who})
	}
}

// decideTopic asks whether an issue without a group should have one.
func decideTopic(b *brief.Brief) string {
	p := groupsShown(b)
	if p == nil {
		return ""
	}
	return groups.TopicQuestion(b, p)
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
	issues, heavy := len(b.Meeting.Issues), []string(nil)
	if b.In.Ranking != nil {
		for i := range b.In.Ranking.Warnings {
			if f := &b.In.Ranking.Warnings[i]; f.Code == "group-few" { // a few decide for many
				heavy = append(heavy, b.FindingVerdict(f).Text)
			}
		}
	}
	asked := decideAsking(b) != ""
	found := brief.CountIf(b.Meeting.Findings, func(f planner.Finding) bool {
		return f.Severity != planner.Note && (!asked || f.Code != "value-missing") // whom to ask is said
	})
	return brief.Those(append([]string{
		unknown,
		brief.If(b.In.Ranking == nil && issues > 0, b.Say("first.no-votes", messages.Args{"n": issues})),
		brief.If(found > 0, b.Say("first.findings", messages.Args{"n": found})),
	}, heavy...)...)
}
