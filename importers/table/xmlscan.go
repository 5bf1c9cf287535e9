package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

// xmlScanner is a pull scanner for the XML inside workbooks. It knows elements,
// attributes, character data, CDATA and the five predefined entities, checks
// that tags are nested properly, and refuses DOCTYPE and any other entity: no
// spreadsheet program writes them, and they are how XML is made to attack its
// reader. Bytes that are not UTF-8 are refused too. It holds one buffer; a single tag longer than maxTag is refused.
//
// It exists because encoding/xml takes ten times as long and allocates
// for every tag, and a sheet has millions of them.
type xmlScanner struct {
	r        io.Reader
	buf      []byte
	pos, end int
	eof      bool

	name      []byte // of the element just started or ended, with its prefix
	attrs     []byte // raw attributes of the element just started
	text      []byte // raw character data
	cdata     bool   // text is from a CDATA section: no entities in it
	selfClose bool   // an end for name is still to be reported

	open  []byte // names of the open elements, one after the other
	depth []int  // where each begins in open
	seen  bool   // a root element was seen
	err   error
}

type xmlToken uint8

const (
	xmlEOF xmlToken = iota
	xmlStart
	xmlEnd
	xmlText
)

const (
	xmlBuffer = 64 << 10
	maxTag    = 1 << 20
	maxDepth  = 1 << 10
)

var (
	errDoctype = errors.New("it contains a DOCTYPE or entity declaration, which no spreadsheet program writes")
	errXML     = errors.New("its XML is broken")
)

func newXMLScanner(r io.Reader) *xmlScanner {
	return &xmlScanner{r: transform.NewReader(r, encoding.UTF8Validator), buf: make([]byte, xmlBuffer)}
}

// fail ends the scan with an error; the first one stays. From then on there are no
// tokens, so that every loop over them ends.
func (s *xmlScanner) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// broken ends the scan because of what is wrong with the XML.
func (s *xmlScanner) broken(format string, args ...any) {
	s.fail(fmt.Errorf("%w: "+format, append([]any{errXML}, args...)...))
}

// fill reads more input behind pos, keeping what lies between pos and end. It
// reports whether there is any more.
func (s *xmlScanner) fill() bool {
	if s.eof || s.err != nil {
		return false
	}
	s.end = copy(s.buf, s.buf[s.pos:s.end])
	if s.pos = 0; s.end == len(s.buf) {
		if len(s.buf) >= maxTag {
			s.broken("a tag is longer than %d bytes", maxTag)
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	n, err := io.ReadAtLeast(s.r, s.buf[s.end:], 1)
	s.end += n
	switch s.eof = err == io.EOF; {
	case errors.Is(err, encoding.ErrInvalidUTF8):
		s.broken("it holds bytes that are not UTF-8")
	case !s.eof:
		s.fail(err)
	}
	return n > 0 && s.err == nil
}

// next returns the next token, and xmlEOF at the end and after an error. Comments
// and processing instructions are skipped. The slices name, attrs and text are
// valid until the next call.
func (s *xmlScanner) next() (tok xmlToken) {
	for s.err == nil {
		switch {
		case s.selfClose:
			s.selfClose = false
			s.popName()
			return xmlEnd
		case s.pos == s.end && !s.fill():
			s.atEOF()
			return xmlEOF
		case s.buf[s.pos] == '<':
			tok = s.scanMarkup()
		default:
			tok = s.scanText()
		}
		if tok != xmlEOF && s.err == nil {
			return tok
		}
	}
	return xmlEOF
}

func (s *xmlScanner) atEOF() {
	switch {
	case len(s.depth) > 0:
		s.broken("it ends inside <%s>", s.open[s.depth[len(s.depth)-1]:])
	case !s.seen:
		s.broken("it holds no element")
	}
}

// scanText returns the character data up to the next tag, or as much of it as
// is in the buffer; an entity or a line end is never split between two pieces.
func (s *xmlScanner) scanText() xmlToken {
	for {
		data := s.buf[s.pos:s.end]
		n := bytes.IndexByte(data, '<')
		if n < 0 {
			n = len(data)
			tail := max(0, n-maxEntity)
			if cut := bytes.IndexAny(data[tail:], "&\r"); cut >= 0 && !s.eof {
				n = tail + cut
			}
		}
		if n > 0 {
			s.text, s.cdata = data[:n], false
			s.pos += n
			return xmlText
		}
		if s.fill(); s.err != nil {
			return xmlEOF
		}
	}
}

// maxEntity is the length of the longest reference that is understood, such as
// "&#x0010FFFF;".
const maxEntity = 16

// scanMarkup handles what begins with '<'. It returns xmlEOF for markup that is
// skipped.
func (s *xmlScanner) scanMarkup() xmlToken {
	for s.end-s.pos < len("<![CDATA[") && s.fill() { //nolint:revive // until there is enough to tell
	}
	if next := s.buf[min(s.pos+1, s.end-1)]; next == '!' || next == '?' {
		return s.scanAside()
	}
	n := s.tagEnd()
	if n < 0 {
		return xmlEOF
	}
	tag := s.buf[s.pos+1 : s.pos+n]
	s.pos += n + 1
	if len(tag) > 0 && tag[0] == '/' {
		s.endTag(bytes.TrimSpace(tag[1:]))
		return xmlEnd
	}
	s.startTag(tag)
	return xmlStart
}

// scanAside handles what is no tag.
func (s *xmlScanner) scanAside() xmlToken {
	for _, aside := range []struct{ begin, end string }{{"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}} {
		if !bytes.HasPrefix(s.buf[s.pos:s.end], []byte(aside.begin)) {
			continue
		}
		n := s.upTo(len(aside.begin), aside.end)
		if n < 0 {
			return xmlEOF
		}
		s.text, s.cdata = s.buf[s.pos+len(aside.begin):s.pos+n], true
		if s.pos += n + len(aside.end); aside.end == "]]>" {
			return xmlText
		}
		return xmlEOF
	}
	s.fail(errDoctype)
	return xmlEOF
}

// tagEnd returns the distance from pos to the '>' that ends the tag; a '>'
// inside an attribute value does not. It is negative after an error.
func (s *xmlScanner) tagEnd() int {
	i, quote := 1, byte(0)
	for s.err == nil {
		for data := s.buf[s.pos:s.end]; i < len(data); i++ {
			c := data[i]
			switch {
			case quote != 0 && c == quote:
				quote = 0
			case quote != 0:
			case c == '>':
				return i
			case c == '"' || c == '\'':
				quote = c
			case c == '<':
				s.broken("'<' inside a tag")
				return -1
			}
		}
		if !s.fill() {
			s.broken("it ends inside a tag")
		}
	}
	return -1
}

func (s *xmlScanner) startTag(tag []byte) {
	if n := len(tag); n > 0 && tag[n-1] == '/' {
		tag, s.selfClose = tag[:n-1], true
	}
	n := 0
	for n < len(tag) && !isSpace(tag[n]) {
		n++
	}
	switch {
	case n == 0:
		s.broken("a tag has no name")
	case len(s.depth) == 0 && s.seen:
		s.broken("there is more than one root element")
	case len(s.depth) >= maxDepth:
		s.broken("it is nested more than %d deep", maxDepth)
	}
	s.seen, s.name, s.attrs = true, tag[:n], tag[n:]
	s.depth = append(s.depth, len(s.open))
	s.open = append(s.open, s.name...)
}

func (s *xmlScanner) endTag(name []byte) {
	s.name = name
	if len(s.depth) == 0 {
		s.broken("</%s> closes nothing", name)
		return
	}
	if open := s.open[s.depth[len(s.depth)-1]:]; !bytes.Equal(open, name) {
		s.broken("<%s> is closed by </%s>", open, name)
	}
	s.popName()
}

func (s *xmlScanner) popName() {
	top := s.depth[len(s.depth)-1]
	s.open = s.open[:top]
	s.depth = s.depth[:len(s.depth)-1]
}

// upTo returns the distance from pos to the next mark, at least from bytes on. It
// is negative after an error.
func (s *xmlScanner) upTo(from int, mark string) int {
	for {
		data := s.buf[s.pos:s.end]
		if n := bytes.Index(data[min(from, len(data)):], []byte(mark)); n >= 0 {
			return from + n
		}
		if from = max(from, len(data)-len(mark)+1); !s.fill() {
			s.broken("it ends before %s", mark)
			return -1
		}
	}
}

// tokens are those of the element just started, up to its end, or of the document
// if none is. What a loop over them reads itself is left out.
func (s *xmlScanner) tokens(yield func(xmlToken) bool) {
	for depth := len(s.depth); ; {
		tok := s.next()
		if tok == xmlEOF || tok == xmlEnd && len(s.depth) < depth || !yield(tok) {
			return
		}
	}
}

// starts are the start tags among the tokens.
func (s *xmlScanner) starts(yield func() bool) {
	s.tokens(func(tok xmlToken) bool { return tok != xmlStart || yield() })
}

// skip moves behind the end of the element just started.
func (s *xmlScanner) skip() {
	s.tokens(func(xmlToken) bool { return true })
}

// local returns the name without its prefix.
func (s *xmlScanner) local() string {
	return string(s.name[bytes.IndexByte(s.name, ':')+1:])
}

// is reports whether the local name is name; it does not allocate.
func (s *xmlScanner) is(name string) bool {
	n := len(s.name) - len(name)
	return n >= 0 && string(s.name[n:]) == name && (n == 0 || s.name[n-1] == ':')
}

// attributes are the names and raw values of the element's attributes.
func (s *xmlScanner) attributes(yield func(key, value []byte) bool) {
	for key, value, rest, ok := cutAttr(s.attrs); ok && yield(key, value); {
		key, value, rest, ok = cutAttr(rest)
	}
}

// attr returns the raw value of the attribute with exactly this name.
func (s *xmlScanner) attr(name string) ([]byte, bool) {
	for key, value := range s.attributes {
		if string(key) == name {
			return value, true
		}
	}
	return nil, false
}

// attrLocal returns the raw value of the attribute with this name in whatever
// prefix.
func (s *xmlScanner) attrLocal(name string) string {
	for key, value := range s.attributes {
		if string(key[bytes.IndexByte(key, ':')+1:]) == name {
			return string(value)
		}
	}
	return ""
}

// attrText returns an attribute with its entities resolved.
func (s *xmlScanner) attrText(name string) string {
	raw, _ := s.attr(name)
	return string(s.resolved(nil, raw))
}

// attrInt returns an attribute that is a whole number, or def without one.
func (s *xmlScanner) attrInt(name string, def int) int {
	if n, err := strconv.Atoi(s.attrText(name)); err == nil {
		return n
	}
	return def
}

// attrBool returns an attribute that is "1", "true" or "on".
func (s *xmlScanner) attrBool(name string) bool {
	raw, _ := s.attr(name)
	return string(raw) == "1" || string(raw) == "true" || string(raw) == "on"
}

// cutAttr takes the first key="value" off a tag's attributes.
func cutAttr(a []byte) (key, value, rest []byte, ok bool) {
	n := bytes.IndexByte(a, '=')
	if n < 0 {
		return nil, nil, nil, false
	}
	key, rest = bytes.TrimSpace(a[:n]), bytes.TrimSpace(a[n+1:])
	if len(key) == 0 || len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
		return nil, nil, nil, false
	}
	if n = bytes.IndexByte(rest[1:], rest[0]); n < 0 {
		return nil, nil, nil, false
	}
	return key, rest[1 : n+1], rest[n+2:], true
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// appendText appends the current text token with its entities resolved.
func (s *xmlScanner) appendText(dst []byte) []byte {
	if !s.cdata {
		return s.resolved(dst, s.text)
	}
	text := bytes.ReplaceAll(s.text, []byte("\r\n"), []byte("\n"))
	return append(dst, bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))...)
}

// resolved appends raw XML text with its entities resolved.
func (s *xmlScanner) resolved(dst, raw []byte) []byte {
	dst, err := appendXML(dst, raw)
	s.fail(err)
	return dst
}

// appendXML appends raw XML text with entities resolved and line ends
// normalised as the XML standard asks (CR LF and CR become LF).
func appendXML(dst, raw []byte) ([]byte, error) {
	for {
		i := bytes.IndexAny(raw, "&\r")
		if i < 0 {
			return append(dst, raw...), nil
		}
		dst = append(dst, raw[:i]...)
		if raw[i] == '\r' {
			dst, raw = append(dst, '\n'), bytes.TrimPrefix(raw[i+1:], []byte("\n"))
			continue
		}
		n := bytes.IndexByte(raw[i:min(len(raw), i+maxEntity)], ';')
		if n < 0 {
			return dst, fmt.Errorf("%w: '&' without an entity", errXML)
		}
		r, err := entity(string(raw[i+1 : i+n]))
		if err != nil {
			return dst, err
		}
		dst = utf8.AppendRune(dst, r)
		raw = raw[i+n+1:]
	}
}

// entities are the five that XML itself defines.
var entities = map[string]rune{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}

func entity(name string) (rune, error) {
	if r, ok := entities[name]; ok {
		return r, nil
	}
	if len(name) > 1 && name[0] == '#' {
		digits, base := name[1:], 10
		if digits[0] == 'x' {
			digits, base = digits[1:], 16
		}
		if n, err := strconv.ParseUint(digits, base, 32); err == nil && n > 0 && n <= utf8.MaxRune {
			return rune(n), nil
		}
	}
	return 0, fmt.Errorf("%w: unknown entity &%s;", errXML, name)
}
