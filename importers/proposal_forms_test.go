package importers

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/sheet"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/testdata"
)

// proposalCounts is what is to be counted in a proposal.
type proposalCounts struct {
	Organizers            int
	OrganizersStakeholder map[string]int `json:"organizers_by_stakeholder"`
	Speakers              int
	SpeakersNames         int            `json:"speakers_distinct_names"`
	SpeakersStakeholder   map[string]int `json:"speakers_by_stakeholder"`
	SpeakersRegion        map[string]int `json:"speakers_by_region"`
	OtherRoles            map[string]int `json:"other_roles"`
}

// countLines counts the lines of a proposal, one for each person in a role.
func countLines(lines []map[string]string) proposalCounts {
	n := proposalCounts{
		OrganizersStakeholder: make(map[string]int), SpeakersStakeholder: make(map[string]int),
		SpeakersRegion: make(map[string]int), OtherRoles: make(map[string]int),
	}
	orBlank := func(s string) string {
		if s == "" {
			return "(blank)"
		}
		return s
	}
	speakers := make(map[string]bool)
	for _, l := range lines {
		switch l["role"] {
		case "organizer":
			n.Organizers++
			n.OrganizersStakeholder[orBlank(l["stakeholder"])]++
		case "speaker":
			n.Speakers++
			speakers[l["name"]] = true
			n.SpeakersStakeholder[orBlank(l["stakeholder"])]++
			n.SpeakersRegion[orBlank(l["region"])]++
		default:
			n.OtherRoles[l["role"]]++
		}
	}
	n.SpeakersNames = len(speakers)
	return n
}

// proposalLines returns the lines expected of each proposal of testdata.
func proposalLines(t testing.TB) map[string][]map[string]string {
	t.Helper()
	byFile := make(map[string][]map[string]string)
	for _, row := range testdata.Rows(t, "proposals", "lines.csv") {
		byFile[row["file"]] = append(byFile[row["file"]], row)
	}
	return byFile
}

// The forms of proposals since 2017: each person in each role is found, with
// group, region and affiliation.
func TestProposalForms(t *testing.T) {
	byFile := proposalLines(t)
	if len(byFile) != 12 {
		t.Fatalf("lines of %d proposals, want 12", len(byFile))
	}
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		t.Run(file, func(t *testing.T) {
			m, ins := readTestdata(t, Options{}, "proposals/"+file)
			checkProposal(t, m, ins, countLines(byFile[file]))
			checkProposalLines(t, file, ins, byFile[file])
		})
	}
}

func checkProposal(t *testing.T, m *planner.Meeting, ins *Inspection, want proposalCounts) {
	t.Helper()
	sh := mainSheet(t, ins)
	if sh.Kind != sheet.Proposal {
		t.Fatalf("recognised as %s", sh.Kind)
	}
	roles := sh.Counts["role"]
	if roles["organizer"] != want.Organizers || roles["speaker"] != want.Speakers {
		t.Errorf("%d organizers and %d speakers, want %d and %d", roles["organizer"], roles["speaker"],
			want.Organizers, want.Speakers)
	}
	sameCounts(t, "organizers", sh.Counts["organizer stakeholder"], want.OrganizersStakeholder)
	sameCounts(t, "speakers", sh.Counts["speaker stakeholder"], want.SpeakersStakeholder)
	sameCounts(t, "speakers' regions", sh.Counts["speaker region"], want.SpeakersRegion)
	delete(roles, "organizer")
	delete(roles, "speaker")
	sameCounts(t, "other roles", roles, want.OtherRoles)
	if n := len(m.Roster.WithRole(planner.RoleSpeaker)); n != want.SpeakersNames {
		t.Errorf("%d different speakers, want %d", n, want.SpeakersNames)
	}
	for _, p := range m.Roster {
		if vocabulary.Value(planner.Stakeholder, p.Name).OK() || vocabulary.Value(planner.Region, p.Name).OK() {
			t.Errorf("a group became a person: %q", p.Name)
		}
	}
}

// checkProposalLines compares the lines of a proposal; a region that is none of
// the regional groups is no region.
func checkProposalLines(t *testing.T, file string, ins *Inspection, want []map[string]string) {
	t.Helper()
	wanted, got := make(map[string]int), make(map[string]int)
	for _, l := range want {
		region := "" // "Western European Group" is WEOG
		if m := vocabulary.Value(planner.Region, l["region"]); m.OK() {
			region = m.Value
		}
		wanted[strings.Join([]string{l["role"], l["name"], l["affiliation"], l["stakeholder"], region}, " | ")]++
	}
	for _, l := range mainSheet(t, ins).Lines {
		got[strings.Join([]string{string(l.Role), l.Name, l.Affiliation, l.Stakeholder, l.Region}, " | ")]++
	}
	sameCounts(t, file, got, wanted)
}

// The proposal that this project began with, by its published facts.
func TestFoundingProposal(t *testing.T) {
	m, _ := readTestdata(t, Options{}, "proposals/founding.txt")
	if m.Title != "Building a multistakeholder approach to secure crypto assets" ||
		m.Format != "Round Table - Circle" || m.Minutes != 90 {
		t.Errorf("title %q, format %q, %d minutes", m.Title, m.Format, m.Minutes)
	}
	if len(m.Issues) != 11 || m.Issues[0].ID != "Q1" || m.Issues[10].ID != "Q11" ||
		m.Issues[10].Name != "How can governments and regulators support?" {
		t.Errorf("issues: %+v", m.Issues)
	}
	if len(m.Roster) != 6 || m.Roster[0].Name != "" || m.Roster[0].Label() != "Organizer 1" {
		t.Errorf("roster: %+v", m.Roster)
	}
	if m.Ballots.Total() != 0 || m.HasErrors() {
		t.Errorf("%d ballots, findings %+v", m.Ballots.Total(), m.Findings)
	}
}

// Questions stand numbered, lettered, with bullets, each on a line or all in one.
func TestProposalQuestions(t *testing.T) {
	for file, n := range map[string]int{
		"form-2017": 0, "form-2018-groups": 0, "form-2018-named": 0, "form-2019-lost-labels": 3, "form-2019-indented": 4, "form-2020": 1,
		"form-2021": 3, "form-2022": 3, "form-2023": 3, "form-2024": 2, "form-2025": 3, "founding": 11,
	} {
		m, _ := readTestdata(t, Options{}, "proposals/"+file+".txt")
		if len(m.Issues) != n {
			t.Errorf("%s: %d questions, want %d: %+v", file, len(m.Issues), n, m.Issues)
		}
	}
}
