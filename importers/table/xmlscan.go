package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"
)

// xmlScanner is a pull scanner for the XML inside workbooks. It knows elements,
// attributes, character data, CDATA and the five predefined entities, checks
// that tags are nested properly, and refuses DOCTYPE and any other entity: no
// spreadsheet program writes them, and they are how XML is made to attack its
// reader. It holds one buffer; a single tag longer than maxTag is refused.
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

func newXMLScanner(r io.Reader) *xmlScanner { return newXMLScannerSize(r, xmlBuffer) }

func newXMLScannerSize(r io.Reader, size int) *xmlScanner {
	return &xmlScanner{r: r, buf: make([]byte, size)}
}

// fill reads more input behind pos, keeping what lies between pos and end. It
// reports whether there is any more.
func (s *xmlScanner) fill() (bool, error) {
	if s.eof {
		return false, nil
	}
	if s.pos > 0 {
		copy(s.buf, s.buf[s.pos:s.end])
		s.end -= s.pos
		s.pos = 0
	}
	if s.end == len(s.buf) {
		if len(s.buf) >= maxTag {
			return false, fmt.Errorf("%w: a tag is longer than %d bytes", errXML, maxTag)
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	n, err := io.ReadAtLeast(s.r, s.buf[s.end:], 1)
	s.end += n
	if err == io.EOF {
		s.eof = true
		return false, nil
	}
	return err == nil, err
}

// next returns the next token. Comments and processing instructions are
// skipped. The slices name, attrs and text are valid until the next call.
func (s *xmlScanner) next() (xmlToken, error) {
	if s.selfClose {
		s.selfClose = false
		s.popName()
		return xmlEnd, nil
	}
	for {
		if s.pos == s.end {
			more, err := s.fill()
			if err != nil {
				return xmlEOF, err
			}
			if !more {
				return xmlEOF, s.atEOF()
			}
		}
		if s.buf[s.pos] != '<' {
			return s.scanText()
		}
		tok, err := s.scanMarkup()
		if err != nil || tok != xmlEOF {
			return tok, err
		}
	}
}

func (s *xmlScanner) atEOF() error {
	if len(s.depth) > 0 {
		return fmt.Errorf("%w: it ends inside <%s>", errXML, s.open[s.depth[len(s.depth)-1]:])
	}
	if !s.seen {
		return fmt.Errorf("%w: it holds no element", errXML)
	}
	return nil
}

// scanText returns the character data up to the next tag, or as much of it as
// is in the buffer; an entity is never split between two pieces.
func (s *xmlScanner) scanText() (xmlToken, error) {
	for {
		data := s.buf[s.pos:s.end]
		n := bytes.IndexByte(data, '<')
		if n < 0 {
			n = len(data)
			if data[n-1] == '\r' && !s.eof {
				n-- // it may be half a line end
			}
			if amp := bytes.LastIndexByte(data[max(0, n-maxEntity):n], '&'); amp >= 0 && !s.eof {
				amp += max(0, n-maxEntity)
				if bytes.IndexByte(data[amp:n], ';') < 0 {
					n = amp
				}
			}
			if n == 0 {
				if _, err := s.fill(); err != nil {
					return xmlEOF, err
				}
				continue
			}
		}
		s.text, s.cdata = data[:n], false
		s.pos += n
		return xmlText, nil
	}
}

// maxEntity is the length of the longest reference that is understood, such as
// "&#x0010FFFF;".
const maxEntity = 16

// scanMarkup handles what begins with '<'. It returns xmlEOF for markup that is
// skipped.
func (s *xmlScanner) scanMarkup() (xmlToken, error) {
	for s.end-s.pos < len("<![CDATA[") {
		if more, err := s.fill(); err != nil {
			return xmlEOF, err
		} else if !more {
			break
		}
	}
	for _, aside := range []struct{ begin, end string }{{"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}} {
		if !bytes.HasPrefix(s.buf[s.pos:s.end], []byte(aside.begin)) {
			continue
		}
		n, err := s.upTo(len(aside.begin), aside.end)
		if err != nil {
			return xmlEOF, err
		}
		s.text, s.cdata = s.buf[s.pos+len(aside.begin):s.pos+n], true
		s.pos += n + len(aside.end)
		if aside.end == "]]>" {
			return xmlText, nil
		}
		return xmlEOF, nil
	}
	if bytes.HasPrefix(s.buf[s.pos:s.end], []byte("<!")) {
		return xmlEOF, errDoctype
	}
	n, err := s.tagEnd()
	if err != nil {
		return xmlEOF, err
	}
	tag := s.buf[s.pos+1 : s.pos+n]
	s.pos += n + 1
	if len(tag) > 0 && tag[0] == '/' {
		s.name = tag[1:]
		for n := len(s.name); n > 0 && isSpace(s.name[n-1]); n-- {
			s.name = s.name[:n-1]
		}
		return xmlEnd, s.endTag()
	}
	return xmlStart, s.startTag(tag)
}

// tagEnd returns the distance from pos to the '>' that ends the tag; a '>'
// inside an attribute value does not.
func (s *xmlScanner) tagEnd() (int, error) {
	i, quote := 1, byte(0)
	for {
		for data := s.buf[s.pos:s.end]; i < len(data); i++ {
			c := data[i]
			switch {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '>':
				return i, nil
			case c == '"' || c == '\'':
				quote = c
			case c == '<':
				return 0, fmt.Errorf("%w: '<' inside a tag", errXML)
			}
		}
		more, err := s.fill()
		if err != nil {
			return 0, err
		}
		if !more {
			return 0, fmt.Errorf("%w: it ends inside a tag", errXML)
		}
	}
}

func (s *xmlScanner) startTag(tag []byte) error {
	if n := len(tag); n > 0 && tag[n-1] == '/' {
		tag = tag[:n-1]
		s.selfClose = true
	}
	n := 0
	for n < len(tag) && !isSpace(tag[n]) {
		n++
	}
	if n == 0 {
		return fmt.Errorf("%w: a tag has no name", errXML)
	}
	if len(s.depth) == 0 && s.seen {
		return fmt.Errorf("%w: there is more than one root element", errXML)
	}
	if len(s.depth) >= maxDepth {
		return fmt.Errorf("%w: it is nested more than %d deep", errXML, maxDepth)
	}
	s.seen = true
	s.name, s.attrs = tag[:n], tag[n:]
	s.depth = append(s.depth, len(s.open))
	s.open = append(s.open, s.name...)
	return nil
}

func (s *xmlScanner) endTag() error {
	if len(s.depth) == 0 {
		return fmt.Errorf("%w: </%s> closes nothing", errXML, s.name)
	}
	if !bytes.Equal(s.open[s.depth[len(s.depth)-1]:], s.name) {
		return fmt.Errorf("%w: <%s> is closed by </%s>", errXML, s.open[s.depth[len(s.depth)-1]:], s.name)
	}
	s.popName()
	return nil
}

func (s *xmlScanner) popName() {
	top := s.depth[len(s.depth)-1]
	s.open = s.open[:top]
	s.depth = s.depth[:len(s.depth)-1]
}

// upTo returns the distance from pos to the next mark, at least from bytes on.
func (s *xmlScanner) upTo(from int, mark string) (int, error) {
	for {
		data := s.buf[s.pos:s.end]
		if n := bytes.Index(data[min(from, len(data)):], []byte(mark)); n >= 0 {
			return from + n, nil
		}
		from = max(from, len(data)-len(mark)+1)
		more, err := s.fill()
		if err != nil {
			return 0, err
		}
		if !more {
			return 0, fmt.Errorf("%w: it ends before %s", errXML, mark)
		}
	}
}

// walk reads the element just started to its end, or the document if none is, and
// hands on the tokens in it. Where f reads on, what it has read is not handed on.
func (s *xmlScanner) walk(f func(tok xmlToken) error) error {
	for depth := len(s.depth); ; {
		tok, err := s.next()
		if err != nil || tok == xmlEOF || tok == xmlEnd && len(s.depth) < depth {
			return err
		}
		if err := f(tok); err != nil {
			return err
		}
	}
}

// skip moves behind the end of the element just started.
func (s *xmlScanner) skip() error { return s.walk(func(xmlToken) error { return nil }) }

// local returns the name without its prefix.
func (s *xmlScanner) local() string {
	return string(s.name[bytes.IndexByte(s.name, ':')+1:])
}

// is reports whether the local name is name; it does not allocate.
func (s *xmlScanner) is(name string) bool {
	n := len(s.name) - len(name)
	return n >= 0 && string(s.name[n:]) == name && (n == 0 || s.name[n-1] == ':')
}

// attr returns the raw value of the attribute with exactly this name.
func (s *xmlScanner) attr(name string) ([]byte, bool) {
	for a := s.attrs; ; {
		key, value, rest, ok := cutAttr(a)
		if !ok || string(key) == name {
			return value, ok
		}
		a = rest
	}
}

// attrLocal returns the raw value of the attribute with this name in whatever
// prefix.
func (s *xmlScanner) attrLocal(name string) ([]byte, bool) {
	for a := s.attrs; ; {
		key, value, rest, ok := cutAttr(a)
		if !ok || string(key[bytes.IndexByte(key, ':')+1:]) == name {
			return value, ok
		}
		a = rest
	}
}

// attrText returns an attribute with its entities resolved.
func (s *xmlScanner) attrText(name string) (string, error) {
	raw, _ := s.attr(name)
	b, err := appendXML(nil, raw)
	return string(b), err
}

// attrInt returns an attribute that is a whole number, or def without one.
func (s *xmlScanner) attrInt(name string, def int) int {
	raw, _ := s.attr(name)
	if n, err := strconv.Atoi(string(raw)); err == nil {
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
	key, rest = a[:n], a[n+1:]
	for len(key) > 0 && isSpace(key[0]) {
		key = key[1:]
	}
	for len(key) > 0 && isSpace(key[len(key)-1]) {
		key = key[:len(key)-1]
	}
	for len(rest) > 0 && isSpace(rest[0]) {
		rest = rest[1:]
	}
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
func (s *xmlScanner) appendText(dst []byte) ([]byte, error) {
	if !s.cdata {
		return appendXML(dst, s.text)
	}
	text := bytes.ReplaceAll(s.text, []byte("\r\n"), []byte("\n"))
	return append(dst, bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))...), nil
}

// appendXML appends raw XML text with entities resolved and line ends
// normalised as the XML standard asks (CR LF and CR become LF).
func appendXML(dst, raw []byte) ([]byte, error) {
	for {
		i := 0
		for i < len(raw) && raw[i] != '&' && raw[i] != '\r' {
			i++
		}
		if i == len(raw) {
			return append(dst, raw...), nil
		}
		dst = append(dst, raw[:i]...)
		if raw[i] == '\r' {
			dst = append(dst, '\n')
			if raw = raw[i+1:]; len(raw) > 0 && raw[0] == '\n' {
				raw = raw[1:]
			}
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
