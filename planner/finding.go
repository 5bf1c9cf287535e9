package planner

import "strings"

// Severity orders findings. The zero Severity is Note.
type Severity uint8

// The severities.
const (
	Note    Severity = iota // said for the record
	Warning                 // the result may not be what the user expects
	Error                   // the input cannot be used as it is
)

// String returns the word used in reports and JSON.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	default:
		return "note"
	}
}

// MarshalText implements [encoding.TextMarshaler].
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Finding is something noticed in the input or in a result.
type Finding struct {
	// Code is stable and documented: "value-unknown", "row-duplicate".
	Code     string
	Severity Severity
	// Where is the first place, Also the further places of the same kind.
	Where Ref
	Also  []Ref
	// Seen is the text found there; Text says what is wrong and Fix what would
	// be right. Text reads on its own, without Where.
	Seen, Text, Fix string
}

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
