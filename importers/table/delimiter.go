package table

import (
	"bytes"
	"math"
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
	odd := 0
	r := &recordScanner{
		limits: DefaultLimits(), sheet: &Sheet{book: &Book{}},
		odd: func(int, int, quoteOddity) { odd++ },
	}
	r.limits.Columns = maxSheetColumns
	r.reset(bytes.NewReader(nil), sample, d)
	r.end, r.eof = len(sample), true
	counts := make(map[int]int)
	rows, first := 0, 0
	for rows < sampledRecords {
		ok, err := r.next()
		if err != nil && rows == 0 {
			return 0
		}
		if err != nil || !ok {
			break
		}
		if r.filled() == 0 {
			continue
		}
		if rows++; rows == 1 {
			first = len(r.fields)
		}
		counts[len(r.fields)]++
	}
	usual, n := 0, 0
	narrowest, widest := maxSheetColumns, 0
	for width, rows := range counts {
		narrowest, widest = min(narrowest, width), max(widest, width)
		if rows > n || rows == n && width > usual {
			usual, n = width, rows
		}
	}
	if usual < 2 || rows == 0 {
		return 0
	}
	share := float64(n) / float64(rows)
	if share < usualShare && (share < usualShareMixed || usual <= 2 || n < 5 || n*10 < (rows-counts[1])*9) {
		// The further conditions are for tables with lines of text in between. What is
		// left is a table still if nearly every row is split, if unevenly.
		if split := rows - counts[1]; first >= 2 && split*20 >= rows*17 && (d != ',' || widest-narrowest <= 2) {
			return unevenMerit
		}
		return 0
	}
	merit := share * (1 + math.Log2(float64(usual))*fieldsBonus)
	if first == usual {
		merit += firstRowBonus
	}
	if d == ',' {
		merit -= commaMalus
	}
	return merit - oddQuoteMalus*float64(odd)/float64(rows)
}
