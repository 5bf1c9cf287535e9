package table

import (
	"bytes"
	"errors"
	"io"
)

// maxMerged bounds the list of merged ranges of a sheet.
const maxMerged = 100_000

// mergedRanges implements rowReader. The list stands behind the rows, which a
// caller who has only looked at the first of them should not pay for: the bytes
// are searched for its name, and only the list is parsed.
func (r *xlsxReader) mergedRanges(*Sheet) ([]Range, error) {
	rc, err := r.book.archive.open(r.part)
	if err != nil {
		return nil, err
	}
	defer rc.Close() //nolint:errcheck // opened for reading only
	s, err := seekElement(rc, "mergeCells")
	if err != nil {
		return nil, r.book.archive.xmlError(r.part, err)
	}
	if s == nil {
		return nil, nil
	}
	var merged []Range
	for {
		tok, err := s.next()
		switch {
		case err != nil:
			return nil, r.book.archive.xmlError(r.part, err)
		case tok == xmlStart && s.is("mergeCell"):
			if merged, err = r.addMerged(s, merged); err != nil {
				return nil, err
			}
		case tok == xmlEnd && len(s.depth) == 0, tok == xmlEOF:
			return merged, nil
		}
	}
}

// addMerged appends the range of the mergeCell element just started.
func (r *xlsxReader) addMerged(s *xmlScanner, merged []Range) ([]Range, error) {
	ref, _ := s.attr("ref")
	m, ok := parseRange(string(ref))
	if !ok {
		return nil, r.book.archive.damaged(r.part, "merged range \""+clip(string(ref))+"\" is none")
	}
	if len(merged) >= maxMerged {
		return nil, r.book.archive.damaged(r.part, "it has more than "+thousands(maxMerged)+" merged ranges")
	}
	return append(merged, m), nil
}

// seekElement returns a scanner that begins at the first start tag of that local
// name, or nil if there is none. A tag cannot stand in text or in an attribute,
// where "<" is written otherwise. (A part in UTF-16, which no known program
// writes, has no such bytes; its merged ranges come with its rows.)
func seekElement(r io.Reader, name string) (*xmlScanner, error) {
	const keep = 64 // for a prefix and a name that are cut in two
	buf := make([]byte, xmlBuffer)
	n := 0
	for {
		m, err := io.ReadFull(r, buf[n:])
		n += m
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return nil, err
		}
		for from := 0; ; {
			i := bytes.Index(buf[from:n], []byte(name))
			if i < 0 {
				break
			}
			i += from
			if start := tagStart(buf[:i]); start >= 0 {
				return newXMLScanner(io.MultiReader(bytes.NewReader(buf[start:n]), r)), nil
			}
			from = i + len(name)
		}
		if last {
			return nil, nil
		}
		n = copy(buf, buf[n-keep:n])
	}
}

// tagStart returns the position of the '<' that before ends with, apart from a
// namespace prefix, or -1.
func tagStart(before []byte) int {
	i := len(before)
	if i > 0 && before[i-1] == ':' {
		for i--; i > 0 && before[i-1] != '<' && !isSpace(before[i-1]) && before[i-1] != '/'; i-- {
		}
	}
	if i > 0 && before[i-1] == '<' {
		return i - 1
	}
	return -1
}
