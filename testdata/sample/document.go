package sample

import (
	"fmt"
	"math"
	"strings"

	"roundtable/reports"
	"roundtable/reports/messages"
)

// Document_ has one of everything, with texts of several scripts.
func Document() *reports.Document {
	return &reports.Document{
		Language: messages.English(),
		Title:    "Crypto assets and the public interest",
		Subtitle: "Report for the chair",
		Edition:  reports.Chair,
		Facts:    []reports.Pair{{"people", "48"}, {"issues", "11"}, {"ballots", "47"}},
		Sections: []reports.Section{
			{
				ID: "summary", Title: "What to do now", Lead: "The panel misses 2 of its 5 targets. One " +
					"invitation can fix both.",
				Blocks: []reports.Block{
					reports.Verdicts{Items: []reports.Verdict{
						{State: reports.OK, Text: "At least 3 regions: there are 4."},
						{
							State: reports.Miss, Text: "At least 1 African speaker: there is none.",
							Detail: "Invite one of 6 people in your pool; any of them would do, and four would also " +
								"bring in a government, which is the other target that is missed.",
						},
						{State: reports.Unsure, Text: "At least 2 women: 1 is known, 3 people gave no answer."},
						{State: reports.Warn, Text: "11 ballots; ranks 3 to 6 cannot be told apart."},
					}},
					reports.Paragraph{Text: "Roundtable read 48 people, 11 issues and 47 ballots. \u2068منتدى\u2069 " +
						"is a name and stays in its own direction."},
					reports.List{Title: "Next steps", Ordered: true, Items: []string{
						"Invite one African speaker.",
						"Ask three people for their gender, if they wish to tell; unknown is never counted as met.",
					}},
				},
			},
			{
				ID: "balance", Title: "Is the panel balanced?", Lead: "By stakeholder group yes, by region no.",
				Blocks: []reports.Block{
					reports.Table{
						ID: "targets", Title: "Every target with its verdict", RowHead: true,
						Columns: []reports.Column{
							{Title: "Target"},
							{Title: "Have", Align: reports.Right},
							{Title: "Asked for"},
							{Title: "Verdict"},
						},
						Rows: [][]reports.Value{
							{
								reports.Str("region: African Group"), reports.Int(0), reports.Str("at least 1"),
								reports.Mark(reports.Miss),
							},
							{
								reports.Str("region: Western European and Others Group (WEOG)"), reports.Int(4),
								reports.Str("at most 3"), reports.Mark(reports.Miss),
							},
							{
								reports.Str("stakeholder group: Technical Community"), reports.Int(1),
								reports.Str("1 to 2"), reports.Mark(reports.OK),
							},
							{
								reports.Str("性别: 女"), reports.Int(1), reports.Str("at least 2"),
								{Text: "3 unknown", State: reports.Unsure},
							},
						},
						Note: "Unknown never counts as met.",
					},
					reports.Chart{
						ID: "chart-stakeholder", Kind: reports.Stacked, Title: "Private sector has most seats",
						Axis: "people",
						Summary: "Stacked bars of people by stakeholder group and role: private sector 14, " +
							"others 6 to 11.",
						Categories: []string{
							"Civil Society", "Government", "Intergovernmental Organization",
							"Private Sector", "Technical Community",
						},
						Series: []reports.Series{
							{"speakers", []float64{1, 0, 1, 3, 1}},
							{"participants", []float64{8, 9, 5, 11, 8}},
						},
						Table: reports.Table{
							ID: "chart-stakeholder-table", Columns: []reports.Column{
								{Title: "Stakeholder group"},
								{Title: "speakers", Align: reports.Right},
								{Title: "participants", Align: reports.Right},
							}, RowHead: true,
							Rows: [][]reports.Value{
								{reports.Str("Civil Society"), reports.Int(1), reports.Int(8)},
								{reports.Str("Government"), reports.Int(0), reports.Int(9)},
								{reports.Str("Intergovernmental Organization"), reports.Int(1), reports.Int(5)},
								{reports.Str("Private Sector"), reports.Int(3), reports.Int(11)},
								{reports.Str("Technical Community"), reports.Int(1), reports.Int(8)},
							},
						},
					},
				},
			},
			{
				ID: "ranking", Title: "Which issues come first?", Lead: "Consumer protection leads, whichever way " +
					"the ballots are counted.",
				Blocks: []reports.Block{
					reports.Chart{
						ID: "chart-support", Kind: reports.Bar, Title: "Consumer protection leads with 71.2",
						Axis: "support, 0 to 100", Max: 100,
						Summary: "Bars of support from 71.2 down to 8.",
						Categories: []string{
							"Q2 Consumer protection", "Q1 Definitions", "Q3 互联网治理",
							"Q4 =HYPERLINK(\"http://x\")",
						},
						Series: []reports.Series{{"support", []float64{71.2, 55, 33.3, 8}}},
						Table: reports.Table{
							ID: "issues", Title: "Issues in order", RowHead: true,
							Columns: []reports.Column{
								{Title: "Issue"},
								{Title: "Rank", Align: reports.Right},
								{Title: "Support", Align: reports.Right, Decimals: 1, Bar: true, BarMax: 100},
							},
							Rows: [][]reports.Value{
								{reports.Str("Q2 Consumer protection"), reports.Int(1), reports.Num(71.2)},
								{reports.Str("Q1 Definitions"), reports.Int(2), reports.Num(55)},
								{reports.Str("Q3 互联网治理"), reports.Int(3), reports.Num(33.3)},
								{reports.Str("Q4 =HYPERLINK(\"http://x\")"), reports.Int(4), reports.Num(8)},
							},
						},
					},
					reports.Chart{
						ID: "chart-groups", Kind: reports.DotPlot, Title: "Groups agree on consumer protection",
						Axis:    "support, 0 to 100",
						Summary: "A dot a group on the line of each issue.", Categories: []string{"Q2", "Q1"},
						Series: []reports.Series{
							{"Government", []float64{80.1, 40}},
							{"Civil Society", []float64{75, math.NaN()}},
						},
						Table: reports.Table{
							ID: "bygroup", RowHead: true, Heat: true,
							Columns: []reports.Column{
								{Title: "Issue"},
								{Title: "Government", Align: reports.Right, Decimals: 1},
								{Title: "Civil Society", Align: reports.Right, Decimals: 1},
							},
							Rows: [][]reports.Value{
								{reports.Str("Q2"), reports.Num(80.1), reports.Num(75)},
								{reports.Str("Q1"), reports.Num(40), {}},
							},
						},
					},
				},
			},
			{
				ID: "groups", Title: "Who goes where?", Lead: "4 groups of 12; 30 people got their first choice.",
				Blocks: []reports.Block{
					reports.Cards{Items: []reports.Card{
						{
							Title: "G01 Consumer protection", State: reports.OK, Lines: []string{"12 people, 2 chairs"},
							Tables: []reports.Table{{
								ID: "g01", Columns: []reports.Column{
									{Title: "Person"},
									{Title: "Role"},
									{Title: "Choice", Align: reports.Right},
								},
								Rows: [][]reports.Value{
									{reports.Str("Jörg Müller"), reports.Str("chair"), reports.Int(1)},
									{reports.Str("李小龙"), reports.Str("member"), reports.Int(2)},
									{reports.Str("\u2068أحمد\u2069"), reports.Str("member"), reports.Int(1)},
								},
							}},
						},
						{Title: "G02 Definitions", State: reports.Miss, Lines: []string{
							"11 people",
							"Short by 1 from Government",
						}},
					}},
					reports.Table{
						ID: "assignments", Title: "One row a person", Long: true, RowHead: true,
						Columns: []reports.Column{
							{Title: "Person"},
							{Title: "Group"},
							{Title: "Choice", Align: reports.Right},
						},
						Rows: [][]reports.Value{
							{reports.Str("Jörg Müller"), reports.Str("G01"), reports.Int(1)},
							{reports.Str("=cmd|' /C calc'!A0"), reports.Str("G02"), reports.Int(2)},
						},
					},
				},
			},
		},
		Provenance: reports.Provenance{
			Version: "1.0.0", Date: "2026-03-01", Seed: 1, Command: "roundtable plan meeting.xlsx --out out",
			Notes:    []string{"Nothing left this machine."},
			Settings: []reports.Pair{{"weights", "groups"}},
			Sources:  []reports.Pair{{"meeting.xlsx", strings.Repeat("0f", 32)}},
		},
	}
}

// BigDocument has a long list, a wide table and long texts.
func BigDocument() *reports.Document {
	d := Document()
	long := reports.Table{
		ID: "assignments", Title: "Who sits where", Long: true, RowHead: true, Note: "Move people by changing the " +
			"group; Checks shows what changed.",
		Columns: []reports.Column{
			{Title: "Person"},
			{Title: "Organisation"},
			{Title: "Stakeholder group"},
			{Title: "Region"},
			{Title: "Group"},
			{Title: "Role"},
			{Title: "Choice received", Align: reports.Right},
		},
	}
	groups := []string{
		"Civil Society", "Government", "Intergovernmental Organization", "Private Sector",
		"Technical Community",
	}
	regions := []string{"African Group", "Asia-Pacific Group", "Latin American and Caribbean Group (GRULAC)"}
	for i := range 60 {
		long.Rows = append(long.Rows, []reports.Value{
			reports.Str(fmt.Sprintf("Participant number %d", i+1)),
			reports.Str(fmt.Sprintf("Organisation for the Advancement of Topic %d", i)),
			reports.Str(groups[i%5]), reports.Str(regions[i%3]), reports.Str(fmt.Sprintf("G%02d", i%4+1)),
			reports.Str([]string{"member", "chair"}[min(i%7, 1)]), reports.Int(i%4 + 1),
		})
	}
	wide := reports.Table{
		ID: "pairwise", Title: "How many ballots place the row above the column", RowHead: true,
		Heat: true, Columns: []reports.Column{{Title: "Issue"}},
	}
	for i := range 11 {
		wide.Columns = append(wide.Columns, reports.Column{Title: fmt.Sprintf("Q%d", i+1), Align: reports.Right})
		row := []reports.Value{reports.Str(fmt.Sprintf("Q%d A policy question whose wording goes on for quite some "+
			"time, as they do", i+1))}
		for j := range 11 {
			row = append(row, reports.Int((i*7+j*3)%47))
		}
		wide.Rows = append(wide.Rows, row)
	}
	d.Sections[2].Blocks = append(d.Sections[2].Blocks, wide)
	d.Sections[3].Blocks[1] = long
	return d
}
