package selection

import (
	"cmp"
	"fmt"
	"slices"

	"roundtable/planner/internal/anneal"
)

// recordSchema names the JSON form of [Record].
const recordSchema = "roundtable.draw/1"

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
		Schema: recordSchema, Seats: r.Seats, Goal: r.Goal, Proved: r.Proved, Min: r.MinChance,
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
