package xlsx

import (
	"fmt"
	"strconv"

	"roundtable/reports"
)

// checks makes the sheet of live counts: for every long list its number of
// rows, and for every column that sorts it into a few kinds the number of each,
// as the report has them and as a formula counts them now. After moving a
// person by hand the reader sees at once what changed. The formulas use only
// functions that Excel 2010 and LibreOffice share, compare whole cells (no
// wildcards), and are stored with their results, so that previews show them.
// There is no such sheet where there is nothing to count.
func (b *workbook) checks() {
	if len(b.long) == 0 {
		return
	}
	t := reports.Table{ID: "checks"}
	for i, title := range []string{"sheet", "column", "value", "reported", "counted", "same"} {
		c := reports.Column{Title: b.say(title)}
		if i == 3 || i == 4 {
			c.Align = reports.Right
		}
		t.Columns = append(t.Columns, c)
	}
	sh := b.tableSheet(b.say("checks"), b.say("checks-about"), t)
	sh.widths = []float64{22, 22, 34, 14, 14, 12}
	b.notes.Add(reports.Str(sh.name), reports.Value{}, reports.Str(b.say("counted-lead")))
	for i := range b.long {
		b.checkList(sh, &b.long[i])
	}
	sh.filter.bottom = len(sh.rows)
}

func (b *workbook) checkList(sh *sheet, l *longTable) {
	const first = 2
	last := len(l.table.Rows) + 1
	column := func(c int) string {
		return sheetRef(l.sheet.name, absolute(c, first)+":"+absolute(c, last))
	}
	sh.check(l.sheet.name, "", b.say("row-count"), len(l.table.Rows), func(int) string {
		return fmt.Sprintf("SUMPRODUCT(--(LEN(%s)>0))", column(1))
	})
	for c := 1; c < len(l.table.Columns); c++ {
		for _, k := range kinds(b.d.Language, l.table, c) {
			sh.check(l.sheet.name, l.table.Columns[c].Title, k.text, k.count, func(row int) string {
				return fmt.Sprintf("SUMPRODUCT(--(%s=%s))", column(c+1), absolute(3, row))
			})
		}
	}
}

// check adds a line with the count of the report and the formula that counts
// it now, which is given its own row.
func (sh *sheet) check(list, column, value string, count int, formula func(row int) string) {
	row := len(sh.rows) + 1
	n, text := strconv.Itoa(row), look{kind: lookText}
	number := look{kind: lookNumber, align: reports.Right}
	sh.rows = append(sh.rows, sheetRow{cells: []sheetCell{
		{look: text, text: list},
		{look: text, text: reports.Plain(column)},
		{look: text, text: value},
		{look: number, number: float64(count), isNum: true},
		{look: number, number: float64(count), isNum: true, formula: formula(row)},
		{
			look:    text,
			text:    "OK",
			formula: "IF(D" + n + "=E" + n + `,"OK","` + sh.language.Write("sheet.differs", nil) + `")`,
		},
	}})
}

// mostKindText is the length of text beyond which a column holds remarks.
const mostKindText = 60

type kind struct {
	text  string
	count int
}

// kinds lists the values of a column that sorts the rows into 2 to 30 kinds of
// two rows or more on average, in the order met; none for other columns, such as
// remarks.
func kinds(l reports.Language, t *reports.Table, column int) []kind {
	var out []kind
	at := map[string]int{}
	filled := 0
	for _, row := range t.Rows {
		if column >= len(row) {
			continue
		}
		v := row[column]
		text := valueCell(l, v, t.Columns[column], reports.Left, false).text
		if v.IsNum || text == "" {
			if v.IsNum {
				return nil
			}
			continue
		}
		filled++
		// Programs compare text without regard to case.
		key := foldKey(text)
		if i, ok := at[key]; ok {
			out[i].count++
			continue
		}
		if lenUTF16(text) > mostKindText {
			return nil
		}
		at[key] = len(out)
		out = append(out, kind{text, 1})
	}
	if len(out) < 2 || len(out) > 30 || 2*len(out) > filled {
		return nil
	}
	return out
}
