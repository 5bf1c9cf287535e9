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
		}, reports.OK, "All 2 counting rules put A first."},
	} {
		v, ok := rulesVerdict(rulings(c.rules))
		if !ok || v.State != c.state || !strings.Contains(v.Text, c.text) {
			t.Errorf("%s: %v %q", c.name, v.State, v.Text)
		}
	}
}

// TestRuleTies: every tie of an elimination is told with what decided it.
func TestRuleTies(t *testing.T) {
	stv := order("A", "B", "C")
	stv.Rounds = []ranking.Round{
		{Elected: []string{"A"}, Tied: []string{"A", "B"}, TieBrokenBy: "lot"},
		{Eliminated: []string{"C"}},
	}
	table := ruleTies(rulings(map[string]ranking.RuleResult{"stv": stv}).in.Ranking)
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
