package build

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/mixing"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/groups"
	"roundtable/reports/messages"
)

// groupMessages are the texts on working groups by code, each as its plural forms.
func groupMessages(t *testing.T) map[string][]string {
	t.Helper()
	data, err := os.ReadFile("../messages/groups.en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]map[string]any
	if err := yaml.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for part, codes := range tree {
		for code, text := range codes {
			switch x := text.(type) {
			case string:
				out[part+"."+code] = []string{x}
			case map[string]any:
				for _, form := range x {
					out[part+"."+code] = append(out[part+"."+code], form.(string))
				}
			}
		}
	}
	return out
}

// facts are one fact of each kind, by the messages that begin so.
func factsOf(codes map[string][]string, prefix string) (out []grouping.Fact) {
	for code := range codes {
		kind, ok := strings.CutPrefix(code, prefix+".")
		if !ok || kind == "none" {
			continue
		}
		args := map[string]any{
			"group": "G1", "groups": []string{"G1", "G2"}, "n": 2, "of": 9, "from": 3, "size": 7, "share": "50 %",
			"least": 4, "min": 2, "max": 5, "want": 8, "have": 6, "seats": 11, "value": "18-35", "dimension": "age",
		}
		if prefix != "bound" {
			args["rule"] = grouping.Fact{Code: "min", Args: maps.Clone(args)}
		}
		out = append(out, grouping.Fact{Code: kind, Args: args})
	}
	slices.SortFunc(out, func(a, b grouping.Fact) int { return strings.Compare(a.Code, b.Code) })
	return out
}

// everyGrouping are inputs in which everything is said of working groups that can be.
func everyGrouping(t *testing.T) []brief.Input {
	codes := groupMessages(t)
	people := planner.Roster{
		{ID: "P1", Name: "Ana", Email: "ana@x.org", Values: map[planner.Dimension][]string{
			planner.Stakeholder: {planner.Government}, planner.Region: {planner.African},
		}},
		{ID: "P2", Name: "Bo"},
		{ID: "P3", Name: "Cy"},
		{ID: "P4", Name: "Di"},
		{ID: "P5", Name: "Ed"},
	}
	m := &planner.Meeting{Roster: people, Groups: []planner.GroupSpec{{ID: "G1"}}}
	target := func(tier planner.Tier, d planner.Dimension, value string, short, over int) grouping.Target {
		return grouping.Target{Dimension: d, Value: value, Tier: tier, Min: short, Short: short, Over: over, Max: -1}
	}
	var obstacles []grouping.Better
	for _, f := range factsOf(codes, "obstacle") {
		obstacles = append(obstacles, grouping.Better{Group: "G2", Choice: 1, Cost: 3, Obstacles: []grouping.Fact{f}})
	}
	for _, f := range factsOf(codes, "bound") {
		obstacles = append(obstacles, grouping.Better{Group: "G2", Choice: 1, Obstacles: []grouping.Fact{{
			Code: "broken", Args: map[string]any{"group": "G1", "rule": f},
		}}})
	}
	obstacles = append(
		obstacles,
		grouping.Better{Cost: -1},
		grouping.Better{With: "P2"},
		grouping.Better{Cost: 4, With: "P2"},
	)
	hours := func(suits, of int) *grouping.Hours {
		return &grouping.Hours{Suits: suits, Of: of, UTC: []string{"14:00 UTC"}}
	}
	mean := func(f float64) []grouping.Mean { return []grouping.Mean{{Dimension: "years", Mean: f, Known: 1}} }
	plan := &grouping.Plan{
		Groups: []grouping.Group{
			{
				ID: "G1", Topic: "", Open: true, MinSize: 2, MaxSize: 4, ChairsMissing: 1, Slot: "S7", Supervisor: "Zed",
				Hours: hours(
					1,
					2,
				), Means: mean(1), Common: []grouping.Common{{Dimension: planner.Language, Value: "fr"}},
				Members: []grouping.Member{
					{ID: "P1", Role: grouping.RoleChair, Voted: true, Choice: 1, Locked: true},
					{ID: "P2", Role: grouping.RoleCochair, Voted: true, Choice: 2},
					{ID: "P3", Role: grouping.RoleMember, Voted: true, Choice: 3},
				},
				Targets: []grouping.Target{
					target(planner.Must, planner.Gender, "woman", 1, 0), target(planner.Should, "", "size", 0, 1),
					target(
						planner.Should,
						planner.Region,
						"",
						1,
						0,
					), target(planner.Should, planner.Age, "18-35", 1, 0),
				},
			},
			{ID: "G2", Open: true, MinSize: 2, Hours: hours(0, 0), Means: mean(3), Members: []grouping.Member{
				{
					ID:     "P4",
					Voted:  true,
					Choice: 7,
				}, {ID: "P2", Voted: true}, {ID: "P3", Voted: true, Choice: 2, Unformed: true},
			}},
			{ID: "G3", Open: true, Hours: hours(1, 1), Members: []grouping.Member{{ID: "P4"}}},
			{ID: "G4"},
		},
		Left: []grouping.Left{
			{Person: "P5", Why: "none-asked"},
			{Person: "P5", Why: "barred"},
			{Person: "P5", Why: "full", Groups: []string{"G1"}},
			{Person: "P5", Why: "closed", Groups: []string{"G1"}},
			{Person: "P5", Why: "dearer", Groups: []string{"G1"}},
		},
		Wishes: grouping.Wishes{People: 4, First: 1, Unformed: []grouping.Unformed{{Issue: "Q9", First: 2}}},
		Objective: grouping.Objective{
			Value:       90,
			Bound:       120,
			Gap:         30,
			GapPeople:   2,
			MeetAgain:   1,
			EvenCost:    2,
			WorstChoice: 2,
		},
		Ladder: []grouping.Rung{
			{Worst: 1, ProvedImpossible: true}, {Worst: 2}, {Worst: 3, Possible: true, Price: 7}, {Possible: true},
		},
		Explanation: &grouping.Explanation{
			People: []grouping.PersonNote{
				{Person: "P2", Better: obstacles},
				{Person: "P3", Choice: 2, Better: obstacles[:1]},
			},
			Seats: []grouping.SeatPrice{{Group: "G1", Gain: 99}},
			Targets: []grouping.TargetPrice{{
				Target: "woman", Group: "G1", Value: "woman", Price: 77, Missed: 1,
			}},
			Withdrawals: []grouping.Withdrawal{
				{
					Person: "P1",
					Group:  "G1",
					Hurts:  factsOf(codes, "obstacle")[:2],
					Replacements: []grouping.Replacement{
						{Person: "P2", From: "G2", Cost: 3}, {Person: "P3"},
					},
				},
				{Person: "P2", Group: "G1", Hurts: factsOf(codes, "obstacle")[:1]},
			},
		},
		Changes: []grouping.Change{{Person: "P1", From: []string{"G2"}}},
	}
	change := func(edit func(*grouping.Plan)) brief.Input {
		p := *plan
		edit(&p)
		return brief.Input{Meeting: m, Groups: &p}
	}
	unlocked := func(edit func(*grouping.Plan)) brief.Input {
		in := change(func(p *grouping.Plan) { p.Groups = p.Groups[2:] })
		edit(in.Groups)
		return in
	}
	locks := func(value, bound int64) brief.Input {
		return change(func(p *grouping.Plan) {
			p.Explanation = &grouping.Explanation{Locks: &grouping.LockPrice{Value: value, Bound: bound}}
		})
	}
	all := brief.Input{Meeting: m, Groups: plan, Kept: true, Mix: tables()}
	view := []brief.BalanceView{{Judged: true, Report: &balance.Report{
		Targets: []balance.TargetResult{
			{ID: "a", Min: 1, Max: -1, Members: []string{"P1"}, Target: planner.Target{ID: "a", Text: "a1"}},
			{ID: "b", Max: 2, Members: []string{"P2"}, Target: planner.Target{ID: "b", Text: "b1"}},
			{ID: "c", Max: -1, Target: planner.Target{ID: "c", Text: "c1", Kind: planner.NotAllSame}},
		},
		Dependence: []balance.Dependence{
			{
				Person:  "P1",
				Targets: []string{"a", "b", "c", "gone"},
			}, {Person: "P2", Targets: []string{"a"}, Replacements: []string{"P3"}},
		},
	}}}
	all.Balance = view
	clash := brief.Input{Meeting: m, Impossible: &grouping.InfeasibleError{
		Why: factsOf(codes, "clash"), Proved: true, Smallest: true, Nearest: plan,
	}}
	for _, f := range factsOf(codes, "edit") {
		clash.Impossible.Relaxation = append(clash.Impossible.Relaxation, grouping.Edit{Says: f})
	}
	unplaced := brief.Input{Meeting: m, Impossible: &grouping.InfeasibleError{Why: factsOf(codes, "clash"), Proved: true}}
	issues := []ranking.Issue{{ID: "Q1"}, {ID: "Q2"}}
	free := *m
	free.Groups = nil
	first := func(agenda ...string) brief.Input {
		in := change(func(p *grouping.Plan) {
			p.Groups = []grouping.Group{{ID: "G1", Issue: "Q1", Open: true}, {ID: "G2", Issue: "Q2", Open: true}}
			p.Finished, p.Objective.GapPeople = true, 0
		})
		in.Meeting, in.Ranking = &free, &ranking.Result{Issues: issues, Agenda: &ranking.Agenda{Issues: agenda}}
		return in
	}
	voted := *m
	voted.Ballots = planner.NewBallots(1)
	voted.Ballots.Add(planner.Ballot{Voter: "nobody", Count: 1, Marks: []planner.Mark{1}})
	poll := first("Q1", "Q2")
	poll.Groups, poll.Unasked = nil, true
	return []brief.Input{
		all, clash, unplaced, first("Q1", "Q2"), first("Q1", "Q7"), poll,
		change(func(p *grouping.Plan) { p.Unassigned = []string{"P5"} }),
		{Meeting: &planner.Meeting{Roster: people}},
		{},
		{Meeting: &planner.Meeting{Roster: people}, Mix: tables()},
		{Meeting: m, Mix: tablesCut()},
		locks(90, 90), locks(92, 92), locks(95, 95), locks(92, 97), locks(93, 97),
		change(func(p *grouping.Plan) { p.Objective.ProvedOptimal = true }),
		unlocked(func(p *grouping.Plan) { p.Objective.ProvedOptimal = true }),
		unlocked(func(p *grouping.Plan) { p.Wishes, p.Objective.Bound = grouping.Wishes{}, 90 }),
		change(func(p *grouping.Plan) { p.Objective.MustMissed = 2 }),
		change(func(p *grouping.Plan) { p.Objective.EvenCost, p.Finished, p.Objective.Outside = 0, true, 1 }),
		change(func(p *grouping.Plan) { p.Wishes, p.Objective.Bound = grouping.Wishes{}, 90 }),
		{Meeting: &voted, Groups: &grouping.Plan{Groups: plan.Groups}},
		{Meeting: m, Kept: true, Groups: &grouping.Plan{Groups: []grouping.Group{{
			ID: "G1", Open: true, Members: plan.Groups[0].Members, Targets: []grouping.Target{target(planner.Must, "", "x", 0, 0)},
		}}}},
	}
}

// tables are two rounds at which somebody sits out.
func tables() *mixing.Plan {
	return &mixing.Plan{
		Tables: 2, Pairs: 4, PairsBound: 5, PairsAll: 10, SitOut: [2]int{0, 1}, SameTable: 1, Torn: [][2]string{{"P1", "P2"}},
		Spread: []mixing.Spread{{Dimension: planner.Region}, {Dimension: planner.Gender, Uneven: 1}},
		Rounds: []mixing.Round{
			{
				Tables: [][]string{{"P1", "P2"}, {"P3", "P4"}},
				Out:    []string{"P5"},
			}, {Tables: [][]string{{"P1", "P3"}, {"P2", "P4", "P5"}}},
		},
	}
}

func tablesCut() *mixing.Plan {
	m := tables()
	m.PairsBound, m.SitOut, m.SameTable, m.Finished = 4, [2]int{1, 1}, 0, true
	return m
}

// TestWorkingGroupsInNoLanguage says everything there is to say of working groups and
// tables in a language that is none: no English is left, and every message is said.
func TestWorkingGroupsInNoLanguage(t *testing.T) {
	c := pseudo(t)
	var said strings.Builder
	for i, in := range everyGrouping(t) {
		in.Language = c
		given, err := json.Marshal(in)
		if x := in.Impossible; x != nil && x.Nearest != nil {
			given, err = json.Marshal([]any{in, x, x.Nearest})
		}
		if err != nil {
			t.Fatal(err)
		}
		b := brief.New(in)
		sections := []*reports.Section{
			groups.GroupsSection(b),
			groups.MixSection(b),
			groups.FitSection(b),
			groups.AssignmentsSection(b),
			whatIfSection(b),
		}
		if in.Groups != nil {
			sections = append(sections, &reports.Section{ID: "summary", Blocks: []reports.Block{
				reports.Verdicts{Items: groups.FirstLines(b, in.Groups)},
			}})
		}
		if in.Mix != nil {
			sections = append(sections, groups.MixAlone(b))
		}
		if in.Groups != nil && in.Groups.Explanation != nil && len(in.Groups.Explanation.People) > 0 {
			sections = append(sections, &reports.Section{Blocks: groups.SeatOf(b, in.Groups, "P3")})
		}
		for _, s := range sections {
			if s == nil {
				continue
			}
			for _, text := range textsOf(s) {
				said.WriteString(text + "\n")
				if strings.Contains(text, "[") {
					t.Errorf("%d, %s: %q", i, s.ID, text)
				}
				if s.ID == "" {
					continue // explain is English
				}
				for _, word := range english.FindAllString(text, -1) {
					if !strings.Contains(string(given), word) && word != "UTC" {
						t.Errorf("%d, %s: %q of %q", i, s.ID, word, text)
					}
				}
			}
		}
	}
	for code, forms := range groupMessages(t) {
		if code == "groups.clash-line" { // of the terminal
			continue
		}
		if !slices.ContainsFunc(
			forms,
			func(form string) bool { return strings.Contains(said.String(), longest(form)) },
		) {
			t.Errorf("no test says %s", code)
		}
	}
}

// longest is the longest text of a message between its parameters, as it is said in no
// language.
func longest(form string) string {
	out := ""
	for _, part := range parameter.Split(form, -1) {
		if len(part) > len(out) {
			out = part
		}
	}
	return strings.Map(wide, out)
}

// TestEveryFactOfGroupsHasItsMessage: what package grouping states by a code is said.
func TestEveryFactOfGroupsHasItsMessage(t *testing.T) {
	codes := groupMessages(t)
	names, err := filepath.Glob("../../planner/grouping/*.go")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	stated := regexp.MustCompile(`(?:Code: |counted\(|Code = |code := )"([a-z-]+)"`)
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "findings.go") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range stated.FindAllStringSubmatch(string(data), -1) {
			if !slices.ContainsFunc([]string{"clash.", "bound.", "edit.", "obstacle."}, func(p string) bool {
				return codes[p+m[1]] != nil
			}) {
				t.Errorf("%s states %q, of which nothing is said", name, m[1])
			}
		}
	}
}

// TestGroupsHeldAgainstTheNumbers: what is said of topics, the proof and choices is what
// the plan holds.
func TestGroupsHeldAgainstTheNumbers(t *testing.T) {
	in := FixtureInput()
	d := Chair(in)
	p := in.Groups
	first := 0
	for i := range p.Groups {
		if p.Groups[i].Issue != in.Ranking.Issues[i].ID {
			t.Fatal("the fixture's groups are not the first issues")
		}
		for _, m := range p.Groups[i].Members {
			if m.Voted && m.Choice == 1 {
				first++
			}
		}
	}
	if got := section(d, "groups").Lead; got != "The topics are the 4 issues that come first in the order of the votes." {
		t.Error(got)
	}
	in.Ranking.Agenda = &ranking.Agenda{
		Issues: []string{p.Groups[0].Issue, p.Groups[1].Issue, p.Groups[2].Issue, "Q8"},
	}
	if got := section(Chair(in), "groups").Lead; !strings.Contains(
		got,
		"The agenda has Q8 instead of "+p.Groups[3].Issue+",",
	) {
		t.Error(got)
	}
	if got, want := said(in, "fit"), messages.English().Say("groups.wishes", messages.Args{"first": first, "n": p.Wishes.People}); first != p.Wishes.First || !strings.Contains(got, want) {
		t.Errorf("want %q in %q", want, got)
	}
}
