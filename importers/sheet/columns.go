package sheet

import (
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
)

// Columns are the columns of a sheet that hold something, from left to right. Of
// those that mean the same, one is used and the others are its twins.
type Columns []*Column

// Column returns the column of a meaning, or nil.
func (cs Columns) Column(meaning vocabulary.Meaning) *Column {
	i := slices.IndexFunc(cs, func(c *Column) bool { return c.Is(meaning) })
	if i < 0 {
		return nil
	}
	return cs[i]
}

// First returns the column of the first meaning that has one, or nil.
func (cs Columns) First(list ...vocabulary.Meaning) *Column {
	for _, meaning := range list {
		if c := cs.Column(meaning); c != nil {
			return c
		}
	}
	return nil
}

// Has reports whether the sheet has columns of all the given meanings.
func (cs Columns) Has(list ...vocabulary.Meaning) bool {
	return !slices.ContainsFunc(list, func(x vocabulary.Meaning) bool { return cs.Column(x) == nil })
}

// HasAny reports whether the sheet has a column of one of the meanings.
func (cs Columns) HasAny(list ...vocabulary.Meaning) bool { return cs.First(list...) != nil }

// Headed returns the column with exactly that header, or nil.
func (cs Columns) Headed(header string) *Column {
	header = vocabulary.Compact(header)
	i := slices.IndexFunc(cs, func(c *Column) bool { return vocabulary.Compact(c.Header) == header })
	if i < 0 {
		return nil
	}
	return cs[i]
}

// IsFilled reports whether a column of one of the meanings holds anything but
// "anonymous", which forms write for people who did not sign in.
func (cs Columns) IsFilled(list ...vocabulary.Meaning) bool {
	return slices.ContainsFunc(list, func(x vocabulary.Meaning) bool {
		c := cs.Column(x)
		return c != nil && c.Given > 0 && c.Share(vocabulary.Nobody.Is) < 1
	})
}

// Evidence names the columns that make a sheet a list of people.
func (cs Columns) Evidence() string {
	var names []string
	for _, c := range cs {
		meaning := c.Match.Meaning
		if meaning != vocabulary.Other && meaning != vocabulary.Note && c.Twin == nil && len(names) < 4 {
			names = append(names, string(meaning))
		}
	}
	return "columns for " + strings.Join(names, ", ")
}

// What decides between columns of one meaning, the weightiest first; the share of
// filled cells, 1 at most, decides between columns that are equal otherwise.
const (
	mappedWeight     = 100 // the user said so
	confidenceWeight = 10  // times the confidence
	codesWeight      = 5   // country codes, which have one spelling
)

// settleTwins leaves one column for each meaning that can have only one: the surer
// match, then the fuller column, then the first.
func (cs Columns) settleTwins() {
	best := make(map[vocabulary.Meaning]*Column)
	for _, c := range cs {
		meaning := c.Match.Meaning
		if meaning == vocabulary.Other || meaning == vocabulary.Choice || meaning == vocabulary.Note ||
			meaning == vocabulary.Technical || meaning.IsContact() {
			continue
		}
		switch old := best[meaning]; {
		case old == nil:
			best[meaning] = c
		case c.weight() > old.weight():
			best[meaning] = c
		}
	}
	for _, c := range cs {
		if b := best[c.Match.Meaning]; b != nil && b != c {
			c.Twin = b
		}
	}
}

// weight orders columns of one meaning.
func (c *Column) weight() float64 {
	w := c.Match.Confidence * confidenceWeight
	if c.How == ByMap {
		w += mappedWeight
	}
	if c.Match.Meaning == vocabulary.CountryName && c.isCodes() {
		w += codesWeight
	}
	if c.Given > 0 {
		w += float64(c.Given) / float64(c.Given+c.Blank)
	}
	return w
}

// isCodes reports whether nearly all values are country codes.
func (c *Column) isCodes() bool {
	codes, n := 0, 0
	for text, k := range c.Values {
		n += k
		if len(text) == 2 || len(text) == 3 {
			codes += k
		}
	}
	return n > 0 && codes*10 >= n*9
}
