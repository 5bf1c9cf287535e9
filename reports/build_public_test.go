package reports

import "testing"

func fixtureProtected() Protected {
	support := []float64{71, 64.8, 30.2}
	p := Protected{
		Title: "Forum on shared registries", Format: "Round Table", Minutes: 90, Participants: 48,
		Panel: PublicPanel{Size: 6, Judged: "the 6 speakers", Announced: true},
		Targets: []PublicTarget{
			{ID: "a", Label: "stakeholder group: Government", Tier: "must", Min: 1, Max: -1, Shown: true, State: OK, Have: 1},
			{ID: "b", Label: "region: African Group", Tier: "must", Min: 1, Max: 2, Shown: true, State: Miss, Short: 1},
			{ID: "c", Label: "gender: woman", Tier: "should", Min: 2, Max: -1},
		},
		Tables: []PublicTable{
			{Dimension: "stakeholder group", Population: "the 6 speakers", People: 6, Rows: []PublicCount{{Label: "Government", Count: 1}, {Label: "Civil Society", Count: 5}}},
			{Dimension: "age group", Population: "all 48 people listed", People: 48, Rows: []PublicCount{{Label: "35-54", Count: 30}, {Label: "other values", Count: 18, Merged: true}}},
			{Dimension: "gender", People: 6, Why: "fewer than 5 people would be counted"},
		},
		Cross: []PublicCross{
			{RowDimension: "stakeholder group", ColumnDimension: "region", Why: "it needs at least 200 people"},
			{
				RowDimension: "stakeholder group", ColumnDimension: "age group", People: 240, RowLabels: []string{"Government", "Other"}, ColumnLabels: []string{"young", "old"},
				Cells: [][]Figure{{{}, Show(40)}, {{}, Show(100)}}, RowTotals: []int{60, 180}, ColumnTotals: []int{100, 140},
			},
		},
		Votes: &PublicVotes{
			Ballots: 42, Weights: "groups", Detail: Overall, Why: "The groups are too small for figures of their own.", CondorcetWinner: "Q9", SameFirst: true, RulesAgree: true,
			Agenda: &PublicAgenda{Rule: "equal-shares", K: 2, Issues: []string{"Q9", "Q7"}},
		},
		Groups: &PublicGroups{
			Groups: []PublicGroup{{
				ID: "G01", Topic: "Which problems come first", Open: true, Size: 12, MinSize: 9, MaxSize: 14, ChairsWanted: 2, Chairs: 2,
				Tables: []PublicTable{{Dimension: "region", People: 12, Rows: []PublicCount{{Label: "African Group", Count: 12}}}},
			}},
			TargetsMet: Show(19), TargetsAsked: Show(20), FirstChoice: Band{50, 60}, Unassigned: 2, Why: "names are not published",
		},
		Findings:   PublicFindings{Errors: 1, Warnings: 1, Notes: 1},
		Notes:      []string{"Counts of fewer than 5 people are not shown."},
		Provenance: Provenance{Version: "1.0.0", Date: "22 November 2026", Seed: 2019},
	}
	for i, id := range []string{"Q9", "Q7", "Q8"} {
		p.Votes.Issues = append(p.Votes.Issues, PublicIssue{ID: id, Name: Issues[[]int{8, 6, 7}[i]].Name, Rank: i + 1, Support: &support[i]})
	}
	return p
}

// Every level of detail of the votes can be written, and hidden figures show
// the one marker and nothing else.
func TestPublicDetails(t *testing.T) {
	for _, detail := range []Detail{ByGroup, Overall, OrderOnly, Nothing} {
		p := fixtureProtected()
		p.Votes.Detail = detail
		if detail != Overall {
			for i := range p.Votes.Issues {
				p.Votes.Issues[i].Support = nil
			}
		}
		if detail == ByGroup {
			p.Votes.Groups = []PublicVoteGroup{{Name: "Government", Ballots: 17, Precision: 10}}
			for i := range p.Votes.Issues {
				p.Votes.Issues[i].Band, p.Votes.Issues[i].Groups = Band{60, 70}, []Band{{}}
			}
		}
		d := BuildPublic(p)
		checkDocument(t, d)
		if s := section(d, "bygroup"); (s != nil) != (detail == ByGroup) {
			t.Errorf("%s: section by group is %v", detail, s != nil)
		}
		if _, ok := d.Table("ranking"); ok == (detail == Nothing) {
			t.Errorf("%s: order shown is %v", detail, ok)
		}
	}
}
