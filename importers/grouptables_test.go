package importers

import (
	"strings"
	"testing"

	"roundtable/planner"
)

const groupPeople = "id,name,gender,tz,prefs\n1,Ana,woman,UTC,A\n2,Bea,woman,UTC,A\n3,Cem,man,UTC,B\n4,Dag,man,UTC,B\n"

func readGroupTables(t *testing.T, texts ...string) *planner.Meeting {
	t.Helper()
	in := []Input{{Name: "people.csv", Reader: strings.NewReader(groupPeople)}}
	for i, text := range texts {
		in = append(in, Input{Name: string(rune('a'+i)) + ".csv", Reader: strings.NewReader(text)})
	}
	m, _, err := readInWords(t, in, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestGroupsWithShortHeadings: min and max beside an ID and a topic are sizes of groups.
func TestGroupsWithShortHeadings(t *testing.T) {
	m := readGroupTables(t, "id,topic,min,max\nA,Alpha,2,2\nB,Beta,1,3\n")
	if len(m.Groups) != 2 || len(m.Issues) != 0 || m.Groups[1].Size != (planner.Range{Min: 1, Max: 3}) {
		t.Errorf("%+v, %+v, %+v", m.Groups, m.Issues, m.Findings)
	}
	if m = readGroupTables(t, "id,topic\nA,Alpha\nB,Beta\n"); len(m.Issues) != 2 || len(m.Groups) != 0 {
		t.Errorf("%+v, %+v", m.Groups, m.Issues)
	}
}

// TestOnlyForInOtherWords: a group for people of a kind knows them by every word for it.
func TestOnlyForInOtherWords(t *testing.T) {
	for _, word := range []string{"woman", "women", "Female", "femmes", "gender=women"} {
		m := readGroupTables(t, "id,topic,min_size,max_size,only_for\nA,Alpha,1,3,"+word+"\nB,Beta,1,3,\n")
		n := 0
		for i := range m.Roster {
			if len(m.Targets) == 1 && m.Targets[0].Who().Of(&m.Roster[i]) == planner.Yes {
				n++
			}
		}
		if n != 2 {
			t.Errorf("%s is for %d people: %+v, %+v", word, n, m.Targets, m.Findings)
		}
	}
}

// TestAloneBesideAValue: the words may stand in the cell of the value.
func TestAloneBesideAValue(t *testing.T) {
	for value, want := range map[string]planner.TargetKind{
		"woman alone": planner.NotAlone, "woman: nobody alone": planner.NotAlone, "no woman alone": planner.NotAlone,
		"woman not alone": planner.NotAlone, "Frau allein": planner.NotAlone, "femme: pas seule": planner.NotAlone,
	} {
		m := readGroupTables(t, "id,topic,min_size,max_size\nA,Alpha,1,3\nB,Beta,1,3\n", "dimension,value,min,max,group\ngender,"+value+",,,*\n")
		if m.HasErrors() || len(m.Targets) != 1 || m.Targets[0].Kind != want || m.Targets[0].Value != m.Roster[0].Values[planner.Gender][0] {
			t.Errorf("%s: %+v, %+v", value, m.Targets, m.Findings)
		}
	}
	m := readGroupTables(t, "dimension,value,min,max,group\ntz,*,,,*\n")
	if m.HasErrors() || len(m.Targets) != 1 || m.Targets[0].Kind != planner.Count || m.Targets[0].Value != "*" {
		t.Errorf("%+v, %+v", m.Targets, m.Findings)
	}
}
