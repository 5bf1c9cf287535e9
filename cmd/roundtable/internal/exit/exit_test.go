package exit

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// TestStopped pins that a run stopped after it showed a plan says so and ends
// with the code of an interrupt.
func TestStopped(t *testing.T) {
	var b bytes.Buffer
	Report(&b, ErrStopped)
	if got := b.String(); Code(ErrStopped) != CodeInterrupted || !strings.Contains(got, "best found so far") {
		t.Errorf("exit %d, %q", Code(ErrStopped), got)
	}
	b.Reset()
	Report(&b, context.Canceled)
	if Code(context.Canceled) != CodeInterrupted || !strings.Contains(b.String(), "nothing was written") {
		t.Errorf("exit %d, %q", Code(context.Canceled), b.String())
	}
}
