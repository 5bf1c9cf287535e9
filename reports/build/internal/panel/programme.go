package panel

import (
	"math"
	"slices"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

func ProgrammeTable(b *brief.Brief) *reports.Section {
	p := b.In.Programme
	s := &reports.Section{ID: "programme", Title: b.Say("programme.heading", nil), Lead: programmeLead(b, p)}
	s.Add(sessionTable(b, p, programmeVerdicts(b, p, math.MaxInt)))
	return s
}

// ProgrammeSection is the programme in a report.
func ProgrammeSection(b *brief.Brief) *reports.Section {
	p := b.In.Programme
	if p == nil {
		return nil
	}
	s := &reports.Section{ID: "programme", Title: b.Say("programme.heading", nil), Lead: programmeLead(b, p)}
	s.Add(
		reports.Verdicts{Items: append(sessionsLeft(b, p), programmeVerdicts(b, p, 10)...)},
		sessionTable(b, p, nil),
		recurringTable(b, p),
	)
	return s
}

// programmeLead says how many sessions meet what was asked of them.
func programmeLead(b *brief.Brief, p *balance.Programme) string {
	n := len(p.Sessions)
	switch {
	case p.NotAsked == n:
		return b.Say("programme.not-asked", messages.Args{"n": n})
	case p.CannotTell == n:
		return b.Say("programme.unsure", messages.Args{"n": n})
	default:
		return b.Say("programme-met."+programmeAsked(p), messages.Args{"n": n, "met": p.Met})
	}
}

// programmeAsked is what the verdicts on the sessions are about: the rules that must
// hold, else the wishes, else the common default.
func programmeAsked(p *balance.Programme) string {
	what := "default"
	for _, s := range p.Sessions {
		for i := range s.Report.Targets {
			switch t := &s.Report.Targets[i]; {
			case t.Informs:
			case t.Target.Tier == planner.Must:
				return "must"
			case t.Target.Pack != balance.CommonDefault:
				what = "wish"
			}
		}
	}
	return what
}

// sessionsLeft counts the sessions that do not meet what was asked.
func sessionsLeft(b *brief.Brief, p *balance.Programme) []reports.Verdict {
	n := len(p.Sessions)
	count := func(state reports.State, code string, k int) reports.Verdict {
		return brief.Verdict(state, brief.If(k > 0 && (k < n || state == reports.Miss),
			b.Say("programme."+code, messages.Args{"n": k})))
	}
	return brief.Lines(count(reports.Miss, "missed", p.Missed), count(reports.Unsure, "some-unsure", p.CannotTell),
		count(reports.Info, "free", p.NotAsked))
}

// programmeVerdicts are what holds for the programme: panels of one gender, the rules
// about all sessions, people in two places at once; each names at most so many.
func programmeVerdicts(b *brief.Brief, p *balance.Programme, most int) []reports.Verdict {
	alike := brief.Those(brief.Each(p.Sessions, func(s balance.SessionReport) string {
		return brief.If(
			s.OneGender != "",
			b.With(reports.InText(s.Name), reports.InText(b.ValueOf(planner.Gender, s.OneGender))),
		)
	})...)
	v := brief.Verdict(reports.Warn, brief.If(len(alike) > 0, b.Say("programme.one-gender", messages.Args{
		"n": len(alike),
	})))
	v.Detail = b.Say("programme.one-gender-panels", messages.Args{"panels": b.Few(alike, most)})
	out := []reports.Verdict{v}
	for i := range p.Targets {
		out = append(out, capVerdict(b, &p.Targets[i], most))
	}
	clashes := brief.Each(p.Clashes, func(c balance.Clash) string {
		return b.Say("programme.in-both", messages.Args{
			"who": reports.InText(c.Who), "sessions": brief.Texts(c.Sessions[:]),
		})
	})
	v = brief.Verdict(reports.Miss, brief.If(len(clashes) > 0, b.Say("programme.clash", messages.Args{
		"n": len(clashes),
	})))
	v.Detail = partsUpTo(b.Words, clashes, most)
	return brief.Lines(append(out, v)...)
}

// capVerdict is a rule about all sessions, and who is in too many.
func capVerdict(b *brief.Brief, t *balance.ProgrammeResult, most int) reports.Verdict {
	args, kind := messages.Args{"n": t.Max}, "person"
	if t.Target.Dimension != "" {
		args["dimension"], kind = b.Dimension(t.Target.Dimension), "dimension"
	}
	if len(t.Target.Roles) > 0 {
		roles := brief.Each(t.Target.Roles, func(r planner.Role) string { return b.Value(string(r)) })
		args["roles"] = messages.Or(roles)
		kind += "-role"
	}
	v := brief.Verdict(reports.OK, b.Say("programme-most."+kind, args))
	switch t.Status {
	case balance.Missed:
		v.State = reports.Miss
		over := brief.Each(t.Over, func(a balance.Appearances) string {
			return b.Say("programme.over", messages.Args{
				"who": reports.InText(a.Who), "n": len(a.Sessions), "sessions": b.Few(brief.Texts(a.Sessions), 6),
			})
		})
		v.Detail = b.Say("programme.too-often", messages.Args{"n": len(over), "who": partsUpTo(b.Words, over, most)})
	case balance.CannotTell:
		v.State, v.Detail = reports.Unsure, b.Say("programme.unnamed", messages.Args{"n": t.Unnamed})
	}
	return v
}

// byAttention are the sessions in the order in which they need attention: panels of
// one gender, then those that miss something, then those of which it cannot be told.
func byAttention(p *balance.Programme) []*balance.SessionReport {
	out := make([]*balance.SessionReport, len(p.Sessions))
	for i := range p.Sessions {
		out[i] = &p.Sessions[i]
	}
	attention := map[balance.Status]int{balance.CannotTell: 1, balance.Missed: 2}
	rank := func(s *balance.SessionReport) int {
		if s.OneGender != "" {
			return 3
		}
		return attention[s.Status]
	}
	slices.SortStableFunc(out, func(x, y *balance.SessionReport) int { return rank(y) - rank(x) })
	return out
}

func sessionTable(b *brief.Brief, p *balance.Programme, together []reports.Verdict) reports.Table {
	rows := brief.Rows(byAttention(p), func(s *balance.SessionReport) []reports.Value {
		c := CountVerdicts(s.Report)
		gaps := brief.Each(s.Report.Targets, func(x balance.TargetResult) string {
			return brief.If(x.Status == balance.Missed && !x.Informs, b.Say("programme.gap", messages.Args{
				"rule": TargetLabel(b.Words, &x), "gap": gap(b.Words, &x),
			}))
		})
		return brief.Row(s.Name, s.Report.Panel.Size, states[s.Status], c.Met, c.Missed, c.Unsure,
			b.ValueOf(planner.Gender, s.OneGender), partsUpTo(b.Words, brief.Those(gaps...), 3))
	})
	for _, v := range together {
		if v.Detail != "" {
			v.Text = b.Say("programme.both", messages.Args{"verdict": v.Text, "detail": v.Detail})
		}
		rows = append(rows, brief.Row(b.Say("programme.all", nil), "", v.State, "", "", "", "", v.Text))
	}
	return brief.WithoutEmptyColumns(reports.Table{
		ID: "sessions", Title: b.Say("programme.sessions", nil), RowHead: true, Long: true, Rows: rows,
		Columns: []reports.Column{
			{Title: b.Say("programme.session", nil)},
			{Title: b.Say("column.people", nil), Align: reports.Right},
			{Title: b.Say("programme.together", nil)},
			{Title: b.Say("programme.is-met", nil), Align: reports.Right},
			{Title: b.Say("programme.is-missed", nil), Align: reports.Right},
			{Title: b.Say("programme.is-unsure", nil), Align: reports.Right},
			{Title: b.Say("programme.gender", nil)},
			{Title: b.Say("programme.gaps", nil)},
		},
	})
}

// recurringTable lists who is in several sessions.
func recurringTable(b *brief.Brief, p *balance.Programme) reports.Table {
	return reports.Table{
		ID: "recurring", RowHead: true, Long: true,
		Title: b.Say("programme.recurring", messages.Args{"n": len(p.People)}),
		Columns: []reports.Column{
			{Title: b.Say("programme.person", nil)},
			{Title: b.Say("programme.panels", nil), Align: reports.Right},
			{Title: b.Say("programme.count", nil), Align: reports.Right},
			{Title: b.Say("programme.which", nil)},
		},
		Note: b.Say("programme.panels-note", messages.Args{
			"n": brief.CountIf(p.People, func(r balance.Recurring) bool { return r.Panels > 2 }),
		}),
		Rows: brief.Each(p.People, func(r balance.Recurring) []reports.Value {
			return brief.Row(r.Who, r.Panels, len(r.Sessions),
				b.Few(brief.Texts(r.Sessions), 8))
		}),
	}
}
