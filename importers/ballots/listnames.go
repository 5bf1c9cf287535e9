package ballots

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"roundtable/importers/vocabulary"
)

// options are the issues that list cells name, where a separator may also be
// part of an issue's name.
type options struct {
	separator string
	names     map[string]string // folded → as first seen
	longest   int               // parts of the longest name
	joined    []string          // names put together from parts
	twins     [][2]string       // parts that always stand together but begin like two names
	free      map[string]bool   // folded texts that voters wrote in themselves
}

// Joins are learnt from the most frequent cells, and there are at most so many.
const (
	maxLearned = 5000
	maxJoins   = 50
)

// learnOptions derives the issues from the cells, given with how often each
// occurs. Two neighbouring parts are one name when neither ever occurs without
// the other beside it and the second begins in lower case, as in
// "Cybersecurity, privacy".
func learnOptions(cells map[string]int, sep string) options {
	o := options{separator: sep, names: make(map[string]string), longest: 1, free: make(map[string]bool)}
	texts := slices.Sorted(maps.Keys(cells))
	joins := make(map[string]string) // folded first part → folded second part
	if strings.HasPrefix(sep, ",") {
		common := slices.Clone(texts)
		slices.SortStableFunc(common, func(a, b string) int { return cells[b] - cells[a] })
		common = common[:min(len(common), maxLearned)]
		for n := 0; n < maxJoins && o.join(common, cells, joins); n++ {
		}
	}
	counts, last, lists := make(map[string]int), make(map[string]bool), 0
	for _, t := range texts {
		parts := o.applyJoins(splitList(t, sep), joins)
		lists += cells[t]
		for i, p := range parts {
			f := vocabulary.Fold(p)
			if _, ok := o.names[f]; !ok {
				o.names[f] = p
			}
			counts[f] += cells[t]
			last[f] = last[f] || i == len(parts)-1
			if n := len(splitList(p, sep)); n > 1 && counts[f] == cells[t] {
				o.joined = append(o.joined, p)
				o.longest = max(o.longest, n)
			}
		}
	}
	if sep != numbered && sep != ">" && sep != " " {
		o.findFree(counts, last, lists)
	}
	return o
}

// join looks for one more pair of parts that are one name.
func (o *options) join(texts []string, cells map[string]int, joins map[string]string) bool {
	count, show := make(map[string]int), make(map[string]string)
	pairs, next := make(map[[2]string]int), make(map[string]string)
	for _, t := range texts {
		before := ""
		for _, p := range o.applyJoins(splitList(t, o.separator), joins) {
			f := vocabulary.Fold(p)
			count[f] += cells[t]
			show[f] = p
			pairs[[2]string{before, f}] += cells[t]
			next[before] = f
			before = f
		}
	}
	o.twins = nil
	if len(count) <= 2 {
		return false
	}
	for _, a := range slices.Sorted(maps.Keys(count)) {
		b := next[a]
		if n := pairs[[2]string{a, b}]; b == "" || n < 2 || n != count[a] || n != count[b] {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(show[b]); unicode.IsLower(r) {
			joins[a] = b
			return true
		}
		if count[a] >= 3 {
			o.twins = append(o.twins, [2]string{show[a], show[b]})
		}
	}
	return false
}

// applyJoins puts together the parts that are one name.
func (o *options) applyJoins(parts []string, joins map[string]string) []string {
	var out []string
	for _, p := range parts {
		if n := len(out); n > 0 && joins[vocabulary.Fold(out[n-1])] == vocabulary.Fold(p) {
			out[n-1] += o.separator + p
			continue
		}
		out = append(out, p)
	}
	return out
}

// Answers that voters wrote in themselves, in the field "Other" of a form, stand
// once, at the end of their cell. So may an option that one voter chose: it is
// told apart by how many lists there are, or by how the answer is written.
const (
	manyLists   = 10 // from here on, options that recur thrice on average are all there are
	usualChosen = 3
)

func (o *options) findFree(counts map[string]int, last map[string]bool, lists int) {
	recurring, total, longest, upper := 0, 0, 0, true
	for f, n := range counts {
		if n < 2 {
			continue
		}
		recurring++
		total += n
		longest = max(longest, utf8.RuneCountInString(f))
		upper = upper && !beginsLower(o.names[f])
	}
	if recurring < 2 {
		return
	}
	for f, n := range counts {
		unlike := upper && beginsLower(o.names[f]) || 2*utf8.RuneCountInString(f) > 3*longest
		if n == 1 && last[f] && (unlike || lists >= manyLists && total >= usualChosen*recurring) {
			o.free[f] = true
		}
	}
}

func beginsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

func (o *options) isName(text string) bool {
	_, ok := o.names[vocabulary.Fold(text)]
	return ok
}

// split reads a list cell against the known names: at each place the longest
// name wins. Parts that are no name are returned as they are.
func (o *options) split(text string, isName func(string) bool) []string {
	parts := splitList(text, o.separator)
	if o.separator == numbered {
		return parts
	}
	var out []string
	for i := 0; i < len(parts); {
		n := min(len(parts)-i, max(o.longest, 6))
		for ; n > 1; n-- {
			if isName(strings.Join(parts[i:i+n], o.separator)) {
				break
			}
		}
		out = append(out, strings.Join(parts[i:i+n], o.separator))
		i += n
	}
	return out
}

// freeNames lists some of the texts that voters wrote in.
func (o *options) freeNames() string {
	var list []string
	for _, f := range slices.Sorted(maps.Keys(o.free)) {
		list = append(list, quote(o.names[f]))
	}
	more := ""
	const shown = 20
	if n := len(list) - shown; n > 0 {
		list, more = list[:shown], fmt.Sprintf(" and %d more", n)
	}
	return strings.Join(list, ", ") + more
}

// Unclear are pairs of names that never stand apart, so that they may be one.
func (n Names) Unclear() [][2]string {
	if !strings.Contains(n.separator, ",") {
		return nil
	}
	return n.twins
}
