package ranking

import (
	"context"
	"math/big"
	"slices"

	"roundtable/planner"
)

// Rule documents a rule for reports, help and the registry.
type Rule struct {
	Name  string // as in [Options.Rules] and [Result.Rules]
	Title string
	// Definition says how it works, Ties what it does with ties, Source where it
	// is defined.
	Definition, Ties, Source string

	run func(context.Context, *election) RuleResult
	// omit says why the rule does not apply to these ballots; empty if it does.
	omit func(*election) string
}

// AllRules returns the registry, in the order of reports.
func AllRules() []Rule {
	return []Rule{
		bordaRule(bordaAvg), bordaRule(bordaTop0), bordaRule(bordaMod), bordaRule(bordaDom), bordaRule(bordaIgn),
		copelandRule(), minimaxRule(winning), minimaxRule(margins), schulzeRule(winning), schulzeRule(margins),
		rankedPairsRule(winning), rankedPairsRule(margins), kemenyRule(),
		pluralityRule(), irvRule(), stvRule(), approvalRule(), scoreRule(), majorityRule(),
	}
}

// RuleNames lists the rules' names in the order of reports.
func RuleNames() []string {
	var names []string
	for _, r := range AllRules() {
		names = append(names, r.Name)
	}
	return names
}

// runRules computes the rules asked for, or all that apply.
func (x *election) runRules(ctx context.Context, names []string) (Rules, []Omitted, error) {
	out := make(Rules)
	var omitted []Omitted
	for _, r := range AllRules() {
		if len(names) > 0 && !slices.Contains(names, r.Name) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		if r.omit != nil {
			if why := r.omit(x); why != "" {
				omitted = append(omitted, Omitted{Rule: r.Name, Why: why})
				continue
			}
		}
		out[r.Name] = r.run(ctx, x)
	}
	return out, omitted, ctx.Err()
}

// has reports whether any counted ballot is of one of the kinds.
func (x *election) has(kinds ...planner.BallotKind) bool {
	for i := range x.classes {
		if x.classes[i].n > 0 && slices.Contains(kinds, x.classes[i].kind) {
			return true
		}
	}
	return false
}

// byScore makes levels of whole-number scores in units of 1/(den·by), highest
// first, or lowest first when low is set.
func (x *election) byScore(scores []*big.Int, by int64, low bool) RuleResult {
	out := RuleResult{Scores: make(map[string]planner.Exact, x.m)}
	for a, s := range scores {
		out.Scores[x.ids[a]] = x.exact(s, by)
	}
	out.Levels = x.levels(func(a, b int) int {
		if low {
			a, b = b, a
		}
		return scores[b].Cmp(scores[a])
	})
	return out
}

// byRat makes levels of exact scores, highest first.
func (x *election) byRat(scores []*big.Rat) RuleResult {
	out := RuleResult{Scores: make(map[string]planner.Exact, x.m)}
	for a, s := range scores {
		out.Scores[x.ids[a]] = planner.ExactOf(s)
	}
	out.Levels = x.levels(func(a, b int) int { return scores[b].Cmp(scores[a]) })
	return out
}

// levels groups the issues by cmp, negative when a comes first; ties keep input
// order.
func (x *election) levels(cmp func(a, b int) int) [][]string {
	var out [][]string
	for _, level := range levelsOf(x.m, cmp) {
		out = append(out, x.names(level))
	}
	return out
}

func levelsOf(m int, cmp func(a, b int) int) [][]int {
	order := make([]int, m)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, cmp)
	var out [][]int
	for i, a := range order {
		if i == 0 || cmp(order[i-1], a) != 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], a)
	}
	return out
}

// prefOrder returns the issues of a set in tie-break priority.
func (x *election) prefOrder(set []int) []int {
	out := slices.Clone(set)
	if x.priority != nil {
		pos := make([]int, x.m)
		for i, a := range x.priority {
			pos[a] = i
		}
		slices.SortFunc(out, func(a, b int) int { return pos[a] - pos[b] })
	}
	return out
}
