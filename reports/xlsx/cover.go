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

// editionLine tells the reader who may see the file.
func editionLine(e reports.Edition) string {
	if e == reports.Public {
		return "Public edition: made to be published. It holds no names and no ballots."
	}
	return "Chair edition: it names people. For those who run the meeting; not for publication."
}

// cover lays out the first sheet: title, who it is for, key figures, and the
// contents with the answer of each section.
func (b *workbook) cover(sh *sheet, parts []coverPart) {
	sh.footer = "Cover"
	sh.widths = []float64{26, 70}
	b.title(sh, b.d.Title)
	if b.d.Subtitle != "" {
		sh.prose(lookLead, b.d.Subtitle)
	}
	sh.prose(lookProse, editionLine(b.d.Edition))
	if b.d.Draft {
		sh.prose(lookProse, reports.DraftMark+". "+reports.DraftNote)
	}
	if b.d.Provenance.Date != "" {
		sh.prose(lookSmall, b.d.Provenance.Date)
	}
	if len(b.d.Facts) > 0 {
		sh.gap()
		sh.add(sheetRow{cells: []sheetCell{headerCell("In figures", reports.Left), headerCell("", reports.Left)}})
		for _, f := range b.d.Facts {
			sh.pair(capital(reports.Plain(f.Key)), reports.Plain(f.Value))
		}
	}
	sh.gap()
	sh.add(sheetRow{cells: []sheetCell{headerCell("Sheet", reports.Left), headerCell("What it says", reports.Left)}})
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
	sh.footer = "Notes"
	sh.widths = []float64{26, 74}
	b.title(sh, "Notes")
	sh.prose(lookHeading, "How this was made")
	for _, p := range b.d.Provenance.Pairs() {
		value := reports.Plain(p.Value)
		sh.add(sheetRow{cells: []sheetCell{
			{look: look{kind: lookRowHead}, text: reports.Plain(p.Key)}, {look: look{kind: lookText}, text: value},
		}})
	}
	for _, n := range b.d.Provenance.Notes {
		sh.prose(lookProse, n)
	}
	sh.gap()
	sh.prose(lookHeading, "How to read it")
	for _, l := range legend(b.d.Edition) {
		sh.add(sheetRow{cells: []sheetCell{
			{look: look{kind: lookState, state: l.State}, text: l.Text}, {look: look{kind: lookText}, text: l.Detail},
		}})
	}
	if len(b.cuts) > 0 {
		sh.gap()
		sh.prose(lookHeading, "What did not fit")
		for _, c := range b.cuts {
			sh.prose(lookProse, c)
		}
	}
}

// legend explains the states and the marker for hidden figures.
func legend(e reports.Edition) []reports.Verdict {
	out := []reports.Verdict{
		{State: reports.OK, Text: reports.OK.Label(), Detail: "The target is reached."},
		{State: reports.Miss, Text: reports.Miss.Label(), Detail: "The target is not reached; the text " +
			"says by how much."},
		{State: reports.Unsure, Text: reports.Unsure.Label(), Detail: "People whose value is unknown could decide " +
			"it either way. Unknown never counts as met."},
		{State: reports.Warn, Text: reports.Warn.Label(), Detail: "Read the result with care; the text says why."},
	}
	if e == reports.Public {
		out = append(out, reports.Verdict{Text: reports.Hidden, Detail: "The figure is not published, to protect " +
			"people. The mark says nothing about its size."})
	}
	return out
}
