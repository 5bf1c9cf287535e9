package panel

import (
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

func (b clash) conflictTable(r *balance.Report, a *balance.Advice, wishes bool) reports.Table {
	rules := a.ConflictDetail
	if len(rules) == 1 && rules[0].Bound == "size" {
		return reports.Table{} // it is simply people who are missing
	}
	return brief.WithoutEmptyColumns(reports.Table{
		ID:    "conflict" + brief.If(wishes, "-wishes"),
		Title: b.Say("conflict.heading", messages.Args{"n": len(rules)}), RowHead: true,
		Columns: []reports.Column{
			{Title: b.Say("column.rule", nil)},
			{Title: b.Say("column.asked", nil)},
			{Title: b.Say("column.listed", nil), Align: reports.Right},
			{Title: b.Say("column.who", nil)},
			{Title: b.Say("column.also", nil)},
		},
		Rows: brief.Rows(rules, func(c balance.ConflictRule) []reports.Value {
			also := brief.Each(c.Also, func(s balance.Shared) string {
				return b.Say("conflict.also", messages.Args{
					"rule": b.conflictLabel(r, rules, s.Rule), "count": s.Count,
				})
			})
			return brief.Row(b.conflictLabel(r, rules, c.Rule), b.limit(&c), c.InPool, b.Some(b.Names(c.People), 5),
				b.And(also))
		}),
	})
}

// conflictLabel names a rule of a conflict for a cell.
func (b clash) conflictLabel(r *balance.Report, rules []balance.ConflictRule, rule string) string {
	i := slices.IndexFunc(rules, func(c balance.ConflictRule) bool { return c.Rule == rule })
	if i < 0 {
		return shortName(b.Words, r, rule)
	}
	t := findTarget(r, rules[i].Target)
	switch {
	case t == nil:
		return targetName(b.Words, r, rule)
	case rules[i].Cell != "":
		return b.With(shortLabel(b.Words, t), cellLabel(b.Words, t, rules[i].Cell))
	default:
		return shortLabel(b.Words, t)
	}
}

func (b clash) limit(c *balance.ConflictRule) string {
	switch c.Bound {
	case "min":
		return b.Asked(c.Limit, -1)
	case "max":
		return b.Asked(0, c.Limit)
	case "size":
		return b.Say("asked.seats", messages.Args{"n": c.Limit})
	default:
		return b.Say("asked.fixed", nil)
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
	type change struct {
		target, bound string
		from, to      int
	}
	var changes []change // one for the cells of a target that give way alike
	only := make(map[change][]string)
	for _, c := range rel.Changes {
		if c.Tier == planner.Must {
			kind = "rule"
		}
		x := change{c.Target, c.Bound, c.From, c.To}
		if !slices.Contains(changes, x) {
			changes = append(changes, x)
		}
		if t := findTarget(r, c.Target); t != nil && c.Cell != "" {
			only[x] = append(only[x], cellLabel(b.Words, t, c.Cell))
		}
	}
	said := brief.Each(changes, func(x change) string {
		t := findTarget(r, x.target)
		if t == nil {
			return reports.InText(x.target)
		}
		args := messages.Args{
			"rule": TargetLabel(b.Words, t), "from": x.from,
			"asked": b.Say("asked.at-least", messages.Args{"least": x.to}),
		}
		if x.bound == "max" {
			args["asked"] = b.Say("asked.at-most", messages.Args{"most": x.to})
		}
		if of := only[x]; len(of) > 0 {
			args["who"] = cells(b.Words, t, of, namedPlaces)
			return b.Say("relax.change-for", args)
		}
		return b.Say("relax.change", args)
	})
	args := messages.Args{"changes": said}
	switch then := rel.Then; {
	case then == nil:
	case then.Min == 0:
		kind += "-enough"
	default:
		kind += "-then"
		args["n"], args["way"] = then.Min, b.way(then)
	}
	return b.Say("relax."+kind, args)
}

// way is the first of the smallest changes, naming people who are alike together.
func (b clash) way(c *balance.Changes) string {
	if len(c.Profiles) > 0 {
		names := func(cs []balance.ProfileChoice) []string {
			return brief.Each(cs, func(c balance.ProfileChoice) string { return b.choice(c, 3) })
		}
		return b.swap(names(c.Profiles[0].Drop), names(c.Profiles[0].Add))
	}
	return b.swap(b.Names(c.Listed[0].Drop), b.Names(c.Listed[0].Add))
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

// choice words one choice, naming about as many people as limit.
func (b clash) choice(c balance.ProfileChoice, limit int) string {
	names := b.Names(c.People)
	switch {
	case c.Choose >= len(names):
		return b.And(names)
	case c.Choose > 1:
		return b.Say("change.some-of", messages.Args{"count": c.Choose, "names": b.Some(names, limit+1)})
	case len(names) <= limit+1:
		return b.Or(names)
	default:
		return b.Say("change.one-of", messages.Args{"names": messages.Plain(names[:limit]), "n": len(names) - limit})
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
