package disclosure_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"html"
	"math/big"
	"math/bits"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports/build"
	"roundtable/reports/disclosure"
	writer "roundtable/reports/html"
	"roundtable/reports/messages"
)

// This file is an attacker. It reads the finished public page and workbook, nothing
// else, and is told on top what a reader may know from elsewhere: the ballot paper, what
// each ballot weighs, which issues each of them answers, and one ballot. For every other
// ballot, issue and mark it works out in whole numbers whether any votes with this mark
// agree with all that it read. Support is a mean over the ballots that answer an issue, so
// the sums of an issue are the sums of what its ballots can add; the published order, ties
// and fifths hold the sums of several issues against each other.

// vote is an invented vote: marks from 0 to top, -1 for no answer.
type vote struct {
	kind    planner.BallotKind
	top     int
	weights []int64
	marks   [][]int
	mode    ranking.WeightMode
	groups  []string
	offices []string // organisations; nil without
	budget  int
	ties    bool // rankings may have them
}

// form says how the ballots could be otherwise.
func (v *vote) form() form {
	switch v.kind {
	case planner.Ranking:
		return ranked(len(v.marks[0]), v.ties)
	case planner.Points:
		return budgeted(v.budget)
	default:
		return graded(v.top)
	}
}

func randomVote(rnd *rand.Rand) vote {
	v := vote{kind: planner.Approval, top: 1, mode: ranking.ByHeads}
	issues, n := 2+rnd.IntN(7), 2+rnd.IntN(59)
	if rnd.IntN(3) == 0 {
		n = 2 + rnd.IntN(14)
	}
	if rnd.IntN(2) == 0 {
		v.kind, v.top = planner.Score, 2+rnd.IntN(4)
	}
	like := make([]float64, issues)
	for i := range like {
		like[i] = []float64{0, 0.05, rnd.Float64(), rnd.Float64(), 0.95, 1}[rnd.IntN(6)]
	}
	sizes := 1 + rnd.IntN(5)
	gaps := v.kind == planner.Score && rnd.IntN(3) == 0
	own := rnd.IntN(4) == 0
	if sizes > 1 && !gaps {
		v.mode = []ranking.WeightMode{ranking.ByHeads, ranking.ByGroups}[rnd.IntN(2)]
	}
	for j := range n {
		b := make([]int, issues)
		for i := range b {
			for range v.top {
				if rnd.Float64() < like[i] {
					b[i]++
				}
			}
			if gaps && rnd.IntN(4) == 0 {
				b[i] = -1
			}
		}
		if slices.Max(b) <= 0 {
			b[rnd.IntN(issues)] = 1 // an empty ballot is not counted
		}
		w := int64(1)
		if own && rnd.IntN(5) == 0 {
			w = 1 + rnd.Int64N(9)
		}
		v.marks, v.weights = append(v.marks, b), append(v.weights, w)
		v.groups = append(v.groups, planner.StakeholderGroups()[min(j%7, rnd.IntN(sizes))])
	}
	return v
}

// meeting is the vote as it is read.
func (v *vote) meeting() *planner.Meeting {
	issues := len(v.marks[0])
	m := &planner.Meeting{Ballots: planner.NewBallots(issues)}
	m.Ballots.Scale = planner.Scale{Max: planner.Mark(v.top), Budget: planner.Mark(v.budget)}
	for i := range issues {
		m.Issues = append(m.Issues, planner.Issue{ID: fmt.Sprintf("Q%d", i+1), Name: fmt.Sprintf("Issue number %d", i+1)})
	}
	for j, b := range v.marks {
		x := planner.Ballot{
			Voter: fmt.Sprint("v", j), Kind: v.kind, Group: v.groups[j], Count: 1,
			Weight: planner.Ratio{Num: v.weights[j], Den: 1}, Marks: make([]planner.Mark, issues),
		}
		if v.offices != nil {
			x.Organisation = v.offices[j]
		}
		for i, s := range b {
			switch x.Marks[i] = planner.Mark(s); {
			case s < 0:
				x.Marks[i] = planner.Blank
			case v.kind == planner.Ranking:
				x.Marks[i]++
			}
		}
		if v.kind == planner.Ranking {
			planner.DenseRanks(x.Marks)
		}
		m.Ballots.Add(x)
	}
	return m
}

// finish ranks the vote, writes the public page, and gives back both with what each
// ballot weighs in whole numbers.
func (v vote) finish(t *testing.T, policy disclosure.Policy) (page, book []byte, weights []int64) {
	t.Helper()
	m := v.meeting()
	opts := ranking.DefaultOptions()
	opts.Bootstrap, opts.MinAnswers, opts.Weights = 0, 0, v.mode
	r, err := ranking.Rank(context.Background(), m.Issues, m.Ballots, opts)
	if err != nil {
		t.Fatal(err)
	}
	d := build.Public(protect(t, build.Input{Meeting: m, Ranking: r}, policy), messages.English())
	var out bytes.Buffer
	if err := writer.Write(&out, d, writer.Options{}); err != nil {
		t.Fatal(err)
	}
	den := big.NewInt(1)
	for _, row := range r.Audit {
		d := row.Weight.Rat().Denom()
		den.Mul(den, new(big.Int).Quo(d, new(big.Int).GCD(nil, nil, den, d)))
	}
	for _, row := range r.Audit {
		w := row.Weight.Rat()
		weights = append(weights, w.Mul(w, new(big.Rat).SetInt(den)).Num().Int64())
	}
	return out.Bytes(), xlsxBytes(t, d), weights
}

// read is what the attacker takes from a page: issues by number, best first.
type read struct {
	ballots int
	order   []int
	places  []string // as written; nil without order
	fifths  []int
	marked  bool // ties are shown
}

var (
	tableOf   = regexp.MustCompile(`(?s)<table id="t-ranking".*?</table>`)
	rowOf     = regexp.MustCompile(`(?s)<tr><th scope="row".*?</tr>`)
	cellOf    = regexp.MustCompile(`(?s)<t[hd][^>]*>(.*?)</t[hd]>`)
	tagOf     = regexp.MustCompile(`<[^>]*>`)
	ballotsOf = regexp.MustCompile(`<div><dt>(?:<bdi>)?ballots(?:</bdi>)?</dt><dd>(?:<bdi>)?(\d+)`)
)

func plain(s string) string {
	return strings.TrimSpace(html.UnescapeString(tagOf.ReplaceAllString(s, "")))
}

func readPage(t *testing.T, page []byte) read {
	t.Helper()
	out := read{marked: !bytes.Contains(page, []byte("are not marked"))}
	if m := ballotsOf.FindSubmatch(page); m != nil {
		out.ballots, _ = strconv.Atoi(string(m[1]))
	}
	for _, row := range rowOf.FindAllString(tableOf.FindString(string(page)), -1) {
		cells := cellOf.FindAllStringSubmatch(row, -1)
		id, _, _ := strings.Cut(plain(cells[0][1]), " ")
		n, err := strconv.Atoi(strings.TrimPrefix(id, "Q"))
		if err != nil {
			t.Fatal(err)
		}
		out.order = append(out.order, n-1)
		if len(cells) > 1 {
			out.places = append(out.places, plain(cells[1][1]))
		}
		if len(cells) > 2 {
			low, _, _ := strings.Cut(plain(cells[2][1]), "–")
			f, _ := strconv.Atoi(low)
			out.fifths = append(out.fifths, f/20)
		}
	}
	return out
}

// attacker holds what the sums of every issue can be, each over the weight of its answers.
type attacker struct {
	v       vote
	weights []int64
	told    read
	whole   []int64 // full sum of an issue
}

// can lists the sums of an issue, where some ballots are known.
func (a *attacker) can(issue int, known map[int]int) []int64 {
	base, width := int64(0), int64(0)
	var free []int64
	for j, b := range a.v.marks {
		w := a.weights[j]
		switch s, ok := known[j]; {
		case b[issue] < 0:
		case ok:
			base += w * int64(s)
		default:
			free = append(free, w)
			width += w * int64(a.v.top)
		}
	}
	reach := make([]bool, width+1)
	reach[0] = true
	done := int64(0)
	for _, w := range free {
		for s := done; s >= 0; s-- {
			if reach[s] {
				for k := 1; k <= a.v.top; k++ {
					reach[s+w*int64(k)] = true
				}
			}
		}
		done += w * int64(a.v.top)
	}
	var out []int64
	for s, ok := range reach {
		if ok {
			out = append(out, base+int64(s))
		}
	}
	return out
}

// compare holds a sum of one issue against one of another, each over its whole.
func (a *attacker) compare(i int, x int64, j int, y int64) int {
	high, low := bits.Mul64(uint64(x), uint64(a.whole[j]))
	high2, low2 := bits.Mul64(uint64(y), uint64(a.whole[i]))
	return cmp.Or(cmp.Compare(high, high2), cmp.Compare(low, low2))
}

// agrees reports whether sums from these lists agree with all that is told: each issue
// takes the least sum that it can have above the one below it.
func (a *attacker) agrees(can [][]int64) bool {
	if a.told.places == nil {
		return a.agreesFirst(can)
	}
	last := -1 // the issue below, which has the sum least
	least := int64(0)
	for at := len(a.told.order) - 1; at >= 0; at-- {
		i := a.told.order[at]
		tie := last >= 0 && a.told.marked && a.told.places[at] == a.told.places[at+1]
		fifth := func(s int64) int { return int(min(5*s/a.whole[i], 4)) }
		k := sort.Search(len(can[i]), func(k int) bool {
			s := can[i][k]
			if a.told.fifths != nil && fifth(s) < a.told.fifths[at] {
				return false
			}
			if last < 0 {
				return true
			}
			c := a.compare(i, s, last, least)
			return c > 0 || c == 0 && (tie || !a.told.marked && i < last)
		})
		if k == len(can[i]) || a.told.fifths != nil && fifth(can[i][k]) != a.told.fifths[at] {
			return false
		}
		if tie && a.compare(i, can[i][k], last, least) != 0 {
			return a.higher(can, at+1)
		}
		last, least = i, can[i][k]
	}
	return true
}

// higher raises the tied issue below to its next sum and tries again.
func (a *attacker) higher(can [][]int64, at int) bool {
	i := a.told.order[at]
	if len(can[i]) < 2 {
		return false
	}
	can = slices.Clone(can)
	can[i] = can[i][1:]
	return a.agrees(can)
}

// agreesFirst holds the issues that are told as the first ones against the others.
func (a *attacker) agreesFirst(can [][]int64) bool {
	for j := range can {
		if slices.Contains(a.told.order, j) {
			continue
		}
		for _, i := range a.told.order {
			c := a.compare(i, can[i][len(can[i])-1], j, can[j][0])
			if c < 0 || c == 0 && i > j {
				return false
			}
		}
	}
	return true
}

// pins lists what follows of a ballot for whoever knows another.
func (a *attacker) pins(rnd *rand.Rand) string {
	if len(a.told.order) == 0 {
		return ""
	}
	n, issues := len(a.v.marks), len(a.v.marks[0])
	for i := range issues {
		full := int64(0)
		for j, b := range a.v.marks {
			if b[i] >= 0 {
				full += a.weights[j] * int64(a.v.top)
			}
		}
		a.whole = append(a.whole, full)
	}
	heaviest := slices.Index(a.weights, slices.Max(a.weights))
	for _, insider := range []int{heaviest, rnd.IntN(n)} {
		base := make([][]int64, issues)
		know := func(i int) map[int]int { return map[int]int{insider: a.v.marks[insider][i]} }
		for i := range base {
			base[i] = a.can(i, know(i))
		}
		if !a.agrees(base) {
			return "the truth does not agree with the page"
		}
		asked := map[string]bool{} // ballots of the same weight and answers are alike
		for other := range n {
			key := fmt.Sprint(a.weights[other])
			for _, s := range a.v.marks[other] {
				key += fmt.Sprint(s < 0)
			}
			if other == insider || asked[key] || len(asked) > 6 {
				continue
			}
			asked[key] = true
			for i := range issues {
				if a.v.marks[other][i] < 0 {
					continue
				}
				possible := 0
				for s := range a.v.top + 1 {
					known := know(i)
					known[other] = s
					can := slices.Clone(base)
					can[i] = a.can(i, known)
					if a.agrees(can) {
						possible++
					}
				}
				if possible < 2 {
					return fmt.Sprintf("who knows ballot %d knows what ballot %d of weight %d says of %d: %+v",
						insider, other, a.weights[other], i, a.told)
				}
			}
		}
	}
	return ""
}

func total(weights []int64) (sum int64) {
	for _, w := range weights {
		sum += w
	}
	return sum
}

// attacked is how many meetings are attacked: as many as ROUNDTABLE_ATTACK says.
func attacked(otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv("ROUNDTABLE_ATTACK")); err == nil {
		return n
	}
	return otherwise
}

// Many votes are ranked, written and attacked. The levels must all occur, and the workbook
// must not tell another order than the page.
func TestAttack(t *testing.T) {
	t.Parallel()
	levels := map[string]int{}
	for seed := range attacked(300) {
		rnd := rand.New(rand.NewPCG(uint64(seed), 14))
		v := randomVote(rnd)
		page, book, weights := v.finish(t, disclosure.DefaultPolicy())
		if total(weights)*int64(v.top) > 3000 { // group sizes without a common part: too many sums to try
			v.mode = ranking.ByHeads
			page, book, weights = v.finish(t, disclosure.DefaultPolicy())
		}
		a := attacker{v: v, weights: weights, told: readPage(t, page)}
		switch {
		case a.told.fifths != nil:
			levels["fifths"]++
		case a.told.places != nil:
			levels["order"]++
		case a.told.order != nil:
			levels["first"]++
		default:
			levels["nothing"]++
			if a.told.ballots != 0 {
				t.Errorf("seed %d: %d ballots of a vote of which nothing is told", seed, a.told.ballots)
			}
		}
		if why := a.pins(rnd); why != "" {
			t.Errorf("seed %d, %s of %d, %d ballots, %s: %s", seed, v.kind, v.top, len(v.marks), v.mode, why)
		}
		if seed%10 == 0 {
			sameInBook(t, book, a.told)
		}
	}
	t.Log(levels)
	for _, l := range []string{"fifths", "order", "first", "nothing"} {
		if levels[l] == 0 {
			t.Errorf("no vote of the level %s: %v", l, levels)
		}
	}
}

// sameInBook holds the workbook against the page: it tells the same order, places and
// fifths.
func sameInBook(t *testing.T, book []byte, told read) {
	t.Helper()
	var order []int
	var cells [][]string
	f := openXLSX(t, book)
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		head := false
		for _, row := range rows {
			if len(row) == 0 {
				continue
			}
			head = head || row[0] == "Issue"
			id, _, _ := strings.Cut(row[0], " ")
			if n, err := strconv.Atoi(strings.TrimPrefix(id, "Q")); err == nil && head && strings.HasPrefix(id, "Q") {
				order, cells = append(order, n-1), append(cells, row)
			}
		}
	}
	if len(told.order) > 0 && !slices.Equal(order, told.order) {
		t.Errorf("the workbook tells the order %v, the page %v", order, told.order)
		return
	}
	for at, row := range cells {
		want := row[:1:1]
		if told.places != nil {
			want = append(want, told.places[at])
		}
		if told.fifths != nil {
			want = append(want, fmt.Sprintf("%d–%d", 20*told.fifths[at], 20*told.fifths[at]+20))
		}
		if !slices.Equal(row, want) {
			t.Errorf("the workbook has %q, the page %q", row, want)
		}
	}
}

// The attacker finds what a weaker rule would let through.
func TestAttackFindsLeaks(t *testing.T) {
	one := vote{top: 1, marks: [][]int{{1, 0}, {1, 0}, {1, 0}}, weights: []int64{1, 1, 1}}
	for what, told := range map[string]read{
		"three places by three ballots": {order: []int{0, 1}, places: []string{"1", "2"}, fifths: []int{4, 0}, marked: true},
	} {
		a := attacker{v: one, weights: one.weights, told: told}
		if a.pins(rand.New(rand.NewPCG(1, 1))) == "" {
			t.Errorf("%s: nothing found", what)
		}
	}
}
