package selection

import "roundtable/planner"

// Schema names the JSON form of [Result].
const Schema = "roundtable.selection/1"

// Result is a lottery over panels and the panel drawn.
type Result struct {
	Schema string `json:"schema"`
	Seats  int    `json:"seats"`
	// Feasible reports whether any panel of the candidates meets the targets, Proved
	// whether that and the chances were proved: that no panel does, or that no lottery is
	// fairer by more than Gap.
	Feasible bool `json:"feasible"`
	Goal     Goal `json:"goal"`
	Proved   bool `json:"proved"`

	// MinChance is the smallest chance of anybody who can be on a panel at all, before it is
	// rounded to equally likely panels. FairestMinChance is what it is in the leximin
	// lottery, and MinChanceExact the fraction that no lottery exceeds, where that
	// was proved and the lottery reaches it to within 1e-9.
	MinChance        float64 `json:"min_chance"`
	FairestMinChance float64 `json:"fairest_min_chance"`
	MinChanceExact   string  `json:"min_chance_exact,omitempty"`
	// WorseOff is how many people have a smaller chance than in the leximin lottery: the
	// price of another goal.
	WorseOff int `json:"worse_off"`
	// Proof is why no lottery has a larger smallest chance; without prices where everybody
	// has a seat, or a limit came first.
	Proof Proof `json:"proof,omitzero"`
	// Gap is by how much any of the chances could be larger at most than they are before
	// rounding, in the order in which leximin looks at them.
	Gap float64 `json:"gap"`
	// Off is the largest difference between a chance in the lottery drawn and before
	// rounding.
	Off float64 `json:"off"`

	// Never are the people who are on no panel that meets the targets, by ID.
	Never []string `json:"never"`
	// Held are those who have a seat already.
	Held []string `json:"held,omitempty"`
	// Aside are the targets of tier should and nice that were set aside, because no panel
	// meets them together with those before them.
	Aside []string `json:"aside,omitempty"`
	// Undecided are targets nothing can be said about: they speak of a field in which
	// nobody has a value, or of several sessions.
	Undecided []string `json:"undecided,omitempty"`

	Chances []Chance `json:"chances"`
	// Panels is the number of equally likely panels, Seed what decided their order, Draw
	// the number of the one drawn, Panel who is on it, by ID.
	Panels   int       `json:"panels"`
	Seed     uint64    `json:"seed"`
	Draw     int       `json:"draw"`
	Panel    []string  `json:"panel"`
	Reserves []Reserve `json:"reserves"`

	// Lottery are all panels in their order, each a list of places in Chances.
	Lottery  [][]int           `json:"-"`
	Warnings []planner.Finding `json:"-"`
}

// Proof is a price for each person, zero where none is given, by which no panel is worth
// more than Most. Under any lottery the prices times the chances add up to what a panel
// is worth on average; so the smallest chance is at most Most divided by the sum of all
// prices.
type Proof struct {
	Most   int64            `json:"most"`
	Prices map[string]int64 `json:"prices"`
}

// Chance is how likely somebody is to be drawn.
type Chance struct {
	ID string `json:"id"`
	// Code stands for the person in the [Record].
	Code string `json:"code"`
	// Chance is the part of the panels of the lottery that the person is on, Ideal the
	// chance before it was rounded to so many panels.
	Chance float64 `json:"chance"`
	Ideal  float64 `json:"ideal"`
}

// Reserve says who could take the seat of one member of the panel with all targets met.
type Reserve struct {
	For string `json:"for"`
	// By are the first of them, in the order in which to ask: people who are alike for the
	// targets, then the others, in the order of a lot by the seed. Of is how many there are.
	By []string `json:"by"`
	Of int      `json:"of"`
}
