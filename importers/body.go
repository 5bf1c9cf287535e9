package importers

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// setBody leaves out of the body what is no record: copies of the header,
// example rows of the template, totals, and remarks below the table. Each is
// said. The columns are counted again afterwards.
func (v *sheetView) setBody(r *reading) {
	if len(v.rows) == 0 {
		return
	}
	body := make([]table.Row, 0, len(v.body))
	typical := typicalCells(v.body)
	var head table.Row
	if len(v.header) > 0 {
		head = v.header[len(v.header)-1]
	}
	for i, row := range v.body {
		where := v.ref(table.Cell{Row: row.Number, Col: firstFilled(row)})
		switch {
		case len(v.header) > 0 && sameTexts(head, row):
			r.found.add(planner.Finding{
				Code: CodeHeaderRepeated, Severity: planner.Note, Where: where,
				Text: "The header row is repeated here; the copy was left out.",
			})
		case isExample(row):
			r.found.add(planner.Finding{
				Code: CodeRowExample, Severity: planner.Note, Where: where,
				Text: "Example rows of the template were left out.",
			})
		case isTotal(row, i, len(v.body), typical), v.isRemark(row, i, typical):
			first := clean(row.Cell(firstFilled(row)))
			r.found.add(planner.Finding{
				Code: CodeRowFooter, Severity: planner.Note, Where: where, Seen: first,
				Text: "The row " + quote(first) + " is no record but a total or a remark; it was left out.",
			})
		default:
			body = append(body, row)
		}
	}
	v.body = body
	for _, c := range v.columns {
		c.count(body)
	}
	v.noteHeader(r)
	if len(body) == 0 {
		r.found.add(planner.Finding{
			Code: CodeSheetEmpty, Severity: planner.Warning, Where: v.sheetRef(),
			Text: "There is a header but no row below it.",
		})
	}
}

// noteHeader says where the header is when that is not the first row.
func (v *sheetView) noteHeader(r *reading) {
	f := planner.Finding{Code: CodeHeaderRow, Severity: planner.Note, Where: v.sheetRef()}
	switch {
	case len(v.header) == 0:
		f.Code, f.Severity = CodeHeaderMissing, planner.Warning
		f.Text = "There is no header row; columns were told by their values: " + v.meanings() + "."
		f.Fix = "Put a row of column names above the data, or name columns by letter: --map 'Name=A'."
	case len(v.header) > 1:
		f.Text = fmt.Sprintf("The header covers rows %d to %d.", v.header[0].Number, v.header[len(v.header)-1].Number)
	case v.header[0].Number > 1 && v.rows[0].Number < v.header[0].Number:
		f.Text = fmt.Sprintf("The header is in row %d; what stands above it was left out.", v.header[0].Number)
	default:
		return
	}
	r.found.add(f)
}

// meanings lists which column was taken as what.
func (v *sheetView) meanings() string {
	var parts []string
	for _, c := range v.columns {
		if c.match.Meaning != vocabulary.Other && !c.unused {
			parts = append(parts, table.ColumnName(c.col)+" as "+string(c.match.Meaning))
		}
	}
	if len(parts) == 0 {
		return "none could be told"
	}
	return strings.Join(parts, ", ")
}

// sameTexts reports whether two rows hold the same texts in the same columns.
func sameTexts(a, b table.Row) bool {
	if cells(a) != cells(b) || cells(a) < 2 {
		return false
	}
	return !slices.ContainsFunc(a.Cells, func(c table.Cell) bool {
		return vocabulary.Compact(c.Text) != vocabulary.Compact(b.Cell(c.Col).Text)
	})
}

// isExample recognises the rows that the template workbook shows as examples:
// their first cell says "example", perhaps with a number or a colon.
func isExample(row table.Row) bool {
	for _, c := range row.Cells {
		if c.Text != "" {
			return isExampleText(c.Text)
		}
	}
	return false
}

func isExampleText(s string) bool {
	rest, ok := vocabulary.ExampleRow.Begins(strings.TrimLeft(s, " \t("))
	return ok && (strings.HasPrefix(rest, ":") || strings.Trim(rest, " -_.#)0123456789") == "")
}

// withoutExamples leaves the example rows of the template out of a stream.
func withoutExamples[R any](
	rows func(context.Context) iter.Seq2[R, error], isExample func(R) bool,
) func(context.Context) iter.Seq2[R, error] {
	return func(ctx context.Context) iter.Seq2[R, error] {
		return func(yield func(R, error) bool) {
			for row, err := range rows(ctx) {
				if (err != nil || !isExample(row)) && !yield(row, err) {
					return
				}
			}
		}
	}
}

// isRawExample is [isExample] for rows of bytes.
func isRawExample(row table.RawRow) bool {
	for _, f := range row.Fields {
		if len(f) > 0 {
			return isExampleText(string(f))
		}
	}
	return false
}

// isTotal recognises a row whose first text says that it sums up the others.
func isTotal(row table.Row, i, n, typical int) bool {
	if i == 0 && n > 1 || typical < 2 {
		return false
	}
	words := strings.Fields(vocabulary.Fold(clean(row.Cell(firstFilled(row)))))
	if len(words) == 0 || len(words) > 4 || cells(row) > typical {
		return false
	}
	if !vocabulary.TotalRow.Is(strings.Trim(words[0], ":.=")) && !vocabulary.TotalRow.Is(strings.Join(words, " ")) {
		return false
	}
	for _, c := range row.Cells { // beside the word only numbers
		if c.Col != firstFilled(row) && clean(c) != "" && !isData(c) && !strings.HasSuffix(clean(c), "%") {
			return false
		}
	}
	return true
}

// isRemark recognises a single cell below or between fuller rows that reads
// like a remark: by its first word, or because it is the last and long.
func (v *sheetView) isRemark(row table.Row, i, typical int) bool {
	if typical < 3 || cells(row) != 1 {
		return false
	}
	text := clean(row.Cell(firstFilled(row)))
	if _, ok := vocabulary.RemarkRow.Begins(text); ok {
		return true
	}
	return i >= len(v.body)-3 && len([]rune(text)) > 60
}

// noteColumns tells what the user should know about the columns of a table of
// people or lists: taken by content, near misses, duplicates, no header.
func (r *reading) noteColumns(v *sheetView) {
	votes := make(map[int]bool)
	if v.kind.hasVotes() {
		votes = v.voteColumns()
	}
	for _, c := range v.columns {
		where := v.columnRef(c)
		switch {
		case c.how == "content" && len(v.header) > 0:
			r.found.add(planner.Finding{
				Code: CodeColumnByContent, Severity: planner.Note, Where: where, Seen: c.header,
				Text: sentence(c.label() + " was taken as " + string(c.match.Meaning) +
					" because of its values, such as " + listed(c.examples(2), "and")),
				Fix: "If that is wrong, say what the column means with --map.",
			})
		case c.unused && c.given > 0:
			used := v.column(c.match.Meaning)
			r.found.add(planner.Finding{
				Code: CodeColumnTwice, Severity: planner.Note, Where: where, Seen: c.header,
				Text: sentence(c.label() + " also means " + string(c.match.Meaning) + "; " + used.label() +
					" was used"),
				Fix: "Choose with --map '" + string(c.match.Meaning) + "=" + c.header + "'.",
			})
		case c.header == "" && c.given > 0 && c.match.Meaning == vocabulary.Other && len(v.header) > 0:
			r.found.add(planner.Finding{
				Code: CodeColumnUnnamed, Severity: planner.Note, Where: where,
				Text: fmt.Sprintf("Column %s has no header; its %s were left out.", table.ColumnName(c.col),
					count(c.given, "cell")),
			})
		case c.match.Meaning == vocabulary.Other && c.header != "" && !votes[c.col]:
			if m, alias, ok := vocabulary.NearHeader(c.header, v.headers()...); ok && !v.has(m.Meaning) &&
				m.Meaning != vocabulary.Choice {
				r.found.add(planner.Finding{
					Code: CodeColumnNear, Severity: planner.Warning, Where: where, Seen: c.header,
					Text: sentence(c.label() + " resembles " + quote(alias) + " (" + string(m.Meaning) +
						") but was not taken as it"),
					Fix: "If that is meant, say --map '" + string(m.Meaning) + "=" + c.header + "'.",
				})
			}
		}
	}
}

// headers are the headers of all columns.
func (v *sheetView) headers() []string {
	list := make([]string, len(v.columns))
	for i, c := range v.columns {
		list[i] = c.header
	}
	return list
}

// examples are the most frequent values of a column, ties by alphabet.
func (c *column) examples(n int) []string {
	var list []string
	for text := range c.values {
		if !vocabulary.IsMissing(text) {
			list = append(list, text)
		}
	}
	slices.SortFunc(list, func(a, b string) int {
		if d := c.values[b] - c.values[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return list[:min(n, len(list))]
}
