package panel

import (
	"fmt"
	"slices"
	"strconv"

	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// clash words why no panel meets the rules, and the ways out.
type clash struct{ *brief.Brief }

// Conflict says why no panel meets the rules, and the ways out. With wishes set the
// advice is about the wishes as well as the rules.
func (b clash) Conflict(r *balance.Report, a *balance.Advice, wishes bool) []reports.Block {
	blocks := []reports.Block{
		reports.Verdicts{Items: []reports.Verdict{b.conflictVerdict(r, a, wishes)}}, b.conflictTable(r, a, wishes),
	}
	return append(blocks, reports.List{Title: b.Say("ways.heading", nil), Items: b.waysOut(r, a)})
}

func (b clash) conflictVerdict(r *balance.Report, a *balance.Advice, wishes bool) reports.Verdict {
	v, open, of := brief.Verdict(reports.Miss, ""), reports.Unsure, "-rules"
	if wishes {
		v.State, open, of = reports.Info, reports.Info, "-wishes"
	}
	code := "several" + of
	switch n := len(a.Conflict); {
	case !a.Proved:
		v.State, code = open, "unproved"+of
	case slices.Equal(a.Conflict, []string{"size"}):
		code = "people"
	case n == 0:
		code = "no-panel" + of
	case n == 1:
		code = "one-of" + of
	case len(a.SingleRules) == 0 && !a.ConflictUnfinished: // else they are among the ways out
		v.Detail = b.Say("conflict.further", nil)
	}
	if a.ConflictUnfinished {
		v.Detail = b.Say("conflict.unfinished", nil)
	}
	v.Text = b.Say("conflict."+code, messages.Args{
		"n": a.Searched, "seats": a.Seats, "rules": TargetNames(b.Words, r, a.Conflict),
	})
	return v
}

// conflictTable says who could meet each of the rules.
func (b clash) conflictTable(r *balance.Report, a *balance.Advice, wishes bool) reports.Table {
	rules := slices.DeleteFunc(slices.Clone(a.ConflictDetail), func(c balance.ConflictRule) bool {
		return c.Bound == "size" // nobody in particular
	})
	return reports.Table{
		ID:    "conflict" + brief.If(wishes, "-wishes"),
		Title: b.Say("conflict.heading", messages.Args{"n": len(rules)}), RowHead: true,
		Columns: []reports.Column{
			{Title: b.Say("column.rule", nil)},
			brief.Right(b.Say("column.listed", nil), 0),
			{Title: b.Say("column.who", nil)},
		},
		Rows: brief.Rows(rules, func(c balance.ConflictRule) []reports.Value {
			return brief.Row(targetName(b.Words, r, c.Rule), c.InPool, b.Some(b.Names(c.People), 5))
		}),
	}
}

// waysOut are the ways, beside invitations, in which the rules could be met.
func (b clash) waysOut(r *balance.Report, a *balance.Advice) []string {
	var seats, relaxed string
	if more := a.MoreSeats; more != nil {
		seats = b.Say("ways.seats", messages.Args{
			"seats": more.Seats, "option": strconv.Itoa(more.Seats), "n": more.Recruits, "now": a.Seats,
		})
	}
	if rel := a.Relaxation; rel != nil && len(rel.Changes) > 0 {
		relaxed = b.relaxation(r, rel)
	}
	sizes := brief.Each(nearest(a.Sizes, a.Seats), func(n int) string { return b.Number(float64(n), 0) })
	drop := TargetNames(b.Words, r, brief.Without(a.SingleRules, []string{"size", "locked"}))
	return brief.Those(
		brief.If(len(sizes) > 0, b.Say("ways.sizes", messages.Args{"sizes": messages.Or(sizes)})),
		seats, relaxed, brief.If(relaxed != "" && !a.Relaxation.Proved, b.Say("ways.less", nil)),
		brief.If(len(drop) > 0, b.Say("ways.drop", messages.Args{"rules": messages.Or(drop)})),
		brief.If(slices.Contains(a.SingleRules, "locked"), b.Say("ways.unlock", nil)),
	)
}

// nearest are the sizes next to the seats there are: the largest below, the smallest above.
func nearest(sizes []int, seats int) []int {
	at, _ := slices.BinarySearch(sizes, seats)
	return sizes[max(at-1, 0):min(at+1, len(sizes))]
}

// relaxation says what would have to give way, and what is then left to do.
func (b clash) relaxation(r *balance.Report, rel *balance.Relaxation) string {
	key := func(c balance.RelaxedTarget) string { return fmt.Sprint(c.Target, c.Bound, c.From, c.To) }
	var alike []balance.RelaxedTarget // one for the cells of a target that give way alike
	of := map[string][]string{}
	for _, c := range rel.Changes {
		if of[key(c)] == nil {
			alike = append(alike, c)
		}
		of[key(c)] = append(of[key(c)], c.Cell)
	}
	args := messages.Args{"changes": b.Some(brief.Each(alike, func(c balance.RelaxedTarget) string {
		t := findTarget(r, c.Target)
		said := messages.Args{"rule": TargetLabel(b.Words, t), "from": c.From, "asked": b.Asked(c.To, -1)}
		if c.Bound == "max" {
			said["asked"] = b.Asked(0, c.To)
		}
		if c.Cell == "" {
			return b.Say("relax.change", said)
		}
		label := func(cell string) string { return cellLabel(b.Words, t, cell) }
		said["who"] = cells(b.Words, t, brief.Each(of[key(c)], label), namedPlaces)
		return b.Say("relax.change-for", said)
	}), namedPlaces)}
	switch then := rel.Then; {
	case then == nil:
		return b.Say("relax.rule", args)
	case then.Min == 0:
		return b.Say("relax.rule-enough", args)
	default:
		args["n"], args["way"] = then.Min, b.swap(b.Names(then.Listed[0].Drop), b.Names(then.Listed[0].Add))
		return b.Say("relax.rule-then", args)
	}
}

func (b clash) swap(drop, add []string) string {
	switch {
	case len(drop) == 0:
		return b.Say("change.invite", messages.Args{"add": b.Some(add, namedPlaces)})
	case len(add) == 0:
		return b.Say("change.leave", messages.Args{"drop": b.Some(drop, namedPlaces)})
	default:
		return b.Say("change.replace", messages.Args{
			"drop": b.Some(drop, namedPlaces), "add": b.Some(add, namedPlaces),
		})
	}
}
