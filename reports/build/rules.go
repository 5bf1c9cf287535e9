package build

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/planner/ranking"
	"roundtable/reports"
)

// What the counting rules say: a chair sees three of them beside each other, and one
// table in the annex has them all. Names, families and order of the rules are those of
// package ranking, so that a new rule needs nothing here.

// ruleTitle is a rule's name for readers.
func ruleTitle(name string) string {
	for _, r := range ranking.AllRules() {
		if r.Name == name {
			return r.Title
		}
	}
	return name
}

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
	v := reports.Verdict{State: reports.OK, Detail: opinionWords(o.Firsts)}
	all := allOf(rules, "counting rules")
	if n := len(kinds); n > 1 && n < rules {
		all += ", of " + counted(n, "kind") + ","
	}
	switch {
	case rules < 2:
		return reports.Verdict{}, false
	case len(o.Firsts) == 1 && len(o.Agreed) == 1:
		v.Text, v.Detail = fmt.Sprintf("%s put %s first.", all, joined(texts(o.Agreed))), ""
	case len(o.Firsts) == 1:
		v.State, v.Detail = reports.Info, ""
		v.Text = fmt.Sprintf("%s leave the first place to %s alike.", all, joined(texts(o.Agreed)))
	case len(o.Agreed) > 0:
		v.Text = fmt.Sprintf("%s put %s first, some in a tie with others.", all, joined(texts(o.Agreed)))
	default:
		v.State, v.Text = reports.Warn, "The ways of counting differ about the first place."
	}
	if len(o.Rare) > 0 {
		v.Detail = strings.TrimSpace(v.Detail + " Not counted here, because hardly anybody answered what they put " +
			"first: " + opinionWords(o.Rare))
	}
	return v, true
}

// opinionWords says what comes first by which rules.
func opinionWords(firsts []ranking.FirstPlace) string {
	parts := each(firsts, func(f ranking.FirstPlace) string {
		return joined(texts(f.Issues)) + " by " + few(each(f.Rules, ruleTitle), 4)
	})
	return strings.Join(parts, "; ") + "."
}

// threeRules shows, for each issue, its place by the headline figure, one to one and in the runoff.
func threeRules(r *ranking.Result) reports.Table {
	word := scaleOfResult(r).word
	t := reports.Table{
		ID: "three-rules", Title: "Three ways to count", RowHead: true,
		Columns: []reports.Column{{Title: "Issue"}, {Title: "By " + word, Align: reports.Right}},
		Note:    "“=” marks a tie. By " + word + ": the average over all voters.",
	}
	type column struct{ rule, title, words string }
	var places []map[string]string
	for _, c := range []column{
		{"copeland", "One to one", "the issue that wins most comparisons of two comes first."},
		{"irv", "Runoff", "the issue with the fewest voters behind it is taken out, again and again."},
	} {
		if res, ok := r.Rules[c.rule]; ok && len(res.Levels) > 0 {
			t.Columns = append(t.Columns, reports.Column{Title: c.title, Align: reports.Right})
			places = append(places, placesByRule(res))
			t.Note += " " + c.title + ": " + c.words
		}
	}
	if len(places) == 0 || len(r.Issues) < 2 {
		return reports.Table{}
	}
	for _, is := range r.Issues {
		row := []reports.Value{reports.Str(is.ID), reports.Str(placeWord(is.Rank, is.Tied))}
		for _, p := range places {
			row = append(row, reports.Str(p[is.ID]))
		}
		t.Add(row...)
	}
	if irv := r.Rules["irv"]; len(irv.Winners) > 1 {
		t.Note += " Ties decide the runoff: " + joinedOr(texts(irv.Winners)) + " can win it."
	}
	return t
}

func placeWord(place int, tied bool) string {
	if tied {
		return text(place) + " ="
	}
	return text(place)
}

// placesByRule is the place of each issue by a rule, in words.
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

// rulesAnnex has every counting rule in one table, and every tie of an elimination.
func rulesAnnex(b *builder) *reports.Section {
	if b.in.Ranking == nil || !ordered(b.in.Ranking) || b.in.Ranking.OnlyHums() {
		return nil
	}
	s := &reports.Section{
		ID: "annex-rules", Title: "Annex: every counting rule",
		Lead: "For those who know these rules and ask what each would say. The order above does not depend on them.",
	}
	if s.Add(rulesOrder(b), ruleTies(b.in.Ranking, ranking.RuleNames())); len(s.Blocks) == 0 {
		return nil
	}
	left := reports.List{Title: "Rules that were not used"}
	for _, o := range b.in.Ranking.Omitted {
		left.Items = append(left.Items, ruleTitle(o.Rule)+": "+omittedWords(o.Why)+".")
	}
	s.Add(left)
	return s
}

// RuleOmitted says why a rule does not apply to these ballots; empty where it does.
func RuleOmitted(r *ranking.Result, name string) string {
	at := slices.IndexFunc(r.Omitted, func(o ranking.Omitted) bool { return o.Rule == name })
	if at < 0 {
		return ""
	}
	return omittedWords(r.Omitted[at].Why)
}

// RuleSection tells one rule's order, its ties, and what the rule does.
func RuleSection(r *ranking.Result, name string) *reports.Section {
	all := ranking.AllRules()
	rule := all[slices.IndexFunc(all, func(x ranking.Rule) bool { return x.Name == name })]
	res := r.Rules[name]
	names := make(map[string]string, len(r.Issues))
	for i := range r.Issues {
		names[r.Issues[i].ID] = r.Issues[i].Name
	}
	t := reports.Table{ID: "rule", RowHead: true, Note: ruleNotes(res), Columns: []reports.Column{
		{Title: "Issue"}, {Title: "Name"}, {Title: "Place", Align: reports.Right},
	}}
	if res.Scores != nil {
		t.Columns = append(t.Columns, reports.Column{Title: "Score", Align: reports.Right})
	}
	place := 1
	for _, level := range res.Levels {
		for _, id := range level {
			row := []reports.Value{reports.Str(id), reports.Str(names[id]), reports.Int(place)}
			if name == "stv" && !slices.Contains(res.Elected, id) {
				row[2] = reports.Str("none")
			}
			if res.Scores != nil {
				row = append(row, reports.Str(res.Scores[id].String()))
			}
			t.Rows = append(t.Rows, row)
		}
		place += len(level)
	}
	s := &reports.Section{ID: "rule", Title: "Issues in order by " + rule.Title}
	if len(res.Elected) > 0 {
		s.Lead = upperFirst(
			joined(texts(res.Elected)),
		) + " " + map[bool]string{true: "gets a place", false: "get a place " +
			"each"}[len(res.Elected) == 1] + ", of " + text(
			len(res.Elected),
		) + "." + transferTies(
			res,
		)
	}
	if name == "stv" && len(res.Elected) == 0 {
		s.Lead = "No issue gets a place, because none may be taken."
	}
	s.Add(t, ruleTies(r, []string{name}))
	s.Add(
		reports.Paragraph{Text: rule.Definition},
		reports.Paragraph{Text: "Ties: " + rule.Ties},
		reports.Paragraph{Text: "Source: " + rule.Source, Link: true},
	)
	return s
}

// rulesOrder shows which counting rules lead to which order of the issues, the
// order most of them give first.
func rulesOrder(b *builder) reports.Table {
	t := reports.Table{
		ID: "rule-orders", Title: "The order by each counting rule", RowHead: true,
		Columns: []reports.Column{
			{Title: "Order, best first"},
			{Title: "Counting rules"},
			{Title: "Rules", Align: reports.Right},
		},
		Note: "“=” joins tied issues.",
	}
	rules := map[string][]string{}
	var orders, remarks []string
	n := 0
	for _, name := range ranking.RuleNames() {
		res := b.in.Ranking.Rules[name]
		order := levelWords(res.Levels)
		first := "possible first places: " + joinedOr(texts(res.Winners))
		switch {
		case len(res.Winners) == 0:
		case order == "":
			order = first
		case len(res.Levels[0]) > len(res.Winners):
			order += " (" + first + ")"
		}
		if order == "" {
			continue
		}
		n++
		if rules[order] == nil {
			orders = append(orders, order)
		}
		rules[order] = append(rules[order], ruleTitle(name))
		if note := ruleNotes(res); note != "" {
			remarks = append(remarks, ruleTitle(name)+": "+lowerFirst(note))
		}
		if name == "irv" && len(res.Winners) > 1 {
			remarks = append(
				remarks,
				ruleTitle(name)+": as ties are broken, "+joinedOr(texts(res.Winners))+" can win.",
			)
		}
	}
	slices.SortStableFunc(orders, func(x, y string) int { return len(rules[y]) - len(rules[x]) })
	for _, order := range orders {
		t.Add(reports.Str(order), reports.Str(joined(rules[order])), reports.Int(len(rules[order])))
	}
	if len(orders) == 1 {
		t.Title = "Every counting rule leads to the same order"
	} else {
		t.Title = fmt.Sprintf("%s lead to %d different orders", upperFirst(counted(n, "counting rule")), len(orders))
	}
	t.Note = strings.TrimSpace(t.Note + " " + strings.Join(remarks, " "))
	return t
}

// ruleTies tells every tie in a count by elimination, and what decided it.
func ruleTies(r *ranking.Result, rules []string) reports.Table {
	t := reports.Table{
		ID: "rule-ties", Title: "Ties while issues were elected or taken out", RowHead: true,
		Columns: []reports.Column{
			{Title: "Counting rule"},
			{Title: "Round", Align: reports.Right},
			{Title: "Tied"},
			{Title: "Then"},
			{Title: "Decided by"},
		},
	}
	for _, name := range rules {
		for i, round := range r.Rules[name].Rounds {
			if len(round.Tied) < 2 {
				continue
			}
			then := joined(texts(round.Eliminated)) + " out"
			if len(round.Elected) > 0 {
				then = joined(texts(round.Elected)) + " elected"
			}
			t.Add(reports.Str(ruleTitle(name)), reports.Int(i+1), reports.Str(few(texts(round.Tied), 6)),
				reports.Str(then), reports.Str(round.TieBrokenBy))
		}
	}
	if len(t.Rows) == 0 {
		return reports.Table{}
	}
	return t
}
