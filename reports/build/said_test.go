package build

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/panel"
	"roundtable/reports/messages"
)

// result is a target with its outcome.
func result(t planner.Target, change ...func(*balance.TargetResult)) balance.TargetResult {
	r := balance.TargetResult{
		ID: t.ID, Dimension: t.Dimension, Value: t.Value, Min: t.Min.N, Max: -1, Tier: t.Tier, Target: t,
		Status: balance.Met,
	}
	if t.Max.Given {
		r.Max = t.Max.N
	}
	for _, c := range change {
		c(&r)
	}
	return r
}

func missed(short, over int) func(*balance.TargetResult) {
	return func(r *balance.TargetResult) { r.Status, r.Short, r.Over = balance.Missed, short, over }
}

func undecidedFor(needs string, unknown int) func(*balance.TargetResult) {
	return func(r *balance.TargetResult) { r.Status, r.Needs, r.Unknown = balance.CannotTell, needs, unknown }
}

func government(id string) planner.Target {
	return planner.Target{ID: id, Dimension: planner.Stakeholder, Value: planner.Government, Min: planner.LimitOf(1)}
}

// everyTarget are targets of every form, with every outcome.
func everyTarget() []balance.TargetResult {
	women := planner.Condition{{Dimension: planner.Gender, Values: []string{"woman"}}}
	african := planner.Condition{{Dimension: planner.Region, Values: []string{planner.African}}}
	two := func(r *balance.TargetResult) { r.Max = 2 }
	of := func(k planner.TargetKind, id string, d planner.Dimension) planner.Target {
		return planner.Target{ID: id, Kind: k, Dimension: d, Min: planner.LimitOf(1)}
	}
	across := of(planner.Each, "each-within", planner.Gender)
	across.Across, across.Cells = []planner.Dimension{
		planner.Region,
	}, []planner.Condition{
		slices.Concat(women, african),
	}
	alone := of(planner.Each, "most-within", planner.Gender)
	alone.Across, alone.Min = []planner.Dimension{planner.Region}, planner.Limit{}
	one := of(planner.Each, "each", planner.Gender)
	one.Cells = []planner.Condition{women}
	joint := government("joint")
	joint.And = planner.Condition{{Dimension: planner.Gender, Values: []string{"man"}, Not: true}}
	joint.Roles = []planner.Role{
		planner.RoleSpeaker, planner.RoleModerator, planner.RoleOnlineModerator, planner.RoleRapporteur,
	}
	joint.ExceptRoles = []planner.Role{planner.RoleOrganizer, planner.RoleParticipant}
	flag := of(planner.Flag, "flag", planner.Attendance)
	no := of(planner.Flag, "flag-no", planner.Attendance)
	no.Value, no.Tier = "no", planner.Should
	mixed := of(planner.NotAllSame, "mixed", planner.Gender)
	mixed.Pack = balance.CommonDefault
	wish := government("wish")
	wish.Tier, wish.Min = planner.Should, planner.Limit{}
	nice := government("nice")
	nice.Tier, nice.Pack = planner.Nice, balance.CommonDefault
	nobody := government("nobody")
	nobody.Value = "x"
	seats := planner.Target{
		ID:    "seats",
		Kind:  planner.Seats,
		Min:   planner.LimitOf(4),
		Cells: []planner.Condition{women},
	}
	size := of(planner.Size, "size-rule", "")
	size.Min, size.Max = planner.LimitOf(4), planner.LimitOf(4)
	none := government("none")
	none.Min, none.Max = planner.Limit{}, planner.LimitOf(0)
	return []balance.TargetResult{
		result(government("short"), missed(1, 0)),
		result(nobody, missed(1, 0)),
		result(joint, undecidedFor("", 2)),
		result(government("needs"), undecidedFor("gender", 0)),
		result(government("open"), undecidedFor("", 0)),
		result(wish, missed(0, 1), two),
		result(nice, missed(1, 0)),
		result(none, missed(0, 1)),
		result(of(planner.Distinct, "distinct", planner.Region), missed(1, 0)),
		result(across, missed(1, 0), func(r *balance.TargetResult) {
			r.Lacking = []balance.ValueCount{{Value: "woman & " + planner.African, Count: 1}}
			r.Values = r.Lacking
		}),
		result(alone, missed(0, 1), two, func(r *balance.TargetResult) {
			r.Values = []balance.ValueCount{{Value: "woman & " + planner.African, Count: 3}}
		}),
		result(one, missed(0, 1), two),
		result(of(planner.Each, "most", planner.Gender), two),
		result(mixed, missed(0, 0)),
		result(of(planner.NotAllSame, "mixed-rule", planner.Gender), missed(0, 0)),
		result(size),
		result(planner.Target{ID: "free", Dimension: planner.Gender, Value: "woman"}),
		result(of(planner.PerPerson, "sessions", "")),
		result(seats, missed(1, 0), func(r *balance.TargetResult) {
			r.Lack = &balance.SeatLack{For: []string{women.String()}, Seats: 3, People: 2}
		}),
		result(flag, undecidedFor("attendance", 0)),
		result(no, undecidedFor("attendance", 0)),
		result(
			planner.Target{
				ID:        "range",
				Dimension: planner.Gender,
				Value:     "woman",
				Min:       planner.LimitOf(1),
				Max:       planner.LimitOf(2),
			},
		),
	}
}

// conflicts are advice that finds no panel, with everything that can be said of it.
func conflicts() []*balance.Advice {
	change := &balance.Changes{Min: 2, Listed: []balance.Change{{Drop: []string{"P001"}, Add: []string{"P010"}}}}
	relaxed := func(tier planner.Tier, then *balance.Changes, cell string) *balance.Relaxation {
		return &balance.Relaxation{Then: then, Changes: []balance.RelaxedTarget{
			{Target: "short", Bound: "min", From: 1, Tier: tier, Cell: cell},
			{Target: "each-within", Bound: "max", From: 1, To: 2, Tier: planner.Should, Cell: cell},
		}}
	}
	cell := "woman & " + planner.African
	var profiles []map[planner.Dimension]string
	for _, s := range planner.StakeholderGroups() {
		for i, r := range planner.RegionalGroups() {
			profiles = append(profiles, map[planner.Dimension]string{
				planner.Stakeholder: s, planner.Region: r, planner.Gender: []string{"woman", "man", "non-binary"}[(i+len(s))%3],
			})
		}
	}
	changes := make([]int, len(profiles))
	for i := range changes {
		changes[i] = i/2 + 1
	}
	return []*balance.Advice{
		{
			Proved: true, Searched: 12, Seats: 4, Conflict: []string{"short min 1", "each-within max 1 (" + cell + ")", "size", "locked"},
			ConflictDetail: []balance.ConflictRule{
				{
					Rule:   "short min 1",
					Target: "short",
					Bound:  "min",
					Limit:  1,
					InPool: 2,
					Also:   []balance.Shared{{Rule: "size", Count: 1}},
				},
				{Rule: "each", Target: "each-within", Bound: "max", Limit: 1, Cell: cell},
				{Rule: "size", Bound: "size", Limit: 4},
				{Rule: "locked", Bound: "locked", Limit: 1},
			},
			SingleRules: []string{
				"short min 1",
				"locked",
			}, Sizes: []int{5, 6, 7}, MoreSeats: &balance.MoreSeats{Seats: 6, Recruits: 2},
			Relaxation: relaxed(planner.Must, change, cell),
			Recruits:   &balance.Recruits{Min: 1, Profiles: profiles, Changes: changes},
		},
		{
			Proved: true, Searched: 12, Seats: 4, Conflict: []string{"short", "wish"}, SingleRules: []string{"short", "wish"},
			Sizes: []int{5}, SizesUnfinished: true, Relaxation: relaxed(planner.Must, nil, ""),
			Recruits: &balance.Recruits{
				Min: 2, Profiles: []map[planner.Dimension]string{{planner.Stakeholder: planner.Government}, {}}, Changes: []int{2},
			},
		},
		{
			Proved:     true,
			Searched:   12,
			Seats:      4,
			Conflict:   []string{"short", "wish"},
			Relaxation: relaxed(planner.Must, &balance.Changes{}, ""),
		},
		{
			Proved:             true,
			Searched:           12,
			Seats:              4,
			Conflict:           []string{"short"},
			ConflictUnfinished: true,
			Relaxation:         relaxed(planner.Should, nil, ""),
		},
		{
			Proved:     true,
			Searched:   2,
			Seats:      4,
			Conflict:   []string{"size"},
			Relaxation: relaxed(planner.Should, change, ""),
		},
		{Proved: true, Searched: 2, Seats: 4, Relaxation: relaxed(planner.Should, &balance.Changes{}, "")},
		{Searched: 12, Seats: 4},
	}
}

// recommendations are advice that finds a panel, or people to look for.
func recommendations() []*balance.Advice {
	people := []string{"P010", "P011", "P012", "P013", "P014", "P015", "P016", "P017"}
	ways := func(n int) *balance.Changes {
		return &balance.Changes{Min: n, Alternatives: 2, Counted: true, Listed: []balance.Change{
			{Drop: people[:1], Add: people[1:2]}, {Add: people[:2]},
		}}
	}
	some := ways(1)
	some.Listed = some.Listed[:1]
	all := &balance.Recommendation{
		Add:       []string{"P010"},
		Meets:     []string{"short"},
		Lot:       true,
		Alike:     1,
		Confirmed: 1,
		Places: []balance.Place{
			{Drop: "P001", Add: "P010"}, {Drop: "P002"}, {Add: "P011"},
		},
	}
	wishes := &balance.Recommendation{
		Meets: []string{"short"}, Breaks: []string{"wish"}, MostWishes: true, Proved: true, Unknown: 1,
		Places: []balance.Place{{Drop: "P001", Add: "P010"}},
	}
	found := &balance.Recommendation{Meets: []string{"short"}, MostWishes: true, Places: []balance.Place{
		{
			Drop: "P001",
			Profiles: []map[planner.Dimension]string{
				{planner.Stakeholder: planner.Government, planner.Gender: "woman"},
			},
		},
		{
			Drop: "P002",
			Profiles: []map[planner.Dimension]string{
				{planner.Stakeholder: planner.Government, planner.Gender: "woman"},
			},
		},
		{
			Profiles: []map[planner.Dimension]string{
				{planner.Stakeholder: planner.Government},
				{planner.Region: planner.WEOG},
			},
		},
		{Drop: "P003", Profiles: []map[planner.Dimension]string{{planner.Gender: ""}}},
	}}
	out := []*balance.Advice{
		{
			Feasible: true, Proved: true, Recommended: all, Changes: some, NeverChosen: people, Wishes: &balance.Advice{
				Feasible: true, Changes: ways(4),
			},
			Excluded: []balance.Excluded{{People: people[:1], Rules: []string{"short min 1"}}, {People: people[1:2]}},
			Invitations: []balance.Invitation{
				{Person: "P010", Meets: []string{"short"}, Replaces: "P001"},
				{Person: "P011", Instead: []string{"P010"}},
				{Person: "P012", Meets: []string{"short"}},
			},
		},
		{Feasible: true, Proved: true, Recommended: wishes, Changes: ways(1), NeverChosen: people},
		{Feasible: true, Recommended: all, Changes: some, NeverUnfinished: true},
		{Feasible: true, Recommended: all, Changes: ways(1)},
		{
			Feasible:    true,
			Proved:      true,
			Recommended: all,
			Changes:     &balance.Changes{Min: 1, Alternatives: 1, Counted: true},
		},
		{
			Feasible: true,
			Proved:   true,
			Recommended: &balance.Recommendation{
				Drop: slices.Concat(people, people), Places: []balance.Place{{Drop: "P001"}},
			},
			Changes: ways(1),
		},
		{Proved: true, Recommended: found, Recruits: &balance.Recruits{Min: 2}, Invitations: []balance.Invitation{
			{
				Profiles: found.Places[0].Profiles,
				Replaces: "P001",
			}, {Profiles: found.Places[0].Profiles, Replaces: "P002"},
		}},
		{Feasible: true, AdditionsAsked: true, Changes: ways(1)},
		{AdditionsAsked: true},
		{Feasible: true, AdditionsAsked: true, Additions: &balance.Changes{}},
		{Feasible: true, AdditionsAsked: true, Additions: ways(1)},
		{Feasible: true, Wishes: &balance.Advice{Proved: true, Searched: 12, Conflict: []string{"wish"}}},
	}
	groups, regions := planner.StakeholderGroups(), planner.RegionalGroups()
	kinds := func(groups, regions []string) (out []map[planner.Dimension]string) {
		for _, g := range groups {
			for _, r := range regions {
				out = append(out, map[planner.Dimension]string{planner.Stakeholder: g, planner.Region: r})
			}
		}
		return out
	}
	out = append(out, &balance.Advice{Proved: true, Recruits: &balance.Recruits{Min: 2}, Recommended: &balance.Recommendation{
		Meets: []string{"short"}, AskFirst: true, Wishes: true,
		Ask: []balance.Question{
			{People: people[:1], Dimensions: []planner.Dimension{planner.Region}, Targets: []string{"short"}},
			{People: people, Dimensions: []planner.Dimension{planner.Gender}, Targets: []string{"short", "wish"}},
		},
		Places: []balance.Place{
			{Drop: "P001", Profiles: kinds(groups[:3], regions[:3])},
			{Drop: "P002", Profiles: kinds(groups[2:], regions[2:])},
			{Drop: "P003", Profiles: kinds([]string{""}, regions[:1])},
			{Drop: "P004", Profiles: kinds([]string{"Academia"}, []string{""})},
		},
	}})
	for i, rule := range []string{"joint", "nobody", "seats", "flag", "range", "distinct", "each", "most", "mixed"} {
		out[0].Excluded = append(
			out[0].Excluded,
			balance.Excluded{People: people[i%8 : i%8+1], Rules: []string{rule, "short max 1"}},
		)
	}
	out = append(out, &balance.Advice{Proved: true, Recommended: &balance.Recommendation{
		Meets: []string{"over"}, AskFirst: true, Places: []balance.Place{{Drop: "P001", Add: "P009"}},
		Ask: []balance.Question{{People: people[:1], Dimensions: []planner.Dimension{planner.Region}, Targets: []string{"short"}}},
	}})
	for _, x := range conflicts() {
		wish := *x
		out = append(out, x, &balance.Advice{Feasible: true, Proved: true, Wishes: &wish})
	}
	return out
}

// regionInDoubt is what the import notices where a region is not that of the country.
func regionInDoubt(country, region, given string) planner.Finding {
	return planner.Finding{
		Code: "region-contradicts", Form: "given", Severity: planner.Warning, Seen: given, Args: map[string]any{
			"country": planner.CountryName(country), "region": planner.ValueName(region), "given": planner.ValueName(given),
			"scheme": planner.MeaningName("un"),
		},
	}
}

// everyView are inputs whose sections on balance say everything that they can.
func everyView() []brief.Input {
	var out []brief.Input
	add := func(v brief.BalanceView, more ...brief.BalanceView) {
		in := FixtureInput()
		in.Meeting.Roster[9].Email = "a@b.cd"
		in.Meeting.Roster[9].Roles = []planner.Role{planner.RoleModerator}
		in.Meeting.Roster[9].Values[planner.Country] = []string{"Norway"}
		in.Meeting.Roster[9].Values[planner.Region] = []string{planner.African}
		in.Meeting.Findings = []planner.Finding{regionInDoubt("Norway", planner.WEOG, planner.African)}
		v.Judged = true
		in.Balance = append([]brief.BalanceView{v}, more...)
		out = append(out, in)
	}
	report := func(kind planner.PanelKind, targets ...balance.TargetResult) *balance.Report {
		r := *FixtureInput().Balance[0].Report
		r.Panel.Kind, r.Targets, r.Advice = kind, targets, nil
		return &r
	}
	kinds := []planner.PanelKind{
		planner.PanelNamed, planner.PanelSelected, planner.PanelSpeakers, planner.PanelConfirmed, planner.PanelEverybody,
		planner.PanelRemaining, "",
	}
	for i, a := range recommendations() {
		r := report(kinds[i%len(kinds)], everyTarget()...)
		r.Advice = a
		add(brief.BalanceView{Report: r})
	}
	single := report("", result(government("short"), missed(1, 0)))
	single.Advice = recommendations()[0]
	add(brief.BalanceView{Report: single})
	known := result(planner.Target{
		ID: "groups", Kind: planner.Distinct, Dimension: planner.Stakeholder, Min: planner.LimitOf(4),
	}, undecidedFor("", 1))
	known.Have = 2
	spread := report("", append(everyTarget(), known)...)
	spread.Advice = recommendations()[12]
	add(brief.BalanceView{Report: spread})
	both, open := result(government("wish"), missed(1, 0)), result(government("open"), missed(1, 0))
	both.Target.Tier, open.Status = planner.Should, balance.CannotTell
	add(brief.BalanceView{Report: report("", both, open)})
	met, wish := result(government("met")), result(government("wish"), missed(1, 0))
	wish.Target.Tier = planner.Should
	only := result(government("default"), missed(1, 0))
	only.Target.Pack = balance.CommonDefault
	informs := met
	informs.Informs = true
	women := met // a bound on what a panel of the chart shows
	women.Target.Dimension, women.Target.Value, women.Dimension, women.Value = planner.Gender, "woman", planner.Gender, "woman"
	women.Min, women.Max = 1, 2
	large := report("", met, women)
	large.Panel.Size = reports.MaxDots + 1
	large.Dimensions = []balance.DimensionResult{
		{Name: planner.Gender, Ordered: []balance.ValueCount{{Value: "woman"}}},
		{Name: planner.Stakeholder, Ordered: []balance.ValueCount{{Value: planner.Government, Count: 3}}, Unknown: 1},
		{
			Name:    planner.Region,
			Ordered: []balance.ValueCount{{Value: planner.African, Count: 1}},
			Missing: planner.RegionalGroups()[1:],
		},
		{
			Name:    planner.Age,
			Ordered: []balance.ValueCount{{Value: "18-34", Count: 2}, {Value: "35-54", Count: 2}},
			Unknown: 1,
		},
		{Name: planner.Country, Ordered: slices.Repeat([]balance.ValueCount{{Value: "x", Count: 1}}, 15)},
	}
	large.Overlaps = []balance.Overlap{{
		Rows: planner.Gender, Columns: planner.Region, RowValues: []string{"woman", "man"},
		ColumnValues: planner.RegionalGroups()[:2], Counts: [][]int{{0, 1}, {2, 0}}, Unknown: 2,
		Empty: []balance.Cell{{Row: "woman", Column: planner.African}},
	}}
	high, low := 0.4, 0.001
	for i, reference := range []string{"equal parts", "the members of the United Nations"} {
		large.Comparisons = append(large.Comparisons, balance.Comparison{
			Dimension: planner.Region, Reference: reference, N: 30, Outside: 2, P: []*float64{&high, &low}[i],
			Values: []balance.Represented{{Value: planner.African, Count: 3, Expected: 6}},
		})
	}
	large.Comparisons = append(large.Comparisons, balance.Comparison{
		Dimension: planner.Region, Reference: "equal parts", N: 3, Untested: balance.UntestedTooFew,
		Values: []balance.Represented{{Value: planner.African, Count: 3, Expected: 6}},
	})
	add(brief.BalanceView{Report: large})
	add(brief.BalanceView{Report: report("", met), Without: []string{"Samir"}})
	add(brief.BalanceView{Report: report("", met, wish)})
	add(brief.BalanceView{Report: report("", met, result(government("open"), undecidedFor("", 1)))})
	add(brief.BalanceView{Report: report("", only), Fits: "igf-workshop-2021"})
	add(brief.BalanceView{Report: report("", only), Packs: []brief.Pack{{Name: "igf-2021", Title: "IGF 2021", Year: 2021, Source: "https://example.org"}}})
	add(brief.BalanceView{Report: report("", informs)})
	add(brief.BalanceView{Report: report("")})
	out = append(out, brief.Input{Meeting: &planner.Meeting{}})
	return out
}

// TestEverySentenceOnBalance builds reports that say every message on balance in a
// language that is none: nothing else is said, and no message is left unsaid.
func TestEverySentenceOnBalance(t *testing.T) {
	c := pseudo(t)
	var said []string
	for _, in := range everyView() {
		in.Language = c
		given, err := json.Marshal([]any{in, in.Balance})
		if err != nil {
			t.Fatal(err)
		}
		b := brief.New(in)
		var texts []string
		for _, part := range []func(*brief.Brief) *reports.Section{
			firstSection, panel.RulesSection, panel.InvitationsSection, panel.CrossSection, panel.PeopleSection, panel.ComparedSection, panel.WaysSection,
		} {
			if s := part(b); s != nil {
				texts = append(texts, textsOf(s)...)
			}
		}
		for _, text := range texts {
			for _, word := range english.FindAllString(text, -1) {
				if !strings.Contains(string(given), word) {
					t.Errorf("%q of %q", word, text)
				}
			}
		}
		said = append(said, texts...)
	}
	all := strings.Join(said, "\n")
	if fault := regexp.MustCompile(`\[[a-z.-]+: .*`).FindString(all); fault != "" {
		t.Errorf("a message fails: %s", fault)
	}
	for _, name := range []string{"balance", "people"} {
		data, err := os.ReadFile("../messages/" + name + ".en.yaml")
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := yaml.Unmarshal(data, &tree); err != nil {
			t.Fatal(err)
		}
		unsaid(t, name, alter("", tree, func(_, text string) string { return widened(text) }), all)
	}
}

// unsaid finds the messages none of whose forms is among what was said.
func unsaid(t *testing.T, code string, node any, all string) {
	t.Helper()
	forms := []any{node}
	if m, ok := node.(map[string]any); ok {
		if m["other"] == nil {
			for key, child := range m {
				unsaid(t, code+"."+key, child, all)
			}
			return
		}
		forms = []any{m["one"], m["other"]}
	}
	for _, form := range forms {
		pattern := ""
		for i, part := range parameter.Split(form.(string), -1) {
			if i > 0 {
				pattern += `.*`
			}
			pattern += regexp.QuoteMeta(part)
		}
		if regexp.MustCompile(pattern).MatchString(all) {
			return
		}
	}
	t.Errorf("nothing says %s", code)
}

// TestBalanceSentence holds the sentence against the verdicts it counts.
func TestBalanceSentence(t *testing.T) {
	for _, in := range everyView() {
		b := brief.New(in)
		if b.Judged == nil {
			continue
		}
		n, met := 0, 0
		left := map[string]int{}
		for _, r := range b.Judged.Report.Targets {
			of := "wish"
			if r.Target.Tier == planner.Must {
				of = "must"
			}
			switch {
			case r.Informs:
				continue
			case r.Status == balance.Met:
				met++
			case r.Status == balance.Missed:
				left[of+"-missed"]++
			default:
				left[of+"-open"]++
			}
			n++
		}
		got := panel.BalanceSentence(b)
		for code, k := range left {
			if !strings.Contains(got, b.Say("left."+code, messages.Args{"n": k})) {
				t.Errorf("%d %s are not in: %s", k, code, got)
			}
		}
		if want := fmt.Sprintf(": %d of %d rule", met, n); len(left) > 0 && !strings.Contains(got, want) {
			t.Errorf("want %s in: %s", want, got)
		}
	}
}
