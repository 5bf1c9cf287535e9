package build

import (
	"cmp"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
)

// profilesOf is every combination of the values, as the advice lists them.
func profilesOf(kinds ...map[planner.Dimension][]string) []map[planner.Dimension]string {
	var out []map[planner.Dimension]string
	for _, k := range kinds {
		for _, s := range k[planner.Stakeholder] {
			for _, r := range k[planner.Region] {
				out = append(out, map[planner.Dimension]string{planner.Stakeholder: s, planner.Region: r})
			}
		}
	}
	return out
}

func TestRecruitKindsFold(t *testing.T) {
	in := FixtureInput()
	b := newBuilder(in)
	dims := []planner.Dimension{planner.Stakeholder, planner.Region}
	profiles := profilesOf(
		map[planner.Dimension][]string{
			planner.Stakeholder: planner.StakeholderGroups(),
			planner.Region:      {planner.African},
		},
		map[planner.Dimension][]string{
			planner.Stakeholder: {planner.Government, planner.PrivateSector},
			planner.Region:      {planner.WEOG, planner.GRULAC},
		},
	)
	var got []string
	for _, k := range recruitKinds(b, profiles, dims) {
		got = append(
			got,
			cmp.Or(
				b.advice().kindCell(b.judged.Report, k, planner.Stakeholder),
				"any",
			)+" | "+b.advice().
				kindCell(b.judged.Report, k, planner.Region),
		)
	}
	// Nothing is lost and nothing is added: the kinds stand for 9 profiles.
	want := "any | African; Government or Private Sector | WEOG or GRULAC"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
}

// A profile without a value asks for one that nobody has yet: the values of the
// vocabulary without people are named.
func TestRecruitNewValue(t *testing.T) {
	in := Input{Meeting: &planner.Meeting{Roster: planner.Roster{
		{ID: "P1", Name: "Ana", Values: map[planner.Dimension][]string{
			planner.Stakeholder: {planner.Government},
			planner.Region:      {planner.African},
		}},
	}}}
	counts := func(names []string, held string) []balance.ValueCount {
		var out []balance.ValueCount
		for _, n := range names {
			c := balance.ValueCount{Value: n}
			if n == held {
				c.Count = 1
			}
			out = append(out, c)
		}
		return out
	}
	r := &balance.Report{
		Panel: balance.Panel{Size: 1, Members: []string{"P1"}, Judged: "the 1 speaker"},
		Targets: []balance.TargetResult{{
			ID: "cover", Dimension: planner.Stakeholder, Min: 2, Max: -1, Short: 1, Status: balance.Missed,
			Target: planner.Target{
				ID: "cover", Kind: planner.Distinct, Dimension: planner.Stakeholder,
				Tier: planner.Should,
			},
		}},
		Dimensions: []balance.DimensionResult{{Name: planner.Stakeholder, Ordered: counts(planner.StakeholderGroups(),
			planner.Government)}},
		Advice: &balance.Advice{Feasible: true, Proved: true, Seats: 1, Wishes: &balance.Advice{
			Proved: true, Seats: 1, Conflict: []string{"cover min 2"},
			Recruits: &balance.Recruits{
				Min:      1,
				Complete: true,
				Changes:  []int{1},
				Profiles: []map[planner.Dimension]string{{}},
			},
		}, Recommended: &balance.Recommendation{Wishes: true, Places: []balance.Place{{
			Drop: "P1", Profiles: []map[planner.Dimension]string{{}},
		}}}},
	}
	in.Balance = []BalanceView{{Judged: true, Report: r}}
	got := string(dump(Chair(in)))
	for _, want := range []string{
		"1 | Civil Society, Intergovernmental, Private Sector or Technical Community",
		"We recommend: replace Ana (Government, African) by someone new (Civil Society, Intergovernmental, Private " +
			"Sector or Technical Community).", "Nobody in these files can do it; 1 new person is the fewest.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing %q in\n%s", want, got)
		}
	}
}

// A yes/no rule is shown with the answer it wants, its own words without a stop.
func TestFlagWantsNo(t *testing.T) {
	w := inEnglish()
	r := balance.TargetResult{
		Dimension: "MAG member", Status: balance.CannotTell, Needs: "MAG member",
		Target: planner.Target{
			Kind: planner.Flag, Dimension: "MAG member", Value: "no", Roles: []planner.Role{planner.RoleOrganizer},
			Text: "No member proposes it; their institution may.",
		},
	}
	if got, want := w.targetLabel(&r)+": "+w.gap(&r), "No member proposes it; their institution may: "+
		"needs an answer"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := w.question(&r), "MAG member: yes or no? Answer with --field 'MAG member=no', or with 'MAG member=yes'."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	r.Target.Question = "Is a proposer a member of the MAG?"
	if got := w.question(&r); !strings.HasPrefix(
		got,
		"Is a proposer a member of the MAG? Answer with --field 'MAG member=no'",
	) {
		t.Errorf("asked %q", got)
	}
	if got := w.targetAsked(&r); got != "MAG member: no" {
		t.Errorf("asked for %q", got)
	}
	r.Target.Value = ""
	if got := w.targetAsked(&r); got != "MAG member: yes" {
		t.Errorf("asked for %q", got)
	}
}

func TestSizes(t *testing.T) {
	b := newBuilder(Input{})
	for want, sizes := range map[string][]int{
		"1": {1}, "6 or 7": {6, 7}, "5 to 7, 9 or 11 to 13": {5, 6, 7, 9, 11, 12, 13},
	} {
		if got := b.Or(b.advice().sizes(sizes)); got != want {
			t.Errorf("%v: got %q, want %q", sizes, got, want)
		}
	}
}

// Where it was not found out what keeps people out, the table says why not.
func TestExcludedWithoutRules(t *testing.T) {
	b := newBuilder(Input{})
	a := &balance.Advice{NeverChosen: []string{"a"}, Excluded: []balance.Excluded{{People: []string{"a"}}}}
	table, ok := b.advice().excluded(&balance.Report{}, a).(reports.Table)
	if !ok || table.Rows[0][0].Text != "not worked out within the limit of the search" {
		t.Errorf("%+v", table)
	}
}
