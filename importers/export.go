package importers

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/table"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// rosterColumns are the columns every exported roster begins with.
var rosterColumns = []string{
	"id", "name", "role", "selected", "locked", "min_memberships", "max_memberships",
	"chair_ok", "prefs", "seated_in", "kept_out_of",
}

// WriteRosterCSV writes a roster as a table of people that [Read] reads back to
// the same participants (places aside): UTF-8 with a byte order mark, which
// spreadsheet programs need, commas, and one column for each dimension in
// alphabetical order. Dimensions that the vocabulary does not know must be named
// again with Options.Dimensions when reading.
//
// A cell that a spreadsheet program would run as a formula (it begins with
// = + - @, a tab or a carriage return) gets an apostrophe in front; reading such
// a file with [Read] takes it away again.
func WriteRosterCSV(w io.Writer, m *planner.Meeting) error {
	dims := rosterDimensions(m.Roster)
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	head := slices.Clone(rosterColumns)
	for _, d := range dims {
		head = append(head, exportHeader(d))
	}
	if err := writeSafe(out, head); err != nil {
		return err
	}
	for i := range m.Roster {
		p := &m.Roster[i]
		row := []string{
			p.ID, p.Name, joinRoles(p.Roles), yesOrBlank(p.Selected), yesOrBlank(p.Locked), "", "",
			answerWord(p.ChairOK), strings.Join(p.Choices, ";"), strings.Join(p.SeatedIn, ";"), strings.Join(p.KeptOutOf, ";"),
		}
		if !p.Memberships.IsZero() {
			row[5], row[6] = strconv.Itoa(p.Memberships.Min), strconv.Itoa(p.Memberships.Max)
		}
		for _, d := range dims {
			row = append(row, strings.Join(p.Values[d], ";"))
		}
		if err := writeSafe(out, row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
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

func joinRoles(roles []planner.Role) string {
	words := make([]string, len(roles))
	for i, r := range roles {
		words[i] = string(r)
	}
	return strings.Join(words, ";")
}

func yesOrBlank(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

func answerWord(a planner.Answer) string {
	switch a {
	case planner.Yes:
		return "yes"
	case planner.No:
		return "no"
	}
	return ""
}

func writeSafe(w *csv.Writer, row []string) error {
	for i, s := range row {
		row[i] = table.SafeCell(s)
	}
	if err := w.Write(row); err != nil {
		return fmt.Errorf("roster as csv: %w", err)
	}
	return nil
}
