package ballots

import (
	"slices"
	"strings"
	"testing"
)

// Wishes are parted so that names which hold a comma stay whole.
func TestLearnNames(t *testing.T) {
	for _, c := range []struct{ cells, text, want string }{
		{"Access, rights and inclusion/Access, rights and inclusion, AI/AI/AI, Data", "Access, rights and inclusion, AI", "Access, rights and inclusion|AI"},
		{"Klima; Wasser/Wasser; Klima/Klima", "Klima; Wasser", "Klima|Wasser"},
		{"1. Wasser 2. Klima/1. Klima 2. Wasser", "1) Wasser 2) Klima", "Wasser|Klima"},
		{"水 → 气候/气候 → 水", "水 → 气候", "水|气候"},
		{"水、气候/水/气候、水", "水、气候", "水|气候"},
		{"AI,Data/Data,AI/AI", "Data,AI", "Data|AI"},
		{"Known, one/AI", "AI, Known, one", "AI|Known, one"},
	} {
		cells := make(map[string]int)
		for cell := range strings.SplitSeq(c.cells, "/") {
			cells[cell]++
		}
		got := LearnNames(cells).Split(c.text, func(s string) bool { return s == "Known, one" })
		if want := strings.Split(c.want, "|"); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", c.text, got, want)
		}
	}
}

func TestNumberedLists(t *testing.T) {
	for text, want := range map[string]string{
		"1. A 2. B":                         "A|B",
		"1) A, 2) B":                        "A|B",
		"1. A\n2. B, c\n3. D":               "A|B, c|D",
		"2. B\n1. A":                        "A|B",
		"1、水 2、气候":                          "水|气候",
		"(1) Climate (2) Agenda 2030. Plan": "Climate|Agenda 2030. Plan",
		"#1. A; #2. B;":                     "A|B",
		"1 - A, 2 - B":                      "A|B",
		"A 1. B":                            "",
		"2. A":                              "",
		"1st":                               "",
	} {
		if got := strings.Join(splitNumbered(text), "|"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
