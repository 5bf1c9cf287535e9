package planner

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A list keeps what was added, whatever was added around it; only a Count below 1
// becomes 1.
func TestBallotsKeepWhatWasAdded(t *testing.T) {
	text := rapid.SampledFrom([]string{"", "a", "b", "Civil Society"})
	rapid.Check(t, func(t *rapid.T) {
		issues := rapid.IntRange(0, 3).Draw(t, "issues")
		b := NewBallots(issues)
		b.Grow(rapid.IntRange(0, 9).Draw(t, "grow"))
		var want []Ballot
		total := int64(0)
		for range rapid.IntRange(0, 9).Draw(t, "ballots") {
			x := Ballot{
				Voter: text.Draw(t, "voter"), Group: text.Draw(t, "group"), Region: text.Draw(t, "region"),
				Organisation: text.Draw(t, "organisation"), Kind: BallotKind(rapid.IntRange(0, 4).Draw(t, "kind")),
				Marks:  rapid.SliceOfN(rapid.SampledFrom([]Mark{Blank, -1, 0, 1, math.MaxInt32}), issues, issues).Draw(t, "marks"),
				Count:  rapid.SampledFrom([]int64{-1, 0, 1, 7, 1 << 40}).Draw(t, "count"),
				Weight: Ratio{rapid.Int64Range(0, 3).Draw(t, "num"), rapid.Int64Range(0, 3).Draw(t, "den")},
				Time:   rapid.Int64().Draw(t, "time"),
				Where:  Ref{text.Draw(t, "file"), text.Draw(t, "sheet"), text.Draw(t, "cell")},
			}
			b.Add(x)
			x.Marks, x.Count = slices.Clone(x.Marks), max(1, x.Count)
			want, total = append(want, x), total+x.Count
		}
		if b.Issues() != issues || b.Len() != len(want) || b.Total() != total {
			t.Fatalf("%d issues, %d entries, %d ballots; want %d, %d, %d", b.Issues(), b.Len(), b.Total(), issues, len(want), total)
		}
		for i, x := range want {
			got := b.At(i)
			if !slices.Equal(got.Marks, x.Marks) || !slices.Equal(b.Marks(i), x.Marks) {
				t.Fatalf("marks %v, want %v", got.Marks, x.Marks)
			}
			if got.IsBlank() != !slices.ContainsFunc(x.Marks, func(m Mark) bool { return m != Blank }) {
				t.Fatalf("%v is blank: %v", x.Marks, got.IsBlank())
			}
			g, r, o := b.Codes(i)
			if b.Label(g) != x.Group || b.Label(r) != x.Region || b.Label(o) != x.Organisation {
				t.Fatalf("the codes of %+v say %q, %q, %q", x, b.Label(g), b.Label(r), b.Label(o))
			}
			for k := range want {
				if other, _, _ := b.Codes(k); (other == g) != (want[k].Group == x.Group) {
					t.Fatalf("codes %d and %d for %q and %q", g, other, x.Group, want[k].Group)
				}
			}
			got.Marks, x.Marks = nil, nil
			if got.Voter != x.Voter || got.Kind != x.Kind || got.Count != x.Count || got.Weight != x.Weight ||
				got.Time != x.Time || got.Where != x.Where || got.Group != x.Group || got.Region != x.Region ||
				got.Organisation != x.Organisation {
				t.Fatalf("%+v, want %+v", got, x)
			}
		}
	})
}

// Codes are numbered in the order in which labels come, over all three of a ballot.
func TestBallotCodes(t *testing.T) {
	b := NewBallots(0)
	for _, x := range []Ballot{{Region: "AF"}, {Group: "Gov", Region: "AF"}, {Group: "AF", Organisation: "Gov"}} {
		b.Add(x)
	}
	for i, want := range [][3]uint32{{0, 1, 0}, {2, 1, 0}, {1, 0, 2}} {
		if g, r, o := b.Codes(i); [3]uint32{g, r, o} != want {
			t.Errorf("entry %d: %d, %d, %d, want %v", i, g, r, o, want)
		}
	}
}

// Who appends to the marks of an entry gets a copy, and who changes what was added
// changes nothing.
func TestBallotMarksAreKept(t *testing.T) {
	b, mine := NewBallots(1), []Mark{1}
	b.Add(Ballot{Marks: mine})
	b.Add(Ballot{Marks: []Mark{2}})
	mine[0] = 9
	_ = append(b.Marks(0), 9)
	_ = append(b.At(0).Marks, 9)
	if b.Marks(0)[0] != 1 || b.Marks(1)[0] != 2 {
		t.Errorf("%v, %v", b.Marks(0), b.Marks(1))
	}
}

func TestBallotsOfNone(t *testing.T) {
	var none *Ballots
	if none.Len() != 0 || none.Total() != 0 || none.Issues() != 0 {
		t.Error("a nil list must be empty")
	}
	defer func() {
		if recover() == nil {
			t.Error("marks for another number of issues were taken")
		}
	}()
	NewBallots(2).Add(Ballot{Marks: []Mark{1}})
}

// Room for more is made once: adding what was announced copies nothing.
func TestBallotsGrow(t *testing.T) {
	b := NewBallots(3)
	b.Grow(200)
	x := Ballot{Marks: []Mark{1, 2, 3}}
	add := func() {
		for range 100 {
			b.Add(x)
		}
	}
	if n := testing.AllocsPerRun(1, add); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestDenseRanks(t *testing.T) {
	for _, tt := range []struct{ marks, want, ranks []Mark }{
		{[]Mark{3, 1, 2}, []Mark{3, 1, 2}, []Mark{1, 2, 3}},
		{[]Mark{10, Blank, 5, 10}, []Mark{2, Blank, 1, 2}, []Mark{5, 10}},
		{[]Mark{0, -4, math.MaxInt32}, []Mark{2, 1, 3}, []Mark{-4, 0, math.MaxInt32}},
		{[]Mark{Blank, Blank}, []Mark{Blank, Blank}, nil},
		{nil, nil, nil},
	} {
		marks := slices.Clone(tt.marks)
		if ranks := DenseRanks(marks); !slices.Equal(marks, tt.want) || !slices.Equal(ranks, tt.ranks) {
			t.Errorf("%v becomes %v with ranks %v, want %v with %v", tt.marks, marks, ranks, tt.want, tt.ranks)
		}
	}
}
