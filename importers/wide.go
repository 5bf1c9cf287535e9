package importers

import (
	"slices"
	"strings"
	"unicode"

	"roundtable/importers/people"
	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/targets"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// A wide list has no column of names: each row is a session, a delegation or the
// like, and its people stand in columns headed by their roles, "Speaker 1", "Speaker
// 2", "Moderator". What the row says holds for each of them.

// isWide reports such a list.
func (v *sheetView) isWide() bool { return len(v.wideColumns()) > 0 }

func (v *sheetView) wideColumns() []roleColumn {
	if v.Model == nil || v.HasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName) {
		return nil
	}
	var out []roleColumn
	for _, c := range v.Columns {
		role, ok := vocabulary.RoleHeader(c.Header)
		if ok && c.Match.Meaning == vocabulary.Other && !isVote(v, c) && c.Share(mayBeName) >= shareAddressed {
			out = append(out, roleColumn{c, role})
		}
	}
	return out
}

// mayBeName reports a text below a role that may name somebody: a few words, none of
// which is known as something else.
func mayBeName(text string) bool {
	yesNo, _ := vocabulary.YesNo(text)
	_, role := vocabulary.RoleOf(text)
	_, told := targets.ToldBy(text)
	return people.AreNames(text) || yesNo == planner.Unknown && !role && !told && len([]rune(text)) > 1 &&
		len(strings.Fields(text)) < 6 && !strings.ContainsFunc(text, unicode.IsDigit)
}

// leaveEmptySessions takes the rows of a wide list that name nobody out of the
// records: breaks and lunches.
func leaveEmptySessions(r *reading, v *sheetView) {
	columns := v.wideColumns()
	v.Leave(func(row table.Row) sheet.Class {
		if slices.ContainsFunc(columns, func(c roleColumn) bool { return !vocabulary.IsMissing(c.Text(row)) }) {
			return sheet.Body
		}
		r.found.add(planner.Finding{
			Code: CodeRowFooter, Form: "roles", Severity: planner.Note, Where: v.RowRef(row),
		})
		return sheet.Remark
	})
}

// namesBelow are the names in a cell below a role, which may hold several, one a
// line.
func namesBelow(c *sheet.Column, row table.Row) []string {
	text := c.Text(row)
	if vocabulary.IsMissing(text) {
		return nil
	}
	if names, _ := people.Several(c.At(row).Text); len(names) > 0 {
		return names
	}
	return []string{text}
}
