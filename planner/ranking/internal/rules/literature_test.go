package rules

import (
	"testing"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/poll"
)

// Elections that textbooks work out.
const (
	// The capital of Tennessee: Memphis, Nashville, Chattanooga, Knoxville. The standard
	// example of the articles on voting in Wikipedia.
	tennessee = "42: A > B > C > D\n26: B > C > D > A\n15: C > D > B > A\n17: D > C > B > A"
	// Borda 1784, in Black 1958, The Theory of Committees and Elections, p. 157: most put A
	// first, but a majority puts it last.
	borda1784 = "1: A > B > C\n7: A > C > B\n7: B > C > A\n6: C > B > A"
	// Condorcet 1785, p. lxi, in Young 1988, American Political Science Review 82:1231–1244:
	// 33 put A over B, 42 B over C, 35 C over A, of 60.
	condorcet1785 = "23: A > B > C\n17: B > C > A\n2: B > A > C\n10: C > A > B\n8: C > B > A"
	// Schulze 2011, Social Choice and Welfare 36:267–303, example 1.
	schulze2011 = `
		5: A > C > B > E > D
		5: A > D > E > C > B
		8: B > E > D > A > C
		3: C > A > B > E > D
		7: C > A > E > B > D
		2: C > B > A > D > E
		7: D > C > E > B > A
		8: E > B > A > D > C`
)

func TestLiterature(t *testing.T) {
	for _, c := range []struct {
		name, ballots string
		issues        int
		want          map[string]string
	}{
		{"Tennessee", tennessee, 4, map[string]string{
			"plurality": "A > B > D > C", "borda": "B > C > A > D", "irv": "D > A > B > C", "copeland": "B > C > D > A",
			"minimax": "B > A > C > D", "schulze": "B > C > D > A", "ranked_pairs": "B > C > D > A", "kemeny": "B > C > D > A",
			"approval": "A > B > D > C",
		}},
		{"Borda 1784", borda1784, 3, map[string]string{
			"plurality": "A > B > C", "borda": "C > B > A", "irv": "B > A > C", "copeland": "C > B > A",
			"minimax": "C > A = B", "schulze": "C > B > A", "ranked_pairs": "C > B > A", "kemeny": "C > B > A",
		}},
		{"Condorcet 1785", condorcet1785, 3, map[string]string{
			"plurality": "A > B > C", "borda": "B > A > C", "irv": "A > B > C", "copeland": "A = B = C",
			"minimax": "B > A > C", "schulze": "B > C > A", "ranked_pairs": "B > C > A", "kemeny": "B > C > A",
		}},
		{"Schulze 2011", schulze2011, 5, map[string]string{
			"schulze": "E > A > C > B > D",
		}},
		// Raising A on ten ballots of the third kind makes it lose: C would have gone, now B goes.
		// Doron & Kronick 1977, American Journal of Political Science 21:303–311.
		{"before it is raised", "39: A > B > C\n35: B > C > A\n26: C > A > B", 3, map[string]string{"irv": "A > B > C"}},
		{"raised", "49: A > B > C\n25: B > C > A\n26: C > A > B", 3, map[string]string{"irv": "C > A > B"}},
	} {
		x := poll.Count(t, poll.Rankings(c.issues, c.ballots), poll.Way{})
		for rule, want := range c.want {
			if got := poll.Text(run(t, rule, x, enough).Levels); got != want {
				t.Errorf("%s by %s: %s, want %s", c.name, rule, got, want)
			}
		}
	}
}

// TestFiguresOnPaper are the figures that the outcomes above come from.
func TestFiguresOnPaper(t *testing.T) {
	x := poll.Count(t, poll.Rankings(4, tennessee), poll.Way{})
	for rule, want := range map[string]string{
		"borda": "126 194 173 107", "plurality": "42 26 15 17", "copeland": "0 3 2 1",
		"minimax": "58 0 68 83", // the worst defeat of each
	} {
		if got := fractions(run(t, rule, x, enough).Scores); got != want {
			t.Errorf("%s: %s, want %s", rule, got, want)
		}
	}
	k := run(t, "kemeny", x, enough)
	if k.Total.RatString() != "393" || k.Optimal.String() != "1" || !*k.Proved || poll.List(k.Order) != "BCDA" {
		t.Errorf("Kemeny: %s by %s, %v", k.Total, k.Optimal, k.Order)
	}
	irv := run(t, "irv", x, enough)
	if len(irv.Rounds) != 3 {
		t.Fatalf("a majority in the third round, and %d rounds", len(irv.Rounds))
	}
	for i, want := range []string{"42 26 15 17", "42 26 - 32", "42 - - 58"} {
		if got := fractions(irv.Rounds[i].Tally); got != want || irv.Rounds[i].Exhausted.Sign() != 0 {
			t.Errorf("runoff, round %d: %s, want %s", i+1, got, want)
		}
	}
	if got := run(t, "copeland", x, enough).Order; poll.List(got) != "BCDA" {
		t.Errorf("Copeland lists %s", poll.List(got))
	}
	// Where all beat one other, the sum of the shares decides: 58, 69 and 53 sixtieths.
	circle := poll.Count(t, poll.Rankings(3, condorcet1785), poll.Way{})
	if got := run(t, "copeland", circle, enough).Order; poll.List(got) != "BAC" {
		t.Errorf("Copeland lists %s", poll.List(got))
	}
	// A pair that nobody compares is half of a win: A and B share, C beats nobody.
	apart := poll.Count(t, poll.Rankings(4, "2: A > C\n3: B > D\nD > A"), poll.Way{Ignore: true})
	if got := run(t, "copeland", apart, enough); poll.Text(got.Levels) != "B > A = D > C" || poll.List(got.Order) != "BADC" {
		t.Errorf("Copeland: %s, %s", poll.Text(got.Levels), poll.List(got.Order))
	}
	c := run(t, "kemeny", circle, enough)
	if c.Total.RatString() != "104" {
		t.Errorf("Young 1988 has 104 agreements with B > C > A, not %s", c.Total)
	}
	locked := run(t, "ranked_pairs", circle, enough)
	if len(locked.Dropped) != 1 || locked.Dropped[0] != [2]int{0, 1} || poll.List(locked.Order) != "BCA" {
		t.Errorf("the weakest majority, of A over B, is set aside: %v, %v", locked.Dropped, locked.Order)
	}
}

// TestGrades: the mean of grades, and majority judgement (Balinski & Laraki 2010, ch. 1):
// the higher middle grade is first; with equal ones, that of the higher grade behind it.
func TestGrades(t *testing.T) {
	for _, c := range []struct {
		name, ballots   string
		issues          int
		mean, meanOrder string
		middles, order  string
	}{
		{"even numbers", "5 4\n1 2", 2, "3 3", "A = B", "1 2", "B > A"},
		{"the lower side decides", "5 3\n3 3\n1 3", 2, "3 3", "A = B", "3 3", "B > A"},
		{"the upper side decides", "5 3\n5 3\n3 3\n3 3\n3 3", 2, "19/5 3", "A > B", "3 3", "A > B"},
		{"equal", "2 4\n4 2", 2, "3 3", "A = B", "2 2", "A = B"},
		{"no grade is last", "- 1 2\n- 1 -", 3, "- 1 2", "C > B > A", "- 1 2", "C > B > A"},
		// The capital of Tennessee with grades from 0 to 3 by distance.
		{
			"Tennessee", "42: 3 1 0 0\n26: 0 3 1 1\n15: 0 1 3 2\n17: 0 1 2 3", 4,
			"63/50 38/25 21/20 107/100", "B > A > D > C", "0 1 1 1", "B > D > C > A",
		},
	} {
		x := poll.Count(t, poll.Marks(c.issues, planner.Score, c.ballots), poll.Way{})
		mean, mj := run(t, "score", x, enough), run(t, "majority_judgement", x, enough)
		if got := fractions(mean.Scores); got != c.mean || poll.Text(mean.Levels) != c.meanOrder {
			t.Errorf("%s: means %s, %s; want %s, %s", c.name, got, poll.Text(mean.Levels), c.mean, c.meanOrder)
		}
		if got := fractions(mj.Scores); got != c.middles || poll.Text(mj.Levels) != c.order {
			t.Errorf("%s: middles %s, %s; want %s, %s", c.name, got, poll.Text(mj.Levels), c.middles, c.order)
		}
	}
}
