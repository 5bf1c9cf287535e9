package tally

import (
	"slices"

	"roundtable/planner"
)

// Known returns the person's known values in d, without blanks and repeats.
func Known(p *planner.Participant, d planner.Dimension) []string {
	all := p.Values[d]
	if len(all) == 1 && all[0] != "" {
		return all
	}
	var out []string
	for _, v := range all {
		if v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// AnyKnown reports whether anybody has a known value in d.
func AnyKnown(people planner.Roster, d planner.Dimension) bool {
	return slices.ContainsFunc(people, func(p planner.Participant) bool { return len(Known(&p, d)) > 0 })
}

// Dimensions lists the dimensions the targets speak of, in order of first
// appearance.
func Dimensions(targets ...planner.Target) []planner.Dimension {
	var out []planner.Dimension
	for i := range targets {
		for _, d := range targets[i].Dimensions() {
			if !slices.Contains(out, d) {
				out = append(out, d)
			}
		}
	}
	return out
}

// AllValues reports whether the target speaks of all values of its dimension,
// whichever there are.
func AllValues(t *planner.Target) bool {
	return t.Kind == planner.Distinct || t.Kind == planner.NotAllSame || t.Kind == planner.Each && len(t.Cells) == 0
}

// Informs reports whether a target is only there to be shown: it has no bound
// and asks for nothing.
func Informs(t *planner.Target) bool {
	switch t.Kind {
	case planner.NotAllSame:
		return false
	case planner.Flag:
		return t.Tier == planner.Nice
	default:
		return !t.Bounded()
	}
}

// WantsNo reports whether a flag asks that nobody says yes.
func WantsNo(t *planner.Target) bool { return t.Value == "no" }

// NoLimit stands for an upper bound that is not there.
const NoLimit = -1

// UpTo is the number of the limit, or [NoLimit].
func UpTo(l planner.Limit) int {
	if l.Given {
		return l.N
	}
	return NoLimit
}

// BoundsOfValues are the least and greatest number of different values that a
// target of kind Distinct or NotAllSame allows.
func BoundsOfValues(t *planner.Target) (lo, hi int) {
	if t.Kind == planner.NotAllSame {
		return 2, NoLimit
	}
	return t.Need(0), UpTo(t.Max)
}
