package importers

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/table"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/testdata"
)

// roundTrip writes a roster and reads it again.
func roundTrip(t rapid.TB, m *planner.Meeting) (planner.Roster, []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := WriteRosterCSV(&b, m); err != nil {
		t.Fatalf("%v", err)
	}
	var dims []string
	for _, d := range rosterDimensions(m.Roster) {
		dims = append(dims, string(d))
	}
	again, _, err := Read(context.Background(), []Input{{Name: "roster.csv", Reader: bytes.NewReader(b.Bytes())}}, Options{Dimensions: dims})
	if err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	return again.Roster, b.Bytes()
}

// plain drops what an export does not carry: places and e-mail addresses.
func plain(r planner.Roster) planner.Roster {
	out := slices.Clone(r)
	for i := range out {
		out[i].Where, out[i].Email = planner.Ref{}, ""
		out[i].Numbered = false // an export writes every ID, so that all of them are given
		out[i].Values = maps.Clone(out[i].Values)
		maps.DeleteFunc(out[i].Values, func(_ planner.Dimension, vs []string) bool { return len(vs) == 0 })
	}
	return out
}

func TestRoundTrip(t *testing.T) {
	for _, file := range []string{
		"rosters/assembly.csv", "rosters/chamber-na.csv", "rosters/councillors-ja.csv", "rosters/volunteers-no.csv", "rosters/pool.csv", "rosters/internships-wishes.csv",
		"group-cases/n30k4-multi-s1/people.csv", "balance-cases/feasible-02/candidates.csv", "proposals/form-2019-lost-labels.txt", "proposals/form-2017.txt", "proposal.txt",
	} {
		checkRoundTrip(t, testdata.Path(t, file))
	}
}

// checkRoundTrip reads a file, writes the roster and reads it again.
func checkRoundTrip(t *testing.T, path string) {
	t.Helper()
	m, _ := readFiles(t, Options{}, path)
	again, data := roundTrip(t, m)
	if diff := cmp.Diff(plain(m.Roster), plain(again)); diff != "" {
		t.Errorf("%s: reading the export back differs (-first +again):\n%.2000s\n%.600s", path, diff, data)
	}
}

// TestRoundTripProperty: import → export → import is the identity on rosters
// with hostile names.
func TestRoundTripProperty(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("abcdÉßłژ李 '=+-@\";,|<&\u00a0")), 1, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "people")
		var rows [][]string
		for i := range n {
			rows = append(rows, []string{
				fmt.Sprintf("X%d", i), "N" + word.Draw(t, "name"), rapid.SampledFrom(append(planner.StakeholderGroups(), "", "Civl society")).Draw(t, "group"),
				rapid.SampledFrom(append(planner.RegionalGroups(), "", "weog", "Narnia")).Draw(t, "region"), rapid.SampledFrom([]string{"F", "M", "female", "nb", ""}).Draw(t, "gender"),
				word.Draw(t, "org"), rapid.SampledFrom([]string{"speaker", "Moderator", "", "speaker; rapporteur"}).Draw(t, "role"), rapid.SampledFrom([]string{"", "red", "=1+1"}).Draw(t, "colour"),
			})
		}
		first, err := readRows(rows)
		if err != nil {
			t.Fatal(err)
		}
		again, data := roundTrip(t, first)
		if diff := cmp.Diff(plain(first.Roster), plain(again)); diff != "" {
			t.Fatalf("(-first +again):\n%s\n%s", diff, data)
		}
	})
}

func readRows(rows [][]string) (*planner.Meeting, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write([]string{"id", "name", "stakeholder", "region", "gender", "organisation", "role", "colour"})
	w.WriteAll(rows)
	m, _, err := Read(context.Background(), []Input{{Name: "r.csv", Reader: &b}}, Options{Dimensions: []string{"colour"}})
	return m, err
}

// TestRowOrder: the order of rows changes no count.
func TestRowOrder(t *testing.T) {
	for _, file := range []string{
		"rosters/assembly.csv", "rosters/pool.csv", "rosters/students-choices.csv",
		"group-cases/n30k4-multi-s1/people.csv",
	} {
		checkRowOrder(t, testdata.Path(t, file))
	}
}

// checkRowOrder shuffles the rows of a csv file.
func checkRowOrder(t *testing.T, path string) {
	t.Helper()
	_, ins := readFiles(t, Options{}, path)
	text := strings.TrimPrefix(string(testdata.ReadFile(t, path)), "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 3 {
		random.Shuffle(len(rows)-1, func(i, j int) { rows[i+1], rows[j+1] = rows[j+1], rows[i+1] })
		var b bytes.Buffer
		if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		_, again := readString(t, Options{}, "shuffled.csv", b.String())
		if diff := cmp.Diff(ins.Counts, again.Counts); diff != "" {
			t.Errorf("%s: counts differ after shuffling:\n%s", path, diff)
		}
		if diff := cmp.Diff(ins.Files[0].Sheets[0].Columns, again.Files[0].Sheets[0].Columns); diff != "" {
			t.Errorf("%s: columns differ after shuffling:\n%s", path, diff)
		}
	}
}

func TestSafeCell(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "@x.org": "'@x.org", "- none": "'- none", "-5": "-5", "+1.5": "+1.5", "plain": "plain", "": "", "'=x": "''=x", "'quoted'": "'quoted'", "\tx": "'\tx",
		"＝1": "'＝1", "－ＡＢ": "'－ＡＢ", " =1": "' =1", "a;=1;-2;@b": "a;'=1;-2;'@b", "a;'=1": "a;''=1", ";": ";",
	} {
		got := table.SafeCell(in)
		if got != want || table.UnsafeCell(got) != in {
			t.Errorf("table.SafeCell(%q) = %q, want %q; back %q", in, got, want, table.UnsafeCell(got))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "cell")
		if table.UnsafeCell(table.SafeCell(s)) != s {
			t.Fatalf("%q becomes %q", s, table.UnsafeCell(table.SafeCell(s)))
		}
	})
}

func FuzzReadTable(f *testing.F) {
	f.Add("Name,Stakeholder,Region\nAna,Gov,WEOG\n")
	f.Add("a;b;kind\nx;y;apart\n")
	f.Add("feature,value,min,max\nregion,WEOG,1,2\n")
	f.Add("key,value\nseed,1\n")
	f.Add("Q1,Q2\nYour name,x\n\"{\"\"ImportId\"\":\"\"QID1\"\"}\",y\nAna,1\n")
	f.Add("id,topic,min_size,max_size\nG1,x,9,1\n")
	f.Add("Nom\tGenre (0=h,1=f)\nA\t1\n\nTotal\t1\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, ins, err := readInWords(t, []Input{{Name: "f.csv", Reader: strings.NewReader(text)}}, Options{})
		if err != nil && !errors.Is(err, ErrUnreadable) {
			t.Fatal(err)
		}
		ids := make(map[string]bool)
		for i := range m.Roster {
			p := &m.Roster[i]
			if ids[p.ID] || p.ID == "" {
				t.Fatalf("the ID %q is empty or used twice", p.ID)
			}
			ids[p.ID] = true
			for d, vs := range p.Values {
				if slices.Contains(vs, "") {
					t.Fatalf("an empty value in %s", d)
				}
			}
		}
		for _, x := range ins.Findings {
			if x.Code == "" || x.Text == "" {
				t.Fatalf("finding without code or text: %+v", x)
			}
		}
	})
}

// FuzzSettings: what a file of settings says is taken under a known key, or found wrong
// with words.
func FuzzSettings(f *testing.F) {
	f.Add("seed: 3\ngroups:\n  size: 5\n")
	f.Add("map: [a=b, 'c=d;e']\ntarget:\n  - region each: min 1\n")
	f.Add("a: &x {b: *x}\n---\nseed: |\n  1\n")
	f.Fuzz(func(t *testing.T, text string) {
		known := []string{"seed", "groups.size", "map", "target", "a.b"}
		m, ins, err := readInWords(t, nil, Options{
			Settings: []Input{{Name: "s.yaml", Reader: strings.NewReader(text)}}, KnownSettings: known,
		})
		if err != nil && !errors.Is(err, ErrUnreadable) {
			t.Fatal(err)
		}
		for _, s := range m.Settings {
			if !slices.Contains(known, s.Key) {
				t.Fatalf("%q is taken as a setting", s.Key)
			}
		}
		for _, x := range ins.Findings {
			if x.Code == "" || x.Text == "" {
				t.Fatalf("finding without code or text: %+v", x)
			}
		}
	})
}

func FuzzProposal(f *testing.F) {
	f.Add("Speaker 1: Ana Lima, Government, African Group\nSpeaker 2: Bo, ,\n")
	f.Add("IGF 2019 WS #1 T\nOrganizer 1: Civil Society, WEOG\nModerator\n\nX, Y (Z), Government (WEOG)\nOnline Moderator\nPolicy Question(s):\n1. A? 2. B?\n")
	f.Add("Proposer's Name: Ms X\nProposer:\nCountry: France\nUpdated information\nSpeaker: A, B\n")
	f.Fuzz(func(t *testing.T, text string) {
		r := newReading(context.Background(), Options{})
		r.readProposal(&fileView{}, "p.txt", text, "")
		for _, p := range slices.Concat(r.proposed...) {
			if p.Name != "" && vocabulary.Value(planner.Stakeholder, p.Name).Status == vocabulary.Exact {
				t.Fatalf("a group became a person: %q", p.Name)
			}
		}
	})
}
