package build

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/groups"
	"roundtable/reports/build/internal/votes"
	"roundtable/reports/text"
)

// Each test here holds a kind of sentence that once misled against the numbers it is said of;
// the sentence is named. Others of the kind are in vote_sentences_test.go and public_test.go.

// firstPage is what the chair's first page says, as it is sent by mail.
func firstPage(t *testing.T, in brief.Input) string {
	t.Helper()
	d := Chair(in)
	d.Sections = d.Sections[:1]
	var out bytes.Buffer
	if err := text.WriteMarkdown(&out, d); err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(out.String(), `\`, "")
}

func holds(t *testing.T, page string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(page, want) {
			t.Errorf("want %q in:\n%s", want, page)
		}
	}
}

// "Q1 comes first" beside "✓ met Q7 beats every other issue": what is so is no rule that is
// met, and what nobody can tell does not come first.
func TestFactsAreNoVerdicts(t *testing.T) {
	opts := ranking.DefaultOptions()
	opts.Bootstrap = 200
	for _, lines := range [][]string{
		{"G 60 ABC", "G 50 BCA"}, {"G 30 ABC", "P 9 ACB"}, {"G 2 ABC", "P 2 BAC"}, {"G 3 A", "P 3 A"},
	} {
		in := voted(t, opts, lines...)
		for _, s := range Chair(in).Sections {
			for _, block := range s.Blocks {
				v, ok := block.(reports.Verdicts)
				for _, item := range v.Items {
					if ok && (item.State == reports.OK || item.State == reports.Miss) {
						t.Errorf("%v, %s: %s %s", lines, s.ID, item.State, item.Text)
					}
					if item.State == reports.Unsure && strings.Contains(item.Text, "comes first") {
						t.Errorf("%v: cannot tell: %s", lines, item.Text)
					}
				}
			}
		}
	}
}

// "It depends on the counting rule": the rival, and how many rules say what; "depends on what
// blanks mean", "depends on single ballots": to which issue the first place would go. What to
// ask the room names all of them.
func TestEveryRivalIsNamed(t *testing.T) {
	in := FixtureInput()
	r := in.Ranking
	first := func(id string) ranking.RuleResult { return ranking.RuleResult{Levels: [][]string{{id}}} }
	r.Rules = ranking.Rules{
		"borda": first("Q9"), "approval": first("Q9"), "copeland": first("Q4"), "irv": first("Q4"), "plurality": first("Q6"),
		"stv": first("Q2"),
	}
	f := &r.Firmness
	f.First, f.FirstOther, f.LeaveOneOut = []string{"Q9"}, []string{"Q7"}, ranking.LeaveOut{First: 1, FirstTo: []string{"Q1"}, Of: 42}
	f.Reasons = []ranking.Verdict{ranking.DependsOnBlanks, ranking.DependsOnRule, ranking.DependsOnFew, ranking.TooClose}
	f.Verdict, f.FirmTop = f.Reasons[0], &ranking.FirmTop{K: 9}
	if got := votes.Rivals(r); !slices.Equal(got, []string{"Q7", "Q6", "Q4", "Q1"}) {
		t.Fatalf("rivals %v", got)
	}
	holds(t, firstPage(t, in),
		"Counting rules that put Q9 first: 2 of 5. The others: Q4 by 2 rules, Q6 by first places alone.",
		"if issues left blank took part in no comparison, it would go to Q7",
		"Without one particular ballot Q1 “", "Last however one counts: Q11 and Q8.",
		"We suggest Q9, which leads. Ask the room.", "or with Q7 “")
	f.Reasons, f.Verdict = f.Reasons[3:], ranking.TooClose // other voters alone: the next one
	if got := votes.Rivals(r); !slices.Equal(got, []string{"Q7"}) {
		t.Fatalf("rivals %v", got)
	}
	holds(t, firstPage(t, in), "had other people like these voted, another issue might well come first")
	r.Warnings = []planner.Finding{{Code: "blanks-decide-rule", Args: map[string]any{
		"rules": []string{"copeland", "kemeny"}, "last": []string{"Q4"}, "ignored": []string{"Q1"},
	}}}
	holds(t, firstPage(t, in), "Leaving blanks out, 2 of 5 counting rules put Q1 first.", "or with Q1 “")
	r.Unranked = "ignore"
	holds(t, firstPage(t, in), "With blanks last, 2 of 5 counting rules put Q4 first.")
}

// "Groups and ballots put the same issue first" says nothing of the second place.
func TestWeightingBelowTheFirstPlace(t *testing.T) {
	opts := ranking.DefaultOptions()
	opts.Bootstrap, opts.Weights = 0, ranking.ByGroups
	in := voted(t, opts, "G 9 ABC", "P 2 ACB", "R 2 ACB")
	r := in.Ranking
	place := func(at int, of func(*ranking.Issue) int) string {
		i := slices.IndexFunc(r.Issues, func(i ranking.Issue) bool { return of(&i) == at })
		return r.Issues[i].ID
	}
	now := place(2, func(i *ranking.Issue) int { return i.Rank })
	heads := place(2, func(i *ranking.Issue) int { return i.RankHeads })
	if now == heads || r.Issues[0].ID != "A" {
		t.Fatalf("second %s and %s", now, heads)
	}
	holds(t, firstPage(t, in), fmt.Sprintf("With every ballot equal, %s would be in the first 2, not %s.", heads, now))
	opts.AgendaK = 2
	r = voted(t, opts, "G 9 ABC", "P 2 ACB", "R 2 ACB").Ranking
	if slices.Equal(r.Firmness.TopK, r.Firmness.TopKHeads) {
		t.Fatal("the first two are the same")
	}
	holds(t, firstPage(t, brief.Input{Ranking: r}),
		fmt.Sprintf("With every ballot equal, %s would be in the first 2, not %s.", heads, now))
}

// "One bar a working group": what a chart says of itself is what it shows, with figures, and
// where it is a table it speaks of no mark; nor of a colour, which changes with the page.
func TestChartsTellTheFinding(t *testing.T) {
	in := detailed()
	in.Ranking.Firmness.FirmTop = &ranking.FirmTop{K: 2}
	marks := regexp.MustCompile(`(?i)\b(bars?|lines?|dots?|darker|lighter|shaded?)\b`)
	charts := 0
	for _, s := range Chair(in).Sections {
		for _, block := range s.Blocks {
			c, ok := block.(reports.Chart)
			if !ok || slices.Contains([]string{"people"}, s.ID) {
				continue
			}
			if charts++; marks.MatchString(c.Summary) || !regexp.MustCompile(`\d`).MatchString(c.Summary) {
				t.Errorf("%s: %s", c.ID, c.Summary)
			}
		}
	}
	if charts < 4 {
		t.Errorf("%d charts", charts)
	}
	if page := firstPage(t, in); marks.MatchString(page) || !strings.Contains(page, "100 is alone first on every ballot, 0 alone last") {
		t.Error(page)
	}
	names, _ := filepath.Glob("../messages/*.en.yaml")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil || len(names) == 0 {
			t.Fatal(err)
		}
		if said := regexp.MustCompile(`(?i).*\b(darker|lighter)\b.*`).Find(data); said != nil {
			t.Errorf("%s: %s", name, said)
		}
	}
}

// wishPlan are three groups of a poll: P1 to P4 have their first choice, P5 sits elsewhere, P6
// and P7 wanted Q9 first, P8 and P9 wished nothing, and P1 sits in two groups.
func wishPlan() *grouping.Plan {
	member := func(id string, choice int) grouping.Member {
		return grouping.Member{ID: id, Voted: choice != 0, Choice: max(choice, 0)}
	}
	unformed := func(id string) grouping.Member {
		return grouping.Member{ID: id, Voted: true, Choice: 2, Unformed: true}
	}
	return &grouping.Plan{
		Finished: true, Groups: []grouping.Group{
			{ID: "G1", Issue: "Q1", Open: true, MinSize: 3, Members: []grouping.Member{
				member("P1", 1), member("P2", 1), member("P3", 1), unformed("P6"),
			}},
			{ID: "G2", Issue: "Q2", Open: true, MinSize: 3, Members: []grouping.Member{
				member("P4", 1), member("P5", 2), unformed("P7"), member("P1", 2),
			}},
			{ID: "G3", Issue: "Q3", Open: true, MinSize: 2, Members: []grouping.Member{member("P8", 0), member("P9", 0)}},
		},
		Wishes:    grouping.Wishes{People: 7, First: 4, Unformed: []grouping.Unformed{{Issue: "Q9", First: 2}}},
		Objective: grouping.Objective{ProvedOptimal: true},
	}
}

// "41 are their first choice", of people whose first choice has no group too: people are
// counted, once, by their own first choice, and the others are told why.
func TestFirstChoicesAreOnesOwn(t *testing.T) {
	in := brief.Input{Groups: wishPlan()}
	holds(t, firstPage(t, in), "3 working groups; everybody has a seat (9).",
		"4 of 7 with a wish got their own first choice.",
		"Wanted first by so many, but without a group: Q9 (2).",
		"Others, seated elsewhere for sizes or rules: 1.")
	in.Groups.Unassigned = []string{"P10"}
	page := firstPage(t, in)
	holds(t, page, "3 working groups; people with a seat: 9.", "1 person has no seat.")
	if strings.Contains(page, "everybody") {
		t.Error(page)
	}
}

// "1 rule for the groups could not be met": which one, that it is a wish, and why; nothing is
// called impossible that is not proved.
func TestMissedWishesAreExplained(t *testing.T) {
	government := func(have, short int, tier planner.Tier) []grouping.Target {
		return []grouping.Target{{
			Dimension: planner.Stakeholder, Value: planner.Government, Min: 1, Max: -1, Tier: tier, Have: have, Short: short,
		}}
	}
	in := brief.Input{Groups: wishPlan()}
	p := in.Groups
	for i, have := range []int{2, 1, 0} {
		p.Groups[i].Targets = government(have, max(0, 1-have), planner.Should)
	}
	holds(t, firstPage(t, in), "1 wish for the groups is not met.",
		"G3: Government 0 instead of at least 1 (given up for people’s choices or other rules)")
	p.Objective.ProvedOptimal = false
	holds(t, firstPage(t, in), "(no better proposal was found)")
	p.Groups[0].Targets[0].Have = 1
	holds(t, firstPage(t, in), "(only 2 in all, 3 asked for by all groups)")
	// Those who sit in groups that do not ask for them are there as well.
	in.Meeting = &planner.Meeting{Roster: planner.Roster{{
		ID: "P2", Values: map[planner.Dimension][]string{planner.Stakeholder: {planner.Government}},
	}}}
	p.Groups[0].Targets, p.Groups[1].Targets[0].Have = nil, 0
	holds(t, firstPage(t, in), "(only 1 in all, 2 asked for by all groups)")
	p.Groups[2].Targets[0].Tier = planner.Must
	page := firstPage(t, in)
	holds(t, page, "1 rule that must hold in a group is missed.", "G3: Government 0 instead of at least 1")
	if strings.Contains(page, "could not") || strings.Contains(page, "wish for the groups") {
		t.Error(page)
	}
	if said := strings.Join(textsOf(section(Chair(in), "groups")), "\n"); strings.Contains(said, "is missed") {
		t.Errorf("said twice: %s", said)
	}
}

// "The groups use Q5 where the agenda advises Q8", unexplained: the question, the answer and
// what it costs; and "Form a group on Q8?" only where that can be done.
func TestGroupsAgainstTheAgenda(t *testing.T) {
	in := brief.Input{Groups: wishPlan()}
	p := in.Groups
	ask := func() string { return groups.TopicQuestion(brief.New(in), p) }
	agenda := func(ids ...string) *ranking.Result { return &ranking.Result{Agenda: &ranking.Agenda{Issues: ids}} }
	for _, c := range []struct {
		name, want string
		wanted     int
		r          *ranking.Result
	}{
		{"the agenda has it, and more lose", "Give Q9 a group in place of Q1, to hear voters of every kind? We suggest no: at most 2 first choices won, 3 lost.", 2, agenda("Q9", "Q2", "Q3")},
		{"the agenda has it, and more win", "Give Q9 a group in place of Q2, to hear voters of every kind? We suggest yes: at most 2 first choices won, 1 lost.", 2, agenda("Q1", "Q9", "Q3")},
		{"the agenda has what nobody wants first", "Give Q8 a group in place of Q1, to hear voters of every kind? We suggest no: at most 0 first choices won, 3 lost.", 2, agenda("Q8", "Q2", "Q3")},
		{"no agenda, and nobody loses", "Give Q9 a group in place of Q3? We suggest yes: at most 2 first choices won, 0 lost.", 2, nil},
		{"enough for one more", "Form one more group, on Q9? We suggest yes: enough people want it first (3).", 3, nil},
		{"nobody wants another", "", 0, agenda("Q1", "Q2", "Q3")},
	} {
		in.Ranking = c.r
		p.Groups[0].MinSize, p.Groups[1].MinSize, p.Groups[2].MinSize = 3, 3, 2
		if p.Wishes.Unformed = []grouping.Unformed{{Issue: "Q9", First: c.wanted}}; c.wanted == 0 {
			p.Wishes.Unformed = nil
		}
		if c.wanted == 2 {
			p.Groups[2].MinSize = 3
		}
		if got := ask(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	in.Meeting = &planner.Meeting{Groups: []planner.GroupSpec{{ID: "G1"}}}
	if in.Ranking = agenda("Q9", "Q2", "Q3"); ask() != "" {
		t.Error("groups that were given are not put in question by the agenda")
	}
}

// "6 of 12 got their own first choice" of a poll, of which nobody asked for groups: no edition
// and no table tells of any, and the report says how to have some.
func TestGroupsNobodyAskedFor(t *testing.T) {
	in := brief.Input{Meeting: &planner.Meeting{}, Unasked: true}
	in.Ranking = &ranking.Result{Ballots: 7, Issues: []ranking.Issue{{ID: "Q1", Rank: 1}, {ID: "Q2", Rank: 2}, {ID: "Q3", Rank: 3}}}
	page := firstPage(t, in)
	for _, word := range []string{"orking group", "first choice", "Who is in"} {
		if strings.Contains(page, word) {
			t.Errorf("%s in\n%s", word, page)
		}
	}
	d := Chair(in)
	if s := section(d, "groups"); s.Lead != "Nobody asked for working groups, so none were formed. To have some, say how many: --groups 4." ||
		len(s.Blocks) > 0 {
		t.Errorf("%+v", s)
	}
	for _, id := range []string{"rounds", "fit", "assignments"} {
		if section(d, id) != nil {
			t.Errorf("there is a section %s", id)
		}
	}
}

// A small group whose few ballots carry much is told where one decides.
func TestFewWhoDecideAreOpen(t *testing.T) {
	opts := ranking.DefaultOptions()
	opts.Bootstrap = 0
	in := voted(t, opts, "G 20 ABC", "P 20 BAC", "R 2 CAB")
	holds(t, firstPage(t, in), "What is open", "R has 2 ballots, which carry 33 % of the total weight.")
}
