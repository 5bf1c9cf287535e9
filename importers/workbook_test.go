package importers

import (
	"bytes"
	"slices"
	"testing"

	"roundtable/importers/sheet"

	"github.com/xuri/excelize/v2"

	"roundtable/planner"
)

// workbook builds an xlsx file from sheets of rows.
func workbook(t testing.TB, merges map[string][][2]string, sheets ...[]any) *bytes.Buffer {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, s := range sheets {
		name := s[0].(string)
		if i == 0 {
			if err := f.SetSheetName("Sheet1", name); err != nil {
				t.Fatal(err)
			}
		} else if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for n, row := range s[1:] {
			cell, err := excelize.CoordinatesToCellName(1, n+1)
			if err != nil {
				t.Fatal(err)
			}
			values := row.([]any)
			if err := f.SetSheetRow(name, cell, &values); err != nil {
				t.Fatal(err)
			}
		}
		for _, m := range merges[name] {
			if err := f.MergeCell(name, m[0], m[1]); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return &b
}

func readWorkbook(t testing.TB, opts Options, b *bytes.Buffer) (*planner.Meeting, *Inspection) {
	t.Helper()
	m, ins, err := readInWords(t, []Input{{Name: "meeting.xlsx", Reader: b}}, opts)
	if err != nil {
		t.Fatal(err)
	}
	return m, ins
}

type row = []any

func TestWorkbookOfAMeeting(t *testing.T) {
	b := workbook(t, map[string][][2]string{"People": {{"A1", "F1"}, {"C3", "D3"}}},
		[]any{"Start here", row{"Fill in the sheets from left to right."}, row{"Nothing leaves your computer."}},
		[]any{
			"People",
			row{"Participants of the crypto-assets round table"},
			row{},
			row{"Name", "Stakeholder group", "Where from", nil, "Role", "Max groups"},
			row{nil, nil, "Region", "Country", nil, nil},
			row{"Ana Lima", "Government", "GRULAC", "Brazil", "Speaker", 2},
			row{"Bo Ek", "Civil Society", "WEOG", "Sweden", "Moderator", 1},
			row{"Cy Dee", "Private Sector", "African Group", "Kenya", "Speaker", 1},
			row{"Di Fo", "Technical Community", "Asia-Pacific Group", "Japan", "Speaker", nil},
		},
		[]any{"Issues", row{"id", "issue"}, row{"Q1", "Who is at the table?"}, row{"Q2", "How are keys kept safe?"}, row{"Q3", "Which rules help?"}},
		[]any{
			"Votes", row{"Participant", "1st choice", "2nd choice", "3rd choice"}, row{"Ana Lima", "Q2", "Q1", nil}, row{"Bo Ek", "Who is at the table?", "Q3", "Q2"}, row{"Cy Dee", "Q2", nil, nil}, row{"Zo Xu", "Q3", "Q1", "Q2"},
		},
		[]any{"Targets", row{"dimension", "value", "min", "max", "tier"}, row{"region", "Africa", 1, 2, "must"}, row{"stakeholder", "Government", 1, nil, "should"}},
		[]any{"Settings", row{"key", "value"}, row{"seed", 7}, row{"rule", "schulze"}},
		[]any{"Pairs", row{"a", "b", "kind"}, row{"Ana Lima", "Bo Ek", "apart"}, row{"Ana Lima", "Bo Eck", "apart"}},
	)
	m, ins := readWorkbook(t, Options{}, b)
	var kinds []sheet.Kind
	for _, s := range ins.Files[0].Sheets {
		kinds = append(kinds, s.Kind)
	}
	if want := []sheet.Kind{sheet.Strange, sheet.Roster, sheet.Issues, sheet.Votes, sheet.Targets, sheet.Settings, sheet.Pairs}; !slices.Equal(kinds, want) {
		for _, s := range ins.Files[0].Sheets {
			t.Logf("%+v", s)
		}
		t.Fatalf("kinds %q, want %q; %+v", kinds, want, m.Findings)
	}
	if len(m.Roster) != 4 || !m.Roster[0].Has(planner.Region, planner.GRULAC) || !m.Roster[0].Has(planner.Country, "Brazil") || m.Roster[0].Memberships != (planner.Range{Min: 1, Max: 2}) {
		t.Errorf("roster %+v", m.Roster)
	}
	if ins.Files[0].Sheets[1].HeaderRow != 4 {
		t.Errorf("header in row %d, want 4", ins.Files[0].Sheets[1].HeaderRow)
	}
	if len(m.Issues) != 3 || m.Ballots.Total() != 4 || len(m.Targets) != 2 || len(m.Settings) != 2 || len(m.Pairs) != 2 {
		t.Errorf("%d issues, %d ballots, %d targets, %d settings, %d pairs", len(m.Issues), m.Ballots.Total(), len(m.Targets), len(m.Settings), len(m.Pairs))
	}
	if first := ins.Ballots[1]; first.Group != planner.CivilSociety || !slices.Equal(first.Ranking[0], []string{"Q1"}) {
		t.Errorf("the second ballot takes its group from the roster: %+v", first)
	}
	if f := findingsWith(m, CodeVotesUnmatched); len(f) != 1 || f[0].Where.String() != "meeting.xlsx Votes!row 5" {
		t.Errorf("voter not in the roster: %+v", f)
	}
	if f := findingsWith(m, CodePairUnknown); len(f) != 1 || f[0].Where.String() != "meeting.xlsx Pairs!B3" {
		t.Errorf("pair: %+v", f)
	}
}

func TestSheetOption(t *testing.T) {
	b := workbook(t, nil, []any{"A", row{"Name", "Stakeholder"}, row{"Ana Lima", "Government"}}, []any{"B", row{"Name", "Stakeholder"}, row{"Bo Ek", "Government"}})
	m, _ := readWorkbook(t, Options{Sheets: []string{"b", "C"}}, b)
	if len(m.Roster) != 1 || m.Roster[0].Name != "Bo Ek" || len(findingsWith(m, CodeSheetMissing)) != 1 {
		t.Errorf("%+v %+v", m.Roster, m.Findings)
	}
}

// A sheet of candidates beside a panel is the pool, in any language, and that is said;
// sheets that the user names, and candidates without a panel, are read alike.
func TestPoolSheets(t *testing.T) {
	for _, tc := range []struct {
		panel, pool string
		sheets      []string
		roster      int
	}{
		{"Panel", "Candidates", nil, 2},
		{"Our speakers", "Longlist 2031", nil, 2},
		{"Podium", "Bewerberinnen", nil, 2},
		{"Panelistas", "Voluntarios", nil, 2},
		{"Intervenants", "Candidats", nil, 2},
		{"小组", "候选人", nil, 2},
		{"Panel", "Candidates", []string{"Panel", "Candidates"}, 5},
		{"People", "Candidates", nil, 5},
		{"Panel A", "Panel B", nil, 5},
	} {
		b := workbook(t, nil,
			[]any{
				tc.pool,
				row{"Name", "Gender", "Region"},
				row{"Cy Dee", "F", "WEOG"},
				row{"Di Fo", "M", "GRULAC"},
				row{"Ed Gu", "F", "African Group"},
			},
			[]any{tc.panel, row{"Name", "Gender", "Region"}, row{"Ana Lima", "F", "GRULAC"}, row{"Bo Ek", "M", "WEOG"}},
		)
		m, _ := readWorkbook(t, Options{Sheets: tc.sheets}, b)
		said := slices.ContainsFunc(m.Findings, func(f planner.Finding) bool { return f.Code == CodePoolSheet })
		if len(m.Roster) != tc.roster || len(m.Roster)+len(m.Pool) != 5 || said != (tc.roster == 2) {
			t.Errorf("%s beside %s: %d people, %d could join, said %v", tc.pool, tc.panel, len(m.Roster), len(m.Pool), said)
		}
	}
}
