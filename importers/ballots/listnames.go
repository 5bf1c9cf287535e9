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
	type stat struct {
		count int
		next  map[string]int
		prev  map[string]int
		show  string
	}
	stats := make(map[string]*stat)
	get := func(p string) *stat {
		f := vocabulary.Fold(p)
		if stats[f] == nil {
			stats[f] = &stat{next: map[string]int{}, prev: map[string]int{}, show: p}
		}
		return stats[f]
	}
	for _, t := range texts {
		parts := applyJoins(splitList(t, o.separator), joins, o.separator)
		for i, p := range parts {
			x := get(p)
			x.count += cells[t]
			if i+1 < len(parts) {
				x.next[vocabulary.Fold(parts[i+1])] += cells[t]
			}
			if i > 0 {
				x.prev[vocabulary.Fold(parts[i-1])] += cells[t]
			}
		}
	}
	o.twins = nil
	for _, a := range slices.Sorted(maps.Keys(stats)) {
		x := stats[a]
		if x.count < 2 || len(x.next) != 1 {
			continue
		}
		for b, n := range x.next {
			y := stats[b]
			if n != x.count || y.count != x.count || y.prev[a] != y.count || len(stats) <= 2 {
				continue
			}
			if r, _ := utf8.DecodeRuneInString(y.show); unicode.IsLower(r) {
				joins[a] = b
				return true
			}
			if x.count >= 3 {
				o.twins = append(o.twins, [2]string{x.show, y.show})
			}
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

// Names are the names that cells with lists hold.
type Names struct{ options }

// LearnNames learns the names from the cells of a column, given with how often
// each occurs. The separator is the first of > ; | line break and comma that any
// cell holds.
func LearnNames(cells map[string]int) Names {
	plain := make(map[string]int, len(cells))
	for text, n := range cells {
		plain[plainSeparators.Replace(text)] += n
	}
	separator := ""
	for _, sep := range []string{">", ";", "|", "\n", ", ", ","} {
		if separator == "" && slices.ContainsFunc(slices.Collect(maps.Keys(plain)), func(t string) bool {
			return strings.Contains(t, sep)
		}) {
			separator = sep
		}
	}
	return Names{learnOptions(plain, separator)}
}

var plainSeparators = strings.NewReplacer("；", ";", "，", ", ", "、", ", ", "→", ">")

// Split parts a cell: at each place the longest name that was learnt, or that is
// known, wins.
func (n Names) Split(text string, known func(string) bool) []string {
	return n.split(plainSeparators.Replace(text), func(s string) bool {
		_, ok := n.names[vocabulary.Fold(s)]
		return ok || known(s)
	})
}

// Unclear are pairs of names that never stand apart, so that they may be one.
func (n Names) Unclear() [][2]string { return n.twins }
