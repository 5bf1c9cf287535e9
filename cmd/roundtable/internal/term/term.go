// Package term knows the user's screen: whether a stream is a terminal, and how
// wide text is laid out for it. Nothing is coloured. The layout itself is in
// package text.
package term

import (
	"io"
	"strconv"
	"strings"

	"golang.org/x/term"
)

// Bounds of the width text is laid out for. Wider screens are not filled,
// because long lines are hard to read; on ones narrower than the least, lines
// break.
const (
	defaultWidth = 80
	mostWidth    = 100
	leastWidth   = 30
)

// Screen is what one stream can show.
type Screen struct {
	// Terminal reports whether somebody is looking: false for files and pipes.
	Terminal bool
	// Width is the number of columns to lay text out for.
	Width int
}

// Of looks at a stream; getenv is os.Getenv, or a test's own. The width is the
// terminal's; for anything else COLUMNS where that is a number above 0, else 80;
// always within leastWidth and mostWidth.
func Of(w io.Writer, getenv func(string) string) Screen {
	s := Screen{Width: defaultWidth}
	if n, err := strconv.Atoi(strings.TrimSpace(getenv("COLUMNS"))); err == nil && n > 0 {
		s.Width = n
	}
	if f, ok := w.(interface{ Fd() uintptr }); ok && term.IsTerminal(int(f.Fd())) {
		s.Terminal = true
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 0 {
			s.Width = columns
		}
	}
	s.Width = min(max(s.Width, leastWidth), mostWidth)
	return s
}

// Shorten cuts a long heading for the screen; json has it whole.
func Shorten(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n-1]) + "…"
}
