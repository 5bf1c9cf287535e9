// Package term knows what the user's screen can show: whether a stream is a
// terminal, how wide it is, and whether colour is wanted. Layout itself is in
// roundtable/reports/texttab; meaning never depends on colour.
package term

import (
	"io"
	"strconv"
	"strings"

	"golang.org/x/term"
)

// Bounds of the width text is laid out for. Wider screens are not filled,
// because long lines are hard to read; narrower ones get DefaultWidth's layout
// only down to LeastWidth.
const (
	DefaultWidth = 80
	MostWidth    = 100
	LeastWidth   = 30
)

// Screen is what one stream can show.
type Screen struct {
	// Terminal reports whether somebody is looking: false for files and pipes.
	Terminal bool
	// Width is the number of columns to lay text out for.
	Width int
	// Colour reports whether colour may be used.
	Colour bool
}

// Of looks at a stream. Getenv is os.Getenv, or a test's own. The rules:
//
//   - Width is the terminal's; for anything else COLUMNS where that is a number,
//     else 80; always within LeastWidth and MostWidth.
//   - Colour needs a terminal, no NO_COLOR (https://no-color.org: any value but
//     the empty one switches colour off) and a TERM other than "dumb".
func Of(w io.Writer, getenv func(string) string) Screen {
	s := Screen{Width: DefaultWidth}
	if n, err := strconv.Atoi(strings.TrimSpace(getenv("COLUMNS"))); err == nil && n > 0 {
		s.Width = n
	}
	if f, ok := w.(interface{ Fd() uintptr }); ok && term.IsTerminal(int(f.Fd())) {
		s.Terminal = true
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 0 {
			s.Width = columns
		}
	}
	s.Width = min(max(s.Width, LeastWidth), MostWidth)
	s.Colour = s.Terminal && getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"
	return s
}
