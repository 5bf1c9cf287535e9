package ballots

// Code is a finding code and what it means.
type Code struct{ Code, Means string }

// Codes lists the codes of this package with their meaning, for documentation.
func Codes() []Code {
	return []Code{
		{"votes-shape", "the shape the votes are read in, with the evidence"},
		{"votes-shape-ambiguous", "two shapes fit; say which with --shape"},
		{"votes-shape-unfit", "no columns can be read in the shape asked for"},
		{"votes-question-ambiguous", "several questions of a survey could be the vote; say which with --votes"},
		{"votes-question-unknown", "--votes matches no question and no columns"},
		{"votes-other-questions", "further columns that could be votes and were not read as such"},
		{"votes-results-report", "the table reports the result of a count; it holds no ballots"},
		{"votes-none", "there are no ballots below the header"},
		{"votes-unranked", "the file says how issues left out of a ballot count"},
		{"ballot-blank", "ballots without any answer, kept as abstentions"},
		{"ballot-count", "the number of ballots is not the one the file declares"},
		{"ballots-merged", "identical ballots were counted, because there are very many rows"},
		{"voter-repeated", "a voter has several ballots; the latest counts"},
		{"count-unreadable", "a cell should hold a number of ballots"},
		{"count-zero", "rows with the count 0 are left out"},
		{"weight-unreadable", "a cell should hold a weight above 0"},
		{"weight-ignored", "a weight is given in a file that does not allow weights"},
		{"group-own", "a group that is none of the five stakeholder groups, kept as written"},
		{"group-unclear", "a group that resembles a stakeholder group, kept as written"},
		{"issue-unknown", "a text names none of the listed issues and does not count"},
		{"issue-near", "two issues differ by a slip only"},
		{"issue-repeated", "an issue is named twice on a ballot, has two columns, or was answered twice"},
		{"issue-unnamed", "the file does not name its issues"},
		{"issue-withdrawn", "candidates withdrawn in the file, left out of all ballots"},
		{"issue-without-votes", "listed statements without a column of votes, left out"},
		{"issue-write-in", "write-ins, kept as an issue of their own"},
		{"issues-differ", "the votes do not name the issues listed elsewhere"},
		{"list-name-joined", "parts separated by a comma that were read as one issue"},
		{"list-name-unclear", "parts separated by a comma that may be one issue"},
		{"rank-skipped", "ranks are skipped; only the order counts"},
		{"rank-repeated", "equal ranks count as a tie"},
		{"rank-shared", "several issues in one cell share the place"},
		{"rank-out-of-range", "a rank is below 1 or above the number of issues"},
		{"overvote", "the source marks a place as overvoted; it counts as blank"},
		{"undervote", "the source marks a place as not used; it counts as blank"},
		{"score-scale", "no scale is declared; the one taken is stated"},
		{"score-levels", "the order of level words is stated"},
		{"score-levels-unknown", "the order of level words is not known; give it with --levels"},
		{"score-out-of-range", "a score is outside the scale and does not count"},
		{"points-budget", "points do not sum to the budget"},
		{"points-out-of-range", "points are below 0 and do not count"},
		{"value-unreadable", "a cell cannot be read in the shape of the votes and does not count"},
		{"line-unreadable", "a line of an election file cannot be read"},
		{"row-total", "a row of totals is left out"},
	}
}
