// Package text writes the document model for a screen and for other programs: a
// section or a table as text of a given width, a table as comma-separated values.
// Nothing is told by colour or by a picture alone, and no text of a document can
// drive the terminal or become a formula.
package text

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"roundtable/reports"
	"roundtable/reports/internal/texttab"
)

// Options sets how a section or a table is written as text.
type Options struct {
	// Width is the number of columns; 0 means 80, less than 20 counts as 20.
	Width int
}

// WriteSection writes one section of a document: its title, wrapped paragraphs,
// aligned tables, and verdicts as a sign and a word. It is what commands print.
func WriteSection(w io.Writer, s *reports.Section, o Options) error {
	t := newWriter(o)
	t.section(s)
	return t.flush(w)
}

// WriteTable writes one table alone.
func WriteTable(w io.Writer, table reports.Table, o Options) error {
	t := newWriter(o)
	t.table("", &table)
	return t.flush(w)
}

type writer struct {
	out   bytes.Buffer
	width int
}

func newWriter(o Options) *writer {
	return &writer{width: max(cmp.Or(o.Width, 80), 20)}
}

func (t *writer) flush(w io.Writer) error {
	text := bytes.Trim(t.out.Bytes(), "\n")
	if len(text) > 0 {
		text = append(text, '\n')
	}
	if _, err := w.Write(text); err != nil {
		return fmt.Errorf("write text: %w", err)
	}
	return nil
}

func (t *writer) line(s string) {
	t.out.WriteString(strings.TrimRight(s, " "))
	t.out.WriteByte('\n')
}

// blank ends a block; several in a row are one.
func (t *writer) blank() {
	if b := t.out.Bytes(); len(b) > 0 && !bytes.HasSuffix(b, []byte("\n\n")) {
		t.out.WriteByte('\n')
	}
}

// hang writes text with a first-line prefix and an indent for the other lines.
func (t *writer) hang(first, rest, text string) {
	prefix := first
	for _, l := range texttab.Wrap(reports.Plain(text), t.width-texttab.Width(rest)) {
		t.line(prefix + l)
		prefix = rest
	}
}

func (t *writer) para(indent, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	t.hang(indent, indent, text)
	t.blank()
}

func (t *writer) heading(text string) {
	lines := texttab.Wrap(reports.Plain(text), t.width)
	long := 0
	for _, l := range lines {
		long = max(long, texttab.Width(l))
		t.line(l)
	}
	t.line(strings.Repeat("─", long))
}

func (t *writer) section(s *reports.Section) {
	t.blank()
	t.heading(s.Title)
	t.para("", s.Lead)
	for _, b := range s.Blocks {
		t.block(b)
		t.blank()
	}
}

func (t *writer) block(b reports.Block) {
	switch b := b.(type) {
	case reports.Paragraph:
		t.para("", b.Text)
	case reports.Verdicts:
		t.note("", b.Title)
		t.verdicts(b.Items)
	case reports.List:
		t.list(b)
	case reports.Table:
		t.table("", &b)
	case reports.Chart:
		t.chart(&b)
	case reports.Cards:
		for i := range b.Items {
			t.card(&b.Items[i])
		}
	}
}

// narrow is the width below which text has no room beside a state.
const narrow = 50

// verdicts sets a checklist: state, text, and what to do below it. On narrow
// screens the text starts below the state instead of beside it.
func (t *writer) verdicts(items []reports.Verdict) {
	label := 0
	for _, v := range items {
		label = max(label, texttab.Width(v.State.Label(nil)))
	}
	indent := strings.Repeat(" ", label+2)
	if t.width < narrow {
		indent = "  "
	}
	for _, v := range items {
		first := v.State.Label(nil)
		if t.width < narrow {
			t.line(first)
			first = ""
		}
		t.hang(first+strings.Repeat(" ", len(indent)-texttab.Width(first)), indent, v.Text)
		t.note(indent, v.Detail)
	}
}

// note writes a text below another, where there is any.
func (t *writer) note(indent, text string) {
	if text != "" {
		t.hang(indent, indent, text)
	}
}

func (t *writer) list(l reports.List) {
	t.note("", l.Title)
	for i, item := range l.Items {
		mark := "- "
		if l.Ordered {
			mark = fmt.Sprintf("%*d. ", len(strconv.Itoa(len(l.Items))), i+1)
		}
		t.hang(mark, strings.Repeat(" ", len(mark)), item)
	}
}

func (t *writer) card(c *reports.Card) {
	title := c.Title
	if c.State != "" {
		title += "  " + c.State.Label(nil)
	}
	t.hang("", "", title)
	for _, l := range c.Lines {
		t.hang("  ", "  ", l)
	}
	for i := range c.Tables {
		t.table("  ", &c.Tables[i])
	}
	t.blank()
}
