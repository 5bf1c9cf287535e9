package term

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"
)

// Safe passes text on to where somebody may see it, in a form that drives no terminal and
// reads in no other order than it has. What does so stands there as an escape such as
// \u001b, which JSON reads as the character itself; marks of direction that only guide the
// eye are left out. File names, settings and the messages of libraries all go through it.
type Safe struct {
	to   io.Writer
	raw  bool
	err  error  // the first of writing
	rest []byte // the beginning of a character
}

// NewSafe returns a writer of safe text.
func NewSafe(to io.Writer) *Safe { return &Safe{to: to} }

// PassData lets everything through that is not for a screen: a result in a form for
// programs that goes to a file or a pipe.
func (s *Safe) PassData() { s.raw = !Of(s, func(string) string { return "" }).Terminal }

// Err is why something was not passed on, nil where everything was.
func (s *Safe) Err() error { return s.err }

// Raw is the stream itself, for a line that is rewritten.
func (s *Safe) Raw() io.Writer { return s.to }

// Fd is that of the stream, or none.
func (s *Safe) Fd() uintptr {
	if f, ok := s.to.(interface{ Fd() uintptr }); ok {
		return f.Fd()
	}
	return ^uintptr(0)
}

// drives reports controls, but for the ends of lines and tabs, and what turns the direction
// of all that follows.
func drives(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r >= '\u202a' && r <= '\u202e'
}

// Write writes all of p, but keeps the beginning of a character that it ends with for the
// next time.
func (s *Safe) Write(p []byte) (int, error) {
	if s.raw {
		n, err := s.to.Write(p)
		s.err = cmp.Or(s.err, err)
		return n, err
	}
	var out bytes.Buffer
	text := append(s.rest, p...)
	for len(text) > 0 && utf8.FullRune(text) {
		r, n := utf8.DecodeRune(text)
		text = text[n:]
		switch {
		case drives(r):
			fmt.Fprintf(&out, `\u%04x`, r)
		case !unicode.Is(unicode.Bidi_Control, r):
			out.WriteRune(r) // a byte that is none becomes the sign for that
		}
	}
	s.rest = bytes.Clone(text)
	if _, err := s.to.Write(out.Bytes()); err != nil {
		s.err = cmp.Or(s.err, err)
		return 0, err
	}
	return len(p), nil
}
