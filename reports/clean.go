package reports

import (
	"math"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// Text from input files is shown as it is, but three kinds of characters never
// reach a document: control characters, marks that turn the direction of the
// text around them ("right-to-left override" can make a file name or a count
// read backwards), and invisible fillers that make two names look alike.

// First strong isolate and pop directional isolate: the pair the Unicode
// bidirectional algorithm offers to keep a foreign-direction name from
// reordering the sentence around it. Builders put them around such names,
// writers keep them or turn them into their own mark.
const (
	isolate    = '\u2068'
	popIsolate = '\u2069'
)

// cleanText removes control and direction characters from s, turns line breaks
// and tabs into single spaces, replaces invalid UTF-8, and keeps only balanced
// isolates.
func cleanText(s string) string {
	if plainASCII(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	open := 0
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == isolate:
			open++
			b.WriteRune(r)
		case r == popIsolate:
			if open > 0 {
				open--
				b.WriteRune(r)
			}
		case strings.ContainsRune("\n\r\t\v\f\u2028\u2029", r):
			b.WriteByte(' ')
		case unicode.IsControl(r) || hidden(r):
		default:
			b.WriteRune(r)
		}
	}
	for ; open > 0; open-- {
		b.WriteRune(popIsolate)
	}
	return b.String()
}

func plainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// hidden reports direction marks, embeddings, overrides and isolates, the byte
// order mark, the soft hyphen and zero-width spaces. Joiners (U+200C, U+200D)
// stay: Persian and several Indian scripts need them.
func hidden(r rune) bool {
	switch {
	case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
		return true
	case r == '\u200E', r == '\u200F', r == '\u061C', r == '\u200B', r == '\u2060', r == '\uFEFF', r == '\u00AD':
		return true
	case r >= 0xE0000 && r <= 0xE007F: // tag characters
		return true
	case r >= 0xFFF9 && r <= 0xFFFB: // interlinear annotation
		return true
	}
	return false
}

// InText prepares text from an input file to stand within a sentence: cleaned,
// trimmed, and isolated where it holds right-to-left letters.
func InText(s string) string {
	s = strings.TrimSpace(Plain(s))
	for _, r := range s {
		p, _ := bidi.LookupRune(r)
		if c := p.Class(); c == bidi.R || c == bidi.AL || c == bidi.AN {
			return string(isolate) + s + string(popIsolate)
		}
	}
	return s
}

// Plain is the text without isolates, for places that cannot hold markup.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r == isolate || r == popIsolate {
			return -1
		}
		return r
	}, cleanText(s))
}

// Inert makes every part of s that a spreadsheet program could read as a cell of its own,
// in a csv file or a workbook saved as one, start with something that is no formula: an
// apostrophe stands before = + - @, also in their full-width forms. A plain number such as
// -5 or +1 stays as it is.
func Inert(s string) string {
	if !strings.ContainsAny(s, "=+-@＝＋－＠") || isDecimal(s) {
		return s
	}
	var b strings.Builder
	start := true // whether the next character that counts begins a cell
	for _, r := range s {
		switch {
		case strings.ContainsRune(";\t\r\n", r):
			start = true
		case !start:
		case strings.ContainsRune("=+-@＝＋－＠", r):
			b.WriteByte('\'')
			start = false
		case r == '"' || unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
		default:
			start = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isDecimal reports whether s is a whole or decimal number with at most one
// sign: such a cell is a number to every program.
func isDecimal(s string) bool {
	digits := s
	if s != "" && (s[0] == '-' || s[0] == '+') {
		digits = s[1:]
	}
	whole, fraction, found := strings.Cut(digits, ".")
	return allDigits(whole) && (!found || allDigits(fraction))
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// Shorten cuts a text to at most limit characters at a word, with an ellipsis.
func Shorten(s string, limit int) string {
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	cut := string(runes[:limit-1])
	if i := strings.LastIndexByte(cut, ' '); i > limit/2 {
		cut = cut[:i]
	}
	cut = strings.TrimRight(cut, " ,;:-–") + "…"
	if strings.Count(cut, string(isolate)) > strings.Count(cut, string(popIsolate)) {
		cut += string(popIsolate)
	}
	return cut
}

// Segment is a stretch of text, isolated where its direction may differ.
type Segment struct {
	Text     string
	Isolated bool
}

// Segments splits a text at its isolates.
func Segments(s string) []Segment {
	s = cleanText(s)
	var out []Segment
	add := func(text string, isolated bool) {
		if text != "" {
			out = append(out, Segment{strings.Trim(text, string(isolate)+string(popIsolate)), isolated})
		}
	}
	for {
		start := strings.IndexRune(s, isolate)
		if start < 0 {
			break
		}
		add(s[:start], false)
		rest := s[start:]
		end, depth := len(rest), 0
		for i, r := range rest {
			if r == isolate {
				depth++
			} else if r == popIsolate {
				if depth--; depth == 0 {
					end = i + len(string(popIsolate))
					break
				}
			}
		}
		add(rest[:end], true)
		s = rest[end:]
	}
	add(s, false)
	return out
}

// Clean removes harmful characters from every text of the document and replaces
// infinite numbers, so that no writer has to.
func (d *Document) Clean() {
	d.Title, d.Subtitle = cleanText(d.Title), cleanText(d.Subtitle)
	cleanPairs(d.Facts)
	for i := range d.Sections {
		s := &d.Sections[i]
		s.Title, s.Lead = cleanText(s.Title), cleanText(s.Lead)
		for j, block := range s.Blocks {
			s.Blocks[j] = cleanBlock(block)
		}
	}
	p := &d.Provenance
	p.Version, p.Date, p.Command = cleanText(p.Version), cleanText(p.Date), cleanText(p.Command)
	cleanAll(p.Notes)
	cleanPairs(p.Settings)
	cleanPairs(p.Sources)
}

func cleanBlock(block Block) Block {
	switch x := block.(type) {
	case Paragraph:
		x.Text = cleanText(x.Text)
		return x
	case Verdicts:
		x.Title = cleanText(x.Title)
		for i := range x.Items {
			x.Items[i].Text, x.Items[i].Detail = cleanText(x.Items[i].Text), cleanText(x.Items[i].Detail)
		}
		return x
	case List:
		x.Title = cleanText(x.Title)
		cleanAll(x.Items)
		return x
	case Table:
		cleanTable(&x)
		return x
	case Chart:
		cleanChart(&x)
		return x
	case Cards:
		for i := range x.Items {
			c := &x.Items[i]
			c.Title = cleanText(c.Title)
			cleanAll(c.Lines)
			for j := range c.Tables {
				cleanTable(&c.Tables[j])
			}
		}
		return x
	default:
		return block
	}
}

func cleanTable(t *Table) {
	t.Title, t.Note = cleanText(t.Title), cleanText(t.Note)
	for i := range t.Columns {
		t.Columns[i].Title = cleanText(t.Columns[i].Title)
	}
	for _, row := range t.Rows {
		for i := range row {
			row[i].Text = cleanText(row[i].Text)
			if row[i].IsNum && !row[i].Finite() {
				row[i] = Value{State: row[i].State}
			}
		}
	}
}

func cleanChart(c *Chart) {
	c.Title, c.Summary, c.Axis = cleanText(c.Title), cleanText(c.Summary), cleanText(c.Axis)
	cleanAll(c.Categories)
	for i := range c.Orders {
		c.Orders[i].Name = cleanText(c.Orders[i].Name)
	}
	for i := range c.Panels {
		c.Panels[i].Title, c.Panels[i].Summary = cleanText(c.Panels[i].Title), cleanText(c.Panels[i].Summary)
	}
	for i := range c.Series {
		s := &c.Series[i]
		s.Name = cleanText(s.Name)
		for j, v := range s.Values {
			if math.IsInf(v, 0) {
				s.Values[j] = math.NaN()
			}
		}
	}
	cleanTable(&c.Table)
}

func cleanAll(texts []string) {
	for i := range texts {
		texts[i] = cleanText(texts[i])
	}
}

func cleanPairs(pairs []Pair) {
	for i := range pairs {
		pairs[i].Key, pairs[i].Value = cleanText(pairs[i].Key), cleanText(pairs[i].Value)
	}
}
