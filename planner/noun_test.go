package planner

import (
	"encoding/json"
	"math/big"
	"testing"
)

func TestRefString(t *testing.T) {
	tests := []struct {
		ref  Ref
		want string
	}{
		{Ref{"a.xlsx", "People", "D17"}, "a.xlsx People!D17"},
		{Ref{"a.csv", "", "D17"}, "a.csv D17"},
		{Ref{"", "People", ""}, "People"},
		{Ref{}, ""},
	}
	for _, tt := range tests {
		if got := tt.ref.String(); got != tt.want {
			t.Errorf("%#v = %q, want %q", tt.ref, got, tt.want)
		}
	}
}

func TestRatioBoundsAreWholePeople(t *testing.T) {
	forty := Percent(40)
	for n, want := range map[int][2]int{0: {0, 0}, 1: {1, 0}, 5: {2, 2}, 7: {3, 2}, 10: {4, 4}} {
		if got := [2]int{forty.CeilOf(n), forty.FloorOf(n)}; got != want {
			t.Errorf("40 %% of %d = %v, want %v", n, got, want)
		}
	}
	if (Ratio{}).CeilOf(9) != 0 || (Ratio{}).Given() {
		t.Error("the zero Ratio must ask for nothing")
	}
}

func TestTargetNeedAndAllow(t *testing.T) {
	tgt := Target{Min: LimitOf(1), MinShare: Percent(40), MaxShare: Percent(50)}
	if n, a := tgt.Need(7), tgt.Allow(7); n != 3 || a != LimitOf(3) {
		t.Errorf("of 7: need %d allow %v, want 3 and 3", n, a)
	}
	tgt.Max = LimitOf(2)
	if a := tgt.Allow(7); a != LimitOf(2) {
		t.Errorf("at most 2 and half of 7: allow %v, want 2", a)
	}
	var none Target
	if n, a := none.Need(7), none.Allow(7); n != 0 || a.Given {
		t.Errorf("unbounded of 7: need %d allow %v, want 0 and no limit", n, a)
	}
}

func TestExactJSON(t *testing.T) {
	got, err := json.Marshal([]Exact{ExactOf(big.NewRat(3, 1)), ExactOf(big.NewRat(323, 2)), {}})
	if err != nil || string(got) != `[3,"323/2",0]` {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestBallotsKeepWhatWasAdded(t *testing.T) {
	b := NewBallots(2)
	b.Add(Ballot{Voter: "v1", Group: "Government", Kind: Ranking, Marks: []Mark{1, Blank}, Where: Ref{"a.csv", "", "A2"}})
	b.Add(Ballot{Group: "Government", Kind: Hum, Marks: []Mark{-1, 0}, Count: 7, Weight: Ratio{1, 2}})
	if b.Len() != 2 || b.Total() != 8 {
		t.Fatalf("Len %d Total %d, want 2 and 8", b.Len(), b.Total())
	}
	first, second := b.At(0), b.At(1)
	if first.Voter != "v1" || first.Count != 1 || first.Marks[1] != Blank || first.Where.Cell != "A2" || first.IsBlank() {
		t.Errorf("first = %+v", first)
	}
	if second.Group != "Government" || second.Marks[0] != -1 || second.Weight != (Ratio{1, 2}) {
		t.Errorf("second = %+v", second)
	}
	var none *Ballots
	if none.Len() != 0 || none.Total() != 0 || none.Issues() != 0 {
		t.Error("a nil list must be empty")
	}
}
