package ranking

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"roundtable/planner"
)

var letters = []string{"A", "B", "C", "D", "E", "F", "G"}

// drawBallots makes a small election of rankings with ties and gaps, or, if
// strict, of complete rankings without ties. Some have groups.
func drawBallots(t *rapid.T, m int, strict bool) []planner.Ballot {
	groups := []string{"Government", "Civil Society", "Private Sector"}
	grouped := rapid.Bool().Draw(t, "grouped")
	var out []planner.Ballot
	for i := range rapid.IntRange(1, 12).Draw(t, "ballots") {
		b := planner.Ballot{Kind: planner.Ranking, Marks: blanks(m), Count: int64(rapid.IntRange(1, 3).Draw(t, "count"))}
		if grouped {
			b.Group = rapid.SampledFrom(groups).Draw(t, "group")
		}
		if strict {
			for place, a := range rapid.Permutation(seq(m)).Draw(t, "order") {
				b.Marks[a] = planner.Mark(place + 1)
			}
		} else {
			for a := range m {
				if mark := rapid.IntRange(0, m).Draw(t, "mark"); mark > 0 {
					b.Marks[a] = planner.Mark(mark)
				}
			}
		}
		if i == 0 && b.IsBlank() {
			b.Marks[0] = 1
		}
		out = append(out, b)
	}
	return out
}

func seq(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func listOf(m int, ballots []planner.Ballot) profileText {
	p := profileText{issuesNamed(letters[:m]...), planner.NewBallots(m)}
	for _, b := range ballots {
		p.ballots.Add(b)
	}
	return p
}

func anyOptions(t *rapid.T) func(*Options) {
	policy := rapid.SampledFrom([]Policy{Last, Ignore}).Draw(t, "policy")
	replicates := rapid.SampledFrom([]int{0, 50}).Draw(t, "replicates")
	return func(o *Options) { o.Unranked, o.AgendaK, o.Bootstrap = policy, 1, replicates }
}

// rankT is rank for rapid tests.
func rankT(t *rapid.T, p profileText, change func(*Options)) *Result {
	opts := DefaultOptions()
	opts.Bootstrap = 0
	if change != nil {
		change(&opts)
	}
	res, err := Rank(t.Context(), p.issues, p.ballots, opts)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func asJSON(t *rapid.T, v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestBallotOrder: the order of ballots, and whether identical ones come singly
// or counted, changes nothing.
func TestBallotOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(1, 6).Draw(t, "issues")
		ballots := drawBallots(t, m, false)
		change := anyOptions(t)
		one := rankT(t, listOf(m, ballots), change)
		var single []planner.Ballot
		for _, b := range ballots {
			for range b.Count {
				c := b
				c.Count = 1
				single = append(single, c)
			}
		}
		two := rankT(t, listOf(m, rapid.Permutation(single).Draw(t, "shuffled")), change)
		if a, b := asJSON(t, one), asJSON(t, two); a != b {
			t.Fatalf("the order of ballots matters:\n%s", cmp.Diff(one, two, cmp.AllowUnexported(planner.Exact{}, big.Rat{}, big.Int{})))
		}
	})
}

// TestNeutrality: renaming and reordering the issues renames the outcome.
func TestNeutrality(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 5).Draw(t, "issues")
		ballots := drawBallots(t, m, false)
		change := anyOptions(t)
		one := rankT(t, listOf(m, ballots), change)
		perm := rapid.Permutation(seq(m)).Draw(t, "permutation") // new position of each issue
		p := profileText{make([]planner.Issue, m), planner.NewBallots(m)}
		for a, at := range perm {
			p.issues[at] = planner.Issue{ID: letters[a], Name: letters[a]}
		}
		for _, b := range ballots {
			moved := b
			moved.Marks = make([]planner.Mark, m)
			for a, at := range perm {
				moved.Marks[at] = b.Marks[a]
			}
			p.ballots.Add(moved)
		}
		two := rankT(t, p, change)
		for name, r := range one.Rules {
			a, b := sortedOutcome(r), sortedOutcome(two.Rules[name])
			if asJSON(t, a) != asJSON(t, b) {
				t.Fatalf("%s is not neutral:\n%s\n%s", name, asJSON(t, a), asJSON(t, b))
			}
		}
		if asJSON(t, one.Agenda.Issues) != asJSON(t, two.Agenda.Issues) {
			t.Fatalf("the agenda is not neutral: %v, %v", one.Agenda.Issues, two.Agenda.Issues)
		}
		slices.Sort(one.Firmness.LeaveOneOut.FirstTo) // which are in the order of the issues
		slices.Sort(two.Firmness.LeaveOneOut.FirstTo)
		if fmt.Sprint(one.Firmness.LeaveOneOut) != fmt.Sprint(two.Firmness.LeaveOneOut) {
			t.Fatalf("leave one out is not neutral: %v, %v", one.Firmness.LeaveOneOut, two.Firmness.LeaveOneOut)
		}
	})
}

// sortedOutcome keeps of a result what does not depend on the order of issues.
func sortedOutcome(r RuleResult) RuleResult {
	out := RuleResult{Scores: r.Scores, Total: r.Total, OptimalRankings: r.OptimalRankings, Winners: slices.Sorted(slices.Values(r.Winners))}
	for _, l := range r.Levels {
		out.Levels = append(out.Levels, slices.Sorted(slices.Values(l)))
	}
	return out
}

// TestSupportOfGroups: with equal groups the headline is the mean of the groups'
// own supports, whatever their sizes.
func TestSupportOfGroups(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(2, 5).Draw(t, "issues")
		ballots := drawBallots(t, m, false)
		for i := range ballots {
			ballots[i].Group = []string{"Government", "Civil Society"}[i%2]
		}
		res := rankT(t, listOf(m, ballots), nil)
		for _, row := range res.Issues {
			if len(row.UnansweredBy) > 0 {
				continue // such a group has no support of the issue, but ballots that place it last
			}
			mean := 0.0
			for _, s := range row.GroupSupport {
				mean += s / float64(len(row.GroupSupport))
			}
			if d := mean - row.Support; d > 1e-9 || d < -1e-9 {
				t.Fatalf("%s: support %v, mean of groups %v", row.ID, row.Support, mean)
			}
		}
	})
}
