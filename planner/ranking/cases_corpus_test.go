//go:build corpus

package ranking

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/agenda"
	"roundtable/planner/ranking/internal/places"
)

// corpus is the folder of reference elections that may not be shipped.
func corpus(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("ROUNDTABLE_CORPUS")
	if dir == "" {
		t.Fatal("ROUNDTABLE_CORPUS does not name the folder of reference data")
	}
	return filepath.Join(dir, "ranking-cases")
}

// TestCorpusElections compares every figure of the reference elections.
func TestCorpusElections(t *testing.T) {
	for name, load := range map[string]func(string) profileText{
		"burlington-2009.toi": func(text string) profileText { return loadPrefLib(t, text, false) },
		"debian-2005.soi":     func(text string) profileText { return loadPrefLib(t, text, false) },
		"ers-19.soi":          func(text string) profileText { return loadPrefLib(t, text, false) },
		"schulze-45.soc":      func(text string) profileText { return loadPrefLib(t, text, false) },
		"tennessee.soc":       func(text string) profileText { return loadPrefLib(t, text, false) },
		"tideman-A60.hil":     func(text string) profileText { return loadHill(t, text) },
	} {
		compareCase(t, filepath.Join(corpus(t), name), load)
	}
}

type agendaExpected struct {
	PAVScore       fraction   `json:"pav_score"`
	AV             [][]string `json:"av"`
	SeqPAV         [][]string `json:"seqpav"`
	PAV            [][]string `json:"pav"`
	Phragmen       [][]string `json:"seqphragmen"`
	Shares         [][]string `json:"equal-shares"`
	SharesAV       [][]string `json:"equal-shares-with-av-completion"`
	SharesAlone    [][]string `json:"equal-shares_without_completion"`
	Representation map[string]struct {
		Committee []string `json:"committee"`
		JR        bool     `json:"JR"`
		EJRPlus   bool     `json:"EJR_plus"`
	} `json:"representation"`
}

func TestCorpusApprovals(t *testing.T) {
	var votes struct {
		Voters int64               `json:"voters"`
		AV     map[string]fraction `json:"av"`
	}
	var byK map[string]json.RawMessage
	path := filepath.Join(corpus(t), "posterA.cat")
	readJSON(t, path+".expected.json", &votes)
	readJSON(t, path+".expected.json", &byK)
	p := loadPrefLib(t, readText(t, path), true)
	for _, k := range []int{3, 5} {
		var want agendaExpected
		if err := json.Unmarshal(byK[fmt.Sprintf("k=%d", k)], &want); err != nil {
			t.Fatal(err)
		}
		agendas := make(map[string][]string)
		for _, rule := range AgendaRuleNames() {
			res := p.rank(t, func(o *Options) { o.AgendaK, o.AgendaRule = k, rule })
			same(t, "approvals", res.Rules["approval"].Scores, votes.AV)
			if res.Ballots != votes.Voters {
				t.Errorf("%d ballots, want %d", res.Ballots, votes.Voters)
			}
			agendas[rule] = res.Agenda.Issues
			if rule == agenda.EqualShares {
				oneOfSets(t, "equal shares alone", res.Agenda.BeforeCompletion, want.SharesAlone)
				for _, o := range res.Agenda.Others {
					if o.Rule == "pav" {
						same(t, "PAV score", o.Score, want.PAVScore)
						if o.Optimal != len(want.PAV) {
							t.Errorf("%d optimal PAV sets, want %d", o.Optimal, len(want.PAV))
						}
					}
				}
			}
		}
		oneOfSets(t, "approval", agendas["approval"], want.AV)
		oneOfSets(t, "seqPAV", agendas["seqpav"], want.SeqPAV)
		oneOfSets(t, "PAV", agendas["pav"], want.PAV)
		oneOfSets(t, "seqPhragmén", agendas["seqphragmen"], want.Phragmen)
		oneOfSets(t, "equal shares", agendas[agenda.EqualShares], want.Shares)
		res := p.rank(t, func(o *Options) { o.AgendaK, o.Completion = k, "support" })
		oneOfSets(t, "equal shares with support", res.Agenda.Issues, want.SharesAV)
		r := runOf(t, p, func(o *Options) { o.AgendaK = k })
		for name, w := range want.Representation {
			c := agenda.New(r.chosen, k, places.Bounds{}).Certify(positions(r.ids, w.Committee))
			if c.JR != w.JR || c.EJRPlus != w.EJRPlus {
				t.Errorf("%s: JR %v, EJR+ %v; want %v, %v", name, c.JR, c.EJRPlus, w.JR, w.EJRPlus)
			}
		}
	}
}

// runOf makes the inner state of a ranking.
func runOf(t testing.TB, p profileText, change func(*Options)) *run {
	t.Helper()
	opts := DefaultOptions()
	if change != nil {
		change(&opts)
	}
	r, err := newRun(t.Context(), p.issues, p.ballots, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func oneOfSets(t *testing.T, what string, got []string, want [][]string) {
	t.Helper()
	sorted := slices.Sorted(slices.Values(got))
	for _, w := range want {
		if slices.Equal(sorted, slices.Sorted(slices.Values(w))) {
			return
		}
	}
	t.Errorf("%s: %v is none of %v", what, got, want)
}

// cujaeExpected is cujae-failure.csv.expected.json.
type cujaeExpected struct {
	Headcount struct {
		Borda   map[string]fraction `json:"borda"`
		Order   [][]string          `json:"order"`
		Schulze [][]string          `json:"schulze_levels"`
	} `json:"headcount"`
	Equal struct {
		Weights   map[string]fraction `json:"ballot_weights"`
		Means     map[string]fraction `json:"mean_of_group_means_borda"`
		Order     [][]string          `json:"order"`
		Schulze   [][]string          `json:"schulze_levels"`
		Condorcet string              `json:"condorcet_winner"`
	} `json:"equal_group_weight"`
	Maximin struct {
		Min map[string]fraction `json:"min_group_mean"`
	} `json:"maximin_group_mean"`
	Ranks      map[string]map[string]int `json:"group_average_ranks"`
	W          fraction                  `json:"kendall_w_between_groups"`
	Tau        map[string]float64        `json:"kendall_tau_b"`
	SD         map[string]float64        `json:"group_disagreement_sd_of_mean_borda"`
	Division   map[string]fraction       `json:"divisiveness"`
	LeaveOut   int64                     `json:"leave_one_out_borda_winner_changes"`
	GroupSizes map[string]int64          `json:"group_sizes"`
	Groups     map[string]struct {
		Mean map[string]fraction `json:"mean_borda"`
	} `json:"per_group"`
}

// bordaMean turns a support of 0 to 100 back into a mean Borda score.
func bordaMean(r *big.Rat, m int) string {
	return new(big.Rat).Mul(r, big.NewRat(int64(m-1), 100)).RatString()
}

func TestCorpusGroups(t *testing.T) {
	var want cujaeExpected
	readJSON(t, filepath.Join(corpus(t), "cujae-failure.csv.expected.json"), &want)
	p := loadChoices(t, readText(t, filepath.Join(corpus(t), "cujae-failure.csv")))
	m := len(p.issues)

	heads := p.rank(t, func(o *Options) { o.Weights = ByHeads })
	same(t, "heads Borda", heads.Rules["borda"].Scores, want.Headcount.Borda)
	same(t, "heads order", heads.Rules["borda"].Levels, want.Headcount.Order)
	same(t, "heads Schulze", heads.Rules["schulze"].Levels, want.Headcount.Schulze)
	if got := heads.Firmness.LeaveOneOut; got.First != want.LeaveOut || got.Of != heads.Ballots {
		t.Errorf("leave one out: %+v, want %d", got, want.LeaveOut)
	}

	groups := p.rank(t, nil)
	if groups.Weights != "groups" {
		t.Fatalf("weights %q, want groups by default", groups.Weights)
	}
	for _, g := range groups.Groups {
		if got, w := g.WeightExact.String(), string(want.Equal.Weights[g.Name]); got != w || g.Ballots != want.GroupSizes[g.Name] {
			t.Errorf("%s: %d ballots of weight %s, want %d of %s", g.Name, g.Ballots, got, want.GroupSizes[g.Name], w)
		}
	}
	same(t, "groups Borda order", groups.Rules["borda"].Levels, want.Equal.Order)
	same(t, "groups Schulze", groups.Rules["schulze"].Levels, want.Equal.Schulze)
	same(t, "groups Condorcet winner", groups.CondorcetWinner, want.Equal.Condorcet)
	for _, row := range groups.Issues {
		if got, w := bordaMean(row.SupportExact.Rat(), m), string(want.Equal.Means[row.ID]); got != w {
			t.Errorf("%s: mean of group means %s, want %s", row.ID, got, w)
		}
		compareAcrossGroups(t, row, want, m)
	}
	same(t, "Kendall's W", groups.Agreement.WExact, want.W)
	if tau := *groups.Agreement.TauB[0].Tau; math.Abs(tau-want.Tau["Professors | Students"]) > 1e-12 {
		t.Errorf("tau-b %v, want %v", tau, want.Tau)
	}
}

func compareAcrossGroups(t *testing.T, row Issue, want cujaeExpected, m int) {
	t.Helper()
	for g, exp := range want.Groups {
		exact := row.GroupExact[g]
		if got := bordaMean(exact.Rat(), m); got != string(exp.Mean[row.ID]) {
			t.Errorf("%s, %s: mean Borda %s, want %s", row.ID, g, got, exp.Mean[row.ID])
		}
		if row.GroupRank[g] != want.Ranks[g][row.ID] {
			t.Errorf("%s, %s: rank %d, want %d", row.ID, g, row.GroupRank[g], want.Ranks[g][row.ID])
		}
	}
	low := row.GroupExact[row.LowestGroup]
	if got := bordaMean(low.Rat(), m); got != string(want.Maximin.Min[row.ID]) {
		t.Errorf("%s: lowest group mean %s, want %s", row.ID, got, want.Maximin.Min[row.ID])
	}
	if got := *row.Disagreement * float64(m-1); math.Abs(got-want.SD[row.ID]) > 1e-9 {
		t.Errorf("%s: standard deviation %v, want %v", row.ID, got, want.SD[row.ID])
	}
	if got := row.DivisivenessBorda.String(); got != string(want.Division[row.ID]) {
		t.Errorf("%s: divisiveness %s, want %s", row.ID, got, want.Division[row.ID])
	}
}

func TestCorpusBootstrap(t *testing.T) {
	type row struct {
		P    float64 `json:"p_rank1_shared"`
		Low  float64 `json:"rank_q025"`
		Mid  float64 `json:"rank_median"`
		High float64 `json:"rank_q975"`
	}
	var want struct {
		Tolerance float64        `json:"tolerance"`
		Heads     map[string]row `json:"headcount_stratified"`
		Groups    map[string]row `json:"equal_group_stratified"`
	}
	readJSON(t, filepath.Join(corpus(t), "cujae-failure.bootstrap.json"), &want)
	p := loadChoices(t, readText(t, filepath.Join(corpus(t), "cujae-failure.csv")))
	for mode, exp := range map[WeightMode]map[string]row{ByHeads: want.Heads, ByGroups: want.Groups} {
		res := p.rank(t, func(o *Options) { o.Weights, o.Bootstrap = mode, EnoughReplicates })
		if res.Firmness.Bootstrap.Method != "bootstrap" {
			t.Fatalf("%s: %+v", mode, res.Firmness.Bootstrap)
		}
		sum := 0.0
		for _, i := range res.Issues {
			w := exp[i.ID]
			sum += *i.PFirst
			if math.Abs(*i.PFirst-w.P) > want.Tolerance {
				t.Errorf("%s %s: P(first) %.4f, want %.4f", mode, i.ID, *i.PFirst, w.P)
			}
			if d := cmp.Diff([]int{int(w.Low), int(w.Mid), int(w.High)}, []int{i.RankInterval[0], i.MedianRank, i.RankInterval[1]}); d != "" {
				t.Errorf("%s %s: interval and median (-want +got):\n%s", mode, i.ID, d)
			}
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Errorf("%s: first places sum to %v", mode, sum)
		}
	}
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
