package groups

import (
	"cmp"
	"fmt"
	"slices"

	"roundtable/planner"
	"roundtable/planner/mixing"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// MixAlone are the mixed tables where nothing else says who sits where.
func MixAlone(b *brief.Brief) *reports.Section {
	s := MixSection(b)
	s.Add(mixSeats(b, b.In.Mix))
	return s
}

// MixSection are the mixed tables of a report, nil where nobody asked for any. Who sits
// at which table stands there in the list of people.
func MixSection(b *brief.Brief) *reports.Section {
	m := b.In.Mix
	if m == nil {
		return nil
	}
	s := &reports.Section{ID: "mix", Title: b.Say("mix.title", nil)}
	args := messages.Args{"pairs": m.Pairs, "of": m.PairsAll}
	if m.Pairs == m.PairsBound {
		s.Lead = b.Say("mix.lead-best", args)
	} else {
		args["bound"] = m.PairsBound
		s.Lead = b.Say("mix.lead", args)
	}
	s.Add(reports.Verdicts{Items: mixVerdicts(b, m)})
	s.Add(mixRounds(b, m)...)
	return s
}

// mixVerdicts say how even the tables are, who sits out, and what could not be kept.
func mixVerdicts(b *brief.Brief, m *mixing.Plan) []reports.Verdict {
	v := reports.Verdicts{}
	add := func(state reports.State, text string) {
		v.Items = append(v.Items, reports.Verdict{State: state, Text: text})
	}
	for _, d := range m.Spread {
		if d.Uneven == 0 {
			add(reports.OK, b.Say("mix.even", messages.Args{"dimension": b.Dimension(d.Dimension)}))
		} else {
			add(reports.Info, b.Say("mix.uneven", messages.Args{"dimension": b.Dimension(d.Dimension), "n": d.Uneven}))
		}
	}
	switch lo, hi := m.SitOut[0], m.SitOut[1]; {
	case hi == 0:
	case lo == hi:
		add(reports.Info, b.Say("mix.sit-out", messages.Args{"n": hi}))
	default:
		add(reports.Info, b.Say("mix.sit-out-or", messages.Args{"less": lo, "n": hi}))
	}
	for _, pair := range m.Torn {
		add(reports.Warn, b.Say("mix.torn", messages.Args{"a": b.Name(pair[0]), "b": b.Name(pair[1])}))
	}
	switch {
	case len(m.Rounds) > 1 && m.SameTable == 0:
		add(reports.OK, b.Say("mix.no-table-twice", nil))
	case m.SameTable > 0 && len(m.Rounds) <= m.Tables:
		add(reports.Info, b.Say("mix.same-table", messages.Args{"n": m.SameTable}))
	}
	if !m.Finished {
		add(reports.Warn, b.Say("mix.cut", nil))
	}
	return v.Items
}

// mixRounds is a table a round.
func mixRounds(b *brief.Brief, m *mixing.Plan) []reports.Block {
	var out []reports.Block
	for i, r := range m.Rounds {
		t := reports.Table{
			ID: fmt.Sprintf("round-%d", i+1), Title: b.Say("mix.round", messages.Args{"round": i + 1}), RowHead: true,
			Columns: []reports.Column{
				{Title: b.Say("mix.table", nil)},
				{Title: b.Say("mix.people", nil), Align: reports.Right},
				{Title: b.Say("mix.who", nil)},
			},
		}
		for k, ids := range r.Tables {
			t.Add(reports.Str(brief.Text(k+1)), reports.Int(len(ids)), reports.Str(b.Comma(b.Names(ids))))
		}
		if len(r.Out) > 0 {
			t.Add(reports.Str(b.Say("mix.out", nil)), reports.Int(len(r.Out)), reports.Str(b.Comma(b.Names(r.Out))))
		}
		out = append(out, t)
	}
	return out
}

// mixSeats has one row for each person, for name badges.
func mixSeats(b *brief.Brief, m *mixing.Plan) reports.Table {
	t := reports.Table{ID: "seats", Title: b.Say("mix.seats", nil), RowHead: true, Long: true, Plain: true}
	list, _ := seatList(b, nil)
	columns := slices.Concat([]seatColumn{
		{b.Say("seats-column.person", nil), seatPerson}, {b.Say("seats-column.name", nil), seatName},
	}, addresses(b, b.Say("seats-column.email", nil)))
	for r := range m.Rounds {
		columns = append(columns, seatColumn{
			b.Say("mix.round", messages.Args{"round": r + 1}),
			func(x *personSeat, _ *planner.Participant) string { return cmp.Or(x.tables[r], "–") },
		})
	}
	fill(b, &t, list, columns)
	return t
}
