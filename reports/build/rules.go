package build

import (
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// What the counting rules say: a chair sees three of them beside each other, and one
// table in the annex has them all. A rule has its name, what it does and what becomes of
// ties in the messages rule.NAME, rule-definition.NAME and rule-ties.NAME.

// rule is a counting rule's name for readers.
func (b *builder) rule(name string) string { return b.Say("rule."+name, nil) }

// rulesVerdict says whether the rules agree on the first place. Rules of one family
// are one opinion, and a lot or a tie that includes the issue is no other opinion.
func rulesVerdict(b *builder) (reports.Verdict, bool) {
	o := b.in.Ranking.Opinions()
	rules, kinds := 0, map[string]bool{}
	for _, f := range o.Firsts {
		rules += len(f.Rules)
		for _, r := range ranking.AllRules() {
			if slices.Contains(f.Rules, r.Name) {
				kinds[r.Family] = true
			}
		}
	}
	agreed := messages.Args{"n": rules, "kinds": len(kinds), "issues": texts(o.Agreed)}
	switch {
	case rules < 2:
		return reports.Verdict{}, false
	case len(o.Firsts) == 1 && len(o.Agreed) == 1:
		return info(b.Say("rules.agree", agreed)), true
	case len(o.Firsts) == 1:
		return info(b.Say("rules.agree-tied", agreed)), true
	case len(o.Agreed) > 0:
		return info(b.Say("rules.agree-partly", agreed)), true
	}
	return reports.Verdict{State: reports.Warn, Text: b.Say("rules.differ", nil)}, true
}

// opinions say what comes first by which rules, where not all put the same issue there.
func opinions(b *builder) []reports.Verdict {
	o := b.in.Ranking.Opinions()
	var out []reports.Verdict
	add := func(code string, f ranking.FirstPlace) {
		out = append(out, info(b.Say("rules."+code, messages.Args{
			"rules": each(f.Rules, b.rule), "n": len(f.Issues), "issues": texts(f.Issues),
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
func threeRules(b *builder) reports.Table {
	r := b.in.Ranking
	t := reports.Table{
		ID: "three-rules", Title: b.Say("three.title", nil), RowHead: true, Note: b.Say("three.note", nil),
		Columns: append(columns(reports.Left, 0, b.Say("column.issue", nil)),
			columns(reports.Right, 0, scaleName(b, r))...),
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
func runoffTies(b *builder) reports.Paragraph {
	irv := b.in.Ranking.Rules["irv"]
	if len(irv.Winners) < 2 {
		return reports.Paragraph{}
	}
	who := messages.Args{"issues": messages.Or(texts(irv.Winners))}
	return reports.Paragraph{Text: b.Say("three.runoff-ties", who)}
}

// placeWord is a place, marked where it is shared.
func placeWord(place int, tied bool) string {
	if tied {
		return text(place) + " ="
	}
	return text(place)
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

// rulesAnnex has what those who know such figures ask for: the comparisons one to one,
// every counting rule, every tie of an elimination, and how alike the groups are.
func rulesAnnex(b *builder) *reports.Section {
	r := b.in.Ranking
	if r == nil || !ordered(r) {
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

func rulesTables(b *builder) []reports.Block {
	table, remarks := rulesOrder(b)
	left := reports.Table{
		ID: "rules-left-out", Title: b.Say("annex-rules.omitted", nil), RowHead: true,
		Columns: columns(reports.Left, 0, b.Say("annex-rules.rule", nil), b.Say("annex-rules.why", nil)),
	}
	for _, o := range b.in.Ranking.Omitted {
		left.Add(reports.Str(b.rule(o.Rule)), reports.Str(b.Say("rule-omitted."+o.Why, nil)))
	}
	return []reports.Block{table, reports.List{Items: remarks}, ruleTies(b, ranking.RuleNames()), left}
}

// rulesOrder shows which counting rules lead to which order of the issues, the
// order most of them give first, and what must be known of them.
func rulesOrder(b *builder) (t reports.Table, remarks []string) {
	t = reports.Table{
		ID: "rule-orders", RowHead: true, Note: b.Say("annex-rules.note", nil),
		Columns: columns(reports.Left, 0, b.Say("annex-rules.order", nil), b.Say("annex-rules.rules", nil)),
	}
	rules := map[string][]string{}
	var orders []string
	for _, name := range ranking.RuleNames() {
		res := b.in.Ranking.Rules[name]
		order := levelWords(res.Levels)
		if order == "" && len(res.Winners) == 0 {
			continue
		}
		if rules[order] == nil {
			orders = append(orders, order)
		}
		rules[order] = append(rules[order], b.rule(name))
		if w := res.Winners; len(w) > 1 || len(w) > 0 && (order == "" || len(res.Levels[0]) > len(w)) {
			remarks = append(remarks, b.Say("annex-rules.winners", messages.Args{
				"rule": b.rule(name), "issues": messages.Or(texts(w)),
			}))
		}
		for _, note := range ruleNotes(b, res) {
			remarks = append(remarks, b.Say("annex-rules.remark", messages.Args{"rule": b.rule(name), "note": note}))
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
func ruleTies(b *builder, rules []string) reports.Table {
	t := reports.Table{
		ID: "rule-ties", Title: b.Say("rule-tie.title", nil), RowHead: true, Columns: slices.Concat(
			columns(reports.Left, 0, b.Say("annex-rules.rule", nil)),
			columns(reports.Right, 0, b.Say("rule-tie.round", nil)),
			columns(reports.Left, 0, b.Say("rule-tie.tied", nil), b.Say("rule-tie.elected", nil),
				b.Say("rule-tie.out", nil), b.Say("tie-breaks.by", nil))),
	}
	for _, name := range rules {
		for i, round := range b.in.Ranking.Rules[name].Rounds {
			if len(round.Tied) > 1 {
				t.Add(reports.Str(b.rule(name)), reports.Int(i+1), reports.Str(b.ids(round.Tied)),
					reports.Str(b.ids(round.Elected)), reports.Str(b.ids(round.Eliminated)),
					reports.Str(decidedBy(b, round.TieBrokenBy)))
			}
		}
	}
	return t
}

// RuleOmitted says why a rule does not apply to these ballots; empty where it does.
func RuleOmitted(r *ranking.Result, name string) string {
	at := slices.IndexFunc(r.Omitted, func(o ranking.Omitted) bool { return o.Rule == name })
	if at < 0 {
		return ""
	}
	return messages.English().Say("rule-omitted."+r.Omitted[at].Why, nil)
}

// RuleSection tells one rule's order, its ties, and what the rule does.
func RuleSection(r *ranking.Result, name string) *reports.Section {
	return ruleSection(newBuilder(Input{Ranking: r}), name)
}

func ruleSection(b *builder, name string) *reports.Section {
	r := b.in.Ranking
	all := ranking.AllRules()
	rule := all[slices.IndexFunc(all, func(x ranking.Rule) bool { return x.Name == name })]
	res := r.Rules[name]
	t := reports.Table{ID: "rule", RowHead: true, Columns: append(
		columns(reports.Left, 0, b.Say("column.issue", nil), b.Say("column.name", nil)),
		columns(reports.Right, 0, b.Say("column.place", nil))...)}
	if res.Scores != nil {
		t.Columns = append(t.Columns, columns(reports.Right, 0, b.Say("scale.score", nil))...)
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
	s := &reports.Section{ID: "rule", Title: b.Say("rule-elected.heading", messages.Args{"rule": b.rule(name)})}
	switch {
	case len(res.Elected) > 0:
		s.Lead = b.Say("rule-elected.places", messages.Args{"n": len(res.Elected), "issues": texts(res.Elected)})
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
func ruleNotes(b *builder, r ranking.RuleResult) []string {
	return each(r.Notes, func(n ranking.Note) string {
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
func approvals(b *builder, list []ranking.Approval) []string {
	return each(list, func(a ranking.Approval) string {
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
func exactly(b *builder, e *planner.Exact) string {
	switch {
	case e == nil:
		return ""
	case e.Rat().IsInt():
		return b.Number(e.Float(), 0)
	default:
		return b.Number(e.Float(), 3)
	}
}
