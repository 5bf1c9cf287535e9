package schedule

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
)

// foundingText is the meeting of the text that this tool began with: four speakers, two of
// Civil Society.
func foundingText() *planner.Meeting {
	m := &planner.Meeting{
		Minutes: 90, Goals: []int{1, 9, 10, 16},
		Agenda: []planner.Part{
			{Title: "Introduction", Minutes: 5, Kind: planner.PartOpening},
			{Title: "Each region or stakeholder", Minutes: 48, Kind: planner.PartPitch, Each: 5, Questions: 5},
			{Title: "Recommendation, ended by a hum", Minutes: 30, Kind: planner.PartDecision},
			{Title: "Wrap-up", Minutes: 5, Kind: planner.PartClosing},
		},
	}
	for i, g := range []string{
		planner.Government, planner.TechnicalCommunity, planner.CivilSociety, planner.CivilSociety,
	} {
		m.Roster = append(m.Roster, speaker(fmt.Sprint("S", i+1), g, "", ""))
	}
	return m
}

func speaker(name, group, region, mode string) planner.Participant {
	p := planner.Participant{
		ID: name, Name: name, Roles: []planner.Role{planner.RoleSpeaker}, Values: map[planner.Dimension][]string{},
	}
	for d, v := range map[planner.Dimension]string{
		planner.Stakeholder: group, planner.Region: region, planner.Attendance: mode,
	} {
		if v != "" {
			p.Values[d] = []string{v}
		}
	}
	return p
}

func propose(t testing.TB, m *planner.Meeting, opts Options) *Plan {
	t.Helper()
	plan, err := Propose(m, m.Roster, opts)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func names(p *Plan) string {
	var out []string
	for _, t := range p.Order {
		out = append(out, t.Name)
	}
	return strings.Join(out, " ")
}

// By hand, in sixteenths (n = 4, n² = 16). Of Civil Society half speak: its two at positions
// 1 and 2, or 3 and 4, cost 24, any other two 8. Of Government and Technical Community a
// quarter speak: the first or the last position costs 14, the second or the third 6. So
// Civil Society first and last, 8 + 6 + 6 = 20, is most even; but then one group has both
// words. Of those where it has not, Civil Society at 1 and 3, or at 2 and 4, costs
// 8 + 6 + 14 = 28, at 2 and 3 it is 8 + 14 + 14 = 36, at 1 and 2 or 3 and 4 it is
// 24 + 6 + 14 = 44. So 8 of the 24 orders are best: at 1 and 3, or 2 and 4, times two times two.
func TestFoundingTextOrders(t *testing.T) {
	m := foundingText()
	q := newQueue(m.Roster, &Options{Dimensions: DefaultOptions().Dimensions})
	byCost := map[int64]int{}
	best := map[string]bool{}
	for _, order := range permutations(4) {
		c := q.cost(order)
		if q.sameEnds(order) {
			c = -c
		}
		byCost[c]++
		if c == 28 {
			var names []string
			for _, i := range order {
				names = append(names, q.people[i].Name)
			}
			best[strings.Join(names, " ")] = true
		}
	}
	if want := map[int64]int{-20: 4, 28: 8, 36: 4, 44: 8}; fmt.Sprint(byCost) != fmt.Sprint(want) {
		t.Errorf("orders by cost: %v, want %v", byCost, want)
	}
	for _, o := range []string{"S3 S1 S4 S2", "S3 S2 S4 S1", "S1 S3 S2 S4", "S2 S4 S1 S3"} {
		if !best[o] {
			t.Errorf("%s is not among the best %v", o, best)
		}
	}
	seen := map[string]bool{}
	for seed := range uint64(200) {
		opts := DefaultOptions()
		opts.Seed = seed
		plan := propose(t, m, opts)
		if !best[names(plan)] {
			t.Fatalf("seed %d: %s is not among the best", seed, names(plan))
		}
		e := plan.Evenness
		if e.Discrepancy.String() != "7/4" || !e.Proved || e.EquallyGood != 8 || e.FirstLast != FirstLastKept ||
			e.InARow != 0 {
			t.Fatalf("seed %d: %+v", seed, e)
		}
		seen[names(plan)] = true
	}
	if len(seen) != 8 {
		t.Errorf("200 seeds proposed %d of the 8 best orders", len(seen))
	}
}

func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var out [][]int
	for _, p := range permutations(n - 1) {
		for at := range n {
			out = append(out, slices.Insert(slices.Clone(p), at, n-1))
		}
	}
	return out
}

// randomMeeting has n speakers with values of few or many kinds, some unknown, and sometimes
// fixed positions.
func randomMeeting(r *rand.Rand, n int) *planner.Meeting {
	m := &planner.Meeting{}
	pick := func(letter string, of int) string {
		if i := r.IntN(of + 1); i < of {
			return fmt.Sprint(letter, i)
		}
		return ""
	}
	groups, regions := 1+r.IntN(4), 1+r.IntN(4)
	for i := range n {
		m.Roster = append(m.Roster, speaker(fmt.Sprint("S", i), pick("g", groups), pick("r", regions), pick("m", 2)))
	}
	if r.IntN(3) == 0 {
		positions := r.Perm(n)
		for i := range r.IntN(n + 1) {
			m.Roster[i].Position = positions[i] + 1
		}
	}
	return m
}

// judge knows of each dimension the number of each person's value, -1 where unknown, and how
// many there are of each.
type judge struct{ values, totals [][]int64 }

func judgeOf(people planner.Roster) judge {
	var out judge
	for _, d := range DefaultOptions().Dimensions {
		numbers := map[string]int64{}
		var values, totals []int64
		for i := range people {
			v, ok := people[i].Value(d)
			if !ok {
				values = append(values, -1)
				continue
			}
			if _, met := numbers[v]; !met {
				numbers[v], totals = int64(len(numbers)), append(totals, 0)
			}
			totals[numbers[v]]++
			values = append(values, numbers[v])
		}
		out.values, out.totals = append(out.values, values), append(out.totals, totals)
	}
	return out
}

// order is the discrepancy of an order times n², and whether one stakeholder group has both
// ends, from the definition alone: nothing of it is the code that is tested.
func (j *judge) order(order []int) (cost int64, both bool) {
	n := int64(len(order))
	var spoken [8]int64
	for d, values := range j.values {
		clear(spoken[:])
		for k, i := range order {
			if v := values[i]; v >= 0 {
				spoken[v]++
			}
			for v, total := range j.totals[d] {
				off := n*spoken[v] - int64(k+1)*total
				cost += off * off
			}
		}
	}
	first, last := j.values[0][order[0]], j.values[0][order[n-1]] // the stakeholder group
	return cost, n > 1 && first >= 0 && first == last
}

// brute is the least cost of all orders that keep the fixed positions, and the rule where one
// can; how many have it, and which of these is the first by lot.
func brute(people planner.Roster, all [][]int) (cost int64, ways uint64, possible bool, first []int) {
	least, count, best := map[bool]int64{true: never, false: never}, map[bool]uint64{}, map[bool][]int{}
	j := judgeOf(people)
	for _, order := range all {
		if slices.ContainsFunc(order, func(i int) bool {
			at := people[i].Position - 1
			return at >= 0 && order[at] != i
		}) {
			continue
		}
		c, both := j.order(order)
		kept := !both
		if c < least[kept] {
			least[kept], count[kept], best[kept] = c, 0, nil
		}
		if c == least[kept] {
			count[kept]++
			if best[kept] == nil || slices.Compare(order, best[kept]) < 0 {
				best[kept] = order
			}
		}
	}
	possible = count[true] > 0
	return least[possible], count[possible], possible, best[possible]
}

func TestOrderAgainstAllOrders(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 16))
	all := map[int][][]int{}
	for trial := range 3000 {
		n := 1 + trial%6
		if trial%100 == 0 {
			n = 7 + trial/100%2
		}
		if all[n] == nil {
			all[n] = permutations(n)
		}
		m := randomMeeting(r, n)
		opts := DefaultOptions()
		q := newQueue(m.Roster, &opts)
		cost, ways, possible, first := brute(q.people, all[n])
		plan := propose(t, m, opts)
		e := plan.Evenness
		want := FirstLastKept
		if !possible {
			want = FirstLastImpossible
		}
		order := make([]int, 0, n)
		for _, x := range plan.Order {
			i := q.people.ByID(x.ID)
			if order = append(order, i); q.people[i].Position > 0 && q.people[i].Position != x.Position {
				t.Fatalf("trial %d: %s is not at its fixed position", trial, x.ID)
			}
		}
		j := judgeOf(q.people)
		got, both := j.order(order)
		if got != cost || got != q.cost(order) || both != q.sameEnds(order) || e.EquallyGood != ways ||
			e.FirstLast != want || !e.Proved || both == possible || !slices.Equal(order, first) {
			t.Fatalf("trial %d: cost %d %+v; of all orders %d, %d ways, first and last %s",
				trial, q.cost(order), e, cost, ways, want)
		}
		if _, err := q.lock(); err != nil {
			t.Fatal(err)
		}
		near := q.near()
		if near.cost != q.cost(near.order) || near.cost < cost || near.bound > cost || near.firstLast != want ||
			q.sameEnds(near.order) == possible {
			t.Fatalf("trial %d: search %+v; of all orders %d, first and last %s", trial, near, cost, want)
		}
	}
}

// The order of the rows, numbered IDs and what groups are called change nothing.
func TestOrderIsOfThePeopleAlone(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 16))
	for trial := range 400 {
		m := randomMeeting(r, 1+r.IntN(9))
		opts := DefaultOptions()
		opts.Seed = uint64(trial)
		before := names(propose(t, m, opts))
		r.Shuffle(len(m.Roster), func(i, j int) { m.Roster[i], m.Roster[j] = m.Roster[j], m.Roster[i] })
		swap := map[string]string{"g0": "g1", "g1": "g0", "r0": "Z", "m0": "m1", "m1": "m0"}
		for i := range m.Roster {
			x := &m.Roster[i]
			x.ID, x.Numbered = fmt.Sprintf("P%03d", i+1), true
			for d, vs := range x.Values {
				if to := swap[vs[0]]; to != "" {
					x.Values[d] = []string{to}
				}
			}
		}
		if after := names(propose(t, m, opts)); after != before {
			t.Fatalf("trial %d: %s, with other rows and names of groups %s", trial, before, after)
		}
	}
}

// Many speakers of few kinds are ordered exactly, many who all differ by search.
func TestOrderOfMany(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 16))
	few, many := &planner.Meeting{}, &planner.Meeting{}
	for i := range 60 {
		few.Roster = append(few.Roster, speaker(fmt.Sprint("S", i), fmt.Sprint("g", i%4), "", ""))
		many.Roster = append(many.Roster, speaker(fmt.Sprint("S", i),
			fmt.Sprint("g", r.IntN(5)), fmt.Sprint("r", r.IntN(5)), fmt.Sprint("m", r.IntN(2))))
	}
	if e := propose(t, few, DefaultOptions()).Evenness; !e.Proved || e.InARow != 0 || e.EquallyGood != 0 {
		t.Errorf("60 speakers of 4 groups: %+v", e)
	}
	plan := propose(t, many, DefaultOptions())
	e := plan.Evenness
	if e.Proved != (e.Discrepancy.Rat().Cmp(e.Bound.Rat()) == 0) || e.Discrepancy.Rat().Cmp(e.Bound.Rat()) < 0 {
		t.Errorf("60 speakers of many kinds: %+v", e)
	}
	if !e.Proved && !hasCode(plan.Warnings, "schedule-best-found") {
		t.Error("nobody is told that a more even order may exist")
	}
}

func hasCode(list []planner.Finding, code string) bool {
	return slices.ContainsFunc(list, func(f planner.Finding) bool { return f.Code == code })
}

func TestFixedPositions(t *testing.T) {
	m := foundingText()
	m.Roster[0].Position, m.Roster[1].Position = 2, 2
	_, err := Propose(m, m.Roster, DefaultOptions())
	if input := new(planner.InputError); !errors.As(err, &input) {
		t.Errorf("two at one position: %v", err)
	}
	// Both of Civil Society fixed at the ends: told, and not mended.
	m.Roster[0].Position, m.Roster[1].Position = 0, 0
	m.Roster[2].Position, m.Roster[3].Position = 1, 4
	plan := propose(t, m, DefaultOptions())
	if plan.Evenness.FirstLast != FirstLastImpossible || !hasCode(plan.Warnings, "schedule-first-last") {
		t.Errorf("fixed ends: %+v", plan.Evenness)
	}
	// A list of six of whom two left: 2, 5 and 6 keep their order within four.
	m.Roster[1].Position, m.Roster[2].Position, m.Roster[3].Position = 6, 5, 2
	plan = propose(t, m, DefaultOptions())
	if names(plan) != "S1 S4 S3 S2" || !hasCode(plan.Warnings, "schedule-position-moved") {
		t.Errorf("positions behind the last: %s", names(plan))
	}
}

// Whoever withdraws is taken out, and the rest keep their order.
func TestWithdrawn(t *testing.T) {
	m := foundingText()
	m.Minutes, m.When = 90, planner.Slot{Timed: true, Start: 14 * 60}
	before := propose(t, m, DefaultOptions())
	for _, gone := range before.Order {
		opts := DefaultOptions()
		opts.Withdrawn = []string{gone.ID}
		after := propose(t, m, opts)
		want := strings.Join(strings.Fields(strings.Replace(names(before), gone.Name, "", 1)), " ")
		if names(after) != want || len(after.Withdrawn) != 1 || after.Withdrawn[0].ID != gone.ID {
			t.Errorf("without %s: %s, want %s", gone.ID, names(after), want)
		}
		if !hasCode(after.Warnings, "schedule-withdrawn") || after.Evenness.Anew == nil {
			t.Errorf("without %s: nothing told", gone.ID)
		}
		if after.Order[2].Times[0].Clock != "14:25" || after.Parts[1].Free != 18 {
			t.Errorf("without %s the times do not shift: %+v", gone.ID, after.Order[2].Times)
		}
	}
	// The same where the meeting itself knows of it, and that somebody did not moderate.
	away := *m
	away.Roster = slices.Clone(m.Roster[:3])
	away.Withdrawn = planner.Roster{m.Roster[3], {ID: "M", Roles: []planner.Role{planner.RoleModerator}}}
	want := strings.Join(strings.Fields(strings.Replace(names(before), "S4", "", 1)), " ")
	if plan := propose(t, &away, DefaultOptions()); names(plan) != want || len(plan.Withdrawn) != 1 {
		t.Errorf("S4 is away: %s, want %s", names(plan), want)
	}
	opts := DefaultOptions()
	opts.Withdrawn = []string{"nobody"}
	if plan := propose(t, m, opts); names(plan) != names(before) || !hasCode(plan.Warnings, "schedule-speaker-unknown") {
		t.Error("somebody unknown withdrew")
	}
	opts.Withdrawn = []string{"S1", "S2", "S3", "S4"}
	if plan := propose(t, m, opts); len(plan.Order) != 0 || plan.Evenness != nil {
		t.Error("everybody withdrew")
	}
}

// Of every order that somebody left it is told whether one group now has both ends though it
// need not, and that it is the best only where it is. Fixed positions stay.
func TestWithdrawnAgainstAllOrders(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 16))
	seen := map[string]int{}
	for trial := range 600 {
		n := 2 + r.IntN(5)
		m := randomMeeting(r, n)
		opts := DefaultOptions()
		before := propose(t, m, opts)
		gone := before.Order[r.IntN(n)]
		opts.Withdrawn = []string{gone.ID}
		after := propose(t, m, opts)
		rest := slices.DeleteFunc(slices.Clone(m.Roster), func(x planner.Participant) bool { return x.ID == gone.ID })
		slices.SortFunc(rest, func(a, b planner.Participant) int { return b.Position - a.Position })
		last := n - 1 // of the positions, which the list was one longer than
		for i := range rest {
			if rest[i].Position > 0 {
				rest[i].Position = min(rest[i].Position, last)
				last = rest[i].Position - 1
			}
		}
		q := newQueue(rest, &opts)
		cost, ways, possible, _ := brute(q.people, permutations(n-1))
		var order []int
		for _, x := range after.Order {
			i := q.people.ByID(x.ID)
			if order = append(order, i); x.Locked != (q.people[i].Position == x.Position) {
				t.Fatalf("trial %d: %+v is fixed at %d", trial, x, q.people[i].Position)
			}
		}
		want := FirstLastKept
		if q.sameEnds(order) {
			if want = FirstLastBroken; !possible {
				want = FirstLastImpossible
			}
		}
		e := after.Evenness
		best := q.cost(order) == cost && want != FirstLastBroken
		if e.FirstLast != want || e.Proved != best || best && e.EquallyGood != ways {
			t.Fatalf("trial %d: %+v, want %s, best %v, of all orders %d", trial, e, want, best, cost)
		}
		seen[fmt.Sprintf("%s %v", want, best)]++
	}
	for _, k := range []string{"kept true", "kept false", "broken false", "impossible true"} {
		if seen[k] == 0 {
			t.Errorf("no order is %s: %v", k, seen)
		}
	}
}

// The search alone finds the best order of nearly every small meeting.
func TestSearchIsNearTheBest(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 16))
	opts := DefaultOptions()
	best, total := 0, 0
	for range 1000 {
		m := randomMeeting(r, 4+r.IntN(8))
		q := newQueue(m.Roster, &opts)
		if _, err := q.lock(); err != nil {
			t.Fatal(err)
		}
		near, exact := q.near(), q.solve()
		if near.cost == exact.cost {
			best++
		}
		if near.cost < exact.cost || near.proved && near.cost > exact.cost {
			t.Fatalf("search %+v, exact %+v", near, exact)
		}
		if q.cost(q.greedy()) <= 2*exact.cost {
			total++
		}
	}
	if best < 600 || total < 900 {
		t.Errorf("of 1000 orders the search finds %d best; %d begin within twice the best", best, total)
	}
}

// People of one name are told apart by what they are, those without a name by their IDs.
func TestLotOfNamesakes(t *testing.T) {
	m := &planner.Meeting{}
	for i := range 6 {
		x := speaker("Ann", fmt.Sprint("g", i), "", "")
		x.ID, x.Numbered = fmt.Sprint("P", i), true
		m.Roster = append(m.Roster, x)
	}
	order := func() (out string) {
		for _, x := range propose(t, m, DefaultOptions()).Order {
			out += x.Values[planner.Stakeholder] + x.Name + " "
		}
		return out
	}
	for _, name := range []string{"Ann", ""} {
		for i := range m.Roster {
			m.Roster[i].Name = name
		}
		before := order()
		for i := range m.Roster {
			m.Roster[i].ID = fmt.Sprint("P", len(name), 9-i)
		}
		if after := order(); after != before {
			t.Errorf("other numbers of rows: %s, before %s", after, before)
		}
	}
	seen := map[string]bool{}
	for k := range 20 {
		pair := &planner.Meeting{Roster: planner.Roster{{ID: fmt.Sprint("a", k)}, {ID: fmt.Sprint("b", k)}}}
		seen[propose(t, pair, DefaultOptions()).Order[0].ID[:1]] = true
	}
	if len(seen) != 2 {
		t.Error("without names the IDs decide, and always the same way")
	}
}

// sameEnds reports whether the first and the last are of one stakeholder group.
func (q *queue) sameEnds(order []int) bool {
	g := q.group[order[0]]
	return len(order) > 1 && g != "" && g == q.group[order[len(order)-1]]
}
