package xlsx

import (
	"strconv"
	"strings"

	"roundtable/reports"
)

// coverPart is one line of the contents.
type coverPart struct {
	section *reports.Section
	sheet   *sheet
	text    string // where there is no section
}

// cover lays out the first sheet: title, who it is for, key figures, and the
// contents with the answer of each section.
func (b *workbook) cover(sh *sheet, parts []coverPart) {
	sh.footer = sh.name
	sh.widths = []float64{26, 70}
	b.title(sh, b.d.Title)
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
	if len(b.d.Facts) > 0 {
		sh.gap()
		sh.add(sheetRow{cells: []sheetCell{headerCell(b.say("figures"), reports.Left), headerCell("", reports.Left)}})
		for _, f := range b.d.Facts {
			sh.pair(reports.Plain(f.Key), reports.Plain(f.Value))
		}
	}
	sh.gap()
	sh.add(sheetRow{cells: []sheetCell{headerCell(b.say("sheet"), reports.Left), headerCell(b.say("says"), reports.Left)}})
	for _, p := range parts {
		text := p.text
		if p.section != nil {
			text = contentsLine(p.section, p.sheet.name)
		}
		text = reports.Plain(text)
		sh.add(sheetRow{cells: []sheetCell{
			{look: look{kind: lookLink}, text: p.sheet.name}, {look: look{kind: lookText}, text: text},
		}})
		sh.links = append(sh.links, sheetLink{row: len(sh.rows), target: p.sheet.name})
	}
}

// contentsLine is what the contents say of a section: its question, unless the
// sheet's name says it already, and the answer.
func contentsLine(s *reports.Section, name string) string {
	title, lead := reports.Plain(s.Title), reports.Plain(s.Lead)
	switch {
	case lead == "":
		return title
	case title == "" || title == name:
		return lead
	case strings.HasSuffix(title, "?"):
		return title + " " + lead
	default:
		return title + ": " + lead
	}
}

// pair adds a key and a value. A value that is a whole number is one.
func (sh *sheet) pair(key, value string) {
	cell := sheetCell{look: look{kind: lookText}, text: value}
	if n, ok := wholeNumber(value); ok {
		cell = sheetCell{look: look{kind: lookNumber}, number: n, isNum: true}
	}
	sh.add(sheetRow{cells: []sheetCell{{look: look{kind: lookRowHead}, text: key}, cell}})
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

// notes lays out the last sheet.
func (b *workbook) notes(sh *sheet) {
	sh.footer = sh.name
	sh.widths = []float64{26, 74}
	b.title(sh, sh.name)
	sh.prose(lookHeading, b.say("how"))
	for _, p := range b.d.Pairs() {
		value := reports.Plain(p.Value)
		sh.add(sheetRow{cells: []sheetCell{
			{look: look{kind: lookRowHead}, text: reports.Plain(p.Key)}, {look: look{kind: lookText}, text: value},
		}})
	}
	for _, n := range b.d.Provenance.Notes {
		sh.prose(lookProse, n)
	}
	sh.gap()
	sh.prose(lookHeading, b.say("read"))
	for _, l := range b.legend() {
		sh.add(sheetRow{cells: []sheetCell{
			{look: look{kind: lookState, state: l.State}, text: l.Text}, {look: look{kind: lookText}, text: l.Detail},
		}})
	}
	if len(b.cuts) > 0 {
		sh.gap()
		sh.prose(lookHeading, b.say("cuts"))
		for _, c := range b.cuts {
			sh.prose(lookProse, c)
		}
	}
}

// legend explains the states and the marker for hidden figures.
func (b *workbook) legend() []reports.Verdict {
	var out []reports.Verdict
	for _, s := range []reports.State{reports.OK, reports.Miss, reports.Unsure, reports.Warn} {
		out = append(out, reports.Verdict{State: s, Text: s.LabelIn(b.d.Language), Detail: b.say("legend-" + string(s))})
	}
	if b.d.Edition == reports.Public {
		out = append(out, reports.Verdict{Text: reports.Hidden, Detail: b.say("legend-hidden")})
	}
	return out
}
