package table

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"roundtable/planner"
)

// textSource gives the decoded text of a text file, from its start, as often as
// it is asked for.
type textSource struct {
	book *Book
	skip int64 // bytes of the byte order mark
	enc  encoding.Encoding
	lead int // decoded bytes of a "sep=;" line
}

// reader returns the decoded text without byte order mark and "sep=" line.
func (t *textSource) reader() io.Reader {
	r := t.whole()
	if t.lead > 0 {
		_, _ = io.CopyN(io.Discard, r, int64(t.lead))
	}
	return r
}

func (t *textSource) whole() io.Reader {
	raw := io.NewSectionReader(t.book.src, t.skip, t.book.Size-t.skip)
	if t.enc == nil {
		return raw
	}
	return transform.NewReader(raw, t.enc.NewDecoder())
}

// Encodings lists the names most useful for [Options.Encoding]. Every label of
// the WHATWG encoding standard is understood as well.
func Encodings() []string {
	return []string{
		"utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-1", "iso-8859-2", "iso-8859-15",
		"windows-1250", "windows-1251", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257",
		"koi8-r", "macintosh", "ibm850", "ibm852", "ibm866", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr",
	}
}

// CheckEncoding returns an error that lists the usual names if name is not one
// that [Options.Encoding] understands.
func CheckEncoding(name string) error {
	_, _, err := encodingByName(name)
	return err
}

// ownLabels are the encodings that the WHATWG standard lacks, or names otherwise
// than files are: it takes iso-8859-1 for windows-1252.
var ownLabels = []struct {
	name     string
	labels   []string
	encoding encoding.Encoding
}{
	{"utf-8", []string{"utf-8", "utf8"}, nil},
	{"iso-8859-1", []string{"iso-8859-1", "latin1", "latin-1"}, charmap.ISO8859_1},
	{"macintosh", []string{"macroman", "mac-roman", "macintosh", "mac"}, charmap.Macintosh},
	{"ibm850", []string{"ibm850", "cp850", "850"}, charmap.CodePage850},
	{"ibm852", []string{"ibm852", "cp852", "852"}, charmap.CodePage852},
	{"ibm437", []string{"ibm437", "cp437", "437"}, charmap.CodePage437},
	{"utf-16le", []string{"utf-16", "utf16", "unicode"}, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
}

// encodingByName finds an encoding and its usual name; a nil Encoding is UTF-8.
func encodingByName(name string) (encoding.Encoding, string, error) {
	label := strings.ToLower(strings.TrimSpace(name))
	for _, e := range ownLabels {
		if slices.Contains(e.labels, label) {
			return e.encoding, e.name, nil
		}
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return nil, "", fmt.Errorf("unknown encoding %q; try one of %s", name, strings.Join(Encodings(), ", "))
	}
	canonical, err := htmlindex.Name(e)
	if err != nil {
		canonical = strings.ToLower(name)
	}
	if canonical == "utf-8" {
		return nil, canonical, nil
	}
	return e, canonical, nil
}

// byteOrderMark returns the encoding a byte order mark announces and its length.
func byteOrderMark(head []byte) (name string, length int64) {
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		return "utf-8", 3
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		return "utf-16le", 2
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return "utf-16be", 2
	}
	return "", 0
}

// setEncoding decides how the file's bytes become text: by byte order mark, as
// asked, as UTF-16 where zero bytes show it, as UTF-8 if it is valid, and else by
// its letters, which is said. A byte order mark cannot be there by
// chance, so it wins over what was asked for, perhaps for another file.
func (t *textSource) setEncoding(asked string, head []byte) error {
	b := t.book
	mark, length := byteOrderMark(head)
	b.BOM, t.skip = length > 0, length
	name := cmp.Or(mark, asked, utf16Pattern(head))
	for _, label := range []string{asked, cmp.Or(name, "utf-8")} {
		if label == "" {
			continue
		}
		enc, canonical, err := encodingByName(label)
		if err != nil {
			return err
		}
		t.enc, b.Encoding = enc, canonical
	}
	survey, err := surveyText(t.whole())
	if err != nil {
		return fmt.Errorf("%s: %w", b.Name, err)
	}
	switch {
	case survey.nul > 0:
		return t.nulError(survey)
	case survey.bad == 0 && t.enc == nil && bytes.Contains(head, []byte("\x1b$B")):
		t.enc, b.Encoding, _ = encodingByName("iso-2022-jp") // Japanese in seven bits: it begins with this switch
	case survey.bad+survey.lost == 0:
	case survey.bad == 0 && t.enc == nil:
		return t.noteLost(survey)
	case name == "":
		return t.guess(survey)
	case asked != "" && b.Encoding != "utf-8":
		return t.doubt(survey)
	default:
		t.noteDamaged(survey, "")
	}
	return nil
}

// noteLost says that characters were lost before the file was saved.
func (t *textSource) noteLost(survey textSurvey) error {
	isLost := func(r rune) bool { return r == utf8.RuneError }
	lines, err := foreignLines(t.whole(), isLost)
	sample := firstCell(string(lines), func(cell string) bool { return strings.ContainsFunc(cell, isLost) })
	t.book.note(CodeEncodingLost, "", t.book.LineRef(survey.badLine), sample, facts{
		"n": survey.lost, "example": sample,
	})
	return err
}

// note adds a warning.
func (b *Book) note(code, form string, where planner.Ref, seen string, args facts) {
	b.Findings = append(b.Findings, planner.Finding{
		Code: code, Form: form, Severity: planner.Warning, Where: where, Seen: seen, Args: args,
	})
}

// noteDamaged says that characters are not valid in the encoding that was told or
// is likely; better is one that would fit, if there is any.
func (t *textSource) noteDamaged(survey textSurvey, better string) {
	if t.enc == nil {
		t.enc = unicode.UTF8 // its decoder puts U+FFFD for what is not valid
	}
	form, args := "damaged", facts{"n": survey.bad + survey.lost, "encoding": t.book.Encoding}
	if better != "" {
		form, args["better"] = "better", better
	}
	t.book.note(CodeEncodingDamaged, form, t.book.LineRef(survey.badLine), "", args)
}

// doubt says what else a text may be that is not valid in the encoding asked for.
func (t *textSource) doubt(survey textSurvey) error {
	sample, err := foreignLines((&textSource{book: t.book}).whole(), isForeign)
	if err != nil {
		return fmt.Errorf("%s: %w", t.book.Name, err)
	}
	t.noteDamaged(survey, guessEncodings(sample)[0].encoding)
	return nil
}

// guess decides about a text that is not UTF-8 by the letters in it, and says so:
// which encoding was taken, an example, and what else it may be.
func (t *textSource) guess(survey textSurvey) error {
	sample, err := foreignLines(t.whole(), isForeign)
	if err != nil {
		return fmt.Errorf("%s: %w", t.book.Name, err)
	}
	guesses := guessEncodings(sample)
	best := guesses[0]
	if best.encoding == "utf-8" {
		t.noteDamaged(survey, "")
		return nil
	}
	t.enc, t.book.Encoding, _ = encodingByName(best.encoding)
	form, example := "best", firstForeign(best.text, "")
	if best.encoding == "windows-1252" {
		form = "usual"
	}
	guesses = slices.DeleteFunc(guesses[1:], func(g guess) bool { return g.encoding == "utf-8" })
	var others []string
	var alike []planner.Told
	for i, g := range guesses[:min(3, len(guesses))] {
		close := best.fit-g.fit < surely
		if !close && i > 1 {
			break
		}
		if others = append(others, g.encoding); close {
			alike = append(alike, planner.Told{Code: "encoding-alike", Args: facts{
				"encoding": g.encoding,
				"here":     firstForeign(best.text, g.text), "there": firstForeign(g.text, best.text),
			}})
		}
	}
	args := facts{"encoding": best.encoding, "example": example, "others": strings.Join(others, ", ")}
	if len(alike) > 0 {
		form, args["alike"] = form+"-alike", alike
	}
	t.book.note(CodeEncodingAssumed, form, t.book.LineRef(survey.badLine), example, args)
	if survey, err = surveyText(t.whole()); err == nil && survey.lost > 0 {
		t.noteDamaged(survey, "")
	}
	return err
}

// foreignLines returns the first lines of a text that have a wanted character, such
// as one that is not ASCII, as much of them as tells the encoding.
func foreignLines(r io.Reader, wanted func(rune) bool) (sample []byte, err error) {
	const enough = 16 << 10
	lines := bufio.NewReader(r)
	for len(sample) < enough && (err == nil || errors.Is(err, bufio.ErrBufferFull)) {
		var line []byte
		if line, err = lines.ReadSlice('\n'); bytes.ContainsFunc(line, wanted) {
			sample = append(sample, line...)
		}
	}
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, err
	}
	return sample, nil
}

// nulError says where a NUL byte is: by line, and by byte where that is known.
func (t *textSource) nulError(survey textSurvey) error {
	at := ""
	if t.enc == nil {
		at = fmt.Sprintf(" (byte %s of the file)", Thousands(int(survey.nul+t.skip)))
	}
	return &FormatError{
		File: t.book.Name, Where: fmt.Sprintf("line %d", survey.nulLine),
		What: "there is a NUL byte" + at + ", which no text has",
		Do:   "the file is damaged or is not text; " + saveAsUTF8 + " with the program it comes from",
	}
}

// textSurvey is what one pass over a text tells: text that should be UTF-8, or
// was decoded to it.
type textSurvey struct {
	nul     int64 // position of the first NUL byte, from 1; 0 for none
	nulLine int
	bad     int // bytes that are not part of valid UTF-8
	lost    int // characters U+FFFD, which a decoder puts for what it cannot read
	badLine int // of the first bad or lost one
}

// surveyText reads r once. Lines end with LF, CR LF or CR.
func surveyText(r io.Reader) (v textSurvey, err error) {
	in := bufio.NewReaderSize(r, headBytes)
	line, pos, last := 1, int64(0), ' '
	for {
		if n := skipPlain(in); n > 0 {
			pos, last = pos+int64(n), ' '
		}
		c, size, err := in.ReadRune()
		if errors.Is(err, io.EOF) {
			return v, nil
		}
		if err != nil {
			return v, err
		}
		pos += int64(size)
		switch {
		case c == '\r', c == '\n' && last != '\r':
			line++
		case c == 0 && v.nul == 0:
			v.nul, v.nulLine = pos, line
		case c == utf8.RuneError && size == 1:
			v.bad++
		case c == utf8.RuneError:
			v.lost++
		}
		if last = c; v.bad+v.lost > 0 && v.badLine == 0 {
			v.badLine = line
		}
	}
}

// skipPlain passes over what is buffered of printable ASCII, most of any text: with
// it the whole of `inspect` takes three quarters of the time.
func skipPlain(in *bufio.Reader) int {
	buf, _ := in.Peek(in.Buffered())
	n := 0
	for n < len(buf) && buf[n] >= ' ' && buf[n] <= '~' {
		n++
	}
	in.Discard(n) //nolint:errcheck // these bytes are buffered
	return n
}

// utf16Pattern recognises UTF-16 without a byte order mark by the zero bytes of
// its separators, digits and line ends, all on one side of the pairs, and by few
// pairs that would be two characters of ASCII.
func utf16Pattern(head []byte) string {
	var zero [2]int // pairs whose first, or second, byte is zero beside one of a text
	pairs, ascii := len(head)/2, 0
	for i := range pairs {
		pair := head[2*i : 2*i+2]
		side := bytes.IndexByte(pair, 0)
		switch {
		case pair[0]|pair[1] == 0:
			return ""
		case side >= 0 && isTextByte(pair[1-side]):
			zero[side]++
		case side < 0 && pair[0]|pair[1] < utf8.RuneSelf:
			ascii++
		}
	}
	for side, name := range []string{"utf-16be", "utf-16le"} {
		if pairs > 1 && ascii*2 <= pairs && zero[side]*20 >= pairs && zero[1-side]*20 <= zero[side] {
			return name
		}
	}
	return ""
}

// isTextByte reports whether a byte may stand in text: no control character but
// white space.
func isTextByte(c byte) bool { return c >= 0x20 && c != 0x7F || isSpace(c) }
