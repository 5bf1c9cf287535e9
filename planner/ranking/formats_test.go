package ranking

import (
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"roundtable/planner"
)

// loadCase reads one election of the reference cases. These few lines read just
// what the cases need; the real readers are elsewhere.
func loadCase(t testing.TB, path string) profileText {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	switch {
	case strings.HasSuffix(path, ".hil"):
		return loadHill(t, text)
	case strings.HasSuffix(path, ".csv"):
		return loadChoices(t, text)
	case strings.HasSuffix(path, ".cat"):
		return loadPrefLib(t, text, true)
	default:
		return loadPrefLib(t, text, false)
	}
}

func loadPrefLib(t testing.TB, text string, categories bool) profileText {
	t.Helper()
	var p profileText
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "# ALTERNATIVE NAME "); ok {
			_, name, _ = strings.Cut(name, ": ")
			p.issues = append(p.issues, planner.Issue{ID: name, Name: name})
			continue
		}
		if line == "" || line[0] == '#' {
			continue
		}
		if p.ballots == nil {
			p.ballots = planner.NewBallots(len(p.issues))
		}
		count, order, ok := strings.Cut(line, ":")
		if !ok {
			continue // a stray line of a number
		}
		n, err := strconv.ParseInt(strings.TrimSpace(count), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		b := planner.Ballot{Kind: planner.Ranking, Count: n, Marks: blanks(len(p.issues))}
		if categories {
			b.Kind = planner.Approval
		}
		for tier, list := range tiersOf(strings.TrimSpace(order)) {
			for _, f := range strings.Split(list, ",") {
				if f = strings.TrimSpace(f); f == "" {
					continue
				}
				a, err := strconv.Atoi(f)
				if err != nil {
					t.Fatal(err)
				}
				b.Marks[a-1] = planner.Mark(tier + 1)
				if categories {
					b.Marks[a-1] = planner.Mark(1 - tier)
				}
			}
		}
		p.ballots.Add(b)
	}
	return p
}

// tiersOf splits "1,{2,3},4" at the commas outside braces.
func tiersOf(s string) []string {
	var out []string
	depth, start := 0, 0
	for i, c := range s {
		switch c {
		case '{':
			depth++
		case '}':
			depth--
		case ',':
			if depth == 0 {
				out = append(out, strings.Trim(s[start:i], "{} "))
				start = i + 1
			}
		}
	}
	return append(out, strings.Trim(s[start:], "{} "))
}

func loadHill(t testing.TB, text string) profileText {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(text), "\n")
	m, err := strconv.Atoi(strings.Fields(lines[0])[0])
	if err != nil {
		t.Fatal(err)
	}
	p := profileText{ballots: planner.NewBallots(m)}
	for a := range m {
		id := "Candidate " + strconv.Itoa(a+1)
		p.issues = append(p.issues, planner.Issue{ID: id, Name: id})
	}
	for _, line := range lines[1:] {
		f := strings.Fields(line)
		if f[0] == "0" {
			break
		}
		n, _ := strconv.ParseInt(f[0], 10, 64)
		b := planner.Ballot{Kind: planner.Ranking, Count: n, Marks: blanks(m)}
		for place, s := range f[1:] {
			if a, _ := strconv.Atoi(s); a > 0 {
				b.Marks[a-1] = planner.Mark(place + 1)
			}
		}
		p.ballots.Add(b)
	}
	return p
}

func loadChoices(t testing.TB, text string) profileText {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range rows[1:] {
		for _, c := range r[2:] {
			if c != "" && !slices.Contains(names, c) {
				names = append(names, c)
			}
		}
	}
	slices.Sort(names)
	p := profileText{issuesNamed(names...), planner.NewBallots(len(names))}
	for _, r := range rows[1:] {
		b := planner.Ballot{Voter: r[0], Group: r[1], Kind: planner.Ranking, Count: 1, Marks: blanks(len(names))}
		for place, c := range r[2:] {
			if c != "" {
				b.Marks[slices.Index(names, c)] = planner.Mark(place + 1)
			}
		}
		p.ballots.Add(b)
	}
	return p
}
