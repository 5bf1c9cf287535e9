package brief

import (
	"slices"

	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// Verdicts counts how rules stand. MustMissed and mustUnsure are of those that must hold; the
// others are wishes.
type Verdicts struct{ Met, Missed, Unsure, MustMissed, mustUnsure int }

// Count counts one in by the weight of the rule; a state that is no verdict is left out.
func (c *Verdicts) Count(state reports.State, tier string) {
	must := 0
	if tier == planner.Must.String() {
		must = 1
	}
	switch state {
	case reports.OK:
		c.Met++
	case reports.Miss:
		c.Missed, c.MustMissed = c.Missed+1, c.MustMissed+must
	case reports.Unsure:
		c.Unsure, c.mustUnsure = c.Unsure+1, c.mustUnsure+must
	}
}

// Judged is how many there are.
func (c *Verdicts) Judged() int { return c.Met + c.Missed + c.Unsure }

// State is the worst of them: a wish that is missed is a warning.
func (c *Verdicts) State() reports.State {
	switch {
	case c.MustMissed > 0:
		return reports.Miss
	case c.Missed > 0:
		return reports.Warn
	case c.Unsure > 0:
		return reports.Unsure
	default:
		return reports.OK
	}
}

// FirstOpen are the first of the rules that are not met, and how many more there are.
func (w Words) FirstOpen(open []reports.Verdict) []reports.Verdict {
	more := len(open) - MostMissed
	said := Info(If(more > 0, w.Say("first.more", messages.Args{"n": more})))
	return append(slices.Clip(open[:min(len(open), MostMissed)]), Lines(said)...)
}

// Left says what is not met: "1 rule that must hold is missed, 2 wishes cannot be told yet".
func (c *Verdicts) Left(w Words) string {
	return w.Comma(Those(
		If(c.MustMissed > 0, w.Say("left.must-missed", messages.Args{"n": c.MustMissed})),
		If(c.Missed > c.MustMissed, w.Say("left.wish-missed", messages.Args{"n": c.Missed - c.MustMissed})),
		If(c.mustUnsure > 0, w.Say("left.must-open", messages.Args{"n": c.mustUnsure})),
		If(c.Unsure > c.mustUnsure, w.Say("left.wish-open", messages.Args{"n": c.Unsure - c.mustUnsure})),
	))
}
