package build

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"roundtable/planner/ranking"
	"roundtable/reports"
)

// byGroupSection shows whether the groups rank alike.
func byGroupSection(b *builder) *reports.Section {
	r := b.in.Ranking
	names := groupsWithFigures(r)
	if len(names) < 2 {
		return nil
	}
	word := scaleOfResult(r).word
	s := &reports.Section{ID: "bygroup", Title: "Each group’s own order"}
	s.Lead = ownFirsts(b, names)
	s.Add(
		groupTable(r, names, reports.Table{
			ID: "bygroup-rank", Title: "The place each group gives an issue", Note: "1 is the group’s first place.",
		}, func(i *ranking.Issue, g string) reports.Value {
			if n, ok := i.GroupRank[g]; ok && n > 0 {
				return reports.Int(n)
			}
			return reports.Str("")
		}),
		groupTable(r, names, reports.Table{
			ID: "bygroup-support", Title: "The " + word + " each group gives an issue, 0 to 100", Heat: true,
			Note: "A darker cell is a higher " + word + "." + unansweredNote(r),
		}, func(i *ranking.Issue, g string) reports.Value {
			if f, ok := i.GroupSupport[g]; ok {
				return reports.Num(f)
			}
			return reports.Str("")
		}),
		answersTable(r, names))
	return s
}

// groupsWithFigures are the groups for which any issue has a support; none with a single
// issue, on which there is no order to compare.
func groupsWithFigures(r *ranking.Result) []string {
	if r == nil || len(r.Issues) < 2 {
		return nil
	}
	var out []string
	for _, g := range r.Groups {
		if slices.ContainsFunc(r.Issues, func(i ranking.Issue) bool { _, ok := i.GroupSupport[g.Name]; return ok }) {
			out = append(out, g.Name)
		}
	}
	return out
}

func groupTitle(g string) string { return cmp.Or(g, "group not given") }

// ownFirsts says which issue each group puts first.
func ownFirsts(b *builder, names []string) string {
	r := b.in.Ranking
	byIssue := map[string][]string{}
	var order []string
	for _, g := range names {
		var firsts []string
		for i := range r.Issues {
			if r.Issues[i].GroupRank[g] == 1 {
				firsts = append(firsts, reports.InText(r.Issues[i].ID))
			}
		}
		if len(firsts) == 0 {
			continue
		}
		key := joined(firsts)
		if byIssue[key] == nil {
			order = append(order, key)
		}
		byIssue[key] = append(byIssue[key], reports.InText(groupTitle(g)))
	}
	switch {
	case len(order) == 0:
		return "The groups' own figures, side by side."
	case len(order) == 1 && len(byIssue[order[0]]) > 1:
		return fmt.Sprintf("%s put %s first.", allOf(len(byIssue[order[0]]), "groups"), order[0])
	}
	var parts []string
	for _, k := range order {
		verb := "puts"
		if len(byIssue[k]) > 1 {
			verb = "put"
		}
		parts = append(parts, joined(byIssue[k])+" "+verb+" "+k+" first")
	}
	return upperFirst(strings.Join(parts, "; ")) + "."
}

// groupTable fills a table with a row an issue and a column a group.
func groupTable(r *ranking.Result, groups []string, t reports.Table,
	figure func(i *ranking.Issue, group string) reports.Value,
) reports.Table {
	t.RowHead, t.Columns = true, []reports.Column{{Title: "Issue"}}
	for _, g := range groups {
		t.Columns = append(t.Columns, reports.Column{Title: groupTitle(g), Align: reports.Center})
	}
	for i := range r.Issues {
		is := &r.Issues[i]
		row := []reports.Value{reports.Str(issueLabel(is.ID, is.Name, 80))}
		for _, g := range groups {
			if slices.Contains(is.UnansweredBy, g) {
				row = append(row, reports.Str(unanswered(r)))
				continue
			}
			row = append(row, figure(is, g))
		}
		t.Add(row...)
	}
	return t
}

// answersTable says how many of each group say something of an issue, where not all do.
func answersTable(r *ranking.Result, names []string) reports.Table {
	if !partlyAnswered(r) {
		return reports.Table{}
	}
	ballots := map[string]int64{}
	for _, g := range r.Groups {
		ballots[g.Name] = g.Ballots
	}
	return groupTable(r, names, reports.Table{
		ID: "bygroup-answers", Title: answersTitle(r) + " how many of each group",
	}, func(i *ranking.Issue, g string) reports.Value {
		return reports.Str(fmt.Sprintf("%d of %d", i.GroupAnswers[g], ballots[g]))
	})
}

// unanswered stands where nobody of a group says anything of an issue.
func unanswered(r *ranking.Result) string {
	if answersTitle(r) == "Listed by" {
		return "not listed"
	}
	return "no answer"
}

// unansweredNote explains it where it is used.
func unansweredNote(r *ranking.Result) string {
	if !slices.ContainsFunc(r.Issues, func(i ranking.Issue) bool { return len(i.UnansweredBy) > 0 }) {
		return ""
	}
	return fmt.Sprintf(" “%s” means that no ballot of the group says anything of the issue: that is neither "+
		"support nor agreement.", upperFirst(unanswered(r)))
}

// spread is the lowest and the highest support any group gives an issue.
type spread struct {
	issue           *ranking.Issue
	low, high       float64
	lowest, highest string
}

// spreads lists the issues that every group says something of by their lowest support,
// highest first, then by the smallest distance; ties keep the ranking's order.
func spreads(r *ranking.Result, groups []string) []spread {
	var out []spread
	for i := range r.Issues {
		s := spread{issue: &r.Issues[i], low: math.Inf(1), high: math.Inf(-1)}
		n := 0
		if len(s.issue.UnansweredBy) > 0 {
			continue
		}
		for _, g := range groups {
			f, ok := s.issue.GroupSupport[g]
			if !ok {
				continue
			}
			n++
			if f < s.low {
				s.low, s.lowest = f, g
			}
			if f > s.high {
				s.high, s.highest = f, g
			}
		}
		if n >= 2 {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, closer)
	return out
}

// agreementSection shows which issues unite the groups and which split them.
func agreementSection(b *builder) *reports.Section {
	names := groupsWithFigures(b.in.Ranking)
	if len(names) < 2 {
		return nil
	}
	all := spreads(b.in.Ranking, names)
	s := &reports.Section{
		ID: "agree", Title: "Where groups agree and split",
		Lead: "No issue has answers of every group, so nothing can be said of common ground.",
	}
	if len(all) > 0 {
		s.Lead = agreeSentence(all)
		s.Blocks = append(s.Blocks, agreeChart(all, scaleOfResult(b.in.Ranking).word))
	}
	s.Add(leftOutOfAgreement(b.in.Ranking))
	s.Add(splitVerdicts(b.in.Ranking), indexTable(b.in.Ranking), tauTable(b.in.Ranking),
		representativeTable(b.in.Ranking))
	return s
}

// united are the issues with the most common ground: with the highest of the lowest figures,
// and of these with the smallest distance. divided are those with the widest distance; there
// are none where it is next to nothing, or the same for all. An issue is never both.
func united(all []spread) []spread {
	best := slices.MinFunc(all, closer)
	out := slices.DeleteFunc(slices.Clone(all), func(s spread) bool { return closer(s, best) != 0 })
	if len(out) == len(all) && len(all) > 1 {
		return nil // nothing stands out
	}
	return out
}

func divided(all []spread) []spread {
	widest := slices.MaxFunc(all, func(p, q spread) int { return cmp.Compare(p.distance(), q.distance()) }).distance()
	out := slices.DeleteFunc(slices.Clone(all), func(s spread) bool { return widest-s.distance() >= sameFigure })
	unites := united(all)
	both := slices.ContainsFunc(out, func(s spread) bool {
		return slices.ContainsFunc(unites, func(u spread) bool { return u.issue == s.issue })
	})
	if widest < 1 || len(out) == len(all) || both {
		return nil
	}
	return out
}

// sameFigure is below what two figures from 0 to 100 are the same.
const sameFigure = 1e-9

func (s spread) distance() float64 { return s.high - s.low }

// closer compares two issues by their common ground.
func closer(p, q spread) int {
	if d := q.low - p.low; math.Abs(d) >= sameFigure {
		return cmp.Compare(d, 0)
	}
	if d := p.distance() - q.distance(); math.Abs(d) >= sameFigure {
		return cmp.Compare(d, 0)
	}
	return 0
}

func spreadNames(list []spread) []string {
	return each(list, func(s spread) string { return reports.InText(s.issue.ID) })
}

func agreeSentence(all []spread) string {
	out := "No issue has more common ground than the others."
	if best := united(all); best != nil {
		out = fmt.Sprintf(
			"%s the most common ground: even %s gives %s %s of 100.",
			verb(spreadNames(best), "has", "have"),
			reports.InText(groupTitle(best[0].lowest)),
			map[bool]string{true: "it", false: "them"}[len(best) == 1],
			number(best[0].low, 0),
		)
		if len(best) > 1 {
			out = fmt.Sprintf("%s have the most common ground: no group gives them less than %s of 100.",
				joined(spreadNames(best)), number(best[0].low, 0))
		}
	}
	switch split := divided(all); {
	case len(split) == 1:
		s := split[0]
		out += fmt.Sprintf(" %s splits the groups most: %s from %s, %s from %s.", reports.InText(s.issue.ID),
			number(s.high, 0), reports.InText(groupTitle(s.highest)), number(s.low, 0),
			reports.InText(groupTitle(s.lowest)))
	case len(split) > 1:
		out += fmt.Sprintf(" %s split the groups most: the figures of two groups are %s apart.",
			joined(spreadNames(split)), number(split[0].distance(), 0))
	}
	return out
}

// leftOutOfAgreement names the issues that some group says nothing of.
func leftOutOfAgreement(r *ranking.Result) reports.List {
	l := reports.List{Title: "Left out, because a group says nothing of it"}
	for i := range r.Issues {
		if is := &r.Issues[i]; len(is.UnansweredBy) > 0 {
			l.Items = append(l.Items, reports.InText(is.ID)+": no ballot of "+joinedOr(each(is.UnansweredBy,
				func(g string) string { return reports.InText(groupTitle(g)) })))
		}
	}
	return l
}

func agreeTitle(all []spread) string {
	var out []string
	if best := united(all); best != nil {
		out = append(out, verb(spreadNames(best), "has", "have")+" the most common ground")
	}
	if split := divided(all); split != nil {
		out = append(out, verb(spreadNames(split), "splits", "split")+" the groups most")
	}
	if out == nil {
		return "Lowest and highest of any group"
	}
	return strings.Join(out, ", ")
}

func agreeChart(all []spread, word string) reports.Chart {
	c := reports.Chart{
		ID: "chart-agree", Kind: reports.RangeBar, Max: 100, Axis: word + ", 0 to 100",
		Title: agreeTitle(all),
		Summary: "Each line runs from the group with the lowest " + word + " to the group with the highest. A short " +
			"line far to the right is common ground; a long line is a split. Sorted by the lowest.",
		Series: []reports.Series{{Name: "Lowest group"}, {Name: "Highest group"}},
		Table: reports.Table{
			ID: "agree-range", Title: "Lowest and highest " + word + " of any group", RowHead: true,
			Columns: []reports.Column{
				{Title: "Issue"},
				{Title: "Lowest", Align: reports.Right, Decimals: 1, Bar: true, BarMax: 100},
				{Title: "Lowest in"},
				{Title: "Highest", Align: reports.Right, Decimals: 1, Bar: true, BarMax: 100},
				{Title: "Highest in"},
				{Title: "Distance", Align: reports.Right, Decimals: 1},
			},
		},
	}
	for _, s := range all {
		c.Categories = append(c.Categories, issueLabel(s.issue.ID, s.issue.Name, reports.MaxLabel))
		c.Series[0].Values = append(c.Series[0].Values, s.low)
		c.Series[1].Values = append(c.Series[1].Values, s.high)
		c.Table.Add(
			reports.Str(issueLabel(s.issue.ID, s.issue.Name, math.MaxInt)),
			reports.Num(s.low), reports.Str(groupTitle(s.lowest)), reports.Num(s.high),
			reports.Str(groupTitle(s.highest)), reports.Num(s.high-s.low),
		)
	}
	return c
}

// indexTable lists the agreement indices, where they were computed.
func indexTable(r *ranking.Result) reports.Table {
	t := reports.Table{
		ID: "agree-index", Title: "Agreement in figures, from 0 to 1", RowHead: true,
		Columns: []reports.Column{{Title: "Issue"}},
	}
	figures := []struct {
		title, means string
		get          func(*ranking.Issue) *float64
	}{
		{
			"Common ground", "Common ground is the lowest figure of any group.",
			func(i *ranking.Issue) *float64 { return i.CommonGround },
		},
		{
			"Consensus", "Consensus is high only where every group approves (a geometric mean over groups).",
			func(i *ranking.Issue) *float64 { return i.Consensus },
		},
		{
			"Disagreement", "Disagreement is how far the groups’ figures lie apart (their standard deviation).",
			func(i *ranking.Issue) *float64 { return i.Disagreement },
		},
		{"Divisiveness", "Divisiveness is how differently voters who disagree on other issues place this one " +
			"(Navarrete et al. 2024).", func(i *ranking.Issue) *float64 { return i.Divisiveness }},
	}
	for i := range r.Issues {
		t.Add(reports.Str(issueLabel(r.Issues[i].ID, r.Issues[i].Name, 80)))
	}
	for _, f := range figures {
		if !slices.ContainsFunc(r.Issues, func(i ranking.Issue) bool { return f.get(&i) != nil }) {
			continue
		}
		t.Columns = append(t.Columns, reports.Column{Title: f.title, Align: reports.Right, Decimals: 2})
		t.Note = strings.TrimSpace(t.Note + " " + f.means)
		for i := range r.Issues {
			t.Rows[i] = append(t.Rows[i], figure(f.get(&r.Issues[i])))
		}
	}
	if len(t.Columns) <= 2 {
		return reports.Table{} // common ground alone is the lowest support of the chart above once more
	}
	return t
}

// splitVerdicts names issues that some groups rank high and others low.
func splitVerdicts(r *ranking.Result) reports.Verdicts {
	var v reports.Verdicts
	for _, is := range r.Issues {
		if is.Split != nil {
			v.Items = append(v.Items, reports.Verdict{
				State: reports.Warn, Text: reports.InText(is.ID) + " divides: among the first three for " +
					joined(texts(is.Split.Top)) + ", among the last three for " + joined(texts(is.Split.Bottom)) + ".",
			})
		}
	}
	return v
}

// tauTable compares the groups' own orders two by two.
func tauTable(r *ranking.Result) reports.Table {
	a := r.Agreement
	if a == nil || len(a.TauB) == 0 {
		return reports.Table{}
	}
	t := reports.Table{
		ID: "agree-pairs", Title: "How alike two groups order the issues", RowHead: true,
		Columns: []reports.Column{
			{Title: "One group"},
			{Title: "Other group"},
			{Title: "Likeness, −1 to 1", Align: reports.Right, Decimals: 2},
		},
		Note: "1 is the same order, 0 no connection, −1 the reverse order (Kendall’s tau-b).",
	}
	for _, p := range a.TauB {
		cell := reports.Str("all tied")
		if p.Tau != nil {
			cell = reports.Num(*p.Tau)
		}
		t.Add(reports.Str(groupTitle(p.A)), reports.Str(groupTitle(p.B)), cell)
	}
	if a.W != nil && a.Raters != 2 { // of two it says no more than the row
		t.Title = fmt.Sprintf("How alike the groups order the issues: %s on a scale from 0 to 1", number(*a.W, 2))
		t.Note = "The figure in the title is for all groups together (Kendall’s W). Two by two, " + lowerFirst(t.Note)
	}
	return t
}

// representativeTable lists the issues that set each group apart.
func representativeTable(r *ranking.Result) reports.Table {
	t := reports.Table{
		ID: "agree-own", Title: "Issues a group approves of more than the others do", RowHead: true,
		Columns: []reports.Column{
			{Title: "Group"},
			{Title: "Issue"},
			{Title: "Times as often as the rest", Align: reports.Right, Decimals: 1},
		},
	}
	names := map[string]string{}
	for i := range r.Issues {
		names[r.Issues[i].ID] = r.Issues[i].Name
	}
	for _, g := range r.Groups {
		for _, x := range g.Representative {
			t.Add(reports.Str(groupTitle(g.Name)), reports.Str(issueLabel(x.Issue, names[x.Issue], 80)),
				reports.Num(x.Ratio))
		}
	}
	return t
}

// humSection shows answers for, neutral and against, where ballots were hums.
func humSection(b *builder) *reports.Section {
	r := b.in.Ranking
	if r == nil {
		return nil
	}
	c := reports.Chart{
		ID: "chart-hum", Kind: reports.Diverge, Axis: "answers: for to the right, against to the left",
		Summary: "Bars to the right of zero are answers for, to the left against; neutral answers are drawn apart.",
		Series:  []reports.Series{{Name: "For"}, {Name: "Neutral"}, {Name: "Against"}},
		Table: reports.Table{ID: "hum", Title: "Answers and how they read", RowHead: true, Columns: []reports.Column{
			{Title: "Issue"},
			{Title: "For", Align: reports.Right},
			{Title: "Neutral", Align: reports.Right},
			{Title: "Against", Align: reports.Right},
			{Title: "Reads as"},
		}},
	}
	byGroup := reports.Table{
		ID: "hum-groups", Title: "How each group’s answers read", RowHead: true,
		Columns: []reports.Column{{Title: "Issue"}},
	}
	agreed := 0
	for i := range r.Issues {
		is := &r.Issues[i]
		if is.Hum == nil {
			continue
		}
		if strings.HasSuffix(is.Hum.Reading, "consensus") {
			agreed++
		}
		addHum(&c, is)
		row := []reports.Value{reports.Str(issueLabel(is.ID, is.Name, 80))}
		for _, g := range is.Hum.Groups {
			if len(byGroup.Rows) == 0 {
				byGroup.Columns = append(byGroup.Columns, reports.Column{
					Title: groupTitle(g.Group),
					Align: reports.Center,
				})
			}
			row = append(row, reports.Str(fmt.Sprintf("%d–%d–%d, %s", g.For, g.Neutral, g.Against, g.Reading)))
		}
		byGroup.Add(row...)
	}
	if len(c.Categories) == 0 {
		return nil
	}
	c.Title = fmt.Sprintf("Consensus or rough consensus on %d of %s", agreed, counted(len(c.Categories), "issue"))
	byGroup.Note = "For, neutral and against."
	if a := r.Agreement; a != nil && a.Thresholds != nil {
		byGroup.Note += " " + upperFirst(thresholdWords(*a.Thresholds))
	}
	s := &reports.Section{ID: "split", Title: "For, against, neutral", Lead: c.Title + ".", Blocks: []reports.Block{c}}
	s.Add(notAgreed(r))
	if len(byGroup.Columns) > 1 {
		s.Blocks = append(s.Blocks, byGroup)
	}
	return s
}

// humReadings says how the answers for and against read on all issues.
func humReadings(r *ranking.Result) string {
	out := ""
	for _, x := range []struct {
		words    string
		readings []string
	}{
		{"There is consensus on", []string{"consensus"}},
		{"There is rough consensus on", []string{"rough consensus"}},
		{"The room is divided on", []string{"divided"}},
		{"There is no agreement for want of answers on", []string{"no answers", "too few answers", "cannot tell"}},
	} {
		var ids []string
		for i := range r.Issues {
			if h := r.Issues[i].Hum; h != nil && slices.Contains(x.readings, h.Reading) {
				ids = append(ids, reports.InText(r.Issues[i].ID))
			}
		}
		if len(ids) > 0 {
			out += " " + x.words + " " + few(ids, 6) + "."
		}
	}
	return out
}

// notAgreed names the issues on which some group did not answer, or too few of it.
func notAgreed(r *ranking.Result) reports.List {
	l := reports.List{Title: "No agreement, because a group did not answer"}
	for i := range r.Issues {
		if h := r.Issues[i].Hum; h != nil && len(h.Silent)+len(h.Few) > 0 && h.Reading != "divided" {
			l.Items = append(l.Items, reports.InText(r.Issues[i].ID)+": "+silenceWords(nil, h.Silent, h.Few))
		}
	}
	return l
}

func addHum(c *reports.Chart, is *ranking.Issue) {
	var sums [3]int64
	for _, g := range is.Hum.Groups {
		sums[0] += g.For
		sums[1] += g.Neutral
		sums[2] += g.Against
	}
	c.Categories = append(c.Categories, issueLabel(is.ID, is.Name, reports.MaxLabel))
	row := []reports.Value{reports.Str(issueLabel(is.ID, is.Name, math.MaxInt))}
	for i, n := range sums {
		c.Series[i].Values = append(c.Series[i].Values, float64(n))
		row = append(row, reports.Int(int(n)))
	}
	c.Table.Add(append(row, reports.Str(is.Hum.Reading))...)
}
