package ballots

import (
	"fmt"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// withColumn keeps the known issues that have a column.
func (r *reader) withColumn(known []planner.Issue) []planner.Issue {
	cat := newCatalogue(known)
	has := make(map[int]bool)
	for _, it := range r.p.items {
		if k, ok := cat.find(it); ok {
			has[k] = true
		}
	}
	var out []planner.Issue
	for k, is := range known {
		if has[k] {
			out = append(out, is)
		}
	}
	if n := len(known) - len(out); n > 0 {
		r.notes.add(note{
			code: codeIssueWithoutVotes, severity: planner.Note,
			text: countOf(n, "statement has", "statements have") +
				" no column of votes (moderated out) and are left out of the issues",
		}, place{})
	}
	return out
}

// matchColumns finds the issue each vote column stands for.
func (r *reader) matchColumns() {
	p := r.p
	names := make(map[string]string)
	for _, it := range p.items {
		names[vocabulary.Fold(it)] = it
	}
	r.issue = make([]int, len(p.cols))
	if len(p.known) > 0 && r.matches(p.known, names) {
		known := p.known
		if p.polis {
			known = r.withColumn(known)
		}
		r.cat = newCatalogue(known)
		for i, it := range p.items {
			if k, ok := r.cat.find(it); ok {
				r.issue[i] = k
				continue
			}
			r.issue[i] = -1
			fix := "correct the header, or add it to the list of issues"
			if c := r.cat.closest(it); c != "" {
				fix = "did you mean " + quote(c) + "?"
			}
			r.notes.add(note{
				code: codeIssueUnknown, severity: planner.Warning, seen: it,
				text: quote(it) + " is not among the listed issues; its column is left out", fix: fix,
			}, place{p.lastHeader, p.cols[i]})
		}
	} else {
		if len(p.known) > 0 {
			r.sayDifferent()
		}
		r.cat = &catalogue{keys: make(map[string]int), closed: true, names: p.items, issues: makeIssues(p.items, nil)}
		for i, it := range p.items {
			key := vocabulary.Fold(it)
			if _, twice := r.cat.keys[key]; !twice {
				r.cat.keys[key] = i
			}
			r.issue[i] = r.cat.keys[key]
		}
	}
	r.dropRepeated()
}

// dropRepeated leaves out further columns of an issue and says where each issue
// of an open list comes from.
func (r *reader) dropRepeated() {
	p := r.p
	seen := make(map[int]int)
	for i, k := range r.issue {
		if k < 0 {
			continue
		}
		if first, twice := seen[k]; twice {
			r.issue[i] = -1
			n := note{
				code: codeIssueRepeated, severity: planner.Error, seen: p.items[i],
				text: fmt.Sprintf("two columns, %s and %s, are headed %s: which of them is meant is not known, so nothing was read",
					columnLetter(p.cols[first]), columnLetter(p.cols[i]), quote(p.items[i])),
				fix: "give one of them another name, or leave it out",
			}
			r.notes.add(n, place{p.lastHeader, p.cols[first]})
			r.notes.add(n, place{p.lastHeader, p.cols[i]})
			r.refused = true
			continue
		}
		seen[k] = i
	}
	for k := range r.cat.issues {
		if i, ok := seen[k]; ok && r.cat.issues[k].Where.IsZero() && len(p.known) == 0 {
			r.cat.issues[k].Where = r.in.place(place{p.lastHeader, p.cols[i]})
		}
	}
}
