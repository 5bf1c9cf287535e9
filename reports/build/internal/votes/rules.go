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

// rulesVerdict says whether the rules agree on the first place; it has no text where there
// are no two. Rules of one family are one opinion, and a lot or a tie that includes the
// issue is no other opinion.
func rulesVerdict(b *brief.Brief) reports.Verdict {
	o := b.In.Ranking.Opinions()
	var rules []string
	for _, f := range o.Firsts {
		rules = append(rules, f.Rules...)
	}
	kinds := map[string]bool{}
	for _, r := range ranking.AllRules() {
		if slices.Contains(rules, r.Name) {
			kinds[r.Family] = true
		}
	}
	agreed := messages.Args{"n": len(rules), "kinds": len(kinds), "issues": brief.Texts(o.Agreed)}
	switch {
	case len(rules) < 2:
		return reports.Verdict{}
	case len(o.Agreed) == 0:
		return brief.Verdict(reports.Warn, b.Say("rules.differ", nil))
	case len(o.Firsts) > 1:
		return brief.Info(b.Say("rules.agree-partly", agreed))
	case len(o.Agreed) > 1:
		return brief.Info(b.Say("rules.agree-tied", agreed))
	default:
		return brief.Info(b.Say("rules.agree", agreed))
	}
}

// opinions say what comes first by which rules, where not all put the same issue there.
func opinions(b *brief.Brief) []reports.Verdict {
	o := b.In.Ranking.Opinions()
	said := func(code string) func(ranking.FirstPlace) reports.Verdict {
		return func(f ranking.FirstPlace) reports.Verdict {
			return brief.Info(b.Say("rules."+code, messages.Args{
				"rules": brief.Each(f.Rules, b.Rule), "n": len(f.Issues), "issues": brief.Texts(f.Issues),
			}))
		}
	}
	others := slices.DeleteFunc(slices.Clone(o.Firsts), func(f ranking.FirstPlace) bool {
		return len(o.Firsts) == 1 || slices.Equal(f.Issues, o.Agreed) // which the verdict on all rules says
	})
	return append(brief.Each(others, said("opinion")), brief.Each(o.Rare, said("rare"))...)
}

// RulesAnnex has what those who know such figures ask for: the comparisons one to one,
// every counting rule, and every tie of an elimination.
func RulesAnnex(b *brief.Brief) *reports.Section {
	r := b.In.Ranking
	if r == nil || !Ordered(r) || r.OnlyHums() {
		return nil
	}
	table, remarks := rulesOrder(b)
	return brief.Section("annex-rules", b.Say("annex-rules.heading", nil), b.Say("annex-rules.lead", nil),
		pairwiseTable(b), tieTable(b), table, reports.List{Items: remarks}, ruleTies(b, ranking.RuleNames()),
		reports.Table{
			ID: "rules-left-out", Workbook: true, Title: b.Say("annex-rules.omitted", nil), RowHead: true,
			Columns: brief.Columns(reports.Left, 0, b.Say("annex-rules.rule", nil), b.Say("annex-rules.why", nil)),
			Rows: brief.Rows(r.Omitted, func(o ranking.Omitted) []reports.Value {
				return brief.Row(b.Rule(o.Rule), b.Say("rule-omitted."+o.Why, nil))
			}),
		})
}

// rulesOrder shows which counting rules lead to which order of the issues, the
// order most of them give first, and what must be known of them.
func rulesOrder(b *brief.Brief) (t reports.Table, remarks []string) {
	t = reports.Table{
		ID: "rule-orders", Workbook: true, RowHead: true, Note: b.Say("annex-rules.note", nil),
		Columns: brief.Columns(reports.Left, 0, b.Say("annex-rules.order", nil), b.Say("annex-rules.rules", nil)),
	}
	rules := map[string][]string{}
	var orders []string
	for _, name := range ranking.RuleNames() {
		res := b.In.Ranking.Rules[name]
		order := levelWords(res.Levels)
		if order == "" && len(res.Winners) == 0 {
			continue
		}
		if rules[order] == nil {
			orders = append(orders, order)
		}
		rules[order] = append(rules[order], b.Rule(name))
		if w := res.Winners; len(w) > 1 || len(w) > 0 && (order == "" || len(res.Levels[0]) > len(w)) {
			remarks = append(remarks, b.Say("annex-rules.winners", messages.Args{
				"rule": b.Rule(name), "issues": messages.Or(brief.Texts(w)),
			}))
		}
		for _, note := range ruleNotes(b, res) {
			remarks = append(remarks, b.Say("annex-rules.remark", messages.Args{"rule": b.Rule(name), "note": note}))
		}
	}
	slices.SortStableFunc(orders, func(x, y string) int { return len(rules[y]) - len(rules[x]) })
	for _, order := range orders {
		t.Add(reports.Str(order), reports.Str(b.And(rules[order])))
	}
	t.Title = b.Say("annex-rules.orders", messages.Args{"n": len(orders)})
	return t, remarks
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
