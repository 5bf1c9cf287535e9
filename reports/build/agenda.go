package build

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"roundtable/planner/ranking"
	"roundtable/reports"
)

// agendaSection is the choice of k issues in which every group gets its share.
func agendaSection(b *builder) *reports.Section {
	if b.in.Ranking == nil || b.in.Ranking.Agenda == nil || len(b.in.Ranking.Agenda.Issues) == 0 {
		return nil
	}
	a := b.in.Ranking.Agenda
	s := &reports.Section{ID: "agenda", Title: "If only some issues can be taken up", Lead: agendaSentence(a)}
	names := each(a.Issues, func(id string) string { return issueLabel(id, b.issue[id], math.MaxInt) })
	s.Blocks = append(s.Blocks, reports.List{Title: "In the order chosen", Items: names, Ordered: true},
		reports.Verdicts{Items: agendaVerdicts(a)})
	s.Add(budgetTable(a), otherAgendas(a))
	return s
}

// agendaTitle is an agenda rule's or a completion's name for readers.
func agendaTitle(rule string) string { return cmp.Or(agendaTitles[rule], rule) }

var agendaTitles = map[string]string{
	"approval": "Most approved", "seqpav": "Proportional approval, step by step",
	"pav": "Proportional approval, best set", "seqphragmen": "Phragmén’s method", "equal-shares": "Equal shares",
	"phragmen": "Phragmén’s method", "increment": "a larger budget", "support": "most approval",
}

func agendaSentence(a *ranking.Agenda) string {
	out := fmt.Sprintf("%s chosen by %s, so that groups get places in proportion to their weight.",
		upperFirst(counted(len(a.Issues), "issue")), lowerFirst(agendaTitle(a.Rule)))
	switch {
	case a.SameAsTopK:
		out += fmt.Sprintf(" They are the %d with most approval as well.", a.K)
	case len(a.Added) > 0:
		out += fmt.Sprintf(" Most approval alone would have taken %s in place of %s.", joined(texts(a.Removed)),
			joined(texts(a.Added)))
	}
	return out
}

func agendaVerdicts(a *ranking.Agenda) []reports.Verdict {
	out := []reports.Verdict{
		guarantee(a.Certificate.JR, "Voters who make up a place’s worth of the weight, and agree on an issue, are "+
			"not left without any."),
		guarantee(a.Certificate.EJRPlus, "Larger groups that agree get places in proportion."),
	}
	if a.Approvals != "" {
		out = append(out, reports.Verdict{State: reports.Info, Text: "What counted as approval: " +
			reports.InText(a.Approvals) + "."})
	}
	if a.Completion != "" && len(a.BeforeCompletion) < len(a.Issues) {
		out = append(out, reports.Verdict{State: reports.Info, Text: fmt.Sprintf("%s bought with the groups’ own "+
			"budgets; the rest was filled by %s.",
			upperFirst(counted(len(a.BeforeCompletion), "issue")), agendaTitle(a.Completion))})
	}
	if a.Note != "" {
		out = append(out, reports.Verdict{State: reports.Info, Text: sentence(a.Note)})
	}
	return out
}

func guarantee(holds bool, text string) reports.Verdict {
	if holds {
		return reports.Verdict{State: reports.OK, Text: text, Detail: "Checked on the ballots."}
	}
	return reports.Verdict{State: reports.Miss, Text: text, Detail: "Checked on the ballots: it does not hold " +
		"for this choice."}
}

// budgetTable says what each group brings and gets.
func budgetTable(a *ranking.Agenda) reports.Table {
	t := reports.Table{
		ID: "agenda-groups", Title: "What each group gets", RowHead: true,
		Columns: []reports.Column{
			{Title: "Group"},
			{Title: "Worth in places", Align: reports.Right, Decimals: 2},
			{Title: "Voters with an issue on it, %", Align: reports.Right, Bar: true, BarMax: 100},
			{Title: "Issues a voter, on average", Align: reports.Right, Decimals: 2},
			{Title: "Its own first issue"},
		},
	}
	for _, g := range a.Budget {
		on := "is on"
		if !g.FirstIn {
			on = "is not on"
		}
		t.Add(
			reports.Str(groupTitle(g.Group)), reports.Num(g.Places.Float()),
			reports.Num(math.Round(100*g.Represented)), reports.Num(g.Average),
			reports.Str(few(texts(g.First), 3)+" "+on),
		)
	}
	return t
}

func otherAgendas(a *ranking.Agenda) reports.Table {
	t := reports.Table{
		ID: "agenda-others", Title: "What other rules would choose", RowHead: true,
		Columns: []reports.Column{{Title: "Rule"}, {Title: "Issues"}, {Title: "Proportional?"}},
	}
	for _, o := range a.Others {
		fair := "yes"
		if !o.Certificate.EJRPlus {
			fair = "no"
		}
		t.Add(reports.Str(agendaTitle(o.Rule)), reports.Str(strings.Join(texts(o.Issues), ", ")), reports.Str(fair))
	}
	return t
}
