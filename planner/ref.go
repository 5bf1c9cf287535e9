package planner

import "strings"

// Ref names a place in the input: a cell, a line or a whole file. The zero Ref
// means "no particular place".
type Ref struct {
	File  string `json:"file,omitempty"`  // file name as the user gave it, without its folder
	Sheet string `json:"sheet,omitempty"` // worksheet name; empty for formats without sheets
	Cell  string `json:"cell,omitempty"`  // "D17", or "line 12" in a text
}

// String formats the place as "file.xlsx People!D17", leaving out what is unknown.
func (r Ref) String() string {
	var b strings.Builder
	b.WriteString(r.File)
	if r.Sheet == "" && r.Cell == "" {
		return b.String()
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	b.WriteString(r.Sheet)
	if r.Cell != "" {
		if r.Sheet != "" {
			b.WriteByte('!')
		}
		b.WriteString(r.Cell)
	}
	return b.String()
}

// IsZero reports whether the Ref names no place.
func (r Ref) IsZero() bool { return r == Ref{} }
