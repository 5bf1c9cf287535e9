package build

import (
	"strings"
	"testing"

	"roundtable/planner/ranking"
	"roundtable/reports"
)

// rulings makes a result of three issues in which rules put these first.
func rulings(firsts map[string]ranking.RuleResult) *builder {
	r := &ranking.Result{Rules: firsts}
	for i, id := range []string{"A", "B", "C"} {
		r.Issues = append(r.Issues, ranking.Issue{ID: id, Name: id, Rank: i + 1})
	}
	return newBuilder(Input{Ranking: r})
}

func order(levels ...string) ranking.RuleResult {
	var r ranking.RuleResult
	for _, l := range levels {
		r.Levels = append(r.Levels, strings.Split(l, "="))
	}
	return r
}

// TestRulesVerdict: rules of one kind are one opinion, and neither a tie nor a lot among
// issues is another one.
func TestRulesVerdict(t *testing.T) {
	lot := order("C", "B", "A")
	lot.Winners = []string{"A", "B", "C"}
	for _, c := range []struct {
		name  string
		rules map[string]ranking.RuleResult
		state reports.State
		text  string
	}{
		{"agree", map[string]ranking.RuleResult{
			"copeland": order("A", "B", "C"), "schulze": order("A", "C", "B"), "borda": order("A", "B", "C"),
		}, reports.OK, "All 3 counting rules, of 2 kinds, put A first."},
		{"a lot", map[string]ranking.RuleResult{"copeland": order("A=B=C"), "irv": lot}, reports.Info, "leave the first place to A, B and C"},
		{"a tie", map[string]ranking.RuleResult{"copeland": order("A", "B=C"), "irv": lot}, reports.OK, "put A first, some in a tie"},
		{"differ", map[string]ranking.RuleResult{"copeland": order("A", "B", "C"), "borda": order("B", "A", "C")}, reports.Warn, "ways of counting differ"},
		{"places", map[string]ranking.RuleResult{
			"copeland": order("A", "B", "C"), "borda": order("A", "B", "C"), "stv": order("B", "A", "C"),
		}, reports.OK, "Both counting rules put A first."},
	} {
		v, ok := rulesVerdict(rulings(c.rules))
		if !ok || v.State != c.state || !strings.Contains(v.Text, c.text) {
			t.Errorf("%s: %v %q", c.name, v.State, v.Text)
		}
	}
}

// TestRareOpinion: a rule that puts first what hardly anybody answered is named, and is no
// other opinion.
func TestRareOpinion(t *testing.T) {
	b := rulings(map[string]ranking.RuleResult{
		"copeland": order("A", "B", "C"), "borda": order("A", "B", "C"), "score": order("C", "A", "B"),
	})
	r := b.in.Ranking
	r.MinAnswers, r.Issues[0].Answers, r.Issues[1].Answers, r.Issues[2].Answers = 3, 20, 20, 1
	v, ok := rulesVerdict(b)
	if !ok || v.State != reports.OK || v.Text != "Both counting rules put A first." ||
		!strings.Contains(v.Detail, "hardly anybody answered what they put first: C by Mean score") {
		t.Errorf("%v %q %q", v.State, v.Text, v.Detail)
	}
	r.Kinds = []ranking.KindCount{{Kind: "hum"}}
	if v, ok := rulesVerdict(b); ok {
		t.Errorf("of a hum: %q", v.Text)
	}
}

// TestPlaces: where places were asked for, they are what is said first, with their ties.
func TestPlaces(t *testing.T) {
	b := rulings(nil)
	b.in.Places = true
	r := b.in.Ranking
	if got := placesSentence(b); got != "" {
		t.Errorf("no places: %s", got)
	}
	stv := order("A", "B", "C")
	stv.Elected = []string{"A", "B"}
	stv.Rounds = []ranking.Round{
		{Elected: []string{"A"}, Tied: []string{"A", "B"}, TieBrokenBy: "lot"},
		{Eliminated: []string{"C"}, Tied: []string{"B", "C"}, TieBrokenBy: "lot"},
	}
	r.Rules = map[string]ranking.RuleResult{"stv": stv}
	r.Agenda = &ranking.Agenda{Rule: "equal-shares", K: 2, Issues: []string{"B", "A"}}
	if got, want := placesSentence(b), "Of 2 places, B and A get one each by equal shares as well as by single "+
		"transferable vote. B tied with C by single transferable vote; decided by lot."; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	r.Agenda = &ranking.Agenda{Rule: "equal-shares", K: 2, Issues: []string{"A", "C"}, Steps: []ranking.AgendaStep{
		{Issue: "A"}, {Issue: "C", Tied: []string{"C", "B"}, TieBreak: &ranking.TieBreak{
			Steps: []ranking.TieStep{{Rule: "head-to-head", Above: "C", Below: "B"}},
		}},
	}}
	if got, want := placesSentence(b), "Of 2 places, A and C get one each by equal shares; A and B get one each by "+
		"single transferable vote. C tied with B for a place by equal shares; decided by the one-to-one comparison. "+
		"B tied with C by single transferable vote; decided by lot."; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// TestRuleTies: every tie of an elimination is told with what decided it.
func TestRuleTies(t *testing.T) {
	stv := order("A", "B", "C")
	stv.Rounds = []ranking.Round{
		{Elected: []string{"A"}, Tied: []string{"A", "B"}, TieBrokenBy: "lot"},
		{Eliminated: []string{"C"}},
	}
	table := ruleTies(rulings(map[string]ranking.RuleResult{"stv": stv}).in.Ranking, ranking.RuleNames())
	if len(table.Rows) != 1 || table.Rows[0][3].Text != "A elected" || table.Rows[0][4].Text != "lot" {
		t.Errorf("%+v", table.Rows)
	}
}

// TestRuleTitles: no name of a rule is shown as the program writes it.
func TestRuleTitles(t *testing.T) {
	for _, name := range ranking.RuleNames() {
		if title := ruleTitle(name); title == name || strings.Contains(title, "_") {
			t.Errorf("%s is called %q", name, title)
		}
	}
	for _, name := range ranking.AgendaRuleNames() {
		if title := agendaTitle(name); strings.EqualFold(title, name) || strings.Contains(title, "seq") {
			t.Errorf("%s is called %q", name, title)
		}
	}
}
