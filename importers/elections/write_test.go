package elections

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"

	"roundtable/planner"

	"pgregory.net/rapid"
)

// drawElection draws an election that every format can hold.
func drawElection(t *rapid.T, kind planner.BallotKind, ties bool) Election {
	m := rapid.IntRange(1, 6).Draw(t, "issues")
	names := make([]string, m)
	for i := range names {
		names[i] = fmt.Sprintf("%s %d", rapid.SampledFrom([]string{"Access & inclusion", "Cybersecurity, privacy", "Données; réseau", "数据"}).Draw(t, "name"), i)
	}
	e := Election{Title: "A vote", Issues: issuesOf(names...), Ballots: planner.NewBallots(m), Seats: rapid.IntRange(1, 4).Draw(t, "seats")}
	if kind == planner.Points {
		e.Ballots.Scale = planner.Scale{Budget: 100, Max: 100}
	}
	if kind == planner.Score {
		e.Ballots.Scale = planner.Scale{Min: 1, Max: 5}
	}
	for range rapid.IntRange(1, 8).Draw(t, "ballots") {
		marks := make([]planner.Mark, m)
		perm := rapid.Permutation(marksUpTo(m)).Draw(t, "order")
		for i := range marks {
			marks[i] = planner.Blank
			switch {
			case kind == planner.Approval:
				marks[i] = planner.Mark(rapid.IntRange(0, 1).Draw(t, "mark"))
			case !rapid.Bool().Draw(t, "given"):
			case kind == planner.Ranking && ties:
				marks[i] = planner.Mark(rapid.IntRange(1, 3).Draw(t, "mark"))
			case kind == planner.Ranking:
				marks[i] = perm[i]
			default:
				marks[i] = planner.Mark(rapid.IntRange(1, 5).Draw(t, "mark"))
			}
		}
		if kind == planner.Ranking {
			planner.DenseRanks(marks)
		}
		e.Ballots.Add(planner.Ballot{Kind: kind, Marks: marks, Count: rapid.Int64Range(1, 5).Draw(t, "count")})
	}
	return e
}

func marksUpTo(n int) []planner.Mark {
	out := make([]planner.Mark, n)
	for i := range out {
		out[i] = planner.Mark(i + 1)
	}
	return out
}

// checkBack writes an election, reads it and compares.
func checkBack(t *rapid.T, e Election, write func(io.Writer, Election) error, single bool) {
	var b bytes.Buffer
	if err := write(&b, e); err != nil {
		t.Fatal(err)
	}
	v, no := Read("x", b.String())
	if no != nil || len(errorsOf(v.Findings)) > 0 {
		t.Fatalf("not read back: %v\n%s", v, b.String())
	}
	if v.Title != e.Title || len(v.Issues) != len(e.Issues) {
		t.Fatalf("title %q, %d issues\n%s", v.Title, len(v.Issues), b.String())
	}
	for i := range e.Issues {
		if v.Issues[i].Name != e.Issues[i].Name {
			t.Fatalf("issue %q became %q", e.Issues[i].Name, v.Issues[i].Name)
		}
	}
	row := 0
	for i := range e.Ballots.Len() {
		want := e.Ballots.At(i)
		times := int64(1)
		if single {
			times, want.Count = want.Count, 1
		}
		for range times {
			got := v.Ballots.At(row)
			row++
			if got.Kind != want.Kind || got.Count != want.Count || fmt.Sprint(got.Marks) != fmt.Sprint(want.Marks) {
				t.Fatalf("ballot %d: %v became %v\n%s", i, want, got, b.String())
			}
		}
	}
	if row != v.Ballots.Len() {
		t.Fatalf("%d ballots became %d", row, v.Ballots.Len())
	}
}

func TestWrittenFilesReadBack(t *testing.T) {
	t.Run("PrefLib rankings", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) { checkBack(t, drawElection(t, planner.Ranking, true), WritePrefLib, false) })
	})
	t.Run("PrefLib approvals", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) { checkBack(t, drawElection(t, planner.Approval, false), WritePrefLib, false) })
	})
	t.Run("BLT", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) { checkBack(t, drawElection(t, planner.Ranking, true), WriteBLT, false) })
	})
	t.Run("Pabulib rankings", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) { checkBack(t, drawElection(t, planner.Ranking, false), WritePabulib, true) })
	})
	t.Run("Pabulib scores", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) { checkBack(t, drawElection(t, planner.Score, false), WritePabulib, true) })
	})
	t.Run("Pabulib points", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) { checkBack(t, drawElection(t, planner.Points, false), WritePabulib, true) })
	})
}

func TestWhatAFormatCannotHold(t *testing.T) {
	one := func(b planner.Ballot) Election {
		e := Election{Issues: issuesOf("A", "B"), Ballots: planner.NewBallots(2)}
		e.Ballots.Add(b)
		return e
	}
	tie := one(planner.Ballot{Marks: []planner.Mark{1, 1}})
	hum := one(planner.Ballot{Kind: planner.Hum, Marks: []planner.Mark{1, -1}})
	third := one(planner.Ballot{Marks: []planner.Mark{1, 2}, Weight: planner.Ratio{Num: 1, Den: 3}})
	for name, err := range map[string]error{
		"hum as PrefLib":     WritePrefLib(io.Discard, hum),
		"hum as BLT":         WriteBLT(io.Discard, hum),
		"hum as Pabulib":     WritePabulib(io.Discard, hum),
		"tie as Pabulib":     WritePabulib(io.Discard, tie),
		"weight as PrefLib":  WritePrefLib(io.Discard, third),
		"a third as BLT":     WriteBLT(io.Discard, third),
		"nothing as PrefLib": WritePrefLib(io.Discard, Election{Ballots: planner.NewBallots(0)}),
	} {
		var loss *LossError
		if !errors.As(err, &loss) || loss.What == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	var b bytes.Buffer
	if err := WriteBLT(&b, one(planner.Ballot{Marks: []planner.Mark{1, 2}, Count: 3, Weight: planner.Ratio{Num: 1, Den: 2}})); err != nil || !bytes.Contains(b.Bytes(), []byte("\n1.5 1 2 0\n")) {
		t.Errorf("%v\n%s", err, b.String())
	}
}
