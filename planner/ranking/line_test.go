package ranking

import (
	"errors"
	"slices"
	"testing"

	"roundtable/planner"
)

// candidates are seven of three companies and one of none; the voters of Alpha are most.
func candidates() profileText {
	names := []string{"A1", "A2", "A3", "B1", "B2", "C1", "N"}
	p := profileText{issuesNamed(names...), planner.NewBallots(len(names))}
	for i, company := range []string{"Alpha", "alpha ", "ALPHA", "Beta", "Beta", "Gamma", ""} {
		p.issues[i].Values = map[planner.Dimension]string{planner.Organisation: company}
	}
	add := func(n int64, first ...int) {
		b := planner.Ballot{Kind: planner.Ranking, Count: n, Marks: blanks(len(names))}
		for place, a := range first {
			b.Marks[a] = planner.Mark(place + 1)
		}
		p.ballots.Add(b)
	}
	add(30, 0, 1, 2, 3)
	add(12, 3, 4, 5)
	add(6, 5, 6, 3)
	return p
}

// TestCap: no rule that chooses, STV among them, gives a company more places than its
// part, and what has no company is not bounded.
func TestCap(t *testing.T) {
	for k := 1; k <= 6; k++ {
		for _, cap := range []planner.Ratio{{Num: 1, Den: 3}, {Num: 1, Den: 2}, {Num: 2, Den: 1}} {
			most := max(int(cap.Num)*k/int(cap.Den), 1)
			if cap.Den == 1 {
				most = 2
			}
			for _, rule := range AgendaRuleNames() {
				res := candidates().rank(t, func(o *Options) {
					o.AgendaK, o.AgendaRule, o.CapBy, o.Cap = k, rule, planner.Organisation, cap
				})
				if res.Agenda.Cap == nil || res.Agenda.Cap.Most != most || !slices.Equal(res.Agenda.Cap.Unknown, []string{"N"}) {
					t.Fatalf("k=%d, cap %s: %+v", k, cap, res.Agenda.Cap)
				}
				can := 1 + min(most, 3) + min(most, 2) + 1
				for what, chosen := range map[string][]string{rule: res.Agenda.Issues, "stv": res.Rules["stv"].Elected} {
					company := map[byte]int{}
					for _, id := range chosen {
						company[id[0]]++
					}
					if len(chosen) != min(k, can) || company['A'] > most || company['B'] > most {
						t.Errorf("k=%d, cap %s, %s: %v", k, cap, what, chosen)
					}
				}
				if short := len(res.Agenda.Issues) < k; short != (res.Agenda.Empty > 0) {
					t.Errorf("k=%d, cap %s: %v, empty %d", k, cap, res.Agenda.Issues, res.Agenda.Empty)
				}
			}
		}
	}
	one := candidates().rank(t, func(o *Options) { o.AgendaK, o.AgendaRule = 3, "approval" })
	if !slices.Equal(one.Agenda.Issues, []string{"A1", "A2", "A3"}) {
		t.Errorf("without a cap %v", one.Agenda.Issues)
	}
}

// TestNoneOfThese: what does not beat "none of these", or what too few place above it, is
// taken by no rule; a tie is not enough.
func TestNoneOfThese(t *testing.T) {
	p := parsePref([]string{"A", "B", "C", "D", "None"}, `
		4: A > B > None > C
		3: B > None > A > C
		2: C > None > D
		1: D > A > None`)
	for _, c := range []struct {
		quorum planner.Ratio
		below  []string
	}{
		{planner.Ratio{}, []string{"A", "C", "D"}}, // A ties 5 to 5
		{planner.Ratio{Num: 7, Den: 1}, []string{"A", "C", "D"}},
		{planner.Ratio{Num: 4, Den: 5}, []string{"A", "B", "C", "D"}}, // 8 of 10, B has 7
	} {
		for _, rule := range AgendaRuleNames() {
			res := p.rank(t, func(o *Options) { o.AgendaK, o.AgendaRule, o.NoneOf, o.Quorum = 2, rule, "none", c.quorum })
			var below, want []string
			for _, b := range res.Line.Below {
				below = append(below, b.Issue)
			}
			for _, id := range []string{"A", "B", "C", "D"} {
				if !slices.Contains(c.below, id) {
					want = append(want, id)
				}
			}
			if !slices.Equal(below, c.below) || !slices.Equal(res.Agenda.Issues, want) || !slices.Equal(res.Rules["stv"].Elected, want) {
				t.Errorf("quorum %s, %s: below %v, agenda %v, elected %v", c.quorum, rule, below, res.Agenda.Issues, res.Rules["stv"].Elected)
			}
			if res.Agenda.Empty == 0 {
				t.Errorf("quorum %s: places stay empty, and nothing is said", c.quorum)
			}
		}
	}
	res := p.rank(t, func(o *Options) { o.Quorum, o.ApproveFirst = planner.Ratio{Num: 5, Den: 1}, 1 })
	if len(res.Line.Below) != 5 || res.Line.Below[0].Ballots != 4 || res.Line.Below[0].For != nil {
		t.Errorf("a quorum of approvals: %+v", res.Line)
	}
}

// TestLineIsAsked: a line or a cap that means nothing is an error.
func TestLineIsAsked(t *testing.T) {
	p := parsePref([]string{"A", "B"}, "A > B")
	for what, change := range map[string]func(*Options){
		"an issue nobody knows": func(o *Options) { o.NoneOf = "Nobody" },
		"a cap without values":  func(o *Options) { o.CapBy, o.Cap = planner.Organisation, planner.Ratio{Num: 1, Den: 3} },
	} {
		opts := DefaultOptions()
		change(&opts)
		if _, err := Rank(t.Context(), p.issues, p.ballots, opts); !errors.Is(err, ErrOptions) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
