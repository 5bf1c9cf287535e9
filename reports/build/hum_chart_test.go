package build

import (
	"testing"

	"roundtable/planner"
	"roundtable/planner/ranking"
)

// Who cannot see the chart of the hums reads what it shows: on what the largest part of the
// answers is for, and on what against, all that are equal named.
func TestHumChartInWords(t *testing.T) {
	counted := func(n int) planner.Sound { return planner.Sound{Noted: true, Counted: true, Level: int64(n)} }
	hum := func(id string, yes, neutral, no int) ranking.HumIssue {
		return ranking.HumIssue{ID: id, Reading: "divided", Parts: []ranking.HumPart{
			{For: counted(yes), Neutral: counted(neutral), Against: counted(no), Reading: "divided"},
		}}
	}
	for _, c := range []struct {
		issues []ranking.HumIssue
		want   string
	}{
		{
			[]ranking.HumIssue{hum("Q1", 30, 10, 0), hum("Q2", 5, 0, 15), hum("Q3", 3, 1, 0)},
			"Most support: Q1 and Q3, 75 % of the answers for. Most opposition: Q2, 75 % of the answers against.",
		},
		{[]ranking.HumIssue{hum("Q1", 4, 4, 0)}, "Most support: Q1, 50 % of the answers for."},
		{[]ranking.HumIssue{hum("Q1", 0, 0, 7)}, "Most opposition: Q1, 100 % of the answers against."},
		{[]ranking.HumIssue{hum("Q1", 0, 0, 0)}, ""},
	} {
		in := FixtureInput()
		in.Hums = &ranking.Hums{Issues: c.issues}
		if got := chartOf(t, Chair(in), "chart-hum"); got.Summary != c.want {
			t.Errorf("%q, want %q", got.Summary, c.want)
		}
	}
}
