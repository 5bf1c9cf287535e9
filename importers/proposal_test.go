package importers

import (
	"context"
	"slices"
	"strings"
	"testing"

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
	m, _, err := Read(context.Background(), []Input{{Name: "1.txt", Reader: strings.NewReader(one)}, {Name: "2.txt", Reader: strings.NewReader(two)}}, Options{})
	if err != nil || m.HasErrors() || len(m.Issues) != 3 || m.Issues[2].ID != "Q3" || len(m.Roster) != 3 || m.Roster[2].ID != "Organizer 1 (2)" {
		t.Errorf("%v: %+v, %+v, %+v", err, m.Roster, m.Issues, m.Findings)
	}
}
