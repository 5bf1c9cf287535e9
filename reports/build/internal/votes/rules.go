package votes

import (
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// RulesAnnex has what those who know such figures ask for: the comparisons one to one,
// every counting rule, and every tie of an elimination.
func RulesAnnex(b *brief.Brief) *reports.Section {
	r := b.In.Ranking
	if !Ordered(r) || r.OnlyHums() {
		return nil
	}
	return brief.Section("annex-rules", b.Say("annex-rules.heading", nil), b.Say("annex-rules.lead", nil),
		pairwiseTable(b), ruleTable(b), ruleTies(b, ranking.RuleNames()), tieTable(b))
}

// ruleTable is the order of the issues by each counting rule, what must be known of it, and
// why a rule was not used.
func ruleTable(b *brief.Brief) reports.Table {
	t := reports.Table{
		ID: "rule-orders", Workbook: true, RowHead: true, Note: b.Say("annex-rules.note", nil),
		Columns: brief.Columns(reports.Left, 0, b.Say("annex-rules.rule", nil), b.Say("annex-rules.order", nil),
			b.Say("annex-rules.remarks", nil)),
	}
	orders := map[string]bool{}
	for _, name := range ranking.RuleNames() {
		if res, ok := b.In.Ranking.Rules[name]; ok {
			order := levelWords(res.Levels)
			orders[order] = true
			remarks := append(brief.Those(canWin(b, &res)), ruleNotes(b, res)...)
			t.Rows = append(t.Rows, brief.Row(b.Rule(name), order, strings.Join(remarks, " ")))
		}
	}
	for _, o := range b.In.Ranking.Omitted {
		t.Rows = append(t.Rows, brief.Row(b.Rule(o.Rule), "", b.Say("rule-omitted."+o.Why, nil)))
	}
	t.Title = b.Say("annex-rules.orders", messages.Args{"n": len(orders)})
	return brief.WithoutEmptyColumns(t)
}

// canWin says which issues a rule elects where it fills several places, or which can be first
// where ties decide that.
func canWin(b *brief.Brief, r *ranking.RuleResult) string {
	others := brief.Without(r.Winners, r.Elected)
	args := messages.Args{"issues": brief.Texts(r.Elected), "others": messages.Or(brief.Texts(others))}
	switch {
	case len(r.Elected) > 0 && len(others) > 0:
		return b.Say("annex-rules.elects-or", args)
	case len(r.Elected) > 0:
		return b.Say("annex-rules.elects", args)
	case len(r.Winners) > 1 || len(r.Winners) > 0 && len(r.Levels) > 0 && len(r.Levels[0]) > 1:
		return b.Say("annex-rules.winners", args)
	default:
		return ""
	}
}

// ruleTies tells every tie in a count by elimination, and what decided it.
func ruleTies(b *brief.Brief, rules []string) reports.Table {
	t := reports.Table{
		ID: "rule-ties", Workbook: true, Title: b.Say("rule-tie.title", nil), RowHead: true, Columns: slices.Concat(
			brief.Columns(reports.Left, 0, b.Say("annex-rules.rule", nil)),
			brief.Columns(reports.Right, 0, b.Say("rule-tie.round", nil)),
			brief.Columns(reports.Left, 0, b.Say("rule-tie.tied", nil), b.Say("rule-tie.elected", nil),
				b.Say("rule-tie.out", nil), b.Say("tie-breaks.by", nil))),
	}
	for _, name := range rules {
		for i, round := range b.In.Ranking.Rules[name].Rounds {
			if len(round.Tied) > 1 {
				t.Add(reports.Str(b.Rule(name)), reports.Int(i+1), reports.Str(b.IDs(round.Tied)),
					reports.Str(b.IDs(round.Elected)), reports.Str(b.IDs(round.Eliminated)),
					reports.Str(decidedBy(b, round.TieBrokenBy)))
			}
		}
	}
	return t
}

func RuleSection(b *brief.Brief, name string) *reports.Section {
	r := b.In.Ranking
	all := ranking.AllRules()
	rule := all[slices.IndexFunc(all, func(x ranking.Rule) bool { return x.Name == name })]
	res := r.Rules[name]
	t := reports.Table{ID: "rule", RowHead: true, Columns: []reports.Column{
		{Title: b.Say("column.issue", nil)},
		{Title: b.Say("column.name", nil)},
		brief.Right(b.Say("column.place", nil), 0),
		brief.Right(b.Say("scale.score", nil), 0),
	}}
	place := 1
	for _, level := range res.Levels {
		for _, id := range level {
			at, score := reports.Int(place), ""
			if name == "stv" && !slices.Contains(res.Elected, id) {
				at = reports.Str(b.Say("rule-elected.no-place", nil))
			}
			if res.Scores != nil {
				score = res.Scores[id].String()
			}
			t.Rows = append(t.Rows, brief.Row(id, nameOf(r, id), at, score))
		}
		place += len(level)
	}
	lead := brief.If(name == "stv", b.Say("rule-elected.nobody", nil))
	if len(res.Elected) > 0 {
		lead = b.Say("rule-elected.places", messages.Args{"n": len(res.Elected), "issues": brief.Texts(res.Elected)})
	}
	return brief.Section("rule", b.Say("rule-elected.heading", messages.Args{"rule": b.Rule(name)}), lead,
		brief.WithoutEmptyColumns(t), reports.List{Items: append(transferTies(b, res), ruleNotes(b, res)...)},
		ruleTies(b, []string{name}), reports.Paragraph{Text: b.Say("rule-definition."+name, nil)},
		reports.Paragraph{Text: b.Say("rule-ties."+name, nil)},
		reports.Paragraph{Text: b.Say("rule-elected.source", messages.Args{"source": rule.Source}), Link: true})
}

// nameOf is the name of an issue.
func nameOf(r *ranking.Result, id string) string {
	if at := slices.IndexFunc(r.Issues, func(i ranking.Issue) bool { return i.ID == id }); at >= 0 {
		return r.Issues[at].Name
	}
	return ""
}

// ruleNotes say what the reader of a rule's outcome must know.
func ruleNotes(b *brief.Brief, r ranking.RuleResult) []string {
	return brief.Each(r.Notes, func(n ranking.Note) string {
		a := messages.Args{}
		switch n.Code {
		case ranking.Quota:
			a["quota"], a["total"] = exactly(b, n.Quota), exactly(b, n.Total)
		case ranking.Approved:
			a["what"] = messages.Or(approvals(b, n.Approvals))
		case ranking.BlankPoints:
			a["points"] = exactly(b, n.Each)
		case ranking.NotProved:
			a["most"] = n.Most
		}
		return b.Say("rule-note."+n.Code, a)
	})
}

// approvals say what counts as approval on ballots of each kind.
func approvals(b *brief.Brief, list []ranking.Approval) []string {
	return brief.Each(list, func(a ranking.Approval) string {
		switch {
		case a.Kind == "ranking" && a.First > 1:
			return b.Say("approval.among-first", messages.Args{"first": a.First})
		case a.Kind == "score":
			return b.Say("approval.score", messages.Args{"from": exactly(b, a.From)})
		default:
			return b.Say("approval."+strings.ToLower(a.Kind), nil)
		}
	})
}

// exactly is a figure as a whole number where it is one, else to three decimals.
func exactly(b *brief.Brief, e *planner.Exact) string {
	switch {
	case e == nil:
		return ""
	case e.Rat().IsInt():
		return b.Number(e.Float(), 0)
	default:
		return b.Number(e.Float(), 3)
	}
}
