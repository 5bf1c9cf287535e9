package sheet

import (
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
			m.sayAside(l.lines[i].Row)
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
// table; below a gap two will do, and one beside a word of which nothing is known
// above numbers.
const headerWords = 3

// startsTable reports whether a row is the header of another table.
func (l *layout) startsTable(i int) bool {
	x := &l.lines[i]
	if x.class == Header || x.filled < 2 || i == 0 || i+1 == len(l.lines) || !l.isTitled(i) {
		return false
	}
	known := 0
	for col, c := range x.Cells {
		text := Text(c)
		switch {
		case text == "":
		case isData(c):
			return false
		case !l.seen.isValue(col+1, text) && headerWord(text, nil) >= gridShare:
			known++
		}
	}
	return 2*known >= x.filled && (known >= headerWords || known == 2 && l.isApart(i))
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

func (m *Model) sayAside(head table.Row) {
	var texts []string
	for _, c := range head.Cells {
		if t := Text(c); t != "" && len(texts) < 4 {
			texts = append(texts, wording.Quote(t))
		}
	}
	m.say(codeTableAside, planner.Warning, m.RowRef(head), firstText(head),
		"Another table begins here, headed "+strings.Join(texts, ", ")+" …; it was not read.",
		"If it is needed, put it on a sheet of its own.")
}

// sayBeside warns of a second table beside the one that is read: columns to the
// right that repeat the headings of others.
func (m *Model) sayBeside() {
	var beside []*Column
	heads := make(map[string]bool)
	for _, c := range m.Columns {
		head := vocabulary.Compact(c.Header)
		if head != "" && heads[head] && c.Used == "" && c.Given > 0 {
			beside = append(beside, c)
		}
		heads[head] = true
	}
	if len(beside) < 2 {
		return
	}
	first, last := beside[0], beside[len(beside)-1]
	m.say(codeTableAside, planner.Warning, m.ColumnRef(first), first.Header,
		"Another table stands beside the first, in columns "+first.Letter()+" to "+last.Letter()+"; it was not read.",
		"If it is needed, put it on a sheet of its own.")
}
