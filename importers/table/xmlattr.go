package table

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"
)

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
	key, rest, ok = bytes.Cut(a, []byte{'='})
	key, rest = bytes.TrimSpace(key), bytes.TrimLeft(rest, " \n\t\r")
	if !ok || len(key) == 0 || len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
		return nil, nil, nil, false
	}
	n := bytes.IndexByte(rest[1:], rest[0])
	if n < 0 {
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
