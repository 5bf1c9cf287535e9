package ballots

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// catalogue is the list of issues while votes are being read. A closed
// catalogue knows its issues beforehand; an open one takes every new name as an
// issue, up to maxIssues.
type catalogue struct {
	closed bool
	names  []string       // as first seen; for closed ones as listed
	keys   map[string]int // folded name, ID, "Q3"
	issues []planner.Issue
	others map[string][]string // by key: further spellings, in capitals or small letters
}

// newCatalogue returns a catalogue of the known issues; with none it is open.
func newCatalogue(known []planner.Issue) *catalogue {
	c := &catalogue{keys: make(map[string]int), closed: len(known) > 0, issues: known}
	for i, is := range known {
		name := is.Name
		if name == "" {
			name = is.ID
		}
		c.names = append(c.names, name)
		for _, k := range issueKeys(is) {
			if _, taken := c.keys[k]; !taken {
				c.keys[k] = i
			}
		}
	}
	return c
}

// issueKeys are the folded texts by which a cell may name an issue.
func issueKeys(is planner.Issue) []string {
	keys := []string{vocabulary.Fold(is.Name), vocabulary.Fold(is.ID)}
	if is.ID != "" && is.Name != "" {
		for _, sep := range []string{" ", ": ", ". ", ") ", " - "} {
			keys = append(keys, vocabulary.Fold(is.ID+sep+is.Name))
		}
	}
	if id, rest := splitLabel(is.Name); id != "" {
		keys = append(keys, vocabulary.Fold(rest), vocabulary.Fold(id))
	}
	if k := vocabulary.Compact(is.Name); k != "" {
		keys = append(keys, "\x00"+k)
	}
	return slices.DeleteFunc(keys, func(k string) bool { return k == "" })
}

// find returns the issue a text names. In an open catalogue a new text becomes
// an issue.
func (c *catalogue) find(text string) (int, bool) {
	key := vocabulary.Fold(text)
	if i, ok := c.keys[key]; ok {
		c.spelled(key, i, text)
		return i, true
	}
	if c.closed || len(c.names) >= maxIssues {
		i, ok := c.keys["\x00"+vocabulary.Compact(text)]
		return i, ok
	}
	i := len(c.names)
	c.names = append(c.names, vocabulary.Clean(text))
	c.keys[key] = i
	return i, true
}

// spelled notes a spelling that differs from the first in capitals.
func (c *catalogue) spelled(key string, i int, text string) {
	name := vocabulary.Clean(text)
	if c.closed || name == c.names[i] || !strings.EqualFold(name, c.names[i]) || slices.Contains(c.others[key], name) {
		return
	}
	if c.others == nil {
		c.others = make(map[string][]string)
	}
	name = strings.Clone(name)
	if name < c.names[i] { // the order of the rows must not matter
		name, c.names[i] = c.names[i], name
	}
	c.others[key] = append(c.others[key], name)
}

// spellings lists the spellings of the issues that have several, each in order; the
// first is shown, so that the order of the rows does not matter.
func (c *catalogue) spellings() [][]string {
	var out [][]string
	for _, key := range slices.Sorted(maps.Keys(c.others)) {
		names := append(slices.Clone(c.others[key]), c.names[c.keys[key]])
		slices.Sort(names)
		out = append(out, names)
	}
	return out
}

// closest suggests the issue a text may have meant.
func (c *catalogue) closest(text string) string {
	s, _ := vocabulary.Closest(text, c.names)
	return s
}

// finish returns the issues in their final order and, for each provisional
// number, its place in that order. An open catalogue is sorted in natural
// order, because the order of the rows must not matter.
func (c *catalogue) finish() ([]planner.Issue, []int) {
	order := upTo(len(c.names))
	if c.closed {
		return c.issues, order
	}
	slices.SortFunc(order, func(a, b int) int { return vocabulary.CompareNatural(c.names[a], c.names[b]) })
	names, place := make([]string, len(order)), make([]int, len(order))
	for to, from := range order {
		place[from] = to
		names[to] = c.names[from]
	}
	return makeIssues(names, nil), place
}

// upTo are the numbers from 0 to n - 1.
func upTo(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// makeIssues gives names their IDs: the given codes if there are any, else the
// labels in the names ("Q3: …"), else the names themselves if all are short
// codes, else Q1, Q2, …
func makeIssues(names, codes []string) []planner.Issue {
	issues := make([]planner.Issue, len(names))
	for i, n := range names {
		issues[i].Name = n
	}
	set := func(id func(i int) string) bool {
		seen := make(map[string]bool)
		for i := range names {
			s := id(i)
			if s == "" || seen[vocabulary.Fold(s)] {
				return false
			}
			seen[vocabulary.Fold(s)] = true
		}
		for i := range names {
			issues[i].ID = id(i)
		}
		return true
	}
	ok := len(codes) == len(names) && set(func(i int) string { return codes[i] })
	ok = ok || set(func(i int) string { id, _ := splitLabel(names[i]); return id })
	ok = ok || set(func(i int) string {
		if len(names[i]) > 10 || strings.ContainsAny(names[i], " \t,;") {
			return ""
		}
		return names[i]
	})
	if !ok {
		set(func(i int) string { return fmt.Sprintf("Q%d", i+1) })
	}
	return issues
}

var labelled = regexp.MustCompile(`^([Qq]?)(\d{1,4})([:.) ])[:.) ]*([^:.) ].*)$`)

// splitLabel splits "Q3: How …" or "3. How …" into its label and the rest; "5 years
// of …" has no label.
func splitLabel(s string) (label, rest string) {
	m := labelled.FindStringSubmatch(s)
	if m == nil || m[1] == "" && m[3] == " " {
		return "", s
	}
	return "Q" + m[2], m[4]
}

// maxIssues is the largest number of issues that votes may name.
const maxIssues = 10_000
