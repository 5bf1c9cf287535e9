package votes

import (
	"cmp"
	"math"
	"slices"

	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// AgendaSection is the choice of k issues in which every group gets its share.
func AgendaSection(b *brief.Brief) *reports.Section {
	if b.In.Ranking == nil || b.In.Ranking.Agenda == nil {
		return nil
	}
	a := b.In.Ranking.Agenda
	title := b.Say("agenda.heading", nil)
	if len(a.Issues) > 0 {
		return brief.Section("agenda", title, agendaSentence(b, a), reports.List{
			Title: b.Say("agenda.chosen", nil), Ordered: true,
			Items: brief.Each(a.Issues, func(id string) string {
				return brief.IssueLabel(id, b.Topics[id], math.MaxInt)
			}),
		}, reports.Verdicts{Items: agendaVerdicts(b, a)}, budgetTable(b, a))
	}
	if empty := emptyPlaces(b, a); empty != "" {
		return &reports.Section{ID: "agenda", Title: title, Lead: empty}
	}
	return nil
}

// agendaRule is an agenda rule's or a completion's name for readers.
func agendaRule(b *brief.Brief, rule string) string { return b.Say("agenda-rule."+rule, nil) }

// placesSentences say who gets the places that were asked for, by the rule of the agenda
// and by single transferable vote, and where only a tie-break parted two.
func placesSentences(b *brief.Brief) []string {
	r := b.In.Ranking
	a := r.Agenda
	if !b.In.Places || a == nil || a.K < 2 || len(a.Issues) == 0 {
		return nil
	}
	names := func(ids []string) []string {
		return brief.Each(ids, func(id string) string { return b.IssueName(id, 40) })
	}
	stv := r.Rules["stv"]
	same := len(stv.Elected) == len(a.Issues) && len(brief.Without(stv.Elected, a.Issues)) == 0
	code := cmp.Or(brief.If(len(stv.Elected) == 0, "alone"), brief.If(same, "both"), "differ")
	out := []string{b.Say("places."+code, messages.Args{
		"k": a.K, "issues": names(a.Issues), "rule": agendaRule(b, a.Rule), "elected": names(stv.Elected),
	})}
	for _, s := range a.Steps {
		if left := brief.Without(s.Tied, a.Issues); len(left) > 0 && s.TieBreak != nil {
			how := brief.Each(s.TieBreak.Steps, func(x ranking.TieStep) string { return decidedBy(b, x.Rule) })
			out = append(out, tieSentence(b, []string{s.Issue}, left, agendaRule(b, a.Rule), slices.Compact(how)))
		}
	}
	return append(out, transferTies(b, stv)...)
}

// tieSentence says that a tie decided who got a place.
func tieSentence(b *brief.Brief, in, left []string, rule string, how []string) string {
	return b.Say("places.tie", messages.Args{
		"issues": brief.Texts(in), "others": brief.Texts(left), "rule": rule, "how": how,
	})
}

// transferTies tells the ties in a count by transfers that decided who got a place.
func transferTies(b *brief.Brief, stv ranking.RuleResult) []string {
	return brief.Those(brief.Each(stv.Rounds, func(x ranking.Round) string {
		left := brief.Without(x.Tied, stv.Elected)
		in := brief.Without(x.Tied, left)
		return brief.If(len(in) > 0 && len(left) > 0,
			tieSentence(b, in, left, b.Rule("stv"), []string{decidedBy(b, x.TieBrokenBy)}))
	})...)
}

// lineVerdict says what may not be taken up at all; it has no text where there is no line.
func lineVerdict(b *brief.Brief) reports.Verdict {
	l := b.In.Ranking.Line
	if l == nil {
		return reports.Verdict{}
	}
	code := cmp.Or(brief.If(l.Quorum == 0, "none"), brief.If(l.Issue != "", "both"), "quorum")
	v := reports.Verdict{State: reports.OK, Detail: b.Say("line.all", nil), Text: b.Say("line."+code, messages.Args{
		"n": int(l.Quorum), "none": b.IssueName(l.Issue, 70),
	})}
	below := brief.Each(l.Below, func(x ranking.BelowLine) string {
		a := messages.Args{"issue": reports.InText(x.Issue), "n": int(x.Ballots)}
		if x.For == nil {
			return b.Say("line.ballots", a)
		}
		a["for"], a["against"] = b.Number(x.For.Float(), 1), b.Number(x.Against.Float(), 1)
		return b.Say("line.weights", a)
	})
	if len(below) > 0 {
		v.State, v.Detail = reports.Warn, b.Say("line.below", messages.Args{"issues": b.Some(below, 12)})
	}
	return v
}

// agendaSentence says how many issues were chosen, and what most approval would have.
func agendaSentence(b *brief.Brief, a *ranking.Agenda) string {
	full := a.Empty == 0
	code := "lead" + cmp.Or(brief.If(full && a.SameAsTopK, "-same"), brief.If(full && len(a.Added) > 0, "-differs"))
	return b.Say("agenda."+code, messages.Args{
		"n": len(a.Issues), "rule": agendaRule(b, a.Rule), "others": brief.Texts(a.Removed),
		"issues": brief.Texts(a.Added),
	})
}

func agendaVerdicts(b *brief.Brief, a *ranking.Agenda) []reports.Verdict {
	bought, c := len(a.BeforeCompletion), cmp.Or(a.Cap, &ranking.Cap{})
	by, rest := reports.InText(c.By), a.Completion != "" && bought < len(a.Issues)
	return brief.Lines(append(
		brief.Each([]string{
			brief.If(len(a.Approvals) > 0, b.Say("agenda.approved", messages.Args{
				"what": messages.Or(approvals(b, a.Approvals)),
			})),
			brief.If(rest, b.Say("agenda.completed", messages.Args{"n": bought, "rule": agendaRule(b, a.Completion)})),
			brief.If(a.Cap != nil, b.Say("agenda.cap", messages.Args{"n": c.Most, "by": by})),
			brief.If(c.Raised, b.Say("agenda.cap-raised", nil)),
			brief.If(len(c.Unknown) > 0, b.Say("agenda.cap-unknown", messages.Args{
				"by": by, "issues": b.IDs(c.Unknown),
			})),
		}, brief.Info),
		broken(b, a), brief.Verdict(reports.Warn, emptyPlaces(b, a)),
	)...)
}

// emptyPlaces says why places stay empty, where some do.
func emptyPlaces(b *brief.Brief, a *ranking.Agenda) string {
	return cmp.Or(
		brief.If(a.TooMany, b.Say("agenda.too-many", nil)),
		brief.If(a.Empty == a.K, b.Say("agenda.nothing", nil)),
		brief.If(a.Empty > 0, b.Say("agenda.places-left", messages.Args{"n": a.Empty, "k": a.K})),
	)
}

// broken says where larger groups that agree do not get their places, which the choice is
// for, and whether that is for what may not be taken.
func broken(b *brief.Brief, a *ranking.Agenda) reports.Verdict {
	issues := brief.Each(a.Certificate.Violations, func(x ranking.Violation) string { return x.Issue })
	slices.Sort(issues)
	issues = slices.Compact(issues)
	args := messages.Args{"issues": brief.Texts(issues)}
	v := brief.Verdict(reports.Warn, brief.If(!a.Certificate.EJRPlus, b.Say("agenda.broken", args)))
	if v.Text != "" && a.Cap != nil && len(brief.Without(issues, a.Cap.LeftOut)) == 0 {
		v = brief.Info(b.Say("agenda.broken-by-cap", args))
	}
	return v
}

// budgetTable says what each group brings and gets.
func budgetTable(b *brief.Brief, a *ranking.Agenda) reports.Table {
	return reports.Table{
		ID: "agenda-groups", Workbook: true, Title: b.Say("agenda-table.groups", nil), RowHead: true,
		Columns: []reports.Column{
			{Title: b.Say("column.group", nil)},
			brief.Right(b.Say("agenda-table.worth", nil), 2),
			{Title: b.Say("agenda-table.with-issue", nil), Align: reports.Right, Bar: true, BarMax: 100},
			brief.Right(b.Say("agenda-table.average", nil), 2),
			{Title: b.Say("agenda-table.first", nil)},
		},
		Rows: brief.Rows(a.Budget, func(g ranking.GroupBudget) []reports.Value {
			return brief.Row(b.Group(g.Group), g.Places.Float(), math.Round(100*g.Represented), g.Average,
				b.Some(brief.Texts(g.First), 3))
		}),
	}
}
