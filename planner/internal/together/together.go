// Package together runs functions at the same time and waits for them.
package together

import (
	"fmt"
	"runtime/debug"
	"sync"
)

// Group is like [sync.WaitGroup], but a panic of a function is passed on to who waits:
// there it can be recovered, and told in words.
type Group struct {
	wait   sync.WaitGroup
	once   sync.Once
	reason any // of the first panic, with its trace
}

// Go runs f.
func (g *Group) Go(f func()) {
	g.wait.Go(func() {
		defer func() {
			if r := recover(); r != nil {
				g.once.Do(func() { g.reason = fmt.Sprintf("%v\n%s", r, debug.Stack()) })
			}
		}()
		f()
	})
}

// Wait waits until all are done, and panics where one did.
func (g *Group) Wait() {
	g.wait.Wait()
	if g.reason != nil {
		panic(g.reason)
	}
}
