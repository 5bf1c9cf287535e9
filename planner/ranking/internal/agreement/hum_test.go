package agreement

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/poll"
)

// TestReadHumEdges: the thresholds belong to the stronger reading, and one answer less does not.
func TestReadHumEdges(t *testing.T) {
	for _, c := range []struct {
		yes, neutral, no int64
		want             Reading
	}{
		{0, 0, 0, Silent},
		{1, 0, 0, consensus},
		{80, 15, 5, consensus},
		{79, 16, 5, rough},
		{80, 14, 6, rough},
		{95, 0, 5, consensus},
		{60, 20, 20, rough},
		{59, 21, 20, divided},
		{60, 19, 21, divided},
		{799, 151, 50, rough},
		{0, 9, 0, divided},
		{0, 0, 1, divided},
		{80 << 50, 15 << 50, 5 << 50, consensus},
	} {
		h := Hum{For: c.yes, Neutral: c.neutral, Against: c.no}
		if got := h.read(); got != c.want {
			t.Errorf("%d for, %d neutral, %d against: %s, want %s", c.yes, c.neutral, c.no, got, c.want)
		}
	}
}

// TestReadSound follows RFC 7282, sections 3 and 4: an objection matters whatever its
// loudness, and silence is not agreement.
func TestReadSound(t *testing.T) {
	heard := func(level int64) planner.Sound { return planner.Sound{Noted: true, Level: level} }
	counted := func(n int64) planner.Sound { return planner.Sound{Noted: true, Counted: true, Level: n} }
	none := planner.Sound{}
	const silent, soft, medium, loud = planner.HumNone, planner.HumSoft, planner.HumMedium, planner.HumLoud
	for _, c := range []struct {
		yes, neutral, no planner.Sound
		want             string
	}{
		{heard(loud), none, heard(silent), "consensus"},
		{heard(soft), heard(loud), heard(silent), "consensus"},
		{heard(loud), none, heard(soft), "rough consensus"},
		{heard(loud), none, heard(medium), "divided"},
		{heard(medium), none, heard(soft), "divided"},
		{heard(silent), none, heard(soft), "divided"},
		{heard(soft), none, heard(soft), "divided"},
		{heard(soft), heard(soft), heard(silent), "consensus"},
		{heard(silent), heard(soft), heard(silent), "divided"},
		{heard(silent), none, heard(silent), "no answers"},
		{heard(loud), none, none, "cannot tell"},
		{none, none, heard(silent), "cannot tell"},
		{heard(loud), none, counted(0), "cannot tell"},
		{counted(9), heard(soft), counted(0), "cannot tell"},
		{heard(loud), counted(2), heard(silent), "cannot tell"},
		{counted(80), counted(15), counted(5), "consensus"},
		{counted(8), none, counted(2), "rough consensus"},
		{counted(8), counted(9), counted(2), "divided"},
		{counted(0), counted(0), counted(0), "no answers"},
	} {
		if got := ReadSound(&planner.Humming{For: c.yes, Neutral: c.neutral, Against: c.no}); got.String() != c.want {
			t.Errorf("for %s, neutral %s, against %s: %s, want %s", c.yes, c.neutral, c.no, got, c.want)
		}
	}
}

func TestWeakest(t *testing.T) {
	for _, c := range []struct {
		parts []Reading
		want  Reading
	}{
		{[]Reading{consensus}, consensus},
		{[]Reading{Few}, Few},
		{[]Reading{consensus, rough}, rough},
		{[]Reading{consensus, divided}, divided},
		{[]Reading{Silent, divided}, divided},
		{[]Reading{unsure, divided}, divided},
		{[]Reading{Silent, consensus}, unsure},
		{[]Reading{Few, rough}, unsure},
		{[]Reading{Silent, Few}, unsure},
		{[]Reading{Silent, Silent}, Silent},
		{[]Reading{Few, Few}, Few},
		{[]Reading{unsure, unsure}, unsure},
	} {
		if got := Weakest(c.parts); got != c.want {
			t.Errorf("%v: %s, want %s", c.parts, got, c.want)
		}
	}
	// In whatever order, and a part twice is the part once.
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]Reading{divided, rough, consensus, Silent, Few, unsure}), 1, 5).Draw(t, "parts")
		turned := rapid.Permutation(append(parts, parts[0])).Draw(t, "turned")
		if x, y := Weakest(parts), Weakest(turned); x != y {
			t.Fatalf("%v: %s, %v: %s", parts, x, turned, y)
		}
	})
}

func TestTooFew(t *testing.T) {
	for _, c := range []struct {
		r         Reading
		n, needed int64
		want      Reading
	}{
		{consensus, 2, 3, Few},
		{rough, 2, 3, Few},
		{consensus, 3, 3, consensus},
		{divided, 1, 3, divided}, // an objection of one is heard
		{Silent, 0, 3, Silent},
	} {
		if got := c.r.TooFew(c.n, c.needed); got != c.want {
			t.Errorf("%s by %d of %d needed: %s, want %s", c.r, c.n, c.needed, got, c.want)
		}
	}
}

// TestReadHum: the groups decide together, and a group smaller than what is needed agrees
// with all of its ballots.
func TestReadHum(t *testing.T) {
	for _, c := range []struct {
		name, ballots string
		want          string
		groups        []string
	}{
		{"agreed", "9: [X] 1\n2: [Y] 1", "consensus", []string{"9 0 0 consensus", "2 0 0 consensus"}},
		{"one of nine answers", "8: [X] - 1\n[X] 1 1\n9: [Y] 1 1", "cannot tell", []string{"1 0 0 too few answers", "9 0 0 consensus"}},
		{"one group against", "90: [X] 1\n3: [Y] -1", "divided", []string{"90 0 0 consensus", "0 0 3 divided"}},
		{"some neutral", "7: [X] 1\n2: [X] 0\n[X] -1", "rough consensus", []string{"7 2 1 rough consensus"}},
		{"no groups", "7: 1\n3: 0", "rough consensus", []string{"7 3 0 rough consensus"}},
		{"neutral answers are answers", "2: 1\n0", "rough consensus", []string{"2 1 0 rough consensus"}},
		{"nobody", "3: - 1", "no answers", []string{"0 0 0 no answers"}},
	} {
		x := poll.Count(t, poll.Marks(2, planner.Hum, c.ballots), poll.Way{})
		whole, groups := ReadHum(x, 0, 3)
		var got []string
		for i, h := range groups {
			got = append(got, fmt.Sprintf("%d %d %d %s", h.For, h.Neutral, h.Against, h.Reading))
			if want := i - 1 + min(1, len(x.Groups)); h.Group != want {
				t.Errorf("%s: group %d at %d", c.name, h.Group, i)
			}
		}
		if whole.String() != c.want || !slices.Equal(got, c.groups) {
			t.Errorf("%s: %s of %q, want %s of %q", c.name, whole, got, c.want, c.groups)
		}
	}
	// An answer against is one, too.
	x := poll.Count(t, poll.Marks(1, planner.Hum, "4: 1\n-1"), poll.Way{})
	if whole, _ := ReadHum(x, 0, 5); whole != rough {
		t.Errorf("four of five: %s", whole)
	}
	// Ballots of other kinds are no answers.
	b := poll.Rankings(2, "[X] A > B")
	b.Add(poll.Marks(2, planner.Hum, "4: [X] 1 0").At(0))
	if whole, groups := ReadHum(poll.Count(t, b, poll.Way{}), 0, 3); whole != consensus || groups[0].For != 4 {
		t.Errorf("%s, %+v", whole, groups)
	}
}
