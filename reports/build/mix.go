package build

import (
	"fmt"
	"slices"

	"roundtable/planner"
	"roundtable/planner/mixing"
	"roundtable/reports"
)

// Mix describes mixed tables: who sits where in each round, how even the
// tables are, and how many people meet. It names people.
func Mix(roster planner.Roster, m *mixing.Plan) *reports.Section {
	s := &reports.Section{ID: "mix", Title: "Mixed tables", Lead: mixLead(len(roster), m)}
	v := reports.Verdicts{}
	for _, d := range m.Spread {
		item := reports.Verdict{State: reports.OK, Text: fmt.Sprintf("Every table is as even by %s as whole "+
			"numbers allow.", d.Dimension.Label())}
		if d.Uneven > 0 {
			item = reports.Verdict{
				State: reports.Info,
				Text: fmt.Sprintf("By %s, %s would have to change tables for every table to be as even as "+
					"whole numbers allow.",
					d.Dimension.Label(), people(d.Uneven)),
			}
		}
		v.Items = append(v.Items, item)
	}
	if m.SitOut[1] > 0 {
		v.Items = append(v.Items, reports.Verdict{State: reports.Info, Text: turnsOut(m)})
	}
	for _, pr := range m.Torn {
		name := nameByID(roster)
		v.Items = append(v.Items, reports.Verdict{State: reports.Warn, Text: fmt.Sprintf(
			"%s and %s are to sit together, but in some round one of them sits out while the other has a seat. "+
				"Larger tables, or one more, would seat both.", name[pr[0]], name[pr[1]])})
	}
	switch {
	case len(m.Rounds) > 1 && m.SameTable == 0:
		v.Items = append(v.Items, reports.Verdict{State: reports.OK, Text: "Nobody comes to the same table twice."})
	case m.SameTable > 0 && len(m.Rounds) <= m.Tables:
		v.Items = append(v.Items, reports.Verdict{State: reports.Info, Text: fmt.Sprintf(
			"Meeting new people comes before changing tables: %s somebody comes to a table they sat at before. "+
				"Where tables are rooms, --rooms lets nobody come to one twice.",
			counted(m.SameTable, "time"))})
	}
	if !m.Finished {
		v.Items = append(v.Items, reports.Verdict{State: reports.Warn, Text: "The search was stopped before it was " +
			"done; these are the best tables found so far."})
	}
	s.Blocks = append(s.Blocks, v)
	for i, r := range m.Rounds {
		s.Blocks = append(s.Blocks, roundTable(roster, i+1, r))
	}
	s.Blocks = append(s.Blocks, mixSeats(roster, m))
	return s
}

// mixSection are the mixed tables of a report, nil where nobody asked for any.
func mixSection(b *builder) *reports.Section {
	if b.in.Mix == nil {
		return nil
	}
	return Mix(b.m.Roster, b.in.Mix)
}

// turnsOut says how those who have no seat in a round take turns.
func turnsOut(m *mixing.Plan) string {
	lo, hi := m.SitOut[0], m.SitOut[1]
	if lo == hi {
		return fmt.Sprintf("There are fewer seats than people: everybody sits out %s.", counted(lo, "round"))
	}
	return fmt.Sprintf("There are fewer seats than people: everybody sits out %d or %s.", lo, counted(hi, "round"))
}

func mixLead(n int, m *mixing.Plan) string {
	lead := fmt.Sprintf("%s at %s for %s. %d of %d pairs of people sit together at least once",
		people(n), counted(m.Tables, "table"), counted(len(m.Rounds), "round"), m.Pairs, m.PairsAll)
	if m.Pairs == m.PairsBound {
		return lead + "; no seating of these tables can do more."
	}
	return lead + fmt.Sprintf("; no seating of these tables can reach more than %d.", m.PairsBound)
}

func roundTable(roster planner.Roster, number int, r mixing.Round) reports.Table {
	t := reports.Table{
		ID: fmt.Sprintf("round-%d", number), Title: fmt.Sprintf("Round %d", number), RowHead: true,
		Columns: []reports.Column{{Title: "Table"}, {Title: "People", Align: reports.Right}, {Title: "Who"}},
	}
	names := nameByID(roster)
	for i, ids := range r.Tables {
		who := each(ids, func(id string) string { return names[id] })
		t.Add(reports.Str(text(i+1)), reports.Int(len(ids)), reports.Str(joined(who)))
	}
	if len(r.Out) > 0 {
		who := each(r.Out, func(id string) string { return names[id] })
		t.Add(reports.Str("sit out"), reports.Int(len(r.Out)), reports.Str(joined(who)))
	}
	return t
}

// mixSeats has one row for each person, for name badges.
func mixSeats(roster planner.Roster, m *mixing.Plan) reports.Table {
	t := reports.Table{
		ID:      "seats",
		Title:   "Each person's tables",
		RowHead: true,
		Long:    true,
		Plain:   true,
		Columns: []reports.Column{{Title: "ID"}, {Title: "Name"}},
	}
	mail := slices.ContainsFunc(roster, func(p planner.Participant) bool { return p.Email != "" })
	if mail {
		t.Columns = append(t.Columns, reports.Column{Title: "E-mail"})
	}
	at := make(map[string][]reports.Value, len(roster))
	for i, r := range m.Rounds {
		t.Columns = append(t.Columns, reports.Column{Title: fmt.Sprintf("Round %d", i+1), Align: reports.Right})
		for k, ids := range r.Tables {
			for _, id := range ids {
				at[id] = append(at[id], reports.Int(k+1))
			}
		}
		for _, id := range r.Out {
			at[id] = append(at[id], reports.Str("–"))
		}
	}
	for i := range roster {
		row := []reports.Value{reports.Str(roster[i].ID), reports.Str(roster[i].Name)}
		if mail {
			row = append(row, reports.Str(roster[i].Email))
		}
		t.Add(append(row, at[roster[i].ID]...)...)
	}
	return t
}

// nameByID maps IDs to the names reports use.
func nameByID(roster planner.Roster) map[string]string {
	out := make(map[string]string, len(roster))
	for i := range roster {
		out[roster[i].ID] = roster[i].Label()
	}
	return out
}
