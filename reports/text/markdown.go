package text

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"roundtable/reports"
)

// WriteMarkdown writes a document in GitHub Flavored Markdown
// (https://github.github.com/gfm/), for a mail or a chat. All text of the document is
// inert there: it stands in one line, and each sign that could be markup, a link, a
// mention or an element of HTML is escaped.
func WriteMarkdown(w io.Writer, d *reports.Document) error {
	m := markdown{l: d.Language}
	m.part("# " + inline(d.Title))
	m.part(inline(d.Subtitle))
	say := func(code string) string { return inline(d.Language.Write(code, nil)) }
	if d.Draft {
		m.part("**" + say("page.draft") + ".** " + say("page.draft-note"))
	}
	edition := "page." + string(d.Edition)
	m.part("**" + say(edition) + "** " + say(edition+"-note"))
	m.part(inline(d.Provenance.Date))
	for i := range d.Sections {
		s := &d.Sections[i]
		m.part("## " + inline(s.Title))
		m.part(inline(s.Lead))
		for _, b := range s.Blocks {
			m.block(b)
		}
	}
	if _, err := w.Write(m.out.Bytes()); err != nil {
		return fmt.Errorf("write Markdown: %w", err)
	}
	return nil
}

type markdown struct {
	out bytes.Buffer
	l   reports.Language
}

// part writes a paragraph, a heading, a list or a table, with an empty line between two.
func (m *markdown) part(text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	if m.out.Len() > 0 {
		m.out.WriteByte('\n')
	}
	m.out.WriteString(strings.TrimRight(text, "\n") + "\n")
}

func (m *markdown) title(text string) {
	if text != "" {
		m.part("### " + inline(text))
	}
}

func (m *markdown) block(b reports.Block) {
	switch x := b.(type) {
	case reports.Paragraph:
		m.part(inline(x.Text))
	case reports.Verdicts:
		m.title(x.Title)
		out := ""
		for _, v := range x.Items {
			out += "- **" + inline(v.State.LabelIn(m.l)) + "** " + inline(v.Text) + "\n"
			if v.Detail != "" {
				out += "  - " + inline(v.Detail) + "\n"
			}
		}
		m.part(out)
	case reports.List:
		m.title(x.Title)
		m.list(x.Items, x.Ordered)
	case reports.Table:
		m.table(&x)
	case reports.Chart:
		m.title(x.Title)
		m.part(inline(x.Summary))
		t := x.Numbers()
		t.Title = ""
		m.table(&t)
	case reports.Cards:
		for i := range x.Items {
			c := &x.Items[i]
			m.title(c.Title)
			m.part(inline(c.State.LabelIn(m.l)))
			m.list(c.Lines, false)
			for j := range c.Tables {
				m.table(&c.Tables[j])
			}
		}
	}
}

func (m *markdown) list(items []string, ordered bool) {
	out := ""
	for i, item := range items {
		mark := "- "
		if ordered {
			mark = strconv.Itoa(i+1) + ". "
		}
		out += mark + inline(item) + "\n"
	}
	m.part(out)
}

func (m *markdown) table(t *reports.Table) {
	m.title(t.Title)
	var out strings.Builder
	row := func(cell func(i int) string) {
		for i := range t.Columns {
			out.WriteString("| " + cell(i) + " ")
		}
		out.WriteString("|\n")
	}
	row(func(i int) string { return inline(t.Columns[i].Title) })
	row(func(i int) string { return [...]string{"---", "--:", ":-:"}[t.Columns[i].Align] })
	for _, values := range t.Rows {
		row(func(i int) string {
			if i >= len(values) {
				return ""
			}
			return inline(t.Columns[i].TextIn(m.l, values[i]))
		})
	}
	m.part(out.String())
	m.part(inline(t.Note))
}

// inline makes a text inert within a line. A dot or a bracket behind a number, and a sign
// at the start, could begin a list; a dot behind www, a colon and an @ a link.
func inline(s string) string {
	s = strings.TrimSpace(reports.Plain(s))
	var b strings.Builder
	number := true // only digits so far
	for i, r := range s {
		digit := r >= '0' && r <= '9'
		switch {
		case strings.ContainsRune("\\`*_{}[]<>#!|~^$&@", r),
			i == 0 && strings.ContainsRune("-+=", r),
			strings.ContainsRune(".)", r) && number && i > 0 && (i+1 == len(s) || s[i+1] == ' '),
			r == ':' && strings.HasPrefix(s[i:], "://"),
			r == '.' && i >= 3 && strings.EqualFold(s[i-3:i], "www"):
			b.WriteByte('\\')
		}
		number = number && digit
		b.WriteRune(r)
	}
	return b.String()
}
