package text

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"regexp"
	"strings"
	"text/template"

	"roundtable/reports"
)

//go:embed markdown.tmpl
var markdown string

// emptyLines are as many as a template leaves; one parts two blocks.
var emptyLines = regexp.MustCompile(`\n{3,}`)

// WriteMarkdown writes a document in GitHub Flavored Markdown
// (https://github.github.com/gfm/), for a mail or a chat. All text of the document is
// inert there: it stands in one line, and each sign that could be markup, a link, a
// mention or an element of HTML is escaped.
func WriteMarkdown(w io.Writer, d *reports.Document) error {
	l := d.Language
	page := template.Must(template.New("").Funcs(template.FuncMap{
		"inline": inline,
		"source": source,
		"kind":   reports.Kind,
		"say":    func(code string) string { return inline(l.Say(code, nil)) },
		"label":  func(s reports.State) string { return inline(s.Label(l)) },
		"number": func(i int) int { return i + 1 },
		"rule":   func(a reports.Align) string { return [...]string{"---", "--:", ":-:"}[a] },
		"rows":   func(t reports.Table) [][]string { return cells(l, &t) },
		"figures": func(c reports.Chart) reports.Table {
			t := c.Numbers()
			t.Title = ""
			return t
		},
	}).Parse(markdown))
	var out bytes.Buffer
	if err := page.ExecuteTemplate(&out, "document", d); err != nil {
		return fmt.Errorf("write Markdown: %w", err)
	}
	text := append(bytes.Trim(emptyLines.ReplaceAll(out.Bytes(), []byte("\n\n")), "\n"), '\n')
	if _, err := w.Write(text); err != nil {
		return fmt.Errorf("write Markdown: %w", err)
	}
	return nil
}

// cells are the rows of a table as inert text.
func cells(l reports.Language, t *reports.Table) [][]string {
	out := make([][]string, len(t.Rows))
	for i, row := range t.Rows {
		out[i] = make([]string, len(t.Columns))
		for k, v := range row[:min(len(row), len(t.Columns))] {
			text := t.Columns[k].Text(l, v)
			if out[i][k] = inline(text); t.Columns[k].Link {
				out[i][k] = source(text)
			}
		}
	}
	return out
}

// source is a text that names a source: inert but for the addresses that it holds. None of
// them has a sign that would end it.
func source(text string) string {
	var b strings.Builder
	for _, p := range reports.Linked(strings.TrimSpace(text)) {
		if p.Address != "" {
			b.WriteString("<" + p.Address + ">")
		} else {
			b.WriteString(escape(p.Text))
		}
	}
	return b.String()
}

// inline makes a text inert within a line. A dot or a bracket behind a number, and a sign
// at the start, could begin a list; a dot behind www, a colon and an @ a link.
func inline(s string) string { return escape(strings.TrimSpace(s)) }

func escape(s string) string {
	s = reports.Plain(s)
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
