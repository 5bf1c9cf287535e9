package ballots

import (
	"slices"

	"roundtable/importers/sheet"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// MergeAbove is the number of rows above which identical ballots of one group
// are kept once, with their count and without the voters' names.
const MergeAbove = 50_000

// Input is one sheet as the importer hands it over.
type Input struct {
	Model *sheet.Model
	// KnownIssues are the issues listed elsewhere; empty when the votes themselves
	// must tell.
	KnownIssues []planner.Issue
	// Voter is the column by which the voters were found in a list of people; 0
	// where the header must tell.
	Voter int
	// Round is the name of the round that is read, where the headers tell rounds apart;
	// empty for the first.
	Round string
}

// place is where something stands, for findings.
func (in Input) place(p place) planner.Ref {
	if p.row == 0 {
		return in.Model.SheetRef()
	}
	return in.Model.Place(p.row, p.col)
}

// Options says how votes are to be read; the zero Options decides by content.
type Options struct {
	// Shape overrides the decision (--shape).
	Shape Shape
	// Question picks one question of a survey by its wording or part of it, or
	// by columns such as "C:F" (--votes).
	Question string
	// Scale is the declared scale of scores and points (--scale); zero means
	// not declared. For points Budget is the number each voter may give.
	Scale planner.Scale
	// Levels is the order of level words, best first (--levels); empty means
	// the known words decide.
	Levels []string
	// Rescale makes points that do not sum to the budget count as shares of it
	// (--rescale); otherwise they count as given.
	Rescale bool
}

// Recognition is the decision on a sheet, with its evidence.
type Recognition struct {
	// Shape is how the sheet will be read; [NotAVote] when no votes were found
	// or when a question must be answered first (see Findings).
	Shape Shape
	// Why states the evidence: that columns C to F are headed 1st choice … 4th choice.
	Why []planner.Told
	// Question is the common question of the vote columns, where there is one.
	Question string
	// Found reports whether votes, or a question about them, are on the sheet.
	Found bool
	// Confidence is between 0 (no votes at all) and 1 (beyond doubt).
	Confidence float64
	// Columns says what each column was taken for, in column order.
	Columns []Column
	// HeaderRow is the number of the last header row.
	HeaderRow int
	// Rounds are the rounds that the headers tell apart, of which one is read.
	Rounds []Round
	// Aside tells of columns that look like a vote and were not read, whatever the
	// sheet is read for.
	Aside []planner.Finding
	// Findings holds the statement of the shape, or the question to the user.
	Findings []planner.Finding

	plan   *plan
	turned *sheet.Model // with issues as rows
}

// Column is one column and what it was taken for.
type Column struct {
	Col     int
	Header  string
	Meaning vocabulary.Meaning
	// IsVote marks the columns that hold the votes; Item is the issue or rank
	// the column stands for.
	IsVote bool
	Item   string
}

// IsRole reports whether a column says who voted, when, or how much it counts.
func (r *Recognition) IsRole(col int) bool {
	if r.plan == nil || r.turned != nil {
		return false
	}
	p := r.plan
	return slices.Contains(p.voter, col) ||
		slices.Contains([]int{p.group, p.region, p.org, p.time, p.count, p.weight, p.issueCol}, col)
}

// HasErrors reports whether a question to the user stops the reading.
func (r *Recognition) HasErrors() bool {
	return slices.ContainsFunc(r.Findings, func(f planner.Finding) bool { return f.Severity == planner.Error })
}

// Votes is what was read.
type Votes struct {
	Shape Shape
	Title string
	// Issues are the KnownIssues, or those found in the votes.
	Issues []planner.Issue
	// Ballots mark Issues in their order.
	Ballots *planner.Ballots
	// Findings is what was noticed while reading, errors first. Those of the
	// [Recognition] are not among them.
	Findings []planner.Finding
	// Levels are the level words in the order used, best first.
	Levels []string
	// Merged reports that identical ballots were counted, see [MergeAbove].
	Merged bool
}
