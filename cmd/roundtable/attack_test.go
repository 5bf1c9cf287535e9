package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"roundtable/cmd/roundtable/internal/exit"
)

// The cases here are ways in which somebody who read nothing but the finished public page
// and workbook once learned what somebody voted, or who somebody is. Each makes its own
// files, plans them by the command line, and reads what was written.

// people is a list of so many people; of some every third is a woman, or only the first.
func people(n, groups, women int) string {
	out := "id,name,stakeholder,region,gender\n"
	for i := range n {
		gender := "man"
		if i < women {
			gender = "woman"
		}
		out += fmt.Sprintf("QX%03d,Zelda%03d Qopal,%s,%s,%s\n", i, i,
			[]string{"Government", "Civil Society", "Private Sector"}[i%groups],
			[]string{"African Group", "Asia-Pacific Group"}[i%2], gender)
	}
	return out
}

// votes is a table of marks on issues T1, T2, …; an empty mark is written for -1.
func votes(n, issues int, mark func(voter, issue int) int) string {
	out := "voter"
	for i := range issues {
		out += fmt.Sprintf(",T%d", i+1)
	}
	for j := range n {
		out += fmt.Sprintf("\nQX%03d", j)
		for i := range issues {
			if m := mark(j, i); m >= 0 {
				out += fmt.Sprintf(",%d", m)
			} else {
				out += ","
			}
		}
	}
	return out + "\n"
}

// mixed are approvals that differ from voter to voter, on every issue about a half.
func mixed(j, i int) int { return (j*(i+2) + j/2 + i) % 3 % 2 }

// planFiles plans files in a folder of their own and gives back the folder.
func planFiles(t *testing.T, files map[string]string, flags ...string) string {
	t.Helper()
	dir := t.TempDir()
	var names []string
	for name, content := range files {
		at := filepath.Join(dir, name)
		if err := os.WriteFile(at, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if name != "targets.csv" {
			names = append(names, at)
		}
	}
	slices.Sort(names)
	if files["targets.csv"] != "" {
		names = append(names, "--targets", filepath.Join(dir, "targets.csv"))
	}
	out := filepath.Join(dir, "out")
	args := slices.Concat([]string{"plan"}, names, flags, []string{"--bootstrap", "0", "-q", "--out", out})
	if code, _, stderr := call(t, context.Background(), args...); code != exit.CodeOK {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	return out
}

var (
	noText  = regexp.MustCompile(`(?s)<(style|script)[^>]*>.*?</(style|script)>`)
	anyTag  = regexp.MustCompile(`<[^>]*>`)
	anyGaps = regexp.MustCompile(`\s+`)
)

// readPublic is every word of the public files: the texts, and the attributes behind them.
func readPublic(t *testing.T, out string) (texts, raw string) {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(out, "public", "*"))
	var files []string
	for _, name := range []string{"report.html", "report.xlsx", "summary.html", "summary.md"} {
		files = append(files, filepath.Join(out, "public", name))
	}
	if err != nil || !slices.Equal(list, files) { // any other form would have to be attacked as well
		t.Fatalf("public files: %v, %v", list, err)
	}
	for _, name := range list {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		parts := map[string]string{name: string(data)}
		if filepath.Ext(name) == ".xlsx" {
			parts = unzipped(t, data)
		}
		for _, part := range parts {
			raw += part + "\n"
			part = anyTag.ReplaceAllString(noText.ReplaceAllString(part, " "), " ")
			texts += anyGaps.ReplaceAllString(html.UnescapeString(part), " ") + "\n"
		}
	}
	return texts, raw
}

// unzipped are the parts of a workbook.
func unzipped(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(part)
	}
	return out
}

// attackCase is a meeting and what its public edition may not say; must is a part of what
// it says instead.
type attackCase struct {
	files map[string]string
	flags []string
	never string
	must  string
}

const (
	issueNamed = `\bT[1-9]\b`
	nothing    = `The order of the issues is not published`
	noPlaces   = `\bPlace\b|\bT[1-9] [1-9]\b|share the first place|come first or tie`
	firstOnly  = `The first issues alone are published, without their order`
)

func attackCases() map[string]attackCase {
	one := votes(1, 6, func(_, i int) int { return []int{4, 2, 6, 1, 3, 5}[i] })
	heavy := func(j int) string { return map[bool]string{true: "Civil Society", false: "Government"}[j == 0] }
	alone := "id,name,stakeholder,organisation,region\n"
	for j := range 24 {
		alone += fmt.Sprintf("QX%03d,Zelda%03d Qopal,%s,Office %d,%s\n", j, j, heavy(j), min(j, 3),
			[]string{"African Group", "Asia-Pacific Group"}[j%2])
	}
	// one answers an issue that all others leave out, or two do
	lonely := func(few int) string {
		return votes(24, 5, func(j, i int) int {
			if i == 4 && j >= few {
				return -1
			}
			return (j*3 + i*i + 2*i) % 11
		})
	}
	crowd := func(table string) map[string]string {
		return map[string]string{"people.csv": people(24, 3, 12), "votes.csv": table}
	}
	offices := map[string]string{"people.csv": alone, "votes.csv": votes(24, 5, mixed)}
	heads := []string{"--weights", "heads", "--scale", "0..10"}
	groups := []string{"--weights", "groups", "--scale", "0..10"}
	return map[string]attackCase{
		"S1":            {crowd(one), nil, issueNamed, nothing},
		"S1b":           {crowd(one), []string{"--groups", "6"}, issueNamed, "Working group 6"},
		"S11":           {crowd(lonely(1)), heads, issueNamed, nothing},
		"S11b":          {crowd(lonely(2)), groups, issueNamed, nothing},
		"S12b":          {offices, []string{"--weights", "groups"}, issueNamed, nothing},
		"S12c":          {offices, []string{"--weights", "organisation"}, issueNamed, nothing},
		"S12-raked":     {offices, []string{"--weights", "raked"}, issueNamed, nothing},
		"S12-two-stage": {offices, []string{"--weights", "organisation-two-stage"}, issueNamed, nothing},
		// nearly all approve one issue: the detail is that of any answers
		"S4a": {
			map[string]string{"people.csv": people(24, 3, 12), "votes.csv": votes(24, 5, func(j, i int) int {
				if i == 2 {
					return 1
				}
				return mixed(j, i)
			})},
			[]string{"--weights", "heads"},
			`100\.0|100 % support|unanim`,
			"The order alone is published: for figures on 5 issues it takes 46 ballots",
		},
		// distinct counts in a ladder fix each other where places are strict
		"V1": {
			map[string]string{"people.csv": people(24, 3, 12), "votes.csv": votes(10, 6, func(j, i int) int {
				return map[bool]int{true: 1}[i == 0 || j+i < 9]
			})},
			[]string{"--weights", "heads"},
			noPlaces, firstOnly,
		},
		"V4": {
			map[string]string{"people.csv": people(24, 3, 12), "votes.csv": votes(6, 7, func(j, i int) int {
				return map[bool]int{true: 1}[j+i < 6]
			})},
			nil, noPlaces, firstOnly,
		},
		// eight of a group, of whom none approves or one: no band, neither of all nor of groups
		"V2": {
			map[string]string{"people.csv": people(24, 3, 12), "votes.csv": votes(24, 5, func(j, i int) int {
				return map[bool]int{true: 1}[i != 1 && mixed(j, i) == 1 || i == 1 && j == 3]
			})},
			[]string{"--weights", "groups", "--publish", "votes-by-group"},
			`\bT2 [1-9][ =]*[0-9]+–|\b8 ballots|The first issues of each group`,
			"Of this vote the order is published, and no figures",
		},
		// where nobody may sit below the second choice, whoever sits somewhere chose it
		"worst": {
			map[string]string{"people.csv": people(24, 3, 12), "votes.csv": votes(24, 5, mixed)},
			[]string{"--groups", "4", "--worst", "3", "--rank-utility", "9,5,1", "--outside-utility=-9"},
			`(?i)\bworst|utility`, "4 working groups",
		},
		// targets of working groups speak of women, of whom there is one
		"A6": {
			map[string]string{
				"people.csv": people(24, 3, 1), "votes.csv": votes(24, 5, mixed),
				"targets.csv": "dimension,value,min,max,tier,group\ngender,woman,1,,should,G01\n" +
					"gender,woman,1,,should,G02\ngender,woman,1,,should,G03\ngender,woman,1,,should,G04\n",
			},
			[]string{"--groups", "4"},
			`of [48] (targets|rules)|(targets|rules) (of|for) the groups|proved|\b1 (woman|women)|woman 1\b`,
			"Fewer than 40 % are known to be women",
		},
		"C2": {
			map[string]string{"people.csv": people(24, 3, 12), "votes.csv": votes(24, 5, mixed)},
			[]string{"--without", "QX003", "--target", "region=African Group: at least 1"},
			`Zelda|Qopal|QX0`, "left after withdrawals",
		},
		// a group of 10 and one of 2: the number of ballots less those shown would be the small one
		"remainder": {
			map[string]string{"people.csv": small(), "votes.csv": votes(12, 4, mixed)},
			[]string{"--weights", "heads", "--publish", "votes-by-group"},
			`The first issues of each group|\b(10|2) ballots`,
			"Of this vote the order is published, and no figures",
		},
		// two of 24 gave no gender: no line of theirs, and no difference from 24
		"not-given": {
			map[string]string{"people.csv": strings.Replace(strings.Replace(people(24, 3, 12),
				"African Group,woman", "African Group,", 1), "Asia-Pacific Group,woman", "Asia-Pacific Group,", 1)},
			nil, `not given 2\b|woman 10 [^.]{0,30}man 12 (\.|non-binary|several)`, "Between 40 and 60 % are known to be women",
		},
	}
}

// small is ten of one group and two of another, with more who did not vote.
func small() string {
	out := "id,name,stakeholder\n"
	for j := range 24 {
		out += fmt.Sprintf("QX%03d,Zelda%03d Qopal,%s\n", j, j,
			map[bool]string{true: "Government", false: "Civil Society"}[j < 10])
	}
	return out
}

// Each way in is closed, and the public edition says what it says instead. Nothing names
// anybody, whatever the case is about.
func TestAttackCases(t *testing.T) {
	for name, c := range attackCases() {
		t.Run(name, func(t *testing.T) {
			texts, raw := readPublic(t, planFiles(t, c.files, c.flags...))
			if at := regexp.MustCompile(c.never).FindStringIndex(texts); at != nil {
				t.Errorf("it tells %q: …%s…", texts[at[0]:at[1]], texts[max(0, at[0]-80):min(len(texts), at[1]+80)])
			}
			if !strings.Contains(texts, c.must) {
				t.Errorf("it does not say %q:\n%s", c.must, texts[:min(len(texts), 6000)])
			}
			for _, secret := range []string{"Zelda", "Qopal", "QX00", "QX01", "people.csv", "votes.csv", "targets.csv"} {
				if strings.Contains(raw, secret) {
					t.Errorf("the public files hold %q", secret)
				}
			}
		})
	}
}

// A second release by which one ballot or one person would follow from the difference, or
// one ballot from two weightings, is refused.
func TestAttackCasesOfTwoReleases(t *testing.T) {
	ballots := func(n int) string { return votes(n, 4, mixed) }
	for name, c := range map[string]struct {
		before, after map[string]string
		flags         [2]string
		want          int
	}{
		"D1": {
			map[string]string{"people.csv": people(24, 3, 12), "votes.csv": ballots(20)},
			map[string]string{"people.csv": people(24, 3, 12), "votes.csv": ballots(21)},
			[2]string{"heads", "heads"},
			exit.CodeImpossible,
		},
		"D3": {
			map[string]string{"people.csv": people(24, 3, 12), "votes.csv": ballots(20)},
			map[string]string{"people.csv": people(25, 3, 12), "votes.csv": ballots(20)},
			[2]string{"heads", "heads"},
			exit.CodeImpossible,
		},
		"D5": {
			map[string]string{"people.csv": people(24, 3, 12), "votes.csv": ballots(20)},
			map[string]string{"people.csv": people(24, 3, 12), "votes.csv": ballots(20)},
			[2]string{"groups", "heads"},
			exit.CodeImpossible,
		},
		"the same again": {
			map[string]string{"people.csv": people(24, 3, 12), "votes.csv": ballots(20)},
			map[string]string{"people.csv": people(24, 3, 12), "votes.csv": ballots(20)},
			[2]string{"heads", "heads"},
			exit.CodeOK,
		},
	} {
		t.Run(name, func(t *testing.T) {
			ledger := filepath.Join(t.TempDir(), "releases.json")
			first := planFiles(t, c.before, "--weights", c.flags[0])
			if code, _, stderr := call(t, context.Background(), "publish", first, "--ledger", ledger, "-q"); code != exit.CodeOK {
				t.Fatalf("the first: exit code %d\n%s", code, stderr)
			}
			second := planFiles(t, c.after, "--weights", c.flags[1])
			code, _, stderr := call(t, context.Background(), "publish", second, "--ledger", ledger, "-q")
			if code != c.want {
				t.Errorf("the second: exit code %d, want %d\n%s", code, c.want, stderr)
			}
			if sent, _ := filepath.Glob(filepath.Join(second, "release", "*.zip")); (len(sent) > 0) != (c.want == exit.CodeOK) {
				t.Errorf("the second wrote %v", sent)
			}
		})
	}
}
