package ballots

import (
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// plan is how a sheet will be read: who voted is in roles, what in the block.
type plan struct {
	block
	roles
	lastHeader int
	known      []planner.Issue
	polis      bool // a Polis matrix: statements without a column were moderated out
	opts       Options

	levelSteps map[string]int // folded level word → score
	itemFolds  map[int]string // folded item by column
	ofDates    bool           // the issues are dates
	named      map[string]int // how often a choice stands in the first rows, by its folded text
}

// block is a set of columns that could be the vote, and how to read it.
type block struct {
	shape    Shape
	question string         // the wording the columns share, or of the one column
	title    string         // what stands above the header
	ofPeople bool           // no column is headed as one of voters
	cols     []int          // the vote columns, from 1
	beside   []int          // columns that put another question to the same issues
	items    []string       // what each column stands for
	ranks    []int          // for choice columns: the place each stands for
	why      []planner.Told // the evidence
	conf     float64
	also     []Shape // other shapes that fit as well
	ask      *planner.Finding
	said     []planner.Finding // what else was decided, for the record

	levels   [][]string    // for level columns: best first, spellings together
	scale    planner.Scale // for scores and points
	zeroBest bool          // ranks count from 0
	// blankIsLow: a blank beside an answer is the lowest level.
	blankIsLow bool
	// opposed marks are answers for and against, as some cells give neither; saysNo: a
	// no is written out, so that a blank is none.
	opposed, saysNo bool
	separator       string            // between the issues of a list cell
	legend          map[string]string // what codes in a list stand for
	issueCol        int               // long format
	inner           Shape             // long format and issue rows: how one value reads
}

// prepare builds the indexes used for each cell.
func (p *plan) prepare() {
	p.levelSteps = make(map[string]int)
	for i, step := range p.levels {
		for _, w := range step {
			p.levelSteps[vocabulary.Fold(w)] = len(p.levels) - 1 - i
		}
	}
	p.itemFolds = make(map[int]string)
	for i, c := range p.cols {
		if i < len(p.items) {
			p.itemFolds[c] = vocabulary.Fold(p.items[i])
		}
	}
}

// levelNames are the levels, best first, spellings of one level joined.
func (b *block) levelNames() []string {
	var out []string
	for _, step := range b.levels {
		out = append(out, strings.Join(step, " / "))
	}
	return out
}

// kind is the ballot kind the shape yields.
func (b *block) kind() planner.BallotKind {
	switch b.inShape() {
	case ScoreColumns, LevelColumns:
		return planner.Score
	case PointColumns:
		return planner.Points
	case MarkColumns, ApprovalList:
		if b.opposed {
			return planner.Hum
		}
		return planner.Approval
	case HumColumns:
		return planner.Hum
	}
	return planner.Ranking
}

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

// NotAVote is the shape of a sheet in which no votes were found.
const NotAVote Shape = ""

// sheetShapes lists the shapes a user may ask for, in the order of help texts.
var sheetShapes = []Shape{
	ChoiceColumns, RankColumns, ScoreColumns, LevelColumns, PointColumns, MarkColumns, HumColumns, RankedList,
	ApprovalList, Long, IssueRows,
}

// Shapes returns the names that --shape accepts.
func Shapes() []string {
	out := make([]string, len(sheetShapes))
	for i, s := range sheetShapes {
		out[i] = string(s)
	}
	return out
}

// look says in a few words what the shape looks like.
func (s Shape) look() planner.Told { return planner.Told{Code: "shape-" + string(s)} }

// byIssue reports whether each vote column is one issue.
func (s Shape) byIssue() bool {
	switch s {
	case RankColumns, ScoreColumns, LevelColumns, PointColumns, MarkColumns, HumColumns:
		return true
	}
	return false
}
