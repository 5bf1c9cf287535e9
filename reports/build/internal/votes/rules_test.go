package votes

import (
	"strings"
	"testing"

	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
)

// rulings makes a result of three issues in which rules put these first.
func rulings(firsts map[string]ranking.RuleResult) *brief.Brief {
	r := &ranking.Result{Rules: firsts}
	for i, id := range []string{"A", "B", "C"} {
		r.Issues = append(r.Issues, ranking.Issue{ID: id, Name: id, Rank: i + 1})
	}
	return brief.New(brief.Input{Ranking: r})
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
		}, reports.Info, "All counting rules put A first (rules: 3; kinds of rules: 2)."},
		{"a lot", map[string]ranking.RuleResult{"copeland": order("A=B=C"), "irv": lot}, reports.Info, "leave the first place to A, B and C"},
		{"a tie", map[string]ranking.RuleResult{"copeland": order("A", "B=C"), "irv": lot}, reports.Info, "put A first, some in a tie"},
		{"differ", map[string]ranking.RuleResult{"copeland": order("A", "B", "C"), "borda": order("B", "A", "C")}, reports.Warn, "ways of counting differ"},
		{"places", map[string]ranking.RuleResult{
			"copeland": order("A", "B", "C"), "borda": order("A", "B", "C"), "stv": order("B", "A", "C"),
		}, reports.Info, "All counting rules put A first (rules: 2; kinds of rules: 2)."},
	} {
		v := rulesVerdict(rulings(c.rules))
		if v.State != c.state || !strings.Contains(v.Text, c.text) {
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
	r := b.In.Ranking
	r.MinAnswers, r.Issues[0].Answers, r.Issues[1].Answers, r.Issues[2].Answers = 3, 20, 20, 1
	v := rulesVerdict(b)
	rare := opinions(b)
	if v.State != reports.Info || v.Text != "All counting rules put A first (rules: 2; kinds of rules: 2)." ||
		len(rare) != 1 || !strings.HasPrefix(rare[0].Text, "First by mean score: C. That does not count here") {
		t.Errorf("%v %q %v", v.State, v.Text, rare)
	}
	r.Kinds = []ranking.KindCount{{Kind: "hum"}}
	if v := rulesVerdict(b); v.Text != "" {
		t.Errorf("of a hum: %q", v.Text)
	}
}

// TestPlaces: where places were asked for, they are what is said first, with their ties.
func TestPlaces(t *testing.T) {
	b := rulings(nil)
	b.In.Places = true
	r := b.In.Ranking
	places := func() string { return strings.Join(placesSentences(b), " ") }
	if got := places(); got != "" {
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
	if got, want := places(), "Places to fill: 2. By equal shares as well as by single transferable vote they go to "+
		"B and A. Tied for a place by single transferable vote: B, who gets it, and C; decided by lot."; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	r.Agenda = &ranking.Agenda{Rule: "equal-shares", K: 2, Issues: []string{"A", "C"}, Steps: []ranking.AgendaStep{
		{Issue: "A"}, {Issue: "C", Tied: []string{"C", "B"}, TieBreak: &ranking.TieBreak{
			Steps: []ranking.TieStep{{Rule: "head-to-head", Above: "C", Below: "B"}},
		}},
	}}
	if got, want := places(), "Places to fill: 2. By equal shares they go to A and C; by single transferable vote, to "+
		"A and B. Tied for a place by equal shares: C, who gets it, and B; decided by the one-to-one comparison. "+
		"Tied for a place by single transferable vote: B, who gets it, and C; decided by lot."; got != want {
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
	table := ruleTies(rulings(map[string]ranking.RuleResult{"stv": stv}), ranking.RuleNames())
	if len(table.Rows) != 1 || table.Rows[0][3].Text != "A" || table.Rows[0][4].Text != "" ||
		table.Rows[0][5].Text != "lot" {
		t.Errorf("%+v", table.Rows)
	}
}

// TestRuleTitles: no name of a rule is shown as the program writes it.
func TestRuleTitles(t *testing.T) {
	b := rulings(nil)
	for _, name := range ranking.RuleNames() {
		if title := b.Rule(name); title == name && name != "approval" || strings.Contains(title, "_") {
			t.Errorf("%s is called %q", name, title)
		}
	}
	for _, name := range ranking.AgendaRuleNames() {
		if title := agendaRule(b, name); strings.HasPrefix(title, "[") || strings.Contains(title, "seq") {
			t.Errorf("%s is called %q", name, title)
		}
	}
}
