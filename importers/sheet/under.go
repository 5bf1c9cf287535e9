package sheet

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// A list may have no column of names but a column for each value, "Government" beside "Civil
// Society", with the people of that value below it, or a row for each with them beside it. It is
// read where that is certain: every heading is another value of one dimension, and every cell
// below names another person.

// byValue returns such rows brought to one row a person, below a header of their own, and what
// is said of it; no facts for any other table.
func byValue(rows []table.Row) ([]table.Row, facts) {
	first := slices.IndexFunc(rows, func(row table.Row) bool { return Filled(row) > 1 })
	if first < 0 {
		return nil, nil
	}
	ways := [][]table.Row{rows[first:]}
	if len(rows) <= maxQuestions {
		ways = append(ways, transpose(rows[first:]))
	}
	for _, way := range ways {
		for _, d := range boxed {
			if values, ok := headedByValues(way[0], d); ok && namesBelow(way[0], way[1:]) {
				head := way[0].Cell(FirstFilled(way[0]))
				return append(slices.Clone(rows[:first]), perName(way, rows[first].Number, d)...), facts{
					"values": planner.QuotedSome{Texts: values, Shown: 8}, "means": planner.MeaningName(d),
					"cells": head.Ref() + ":" + way[0].Cell(len(way[0].Cells)).Ref(),
				}
			}
		}
	}
	return nil, nil
}

// headedByValues are the texts of a row, if they are different values of a dimension.
func headedByValues(row table.Row, d planner.Dimension) (values []string, ok bool) {
	seen := make(map[string]bool)
	for _, c := range row.Cells {
		text := Text(c)
		if text == "" {
			continue
		}
		key := cmp.Or(vocabulary.Value(d, text).Value, text)
		if !isValue(d, text) || seen[key] {
			return nil, false
		}
		seen[key] = true
		values = append(values, text)
	}
	return values, len(values) > 1
}

// namesBelow reports whether all cells of some rows stand below a heading, and each names
// somebody else.
func namesBelow(head table.Row, rows []table.Row) bool {
	seen := make(map[string]bool)
	for _, row := range rows {
		for i, c := range row.Cells {
			text := Text(c)
			if text == "" {
				continue
			}
			name, _, _ := behindName(text)
			if Text(head.Cell(i+1)) == "" || seen[text] || !isAnyName(name) {
				return false
			}
			seen[text] = true
		}
	}
	return len(seen) > 1
}

// longestUnspaced is the number of letters of the longest name in a script without spaces
// that is taken for one: 王伟, 诸葛孔明.
const longestUnspaced = 4

// isUnspacedName reports a short name in a script that puts no spaces between words.
func isUnspacedName(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) {
			return false
		}
		n++
	}
	return n > 1 && n <= longestUnspaced && !isKnownValue(s)
}

// perName has a row for each name below the values that stand in the first row, numbered from the
// number of the header on.
func perName(rows []table.Row, number int, d planner.Dimension) []table.Row {
	head := rows[0]
	word := func(text string) table.Cell {
		c := head.Cell(FirstFilled(head))
		c.Kind, c.Text = table.Text, text
		return c
	}
	out := []table.Row{{Number: number, Width: 2, Cells: []table.Cell{word("Name"), word(d.Label())}}}
	for _, row := range rows[1:] {
		for i, c := range row.Cells {
			if Text(c) != "" {
				out = append(out, table.Row{
					Number: number + len(out), Width: 2, Cells: []table.Cell{c, head.Cell(i + 1)},
				})
			}
		}
	}
	return out
}

// What stands behind a name in one cell: "Ana Lima (Government)", "Ana – Gouvernement",
// "Bo Chen <bo@example.org>", "Caro Diaz (tbc)", "Dan Okoro?".

// behindName parts a cell into a name and the known value that stands behind it, with the
// meaning of a column of such values; value is "" where there is none.
func behindName(text string) (name, value string, meaning vocabulary.Meaning) {
	for _, pair := range []string{"()", "[]", "<>", "（）", "【】"} {
		marks := []rune(pair)
		head, tail, ok := strings.Cut(text, string(marks[0]))
		inside, closed := strings.CutSuffix(tail, string(marks[1]))
		if ok && closed && strings.TrimSpace(head) != "" {
			return inBrackets(text, strings.TrimSpace(head), strings.TrimSpace(inside))
		}
	}
	if head, ok := strings.CutSuffix(text, "?"); ok && head != "" {
		return strings.TrimSpace(head), "?", vocabulary.Status
	}
	return behindSign(text)
}

// inBrackets is [behindName] of a text that ends in brackets.
func inBrackets(text, head, inside string) (name, value string, meaning vocabulary.Meaning) {
	m, known := valueMeaning(inside)
	switch {
	case vocabulary.IsAddress(inside):
		return head, inside, vocabulary.Email
	case known && !isRefusal(inside):
		return head, inside, m
	case !known && isShortName(inside) && strings.ToUpper(head) != head:
		return head, inside, vocabulary.Organisation
	}
	return text, "", ""
}

// shortName matches what organisations are called for short: "ISOC", "CGI.br", "APrIGF".
var shortName = regexp.MustCompile(`^[\p{L}\d&.-]{3,12}$`)

// isShortName reports the short name of an organisation: at least half of its letters are capitals,
// but for an ending such as ".br". Countries and degrees have such names too.
func isShortName(text string) bool {
	first, _, _ := strings.Cut(text, ".")
	capitals, letters := 0, 0
	for _, r := range first {
		if unicode.IsUpper(r) {
			capitals++
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return capitals > 1 && 2*capitals >= letters && shortName.MatchString(text) && strings.Trim(text, "IVX") != "" &&
		!isNobody(text) && !isCountry(text) && !vocabulary.BehindName.Is(text)
}

// Signs between a name and what stands behind it.
var behindSigns = []string{" - ", " – ", " — ", ", ", " / ", " | ", ": "}

// behindSign is [behindName] of a text that ends behind a sign.
func behindSign(text string) (name, value string, meaning vocabulary.Meaning) {
	for _, sign := range behindSigns {
		i := strings.LastIndex(text, sign)
		if i <= 0 {
			continue
		}
		head, tail := strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+len(sign):])
		m, _ := valueMeaning(tail)
		place := m == vocabulary.Region || m == vocabulary.CountryName // "Blum, Chad" may be called so
		if m == vocabulary.Stakeholder || place && isAnyName(head) {
			return head, tail, m
		}
	}
	return text, "", ""
}

// isRefusal reports a word that says that somebody does not come, or only stands by: it leaves
// nobody out, but is told of.
func isRefusal(text string) bool {
	s, ok := vocabulary.StatusOf(text)
	return ok && (s == vocabulary.Declined || s == vocabulary.Waitlisted)
}

// behindMeaning is what may stand behind names, and the share of the names behind which it must
// stand: a status or an address is said of a few, a group of most or by chance.
type behindMeaning struct {
	vocabulary.Meaning
	share float64
}

var behind = []behindMeaning{
	{vocabulary.Stakeholder, 0.5},
	{vocabulary.Region, 0.5},
	{vocabulary.CountryName, 0.5},
	{vocabulary.Status, 0},
	{vocabulary.Attendance, 0},
	{vocabulary.Email, 0},
	{vocabulary.Organisation, 0},
}

// valuesBehindNames gives what stands behind the names of people or voters a column of its own,
// where no column says it. Of voters above a vote only their groups are asked for.
func valuesBehindNames(m *Model) {
	c := cmp.Or(m.Column(vocabulary.Name), m.Column(vocabulary.Voter))
	if c == nil || !m.Complete {
		return
	}
	for i := range behind {
		b := &behind[i]
		if m.Has(b.Meaning) && b.Meaning != vocabulary.Organisation || m.turned && b.Meaning != vocabulary.Stakeholder {
			continue
		}
		found := b.in(m.Body, c)
		if n := len(found); n > 1 && float64(n) >= b.share*float64(c.Given) || n > 0 && b.share == 0 {
			partNames(m, c, b.Meaning, found)
		}
	}
}

// in is what stands behind the names of a column, by the number of the row. Who votes may be
// called by the group alone.
func (b *behindMeaning) in(body []table.Row, c *Column) map[int]string {
	found := make(map[int]string)
	for _, row := range body {
		text := c.Text(row)
		name, value, is := behindName(text)
		if c.Is(vocabulary.Voter) && value == "" && isStakeholder(text) {
			name, value, is = text, text, vocabulary.Stakeholder
		}
		if value != "" && is == b.Meaning && (b.share > 0 || is == vocabulary.Email || isAnyName(name)) {
			found[row.Number] = value
		}
	}
	return found
}

// partNames takes what stands behind the names of some rows out of a column, into one of its own.
func partNames(m *Model, c *Column, meaning vocabulary.Meaning, found map[int]string) {
	for i := range m.Body {
		row := &m.Body[i]
		if name, value, _ := behindName(c.Text(*row)); found[row.Number] == value && value != "" {
			row.Cells = slices.Clone(row.Cells)
			row.Cells[c.Col-1].Text = name
		}
	}
	c.count(m.Body)
	column := sectionColumn(BehindNames, meaning, c.head)
	column.How = ByContent
	m.addColumn(column, func(row table.Row) (table.Cell, bool) {
		cell := c.At(row)
		cell.Text = found[row.Number]
		return cell, cell.Text != ""
	})
}

// BehindNames is the header of a column of what stands behind names.
const BehindNames = "behind the names"

// isAnyName reports a text that is surely a name of somebody.
func isAnyName(s string) bool { return isFullName(s) || isUnspacedName(s) }

// GroupsAbove is the row above the header if it names the stakeholder groups of the columns below
// it, each up to the next, with the word for them in its first cell.
func GroupsAbove(m *Model) (table.Row, bool) {
	if m.first == 0 || m.rows[m.first-1].Number+1 != m.Header[0].Number {
		return table.Row{}, false
	}
	above := m.rows[m.first-1]
	if _, ok := vocabulary.Header(firstText(above)); FirstFilled(above) == 1 && !ok || Filled(above) < 2 {
		return table.Row{}, false
	}
	row := table.Row{Number: above.Number, Cells: []table.Cell{
		{Text: string(vocabulary.Stakeholder), Kind: table.Text, Row: above.Number, Col: 1},
	}}
	for col := 2; col <= width(m.Header); col++ {
		cell := above.Cell(col)
		if Text(cell) == "" {
			cell = row.Cells[col-2]
			cell.Col = col
		}
		if row.Cells = append(row.Cells, cell); !isStakeholder(Text(cell)) {
			return table.Row{}, false
		}
	}
	return row, true
}
