package balance

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/testdata"
)

var caseDims = []planner.Dimension{planner.Stakeholder, planner.Region, planner.Gender, planner.Age}

func readPool(t testing.TB, path ...string) planner.Roster {
	var out planner.Roster
	for _, row := range testdata.Rows(t, path...) {
		p := planner.Participant{ID: row["id"], Values: make(map[planner.Dimension][]string)}
		for _, d := range caseDims {
			if v := row[string(d)]; v != "" {
				p.Values[d] = []string{v}
			}
		}
		out = append(out, p)
	}
	return out
}

func readQuotas(t testing.TB, path ...string) []planner.Target {
	var out []planner.Target
	number := func(row map[string]string, h string) planner.Limit {
		n, err := strconv.Atoi(row[h])
		if err != nil {
			return planner.Limit{}
		}
		return planner.LimitOf(n)
	}
	for _, row := range testdata.Rows(t, path...) {
		out = append(out, planner.Target{
			ID:        row["feature"] + "=" + row["value"],
			Dimension: planner.Dimension(row["feature"]), Value: row["value"],
			Min: number(row, "min"), Max: number(row, "max"),
			MinFlex: number(row, "min_flex"), MaxFlex: number(row, "max_flex"),
		})
	}
	return out
}

type balanceCase struct {
	Case         string     `json:"case"`
	PanelSize    int        `json:"panel_size"`
	Current      []string   `json:"current_panel"`
	Feasible     bool       `json:"feasible"`
	Swaps        *int       `json:"min_swaps_from_current_panel"`
	Panels       *int       `json:"number_of_optimal_swap_panels"`
	Additions    *int       `json:"min_additions_without_size_limit"`
	Smallest     int        `json:"smallest_iis_size"`
	SmallestIIS  []string   `json:"smallest_iis"`
	Relaxation   float64    `json:"min_unit_relaxation_cost"`
	Recruits     int        `json:"min_new_recruits_of_any_profile"`
	Profiles     [][]string `json:"single_recruit_profiles_that_fix_it"`
	SingleRules  []string   `json:"single_rules_whose_removal_fixes_it"`
	Sizes        []int      `json:"panel_sizes_that_become_feasible_same_quotas"`
	pool, panel  planner.Roster
	targets      []planner.Target
	adviceInputs AdviceOptions
}

func balanceCases(t testing.TB) []balanceCase {
	var cases []balanceCase
	testdata.JSON(t, &cases, "balance-cases", "expected.json")
	for i := range cases {
		c := &cases[i]
		c.pool = readPool(t, "balance-cases", c.Case, "candidates.csv")
		c.targets = readQuotas(t, "balance-cases", c.Case, "quotas.csv")
		for _, p := range c.pool {
			if slices.Contains(c.Current, p.ID) {
				c.panel = append(c.panel, p)
			}
		}
		c.adviceInputs = DefaultAdviceOptions()
		c.adviceInputs.Seats = c.PanelSize
		c.adviceInputs.AdditionsOnly = true
	}
	return cases
}

// Every number of the reference answers, each of which was found by enumerating
// all panels.
func TestReferenceCases(t *testing.T) {
	for _, c := range balanceCases(t) {
		t.Run(c.Case, func(t *testing.T) {
			a, err := Advise(context.Background(), c.pool, c.panel, c.targets, c.adviceInputs)
			if err != nil {
				t.Fatal(err)
			}
			if !a.Proved || a.Feasible != c.Feasible {
				t.Fatalf("feasible %v (proved %v), want %v", a.Feasible, a.Proved, c.Feasible)
			}
			if c.Feasible {
				checkFeasibleCase(t, &c, a)
			} else {
				checkInfeasibleCase(t, &c, a)
			}
		})
	}
}

func checkFeasibleCase(t *testing.T, c *balanceCase, a *Advice) {
	if a.Changes.Min != *c.Swaps {
		t.Errorf("fewest swaps %d, want %d", a.Changes.Min, *c.Swaps)
	}
	if c.Panels != nil && a.Changes.Alternatives != *c.Panels {
		t.Errorf("%d alternatives, want %d", a.Changes.Alternatives, *c.Panels)
	}
	if (a.Additions == nil) != (c.Additions == nil) {
		t.Errorf("additions %v, want %v", a.Additions, c.Additions)
	}
	if !a.Changes.Counted || len(a.Changes.Listed) == 0 {
		t.Errorf("alternatives counted %v, %d listed", a.Changes.Counted, len(a.Changes.Listed))
	}
	for _, ch := range a.Changes.Listed {
		r := Check(applyChange(c, ch), c.targets, DefaultOptions())
		if r.MissedMust() || r.Panel.Size != c.PanelSize {
			t.Errorf("change %v leaves targets missed or %d seats", ch, r.Panel.Size)
		}
	}
}

func applyChange(c *balanceCase, ch Change) planner.Roster {
	var out planner.Roster
	for _, p := range c.pool {
		on := c.panel.ByID(p.ID) >= 0 && !slices.Contains(ch.Drop, p.ID)
		if on || slices.Contains(ch.Add, p.ID) {
			out = append(out, p)
		}
	}
	return out
}

func checkInfeasibleCase(t *testing.T, c *balanceCase, a *Advice) {
	if len(a.Conflict) != c.Smallest {
		t.Errorf("conflict of %d %v, want %d %v", len(a.Conflict), a.Conflict, c.Smallest, c.SmallestIIS)
	}
	checkIrreducible(t, c, a.Conflict)
	if a.Relaxation == nil || a.Relaxation.Cost != int(c.Relaxation) || !a.Relaxation.Proved {
		t.Errorf("relaxation %+v, want cost %v", a.Relaxation, c.Relaxation)
	}
	if a.Recruits == nil || a.Recruits.Min != c.Recruits || !a.Recruits.Complete {
		t.Fatalf("recruits %+v, want %d", a.Recruits, c.Recruits)
	}
	var got [][]string
	for _, p := range a.Recruits.Profiles {
		var row []string
		for _, d := range caseDims {
			row = append(row, p[d])
		}
		got = append(got, row)
	}
	if !sameSets(got, c.Profiles) {
		t.Errorf("profiles\n%v\nwant\n%v", got, c.Profiles)
	}
	if !slices.Equal(a.Sizes, c.Sizes) {
		t.Errorf("sizes %v, want %v", a.Sizes, c.Sizes)
	}
	slices.Sort(a.SingleRules)
	slices.Sort(c.SingleRules)
	if !slices.Equal(a.SingleRules, c.SingleRules) {
		t.Errorf("single rules %v, want %v", a.SingleRules, c.SingleRules)
	}
}

func sameSets(a, b [][]string) bool {
	key := func(rows [][]string) []string {
		var out []string
		for _, r := range rows {
			out = append(out, strings.Join(r, "|"))
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(key(a), key(b))
}

// checkIrreducible removes each member of the conflict in turn, by plain
// enumeration: together they must clash, without any one they must not.
func checkIrreducible(t *testing.T, c *balanceCase, conflict []string) {
	t.Helper()
	if panelExists(c, conflict, "") {
		t.Errorf("the conflict %v is none", conflict)
	}
	for _, r := range conflict {
		if !panelExists(c, conflict, r) {
			t.Errorf("the conflict %v still clashes without %s", conflict, r)
		}
	}
}

// panelExists enumerates profiles for a panel that meets the named rules except
// one. It shares no code with the search.
func panelExists(c *balanceCase, rules []string, except string) bool {
	type limit struct {
		d        planner.Dimension
		v, bound string
		n        int
	}
	var limits []limit
	size := -1
	for _, r := range rules {
		if r == except {
			continue
		}
		if r == "size" {
			size = c.PanelSize
			continue
		}
		f := strings.Fields(r)
		n, _ := strconv.Atoi(f[len(f)-1])
		d, v, _ := strings.Cut(strings.Join(f[:len(f)-2], " "), "=")
		limits = append(limits, limit{planner.Dimension(d), v, f[len(f)-2], n})
	}
	have := make([]int, len(limits))
	var walk func(i, taken int) bool
	walk = func(i, taken int) bool {
		for k, l := range limits {
			if l.bound == "max" && have[k] > l.n {
				return false
			}
		}
		if size >= 0 && taken > size {
			return false
		}
		if i == len(c.pool) {
			for k, l := range limits {
				if l.bound == "min" && have[k] < l.n {
					return false
				}
			}
			return size < 0 || taken == size
		}
		for k, l := range limits {
			if c.pool[i].Has(l.d, l.v) {
				have[k]++
			}
		}
		ok := walk(i+1, taken+1)
		for k, l := range limits {
			if c.pool[i].Has(l.d, l.v) {
				have[k]--
			}
		}
		return ok || walk(i+1, taken)
	}
	return walk(0, 0)
}
