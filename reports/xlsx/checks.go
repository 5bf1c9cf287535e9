package xlsx

import (
	"fmt"

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
	var long []*sheet
	for _, sh := range b.sheets {
		if sh.long {
			long = append(long, sh)
		}
	}
	if len(long) == 0 {
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
	sh := b.tableSheet("", b.say("checks"), b.say("checks-about"), t)
	b.notes.Add(reports.Str(sh.name), reports.Value{}, reports.Str(b.say("counted-lead")))
	for _, list := range long {
		b.checkList(sh, list)
	}
}

func (b *workbook) checkList(sh, list *sheet) {
	column := func(c int) string {
		return sheetRef(list.name, absolute(c, 2)+":"+absolute(c, len(list.rows)))
	}
	b.check(sh, list.name, "", kind{b.say("row-count"), len(list.rows) - 1}, func(int) string {
		return fmt.Sprintf("SUMPRODUCT(--(LEN(%s)>0))", column(1))
	})
	for c := 1; c < len(list.rows[0].cells); c++ {
		for _, k := range kinds(list.rows[1:], c) {
			b.check(sh, list.name, list.rows[0].cells[c].text, k, func(row int) string {
				return fmt.Sprintf("SUMPRODUCT(--(%s=%s))", column(c+1), absolute(3, row))
			})
		}
	}
}

// check adds a line with the count of the report and the formula that counts
// it now, which is given its own row.
func (b *workbook) check(sh *sheet, list, column string, k kind, formula func(row int) string) {
	row, count := len(sh.rows)+1, float64(k.count)
	number := look{kind: lookNumber, align: reports.Right}
	same := fmt.Sprintf(`IF(D%d=E%d,"OK","%s")`, row, row, b.say("differs"))
	sh.rows = append(sh.rows, sheetRow{cells: []sheetCell{
		{text: list},
		{text: column},
		{text: k.text},
		{look: number, number: count, isNum: true},
		{look: number, number: count, isNum: true, formula: formula(row)},
		{text: "OK", formula: same},
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
func kinds(rows []sheetRow, column int) []kind {
	var out []kind
	at := map[string]int{}
	filled := 0
	for _, row := range rows {
		cell := &row.cells[column]
		switch {
		case cell.isNum, len([]rune(cell.text)) > mostKindText:
			return nil
		case cell.text == "":
			continue
		}
		filled++
		// Programs compare text without regard to case.
		key := foldKey(cell.text)
		if i, ok := at[key]; ok {
			out[i].count++
			continue
		}
		at[key] = len(out)
		out = append(out, kind{cell.text, 1})
	}
	if len(out) < 2 || len(out) > 30 || 2*len(out) > filled {
		return nil
	}
	return out
}
