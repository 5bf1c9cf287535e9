package importers

import (
	"fmt"
	"strings"
	"testing"

	"roundtable/planner"
)

// Projects of one name stay different, in the file and in the meeting; two files
// join by what they show.
func TestEqualNamesStayDifferent(t *testing.T) {
	const pb = "META\nkey;value\ndescription;Dorf\nvote_type;approval\nPROJECTS\nproject_id;cost;votes;name\n" +
		"7;10;2;Spielplatz\n8;20;1;Spielplatz\n9;30;1;Brunnen\nVOTES\nvoter_id;vote\na;7\nb;7,8\nc;9\n"
	const more = "Name;Spielplatz (8);Brunnen\nd;x;x\n"
	for _, c := range []struct {
		files []Input
		want  string
	}{
		{[]Input{textInput("a.pb", pb)}, "Spielplatz (7): 2, Spielplatz (8): 1, Brunnen: 1"},
		{[]Input{textInput("a.pb", pb), textInput("b.csv", more)}, "Spielplatz (7): 2, Spielplatz (8): 2, Brunnen: 2"},
	} {
		m, _, err := readInWords(t, c.files, Options{})
		if err != nil || m.HasErrors() {
			t.Fatal(err, m.Findings)
		}
		var got []string
		for k, is := range m.Issues {
			n := 0
			for i := range m.Ballots.Len() {
				if m.Ballots.Marks(i)[k] == 1 {
					n++
				}
			}
			got = append(got, fmt.Sprintf("%s: %d", is.Name, n))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s, want %s", s, c.want)
		}
	}
}

// A file that is no election file, as its name says, is not taken for a table.
func TestElectionFileCutShort(t *testing.T) {
	m, _, err := readInWords(t, []Input{textInput("rues.pb", "META\nkey;value\nPROJECTS\nproject_id;name\n1;Rue\n")}, Options{})
	f := m.Findings[0]
	if err != nil || f.Code != CodeElectionUnreadable || f.Severity != planner.Error || !strings.Contains(f.Text, "VOTES") {
		t.Error(err, f)
	}
}

func textInput(name, text string) Input { return Input{Name: name, Reader: strings.NewReader(text)} }
