package disclosure

import (
	"cmp"
	"regexp"
	"slices"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
)

// targets reduces the verdicts.
func (g *guard) targets(report *balance.Report) {
	if report == nil {
		return
	}
	for i := range report.Targets {
		t := &report.Targets[i]
		secret := func(d planner.Dimension) bool { return g.policy.Classes[d] == Secret }
		if slices.ContainsFunc(targetDimensions(t), secret) || t.Target.Pack == balance.CommonDefault {
			continue // nobody asked for a default
		}
		out := Target{Tier: t.Tier.String(), Min: t.Min, Max: t.Max}
		rule := RuleOf(t)
		if !slices.ContainsFunc(rule.words(), func(s string) bool { return g.names.nameless(s) != s }) {
			out.Rule = &rule
		}
		if webAddress.MatchString(t.Target.Source) {
			out.Source = t.Target.Source // no name of a file
		}
		if g.mayJudge(t) {
			out.Shown, out.State = true, cmp.Or(states[t.Status], reports.Unsure)
			out.Have, out.Unknown, out.Short, out.Over = t.Have, t.Unknown, t.Short, t.Over
		}
		g.out.Targets = append(g.out.Targets, out)
	}
}

var webAddress = regexp.MustCompile(`^(?i:https?)://[^/]`)

// targetDimensions are the dimensions a target speaks of.
func targetDimensions(t *balance.TargetResult) []planner.Dimension {
	out := t.Target.Dimensions()
	if t.Dimension != "" && !slices.Contains(out, t.Dimension) {
		out = append(out, t.Dimension)
	}
	return out
}

// mayJudge reports whether a verdict tells nothing beyond what the tables do:
// it speaks of the size of the panel, of open dimensions of announced people,
// or of one dimension of exactly the people of a table without merged rows. A
// verdict on merged counts would split them: "at least one: missed" says zero.
func (g *guard) mayJudge(t *balance.TargetResult) bool {
	closed := func(d planner.Dimension) bool { return g.policy.Classes[d] != Open }
	switch dimensions := targetDimensions(t); {
	case t.Target.Kind == planner.Size:
		return true
	case len(dimensions) == 0:
		return false
	case g.out.Panel.Announced && !slices.ContainsFunc(dimensions, closed):
		return true
	case len(t.Target.Roles)+len(t.Target.ExceptRoles) > 0,
		t.Target.Kind == planner.PerPerson, t.Target.Kind == planner.Flag:
		return false // it does not count the panel by the values of the table
	default:
		return len(dimensions) == 1 && g.whole[dimensions[0]] && g.out.Panel.Size == len(g.protected) &&
			(len(g.announced) == 0 || g.policy.OpenRoster)
	}
}

// states are those of a verdict that is certain.
var states = map[balance.Status]reports.State{balance.Met: reports.OK, balance.Missed: reports.Miss}
