package build

import (
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/panel"
)

// Each test here holds a sentence on the panel against the numbers that it speaks of.

// roomOf is a roster of people by role, stakeholder group and region; empty cells stay so.
func roomOf(rows ...[3]string) planner.Roster {
	var out planner.Roster
	for i, row := range rows {
		p := planner.Participant{
			ID: string(rune('a' + i)), Name: "N" + string(rune('A'+i)), Roles: []planner.Role{planner.Role(row[0])},
			Values: map[planner.Dimension][]string{},
		}
		for k, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
			if row[k+1] != "" {
				p.Values[d] = []string{row[k+1]}
			}
		}
		out = append(out, p)
	}
	return out
}

// judgedRoom is the input of a report on the speakers of a roster.
func judgedRoom(t *testing.T, room planner.Roster, targets ...planner.Target) (Input, *balance.Report) {
	t.Helper()
	opts := balance.DefaultOptions()
	opts.Kind, opts.Session, opts.Pool = planner.PanelSpeakers, room, room
	speakers := slices.DeleteFunc(slices.Clone(room), func(p planner.Participant) bool {
		return !p.HasRole(planner.RoleSpeaker)
	})
	r := balance.Check(speakers, targets, opts)
	advice := balance.DefaultAdviceOptions()
	advice.Options = opts
	var err error
	if r.Advice, err = balance.Advise(t.Context(), room, speakers, targets, advice); err != nil {
		t.Fatal(err)
	}
	all := opts
	all.Kind = planner.PanelEverybody
	return Input{Meeting: &planner.Meeting{Roster: room}, Balance: []BalanceView{
		{Judged: true, Report: r}, {Report: balance.Check(room, targets, all)},
	}}, r
}

func saidOf(s *reports.Section) string {
	if s == nil {
		return ""
	}
	return strings.Join(textsOf(s), "\n")
}

func asks(d planner.Dimension, value string, low int, tier planner.Tier) planner.Target {
	return planner.Target{
		ID: string(d) + "=" + value, Dimension: d, Value: value, Min: planner.LimitOf(low), Tier: tier, TierGiven: true,
	}
}

// "3 other people in these files would count": all who would, of every kind, and nobody else.
func TestWhoWouldCountIsEverybodyWhoWould(t *testing.T) {
	room := roomOf([3]string{"speaker", planner.Government, planner.WEOG}, [3]string{"speaker", planner.Government, planner.WEOG},
		[3]string{"participant", planner.PrivateSector, planner.African}, [3]string{"participant", planner.PrivateSector, planner.WEOG},
		[3]string{"participant", planner.PrivateSector, planner.GRULAC}, [3]string{"participant", planner.CivilSociety, planner.African})
	for value, want := range map[string]string{
		planner.PrivateSector:      "3 other people in these files would count: NC, ND and NE.",
		planner.CivilSociety:       "1 other person in these files would count: NF.",
		planner.TechnicalCommunity: "Nobody else in these files would count",
	} {
		in, r := judgedRoom(t, room, asks(planner.Stakeholder, value, 1, planner.Should))
		r.Advice = nil
		if got := saidOf(panel.RulesSection(brief.New(in))); !strings.Contains(got, want) {
			t.Errorf("%s: want %q in\n%s", value, want, got)
		}
	}
}

// "Without any one of them all the others can be met" beside "Do without one of these rules":
// the same rules, and never the number of seats, which is no rule to do without.
func TestWhatCanBeLeftOutAgrees(t *testing.T) {
	room := roomOf([3]string{"speaker", planner.Government, ""}, [3]string{"participant", planner.CivilSociety, ""})
	in, r := judgedRoom(t, room, asks(planner.Stakeholder, planner.Government, 1, planner.Must),
		asks(planner.Stakeholder, planner.CivilSociety, 1, planner.Must))
	got := saidOf(panel.RulesSection(brief.New(in)))
	i := strings.Index(got, "Do without one of these rules")
	if r.Advice.Feasible || i < 0 || strings.Contains(strings.SplitN(got[i:], "\n", 2)[0], "seats") {
		t.Errorf("conflict %v, singles %v:\n%s", r.Advice.Conflict, r.Advice.SingleRules, got)
	}
}

// A withdrawal breaks a bound, not a range; one that is a share is that of the people left:
// of 6 at most 3 are half, of the 5 left at most 2.
func TestWithdrawalNamesTheBoundOfThoseLeft(t *testing.T) {
	rows := slices.Repeat([][3]string{{"speaker", planner.Government, planner.WEOG}}, 3)
	rows = append(rows, slices.Repeat([][3]string{{"speaker", planner.Government, planner.African}}, 3)...)
	half := asks(planner.Region, planner.WEOG, 1, planner.Must)
	half.MaxShare = planner.Ratio{Num: 1, Den: 2}
	in, _ := judgedRoom(t, roomOf(rows...), half)
	got := saidOf(&reports.Section{Blocks: []reports.Block{panel.Dependence(brief.New(in))}})
	if !strings.Contains(got, "“WEOG” (at most 2)") || strings.Contains(got, "1 to 3") || strings.Contains(got, "at most 3") {
		t.Errorf("said\n%s", got)
	}
}

// What is asked of the speakers is not asked of everybody listed.
func TestLimitsOfThePanelAreNotThoseOfTheRoom(t *testing.T) {
	room := roomOf(slices.Repeat([][3]string{{"participant", planner.Government, planner.WEOG}}, 20)...)
	for i := range 4 {
		room[i].Roles = []planner.Role{planner.RoleSpeaker}
	}
	in, _ := judgedRoom(t, room, asks(planner.Region, planner.WEOG, 2, planner.Must))
	s := panel.PeopleSection(brief.New(in))
	for _, block := range s.Blocks {
		if c, ok := block.(reports.Chart); ok && (c.Kind != reports.Bar || len(c.Series) != 1) {
			t.Errorf("20 people are held against what is asked of 4: %+v", c.Series)
		}
	}
	in.Balance = in.Balance[:1] // the four alone
	if got := saidOf(panel.PeopleSection(brief.New(in))); !strings.Contains(got, "The 4 speakers") {
		t.Errorf("said %s", got)
	}
}

// "asked for at least 4" is never said of a default that nobody asked for, nor "has 0" of what
// is not known.
func TestDefaultsAndBlanksAreSaidAsSuch(t *testing.T) {
	room := roomOf([3]string{"speaker", planner.Government, planner.WEOG}, [3]string{"speaker", planner.Government, ""},
		[3]string{"speaker", planner.Government, planner.WEOG})
	own := asks(planner.Region, planner.African, 1, planner.Must)
	ours := planner.Target{
		ID: "cover", Kind: planner.Distinct, Dimension: planner.Stakeholder, Min: planner.LimitOf(3), Tier: planner.Should,
		Pack: balance.CommonDefault,
	}
	in, _ := judgedRoom(t, room, own, ours)
	got := saidOf(panel.RulesSection(brief.New(in)))
	for _, want := range []string{
		"African Group: 1 person with no answer could decide it (asked for at least 1).",
		"Different stakeholder groups: 2 too few (has 1, a common default is at least 3).",
		"By whose rules, and how many: targets given for this meeting (1); a common default that nobody asked for (1).",
		"Ask NB for region: 1 rule hangs on the answer.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("want %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "asked for at least 3") || strings.Contains(got, "has 0") {
		t.Errorf("said\n%s", got)
	}
}

// The first page asks before it replaces, and what is asked is not asked again below.
func TestFirstPageAsksBeforeItReplaces(t *testing.T) {
	groups, regions := planner.StakeholderGroups(), planner.RegionalGroups()
	rows := [][3]string{{"speaker", "", ""}}
	for i := range 4 {
		rows = append(rows, [3]string{"speaker", groups[i], regions[i]})
	}
	distinct := func(d planner.Dimension) planner.Target {
		return planner.Target{ID: "all " + string(d), Kind: planner.Distinct, Dimension: d, Min: planner.LimitOf(5), Tier: planner.Must, TierGiven: true}
	}
	in, r := judgedRoom(t, roomOf(rows...), distinct(planner.Stakeholder), distinct(planner.Region))
	got := saidOf(section(Chair(in), "summary"))
	ask := strings.Index(got, "Ask NA for stakeholder group and region: 2 rules hang on the answers.")
	change := strings.Index(got, "After the answers, as far as it is still needed to meet “Different stakeholder groups” (at "+
		"least 5) and “Different regions” (at least 5): replace NA by someone new from ")
	if ask < 0 || change < ask || !r.Advice.Recommended.AskFirst || strings.Contains(got, "We suggest yes") ||
		strings.Contains(got, "depend on values that are not known") {
		t.Errorf("said\n%s", got)
	}
	// An answer that turns another rule alone makes no part of the change needless.
	r.Ask[0].Targets, r.Advice.Recommended.Ask = []string{"another"}, nil
	holds(t, firstPage(t, in), "After the answers, which may change whom to replace, and to meet “Different stakeholder groups” (at "+
		"least 5) and “Different regions” (at least 5): replace NA by someone new from ")
}

// A change that rests on a region in doubt says so beside it: of whom, what was given, and where
// the country is; and of nobody else.
func TestRegionInDoubtStandsBesideTheChange(t *testing.T) {
	room := roomOf([3]string{"speaker", planner.Government, planner.WEOG}, [3]string{"speaker", planner.Government, planner.WEOG},
		[3]string{"participant", planner.Government, planner.African})
	for i, country := range []string{"France", "Peru", "Viet Nam"} {
		room[i].Values[planner.Country] = []string{country}
	}
	in, _ := judgedRoom(t, room, asks(planner.Region, planner.African, 1, planner.Must))
	in.Meeting.Findings = []planner.Finding{
		regionInDoubt("Viet Nam", planner.AsiaPacific, planner.African), // who joins
		regionInDoubt("France", planner.WEOG, planner.GRULAC),           // somebody else of that country
	}
	got := saidOf(section(Chair(in), "summary"))
	want := "Check the region of NC (given as African Group; Viet Nam is in Asia-Pacific Group); see “What was noticed in the data”."
	if !strings.Contains(got, want) || strings.Contains(got, "France") {
		t.Errorf("said\n%s", got)
	}
}

// Of a panel that nobody gave rules for the first page says that, and what a common default would
// say; of people who only voted it says nothing.
func TestPanelWithoutRulesIsSaid(t *testing.T) {
	for kind, want := range map[planner.PanelKind]string{
		planner.PanelSpeakers:  "The 2 speakers: no rules were given; 1 of the 2 rules of a common default would be met.",
		planner.PanelNamed:     "The 2 people named: no rules were given; 1 of the 2 rules of a common default would be met.",
		planner.PanelEverybody: "",
	} {
		met, missed := result(government("met")), result(government("missed"), missed(1, 0))
		met.Target.Pack, missed.Target.Pack = balance.CommonDefault, balance.CommonDefault
		in := FixtureInput()
		in.Balance = []BalanceView{{Judged: true, Report: &balance.Report{
			Panel: balance.Panel{Kind: kind, Size: 2}, Targets: []balance.TargetResult{met, missed},
		}}}
		got := saidOf(section(Chair(in), "summary"))
		if want == "" && strings.Contains(got, "default") || !strings.Contains(got, want) || strings.Contains(got, "missed") {
			t.Errorf("%s: want %q in\n%s", kind, want, got)
		}
	}
}
