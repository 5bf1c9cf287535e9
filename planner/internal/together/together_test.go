package together

import (
	"strings"
	"sync/atomic"
	"testing"
)

func TestGroup(t *testing.T) {
	var g Group
	var n atomic.Int32
	for range 10 {
		g.Go(func() { n.Add(1) })
	}
	g.Wait()
	if n.Load() != 10 {
		t.Errorf("%d were run", n.Load())
	}
}

// A panic comes to who waits, with the place where it was, after all others are done.
func TestGroupPanics(t *testing.T) {
	var g Group
	var n atomic.Int32
	for i := range 10 {
		g.Go(func() {
			if i == 3 {
				panic("boom")
			}
			n.Add(1)
		})
	}
	defer func() {
		said, _ := recover().(string)
		if !strings.HasPrefix(said, "boom\n") || !strings.Contains(said, "together_test.go") || n.Load() != 9 {
			t.Errorf("%d were run; %s", n.Load(), said)
		}
	}()
	g.Wait()
	t.Error("no panic")
}
