package table

import (
	"bytes"
	"context"
	"maps"
	"math"
	"slices"
)

// delimiters are tried in this order; the first of equal merit wins.
const delimiters = "\t;|,"

// The merit of a delimiter is the share of rows with the usual number of fields,
// made larger or smaller by these; they were set so that every file of the test
// data is split as a person would.
const (
	sampledRecords  = 2000    // the records looked at
	fieldsBonus     = 1.0 / 8 // for each doubling of the number of fields
	firstRowBonus   = 0.2     // the first row, mostly a header, has the usual width
	commaMalus      = 0.1     // commas also stand in numbers and names
	oddQuoteMalus   = 0.5     // times the share of rows with quotation marks in odd places
	unevenMerit     = 0.3     // nearly every row is split, if unevenly: better than no table
	usualShare      = 0.5     // rows of the usual width in a table
	usualShareMixed = 0.3     // the same where lines of text stand in between
	sectionsShare   = 0.6     // rows in sections of one width each, where there are several
)

// sniffDelimiter finds the delimiter of a sample of text, or 0 if none makes
// columns. Each candidate parses the sample as the reader would. Its merit is
// the share of rows that have the most usual number of fields, the more fields
// the better; a first row of that width speaks for it, quotation marks in odd
// places against it. Commas count a little less: they also stand in numbers and
// names.
func sniffDelimiter(sample []byte, whole bool) byte {
	if !whole {
		if i := bytes.LastIndexAny(sample, "\r\n"); i > 0 {
			sample = sample[:i+1]
		}
	}
	best, merit := byte(0), 0.0
	for _, d := range []byte(delimiters) {
		if bytes.IndexByte(sample, d) < 0 {
			continue
		}
		if m := delimiterMerit(sample, d); m > merit+1e-9 {
			best, merit = d, m
		}
	}
	return best
}

// delimiterMerit returns 0 for a delimiter that makes no table.
func delimiterMerit(sample []byte, d byte) float64 {
	widths, odd := recordWidths(sample, d)
	if len(widths) == 0 {
		return 0
	}
	share, usual := usualWidth(widths, d)
	merit := share * (1 + math.Log2(float64(usual))*fieldsBonus)
	if share > unevenMerit && widths[0] == usual {
		merit += firstRowBonus
	}
	merit = max(merit, sectionsMerit(widths))
	if merit > unevenMerit && d == ',' {
		merit -= commaMalus
	}
	if merit > unevenMerit {
		merit -= oddQuoteMalus * float64(odd) / float64(len(widths))
	}
	return merit
}

// recordWidths parses a sample as the reader would and returns the numbers of
// fields of its records, and of quotation marks in odd places.
func recordWidths(sample []byte, d byte) (widths []int, odd int) {
	limits := DefaultLimits()
	limits.Columns = len(sample) // too many of them are told when the file is read
	s := &Sheet{book: &Book{limits: limits, Delimiter: d}}
	r := &recordScanner{sheet: s, buf: sample, end: len(sample), eof: true}
	_ = r.rows(context.Background(), func(row Row) bool {
		if len(row.Cells) > 0 {
			widths = append(widths, row.Width)
		}
		return len(widths) < sampledRecords
	})
	return widths, s.stats.quotes.n + s.stats.blanks.n
}

// usualWidth returns the most usual number of fields and the share of rows that
// have it, 0 if they make no table.
func usualWidth(widths []int, d byte) (share float64, usual int) {
	counts := make(map[int]int)
	for _, w := range widths {
		counts[w]++
	}
	for _, w := range slices.Sorted(maps.Keys(counts)) {
		if counts[w] >= counts[usual] {
			usual = w
		}
	}
	rows, n, split := len(widths), counts[usual], len(widths)-counts[1]
	share = float64(n) / float64(rows)
	switch {
	case usual < 2:
		return 0, 1
	case share >= usualShare:
		return share, usual
	case share >= usualShareMixed && usual > 2 && n >= 5 && n*10 >= split*9:
		return share, usual // a table with lines of text in between
	case widths[0] >= 2 && split*20 >= rows*17 && (d != ',' || slices.Max(widths)-slices.Min(widths) <= 2):
		return unevenMerit, 1 // nearly every row is split, if unevenly
	}
	return 0, 1
}

// sectionsMerit is the merit where a file holds several tables one after the
// other: the share of rows that are as wide as a row beside them, of three fields
// at least. The labels and values of a summary, rows of two, speak neither for nor
// against it where a table of three rows stands below, unless they are many: in
// prose most lines have one comma.
func sectionsMerit(widths []int) float64 {
	rows, fields, pairs, table := 0, 0, 0, false
	for i, w := range widths {
		before, after := i > 0 && widths[i-1] == w, i+1 < len(widths) && widths[i+1] == w
		switch {
		case w == 2:
			pairs++
		case w > 2 && (before || after):
			rows, fields, table = rows+1, fields+w, table || before && after
		}
	}
	if !table || pairs > 2*rows {
		pairs = 0
	}
	share := float64(rows) / float64(max(len(widths)-pairs, 1))
	if share < sectionsShare {
		return 0
	}
	return share * (1 + math.Log2(float64(fields)/float64(rows))*fieldsBonus)
}
