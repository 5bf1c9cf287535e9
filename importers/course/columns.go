package course

import (
	"slices"
	"strings"
	"unicode"

	"roundtable/importers/internal/wording"
	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// sheetOf is a sheet that is read: its columns by their headings, and what is found.
type sheetOf struct {
	*sheet.Model
	columns wanted
	found   []planner.Finding
}

// wanted are the columns of a table, each taken once, with the lists of their headings.
type wanted []struct {
	into **sheet.Column
	list vocabulary.List
}

// take finds them in their order: each is the first free column whose heading is a word of its
// list, as a whole or without what stands in brackets.
func (w wanted) take(m *sheet.Model) {
	for _, x := range w {
		if *x.into == nil {
			*x.into = headed(m, x.list, w.free)
		}
	}
}

// free reports a column that is not taken.
func (w wanted) free(c *sheet.Column) bool {
	for _, x := range w {
		if *x.into == c {
			return false
		}
	}
	return true
}

// use notes for what the columns were used.
func (w wanted) use(kind sheet.Kind) {
	for _, x := range w {
		if c := *x.into; c != nil {
			c.Used = string(kind)
		}
	}
}

// headed is the first column for which free holds and that the user, with --map, or its
// heading, as a whole or without what stands in brackets, says to be of a list.
func headed(m *sheet.Model, list vocabulary.List, free func(*sheet.Column) bool) *sheet.Column {
	said := func(c *sheet.Column) bool {
		meaning := string(c.Match.Meaning)
		return c.How == sheet.ByMap && free(c) && (meaning == string(list) || list.Is(meaning))
	}
	named := func(c *sheet.Column) bool {
		header, _, _ := strings.Cut(c.Header, "(")
		return c.How != sheet.ByMap && free(c) && c.Header != "" &&
			(list.Is(c.Header) || list.Is(strings.TrimSpace(header)))
	}
	for _, is := range []func(*sheet.Column) bool{said, named} {
		if i := slices.IndexFunc(m.Columns, is); i >= 0 {
			return m.Columns[i]
		}
	}
	return nil
}

// bare is a heading without what stands in brackets.
func bare(header string) string {
	head, _, _ := strings.Cut(header, "(")
	return strings.TrimSpace(head)
}

// isCalled reports whether a sheet or its file has a name of a list: "agenda2.csv".
func isCalled(m *sheet.Model, list vocabulary.List) bool {
	return slices.ContainsFunc([]string{m.Name, m.File}, func(name string) bool {
		return list.Within(strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return ' '
			}
			return r
		}, name))
	})
}

// facts are the parameters of what a finding says.
type facts = map[string]any

// textOf are the parameters of a finding about a text that was read.
func textOf(s string) facts { return facts{"text": wording.Clip(s)} }

func (t *sheetOf) find(code, form string, severity planner.Severity, where planner.Ref, seen string, args facts) {
	t.found = append(t.found, planner.Finding{
		Code: code, Form: form, Severity: severity, Where: where, Seen: seen, Args: args,
	})
}

// unread says that a cell is not understood.
func (t *sheetOf) unread(form string, c *sheet.Column, row table.Row) {
	text := c.Text(row)
	t.find(CodeCell, form, planner.Warning, t.Ref(c.At(row)), text, textOf(text))
}
