package importers

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"roundtable/importers/people"
	"roundtable/importers/table"
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
