package ballots

import (
	"slices"
	"testing"

	"roundtable/planner"
)

func TestVotesWithoutHeader(t *testing.T) {
	for _, c := range []struct {
		name, text string
		shape      Shape
		ballots    int
		issues     []string
	}{
		{"ranks", "V1,3,1,2\nV2,1,2,3\nV3,2,3,1\nV4,1,3,2\n", RankColumns, 4, []string{"Column B", "Column C", "Column D"}},
		{"ranks, first row in order", "V1,1,2,3\nV2,1,3,2\nV3,2,3,1\n", RankColumns, 3, []string{"Column B", "Column C", "Column D"}},
		{"choices", "Climate,Health,Water\nHealth,Climate,Water\nWater,Climate,Health\nClimate,Water,Health\n", ChoiceColumns, 4, []string{"Climate", "Health", "Water"}},
		{"choices with voters", "V1,Climate,Health\nV2,Health,\nV3,Water,Climate\nV4,Climate,Water\n", ChoiceColumns, 4, []string{"Climate", "Health", "Water"}},
		{"hum", "V1,for,against,neutral\nV2,for,for,neutral\nV3,against,for,for\nV4,for,for,for\n", HumColumns, 4, []string{"Column B", "Column C", "Column D"}},
	} {
		v, rec := readAnyway(t, c.text)
		if rec.Shape != c.shape || rec.HeaderRow != 0 {
			t.Errorf("%s: shape %q, header in row %d: %s %+v", c.name, rec.Shape, rec.HeaderRow, rec.Why, rec.Findings)
			continue
		}
		var names []string
		for _, x := range v.Issues {
			names = append(names, x.Name)
		}
		slices.Sort(names)
		if v.Ballots.Len() != c.ballots || !slices.Equal(names, c.issues) {
			t.Errorf("%s: %d ballots on %q, want %d on %q", c.name, v.Ballots.Len(), names, c.ballots, c.issues)
		}
		if !slices.ContainsFunc(rec.Findings, func(f planner.Finding) bool {
			return f.Code == "votes-no-header" && f.Severity == planner.Warning
		}) {
			t.Errorf("%s: nothing is said about the header", c.name)
		}
	}
}

// Headers that are numbers, or that their own cells repeat, stay headers.
func TestUnusualHeadersStayHeaders(t *testing.T) {
	for name, text := range map[string]string{
		"choices 1, 2, 3":          "1,2,3\nAda,Bo,Cy\nBo,Ada,\nCy,Bo,Ada\n",
		"issues named by numbers":  "voter,1,2,3\nV1,3,1,2\nV2,2,1,3\nV3,1,2,3\n",
		"option as its own cell":   "Climate,Health,Water\nClimate,,Water\n,Health,Water\nClimate,Health,\n",
		"one word of a known head": "Voter,Ada,Bo\nV1,2,1\nV2,1,2\nV3,1,2\n",
	} {
		if _, rec := readAnyway(t, text); rec.HeaderRow != 1 {
			t.Errorf("%s: header in row %d, shape %q, %s", name, rec.HeaderRow, rec.Shape, rec.Why)
		}
	}
}

func TestNumberedLevels(t *testing.T) {
	for _, c := range []struct{ words, want []string }{
		{[]string{"5 - Excellent", "3 – Fair", "1 – poor", "4: good"}, []string{"5 - Excellent", "4: good", "3 – Fair", "2", "1 – poor"}},
		{[]string{"1 - Very important", "3 - Not important", "2 - Important"}, []string{"1 - Very important", "2 - Important", "3 - Not important"}},
		{[]string{"1 (strongly disagree)", "2", "3", "4", "5 (strongly agree)"}, []string{"5 (strongly agree)", "4", "3", "2", "1 (strongly disagree)"}},
		{[]string{"2 apples", "3 pears"}, nil},
		{[]string{"1", "2", "3"}, nil},
		{[]string{"2020-01", "2021-02"}, nil},
		{[]string{"1-2", "3-4"}, nil},
	} {
		steps, ok := orderLevels(c.words)
		if !ok && c.want == nil {
			continue
		}
		if got := firsts(steps); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.words, got, c.want)
		}
	}
}

// readAnyway reads a csv text and returns what was recognised beside the votes.
func readAnyway(t *testing.T, text string) (*Votes, Recognition) {
	t.Helper()
	in := csvInput(t, text)
	rec := Recognise(in, Options{})
	v, err := Read(t.Context(), in, rec, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return v, rec
}

// A table with a column of rankings is read from the best down.
func TestRankingsWithArrowsInATable(t *testing.T) {
	text := "name,vote\nAna,Climate > Water > Health\nBen,Water > Health\nCy,Health > Climate > Water\n"
	v, rec := readAnyway(t, text)
	if rec.Shape != RankedList || len(v.Issues) != 3 || v.Ballots.Len() != 3 {
		t.Fatalf("%q, %d issues, %d ballots, %s", rec.Shape, len(v.Issues), v.Ballots.Len(), rec.Why)
	}
}
