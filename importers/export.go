package importers

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/sheet"
	"roundtable/importers/table"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// rosterColumn is a column of an exported roster.
type rosterColumn struct {
	head string
	text func(*planner.Participant) string
}

// rosterColumns are the columns every exported roster begins with.
var rosterColumns = []rosterColumn{
	{"id", func(p *planner.Participant) string { return p.ID }},
	{"name", func(p *planner.Participant) string { return p.Name }},
	{"role", func(p *planner.Participant) string { return written(p.Roles) }},
	{"selected", func(p *planner.Participant) string { return yesOrBlank(p.Selected) }},
	{"locked", func(p *planner.Participant) string { return yesOrBlank(p.Locked) }},
	{"min_memberships", func(p *planner.Participant) string { return memberships(p, p.Memberships.Min) }},
	{"max_memberships", func(p *planner.Participant) string { return memberships(p, p.Memberships.Max) }},
	{"chair_ok", func(p *planner.Participant) string { return answerWords[p.ChairOK] }},
	{"prefs", func(p *planner.Participant) string { return written(p.Choices) }},
	{"seated_in", func(p *planner.Participant) string { return written(p.SeatedIn) }},
	{"kept_out_of", func(p *planner.Participant) string { return written(p.KeptOutOf) }},
}

// WriteRosterCSV writes a roster as a table of people that [Read] reads back to
// the same participants (places aside): UTF-8 with a byte order mark, which
// spreadsheet programs need, commas, and one column for each dimension in
// alphabetical order. Dimensions that the vocabulary does not know must be named
// again with Options.Dimensions when reading.
//
// A cell that a spreadsheet program would run as a formula gets an apostrophe in front
// ([table.SafeCell]), and so does one that would stand for the cell above ([sheet.Kept]); reading such a
// file with [Read] takes it away again.
func WriteRosterCSV(w io.Writer, m *planner.Meeting) error {
	columns := slices.Clone(rosterColumns)
	for _, d := range rosterDimensions(m.Roster) {
		values := func(p *planner.Participant) string { return written(p.Values[d]) }
		columns = append(columns, rosterColumn{exportHeader(d), values})
	}
	rows := make([][]string, len(m.Roster)+1)
	for _, c := range columns {
		rows[0] = append(rows[0], table.SafeCell(c.head))
		for i := range m.Roster {
			rows[i+1] = append(rows[i+1], sheet.Kept(c.text(&m.Roster[i])))
		}
	}
	_, err := io.WriteString(w, "\ufeff")
	if err == nil {
		err = csv.NewWriter(w).WriteAll(rows)
	}
	if err != nil {
		return fmt.Errorf("roster as csv: %w", err)
	}
	return nil
}

// rosterDimensions are the dimensions anybody has a value in, alphabetically.
func rosterDimensions(roster planner.Roster) []planner.Dimension {
	var dims []planner.Dimension
	for i := range roster {
		for d, vs := range roster[i].Values {
			if len(vs) > 0 && !slices.Contains(dims, d) {
				dims = append(dims, d)
			}
		}
	}
	slices.Sort(dims)
	return dims
}

// exportHeader is the header under which a dimension is read back.
func exportHeader(d planner.Dimension) string {
	if d == planner.Language {
		return string(vocabulary.Language)
	}
	return string(d)
}

// written is a list as a cell holds it.
func written[T ~string](list []T) string {
	return strings.Join(viewsOf(list, func(x *T) string { return string(*x) }), ";")
}

// memberships is one end of how many groups a person is in, blank where neither is
// said.
func memberships(p *planner.Participant, n int) string {
	if p.Memberships.IsZero() {
		return ""
	}
	return strconv.Itoa(n)
}

func yesOrBlank(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

var answerWords = map[planner.Answer]string{planner.Yes: "yes", planner.No: "no"}
