package importers

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/people"
	"roundtable/importers/table"
	"roundtable/importers/targets"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Seat is one line of an earlier plan: who sits where, and whether the seat
// was locked by hand.
type Seat struct {
	Person, Group string
	Locked        bool
	Where         planner.Ref
}

// seatHeaders are the headings a plan's own table has; a plan written by hand
// may use any of them.
var seatHeaders = map[string][]string{
	"person": {"person", "person id", "participant", "participant id", "id", "name"},
	"group":  {"group", "group id", "working group"},
	"locked": {"locked", "lock", "keep"},
	"name":   {"name", "full name"},
}

// ReadSeats reads an earlier plan: the first sheet whose headings name a person
// and a group, as in the assignments of a report or the csv of the group
// command. A cell of the column "locked" that says yes, or holds an X, locks
// the seat; people without a group are passed over. What cannot be understood
// comes back as findings.
//
// Persons come back by their IDs in the roster. A name in the plan counts before
// the ID beside it, which may have been given by the order of another list.
func ReadSeats(
	ctx context.Context, in Input, roster planner.Roster, opts table.Options,
) ([]Seat, []planner.Finding, error) {
	r := &reading{ctx: ctx, opts: Options{Table: opts}}
	book, err := r.openBook(in)
	if err != nil {
		return nil, []planner.Finding{fileFinding(in.file(), err)}, err
	}
	defer book.Close() //nolint:errcheck // opened for reading only
	for _, s := range book.Sheets {
		seats, findings, ok, err := readSeatSheet(ctx, book.Name, s, roster)
		if err != nil {
			return nil, []planner.Finding{fileFinding(book.Name, err)}, err
		}
		if ok {
			if len(seats) == 0 {
				findings = append(findings, planner.Finding{
					Code: CodeNothingRead, Severity: planner.Error, Where: planner.Ref{File: book.Name, Sheet: s.Name},
					Text: "This plan seats nobody: no row names a person and a group.",
					Fix:  "Use a table with the columns person and group, and locked where seats must stay.",
				})
			}
			return seats, findings, nil
		}
	}
	return nil, []planner.Finding{{
		Code: CodeSheetUnknown, Severity: planner.Error, Where: planner.Ref{File: book.Name},
		Text: "No sheet of this file is a plan of working groups.",
		Fix:  "Use a table with the columns person and group, and locked where seats must stay.",
	}}, nil
}

func readSeatSheet(
	ctx context.Context, file string, s *table.Sheet, roster planner.Roster,
) (seats []Seat, findings []planner.Finding, ok bool, err error) {
	var cols map[string]int
	for row, err := range s.Rows(ctx) {
		if err != nil {
			return nil, nil, false, err
		}
		if cols == nil {
			if cols = seatColumns(row); cols == nil && row.Number > seatHeaderSearch {
				return nil, nil, false, nil
			}
			continue
		}
		seat := Seat{
			Person: strings.TrimSpace(row.Cell(cols["person"]).Text),
			Group:  strings.TrimSpace(row.Cell(cols["group"]).Text),
			Where:  planner.Ref{File: file, Sheet: s.Name, Cell: row.Cell(cols["person"]).Ref()},
		}
		if seat.Person == "" || seat.Group == "" {
			continue
		}
		seat.Person = seated(roster, seat.Person, strings.TrimSpace(row.Cell(cols["name"]).Text))
		if lock := row.Cell(cols["locked"]); strings.TrimSpace(lock.Text) != "" {
			var f *planner.Finding
			if seat.Locked, f = readLock(lock, file, s.Name); f != nil {
				findings = append(findings, *f)
			}
		}
		seats = append(seats, seat)
	}
	return seats, findings, cols != nil, nil
}

// seatHeaderSearch is how far down the header of a plan is looked for.
const seatHeaderSearch = 30

// seatColumns finds the columns of a plan in a heading row; nil where the row is
// not one. The first heading of several for the same thing counts.
func seatColumns(row table.Row) map[string]int {
	found := make(map[string]int)
	for what, names := range seatHeaders {
		for _, name := range names {
			for _, c := range row.Cells {
				if found[what] == 0 && vocabulary.Fold(c.Text) == name {
					found[what] = c.Col
				}
			}
		}
	}
	if found["person"] == 0 || found["group"] == 0 {
		return nil
	}
	return found
}

// seated is the ID of the person of a seat: of that ID and name, else the one of that
// name, else of that ID where the plan gives no name. Somebody else's ID comes back as
// the name, which is nobody's ID.
func seated(roster planner.Roster, id, name string) string {
	var called []string
	for i := range roster {
		p := &roster[i]
		same := name == "" || people.Key(p.Name) == people.Key(name)
		switch {
		case vocabulary.Fold(p.ID) == vocabulary.Fold(id) && (same || p.Name == ""):
			return p.ID
		case name != "" && same || name == "" && people.Key(p.Name) == people.Key(id):
			called = append(called, p.ID)
		}
	}
	if len(called) == 1 {
		return called[0]
	}
	return cmp.Or(name, id)
}

func readLock(c table.Cell, file, sheet string) (bool, *planner.Finding) {
	text := strings.TrimSpace(c.Text)
	if strings.EqualFold(text, "x") || text == "✓" || strings.EqualFold(text, "locked") {
		return true, nil
	}
	if a, ok := vocabulary.YesNo(text); ok {
		return a == planner.Yes, nil
	}
	return false, &planner.Finding{
		Code: CodeValueYesNo, Severity: planner.Error, Seen: text,
		Where: planner.Ref{File: file, Sheet: sheet, Cell: c.Ref()},
		Text:  fmt.Sprintf("%q does not say whether the seat is locked.", cmp.Or(text, " ")),
		Fix:   "Write yes or no.",
	}
}

// fillServed counts for everybody on how many of the earlier panels they were, each in a
// file of its own (--served). Its people are the panel of that file as of any other:
// those marked as selected, else the speakers, else everybody. They are known again by
// name, whatever the titles and accents, and without names by ID.
func (r *reading) fillServed() {
	if len(r.opts.Served) == 0 {
		return
	}
	on := make(map[string]int)
	key := func(p *planner.Participant) string {
		if p.Name != "" {
			return "name " + people.Key(p.Name)
		}
		return "id " + vocabulary.Fold(p.ID)
	}
	for _, in := range r.opts.Served {
		opts := Options{Table: r.opts.Table, Map: r.opts.Map, Scheme: r.opts.Scheme, Anonymous: true}
		earlier, _, err := Read(r.ctx, []Input{in}, opts)
		r.meeting.Sources = append(r.meeting.Sources, earlier.Sources...)
		if err != nil {
			minor := func(f planner.Finding) bool { return f.Severity != planner.Error }
			r.found.add(slices.DeleteFunc(earlier.Findings, minor)...)
			continue
		}
		panel, _ := planner.ChoosePanel(earlier.Roster, nil)
		if len(panel.Members) == 0 {
			r.found.add(planner.Finding{
				Code: CodeNothingRead, Severity: planner.Error, Where: planner.Ref{File: in.file()},
				Text: "No people were found in this file, which was named as an earlier panel.",
				Fix:  "A list of people needs a column Name or ID.",
			})
		}
		once := make(map[string]bool)
		for i := range panel.Members {
			if k := key(&panel.Members[i]); !once[k] {
				on[k]++
				once[k] = true
			}
		}
	}
	var who []string
	for i := range r.meeting.Roster {
		p := &r.meeting.Roster[i]
		n := on[key(p)]
		p.Values[targets.Served] = []string{strconv.Itoa(n)}
		if n > 0 {
			who = append(who, p.Label()+" ("+planner.Plural(n, "time", "times")+")")
		}
	}
	r.sayServed(who)
}

// sayServed says who was on an earlier panel, and how a rule can speak of it.
func (r *reading) sayServed(who []string) {
	f := planner.Finding{
		Code: CodeServed, Severity: planner.Note, Where: planner.Ref{File: r.opts.Served[0].file()},
		Text: "Nobody here was on an earlier panel.",
	}
	if len(who) > 0 {
		shown := who[:min(len(who), mostListed)]
		if more := len(who) - len(shown); more > 0 {
			shown = append(slices.Clone(shown), fmt.Sprintf("%d more", more))
		}
		f.Text = count(len(who), "person") + " here served on an earlier panel: " + listed(shown, "and") + "."
	}
	if !r.asking().has(targets.Served) {
		f.Fix = "No rule speaks of it. One would be --target 'served=yes: at most 1'."
	}
	r.found.add(f)
}
