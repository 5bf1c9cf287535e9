package ranking

import (
	"math"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func loadCUJAE(t *testing.T) profileText {
	return loadCase(t, shared(t, "data", "ranking-cases", "cujae-failure.csv"))
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

func TestStakeholderWeights(t *testing.T) {
	var want cujaeExpected
	readJSON(t, shared(t, "data", "ranking-cases", "cujae-failure.csv.expected.json"), &want)
	p := loadCUJAE(t)
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

func TestBootstrapProbabilities(t *testing.T) {
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
	readJSON(t, shared(t, "data", "ranking-cases", "cujae-failure.bootstrap.json"), &want)
	p := loadCUJAE(t)
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
