package ballots

import (
	"context"
	"fmt"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// newReader prepares the reading of a sheet by a plan.
func newReader(ctx context.Context, in Input, p *plan) (*reader, error) {
	r := &reader{p: p, in: in, groups: newLabels(p.stakeholder), plain: newLabels(false)}
	if p.shape.byIssue() {
		r.matchColumns()
		return r, nil
	}
	known := p.known
	if p.shape == RankedList || p.shape == ApprovalList || p.shape == ChoiceColumns {
		cells, err := r.cellCounts(ctx, p.shape == ChoiceColumns)
		if err != nil {
			return nil, err
		}
		if p.shape != ChoiceColumns {
			r.opts = learnOptions(cells, p.separator)
			if len(known) == 0 || !r.matches(known, r.opts.names) {
				r.sayOptions(known)
				known = nil
			}
		} else if len(known) > 0 {
			names := make(map[string]string, len(cells))
			for t := range cells {
				names[vocabulary.Fold(t)] = t
			}
			if !r.matches(known, names) {
				r.sayDifferent()
				known = nil
			}
		}
	}
	r.cat = newCatalogue(known)
	return r, nil
}

// cellCounts counts the texts of the vote columns: all rows for lists, the
// first rows for choice columns (and none where nothing is known to compare).
func (r *reader) cellCounts(ctx context.Context, sample bool) (map[string]int, error) {
	counts := make(map[string]int)
	if sample && len(r.p.known) == 0 {
		return counts, nil
	}
	n := 0
	for row, err := range r.in.rawRows(ctx) {
		if err != nil {
			return nil, err
		}
		if row.Number <= r.p.lastHeader {
			continue
		}
		if n++; sample && n > sampleRows {
			break
		}
		for _, col := range r.p.cols {
			if col <= len(row.Fields) && !isNothing(string(row.Fields[col-1])) {
				counts[string(row.Fields[col-1])]++
			}
		}
	}
	return counts, nil
}

// matches reports whether at least a third of the names are known issues.
func (r *reader) matches(known []planner.Issue, names map[string]string) bool {
	cat := newCatalogue(known)
	hits, all := 0, 0
	for f, n := range names {
		if overvoteWords()[f] || undervoteWords()[f] || writeInWords()[f] {
			continue
		}
		all++
		if _, ok := cat.find(n); ok {
			hits++
		}
	}
	return all == 0 || 3*hits >= all
}

func (r *reader) sayDifferent() {
	r.head.add(note{code: "issues-differ", severity: planner.Warning,
		text: "the votes do not name the issues listed elsewhere; the issues are taken from the votes",
		fix:  "use the same wording or the same IDs in both places"}, place{})
}

func (r *reader) sayOptions(known []planner.Issue) {
	if len(known) > 0 {
		r.sayDifferent()
	}
	for _, j := range r.opts.joined {
		r.head.add(note{code: "list-name-joined", severity: planner.Note, seen: j,
			text: quote(j) + " is read as one issue, because its parts never occur apart",
			fix:  "list the issues in a sheet or file of their own if this is wrong"}, place{col: r.p.cols[0]})
	}
	for _, t := range r.opts.twins {
		r.head.add(note{code: "list-name-unclear", severity: planner.Warning, seen: t[0] + ", " + t[1],
			text: quote(t[0]) + " and " + quote(t[1]) + " are read as two issues, but never occur apart: they may be one",
			fix:  "list the issues in a sheet or file of their own"}, place{col: r.p.cols[0]})
	}
}

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
		r.head.add(note{code: "issue-without-votes", severity: planner.Note,
			text: countOf(n, "statement has", "statements have") + " no column of votes (moderated out) and are left out of the issues"}, place{})
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
			r.head.add(note{code: "issue-unknown", severity: planner.Warning, seen: it,
				text: quote(it) + " is not among the listed issues; its column is left out", fix: fix}, place{p.lastHeader, p.cols[i]})
		}
	} else {
		if len(p.known) > 0 {
			r.sayDifferent()
		}
		r.cat = &catalogue{keys: make(map[string]int), closed: true}
		for i, it := range p.items {
			r.issue[i] = len(r.cat.names)
			if k, ok := r.cat.keys[vocabulary.Fold(it)]; ok {
				r.issue[i] = k
				continue
			}
			r.cat.keys[vocabulary.Fold(it)] = len(r.cat.names)
			r.cat.names = append(r.cat.names, it)
		}
		r.cat.issues = makeIssues(r.cat.names, nil)
	}
	seen := make(map[int]int)
	for i, k := range r.issue {
		if k < 0 {
			continue
		}
		if first, twice := seen[k]; twice {
			r.issue[i] = -1
			r.head.add(note{code: "issue-repeated", severity: planner.Warning, seen: p.items[i],
				text: fmt.Sprintf("the issue %s has two columns; the first, %s, counts", quote(p.items[i]), columnLetter(p.cols[first]))}, place{p.lastHeader, p.cols[i]})
			continue
		}
		seen[k] = i
	}
	for k := range r.cat.issues {
		if i, ok := seen[k]; ok && r.cat.issues[k].Where.IsZero() && len(p.known) == 0 {
			r.cat.issues[k].Where = sheetRef(r.in.File, r.in.Sheet)(place{p.lastHeader, p.cols[i]})
		}
	}
}
