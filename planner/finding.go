package planner

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
	// Seen is the text found there.
	Seen string
	// Args are the numbers and names a sentence about the finding needs, by name;
	// n is the count that decides between singular and plural.
	Args map[string]any
	// Text says what is wrong and Fix what would be right. Text reads on its own,
	// without Where. The planner gives a code and Args, and the catalogue of
	// messages says it; importers bring their own words.
	Text, Fix string
}
