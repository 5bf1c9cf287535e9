package panel

import (
	"fmt"
	"slices"
	"strconv"

	"roundtable/planner"
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
	v := reports.Verdict{State: reports.Miss}
	of := "rules"
	if wishes {
		v.State, of = reports.Info, "wishes"
	}
	names := TargetNames(b.Words, r, a.Conflict)
	args := messages.Args{"n": a.Searched, "rules": names}
	switch {
	case !a.Proved:
		if !wishes {
			v.State = reports.Unsure
		}
		v.Text = b.Say("conflict.unproved-"+of, nil)
		return v
	case slices.Equal(a.Conflict, []string{"size"}):
		v.Text = b.Say("conflict.people", messages.Args{"n": a.Searched, "seats": a.Seats})
	case len(names) == 1:
		v.Text = b.Say("conflict.one-of-"+of, args)
	case len(names) > 1:
		v.Text, v.Detail = b.Say("conflict.several-"+of, args), b.leaveOut(r, a)
	default:
		v.Text = b.Say("conflict.no-panel-"+of, messages.Args{"n": a.Searched})
	}
	if a.ConflictUnfinished {
		v.Detail = b.Say("conflict.unfinished", nil)
	}
	return v
}

// leaveOut says what leaving one rule of a conflict out would do, as far as it was
// checked.
func (b clash) leaveOut(r *balance.Report, a *balance.Advice) string {
	switch n := len(a.SingleRules); {
	case n == len(a.Conflict):
		return b.Say("conflict.without-any", nil)
	case n > 0:
		return b.Say("conflict.without", messages.Args{"rules": messages.Or(TargetNames(b.Words, r, a.SingleRules))})
	default:
		return b.Say("conflict.further", nil)
	}
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
	seats, relaxed, less := "", "", ""
	if more := a.MoreSeats; more != nil {
		seats = b.Say("ways.seats", messages.Args{
			"seats": more.Seats, "option": strconv.Itoa(more.Seats), "n": more.Recruits, "now": a.Seats,
		})
	}
	if rel := a.Relaxation; rel != nil && len(rel.Changes) > 0 {
		relaxed, less = b.relaxation(r, rel), brief.If(!rel.Proved, b.Say("ways.less", nil))
	}
	sizes := "sizes" + brief.If(a.SizesUnfinished, "-some")
	drop := brief.Without(a.SingleRules, []string{"size", "locked"})
	return brief.Those(
		brief.If(len(a.Sizes) > 0, b.Say("ways."+sizes, messages.Args{"sizes": messages.Or(b.sizes(a.Sizes))})),
		seats, relaxed, less,
		brief.If(len(drop) > 0, b.Say("ways.drop", messages.Args{
			"rules": messages.Or(TargetNames(b.Words, r, drop)),
		})),
		brief.If(slices.Contains(a.SingleRules, "locked"), b.Say("ways.unlock", nil)),
	)
}

// relaxation says what would have to give way, and what is then left to do.
func (b clash) relaxation(r *balance.Report, rel *balance.Relaxation) string {
	kind := "wish"
	key := func(c balance.RelaxedTarget) string { return fmt.Sprint(c.Target, c.Bound, c.From, c.To) }
	var alike []balance.RelaxedTarget // one for the cells of a target that give way alike
	of := map[string][]string{}
	for _, c := range rel.Changes {
		if of[key(c)] == nil {
			alike = append(alike, c)
		}
		if of[key(c)] = append(of[key(c)], c.Cell); c.Tier == planner.Must {
			kind = "rule"
		}
	}
	args := messages.Args{"changes": brief.Each(alike, func(c balance.RelaxedTarget) string {
		t := findTarget(r, c.Target)
		if t == nil {
			return reports.InText(c.Target)
		}
		asked := b.Say("asked.at-least", messages.Args{"least": c.To})
		if c.Bound == "max" {
			asked = b.Say("asked.at-most", messages.Args{"most": c.To})
		}
		said := messages.Args{"rule": TargetLabel(b.Words, t), "from": c.From, "asked": asked}
		if c.Cell == "" {
			return b.Say("relax.change", said)
		}
		label := func(cell string) string { return cellLabel(b.Words, t, cell) }
		said["who"] = cells(b.Words, t, brief.Each(of[key(c)], label), namedPlaces)
		return b.Say("relax.change-for", said)
	})}
	switch then := rel.Then; {
	case then == nil:
	case then.Min == 0:
		kind += "-enough"
	default:
		kind += "-then"
		args["n"], args["way"] = then.Min, b.swap(b.Names(then.Listed[0].Drop), b.Names(then.Listed[0].Add))
	}
	return b.Say("relax."+kind, args)
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

// sizes lists sizes, runs of them as ranges: "5 to 7", "9".
func (b clash) sizes(sizes []int) []string {
	var out []string
	for i := 0; i < len(sizes); {
		j := i
		for j+1 < len(sizes) && sizes[j+1] == sizes[j]+1 {
			j++
		}
		if j > i+1 {
			out = append(out, b.Asked(sizes[i], sizes[j]))
			i = j + 1
			continue
		}
		out = append(out, b.Number(float64(sizes[i]), 0))
		i++
	}
	return out
}
