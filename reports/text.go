package reports

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"roundtable/reports/texttab"
)

// TextOptions sets how a document is written as text.
type TextOptions struct {
	// Width is the number of columns; 0 means 80, less than 20 counts as 20.
	Width int
	// Colour adds terminal colour to headings and verdicts. Nothing is told by
	// colour alone.
	Colour bool
}

// WriteText writes a document as plain text for a screen of the given width:
// headings, wrapped paragraphs, aligned tables, and verdicts as a sign and a
// word. It is what the commands print.
func WriteText(w io.Writer, d *Document, width int) error {
	return WriteTextWith(w, d, TextOptions{Width: width})
}

// WriteTextWith is [WriteText] with options.
func WriteTextWith(w io.Writer, d *Document, o TextOptions) error {
	t := newTextWriter(o)
	t.heading(d.Title, "=")
	if d.Subtitle != "" {
		t.para("", d.Subtitle)
	}
	if len(d.Facts) > 0 {
		facts := make([]string, len(d.Facts))
		for i, f := range d.Facts {
			facts[i] = f.Value + " " + f.Key
		}
		t.para("", strings.Join(facts, " · "))
	}
	for i := range d.Sections {
		t.section(&d.Sections[i])
	}
	t.provenance(d.Provenance)
	return t.flush(w)
}

// WriteTextSection writes one section alone, without the document's title.
func WriteTextSection(w io.Writer, s *Section, o TextOptions) error {
	t := newTextWriter(o)
	t.section(s)
	return t.flush(w)
}

// WriteTextTable writes one table alone.
func WriteTextTable(w io.Writer, table Table, o TextOptions) error {
	t := newTextWriter(o)
	t.table("", &table)
	return t.flush(w)
}

type textWriter struct {
	out    bytes.Buffer
	width  int
	colour bool
}

func newTextWriter(o TextOptions) *textWriter {
	if o.Width <= 0 {
		o.Width = 80
	}
	return &textWriter{width: max(o.Width, 20), colour: o.Colour}
}

func (t *textWriter) flush(w io.Writer) error {
	text := bytes.Trim(t.out.Bytes(), "\n")
	if len(text) > 0 {
		text = append(text, '\n')
	}
	if _, err := w.Write(text); err != nil {
		return fmt.Errorf("write text: %w", err)
	}
	return nil
}

func (t *textWriter) line(s string) {
	t.out.WriteString(strings.TrimRight(s, " "))
	t.out.WriteByte('\n')
}

// blank ends a block; several in a row are one.
func (t *textWriter) blank() {
	if b := t.out.Bytes(); len(b) > 0 && !bytes.HasSuffix(b, []byte("\n\n")) {
		t.out.WriteByte('\n')
	}
}

// hang writes text with a first-line prefix and an indent for the other lines.
func (t *textWriter) hang(first, rest, text string) {
	prefix := first
	for _, l := range texttab.Wrap(Plain(text), t.width-texttab.Width(rest)) {
		t.line(prefix + l)
		prefix = rest
	}
}

func (t *textWriter) para(indent, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	t.hang(indent, indent, text)
	t.blank()
}

func (t *textWriter) heading(text, underline string) {
	lines := texttab.Wrap(Plain(text), t.width)
	long := 0
	for _, l := range lines {
		long = max(long, texttab.Width(l))
		t.line(t.paint("1", l))
	}
	t.line(strings.Repeat(underline, long))
}

func (t *textWriter) section(s *Section) {
	t.blank()
	t.heading(s.Title, "─")
	t.para("", s.Lead)
	for _, b := range s.Blocks {
		t.block(b)
		t.blank()
	}
}

func (t *textWriter) block(b Block) {
	switch b := b.(type) {
	case Paragraph:
		t.para("", b.Text)
	case Verdicts:
		t.verdicts(b.Items)
	case List:
		t.list(b)
	case Table:
		t.table("", &b)
	case Chart:
		t.chart(&b)
	case Cards:
		for i := range b.Items {
			t.card(&b.Items[i])
		}
	}
}

func stateColour(s State) string {
	switch s {
	case OK:
		return "32"
	case Miss, Fail:
		return "31"
	case Info:
		return "2"
	default:
		return "33"
	}
}

// paint wraps s in a terminal colour code, where colour is wanted.
func (t *textWriter) paint(code, s string) string {
	if !t.colour || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// verdicts sets a checklist: state, text, and what to do below it. On narrow
// screens the text starts below the state instead of beside it.
func (t *textWriter) verdicts(items []Verdict) {
	label := 0
	for _, v := range items {
		label = max(label, texttab.Width(v.State.Label()))
	}
	indent := strings.Repeat(" ", label+2)
	if t.width < 50 {
		indent = "  "
	}
	for _, v := range items {
		text := v.State.Label()
		first := t.paint(stateColour(v.State), text)
		if t.width < 50 {
			t.line(first)
			first = indent
		} else {
			first += strings.Repeat(" ", len(indent)-texttab.Width(text))
		}
		t.hang(first, indent, v.Text)
		if v.Detail != "" {
			t.hang(indent, indent, v.Detail)
		}
	}
}

func (t *textWriter) list(l List) {
	if l.Title != "" {
		t.hang("", "", l.Title)
	}
	for i, item := range l.Items {
		mark := "- "
		if l.Ordered {
			mark = strconv.Itoa(i+1) + ". "
			mark = strings.Repeat(" ", len(strconv.Itoa(len(l.Items)))+2-len(mark)) + mark
		}
		t.hang(mark, strings.Repeat(" ", len(mark)), item)
	}
}

func (t *textWriter) card(c *Card) {
	title := c.Title
	if c.State != "" {
		title += "  " + c.State.Label()
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

func (t *textWriter) provenance(p Provenance) {
	if p.Command == "" && p.Version == "" && len(p.Sources) == 0 {
		return
	}
	t.blank()
	t.heading("How this was made", "─")
	for _, pair := range p.Pairs() {
		t.hang("", "  ", pair.Key+": "+pair.Value)
	}
	for _, n := range p.Notes {
		t.hang("", "", n)
	}
}
