package reports

import (
	"math"
	"slices"

	"roundtable/planner/ranking"
)

// supportUnit is how many units make one point of support in the audit.
const supportUnit = 1000

// auditVotes attacks what would be published about the votes, over all issues
// together, and reports whether it may be.
//
// The reader's unknowns are x(g, i), the part of group g in the overall support
// of issue i: the group's support times its share of the weight. Published are
// the sum over groups for each issue (exact, or a band narrowed by the order of
// the issues) and, by group, a band for x(g, i). The reader is also given what
// they may know from elsewhere: each group's sum over all issues, as with
// complete rankings, where it is the same for every group, and how many ballots
// each group cast. That is a table with bounds for cells and sums, so
// [boundedTable] gives exactly what can be concluded about each cell. It may be
// published if for no group and issue it follows that all, or all but one, of
// its ballots gave an issue full support, or none; and if the support in any
// group too small for figures stays open by 50 points or more.
//
// A group whose figures are missing for some issue makes the audit fail: what
// cannot be checked is not published.
func auditVotes(r *ranking.Result, groups []int, byGroup bool) bool {
	if len(r.Issues) == 0 {
		return false
	}
	mass, ok := groupMass(r)
	if !ok {
		return false
	}
	if !byGroup && exactOverall(r) && everybodyAgrees(r) {
		return false
	}
	rows := overallRanges(r, byGroup)
	t := &boundedTable{columns: make([]boundedCell, len(r.Groups))}
	for i := range r.Issues {
		line := make([]boundedCell, len(r.Groups))
		sum := int64(0)
		for g := range r.Groups {
			support, ok := r.Issues[i].GroupSupport[r.Groups[g].Name]
			if !ok || math.IsNaN(support) {
				return false
			}
			low, high := 0.0, 100.0
			if byGroup && slices.Contains(groups, g) {
				b := bandOf(support, r.Groups[g].Ballots)
				low, high = float64(b.Low), float64(b.High)
			}
			line[g] = scaledCell(support, low, high, mass[g])
			sum += line[g].Value
			t.columns[g].Value += line[g].Value
		}
		t.cells = append(t.cells, line)
		row := boundedCell{sum, int64(rows[i][0] * supportUnit), int64(math.Ceil(rows[i][1] * supportUnit))}
		// Rounding of the cells may carry the sum past the published range.
		t.rows = append(t.rows, boundedCell{sum, min(row.Low, sum), max(row.High, sum)})
	}
	for g := range t.columns {
		t.columns[g].Low, t.columns[g].High = t.columns[g].Value, t.columns[g].Value
	}
	return t.keepsVotes(r, mass)
}

// auditBands is the audit of overall bands alone, for rankings whose overall
// support is no plain mean of the groups' (where blanks are left out, each issue
// has other voters): the groups' shares hold nearly, nothing is known about sums
// over issues, and any support may be that of a group.
func auditBands(r *ranking.Result) bool {
	if len(r.Issues) == 0 {
		return false
	}
	rows, shares := overallRanges(r, true), groupShares(r)
	for i := range r.Issues {
		if unanimous(rows[i][0], rows[i][1], r.Ballots) {
			return false
		}
		for g := range r.Groups {
			share, n := shares[g], r.Groups[g].Ballots
			if share == 0 || n == 0 {
				continue
			}
			low := max(0, (rows[i][0]-100*(1-share))/share)
			high := min(100, rows[i][1]/share)
			if n > 1 && unanimous(low, high, n) || n < leastGroup && n < r.Ballots && high-low < 50 {
				return false
			}
		}
	}
	return true
}

// keepsVotes checks every cell.
func (t *boundedTable) keepsVotes(r *ranking.Result, mass []float64) bool {
	for i := range t.cells {
		for g := range t.cells[i] {
			if mass[g] == 0 {
				continue
			}
			l, h := t.bounds(i, g)
			low, high := float64(l)/supportUnit/mass[g], float64(h)/supportUnit/mass[g]
			n := r.Groups[g].Ballots
			if n > 1 && unanimous(low, high, n) {
				return false
			}
			if n < leastGroup && n < r.Ballots && high-low < 50 {
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
		if s := r.Issues[i].Support; unanimous(s, s, r.Ballots) {
			return true
		}
	}
	return false
}

// unanimous reports whether support from low to high means that all of n
// ballots, or all but one, agree.
func unanimous(low, high float64, n int64) bool {
	const slack = 0.01 // points; the audit works in thousandths
	one := 100 / float64(n)
	return low >= 100-one-slack || high <= one+slack
}

// scaledCell is a support and its bounds in the audit's units, weighted.
func scaledCell(support, low, high, mass float64) boundedCell {
	scale := func(x float64) int64 { return int64(math.Round(x * mass * supportUnit)) }
	v := scale(support)
	return boundedCell{v, min(scale(low), v), max(scale(high), v)}
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
			mean += mass[g] * r.Issues[i].GroupSupport[r.Groups[g].Name]
		}
		if math.Abs(mean-r.Issues[i].Support) > 0.1 {
			return nil, false
		}
	}
	return mass, true
}

// overallRanges is what is told about the overall support of each issue: the
// exact value to one decimal, or the band narrowed by the published order (an
// issue has no more support than any ranked before it, where the order is that
// of support).
func overallRanges(r *ranking.Result, byGroup bool) [][2]float64 {
	out := make([][2]float64, len(r.Issues))
	ordered := true
	for i := range r.Issues {
		s := r.Issues[i].Support
		if !byGroup && exactOverall(r) {
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
