package xlsx

import (
	"strconv"

	"roundtable/reports"
)

// coverPart is one line of the contents.
type coverPart struct{ sheet, text string }

// cover lays out the first sheet: title, who it is for, key figures, and what is on
// each sheet. It is the only one that is no table.
func (b *workbook) cover(sh *sheet) {
	sh.widths = []float64{26, 70}
	sh.prose(lookTitle, b.mark()+b.d.Title)
	if b.d.Subtitle != "" {
		sh.prose(lookLead, b.d.Subtitle)
	}
	sh.prose(lookProse, b.say(string(b.d.Edition)+"-about"))
	if b.d.Draft {
		sh.prose(lookProse, b.d.Language.Write("page.draft", nil)+". "+b.d.Language.Write("page.draft-note", nil))
	}
	if b.d.Provenance.Date != "" {
		sh.prose(lookSmall, b.d.Provenance.Date)
	}
	head := func(texts ...string) {
		row := sheetRow{}
		for _, text := range texts {
			row.cells = append(row.cells, sheetCell{look: look{kind: lookHeader}, text: text})
		}
		sh.rows = append(sh.rows, sheetRow{height: lineHeight}, row)
	}
	if len(b.d.Facts) > 0 {
		head(b.say("figures"), "")
		for _, f := range b.d.Facts {
			sh.pair(reports.Plain(f.Key), reports.Plain(f.Value))
		}
	}
	head(b.say("sheet"), b.say("says"))
	for _, p := range b.parts {
		sh.rows = append(sh.rows, sheetRow{cells: []sheetCell{
			{look: look{kind: lookLink}, text: p.sheet}, {look: look{kind: lookText}, text: reports.Plain(p.text)},
		}})
		sh.links = append(sh.links, sheetLink{row: len(sh.rows), target: p.sheet})
	}
}

// pair adds a key and a value. A value that is a whole number is one.
func (sh *sheet) pair(key, value string) {
	cell := sheetCell{look: look{kind: lookText}, text: value}
	if n, ok := wholeNumber(value); ok {
		cell = sheetCell{look: look{kind: lookNumber}, number: n, isNum: true}
	}
	sh.rows = append(sh.rows, sheetRow{cells: []sheetCell{{look: look{kind: lookRowHead}, text: key}, cell}})
}

// wholeNumber reads a text of at most 15 digits, the most a spreadsheet program
// keeps exactly.
func wholeNumber(s string) (float64, bool) {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil || len(s) > 15 || len(s) > 1 && s[0] == '0' {
		return 0, false
	}
	return float64(n), true
}

// provenance ends the notes: how the report was made and from which files, and how to
// read its signs.
func (b *workbook) provenance() {
	t := &b.notes
	add := func(code string, mark reports.Value, text string) {
		t.Add(reports.Str(b.say(code)), mark, reports.Str(text))
	}
	for _, p := range b.d.Pairs() {
		add("how", reports.Value{}, p.Key+": "+p.Value)
	}
	for _, n := range b.d.Provenance.Notes {
		add("how", reports.Value{}, n)
	}
	for _, s := range []reports.State{reports.OK, reports.Miss, reports.Unsure, reports.Warn} {
		add("read", reports.Mark(s), b.say("legend-"+string(s)))
	}
	if b.d.Edition == reports.Public {
		add("read", reports.Str(reports.Hidden), b.say("legend-hidden"))
	}
}
