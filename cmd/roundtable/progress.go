package main

import (
	"fmt"
	"os"
	"time"

	"roundtable/cmd/roundtable/internal/term"
	"roundtable/planner/grouping"
)

// progressLine shows how a long search is doing: one line on a terminal, from
// the first second on, rewritten at most five times a second. It never touches
// results; off a terminal it is silent.
type progressLine struct {
	j     *job
	now   func() time.Time
	began time.Time
	last  time.Time
	shown bool
}

func newProgress(j *job) *progressLine {
	return &progressLine{j: j, now: time.Now, began: time.Now()}
}

// show is the callback for [grouping.Options].
func (p *progressLine) show(g grouping.Progress) {
	now := p.now()
	if now.Sub(p.began) < time.Second || now.Sub(p.last) < 200*time.Millisecond {
		return
	}
	p.last, p.shown = now, true
	line := "working groups: " + g.Stage
	if g.HasBest {
		line += fmt.Sprintf(", best %d", g.Best)
	}
	if g.HasBound {
		line += fmt.Sprintf(", no proposal can exceed %d", g.Bound)
	}
	fmt.Fprintf(p.j.io.err, "\r%-76.76s", line)
}

// clear wipes the line.
func (p *progressLine) clear() {
	if p.shown {
		fmt.Fprintf(p.j.io.err, "\r%76s\r", "")
		p.shown = false
	}
}

// callback is nil where progress should not be shown.
func (p *progressLine) callback() func(grouping.Progress) {
	if p.j.quiet || !term.Of(p.j.io.err, os.Getenv).Terminal {
		return nil
	}
	return p.show
}
