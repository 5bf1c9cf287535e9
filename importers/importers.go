// Package importers turns files into a [planner.Meeting] and findings with cell
// references. It knows formats and vocabulary; it decides nothing.
//
// # The way of a file
//
//	Input ─► table.Book ─► sheetView (header rows, columns and their meanings)
//	                          │ kind by columns
//	      roster · issues · groups · targets · pairs · settings · countries · votes
//	                          │
//	           assembly: one roster, one issue list, ballots, targets aligned
//	                          ▼
//	             planner.Meeting  +  Inspection (how everything was understood)
//
// Texts that are no tables take another way: IGF workshop proposals and pasted
// speaker lines (package proposal), settings in YAML (settings.go), and election
// formats (package elections).
//
// # Rules that hold everywhere
//
//   - Nothing is dropped or guessed in silence. Whatever is left out, merged,
//     assumed or not understood is a [planner.Finding] with the cells concerned;
//     the codes are in codes.go.
//   - A blank is unknown. A word that only resembles a known one is unknown too,
//     with a suggestion; nothing is corrected without being told.
//   - Contact data (e-mail, telephone, address) serve to join files and stay in
//     this package; the e-mail address goes along for the list of whom to invite.
//   - The order of rows changes no count.
package importers

import (
	"cmp"
	"context"
	"errors"
	"io"
	"path/filepath"
	"time"

	"roundtable/importers/sheet"

	"roundtable/importers/ballots"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Input is one file to read: a Path, or a Reader with the Name to use in
// messages (standard input).
type Input struct {
	Path   string
	Name   string
	Reader io.Reader
	// Pool marks a file of people who could join; nothing else is read from it.
	Pool bool
	// Targets marks a file of targets; nothing in it is read as people or votes.
	Targets bool
}

// file is the name used in findings: without its folder.
func (in Input) file() string {
	if in.Name != "" {
		return in.Name
	}
	return filepath.Base(in.Path)
}

// Mapping is one --map: the column headed From (or the column letter From)
// means To. Where To is not a meaning but a value, and From a value, it maps the
// value instead: "Academia" to "Technical Community".
type Mapping struct{ To, From string }

// Options says how to read; the zero Options decides everything by content.
type Options struct {
	// Map is what the user said of columns and values (--map).
	Map []Mapping
	// Sheets limits reading to the sheets of these names (--sheet).
	Sheets []string
	// Dimensions are headers of further columns that become dimensions
	// (--dimension). Columns named by a target become dimensions anyway.
	Dimensions []string
	// Round names the round that counts, of a vote in several (--round): before,
	// after, a number, or the name of the file, sheet or round.
	Round string
	// Targets are further targets for the panel, one a line (--target).
	Targets []string
	// Served are the lists of earlier panels (--served).
	Served []Input
	// Asked are dimensions that rules ask for: a column for one is read, and nothing
	// is said where there is none.
	Asked []string
	// Seating is what people are to be seated at (--groups, --mix), as far as it is known: more
	// than is planned for is refused before the people are read.
	Seating Seating
	// Date is the day of the meeting, from which years of birth become ages; the
	// zero Date leaves them as they are.
	Date time.Time
	// NoDay is what was given as the date where it is no day, from which no age follows.
	NoDay string
	// Anonymous says that ballots and people are not to be joined (--anonymous).
	Anonymous bool
	// Status says which standings count (--status): confirmed, invited, …; empty
	// means all who may come. The waitlisted are then who could step in.
	Status []vocabulary.Standing
	// Scheme says how countries become regions; empty means the United Nations
	// regional groups.
	Scheme vocabulary.Scheme
	// Table holds limits and the encoding.
	Table table.Options
	// Votes says how votes are read (--shape, --votes, --scale, …).
	Votes ballots.Options
	// Settings are YAML settings files (--settings).
	Settings []Input
	// KnownSettings are the keys a settings file or sheet may hold; empty means
	// that keys are not checked.
	KnownSettings []string
	// ListSettings are those of them whose values add up: what a file gives several times
	// stands in lines of the one setting.
	ListSettings []string
	// Say gives the words of a finding for the inspection; nil leaves findings without
	// words of their own unsaid there.
	Say func(f *planner.Finding) (text, fix string)
}

// ErrUnreadable is wrapped by the error of [Read] when a file could not be read
// at all. The findings say the same with their places.
var ErrUnreadable = errors.New("input could not be read")

// Read reads all inputs into one meeting. The findings are complete whatever
// happens; the error is not nil only when a file could not be read at all, when
// the context ends, or when an option makes no sense. The meeting and the
// inspection are then still what could be read.
func Read(ctx context.Context, inputs []Input, opts Options) (*planner.Meeting, *Inspection, error) {
	r := newReading(ctx, opts)
	r.readMappings()
	defer r.close()
	var failed []error
	for _, in := range inputs {
		if err := ctx.Err(); err != nil {
			return r.meeting, r.inspect(), err
		}
		if err := r.open(in); err != nil {
			failed = append(failed, err)
		}
	}
	if err := ctx.Err(); err != nil {
		return r.meeting, r.inspect(), err
	}
	for _, in := range opts.Settings {
		if err := r.readSettingsFile(in); err != nil {
			failed = append(failed, err)
		}
	}
	if err := r.assemble(); err != nil {
		failed = append(failed, err)
	}
	r.meeting.Findings = r.found.sorted()
	return r.meeting, r.inspect(), errors.Join(failed...)
}

// reading is the state of one [Read].
type reading struct {
	ctx     context.Context
	opts    Options
	found   *findings
	meeting *planner.Meeting

	columnMap columnMap
	valueMap  map[string]string // folded value → canonical value
	letters   genderLetters
	books     []*table.Book
	files     files
	people    *persons
	joins     []Join
	proposed  [][]record        // people of proposals, before they are joined with the others
	regions   map[string]string // ISO code → region, from a sheet of countries
	elections []*ballots.Votes  // of texts in an election format
	rounds    []string          // of a vote held more than once

	lists
	voterText map[int]string // ballots of people without a name: the voter as written
}

func newReading(ctx context.Context, opts Options) *reading {
	opts.Scheme = cmp.Or(opts.Scheme, vocabulary.UNGroups)
	r := &reading{
		ctx: ctx, opts: opts, found: &findings{}, meeting: &planner.Meeting{}, voterText: map[int]string{},
		letters: genderLetters{},
	}
	r.lists = newLists(r.found, r.meeting)
	return r
}

// columnMap holds each [Mapping] of a column.
type columnMap []struct {
	meaning vocabulary.Match
	from    string
	used    bool
}

// of is the meaning that --map gives a column.
func (c columnMap) of(header, letter string) (vocabulary.Match, bool) {
	for i := range c {
		m := &c[i]
		if header != "" && vocabulary.Compact(m.from) == vocabulary.Compact(header) || m.from == letter {
			m.used = true
			return m.meaning, true
		}
	}
	return vocabulary.Match{}, false
}

// files are those read, in the order given.
type files []*fileView

// fileView is one file and how its sheets were understood.
type fileView struct {
	name     string
	format   string
	encoding string
	kind     sheet.Kind // of a text; sheets have their own
	sheets   []*sheetView
	refused  string
	pool     bool // of people who could join
	targets  bool // of targets
}

// readMappings sorts the user's mappings into columns and values.
func (r *reading) readMappings() {
	r.valueMap = make(map[string]string)
	for _, m := range r.opts.Map {
		if meaning, ok := vocabulary.ParseMeaning(m.To); ok {
			r.columnMap = append(r.columnMap, columnMap{{meaning: meaning, from: m.From}}...)
			continue
		}
		if _, ok := canonical(m.From); ok {
			m.To, m.From = m.From, m.To // 'Academia=Technical Community'
		}
		if value, ok := canonical(m.To); ok {
			r.valueMap[vocabulary.Compact(m.From)] = value
			continue
		}
		r.found.add(planner.Finding{
			Code: CodeMapUnknown, Severity: planner.Error, Seen: m.To + "=" + m.From,
			Args: facts{"map": clip(m.To + "=" + m.From), "meaning": clip(m.To)},
		})
	}
}

// canonical returns the field's own term for a group, a way to attend, a country or a gender.
func canonical(s string) (string, bool) {
	for _, d := range []planner.Dimension{
		planner.Stakeholder, planner.Region, planner.Attendance, planner.Gender, planner.Country,
	} {
		if m := vocabulary.Value(d, s); m.OK() && (d != planner.Gender || len([]rune(s)) > 1) {
			return m.Value, true
		}
	}
	return "", false
}

// open reads one input: as a proposal, an election or settings where its text
// says so, else sheet by sheet.
func (r *reading) open(in Input) error {
	book, err := in.open(r.opts.Table)
	f := &fileView{name: in.file(), pool: in.Pool, targets: in.Targets}
	r.files = append(r.files, f)
	if err != nil {
		f.refused = err.Error()
		r.found.add(fileFinding(in.file(), err))
		return unreadable{err}
	}
	r.books = append(r.books, book)
	f.name, f.format, f.encoding = book.Name, book.Format.String(), book.Encoding
	if src, err := book.Source(); err == nil {
		r.meeting.Sources = append(r.meeting.Sources, src)
	}
	r.found.add(book.Findings...)
	if !in.Targets && readText(r, f, book) {
		return nil
	}
	for _, s := range book.Sheets {
		v, err := r.view(f, book, s)
		f.sheets = append(f.sheets, v)
		if err != nil {
			f.refused = err.Error()
			r.found.add(fileFinding(book.Name, err))
			return unreadable{err}
		}
	}
	return nil
}

func (in Input) open(opts table.Options) (*table.Book, error) {
	if in.Reader != nil {
		return table.OpenReader(in.file(), in.Reader, opts)
	}
	return table.OpenFileAs(in.file(), in.Path, opts)
}

func (r *reading) close() {
	for _, b := range r.books {
		b.Close() //nolint:errcheck // files were opened for reading only
	}
}

// unreadable marks an error that stops a file from being read.
type unreadable struct{ err error }

func (u unreadable) Error() string   { return u.err.Error() }
func (u unreadable) Unwrap() []error { return []error{ErrUnreadable, u.err} }

// fileFinding turns an error on opening or streaming a file into a finding.
func fileFinding(file string, err error) planner.Finding {
	f := planner.Finding{
		Code: CodeFileUnreadable, Severity: planner.Error, Where: planner.Ref{File: file},
		Text: err.Error() + ".",
	}
	var fe *table.FormatError
	var le *table.LimitError
	switch {
	case errors.As(err, &fe):
		f.Where = planner.Ref{File: cmp.Or(fe.File, file), Cell: fe.Where}
		f.Text, f.Fix = sentence(fe.What), sentence(fe.Do)
	case errors.As(err, &le):
		f.Code = CodeLimit
		f.Where = planner.Ref{File: cmp.Or(le.File, file), Cell: le.Where}
		f.Text, f.Fix = sentence(le.Problem()), sentence(le.Remedy())
	}
	return f
}
