package balance

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"roundtable/planner"
)

func advise(t *testing.T, pool, panel planner.Roster, targets []planner.Target, opts AdviceOptions) *Advice {
	t.Helper()
	a, err := Advise(context.Background(), pool, panel, targets, opts)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// The adviser's example: one invitation can fix both, six people in the pool
// could be invited, and replacing one speaker would also do.
func TestOneInvitationFixesBoth(t *testing.T) {
	panel := roster(
		"s1 speaker stakeholder=CivilSociety region=WEOG", "s2 speaker stakeholder=CivilSociety region=WEOG",
		"s3 speaker stakeholder=Technical region=GRULAC", "s4 speaker stakeholder=Private region=AsiaPacific")
	pool := slices.Clone(panel)
	for i := range 6 {
		pool = append(pool, person(fmt.Sprintf("g%d - stakeholder=Government region=African", i)))
	}
	pool = append(pool, person("h1 - stakeholder=Government region=WEOG"), person("h2 - stakeholder=Private region=African"))
	targets := []planner.Target{
		{ID: "African", Dimension: "region", Value: "African", Min: limit(1)},
		{ID: "Government", Dimension: "stakeholder", Value: "Government", Min: limit(1)},
		{ID: "CivilSociety", Dimension: "stakeholder", Value: "CivilSociety", Min: limit(1)},
		{ID: "GRULAC", Dimension: "region", Value: "GRULAC", Min: limit(1)},
		{ID: "AsiaPacific", Dimension: "region", Value: "AsiaPacific", Min: limit(1)},
		{ID: "WEOG", Dimension: "region", Value: "WEOG", Min: limit(1)},
	}
	a := advise(t, pool, panel, targets, DefaultAdviceOptions())
	r := a.Recommended
	if len(r.Drop) != 1 || !slices.Contains([]string{"s1", "s2"}, r.Drop[0]) || !slices.Equal(r.Meets, []string{"African", "Government"}) ||
		len(r.Breaks) != 0 {
		t.Errorf("recommended %+v; want s1 or s2 replaced", r)
	}
	if len(a.Invitations) != 6 {
		t.Errorf("%d to ask, want the 6 Africans of Government: %+v", len(a.Invitations), a.Invitations)
	}
	for _, v := range a.Invitations {
		if v.Person[0] != 'g' || !slices.Equal(v.Meets, []string{"African", "Government"}) || v.Replaces != r.Drop[0] {
			t.Errorf("asked: %+v", v)
		}
	}
	if a.Changes.Min != 1 || a.Changes.Alternatives != 12 {
		t.Errorf("%d change, %d ways; want 1 in 12", a.Changes.Min, a.Changes.Alternatives)
	}
	if len(a.Changes.Profiles) != 1 || a.Changes.Profiles[0].Panels != 12 {
		t.Errorf("profiles %+v", a.Changes.Profiles)
	}
}

func TestLockedAndKeptOut(t *testing.T) {
	panel := roster("a - region=WE", "b - region=WE")
	pool := append(slices.Clone(panel), roster("c - region=AF", "d - region=AF")...)
	targets := []planner.Target{{ID: "af", Dimension: "region", Value: "AF", Min: limit(1)}}
	opts := DefaultAdviceOptions()
	opts.Locked, opts.KeepOut = []string{"a"}, []string{"c"}
	a := advise(t, pool, panel, targets, opts)
	if c := a.Changes; c.Min != 1 || len(c.Listed) != 1 || c.Listed[0].Drop[0] != "b" || c.Listed[0].Add[0] != "d" {
		t.Errorf("%+v", a.Changes)
	}
	opts.Locked = []string{"a", "b"}
	a = advise(t, pool, panel, targets, opts)
	if a.Feasible || !slices.Equal(a.Conflict, []string{"size", "locked", "af min 1"}) {
		t.Errorf("feasible %v, conflict %v", a.Feasible, a.Conflict)
	}
	if !slices.Equal(a.Sizes, []int{3}) {
		t.Errorf("sizes %v, want 3", a.Sizes)
	}
}

// Tiers: must first, wishes after; must is never relaxed, nice gives way before
// should.
func TestTiers(t *testing.T) {
	pool := roster("a - region=WE gender=M", "b - region=WE gender=M", "c - region=AF gender=M", "d - region=WE gender=F")
	target := func(id, d, v string, tier planner.Tier) planner.Target {
		return planner.Target{ID: id, Dimension: planner.Dimension(d), Value: v, Min: limit(1), Tier: tier, TierGiven: true}
	}
	opts := DefaultAdviceOptions()
	opts.Seats = 1
	a := advise(t, pool, pool[:1], []planner.Target{target("af", "region", "AF", planner.Must), target("f", "gender", "F", planner.Should)}, opts)
	if !a.Feasible || a.Changes.Min != 1 || a.Changes.Listed[0].Add[0] != "c" {
		t.Errorf("must: %+v", a.Changes)
	}
	if a.Wishes == nil || a.Wishes.Feasible || a.Relaxation == nil || a.Relaxation.Cost != 1 || a.Relaxation.Changes[0].Target != "f" {
		t.Errorf("wishes %+v, relaxation %+v", a.Wishes, a.Relaxation)
	}
	a = advise(t, pool, pool[:1], []planner.Target{target("af", "region", "AF", planner.Nice), target("f", "gender", "F", planner.Should)}, opts)
	if r := a.Relaxation; r == nil || len(r.Changes) != 1 || r.Changes[0].Target != "af" {
		t.Errorf("nice gives way before should: %+v", r)
	}
	a = advise(t, pool, pool[:1], []planner.Target{target("af", "region", "AF", planner.Must), target("f", "gender", "F", planner.Must)}, opts)
	if a.Feasible || a.Relaxation != nil || a.Wishes != nil {
		t.Errorf("two musts: relaxation %+v", a.Relaxation)
	}
	open := []planner.Target{target("af", "region", "AF", planner.Must), target("f", "gender", "F", planner.Must)}
	open[1].TierGiven = false
	a = advise(t, pool, pool[:1], open, opts)
	if r := a.Relaxation; r == nil || r.Cost != 1 || r.Changes[0] != (RelaxedTarget{"f", "min", 1, 0, planner.Must, ""}) {
		t.Errorf("a tier left open gives way: %+v", r)
	}
}

// The limits a sortition file states for relaxing are kept.
func TestFlexLimitsRelaxation(t *testing.T) {
	pool := roster("a - g=x", "b - g=x", "c - g=x")
	target := planner.Target{ID: "y", Dimension: "g", Value: "y", Min: limit(2), MinFlex: limit(1)}
	a := advise(t, pool, pool, []planner.Target{target}, DefaultAdviceOptions())
	if a.Feasible || a.Relaxation != nil {
		t.Errorf("relaxed beyond the file's limit: %+v", a.Relaxation)
	}
	target.MinFlex = limit(0)
	a = advise(t, pool, pool, []planner.Target{target}, DefaultAdviceOptions())
	if a.Relaxation == nil || a.Relaxation.Cost != 2 {
		t.Errorf("%+v", a.Relaxation)
	}
	if a.Recruits == nil || a.Recruits.Min != 2 || len(a.Recruits.Profiles) != 2 || a.Recruits.Profiles[1]["g"] != "y" {
		t.Errorf("recruits %+v", a.Recruits)
	}
}

func TestNeverChosenWithReasons(t *testing.T) {
	pool := roster("a - g=x r=1", "b - g=x r=2", "c - g=y r=1", "d - g=z r=2")
	targets := []planner.Target{
		{ID: "no z", Dimension: "g", Value: "z", Max: limit(0)},
		{ID: "y", Dimension: "g", Value: "y", Min: limit(1)},
		{ID: "one of 1", Dimension: "r", Value: "1", Max: limit(1)},
	}
	a := advise(t, pool, pool[:2], targets, DefaultAdviceOptions())
	if !slices.Equal(a.NeverChosen, []string{"a", "d"}) {
		t.Fatalf("never %v", a.NeverChosen)
	}
	want := map[string][]string{"a": {"y min 1", "one of 1 max 1"}, "d": {"no z max 0"}}
	for _, e := range a.Excluded {
		if !slices.Equal(e.Rules, want[e.People[0]]) {
			t.Errorf("%v excluded by %v, want %v", e.People, e.Rules, want[e.People[0]])
		}
	}
}

// Targets nobody's choice can settle are left out and said to be.
func TestUndecided(t *testing.T) {
	pool := roster("a speaker g=x", "b speaker g=y")
	targets := []planner.Target{
		{ID: "y", Dimension: "g", Value: "y", Min: limit(1)},
		{ID: "age", Dimension: "age", Value: "Youth", Min: limit(1)},
		{ID: "sessions", Kind: planner.PerPerson, Max: limit(3)},
		{ID: "moderator", Dimension: "g", Value: "y", Min: limit(1), Roles: []planner.Role{planner.RoleModerator}},
		{ID: "mag", Kind: planner.Flag, Dimension: "MAG", Value: "no", Roles: []planner.Role{planner.RoleOrganizer}},
	}
	a := advise(t, pool, pool[:1], targets, DefaultAdviceOptions())
	if !a.Feasible || a.Changes.Min != 1 || !slices.Equal(a.Undecided, []string{"age", "sessions", "moderator", "mag"}) {
		t.Errorf("feasible %v, undecided %v", a.Feasible, a.Undecided)
	}
}

// A target that others in the session meet already needs no choice; one that
// speaks of a role nobody in the pool would take is said to be left out.
func TestSettledByTheSession(t *testing.T) {
	pool := roster("a speaker at=online", "b speaker at=onsite")
	targets := []planner.Target{
		{ID: "moderator on site", Dimension: "at", Value: "onsite", Min: limit(1), Roles: []planner.Role{planner.RoleModerator}},
		{ID: "speaker on site", Dimension: "at", Value: "onsite", Min: limit(1), Roles: []planner.Role{planner.RoleSpeaker}},
		{ID: "report", Kind: planner.Flag, Dimension: "report", Value: "yes"},
	}
	opts := DefaultAdviceOptions()
	opts.Options.Fields = map[planner.Dimension]planner.Answer{"report": planner.Yes}
	opts.Options.Session = append(slices.Clone(pool), person("m moderator at=onsite"))
	a := advise(t, pool, pool[:1], targets, opts)
	if len(a.Undecided) != 0 || !a.Feasible || a.Changes.Min != 1 {
		t.Errorf("undecided %v, %+v", a.Undecided, a.Changes)
	}
	opts.Options.Session = pool
	if a = advise(t, pool, pool[:1], targets, opts); !slices.Equal(a.Undecided, []string{"moderator on site"}) {
		t.Errorf("undecided %v", a.Undecided)
	}
}

// An answer of the proposal that is not the one wanted is no matter of who is chosen:
// the advice is about the other rules. Where people can bring the yes, they are sought.
func TestAnsweredBadly(t *testing.T) {
	targets := []planner.Target{
		{ID: "mag", Kind: planner.Flag, Dimension: "mag", Value: "no"},
		{ID: "report", Kind: planner.Flag, Dimension: "report", Value: "yes"},
		{ID: "onsite", Dimension: "at", Value: "onsite", Min: limit(1)},
	}
	opts := DefaultAdviceOptions()
	opts.Options.Fields = map[planner.Dimension]planner.Answer{"mag": planner.Yes, "report": planner.No}
	pool := roster("a speaker at=online", "b speaker at=onsite")
	a := advise(t, pool, pool[:1], targets, opts)
	if !a.Feasible || len(a.Undecided) != 0 || a.Changes == nil || a.Changes.Min != 1 || a.Recommended == nil {
		t.Errorf("feasible %v, undecided %v, %+v", a.Feasible, a.Undecided, a.Changes)
	}
	pool = roster("a speaker at=onsite", "b speaker at=onsite report=yes")
	if a = advise(t, pool, pool[:1], targets, opts); !a.Feasible || a.Changes.Min != 1 {
		t.Errorf("nobody was sought who brings the yes: %+v", a.Changes)
	}
}

// A rule on the size moves the number of seats where the user gave none.
func TestSizeRuleMovesSeats(t *testing.T) {
	pool := roster("a - g=x", "b - g=x", "c - g=x", "d - g=y")
	targets := []planner.Target{{ID: "three", Kind: planner.Size, Min: limit(3), Roles: []planner.Role{planner.RoleSpeaker}}}
	a := advise(t, pool, pool[:1], targets, DefaultAdviceOptions())
	if a.Seats != 3 || a.Changes.Min != 2 || a.Changes.Alternatives != 3 {
		t.Errorf("%d seats, %+v", a.Seats, a.Changes)
	}
	opts := DefaultAdviceOptions()
	opts.Seats = 2
	if a = advise(t, pool, pool[:1], targets, opts); a.Feasible || !slices.Equal(a.Conflict, []string{"size", "three min 3"}) || !slices.Equal(a.Sizes, []int{3, 4}) {
		t.Errorf("two seats: %v %v %v", a.Feasible, a.Conflict, a.Sizes)
	}
}

func TestConflictNamesPeople(t *testing.T) {
	pool := roster("a - g=F r=AF", "b - g=M r=AF", "c - g=F r=WE", "d - g=M r=WE", "e - g=M r=EE")
	targets := []planner.Target{
		{ID: "f", Dimension: "g", Value: "F", Min: limit(2)},
		{ID: "ee", Dimension: "r", Value: "EE", Min: limit(1)},
	}
	opts := DefaultAdviceOptions()
	opts.Seats = 2
	a := advise(t, pool, pool[:2], targets, opts)
	if !slices.Equal(a.Conflict, []string{"size", "f min 2", "ee min 1"}) {
		t.Fatalf("conflict %v", a.Conflict)
	}
	women, eastern := a.ConflictDetail[1], a.ConflictDetail[2]
	if !slices.Equal(women.People, []string{"a", "c"}) || women.Limit != 2 || women.Bound != "min" || women.Target != "f" || len(women.Also) != 0 {
		t.Errorf("women: %+v", women)
	}
	if !slices.Equal(eastern.People, []string{"e"}) || len(eastern.Also) != 0 {
		t.Errorf("eastern: %+v", eastern)
	}
}

// People of unknown value never help a minimum and weigh against every maximum.
func TestUnknownIsNoHelp(t *testing.T) {
	pool := roster("a - g=M", "b -", "c - g=F")
	targets := []planner.Target{{ID: "f", Dimension: "g", Value: "F", Min: limit(1)}, {ID: "m", Dimension: "g", Value: "M", Max: limit(1)}}
	opts := DefaultAdviceOptions()
	opts.Seats = 2
	a := advise(t, pool, pool[:2], targets, opts)
	if a.Changes.Min != 1 || a.Changes.Alternatives != 2 {
		t.Errorf("%+v", a.Changes)
	}
	opts.Seats = 3
	if a = advise(t, pool, pool, targets, opts); a.Feasible {
		t.Error("a person of unknown gender was taken not to be a man")
	}
}

func TestLimitsAreSaid(t *testing.T) {
	pool, panel, targets := makePool(poolSpec{people: 300, seats: 40, dims: 6, slack: 0.02, skew: 1, seed: 11})
	opts := DefaultAdviceOptions()
	opts.Nodes = 1
	a := advise(t, pool, panel, targets, opts)
	if a.Proved {
		t.Error("one node proved something about 300 people")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Advise(ctx, pool, panel, targets, opts); err == nil {
		t.Error("an ended context gave no error")
	}
}

// Nothing to work with is an answer too.
func TestEdges(t *testing.T) {
	if r := Check(nil, nil, DefaultOptions()); r.Panel.Size != 0 || len(r.Targets) != 0 || r.Targets == nil || r.Dimensions == nil {
		t.Errorf("an empty panel: %+v", r)
	}
	if a := advise(t, nil, nil, nil, DefaultAdviceOptions()); !a.Feasible || a.Changes.Min != 0 || a.Changes.Alternatives != 1 {
		t.Errorf("nobody and no targets: %+v", a)
	}
	pool := roster("a - g=x", "b - g=y")
	opts := DefaultAdviceOptions()
	opts.Seats = 3
	a := advise(t, pool, pool[:1], []planner.Target{{ID: "x", Dimension: "g", Value: "x", Min: limit(1)}}, opts)
	if a.Feasible || !slices.Equal(a.Conflict, []string{"size"}) || a.Recruits == nil || a.Recruits.Min != 1 || !slices.Equal(a.Sizes, []int{1, 2}) {
		t.Errorf("more seats than people: %+v", a)
	}
	opts.Seats = 2
	if a = advise(t, pool, nil, nil, opts); !a.Feasible || a.Changes.Min != 2 || len(a.Changes.Listed) != 1 || !slices.Equal(a.Changes.Listed[0].Add, []string{"a", "b"}) {
		t.Errorf("an empty panel to fill: %+v", a.Changes)
	}
	twice := append(slices.Clone(pool), pool...)
	if a = advise(t, twice, pool[:1], nil, opts); a.Changes.Min != 1 || a.Changes.Alternatives != 1 {
		t.Errorf("people listed twice: %+v", a.Changes)
	}
}

// A newcomer with a region that nobody has yet is bound by a share as well: one of two
// speakers is half of them.
func TestNewValueIsBoundByShare(t *testing.T) {
	half := planner.Target{ID: "share", Kind: planner.Each, Dimension: "region", MaxShare: share(40), Roles: []planner.Role{planner.RoleSpeaker}}
	women := planner.Target{ID: "women", Dimension: "gender", Value: "F", Min: limit(1)}
	panel := roster("p1 moderator region=A gender=M", "p2 speaker region=B gender=M")
	opts := DefaultAdviceOptions()
	opts.Options.JoinAs = planner.RoleSpeaker
	a := advise(t, nil, panel, []planner.Target{half, women}, opts)
	if a.Feasible || a.Recruits != nil {
		t.Errorf("feasible %v, recruits %+v; no two or fewer speakers are at most 40 %% each", a.Feasible, a.Recruits)
	}
	opts.Seats = 3
	a = advise(t, nil, panel, []planner.Target{half, women}, opts)
	if a.Recruits == nil || a.Recruits.Min != 2 {
		t.Errorf("recruits %+v; want two, of different regions", a.Recruits)
	}
}

// 200 people alike for 40 seats can be chosen in more ways than a number holds; the
// count ends where it says so.
func TestCountsOfPanelsEnd(t *testing.T) {
	var pool planner.Roster
	for i := range 200 {
		pool = append(pool, person(fmt.Sprintf("p%03d - gender=%s", i, []string{"F", "M"}[i%2])))
	}
	targets := []planner.Target{{ID: "women", Dimension: "gender", Value: "F", Min: limit(15), Max: limit(25)}}
	opts := DefaultAdviceOptions()
	opts.Seats = 40
	a := advise(t, pool, pool, targets, opts)
	if c := a.Changes; c.Min != 160 || c.Alternatives != ManyPanels || c.Counted || c.Profiles[0].Panels != ManyPanels {
		t.Errorf("%d changes, %d panels, counted %v", c.Min, c.Alternatives, c.Counted)
	}
	if len(a.Recommended.Drop) != 160 || !a.Recommended.Lot {
		t.Errorf("recommended %+v", a.Recommended)
	}
}
