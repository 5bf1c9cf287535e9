package panel

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/testdata/sample"
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
	s := sample.Meeting()
	b := brief.New(brief.Input{Meeting: s.Meeting, Balance: []brief.BalanceView{{Report: s.Speakers}}})
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
	// Nothing is lost and nothing is added: of 9 profiles five are of the first kind.
	k, others := kindOf(b, profiles, dims)
	cell := func(d planner.Dimension) string {
		said, _ := Advice(b).kindCell(b.Judged.Report, k, d)
		return cmp.Or(said, "any")
	}
	got := cell(planner.Stakeholder) + " | " + cell(planner.Region)
	if want := "any | from an African country"; got != want || others != 4 {
		t.Errorf("got %s and %d others, want %s and 4", got, others, want)
	}
	k, others = kindOf(b, profiles[5:], dims)
	want := "from a government or from the private sector | " +
		"from a country of Western Europe and Others or from a country in Latin America or the Caribbean"
	if got := cell(planner.Stakeholder) + " | " + cell(planner.Region); got != want || others != 0 {
		t.Errorf("got %s and %d others, want %s", got, others, want)
	}
}

// A yes/no rule is shown with the answer it wants, its own words without a stop.
func TestFlagWantsNo(t *testing.T) {
	w := brief.New(brief.Input{}).Words
	r := balance.TargetResult{
		Dimension: "MAG member", Status: balance.CannotTell, Needs: "MAG member",
		Target: planner.Target{
			Kind: planner.Flag, Dimension: "MAG member", Value: "no", Roles: []planner.Role{planner.RoleOrganizer},
			Text: "No member proposes it; their institution may.",
		},
	}
	if got, want := TargetLabel(w, &r)+": "+gap(w, &r), "No member proposes it; their institution may: "+
		"needs an answer"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := question(w, &r), "MAG member: yes or no? Answer with --field 'MAG member=no', or with 'MAG member=yes'."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	r.Target.Question = "Is a proposer a member of the MAG?"
	if got := question(w, &r); !strings.HasPrefix(
		got,
		"Is a proposer a member of the MAG? Answer with --field 'MAG member=no'",
	) {
		t.Errorf("asked %q", got)
	}
	if got := TargetAsked(w, &r); got != "MAG member: no" {
		t.Errorf("asked for %q", got)
	}
	r.Target.Value = ""
	if got := TargetAsked(w, &r); got != "MAG member: yes" {
		t.Errorf("asked for %q", got)
	}
}

// Of the sizes with which the rules can be met the ways out name those next to the seats there
// are, which is what can be done about it.
func TestNearestSizes(t *testing.T) {
	for _, c := range []struct {
		sizes []int
		seats int
		want  []int
	}{
		{nil, 4, nil},
		{[]int{9}, 4, []int{9}},
		{[]int{2, 3}, 4, []int{3}},
		{[]int{2, 3, 6, 7, 20}, 4, []int{3, 6}},
	} {
		if got := nearest(c.sizes, c.seats); !slices.Equal(got, c.want) {
			t.Errorf("%v at %d seats: got %v, want %v", c.sizes, c.seats, got, c.want)
		}
	}
}

// Where it was not found out what keeps people out, the table says why not.
func TestExcludedWithoutRules(t *testing.T) {
	b := brief.New(brief.Input{})
	a := &balance.Advice{Feasible: true, NeverChosen: []string{"a"}, Excluded: []balance.Excluded{{People: []string{"a"}}}}
	table, ok := Advice(b).Excluded(&balance.Report{}, a).(reports.Table)
	if !ok || table.Rows[0][0].Text != "not worked out within the limit of the search" {
		t.Errorf("%+v", table)
	}
}
