package ballots

import (
	"context"
	"maps"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// newReader prepares the reading of a sheet by a plan.
func newReader(ctx context.Context, in Input, p *plan) (*reader, error) {
	r := &reader{
		rowReader: rowReader{
			p: p, in: in, groups: newLabels(p.groupDimension()), regions: newLabels(planner.Region),
			orgs: newLabels(""),
		},
		values: map[string]planner.Mark{"": planner.Blank}, choices: make(map[string][]choice),
	}
	switch {
	case p.shape == Long:
		inner := *p
		inner.shape = p.inner
		r.p, r.long, r.cat = &inner, true, newCatalogue(p.known)
	case p.shape.byIssue():
		r.matchColumns()
	case p.shape == ChoiceColumns && len(p.known) == 0:
		r.cat = newCatalogue(nil)
	default:
		cells, err := r.cellCounts(ctx)
		if err != nil {
			return nil, err
		}
		names := make(map[string]string, len(cells))
		for t := range cells {
			names[vocabulary.Fold(t)] = t
		}
		if p.shape != ChoiceColumns {
			r.opts = learnOptions(cells, p.separator)
			names = r.opts.names
			for code, name := range p.legend {
				names[code] = name
			}
		}
		known := r.listed(names)
		if p.shape != ChoiceColumns && len(known) == 0 {
			r.sayOptions()
		}
		r.cat = newCatalogue(known)
	}
	return r, nil
}

// cellCounts counts the texts of the vote columns: all rows for lists, the
// first rows for choice columns.
func (r *reader) cellCounts(ctx context.Context) (map[string]int, error) {
	counts := make(map[string]int)
	n := 0
	for row, err := range r.in.Model.Records(ctx) {
		if err != nil {
			return nil, err
		}
		if n++; r.p.shape == ChoiceColumns && n > sampleRows {
			break
		}
		for _, col := range r.p.cols {
			counts[row.Cell(col).Text]++
		}
	}
	maps.DeleteFunc(counts, func(text string, _ int) bool { return isNothing(text) })
	return counts, nil
}

// listed are the issues listed elsewhere if at least a third of the names are among
// them; else none, which is said.
func (r *reader) listed(names map[string]string) []planner.Issue {
	if len(r.p.known) == 0 {
		return nil
	}
	cat := newCatalogue(r.p.known)
	hits, all := 0, 0
	for f, n := range names {
		if vocabulary.Overvote.Is(f) || vocabulary.Undervote.Is(f) || vocabulary.WriteIn.Is(f) {
			continue
		}
		all++
		if _, ok := cat.find(n); ok {
			hits++
		}
	}
	if 3*hits >= all {
		return r.p.known
	}
	r.notes.add(planner.Finding{Code: codeIssuesDiffer, Severity: planner.Warning}, place{})
	return nil
}

func (r *reader) sayOptions() {
	for _, j := range r.opts.joined {
		r.notes.add(planner.Finding{
			Code: codeListNameJoined, Severity: planner.Note, Seen: j, Args: facts{"issue": clip(j)},
		}, place{col: r.p.cols[0]})
	}
	for _, t := range r.opts.twins {
		r.notes.add(planner.Finding{
			Code: codeListNameUnclear, Severity: planner.Warning, Seen: t[0] + ", " + t[1],
			Args: facts{"issue": clip(t[0]), "another": clip(t[1])},
		}, place{col: r.p.cols[0]})
	}
}

// matchColumns finds the issue each vote column stands for.
func (r *reader) matchColumns() {
	p := r.p
	names := make(map[string]string)
	for _, it := range p.items {
		names[vocabulary.Fold(it)] = it
	}
	known := r.listed(names)
	if len(known) > 0 && p.polis {
		known = r.withColumn(known)
	}
	r.cat = newCatalogue(known)
	if len(known) == 0 {
		r.cat = &catalogue{keys: make(map[string]int), closed: true, names: p.items, issues: makeIssues(p.items, nil)}
		for i := len(p.items) - 1; i >= 0; i-- { // the first of equal names
			r.cat.keys[vocabulary.Fold(p.items[i])] = i
		}
	}
	column := make(map[int]int) // of an issue
	for i, it := range p.items {
		k, ok := r.cat.find(it)
		first, twice := column[k]
		switch at := (place{p.lastHeader, p.cols[i]}); {
		case !ok:
			r.notes.add(r.unknown(it, "column"), at)
			k = -1
		case twice:
			n := planner.Finding{
				Code: codeIssueRepeated, Form: "columns", Severity: planner.Error, Seen: it,
				Args: facts{"first": table.ColumnName(first), "second": table.ColumnName(p.cols[i]), "header": clip(it)},
			}
			r.notes.add(n, place{p.lastHeader, first})
			r.notes.add(n, at)
			r.refused = true
		default:
			column[k] = p.cols[i]
			if len(p.known) == 0 {
				r.cat.issues[k].Where = r.in.place(at)
			}
		}
		r.issue = append(r.issue, k)
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
		r.notes.add(planner.Finding{Code: codeIssueWithoutVotes, Severity: planner.Note, Args: facts{"n": n}}, place{})
	}
	return out
}
