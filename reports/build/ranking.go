package build

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"roundtable/planner/ranking"
	"roundtable/reports"
)

// ranking shows which issues lead and how firmly.
func rankingSection(b *builder) *reports.Section {
	s := &reports.Section{ID: "ranking", Title: "Issues in order"}
	r := b.in.Ranking
	if r == nil || len(r.Issues) == 0 {
		s.Lead = noRanking(b)
		if b.in.Missing.Ranking == "" {
			s.Blocks = append(s.Blocks, votesHelp())
		}
		return s
	}
	s.Lead = firstSentence(b) + " " + firmSentence(b)
	s.Blocks = append(s.Blocks, reports.Verdicts{Items: append(rankingVerdicts(b), firmVerdicts(b)...)}, supportChart(b), groupWeights(b))
	if t, ok := rulesOrder(b); ok {
		s.Blocks = append(s.Blocks, t)
	}
	if t, ok := pairwiseTable(r); ok {
		s.Blocks = append(s.Blocks, t)
	}
	if t, ok := tieTable(b); ok {
		s.Blocks = append(s.Blocks, t)
	}
	if items := countedBallots(b); len(items) > 1 {
		s.Blocks = append(s.Blocks, reports.List{Title: "What became of the ballots", Items: items})
	}
	s.Blocks = append(s.Blocks, notesOf(wordedRules(r.Warnings))...)
	return s
}

func noRanking(b *builder) string {
	switch {
	case b.in.Missing.Ranking != "":
		return b.in.Missing.Ranking
	case len(b.m.Issues) > 0:
		return fmt.Sprintf("There are no votes in these files, so the %s in them stay in the order they were given.", counted(len(b.m.Issues), "issue"))
	default:
		return "There are no votes and no issues in these files, so nothing could be ranked."
	}
}

// votesHelp says what would be needed to rank the issues.
func votesHelp() reports.Block {
	return reports.List{Title: "To rank the issues, add one of these as a sheet or a csv file", Items: []string{
		"One row a voter with the columns voter, stakeholder, 1st choice, 2nd choice, 3rd choice …; the cells name issues.",
		"One row a voter and one column an issue; the cells hold ranks (1 is best), scores, points or an X for approval.",
		"Give each voter's stakeholder group, so that every group can count the same whatever its size.",
	}}
}

// weightWords says how ballots count under a mode.
func weightWords(mode string) string {
	switch mode {
	case "groups":
		return "every stakeholder group counts the same"
	case "heads":
		return "every ballot counts the same"
	case "shares":
		return "stakeholder groups count by the shares asked for"
	case "raked":
		return "both stakeholder groups and regions count by their shares"
	case "organisation", "organisation-two-stage":
		return "every organisation counts the same"
	default:
		return "ballots are weighted by " + mode
	}
}

// weighted reports whether there is a second weighting to compare with.
func weighted(r *ranking.Result) bool { return r.Weights != "heads" && len(r.Groups) > 1 }

// leaders are the issues in first place.
func leaders(r *ranking.Result, rank func(*ranking.Issue) int) []string {
	var out []string
	for i := range r.Issues {
		if rank(&r.Issues[i]) == 1 {
			out = append(out, r.Issues[i].ID)
		}
	}
	return out
}

func byRank(i *ranking.Issue) int  { return i.Rank }
func byHeads(i *ranking.Issue) int { return i.RankHeads }

// firstSentence says which issue comes first and under which weighting.
func firstSentence(b *builder) string {
	r := b.in.Ranking
	first, heads := leaders(r, byRank), leaders(r, byHeads)
	out := placed(b, first) + " when " + weightWords(r.Weights)
	if !weighted(r) || len(heads) == 0 {
		return out + "."
	}
	if slices.Equal(first, heads) {
		return out + ", and also when every ballot does."
	}
	return out + "; when every ballot counts the same, " + placedLower(b, heads) + "."
}

func placed(b *builder, ids []string) string { return upperFirst(placedLower(b, ids)) }

func placedLower(b *builder, ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = b.issueName(id, 70)
	}
	switch len(ids) {
	case 0:
		return "no issue comes first"
	case 1:
		return names[0] + " comes first"
	default:
		return few(names, 4) + " share the first place"
	}
}

func rankingVerdicts(b *builder) []reports.Verdict {
	r := b.in.Ranking
	var out []reports.Verdict
	switch {
	case r.CondorcetWinner != "":
		out = append(out, reports.Verdict{State: reports.OK, Text: b.issueName(r.CondorcetWinner, 70) + " beats every other issue one to one."})
	case len(r.SmithSet) > 1:
		out = append(out, reports.Verdict{
			State: reports.Info, Text: "No issue beats every other one to one.",
			Detail: "The smallest set that beats all the rest: " + few(issueIDs(r.SmithSet), 8) + ".",
		})
	}
	if v, ok := rulesVerdict(b); ok {
		out = append(out, v)
	}
	if v, ok := weightVerdict(r); ok {
		out = append(out, v)
	}
	if ties := tiedIssues(r); len(ties) > 0 {
		out = append(out, reports.Verdict{State: reports.Info, Text: "Ties: " + strings.Join(ties, "; ") + ".", Detail: "Tied issues are kept as ties and listed in the order of the input."})
	}
	return out
}

func issueIDs(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = reports.InText(id)
	}
	return out
}

// rulesVerdict says whether the rules agree on the first place.
func rulesVerdict(b *builder) (reports.Verdict, bool) {
	firsts := map[string][]string{} // first place → rules
	var order []string
	n := 0
	for _, name := range ruleNames(b.in.Ranking.Rules) {
		levels := b.in.Ranking.Rules[name].Levels
		if len(levels) == 0 || len(levels[0]) == 0 {
			continue
		}
		key := strings.Join(issueIDs(levels[0]), " and ")
		if firsts[key] == nil {
			order = append(order, key)
		}
		firsts[key] = append(firsts[key], ruleTitle(name))
		n++
	}
	if n < 2 {
		return reports.Verdict{}, false
	}
	if len(order) == 1 {
		return reports.Verdict{State: reports.OK, Text: fmt.Sprintf("All %d counting rules put %s first.", n, order[0])}, true
	}
	sort.SliceStable(order, func(i, j int) bool { return len(firsts[order[i]]) > len(firsts[order[j]]) })
	var parts []string
	for _, k := range order {
		parts = append(parts, k+" by "+few(firsts[k], 4))
	}
	return reports.Verdict{State: reports.Warn, Text: "The counting rules differ about the first place.", Detail: upperFirst(strings.Join(parts, "; ")) + "."}, true
}

// weightVerdict says whether the two weightings lead to the same order.
func weightVerdict(r *ranking.Result) (reports.Verdict, bool) {
	if !weighted(r) {
		return reports.Verdict{}, false
	}
	moved, most := "", 0
	for i := range r.Issues {
		d := r.Issues[i].Rank - r.Issues[i].RankHeads
		if r.Issues[i].RankHeads > 0 && abs(d) > most {
			most, moved = abs(d), reports.InText(r.Issues[i].ID)
		}
	}
	if most == 0 {
		return reports.Verdict{State: reports.OK, Text: "The order is the same whether groups or ballots count the same."}, true
	}
	return reports.Verdict{State: reports.Info, Text: fmt.Sprintf("The weighting matters: %s moves most, by %s.", moved, counted(most, "place"))}, true
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// tiedIssues lists each tie as "Q2 and Q5 on place 3".
func tiedIssues(r *ranking.Result) []string {
	var out []string
	for i := 0; i < len(r.Issues); {
		j := i
		var ids []string
		for ; j < len(r.Issues) && r.Issues[j].Rank == r.Issues[i].Rank; j++ {
			ids = append(ids, reports.InText(r.Issues[j].ID))
		}
		if len(ids) > 1 {
			out = append(out, joined(ids)+" on place "+text(r.Issues[i].Rank))
		}
		i = j
	}
	return out
}
