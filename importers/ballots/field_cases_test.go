package ballots

import (
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/testdata"
)

// fieldCase is a file, or a text, as people hand it in, and its right reading.
type fieldCase struct {
	file, csv string
	opts      Options
	shape     Shape
	ballots   int
	issues    string            // joined by " | "
	first     string            // the first ballot, as in show
	at        map[string]string // code → places
	aside     string            // the code of the finding that sets columns aside
	asks      string            // the code of the question to the user
}

func (c fieldCase) check(t *testing.T) {
	t.Helper()
	var in Input
	if c.file != "" {
		in = sheetInput(t, testdata.Path(t, "field-cases", c.file))
	} else {
		in = csvInput(t, c.csv)
	}
	rec := Recognise(in, c.opts)
	v, err := Read(t.Context(), in, rec, c.opts)
	if err != nil {
		t.Fatal(err)
	}
	all := append(append(append([]planner.Finding{}, rec.Aside...), rec.Findings...), v.Findings...)
	if rec.Shape != c.shape || v.Ballots.Len() != c.ballots || rec.Found != (c.shape != NotAVote || c.asks != "") {
		t.Fatalf("%q (found: %v), %d ballots, want %q, %d: %s\n%+v", rec.Shape, rec.Found, v.Ballots.Len(), c.shape, c.ballots,
			rec.Why, all)
	}
	var names []string
	for _, x := range v.Issues {
		names = append(names, x.Name)
	}
	if got := strings.Join(names, " | "); got != c.issues {
		t.Errorf("issues %s, want %s", got, c.issues)
	}
	if c.ballots > 0 && c.first != "" {
		if got := show(v, v.Ballots.At(0)); got != c.first {
			t.Errorf("the first ballot is %s, want %s", got, c.first)
		}
	}
	if c.asks != "" && !hasCode(errorsOf(rec.Findings), c.asks) {
		t.Errorf("%s is not asked: %+v", c.asks, rec.Findings)
	}
	for code, want := range c.at {
		if got := findingAt(all, code); got != want || !hasCode(all, code) {
			t.Errorf("%s at %q, want %q: %+v", code, got, want, all)
		}
	}
	if c.aside != "" && (!hasCode(rec.Aside, c.aside) || !strings.Contains(findCode(rec.Aside, c.aside).Fix, "--votes")) {
		t.Errorf("nothing is said of what was set aside: %+v", rec.Aside)
	}
}

const (
	fourIssues = "Access & inclusion | AI governance | Cybersecurity, privacy | Data flows"
	google     = "Know-your-customer rules for custodians | Custody security baseline | Cross-border supervision and arbitrage | " +
		"Consumer redress after a leak | Open-source key management | Tax reporting | Environmental footprint | " +
		"Capacity building for regulators | Financial inclusion"
	fiveMarked = "AI | Privacy | Access | DNS | IoT"
)

func TestFieldCases(t *testing.T) {
	for _, c := range []fieldCase{
		{
			file: "read/02b-google-grid-rank-rows-36.csv", shape: ChoiceColumns, ballots: 36, issues: fourIssues,
			first: "Data flows>AI governance>Access & inclusion>Cybersecurity, privacy",
		},
		{file: "read/05-kobo-rank-spaces.csv", shape: RankedList, ballots: 5, issues: "access | ai_gov | cyber | data"},
		{
			file: "read/06b-rank-lines-in-one-cell-36.csv", shape: RankedList, ballots: 36, issues: fourIssues,
			first: "Data flows>AI governance>Access & inclusion>Cybersecurity, privacy",
		},
		{
			file: "read/07-nextcloud-one-row-per-answer.csv", shape: ChoiceColumns, ballots: 3,
			issues: "Access & inclusion | AI governance | Cybersecurity, privacy", first: "AI governance",
		},
		{
			file: "read/14b-typeform-numbered-list-36.csv", shape: RankedList, ballots: 36,
			issues: "Access & inclusion | AI governance | Cybersecurity and privacy | Data flows",
			first:  "Data flows>AI governance>Access & inclusion>Cybersecurity and privacy",
		},
		{
			file: "read/18-rank-cell-became-date.xlsx", shape: RankColumns, ballots: 5, issues: fourIssues,
			first: "AI governance>Access & inclusion>Cybersecurity, privacy>Data flows", at: map[string]string{"rank-date": "E3"},
		},
		{
			file: "read/18b-rank-cell-became-date-36.xlsx", shape: RankColumns, ballots: 36, issues: fourIssues,
			at: map[string]string{"rank-date": "E3"},
		},
		{file: "read/22b-teams-attendance-36.csv"},
		{
			file: "read/43-doodle-matrix.csv", shape: LevelColumns, ballots: 4, issues: "AI governance | Data flows | Access & inclusion",
			first: "AI governance:2 Data flows:0 Access & inclusion:1",
		},
		{file: "read/68-methods-used-checkbox.csv", aside: codeVotesAside},
		{file: "read/70-symmetric-matrix.xlsx", aside: codeVotesAside},
		{file: "read/76-google-fr-grid.csv", shape: RankColumns, ballots: 36, issues: "Accès | IA | Cybersécurité | Données"},
		{file: "rank/abstain.csv", aside: codeVotesNone},
		{
			file: "rank/bad_score_neg.csv", shape: ScoreColumns, ballots: 60, issues: fiveMarked,
			first: "AI:2 Privacy:2 Access:2 DNS:1 IoT:5", at: map[string]string{"score-out-of-range": "E19"},
		},
		{
			file: "rank/bad_score_big.csv", shape: ScoreColumns, ballots: 60, issues: fiveMarked,
			at: map[string]string{"score-out-of-range": "E19"},
		},
		{
			file: "rank/bad_points_neg.csv", shape: PointColumns, ballots: 59, issues: fiveMarked,
			at: map[string]string{"points-out-of-range": "E19"},
		},
		{
			file: "rank/bad_points_dash.csv", shape: PointColumns, ballots: 60, issues: fiveMarked,
			at: map[string]string{"points-budget": "row 19"},
		},
		{
			file: "rank/bad_rank_half.csv", shape: RankColumns, ballots: 60, issues: fiveMarked,
			at: map[string]string{"value-unreadable": "E19"},
		},
		{file: "rank/c14_negative.csv", shape: ScoreColumns, ballots: 5, issues: "A | B | C", first: "A:2 B:-2 C:0"},
		{
			file: "rank/c14_negative.csv", opts: Options{Scale: planner.Scale{Min: -3, Max: 3}}, shape: ScoreColumns, ballots: 5,
			issues: "A | B | C", first: "A:2 B:-2 C:0",
		},
		{file: "rank/neg.csv", shape: ScoreColumns, ballots: 3, issues: "AI | Privacy | Access", first: "AI:-2 Privacy:3 Access:1"},
		{
			file: "rank/weights.csv", shape: ChoiceColumns, ballots: 4, issues: "AI | Privacy", first: "AI>Privacy",
			at: map[string]string{"weight-unreadable": "B6 B7 B5"},
		},
		{
			file: "rank/case.csv", shape: ChoiceColumns, ballots: 11, issues: "Access | AI | Privacy",
			at: map[string]string{"group-spelling": "B3 B4 B9 B10"},
		},
		{
			file: "rank/one_issue.csv", shape: MarkColumns, ballots: 3, issues: "AI", first: "AI:1",
			at: map[string]string{"ballot-blank": ""},
		},
		{file: "rank/online.csv", shape: MarkColumns, ballots: 10, issues: "A | B | C | D | E"},
		{file: "rank/paper.csv", shape: ChoiceColumns, ballots: 12, issues: "A | B | C | D | E"},
		{
			file: "people/poll-google-form.csv", shape: RankColumns, ballots: 40, issues: google,
			at: map[string]string{"group-unclear": "D2 D3 D15 D24 D29 D31", "ballot-blank": ""},
		},
		{file: "people/poll_fixed.csv", shape: RankColumns, ballots: 40, issues: google},
		{
			file: "people/wg_members.csv", shape: MarkColumns, ballots: 25,
			issues: "Key rotation | Wire format | Privacy considerations | Test vectors | Threat model | Registry/IANA | Interop event",
			first:  "Key rotation:1 Wire format:1 Privacy considerations:0 Test vectors:0 Threat model:0 Registry/IANA:1 Interop event:1",
		},
	} {
		t.Run(c.file, c.check)
	}
}
