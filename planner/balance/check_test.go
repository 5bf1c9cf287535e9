package balance

import (
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
)

// person reads "ID role,role dim=value dim=value"; "-" is no role.
func person(text string) planner.Participant {
	f := strings.Fields(text)
	p := planner.Participant{ID: f[0], Values: make(map[planner.Dimension][]string)}
	if f[1] != "-" {
		for _, r := range strings.Split(f[1], ",") {
			p.Roles = append(p.Roles, planner.Role(r))
		}
	}
	for _, kv := range f[2:] {
		d, v, _ := strings.Cut(kv, "=")
		p.Values[planner.Dimension(d)] = strings.Split(v, "+")
	}
	return p
}

func roster(lines ...string) planner.Roster {
	var out planner.Roster
	for _, l := range lines {
		out = append(out, person(l))
	}
	return out
}

var (
	limit = planner.LimitOf
	share = func(p int64) planner.Ratio { return planner.Percent(p) }
)

func TestVerdicts(t *testing.T) {
	five := roster("a speaker gender=F region=AF", "b speaker gender=F region=AP", "c speaker gender=M region=AF", "d speaker region=WE", "e speaker gender=M")
	for _, tc := range []struct {
		name                       string
		panel                      planner.Roster
		target                     planner.Target
		status                     Status
		have, unknown, short, over int
	}{
		{"minimum met", five, planner.Target{Dimension: "gender", Value: "F", Min: limit(2)}, Met, 2, 1, 0, 0},
		{"minimum that an unknown could meet", five, planner.Target{Dimension: "gender", Value: "F", Min: limit(3)}, CannotTell, 2, 1, 1, 0},
		{"minimum beyond reach", five, planner.Target{Dimension: "gender", Value: "F", Min: limit(4)}, Missed, 2, 1, 2, 0},
		{"maximum that an unknown could break", five, planner.Target{Dimension: "gender", Value: "F", Max: limit(2)}, CannotTell, 2, 1, 0, 0},
		{"maximum broken", five, planner.Target{Dimension: "gender", Value: "F", Max: limit(1)}, Missed, 2, 1, 0, 1},
		{"maximum met whatever the unknown", five, planner.Target{Dimension: "gender", Value: "F", Max: limit(3)}, Met, 2, 1, 0, 0},
		{"exact", five[:3], planner.Target{Dimension: "gender", Value: "F", Min: limit(2), Max: limit(2)}, Met, 2, 0, 0, 0},
		{"share becomes whole people: 40 % of 5 is 2", five, planner.Target{Dimension: "gender", Value: "M", MinShare: share(40)}, Met, 2, 1, 0, 0},
		{"share becomes whole people: 41 % of 5 is 3", five, planner.Target{Dimension: "gender", Value: "M", MinShare: share(41)}, CannotTell, 2, 1, 1, 0},
		{"largest share: 40 % of 3 is 1", five[:3], planner.Target{Dimension: "gender", Value: "F", MaxShare: share(40)}, Missed, 2, 0, 0, 1},
		{"different values", five, planner.Target{Kind: planner.Distinct, Dimension: "region", Min: limit(3)}, Met, 3, 1, 0, 0},
		{"different values that an unknown could bring", five, planner.Target{Kind: planner.Distinct, Dimension: "region", Min: limit(4)}, CannotTell, 3, 1, 1, 0},
		{"too few different values", five, planner.Target{Kind: planner.Distinct, Dimension: "region", Min: limit(5)}, Missed, 3, 1, 2, 0},
		{"too many different values", five, planner.Target{Kind: planner.Distinct, Dimension: "region", Max: limit(2)}, Missed, 3, 1, 0, 1},
		{"none above a share", five[:3], planner.Target{Kind: planner.Each, Dimension: "region", MaxShare: planner.Ratio{Num: 1, Den: 3}}, Missed, 2, 0, 0, 1},
		{"each at most, unknown could join the largest", five, planner.Target{Kind: planner.Each, Dimension: "region", Max: limit(2)}, CannotTell, 2, 1, 0, 0},
		{"each at most, met whatever", five, planner.Target{Kind: planner.Each, Dimension: "region", Max: limit(3)}, Met, 2, 1, 0, 0},
		{"not all the same", five[:3], planner.Target{Kind: planner.NotAllSame, Dimension: "gender"}, Met, 2, 0, 0, 0},
		{"all the same", five[:2], planner.Target{Kind: planner.NotAllSame, Dimension: "gender"}, Missed, 1, 0, 1, 0},
		{"all the same as far as known", five[2:4], planner.Target{Kind: planner.NotAllSame, Dimension: "gender"}, CannotTell, 1, 1, 1, 0},
		{"size", five, planner.Target{Kind: planner.Size, Min: limit(3), Max: limit(4)}, Missed, 5, 0, 0, 1},
		{"pair of dimensions", five, planner.Target{Dimension: "gender", Value: "F", And: planner.Condition{{Dimension: "region", Values: []string{"AF"}}}, Min: limit(1)}, Met, 1, 0, 0, 0},
		{"pair of dimensions, one side unknown", five[3:], planner.Target{Dimension: "gender", Value: "M", And: planner.Condition{{Dimension: "region", Values: []string{"WE"}}}, Min: limit(1)}, CannotTell, 0, 2, 1, 0},
		{"another spelling", roster("a - gender=Woman"), planner.Target{Dimension: "gender", Value: "F", AnyOf: []string{"woman"}, Min: limit(1)}, Met, 1, 0, 0, 0},
		{"two values of one person", roster("a - region=AF+AP"), planner.Target{Kind: planner.Distinct, Dimension: "region", Min: limit(2)}, Met, 2, 0, 0, 0},
		{"a field nobody has", five, planner.Target{Dimension: "age", Value: "Youth", Min: limit(1)}, CannotTell, 0, 5, 1, 0},
		{"cap per person needs other sessions", five, planner.Target{Kind: planner.PerPerson, Max: limit(3)}, CannotTell, 0, 0, 0, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := Check(tc.panel, []planner.Target{tc.target}, DefaultOptions()).Targets[0]
			if r.Status != tc.status || r.Have != tc.have || r.Unknown != tc.unknown || r.Short != tc.short || r.Over != tc.over {
				t.Errorf("%s have %d +%d short %d over %d; want %s %d +%d short %d over %d",
					r.Status, r.Have, r.Unknown, r.Short, r.Over, tc.status, tc.have, tc.unknown, tc.short, tc.over)
			}
		})
	}
}

func TestNeedsNamesTheField(t *testing.T) {
	panel := roster("a speaker gender=F", "b speaker gender=M")
	targets := []planner.Target{
		{ID: "youth", Dimension: "age", Value: "Youth", Min: limit(1)},
		{ID: "mag", Kind: planner.Flag, Dimension: "MAG member", Value: "no"},
		{ID: "sessions", Kind: planner.PerPerson, Max: limit(3)},
		{ID: "women", Dimension: "gender", Value: "F", Min: limit(1)},
	}
	want := []string{"age", "MAG member", "the other sessions of the programme", ""}
	for i, r := range Check(panel, targets, DefaultOptions()).Targets {
		if r.Needs != want[i] {
			t.Errorf("%s needs %q, want %q", r.ID, r.Needs, want[i])
		}
	}
}

func TestFlags(t *testing.T) {
	noMAG := planner.Target{Kind: planner.Flag, Dimension: "MAG", Value: "no", Roles: []planner.Role{planner.RoleOrganizer}}
	report := planner.Target{Kind: planner.Flag, Dimension: "report", Value: "yes"}
	status := func(target planner.Target, answer planner.Answer, lines ...string) Status {
		opts := DefaultOptions()
		opts.Session = roster(lines...)
		opts.Fields = map[planner.Dimension]planner.Answer{target.Dimension: answer}
		return Check(roster("s speaker"), []planner.Target{target}, opts).Targets[0].Status
	}
	for _, tc := range []struct {
		name string
		got  Status
		want Status
	}{
		{"no organizer is a member", status(noMAG, planner.Unknown, "o organizer MAG=no", "q organizer MAG=No"), Met},
		{"one is", status(noMAG, planner.Unknown, "o organizer MAG=no", "q organizer MAG=Yes"), Missed},
		{"one is not known", status(noMAG, planner.Unknown, "o organizer MAG=no", "q organizer"), CannotTell},
		{"nobody is listed", status(noMAG, planner.Unknown), CannotTell},
		{"the proposal says yes", status(report, planner.Yes), Met},
		{"the proposal says no", status(report, planner.No, "s speaker report=no"), Missed},
		{"the proposal does not say", status(report, planner.Unknown), CannotTell},
	} {
		if tc.got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, tc.got, tc.want)
		}
	}
}

// Roles: who is judged, who is found among everybody listed, and the chair who
// does not count.
func TestRoles(t *testing.T) {
	session := roster("s1 speaker gender=M at=onsite", "s2 speaker gender=M at=online", "m moderator gender=F at=onsite", "o organizer gender=F")
	opts := DefaultOptions()
	opts.Session = session
	chair := []planner.Role{planner.RoleModerator}
	for _, tc := range []struct {
		name       string
		target     planner.Target
		status     Status
		considered int
	}{
		{"moderator on site", planner.Target{Dimension: "at", Value: "onsite", Min: limit(1), Roles: chair}, Met, 1},
		{"speakers on site", planner.Target{Dimension: "at", Value: "onsite", Min: limit(2), Roles: []planner.Role{planner.RoleSpeaker}}, Missed, 2},
		{"a woman, anybody on the panel", planner.Target{Dimension: "gender", Value: "F", Min: limit(1)}, Missed, 2},
		{"a rapporteur", planner.Target{Kind: planner.Size, Min: limit(1), Roles: []planner.Role{planner.RoleRapporteur}}, Missed, 0},
	} {
		r := Check(session[:2], []planner.Target{tc.target}, opts).Targets[0]
		if r.Status != tc.status || r.Considered != tc.considered {
			t.Errorf("%s: %s of %d, want %s of %d", tc.name, r.Status, r.Considered, tc.status, tc.considered)
		}
	}
	counting := planner.Target{Dimension: "gender", Value: "F", Min: limit(1)}
	notCounting := counting
	notCounting.ExceptRoles = chair
	r := Check(session[:3], []planner.Target{counting, notCounting}, opts).Targets
	if r[0].Status != Met || r[1].Status != Missed || r[1].Considered != 2 {
		t.Errorf("counting the chair %s, not counting %s of %d", r[0].Status, r[1].Status, r[1].Considered)
	}
}

// A list without roles is a list of people who would speak; what else they do is
// not known.
func TestNobodyHasARole(t *testing.T) {
	panel := roster("a - at=onsite", "b - at=onsite")
	speakers := planner.Target{Dimension: "at", Value: "onsite", Min: limit(2), Roles: []planner.Role{planner.RoleSpeaker}}
	moderator := planner.Target{Dimension: "at", Value: "onsite", Min: limit(1), Roles: []planner.Role{planner.RoleModerator}}
	r := Check(panel, []planner.Target{speakers, moderator}, DefaultOptions()).Targets
	if r[0].Status != Met || r[1].Status != CannotTell || r[1].Needs != "role" {
		t.Errorf("speakers %s, moderator %s needing %q", r[0].Status, r[1].Status, r[1].Needs)
	}
}

// A list of speakers alone leaves the moderator out; a list that names organizers
// and no moderator has none.
func TestListOfSpeakersAlone(t *testing.T) {
	moderator := planner.Target{Dimension: "at", Value: "onsite", Min: limit(1), Roles: []planner.Role{planner.RoleModerator}}
	speakers := roster("a speaker at=onsite", "b speaker at=onsite")
	r := Check(speakers, []planner.Target{moderator}, DefaultOptions()).Targets[0]
	if r.Status != CannotTell || r.Needs != "the moderator on the list" {
		t.Errorf("speakers alone: %s, needs %q", r.Status, r.Needs)
	}
	opts := DefaultOptions()
	opts.Session = append(slices.Clone(speakers), person("o organizer"))
	if r = Check(speakers, []planner.Target{moderator}, opts).Targets[0]; r.Status != Missed || r.Short != 1 {
		t.Errorf("speakers and an organizer: %s", r.Status)
	}
}

func TestDependence(t *testing.T) {
	pool := roster("s1 speaker region=AF age=Youth", "s2 speaker region=WE age=Adult", "s3 speaker region=AP age=Adult",
		"x - region=AF age=Youth", "y - region=AF age=Adult", "z - region=WE age=Youth")
	targets := []planner.Target{
		{ID: "african", Dimension: "region", Value: "AF", Min: limit(1)},
		{ID: "youth", Dimension: "age", Value: "Youth", Min: limit(1)},
		{ID: "three", Kind: planner.Size, Min: limit(3)},
		{ID: "at most two of a region", Kind: planner.Each, Dimension: "region", Max: limit(2)},
	}
	opts := DefaultOptions()
	opts.Pool = pool
	d := Check(pool[:3], targets, opts).Dependence
	if len(d) != 3 || d[0].Person != "s1" || !slices.Equal(d[0].Targets, []string{"african", "youth", "three"}) ||
		!slices.Equal(d[0].Replacements, []string{"x"}) {
		t.Fatalf("%+v", d)
	}
	if !slices.Equal(d[1].Targets, []string{"three"}) || !slices.Equal(d[1].Replacements, []string{"x", "y", "z"}) {
		t.Errorf("%+v", d[1])
	}
}

func TestOverlap(t *testing.T) {
	panel := roster("a - stakeholder=Gov region=AF", "b - stakeholder=Gov region=WE", "c - stakeholder=CS", "d - stakeholder=CS region=WE")
	targets := []planner.Target{
		{ID: "cell", Dimension: "region", Value: "AF", And: planner.Condition{{Dimension: "stakeholder", Values: []string{"CS"}}}, Min: limit(1)},
		{ID: "full", Dimension: "stakeholder", Value: "Gov", And: planner.Condition{{Dimension: "region", Values: []string{"WE"}}}, Min: limit(1)},
	}
	opts := DefaultOptions()
	opts.Expected = map[planner.Dimension][]string{planner.Stakeholder: {"Gov", "CS"}, planner.Region: {"AF", "WE"}}
	o := Check(panel, targets, opts).Overlaps
	if len(o) != 1 {
		t.Fatalf("%d tables, want one: nobody has a gender", len(o))
	}
	want := [][]int{{1, 1}, {0, 1}}
	for i := range want {
		if !slices.Equal(o[0].Counts[i], want[i]) {
			t.Errorf("row %d: %v, want %v", i, o[0].Counts[i], want[i])
		}
	}
	if o[0].Unknown != 1 || len(o[0].Empty) != 1 || o[0].Empty[0] != (Cell{"CS", "AF", "cell"}) {
		t.Errorf("unknown %d, empty %v", o[0].Unknown, o[0].Empty)
	}
}

func TestProgramme(t *testing.T) {
	named := func(names ...string) planner.Roster {
		var out planner.Roster
		for _, n := range names {
			p := planner.Participant{ID: n, Name: n, Values: map[planner.Dimension][]string{planner.Organisation: {"Org of " + n[:1]}}}
			if n == "?" {
				p.Name, p.Values = "", nil
			}
			out = append(out, p)
		}
		return out
	}
	perPerson := planner.Target{ID: "person", Kind: planner.PerPerson, Max: limit(2)}
	perOrg := planner.Target{ID: "org", Kind: planner.PerPerson, Dimension: planner.Organisation, Max: limit(2)}
	session := func(name string, names ...string) Session {
		return Session{Name: name, Panel: named(names...), Targets: []planner.Target{perPerson, perOrg}, Options: DefaultOptions()}
	}
	p := CheckProgramme([]Session{session("1", "Ada", "Ben"), session("2", "Ada", "Bob"), session("3", "Cem", "Bea")})
	if len(p.Sessions) != 3 || len(p.Targets) != 2 {
		t.Fatalf("%d sessions, %d targets", len(p.Sessions), len(p.Targets))
	}
	if p.Targets[0].Status != Met || p.Targets[0].Most != 2 {
		t.Errorf("people: %+v", p.Targets[0])
	}
	if o := p.Targets[1]; o.Status != Missed || len(o.Over) != 1 || o.Over[0].Who != "Org of B" || !slices.Equal(o.Over[0].Sessions, []string{"1", "2", "3"}) {
		t.Errorf("organisations: %+v", o)
	}
	p = CheckProgramme([]Session{session("1", "Ada", "?"), session("2", "?"), session("3", "?")})
	if p.Targets[0].Status != CannotTell || p.Targets[0].Unnamed != 3 {
		t.Errorf("withheld names: %+v", p.Targets[0])
	}
}

func TestDefaultTargets(t *testing.T) {
	panel := roster("a - stakeholder=Government gender=F", "b - stakeholder=Government gender=F", "c - stakeholder=Government gender=F", "d - stakeholder=Government gender=F")
	panel[0].Values[planner.Region] = []string{planner.African}
	targets := DefaultTargets(panel, DefaultOptions())
	var ids []string
	for _, x := range targets {
		ids = append(ids, x.ID)
		if x.Tier != planner.Should {
			t.Errorf("%s is %s", x.ID, x.Tier)
		}
	}
	want := []string{"cover stakeholder", "spread stakeholder", "cover region", "spread region", "mix gender"}
	if !slices.Equal(ids, want) {
		t.Errorf("targets %v, want %v", ids, want)
	}
	elsewhere := roster("a - region=Scotland", "b - region=Wales", "c - region=Scotland")
	if r := Check(elsewhere, nil, DefaultOptions()); r.Dimensions[0].Attainable != 2 || len(r.Dimensions[0].Missing) > 0 {
		t.Errorf("regions of another kind are measured against the regional groups: %+v", r.Dimensions[0])
	}
	r := Check(panel, targets, DefaultOptions())
	for i, status := range []Status{Missed, Missed, CannotTell, CannotTell, Missed} {
		if r.Targets[i].Status != status {
			t.Errorf("%s: %s, want %s", r.Targets[i].ID, r.Targets[i].Status, status)
		}
	}
	if len(DefaultTargets(panel[:1], DefaultOptions())) != 0 || len(DefaultTargets(roster("a -", "b -"), DefaultOptions())) != 0 {
		t.Error("targets for one person, or for people of whom nothing is known")
	}
	if r.MissedMust() {
		t.Error("default targets are no must")
	}
}
