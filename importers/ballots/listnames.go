package ballots

import (
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
	o := options{separator: sep, names: make(map[string]string), longest: 1}
	texts := slices.Sorted(maps.Keys(cells))
	joins := make(map[string]string) // folded first part → folded second part
	common := slices.Clone(texts)
	slices.SortStableFunc(common, func(a, b string) int { return cells[b] - cells[a] })
	common = common[:min(len(common), maxLearned)]
	for range maxJoins {
		if !o.join(common, cells, joins) {
			break
		}
	}
	for _, t := range texts {
		for _, p := range applyJoins(splitList(t, sep), joins, sep) {
			f := vocabulary.Fold(p)
			if _, ok := o.names[f]; !ok {
				o.names[f] = p
			}
			o.longest = max(o.longest, len(splitList(p, sep)))
		}
	}
	for _, a := range slices.Sorted(maps.Keys(o.names)) {
		if len(splitList(a, sep)) > 1 {
			o.joined = append(o.joined, o.names[a])
		}
	}
	return o
}

// join looks for one more pair of parts that are one name.
func (o *options) join(texts []string, cells map[string]int, joins map[string]string) bool {
	count, shown, next := make(map[string]int), make(map[string]string), make(map[string]string)
	pairs := make(map[[2]string]int)
	for _, t := range texts {
		last := ""
		for _, p := range applyJoins(splitList(t, o.separator), joins, o.separator) {
			f := vocabulary.Fold(p)
			if count[f] == 0 {
				shown[f] = p
			}
			count[f] += cells[t]
			if last != "" {
				next[last] = f
				pairs[[2]string{last, f}] += cells[t]
			}
			last = f
		}
	}
	o.twins = nil
	for _, a := range slices.Sorted(maps.Keys(next)) {
		b, n := next[a], count[a]
		if n < 2 || len(count) <= 2 || count[b] != n || pairs[[2]string{a, b}] != n {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(shown[b]); unicode.IsLower(r) {
			joins[a] = b
			return true
		}
		if n >= 3 {
			o.twins = append(o.twins, [2]string{shown[a], shown[b]})
		}
	}
	return false
}

// applyJoins puts together the parts that are one name.
func applyJoins(parts []string, joins map[string]string, sep string) []string {
	var out []string
	for _, p := range parts {
		if n := len(out); n > 0 {
			if next, ok := joins[vocabulary.Fold(out[n-1])]; ok && next == vocabulary.Fold(p) {
				out[n-1] += strings.TrimRight(sep, " ") + " " + p
				continue
			}
		}
		out = append(out, p)
	}
	return out
}

// split reads a list cell against the known names: at each place the longest
// name wins. Parts that are no name are returned as they are.
func (o *options) split(text string, isName func(string) bool) []string {
	parts := splitList(text, o.separator)
	sep := strings.TrimRight(o.separator, " ")
	if o.separator == ", " {
		sep = ", "
	}
	var out []string
	for i := 0; i < len(parts); {
		n := min(len(parts)-i, max(o.longest, 6))
		for ; n > 1; n-- {
			if whole := strings.Join(parts[i:i+n], sep); isName(whole) {
				break
			}
		}
		out = append(out, strings.Join(parts[i:i+n], sep))
		i += n
	}
	return out
}
