package table

import (
	"strings"
	"testing"
)

// Rows of which the first text is struck through are told in a workbook and in an OpenDocument
// spreadsheet; one that is struck through elsewhere is not.
func TestStruckRows(t *testing.T) {
	cell := func(style, text string) string {
		return `<c s="` + style + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
	}
	xlsx := workbook(t, `<sheetData><row r="1">`+cell("0", "Name")+cell("0", "Note")+`</row>`+
		`<row r="2"><c s="1"><v>1</v></c>`+cell("1", "Ana Lima")+`</row>`+
		`<row r="3">`+cell("0", "Bo Chen")+cell("1", "left")+`</row>`+
		`<row r="4">`+cell("2", "Caro Diaz")+`</row><row r="5">`+cell("1", "Dan Okoro")+`</row></sheetData>`, nil,
		map[string]string{"xl/styles.xml": `<styleSheet><fonts><font><sz val="11"/></font><font><strike/></font>` +
			`<font><strike val="0"/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs>` +
			`<dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>`})
	row := func(style, text, second string) string {
		return `<table:table-row><table:table-cell table:style-name="` + style + `" office:value-type="string"><text:p>` + text +
			`</text:p></table:table-cell><table:table-cell table:style-name="` + second +
			`" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>`
	}
	ods := odsDocument("office:document-content", `<table:table table:name="S">`+row("ce0", "Name", "ce0")+
		row("ce1", "Ana Lima", "ce0")+row("ce0", "Bo Chen", "ce1")+row("ce0", "Caro Diaz", "ce0")+row("ce1", "Dan Okoro", "ce1")+
		`</table:table>`)
	ods = strings.Replace(ods, `</office:automatic-styles>`,
		`<style:style style:name="ce0" style:family="table-cell"><style:text-properties style:text-line-through-style="none"/></style:style>`+
			`<style:style style:name="ce1" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>`+
			`</office:automatic-styles>`, 1)
	for name, data := range map[string][]byte{
		"a.xlsx": xlsx, "a.ods": spreadsheet(t, "", map[string]string{"content.xml": ods}),
	} {
		b, err := Open(name, data, Options{})
		if err != nil {
			t.Fatal(name, err)
		}
		s := b.Sheets[0]
		cellsOf(t, s)
		var struck []string
		for _, f := range s.Findings() {
			if f.Code == CodeRowsStruck {
				struck = append(struck, f.Where.Cell)
				for _, also := range f.Also {
					struck = append(struck, also.Cell)
				}
			}
		}
		if got := strings.Join(struck, " "); got != "A2 A5" {
			t.Errorf("%s: struck through at %q", name, got)
		}
	}
}
