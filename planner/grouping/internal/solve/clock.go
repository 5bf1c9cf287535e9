package solve

import "context"

// Clock ends work after whole rounds: it is asked before each, and a limit in time
// only decides how many there are. The same number of rounds does the same work on
// every machine, so a plan that was cut short can be made again.
type Clock struct {
	ctx  context.Context
	most int // rounds, 0 for no limit, below it for none
	done int
	over bool
	// Endless tells to go on searching, when the usual work is done, until the time or
	// the rounds are used up.
	Endless bool
}

// NewClock makes the clock of a run with the deadline of ctx, and of at most so many
// rounds: 0 is for no limit, a negative number for no round at all.
func NewClock(ctx context.Context, rounds int) *Clock {
	_, limited := ctx.Deadline()
	return &Clock{ctx: ctx, most: rounds, Endless: limited || rounds != 0}
}

// Over reports whether the work ends here; if not, a round begins. It is asked by one
// goroutine, in an order that depends on the work alone.
func (c *Clock) Over() bool {
	c.over = c.over || c.most != 0 && c.done >= c.most || c.ctx.Err() != nil
	if !c.over {
		c.done++
	}
	return c.over
}

// Cut reports whether the work was ended.
func (c *Clock) Cut() bool { return c.over }

// Rounds is how many rounds were begun.
func (c *Clock) Rounds() int { return c.done }
