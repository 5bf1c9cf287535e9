package ballots

// Shape is the form in which votes arrive. Its text is what --shape accepts.
type Shape string

// The shapes of sheets.
const (
	// ChoiceColumns has one column per rank; cells name issues.
	ChoiceColumns Shape = "choices"
	// RankColumns has one column per issue; cells are rank numbers or words.
	RankColumns Shape = "ranks"
	// ScoreColumns has one column per issue; cells are numbers on a scale.
	ScoreColumns Shape = "scores"
	// LevelColumns has one column per issue; cells are level words such as
	// "Very important", read as scores.
	LevelColumns Shape = "levels"
	// PointColumns has one column per issue; cells are points of a budget.
	PointColumns Shape = "points"
	// MarkColumns has one column per issue; cells are X, 1, yes or ✓.
	MarkColumns Shape = "marks"
	// HumColumns has one column per issue; cells are for, neutral or against.
	HumColumns Shape = "hum"
	// RankedList has all issues in one cell, best first.
	RankedList Shape = "ranked-list"
	// ApprovalList has the chosen issues in one cell, order without meaning.
	ApprovalList Shape = "approval-list"
	// Long has one row per voter and issue.
	Long Shape = "long"
	// IssueRows has one row per issue and one column per voter.
	IssueRows Shape = "issue-rows"
)

// NotAVote: no votes were found.
const NotAVote Shape = ""

// sheetShapes lists the shapes a user may ask for, in the order of help texts.
var sheetShapes = []struct {
	shape Shape
	says  string
}{
	{ChoiceColumns, "one column per rank, cells name issues"},
	{RankColumns, "one column per issue, cells are ranks (1 is best)"},
	{ScoreColumns, "one column per issue, cells are scores (higher is stronger)"},
	{LevelColumns, "one column per issue, cells are words such as \"Very important\""},
	{PointColumns, "one column per issue, cells are points of a fixed budget"},
	{MarkColumns, "one column per issue, cells are X, 1, yes or ✓ where approved"},
	{HumColumns, "one column per issue, cells are for, neutral or against"},
	{RankedList, "all issues in one cell, best first"},
	{ApprovalList, "the chosen issues in one cell, in no order"},
	{Long, "one row per voter and issue"},
	{IssueRows, "one row per issue, one column per voter"},
}

// Shapes returns the names that --shape accepts.
func Shapes() []string {
	out := make([]string, len(sheetShapes))
	for i, s := range sheetShapes {
		out[i] = string(s.shape)
	}
	return out
}

// Describe says in a few words what the shape looks like.
func (s Shape) Describe() string {
	for _, x := range sheetShapes {
		if x.shape == s {
			return x.says
		}
	}
	return string(s)
}

// byIssue reports whether each vote column is one issue.
func (s Shape) byIssue() bool {
	switch s {
	case RankColumns, ScoreColumns, LevelColumns, PointColumns, MarkColumns, HumColumns:
		return true
	}
	return false
}
