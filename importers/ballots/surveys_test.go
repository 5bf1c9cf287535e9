package ballots

import (
	"math"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/vocabulary"
	"roundtable/planner"

	"github.com/google/go-cmp/cmp"
)

// Cast vote records of election machines: a place with an overvote counts as
// blank and the ballot goes on, candidates of one cell share its place, and names
// keep no blanks at their ends.
func TestCastVoteRecords(t *testing.T) {
	for _, c := range []struct {
		name  string
		first map[string]int64
		tiers map[int]int64
		code  string
		times int
	}{
		{
			"cast-votes-marks.csv",
			map[string]int64{"Alder, Rosa M.": 2, "Birch, Tomas Jr.": 2, "Cedar, Ngozi": 2, "Dogwood, Ed F.": 2},
			map[int]int64{0: 1, 1: 1, 2: 3, 3: 3, 4: 1},
			"overvote", 3,
		},
		{
			"cast-votes-two-in-a-cell.csv",
			map[string]int64{"A": 1, "B": 3, "C": 2, "D": 1},
			map[int]int64{1: 1, 2: 3, 3: 3},
			"rank-shared", 2,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := mustRead(t, surveyWorkbook(t, c.name), Options{})
			total := int64(0)
			for _, n := range c.tiers {
				total += n
			}
			if v.Shape != ChoiceColumns || v.Ballots.Total() != total {
				t.Fatalf("%s with %d ballots, want %d", v.Shape, v.Ballots.Total(), total)
			}
			if diff := cmp.Diff(c.first, firstPlaces(v)); diff != "" {
				t.Error("first places", diff)
			}
			if diff := cmp.Diff(c.tiers, tierCounts(v)); diff != "" {
				t.Error("places used", diff)
			}
			if n := countCode(v.Findings, c.code); n != c.times {
				t.Errorf("%d cells are listed under %s, want %d", n, c.code, c.times)
			}
		})
	}
}

// opinions are the cells of a matrix of agreement, by what they hold.
type opinions struct{ agree, disagree, pass, blank int }

func countOpinions(v *Votes) opinions {
	var n opinions
	for i := range v.Ballots.Len() {
		for _, m := range v.Ballots.At(i).Marks {
			switch m {
			case 1:
				n.agree++
			case -1:
				n.disagree++
			case 0:
				n.pass++
			default:
				n.blank++
			}
		}
	}
	return n
}

// readStatements reads a matrix of agreement; with titles, the statements take
// their texts from the comments beside it.
func readStatements(t *testing.T, votes, comments Input, titles bool) *Votes {
	t.Helper()
	if titles {
		votes.KnownIssues = statements(t, comments)
	}
	return mustRead(t, votes, Options{})
}

// statements reads the wording of each statement by its number.
func statements(t *testing.T, comments Input) []planner.Issue {
	t.Helper()
	var issues []planner.Issue
	id, body := comments.Model.Headed("comment-id"), comments.Model.Headed("comment-body")
	for row, err := range comments.Model.Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		issues = append(issues, planner.Issue{ID: id.Text(row), Name: body.Text(row)})
	}
	slices.SortFunc(issues, func(a, b planner.Issue) int { return vocabulary.CompareNatural(a.ID, b.ID) })
	return issues
}

// In the exports of Polis a blank is not a pass, a pass no disagreement, and the
// numbers of statements have gaps.
func TestStatements(t *testing.T) {
	for _, c := range []struct {
		folder, first        string
		participants, issues int
		opinions             opinions
		groups               map[string]int
	}{
		{
			"statements", "The harbour needs a night bus.", 6, 6,
			opinions{7, 6, 6, 17},
			map[string]int{"0": 2, "1": 2, "(blank)": 2},
		},
		{
			"statements-gaps", "Move the market to Sunday", 4, 4,
			opinions{5, 5, 1, 5},
			map[string]int{"0": 1, "1": 2, "2": 1},
		},
	} {
		for _, titles := range []bool{false, true} {
			votes, comments := survey(t, c.folder, "participants-votes.csv"), survey(t, c.folder, "comments.csv")
			v := readStatements(t, votes, comments, titles)
			if v.Shape != HumColumns || v.Ballots.Len() != c.participants || len(v.Issues) != c.issues {
				t.Fatalf("%s: %s, %d ballots over %d issues", c.folder, v.Shape, v.Ballots.Len(), len(v.Issues))
			}
			if got := countOpinions(v); got != c.opinions {
				t.Errorf("%s: %+v, want %+v", c.folder, got, c.opinions)
			}
			if diff := cmp.Diff(c.groups, groupCounts(v)); diff != "" {
				t.Errorf("%s: groups %s", c.folder, diff)
			}
			if titles && v.Issues[0].Name != c.first {
				t.Errorf("%s: the first statement is %q, want %q", c.folder, v.Issues[0].Name, c.first)
			}
		}
	}
}

// askedQuestion reads a survey that must first ask which question is the vote.
func askedQuestion(t *testing.T, in Input, question string) *Votes {
	t.Helper()
	v := mustRead(t, in, Options{})
	bad := errorsOf(v.Findings)
	if len(bad) != 1 || bad[0].Code != "votes-question-ambiguous" || !strings.Contains(inWords(bad[0]).Fix, "--votes") ||
		v.Ballots.Len() != 0 {
		t.Fatalf("no question was asked: %+v", v.Findings)
	}
	v = mustRead(t, in, Options{Question: question})
	if bad := errorsOf(v.Findings); len(bad) > 0 {
		t.Fatalf("%+v", bad)
	}
	return v
}

// A ";" at the end of a list adds no option, and who refuses to take part abstains.
func TestMicrosoftForms(t *testing.T) {
	v := askedQuestion(t, surveyWorkbook(t, "care-msforms.csv"), "which needs should come first")
	if v.Shape != ApprovalList || v.Ballots.Len() != 8 || blankBallots(v) != 3 {
		t.Errorf("%s with %d ballots, %d blank", v.Shape, v.Ballots.Len(), blankBallots(v))
	}
	want := map[string]int64{
		"Severity of condition": 4, "Likelihood of recovery": 2, "Waiting time": 2, "Age": 2,
	}
	if diff := cmp.Diff(want, markCounts(v, 1)); diff != "" {
		t.Error(diff)
	}
	if f := findCode(v.Findings, "issue-write-in"); !strings.Contains(f.Text, "depends on case") {
		t.Errorf("the answer that a voter wrote in is not named: %+v", f)
	}
}

// Lists joined by commas, with additions of the respondents and line ends in cells.
func TestMultiSelect(t *testing.T) {
	v := askedQuestion(t, survey(t, "courses-multiselect.csv"), "What field(s) is your course")
	want := map[string]int64{
		"Computer science": 4, "Data science": 2, "Physics": 2, "Statistics": 2,
		"Machine learning": 1, "Geography": 1, "Planetary/space science": 1,
	}
	if diff := cmp.Diff(want, markCounts(v, 1)); diff != "" {
		t.Error(diff)
	}
	if f := findCode(v.Findings, "issue-write-in"); !strings.Contains(f.Text, "astrophysics") {
		t.Errorf("the answer that a voter wrote in is not named: %+v", f)
	}
	if v.Ballots.Len() != 8 || blankBallots(v) != 1 {
		t.Errorf("%d ballots, %d blank", v.Ballots.Len(), blankBallots(v))
	}
}

// gridItem is what is known of one row of a grid of levels.
type gridItem struct {
	Item     string
	Answered int
	Mean     float64
	Counts   map[string]int
}

func checkGrid(t *testing.T, v *Votes, items []gridItem) {
	t.Helper()
	counts := levelCounts(v)
	for _, it := range items {
		name := vocabulary.Clean(it.Item)
		if diff := cmp.Diff(it.Counts, counts[name]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if it.Answered == 0 {
			continue
		}
		sum, n := 0.0, 0
		for i := range v.Ballots.Len() {
			for j, m := range v.Ballots.At(i).Marks {
				if v.Issues[j].Name == name && m != planner.Blank {
					sum += float64(m)
					n++
				}
			}
		}
		if n != it.Answered || math.Abs(sum/float64(n)-it.Mean) > 0.0001 {
			t.Errorf("%s: mean %.4f of %d, want %.4f of %d", name, sum/float64(n), n, it.Mean, it.Answered)
		}
	}
}

// A grid whose headings have two blanks before the bracket and one inside it.
func TestGridOfNeeds(t *testing.T) {
	const critical, some, no = "Critical to me", "Somewhat useful", "Not relevant for me"
	v := mustRead(t, survey(t, "needs-grid.csv"), Options{})
	if v.Shape != LevelColumns || v.Ballots.Len() != 6 || len(v.Issues) != 4 || !hasCode(v.Findings, "score-levels") {
		t.Fatalf("%s, %d ballots, %d issues", v.Shape, v.Ballots.Len(), len(v.Issues))
	}
	checkGrid(t, v, []gridItem{
		{"Better maps", 5, 1.4, map[string]int{critical: 3, some: 1, no: 1, "(blank)": 1}},
		{"Improve scaling ", 4, 1, map[string]int{critical: 1, some: 2, no: 1, "(blank)": 2}},
		{"Dashboard / diagnostics", 4, 1.25, map[string]int{critical: 2, some: 1, no: 1, "(blank)": 2}},
		{"Ease of setup", 5, 1.4, map[string]int{critical: 2, some: 3, "(blank)": 1}},
	})
}

// The larger of two grids is the vote, in the csv and in the workbook.
func TestGridOfTools(t *testing.T) {
	const critical, very, some, slight, no = "Critical", "Very Important", "Somewhat important", "Slightly Important", "Not Important"
	want := []gridItem{
		{"Faster search", 8, 2.375, map[string]int{critical: 2, very: 2, some: 2, slight: 1, no: 1}},
		{"Cloud hosting ", 8, 2.25, map[string]int{critical: 1, very: 3, some: 2, slight: 1, no: 1}},
		{"Signed, public packages", 7, 17.0 / 7, map[string]int{critical: 1, very: 3, some: 2, no: 1, "(blank)": 1}},
		{
			"Tests for every change (e.g., nightly)", 8, 2.375,
			map[string]int{critical: 2, very: 2, some: 2, slight: 1, no: 1},
		},
		{"Windows support", 8, 0.875, map[string]int{critical: 1, some: 1, slight: 1, no: 5}},
	}
	for form, in := range map[string]Input{
		"csv":  survey(t, "tools-grid.csv"),
		"xlsx": surveyWorkbook(t, "tools-grid.csv"),
	} {
		v := mustRead(t, in, Options{})
		if v.Shape != LevelColumns || v.Ballots.Len() != 8 || len(v.Issues) != len(want) {
			t.Fatalf("%s: %s, %d ballots, %d issues", form, v.Shape, v.Ballots.Len(), len(v.Issues))
		}
		checkGrid(t, v, want)
	}
}

// A group that is also an option on the ballot stays both.
func TestGroupIsAlsoAnIssue(t *testing.T) {
	v := mustRead(t, survey(t, "reasons-choices.csv"), Options{})
	if want := map[string]int{"Professors": 5, "Students": 3}; v.Shape != ChoiceColumns ||
		!cmp.Equal(groupCounts(v), want) || len(v.Issues) != 4 {
		t.Errorf("%s, groups %v, issues %v", v.Shape, groupCounts(v), v.Issues)
	}
	want := map[string]int64{"Low effort": 2, "Curricula": 2, "Weak preparation, earlier": 2, "Professors": 2}
	if diff := cmp.Diff(want, firstPlaces(v)); diff != "" {
		t.Error(diff)
	}
}
