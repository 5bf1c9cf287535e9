package ranking

import (
	"encoding/json"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
)

// drawAnything makes ballots of every form, some blank, repeated, weighted or
// without a group, and options to match.
func drawAnything(t *rapid.T) (profileText, Options) {
	m := rapid.IntRange(1, 7).Draw(t, "issues")
	p := listOf(m, nil)
	p.ballots.Scale = planner.Scale{Min: 1, Max: 5, Budget: 10}
	kinds := []planner.BallotKind{planner.Ranking, planner.Approval, planner.Score, planner.Points, planner.Hum}
	if rapid.Bool().Draw(t, "one form") {
		kinds = kinds[rapid.IntRange(0, 4).Draw(t, "form"):][:1]
	}
	reach := map[planner.BallotKind][2]int{
		planner.Ranking: {1, m}, planner.Approval: {0, 1}, planner.Score: {1, 5}, planner.Points: {0, 10}, planner.Hum: {-1, 1},
	}
	for range rapid.IntRange(0, 15).Draw(t, "ballots") {
		b := planner.Ballot{
			Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Marks: blanks(m), Count: int64(rapid.IntRange(1, 4).Draw(t, "count")),
			Voter: rapid.SampledFrom([]string{"", "", "Ann", "bob", "Bob", "Eve"}).Draw(t, "voter"), Time: int64(rapid.IntRange(0, 2).Draw(t, "time")),
			Group:        rapid.SampledFrom([]string{"", "Government", "Civil Society", "Private Sector"}).Draw(t, "group"),
			Region:       rapid.SampledFrom([]string{"", "Africa", "Europe"}).Draw(t, "region"),
			Organisation: rapid.SampledFrom([]string{"", "ACME", "Widgets Ltd"}).Draw(t, "organisation"),
		}
		if rapid.IntRange(0, 4).Draw(t, "weighted") == 0 {
			b.Weight = planner.Ratio{Num: int64(rapid.IntRange(1, 5).Draw(t, "num")), Den: int64(rapid.IntRange(1, 3).Draw(t, "den"))}
		}
		for a := range m {
			if rapid.IntRange(0, 3).Draw(t, "answers") > 0 {
				b.Marks[a] = planner.Mark(rapid.IntRange(reach[b.Kind][0], reach[b.Kind][1]).Draw(t, "mark"))
			}
		}
		p.ballots.Add(b)
	}
	o := DefaultOptions()
	o.Weights = rapid.SampledFrom([]WeightMode{Auto, ByHeads, ByGroups, Raked, ByOrganisation, ByOrganisationTwoStage}).Draw(t, "weights")
	o.Unranked = rapid.SampledFrom([]Policy{Last, Ignore}).Draw(t, "policy")
	o.NoGroup = rapid.SampledFrom([]NoGroup{OwnGroup, ExcludeThem, SpreadThem}).Draw(t, "no group")
	o.Completion = rapid.SampledFrom([]string{"phragmen", "increment", "support"}).Draw(t, "completion")
	o.AgendaRule = rapid.SampledFrom(AgendaRuleNames()).Draw(t, "agenda rule")
	o.AgendaK, o.Bootstrap, o.Alike = rapid.IntRange(0, m).Draw(t, "places"), 20, KeepAlike
	return p, o
}

// TestAnything ranks whatever may come and checks what holds of every result.
func TestAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, o := drawAnything(t)
		res, err := Rank(t.Context(), p.issues, p.ballots, o)
		if err != nil {
			if o.Weights == ByGroups || o.Weights == Raked { // there may be no groups or regions
				return
			}
			t.Fatal(err)
		}
		if _, err := json.Marshal(res); err != nil {
			t.Fatal(err)
		}
		if got := res.Ballots + res.Abstain + res.Replaced + res.Excluded; o.Weights != ByOrganisationTwoStage && got != p.ballots.Total() {
			t.Fatalf("%d ballots accounted for, %d read", got, p.ballots.Total())
		}
		ids := make([]string, len(p.issues))
		for i := range ids {
			ids[i] = p.issues[i].ID
		}
		for name, r := range res.Rules {
			if all := slices.Concat(r.Levels...); len(all) != len(ids) || !slices.Equal(slices.Sorted(slices.Values(all)), ids) {
				t.Fatalf("%s does not place every issue once: %v", name, r.Levels)
			}
		}
		checkRows(t, res)
		if a := res.Agenda; a != nil && (len(a.Issues) != o.AgendaK && a.Empty != o.AgendaK-len(a.Issues) && !a.TooMany) {
			t.Fatalf("an agenda of %d: %v", o.AgendaK, a.Issues)
		}
	})
}

// checkRows checks the issues' figures against each other.
func checkRows(t *rapid.T, res *Result) {
	for i, row := range res.Issues {
		if row.Support < 0 || row.Support > 100 || row.SupportHeads < 0 || row.SupportHeads > 100 {
			t.Fatalf("support %v, by heads %v", row.Support, row.SupportHeads)
		}
		if i > 0 {
			above := res.Issues[i-1]
			tied := above.SupportExact.Rat().Cmp(row.SupportExact.Rat()) == 0 && (above.SupportRaw == nil) == (row.SupportRaw == nil)
			if tied != (above.Rank == row.Rank) || above.Rank > row.Rank {
				t.Fatalf("ranks %d, %d for supports %s, %s", above.Rank, row.Rank, above.SupportExact, row.SupportExact)
			}
		}
		for _, p := range []*float64{row.PFirst, row.PTopK, row.CommonGround, row.Consensus, row.Divisiveness, row.SupportRange} {
			if p != nil && (*p < -1e-9 || *p > 1+1e-9) {
				t.Fatalf("%s: a share of %v: %+v", row.ID, *p, row)
			}
		}
	}
	for a, row := range res.Pairwise.Weights {
		for b := range a {
			sum := new(big.Rat).Add(row[b].Rat(), res.Pairwise.Weights[b][a].Rat())
			if sum.Cmp(res.Pairwise.Total.Rat()) > 0 {
				t.Fatalf("a pair is compared by more weight than there is: %v", sum)
			}
		}
	}
}
