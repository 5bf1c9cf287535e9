package votes

import (
	"strings"
	"testing"

	"roundtable/planner/ranking"
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

// TestRuleLine: how many of the rules that have one winner put the first issue first, alone,
// and what the others put there. A lot or a tie is another outcome, and STV, which fills
// places, has no say.
func TestRuleLine(t *testing.T) {
	lot := order("C", "B", "A")
	lot.Winners = []string{"A", "B", "C"}
	for _, c := range []struct {
		name  string
		rules map[string]ranking.RuleResult
		text  string
	}{
		{"agree", map[string]ranking.RuleResult{
			"copeland": order("A", "B", "C"), "schulze": order("A", "C", "B"), "borda": order("A", "B", "C"),
		}, "All 3 counting rules put A first."},
		{
			"a lot",
			map[string]ranking.RuleResult{"copeland": order("A=B=C"), "irv": lot},
			"None of 2 counting rules puts A alone first: A, B and C tied by 2 rules.",
		},
		{
			"a tie",
			map[string]ranking.RuleResult{"copeland": order("A", "B=C"), "irv": lot},
			"Counting rules that put A first: 1 of 2. The other: A, B and C tied by instant runoff.",
		},
		{
			"differ", map[string]ranking.RuleResult{
				"copeland": order("A", "B", "C"), "borda": order("B", "A", "C"), "schulze": order("A", "B", "C"),
				"irv": order("C", "A", "B"), "plurality": order("C", "A", "B"),
			}, "Counting rules that put A first: 2 of 5. The others: C by 2 rules, B by Borda’s count.",
		},
		{"places", map[string]ranking.RuleResult{
			"copeland": order("A", "B", "C"), "borda": order("A", "B", "C"), "stv": order("B", "A", "C"),
		}, "All 2 counting rules put A first."},
		{"one alone", map[string]ranking.RuleResult{"copeland": order("A", "B", "C")}, ""},
	} {
		if got := ruleLine(rulings(c.rules)); got != c.text {
			t.Errorf("%s: %q", c.name, got)
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
	rare := facts(b)
	if got := ruleLine(b); got != "All 2 counting rules put A first." || len(rare) != 1 ||
		!strings.HasPrefix(rare[0].Text, "First by mean score: C. That does not count here") {
		t.Errorf("%q %v", got, rare)
	}
	r.Kinds = []ranking.KindCount{{Kind: "hum"}}
	if got := ruleLine(b); got != "" {
		t.Errorf("of a hum: %q", got)
	}
}

// TestElected: a rule that fills places elects, and only where ties decide can it elect
// others; a rule with one winner says who can win where ties decide that.
func TestElected(t *testing.T) {
	stv := order("D", "A", "B", "C")
	stv.Elected, stv.Winners = []string{"D", "A"}, []string{"A", "D"}
	tied := stv
	tied.Winners = []string{"A", "B", "D"}
	irv := order("A=B", "C", "D")
	irv.Winners = []string{"A", "B"}
	b := rulings(nil)
	for _, c := range []struct {
		name, want string
		result     ranking.RuleResult
	}{
		{"stv", "Elects D and A.", stv},
		{"stv", "Elects D and A; as ties are broken, B can take a place as well.", tied},
		{"irv", "As ties are broken, A or B can win.", irv},
		{"irv", "", order("A", "B", "C", "D")},
	} {
		if got := canWin(b, &c.result); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
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
