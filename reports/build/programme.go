package build

import (
	"fmt"

	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// Programme describes several sessions side by side: one line for each,
// and the rules that speak of all of them together, such as the number of
// sessions one person may appear in.
func Programme(p *balance.Programme) *reports.Section {
	s := &reports.Section{ID: "programme", Title: "The programme", Lead: programmeLead(p)}
	t := reports.Table{
		ID: "sessions", Title: "Session by session", RowHead: true, Long: true,
		Columns: []reports.Column{
			{Title: "Session"},
			{Title: "People", Align: reports.Right},
			{Title: "Must rules"},
			{Title: "Met", Align: reports.Right},
			{Title: "Missed", Align: reports.Right},
			{Title: "Cannot tell", Align: reports.Right},
			{Title: "Gaps"},
		},
	}
	for _, session := range p.Sessions {
		c := countVerdicts(session.Report)
		state := reports.OK
		switch {
		case session.Report.MissedMust():
			state = reports.Miss
		case c.unsure > 0:
			state = reports.Unsure
		}
		t.Add(
			reports.Str(session.Name), reports.Int(session.Report.Panel.Size), reports.Mark(state), reports.Int(c.met),
			reports.Int(c.missed), reports.Int(c.unsure),
			reports.Str(few(gapsOf(session.Report), 3)),
		)
	}
	s.Blocks = append(s.Blocks, t)
	if len(p.Targets) > 0 {
		s.Blocks = append(s.Blocks, reports.Verdicts{Items: programmeVerdicts(p)})
	}
	return s
}

func programmeLead(p *balance.Programme) string {
	fine := countIf(p.Sessions, func(s balance.SessionReport) bool { return !s.Report.MissedMust() })
	return fmt.Sprintf("%d of %s meet every must rule.", fine, counted(len(p.Sessions), "session"))
}

func gapsOf(r *balance.Report) []string {
	var out []string
	for i := range r.Targets {
		if t := &r.Targets[i]; t.Status == balance.Missed && !t.Informs {
			out = append(out, targetLabel(t)+": "+gap(t))
		}
	}
	return out
}

func programmeVerdicts(p *balance.Programme) []reports.Verdict {
	var out []reports.Verdict
	for _, t := range p.Targets {
		what := "Nobody appears in more than " + counted(t.Max, "session")
		if t.Target.Dimension != "" {
			what = "No " + t.Target.Dimension.Label() + " appears in more than " + counted(t.Max, "session")
		}
		v := reports.Verdict{State: reports.OK, Text: what + "."}
		switch t.Status {
		case balance.Missed:
			v.State = reports.Miss
			var who []string
			for _, a := range t.Over {
				who = append(who, fmt.Sprintf("%s in %d (%s)", a.Who, len(a.Sessions), few(a.Sessions, 6)))
			}
			v.Detail = "Too often: " + few(who, 10) + "."
		case balance.CannotTell:
			v.State = reports.Unsure
			v.Detail = messages.Count(t.Unnamed, "seat has", "seats have") + " no name, and people without a name " +
				"cannot be told apart."
		}
		out = append(out, v)
	}
	return out
}
