package sample

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/reports"
)

// The meeting is an invented meeting with its results worked out here by the
// simplest means, so that the tests of the reports do not depend on how the
// other packages think. Names are made up.

var names = strings.Fields(`Adaeze Bram Chiyo Dalia Emeka Farid Greta Hamid Ines Jonas Kofi Leilani
Mirela Nadia Oskar Pilar Quentin Rosa Samir Tova Ulla Viktor Wanjiru Ximena Yusuf Zofia Abebe Beatrix Cem
Dunja Eleni Fumiko Goran Hadiza Ilse Jaromir Katalin Lwazi Maren Nils Olamide Petra Rasmus Sunniva Tariq Uma Vesna Wim`)

var surnames = strings.Fields(
	`Okonkwo-Reyes Vandersteen Morikawa Haddadi Nwachukwu Zargarian Lindqvist Barakzai Monteverde Halvorsen
Asante Kealoha`,
)

// Issues are the issues of the meeting.
var Issues = []planner.Issue{
	{ID: "Q1", Name: "Keeping a shared root of trust when several registries disagree about who may change it"},
	{ID: "Q2", Name: "Who has to be at the table before a standard is called open"},
	{ID: "Q3", Name: "Custody of assets for people without a bank account"},
	{ID: "Q4", Name: "Protecting customers on trading platforms that sit in another country than their users"},
	{ID: "Q5", Name: "Fitting new assets into rules that were written for paper"},
	{ID: "Q6", Name: "What earlier forums can teach us"},
	{ID: "Q7", Name: "A place where engineers and supervisors understand each other, and what it would cost to keep " +
		"it open for ten years"},
	{ID: "Q8", Name: "Rules that do not stop new technology"},
	{ID: "Q9", Name: "Which problems come first"},
	{ID: "Q10", Name: "Reporting duties that small organisations can carry"},
	{ID: "Q11", Name: "What support smaller administrations need"},
}

// mix is a small fixed generator, so that the fixture is the same everywhere.
func mix(a, b int) int {
	x := uint32(a*2654435761 + b*40503 + 12345)
	x ^= x >> 15
	x *= 2246822519
	x ^= x >> 13
	return int(x >> 4)
}

func newRoster() planner.Roster {
	groups := planner.StakeholderGroups()
	regions := planner.RegionalGroups()
	weights := []int{14, 12, 3, 11, 8} // people by stakeholder group
	var out planner.Roster
	for g, n := range weights {
		for k := range n {
			i := len(out)
			p := planner.Participant{
				ID:    fmt.Sprintf("P%03d", i+1),
				Name:  names[i%len(names)] + " " + surnames[mix(i, 7)%len(surnames)],
				Roles: []planner.Role{planner.RoleParticipant},
				Values: map[planner.Dimension][]string{
					planner.Stakeholder: {groups[g]},
					planner.Region:      {regions[[]int{1, 4, 4, 0, 1, 3, 4, 1, 2}[mix(i, 3)%9]]},
					planner.Gender:      {[]string{"woman", "man", "man", "woman", "non-binary", "man"}[mix(i, 5)%6]},
					planner.Age:         {[]string{"18-34", "35-54", "35-54", "55+"}[mix(i, 11)%4]},
					planner.Attendance:  {[]string{"onsite", "onsite", "online"}[mix(i, 13)%3]},
				},
				Where: planner.Ref{File: "people.csv", Cell: fmt.Sprintf("line %d", i+2)},
			}
			if k == 0 || (g == 3 && k == 1) {
				p.Roles = []planner.Role{planner.RoleSpeaker}
			}
			if i%17 == 5 {
				delete(p.Values, planner.Gender)
			}
			if i%23 == 7 {
				delete(p.Values, planner.Region)
			}
			out = append(out, p)
		}
	}
	return out
}

func targets() []planner.Target {
	var out []planner.Target
	for _, g := range planner.StakeholderGroups() {
		out = append(out, planner.Target{
			ID: "stakeholder=" + g, Dimension: planner.Stakeholder, Value: g,
			Min: planner.LimitOf(1),
		})
	}
	for _, g := range planner.RegionalGroups() {
		out = append(out, planner.Target{
			ID: "region=" + g, Dimension: planner.Region, Value: g,
			Min: planner.LimitOf(1), Max: planner.LimitOf(2),
		})
	}
	return append(out,
		planner.Target{
			ID: "women", Dimension: planner.Gender, Value: "woman", MinShare: planner.Percent(40),
			Tier: planner.Should,
		},
		planner.Target{ID: "regions", Kind: planner.Distinct, Dimension: planner.Region, Min: planner.LimitOf(3)},
	)
}

// judge counts targets in the plainest way.
func judge(kind planner.PanelKind, who string, panel planner.Roster, targets []planner.Target) *balance.Report {
	r := &balance.Report{Schema: balance.Schema, Panel: balance.Panel{Size: len(panel), Kind: kind, Judged: who}}
	for i := range panel {
		r.Panel.Members = append(r.Panel.Members, panel[i].ID)
	}
	for _, t := range targets {
		res := balance.TargetResult{
			ID: t.ID, Dimension: t.Dimension, Value: t.Value, Min: t.Need(len(panel)), Max: -1,
			Tier: t.Tier, Target: t,
		}
		if t.Max.Given {
			res.Max = t.Max.N
		}
		distinct := map[string]bool{}
		for i := range panel {
			v, known := panel[i].Value(t.Dimension)
			switch {
			case !known:
				res.Unknown++
			case t.Kind == planner.Distinct:
				distinct[v] = true
			case v == t.Value:
				res.Have++
				res.Members = append(res.Members, panel[i].ID)
			}
		}
		if t.Kind == planner.Distinct {
			res.Have = len(distinct)
		}
		res.Short = max(0, res.Min-res.Have)
		if res.Max >= 0 {
			res.Over = max(0, res.Have-res.Max)
		}
		switch {
		case res.Over > 0 || res.Short > res.Unknown:
			res.Status = balance.Missed
		case res.Short > 0:
			res.Status = balance.CannotTell
		default:
			res.Status = balance.Met
		}
		r.Targets = append(r.Targets, res)
	}
	for _, d := range []planner.Dimension{
		planner.Stakeholder, planner.Region, planner.Gender, planner.Age,
		planner.Attendance,
	} {
		r.Dimensions = append(r.Dimensions, measure(panel, d))
	}
	r.Overlaps = []balance.Overlap{overlap(panel, planner.Stakeholder, planner.Region)}
	return r
}

func expected(d planner.Dimension) []string {
	switch d {
	case planner.Stakeholder:
		return planner.StakeholderGroups()
	case planner.Region:
		return planner.RegionalGroups()
	case planner.Gender:
		return []string{"woman", "man", "non-binary"}
	case planner.Age:
		return []string{"18-34", "35-54", "55+"}
	default:
		return []string{"onsite", "online"}
	}
}

func measure(panel planner.Roster, d planner.Dimension) balance.DimensionResult {
	out := balance.DimensionResult{Name: d, Counts: map[string]int{}}
	for _, v := range expected(d) {
		n := 0
		for i := range panel {
			if panel[i].Has(d, v) {
				n++
			}
		}
		out.Counts[v] = n
		out.Ordered = append(out.Ordered, balance.ValueCount{Value: v, Count: n})
		if n == 0 {
			out.Missing = append(out.Missing, v)
		}
	}
	for i := range panel {
		if _, ok := panel[i].Value(d); !ok {
			out.Unknown++
		}
	}
	return out
}

func overlap(panel planner.Roster, rows, columns planner.Dimension) balance.Overlap {
	o := balance.Overlap{Rows: rows, Columns: columns, RowValues: expected(rows), ColumnValues: expected(columns)}
	for _, r := range o.RowValues {
		line := make([]int, len(o.ColumnValues))
		for j, c := range o.ColumnValues {
			for i := range panel {
				if panel[i].Has(rows, r) && panel[i].Has(columns, c) {
					line[j]++
				}
			}
		}
		o.Counts = append(o.Counts, line)
	}
	return o
}

// newRanking orders the issues by invented group support.
func newRanking() *ranking.Result {
	groups := planner.StakeholderGroups()
	ballots := []int64{13, 11, 2, 9, 7}
	r := &ranking.Result{
		Schema: ranking.Schema, Weights: "groups", Unranked: "last", Ballots: 42, Abstain: 1,
		Seed: 2019, Rules: ranking.Rules{}, Kinds: []ranking.KindCount{{Kind: "ranking", Ballots: 42}},
	}
	for i, g := range groups {
		r.Groups = append(
			r.Groups,
			ranking.Group{Name: g, Ballots: ballots[i], Weight: 42 / (5 * float64(ballots[i]))},
		)
	}
	for k, is := range Issues {
		x := ranking.Issue{ID: is.ID, Name: is.Name, GroupSupport: map[string]float64{}, GroupRank: map[string]int{}}
		x.GroupAnswers = map[string]int64{}
		heads := 0.0
		low := math.Inf(1)
		for g, name := range groups {
			f := float64(mix(k*3+1, g*5+2)%860)/10 + 8
			if k == 6 {
				f = 55 + f/4
			}
			x.GroupAnswers[name] = ballots[g] - ballots[g]*int64(k)/20
			x.Answers += x.GroupAnswers[name]
			x.GroupSupport[name] = f
			x.Support += f / 5
			heads += f * float64(ballots[g]) / 42
			low = min(low, f)
		}
		x.SupportHeads = heads
		common := low / 100
		x.CommonGround = &common
		r.Issues = append(r.Issues, x)
	}
	slices.SortStableFunc(r.Issues, func(a, b ranking.Issue) int { return int((b.Support - a.Support) * 1000) })
	rank := func(get func(*ranking.Issue) float64, set func(*ranking.Issue, int)) {
		for i := range r.Issues {
			n := 1
			for j := range r.Issues {
				if get(&r.Issues[j]) > get(&r.Issues[i]) {
					n++
				}
			}
			set(&r.Issues[i], n)
		}
	}
	rank(func(i *ranking.Issue) float64 { return i.Support }, func(i *ranking.Issue, n int) { i.Rank = n })
	rank(func(i *ranking.Issue) float64 { return i.SupportHeads }, func(i *ranking.Issue, n int) { i.RankHeads = n })
	for _, g := range groups {
		rank(func(i *ranking.Issue) float64 { return i.GroupSupport[g] }, func(i *ranking.Issue,
			n int,
		) {
			i.GroupRank[g] = n
		})
	}
	var levels, copeland [][]string
	for i := range r.Issues {
		is := &r.Issues[i]
		levels = append(levels, []string{is.ID})
		is.RankInterval = []int{max(1, is.Rank-1-i/5), min(len(r.Issues), is.Rank+1)}
		r.Pairwise.Issues = append(r.Pairwise.Issues, is.ID)
	}
	copeland = append([][]string{{levels[1][0], levels[0][0]}}, levels[2:]...)
	r.Rules["borda"] = ranking.RuleResult{Levels: levels}
	r.Rules["schulze"] = ranking.RuleResult{Levels: levels}
	r.Rules["copeland"] = ranking.RuleResult{Levels: copeland}
	r.Rules["kemeny"] = ranking.RuleResult{Levels: levels, Notes: []ranking.Note{{Code: ranking.ManyOptima}}}
	for i := range r.Issues {
		row := make([]planner.Exact, len(r.Issues))
		for j := range r.Issues {
			share := 50 + (r.Issues[i].Support-r.Issues[j].Support)/2
			row[j] = planner.ExactOf(big.NewRat(int64(share*42), 100))
		}
		r.Pairwise.Weights = append(r.Pairwise.Weights, row)
	}
	r.Pairwise.Total = planner.ExactOf(big.NewRat(42, 1))
	r.CondorcetWinner = r.Issues[0].ID
	r.SmithSet = []string{r.Issues[0].ID}
	return r
}

// newPlan deals people into the first four issues.
func newPlan(roster planner.Roster, r *ranking.Result) *grouping.Plan {
	p := &grouping.Plan{Schema: grouping.Schema, Seed: 2019, Goal: "total", Finished: true}
	for g := range 4 {
		p.Groups = append(p.Groups, grouping.Group{
			ID: fmt.Sprintf("G%02d", g+1), Issue: r.Issues[g].ID, Topic: r.Issues[g].Name, Open: true,
			MinSize: 9, MaxSize: 14, Chairs: 2,
		})
	}
	for i := range roster {
		if i%19 == 18 {
			p.Unassigned = append(p.Unassigned, roster[i].ID)
			continue
		}
		g := &p.Groups[i%4]
		m := grouping.Member{ID: roster[i].ID, Role: grouping.RoleMember, Voted: i%8 != 3, Choice: []int{
			1, 1, 2, 1, 3,
			1, 2, 0, 5,
		}[mix(i, 17)%9]}
		if !m.Voted {
			m.Choice = 0
		}
		if len(g.Members) == 1 {
			m.Role = grouping.RoleChair
		}
		if len(g.Members) == 4 && i%4 != 2 {
			m.Role = grouping.RoleCochair
		}
		m.Locked, m.Unformed = i == 9, m.Choice == 2
		g.Members = append(g.Members, m)
		switch w := &p.Wishes; {
		case !m.Voted:
		case m.Choice == 1:
			w.People, w.First = w.People+1, w.First+1
		case m.Choice == 2:
			w.People, w.BestFormed = w.People+1, w.BestFormed+1
		case m.Choice > 2:
			w.People, w.Listed = w.People+1, w.Listed+1
		default:
			w.People, w.Outside = w.People+1, w.Outside+1
		}
	}
	p.Wishes.Unformed = []grouping.Unformed{{Issue: r.Issues[5].ID, First: p.Wishes.BestFormed}}
	p.Groups[2].ChairsMissing = 1
	for g := range p.Groups {
		for _, v := range planner.StakeholderGroups() {
			t := grouping.Target{
				ID: "stakeholder=" + v, Dimension: planner.Stakeholder, Value: v, Min: 1, Max: -1,
				Tier: planner.Should,
			}
			for _, m := range p.Groups[g].Members {
				if roster[roster.ByID(m.ID)].Has(planner.Stakeholder, v) {
					t.Have++
				}
			}
			t.Short = max(0, 1-t.Have)
			p.Groups[g].Targets = append(p.Groups[g].Targets, t)
		}
	}
	p.Objective = grouping.Objective{Value: 3120, Bound: 3124, Gap: 4, WorstChoice: 5, Outside: 4}
	p.Ladder = []grouping.Rung{
		{Worst: 1, ProvedImpossible: true},
		{Worst: 2},
		{Worst: 3, Possible: true, Outside: 5, Value: 3044, Bound: 3060, Price: 76},
		{Possible: true, Outside: 4, Value: 3120, Bound: 3124},
	}
	return p
}

// SampleResults are the whole meeting with all its results: the panel that the rules
// speak of is that of the speakers.
type Results struct {
	Meeting             *planner.Meeting
	Speakers, Everybody *balance.Report
	Ranking             *ranking.Result
	Groups              *grouping.Plan
	Provenance          reports.Provenance
}

// Meeting returns the meeting, made anew so that tests may change it.
func Meeting() Results {
	roster := newRoster()
	speakers := roster.WithRole(planner.RoleSpeaker)
	r := newRanking()
	judged := judge(planner.PanelSpeakers, "the 6 speakers", speakers, targets())
	judged.Dependence = []balance.Dependence{
		{
			Person: speakers[0].ID, Targets: []string{"stakeholder=" + planner.CivilSociety},
			Replacements: []string{"P003", "P004"},
		},
		{Person: speakers[2].ID, Targets: []string{"stakeholder=" + planner.Intergovernmental}},
	}
	one := func(id string) []balance.ProfileChoice {
		return []balance.ProfileChoice{{Choose: 1, People: []string{id}}}
	}
	leave, region := speakers[3].ID, "region="+planner.African
	judged.Advice = &balance.Advice{
		Feasible: true, Proved: true, Seats: 6, Searched: 48,
		Changes: &balance.Changes{
			Min: 1, Alternatives: 3, Counted: true,
			Listed: []balance.Change{
				{
					Drop: []string{leave},
					Add:  []string{"P031"},
				}, {Drop: []string{speakers[4].ID}, Add: []string{"P033"}},
			},
			Profiles: []balance.ProfileChange{
				{
					Drop:   one(leave),
					Add:    one("P031"),
					Panels: 1,
				}, {Drop: one(speakers[4].ID), Add: one("P033"), Panels: 1},
			},
		},
		Recommended: &balance.Recommendation{
			Drop: []string{leave}, Add: []string{"P031"}, Places: []balance.Place{{Drop: leave, Add: "P031"}},
			Meets: []string{region}, Alike: 1, Lot: true, Seed: 1, Proved: true,
		},
		Invitations: []balance.Invitation{
			{Person: "P031", Meets: []string{region}, Replaces: leave},
			{Person: "P033", Meets: []string{region}, Replaces: leave, Instead: []string{"P031"}},
		},
	}
	m := &planner.Meeting{
		Title: "Forum on shared registries", Roster: roster, Issues: Issues,
		Findings: []planner.Finding{
			{
				Code: "value-unknown", Severity: planner.Error, Where: planner.Ref{
					File: "people.xlsx", Sheet: "People",
					Cell: "D17",
				}, Also: []planner.Ref{{File: "people.xlsx", Sheet: "People", Cell: "D22"}},
				Seen: "Westen Europe", Text: "“Westen Europe” is not a regional group.", Fix: "Did you mean " +
					"“Western European and Others Group (WEOG)”? Correct the cells or add an alias.",
			},
			{
				Code: "row-duplicate", Severity: planner.Warning, Where: planner.Ref{
					File: "people.xlsx", Sheet: "People",
					Cell: "A40",
				}, Text: "The same person is listed twice; the first row was used.",
				Fix: "Delete one of the two rows.",
			},
			{
				Code: "cell-trimmed", Severity: planner.Note, Where: planner.Ref{File: "votes.csv", Cell: "line 12"},
				Text: "Spaces around a name were removed.",
			},
		},
		Sources: []planner.Source{{File: "people.xlsx", Bytes: 18234, SHA256: strings.Repeat("ab", 32)}},
	}
	return Results{
		Meeting:   m,
		Speakers:  judged,
		Everybody: judge(planner.PanelEverybody, "", roster, targets()),
		Ranking:   r,
		Groups:    newPlan(roster, r),
		Provenance: reports.Provenance{
			Version: "1.0.0", Date: "22 November 2026", Seed: 2019, Command: "roundtable plan people.xlsx " +
				"votes.csv --out out",
			Settings: []reports.Pair{{"weights", "groups"}, {"groups", "4"}},
			Sources: []reports.Pair{
				{"people.xlsx", strings.Repeat("ab", 32)},
				{"votes.csv", strings.Repeat("cd", 32)},
			},
			Notes: []string{"No data left this computer: the program makes no connection, and this page " +
				"loads nothing."},
		},
	}
}
