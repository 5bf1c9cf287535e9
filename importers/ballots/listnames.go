package ballots

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"roundtable/planner"

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

// learnOptions derives the issues from the cells, given with how often each
// occurs. Two neighbouring parts are one name when neither ever occurs without
// the other beside it and the second begins in lower case, as in
// "Cybersecurity, privacy"; two names at least are left.
func learnOptions(cells map[string]int, sep string) options {
	o := options{separator: sep, names: make(map[string]string), longest: 1, free: make(map[string]bool)}
	joins := make(map[string]string) // folded first part → folded second part
	lists := func(yield func([]string, int) bool) {
		for _, t := range slices.Sorted(maps.Keys(cells)) {
			if !yield(o.applyJoins(splitList(t, sep), joins), cells[t]) {
				return
			}
		}
	}
	if strings.HasPrefix(sep, ",") {
		findJoins(lists, joins)
		o.twins = findTwins(lists)
	}
	counts, last, all := make(map[string]int), make(map[string]bool), 0
	for parts, n := range lists {
		all += n
		for _, p := range parts {
			f := vocabulary.Fold(p)
			if joined := len(splitList(p, sep)); joined > 1 && o.names[f] == "" {
				o.joined, o.longest = append(o.joined, p), max(o.longest, joined)
			}
			o.names[f] = cmp.Or(o.names[f], p)
			counts[f] += n
		}
	}
	for parts := range lists { // what stands once, at the end of its cell
		for i := len(parts) - 1; i >= 0 && counts[vocabulary.Fold(parts[i])] == 1; i-- {
			last[vocabulary.Fold(parts[i])] = true
		}
	}
	if !slices.Contains([]string{numbered, ">", " ", codes}, sep) {
		o.findFree(counts, last, all)
	}
	return o
}

// findJoins finds the parts that are one name, by their folded texts.
func findJoins(lists iter.Seq2[[]string, int], joins map[string]string) {
	pairs, names := inseparable(lists)
	for _, p := range pairs {
		if len(joins) < names-2 && beginsLower(p.show[1]) {
			joins[p.folded[0]] = p.folded[1]
		}
	}
}

// findTwins finds names that always stand together and may be one.
func findTwins(lists iter.Seq2[[]string, int]) (twins [][2]string) {
	pairs, names := inseparable(lists)
	for _, p := range pairs {
		if names > 2 && p.times >= 3 && !beginsLower(p.show[1]) {
			twins = append(twins, p.show)
		}
	}
	return twins
}

// namePair is two parts of lists, as first written and folded.
type namePair struct {
	show, folded [2]string
	times        int
}

// inseparable finds the pairs of parts of which neither ever stands without the
// other, twice at least, in the order of the texts; and how many parts there are.
func inseparable(lists iter.Seq2[[]string, int]) (pairs []namePair, parts int) {
	count, behind := make(map[string]int), make(map[string]namePair)
	for list, n := range lists {
		before, shown := "", ""
		for _, p := range list {
			f := vocabulary.Fold(p)
			count[f] += n
			pair := behind[before]
			if pair.folded[1] != f {
				pair = namePair{show: [2]string{shown, p}, folded: [2]string{before, f}}
			}
			pair.times += n
			behind[before] = pair
			before, shown = f, p
		}
	}
	delete(behind, "")
	for _, a := range slices.Sorted(maps.Keys(behind)) {
		if p := behind[a]; p.times >= 2 && p.times == count[a] && p.times == count[p.folded[1]] {
			pairs = append(pairs, p)
		}
	}
	return pairs, len(count)
}

// applyJoins puts together the parts that are one name.
func (o *options) applyJoins(parts []string, joins map[string]string) []string {
	var out []string
	before := ""
	for _, p := range parts {
		f := vocabulary.Fold(p)
		if n := len(out); n > 0 && joins[before] == f {
			out[n-1] += o.separator + p
		} else {
			out = append(out, p)
		}
		before = f
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
		if isWrittenIn(f) {
			o.free[f] = true
		}
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

// isWrittenIn reports an answer that is put behind the option it was written for:
// "Other: quantum".
func isWrittenIn(text string) bool {
	rest, ok := vocabulary.FreeAnswer.Begins(text)
	sign, size := utf8.DecodeRuneInString(strings.TrimSpace(rest))
	return ok && strings.ContainsRune(":：–-", sign) && strings.TrimSpace(strings.TrimSpace(rest)[size:]) != ""
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
func (o *options) freeNames() planner.QuotedSome {
	out := planner.QuotedSome{Shown: 20}
	for _, f := range slices.Sorted(maps.Keys(o.free)) {
		out.Texts = append(out.Texts, clip(o.names[f]))
	}
	return out
}

// Unclear are pairs of names that never stand apart, so that they may be one.
func (n Names) Unclear() [][2]string {
	if !strings.Contains(n.separator, ",") {
		return nil
	}
	return n.twins
}
