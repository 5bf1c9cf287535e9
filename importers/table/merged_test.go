package table

import (
	"fmt"
	"slices"
	"testing"

	"roundtable/testdata"
)

// filled returns the cells of FilledRows that hold something, those filled in
// with an asterisk.
func filled(tb testing.TB, s *Sheet) []string {
	tb.Helper()
	var out []string
	for row, err := range s.FilledRows(tb.Context()) {
		if err != nil {
			tb.Fatal(err)
		}
		for _, c := range row.Cells {
			mark := ""
			if c.Merged {
				mark = "*"
			}
			if c.Row != row.Number {
				tb.Errorf("%s in row %d", c.Ref(), row.Number)
			}
			if c.Kind != Empty {
				out = append(out, c.Ref()+mark+" "+c.Text)
			}
		}
	}
	return out
}

// TestFilledRows: one table in the formats that know merged cells: a title over
// all columns, a group over two rows, a block over two rows and columns, and one
// that ends beyond the last row.
func TestFilledRows(t *testing.T) {
	xlsx := workbook(t, `<sheetData>`+
		`<row r="1"><c r="A1" t="inlineStr"><is><t>Liste</t></is></c></row>`+
		`<row r="2"><c r="A2" t="inlineStr"><is><t>État</t></is></c><c r="B2" t="inlineStr"><is><t>Ana</t></is></c><c r="C2"><v>7</v></c></row>`+
		`<row r="3"><c r="B3" t="inlineStr"><is><t>Bo</t></is></c></row>`+
		`<row r="5"><c r="A5" t="inlineStr"><is><t>ONG</t></is></c><c r="C5" t="inlineStr"><is><t>x</t></is></c></row>`+
		`</sheetData><mergeCells count="3"><mergeCell ref="C2:D3"/><mergeCell ref="A1:C1"/><mergeCell ref="A2:A3"/><mergeCell ref="A5:A9"/></mergeCells>`, nil, nil)
	ods := spreadsheet(t, `<table:table table:name="S">`+
		`<table:table-row><table:table-cell table:number-columns-spanned="3" table:number-rows-spanned="1"><text:p>Liste</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>`+
		`<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>État</text:p></table:table-cell><table:table-cell><text:p>Ana</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="7" table:number-columns-spanned="2" table:number-rows-spanned="2"/></table:table-row>`+
		`<table:table-row><table:covered-table-cell/><table:table-cell><text:p>Bo</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>`+
		`<table:table-row><table:table-cell/></table:table-row>`+
		`<table:table-row><table:table-cell table:number-rows-spanned="5"><text:p>ONG</text:p></table:table-cell><table:table-cell/><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>`+
		`</table:table>`, nil)
	cell := func(properties, text string) string {
		return `<w:tc><w:tcPr>` + properties + `</w:tcPr><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:tc>`
	}
	const start, goesOn, wide = `<w:vMerge w:val="restart"/>`, `<w:vMerge w:val="continue"/>`, `<w:gridSpan w:val="2"/>`
	docx := document(t, `<w:tbl><w:tr>`+cell(`<w:gridSpan w:val="3"/>`, "Liste")+`</w:tr>`+
		`<w:tr>`+cell(start, "État")+cell("", "Ana")+cell(start+wide, "7")+`</w:tr>`+
		`<w:tr>`+cell(goesOn, "")+cell("", "Bo")+cell(goesOn+wide, "")+`</w:tr>`+
		`<w:tr>`+cell("", "")+`</w:tr>`+
		`<w:tr>`+cell(start, "ONG")+cell("", "")+cell("", "x")+`</w:tr></w:tbl>`)
	want := []string{"A1 Liste", "A2 État", "B2 Ana", "C2 7", "A3* État", "B3 Bo", "C3* 7", "A5 ONG", "C5 x"}
	for name, data := range map[string][]byte{"a.xlsx": xlsx, "a.ods": ods, "a.docx": docx} {
		b, err := Open(name, data, Options{})
		if err != nil {
			t.Error(name, err)
			continue
		}
		if got := filled(t, b.Sheets[0]); !slices.Equal(got, want) {
			t.Errorf("%s: %q", name, got)
		}
		if got := len(cellsOf(t, b.Sheets[0])); got != len(want)-2 {
			t.Errorf("%s: %d cells as stored", name, got)
		}
	}
}

func TestFilledRowsOfFile(t *testing.T) {
	b, err := Open("a.xlsx", testdata.Read(t, "field-cases/read/32-merged-group-column.xlsx"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	counts := make(map[string]int)
	for row, err := range b.Sheets[0].FilledRows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		counts[row.Cell(1).Text]++
	}
	if got := fmt.Sprint(counts); got != "map[Civil Society:2 Government:3 Private Sector:1 Stakeholder group:1]" {
		t.Error(got)
	}
}
