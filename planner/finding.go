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
	Code string
	// Form tells apart the sentences of one code; the message is then that of "CODE.FORM".
	Form     string
	Severity Severity
	// Where is the first place, Also the further places of the same kind. Places is how many
	// there are in all where Also lists the first of them alone, else 0.
	Where  Ref
	Also   []Ref
	Places int
	// Seen is the text found there.
	Seen string
	// Args are the numbers and names a sentence about the finding needs, by name;
	// n is the count that decides between singular and plural.
	Args map[string]any
	// Text says what is wrong and Fix what would be right. Text reads on its own,
	// without Where. A finding without them gives a code and Args, and the catalogue
	// of messages says it.
	Text, Fix string
	// Asks marks an [Error] that is a question: the input can be read in more than
	// one way, and Fix names the option that answers.
	Asks bool
}

// Facts of findings that a sentence shows in a way of their own.
type (
	// Quoted are texts of the input, all of which are meant, each in quotation marks.
	Quoted []string
	// QuotedOr are such texts, one of which is meant.
	QuotedOr []string
	// ValuesOr are values that were recognised, one of which is meant.
	ValuesOr []string
	// ValuesOf are values of a dimension, all of which are meant.
	ValuesOf struct {
		Dimension Dimension
		Texts     []string
	}
	// OneOf are texts as they are, one of which is meant.
	OneOf []string
	// QuotedSome are such texts, the first Shown of which are listed and the others counted,
	// unless nobody counted them: then Open says that there are others.
	QuotedSome struct {
		Texts []string
		Shown int
		Open  bool
	}
	// Tallies are such texts, each with its number, listed as QuotedSome are.
	Tallies struct {
		Texts  []string
		Number map[string]int
		Shown  int
	}
	// Separate are texts as they are, parted by semicolons, listed as QuotedSome are.
	Separate QuotedSome
	// Told is something that has words of its own in each language: the message
	// "told.CODE". Several of them are parted by semicolons.
	Told struct {
		Code string
		Args map[string]any
	}
	// CountOf are so many of a kind, by the code of its name: "confirmed", "invited".
	CountOf struct {
		Kind string
		N    int
	}
	// ColumnName is a column by its header, which may be blank, and its letter.
	ColumnName struct{ Header, Letter string }
	// ValueName is a value that was recognised, which has a name in each language.
	ValueName string
	// CountryName is a country by the name that readers bring it to, which has a name in each
	// language.
	CountryName string
	// MeaningName is what a column means, which has a name in each language: "stakeholder".
	MeaningName string
)

// InputError says that a question could not be set up from the input, with
// everything that was noticed. One of the findings at least is an [Error].
type InputError struct {
	// Of is what could not be set up, in the plural: "working groups".
	Of       string
	Findings []Finding
}

// Error names the findings that are errors by their codes. Their words are the
// catalogue's.
func (e *InputError) Error() string {
	var codes []string
	for _, f := range e.Findings {
		if f.Severity == Error {
			codes = append(codes, f.Code)
		}
	}
	return "the " + e.Of + " cannot be set up: " + strings.Join(codes, ", ")
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
