package disclosure

import (
	"math"
	"slices"

	"roundtable/planner/ranking"
)

// auditVotes attacks what would be published about the votes, over all issues
// together, and reports whether it may be: the bands of the given groups beside
// the overall ones, or without groups the overall figures alone.
//
// The reader's unknowns are x(g, i), the part of group g in the overall support
// of issue i: the group's support times its share of the weight. Published are
// the sum over groups for each issue (exact, or a band narrowed by the order of
// the issues) and, by group, a band for x(g, i). The reader is also given what
// they may know from elsewhere: each group's sum over all issues, as with
// complete rankings, where it is the same for every group; how many ballots each
// group cast; and that supports are whole numbers of approvals, or of places,
// where they are. That is a table with bounds for cells and sums, so
// [boundedTable] gives exactly what can be concluded about each cell. It may be
// published if it [betrays] no group's ballots on any issue.
//
// A group whose figures are missing for some issue makes the audit fail, and so
// do more than mostAudited figures: what was not checked is not published.
func auditVotes(r *ranking.Result, groups []int) bool {
	if len(r.Issues) == 0 || len(r.Issues)*len(r.Groups) > mostAudited {
		return false
	}
	exact := len(groups) == 0 && exactOverall(r)
	if exact && everybodyAgrees(r) {
		return false
	}
	u, ok := newUnits(r)
	if !ok {
		return false
	}
	rows := overallRanges(r, exact)
	t := &boundedTable{columns: make([]boundedCell, len(r.Groups))}
	for i := range r.Issues {
		line := make([]boundedCell, len(r.Groups))
		sum := int64(0)
		for g := range r.Groups {
			support := r.Issues[i].GroupSupport[r.Groups[g].Name]
			low, high := 0.0, 100.0
			if slices.Contains(groups, g) {
				b := bandOf(support, r.Groups[g].Ballots)
				low, high = float64(b.Low), float64(b.High)
			}
			line[g] = u.cell(g, support, low, high)
			sum += line[g].Value
			t.columns[g].Value += line[g].Value
		}
		t.cells = append(t.cells, line)
		low, high := u.sum(rows[i][0], rows[i][1])
		// Rounding of the cells may carry the sum past the published range.
		t.rows = append(t.rows, boundedCell{sum, min(low, sum), max(high, sum)})
	}
	for g := range t.columns {
		t.columns[g].Low, t.columns[g].High = t.columns[g].Value, t.columns[g].Value
	}
	return !u.leaks(t, r)
}

// leaks reports whether a reader of the table learns how the ballots of a group
// went.
func (u *units) leaks(t *boundedTable, r *ranking.Result) bool {
	for i := range t.cells {
		for g, full := range u.full {
			if full == 0 {
				continue
			}
			low, high := t.bounds(i, g)
			if betrays(100*float64(low)/full, 100*float64(high)/full, r.Groups[g].Ballots, r.Ballots) {
				return true
			}
		}
	}
	return false
}

// mostAudited is the largest number of groups times issues that is audited.
const mostAudited = 1000

// units turns supports into the whole numbers of the audit.
type units struct {
	full []float64 // full support of a group, in units
	all  float64   // full support of everybody
	// steps is how many steps there are from no to full support on one ballot,
	// where every support is a whole number of steps; 0 where not.
	steps   float64
	ballots []float64
	// whole says that a unit is one step, so that sums are whole numbers of units
	// too and the attacker's bounds exact. Where groups count the same it is not:
	// then a unit is small, and only cells are held to steps.
	whole bool
}

func newUnits(r *ranking.Result) (*units, bool) {
	mass, ok := groupMass(r)
	if !ok {
		return nil, false
	}
	const points = 1e5 // units for full support of everybody, where not whole
	u := &units{steps: supportSteps(r), all: points}
	u.whole = u.steps > 0 && exactOverall(r)
	if u.whole {
		u.all = float64(r.Ballots) * u.steps
	}
	for g := range mass {
		n := float64(r.Groups[g].Ballots)
		u.ballots = append(u.ballots, n)
		if u.whole {
			u.full = append(u.full, n*u.steps)
		} else {
			u.full = append(u.full, mass[g]*points)
		}
	}
	return u, true
}

// cell is a group's support with its bounds, in units.
func (u *units) cell(g int, support, low, high float64) boundedCell {
	const slack = 1e-6
	if total := u.ballots[g] * u.steps; total > 0 {
		low = 100 * math.Ceil(low*total/100-slack) / total
		high = 100 * math.Floor(high*total/100+slack) / total
	}
	scale := func(x float64) int64 { return int64(math.Round(x * u.full[g] / 100)) }
	v := scale(support)
	return boundedCell{v, min(scale(low), v), max(scale(high), v)}
}

// sum is a range of overall support in units.
func (u *units) sum(low, high float64) (int64, int64) {
	const slack = 1e-6
	return int64(math.Ceil(low*u.all/100 - slack)), int64(math.Floor(high*u.all/100 + slack))
}

// supportSteps finds the steps of which every group's support is a whole
// number: one a ballot for approvals, one a place for complete rankings, two for
// rankings with ties; 0 where none fits.
func supportSteps(r *ranking.Result) float64 {
	places := float64(len(r.Issues) - 1)
	for _, steps := range []float64{1, 2, places, 2 * places} {
		fits := steps > 0
		for i := range r.Issues {
			for g := range r.Groups {
				x := r.Issues[i].GroupSupport[r.Groups[g].Name] * float64(r.Groups[g].Ballots) * steps / 100
				fits = fits && math.Abs(x-math.Round(x)) < 1e-6
			}
		}
		if fits {
			return steps
		}
	}
	return 0
}

// auditBands is the audit of overall bands alone, for rankings whose overall
// support is no plain mean of the groups' (where blanks are left out, each issue
// has other voters): the groups' shares hold nearly, nothing is known about sums
// over issues, and any support may be that of a group.
func auditBands(r *ranking.Result) bool {
	if len(r.Issues) == 0 {
		return false
	}
	rows, shares := overallRanges(r, false), groupShares(r)
	for i := range r.Issues {
		if betrays(rows[i][0], rows[i][1], r.Ballots, r.Ballots) {
			return false
		}
		for g := range r.Groups {
			share, n := shares[g], r.Groups[g].Ballots
			if share == 0 || n == 0 {
				continue
			}
			low := max(0, (rows[i][0]-100*(1-share))/share)
			high := min(100, rows[i][1]/share)
			if betrays(low, high, n, r.Ballots) {
				return false
			}
		}
	}
	return true
}

// everybodyAgrees reports whether the overall figures of an issue show that all
// ballots, or all but one, gave it full support or none.
func everybodyAgrees(r *ranking.Result) bool {
	for i := range r.Issues {
		if s := r.Issues[i].Support; betrays(s, s, r.Ballots, r.Ballots) {
			return true
		}
	}
	return false
}

// betrays reports whether support from low to high tells how the ballots of a
// group went: that all of its n ballots, or all but one, agree (told of a support
// between bounds, and of a number of approvals, which is whole); or, in a group
// too small for figures, the exact number of approvals or anything closer than 50
// points. A group that is everybody has its own figures.
func betrays(low, high float64, n, everybody int64) bool {
	const slack = 0.01 // points
	one := 100 / float64(n)
	least, most := math.Ceil((low-slack)/one), math.Floor((high+slack)/one)
	if n > 2 && (low >= 100-one-slack || high <= one+slack || least <= most && (least >= float64(n-1) || most <= 1)) {
		return true
	}
	return n < leastGroup && n < everybody && (high-low < 50 || least == most)
}

// groupShares is each group's share of the weight, from 0 to 1.
func groupShares(r *ranking.Result) []float64 {
	out := make([]float64, len(r.Groups))
	total := 0.0
	for g := range r.Groups {
		out[g] = max(0, r.Groups[g].Weight*float64(r.Groups[g].Ballots))
		total += out[g]
	}
	for g := range out {
		if total > 0 {
			out[g] /= total
		}
	}
	return out
}

// groupMass is [groupShares]. It reports false where the overall support is not
// the mean of the groups' support under these shares: then the audit would not
// speak of what is published.
func groupMass(r *ranking.Result) ([]float64, bool) {
	mass := groupShares(r)
	for i := range r.Issues {
		mean := 0.0
		for g := range r.Groups {
			support, ok := r.Issues[i].GroupSupport[r.Groups[g].Name]
			if !ok || math.IsNaN(support) {
				return nil, false
			}
			mean += mass[g] * support
		}
		if math.Abs(mean-r.Issues[i].Support) > 0.1 {
			return nil, false
		}
	}
	return mass, true
}

// overallRanges is what is told about the overall support of each issue: the
// exact value, to one decimal, or the band narrowed by the published order (an
// issue has no more support than any ranked before it, where the order is that
// of support).
func overallRanges(r *ranking.Result, exact bool) [][2]float64 {
	out := make([][2]float64, len(r.Issues))
	ordered := true
	for i := range r.Issues {
		s := r.Issues[i].Support
		if exact {
			out[i] = [2]float64{math.Round(s*10)/10 - 0.05, math.Round(s*10)/10 + 0.05}
			continue
		}
		b := bandOf(s, r.Ballots)
		out[i] = [2]float64{float64(b.Low), float64(b.High)}
		ordered = ordered && (i == 0 || s <= r.Issues[i-1].Support)
	}
	if !ordered {
		return out
	}
	for i := 1; i < len(out); i++ {
		out[i][1] = min(out[i][1], out[i-1][1])
	}
	for i := len(out) - 2; i >= 0; i-- {
		out[i][0] = max(out[i][0], out[i+1][0])
	}
	return out
}
