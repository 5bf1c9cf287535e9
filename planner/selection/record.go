package selection

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"slices"

	"roundtable/planner/internal/anneal"
)

// RecordSchema names the JSON form of [Record].
const RecordSchema = "roundtable.draw/1"

// Record is what may be published of a lottery: everybody has a code in place of a name,
// and no value of anybody is in it. Who knows their own code can see on which panels
// they are; who watched the draw can see which panel it was.
type Record struct {
	Schema   string  `json:"schema"`
	Seats    int     `json:"seats"`
	Goal     Goal    `json:"goal"`
	Proved   bool    `json:"proved"`
	Min      float64 `json:"min_chance"`
	MinExact string  `json:"min_chance_exact,omitempty"`
	Off      float64 `json:"off"`
	// People are everybody's chances, in the order of the codes.
	People []Coded `json:"people"`
	Seed   uint64  `json:"seed"`
	Draw   int     `json:"draw"`
	// Panel are the codes drawn, Panels those of every panel in the order of the numbers.
	Panel  []string   `json:"panel"`
	Panels [][]string `json:"panels"`
}

// Coded is the chance of somebody without a name.
type Coded struct {
	Code   string  `json:"code"`
	Chance float64 `json:"chance"`
	Ideal  float64 `json:"ideal"`
}

// code gives everybody a code by a lot of the seed.
func (r *Result) code() {
	order := make([]int, len(r.Chances))
	for k := range order {
		order[k] = k
	}
	shuffle(order, anneal.NewRandom(r.Seed, streamCode))
	width := len(fmt.Sprint(len(order)))
	for n, k := range order {
		r.Chances[k].Code = fmt.Sprintf("V%0*d", width, n+1)
	}
}

// Record leaves out who is who.
func (r *Result) Record() *Record {
	out := &Record{
		Schema: RecordSchema, Seats: r.Seats, Goal: r.Goal, Proved: r.Proved, Min: r.MinChance,
		MinExact: r.MinChanceExact, Off: r.Off, Seed: r.Seed, Draw: r.Draw,
	}
	for _, c := range r.Chances {
		out.People = append(out.People, Coded{c.Code, c.Chance, c.Ideal})
	}
	slices.SortFunc(out.People, func(a, b Coded) int { return cmp.Compare(a.Code, b.Code) })
	for _, panel := range r.Lottery {
		codes := make([]string, len(panel))
		for i, k := range panel {
			codes[i] = r.Chances[k].Code
		}
		slices.Sort(codes)
		out.Panels = append(out.Panels, codes)
	}
	out.Panel = out.Panels[r.Draw-1]
	return out
}

// Verify checks all that a record proves by itself: every panel has the seats, different
// people, and only people who are listed; the chances are those of the panels, as close to
// the ideal ones as Off says; the smallest is the one given; the panel is the one of the
// number. Whether the panels meet the targets it cannot show, nor who was on the list. The
// error says what is wrong.
func (r *Record) Verify() error {
	if len(r.Panels) != Panels || r.Draw < 1 || r.Draw > Panels {
		return fmt.Errorf("there are %d panels and the number is %d", len(r.Panels), r.Draw)
	}
	times := make(map[string]int)
	for _, c := range r.People {
		times[c.Code] = 0
	}
	if len(times) != len(r.People) {
		return fmt.Errorf("%d codes are given to %d people", len(times), len(r.People))
	}
	for n, panel := range r.Panels {
		if len(slices.Compact(slices.Sorted(slices.Values(panel)))) != r.Seats || len(panel) != r.Seats {
			return fmt.Errorf("panel %d does not have %d different people", n+1, r.Seats)
		}
		for _, code := range panel {
			if _, ok := times[code]; !ok {
				return fmt.Errorf("panel %d has %s, who is not listed", n+1, code)
			}
			times[code]++
		}
	}
	if !slices.Equal(r.Panels[r.Draw-1], r.Panel) {
		return fmt.Errorf("panel %d is not the one given as drawn", r.Draw)
	}
	return r.verifyChances(times)
}

func (r *Record) verifyChances(times map[string]int) error {
	least := 1.0
	for _, c := range r.People {
		if c.Chance != float64(times[c.Code])/Panels {
			return fmt.Errorf("%s is on %d of %d panels, and not on %v of all", c.Code, times[c.Code], Panels, c.Chance)
		}
		if math.Abs(c.Chance-c.Ideal) > r.Off+1e-9 {
			return fmt.Errorf("the chance of %s is further from the ideal one than %v", c.Code, r.Off)
		}
		if c.Ideal > 0 {
			least = min(least, c.Ideal)
		}
	}
	exact, ok := new(big.Rat).SetString(cmp.Or(r.MinExact, fmt.Sprint(r.Min)))
	if !ok || r.Min > 0 && r.Min != least || math.Abs(float(exact)-r.Min) > 1e-9 {
		return fmt.Errorf("the smallest chance is %v, and not %v (%s)", least, r.Min, r.MinExact)
	}
	return nil
}
