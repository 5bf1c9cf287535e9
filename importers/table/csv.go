package table

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"

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
	if sep := sepLine.FindSubmatch(sample); sep != nil {
		b.Delimiter, t.lead = sep[1][0], len(sep[0])
	} else if b.Delimiter = sniffDelimiter(sample, whole); b.Delimiter == 0 {
		b.Format = PlainText
	}
	b.Sheets = []*Sheet{{book: b, reader: t}}
	return nil
}

// sepLine is the line by which Excel is told the delimiter.
var sepLine = regexp.MustCompile(`^"*(?i:sep=)([\t !#-~])"*(\r\n|\r|\n|$)`)

// read implements rowReader.
func (t *textSource) read(ctx context.Context, s *Sheet, yield func(Row) bool) error {
	buf := make([]byte, min(recordBuffer, max(4<<10, t.book.Size+1)))
	return (&recordScanner{sheet: s, r: t.reader(), buf: buf}).rows(ctx, yield)
}

// mergedRanges implements rowReader.
func (*textSource) mergedRanges(*Sheet) ([]Range, error) { return nil, nil }

// LineRef returns the place of a line of a text file for findings.
func (b *Book) LineRef(line int) planner.Ref {
	return planner.Ref{File: b.Name, Cell: fmt.Sprintf("line %d", line)}
}
