package talk

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"time"

	"roundtable/cmd/roundtable/internal/term"
	"roundtable/planner/grouping"
)

// Progress shows how a long search is doing: one line on a terminal, from
// the first second on, rewritten at most five times a second: the time, the best
// proposal and the bound. Both only get better on it: of side questions, such as the
// steps of the fairness ladder, it tells the stage alone. It never touches results; off
// a terminal it is silent.
type Progress struct {
	o     *Output
	now   func() time.Time
	began time.Time
	last  time.Time
	shown bool
	best  grouping.Progress // the best value and bound so far
}

const (
	progressAfter = time.Second            // shorter searches need no comfort
	progressEvery = 200 * time.Millisecond // what an eye can follow
)

func NewProgress(o *Output) *Progress {
	return &Progress{o: o, now: time.Now, began: time.Now()}
}

// Callback is nil where progress should not be shown.
func (p *Progress) Callback() func(grouping.Progress) {
	if p.o.Quiet || !term.Of(p.o.Err, os.Getenv).Terminal {
		return nil
	}
	return p.show
}

// stageWords say what a search is at.
var stageWords = map[string]string{
	"flow": "placing everybody", "search": "looking for better proposals", "bound": "proving how good it is",
	"ladder": "the fairness ladder", "explain": "explanations",
}

func (p *Progress) show(g grouping.Progress) {
	if g.Stage != "ladder" && g.Stage != "explain" {
		if g.HasBest && (!p.best.HasBest || g.Best > p.best.Best) {
			p.best.Best, p.best.HasBest = g.Best, true
		}
		if g.HasBound && (!p.best.HasBound || g.Bound < p.best.Bound) {
			p.best.Bound, p.best.HasBound = g.Bound, true
		}
	}
	now := p.now()
	if now.Sub(p.began) < progressAfter || now.Sub(p.last) < progressEvery {
		return
	}
	p.last, p.shown = now, true
	line := fmt.Sprintf("working groups, %d s", int(now.Sub(p.began).Seconds()))
	if p.best.HasBest {
		line += fmt.Sprintf(": %d points", p.best.Best)
	}
	if p.best.HasBound {
		line += fmt.Sprintf(", at most %d possible", p.best.Bound)
	}
	fmt.Fprintf(p.screen(), "\r%-76.76s", line+"; "+cmp.Or(stageWords[g.Stage], g.Stage))
}

// Clear wipes the line.
func (p *Progress) Clear() {
	if p.shown {
		fmt.Fprintf(p.screen(), "\r%76s\r", "")
		p.shown = false
	}
}

// screen takes a carriage return.
func (p *Progress) screen() io.Writer {
	if s, ok := p.o.Err.(*term.Safe); ok {
		return s.Raw()
	}
	return p.o.Err
}
