package reports

import (
	"fmt"
	"math"
	"strings"
)

// Document_ has one of everything, with texts of several scripts.
func Document_() *Document {
	return &Document{
		Title:    "Crypto assets and the public interest",
		Subtitle: "Report for the chair",
		Edition:  Chair,
		Facts:    []Pair{{"people", "48"}, {"issues", "11"}, {"ballots", "47"}},
		Sections: []Section{
			{
				ID: "summary", Title: "What to do now", Lead: "The panel misses 2 of its 5 targets. One invitation can fix both.",
				Blocks: []Block{
					Verdicts{Items: []Verdict{
						{State: OK, Text: "At least 3 regions: there are 4."},
						{State: Miss, Text: "At least 1 African speaker: there is none.", Detail: "Invite one of 6 people in your pool; any of them would do, and four would also bring in a government, which is the other target that is missed."},
						{State: Unsure, Text: "At least 2 women: 1 is known, 3 people gave no answer."},
						{State: Warn, Text: "11 ballots; ranks 3 to 6 cannot be told apart."},
					}},
					Paragraph{Text: "Roundtable read 48 people, 11 issues and 47 ballots. \u2068منتدى\u2069 is a name and stays in its own direction."},
					List{Title: "Next steps", Ordered: true, Items: []string{"Invite one African speaker.", "Ask three people for their gender, if they wish to tell; unknown is never counted as met."}},
				},
			},
			{
				ID: "balance", Title: "Is the panel balanced?", Lead: "By stakeholder group yes, by region no.",
				Blocks: []Block{
					Table{
						ID: "targets", Title: "Every target with its verdict", RowHead: true,
						Columns: []Column{{Title: "Target"}, {Title: "Have", Align: Right}, {Title: "Asked for"}, {Title: "Verdict"}},
						Rows: [][]Value{
							{Str("region: African Group"), Int(0), Str("at least 1"), Mark(Miss)},
							{Str("region: Western European and Others Group (WEOG)"), Int(4), Str("at most 3"), Mark(Miss)},
							{Str("stakeholder group: Technical Community"), Int(1), Str("1 to 2"), Mark(OK)},
							{Str("性别: 女"), Int(1), Str("at least 2"), {Text: "3 unknown", State: Unsure}},
						},
						Note: "Unknown never counts as met.",
					},
					Chart{
						ID: "chart-stakeholder", Kind: Stacked, Title: "Private sector has most seats", Axis: "people",
						Summary:    "Stacked bars of people by stakeholder group and role: private sector 14, others 6 to 11.",
						Categories: []string{"Civil Society", "Government", "Intergovernmental Organization", "Private Sector", "Technical Community"},
						Series:     []Series{{"speakers", []float64{1, 0, 1, 3, 1}}, {"participants", []float64{8, 9, 5, 11, 8}}},
						Table: Table{
							ID: "chart-stakeholder-table", Columns: []Column{{Title: "Stakeholder group"}, {Title: "speakers", Align: Right}, {Title: "participants", Align: Right}}, RowHead: true,
							Rows: [][]Value{
								{Str("Civil Society"), Int(1), Int(8)},
								{Str("Government"), Int(0), Int(9)},
								{Str("Intergovernmental Organization"), Int(1), Int(5)},
								{Str("Private Sector"), Int(3), Int(11)},
								{Str("Technical Community"), Int(1), Int(8)},
							},
						},
					},
				},
			},
			{
				ID: "ranking", Title: "Which issues come first?", Lead: "Consumer protection leads, whichever way the ballots are counted.",
				Blocks: []Block{
					Chart{
						ID: "chart-support", Kind: Bar, Title: "Consumer protection leads with 71.2", Axis: "support, 0 to 100", Max: 100,
						Summary:    "Bars of support from 71.2 down to 8.",
						Categories: []string{"Q2 Consumer protection", "Q1 Definitions", "Q3 互联网治理", "Q4 =HYPERLINK(\"http://x\")"},
						Series:     []Series{{"support", []float64{71.2, 55, 33.3, 8}}},
						Table: Table{
							ID: "issues", Title: "Issues in order", RowHead: true,
							Columns: []Column{{Title: "Issue"}, {Title: "Rank", Align: Right}, {Title: "Support", Align: Right, Decimals: 1, Bar: true, BarMax: 100}},
							Rows: [][]Value{
								{Str("Q2 Consumer protection"), Int(1), Num(71.2)},
								{Str("Q1 Definitions"), Int(2), Num(55)},
								{Str("Q3 互联网治理"), Int(3), Num(33.3)},
								{Str("Q4 =HYPERLINK(\"http://x\")"), Int(4), Num(8)},
							},
						},
					},
					Chart{
						ID: "chart-groups", Kind: HeatMap, Title: "Groups agree on consumer protection", Axis: "support, 0 to 100",
						Summary: "A grid of support by group.", Categories: []string{"Q2", "Q1"},
						Series: []Series{{"Government", []float64{80.1, 40}}, {"Civil Society", []float64{75, math.NaN()}}},
						Table: Table{
							ID: "bygroup", RowHead: true, Heat: true,
							Columns: []Column{{Title: "Issue"}, {Title: "Government", Align: Right, Decimals: 1}, {Title: "Civil Society", Align: Right, Decimals: 1}},
							Rows:    [][]Value{{Str("Q2"), Num(80.1), Num(75)}, {Str("Q1"), Num(40), {}}},
						},
					},
					Chart{
						ID: "chart-interval", Kind: RangeBar, Title: "The first place is firm", Axis: "rank", Max: 4,
						Summary: "Ranges of ranks.", Categories: []string{"Q2", "Q1", "Q3", "Q4"},
						Series: []Series{{"low", []float64{1, 2, 2, 4}}, {"high", []float64{1, 3, 3, 4}}},
					},
				},
			},
			{
				ID: "groups", Title: "Who goes where?", Lead: "4 groups of 12; 30 people got their first choice.",
				Blocks: []Block{
					Cards{Items: []Card{
						{Title: "G01 Consumer protection", State: OK, Lines: []string{"12 people, 2 chairs"}, Tables: []Table{{
							ID: "g01", Columns: []Column{{Title: "Person"}, {Title: "Role"}, {Title: "Choice", Align: Right}},
							Rows: [][]Value{{Str("Jörg Müller"), Str("chair"), Int(1)}, {Str("李小龙"), Str("member"), Int(2)}, {Str("\u2068أحمد\u2069"), Str("member"), Int(1)}},
						}}},
						{Title: "G02 Definitions", State: Miss, Lines: []string{"11 people", "Short by 1 from Government"}},
					}},
					Table{
						ID: "assignments", Title: "One row a person", Long: true, RowHead: true,
						Columns: []Column{{Title: "Person"}, {Title: "Group"}, {Title: "Choice", Align: Right}},
						Rows:    [][]Value{{Str("Jörg Müller"), Str("G01"), Int(1)}, {Str("=cmd|' /C calc'!A0"), Str("G02"), Int(2)}},
					},
				},
			},
		},
		Provenance: Provenance{
			Version: "1.0.0", Date: "2026-03-01", Seed: 1, Command: "roundtable plan meeting.xlsx --out out",
			Notes:    []string{"Nothing left this machine."},
			Settings: []Pair{{"weights", "groups"}},
			Sources:  []Pair{{"meeting.xlsx", strings.Repeat("0f", 32)}},
		},
	}
}

// BigDocument has a long list, a wide table and long texts.
func BigDocument() *Document {
	d := Document_()
	long := Table{
		ID: "assignments", Title: "Who sits where", Long: true, RowHead: true, Note: "Move people by changing the group; Checks shows what changed.",
		Columns: []Column{{Title: "Person"}, {Title: "Organisation"}, {Title: "Stakeholder group"}, {Title: "Region"}, {Title: "Group"}, {Title: "Role"}, {Title: "Choice received", Align: Right}},
	}
	groups := []string{"Civil Society", "Government", "Intergovernmental Organization", "Private Sector", "Technical Community"}
	regions := []string{"African Group", "Asia-Pacific Group", "Latin American and Caribbean Group (GRULAC)"}
	for i := range 60 {
		long.Rows = append(long.Rows, []Value{
			Str(fmt.Sprintf("Participant number %d", i+1)), Str(fmt.Sprintf("Organisation for the Advancement of Topic %d", i)),
			Str(groups[i%5]), Str(regions[i%3]), Str(fmt.Sprintf("G%02d", i%4+1)), Str([]string{"member", "chair"}[min(i%7, 1)]), Int(i%4 + 1),
		})
	}
	wide := Table{ID: "pairwise", Title: "How many ballots place the row above the column", RowHead: true, Heat: true, Columns: []Column{{Title: "Issue"}}}
	for i := range 11 {
		wide.Columns = append(wide.Columns, Column{Title: fmt.Sprintf("Q%d", i+1), Align: Right})
		row := []Value{Str(fmt.Sprintf("Q%d A policy question whose wording goes on for quite some time, as they do", i+1))}
		for j := range 11 {
			row = append(row, Int((i*7+j*3)%47))
		}
		wide.Rows = append(wide.Rows, row)
	}
	d.Sections[2].Blocks = append(d.Sections[2].Blocks, wide)
	d.Sections[3].Blocks[1] = long
	return d
}
