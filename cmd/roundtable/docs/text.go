package docs

import (
	"regexp"
	"strings"

	"github.com/rivo/uniseg"
)

// Text lays a page out for a terminal of so many columns. It knows the Markdown that the
// pages are written in: headings, paragraphs, lists, tables, blocks of code, emphasis and
// links. A row of a table becomes its first cell, and below it the others, each with the
// heading of its column where there are more than two.
func Text(page string, width int) string {
	t := printer{width: max(width, narrowest)}
	var code []string
	inCode := false
	for line := range strings.SplitSeq(strings.TrimSpace(strings.Replace(page, Mark, "", 1)), "\n") {
		switch {
		case strings.HasPrefix(line, "```"):
			t.flush()
			t.code(code)
			code, inCode = nil, !inCode
		case inCode:
			code = append(code, line)
		case strings.HasPrefix(line, "|"):
			t.row(line)
		case line == "":
			t.flush()
			t.blank()
		case strings.HasPrefix(line, "#"):
			t.heading(line)
		case strings.HasPrefix(strings.TrimLeft(line, " "), "- "):
			t.flush()
			t.first, t.rest, t.words = "- ", "  ", strings.TrimLeft(line, " ")[2:]
		default:
			t.words += " " + line
		}
	}
	t.flush()
	return strings.Join(t.lines, "\n") + "\n"
}

// narrowest is the least width that text is laid out for.
const narrowest = 40

// printer collects the lines of a page.
type printer struct {
	width int
	lines []string

	// The paragraph that is being read, and what stands before its lines.
	words, first, rest string
	// heads are the headings of the table that is being read.
	heads []string
}

func (t *printer) line(s string) { t.lines = append(t.lines, s) }

func (t *printer) blank() {
	t.heads = nil
	if n := len(t.lines); n > 0 && t.lines[n-1] != "" {
		t.line("")
	}
}

// flush ends a paragraph.
func (t *printer) flush() {
	t.paragraph(t.words, t.first, t.rest)
	t.words, t.first, t.rest = "", "", ""
}

// paragraph breaks a text between words.
func (t *printer) paragraph(text, first, rest string) { t.fill(plain(text), first, rest) }

func (t *printer) fill(text, first, rest string) {
	line, empty := first, true
	for _, word := range strings.Fields(text) {
		switch {
		case empty:
			line += word
		case uniseg.StringWidth(line)+1+uniseg.StringWidth(word) > t.width:
			t.line(line)
			line = rest + word
		default:
			line += " " + word
		}
		empty = false
	}
	if !empty {
		t.line(line)
	}
}

// code prints a block of code, set in by as much as there is room for. What is wider than the
// screen goes on below its last column, or a little to the right.
func (t *printer) code(lines []string) {
	in, most := codeIndent, t.width
	for _, line := range lines {
		if w := uniseg.StringWidth(line); w <= most {
			in = min(in, most-w)
		}
	}
	before := strings.Repeat(" ", in)
	for _, line := range lines {
		if uniseg.StringWidth(line) <= most-in {
			t.line(strings.TrimRight(before+line, " "))
			continue
		}
		text := strings.TrimLeft(line, " ")
		first := strings.Repeat(" ", len(line)-len(text))
		rest := first + "  "
		if at := lastColumn.FindStringIndex(text); at != nil {
			first, text = first+text[:at[1]], text[at[1]:]
			rest = strings.Repeat(" ", uniseg.StringWidth(first))
		}
		t.fill(text, before+first, before+rest)
	}
}

// codeIndent is how far a block of code is set in.
const codeIndent = 4

// lastColumn is what stands before the last column of a line: what is parted by several blanks.
var lastColumn = regexp.MustCompile(`^.*\S {2,}`)

// heading underlines the first two levels.
func (t *printer) heading(line string) {
	t.flush()
	level, text, _ := strings.Cut(line, " ")
	text = plain(text)
	t.line(text)
	if rule := map[string]string{"#": "═", "##": "─"}[level]; rule != "" {
		t.line(strings.Repeat(rule, uniseg.StringWidth(text)))
	}
}

// row prints a row of a table; the first is its headings.
func (t *printer) row(line string) {
	t.flush()
	cells := cellsOf(line)
	switch {
	case t.heads == nil:
		t.heads = cells
		t.paragraph(strings.Join(cells, " · "), "", "  ")
		return
	case strings.Trim(line, "|-: ") == "":
		t.line("")
		return
	}
	t.paragraph(cells[0], "  ", "    ")
	for i, cell := range cells[1:] {
		if head := t.heads[i+1]; len(cells) > 2 && head != "" && cell != "" {
			cell = head + ": " + cell
		}
		t.paragraph(cell, "      ", "      ")
	}
}

// cellsOf parts a row at the bars that are not escaped.
func cellsOf(line string) []string {
	const bar = "\x00"
	line = strings.ReplaceAll(strings.Trim(strings.TrimSpace(line), "|"), `\|`, bar)
	cells := strings.Split(line, "|")
	for i, c := range cells {
		cells[i] = strings.TrimSpace(strings.ReplaceAll(c, bar, "|"))
	}
	return cells
}

var (
	codeSpan = regexp.MustCompile("`[^`]*`")
	link     = regexp.MustCompile(`\[([^]]*)\]\(([^)]*)\)`)
	escaped  = regexp.MustCompile(`\\([\\*_\[\]<>#` + "`" + `])`)
	emphasis = regexp.MustCompile(`\*\*?([^*\s](?:[^*]*[^*\s])?)\*\*?`)
)

// plain takes away the signs of Markdown within a line. What stands in a code span stays
// as it is.
func plain(text string) string {
	var out strings.Builder
	at := 0
	prose := func(s string) {
		s = link.ReplaceAllStringFunc(s, func(l string) string {
			m := link.FindStringSubmatch(l)
			if strings.HasPrefix(m[2], "http") {
				return m[1] + " (" + m[2] + ")"
			}
			return m[1]
		})
		out.WriteString(escaped.ReplaceAllString(emphasis.ReplaceAllString(s, "$1"), "$1"))
	}
	for _, span := range codeSpan.FindAllStringIndex(text, -1) {
		prose(text[at:span[0]])
		out.WriteString(text[span[0]+1 : span[1]-1])
		at = span[1]
	}
	prose(text[at:])
	return out.String()
}
