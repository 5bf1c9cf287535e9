package votes

import (
	"cmp"
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
	t.Rows = append(t.Rows, brief.Rows(b.In.Ranking.Omitted, func(o ranking.Omitted) []reports.Value {
		return brief.Row(b.Rule(o.Rule), "", b.Say("rule-omitted."+o.Why, nil))
	})...)
	t.Title = b.Say("annex-rules.orders", messages.Args{"n": len(orders)})
	return brief.WithoutEmptyColumns(t)
}

// canWin says which issues a rule elects where it fills several places, or which can be first
// where ties decide that.
func canWin(b *brief.Brief, r *ranking.RuleResult) string {
	others := brief.Without(r.Winners, r.Elected)
	args := messages.Args{"issues": brief.Texts(r.Elected), "others": messages.Or(brief.Texts(others))}
	elects := brief.If(len(r.Elected) > 0, "elects"+brief.If(len(others) > 0, "-or"))
	open := len(r.Winners) > 1 || len(r.Winners) > 0 && len(r.Levels) > 0 && len(r.Levels[0]) > 1
	code := cmp.Or(elects, brief.If(open, "winners"))
	return brief.If(code != "", b.Say("annex-rules."+code, args))
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

// RuleSection tells one counting rule's order, its ties, and what the rule does.
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
			at := reports.Int(place)
			if name == "stv" && !slices.Contains(res.Elected, id) {
				at = reports.Str(b.Say("rule-elected.no-place", nil))
			}
			score := ""
			if res.Scores != nil {
				score = res.Scores[id].String()
			}
			t.Rows = append(t.Rows, brief.Row(id, b.Topics[id], at, score))
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

// ruleNotes say what the reader of a rule's outcome must know.
func ruleNotes(b *brief.Brief, r ranking.RuleResult) []string {
	return brief.Each(r.Notes, func(n ranking.Note) string {
		return b.Say("rule-note."+n.Code, messages.Args{
			"quota": exactly(b, n.Quota), "total": exactly(b, n.Total), "what": messages.Or(approvals(b, n.Approvals)),
			"points": exactly(b, n.Each), "most": n.Most,
		})
	})
}

// approvals say what counts as approval on ballots of each kind.
func approvals(b *brief.Brief, list []ranking.Approval) []string {
	return brief.Each(list, func(a ranking.Approval) string {
		code := cmp.Or(brief.If(a.Kind == "ranking" && a.First > 1, "among-first"), strings.ToLower(a.Kind))
		return b.Say("approval."+code, messages.Args{"first": a.First, "from": exactly(b, a.From)})
	})
}

// exactly is a figure as a whole number where it is one, else to three decimals.
func exactly(b *brief.Brief, e *planner.Exact) string {
	if e == nil {
		return ""
	}
	decimals := 3
	if e.Rat().IsInt() {
		decimals = 0
	}
	return b.Number(e.Float(), decimals)
}
