package elections

import (
	"fmt"
	"strings"
	"testing"

	"roundtable/testdata"
)

// TestLimits reads numbers that no sum can hold: refused in words, the rest is read.
func TestLimits(t *testing.T) {
	many := strings.Repeat("# x\n", 3)
	for name, text := range map[string]string{
		"counts near the largest number": "# NUMBER ALTERNATIVES: 2\n9223372036854775807: 1,2\n9223372036854775807: 2,1\n3: 1\n",
		"counts beyond it":               "# NUMBER ALTERNATIVES: 2\n99999999999999999999: 1,2\n3: 1\n",
		"a sum beyond the limit":         "# NUMBER ALTERNATIVES: 2\n3: 1\n9999999999: 1,2\n",
		"alternatives":                   "# NUMBER ALTERNATIVES: 20000\n3: 1\n",
		"candidates":                     "20000 1\n3 1 2 0\n0\n\"A\"\n",
		"weights in blt":                 "2 1\n9223372036854775807 1 2 0\n3 1 0\n0\n\"A\"\n\"B\"\n",
		"quantifiers":                    "A > B * 9223372036854775807\nB > A * 3\n",
		"tallies":                        many + "9223372036854775807X1 2\n3X2 1\n",
	} {
		v, no := Read("x", text)
		if no != nil {
			t.Errorf("%s: %s", name, no.Reason)
			continue
		}
		checkVotes(t, v)
		f := v.Findings[0]
		if f.Code != codeElectionLimit || !strings.Contains(said(f), "limit") || v.Ballots.Total() > 3 {
			t.Errorf("%s: %d ballots, %+v", name, v.Ballots.Total(), f)
		}
	}
	for _, weight := range []string{"1e9", "1/0", "0.0", "0.00000001", "12345678901.5", "1/9999999999", "-0.5"} {
		v, no := Read("x", "2 1\n"+weight+" 1 2 0\n1.5 2 0\n0\n\"A\"\n\"B\"\n")
		if no != nil || v.Ballots.Len() != 1 || v.Findings[0].Where.Cell != "line 2" {
			t.Errorf("weight %s: %v %+v", weight, no, v)
		}
	}
}

// A file too large for memory is refused.
func TestTooManyMarks(t *testing.T) {
	v, no := Read("x", "# NUMBER ALTERNATIVES: 10000\n"+strings.Repeat("1: 1\n", 10_100))
	if no != nil || v.Findings[0].Code != codeElectionLimit || v.Ballots.Len() > 0 {
		t.Fatal(no, v.Findings[0], v.Ballots.Len())
	}
}

// TestNoElection holds that a text in none of the formats has the reason, by the
// format that its name claims.
func TestNoElection(t *testing.T) {
	for _, c := range []struct {
		name, text, reason string
		claimed            bool
	}{
		{"budget.pb", "META\nkey;value\nPROJECTS\nproject_id\n1\n", "it has no section VOTES", true},
		{"vote.SOI", "3: 1,2\n", "\"# ALTERNATIVE NAME 1: …\"", true},
		{"graph.toc", "# NUMBER ALTERNATIVES: 2\n1,2,0.5\n", "is not a count, a colon and an order", true},
		{"conseil.blt", "2 1\n1 2 1 0\n\n", "no line 0 after the ballots", true},
		{"rat.blt", "Anna;Bert\n1;2\n", "its first line is not two numbers", true},
		{"liste.cvotes", "nom,choix\nAna,Eau > Air\n", "no lines such as", true},
		{"people.csv", "Name,Country\nAna,Peru\n", "none of the formats", false},
		{"x.txt", "a\x00b", "none of the formats", false},
		{"", "", "none of the formats", false},
	} {
		v, no := Read(c.name, c.text)
		if v != nil || no == nil || !strings.Contains(no.Reason, c.reason) || no.Claimed != c.claimed {
			t.Errorf("%s: %v %+v", c.name, v, no)
		}
	}
}

// TestAccount holds that every line of the files of testdata has one class, and
// that all of them are read.
func TestAccount(t *testing.T) {
	for _, folder := range []string{"elections", "election-files", "votes-shapes"} {
		for _, path := range testdata.Files(t, testdata.Path(t, folder)) {
			v, no := Read(path, string(testdata.ReadFile(t, path)))
			if no != nil {
				continue
			}
			checkVotes(t, v)
			if n := v.Account.Classes["unread"]; n > 0 || v.Account.Classes["body"] != v.Ballots.Len() {
				t.Errorf("%s: %v, %d ballots", path, v.Account.Classes, v.Ballots.Len())
			}
		}
	}
	v, _ := Read("x", pbHead+"country;France\nvote_type;approval\n\nPROJECTS\nproject_id;name;quartier\n1;Parc;Nord\n"+
		"VOTES\nvoter_id;âge;sexe;vote\na;30;f;1\nb;40;h;9\n")
	want := "map[blank:1 body:2 header:10] [{[META country] " + aboutFile.text + "} {[PROJECTS quartier] it tells about the " +
		"projects and changes no vote} {[VOTES âge VOTES sexe] votes are weighted by a column of groups alone}]"
	if got := fmt.Sprint(v.Account.Classes, v.Account.Unused); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
