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
}

// block is a set of columns that could be the vote, and how to read it.
type block struct {
	shape    Shape
	question string   // the wording the columns share, or of the one column
	cols     []int    // the vote columns, from 1
	items    []string // what each column stands for
	ranks    []int    // for choice columns: the place each stands for
	why      string   // the evidence, in words
	conf     float64
	also     []Shape // other shapes that fit as well
	ask      *planner.Finding
	said     []planner.Finding // what else was decided, for the record

	levels   [][]string    // for level columns: best first, spellings together
	scale    planner.Scale // for scores and points
	zeroBest bool          // ranks count from 0
	// blankIsLow: a blank beside an answer is the lowest level.
	blankIsLow bool
	separator  string // between the issues of a list cell
	issueCol   int    // long format
	inner      Shape  // long format and issue rows: how one value reads
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

// levelList writes the levels for a message.
func (p *plan) levelList() string {
	return strings.Join(p.levelNames(), " > ")
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
	shape := b.shape
	if shape == Long || shape == IssueRows {
		shape = b.inner
	}
	switch shape {
	case ScoreColumns, LevelColumns:
		return planner.Score
	case PointColumns:
		return planner.Points
	case MarkColumns, ApprovalList:
		return planner.Approval
	case HumColumns:
		return planner.Hum
	}
	return planner.Ranking
}
