package table

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const odsCells = `<table:tracked-changes><table:table table:name="old"/></table:tracked-changes>
<table:table table:name="Data" table:style-name="ta1"><table:table-column table:number-columns-repeated="5"/>
<table:shapes><draw:frame><draw:text-box><text:p>shape</text:p></draw:text-box></draw:frame></table:shapes>
<table:table-header-rows><table:table-row>
  <table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="1"><text:p>Name <text:span>&amp; <text:a xlink:href="x">role</text:a></text:span></text:p></table:table-cell>
  <table:covered-table-cell/>
  <table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation><text:p>two</text:p><text:p>lines<text:s text:c="3"/>x<text:tab/>y<text:line-break/>z</text:p></table:table-cell>
  <table:table-cell><draw:frame draw:name="c"><draw:object><text:p>chart</text:p></draw:object></draw:frame></table:table-cell>
</table:table-row></table:table-header-rows>
<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
<table:table-row-group><table:table-row table:visibility="filter">
  <table:table-cell office:value-type="float" office:value="3.0"><text:p>3,00 km</text:p></table:table-cell>
  <table:table-cell office:value-type="percentage" office:value="0.25"><text:p>25 %</text:p></table:table-cell>
  <table:table-cell office:value-type="currency" office:value="12345678901234567"><text:p>lots</text:p></table:table-cell>
  <table:table-cell office:value-type="date" office:date-value="2026-03-01"><text:p>01.03.26</text:p></table:table-cell>
  <table:table-cell office:value-type="date" office:date-value="2026-03-01T10:00:00.000000000"><text:p>01.03.26</text:p></table:table-cell>
  <table:table-cell office:value-type="time" office:time-value="PT10H30M05.5S"><text:p>10:30</text:p></table:table-cell>
  <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell>
  <table:table-cell office:value-type="string" office:string-value="stored"><text:p>shown</text:p></table:table-cell>
</table:table-row></table:table-row-group>
<table:table-row>
  <table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
  <table:table-cell table:formula="of:=SUM([.A1:.A3])"/>
  <table:table-cell table:formula="of:=&quot;a&quot;" office:value-type="string"><text:p>a</text:p></table:table-cell>
  <table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string"><text:p></text:p></table:table-cell>
  <table:table-cell office:value-type="string"><text:p>
     kept   spaces
       one break </text:p></table:table-cell>
  <table:table-cell table:number-columns-repeated="2"/>
  <table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="2"><text:p>7</text:p></table:table-cell>
</table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>again</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16383"/></table:table-row>
<table:table-row table:number-rows-repeated="1048566"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table>
<table:table table:name="Hidden &amp; gone" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="string"><text:p>h</text:p></table:table-cell></table:table-row></table:table>
<table:table table:name="Empty"><table:table-row><table:table-cell/></table:table-row></table:table>`

var odsWant = []string{
	"A1 text Name & role", "C1 text two\nlines   x\ty\nz",
	"A5 number 3", "B5 number 0.25", "C5 number 12345678901234567", "D5 date 2026-03-01", "E5 date 2026-03-01T10:00:00", "F5 date 10:30:06", "G5 boolean TRUE", "H5 text stored",
	"A6 error #DIV/0!", "B6 formula without value =SUM([.A1:.A3])", "C6 text a", "E6 text kept   spaces one break ", "H6 number 7", "I6 number 7",
	"A7 text again", "A8 text again",
}

func TestODSCells(t *testing.T) {
	for name, data := range map[string][]byte{
		"zipped": spreadsheet(t, odsCells, nil),
		"flat":   []byte("\ufeff" + odsDocument("office:document", odsCells)),
	} {
		b, err := Open("a.ods", data, Options{})
		if err != nil {
			t.Fatal(name, err)
		}
		var sheets []string
		for _, s := range b.Sheets {
			sheets = append(sheets, fmt.Sprint(s.Name, " ", s.Hidden))
		}
		if want := []string{"Data false", "Hidden & gone true", "Empty false"}; !slices.Equal(sheets, want) {
			t.Errorf("%s: sheets %q", name, sheets)
		}
		for range 2 {
			if d := cmp.Diff(odsWant, cellsOf(t, b.Sheets[0])); d != "" {
				t.Errorf("%s:\n%s", name, d)
			}
		}
		if d := cmp.Diff([]string{"A1 text h"}, cellsOf(t, b.Sheets[1])); d != "" {
			t.Errorf("%s:\n%s", name, d)
		}
		var codes []string
		for _, f := range b.Sheets[0].Findings() {
			codes = append(codes, f.Code+" "+f.Where.Cell)
		}
		if want := []string{"formula-no-value B6", "cell-error A6", "rows-hidden A5", "rows-blank "}; !slices.Equal(codes, want) {
			t.Errorf("%s: findings %q, want %q", name, codes, want)
		}
		merged, err := b.Sheets[0].Merged()
		if err != nil || len(merged) != 1 || merged[0].String() != "A1:B1" {
			t.Errorf("%s: merged %v, %v", name, merged, err)
		}
		if f := b.Sheets[0].Findings(); len(f) != 4 {
			t.Errorf("%s: looking for merged cells changed the findings to %v", name, f)
		}
	}
}

// TestODSPrefixes: the namespaces count, not their usual prefixes.
func TestODSPrefixes(t *testing.T) {
	const urn = "urn:oasis:names:tc:opendocument:xmlns:"
	content := `<o:document-content xmlns:o="` + urn + `office:1.0" xmlns:t='` + urn + `table:1.0' xmlns:x="` + urn + `text:1.0"><o:body><o:spreadsheet>` +
		`<t:table t:name="S"><t:table-row t:number-rows-repeated="2"><t:table-cell o:value-type="float" o:value="1"><x:p>one</x:p></t:table-cell></t:table-row></t:table></o:spreadsheet></o:body></o:document-content>`
	b, err := Open("a.ods", spreadsheet(t, "", map[string]string{"content.xml": content}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := cellsOf(t, b.Sheets[0]), []string{"A1 number 1", "A2 number 1"}; b.Sheets[0].Name != "S" || !slices.Equal(got, want) {
		t.Errorf("%q: %q", b.Sheets[0].Name, got)
	}
}

func TestParseDuration(t *testing.T) {
	for in, want := range map[string]int{"PT00H00M00S": 0, "PT10H30M00S": 37800, "PT36H": 129600, "PT1M": 60, "PT5.25S": 5, "PT5,25S": 5, "PT59.9999S": 60} {
		if got, ok := parseDuration(in); !ok || got != want {
			t.Errorf("%s: %d %v, want %d", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "PT", "P1D", "PT-1H", "PT1", "PT99999999999H", "PTxS", "PT1e9S", "PTNaNS"} {
		if got, ok := parseDuration(in); ok {
			t.Errorf("%s: %d", in, got)
		}
	}
}
