package build

import (
	"math"
	"slices"
	"strings"
	"testing"

	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
)

func chartOf(t *testing.T, d *reports.Document, id string) reports.Chart {
	t.Helper()
	for _, s := range d.Sections {
		for _, block := range s.Blocks {
			if c, ok := block.(reports.Chart); ok && c.ID == id {
				return c
			}
		}
	}
	t.Fatalf("no chart %s", id)
	return reports.Chart{}
}

// The ranking can be put in the order of heads, whose ties keep the order of groups; its
// intervals hold the figures, and the line is below the issues that are firm.
func TestRankingChart(t *testing.T) {
	in := FixtureInput()
	r := in.Ranking
	n := len(r.Issues)
	for i := range r.Issues {
		r.Issues[i].RankHeads = 1 + (n-1-i)/2*2 // from the end, in pairs
		r.Issues[i].SupportInterval = []float64{r.Issues[i].Support - 1, r.Issues[i].Support + 2}
	}
	r.Firmness.FirmTop = &ranking.FirmTop{K: 2}
	c := chartOf(t, Chair(in), "chart-support")
	if len(c.Orders) != 2 || c.LineAfter != 2 || len(c.Intervals) != n || len(c.Table.Rows) != n {
		t.Fatalf("%d orders, a line after %d, %d intervals, %d rows", len(c.Orders), c.LineAfter, len(c.Intervals), len(c.Table.Rows))
	}
	want := make([]int, n)
	for i := range want {
		want[i] = i
	}
	if !slices.Equal(c.Orders[0].Rows, want) {
		t.Errorf("at first %v", c.Orders[0].Rows)
	}
	slices.SortStableFunc(want, func(p, q int) int { return r.Issues[p].RankHeads - r.Issues[q].RankHeads })
	if !slices.Equal(c.Orders[1].Rows, want) || c.Orders[1].Name != c.Series[1].Name {
		t.Errorf("by heads %v (%s), want %v (%s)", c.Orders[1].Rows, c.Orders[1].Name, want, c.Series[1].Name)
	}
	for i, v := range c.Series[0].Values {
		if c.Intervals[i].Low != v-1 || c.Intervals[i].High != v+2 {
			t.Errorf("interval %v around %v", c.Intervals[i], v)
		}
	}
	for i := range r.Issues { // the same order by both: nothing to switch
		r.Issues[i].RankHeads = r.Issues[i].Rank
		r.Issues[i].SupportInterval = nil
	}
	if c = chartOf(t, Chair(in), "chart-support"); c.Orders != nil || c.Intervals != nil {
		t.Errorf("%d orders, %d intervals", len(c.Orders), len(c.Intervals))
	}
}

// Every group with figures is a dot on the line of each issue, with the figure it has in the
// table and in the ranking.
func TestAgreementIsDots(t *testing.T) {
	in := FixtureInput()
	c := chartOf(t, Chair(in), "chart-agree")
	if c.Kind != reports.DotPlot || len(c.Series) != len(in.Ranking.Groups) {
		t.Fatalf("%s of %d series for %d groups", c.Kind, len(c.Series), len(in.Ranking.Groups))
	}
	for i, s := range c.Series {
		for row, v := range s.Values {
			at := slices.IndexFunc(c.Table.Rows, func(r []reports.Value) bool {
				return strings.Fields(r[0].Text)[0] == strings.Fields(c.Categories[row])[0] // its ID
			})
			if at < 0 || !math.IsNaN(v) && c.Table.Rows[at][i+1].Number != v {
				t.Errorf("%s, %s: %v in the chart, and not in the table", s.Name, c.Categories[row], v)
			}
		}
	}
}

// Who is there is one chart of a panel a dimension; what is asked of those who are judged is
// not held against others.
func TestPeopleArePanels(t *testing.T) {
	in := FixtureInput()
	c := chartOf(t, Chair(in), "chart-people")
	rows := 0
	for _, p := range c.Panels {
		rows += p.Rows
		if p.Title == "" || p.Summary == "" {
			t.Errorf("panel %+v says nothing", p)
		}
	}
	if len(c.Panels) < 4 || rows != len(c.Categories) || rows != len(c.Table.Rows) || c.Kind != reports.Bar {
		t.Errorf("%d panels of %d rows for %d categories, %d rows of the table, %s", len(c.Panels), rows, len(c.Categories),
			len(c.Table.Rows), c.Kind)
	}
	all := *in.Balance[1].Report
	all.Targets = in.Balance[0].Report.Targets
	in.Balance = []brief.BalanceView{{Judged: true, Report: &all}}
	c = chartOf(t, Chair(in), "chart-people")
	at := slices.Index(c.Categories, "woman")
	for _, r := range all.Targets {
		if r.Value == "woman" && (c.Kind != reports.TargetBar || at < 0 || c.Series[1].Values[at] != float64(r.Min)) {
			t.Errorf("%s, fewest women %v, want %d", c.Kind, c.Series[1].Values, r.Min)
		}
	}
}
