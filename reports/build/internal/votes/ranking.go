// Package votes words the issues and what was voted: the order and how firm it is, where
// groups agree, what was hummed, who gets places, what the counting rules say, and what
// changed since an earlier vote.
package votes

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// RankingSection shows which issues lead and how firmly: the answer, what it rests on,
// the figures.
func RankingSection(b *brief.Brief) *reports.Section {
	s := &reports.Section{ID: "ranking", Title: b.Say("ranking.heading", nil)}
	r := b.In.Ranking
	if r == nil || len(r.Issues) == 0 {
		s.Lead = noRanking(b)
		if b.In.Missing.Ranking.Code == "" {
			s.Add(reports.List{Title: b.Say("ranking.to-rank", nil), Items: []string{
				b.Say("ranking.to-rank-choices", nil), b.Say("ranking.to-rank-marks", nil),
				b.Say("ranking.to-rank-groups", nil),
			}})
		}
		return s
	}
	said := rankingSentences(b)
	s.Lead = said[0]
	for _, t := range said[1:] {
		s.Add(reports.Paragraph{Text: t})
	}
	if Ordered(r) {
		facts := slices.Concat(FirstLines(b)[1:], facts(b), firmVerdicts(b)) // the lead says the first
		s.Add(reports.Verdicts{Items: facts}, supportChart(b), reports.List{Items: supportNotes(b)},
			groupWeights(b), organisationWeights(b))
	}
	if items := countedBallots(b); len(items) > 1 || !Ordered(r) {
		s.Add(reports.List{Title: b.Say("ballots.heading", nil), Items: items})
	}
	s.Add(b.NotesOf(slices.DeleteFunc(slices.Clone(r.Warnings), func(f planner.Finding) bool {
		return f.Code == "blanks-decide-first" || f.Code == "blanks-decide-rule" // which the first lines say
	}))...)
	return s
}

// Ordered reports whether there is an order: of several issues, by ballots that count.
func Ordered(r *ranking.Result) bool { return r != nil && len(r.Issues) > 1 && r.Ballots > 0 }

// rankingSentences say who gets the places that were asked for, what comes first, and how
// sure that is; or why there is no order.
func rankingSentences(b *brief.Brief) []string {
	r := b.In.Ranking
	out := placesSentences(b)
	switch {
	case r.Ballots == 0:
		return append(out, b.Say("ranking.nothing-said", nil))
	case !Ordered(r):
		return append(out, b.Say("ranking.only-issue", messages.Args{"issue": b.IssueName(r.Issues[0].ID, 70)}))
	default:
		return slices.Concat(out, readings(b), []string{firstSentence(b)}, thinFirsts(b))
	}
}

func noRanking(b *brief.Brief) string {
	n := len(b.Meeting.Issues)
	return cmp.Or(
		b.In.Missing.Ranking.Said(b.Catalogue),
		brief.If(n > 0, b.Say("ranking.no-votes", messages.Args{"n": n})),
		b.Say("ranking.no-issues", nil),
	)
}

// weightWords says how ballots count under a mode.
func weightWords(l *messages.Catalogue, mode string) string {
	return l.Say("weights."+strings.TrimSuffix(mode, "-two-stage"), nil)
}

// countedBy is weightWords for a result.
func countedBy(b *brief.Brief, r *ranking.Result, mode string) string {
	silent := slices.ContainsFunc(r.Warnings, func(f planner.Finding) bool { return f.Code == "group-blank" })
	return weightWords(b.Catalogue, cmp.Or(
		brief.If(mode == "heads" && r.OwnWeights, "given"),
		brief.If(mode == "groups" && silent, "groups-answering"),
		mode,
	))
}

// Leaders are the issues in first place.
func Leaders(r *ranking.Result) []string {
	return leaders(r, func(i *ranking.Issue) int { return i.Rank })
}

// leaders are the issues in first place by some count.
func leaders(r *ranking.Result, rank func(*ranking.Issue) int) []string {
	var out []string
	for i := range r.Issues {
		if rank(&r.Issues[i]) == 1 {
			out = append(out, r.Issues[i].ID)
		}
	}
	return out
}

// firstSentence says which issue comes first, and whether it does by the other weighting.
func firstSentence(b *brief.Brief) string {
	r := b.In.Ranking
	first, heads := Leaders(r), leaders(r, func(i *ranking.Issue) int { return i.RankHeads })
	code := cmp.Or(
		brief.If(r.OnlyHums(), "hums"), brief.If(brief.Weighted(r) && slices.Equal(first, heads), "both"), "alone",
	)
	return b.Say("ranking.first."+code, messages.Args{
		"n": len(first), "issues": b.IssueNames(first), "how": countedBy(b, r, r.Weights),
		"heads": countedBy(b, r, "heads"),
	})
}

// thinFirsts says which of the issues in first place hardly anybody, or nobody of a group,
// says anything of.
func thinFirsts(b *brief.Brief) []string {
	r := b.In.Ranking
	return brief.Those(brief.Each(r.Issues, func(is ranking.Issue) string {
		silent := len(is.UnansweredBy) > 0
		thin := is.Answers < r.Ballots && (silent || is.Answers < int64(r.MinAnswers))
		return brief.If(is.Rank == 1 && thin, b.Say("ranking.thin"+brief.If(silent, "-group"), messages.Args{
			"n": int(is.Answers), "of": int(r.Ballots), "issue": reports.InText(is.ID),
			"groups": messages.Or(brief.Each(is.UnansweredBy, b.Group)),
		}))
	})...)
}

// facts are what is to be known beside the first place. What another way of counting says
// is no rule that could be met: it is a note.
func facts(b *brief.Brief) []reports.Verdict {
	r := b.In.Ranking
	if r.OnlyHums() { // whose answers compare no two issues
		return brief.Lines(lineVerdict(b))
	}
	rare := brief.Each(r.Opinions().Rare, func(f ranking.FirstPlace) reports.Verdict {
		return brief.Info(b.Say("rules.rare", messages.Args{
			"rules": brief.Each(f.Rules, b.Rule), "issues": brief.Texts(f.Issues),
		}))
	})
	return brief.Lines(append(rare, duelVerdict(b), lineVerdict(b))...)
}

// duelVerdict says which issue beats every other one to one, and why it may not be first.
func duelVerdict(b *brief.Brief) reports.Verdict {
	r := b.In.Ranking
	w, circle := r.CondorcetWinner, r.Cycle
	if len(circle) > 1 {
		circle = append(slices.Clone(circle), circle[0])
	}
	v := brief.Info(cmp.Or(
		brief.If(w == "" && len(r.SmithSet) > 1, b.Say("duels.nobody", messages.Args{"issues": b.IDs(r.SmithSet)})),
		brief.If(slices.Contains(Leaders(r), w), b.Say("duels.first", messages.Args{"issue": b.IssueName(w, 70)})),
		brief.If(w != "", b.Say("duels.elsewhere", messages.Args{"issue": b.IssueName(w, 70)})),
	))
	byBlanks := slices.ContainsFunc(blankRules(r), func(f ranking.FirstPlace) bool {
		return slices.Contains(f.Rules, "copeland")
	})
	v.Detail = cmp.Or(
		brief.If(w == "" && len(circle) > 1, b.Say("duels.circle", messages.Args{
			"issues": messages.Plain(brief.Texts(circle)),
		})),
		brief.If(w != "" && byBlanks, b.Say("duels.blanks-"+r.Unranked, nil)),
	)
	return v
}

// supportChart is the headline: the figure by both weightings.
func supportChart(b *brief.Brief) reports.Chart {
	r := b.In.Ranking
	first, last := &r.Issues[0], &r.Issues[len(r.Issues)-1]
	c := reports.Chart{
		ID: "chart-support", Kind: reports.Bar, Max: 100, Axis: axisOf(b, scaleName(b, r)), Title: leadTitle(b),
		Table: supportTable(b), LineAfter: firmLine(r), Orders: orders(b),
		Summary: b.Say("ranking.summary", messages.Args{
			"first": reports.InText(first.ID), "high": b.Number(first.Support, 1),
			"last": reports.InText(last.ID), "low": b.Number(last.Support, 1),
		}),
		Categories: brief.Each(r.Issues, func(is ranking.Issue) string {
			return brief.IssueLabel(is.ID, is.Name, reports.MaxLabel)
		}),
		Series: []reports.Series{{
			Name:   countedBy(b, r, r.Weights),
			Values: brief.Each(r.Issues, func(is ranking.Issue) float64 { return is.Support }),
		}},
	}
	if brief.Weighted(r) {
		c.Series = append(c.Series, reports.Series{
			Name:   countedBy(b, r, "heads"),
			Values: brief.Each(r.Issues, func(is ranking.Issue) float64 { return is.SupportHeads }),
		})
	}
	if !slices.ContainsFunc(r.Issues, func(is ranking.Issue) bool { return len(is.SupportInterval) != 2 }) {
		c.Intervals = brief.Each(r.Issues, func(is ranking.Issue) reports.Span {
			return reports.Span{Low: is.SupportInterval[0], High: is.SupportInterval[1]}
		})
	}
	return c
}

// firmLine is how many issues stand above the line of the chart; 0 where there is none.
func firmLine(r *ranking.Result) int {
	if t := r.Firmness.FirmTop; t != nil && t.K < len(r.Issues) {
		return t.K
	}
	return 0
}

// orders are those by either weighting, where they are not the same; issues of one place by
// ballots keep the order of the other.
func orders(b *brief.Brief) []reports.Order {
	r := b.In.Ranking
	if !brief.Weighted(r) {
		return nil
	}
	given := make([]int, len(r.Issues))
	for i := range given {
		given[i] = i
	}
	heads := slices.Clone(given)
	slices.SortStableFunc(
		heads,
		func(p, q int) int { return cmp.Compare(r.Issues[p].RankHeads, r.Issues[q].RankHeads) },
	)
	if slices.Equal(given, heads) {
		return nil
	}
	return []reports.Order{
		{Name: countedBy(b, r, r.Weights), Rows: given},
		{Name: countedBy(b, r, "heads"), Rows: heads},
	}
}

// leadTitle states the lead of the first place.
func leadTitle(b *brief.Brief) string {
	first := &b.In.Ranking.Issues[0]
	lead, top := first.Support-b.In.Ranking.Issues[1].Support, reports.InText(first.ID)
	return cmp.Or(
		brief.If(first.Tied, b.Say("ranking.tied-title", nil)),
		brief.If(lead > 0.05, b.Say("ranking.leads-title", messages.Args{
			"issue": top, "points": b.Number(lead, 1),
		})),
		b.Say("ranking.leads-hardly-title", messages.Args{"issue": top}),
	)
}

// supportTable has a row an issue; columns in which nothing would stand are left out.
func supportTable(b *brief.Brief) reports.Table {
	r, margins, scale := b.In.Ranking, marginWords(b), scaleName(b, b.In.Ranking)
	weighted, raw, partly := brief.Weighted(r), steadied(r), partlyAnswered(r)
	where := func(holds bool, cell any) any {
		if holds {
			return cell
		}
		return ""
	}
	return brief.WithoutEmptyColumns(reports.Table{
		ID: "ranking", Title: b.Say("ranking.table", nil), RowHead: true,
		Columns: []reports.Column{
			{Title: b.Say("column.issue", nil)},
			brief.Right(b.Say("column.place", nil), 0),
			{Title: scale, Align: reports.Right, Bar: true, BarMax: 100, Decimals: 1},
			brief.Right(b.Say("column.by-ballots", messages.Args{"scale": scale}), 1),
			brief.Right(b.Say("column.place-by-ballots", nil), 0),
			brief.Right(b.Say("column.answers-alone", nil), 1),
			{Title: answeredBy(b, r)},
			{Title: b.Say("column.likely-places", nil)},
			brief.Right(b.Say("column.chance", nil), 0),
			{Title: b.Say("column.ahead", nil)},
		},
		Rows: brief.Rows(r.Issues, func(i ranking.Issue) []reports.Value {
			return brief.Row(
				brief.IssueLabel(i.ID, i.Name, math.MaxInt), placeOf(b, &i), i.Support, where(weighted, i.SupportHeads),
				where(weighted, i.RankHeads), where(raw, i.SupportRaw), where(partly, outOf(b, i.Answers, r.Ballots)),
				likely(b, i.RankInterval), chanceOf(b, i.PFirst), margins[i.ID],
			)
		}),
	})
}

func likelyPlaces(i ranking.Issue) bool { return len(i.RankInterval) == 2 }

// placeOf is an issue's place, or why it has none.
func placeOf(b *brief.Brief, is *ranking.Issue) reports.Value {
	place := reports.Int(is.Rank)
	place.Text = cmp.Or(
		brief.If(is.FewAnswers, b.Say("ranking.few-answers", nil)), brief.If(is.Tied, brief.Text(is.Rank)+" ="),
	)
	return place
}

// chanceOf is a share of replicates in per cent, none of which is a certainty.
func chanceOf(b *brief.Brief, p *float64) reports.Value {
	if p == nil {
		return reports.Str("")
	}
	v := reports.Num(math.Round(*p * 100))
	v.Text = cmp.Or(
		brief.If(v.Number == 0, b.Say("ranking.under-1", nil)),
		brief.If(v.Number == 100, b.Say("ranking.over-99", nil)),
	)
	return v
}

// supportNotes say how to read the table.
func supportNotes(b *brief.Brief) []string {
	r := b.In.Ranking
	tied := slices.ContainsFunc(r.Issues, func(i ranking.Issue) bool { return i.Tied })
	return append(scaleNotes(b, r), brief.Those(
		brief.If(tied, b.Say("ranking.note-tie", nil)),
		brief.If(slices.ContainsFunc(r.Issues, likelyPlaces), b.Say("ranking.note-likely", nil)),
		brief.If(firmLine(r) > 0, b.Say("ranking.note-line", nil)),
		brief.If(len(r.Firmness.Margins) > 0, b.Say("ranking.note-ahead", nil)),
	)...)
}

func likely(b *brief.Brief, iv []int) string {
	if len(iv) != 2 {
		return ""
	}
	between := b.Say("ranking.places", messages.Args{"low": iv[0], "high": iv[1]})
	return cmp.Or(brief.If(iv[0] == iv[1], brief.Text(iv[0])), between)
}

// weightTable has what each ballot of a group or an organisation counts.
func weightTable(b *brief.Brief, id, title, head string, rows [][]reports.Value) reports.Table {
	return reports.Table{ID: id, Title: title, Workbook: true, RowHead: true, Rows: rows, Columns: []reports.Column{
		{Title: head}, brief.Right(b.Say("column.ballots", nil), 0), brief.Right(b.Say("column.weight-each", nil), 2),
	}}
}

func groupWeights(b *brief.Brief) reports.Table {
	r := b.In.Ranking
	title := b.Say("ranking.weights", messages.Args{"n": int(r.Ballots), "how": countedBy(b, r, r.Weights)})
	t := weightTable(b, "weights", title, b.Say("column.group", nil),
		brief.Rows(r.Groups, func(g ranking.Group) []reports.Value {
			return brief.Row(b.Group(g.Name), int(g.Ballots), g.Weight)
		}))
	if r.EffectiveBallots > 0 && r.DesignEffect > 1.005 {
		t.Note = b.Say("ballots.effective", messages.Args{"equal": b.Number(r.EffectiveBallots, 1)})
	}
	return t
}

// organisationWeights are those where organisations count the same; a ballot without one
// stands for itself.
func organisationWeights(b *brief.Brief) reports.Table {
	orgs := 0
	rows := brief.Rows(b.In.Ranking.Organisations, func(o ranking.Organisation) []reports.Value {
		if orgs++; o.Name == "" {
			orgs += int(o.Ballots) - 1
		}
		name := cmp.Or(reports.InText(o.Name), b.Say("ranking.no-organisation", nil))
		return brief.Row(name, int(o.Ballots), o.Weight)
	})
	return weightTable(b, "organisations", b.Say("ranking.organisations", messages.Args{"n": orgs}),
		b.Say("column.organisation", nil), rows)
}

// levelWords is an order in signs that need no words: "Q1 > Q2 = Q3".
func levelWords(levels [][]string) string {
	equal := brief.Each(levels, func(l []string) string { return strings.Join(brief.Texts(l), " = ") })
	return strings.Join(equal, " > ")
}

// maxPairwise is the most issues for which the matrix is printed.
const maxPairwise = 16

// pairwiseTable is the matrix of one-to-one comparisons.
func pairwiseTable(b *brief.Brief) reports.Table {
	r := b.In.Ranking
	ids := r.Pairwise.Issues
	if len(ids) < 2 || len(ids) > maxPairwise || len(r.Pairwise.Weights) != len(ids) {
		return reports.Table{}
	}
	note := "note" + brief.If(blanksMatter(r) && r.Unranked != "ignore", "-blanks")
	t := reports.Table{
		ID: "pairwise", Workbook: true, Title: b.Say("pairwise.title", nil), RowHead: true, Heat: true,
		Columns: append(brief.Columns(reports.Left, 0, b.Say("column.issue", nil)),
			brief.Columns(reports.Right, 1, brief.Texts(ids)...)...),
		Note: b.Say("pairwise."+note, messages.Args{"total": exactly(b, &r.Pairwise.Total)}),
	}
	for i, id := range ids {
		row := append(brief.Row(id), brief.Each(r.Pairwise.Weights[i], func(w planner.Exact) reports.Value {
			return reports.Num(w.Float())
		})...)
		row[i+1] = reports.Str("–")
		t.Add(row...)
	}
	return t
}

// tieTable tells how each tie was broken where an order was needed.
func tieTable(b *brief.Brief) reports.Table {
	t := reports.Table{
		ID: "tie-breaks", Title: b.Say("tie-breaks.title", nil), RowHead: true, Note: b.Say("tie-breaks.note", nil),
		Columns: brief.Columns(reports.Left, 0, b.Say("tie-breaks.tie", nil), b.Say("tie-breaks.by", nil),
			b.Say("tie-breaks.above", nil), b.Say("tie-breaks.below", nil), b.Say("tie-breaks.figures", nil)),
	}
	for _, tie := range b.In.Ranking.TieBreaks {
		for _, s := range tie.Steps {
			t.Add(reports.Str(b.And(brief.Texts(tie.Issues))), reports.Str(decidedBy(b, s.Rule)), reports.Str(s.Above),
				reports.Str(s.Below), reports.Str(s.AboveValue+" : "+s.BelowValue))
		}
	}
	return t
}

// decidedBy is what parted a tie.
func decidedBy(b *brief.Brief, link string) string { return b.Say("tie-link."+link, nil) }

// countedBallots says what became of every ballot.
func countedBallots(b *brief.Brief) []string {
	r := b.In.Ranking
	told := func(code string, n int64) string {
		return brief.If(n > 0, b.Say("ballots."+code, messages.Args{"n": int(n)}))
	}
	out := brief.Those(
		told("counted", r.Ballots), told("blank", r.Abstain), told("replaced", r.Replaced),
		told("stranger", r.NotInRoster), told("no-group", r.NoGroup), told("excluded", r.Excluded),
	)
	if k := r.Raking; k != nil {
		out = append(out, cmp.Or(
			brief.If(k.Converged, b.Say("ballots.raked", messages.Args{"n": k.Sweeps})),
			b.Say("ballots.not-raked", messages.Args{"percent": b.Number(100*k.MaxError, 2)}),
		))
	}
	return out
}

// AuditSection has every ballot in a row: for the chair, to recount by hand.
func AuditSection(b *brief.Brief) *reports.Section {
	r := b.In.Ranking
	if r == nil || len(r.Audit) == 0 {
		return nil
	}
	return brief.Section("audit", b.Say("audit.title", nil), "", reports.Table{
		ID: "audit", Title: b.Say("audit.title", nil), RowHead: true, Long: true, Workbook: true,
		Note: b.Say("audit.note", nil),
		Columns: slices.Concat(
			brief.Columns(reports.Left, 0, b.Say("audit.where", nil), b.Say("audit.voter", nil),
				b.Say("column.group", nil),
				b.Say("audit.form", nil), b.Say("audit.status", nil)),
			brief.Columns(reports.Right, 0, b.Say("column.ballots", nil)),
			brief.Columns(reports.Right, 3, b.Say("audit.weight", nil)),
			brief.Columns(reports.Left, 0, b.Say("audit.order", nil)),
		),
		Rows: brief.Each(r.Audit, func(a ranking.AuditRow) []reports.Value {
			weight := reports.Str("")
			if a.Status == "counted" {
				weight = reports.Num(a.Weight.Float())
			}
			return brief.Row(a.Where.String(), a.Voter, b.Value(a.Group),
				b.Say("ballot."+a.Kind, nil), b.Say("ballot-status."+a.Status, nil),
				int(a.Count), weight, levelWords(a.Ranking))
		}),
	})
}
