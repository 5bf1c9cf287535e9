package table

// stringTable holds the shared strings of a workbook in pieces, so that a long
// list is never copied to a larger place.
type stringTable struct {
	pieces [][]string
	n      int
	empty  int
	long   map[int]bool // those beyond the limit on characters, kept as ""
}

const (
	stringPiece = 4096
	// maxStrings bounds the list itself to some 80 MB; the texts in it are bounded
	// by the limit on unpacked bytes.
	maxStrings = 5_000_000
	// A list of different texts holds the empty one once. Some writers repeat it,
	// but a list that is mostly that is made to exhaust memory.
	maxEmptyStrings = 100_000
)

// add appends a text and reports whether the list may go on.
func (t *stringTable) add(text []byte, most int) bool {
	if tooLong(text, most) {
		if t.long == nil {
			t.long = make(map[int]bool)
		}
		t.long[t.n] = true
		text = text[:0]
	}
	if len(text) == 0 {
		t.empty++
	}
	if t.n%stringPiece == 0 {
		t.pieces = append(t.pieces, make([]string, 0, stringPiece))
	}
	last := &t.pieces[len(t.pieces)-1]
	*last = append(*last, string(text))
	t.n++
	return t.n <= maxStrings && t.empty <= maxEmptyStrings
}

// at returns text i, which must be in the list.
func (t *stringTable) at(i int) string { return t.pieces[i/stringPiece][i%stringPiece] }

// readStrings reads the shared strings: plain ones, and rich text with its runs
// joined and phonetic guides left out.
func (x *xlsxBook) readStrings(part string) (list stringTable, err error) {
	var text []byte
	inText := false
	most := x.archive.book.limits.CellChars
	err = x.archive.walk(part, func(s *xmlScanner, tok xmlToken) (err error) {
		switch {
		case tok == xmlText && inText && len(text) <= 8*most:
			text, err = s.appendText(text)
		case tok == xmlText:
		case s.is("si") && tok == xmlStart:
			text = text[:0]
		case s.is("si"):
			if !list.add(unescapeXLSX(text), most) {
				err = x.archive.damaged(part, "it lists more texts, or more empty ones, than any table needs")
			}
		case s.is("t"):
			inText = tok == xmlStart
		case tok == xmlStart && (s.is("rPh") || s.is("extLst")):
			err = s.skip()
		}
		return err
	})
	return list, err
}
