package ballots

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"roundtable/planner"
)

// manyRows writes n choice ballots over five issues; extra rows come last.
func manyRows(n int, extra ...string) string {
	rng := rand.New(rand.NewPCG(1, 2))
	groups := []string{"Government", "civil society", "Civil Society", "IGO"}
	var b strings.Builder
	b.WriteString("voter_id,stakeholder_group,rank_1,rank_2,rank_3\n")
	for i := range n {
		p := rng.Perm(5)
		fmt.Fprintf(&b, "V%d,%s,I%d,I%d,I%d\n", i, groups[rng.IntN(4)], p[0], p[1], p[2])
	}
	for _, e := range extra {
		b.WriteString(e + "\n")
	}
	return b.String()
}

func groupTotals(v *Votes) map[string]int64 {
	out := make(map[string]int64)
	for i := range v.Ballots.Len() {
		b := v.Ballots.At(i)
		out[b.Group+" "+show(v, b)] += b.Count
	}
	return out
}

func TestMergedBallotsCountTheSame(t *testing.T) {
	text := manyRows(MergeAbove + 5000)
	v := mustRead(t, csvInput(t, text), Options{})
	if !v.Merged || v.Ballots.Total() != MergeAbove+5000 || v.Ballots.Len() > 3*60 || !hasCode(v.Findings, "ballots-merged") {
		t.Fatalf("%d entries for %d ballots, merged %v", v.Ballots.Len(), v.Ballots.Total(), v.Merged)
	}
	want := make(map[string]int64)
	lines := strings.Split(strings.TrimSpace(text), "\n")[1:]
	for from := 0; from < len(lines); from += MergeAbove {
		part := "voter_id,stakeholder_group,rank_1,rank_2,rank_3\n" + strings.Join(lines[from:min(len(lines), from+MergeAbove)], "\n") + "\n"
		small := mustRead(t, csvInput(t, part), Options{})
		if small.Merged || small.Ballots.At(0).Voter == "" {
			t.Fatal("a small table is merged")
		}
		for k, n := range groupTotals(small) {
			want[k] += n
		}
	}
	for k, n := range groupTotals(v) {
		if want[k] != n {
			t.Errorf("%s counts %d, want %d", k, n, want[k])
		}
	}
}

func TestMergedBallotsKeepRepeatedVoters(t *testing.T) {
	v := mustRead(t, csvInput(t, manyRows(MergeAbove+10, "v17,Government,I4,I3,I2", "V60001,IGO,I1,,")), Options{})
	var kept []string
	for i := range v.Ballots.Len() {
		if b := v.Ballots.At(i); b.Voter != "" {
			kept = append(kept, b.Voter)
		}
	}
	if strings.Join(kept, " ") != "V17 v17" || findingAt(v.Findings, "voter-repeated") != "A19 A50012" {
		t.Errorf("kept %v, repeated at %s", kept, findingAt(v.Findings, "voter-repeated"))
	}
	if v.Ballots.Total() != MergeAbove+12 {
		t.Errorf("%d ballots", v.Ballots.Total())
	}
}

func TestSameResultOnAnyNumberOfProcessors(t *testing.T) {
	text := manyRows(MergeAbove+3000, "x1,Goverment,I1,I9,overvote", "TOTAL,,,,")
	dump := func(procs int) string {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		v := mustRead(t, csvInput(t, text), Options{})
		return fmt.Sprintf("%v\n%v\n%s", v.Issues, v.Findings, showAll(v))
	}
	one := dump(1)
	for _, procs := range []int{2, 3, 8} {
		if dump(procs) != one {
			t.Errorf("%d processors give another result than one", procs)
		}
	}
}

// TestOrderOfRowsChangesNothing shuffles the rows; issues, counts and kinds of
// findings stay.
func TestOrderOfRowsChangesNothing(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(manyRows(300, "z,IGO,I1,I1,", "y,,undervote,I2,")), "\n")
	read := func(rows []string) *Votes {
		return mustRead(t, csvInput(t, lines[0]+"\n"+strings.Join(rows, "\n")+"\n"), Options{})
	}
	first := read(lines[1:])
	rng := rand.New(rand.NewPCG(3, 4))
	for range 5 {
		rows := append([]string(nil), lines[1:]...)
		rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		v := read(rows)
		if fmt.Sprint(v.Issues) != fmt.Sprint(first.Issues) || fmt.Sprint(groupTotals(v)) != fmt.Sprint(groupTotals(first)) {
			t.Fatal("another order of rows gives another result")
		}
	}
}

func TestCollectorKeepsWeightsApart(t *testing.T) {
	v := mustRead(t, csvInput(t, "Voter,Weight,1st choice,2nd choice\nv1,2,Ada,Bob\nv2,0.5,Ada,Bob\nv3,x,Bob,Ada\nv4,,Ada,Bob\n"), Options{})
	want := []planner.Ratio{{Num: 2, Den: 1}, {Num: 1, Den: 2}, {}}
	if v.Ballots.Len() != len(want) {
		t.Fatalf("%d ballots", v.Ballots.Len())
	}
	for i, w := range want {
		if b := v.Ballots.At(i); b.Weight != w {
			t.Errorf("ballot %d has the weight %v, want %v", i, b.Weight, w)
		}
	}
	if findingAt(v.Findings, "weight-unreadable") != "B4" {
		t.Errorf("%+v", v.Findings)
	}
}
