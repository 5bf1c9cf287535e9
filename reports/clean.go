package reports

import (
	"math"
	"reflect"
	"regexp"
	"slices"
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
	open := 0
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= ' ' && r < 0x7f:
		case r == isolate:
			open++
		case r == popIsolate && open > 0:
			open--
		case strings.ContainsRune("\n\r\t\v\f\u2028\u2029", r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(hidden, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return s + strings.Repeat(string(popIsolate), open)
}

// hidden are direction marks, embeddings, overrides and isolates, the byte order mark, the
// soft hyphen, zero-width spaces, interlinear annotation and tag characters. Joiners (U+200C,
// U+200D) stay: Persian and several Indian scripts need them.
var hidden = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x00AD, 0x00AD, 1},
		{0x061C, 0x061C, 1},
		{0x200B, 0x200B, 1},
		{0x200E, 0x200F, 1},
		{0x202A, 0x202E, 1},
		{0x2060, 0x2060, 1},
		{0x2066, 0x2069, 1},
		{0xFEFF, 0xFEFF, 1},
		{0xFFF9, 0xFFFB, 1},
	},
	R32:         []unicode.Range32{{0xE0000, 0xE007F, 1}},
	LatinOffset: 1,
}

// InText prepares text from an input file to stand within a sentence: cleaned,
// trimmed, and isolated where it holds right-to-left letters.
func InText(s string) string {
	s = strings.TrimSpace(Plain(s))
	if strings.ContainsFunc(s, rightToLeft) {
		return string(isolate) + s + string(popIsolate)
	}
	return s
}

func rightToLeft(r rune) bool {
	p, _ := bidi.LookupRune(r)
	return slices.Contains([]bidi.Class{bidi.R, bidi.AL, bidi.AN}, p.Class())
}

// Plain is the text without isolates, for places that cannot hold markup.
func Plain(s string) string { return isolates.Replace(cleanText(s)) }

var isolates = strings.NewReplacer(string(isolate), "", string(popIsolate), "")

// Inert makes every part of s that a spreadsheet program could read as a cell of its own,
// in a csv file or a workbook saved as one, start with something that is no formula: an
// apostrophe stands before = + - @, also in their full-width forms. A plain number such as
// -5 or +1 stays as it is.
func Inert(s string) string {
	if decimal.MatchString(s) {
		return s
	}
	return formula.ReplaceAllString(s, "$1'$2")
}

// formula is a sign that would begin one, at the start of a cell or behind what may part
// cells; programs pass over quotation marks, spaces and what is not seen before it.
var formula = regexp.MustCompile(`((?:^|[;\t\r\n])["\pZ\p{Cc}\p{Cf}]*)([-=+@＝＋－＠])`)

// decimal is a whole or decimal number with at most one sign: such a cell is a number to
// every program.
var decimal = regexp.MustCompile(`^[-+]?[0-9]+(\.[0-9]+)?$`)

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
func Segments(s string) (out []Segment) {
	for _, part := range segment.FindAllString(cleanText(s), -1) {
		if text := isolates.Replace(part); text != "" {
			out = append(out, Segment{text, text != part})
		}
	}
	return out
}

// segment is what stands between isolates or within a pair; a list in a sentence has pairs
// within one.
var segment = regexp.MustCompile(
	`\x{2068}(?:[^\x{2068}\x{2069}]|\x{2068}[^\x{2068}\x{2069}]*\x{2069})*\x{2069}|[^\x{2068}\x{2069}]+`)

// Piece is a stretch of text, with the address that it links to.
type Piece struct{ Text, Address string }

// address is one of the web, as a word or in brackets, without what ends a sentence.
var address = regexp.MustCompile(`https?://[^/.` + beside + `][^` + beside + `]*[^.,;:!?` + beside + `]`)

// beside are the signs that no address holds, among them all that could end it in a page or
// in Markdown, and those that stand beside one in Chinese and Arabic.
const beside = `\s()<>"\\^\x60{|}\x{2068}\x{2069}（）；，。、：！？“”«»؛،؟`

// Linked splits a text of which a builder said that it names a source, at the addresses of
// the web that it holds.
func Linked(text string) (out []Piece) {
	from := 0
	for _, at := range address.FindAllStringIndex(text, -1) {
		link := text[at[0]:at[1]]
		out = append(out, Piece{Text: text[from:at[0]]}, Piece{link, link})
		from = at[1]
	}
	return append(out, Piece{Text: text[from:]})
}

// Clean removes harmful characters from every text of the document and replaces
// infinite numbers, so that no writer has to.
func (d *Document) Clean() { clean(reflect.ValueOf(d).Elem()) }

// clean goes through the fields and items of a value. A number that is not finite is none.
func clean(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(cleanText(v.String()))
	case reflect.Float64:
		if math.IsInf(v.Float(), 0) {
			v.SetFloat(math.NaN())
		}
	case reflect.Slice:
		for i := range v.Len() {
			clean(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			clean(v.Field(i))
		}
		if x, ok := v.Addr().Interface().(*Value); ok && x.IsNum && !x.Finite() {
			*x = Value{State: x.State}
		}
	case reflect.Interface:
		if block, ok := v.Interface().(Block); ok {
			whole := reflect.New(reflect.TypeOf(block)).Elem()
			whole.Set(v.Elem())
			clean(whole)
			v.Set(whole)
		}
	}
}
