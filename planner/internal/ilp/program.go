// Package ilp solves small integer programs exactly: some thousands of columns,
// some hundreds of rows, all numbers integers, all variables bounded.
//
// A [Program] is solved by a depth-first branch and bound ([Search]). Every node
// first narrows the variables by single rows (domain.go), then solves the linear
// relaxation (simplex.go). Floating point only guides the search: every bound
// that prunes is computed again in integers (proof.go), so that an [Answer] that
// says "proved" is proved. [Program.Optima] counts and lists all solutions of
// least cost.
//
// The order of the search depends on the program alone, and its limits are
// counted, not timed, so that every machine gives the same answer.
package ilp

import (
	"math"
	"slices"
)

// Program is an integer program: choose whole numbers x_j within the bounds of every column so
// that the sum of coefficients times x of every row lies within its bounds and
// the sum of costs times x is least.
type Program struct {
	Cols []Column
	Rows []Bounds
}

// Column is one variable: its bounds, its cost, its non-zero coefficients.
type Column struct {
	Bounds
	Cost int64
	At   []Entry
}

// Entry is the coefficient of a column in a row.
type Entry struct {
	Row  int
	Coef int64
}

// Bounds is the least and the greatest value of a column or sum of a row.
type Bounds struct{ Lo, Hi int64 }

// Unbounded stands for "no limit" in a row; small enough to add without overflow.
const Unbounded = int64(1) << 40

// Hold reports whether the sum is within the bounds.
func (b Bounds) Hold(sum int64) bool { return b.Lo <= sum && sum <= b.Hi }

// AddRow adds a row without coefficients and returns its index.
func (p *Program) AddRow(lo, hi int64) int {
	p.Rows = append(p.Rows, Bounds{lo, hi})
	return len(p.Rows) - 1
}

// AddColumn adds a column from 0 to upper and returns its index.
func (p *Program) AddColumn(cost, upper int64, at ...Entry) int {
	p.Cols = append(p.Cols, Column{Bounds{0, upper}, cost, at})
	return len(p.Cols) - 1
}

// AddEntry adds a coefficient to a column. Clones of the program do not see it.
func (p *Program) AddEntry(col, row int, coef int64) {
	p.Cols[col].At = append(slices.Clip(p.Cols[col].At), Entry{row, coef})
}

// ClearCosts makes every solution cost nothing.
func (p *Program) ClearCosts() {
	for j := range p.Cols {
		p.Cols[j].Cost = 0
	}
}

// Clone copies rows and columns so that bounds, costs, further rows and columns
// can be changed; the coefficient lists are shared, see [Program.AddEntry].
func (p *Program) Clone() *Program {
	return &Program{slices.Clone(p.Cols), slices.Clone(p.Rows)}
}

// Sums are the sums of the rows at x.
func (p *Program) Sums(x []int64) []int64 {
	sum := make([]int64, len(p.Rows))
	for j := range p.Cols {
		for _, e := range p.Cols[j].At {
			sum[e.Row] += e.Coef * x[j]
		}
	}
	return sum
}

// Value is the cost of x.
func (p *Program) Value(x []int64) int64 {
	v := int64(0)
	for j := range p.Cols {
		v += p.Cols[j].Cost * x[j]
	}
	return v
}

// feasible checks x against every row and bound.
func (p *Program) feasible(x []int64) bool {
	for j := range p.Cols {
		if !p.Cols[j].Hold(x[j]) {
			return false
		}
	}
	return p.Hold(p.Sums(x))
}

// Hold reports whether these sums of the rows are within their bounds.
func (p *Program) Hold(sums []int64) bool {
	for i, sum := range sums {
		if !p.Rows[i].Hold(sum) {
			return false
		}
	}
	return true
}

// Answer is what a search found out about a program.
type Answer struct {
	// X is the best solution found, nil if none; Value its cost.
	X     []int64
	Value int64
	// Proved says that the search was finished: X is optimal, or nil because
	// there is no solution (or none below the cutoff).
	Proved bool
}

// Found reports whether there is a solution.
func (a *Answer) Found() bool { return a.X != nil }

// NoCutoff is a cutoff above every cost.
const NoCutoff = math.MaxInt64 / 4
