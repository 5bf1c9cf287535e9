package table

import "bytes"

// paragraphs appends the shown text of the cell up to its end tag: paragraphs
// joined by line feeds. Notes, drawings and tables within the cell are no text.
func (r *odsRun) paragraphs(row, col int) error {
	depth := len(r.s.depth)
	start, count, inside := len(r.buf), 0, 0
	for {
		tok, err := r.s.next()
		if err != nil {
			return err
		}
		switch tok {
		case xmlEOF:
			return nil
		case xmlEnd:
			if len(r.s.depth) < depth {
				return nil
			}
			if inside > 0 && len(r.s.depth) < inside {
				inside = 0
			}
		case xmlText:
			if inside > 0 {
				err = r.appendCollapsed(start)
			}
		case xmlStart:
			switch {
			case inside == 0 && (r.s.is("p") || r.s.is("h")):
				if count++; count > 1 {
					r.buf = append(r.buf, '\n')
				}
				inside = len(r.s.depth)
				start = len(r.buf)
			case r.notText():
				err = r.s.skip()
			case inside == 0: // a list or section around paragraphs
			case r.s.is("s"):
				n := min(r.count(r.names.spaces), r.book.limits.CellChars+1)
				r.buf = append(r.buf, bytes.Repeat([]byte{' '}, n)...)
			case r.s.is("tab"):
				r.buf = append(r.buf, '\t')
			case r.s.is("line-break"):
				r.buf = append(r.buf, '\n')
			}
		}
		if err == nil && len(r.buf)-start > 4*r.book.limits.CellChars {
			err = r.book.limits.cellError(r.book.Name, r.sheet.Name, row, col, "")
		}
		if err != nil {
			return err
		}
	}
}

// notText reports whether the element in a cell is something else than text.
func (r *odsRun) notText() bool {
	s := r.s
	return s.is("annotation") || s.is("annotation-end") || s.is("table") || s.is("note") || s.is("ruby-text") ||
		s.is("shapes") || bytes.HasPrefix(s.name, []byte(r.names.draw))
}

// appendCollapsed appends character data of a paragraph. Spaces are kept, as
// LibreOffice writes and reads them; white space with a line break or tab in it
// is a matter of how the XML is laid out, and as OpenDocument asks counts as one
// space, and as none at the paragraph's start.
func (r *odsRun) appendCollapsed(start int) error {
	at := len(r.buf)
	var err error
	if r.buf, err = r.s.appendText(r.buf); err != nil {
		return err
	}
	text := r.buf[at:]
	if bytes.IndexByte(text, '\n') < 0 && bytes.IndexByte(text, '\t') < 0 {
		return nil
	}
	out := r.buf[:at]
	for i := 0; i < len(text); {
		n := i
		for n < len(text) && isSpace(text[n]) {
			n++
		}
		switch run := text[i:n]; {
		case n == i:
			out = append(out, text[i])
			n++
		case bytes.IndexByte(run, '\n') < 0 && bytes.IndexByte(run, '\t') < 0:
			out = append(out, run...)
		case len(out) > start:
			out = append(out, ' ')
		}
		i = n
	}
	r.buf = out
	return nil
}
