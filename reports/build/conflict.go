package build

import (
	"fmt"
	"slices"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
)

// conflictBlocks say why no panel meets the rules, and the ways out. With wishes
// set the advice is about the wishes as well as the rules.
func conflictBlocks(b *builder, r *balance.Report, a *balance.Advice, wishes bool) []reports.Block {
	out := []reports.Block{reports.Verdicts{Items: []reports.Verdict{conflictVerdict(r, a, wishes)}}}
	if len(a.ConflictDetail) > 0 {
		out = append(out, conflictTable(b, r, a.ConflictDetail, wishes))
	}
	out = append(out, recruitBlocks(b, r, a, wishes)...)
	if ways := waysOut(b, r, a); len(ways) > 0 {
		title := "Ways out"
		if len(a.ConflictDetail) > 0 && a.Recruits != nil && a.Recruits.Min > 0 {
			title = "Other ways out"
		}
		out = append(out, reports.List{Title: title, Items: ways})
	}
	return out
}

func conflictVerdict(r *balance.Report, a *balance.Advice, wishes bool) reports.Verdict {
	v := reports.Verdict{State: reports.Miss, Text: "No panel from this list can meet every rule that must hold."}
	what, one := "These rules", "This rule"
	if wishes {
		v = reports.Verdict{State: reports.Info, Text: "No panel from this list can meet all the wishes as well."}
		what, one = "These rules and wishes", "This wish"
	}
	names := targetNames(r, a.Conflict)
	switch {
	case !a.Proved && wishes:
		v.Text = "No panel that meets all the wishes as well was found within the limit of the search; that is not a proof that there is none."
		return v
	case !a.Proved:
		v.State = reports.Unsure
		v.Text = "No panel that meets every rule was found within the limit of the search; that is not a proof that there is none."
		return v
	case len(names) == 1:
		v.Text = one + " cannot be met by any panel of " + counted(a.Seats, "seat") + " from the people on the list: " + names[0] + "."
	case len(names) > 1:
		v.Text = what + " cannot hold together with the people on the list: " + joined(names) + "."
		v.Detail = "Leave any one of them out and the others can be met."
	}
	if a.ConflictUnfinished {
		v.Detail = "They do clash; whether each of them is needed for the clash was not worked out within the limit."
	}
	return v
}

func conflictTable(b *builder, r *balance.Report, rules []balance.ConflictRule, wishes bool) reports.Table {
	t := reports.Table{
		ID: "conflict", Title: "The rules that clash, and who could meet them", RowHead: true,
		Columns: []reports.Column{{Title: "Rule"}, {Title: "Limit"}, {Title: "On the list", Align: reports.Right}, {Title: "Who"}, {Title: "Of these, also"}},
	}
	if wishes {
		t.ID = "conflict-wishes"
	}
	if len(rules) == 1 {
		t.Title = "The rule that cannot be met, and who could count"
	}
	for _, c := range rules {
		var also []string
		for _, s := range c.Also {
			also = append(also, ruleLabel(r, s.Rule, rules)+" "+text(s.Count))
		}
		t.Rows = append(t.Rows, []reports.Value{
			reports.Str(conflictLabel(r, &c)), reports.Str(limitWords(&c)), reports.Int(c.InPool), reports.Str(few(b.names(c.People), 5)), reports.Str(joined(also)),
		})
	}
	return withoutEmptyColumns(t)
}

// conflictLabel names a rule of a conflict for a cell.
func conflictLabel(r *balance.Report, c *balance.ConflictRule) string {
	for i := range r.Targets {
		if r.Targets[i].ID == c.Target {
			return shortLabel(&r.Targets[i])
		}
	}
	switch c.Bound {
	case "size":
		return "Number of seats"
	case "locked":
		return "Fixed places"
	default:
		return reports.InText(c.Rule)
	}
}

// ruleLabel is conflictLabel by the rule's name.
func ruleLabel(r *balance.Report, rule string, rules []balance.ConflictRule) string {
	if i := slices.IndexFunc(rules, func(c balance.ConflictRule) bool { return c.Rule == rule }); i >= 0 {
		return conflictLabel(r, &rules[i])
	}
	return targetName(r, rule)
}

func limitWords(c *balance.ConflictRule) string {
	limit := text(c.Limit)
	switch c.Bound {
	case "min":
		return "at least " + limit
	case "max":
		return "at most " + limit
	case "size":
		return counted(c.Limit, "seat")
	case "locked":
		return "place is fixed"
	default:
		return limit
	}
}

// waysOut are the ways, beside invitations, in which the rules could be met.
func waysOut(b *builder, r *balance.Report, a *balance.Advice) []string {
	var out []string
	if len(a.Sizes) > 0 {
		line := "Change the size of the panel: the same rules can be met with " + sizeWords(a.Sizes) + "."
		if a.SizesUnfinished {
			line += " Some other sizes were left open, because the limit of the search came first."
		}
		out = append(out, line)
	}
	if rel := a.Relaxation; rel != nil && len(rel.Changes) > 0 {
		out = append(out, relaxationWords(b, r, rel))
	}
	if len(a.SingleRules) > 0 {
		out = append(out, "Drop one of these rules, which alone would be enough: "+joinedOr(targetNames(r, a.SingleRules))+".")
	}
	return out
}

// relaxationWords say what would have to give way, and what is then left to do.
func relaxationWords(b *builder, r *balance.Report, rel *balance.Relaxation) string {
	wish := true
	cs := make([]string, len(rel.Changes))
	for i, c := range rel.Changes {
		bound := "at least"
		if c.Bound == "max" {
			bound = "at most"
		}
		wish = wish && c.Tier != planner.Must
		cs[i] = fmt.Sprintf("%s to %s %d instead of %d", targetTitle(r, c.Target), bound, c.To, c.From)
	}
	line := "Relax a wish: "
	if !wish {
		line = "Let a rule give way: "
	}
	line += joined(cs) + "."
	if !rel.Proved {
		line += " Less may be enough: the limit of the search came first."
	}
	switch then := rel.Then; {
	case then == nil:
	case then.Min == 0:
		line += " The panel as it is then meets the rest."
	default:
		line += " Then " + counted(then.Min, "change") + " would meet the rest: " + changeWords(b, then) + "."
	}
	return line
}

// sizeWords lists sizes, runs of them as ranges: "5 to 7 or 9 seats".
func sizeWords(sizes []int) string {
	var parts []string
	for i := 0; i < len(sizes); {
		j := i
		for j+1 < len(sizes) && sizes[j+1] == sizes[j]+1 {
			j++
		}
		switch {
		case j > i+1:
			parts = append(parts, text(sizes[i])+" to "+text(sizes[j]))
		default:
			for k := i; k <= j; k++ {
				parts = append(parts, text(sizes[k]))
			}
		}
		i = j + 1
	}
	last := "seats"
	if len(sizes) == 1 && sizes[0] == 1 {
		last = "seat"
	}
	return joinedOr(parts) + " " + last
}
