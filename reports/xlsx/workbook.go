// Package xlsx writes workbooks: a document as a report ([Write]), plain tables
// ([WriteSheets]) and a workbook to fill in ([WriteTemplate]). The same input gives
// the same bytes on every run and machine, and no text becomes a formula.
//
// Each of the three lays out its sheets in memory, as rows of cells with a look; one
// function fits columns and rows to the text, chooses the paper, and streams a sheet.
//
// A report is for sorting, filtering and mail merge; the page is for reading. So every
// sheet but the cover is one Excel table, its heading in row 1, nothing merged:
//
//   - Cover: title, key figures, and what is on each sheet, with links.
//   - Summary: the first section, one row a statement, with its charts below.
//   - One sheet a table worth sorting: a long one, one that the catalogue has a tab for
//     (tab.ID), one of more than [fewRows] rows; and one for the cards of a section, one
//     row a card.
//   - Checks: what formulas count in the long tables now, beside what was counted.
//   - Figures: every other table and the numbers of all charts, one row a figure, and
//     the charts beside them; only those are printed.
//   - Notes: every other sentence under its part, then how the report was made, from
//     which files, how to read it and what did not fit.
package xlsx

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"roundtable/reports"
)

// Write writes a document as an Excel workbook; the package comment says how.
//
// Cells hold values. Text is always text, whatever it starts with; the only
// formulas are those of the Checks sheet, each stored with its result. The same
// document gives the same bytes on every run and machine. Text longer than a
// cell can hold is cut and listed on the Notes sheet.
func Write(w io.Writer, d *reports.Document) error {
	b := &workbook{
		book: newBook(), d: d,
		names:  newNameAllocator("History"), // Excel keeps that name for itself
		tables: newNameAllocator(),
	}
	b.describe()
	b.build()
	if err := b.save(w); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

// workbook is the workbook of a document. Sheets are laid out in memory first, because
// links, checks and charts point from one to another, and then streamed.
type workbook struct {
	*book
	d      *reports.Document
	names  *nameAllocator // sheets
	tables *nameAllocator
	parts  []coverPart
	notes  reports.Table // sentences, in the columns of [workbook.sayings]
	fig    figures
	cuts   []string // what did not fit
}

// fewRows is the most rows of a table that nobody needs to sort.
const fewRows = 30

// Limits of a list: Excel has 1,048,576 rows and 16,384 columns on a sheet.
const (
	mostRows    = 1_000_000
	mostColumns = 16_384
)

// describe sets the document properties, the date being the user's, and what is printed
// on every page.
func (b *workbook) describe() {
	date := noDate
	if day, err := time.Parse(time.DateOnly, strings.TrimSpace(b.d.Provenance.Date)); err == nil {
		date = day.Format(time.RFC3339)
	}
	b.properties(excelize.DocProperties{
		Language: b.d.Language.Tag(),
		Title:    reports.Plain(b.d.Title), Subject: reports.Plain(b.d.Subtitle), Created: date, Modified: date,
		Category: b.say(string(b.d.Edition)), Version: reports.Plain(b.d.Provenance.Version),
	})
	b.mirrored = b.d.Language.RightToLeft()
	b.footer = reports.Shorten(reports.Plain(b.d.Title), 80) + " · " + b.say(string(b.d.Edition))
	b.pages = b.d.Language.Say("sheet.pages", map[string]any{"page": "&P", "pages": "&N"})
	if b.d.Draft {
		b.header = "&C" + footerText(b.d.Language.Say("page.draft", nil))
	}
}

func (b *workbook) build() {
	cover := &sheet{name: b.names.sheet(b.say("cover")), widths: []float64{26, 70}}
	b.sheets = append(b.sheets, cover)
	b.notes, b.fig = b.sayings("notes"), b.newFigures()
	for i := range b.d.Sections {
		if i == 0 {
			b.summary(&b.d.Sections[i])
			continue
		}
		b.fig.charts = append(b.fig.charts, b.section(&b.d.Sections[i], &b.notes)...)
	}
	b.checks()
	b.figures()
	b.provenance()
	notes := b.tableSheet("", b.say("notes"), b.say("notes-about"), b.notes)
	b.cover(cover)
	for _, sh := range b.sheets {
		b.cutLong(sh)
	}
	for _, cut := range b.cuts {
		notes.add(lookText, b.say("cuts"), "", cut)
	}
}

// say returns words of the workbook itself in the language of the document.
func (b *workbook) say(code string) string { return b.d.Language.Say("sheet."+code, nil) }

// mark begins the first row of every sheet of a draft.
func (b *workbook) mark() string {
	if !b.d.Draft {
		return ""
	}
	return b.d.Language.Say("list.sentences", map[string]any{"before": b.d.Language.Say("page.draft", nil), "item": ""})
}

// tab is the short name of the sheet of a table or section, if it has one.
func (b *workbook) tab(id string) (string, bool) { return b.d.Language.Find("tab." + id) }

// tableSheet adds a sheet that is one table, and its line on the cover.
func (b *workbook) tableSheet(id, title, about string, t reports.Table) *sheet {
	name, ok := b.tab(id)
	if !ok {
		name = cmp.Or(title, id)
	}
	sh := &sheet{name: b.names.sheet(name)}
	b.put(sh, about, t)
	return sh
}

// put fills a sheet with a table, and adds it and its line on the cover.
// What is beyond the last row or column that a sheet holds is told on the Notes sheet.
func (b *workbook) put(sh *sheet, about string, t reports.Table) {
	b.sheets = append(b.sheets, sh)
	b.parts = append(b.parts, coverPart{sheet: sh.name, text: about})
	leftOut := func(code string, n, most int) {
		if n > most {
			b.cuts = append(b.cuts, b.d.Language.Say(code, map[string]any{
				"sheet": sh.name, "n": n - most, "most": most,
			}))
		}
	}
	leftOut("sheet.rows-left-out", len(t.Rows), mostRows)
	leftOut("sheet.columns-left-out", len(t.Columns), mostColumns)
	t.Rows, t.Columns = t.Rows[:min(len(t.Rows), mostRows)], t.Columns[:min(len(t.Columns), mostColumns)]
	sh.fill(b.d.Language, &t, b.mark())
	sh.table, sh.long = b.tables.table(t.ID), t.Long
}

// sayings is a table for sentences: the part they belong to, the verdict if they are
// one, and what they say.
func (b *workbook) sayings(id string) reports.Table {
	return reports.Table{ID: id, RowHead: true, Columns: []reports.Column{
		{Title: b.say("part")}, {Title: b.say("verdict")}, {Title: b.say("says")},
	}}
}

// tell adds the sentences of a block to a table of such.
func (b *workbook) tell(t *reports.Table, part string, block reports.Block) {
	add := func(title string, state reports.State, texts ...string) {
		if text := strings.TrimSpace(strings.Join(texts, " ")); text != "" {
			t.Add(reports.Str(cmp.Or(title, part)), reports.Mark(state), reports.Str(text))
		}
	}
	switch x := block.(type) {
	case reports.Paragraph:
		add("", "", x.Text)
	case reports.Verdicts:
		for _, v := range x.Items {
			add(x.Title, v.State, v.Text, v.Detail)
		}
	case reports.List:
		for i, item := range x.Items {
			if x.Ordered {
				item = strconv.Itoa(i+1) + ". " + item
			}
			add(x.Title, "", item)
		}
	case reports.Table:
		add(x.Title, "", x.Note)
	case reports.Chart:
		add(cmp.Or(x.Title, x.Table.Title), "", x.Table.Note)
	}
}

// summary lays out the first section: its sentences, its small tables row by row, and
// its charts below.
func (b *workbook) summary(s *reports.Section) {
	t := b.sayings("summary")
	charts := b.section(s, &t)
	if len(t.Rows) == 0 {
		t.Add(reports.Str(s.Title), reports.Value{}, reports.Str(s.Title))
	}
	b.tableSheet(s.ID, s.Title, s.Title, t).below(charts)
}

// section adds the sentences of a section to a table of such, and puts its tables and cards
// on their sheets. It gives the charts.
func (b *workbook) section(s *reports.Section, said *reports.Table) (charts []*excelize.Chart) {
	b.tell(said, s.Title, reports.Paragraph{Text: s.Lead})
	for _, block := range s.Blocks {
		b.tell(said, s.Title, block)
		switch x := block.(type) {
		case reports.Table:
			if said == &b.notes || b.worthSorting(&x) {
				b.table(s, x)
				continue
			}
			for _, row := range x.Rows {
				said.Add(reports.Str(x.Title), reports.Value{}, reports.Str(b.line(&x, row)))
			}
		case reports.Chart:
			charts = append(charts, b.chart(s, &x)...)
		case reports.Cards:
			b.cards(s, x)
		}
	}
	return charts
}

// line is a row of a small table as running text: its heading, then its cells.
func (b *workbook) line(t *reports.Table, row []reports.Value) string {
	var cells []string
	for i, v := range row[:min(len(row), len(t.Columns))] {
		if text := t.Columns[i].Text(b.d.Language, v); text != "" {
			cells = append(cells, text)
		}
	}
	if len(cells) < 2 {
		return strings.Join(cells, "")
	}
	return cells[0] + ": " + strings.Join(cells[1:], "; ")
}

func (b *workbook) worthSorting(t *reports.Table) bool {
	_, named := b.tab(t.ID)
	return t.Long || named || len(t.Rows) > fewRows
}

// table puts a table on a sheet of its own, or among the figures.
func (b *workbook) table(s *reports.Section, t reports.Table) {
	title := cmp.Or(t.Title, s.Title)
	if !b.worthSorting(&t) {
		b.fig.add(b.d.Language, s.Title, title, &t)
		return
	}
	if len(t.Rows) > 0 {
		b.tableSheet(t.ID, title, title, t)
	}
}

// cards puts the cards of a section on a sheet, one row each: title, verdict, its lines,
// and its tables, each in a cell.
func (b *workbook) cards(s *reports.Section, cards reports.Cards) {
	t := b.sayings(s.ID)
	t.Columns[0].Title = s.Title
	at := map[string]int{}
	for _, c := range cards.Items {
		row := []reports.Value{reports.Str(c.Title), reports.Mark(c.State), reports.Str(strings.Join(c.Lines, " · "))}
		for _, ct := range c.Tables {
			title := cmp.Or(ct.Title, ct.Columns[0].Title)
			if at[title] == 0 {
				at[title] = len(t.Columns)
				t.Columns = append(t.Columns, reports.Column{Title: title})
			}
			row = append(row, make([]reports.Value, max(at[title]+1-len(row), 0))...)
			var lines []string
			for _, r := range ct.Rows {
				lines = append(lines, b.line(&ct, r))
			}
			row[at[title]] = reports.Str(strings.Join(lines, " · "))
		}
		t.Rows = append(t.Rows, row)
	}
	b.tableSheet(s.ID, s.Title, s.Title, t)
}

// cutLong cuts texts that no cell can hold and remembers where.
func (b *workbook) cutLong(sh *sheet) {
	for r, row := range sh.rows {
		for c := range row.cells {
			cell := &row.cells[c]
			if cutUTF16(cell.text, excelize.TotalCellChars) == cell.text {
				continue
			}
			n, mark := lenUTF16(cell.text), " … ["+b.say("cut")+"]"
			cell.text = cutUTF16(cell.text, excelize.TotalCellChars-lenUTF16(mark)) + mark
			b.cuts = append(b.cuts, b.d.Language.Say("sheet.text-cut", map[string]any{
				"cell": sh.name + "!" + cellName(c+1, r+1), "n": n, "most": excelize.TotalCellChars,
			}))
		}
	}
}

// cellName is a cell as "B7"; columns and rows count from 1.
func cellName(column, row int) string { return columnName(column) + strconv.Itoa(row) }

// columnName is a column's letters; empty, which the library refuses, for one
// beyond the last.
func columnName(column int) string {
	name, _ := excelize.ColumnNumberToName(column)
	return name
}
