package build

import (
	"fmt"
	"math"
	"strings"

	"roundtable/planner/ranking"
	"roundtable/reports"
)

// hum shows answers for, neutral and against, where ballots were hums.
func humSection(b *builder) *reports.Section {
	r := b.in.Ranking
	if r == nil {
		return nil
	}
	c := reports.Chart{
		ID: "chart-hum", Kind: reports.Diverge, Axis: "answers: for to the right, against to the left",
		Summary: "Bars to the right of zero are answers for, to the left against; neutral answers are drawn apart.",
		Series:  []reports.Series{{Name: "For"}, {Name: "Neutral"}, {Name: "Against"}},
		Table: reports.Table{ID: "hum", Title: "Answers and how they read", RowHead: true, Columns: []reports.Column{
			{Title: "Issue"}, {Title: "For", Align: reports.Right}, {Title: "Neutral", Align: reports.Right}, {Title: "Against", Align: reports.Right}, {Title: "Reads as"},
		}},
	}
	byGroup := reports.Table{ID: "hum-groups", Title: "How each group’s answers read", RowHead: true, Columns: []reports.Column{{Title: "Issue"}}}
	agreed := 0
	for i := range r.Issues {
		is := &r.Issues[i]
		if is.Hum == nil {
			continue
		}
		if strings.HasSuffix(is.Hum.Reading, "consensus") {
			agreed++
		}
		addHum(&c, is)
		row := []reports.Value{reports.Str(issueLabel(is.ID, is.Name, 80))}
		for _, g := range is.Hum.Groups {
			if len(byGroup.Rows) == 0 {
				byGroup.Columns = append(byGroup.Columns, reports.Column{Title: groupTitle(g.Group), Align: reports.Center})
			}
			row = append(row, reports.Str(fmt.Sprintf("%d–%d–%d, %s", g.For, g.Neutral, g.Against, g.Reading)))
		}
		byGroup.Rows = append(byGroup.Rows, row)
	}
	if len(c.Categories) == 0 {
		return nil
	}
	c.Title = fmt.Sprintf("Consensus or rough consensus on %d of %s", agreed, counted(len(c.Categories), "issue"))
	byGroup.Note = "For, neutral and against."
	if a := r.Agreement; a != nil && a.Thresholds != nil {
		byGroup.Note += " " + a.Thresholds.Text
	}
	s := &reports.Section{ID: "split", Title: "For, against, neutral", Lead: c.Title + ".", Blocks: []reports.Block{c}}
	if len(byGroup.Columns) > 1 {
		s.Blocks = append(s.Blocks, byGroup)
	}
	return s
}

func addHum(c *reports.Chart, is *ranking.Issue) {
	var sums [3]int64
	for _, g := range is.Hum.Groups {
		sums[0] += g.For
		sums[1] += g.Neutral
		sums[2] += g.Against
	}
	c.Categories = append(c.Categories, issueLabel(is.ID, is.Name, reports.MaxLabel))
	row := []reports.Value{reports.Str(issueLabel(is.ID, is.Name, math.MaxInt))}
	for i, n := range sums {
		c.Series[i].Values = append(c.Series[i].Values, float64(n))
		row = append(row, reports.Int(int(n)))
	}
	c.Table.Rows = append(c.Table.Rows, append(row, reports.Str(is.Hum.Reading)))
}
