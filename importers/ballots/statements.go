package ballots

import (
	"context"
	"slices"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// ReadStatements reads the comments.csv of a Polis export: the wording of each
// statement by its number. It reports false for any other table. The issues
// have the statements' numbers as IDs and serve as [Input.KnownIssues] for
// participants-votes.csv and votes.csv of the same export.
func ReadStatements(ctx context.Context, in Input) ([]planner.Issue, bool, error) {
	s, err := loadSheet(ctx, in)
	if err != nil || len(s.header) == 0 {
		return nil, false, err
	}
	id, body := 0, 0
	for _, c := range s.columns {
		switch vocabulary.Fold(c.label) {
		case "comment-id":
			id = c.col
		case "comment-body":
			body = c.col
		}
	}
	if id == 0 || body == 0 {
		return nil, false, nil
	}
	ref := sheetRef(in.File, in.Sheet)
	var issues []planner.Issue
	for row, err := range in.Rows(ctx) {
		if err != nil {
			return nil, false, err
		}
		code := vocabulary.Clean(row.Cell(id).Text)
		if row.Number <= s.lastHeader() || code == "" {
			continue
		}
		issues = append(issues, planner.Issue{ID: code, Name: vocabulary.Clean(row.Cell(body).Text), Where: ref(place{row.Number, body})})
	}
	slices.SortStableFunc(issues, func(a, b planner.Issue) int { return compareNatural(a.ID, b.ID) })
	return issues, true, nil
}
