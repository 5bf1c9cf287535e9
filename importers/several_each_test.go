package importers

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
)

// As many values as people in a row are theirs, in that order; one value is everybody's.
func TestSeveralEachWithTheirOwn(t *testing.T) {
	m, ins := readString(t, Options{}, "x.csv", "Delegation,Delegates,Gender,Region\n"+
		"Kenya,Amina Otieno; John Kamau,F; M,African Group\n"+
		"France,Luc Brun; Eva Roux; Zoe Petit,M; F; F,WEOG\n"+
		"Chile,Cy Diaz,M,GRULAC\n")
	var got []string
	for i := range m.Roster {
		p := &m.Roster[i]
		got = append(got, fmt.Sprint(p.Name, p.Values[planner.Gender], len(p.Values[planner.Region])))
	}
	want := "Amina Otieno[woman]1, John Kamau[man]1, Luc Brun[man]1, Eva Roux[woman]1, Zoe Petit[woman]1, Cy Diaz[man]1"
	if strings.ReplaceAll(strings.Join(got, ", "), "] ", "]") != want {
		t.Errorf("%q", got)
	}
	if !slices.ContainsFunc(ins.Findings, func(f FindingView) bool { return strings.Contains(f.Text, "each has their own") }) {
		t.Errorf("%+v", ins.Findings)
	}
}
