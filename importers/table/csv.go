package table

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"roundtable/planner"
)

// openText prepares a text file: its encoding, a "sep=" line, its delimiter.
func openText(b *Book, asked string) error {
	head, err := b.head()
	if err != nil {
		return err
	}
	t := &textSource{book: b}
	b.text = t
	if err := t.setEncoding(asked, head); err != nil {
		return err
	}
	sample := make([]byte, 4*headBytes)
	n, err := io.ReadFull(t.whole(), sample)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%s: %w", b.Name, err)
	}
	whole := n < len(sample)
	sample = sample[:n]
	if len(bytes.TrimSpace(sample)) == 0 && whole {
		return b.refuse("nothing but blank lines is in this file: no header and no rows",
			"check that it was saved or downloaded completely")
	}
	b.Format = CSV
	if sep, lead := sepLine(sample); lead > 0 {
		b.Delimiter, t.lead = sep, lead
	} else if b.Delimiter = sniffDelimiter(sample, whole); b.Delimiter == 0 {
		b.Format = PlainText
	}
	b.Sheets = []*Sheet{{book: b, reader: csvReader{t}}}
	return nil
}

// sepLine recognises the line "sep=;" by which Excel is told the delimiter. It
// returns the line's length with its end.
func sepLine(sample []byte) (delimiter byte, length int) {
	line := sample
	if i := bytes.IndexAny(sample, "\r\n"); i >= 0 {
		line = sample[:i]
	}
	length = len(line)
	line = bytes.Trim(line, `"`)
	if len(line) != 5 || !bytes.EqualFold(line[:4], []byte("sep=")) || line[4] >= utf8.RuneSelf || line[4] == '"' {
		return 0, 0
	}
	if rest := sample[length:]; len(rest) > 0 {
		length++
		if rest[0] == '\r' && len(rest) > 1 && rest[1] == '\n' {
			length++
		}
	}
	return line[4], length
}

// csvReader is the rowReader of text files.
type csvReader struct{ text *textSource }

// read implements rowReader. The texts of a row are parts of one string.
func (r csvReader) read(ctx context.Context, s *Sheet, yield func(Row) bool) error {
	var cells []Cell
	scan := newRecordScanner(s, r.text)
	for {
		ok, err := scan.next()
		if err != nil || !ok {
			return err
		}
		if scan.number%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		row := Row{Number: scan.number, Width: len(scan.fields)}
		if n := scan.filled(); n > 0 {
			text := scan.text()
			cells = cells[:0]
			for i, f := range scan.fields[:n] {
				c := Cell{Text: text[f.from:f.to], Row: scan.number, Col: i + 1}
				if f.to > f.from {
					c.Kind = Text
				}
				cells = append(cells, c)
			}
			row.Cells = cells
		}
		if !yield(row) {
			return nil
		}
	}
}

func (csvReader) mergedRanges(*Sheet) ([]Range, error) { return nil, nil }

// LineRef returns the place of a line of a text file for findings.
func (b *Book) LineRef(line int) planner.Ref {
	return planner.Ref{File: b.Name, Cell: fmt.Sprintf("line %d", line)}
}
