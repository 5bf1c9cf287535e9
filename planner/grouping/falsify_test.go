package grouping

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"roundtable/planner"
)

// leaves calls visit for every value in a tree of JSON, with its path and a function
// that puts another in its place.
func leaves(v any, path string, set func(any), visit func(path string, v any, set func(any))) {
	switch x := v.(type) {
	case map[string]any:
		for k, y := range x {
			leaves(y, path+"."+k, func(z any) { x[k] = z }, visit)
		}
	case []any:
		for k, y := range x {
			leaves(y, fmt.Sprintf("%s[%d]", path, k), func(z any) { x[k] = z }, visit)
		}
		if len(x) > 0 {
			visit(path+"[]", x, set)
		}
	default:
		visit(path, v, set)
	}
}

// falsified is another value of the same type.
func falsified(v any) any {
	switch x := v.(type) {
	case float64:
		return x + 1
	case bool:
		return !x
	case string:
		return x + "x"
	case []any:
		return x[1:]
	}
	return "x"
}

// notDecided are the fields that the lists of members and the prices do not decide: what
// is said of other plans, and how the run went. Making the plan again compares these.
var notDecided = regexp.MustCompile(
	`^\.(explanation|rounds|finished|cut|certificate\.(branched|prices)|ladder|objective\.(outside|worst)_bound)`,
)

func TestEveryFalsifiedFieldIsFound(t *testing.T) {
	m, opts := generate(40, 4, tightVariant, 2)
	m.Issues = []planner.Issue{{ID: "Q9"}}
	m.Roster[3].Choices = append([]string{"Q9"}, m.Roster[3].Choices...)
	m.Roster[5].SeatedIn = []string{"G02"}
	keep := &Kept{}
	for i := range m.Roster[:20] {
		keep.Seats = append(keep.Seats, KeptSeat{Person: m.Roster[i].ID, Group: "G01"})
	}
	opts.Keep, opts.Stay = keep, 20
	p, plan := solved(t, m, opts)
	raw, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		t.Fatal(err)
	}
	n := 0
	leaves(tree, "", nil, func(path string, v any, set func(any)) {
		if notDecided.MatchString(path) {
			return
		}
		set(falsified(v))
		spoiled, err := json.Marshal(tree)
		if err != nil {
			t.Fatal(err)
		}
		set(v)
		var q Plan
		if json.Unmarshal(spoiled, &q) != nil {
			return // no such role or tier: it cannot be read
		}
		n++
		if Verify(p, &q) == nil {
			t.Errorf("%s: %v falsified is not found", path, v)
		}
	})
	t.Logf("%d fields", n)
	if n < 300 {
		t.Errorf("only %d fields", n)
	}
}

// TestCutPlansVerify stops searches at many points of time.
func TestCutPlansVerify(t *testing.T) {
	cuts := 0
	for k := range 24 {
		m, opts := generate(60, 6, []variant{baseVariant, tightVariant, hardVariant, multiVariant}[k%4], uint64(k))
		opts.Goal = []Goal{Total, Fair}[k/4%2]
		p := built(t, m, opts)
		ctx, cancel := context.WithTimeout(context.Background(), time.Duration(k*k)*time.Millisecond)
		plan, err := Solve(ctx, p, opts)
		cancel()
		if err != nil || plan == nil {
			t.Fatal(k, err)
		}
		raw, err := json.Marshal(plan)
		if err != nil {
			t.Fatal(err)
		}
		var stored Plan
		if err := json.Unmarshal(raw, &stored); err != nil {
			t.Fatal(err)
		}
		if err := Verify(p, &stored); err != nil {
			t.Errorf("%d: %v", k, err)
		}
		p.warn(&stored)
		if got, want := fmt.Sprint(stored.Warnings), fmt.Sprint(plan.Warnings); got != want {
			t.Errorf("%d: warnings %s of the stored plan, %s of the plan", k, got, want)
		}
		if plan.Cut != "" {
			cuts++
		}
	}
	t.Logf("%d cut", cuts)
}

// TestNearestPlanOfImpossibleSizesVerifies: sizes that give way are rules missed.
func TestNearestPlanOfImpossibleSizesVerifies(t *testing.T) {
	for _, size := range []planner.Range{{Min: 3, Max: 4}, {Min: 12, Max: 20}} {
		m, opts := generate(30, 4, tightVariant, 3)
		for g := range m.Groups {
			m.Groups[g].Size = size
		}
		p := built(t, m, opts)
		var clash *InfeasibleError
		if _, err := Solve(context.Background(), p, opts); !errors.As(err, &clash) || clash.Nearest == nil {
			t.Fatal(err)
		}
		if clash.Nearest.Objective.MustMissed != int64(clash.Cost) {
			t.Errorf("%v: missed by %d, cost %d", size, clash.Nearest.Objective.MustMissed, clash.Cost)
		}
		if err := Verify(p, clash.Nearest); err != nil {
			t.Error(size, err)
		}
	}
}

// TestWishesAsVoted counts by the person's own list.
func TestWishesAsVoted(t *testing.T) {
	m := &planner.Meeting{Issues: []planner.Issue{{ID: "Q1"}, {ID: "Q2"}, {ID: "Q8"}}}
	m.Groups = []planner.GroupSpec{
		{
			ID:    "G1",
			Issue: "Q1",
			Size:  planner.Range{Min: 1, Max: 3},
		}, {ID: "G2", Issue: "Q2", Size: planner.Range{Min: 1, Max: 6}},
	}
	for k, list := range [][]string{{"Q1"}, {"Q1", "Q2"}, {"Q8", "Q1"}, {"Q8", "Q2", "Q1"}, {"Q8"}, nil, {"Q2"}} {
		m.Roster = append(m.Roster, planner.Participant{ID: fmt.Sprint("P", k), Choices: list})
	}
	_, plan := solved(t, m, DefaultOptions())
	want := Wishes{People: 6, First: 3, BestFormed: 2, NoneFormed: 1, Unformed: []Unformed{{"Q8", 3}}}
	if fmt.Sprint(plan.Wishes) != fmt.Sprint(want) {
		t.Errorf("got %+v, want %+v", plan.Wishes, want)
	}
	for _, g := range plan.Groups {
		for _, x := range g.Members {
			if x.ID == "P2" && (x.Choice != 2 || !x.Voted) || x.ID == "P4" && (x.Choice != 0 || !x.Voted) ||
				x.ID == "P5" && x.Voted {
				t.Errorf("%+v", x)
			}
		}
	}
	if !plan.Objective.ProvedOptimal || plan.Objective.Value != 5*100 {
		t.Errorf("%+v", plan.Objective)
	}
	// Ballots of people who are not known here.
	m.Ballots = planner.NewBallots(3)
	for i := range m.Roster {
		m.Roster[i].Choices = nil
	}
	m.Ballots.Add(planner.Ballot{Voter: "V1", Kind: planner.Ranking, Marks: []planner.Mark{1, 2, 3}, Count: 1})
	_, plan = solved(t, m, DefaultOptions())
	if plan.Objective.ProvedOptimal || plan.Wishes.People != 0 || plan.Objective.GapPeople != -1 {
		t.Errorf("%+v", plan.Objective)
	}
	// Groups on no issue: a ballot wishes for none of them.
	m.Ballots.Add(planner.Ballot{Voter: "P0", Kind: planner.Ranking, Marks: []planner.Mark{1, 2, 3}, Count: 1})
	m.Groups[0].Issue, m.Groups[1].Issue = "", ""
	_, plan = solved(t, m, DefaultOptions())
	if !plan.Objective.ProvedOptimal || plan.Wishes.People != 0 || len(plan.Wishes.Unformed) > 0 {
		t.Errorf("%+v, %+v", plan.Wishes, plan.Objective)
	}
}

// TestKeptChairs: chairs of the earlier plan stay, a locked one needs not be willing, and
// who is locked in as a member gives the chair away.
func TestKeptChairs(t *testing.T) {
	for seed := range 12 {
		r := rand.New(rand.NewPCG(uint64(seed), 31))
		m, opts := generate(30, 3, baseVariant, uint64(seed))
		opts.Ladder, opts.Explain = false, false
		opts.Budget = Budget{Moves: 4000, Steps: 100, Nodes: 1}
		for g := range m.Groups {
			m.Groups[g].Chairs = 1
		}
		_, before := solved(t, m, opts)
		keep := &Kept{}
		g := r.IntN(3)
		named := before.Groups[g].Members[1+r.IntN(len(before.Groups[g].Members)-1)]
		for k := range before.Groups {
			for _, x := range before.Groups[k].Members {
				s := KeptSeat{Person: x.ID, Group: before.Groups[k].ID, Role: x.Role}
				switch {
				case x.ID == named.ID:
					s.Role, s.Locked = RoleChair, true
				case k == g && x.Role == RoleChair:
					s.Role, s.Locked = RoleMember, true
				}
				keep.Seats = append(keep.Seats, s)
			}
		}
		opts.Keep, opts.Stay = keep, 50
		_, after := solved(t, m, opts)
		if got := after.Groups[g].Members[0]; got.ID != named.ID || got.Role != RoleChair {
			t.Errorf("seed %d: %s chairs %s, not %s", seed, got.ID, after.Groups[g].ID, named.ID)
		}
		for k := range before.Groups {
			was, is := before.Groups[k].Members[0], after.Groups[k].Members[0]
			stays := func(x Member) bool { return x.ID == was.ID }
			told := strings.Contains(fmt.Sprint(after.Warnings), before.Groups[k].ID)
			if k != g && was.Role == RoleChair && is.ID != was.ID && !told {
				t.Errorf("seed %d: %s chaired %s, and that changes without a word (still there: %v)", seed, was.ID,
					before.Groups[k].ID, stays(is))
			}
		}
	}
}
