package votes

import (
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
	s := &reports.Section{ID: "agenda", Title: b.Say("agenda.heading", nil), Lead: emptyPlaces(b, a)}
	if len(a.Issues) == 0 {
		if s.Lead == "" {
			return nil
		}
		return s
	}
	s.Lead = agendaSentence(b, a)
	s.Add(reports.List{
		Title: b.Say("agenda.chosen", nil), Ordered: true,
		Items: brief.Each(a.Issues, func(id string) string { return brief.IssueLabel(id, b.Topics[id], math.MaxInt) }),
	}, reports.Verdicts{Items: agendaVerdicts(b, a)}, budgetTable(b, a), otherAgendas(b, a))
	return s
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
	code, args := "alone", messages.Args{"k": a.K, "issues": names(a.Issues), "rule": agendaRule(b, a.Rule)}
	switch {
	case len(stv.Elected) == 0:
	case len(stv.Elected) == len(a.Issues) && len(brief.Without(stv.Elected, a.Issues)) == 0:
		code = "both"
	default:
		code, args["elected"] = "differ", names(stv.Elected)
	}
	out := []string{b.Say("places."+code, args)}
	for _, s := range a.Steps {
		if left := brief.Without(s.Tied, a.Issues); len(left) > 0 && s.TieBreak != nil {
			var how []string
			for _, step := range s.TieBreak.Steps {
				if w := decidedBy(b, step.Rule); !slices.Contains(how, w) {
					how = append(how, w)
				}
			}
			out = append(out, b.Say("places.tie", messages.Args{
				"issues": reports.InText(s.Issue), "others": brief.Texts(left), "rule": agendaRule(b, a.Rule), "how": how,
			}))
		}
	}
	return append(out, transferTies(b, stv)...)
}

// transferTies tells the ties in a count by transfers that decided who got a place.
func transferTies(b *brief.Brief, stv ranking.RuleResult) []string {
	var out []string
	for _, round := range stv.Rounds {
		in, left := common(round.Tied, stv.Elected), brief.Without(round.Tied, stv.Elected)
		if len(in) > 0 && len(left) > 0 {
			out = append(out, b.Say("places.tie", messages.Args{
				"issues": brief.Texts(in), "others": brief.Texts(left), "rule": b.Rule("stv"),
				"how": decidedBy(b, round.TieBrokenBy),
			}))
		}
	}
	return out
}

// common is what two lists have in common.
func common(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(id string) bool { return !slices.Contains(b, id) })
}

// lineVerdict says what may not be taken up at all.
func lineVerdict(b *brief.Brief) (reports.Verdict, bool) {
	l := b.In.Ranking.Line
	if l == nil {
		return reports.Verdict{}, false
	}
	code, a := "quorum", messages.Args{"n": int(l.Quorum), "none": b.IssueName(l.Issue, 70)}
	switch {
	case l.Quorum == 0:
		code, a["n"] = "none", nil
	case l.Issue != "":
		code = "both"
	}
	v := reports.Verdict{State: reports.OK, Text: b.Say("line."+code, a), Detail: b.Say("line.all", nil)}
	if len(l.Below) > 0 {
		v.State = reports.Warn
		v.Detail = b.Say("line.below", messages.Args{"issues": b.Some(brief.Each(l.Below, func(x ranking.BelowLine) string {
			a := messages.Args{"issue": reports.InText(x.Issue), "n": int(x.Ballots)}
			if x.For == nil {
				return b.Say("line.ballots", a)
			}
			a["for"], a["against"] = b.Number(x.For.Float(), 1), b.Number(x.Against.Float(), 1)
			return b.Say("line.weights", a)
		}), 12)})
	}
	return v, true
}

// agendaSentence says how many issues were chosen, and what most approval would have.
func agendaSentence(b *brief.Brief, a *ranking.Agenda) string {
	code, args := "lead", messages.Args{"n": len(a.Issues), "rule": agendaRule(b, a.Rule)}
	switch {
	case a.Empty > 0:
	case a.SameAsTopK:
		code = "lead-same"
	case len(a.Added) > 0:
		code, args["others"], args["issues"] = "lead-differs", brief.Texts(a.Removed), brief.Texts(a.Added)
	}
	return b.Say("agenda."+code, args)
}

func agendaVerdicts(b *brief.Brief, a *ranking.Agenda) []reports.Verdict {
	out := []reports.Verdict{
		guarantee(b, a, a.Certificate.JR, "voters"), guarantee(b, a, a.Certificate.EJRPlus, "groups"),
	}
	if len(a.Approvals) > 0 {
		out = append(out, brief.Info(b.Say("agenda.approved", messages.Args{"what": messages.Or(approvals(b, a.Approvals))})))
	}
	if n := len(a.BeforeCompletion); a.Completion != "" && n < len(a.Issues) {
		out = append(out, brief.Info(b.Say("agenda.completed", messages.Args{"n": n, "rule": agendaRule(b, a.Completion)})))
	}
	if c := a.Cap; c != nil {
		out = append(out, brief.Info(b.Say("agenda.cap", messages.Args{"n": c.Most, "by": reports.InText(c.By)})))
		if c.Raised {
			out = append(out, brief.Info(b.Say("agenda.cap-raised", nil)))
		}
		if len(c.Unknown) > 0 {
			out = append(out, brief.Info(b.Say("agenda.cap-unknown", messages.Args{
				"by": reports.InText(c.By), "issues": b.IDs(c.Unknown),
			})))
		}
	}
	if empty := emptyPlaces(b, a); empty != "" {
		out = append(out, reports.Verdict{State: reports.Warn, Text: empty})
	}
	return out
}

// emptyPlaces says why places stay empty, where some do.
func emptyPlaces(b *brief.Brief, a *ranking.Agenda) string {
	switch {
	case a.TooMany:
		return b.Say("agenda.too-many", nil)
	case a.Empty == a.K:
		return b.Say("agenda.nothing", nil)
	case a.Empty > 0:
		return b.Say("agenda.places-left", messages.Args{"n": a.Empty, "k": a.K})
	default:
		return ""
	}
}

// guarantee tells whether a choice keeps a promise, or breaks it for what may not be taken.
func guarantee(b *brief.Brief, a *ranking.Agenda, holds bool, to string) reports.Verdict {
	v := reports.Verdict{State: reports.OK, Text: b.Say("agenda-promise."+to, nil)}
	if holds {
		return v
	}
	var broken []string
	for _, x := range a.Certificate.Violations {
		if !slices.Contains(broken, x.Issue) {
			broken = append(broken, x.Issue)
		}
	}
	v.State, v.Detail = reports.Miss, b.Say("agenda.broken", nil)
	if a.Cap != nil && len(brief.Without(broken, a.Cap.LeftOut)) == 0 {
		v.State, v.Detail = reports.Info, b.Say("agenda.broken-by-cap", messages.Args{"issues": brief.Texts(broken)})
	}
	return v
}

// budgetTable says what each group brings and gets.
func budgetTable(b *brief.Brief, a *ranking.Agenda) reports.Table {
	t := reports.Table{
		ID: "agenda-groups", Title: b.Say("agenda-table.groups", nil), RowHead: true,
		Columns: slices.Concat(
			brief.Columns(reports.Left, 0, b.Say("column.group", nil)),
			brief.Columns(reports.Right, 2, b.Say("agenda-table.worth", nil)),
			[]reports.Column{{
				Title: b.Say("agenda-table.with-issue", nil), Align: reports.Right, Bar: true, BarMax: 100,
			}},
			brief.Columns(reports.Right, 2, b.Say("agenda-table.average", nil)),
			brief.Columns(reports.Left, 0, b.Say("agenda-table.first", nil), b.Say("agenda-table.on", nil)),
		),
	}
	for _, g := range a.Budget {
		on := b.Say("agenda-table.yes", nil)
		if !g.FirstIn {
			on = b.Say("agenda-table.no", nil)
		}
		t.Add(reports.Str(b.Group(g.Group)), reports.Num(g.Places.Float()),
			reports.Num(math.Round(100*g.Represented)), reports.Num(g.Average),
			reports.Str(b.Some(brief.Texts(g.First), 3)), reports.Str(on))
	}
	return t
}

func otherAgendas(b *brief.Brief, a *ranking.Agenda) reports.Table {
	t := reports.Table{
		ID: "agenda-others", Title: b.Say("agenda-table.others", nil), RowHead: true,
		Columns: brief.Columns(reports.Left, 0, b.Say("annex-rules.rule", nil), b.Say("agenda-table.issues", nil),
			b.Say("agenda-table.proportional", nil)),
	}
	for _, o := range a.Others {
		fair := b.Say("agenda-table.yes", nil)
		if !o.Certificate.EJRPlus {
			fair = b.Say("agenda-table.no", nil)
		}
		t.Add(reports.Str(agendaRule(b, o.Rule)), reports.Str(b.And(brief.Texts(o.Issues))), reports.Str(fair))
	}
	return t
}
