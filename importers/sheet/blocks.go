package sheet

import (
	"slices"
	"strings"

	"roundtable/importers/internal/wording"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Further tables on a sheet, below, above or beside the one that is read. They are
// not read, and each is named.

// setAside finds further tables below or above the one that is read: a row of
// header words under a title or a gap that is not the header. The titles above it
// belong to it.
func (l *layout) setAside() {
	m := l.m
	if len(m.Header) == 0 {
		return
	}
	aside := false
	for i := range l.lines {
		switch {
		case i >= m.first && i < m.after:
			aside = false
			continue
		case l.startsTable(i):
			l.sayAside(l.lines[i].Row)
			aside = true
			for j := i - 1; j >= m.after && l.lines[j].filled <= 1 && l.lines[j].class == Body; j-- {
				l.lines[j].class = Aside
			}
		}
		if aside {
			l.lines[i].class = Aside
		}
	}
}

// headerWords is how many known words a row needs to be the header of another
// table; below a gap two will do.
const headerWords = 3

// startsTable reports whether a row is the header of another table: by its words, or
// because the rows below it hold numbers and times where the records hold texts.
func (l *layout) startsTable(i int) bool {
	x := &l.lines[i]
	if x.class == Header || x.filled < 2 || i == 0 || i+1 == len(l.lines) || !l.isTitled(i) {
		return false
	}
	known := wordsOf(x.Row, func(col int, text string) bool {
		return !l.seen.isValue(col, text) && headerWord(text, nil) >= gridShare
	})
	return 2*known >= x.filled && (known >= headerWords || known == 2 && l.isApart(i)) ||
		x.class == Body && l.isApart(i) && l.isOfOtherKind(i)
}

// isOfOtherKind reports whether some column of the block below a line holds numbers
// or times alone, below a text of its own, where the records above hold none; and no
// row of the block says that it is a statistic.
func (l *layout) isOfOtherKind(i int) bool {
	to := i + 1
	for to < len(l.lines) && l.lines[to].filled > 0 && l.lines[to].Number == l.lines[to-1].Number+1 {
		if isWord(l.lines[to].text) || isTotal(l.lines[to].Row) {
			return false
		}
		to++
	}
	return wordsOf(l.rows[i], func(col int, text string) bool {
		below, above := textsOf(l.rows[i+1:to], col), textsOf(l.rows[l.m.after:i], col)
		return !vocabulary.IsMissing(text) && below.data > 0 && below.data == below.cells &&
			above.cells > 0 && above.data == 0
	}) > 0
}

// isTime reports a time of the day: 9:00, 10.30 h, 14:00–15:30.
func isTime(text string) bool {
	return text != "" && text[0] >= '0' && text[0] <= '9' && strings.ContainsAny(text, ":.") &&
		strings.Trim(text, "0123456789:.-–— hH") == ""
}

// isTitled reports whether a line stands under a title or a gap.
func (l *layout) isTitled(i int) bool { return l.isApart(i) || l.lines[i-1].filled <= 1 }

// isApart reports whether a gap, or a gap and a title, stand above a line.
func (l *layout) isApart(i int) bool {
	if i > 1 && l.lines[i-1].filled == 1 {
		i--
	}
	return l.lines[i].Number > l.lines[i-1].Number+1 || l.lines[i-1].filled == 0
}

func (l *layout) sayAside(head table.Row) {
	var texts []string
	for _, c := range head.Cells {
		if t := Text(c); t != "" && len(texts) < 4 {
			texts = append(texts, wording.Clip(t))
		}
	}
	l.m.say(codeTableAside, "below", planner.Warning, l.m.RowRef(head), firstText(head),
		facts{"headers": planner.Quoted(texts)})
}

// sayBeside warns of further tables beside the one that is read: neighbouring columns
// of which none was read, behind a blank column or under headings that come again.
func (m *Model) sayBeside() {
	heads := make(map[string]bool)
	for _, block := range m.blocks() {
		first, last, again := block[0], block[len(block)-1], 0
		for _, c := range block {
			if head := vocabulary.Compact(c.Header); head != "" && heads[head] {
				again++
			}
		}
		for _, c := range block {
			heads[vocabulary.Compact(c.Header)] = true
		}
		left := func(c *Column) bool { return c.Col == first.Col-1 }
		read := func(c *Column) bool { return c.Used != "" }
		apart := again > 1 || first.Col > 1 && !slices.ContainsFunc(m.Columns, left)
		if len(block) > 1 && len(block) < len(m.Columns) && apart && !slices.ContainsFunc(block, read) {
			m.say(codeTableAside, "beside", planner.Warning, m.ColumnRef(first), first.Header,
				facts{"first": first.Letter(), "last": last.Letter()})
		}
	}
}

// blocks parts the columns that hold something at blank columns, and where a heading
// comes again that was not read.
func (cs Columns) blocks() []Columns {
	var out []Columns
	heads := make(map[string]bool)
	for i, c := range cs {
		head := vocabulary.Compact(c.Header)
		again := head != "" && heads[head] && c.Used == ""
		if i == 0 || again && cs[i-1].Used != "" || c.Col > cs[i-1].Col+1 {
			out = append(out, nil)
		}
		heads[head] = true
		if c.Given > 0 {
			out[len(out)-1] = append(out[len(out)-1], c)
		}
	}
	return slices.DeleteFunc(out, func(block Columns) bool { return len(block) == 0 })
}
