package disclosure

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/reports"
)

// proposal is a meeting on three issues with working groups on them, the last issue of
// the ballot paper first.
func proposal() (*planner.Meeting, *grouping.Plan) {
	m := &planner.Meeting{Issues: []planner.Issue{{ID: "Q1"}, {ID: "Q2"}, {ID: "Q3"}}}
	p := &grouping.Plan{}
	for i, issue := range []string{"Q3", "Q1", "Q2"} {
		g := grouping.Group{ID: fmt.Sprint("G0", i+1), Issue: issue, Topic: "On " + issue}
		for n := range 4 + 2*(i%2) { // 4, 6, 4
			id := fmt.Sprint(issue, n)
			m.Roster = append(m.Roster, planner.Participant{ID: id, Values: map[planner.Dimension][]string{
				planner.Stakeholder: {planner.StakeholderGroups()[i]}, planner.Gender: {"woman"},
			}})
			g.Members = append(g.Members, grouping.Member{ID: id, Role: grouping.RoleMember})
		}
		p.Groups = append(p.Groups, g)
	}
	return m, p
}

// toldOf is the proposal as a policy lets it be told, at a level of the votes.
func toldOf(t *testing.T, m *planner.Meeting, p *grouping.Plan, level Level, open bool) *Groups {
	t.Helper()
	g := guard{m: m, policy: &Policy{K: 5, OpenRoster: open, Classes: DefaultPolicy().Classes}, apart: true}
	g.out.Votes = &Votes{Level: level}
	return g.groups(p)
}

func topics(g *Groups) string {
	var out []string
	for _, x := range g.Groups {
		out = append(out, x.Topic)
	}
	return fmt.Sprintf("%q", out)
}

// Topics that the ranking gave stand in the order of the ballot paper where the order is
// told, and are not told where it is not; topics of the users stand as they were given,
// if all were.
func TestTopicsOfGroups(t *testing.T) {
	m, p := proposal()
	for level, want := range map[Level]string{
		Nothing: `["" "" ""]`, First: `["" "" ""]`, Order: `["On Q1" "On Q2" "On Q3"]`, Fifths: `["On Q1" "On Q2" "On Q3"]`,
	} {
		got := toldOf(t, m, p, level, false)
		if topics(got) != want {
			t.Errorf("level %d: %s, want %s", level, topics(got), want)
		}
		if level < Order && (got.Groups[0].Size != 6 || got.Groups[1].Size != 4) {
			t.Errorf("level %d: not by size: %+v", level, got.Groups)
		}
	}
	g := guard{m: m, policy: &Policy{}, out: Protected{Votes: &Votes{}}}
	few := g.groups(p).Untold
	g.out.Votes.Topics = true
	enough := g.groups(p).Untold
	g.out.Votes = nil
	if none := g.groups(p).Untold; !few || enough || none {
		t.Errorf("topics told to the participants: %t, %t, %t", !few, !enough, !none)
	}
	for _, x := range p.Groups {
		m.Groups = append(m.Groups, planner.GroupSpec{ID: x.ID, Topic: x.Topic})
	}
	if got := toldOf(t, m, p, First, false); topics(got) != `["On Q3" "On Q1" "On Q2"]` || got.Untold {
		t.Errorf("given topics: %+v", got)
	}
	m.Groups[1].Topic = "Another" // the ID alone is not enough, nor the topic
	if got := topics(toldOf(t, m, p, First, false)); got != `["" "" ""]` {
		t.Errorf("a topic that was not given: %s", got)
	}
	m.Groups[1] = planner.GroupSpec{ID: "G09", Topic: p.Groups[1].Topic}
	if got := topics(toldOf(t, m, p, First, false)); got != `["" "" ""]` {
		t.Errorf("a group that was not given: %s", got)
	}
}

// Chairs are counted; of the wishes nothing is told, whatever they are, and of those
// without a seat not how many they are.
func TestChairsAndWishesOfGroups(t *testing.T) {
	m, p := proposal()
	members := func(i int) []grouping.Member { return p.Groups[i].Members }
	members(0)[0].Role, members(0)[1].Role, members(1)[0].Role = grouping.RoleChair, grouping.RoleCochair, grouping.RoleChair
	wishes := []int{1, 1, 1, 2, 3, 3, 4, 0, 0, 0}
	for i, c := range wishes {
		x := &p.Groups[i/4].Members[i%4]
		x.Voted, x.Choice = true, c
	}
	got := toldOf(t, m, p, Order, false)
	chairs := []int{got.Groups[0].Chairs, got.Groups[1].Chairs, got.Groups[2].Chairs}
	if !slices.Equal(chairs, []int{1, 0, 2}) {
		t.Errorf("chairs %v", chairs)
	}
	for i, c := range wishes {
		p.Groups[i/4].Members[i%4].Choice = 5 - c
	}
	if other := toldOf(t, m, p, Order, false); !reflect.DeepEqual(got, other) {
		t.Errorf("other wishes: %+v\n%+v", got, other)
	}
	p.Unassigned = []string{"a"}
	one := toldOf(t, m, p, Order, false)
	p.Unassigned = []string{"a", "b", "c"}
	if three := toldOf(t, m, p, Order, false); !one.Unseated || got.Unseated || !reflect.DeepEqual(one, three) {
		t.Errorf("people without a seat: %+v\n%+v", one, three)
	}
}

// Composition and targets of groups are told of an open roster, by open dimensions alone.
func TestOpenGroups(t *testing.T) {
	m, p := proposal()
	target := func(short, over int) grouping.Target {
		return grouping.Target{Dimension: planner.Stakeholder, Short: short, Over: over}
	}
	p.Groups[0].Targets = []grouping.Target{target(0, 0), target(1, 0), target(0, 1)}
	p.Groups[1].Targets = []grouping.Target{target(0, 0)}
	if got := toldOf(t, m, p, Order, false); got.TargetsAsked != 0 || len(got.Groups[0].Tables) > 0 || !got.Closed {
		t.Errorf("closed roster: %+v", got)
	}
	got := toldOf(t, m, p, Order, true)
	if got.TargetsMet != 2 || got.TargetsAsked != 4 || got.Closed {
		t.Errorf("%d of %d targets met", got.TargetsMet, got.TargetsAsked)
	}
	for _, x := range got.Groups {
		if len(x.Tables) != 1 || x.Tables[0].People != x.Size || x.Tables[0].Dimension != string(planner.Stakeholder) {
			t.Errorf("tables of %s: %+v", x.Topic, x.Tables)
		}
	}
	g := guard{m: m, policy: &Policy{K: 5, OpenRoster: true, Classes: DefaultPolicy().Classes}}
	if got := g.groups(p); len(got.Groups[0].Tables) > 0 || len(got.Groups) != 3 {
		t.Errorf("groups are of a few more than the panel: %+v", got.Groups[0])
	}
	p.Groups[2].Targets = []grouping.Target{{Dimension: planner.Gender}}
	if got := toldOf(t, m, p, Order, true); got.TargetsAsked != 0 {
		t.Error("a target by gender counts")
	}
}

// What the people are called of whom a table speaks.
func TestWordsForPopulations(t *testing.T) {
	speaker, other := []planner.Role{planner.RoleSpeaker}, []planner.Role{planner.RoleParticipant}
	roster := func(roles ...[]planner.Role) *planner.Meeting {
		m := &planner.Meeting{}
		for i, r := range roles {
			m.Roster = append(m.Roster, planner.Participant{
				ID: fmt.Sprint(
					i,
				), Roles: r, Values: map[planner.Dimension][]string{planner.Stakeholder: {planner.Government}},
			})
		}
		return m
	}
	for _, c := range []struct {
		what      string
		m         *planner.Meeting
		panel     []string
		judged    string
		open      bool
		announced bool
		exact     string
		crowd     string
	}{
		{
			"all speak", roster(speaker, speaker),
			[]string{"0", "1"},
			"the 2 speakers", false, true,
			"panelthe 2 speakers", "off-programme",
		},
		{"nobody is judged", roster(other, other), nil, "", false, false, "", "off-programme"},
		{"a part of all, none on the programme", roster(other, other), []string{"0"}, "the panel", false, false, "", "panel"},
		{"all, none on the programme", roster(other, other), []string{"0", "1"}, "all", false, false, "", everybody},
		{
			"all, one speaks", roster(speaker, other),
			[]string{"0", "1"},
			"all", false, false,
			"programme", "everybody-off-programme",
		},
		{
			"two of three, one speaks", roster(speaker, other, other),
			[]string{"0", "1"},
			"two", false, false,
			"programme", "panel-off-programme",
		},
		{"open, all", roster(other, other), []string{"0", "1"}, "all 2 listed", true, true, everybody, everybody},
		{
			"open, a part by name", roster(other, other),
			[]string{"0"},
			"named", true, true,
			"panelnamed;" + everybody, everybody,
		},
		{"open, a part without one", roster(other, other), []string{"0"}, "", true, true, "panel;" + everybody, everybody},
	} {
		policy := DefaultPolicy()
		policy.OpenRoster, policy.K = c.open, 1
		g := guard{m: c.m, policy: &policy, whole: map[planner.Dimension]bool{}}
		g.people(&balance.Report{Panel: balance.Panel{Size: len(c.panel), Members: c.panel, Kind: planner.PanelKind(c.judged)}})
		var list []string
		for _, x := range g.out.Tables {
			if len(x.Rows) > 0 { // no table of those who are too few
				list = append(list, x.Population.Code+x.Population.Who)
			}
		}
		exact := strings.Join(list, ";")
		if g.out.Panel.Announced != c.announced || exact != c.exact || g.crowd != (Saying{Code: c.crowd}) {
			t.Errorf("%s: announced %t, exact %q, crowd %+v", c.what, g.out.Panel.Announced, exact, g.crowd)
		}
	}
}

// Where nobody was judged there is no panel, and those who speak are the programme.
func TestSpeakersWithoutAPanel(t *testing.T) {
	m := &planner.Meeting{Roster: make(planner.Roster, 3)}
	for i := range m.Roster {
		m.Roster[i].Roles = []planner.Role{planner.RoleSpeaker}
		m.Roster[i].Values = map[planner.Dimension][]string{planner.Region: {planner.RegionalGroups()[i]}}
	}
	p, err := Protect(m, Results{}, reports.Provenance{}, DefaultPolicy())
	if err != nil || len(p.Tables) != 1 || p.Tables[0].Population.Code != "programme" {
		t.Errorf("%+v, %v", p.Tables, err)
	}
}

// Of a panel from which one to four withdraw, who is on it is counted, and not who was: the
// difference would be those. Five and more are a crowd.
func TestWhoWithdrawsIsNotCounted(t *testing.T) {
	for _, open := range []bool{false, true} {
		for _, gone := range []int{0, 1, 4, 5, 6} {
			m := &planner.Meeting{}
			report := &balance.Report{}
			for i := range 20 {
				p := planner.Participant{ID: fmt.Sprint(i), Values: map[planner.Dimension][]string{
					planner.Stakeholder: {planner.StakeholderGroups()[i%3]}, planner.Region: {planner.RegionalGroups()[i%4]},
				}}
				if !open {
					p.Roles = []planner.Role{planner.RoleSpeaker}
				}
				m.Roster = append(m.Roster, p)
				if i >= gone {
					report.Panel.Members = append(report.Panel.Members, p.ID)
				}
			}
			report.Panel.Size = len(report.Panel.Members)
			policy := DefaultPolicy()
			policy.OpenRoster = open
			p, err := Protect(m, Results{Balance: report}, reports.Provenance{}, policy)
			if err != nil {
				t.Fatal(err)
			}
			sizes := map[int]bool{}
			for _, x := range p.Tables {
				sizes[x.People] = true
			}
			for _, x := range p.Cross {
				sizes[x.People] = true
			}
			want := map[int]bool{20 - gone: true}
			if gone >= 5 {
				want[20] = true
			}
			if !reflect.DeepEqual(sizes, want) || (len(p.Cross) > 0) != (open && want[20]) {
				t.Errorf("open %t, %d withdraw: tables of %v, %d crossed", open, gone, sizes, len(p.Cross))
			}
		}
	}
}

// The source of a rule is told where it is an address on the web.
func TestSourcesOfRules(t *testing.T) {
	for source, told := range map[string]bool{
		"https://www.intgovforum.org/en/content/manual": true, "HTTP://example.org": true,
		"rules.csv": false, "": false, "C:/targets/Zoe.xlsx": false, "file:///home/zoe/rules.csv": false,
		"https:///rules.csv": false, ":rules": false, "//server/zoe/rules.csv": false,
	} {
		p, err := Protect(&planner.Meeting{}, Results{
			Balance: &balance.Report{Targets: []balance.TargetResult{{Target: planner.Target{Source: source}}}},
		}, reports.Provenance{}, DefaultPolicy())
		if err != nil || (p.Targets[0].Source == source) != (told || source == "") {
			t.Errorf("%q: %q, %v", source, p.Targets[0].Source, err)
		}
	}
}

// An edition that follows a released one tells nothing of the votes or of people, not even
// how many there are.
func TestReplacingTellsNothing(t *testing.T) {
	r := &ranking.Result{Ballots: 60, OneBallot: ranking.OneBallot{Counted: 60, Whole: 60, Alike: true}}
	for i := range 6 {
		r.Issues = append(r.Issues, ranking.Issue{ID: fmt.Sprint("Q", i), Rank: i + 1})
	}
	policy := DefaultPolicy()
	policy.Replaces, policy.VotesByGroup = true, true
	m := &planner.Meeting{Roster: make(planner.Roster, 60)}
	p, err := Protect(m, Results{Ranking: r}, reports.Provenance{}, policy)
	if err != nil || p.Votes.Level != Nothing || len(p.Votes.Issues) > 0 || p.Votes.Ballots > 0 || p.Participants > 0 {
		t.Errorf("%+v, %v", p.Votes, err)
	}
}
