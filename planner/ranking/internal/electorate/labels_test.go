package electorate

import (
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
)

func TestOneLetterApart(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"government", "goverment", true},
		{"civil society", "civil soceity", true},
		{"private sector", "privatesector", true},
		{"team a", "team b", false},
		{"station 10", "station 11", false},
		{"north", "south", false},
		{"africa group", "africa", false},
		{"district ix", "district xi", false},
		{"professors", "professor", true},
		{"government", "government", false}, // the same, not one letter apart
		{"government", "governmetn", true},
		{"government", "governmnte", false}, // two places on
		{"civil society", "civic societe", false},
		{"civil society", "civic society", true},
		{"abcd", "abcde", false}, // short words are names
		{"abcde", "abcdef", true},
		{"abcdefg", "abcde", false},
		{"ab cd", "abcd", true},
		{"a b", "ab", false},
		{"station1", "station2", false},
		{"приват", "привет", true},
	} {
		if got := oneLetterApart(c.a, c.b); got != c.want {
			t.Errorf("%q, %q: %v", c.a, c.b, got)
		}
	}
}

// TestOneEdit: one letter added, left out, changed or swapped with its neighbour is one
// edit, and nothing else is, of all words of up to four letters.
func TestOneEdit(t *testing.T) {
	words := [][]rune{nil}
	for i := 0; i < len(words) && len(words[i]) < 4; i++ {
		for _, r := range "abc" {
			words = append(words, append(slices.Clone(words[i]), r))
		}
	}
	for _, x := range words {
		one := edits(x)
		for _, y := range words {
			if want := one[string(y)]; string(x) != string(y) && oneEdit(x, y) != want {
				t.Errorf("%s and %s: %v, want %v", string(x), string(y), !want, want)
			}
		}
	}
}

// edits are all words one edit away.
func edits(x []rune) map[string]bool {
	out := make(map[string]bool)
	for i := range len(x) + 1 {
		for _, r := range "abc" {
			out[string(x[:i])+string(r)+string(x[i:])] = true
			if i < len(x) {
				out[string(x[:i])+string(r)+string(x[i+1:])] = true
			}
		}
		if i < len(x) {
			out[string(x[:i])+string(x[i+1:])] = true
		}
		if i+1 < len(x) {
			out[string(x[:i])+string([]rune{x[i+1], x[i]})+string(x[i+2:])] = true
		}
	}
	return out
}

func TestFoldLabel(t *testing.T) {
	for label, want := range map[string]string{
		"  Civil   Society ": "civil society",
		"Civil-Society!":     "civil society",
		"G7 / G20":           "g7 g20",
		"ÉCOLE":              "école",
		"  ?! ":              "?!",
		"भारत":               "भारत", // marks of vowels are kept
		"":                   "",
	} {
		if got := foldLabel(label); got != want {
			t.Errorf("%q: %q, want %q", label, got, want)
		}
	}
}

// TestAlike: pairs of labels that look like two spellings of one, the most used first, and
// what comes of merging them.
func TestAlike(t *testing.T) {
	b := planner.NewBallots(1)
	for _, label := range strings.Split("Amazom,NVIDIA,Amazon,Nvidia,NVIDIA,Amazon,nvidia,Station 1,Station 2,,Nvidea", ",") {
		b.Add(planner.Ballot{Group: label, Region: "Africa", Organisation: label, Marks: []planner.Mark{1}})
	}
	l := CollectLabels(b)
	if pairs := l.Alike(planner.Region); pairs != nil {
		t.Errorf("one region is like another: %+v", pairs)
	}
	if pairs := l.Alike(planner.Organisation); len(pairs) != 4 {
		t.Errorf("organisations: %+v", pairs)
	}
	pairs := l.Alike(planner.Stakeholder)
	want := []Pair{
		{A: "Amazon", B: "Amazom", BallotsA: 2, BallotsB: 1, FirstB: 0, OneLetter: true, Into: "Amazon"},
		{A: "NVIDIA", B: "Nvidia", BallotsA: 2, BallotsB: 1, FirstB: 3, Into: "NVIDIA"},
		{A: "NVIDIA", B: "nvidia", BallotsA: 2, BallotsB: 1, FirstB: 6, Into: "NVIDIA"},
		{A: "NVIDIA", B: "Nvidea", BallotsA: 2, BallotsB: 1, FirstB: 10, OneLetter: true, Into: "NVIDIA"},
	}
	if len(pairs) != len(want) {
		t.Fatalf("%+v", pairs)
	}
	for i, p := range pairs {
		if p.codeB = 0; p != want[i] {
			t.Errorf("%+v, want %+v", p, want[i])
		}
	}
	for merged, want := range map[bool]string{
		false: "Amazom Amazon NVIDIA Nvidea Nvidia Station 1 Station 2 nvidia", true: "Amazon NVIDIA Station 1 Station 2",
	} {
		l := CollectLabels(b)
		if merged {
			l.Merge(planner.Stakeholder, l.Alike(planner.Stakeholder))
		}
		if got := strings.Join(Admit(b, l, Settings{}).Groups, " "); got != want {
			t.Errorf("merged %v: %s, want %s", merged, got, want)
		}
	}
}

// TestAlikeFamily: a spelling that is like another which is like a third goes into the
// most used of the family.
func TestAlikeFamily(t *testing.T) {
	b := planner.NewBallots(1)
	for _, label := range strings.Fields("Govermnt Goverment Government Government Goverment Government") {
		b.Add(planner.Ballot{Region: label, Marks: []planner.Mark{1}})
	}
	pairs := CollectLabels(b).Alike(planner.Region)
	if len(pairs) != 2 || pairs[1].A != "Goverment" || pairs[1].B != "Govermnt" || pairs[1].Into != "Government" {
		t.Errorf("%+v", pairs)
	}
}
