package disclosure_test

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/disclosure"
	"roundtable/reports/xlsx"
)

// poll is an invented approval vote: yes[g][i] of size[g] ballots.
type poll struct {
	size []int64
	yes  [][]int64
}

func randomPoll(rnd *rand.Rand, issues int, sizes ...int64) poll {
	p := poll{size: sizes}
	like := make([]float64, issues)
	for i := range like {
		like[i] = rnd.Float64()
	}
	for _, n := range sizes {
		row := make([]int64, issues)
		for i := range row {
			chance := math.Min(1, math.Max(0, like[i]+(rnd.Float64()-0.5)*0.8))
			for range n {
				if rnd.Float64() < chance {
					row[i]++
				}
			}
		}
		p.yes = append(p.yes, row)
	}
	return p
}

// result is the ranking of the poll by support.
func (p poll) result(weights string) *ranking.Result {
	r := &ranking.Result{Weights: weights, Rules: ranking.Rules{}}
	for _, n := range p.size {
		r.Ballots += n
	}
	for g, n := range p.size {
		x := ranking.Group{Name: groupName(g), Ballots: n, Weight: 1}
		if weights == "groups" {
			x.Weight = float64(r.Ballots) / float64(int64(len(p.size))*n)
		}
		r.Groups = append(r.Groups, x)
	}
	for i := range p.yes[0] {
		x := ranking.Issue{
			ID: fmt.Sprintf("Q%d", i+1), Name: fmt.Sprintf("Issue number %d", i+1),
			GroupSupport: map[string]float64{},
		}
		for g, n := range p.size {
			s := 100 * float64(p.yes[g][i]) / float64(n)
			x.GroupSupport[groupName(g)] = s
			x.SupportHeads += s * float64(n) / float64(r.Ballots)
			x.Support += s * r.Groups[g].Weight * float64(n) / float64(r.Ballots)
		}
		r.Issues = append(r.Issues, x)
	}
	slices.SortStableFunc(r.Issues, func(a, b ranking.Issue) int { return cmp.Compare(b.Support, a.Support) })
	for i := range r.Issues {
		r.Issues[i].Rank = i + 1
		if i > 0 && r.Issues[i].Support == r.Issues[i-1].Support {
			r.Issues[i].Rank = r.Issues[i-1].Rank
		}
		r.Issues[i].RankHeads = 1
		for j := range r.Issues {
			if r.Issues[j].SupportHeads > r.Issues[i].SupportHeads {
				r.Issues[i].RankHeads++
			}
		}
	}
	return r
}

func groupName(g int) string { return "Group " + string(rune('A'+g)) }

// told is what a reader can take from a finished file about one issue.
type told struct {
	low, high float64               // overall support
	groups    map[string][2]float64 // by group
}

var bandPattern = regexp.MustCompile(`^(\d+)–(\d+) %$`)

// scrape reads a finished workbook as an attacker would: every sheet, every row
// that names an issue, every number and range in it.
func scrape(t *testing.T, data []byte) map[string]*told {
	t.Helper()
	f := openXLSX(t, data)
	out := map[string]*told{}
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		var head []string
		for _, row := range rows {
			if len(row) == 0 {
				continue
			}
			if row[0] == "Issue" || row[0] == "Category" {
				head = row
				continue
			}
			id, _, _ := strings.Cut(row[0], " ")
			if !strings.HasPrefix(id, "Q") || head == nil || len(row) < 2 {
				continue
			}
			x := out[id]
			if x == nil {
				x = &told{low: 0, high: 100, groups: map[string][2]float64{}}
				out[id] = x
			}
			for i := 1; i < len(row) && i < len(head); i++ {
				x.learn(head[i], row[i])
			}
		}
	}
	return out
}

func (x *told) learn(head, cell string) {
	if m := bandPattern.FindStringSubmatch(cell); m != nil {
		low, _ := strconv.ParseFloat(m[1], 64)
		high, _ := strconv.ParseFloat(m[2], 64)
		if group, _, ok := strings.Cut(head, " ("); ok {
			x.groups[group] = [2]float64{low, high}
		} else {
			x.low, x.high = max(x.low, low), min(x.high, high)
		}
		return
	}
	if s, err := strconv.ParseFloat(cell, 64); err == nil && strings.HasPrefix(head, "Support") {
		x.low, x.high = max(x.low, s-0.05), min(x.high, s+0.05)
	}
}

// certain counts the groups and issues for which it follows from what was told
// that all ballots, or all but one, agree. It shares no code with the audit: for
// each group it tries every number of approvals against the extremes of the
// others.
func (p poll) certain(r *ranking.Result, facts map[string]*told) int {
	found := 0
	for _, x := range facts {
		low, high := make([]float64, len(p.size)), make([]float64, len(p.size))
		share := make([]float64, len(p.size))
		for g, n := range p.size {
			low[g], high[g] = 0, float64(n)
			if b, ok := x.groups[groupName(g)]; ok {
				low[g] = math.Ceil(b[0]*float64(n)/100 - 1e-9)
				high[g] = math.Floor(b[1]*float64(n)/100 + 1e-9)
			}
			share[g] = r.Groups[g].Weight / float64(r.Ballots) * 100 // of one approval, in points
		}
		for g, n := range p.size {
			least, most := -1.0, -1.0
			for v := low[g]; v <= high[g]; v++ {
				from, to := v*share[g], v*share[g]
				for h := range p.size {
					if h != g {
						from, to = from+low[h]*share[h], to+high[h]*share[h]
					}
				}
				if to >= x.low-1e-9 && from <= x.high+1e-9 {
					if least < 0 {
						least = v
					}
					most = v
				}
			}
			if least == most && n < 8 || n > 2 && (least >= float64(n-1) || most <= 1) {
				found++
			}
		}
	}
	return found
}

// finished writes the public workbook of a ranking.
func finished(t *testing.T, r *ranking.Result) ([]byte, *disclosure.Votes) {
	t.Helper()
	p, err := disclosure.Protect(&planner.Meeting{}, disclosure.Results{Ranking: r}, reports.Provenance{},
		disclosure.DefaultPolicy())
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := xlsx.Write(&out, build.Public(p)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), p.Votes
}

// The scrape attack: from the finished files of many invented meetings, nobody
// can conclude that a group was unanimous.
func TestScrapeAttackOnFinishedFiles(t *testing.T) {
	rnd := rand.New(rand.NewPCG(11, 12))
	details := map[disclosure.Detail]int{}
	for n, sizes := range [][]int64{
		{8, 8, 8, 8, 8},
		{10, 10, 10, 10, 10},
		{15, 15, 15, 15, 15},
		{8, 9},
		{20, 1},
		{3, 40},
		{5, 6, 7},
		{8, 40, 2},
		{30},
		{12, 11, 2, 9, 7},
		{6, 6},
		{1, 1, 20},
	} {
		for round := range 4 {
			weights := []string{"groups", "heads"}[round%2]
			p := randomPoll(rnd, 12, sizes...)
			r := p.result(weights)
			data, votes := finished(t, r)
			details[votes.Detail]++
			facts := scrape(t, data)
			if votes.Detail != disclosure.OrderOnly && votes.Detail != disclosure.Nothing && len(facts) != 12 {
				t.Fatalf("scraped %d issues, want 12", len(facts))
			}
			if found := p.certain(r, facts); found > 0 {
				t.Errorf("case %d, sizes %v, weights %s, detail %s: %d certain conclusions", n, sizes, weights,
					votes.Detail, found)
			}
		}
	}
	if details[disclosure.ByGroup] < 10 || details[disclosure.Overall] < 5 {
		t.Errorf("details published: %v; the attack had too little to work on", details)
	}
}

// The same on the figures alone, many more of them: what the files say is what
// is in the Protected value, as the test above has shown.
func TestScrapeAttackOnManyMeetings(t *testing.T) {
	rnd := rand.New(rand.NewPCG(13, 14))
	for range 1500 {
		sizes := make([]int64, 1+rnd.IntN(6))
		for g := range sizes {
			sizes[g] = 1 + int64(rnd.IntN(24))
		}
		p := randomPoll(rnd, 2+rnd.IntN(12), sizes...)
		r := p.result([]string{"groups", "heads"}[rnd.IntN(2)])
		policy := disclosure.DefaultPolicy()
		v := disclosure.ProtectVotes(r, &policy)
		if found := p.certain(r, factsOf(v)); found > 0 {
			t.Fatalf("sizes %v, yes %v, weights %s: %d certain conclusions from %+v", p.size, p.yes,
				r.Weights, found, v)
		}
	}
}

func factsOf(v *disclosure.Votes) map[string]*told {
	out := map[string]*told{}
	if v.Detail == disclosure.Nothing {
		return out
	}
	for i := range v.Issues {
		x := &told{low: 0, high: 100, groups: map[string][2]float64{}}
		if s := v.Issues[i].Support; s != nil {
			x.low, x.high = *s-0.05, *s+0.05
		} else if b := v.Issues[i].Band; !b.IsZero() {
			x.low, x.high = float64(b.Low), float64(b.High)
		}
		for g, b := range v.Issues[i].Groups {
			if !b.IsZero() {
				x.groups[v.Groups[g].Name] = [2]float64{float64(b.Low), float64(b.High)}
			}
		}
		out[v.Issues[i].ID] = x
	}
	return out
}

// The attack has teeth: two releases that look harmless fall to it often, bands
// with the exact overall support, and exact support by group.
func TestScrapeAttackFindsLeaks(t *testing.T) {
	rnd := rand.New(rand.NewPCG(15, 16))
	withTotals, exact := 0, 0
	const rounds = 200
	for range rounds {
		p := randomPoll(rnd, 12, 8, 8, 8, 8, 8)
		r := p.result("heads")
		v := &disclosure.Votes{Detail: disclosure.ByGroup}
		for i := range r.Issues {
			v.Issues = append(v.Issues, disclosure.Issue{ID: r.Issues[i].ID})
		}
		disclosure.FillByGroup(v, r, disclosure.ShownGroups(r))
		facts := factsOf(v)
		for i := range r.Issues {
			facts[r.Issues[i].ID].low, facts[r.Issues[i].ID].high = r.Issues[i].Support-0.05, r.Issues[i].Support+0.05
		}
		if p.certain(r, facts) > 0 {
			withTotals++
		}
		for i := range r.Issues {
			for g := range p.size {
				s := r.Issues[i].GroupSupport[groupName(g)]
				facts[r.Issues[i].ID].groups[groupName(g)] = [2]float64{s, s}
			}
		}
		if p.certain(r, facts) > 0 {
			exact++
		}
	}
	if withTotals < rounds/20 || exact < rounds/2 {
		t.Errorf("of %d reports %d with exact totals and %d with exact group figures are broken; the attack "+
			"is too weak", rounds, withTotals, exact)
	}
}

func TestBandOf(t *testing.T) {
	for _, c := range []struct {
		support float64
		n       int64
		want    disclosure.Band
	}{
		{50, 7, disclosure.Band{}},
		{100, 8, disclosure.Band{75, 100}},
		{75, 8, disclosure.Band{75, 100}},
		{74.9, 8, disclosure.Band{50, 75}},
		{0, 8, disclosure.Band{0, 25}},
		{100, 15, disclosure.Band{80, 100}},
		{85, 19, disclosure.Band{80, 100}},
		{79, 15, disclosure.Band{70, 80}},
		{19.9, 15, disclosure.Band{0, 20}},
		{20, 15, disclosure.Band{20, 30}},
		{100, 20, disclosure.Band{90, 100}},
		{89.9, 20, disclosure.Band{80, 90}},
		{5, 20, disclosure.Band{0, 10}},
		{10, 20, disclosure.Band{10, 20}},
		{69.96, 200, disclosure.Band{60, 70}},
	} {
		if got := disclosure.BandOf(c.support, c.n); got != c.want {
			t.Errorf("support %g of %d ballots: %v, want %v", c.support, c.n, got, c.want)
		}
	}
	// Every support has one band, and bands leave room for two ballots.
	for n := int64(8); n < 60; n++ {
		for yes := int64(0); yes <= n; yes++ {
			s := 100 * float64(yes) / float64(n)
			b := disclosure.BandOf(s, n)
			if s < float64(b.Low) || s > float64(b.High) {
				t.Fatalf("%d of %d is outside %v", yes, n, b)
			}
			least, most := (int64(b.Low)*n+99)/100, int64(b.High)*n/100
			if least >= n-1 || most <= 1 {
				t.Fatalf("band %v of %d ballots says that all but one agree", b, n)
			}
		}
	}
}

func TestVotesDetail(t *testing.T) {
	policy := disclosure.DefaultPolicy()
	for _, c := range []struct {
		yes     [][]int64
		sizes   []int64
		weights string
		want    disclosure.Detail
		exact   bool
	}{
		{[][]int64{{2, 1}, {1, 1}}, []int64{2, 2}, "groups", disclosure.Nothing, false},
		{[][]int64{{4, 1}, {2, 1}}, []int64{5, 4}, "groups", disclosure.OrderOnly, false},
		{[][]int64{{10, 12, 6}, {9, 4, 8}}, []int64{16, 16}, "groups", disclosure.ByGroup, false},
		{[][]int64{{30, 20, 10}}, []int64{40}, "heads", disclosure.Overall, true},
		{[][]int64{{40, 20, 10}}, []int64{40}, "heads", disclosure.Overall, false}, // unanimous: a range instead
		{[][]int64{{3, 3, 1}, {3, 2, 1}, {4, 5, 2}}, []int64{7, 7, 7}, "heads", disclosure.Overall, true},
		{[][]int64{{3, 3, 1}, {3, 2, 1}, {4, 5, 2}}, []int64{7, 7, 7}, "groups", disclosure.Overall, false},
	} {
		v := disclosure.ProtectVotes(poll{c.sizes, c.yes}.result(c.weights), &policy)
		exact := len(v.Issues) > 0 && v.Issues[0].Support != nil
		if v.Detail != c.want || exact != c.exact {
			t.Errorf("sizes %v, weights %s: detail %s, exact %t; want %s, %t (%s)", c.sizes, c.weights, v.Detail,
				exact, c.want, c.exact, v.Why)
		}
		if v.Detail != disclosure.ByGroup && v.Detail != disclosure.Overall && v.Why == "" {
			t.Errorf("sizes %v: no reason given for detail %s", c.sizes, v.Detail)
		}
	}
}

// A failure of the audit takes the figures of all issues away, so that what is
// missing says nothing about any of them.
func TestAuditFailureHidesAllIssues(t *testing.T) {
	rnd := rand.New(rand.NewPCG(17, 18))
	policy := disclosure.DefaultPolicy()
	failures := 0
	for range 400 {
		p := randomPoll(rnd, 6, 9, 1, 12)
		v := disclosure.ProtectVotes(p.result("heads"), &policy)
		for i := range v.Issues {
			if (len(v.Issues[i].Groups) > 0) != (v.Detail == disclosure.ByGroup) {
				t.Fatal("some issues have group figures and some have not")
			}
		}
		if v.Detail != disclosure.ByGroup {
			failures++
			if !strings.Contains(v.Why, "all issues") && v.Detail == disclosure.Overall {
				t.Fatalf("reason %q", v.Why)
			}
		}
	}
	if failures == 0 {
		t.Error("the audit never failed on groups of 1")
	}
}

func BenchmarkAuditVotes(b *testing.B) {
	sizes := make([]int64, 20)
	for g := range sizes {
		sizes[g] = 20
	}
	r := randomPoll(rand.New(rand.NewPCG(19, 20)), 50, sizes...).result("groups")
	policy := disclosure.DefaultPolicy()
	for b.Loop() {
		disclosure.ProtectVotes(r, &policy)
	}
}
