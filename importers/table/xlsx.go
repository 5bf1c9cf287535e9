package table

import (
	"path"
	"regexp"
	"strings"
)

// xlsxBook is what all sheets of a workbook share.
type xlsxBook struct {
	archive  *archive
	strings  []string // shared ones
	styles   []cellFormat
	struck   []bool // by style: the font is struck through
	date1904 bool
}

// openXLSX reads the parts that lead to the sheets: relationships, workbook,
// styles, shared strings. The sheets themselves are read by [Sheet.Rows].
func openXLSX(b *Book, a *archive) error {
	b.Format = XLSX
	x := &xlsxBook{archive: a}
	workbook, err := a.mainPart("xl/workbook.xml")
	if err != nil {
		return err
	}
	rels, err := a.relations(workbook)
	if err != nil {
		return err
	}
	if err := x.readWorkbook(workbook, rels); err != nil {
		return err
	}
	for _, r := range rels {
		if r.external || !a.has(r.target) {
			continue
		}
		switch path.Base(r.kind) {
		case "sharedStrings":
			err = x.readStrings(r.target)
		case "styles":
			err = x.readStyles(r.target)
		}
		if err != nil {
			return err
		}
	}
	if len(b.Sheets) == 0 {
		return a.damaged(workbook, "the workbook has no sheet with cells")
	}
	return nil
}

// readWorkbook lists the sheets and finds the date system. Sheets that are
// charts or dialogs have no cells and are left out.
func (x *xlsxBook) readWorkbook(part string, rels map[string]relation) error {
	b := x.archive.book
	used := make(map[string]bool)
	return x.archive.eachElement(part, func(s *xmlScanner) {
		switch {
		case s.is("workbookPr"):
			x.date1904 = s.attrBool("date1904")
		case s.is("sheet"):
			name, state := s.attrText("name"), s.attrText("state")
			rel, ok := rels[s.attrLocal("id")] // "r:id" in practice
			switch {
			case !ok || rel.external || !x.archive.has(rel.target):
				s.fail(b.damaged(part, "sheet \""+name+"\" is listed but not there"))
			case path.Base(rel.kind) != "worksheet":
				return
			case used[rel.target]:
				s.fail(b.damaged(part, "two sheets share the part "+rel.target))
			}
			used[rel.target] = true
			b.Sheets = append(b.Sheets, &Sheet{
				Name: name, Hidden: state == "hidden" || state == "veryHidden",
				book: b, reader: &xlsxReader{book: x, part: rel.target},
			})
		}
	})
}

const (
	// maxStrings bounds the list of shared strings to some 80 MB; the texts in it are
	// bounded by the limit on unpacked bytes.
	maxStrings = 5_000_000
	// A list of different texts holds the empty one once. Some writers repeat it,
	// but a list that is mostly that is made to exhaust memory.
	maxEmptyStrings = 100_000
)

// readStrings reads the shared strings: plain ones, and rich text with its runs
// joined and phonetic guides left out.
func (x *xlsxBook) readStrings(part string) error {
	most := x.archive.book.limits.CellChars
	return x.archive.scan(part, func(s *xmlScanner) {
		var text []byte
		inText, empty := false, 0
		for tok := range s.tokens {
			switch {
			case tok == xmlText:
				if inText && len(text) <= 8*most { // beyond, the cell is refused
					text = s.appendText(text)
				}
			case s.is("si") && tok == xmlStart:
				text = text[:0]
			case s.is("si"):
				x.strings = append(x.strings, string(unescapeXLSX(text)))
				if len(text) == 0 {
					empty++
				}
				if len(x.strings) > maxStrings || empty > maxEmptyStrings {
					s.fail(x.archive.damaged(part, "it lists more texts, or more empty ones, than any table needs"))
				}
			case s.is("t"):
				inText = tok == xmlStart
			case tok == xmlStart && (s.is("rPh") || s.is("extLst")):
				s.skip()
			}
		}
	})
}

// literals are what a format code shows as it stands (quoted text, escapes, the
// width of a character), and colours, conditions and languages in brackets.
var literals = regexp.MustCompile(`"[^"]*("|$)|[\\\\_*].|\[[^\]]*(\]|$)`)

// classifyFormat tells from a format code whether it shows dates or times: the
// first section is looked at, without its literals.
func classifyFormat(code string) cellFormat {
	if isCut(code) {
		return formatNumber
	}
	code = strings.ToLower(code)
	elapsed := false
	bare, _, _ := strings.Cut(literals.ReplaceAllStringFunc(code, func(l string) string {
		elapsed = elapsed || len(l) > 2 && strings.Trim(l, "[hms]") == ""
		return ""
	}), ";")
	if strings.HasPrefix(bare, "general") || strings.HasPrefix(bare, "g/") {
		return formatNumber // "G/通用格式" is General in Chinese
	}
	bare = strings.NewReplacer("e+", "", "e-", "").Replace(bare)
	shown := strings.IndexAny(bare, "ydebghs") // fractions of seconds come after s
	digits := strings.IndexAny(bare, "0#?")
	date, clock := strings.ContainsAny(bare, "ydebg"), strings.ContainsAny(bare, "hs")
	switch {
	case digits >= 0 && !elapsed && (shown < 0 || digits < shown):
		return formatNumber // "0.00", "# ?/?"
	case elapsed:
		return formatElapsed
	case date && clock:
		return formatDateTime
	case clock:
		return formatTime
	case date, strings.Contains(bare, "m"):
		return formatDate // also a month alone, "mmmm"
	}
	return formatNumber
}

// isCut reports whether a format code ends within a literal.
func isCut(code string) bool {
	return strings.Count(code, `"`)%2 == 1 || strings.Count(code, "[") != strings.Count(code, "]")
}

// strikes reports whether a cell style strikes its text through.
func (x *xlsxBook) strikes(style int) bool {
	return style >= 0 && style < len(x.struck) && x.struck[style]
}

// builtinFormats are the dates and times that every workbook knows without a format
// code (ECMA-376 part 1, 18.8.30), East Asian ones included.
var builtinFormats = map[cellFormat][]int{
	formatDate:     {14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58},
	formatTime:     {18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56},
	formatDateTime: {22},
	formatElapsed:  {46},
}

// styleGroups are the lists of the styles of a workbook that are told apart.
var styleGroups = map[string]bool{"cellXfs": true, "cellStyleXfs": true, "dxfs": true, "numFmts": true, "fonts": true}

// readStyles reads which of a workbook's cell styles show dates or times, and which strike
// their text through.
func (x *xlsxBook) readStyles(part string) error {
	formats := make(map[int]cellFormat)
	for format, ids := range builtinFormats {
		for _, id := range ids {
			formats[id] = format
		}
	}
	var group string
	fonts, struck := 0, make(map[int]bool)
	return x.archive.eachElement(part, func(s *xmlScanner) {
		switch {
		case styleGroups[s.local()]:
			group = s.local()
		case s.is("numFmt") && group == "numFmts":
			formats[s.attrInt("numFmtId", -1)] = classifyFormat(s.attrText("formatCode"))
		case s.is("xf") && group == "cellXfs":
			x.styles = append(x.styles, formats[s.attrInt("numFmtId", 0)])
			x.struck = append(x.struck, struck[s.attrInt("fontId", 0)])
		case s.is("font") && group == "fonts":
			fonts++
		case s.is("strike") && group == "fonts":
			struck[fonts-1] = s.attrText("val") != "0" && s.attrText("val") != "false"
		}
	})
}
