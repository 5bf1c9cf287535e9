package ballots

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestRanksWithoutColumn holds the count of rows that are whole without a column against one
// that looks at the others of each column in turn.
func TestRanksWithoutColumn(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 300 {
		columns := 4 + rnd.IntN(3)
		out := rnd.IntN(columns)
		var text strings.Builder
		for i := range columns {
			fmt.Fprintf(&text, "Issue %c\t", 'A'+i)
		}
		for range 2 + rnd.IntN(4) {
			text.WriteString("\n")
			ranks := rnd.Perm(columns - 1)
			for i := range columns {
				switch {
				case i == out:
					text.WriteString([]string{"", "7", "2", "last", "x", "-1", "0", "2026-03-01"}[rnd.IntN(8)])
				case rnd.IntN(15) == 0:
					text.WriteString("3")
					ranks = ranks[1:]
				default:
					fmt.Fprint(&text, ranks[0]+1)
					ranks = ranks[1:]
				}
				text.WriteString("\t")
			}
		}
		in, ok := textInput(t, text.String())
		if !ok {
			t.Fatal(text.String())
		}
		f := newForm(in)
		run := make([]int, columns)
		for i := range run {
			run[i] = i + 1
		}
		for i, rows := range ranksWithout(f, run) {
			if e := f.examine(slices.Concat(run[:i], run[i+1:]), nil); rows < e.permutation {
				t.Errorf("without column %d: %d rows, and there are %d\n%s", i+1, rows, e.permutation, text.String())
			} else if rows == len(f.body) && i == out {
				found++
			}
		}
	}
	if found < 50 {
		t.Errorf("only %d tables are whole without their odd column", found)
	}
}

// TestNumberBesideManyRanks finds the one column of numbers that are no ranks beside more
// issues than could be left out in turn.
func TestNumberBesideManyRanks(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	const issues = 200
	var text strings.Builder
	text.WriteString("Voter\tHeight")
	for i := range issues {
		fmt.Fprintf(&text, "\tTopic no. %d", i+1)
	}
	for v := range 60 {
		fmt.Fprintf(&text, "\nv%d\t%d", v, 1500+rnd.IntN(400))
		for _, rank := range rnd.Perm(issues) {
			fmt.Fprintf(&text, "\t%d", rank+1)
		}
	}
	in, _ := textInput(t, text.String())
	v, err := Read(t.Context(), in, Recognise(in, Options{}), Options{})
	if err != nil || len(v.Issues) != issues || v.Ballots.Len() != 60 {
		t.Errorf("%v: %d issues, %d ballots", err, len(v.Issues), v.Ballots.Len())
	}
}
