package build

import (
	"strings"
	"testing"

	"roundtable/reports"
	"roundtable/reports/disclosure"
	"roundtable/reports/messages"
	"roundtable/testdata/sample"
)

func fixtureProtected() disclosure.Protected {
	p := disclosure.Protected{
		Title: "Forum on shared registries", Format: "Round Table", Minutes: 90, Participants: 48,
		Panel: disclosure.Panel{Size: 6, Judged: "the 6 speakers", Announced: true},
		Targets: []disclosure.Target{
			{
				Label: "stakeholder group: Government", Tier: "must", Min: 1, Max: -1, Shown: true,
				State: reports.OK, Have: 1,
			},
			{
				Label: "region: African Group", Tier: "must", Min: 1, Max: 2, Shown: true,
				State: reports.Miss, Short: 1,
			},
			{Label: "gender: woman", Tier: "should", Min: 2, Max: -1},
		},
		Tables: []disclosure.Table{
			{
				Dimension: "stakeholder group", Population: "the 6 speakers", People: 6,
				Rows: []disclosure.Count{{Label: "Government", Count: 1}, {Label: "Civil Society", Count: 5}},
			},
			{
				Dimension: "age group", Population: "all 48 people listed", People: 48,
				Rows: []disclosure.Count{{Label: "35-54", Count: 30}, {
					Label: "other values", Count: 18,
					Merged: true,
				}},
			},
			{Dimension: "gender", People: 6, Why: "fewer than 5 people would be counted"},
		},
		Cross: []disclosure.Cross{
			{
				RowDimension: "stakeholder group", ColumnDimension: "region", People: 240,
				RowLabels: []string{"Government", "Other"}, ColumnLabels: []string{"Africa", "Other"},
				Cells: [][]int{{60, 40}, {40, 100}},
			},
		},
		Votes: &disclosure.Votes{
			Asked: 9, Ballots: 51, Weights: "groups", Kinds: []string{"ranking"}, Level: disclosure.Fifths,
			Why: "The order is published with the support in fifths.",
		},
		Groups: &disclosure.Groups{
			Groups: []disclosure.Group{{
				Topic: "Which problems come first", Open: true, Size: 12, MinSize: 9, MaxSize: 14,
				ChairsWanted: 2, Chairs: 2,
				Tables: []disclosure.Table{{
					Dimension: "region", People: 12,
					Rows: []disclosure.Count{{Label: "African Group", Count: 12}},
				}},
			}},
			TargetsMet: 19, TargetsAsked: 20, FirstChoice: disclosure.Band{
				Low:  50,
				High: 60,
			}, Unassigned: 2, Why: "names are not published",
		},
		Findings:   disclosure.Findings{Errors: 1, Warnings: 1, Notes: 1},
		Notes:      []string{"Counts of fewer than 5 people are not shown."},
		Provenance: reports.Provenance{Version: "1.0.0", Date: "22 November 2026", Seed: 2019},
	}
	for i, id := range []string{"Q9", "Q7", "Q8"} {
		p.Votes.Issues = append(p.Votes.Issues, disclosure.Issue{
			ID: id, Name: sample.Issues[[]int{8, 6, 7}[i]].Name,
			Rank: i + 1, Fifth: disclosure.Band{Low: 60 - 20*i, High: 80 - 20*i},
		})
	}
	return p
}

// Every level of the votes can be written, and what a level does not tell is not there.
func TestPublicLevels(t *testing.T) {
	for level := disclosure.Nothing; level <= disclosure.Fifths; level++ {
		p := fixtureProtected()
		p.Votes.Level = level
		for i := range p.Votes.Issues {
			x := &p.Votes.Issues[i]
			if level < disclosure.Fifths {
				x.Fifth = disclosure.Band{}
			}
			if level < disclosure.Order {
				x.Rank = 0
			}
		}
		p.Votes.Groups = nil
		if level == disclosure.Order {
			p.Votes.Groups = []disclosure.VoteGroup{{Name: "Government", First: []string{"Q7"}}}
		}
		d := Public(p, messages.English())
		checkDocument(t, d)
		if s := section(d, "bygroup"); (s != nil) != (level == disclosure.Order) {
			t.Errorf("level %d: section by group is %v", level, s != nil)
		}
		told := ""
		for _, block := range section(d, "ranking").Blocks {
			if v, ok := block.(reports.Verdicts); ok {
				told += v.Items[0].Detail
			}
		}
		if strings.Contains(told, "is said in the edition for the chair alone") != (level != disclosure.Nothing) {
			t.Errorf("level %d: where to read how sure the order is: %q", level, told)
		}
		table, ok := d.Table("ranking")
		if ok == (level == disclosure.Nothing) {
			t.Errorf("level %d: order shown is %v", level, ok)
		}
		if want := map[disclosure.Level]int{disclosure.First: 1, disclosure.Order: 2, disclosure.Fifths: 3}[level]; ok &&
			(len(table.Columns) != want || len(table.Rows[0]) != want) {
			t.Errorf("level %d: columns %+v", level, table.Columns)
		}
	}
}

// Answers for and against are in the order of their mean, and no counting rule agrees or
// differs on them.
func TestPublicHum(t *testing.T) {
	p := fixtureProtected()
	p.Votes.Kinds, p.Votes.Level = []string{"hum"}, disclosure.Order
	said := ""
	for _, block := range section(Public(p, messages.English()), "ranking").Blocks {
		if l, ok := block.(reports.List); ok {
			said += strings.Join(l.Items, " ")
		}
		if v, ok := block.(reports.Verdicts); ok {
			for _, item := range v.Items {
				said += item.Text
				if strings.Contains(item.Text, "counting rule") || strings.Contains(item.Text, "one to one") {
					t.Errorf("a hum: %s", item.Text)
				}
			}
		}
	}
	if !strings.Contains(said, "in the order of the mean answer") {
		t.Errorf("a hum: %s", said)
	}
}
