package ranking

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/electorate"
)

// AlikePair is two labels that look like two spellings of one.
type AlikePair struct {
	Dimension planner.Dimension
	A, B      string // A occurs on at least as many ballots
	BallotsA  int64
	BallotsB  int64
	// WhereB is the first ballot that carries the rarer spelling.
	WhereB planner.Ref
	// Why says what makes them alike: "same but for capitals, spaces and signs",
	// "one letter apart".
	Why string
}

// AlikeError reports labels that must be merged or confirmed before ballots
// are weighted by them: a group counted as two would get two votes.
type AlikeError struct{ Pairs []AlikePair }

// Error lists all pairs.
func (e *AlikeError) Error() string {
	var b strings.Builder
	b.WriteString("labels that look alike would be weighted as different ones:")
	for _, p := range e.Pairs {
		fmt.Fprintf(&b, "\n  %s %q (%d ballots) and %q (%d ballots",
			p.Dimension.Label(), p.A, p.BallotsA, p.B, p.BallotsB)
		if !p.WhereB.IsZero() {
			fmt.Fprintf(&b, ", first at %s", p.WhereB)
		}
		fmt.Fprintf(&b, "): %s", p.Why)
	}
	b.WriteString("\nmerge them, or confirm that they are different")
	return b.String()
}

// weighBy reports whether weights may depend on the labels of a dimension; on the
// groups they always may, for they are compared under every mode.
func (o *Options) weighBy(d planner.Dimension) bool {
	switch d {
	case planner.Region:
		return o.Weights == Raked
	case planner.Organisation:
		return o.Weights == ByOrganisation || o.Weights == ByOrganisationTwoStage
	default:
		return true
	}
}

// resolveLabels finds labels that look alike among those the weights depend on. It
// returns the labels in force, what is to be told about them, and an [AlikeError]
// when the run must stop.
func resolveLabels(b *planner.Ballots, o *Options) (*electorate.Labels, []planner.Finding, error) {
	labels := electorate.CollectLabels(b)
	var told []planner.Finding
	var stop AlikeError
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region, planner.Organisation} {
		if o.Alike == KeepAlike || !o.weighBy(d) {
			continue
		}
		pairs := labels.Alike(d)
		if o.Alike == MergeAlike {
			labels.Merge(d, pairs)
			slices.SortFunc(pairs, func(p, q electorate.Pair) int { return cmp.Compare(p.FirstB, q.FirstB) })
		}
		for _, p := range pairs {
			where := b.At(p.FirstB).Where
			pair := AlikePair{d, p.A, p.B, p.BallotsA, p.BallotsB, where, likeness(p.OneLetter)}
			switch {
			case o.Alike == MergeAlike:
				told = append(told, labelMerged(d, p.B, p.Into, where))
			case d == planner.Stakeholder && o.Weights == ByHeads: // groups have no weight to double
				told = append(told, labelsAlike(pair))
			default:
				stop.Pairs = append(stop.Pairs, pair)
			}
		}
	}
	if len(stop.Pairs) > 0 {
		return nil, nil, &stop
	}
	return labels, told, nil
}

func likeness(oneLetter bool) string {
	if oneLetter {
		return "one letter apart"
	}
	return "same but for capitals, spaces and signs"
}
