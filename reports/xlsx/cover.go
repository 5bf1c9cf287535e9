package xlsx

import "roundtable/reports"

// coverPart is one line of the contents.
type coverPart struct{ sheet, text string }

// cover lays out the first sheet: title, who it is for, key figures, and what is on
// each sheet. It is the only one that is no table.
func (b *workbook) cover(sh *sheet) {
	sh.prose(lookTitle, b.mark()+b.d.Title)
	sh.prose(lookLead, b.d.Subtitle)
	sh.prose(lookProse, b.say(string(b.d.Edition)+"-about"))
	if b.d.Draft {
		sh.prose(lookProse, b.mark()+b.d.Language.Say("page.draft-note", nil))
	}
	sh.prose(lookSmall, b.d.Day())
	head := func(texts ...string) {
		sh.rows = append(sh.rows, sheetRow{})
		sh.add(lookHeader, texts...)
	}
	pair := func(key lookKind, texts ...string) {
		sh.add(lookText, texts...)
		sh.rows[len(sh.rows)-1].cells[0].look.kind = key
	}
	if len(b.d.Facts) > 0 {
		head(b.say("figures"), "")
		for _, f := range b.d.Facts {
			pair(lookRowHead, f.Key, f.Value)
		}
	}
	head(b.say("sheet"), b.say("says"))
	for _, p := range b.parts {
		pair(lookLink, p.sheet, p.text)
	}
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
