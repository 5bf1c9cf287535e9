package ballots

import (
	"fmt"
	"strings"
	"testing"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/planner"
)

// checkVotes holds what is true of all votes, however odd the input.
func checkVotes(t *testing.T, v *Votes) {
	t.Helper()
	if v.Ballots.Issues() != len(v.Issues) {
		t.Fatalf("ballots over %d issues, but %d issues", v.Ballots.Issues(), len(v.Issues))
	}
	ids := make(map[string]bool)
	for _, is := range v.Issues {
		if is.ID == "" || ids[is.ID] {
			t.Fatalf("issue ID %q is empty or used twice", is.ID)
		}
		ids[is.ID] = true
	}
	for i := range v.Ballots.Len() {
		b := v.Ballots.At(i)
		if b.Count < 1 {
			t.Fatalf("count %d", b.Count)
		}
		most, seen := planner.Mark(0), make(map[planner.Mark]bool)
		for _, m := range b.Marks {
			if m == planner.Blank {
				continue
			}
			switch {
			case b.Kind == planner.Ranking && m < 1, b.Kind == planner.Approval && (m < 0 || m > 1), b.Kind == planner.Hum && (m < -1 || m > 1):
				t.Fatalf("mark %d on a %s ballot", m, b.Kind)
			}
			most = max(most, m)
			seen[m] = true
		}
		if b.Kind == planner.Ranking && int(most) != len(seen) {
			t.Fatalf("ranks are not dense: %v", b.Marks)
		}
	}
	for _, f := range v.Findings {
		if text, fix := said(f); f.Code == "" || text == "" || strings.Contains(text+fix, "[finding.") ||
			strings.Contains(text+fix, "[told.") || strings.HasPrefix(fix, "["+f.Code) {
			t.Fatalf("%q, %q: %+v", text, fix, f)
		}
	}
}

// textInput is the input of a text of cells separated by tabs.
func textInput(t *testing.T, text string) (Input, bool) {
	t.Helper()
	book, err := table.Open("x.tsv", []byte(text), table.Options{})
	if err != nil || len(book.Sheets) == 0 {
		return Input{}, false
	}
	m, err := sheet.Read(t.Context(), "x.tsv", book.Sheets[0], sheet.Options{})
	return Input{Model: m}, err == nil
}

// FuzzRecognise decides on arbitrary tables and reads what was decided, in
// every shape a user might ask for.
func FuzzRecognise(f *testing.F) {
	f.Add("Voter\t1st choice\t2nd choice\nv1\tAda\tBob\nv2\tBob\t\n", uint8(0))
	f.Add("Voter\tAda\tBob\nv1\t1\t2\nv2\t2\t1\n", uint8(2))
	f.Add("Issue\tv1\tv2\nStakeholder group\tGovernment\tIGO\nAda\t1\t2\nBob\t2\t1\n", uint8(11))
	f.Add("voter\tissue\trank\nv1\tAda\t1\nv1\tBob\t2\n", uint8(10))
	f.Add("Name\tWhich topics?\na\tAda, Bob\nb\tBob, Cyd, dee\nc\tAda\n", uint8(9))
	f.Add("Name\tRate [Ada]\tRate [Bob]\na\tgood\tbad\nb\tvery good\tok\n", uint8(4))
	f.Add("Name\tAda\tBob\tCount\na\tX\t\t2\nTOTAL\t1\t0\t2\n", uint8(6))
	f.Fuzz(func(t *testing.T, text string, pick uint8) {
		if len(text) > 20_000 {
			return
		}
		opts := Options{}
		if n := int(pick) % (len(sheetShapes) + 1); n > 0 {
			opts.Shape = sheetShapes[n-1]
		}
		in, ok := textInput(t, text)
		if !ok {
			return
		}
		if pick%3 == 1 {
			in.KnownIssues = makeIssues([]string{"Ada", "Bob", "Cyd, dee"}, nil)
		}
		rec := Recognise(in, opts)
		if rec.HasErrors() && rec.plan != nil {
			t.Fatal("a question is open, but a plan was made")
		}
		v, err := Read(t.Context(), in, rec, opts)
		if err != nil {
			t.Fatal(err)
		}
		checkVotes(t, v)
		again, err := Read(t.Context(), in, rec, opts)
		if err != nil || fmt.Sprint(again.Findings, showAll(again)) != fmt.Sprint(v.Findings, showAll(v)) {
			t.Fatal("a second reading differs", err)
		}
	})
}

func FuzzParseTime(f *testing.F) {
	for _, s := range []string{"2026/03/01 10:00:00 AM GMT+1", "4/22/2016 19:57:50", "22.4.2016 19:57", "Sat Nov 17 05:09:36 WIB 2018", "1542406176584", "2026-03-01T10:00:00.25+02:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { parseTime(s) })
}
