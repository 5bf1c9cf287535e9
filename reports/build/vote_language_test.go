package build

import (
	"encoding/json"
	"maps"
	"math/big"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/public"
	"roundtable/reports/build/internal/votes"
	"roundtable/reports/disclosure"
)

// voteSections are those that tell of votes and hums.
var voteSections = []string{
	"ranking", "changes", "agree", "hums", "agenda", "annex-rules", "audit", "issue", "rule",
}

// everyVote are results in which everything is the case that can be told of a vote.
func everyVote() map[string]brief.Input {
	base := detailed()
	out := map[string]brief.Input{"fixture": FixtureInput(), "detailed": base}
	with := func(name string, change func(in *brief.Input, r *ranking.Result)) {
		in, r, a, agreed := base, *base.Ranking, *base.Ranking.Agenda, *base.Ranking.Agreement
		r.Issues, r.Groups, r.Agenda, r.Agreement = slices.Clone(r.Issues), slices.Clone(r.Groups), &a, &agreed
		in.Ranking = &r
		change(&in, &r)
		out[name] = in
	}
	kinds := func(r *ranking.Result, names ...string) {
		r.Kinds = nil
		for _, n := range names {
			r.Kinds = append(r.Kinds, ranking.KindCount{Kind: n, Ballots: 9})
		}
	}
	for _, mode := range []string{"heads", "groups", "shares", "raked", "organisation", "organisation-two-stage"} {
		with("weights "+mode, func(_ *brief.Input, r *ranking.Result) { r.Weights, r.Warnings = mode, nil })
	}
	for _, kind := range []string{"ranking", "approval", "score", "points", "hum"} {
		with("kind "+kind, func(_ *brief.Input, r *ranking.Result) { kinds(r, kind) })
	}
	with("kinds", func(_ *brief.Input, r *ranking.Result) { kinds(r, "ranking", "score") })
	with("no answer", func(_ *brief.Input, r *ranking.Result) {
		kinds(r, "approval")
		r.Issues[0].UnansweredBy = []string{planner.Government}
		half := planner.ExactOf(big.NewRat(1, 2))
		r.Pairwise.Issues = []string{r.Issues[0].ID, r.Issues[1].ID}
		r.Pairwise.Weights = [][]planner.Exact{{half, half}, {half, half}}
	})
	for _, reason := range []ranking.Verdict{
		ranking.Tied, ranking.DependsOnWeights, ranking.DependsOnBlanks, ranking.DependsOnRule, ranking.DependsOnFew,
		ranking.TooClose, ranking.Stable,
	} {
		for _, unranked := range []string{"last", "ignore"} {
			with(string(reason)+unranked, func(_ *brief.Input, r *ranking.Result) {
				r.Unranked, r.Weights = unranked, "organisation"
				f := &r.Firmness
				f.Verdict, f.Reasons, f.FirmTop = reason, []ranking.Verdict{reason}, &ranking.FirmTop{K: 1, P: 0.97}
				f.LeaveOneOut.FirstTo = []string{"Q2"}
				f.FirstGroups, f.FirstOther = []string{"Q1"}, []string{"Q2"}
				r.Organisations = []ranking.Organisation{{Name: "ACME", Ballots: 2}, {Ballots: 3}}
				f.LeaveOneOut.First = int64(len(unranked) - 4)
				if reason == ranking.Stable {
					f.Reasons, f.Bootstrap.Why, r.Warnings = nil, "", nil
				}
			})
		}
	}
	for i, t := range []ranking.FirmTop{
		{K: 11},
		{K: 2, SingleBallots: 1},
		{K: 2, SingleBallots: 4, Against: []string{"irv"}},
		{K: 6},
		{K: 9},
		{K: 10, Others: []string{"borda", "kemeny"}},
		{K: 1},
		{K: 1},
	} {
		with("firm "+brief.Text(i), func(_ *brief.Input, r *ranking.Result) {
			f := &r.Firmness
			f.FirmTop, f.Reasons, f.Verdict = &t, nil, ranking.TooClose
			f.LeaveOneOut = ranking.LeaveOut{Of: int64(i%2*41 + 1)}
			f.Bootstrap = ranking.Bootstrap{Few: []string{planner.Government}}
			f.Victory = &ranking.Victory{People: int64(i + 1), To: "Q1"}
			r.Issues[0].RankOther = 1 + i%2
			r.Issues[1].RankOther = 2 - i%2 + i/2%2
			if r.Unranked = "last"; i > 3 {
				r.Unranked = "ignore"
			}
			if i == 0 || i == 4 || i == 1 {
				r.Warnings = nil
			}
			if i == 7 {
				r.Groups, r.Issues = r.Groups[:1], r.Issues[:2]
				kinds(r, "hum")
				for k := range r.Issues {
					r.Issues[k].Answers = r.Ballots
				}
			}
		})
	}
	for i, boot := range []ranking.Bootstrap{
		{Why: ranking.FewBallots},
		{Why: ranking.NotAsked},
		{Nothing: true},
		{Nothing: true, TooFew: []string{planner.Government}},
	} {
		with("not known "+brief.Text(i), func(_ *brief.Input, r *ranking.Result) { r.Firmness.Bootstrap = boot })
	}
	with("no votes", func(in *brief.Input, _ *ranking.Result) { in.Ranking = nil })
	with("no issues", func(in *brief.Input, _ *ranking.Result) { in.Ranking, in.Meeting = nil, &planner.Meeting{} })
	with("no ballots", func(_ *brief.Input, r *ranking.Result) { r.Ballots = 0 })
	with("one issue", func(_ *brief.Input, r *ranking.Result) { r.Issues = r.Issues[:1] })
	with("first by heads", func(_ *brief.Input, r *ranking.Result) {
		r.Issues[0].RankHeads, r.Issues[1].RankHeads, r.OwnWeights = 2, 1, true
		r.CondorcetWinner, r.Warnings = "Q1", []planner.Finding{{
			Code: "blanks-decide-rule", Severity: planner.Warning, Args: map[string]any{
				"rules": []string{"copeland"}, "last": []string{"Q1"}, "ignored": []string{"Q2"},
			},
		}}
	})
	with("few answers", func(_ *brief.Input, r *ranking.Result) {
		raw, sure, hardly, half := 10.0, 1.0, 0.0, 0.5
		r.CondorcetWinner, r.SmithSet, r.MinAnswers, r.Unranked = "", []string{"Q1", "Q2"}, 3, "ignore"
		r.Issues[0].SupportRaw, r.Issues[0].PFirst = &raw, &sure
		r.Issues[1].PFirst, r.Issues[2].PFirst = &hardly, &half
		r.Issues[0].Answers, r.Issues[len(r.Issues)-1].FewAnswers = 1, true
		r.Issues[0].UnansweredBy = []string{"", "(no group)", planner.Government}
		r.Issues[1].Answers, r.Issues[1].Tied, r.Issues[1].Rank, r.Issues[0].Tied = 2, true, 1, true
		r.Raking = &ranking.Raking{MaxError: 0.2}
		r.NotInRoster, r.Excluded = 1, 3
	})
	with("hardly", func(_ *brief.Input, r *ranking.Result) {
		r.Issues[1].Support = r.Issues[0].Support
		r.CondorcetWinner, r.Warnings = r.Issues[0].ID, []planner.Finding{
			{Code: "blanks-decide-rule", Args: map[string]any{
				"rules": []string{"copeland"}, "last": []string{"Q1"}, "ignored": []string{"Q2"},
			}},
		}
		r.Unranked = "ignore"
		for i := range r.Issues {
			r.Issues[i].RankHeads = r.Issues[i].Rank
		}
	})
	with("below the first place", func(_ *brief.Input, r *ranking.Result) {
		r.Firmness.K, r.Firmness.Reasons, r.Firmness.TopKHeads = 3, nil, []string{}
		r.Issues[0].RankHeads, r.Issues[1].RankHeads, r.Issues[2].RankHeads = 1, 3, 2
	})
	for _, weights := range []string{"groups", "heads"} {
		with("first few "+weights, func(_ *brief.Input, r *ranking.Result) {
			f := &r.Firmness
			r.Weights, f.Reasons, f.K, f.TopK = weights, nil, 2, []string{"Q1", "Q2"}
			f.TopKHeads, f.TopKGroups = []string{"Q1", "Q3"}, []string{"Q1", "Q4"}
		})
	}
	with("organisations", func(_ *brief.Input, r *ranking.Result) {
		for range 45 {
			r.Organisations = append(r.Organisations, ranking.Organisation{Name: "ACME", Ballots: 1})
		}
	})
	with("rules", func(in *brief.Input, r *ranking.Result) {
		each, total := planner.ExactOf(big.NewRat(1, 3)), planner.ExactOf(big.NewRat(7, 1))
		ids := []string{"Q1", "Q2", "Q3"}
		r.Rules = ranking.Rules{}
		codes := []ranking.Note{
			{Code: ranking.WorstDefeats},
			{Code: ranking.MiddleGrades},
			{Code: ranking.Quota, Quota: &each, Total: &total},
			{Code: ranking.FractionsCut},
			{Code: ranking.Approved, Approvals: []ranking.Approval{
				{Kind: "ranking"},
				{Kind: "ranking", First: 3},
				{Kind: "approval"},
				{Kind: "score", From: &each},
				{Kind: "points"},
				{Kind: "hum"},
			}},
			{Code: ranking.BlankPoints, Each: &each},
			{Code: ranking.NotProved, Most: 26},
			{Code: ranking.ManyOptima},
			{Code: ranking.TiesUncounted},
		}
		for i, name := range ranking.RuleNames() {
			r.Rules[name] = ranking.RuleResult{
				Levels: [][]string{
					{ids[i%3]},
					{ids[(i+1)%3], ids[(i+2)%3]},
				}, Notes: codes[i%len(codes) : i%len(codes)+1],
			}
		}
		r.Rules["irv"] = ranking.RuleResult{Levels: [][]string{ids}, Winners: ids[:2]}
		stv := ranking.RuleResult{Levels: [][]string{ids}, Elected: ids[:2], Winners: ids, Notes: codes}
		for _, link := range []string{
			"support", "head-to-head", "groups that put it first", "lowest group support", "support by head count", "lot",
			"previous rounds", "fewer groups",
		} {
			stv.Rounds = append(stv.Rounds, ranking.Round{Tied: ids, TieBrokenBy: link, Elected: ids[:1]})
		}
		r.Rules["stv"] = stv
		r.Omitted = []ranking.Omitted{
			{Rule: "score", Why: ranking.NeedsScores},
			{Rule: "stv", Why: ranking.NeedsPlaces},
			{Rule: "irv", Why: ranking.NeedsPreference},
		}
		in.Places, r.Agenda.K = true, 2
		r.Agenda.Steps = []ranking.AgendaStep{{Issue: r.Agenda.Issues[0], Tied: ids, TieBreak: &ranking.TieBreak{
			Steps: []ranking.TieStep{{Rule: "lot"}},
		}}}
	})
	for name, first := range map[string][][]string{
		"agree": {{"Q9"}, {"Q9"}}, "tied": {{"Q1", "Q2"}, {"Q1", "Q2"}}, "partly": {{"Q1"}, {"Q1", "Q2"}},
		"rare": {{"Q1"}, {"Q1"}, {"Q3"}},
	} {
		with("rules "+name, func(in *brief.Input, r *ranking.Result) {
			r.Rules, in.Places, r.MinAnswers = ranking.Rules{}, true, 3
			for i, f := range first {
				r.Rules[[]string{"borda", "copeland", "plurality"}[i]] = ranking.RuleResult{Levels: [][]string{f}}
			}
			for i := range r.Issues {
				if r.Issues[i].ID == "Q3" {
					r.Issues[i].Answers = 1
				}
			}
			if name == "agree" {
				r.Rules["stv"] = ranking.RuleResult{Elected: slices.Clone(r.Agenda.Issues)}
			}
		})
	}
	with("groups agree", func(_ *brief.Input, r *ranking.Result) {
		for i := range r.Issues {
			r.Issues[i].GroupRank = map[string]int{}
			for _, g := range r.Groups {
				r.Issues[i].GroupRank[g.Name] = i + 1
			}
		}
	})
	agendas(with)
	for i, support := range []map[string][]float64{
		{"Q1": {60, 70}, "Q2": {60, 70}, "Q3": {10, 90}, "Q4": {10, 90}},
		{"Q1": {60, 60}, "Q2": {60, 60}},
		{"Q1": {40, 41}, "Q2": {10, 90}},
		{},
	} {
		with("agreement "+brief.Text(i), func(_ *brief.Input, r *ranking.Result) {
			r.Groups = r.Groups[:2]
			r.Issues = r.Issues[:max(2, len(support))]
			for k, id := range slices.Sorted(maps.Keys(support)) {
				r.Issues[k].GroupSupport = map[string]float64{
					r.Groups[0].Name: support[id][0], r.Groups[1].Name: support[id][1],
				}
			}
			for k := range r.Issues {
				x := 0.5
				r.Issues[k].Consensus, r.Issues[k].Disagreement, r.Issues[k].CommonGround = &x, &x, &x
				if len(support) == 0 {
					r.Issues[k].UnansweredBy = []string{planner.Government}
				}
			}
		})
	}
	heardVotes(with)
	compared(with)
	return out
}

// agendas are choices of some issues.
func agendas(with func(string, func(*brief.Input, *ranking.Result))) {
	for _, rule := range append(ranking.AgendaRuleNames(), "phragmen", "increment", "support") {
		with("agenda "+rule, func(_ *brief.Input, r *ranking.Result) {
			a := r.Agenda
			a.Rule, a.SameAsTopK, a.Certificate = rule, true, ranking.Certificate{JR: true, EJRPlus: true}
			a.Cap = &ranking.Cap{By: "origin", Most: 2, Raised: true, Unknown: []string{"Q1"}, LeftOut: []string{"Q2"}}
			a.Budget = []ranking.GroupBudget{{First: []string{"Q1", "Q2", "Q3", "Q4"}}}
			if rule == "approval" {
				a.Empty, a.Certificate = 2, ranking.Certificate{Violations: []ranking.Violation{{Issue: "Q2"}}}
			}
		})
	}
	with("nothing", func(_ *brief.Input, r *ranking.Result) { r.Agenda.Empty, r.Agenda.Issues = r.Agenda.K, nil })
	with("too many", func(_ *brief.Input, r *ranking.Result) { r.Agenda.TooMany, r.Agenda.Issues = true, nil })
	exact := planner.ExactOf(big.NewRat(3, 2))
	for i, line := range []ranking.Line{
		{Issue: "Q1", Below: []ranking.BelowLine{{Issue: "Q2", Ballots: 2, For: &exact, Against: &exact}}},
		{Quorum: 3, Below: []ranking.BelowLine{{Issue: "Q2", Ballots: 1}}},
		{Issue: "Q1", Quorum: 3},
	} {
		with("line "+brief.Text(i), func(_ *brief.Input, r *ranking.Result) { r.Line = &line })
	}
}

// heardVotes are hums, counted and heard.
func heardVotes(with func(string, func(*brief.Input, *ranking.Result))) {
	readings := []string{"consensus", "rough consensus", "divided", "no answers", "too few answers", "cannot tell"}
	with("hums", func(in *brief.Input, r *ranking.Result) {
		r.Agreement.Thresholds = &ranking.HumThresholds{ConsensusFor: 80, MinAnswers: 3}
		in.Hums = &ranking.Hums{Thresholds: *r.Agreement.Thresholds}
		for i, reading := range readings {
			r.Issues[i].Hum = &ranking.HumReading{
				Reading: reading, Groups: []ranking.HumGroup{{Group: planner.Government, For: 2, Reading: reading}},
				Silent: []string{planner.Government}, Few: []string{planner.CivilSociety},
			}
			in.Hums.Issues = append(
				in.Hums.Issues,
				ranking.HumIssue{Name: "Forum", Reading: reading, Parts: []ranking.HumPart{
					{
						Group: planner.Government, Place: []string{"onsite", "online", "Geneva"}[i%3], Reading: reading,
						For: planner.Sound{
							Noted: true,
							Level: int64(i % 4),
						}, Against: planner.Sound{Noted: true, Counted: true},
					},
				}},
			)
		}
		x := in.Hums.Issues[5]
		x.Missing, x.Silent, x.Few = r.Issues[5].Hum.Silent, r.Issues[5].Hum.Silent, []string{planner.CivilSociety}
		x.MissingAt, x.SilentAt = []string{"onsite", "Geneva"}, []string{"online"}
		in.Hums.Issues = append(in.Hums.Issues, x)
	})
	with("hums alone", func(in *brief.Input, r *ranking.Result) {
		r.Kinds, in.Hums = []ranking.KindCount{{Kind: "hum"}}, &ranking.Hums{}
		counted := planner.Sound{Noted: true, Counted: true, Level: 2}
		for i, reading := range readings {
			r.Issues[i].Hum = &ranking.HumReading{Reading: reading}
			in.Hums.Issues = append(in.Hums.Issues, ranking.HumIssue{
				ID: r.Issues[i].ID, Reading: reading,
				Parts: []ranking.HumPart{{For: counted, Neutral: counted, Against: counted, Reading: reading}},
			})
		}
	})
}

// compared are votes against an earlier one.
func compared(with func(string, func(*brief.Input, *ranking.Result))) {
	f := func(x float64) *float64 { return &x }
	n := func(x int64) *int64 { return &x }
	change := func(before, after int, was, is float64) ranking.Change {
		return ranking.Change{
			Before: before, After: after, SupportBefore: f(was), SupportAfter: f(is), Change: f(is - was),
			VotersNeeded: n(2), MoreThanAFew: after > before,
		}
	}
	for i, first := range []int{1, 2, 0} {
		with("changes "+brief.Text(i), func(in *brief.Input, _ *ranking.Result) {
			c := &ranking.Comparison{
				Before: ranking.VoteFacts{
					Name:    "a.csv",
					Ballots: 5,
					Weights: "heads",
					Kinds:   []ranking.KindCount{{Kind: "ranking"}},
				},
				After: ranking.VoteFacts{
					Ballots: 6,
					Weights: "groups",
					Kinds:   []ranking.KindCount{{Kind: "score"}},
				}, Few: 3,
				Issues: []ranking.IssueChange{
					{ID: "Q1", Change: change(first, 1, 70, 60)},
					{ID: "Q2", Change: change(3, 2, 40, 50)},
					{ID: "Q3", Change: change(4, 4, 40, 50)},
					{ID: "Q4", Change: change(4, 4, 50, 40)},
					{ID: "Q5", Change: ranking.Change{Before: 5}},
					{ID: "Q6", Change: ranking.Change{After: 6}},
					{ID: "Q7", Change: change(7, 7, 5, 5)},
					{ID: "Q8", Change: change(2, 3, 60, 50)},
				},
			}
			if i == 1 {
				c.Issues[1].Before = 1
			}
			if c.Issues[1].SameVoters = (&ranking.SupportChange{Before: 50, After: 40}); i > 0 {
				c.Before.Name, c.After.Name, c.After.Kinds = "", "b.csv", c.Before.Kinds
				c.Voters = &ranking.VotersInBoth{Both: 3, UnnamedAfter: 2}
				c.Issues[0].Moves = &ranking.VoterMoves{Up: 1}
				c.Issues[0].Groups = []ranking.GroupChange{{Group: planner.Government, Change: c.Issues[0].Change}}
			}
			in.Comparison = c
		})
	}
}

// everyLevel are editions for the public, at every level.
func everyLevel() []disclosure.Protected {
	out := []disclosure.Protected{{}}
	for level := disclosure.Nothing; level <= disclosure.Fifths; level++ {
		for _, kind := range []string{"ranking", "hum"} {
			p := fixtureProtected()
			p.Votes.Kinds, p.Votes.Level = []string{kind}, level
			p.Votes.Groups = []disclosure.VoteGroup{{Name: "Government", First: []string{"Q7"}}}
			p.Changes = &disclosure.Changes{Issues: []disclosure.PlaceChange{{ID: "Q1", Before: 1}}}
			if kind == "hum" {
				p.Changes.Why = p.Votes.Why
			}
			out = append(out, p)
		}
	}
	return out
}

// sectionsOf builds everything that is told of votes.
func sectionsOf(in brief.Input, change func(*reports.Section)) {
	for _, part := range []func(*brief.Brief) *reports.Section{
		votes.RankingSection, votes.ChangesSection, votes.AgreementSection, votes.HumSection, votes.AgendaSection,
		votes.RulesAnnex, votes.AuditSection,
	} {
		if s := part(brief.New(in)); s != nil {
			change(s)
		}
	}
	if in.Ranking == nil {
		return
	}
	for i := range in.Ranking.Issues[:min(2, len(in.Ranking.Issues))] {
		s, _ := Explain(in, "issue", in.Ranking.Issues[i].ID)
		change(s)
	}
	for name := range in.Ranking.Rules {
		change(votes.RuleSection(brief.New(in), name))
	}
	none := *in.Ranking
	none.Rules = ranking.Rules{"stv": {Levels: [][]string{{"Q1"}}}}
	in.Ranking = &none
	change(votes.RuleSection(brief.New(in), "stv"))
}

// audited are the ballots, which no result file has.
func audited(r *ranking.Result) []ranking.AuditRow {
	if r == nil {
		return nil
	}
	return r.Audit
}

// TestVotesInAnyLanguage: all that can be said of a vote comes from the messages or the
// input, and each message on votes is said.
func TestVotesInAnyLanguage(t *testing.T) {
	mark := regexp.MustCompile(`⟦[^⟧]*⟧`)
	marked := altered(t, func(code, text string) string { return "⟦" + code + "⟧" + text })
	wide := pseudo(t)
	said := map[string]bool{}
	hear := func(s *reports.Section) {
		for _, text := range textsOf(s) {
			for _, code := range mark.FindAllString(text, -1) {
				said[strings.Trim(code, "⟦⟧")] = true
			}
		}
	}
	var given map[string]bool
	give := func(parts ...any) {
		data, err := json.Marshal(parts)
		if err != nil {
			t.Fatal(err)
		}
		given = map[string]bool{}
		for _, word := range english.FindAllString(string(data), -1) {
			given[word] = true
		}
	}
	check := func(s *reports.Section) {
		if !slices.Contains(voteSections, s.ID) {
			return
		}
		for _, text := range textsOf(s) {
			for _, word := range english.FindAllString(text, -1) {
				if !given[word] {
					t.Errorf("%s: %q of %q", s.ID, word, text)
				}
			}
		}
	}
	for _, in := range everyVote() {
		give(in.Meeting.Issues, in.Ranking, in.Hums, in.Comparison, ranking.AllRules(), audited(in.Ranking))
		in.Language = marked
		sectionsOf(in, hear)
		in.Language = wide
		sectionsOf(in, check)
	}
	for _, p := range everyLevel() {
		give(p)
		for _, s := range public.Document(p, marked).Sections {
			hear(&s)
		}
		for _, s := range public.Document(p, wide).Sections {
			check(&s)
		}
	}
	data, err := os.ReadFile("../messages/ranking.en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := yaml.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	alter("", tree, func(code, text string) string {
		if !said[code] && !strings.HasPrefix(code, "ballot-status.") && !strings.HasPrefix(code, "ballot.") {
			said[code] = true
			t.Errorf("no result says the message %q", code)
		}
		return text
	})
}
