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

// rulesVerdict says whether the rules agree on the first place. Rules of one family
// are one opinion, and a lot or a tie that includes the issue is no other opinion.
func rulesVerdict(b *brief.Brief) (reports.Verdict, bool) {
	o := b.In.Ranking.Opinions()
	rules, kinds := 0, map[string]bool{}
	for _, f := range o.Firsts {
		rules += len(f.Rules)
		for _, r := range ranking.AllRules() {
			if slices.Contains(f.Rules, r.Name) {
				kinds[r.Family] = true
			}
		}
	}
	agreed := messages.Args{"n": rules, "kinds": len(kinds), "issues": brief.Texts(o.Agreed)}
	switch {
	case rules < 2:
		return reports.Verdict{}, false
	case len(o.Firsts) == 1 && len(o.Agreed) == 1:
		return brief.Info(b.Say("rules.agree", agreed)), true
	case len(o.Firsts) == 1:
		return brief.Info(b.Say("rules.agree-tied", agreed)), true
	case len(o.Agreed) > 0:
		return brief.Info(b.Say("rules.agree-partly", agreed)), true
	}
	return reports.Verdict{State: reports.Warn, Text: b.Say("rules.differ", nil)}, true
}

// opinions say what comes first by which rules, where not all put the same issue there.
func opinions(b *brief.Brief) []reports.Verdict {
	o := b.In.Ranking.Opinions()
	var out []reports.Verdict
	add := func(code string, f ranking.FirstPlace) {
		out = append(out, brief.Info(b.Say("rules."+code, messages.Args{
			"rules": brief.Each(f.Rules, b.Rule), "n": len(f.Issues), "issues": brief.Texts(f.Issues),
		})))
	}
	for _, f := range o.Firsts {
		if len(o.Firsts) > 1 && !slices.Equal(f.Issues, o.Agreed) { // which the verdict on all rules says
			add("opinion", f)
		}
	}
	for _, f := range o.Rare {
		add("rare", f)
	}
	return out
}

// threeRules shows, for each issue, its place by the headline figure, one to one and in the runoff.
func threeRules(b *brief.Brief) reports.Table {
	r := b.In.Ranking
	t := reports.Table{
		ID: "three-rules", Title: b.Say("three.title", nil), RowHead: true, Note: b.Say("three.note", nil),
		Columns: append(brief.Columns(reports.Left, 0, b.Say("column.issue", nil)),
			brief.Columns(reports.Right, 0, scaleName(b, r))...),
	}
	var places []map[string]string
	add := func(rule, title string) {
		if res, ok := r.Rules[rule]; ok && len(res.Levels) > 0 {
			t.Columns = append(t.Columns, reports.Column{Title: title, Align: reports.Right})
			places = append(places, placesByRule(res))
		}
	}
	add("copeland", b.Say("three.duels", nil))
	if add("irv", b.Say("three.runoff", nil)); len(places) == 2 {
		t.Note = b.Say("three.note-runoff", nil)
	}
	if len(places) == 0 {
		return reports.Table{}
	}
	for _, is := range r.Issues {
		row := []reports.Value{reports.Str(is.ID), reports.Str(placeWord(is.Rank, is.Tied))}
		for _, p := range places {
			row = append(row, reports.Str(p[is.ID]))
		}
		t.Add(row...)
	}
	return t
}

// runoffTies names who can win the runoff, where ties decide that.
func runoffTies(b *brief.Brief) reports.Paragraph {
	irv := b.In.Ranking.Rules["irv"]
	if len(irv.Winners) < 2 {
		return reports.Paragraph{}
	}
	who := messages.Args{"issues": messages.Or(brief.Texts(irv.Winners))}
	return reports.Paragraph{Text: b.Say("three.runoff-ties", who)}
}

// placeWord is a place, marked where it is shared.
func placeWord(place int, tied bool) string {
	if tied {
		return brief.Text(place) + " ="
	}
	return brief.Text(place)
}

// placesByRule is the place of each issue by a rule.
func placesByRule(r ranking.RuleResult) map[string]string {
	out := map[string]string{}
	place := 1
	for _, level := range r.Levels {
		for _, id := range level {
			out[id] = placeWord(place, len(level) > 1)
		}
		place += len(level)
	}
	return out
}

// RulesAnnex has what those who know such figures ask for: the comparisons one to one,
// every counting rule, every tie of an elimination, and how alike the groups are.
func RulesAnnex(b *brief.Brief) *reports.Section {
	r := b.In.Ranking
	if r == nil || !Ordered(r) {
		return nil
	}
	s := &reports.Section{
		ID: "annex-rules", Title: b.Say("annex-rules.heading", nil), Lead: b.Say("annex-rules.lead", nil),
	}
	if !r.OnlyHums() {
		s.Add(pairwiseTable(b), tieTable(b))
		s.Add(rulesTables(b)...)
	}
	if s.Add(agreementFigures(b)...); len(s.Blocks) == 0 {
		return nil
	}
	return s
}

func rulesTables(b *brief.Brief) []reports.Block {
	table, remarks := rulesOrder(b)
	left := reports.Table{
		ID: "rules-left-out", Title: b.Say("annex-rules.omitted", nil), RowHead: true,
		Columns: brief.Columns(reports.Left, 0, b.Say("annex-rules.rule", nil), b.Say("annex-rules.why", nil)),
	}
	for _, o := range b.In.Ranking.Omitted {
		left.Add(reports.Str(b.Rule(o.Rule)), reports.Str(b.Say("rule-omitted."+o.Why, nil)))
	}
	return []reports.Block{table, reports.List{Items: remarks}, ruleTies(b, ranking.RuleNames()), left}
}

// rulesOrder shows which counting rules lead to which order of the issues, the
// order most of them give first, and what must be known of them.
func rulesOrder(b *brief.Brief) (t reports.Table, remarks []string) {
	t = reports.Table{
		ID: "rule-orders", RowHead: true, Note: b.Say("annex-rules.note", nil),
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
		ID: "rule-ties", Title: b.Say("rule-tie.title", nil), RowHead: true, Columns: slices.Concat(
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
	t := reports.Table{ID: "rule", RowHead: true, Columns: append(
		brief.Columns(reports.Left, 0, b.Say("column.issue", nil), b.Say("column.name", nil)),
		brief.Columns(reports.Right, 0, b.Say("column.place", nil))...)}
	if res.Scores != nil {
		t.Columns = append(t.Columns, brief.Columns(reports.Right, 0, b.Say("scale.score", nil))...)
	}
	place := 1
	for _, level := range res.Levels {
		for _, id := range level {
			row := []reports.Value{reports.Str(id), reports.Str(issueOf(r, id).Name), reports.Int(place)}
			if name == "stv" && !slices.Contains(res.Elected, id) {
				row[2] = reports.Str(b.Say("rule-elected.no-place", nil))
			}
			if res.Scores != nil {
				row = append(row, reports.Str(res.Scores[id].String()))
			}
			t.Rows = append(t.Rows, row)
		}
		place += len(level)
	}
	s := &reports.Section{ID: "rule", Title: b.Say("rule-elected.heading", messages.Args{"rule": b.Rule(name)})}
	switch {
	case len(res.Elected) > 0:
		s.Lead = b.Say("rule-elected.places", messages.Args{"n": len(res.Elected), "issues": brief.Texts(res.Elected)})
	case name == "stv":
		s.Lead = b.Say("rule-elected.nobody", nil)
	}
	s.Add(t, reports.List{Items: slices.Concat(transferTies(b, res), ruleNotes(b, res))}, ruleTies(b, []string{name}),
		reports.Paragraph{Text: b.Say("rule-definition."+name, nil)},
		reports.Paragraph{Text: b.Say("rule-ties."+name, nil)},
		reports.Paragraph{Text: b.Say("rule-elected.source", messages.Args{"source": rule.Source}), Link: true})
	return s
}

func issueOf(r *ranking.Result, id string) *ranking.Issue {
	if at := slices.IndexFunc(r.Issues, func(i ranking.Issue) bool { return i.ID == id }); at >= 0 {
		return &r.Issues[at]
	}
	return &ranking.Issue{ID: id}
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
