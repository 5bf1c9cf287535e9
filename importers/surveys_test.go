package importers

import (
	"strings"
	"testing"

	"roundtable/importers/sheet"

	"roundtable/importers/table"
	"roundtable/planner"
)

// Exports of survey and poll tools, each in the layout the tool writes, are read
// without a flag.
func TestExportsOfSurveyTools(t *testing.T) {
	for _, c := range []struct {
		name, text, shape       string
		ballots, issues, people int
	}{
		{"SurveyMonkey, options below the question", "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,Which topics matter to you? (Select all that apply),,,\n" +
			",,,,,,AI governance,Data flows,Access & inclusion,Other (please specify)\n" +
			"1001,55,03/01/2026 10:00:00,03/01/2026 10:05:00,1.2.3.4,a@x.org,AI governance,,Access & inclusion,\n" +
			"1002,55,03/01/2026 11:00:00,03/01/2026 11:05:00,1.2.3.5,b@x.org,,Data flows,Access & inclusion,\n" +
			"1003,55,03/01/2026 12:00:00,03/01/2026 12:05:00,1.2.3.6,c@x.org,AI governance,,,Kids\n", "marks", 3, 3, 0},
		{"LimeSurvey, ranking", "\ufeff\"Response ID\";\"Date submitted\";\"Your group\";\"Rank the issues [Ranking 1]\";\"Rank the issues [Ranking 2]\"\n" +
			"\"1\";\"2026-01-01 10:00:00\";\"Government\";\"AI\";\"Data\"\n\"2\";\"2026-01-01 10:00:00\";\"Civil Society\";\"Data\";\"\"\n", "choices", 2, 2, 2},
		{"Nextcloud, yes, no and maybe", "Poll participants,Email address,\"Mon, 3 Mar\",\"Tue, 4 Mar\",\"Wed, 5 Mar\"\nAnna,a@x.org,yes,no,maybe\nBen,b@x.org,no,yes,yes\nCy,c@x.org,yes,yes,\n", "levels", 3, 3, 0},
		{"Doodle, a blank corner", "Poll Which day,,,\n,,,\n,AI,Data,Access\nAnna,OK,,OK\nBen,,OK,\nCy,OK,OK,OK\nCount,2,2,1\n", "marks", 3, 3, 0},
		{"TEASE, 0 is best", "id,name,Rank the projects [P1],Rank the projects [P2],Rank the projects [P3]\n1,Anna B,0,1,2\n2,Ben C,2,0,1\n3,Cy D,1,2,0\n", "ranks", 3, 3, 3},
		{"labels that begin with numbers", "Voter,Climate,Health,Water\nV1,5 - Excellent,3 - Fair,1 – Poor\nV2,4 – Good,4 - Good,2 - Weak\nV3,1 – Poor,5 - Excellent,3 - Fair\n", "levels", 3, 3, 0},
		{"no header row", "V1,3,1,2\nV2,1,2,3\nV3,2,3,1\nV4,1,3,2\n", "ranks", 4, 3, 0},
	} {
		m, ins := readString(t, Options{}, "export.csv", c.text)
		if s := mainSheet(t, ins); s.Shape != c.shape {
			t.Errorf("%s: kind %s, shape %q, want %q; %+v", c.name, s.Kind, s.Shape, c.shape, m.Findings)
		}
		if m.Ballots.Len() != c.ballots || len(m.Issues) != c.issues || len(m.Roster) != c.people {
			t.Errorf("%s: %d ballots, %d issues, %d people, want %d, %d, %d", c.name, m.Ballots.Len(), len(m.Issues), len(m.Roster), c.ballots, c.issues, c.people)
		}
	}
}

func TestPlacesOfSupervisors(t *testing.T) {
	m, _ := readString(t, Options{}, "demand.csv", "supervisor,capacity\nDr Smith,3\nProf Jones,5\n")
	if len(m.Groups) != 2 || m.Groups[0].Topic != "Dr Smith" || m.Groups[1].Size != (planner.Range{Max: 5}) {
		t.Errorf("groups %+v, %+v", m.Groups, m.Findings)
	}
}

// The findings sheet of a marked copy is not read as data.
func TestFindingsSheetIsLeftAside(t *testing.T) {
	m, ins := readWorkbook(t, Options{}, workbook(t, nil,
		[]any{"People", row{"Name", "Stakeholder"}, row{"Ana Lima", "Government"}, row{"Bo Ek", "Civil Society"}},
		[]any{table.FindingsSheet, row{"Where", "Severity", "Name", "Stakeholder"}, row{"D17", "error", "Cy Dee", "Civl society"}}))
	if len(m.Roster) != 2 || ins.Files[0].Sheets[1].Kind != sheet.Findings || len(findingsWith(m, CodeSheetFindings)) != 1 {
		t.Errorf("%d people, %+v", len(m.Roster), m.Findings)
	}
}

// A limit is said once, with its place and the flag that raises it.
func TestLimitIsAFinding(t *testing.T) {
	m, _, err := readInWords(t, []Input{{Name: "wide.csv", Reader: strings.NewReader("Name,a,b,c\nAna,1,2,3\n")}}, Options{Table: table.Options{Limits: table.Limits{Columns: 3}}})
	f := findingsWith(m, CodeLimit)
	if err == nil || len(f) != 1 || f[0].Where.Cell == "" || strings.Contains(f[0].Text, "wide.csv") || !strings.Contains(f[0].Fix, "--max-columns 4") {
		t.Errorf("%v, %+v", err, m.Findings)
	}
}

// A header that names one number only says what that number means.
func TestOneGenderCode(t *testing.T) {
	_, ins := readString(t, Options{}, "p.csv", "Name,Gender (1 = female)\nAna Lima,1\nBo Ek,0\n")
	sameCounts(t, "gender", ins.Counts[string(planner.Gender)], map[string]int{"woman": 1, "(blank)": 1})
}
