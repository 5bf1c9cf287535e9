package build

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"

	"roundtable/planner/ranking"
	"roundtable/reports"
)

// rankingSection shows which issues lead and how firmly.
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
	s.Lead = strings.TrimSpace(placesSentence(b) + " " + orderSentences(b))
	if !ordered(r) {
		s.Add(reports.List{Title: "What became of the ballots", Items: countedBallots(b)})
		s.Add(notesOf(r.Warnings)...)
		return s
	}
	s.Blocks = append(s.Blocks, reports.Verdicts{Items: append(rankingVerdicts(b), firmVerdicts(b)...)},
		supportChart(b))
	s.Add(groupWeights(b), organisationWeights(r))
	if !r.OnlyHums() {
		s.Add(threeRules(r), pairwiseTable(r), tieTable(b))
	}
	if items := countedBallots(b); len(items) > 1 {
		s.Blocks = append(s.Blocks, reports.List{Title: "What became of the ballots", Items: items})
	}
	s.Add(notesOf(r.Warnings)...)
	return s
}

// ordered reports whether there is an order: of several issues, by ballots that count.
func ordered(r *ranking.Result) bool { return len(r.Issues) > 1 && r.Ballots > 0 }

// orderSentences say what comes first and how sure that is, or why there is no order.
func orderSentences(b *builder) string {
	switch r := b.in.Ranking; {
	case r.Ballots == 0:
		return "No ballot says anything, so the issues could not be put in order."
	case !ordered(r):
		return upperFirst(b.issueName(r.Issues[0].ID, 70)) + " is the only issue, so there is nothing to put in order."
	default:
		hum := ""
		if r.OnlyHums() {
			hum = humReadings(r) + " In the order of the mean answer: "
		}
		return strings.TrimSpace(hum + firstSentence(b) + thinFirsts(b) + " " + firmSentence(b))
	}
}

func noRanking(b *builder) string {
	switch {
	case b.in.Missing.Ranking != "":
		return b.in.Missing.Ranking
	case len(b.m.Issues) > 0:
		return fmt.Sprintf("There are no votes in these files, so the %s in them stay in the order they were given.",
			counted(len(b.m.Issues), "issue"))
	default:
		return "There are no votes and no issues in these files, so nothing could be ranked."
	}
}

// votesHelp says what would be needed to rank the issues.
func votesHelp() reports.Block {
	return reports.List{Title: "To rank the issues, add one of these as a sheet or a csv file", Items: []string{
		"One row a voter with the columns voter, stakeholder, 1st choice, 2nd choice, 3rd choice …; the " +
			"cells name issues.",
		"One row a voter and one column an issue; the cells hold ranks (1 is best), scores, points or an " +
			"X for approval.",
		"Give each voter's stakeholder group, so that every group can count the same whatever its size.",
	}}
}

// weightWords says how ballots count under a mode.
func weightWords(mode string) string {
	return cmp.Or(weightModes[mode], "ballots are weighted by "+mode)
}

// countedBy is weightWords for a result.
func countedBy(r *ranking.Result, mode string) string {
	if mode == "heads" && r.OwnWeights {
		return "every ballot counts by the weight it was given"
	}
	return weightWords(mode)
}

var weightModes = map[string]string{
	"groups":                 "every stakeholder group counts the same",
	"heads":                  "every ballot counts the same",
	"shares":                 "stakeholder groups count by the shares asked for",
	"raked":                  "both stakeholder groups and regions count by their shares",
	"organisation":           "every organisation counts the same",
	"organisation-two-stage": "every organisation counts the same",
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
	out := placed(b, first) + " when " + countedBy(r, r.Weights)
	if !weighted(r) || len(heads) == 0 {
		return out + "."
	}
	if slices.Equal(first, heads) {
		if r.OwnWeights {
			return out + ", and also when " + countedBy(r, "heads") + "."
		}
		return out + ", and also when every ballot does."
	}
	return out + "; when " + countedBy(r, "heads") + ", " + placedLower(b, heads) + "."
}

// thinFirsts says which of the issues in first place hardly anybody, or nobody of a group,
// says anything of.
func thinFirsts(b *builder) string {
	r := b.in.Ranking
	out, says := "", "answer"
	if answersTitle(r) == "Listed by" {
		says = "list"
	}
	for i := range r.Issues {
		is := &r.Issues[i]
		if is.Rank > 1 || is.Answers >= int64(r.MinAnswers) && len(is.UnansweredBy) == 0 || is.Answers == r.Ballots {
			continue
		}
		out += fmt.Sprintf(" Only %d of %s %s %s", is.Answers, counted(int(r.Ballots), "ballot"), says,
			reports.InText(is.ID))
		if len(is.UnansweredBy) > 0 {
			out += ", and none of " + joinedOr(each(is.UnansweredBy, groupTitle))
		}
		out += "."
	}
	return out
}

func placed(b *builder, ids []string) string { return upperFirst(placedLower(b, ids)) }

func placedLower(b *builder, ids []string) string {
	names := each(ids, func(id string) string { return b.issueName(id, 70) })
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
	case r.OnlyHums(): // whose answers compare no two issues
	case r.CondorcetWinner != "" && !slices.Contains(leaders(r, byRank), r.CondorcetWinner):
		out = append(out, reports.Verdict{State: reports.Info, Text: b.issueName(r.CondorcetWinner, 70) +
			" does not come first, but beats every other issue one to one."})
	case r.CondorcetWinner != "":
		out = append(out, reports.Verdict{State: reports.OK, Text: b.issueName(r.CondorcetWinner, 70) +
			" beats every other issue one to one."})
	case len(r.SmithSet) > 1:
		out = append(out, reports.Verdict{
			State: reports.Info, Text: "No issue beats every other one to one.",
			Detail: "The smallest set that beats all the rest: " + few(texts(r.SmithSet), 8) + ".",
		})
	}
	if v, ok := rulesVerdict(b); ok {
		out = append(out, v)
	}
	if v, ok := lineVerdict(b); ok {
		out = append(out, v)
	}
	if v, ok := weightVerdict(r); ok {
		out = append(out, v)
	}
	if ties := tiedIssues(r); len(ties) > 0 {
		out = append(out, reports.Verdict{
			State: reports.Info, Text: "Ties: " + strings.Join(ties, "; ") + ".",
			Detail: "Tied issues are kept as ties and listed in the order of the input.",
		})
	}
	return out
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
		return reports.Verdict{State: reports.OK, Text: "The order is the same whether groups or ballots " +
			"count the same."}, true
	}
	return reports.Verdict{State: reports.Info, Text: fmt.Sprintf("The weighting matters: %s moves most, by %s.",
		moved, counted(most, "place"))}, true
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

// supportChart is the headline: support under both weightings.
func supportChart(b *builder) reports.Chart {
	r := b.in.Ranking
	both := weighted(r)
	c := reports.Chart{
		ID: "chart-support", Kind: reports.Bar, Max: 100, Axis: scaleOfResult(r).word + ", 0 to 100",
		Title: leadTitle(b), Series: []reports.Series{{Name: upperFirst(countedBy(r, r.Weights))}},
		Summary: "Longer is better; the table says what the " + scaleOfResult(r).word + " means.",
	}
	if both {
		c.Series = append(c.Series, reports.Series{Name: upperFirst(countedBy(r, "heads"))})
	}
	intervals := slices.ContainsFunc(r.Issues, func(i ranking.Issue) bool { return len(i.RankInterval) == 2 })
	chances := slices.ContainsFunc(r.Issues, func(i ranking.Issue) bool { return i.PFirst != nil })
	c.Table = supportTable(r, both, intervals, chances)
	for _, is := range r.Issues {
		c.Categories = append(c.Categories, issueLabel(is.ID, is.Name, reports.MaxLabel))
		c.Series[0].Values = append(c.Series[0].Values, is.Support)
		if both {
			c.Series[1].Values = append(c.Series[1].Values, is.SupportHeads)
		}
	}
	return c
}

// leadTitle states the lead of the first place.
func leadTitle(b *builder) string {
	r := b.in.Ranking
	top := &r.Issues[0]
	if top.Tied || len(r.Issues) < 2 {
		return placed(b, leaders(r, byRank))
	}
	lead := top.Support - r.Issues[1].Support
	switch {
	case lead > 0.05:
		return fmt.Sprintf("%s leads by %s points", reports.InText(top.ID), number(lead, 1))
	default:
		return reports.InText(top.ID) + " leads by less than a point"
	}
}

func supportTable(r *ranking.Result, both, intervals, chances bool) reports.Table {
	word := scaleOfResult(r).word
	t := reports.Table{ID: "ranking", Title: "Issues in order, with the " + word + " from 0 to 100", RowHead: true}
	t.Columns = []reports.Column{
		{Title: "Issue"},
		{Title: "Place", Align: reports.Right},
		{Title: upperFirst(word), Align: reports.Right, Bar: true, BarMax: 100, Decimals: 1},
	}
	if both {
		t.Columns[2].Title = upperFirst(word) + ", groups equal"
		t.Columns = append(t.Columns,
			reports.Column{Title: upperFirst(word) + ", ballots equal", Align: reports.Right, Decimals: 1},
			reports.Column{Title: "Place, ballots equal", Align: reports.Right})
	}
	raw, answers := steadied(r), partlyAnswered(r)
	if raw {
		t.Columns = append(t.Columns, reports.Column{Title: "Answers alone", Align: reports.Right, Decimals: 1})
	}
	if answers {
		t.Columns = append(t.Columns, reports.Column{Title: answersTitle(r)})
	}
	if intervals {
		t.Columns = append(t.Columns, reports.Column{Title: "Likely places"})
	}
	if chances {
		t.Columns = append(t.Columns, reports.Column{Title: "Chance of first, %", Align: reports.Right})
	}
	margins := marginWords(r)
	if len(margins) > 0 {
		t.Columns = append(t.Columns, reports.Column{Title: "Ahead of the next by"})
	}
	for _, is := range r.Issues {
		place := reports.Int(is.Rank)
		if is.Tied {
			place.Text = text(is.Rank) + " ="
		}
		row := []reports.Value{reports.Str(issueLabel(is.ID, is.Name, math.MaxInt)), place, reports.Num(is.Support)}
		if both {
			row = append(row, reports.Num(is.SupportHeads), reports.Int(is.RankHeads))
		}
		if raw {
			row = append(row, figure(is.SupportRaw))
		}
		if answers {
			row = append(row, reports.Str(fmt.Sprintf("%d of %d", is.Answers, r.Ballots)))
		}
		if intervals {
			row = append(row, reports.Str(intervalWords(is.RankInterval)))
		}
		if chances {
			row = append(row, chance(is.PFirst))
		}
		if len(margins) > 0 {
			row = append(row, reports.Str(margins[is.ID]))
		}
		t.Add(row...)
	}
	t.Note = supportNote(intervals, r)
	return t
}

func chance(p *float64) reports.Value {
	if p == nil {
		return reports.Str("")
	}
	v := reports.Num(math.Round(*p * 100))
	switch v.Number { // no share of replicates is a certainty
	case 0:
		v.Text = "under 1"
	case 100:
		v.Text = "over 99"
	}
	return v
}

// figure shows a number where there is one.
func figure(p *float64) reports.Value {
	if p == nil {
		return reports.Str("")
	}
	return reports.Num(*p)
}

func supportNote(intervals bool, r *ranking.Result) string {
	out := []string{scaleOfResult(r).means}
	if len(tiedIssues(r)) > 0 {
		out = append(out, "“=” marks a tie.")
	}
	if intervals {
		out = append(out, "Likely places are where the issue lands in 95 of 100 votes "+redrawn(r)+".")
	}
	if len(r.Firmness.Margins) > 0 {
		out = append(out, "An issue is ahead by the voters who would have to exchange the two on their ballots to "+
			"change the order.")
	}
	switch ranked := answersTitle(r) == "Listed by"; {
	case !ranked || !partlyAnswered(r):
	case r.Unranked == "ignore" && len(r.Kinds) == 1:
		out = append(out, "Issues a voter did not list take part in no comparison of that ballot.")
	default:
		out = append(out, "Issues a voter did not list count as tied below those listed.")
	}
	if steadied(r) {
		out = append(out, steadiedWords(r))
	}
	return strings.Join(out, " ")
}

func intervalWords(iv []int) string {
	switch {
	case len(iv) != 2:
		return ""
	case iv[0] == iv[1]:
		return text(iv[0])
	default:
		return text(iv[0]) + " to " + text(iv[1])
	}
}

// groupWeights shows how many ballots each group cast and what each counts.
func groupWeights(b *builder) reports.Table {
	r := b.in.Ranking
	t := reports.Table{
		ID: "weights", RowHead: true,
		Title: upperFirst(counted(int(r.Ballots), "ballot")),
		Columns: []reports.Column{
			{Title: "Group"},
			{Title: "Ballots", Align: reports.Right, Bar: true},
			{Title: "Weight of each ballot", Align: reports.Right, Decimals: 2},
		},
	}
	if len(r.Groups) > 0 {
		t.Title += " from " + counted(len(r.Groups), "group")
	}
	for _, g := range r.Groups {
		t.Add(reports.Str(groupTitle(g.Name)), reports.Int(int(g.Ballots)), reports.Num(g.Weight))
	}
	t.Columns[1].BarMax = largest(t.Rows, 1)
	var tiny []string
	for _, g := range r.Groups {
		if g.Ballots < 3 && !g.Unknown && g.Name != "" {
			tiny = append(tiny, reports.InText(g.Name)+" ("+text(int(g.Ballots))+")")
		}
	}
	if len(tiny) > 0 && weighted(r) {
		t.Note = "Groups with fewer than three ballots carry much weight on few shoulders: " + joined(tiny) + "."
	}
	return t
}

func levelWords(levels [][]string) string {
	return strings.Join(each(levels, func(l []string) string { return strings.Join(texts(l), " = ") }), ", ")
}

// totalWords says what all weights add up to.
func totalWords(r *ranking.Result) string {
	total := number(r.Pairwise.Total.Float(), 2)
	if whole := r.Pairwise.Total.Rat(); whole.IsInt() {
		total = whole.RatString()
	}
	switch {
	case len(r.Organisations) > 0:
		return "Weights add up to " + total + ", one for each organisation."
	case r.Pairwise.Total.Rat().Cmp(new(big.Rat).SetInt64(r.Ballots)) == 0:
		return "Weights add up to the number of ballots."
	}
	return "Weights add up to " + total + "."
}

// maxOrganisations is the most organisations that are listed.
const maxOrganisations = 40

// organisationWeights shows what each ballot counts where organisations count the same.
func organisationWeights(r *ranking.Result) reports.Table {
	t := reports.Table{
		ID: "organisations", RowHead: true,
		Columns: []reports.Column{
			{Title: "Organisation"},
			{Title: "Ballots", Align: reports.Right},
			{Title: "Weight of each ballot", Align: reports.Right, Decimals: 2},
		},
	}
	var n, orgs int64
	for _, o := range r.Organisations {
		n += o.Ballots
		name := o.Name
		if name == "" {
			name = "(none: each counts as one)"
			orgs += o.Ballots - 1
		}
		if orgs++; len(t.Rows) < maxOrganisations {
			t.Add(reports.Str(name), reports.Int(int(o.Ballots)), reports.Num(o.Weight))
		}
	}
	t.Title = fmt.Sprintf("%s from %s, each of which has one vote", upperFirst(counted(int(n), "ballot")),
		counted(int(orgs), "organisation"))
	if left := len(r.Organisations) - len(t.Rows); left > 0 {
		t.Note = fmt.Sprintf("%d more in the JSON.", left)
	}
	return t
}

// maxPairwise is the most issues for which the matrix is printed.
const maxPairwise = 16

// pairwiseTable is the matrix of one-to-one comparisons.
func pairwiseTable(r *ranking.Result) reports.Table {
	ids := r.Pairwise.Issues
	if len(ids) < 2 || len(ids) > maxPairwise || len(r.Pairwise.Weights) != len(ids) {
		return reports.Table{}
	}
	t := reports.Table{
		ID: "pairwise", Title: "One to one: the weight of ballots that place the row above the column",
		RowHead: true, Heat: true,
		Columns: []reports.Column{{Title: "Issue"}},
		Note:    totalWords(r) + " A ballot that ties two issues counts for neither.",
	}
	for _, id := range ids {
		t.Columns = append(t.Columns, reports.Column{Title: id, Align: reports.Right, Decimals: 1})
	}
	for i, id := range ids {
		row := []reports.Value{reports.Str(id)}
		for j := range ids {
			if i == j {
				row = append(row, reports.Str("–"))
				continue
			}
			row = append(row, reports.Num(r.Pairwise.Weights[i][j].Float()))
		}
		t.Add(row...)
	}
	return t
}
