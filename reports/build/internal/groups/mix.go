package groups

import (
	"fmt"

	"roundtable/planner/mixing"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// MixAlone are the mixed tables where nothing else says who sits where.
func MixAlone(b *brief.Brief) *reports.Section {
	s := MixSection(b)
	s.Add(mixSeats(b))
	return s
}

// MixSection are the mixed tables of a report, nil where nobody asked for any. Who sits
// at which table stands there in the list of people.
func MixSection(b *brief.Brief) *reports.Section {
	m := b.In.Mix
	if m == nil {
		return nil
	}
	lead := b.Say("mix.lead", messages.Args{"pairs": m.Pairs, "of": m.PairsAll, "bound": m.PairsBound})
	if m.Pairs == m.PairsBound {
		lead = b.Say("mix.lead-best", messages.Args{"pairs": m.Pairs, "of": m.PairsAll})
	}
	s := brief.Section("mix", b.Say("mix.title", nil), lead, mixRounds(b, m)...)
	s.Blocks = append([]reports.Block{reports.Verdicts{Items: mixVerdicts(b, m)}}, s.Blocks...)
	return s
}

// mixVerdicts say how even the tables are, who sits out, and what could not be kept.
func mixVerdicts(b *brief.Brief, m *mixing.Plan) []reports.Verdict {
	out := brief.Each(m.Spread, func(d mixing.Spread) reports.Verdict {
		args := messages.Args{"dimension": b.Dimension(d.Dimension), "n": d.Uneven}
		if d.Uneven == 0 {
			return brief.Verdict(reports.OK, b.Say("mix.even", args))
		}
		return brief.Info(b.Say("mix.uneven", args))
	})
	lo, hi := m.SitOut[0], m.SitOut[1]
	sitOut := "sit-out" + brief.If(lo != hi, "-or")
	out = append(out, brief.Info(brief.If(hi > 0, b.Say("mix."+sitOut, messages.Args{"less": lo, "n": hi}))))
	for _, pair := range m.Torn {
		torn := b.Say("mix.torn", messages.Args{"a": b.Name(pair[0]), "b": b.Name(pair[1])})
		out = append(out, brief.Verdict(reports.Warn, torn))
	}
	many := m.SameTable > 0 && len(m.Rounds) <= m.Tables
	return brief.Lines(append(
		out,
		brief.Verdict(reports.OK, brief.If(len(m.Rounds) > 1 && m.SameTable == 0, b.Say("mix.no-table-twice", nil))),
		brief.Info(brief.If(many, b.Say("mix.same-table", messages.Args{"n": m.SameTable}))),
		brief.Verdict(reports.Warn, brief.If(!m.Finished, b.Say("mix.cut", nil))),
	)...)
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
		add := func(name string, ids []string) {
			t.Rows = append(t.Rows, brief.Row(name, len(ids), b.Comma(b.Names(ids))))
		}
		for k, ids := range r.Tables {
			add(brief.Text(k+1), ids)
		}
		if len(r.Out) > 0 {
			add(b.Say("mix.out", nil), r.Out)
		}
		out = append(out, t)
	}
	return out
}

// mixSeats has one row for each person, for name badges.
func mixSeats(b *brief.Brief) reports.Table {
	t := reports.Table{ID: "seats", Title: b.Say("mix.seats", nil), RowHead: true, Long: true, Plain: true}
	say := func(key string) string { return b.Say("seats-column."+key, nil) }
	return seatTable(b, t, append(pick(columns(b, ""), say, "person", "name", "email"), further(b)...))
}
