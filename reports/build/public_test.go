package build

import (
	"strings"
	"testing"

	"roundtable/reports"
	"roundtable/reports/disclosure"
	"roundtable/testdata/sample"
)

func fixtureProtected() disclosure.Protected {
	support := []float64{71, 64.8, 30.2}
	p := disclosure.Protected{
		Title: "Forum on shared registries", Format: "Round Table", Minutes: 90, Participants: 48,
		Panel: disclosure.Panel{Size: 6, Judged: "the 6 speakers", Announced: true},
		Targets: []disclosure.Target{
			{
				ID: "a", Label: "stakeholder group: Government", Tier: "must", Min: 1, Max: -1, Shown: true,
				State: reports.OK, Have: 1,
			},
			{
				ID: "b", Label: "region: African Group", Tier: "must", Min: 1, Max: 2, Shown: true,
				State: reports.Miss, Short: 1,
			},
			{ID: "c", Label: "gender: woman", Tier: "should", Min: 2, Max: -1},
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
			{RowDimension: "stakeholder group", ColumnDimension: "region", Why: "it needs at least 200 people"},
			{
				RowDimension: "stakeholder group", ColumnDimension: "age group", People: 240,
				RowLabels: []string{"Government", "Other"}, ColumnLabels: []string{"young", "old"},
				Cells:     [][]disclosure.Figure{{{}, disclosure.Show(40)}, {{}, disclosure.Show(100)}},
				RowTotals: []int{60, 180}, ColumnTotals: []int{100, 140},
			},
		},
		Votes: &disclosure.Votes{
			Ballots: 42, Weights: "groups", Kinds: []string{"ranking"}, Detail: disclosure.Overall, Why: "The groups are too small for figures " +
				"of their own.", CondorcetWinner: "Q9", SameFirst: true, RulesAgree: true,
			Agenda: &disclosure.Agenda{Rule: "equal-shares", K: 2, Issues: []string{"Q9", "Q7"}},
		},
		Groups: &disclosure.Groups{
			Groups: []disclosure.Group{{
				ID: "G01", Topic: "Which problems come first", Open: true, Size: 12, MinSize: 9, MaxSize: 14,
				ChairsWanted: 2, Chairs: 2,
				Tables: []disclosure.Table{{
					Dimension: "region", People: 12,
					Rows: []disclosure.Count{{Label: "African Group", Count: 12}},
				}},
			}},
			TargetsMet: disclosure.Show(19), TargetsAsked: disclosure.Show(20), FirstChoice: disclosure.Band{
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
			Rank: i + 1, Support: &support[i],
		})
	}
	return p
}

// A hum ranks nothing, and no counting rule agrees or differs on it.
func TestPublicHum(t *testing.T) {
	p := fixtureProtected()
	p.Votes.Kinds, p.Votes.Detail = []string{"hum"}, disclosure.OrderOnly
	for _, block := range section(Public(p), "summary").Blocks {
		if v, ok := block.(reports.Verdicts); ok {
			for _, item := range v.Items {
				if strings.Contains(item.Text, "counting rule") || strings.Contains(item.Text, "one to one") {
					t.Errorf("a hum: %s", item.Text)
				}
			}
		}
	}
}

// Every level of detail of the votes can be written, and hidden figures show
// the one marker and nothing else.
func TestPublicDetails(t *testing.T) {
	for _, detail := range []disclosure.Detail{
		disclosure.ByGroup, disclosure.Overall, disclosure.OrderOnly,
		disclosure.Nothing,
	} {
		p := fixtureProtected()
		p.Votes.Detail = detail
		if detail != disclosure.Overall {
			for i := range p.Votes.Issues {
				p.Votes.Issues[i].Support = nil
			}
		}
		if detail == disclosure.ByGroup {
			p.Votes.Groups = []disclosure.VoteGroup{{Name: "Government", Ballots: 17, Precision: 10}}
			for i := range p.Votes.Issues {
				p.Votes.Issues[i].Band, p.Votes.Issues[i].Groups = disclosure.Band{Low: 60, High: 70},
					[]disclosure.Band{{}}
			}
		}
		d := Public(p)
		checkDocument(t, d)
		if s := section(d, "bygroup"); (s != nil) != (detail == disclosure.ByGroup) {
			t.Errorf("%s: section by group is %v", detail, s != nil)
		}
		told := ""
		for _, block := range section(d, "ranking").Blocks {
			if p, ok := block.(reports.Paragraph); ok {
				told += p.Text
			}
		}
		if strings.Contains(told, "How sure this order is, is said in the edition for the chair alone") !=
			(detail != disclosure.Nothing) {
			t.Errorf("%s: where to read how sure the order is: %q", detail, told)
		}
		if _, ok := d.Table("ranking"); ok == (detail == disclosure.Nothing) {
			t.Errorf("%s: order shown is %v", detail, ok)
		}
	}
}
