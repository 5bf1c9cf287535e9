package selection

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
)

// volunteers is a list of people by gender and region, with quotas that bind.
func volunteers() (planner.Roster, []planner.Target) {
	var pool planner.Roster
	for i := range 60 {
		gender, region := "Male", []string{"North", "South", "East", "South", "South"}[i%5]
		if i%3 == 0 {
			gender = "Female"
		}
		pool = append(pool, planner.Participant{
			ID: fmt.Sprintf("p%02d", i), Name: fmt.Sprintf("Person %d", i),
			Values: map[planner.Dimension][]string{planner.Gender: {gender}, "area": {region}},
		})
	}
	quota := func(d planner.Dimension, v string, lo, hi int) planner.Target {
		return planner.Target{
			ID: fmt.Sprintf("%s=%s", d, v), Dimension: d, Value: v, Min: planner.LimitOf(lo), Max: planner.LimitOf(hi),
		}
	}
	return pool, []planner.Target{
		quota(planner.Gender, "Female", 6, 6), quota(planner.Gender, "Male", 6, 6),
		quota("area", "North", 3, 4), quota("area", "East", 4, 5), quota("area", "South", 3, 6),
	}
}

func draw(t *testing.T, pool planner.Roster, targets []planner.Target, set func(*Options)) *Result {
	t.Helper()
	opts := DefaultOptions()
	opts.Seats = 12
	if set != nil {
		set(&opts)
	}
	r, err := Draw(t.Context(), pool, targets, opts)
	if err != nil {
		t.Fatal(err)
	}
	if r.Feasible {
		if err := Verify(pool, targets, opts, r); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// ideals are the chances before rounding by ID.
func ideals(r *Result) map[string]float64 {
	out := make(map[string]float64)
	for _, c := range r.Chances {
		out[c.ID] = c.Ideal
	}
	return out
}

// Other IDs, other names and another order of the rows change nobody's chance.
func TestLabelsChangeNothing(t *testing.T) {
	pool, targets := volunteers()
	want := ideals(draw(t, pool, targets, nil))
	other := slices.Clone(pool)
	back := make(map[string]string)
	for i := range other {
		id := fmt.Sprintf("x%02d", (i*37)%60)
		back[id] = other[i].ID
		other[i].ID, other[i].Name = id, "Somebody"
	}
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(other), func(i, k int) { other[i], other[k] = other[k], other[i] })
	for id, chance := range ideals(draw(t, other, targets, nil)) {
		if chance != want[back[id]] {
			t.Errorf("%s has %v, and as %s %v", back[id], want[back[id]], id, chance)
		}
	}
}

// People who are alike are on numbers of panels that differ by one at most, and their
// mean is close to the chance before rounding.
func TestAlikeShareAlike(t *testing.T) {
	pool, targets := volunteers()
	r := draw(t, pool, targets, nil)
	least, most := map[string]float64{}, map[string]float64{}
	for _, c := range r.Chances {
		p := pool[pool.ByID(c.ID)]
		key := fmt.Sprint(p.Values)
		if _, ok := least[key]; !ok {
			least[key] = 1
		}
		least[key], most[key] = min(least[key], c.Chance), max(most[key], c.Chance)
	}
	for key := range least {
		if most[key]-least[key] > 1.5/Panels {
			t.Errorf("%s: from %v to %v", key, least[key], most[key])
		}
	}
	if r.Off > 0.002 {
		t.Errorf("off by %v", r.Off)
	}
}

// Without targets everybody has the same chance: a plain lottery.
func TestPlainLottery(t *testing.T) {
	pool, _ := volunteers()
	r := draw(t, pool, nil, func(o *Options) { o.Seats = 7 })
	if r.MinChanceExact != "7/60" || !r.Proved || len(r.Never) > 0 {
		t.Errorf("smallest chance %s, proved %v", r.MinChanceExact, r.Proved)
	}
	for _, c := range r.Chances {
		if math.Abs(c.Chance-7.0/60) > 1.0/Panels {
			t.Errorf("%s has %v", c.ID, c.Chance)
		}
	}
}

// Who has a seat keeps it; the others share what is free.
func TestSecondDraw(t *testing.T) {
	pool, targets := volunteers()
	first := draw(t, pool, targets, nil)
	gone := first.Panel[2]
	kept := slices.DeleteFunc(slices.Clone(first.Panel), func(id string) bool { return id == gone })
	rest := slices.DeleteFunc(slices.Clone(pool), func(p planner.Participant) bool { return p.ID == gone })
	second := draw(t, rest, targets, func(o *Options) { o.Held = kept })
	if !slices.Equal(second.Held, kept) || len(second.Panel) != 12 {
		t.Fatalf("held %v", second.Held)
	}
	for _, c := range second.Chances {
		if held := slices.Contains(kept, c.ID); held != (c.Chance == 1) {
			t.Errorf("%s has %v", c.ID, c.Chance)
		}
	}
	i := slices.IndexFunc(first.Reserves, func(r Reserve) bool { return r.For == gone })
	drawn := slices.DeleteFunc(slices.Clone(second.Panel), func(id string) bool { return slices.Contains(kept, id) })
	if reserve := first.Reserves[i]; reserve.Of <= reservesListed && !slices.Contains(reserve.By, drawn[0]) {
		t.Errorf("%s was drawn, who is none of the reserves %v", drawn, reserve)
	}
	for _, id := range second.Never {
		if slices.Contains(first.Reserves[i].By, id) {
			t.Errorf("%s is a reserve and has no chance", id)
		}
	}
}

// Where every seat is held there is nothing to draw, and where everybody gets one nobody
// is left.
func TestNothingToDraw(t *testing.T) {
	pool, _ := volunteers()
	r := draw(t, pool, nil, func(o *Options) { o.Seats, o.Held = 2, []string{"p01", "p02"} })
	if !slices.Equal(r.Panel, r.Held) || len(r.Never) != len(pool)-2 || len(r.Reserves) > 0 {
		t.Errorf("panel %v, %d without a chance", r.Panel, len(r.Never))
	}
	r = draw(t, pool, nil, func(o *Options) { o.Seats = len(pool) })
	if r.MinChance != 1 || len(r.Panel) != len(pool) || len(r.Reserves) != len(pool) || r.Reserves[0].Of > 0 {
		t.Errorf("smallest chance %v", r.MinChance)
	}
}

// A reserve takes the seat with all targets met, and nobody else could.
func TestReserves(t *testing.T) {
	pool, targets := volunteers()
	r := draw(t, pool, targets, nil)
	for _, reserve := range r.Reserves {
		could := 0
		for i := range pool {
			if slices.Contains(r.Panel, pool[i].ID) {
				continue
			}
			panel := []int{i}
			for _, id := range r.Panel {
				if id != reserve.For {
					panel = append(panel, pool.ByID(id))
				}
			}
			fits := meets(pool, targets, panel)
			if fits {
				could++
			} else if slices.Contains(reserve.By, pool[i].ID) {
				t.Errorf("%s cannot replace %s", pool[i].ID, reserve.For)
			}
		}
		if could != reserve.Of {
			t.Errorf("%d could replace %s, not %d", could, reserve.For, reserve.Of)
		}
	}
}

// A target that is a wish holds where it can, and is set aside where it cannot.
func TestWishes(t *testing.T) {
	pool, targets := volunteers()
	wish := func(id string, v string, least int) planner.Target {
		return planner.Target{
			ID: id, Dimension: "area", Value: v, Min: planner.LimitOf(least), Tier: planner.Should, TierGiven: true,
		}
	}
	targets = append(targets, wish("too many", "South", 7), wish("more", "South", 5))
	r := draw(t, pool, targets, nil)
	if !slices.Equal(r.Aside, []string{"too many"}) {
		t.Errorf("set aside %v", r.Aside)
	}
	nobody := planner.Target{ID: "hat", Dimension: "hat", Value: "red", Min: planner.LimitOf(1)}
	if r := draw(t, pool, append(targets, nobody), nil); !slices.Equal(r.Undecided, []string{"hat"}) {
		t.Errorf("undecided %v", r.Undecided)
	}
}

// Where no panel meets the targets, the result says so; what cannot be asked is an error.
func TestImpossible(t *testing.T) {
	pool, targets := volunteers()
	if r := draw(t, pool, targets, func(o *Options) { o.Seats = 11 }); r.Feasible || !r.Proved || len(r.Panel) > 0 {
		t.Errorf("%v", r)
	}
	opts := DefaultOptions()
	opts.Seats, opts.Draw = 1, 2000
	opts.Held = []string{"p01", "p02"}
	var input *planner.InputError
	if _, err := Draw(t.Context(), pool, targets, opts); !errors.As(err, &input) || len(input.Findings) != 2 {
		t.Errorf("%v", err)
	}
}

// Names from a hat meet the targets; the others' chances show the price.
func TestGoals(t *testing.T) {
	pool, targets := volunteers()
	fairest := draw(t, pool, targets, nil)
	for _, goal := range []Goal{Maximin, Random} {
		r := draw(t, pool, targets, func(o *Options) { o.Goal = goal })
		if r.FairestMinChance != fairest.MinChance || r.MinChance > fairest.MinChance {
			t.Errorf("%s: %v of %v", goal, r.MinChance, r.FairestMinChance)
		}
		if goal == Maximin && r.MinChanceExact != fairest.MinChanceExact {
			t.Errorf("maximin gives %s", r.MinChanceExact)
		}
	}
}

// The number of a seed is what anybody computes: printf 1 | sha256sum gives 6b86b273…
func TestNumber(t *testing.T) {
	if got, want := Number(1), 0x6b86b273%1000+1; got != want {
		t.Errorf("%d, want %d", got, want)
	}
}

// The same question gives the same result; another seed other panels, and nobody another
// chance before rounding.
func TestSeed(t *testing.T) {
	pool, targets := volunteers()
	a, b := draw(t, pool, targets, nil), draw(t, pool, targets, nil)
	if !reflect.DeepEqual(a, b) {
		t.Error("two draws differ")
	}
	c := draw(t, pool, targets, func(o *Options) { o.Seed = 2 })
	if reflect.DeepEqual(a.Lottery, c.Lottery) {
		t.Error("the seed changes nothing")
	}
	if !reflect.DeepEqual(ideals(a), ideals(c)) {
		t.Error("the seed changes chances")
	}
}

// The record names nobody, and gives the panels and chances of the result by codes.
func TestRecord(t *testing.T) {
	pool, targets := volunteers()
	r := draw(t, pool, targets, func(o *Options) { o.Draw = 417 })
	record := r.Record()
	text, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	for i := range pool {
		if strings.Contains(string(text), `"`+pool[i].ID+`"`) || strings.Contains(string(text), pool[i].Name+`"`) {
			t.Fatalf("the record names %s", pool[i].ID)
		}
	}
	code := make(map[string]string)
	for _, c := range r.Chances {
		code[c.ID] = c.Code
	}
	var panel []string
	for _, id := range r.Panel {
		panel = append(panel, code[id])
	}
	slices.Sort(panel)
	if !slices.Equal(panel, record.Panels[416]) || !slices.Equal(panel, record.Panel) || len(record.Panels) != Panels {
		t.Error("panel 417 is not the one drawn")
	}
}

// A record alone shows each change of what it can prove, whatever the goal.
func TestRecordVerify(t *testing.T) {
	pool, targets := volunteers()
	for _, goal := range Goals() {
		r := draw(t, pool, targets, func(o *Options) { o.Goal = goal })
		if err := r.Record().Verify(); err != nil {
			t.Errorf("%s: %v", goal, err)
		}
	}
	for name, change := range map[string]func(*Record){
		"a person twice":     func(r *Record) { r.Panels[3][0] = r.Panels[3][1] },
		"somebody else":      func(r *Record) { r.Panels[3][0] = "V99" },
		"one too few":        func(r *Record) { r.Panels[3] = r.Panels[3][1:] },
		"a chance":           func(r *Record) { r.People[5].Chance += 0.001 },
		"an ideal chance":    func(r *Record) { r.People[5].Ideal += 0.1 },
		"a code":             func(r *Record) { r.People[5].Code = r.People[4].Code },
		"the panel":          func(r *Record) { r.Panel = r.Panels[r.Draw] },
		"the number":         func(r *Record) { r.Draw++ },
		"no such number":     func(r *Record) { r.Draw = 1001 },
		"fewer panels":       func(r *Record) { r.Panels = r.Panels[:999] },
		"the seats":          func(r *Record) { r.Seats-- },
		"the least":          func(r *Record) { r.Min += 0.01 },
		"the exact least":    func(r *Record) { r.MinExact = "1/2" },
		"no fraction":        func(r *Record) { r.MinExact = "about half" },
		"a smaller rounding": func(r *Record) { r.Off = 0; r.People[5].Ideal += 1e-6 },
	} {
		record := draw(t, pool, targets, nil).Record()
		change(record)
		if record.Verify() == nil {
			t.Errorf("%s: nothing was noticed", name)
		}
	}
}

// Verify finds a panel that was changed, and a chance.
func TestVerifyFindsChanges(t *testing.T) {
	pool, targets := volunteers()
	opts := DefaultOptions()
	opts.Seats = 12
	for name, change := range map[string]func(*Result){
		"a person":   func(r *Result) { r.Lottery[3][0] = r.Lottery[3][1] },
		"a chance":   func(r *Result) { r.Chances[5].Chance += 0.01 },
		"the panel":  func(r *Result) { r.Panel[0] = "p59x" },
		"the number": func(r *Result) { r.Draw++ },
		"the proof":  func(r *Result) { r.Proof.Most-- },
	} {
		r := draw(t, pool, targets, nil)
		change(r)
		if Verify(pool, targets, opts, r) == nil {
			t.Errorf("%s was changed, and nothing was noticed", name)
		}
	}
}

// A deck deals everybody before anybody comes again, and nobody twice to one panel.
func TestDeal(t *testing.T) {
	profiles := [][]int{{0, 1, 2, 3, 4}, {5, 6}}
	var panels [][]int
	rng := rand.New(rand.NewPCG(2, 2))
	for range 101 {
		panels = append(panels, []int{1 + rng.IntN(5), rng.IntN(3)})
	}
	times := make([]int, 7)
	for i, panel := range deal(panels, profiles, 9) {
		if len(slices.Compact(slices.Clone(panel))) != panels[i][0]+panels[i][1] {
			t.Fatalf("panel %v of %v", panel, panels[i])
		}
		for _, k := range panel {
			times[k]++
		}
	}
	for _, profile := range [][]int{times[:5], times[5:]} {
		if slices.Max(profile)-slices.Min(profile) > 1 {
			t.Errorf("dealt %v", profile)
		}
	}
}
