package ranking

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/places"
)

// Line says what may be taken up at all: what beats "none of these", or what enough
// ballots are for.
type Line struct {
	// Issue stands for "none of these"; empty where only a quorum was asked for.
	Issue string `json:"issue,omitempty"`
	// Quorum is how many ballots have to be for an issue, 0 for none.
	Quorum int64 `json:"quorum,omitempty"`
	// Below are the issues that may not be taken, in input order.
	Below []BelowLine `json:"below"`
}

// BelowLine is an issue that may not be taken, and why.
type BelowLine struct {
	Issue string `json:"issue"`
	// For is the weight that places the issue above "none of these", Against the weight
	// that places it below; nil without such an issue. It has to be more for it than
	// against it.
	For     *planner.Exact `json:"for,omitempty"`
	Against *planner.Exact `json:"against,omitempty"`
	// Ballots is how many place it above, or approve it where there is no such issue.
	Ballots int64 `json:"ballots"`
	// Short says which of the two it misses: "line", "quorum".
	Short []string `json:"short"`
}

// findIssue is the position of the issue with an ID or name, -1 where there is none.
func findIssue(issues []planner.Issue, name string) int {
	at := slices.IndexFunc(issues, func(x planner.Issue) bool { return x.ID == name })
	if at < 0 {
		at = slices.IndexFunc(issues, func(x planner.Issue) bool { return strings.EqualFold(x.Name, name) })
	}
	return at
}

// checkLine complains about a line that is no issue, and about a cap by what no issue says.
func (o *Options) checkLine(issues []planner.Issue) error {
	if o.NoneOf != "" && findIssue(issues, o.NoneOf) < 0 {
		return fmt.Errorf("%w: %q is to mean “none of these”, but no issue on the ballots is called so",
			ErrOptions, o.NoneOf)
	}
	if o.CapBy != "" && !slices.ContainsFunc(issues, func(x planner.Issue) bool { return x.Values[o.CapBy] != "" }) {
		return fmt.Errorf("%w: no issue says its %s, so none can be capped; give the table of issues a column of "+
			"this name", ErrOptions, o.CapBy.Label())
	}
	if o.CapBy != "" && o.Cap.Rat().Sign() <= 0 {
		return fmt.Errorf("%w: a cap of %s leaves no place to anybody", ErrOptions, o.Cap)
	}
	return nil
}

// bound settles what may be taken, and says what may not.
func (r *run) bound() {
	o := r.opts
	if o.CapBy != "" {
		r.bounds.Value, r.bounds.Most = valuesOf(r.issues, o.CapBy), o.capOf(o.AgendaK)
	}
	if o.NoneOf == "" && !o.Quorum.Given() {
		return
	}
	none := -1
	if o.NoneOf != "" {
		none = findIssue(r.issues, o.NoneOf)
	}
	r.line = &Line{Below: []BelowLine{}, Quorum: quorumOf(o.Quorum, r.chosen.N)}
	r.bounds.Barred = make([]bool, len(r.ids))
	if none >= 0 {
		r.line.Issue = r.ids[none]
		r.bounds.Barred[none] = true
	}
	for a := range r.ids {
		if a == none {
			continue
		}
		below := r.belowLine(a, none)
		if r.bounds.Barred[a] = len(below.Short) > 0; r.bounds.Barred[a] {
			r.line.Below = append(r.line.Below, below)
		}
	}
}

// belowLine says by what an issue misses the line, none being the issue that stands for
// it, and the quorum. Ballots are those of the pairs and approvals by heads.
func (r *run) belowLine(a, none int) BelowLine {
	out := BelowLine{Issue: r.ids[a], Short: []string{}}
	if none >= 0 {
		f, g := weightOver(r.chosen, a, none), weightOver(r.chosen, none, a)
		out.For, out.Against = &f, &g
		out.Ballots = r.chosen.Above(a, none)
		if r.chosen.Beats(a, none) <= 0 {
			out.Short = append(out.Short, "line")
		}
	} else {
		for _, t := range r.chosen.Tally {
			out.Ballots += t.Approve[a]
		}
	}
	if out.Ballots < r.line.Quorum {
		out.Short = append(out.Short, "quorum")
	}
	return out
}

// quorumOf is a number of ballots: a whole number as it is, a share of n rounded up.
func quorumOf(q planner.Ratio, n int64) int64 {
	switch {
	case !q.Given():
		return 0
	case q.Num >= q.Den:
		return q.Num / q.Den
	}
	return int64(q.CeilOf(int(n)))
}

// capOf is how many of k places one value may have: a whole number as it is, of a share
// what it gives rounded down, but always one.
func (o *Options) capOf(k int) int {
	if o.Cap.Num >= o.Cap.Den {
		return int(new(big.Int).Quo(big.NewInt(o.Cap.Num), big.NewInt(o.Cap.Den)).Int64())
	}
	return max(o.Cap.FloorOf(k), 1)
}

// valuesOf numbers the values of an attribute of the issues, -1 where there is none.
func valuesOf(issues []planner.Issue, d planner.Dimension) []int {
	numbers := make(map[string]int)
	out := make([]int, len(issues))
	for a, x := range issues {
		v := strings.ToLower(strings.Join(strings.Fields(x.Values[d]), " "))
		n, ok := numbers[v]
		if !ok {
			n = len(numbers)
			numbers[v] = n
		}
		if out[a] = n; v == "" {
			out[a] = -1
		}
	}
	return out
}

// capFacts says how the cap was kept, and of which issues that may be taken it says nothing.
func (n *naming) capFacts(by planner.Dimension, b places.Bounds) *Cap {
	if b.Value == nil {
		return nil
	}
	out := &Cap{By: string(by), Most: b.Most, Unknown: []string{}}
	for a, v := range b.Value {
		if v < 0 && (b.Barred == nil || !b.Barred[a]) {
			out.Unknown = append(out.Unknown, n.ids[a])
		}
	}
	return out
}
