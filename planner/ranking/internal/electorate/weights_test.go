package electorate_test

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/electorate"
	"roundtable/planner/ranking/internal/exact"
)

// table makes so many ballots of each group and region.
func table(cells map[[2]string]int64) *planner.Ballots {
	out := planner.NewBallots(1)
	for _, g := range []string{"X", "Y", ""} {
		for _, r := range []string{"Africa", "Europe", ""} {
			if n := cells[[2]string{g, r}]; n > 0 {
				out.Add(planner.Ballot{Group: g, Region: r, Marks: []planner.Mark{1}, Count: n})
			}
		}
	}
	return out
}

// words writes weights by cell, in the order in which the cells were met.
func words(w electorate.Weights) string {
	var out []string
	for _, r := range w {
		out = append(out, r.RatString())
	}
	return strings.Join(out, " ")
}

func TestShares(t *testing.T) {
	b := table(map[[2]string]int64{{"X", ""}: 4, {"Y", ""}: 1, {"", ""}: 1})
	half := planner.Percent(50)
	for _, c := range []struct {
		name   string
		set    electorate.Settings
		given  map[string]planner.Ratio
		spread bool
		want   string
		fails  string
	}{
		{"equal, one group more", electorate.Settings{OwnGroup: true}, nil, false, "1/2 2 2", ""},
		{"equal, left out", electorate.Settings{WithoutGroupless: true}, nil, false, "5/8 5/2", ""},
		// n_g grows by ½: 3 over 4½ and 1½ ballots; in between, the mean.
		{"equal, spread", electorate.Settings{}, nil, true, "2/3 2 4/3", ""},
		{"in none", electorate.Settings{}, nil, false, "3/4 3 15/8", ""},
		{
			"given, of any sum",
			electorate.Settings{WithoutGroupless: true},
			map[string]planner.Ratio{"X": planner.Percent(80), "Y": planner.Percent(80)},
			false, "5/8 5/2", "",
		},
		{
			"given",
			electorate.Settings{WithoutGroupless: true},
			map[string]planner.Ratio{"X": planner.Percent(20), "Y": planner.Percent(80), "Z": {Den: 1}},
			false, "1/4 4", "",
		},
		{"missing", electorate.Settings{}, map[string]planner.Ratio{"X": half}, false, "", "no target share for the group Y"},
		{"not positive", electorate.Settings{}, map[string]planner.Ratio{"X": half, "Y": {Num: -1, Den: 2}}, false, "", "no target share for the group Y"},
		{
			"extra",
			electorate.Settings{},
			map[string]planner.Ratio{"X": half, "Y": half, "W": half, "V": half},
			false, "",
			"a target share is given for V, W, but no ballot has this group",
		},
	} {
		w, err := admit(b, c.set).Shares(c.given, c.spread)
		if got := words(w); got != c.want || (err == nil) != (c.fails == "") || err != nil && err.Error() != c.fails {
			t.Errorf("%s: %s, %v; want %s, %s", c.name, got, err, c.want, c.fails)
		}
	}
	nothing := admit(list(vote{group: "X", weight: planner.Ratio{Den: 1}}, vote{group: "Y"}), electorate.Settings{})
	if w, err := nothing.Shares(nil, false); err != nil || words(w) != "0 1/2" {
		t.Errorf("a group of no weight: %s, %v", words(w), err)
	}
	alone := admit(table(map[[2]string]int64{{"", ""}: 3}), electorate.Settings{})
	if _, err := alone.Shares(map[string]planner.Ratio{"X": {Den: 1}}, false); err == nil {
		t.Error("shares of groups, and no ballot has one")
	}
}

// TestWeightsSum: by shares every group has its share of the weight, and all together
// weigh as much as the ballots do by themselves.
func TestWeightsSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := make(map[[2]string]int64)
		for _, g := range []string{"X", "Y", ""} {
			cells[[2]string{g, ""}] = rapid.Int64Range(0, 9).Draw(t, "ballots")
		}
		if cells[[2]string{"X", ""}]+cells[[2]string{"Y", ""}] == 0 {
			return
		}
		spread := rapid.Bool().Draw(t, "spread")
		p := admit(table(cells), electorate.Settings{WithoutGroupless: !spread})
		w, err := p.Shares(nil, spread)
		if err != nil {
			t.Fatal(err)
		}
		e := electorate.New(p, w)
		total, byGroup := new(big.Rat), exact.Zeros(len(e.Groups))
		for i, one := range e.Weights(w) {
			all := new(big.Rat).Mul(one, exact.Int(e.Classes[i].N))
			total.Add(total, all)
			for g := range byGroup {
				switch e.Classes[i].Group {
				case g:
					byGroup[g].Add(byGroup[g], all)
				}
			}
		}
		if total.Cmp(exact.Int(p.N)) != 0 {
			t.Fatalf("%v: %s in all, want %d", cells, total, p.N)
		}
		if !spread {
			for _, g := range byGroup {
				if g.Cmp(big.NewRat(p.N, int64(len(byGroup)))) != 0 {
					t.Fatalf("%v: groups weigh %v", cells, byGroup)
				}
			}
		}
	})
}

// TestRake: in a table of two by two, raking keeps the odds ratio (Deming & Stephan 1940),
// so with equal margins the first cell is p = ½/(1 + √6) of all: p²/(½−p)² = 10·20/(40·30).
func TestRake(t *testing.T) {
	p := admit(table(map[[2]string]int64{{"X", "Africa"}: 10, {"X", "Europe"}: 40, {"Y", "Africa"}: 30, {"Y", "Europe"}: 20}),
		electorate.Settings{ByRegion: true})
	w, k, err := p.Rake(nil, nil)
	if err != nil || !k.Converged || k.MaxError > 1e-9 || k.Empty != nil || len(k.Margins) != 4 {
		t.Fatalf("%+v, %v", k, err)
	}
	first := .5 / (1 + math.Sqrt(6))
	for i, want := range []float64{first * 10, (.5 - first) * 2.5, (.5 - first) / .3, first * 5} {
		if got := exact.Float(w[i]); math.Abs(got-want) > 1e-8 {
			t.Errorf("cell %d weighs %v a ballot, want %v", i, got, want)
		}
	}
	for _, m := range k.Margins {
		if m.Target != .5 || math.Abs(m.Reached-.5) > 1e-9 {
			t.Errorf("%+v", m)
		}
	}
}

// TestRakeMany: the fit is told by parts of a target, however large it is.
func TestRakeMany(t *testing.T) {
	const n = 1e12
	_, k, err := admit(table(map[[2]string]int64{
		{"X", "Africa"}: n, {"X", "Europe"}: 4*n + 7, {"Y", "Africa"}: 3*n + 1, {"Y", "Europe"}: 2 * n,
	}), electorate.Settings{ByRegion: true}).Rake(nil, nil)
	if err != nil || !k.Converged || k.Sweeps > 30 {
		t.Errorf("%+v, %v", k, err)
	}
}

// TestRakeEmptyMargin: a group of which nobody has a region, or a region of which nobody has
// a group, cannot be reached, and leaves the others finite.
func TestRakeEmptyMargin(t *testing.T) {
	for want, cells := range map[string]map[[2]string]int64{
		"1 2 2/3": {{"X", ""}: 5, {"Y", "Africa"}: 10, {"Y", "Europe"}: 30},
		"1 1/3 1": {{"X", "Europe"}: 10, {"Y", "Europe"}: 30, {"", "Africa"}: 5},
	} {
		w, k, err := admit(table(cells), electorate.Settings{ByRegion: true}).Rake(nil, nil)
		if err != nil || k.Converged || len(k.Empty) != 2 {
			t.Fatalf("%+v, %v", k, err)
		}
		var got []string
		for _, r := range w {
			got = append(got, big.NewRat(int64(math.Round(exact.Float(r)*3e6)), 3e6).RatString())
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s, want %s", s, want)
		}
	}
}

// TestRakeToTargets: any positive table reaches its targets; who lacks one of the two
// labels is outside, with its own weight.
func TestRakeToTargets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := func(what string) int64 { return rapid.Int64Range(1, 30).Draw(t, what) }
		cells := map[[2]string]int64{
			{"X", "Africa"}: n("XA"), {"X", "Europe"}: n("XE"), {"Y", "Africa"}: n("YA"), {"Y", "Europe"}: n("YE"),
			{"X", ""}: n("X"), {"", "Europe"}: n("E"),
		}
		p := admit(table(cells), electorate.Settings{ByRegion: true})
		x, africa := n("share of X"), n("share of Africa")
		w, k, err := p.Rake(
			map[string]planner.Ratio{"X": {Num: x, Den: 31}, "Y": {Num: 31 - x, Den: 31}},
			map[string]planner.Ratio{"Africa": {Num: africa, Den: 31}, "Europe": {Num: 31 - africa, Den: 31}})
		if err != nil || !k.Converged {
			t.Fatalf("%v, %+v", err, k)
		}
		// Cells come in the order of the table: X Africa, X Europe, X, Y Africa, Y Europe, Europe.
		inside := float64(cells[[2]string{"X", "Africa"}] + cells[[2]string{"X", "Europe"}] +
			cells[[2]string{"Y", "Africa"}] + cells[[2]string{"Y", "Europe"}])
		ofX := exact.Float(w[0])*float64(cells[[2]string{"X", "Africa"}]) + exact.Float(w[1])*float64(cells[[2]string{"X", "Europe"}])
		ofAfrica := exact.Float(w[0])*float64(cells[[2]string{"X", "Africa"}]) + exact.Float(w[3])*float64(cells[[2]string{"Y", "Africa"}])
		if math.Abs(ofX/inside-float64(x)/31) > 1e-7 || math.Abs(ofAfrica/inside-float64(africa)/31) > 1e-7 {
			t.Fatalf("X has %v of %v, Africa %v; want %d and %d of 31", ofX, inside, ofAfrica, x, africa)
		}
		if w[2].Cmp(exact.Int(1)) != 0 || w[5].Cmp(exact.Int(1)) != 0 {
			t.Fatalf("outside the table weigh %s and %s", w[2], w[5])
		}
	})
}

// TestRakeFails: what cannot be raked, and what is said where targets cannot be reached.
func TestRakeFails(t *testing.T) {
	by := electorate.Settings{ByRegion: true}
	apart := admit(table(map[[2]string]int64{{"X", "Europe"}: 10, {"Y", "Africa"}: 10}), by)
	_, k, err := apart.Rake(nil, map[string]planner.Ratio{"Europe": planner.Percent(80), "Africa": planner.Percent(20)})
	if err != nil || k.Converged || k.Sweeps != 1000 || k.MaxError < .1 || len(k.Empty) != 2 {
		t.Errorf("%+v, %v", k, err)
	}
	if k.Empty[0] != [2]string{"X", "Africa"} || k.Empty[1] != [2]string{"Y", "Europe"} {
		t.Errorf("empty cells %v", k.Empty)
	}
	for want, try := range map[string]func() error{
		"raking needs ballots": func() error {
			_, _, err := admit(table(map[[2]string]int64{{"X", ""}: 1, {"", "Africa"}: 1}), by).Rake(nil, nil)
			return err
		},
		"for the group Y": func() error {
			_, _, err := apart.Rake(map[string]planner.Ratio{"X": planner.Percent(9)}, nil)
			return err
		},
		"for the region Africa": func() error {
			_, _, err := apart.Rake(nil, map[string]planner.Ratio{"Europe": planner.Percent(9)})
			return err
		},
	} {
		if err := try(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	weightless := planner.NewBallots(1)
	weightless.Add(planner.Ballot{Group: "X", Region: "Africa", Marks: []planner.Mark{1}, Weight: planner.Ratio{Den: 1}})
	if w, k, err := admit(weightless, by).Rake(nil, nil); err != nil || k.Margins != nil || words(w) != "0" {
		t.Errorf("of no weight: %s, %+v, %v", words(w), k, err)
	}
}

// TestOrganisations: each organisation has one vote, shared by the weights in the source.
func TestOrganisations(t *testing.T) {
	b := list(
		vote{org: "Large", count: 3}, vote{org: "Large", weight: planner.Ratio{Num: 3, Den: 1}}, vote{org: "Small"},
		vote{weight: planner.Ratio{Num: 5, Den: 1}}, vote{org: "Nothing", weight: planner.Ratio{Den: 1}},
	)
	p := admit(b, electorate.Settings{ByOrganisation: true})
	if got := words(p.Organisations()); got != "1/6 1/2 1 1 0" {
		t.Errorf("weights %s", got)
	}
	want := []electorate.Organisation{{"Large", 4}, {"Small", 1}, {"Nothing", 1}, {"", 1}}
	got := p.CountOrganisations()
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%+v, want %+v", got[i], want[i])
		}
	}
	if all := admit(list(vote{org: "One"}), electorate.Settings{ByOrganisation: true}).CountOrganisations(); len(all) != 1 {
		t.Errorf("a row for those without an organisation, and there are none: %+v", all)
	}
}
