package importers

import (
	"slices"
	"strings"
	"testing"

	"roundtable/importers/sheet"

	"roundtable/importers/proposal"
	"roundtable/planner"
)

func TestOwnProposal(t *testing.T) {
	m, ins := readTestdata(t, Options{}, "proposal.txt")
	if m.Title != "Keeping small networks online: who pays, who decides" || m.Format != "Round Table - U-shape" || m.Minutes != 90 {
		t.Errorf("title %q, format %q, %d minutes", m.Title, m.Format, m.Minutes)
	}
	var ids []string
	for _, x := range m.Issues {
		ids = append(ids, x.ID)
	}
	if !slices.Equal(ids, []string{"Q1", "Q2", "Q4", "Q5"}) {
		t.Errorf("issues %q: numbers may skip, and the additional question has none", ids)
	}
	want := []string{"Organizer 1", "Organizer 2", "Marisol Quintanilla Rey", "Tomasz Wierzbowy", "Aroha Te Kanawa", "Kwabena Osei-Tutu", "Linh Pham Thi", "Ines Abrantes", "Jonas Bergqvist-Lund"}
	var got []string
	for _, p := range m.Roster {
		got = append(got, p.Label())
	}
	if !slices.Equal(got, want) {
		t.Errorf("people %q", got)
	}
	aroha := m.Roster[4]
	if !slices.Equal(aroha.Roles, []planner.Role{planner.RoleSpeaker, planner.RoleOnlineModerator}) {
		t.Errorf("roles %q", aroha.Roles)
	}
	if org, _ := m.Roster[6].Value(planner.Organisation); org != "Network Commons, Ltd." {
		t.Errorf("the affiliation with a comma is %q", org)
	}
	if _, known := m.Roster[8].Value(planner.Region); known {
		t.Error("an intergovernmental organization got a regional group")
	}
	if r, _ := m.Roster[7].Value(planner.Region); r != planner.WEOG {
		t.Errorf("the region in brackets is %q", r)
	}
	blank := findingsWith(m, CodeValueMissing)
	if len(blank) != 2 || blank[0].Where.Cell != "line 9" {
		t.Errorf("blank values: %+v", blank)
	}
	if n := mainSheet(t, ins).Counts["role"]["speaker"]; n != 5 {
		t.Errorf("%d speakers, want 5", n)
	}
}

func TestProposalUpdatedRepeatedAndMistyped(t *testing.T) {
	m, _ := readString(t, Options{}, "p.txt", `Speaker 1: Ana Lima, Civl Society, African Group
Speaker 1: Ana Lima, Civl Society, African Group
Speaker 2: Bo Ek, Academia, WEOG
Speaker 3: TBD, Government, GRULAC

Updated information

Speaker 1: Cy Dee, Government, African Group
`)
	if len(m.Roster) != 3 || m.Roster[2].Name != "" || m.Roster[2].Label() != "Speaker 3" {
		t.Errorf("people: %+v", m.Roster)
	}
	for code, n := range map[string]int{proposal.CodeRepeated: 1, proposal.CodeUpdated: 1, CodeValueUnknown: 1, CodeValueAmbiguous: 1, proposal.CodeNoName: 1} {
		if got := findingsWith(m, code); len(got) != n {
			t.Errorf("%s: %+v, want %d", code, got, n)
		}
	}
	if f := findingsWith(m, CodeValueUnknown); len(f) == 1 && f[0].Text != `"Civl Society" is not a stakeholder group. Did you mean "Civil Society"?` {
		t.Errorf("text %q", f[0].Text)
	}
	m, _ = readString(t, Options{Map: []Mapping{{"Academia", "Technical Community"}}}, "p.txt", "Speaker 2: Bo Ek, Academia, WEOG\n")
	if g, _ := m.Roster[0].Value(planner.Stakeholder); g != planner.TechnicalCommunity {
		t.Errorf("with --map the group is %q", g)
	}
}

func TestTwoProposals(t *testing.T) {
	one := "Organizer 1: Government, WEOG\nSpeaker 1: Ana Lima, Government, WEOG\nPolicy Question(s)\n1. Who? \n2. What?\n"
	two := "Organizer 1: Civil Society, GRULAC\nSpeaker 1: Lima Ana, Government, WEOG\nPolicy Question(s)\n1. When?\n"
	m, _, err := readInWords(t, []Input{{Name: "1.txt", Reader: strings.NewReader(one)}, {Name: "2.txt", Reader: strings.NewReader(two)}}, Options{})
	if err != nil || m.HasErrors() || len(m.Issues) != 3 || m.Issues[2].ID != "Q3" || len(m.Roster) != 3 || m.Roster[2].ID != "Organizer 1 (2)" {
		t.Errorf("%v: %+v, %+v, %+v", err, m.Roster, m.Issues, m.Findings)
	}
}

// The whole tasks that came with field tests: prose that looked like a column of
// names, three seats still to be filled, an agenda and goals; and two lines alone.
func TestFieldProposals(t *testing.T) {
	m, ins := readTestdata(t, Options{}, "field-cases/people/proposal.txt")
	if got := names(m.Roster); !slices.Equal(got, []string{"Mariana Duarte", "Peter Okonkwo", "Ingrid Halvorsen", "Rajesh Menon"}) {
		t.Errorf("people %q", got)
	}
	if len(m.Roster.WithRole(planner.RoleOrganizer)) != 2 || len(m.Roster.WithRole(planner.RoleSpeaker)) != 2 {
		t.Errorf("roster %+v", m.Roster)
	}
	if len(m.OpenSeats) != 1 || m.OpenSeats[0].Number != 3 || m.OpenSeats[0].Role != planner.RoleSpeaker {
		t.Errorf("open seats %+v", m.OpenSeats)
	}
	var minutes []int
	for _, a := range ins.Agenda {
		minutes = append(minutes, a.Minutes)
	}
	if !slices.Equal(minutes, []int{5, 20, 45, 10}) || ins.Length != 90 || !slices.Equal(ins.Goals, []int{10, 16}) || len(m.Issues) != 3 {
		t.Errorf("agenda %v of %d, goals %v, %d issues", minutes, ins.Length, ins.Goals, len(m.Issues))
	}
	if g, _ := m.Roster[2].Value(planner.Gender); g != "woman" {
		t.Errorf("gender %q", g)
	}
	m, ins = readTestdata(t, Options{}, "field-cases/people/prop_min.txt")
	if mainSheet(t, ins).Kind != sheet.Proposal || !slices.Equal(names(m.Roster), []string{"Ann One", "Bob Two"}) {
		t.Errorf("%+v", m.Roster)
	}
	for file, n := range map[string]int{"IGF2018-WS136": 5, "IGF2018-WS178": 4, "IGF2019-WS289": 3, "IGF2019-WS300": 5, "IGF2024-WS239": 4} {
		m, _ := readTestdata(t, Options{}, "field-cases/panel/igfpanels/"+file+".txt")
		if len(m.Roster) != n || m.Title != "Test session "+file {
			t.Errorf("%s: %d people, %q", file, len(m.Roster), m.Title)
		}
		for _, p := range m.Roster {
			if !p.HasRole(planner.RoleSpeaker, planner.RoleOrganizer) || len(p.Values) != 2 {
				t.Errorf("%s: %+v", file, p)
			}
		}
	}
}

// A text that is none of the known kinds is said to be so, and nobody is read from it.
func TestTextOfNoKind(t *testing.T) {
	for _, file := range []string{"letter", "minutes-of-a-meeting"} {
		m, ins := readTestdata(t, Options{}, "field-cases/proposals/"+file+".txt")
		if len(m.Roster) > 0 || mainSheet(t, ins).Kind != sheet.Strange || len(findingsWith(m, CodeSheetUnknown)) != 1 {
			t.Errorf("%s: %+v, %+v", file, m.Roster, m.Findings)
		}
	}
}

// Somebody who declined is not in the roster; it is said.
func TestProposalDeclined(t *testing.T) {
	m, _ := readTestdata(t, Options{}, "field-cases/proposals/declined.txt")
	if slices.Contains(names(m.Roster), "Eve Adams") || len(findingsWith(m, proposal.CodeAway)) != 1 {
		t.Errorf("%q, %+v", names(m.Roster), m.Findings)
	}
}

// A group or a region that another line of a person tells, or their country, is not missing.
func TestProposalValuesElsewhere(t *testing.T) {
	m, _ := readString(t, Options{}, "p.txt", "Ponente: Ana Gil, Sociedad civil, Chile\nPonente: Null, Gobierno, España\n"+
		"Moderadora: Ana Gil\nRelatora: Eva Paz\n")
	if got := names(m.Roster); !slices.Equal(got, []string{"Ana Gil", "Null", "Eva Paz"}) {
		t.Errorf("people %q", got)
	}
	for _, f := range findingsWith(m, CodeValueMissing) {
		if f.Where.Cell != "line 4" || len(f.Also) > 0 {
			t.Errorf("%+v", f)
		}
	}
	if r, _ := m.Roster[1].Value(planner.Region); r != planner.WEOG {
		t.Errorf("region %q", r)
	}
}
