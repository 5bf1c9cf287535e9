package ranking

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"roundtable/planner"
	"roundtable/testdata"
)

// fraction is an integer, "a/b", or {"frac": "a/b"} of the expected files.
type fraction string

func (f *fraction) UnmarshalJSON(data []byte) error {
	var obj struct {
		Frac string `json:"frac"`
	}
	switch data[0] {
	case '"':
		return json.Unmarshal(data, (*string)(f))
	case '{':
		if err := json.Unmarshal(data, &obj); err != nil {
			return err
		}
		*f = fraction(obj.Frac)
	default:
		*f = fraction(data)
	}
	return nil
}

type scored struct {
	Scores map[string]fraction `json:"scores"`
	Worst  map[string]fraction `json:"worst_defeat"`
	Order  [][]string          `json:"order"`
}

type levelled struct {
	Winners []string     `json:"winners"`
	Levels  [][]string   `json:"levels"`
	Paths   [][]fraction `json:"strongest_paths"`
}

type locked struct {
	Winners []string `json:"winners_put"`
	Order   []string `json:"order"`
}

type expectedPolicy struct {
	Pairwise  [][]fraction `json:"pairwise"`
	Condorcet *string      `json:"condorcet_winner"`
	Smith     []string     `json:"smith_set"`
	Copeland  scored       `json:"copeland"`
	Minimax   scored       `json:"minimax_winning"`
	Schulze   levelled     `json:"schulze_winning"`
	Ranked    locked       `json:"ranked_pairs_winning"`
	Kemeny    struct {
		Score   fraction `json:"score"`
		Optimal fraction `json:"optimal_rankings"`
		Winners []string `json:"winners"`
		One     []string `json:"one_optimal"`
	} `json:"kemeny"`
}

type expectedCase struct {
	Alternatives []string          `json:"alternatives"`
	Ballots      int64             `json:"ballots"`
	Borda        map[string]scored `json:"borda"`
	Plurality    struct {
		Scores  map[string]fraction `json:"scores"`
		Winners []string            `json:"winners"`
	} `json:"plurality"`
	Bottom expectedPolicy `json:"bottom"`
	Ignore expectedPolicy `json:"ignore"`
	IRV    struct {
		Rounds []struct {
			Tally     map[string]fraction `json:"tally"`
			Exhausted fraction            `json:"exhausted"`
		} `json:"rounds"`
		Winners []string `json:"winners_put"`
	} `json:"irv"`
}

// plain turns exact numbers into text, to compare whole structures.
func plain(t *testing.T, v any) any {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.UseNumber()
	if err := d.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return textual(out)
}

func textual(v any) any {
	switch v := v.(type) {
	case json.Number:
		return v.String()
	case []any:
		for i := range v {
			v[i] = textual(v[i])
		}
		return v
	case map[string]any:
		for k := range v {
			v[k] = textual(v[k])
		}
		return v
	}
	return v
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(plain(t, want), plain(t, got)); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// TestReferenceElections compares every figure of the textbook elections.
func TestReferenceElections(t *testing.T) {
	dir := testdata.Path(t, "elections")
	for _, name := range []string{"tennessee.soc", "schulze-45.soc"} {
		compareCase(t, filepath.Join(dir, name), func(text string) profileText { return loadPrefLib(t, text, false) })
	}
}

func readText(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(readText(t, path)), into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// compareCase ranks one election and compares it with what is expected beside it.
func compareCase(t *testing.T, path string, load func(text string) profileText) {
	t.Run(filepath.Base(path), func(t *testing.T) {
		var want expectedCase
		readJSON(t, path+".expected.json", &want)
		p := load(readText(t, path))
		for policy, w := range map[Policy]expectedPolicy{Last: want.Bottom, Ignore: want.Ignore} {
			res := p.rank(t, func(o *Options) { o.Unranked = policy })
			if res.Ballots+res.Abstain != want.Ballots {
				t.Errorf("%d ballots and %d abstentions, want %d in all", res.Ballots, res.Abstain, want.Ballots)
			}
			comparePolicy(t, string(policy), res, w)
			comparePlaces(t, res, want)
		}
	})
}

func comparePolicy(t *testing.T, policy string, res *Result, want expectedPolicy) {
	t.Helper()
	r := res.Rules
	same(t, policy+" pairwise", res.Pairwise.Weights, want.Pairwise)
	winner := ""
	if want.Condorcet != nil {
		winner = *want.Condorcet
	}
	same(t, policy+" Condorcet winner", res.CondorcetWinner, winner)
	same(t, policy+" Smith set", res.SmithSet, want.Smith)
	same(t, policy+" Copeland", r["copeland"].Scores, want.Copeland.Scores)
	same(t, policy+" Copeland order", r["copeland"].Levels, want.Copeland.Order)
	same(t, policy+" minimax", r["minimax"].Scores, want.Minimax.Worst)
	same(t, policy+" minimax order", r["minimax"].Levels, want.Minimax.Order)
	schulze := levelled{want.Schulze.Winners, want.Schulze.Levels, nil}
	same(t, policy+" Schulze", levelled{r["schulze"].Winners, r["schulze"].Levels, nil}, schulze)
	same(t, policy+" Schulze paths", r["schulze"].Paths, want.Schulze.Paths)
	same(t, policy+" ranked pairs", r["ranked_pairs"].Winners, want.Ranked.Winners)
	if len(want.Ranked.Winners) == 1 {
		same(t, policy+" ranked pairs order", r["ranked_pairs"].Order, want.Ranked.Order)
	}
	k := r["kemeny"]
	same(t, policy+" Kemeny score", k.Total, want.Kemeny.Score)
	same(t, policy+" Kemeny optima", k.OptimalRankings, want.Kemeny.Optimal)
	same(t, policy+" Kemeny winners", k.Winners, want.Kemeny.Winners)
	if want.Kemeny.Optimal == "1" {
		same(t, policy+" Kemeny order", k.Order, want.Kemeny.One)
	}
}

func comparePlaces(t *testing.T, res *Result, want expectedCase) {
	t.Helper()
	r := res.Rules
	same(t, "borda", r["borda"].Scores, want.Borda["avg"].Scores)
	same(t, "borda order", r["borda"].Levels, want.Borda["avg"].Order)
	same(t, "plurality", r["plurality"].Scores, want.Plurality.Scores)
	same(t, "plurality winners", r["plurality"].Levels[0], want.Plurality.Winners)
	irv := r["irv"]
	same(t, "irv winners", irv.Winners, want.IRV.Winners)
	tied := slices.ContainsFunc(irv.Rounds, func(r Round) bool { return len(r.Tied) > 0 })
	if tied {
		return // the rounds expected break ties their own way
	}
	if len(irv.Rounds) != len(want.IRV.Rounds) {
		t.Fatalf("irv: %d rounds, want %d", len(irv.Rounds), len(want.IRV.Rounds))
	}
	for i, w := range want.IRV.Rounds {
		same(t, fmt.Sprintf("irv round %d", i+1), irv.Rounds[i].Tally, w.Tally)
		same(t, fmt.Sprintf("irv round %d exhausted", i+1), irv.Rounds[i].Exhausted, w.Exhausted)
	}
}

// loadPrefLib reads an election in a format of PrefLib. These few lines read just
// what the cases need; the real readers are elsewhere.
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
