package planner

// Meeting is everything that was read from the input files.
type Meeting struct {
	Title string
	// Format is the session's format in the source's words ("Round Table -
	// Circle"), Minutes its length; both empty when not given.
	Format  string
	Minutes int

	Roster  Roster
	Issues  []Issue
	Ballots *Ballots
	Groups  []GroupSpec
	Targets []Target
	Pairs   []Pair
	// Settings are the key/value pairs of a settings sheet or file.
	Settings []Setting
	// Sources are the files read, in the order given.
	Sources []Source
	// Findings is everything noticed while reading, errors first.
	Findings []Finding
}

// HasErrors reports whether any finding is an [Error].
func (m *Meeting) HasErrors() bool {
	for i := range m.Findings {
		if m.Findings[i].Severity == Error {
			return true
		}
	}
	return false
}

// Setting is one key and value as read, before any package has parsed it.
type Setting struct {
	Key, Value string
	Where      Ref
}

// Source is one input file, for the provenance block of the reports.
type Source struct {
	File   string // name without its folder
	Bytes  int64
	SHA256 string // lower-case hexadecimal
}
