// Package xlsx writes workbooks: a document as a report ([Write]), plain tables
// ([WriteSheets]) and a workbook to fill in ([WriteTemplate]). The same input gives
// the same bytes on every run and machine, and no text becomes a formula.
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

// Write writes a document as an Excel workbook: a cover with linked
// contents, one sheet a section with its tables and native charts, a sheet of
// its own for every long table (filters, frozen header), a sheet of live checks
// where there is something to count, and notes with the provenance.
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
	b.build()
	if err := b.save(w); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

// workbook is a workbook under construction. Sheets are laid out in memory
// first, because links, checks and charts point from one to another, and then
// streamed.
type workbook struct {
	*book
	d      *reports.Document
	names  *nameAllocator // sheets
	tables *nameAllocator
	sheets []*sheet
	// long are the tables with a sheet of their own, for the checks.
	long []longTable
	cuts []string // where text had to be cut
	data *sheet   // numbers of charts that no table holds, made when needed
}

// longTable remembers where a long table was put.
type longTable struct {
	table *reports.Table
	sheet *sheet
	first int // row of its first record
}

// describe sets the document properties; the date is the user's.
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
}

func (b *workbook) build() {
	b.describe()
	cover := b.addSheet(b.say("cover"))
	var parts []coverPart
	for i := range b.d.Sections {
		s := &b.d.Sections[i]
		sh := b.addSheet(b.tab(s.ID, s.Title))
		parts = append(parts, coverPart{section: s, sheet: sh})
		if t, ok := onlyLongTable(s); ok {
			b.longTable(sh, s.Title, s.Lead, t)
			continue
		}
		b.section(sh, s)
	}
	if sh := b.checks(); sh != nil {
		parts = append(parts, coverPart{sheet: sh, text: b.say("checks-about")})
	}
	if b.data != nil {
		b.sheets = append(b.sheets, b.data)
	}
	notes := b.addSheet(b.say("notes"))
	parts = append(parts, coverPart{sheet: notes, text: b.say("notes-about")})
	b.cover(cover, parts)
	b.checkLengths()
	b.notes(notes)
	for i, sh := range b.sheets {
		if err := b.write(sh, i == 0); err != nil {
			b.err = fmt.Errorf("sheet %s: %w", sh.name, err)
			return
		}
	}
}

// say returns words of the workbook itself in the language of the document.
func (b *workbook) say(code string) string { return b.d.Language.Write("sheet."+code, nil) }

// tab names a sheet after the section or table it holds: a short name where there is
// one, else the title, which is cut to what a tab can hold.
func (b *workbook) tab(id, title string) string {
	if short, ok := b.d.Language.Find("tab." + id); ok {
		return short
	}
	return cmp.Or(title, id)
}

func (b *workbook) addSheet(want string) *sheet {
	sh := &sheet{name: b.names.sheet(want), language: b.d.Language}
	b.sheets = append(b.sheets, sh)
	return sh
}

// title is the first row of a sheet, which says too that the document is a draft.
func (b *workbook) title(sh *sheet, text string) {
	if b.d.Draft {
		text = b.d.Language.Write("page.draft", nil) + ": " + text
	}
	sh.prose(lookTitle, text)
}

// section lays a section out on its sheet. Long tables get sheets of their own.
func (b *workbook) section(sh *sheet, s *reports.Section) {
	sh.footer = s.Title
	sh.reserve(s)
	b.title(sh, s.Title)
	sh.freeze = 1
	if s.Lead != "" {
		sh.prose(lookLead, s.Lead)
	}
	for _, block := range s.Blocks {
		b.block(sh, block)
	}
}

func (b *workbook) block(sh *sheet, block reports.Block) {
	switch x := block.(type) {
	case reports.Paragraph:
		sh.gap()
		sh.prose(lookProse, x.Text)
	case reports.Verdicts:
		sh.gap()
		if x.Title != "" {
			sh.prose(lookHeading, x.Title)
		}
		sh.verdicts(x.Items)
	case reports.List:
		sh.gap()
		if x.Title != "" {
			sh.prose(lookHeading, x.Title)
		}
		for i, item := range x.Items {
			mark := "•  "
			if x.Ordered {
				mark = fmt.Sprintf("%d.  ", i+1)
			}
			sh.prose(lookProse, mark+item)
		}
	case reports.Table:
		b.table(sh, x)
	case reports.Chart:
		b.chart(sh, x)
	case reports.Cards:
		for i := range x.Items {
			b.card(sh, &x.Items[i])
		}
	}
}

func (b *workbook) card(sh *sheet, c *reports.Card) {
	sh.gap()
	title := c.Title
	if c.State != "" {
		title += "   " + c.State.LabelIn(b.d.Language)
	}
	sh.prose(lookHeading, title)
	for _, l := range c.Lines {
		sh.prose(lookProse, l)
	}
	for _, t := range c.Tables {
		b.table(sh, t)
	}
}

// table puts a table on the sheet, or a long one on a sheet of its own with a
// link to it.
func (b *workbook) table(sh *sheet, t reports.Table) {
	if !t.Long {
		sh.gap()
		sh.table(&t)
		return
	}
	own := b.addSheet(b.tab(t.ID, t.Title))
	title := t.Title
	if title == "" {
		title = own.name
	}
	b.longTable(own, title, "", t)
	sh.gap()
	sh.link(b.d.Language.Write("sheet.rows", map[string]any{
		"title": title, "n": len(t.Rows), "sheet": own.name,
	}), own.name)
}

// longTable lays out a sheet that is one long table: title, remarks, and the
// table with a header that stays in view and filters; of a plain one the table alone.
// Rows beyond the last that a sheet holds are told on the Notes sheet.
func (b *workbook) longTable(sh *sheet, title, lead string, t reports.Table) {
	sh.footer = title
	if t.Plain {
		sh.fit(&t)
	} else {
		sh.reserveTable(&t)
		b.title(sh, title)
		if lead != "" {
			sh.prose(lookLead, lead)
		}
		if t.Note != "" {
			sh.prose(lookSmall, t.Note)
		}
	}
	if n := len(t.Rows); n > mostRows {
		t.Rows = t.Rows[:mostRows]
		b.cuts = append(b.cuts, b.d.Language.Write("sheet.rows-left-out", map[string]any{
			"sheet": sh.name, "n": n - mostRows, "most": mostRows,
		}))
	}
	t.Title, t.Note = "", ""
	top := sh.next()
	sh.table(&t)
	sh.freeze, sh.repeat = top, top
	if len(t.Rows) > 0 {
		sh.filter = filter{name: b.tables.table(t.ID), top: top, bottom: sh.next() - 1, columns: len(t.Columns)}
		b.long = append(b.long, longTable{table: &t, sheet: sh, first: top + 1})
	}
}

// mostRows is the most rows of a list: Excel has 1,048,576 on a sheet.
const mostRows = 1_000_000

// onlyLongTable returns the table of a section that is nothing but a long one.
func onlyLongTable(s *reports.Section) (reports.Table, bool) {
	if len(s.Blocks) != 1 {
		return reports.Table{}, false
	}
	t, ok := s.Blocks[0].(reports.Table)
	return t, ok && t.Long
}

// checkLengths cuts texts that no cell can hold and remembers where.
func (b *workbook) checkLengths() {
	for _, sh := range b.sheets {
		for r := range sh.rows {
			for c := range sh.rows[r].cells {
				cell := &sh.rows[r].cells[c]
				if n := lenUTF16(cell.text); n > excelize.TotalCellChars {
					mark := " … [" + b.say("cut") + "]"
					cell.text = cutUTF16(cell.text, excelize.TotalCellChars-lenUTF16(mark)) + mark
					b.cuts = append(b.cuts, b.d.Language.Write("sheet.text-cut", map[string]any{
						"cell": sh.name + "!" + cellName(c+1, r+1), "n": n, "most": excelize.TotalCellChars,
					}))
				}
			}
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
