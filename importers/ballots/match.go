package ballots

import (
	"context"
	"maps"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// newReader prepares the reading of a sheet by a plan.
func newReader(ctx context.Context, in Input, p *plan) (*reader, error) {
	r := &reader{
		p: p, in: in, groups: newLabels(p.groupDimension()), regions: newLabels(planner.Region), orgs: newLabels(""),
		values: map[string]planner.Mark{"": planner.Blank}, choices: make(map[string][]choice),
	}
	switch {
	case p.shape == Long:
		inner := *p
		inner.shape = p.inner
		r.p, r.long, r.cat = &inner, true, newCatalogue(p.known)
	case p.shape.byIssue():
		r.matchColumns()
	default:
		return r, r.matchCells(ctx)
	}
	return r, nil
}

// matchCells finds out whether the cells of choice columns and lists name the
// known issues; if not, the cells themselves name the issues.
func (r *reader) matchCells(ctx context.Context) error {
	known, sample := r.p.known, r.p.shape == ChoiceColumns
	if sample && len(known) == 0 {
		r.cat = newCatalogue(nil)
		return nil
	}
	cells, err := r.cellCounts(ctx, sample)
	if err != nil {
		return err
	}
	if sample {
		r.opts.names = make(map[string]string)
		for text := range cells {
			r.opts.names[vocabulary.Fold(text)] = text
		}
	} else {
		r.opts = learnOptions(cells, r.p.separator)
	}
	if len(known) == 0 || !r.matches(known, r.opts.names) {
		r.sayOptions(known)
		known = nil
	}
	r.cat = newCatalogue(known)
	return nil
}

// cellCounts counts the texts of the vote columns: in all rows, or a sample.
func (r *reader) cellCounts(ctx context.Context, sample bool) (map[string]int, error) {
	counts := make(map[string]int)
	n := 0
	for row, err := range r.in.Model.Records(ctx) {
		if err != nil {
			return nil, err
		}
		if n++; sample && n > sampleRows {
			break
		}
		for _, col := range r.p.cols {
			counts[row.Cell(col).Text]++
		}
	}
	maps.DeleteFunc(counts, func(text string, _ int) bool { return isNothing(text) })
	return counts, nil
}

// matches reports whether at least a third of the names are known issues.
func (r *reader) matches(known []planner.Issue, names map[string]string) bool {
	cat := newCatalogue(known)
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
	return all == 0 || 3*hits >= all
}

func (r *reader) sayDifferent() {
	r.notes.add(note{
		code: codeIssuesDiffer, severity: planner.Warning,
		text: "the votes do not name the issues listed elsewhere; the issues are taken from the votes",
		fix:  "use the same wording or the same IDs in both places",
	}, place{})
}

func (r *reader) sayOptions(known []planner.Issue) {
	if len(known) > 0 {
		r.sayDifferent()
	}
	for _, j := range r.opts.joined {
		r.notes.add(note{
			code: codeListNameJoined, severity: planner.Note, seen: j,
			text: quote(j) + " is read as one issue, because its parts never occur apart",
			fix:  "list the issues in a sheet or file of their own if this is wrong",
		}, place{col: r.p.cols[0]})
	}
	for _, t := range r.opts.twins {
		r.notes.add(note{
			code: codeListNameUnclear, severity: planner.Warning, seen: t[0] + ", " + t[1],
			text: quote(t[0]) + " and " + quote(t[1]) +
				" are read as two issues, but never occur apart: they may be one",
			fix: "list the issues in a sheet or file of their own",
		}, place{col: r.p.cols[0]})
	}
}
