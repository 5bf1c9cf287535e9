package ranking

import (
	"context"
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/rules"
	"roundtable/planner/ranking/internal/tally"
)

// Rule documents a rule for reports, help and the registry.
type Rule struct {
	Name  string // as in [Result.Rules]
	Title string
	// Family is the idea of counting that the rule shares with others of the same
	// family: rules of one family that agree are one opinion.
	Family string
	// Definition says how it works, Ties what it does with ties, Source where it
	// is defined.
	Definition, Ties, Source string
}

// AllRules returns the registry, in the order of reports.
func AllRules() []Rule {
	var out []Rule
	for _, r := range rules.All() {
		out = append(out, Rule{r.Name, r.Title, string(r.Family), r.Definition, r.Ties, r.Source})
	}
	return out
}

// RuleNames lists the rules' names in the order of reports.
func RuleNames() []string {
	var names []string
	for _, r := range rules.All() {
		names = append(names, r.Name)
	}
	return names
}

// FirstPlace is what some rules put first, and of how many families they are.
type FirstPlace struct {
	Issues   []string // by ID; several share the place, or a lot decides
	Rules    []string // by name, in the order of reports
	Families int
}

// FirstPlaces tells what the rules put first: what most families of rules do comes
// first. agreed are the issues that are first by all of them, alone, in a tie, or by
// one of the ways to break it. STV, which fills several places, is left out.
func (r *Result) FirstPlaces() (firsts []FirstPlace, agreed []string) {
	for i, rule := range AllRules() {
		out, ok := r.Rules[rule.Name]
		first := out.Winners
		if len(first) == 0 && len(out.Levels) > 0 {
			first = out.Levels[0]
		}
		if !ok || rule.Name == "stv" || len(first) == 0 {
			continue
		}
		first = slices.Sorted(slices.Values(first))
		if agreed = without(agreed, without(agreed, first)); len(firsts) == 0 {
			agreed = first
		}
		at := slices.IndexFunc(firsts, func(f FirstPlace) bool { return slices.Equal(f.Issues, first) })
		if at < 0 {
			at = len(firsts)
			firsts = append(firsts, FirstPlace{Issues: first})
		}
		f := &firsts[at]
		if !slices.ContainsFunc(AllRules()[:i], func(x Rule) bool {
			return x.Family == rule.Family && slices.Contains(f.Rules, x.Name)
		}) {
			f.Families++
		}
		f.Rules = append(f.Rules, rule.Name)
	}
	slices.SortStableFunc(firsts, func(a, b FirstPlace) int { return b.Families - a.Families })
	return firsts, agreed
}

func (r *run) ruleOptions() rules.Options {
	return rules.Options{TiePaths: r.opts.TiePaths, Seats: r.opts.AgendaK, Bounds: r.bounds}
}

// runRules computes all rules that apply and names their outcomes in the result.
func (r *run) runRules(ctx context.Context, out *Result) (map[string]rules.Outcome, error) {
	outcomes := make(map[string]rules.Outcome)
	out.Rules = make(Rules)
	opts := r.ruleOptions()
	for _, rule := range rules.All() {
		if rule.Omit != nil {
			if why := rule.Omit(r.chosen, opts); why != "" {
				out.Omitted = append(out.Omitted, Omitted{Rule: rule.Name, Why: why})
				continue
			}
		}
		o := rule.Run(ctx, r.chosen, opts)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		outcomes[rule.Name] = o
		out.Rules[rule.Name] = r.outcome(&o)
	}
	return outcomes, ctx.Err()
}

// outcome names what a rule found.
func (r *run) outcome(o *rules.Outcome) RuleResult {
	out := RuleResult{
		Scores: r.byIssue(o.Scores), Winners: r.names(o.Winners), Order: r.names(o.Order),
		Elected: r.names(o.Elected), Proved: o.Proved, Note: o.Note,
	}
	for _, level := range o.Levels {
		out.Levels = append(out.Levels, r.names(level))
	}
	if o.Total != nil {
		total := planner.ExactOf(o.Total)
		out.Total = &total
	}
	if o.Optimal != nil {
		n := planner.ExactOf(new(big.Rat).SetInt(o.Optimal))
		out.OptimalRankings = &n
	}
	out.Paths = exactMatrix(o.Paths)
	for _, round := range o.Rounds {
		out.Rounds = append(out.Rounds, Round{
			Tally: r.byIssue(round.Tally), Exhausted: planner.ExactOf(round.Exhausted),
			Eliminated: r.names(round.Eliminated), Elected: r.names(round.Elected),
			Tied: r.names(round.Tied), TieBrokenBy: r.tieBrokenBy(&round),
		})
	}
	for _, d := range o.Dropped {
		a, b := d[0], d[1]
		out.Dropped = append(out.Dropped, Majority{
			Above: r.ids[a], Below: r.ids[b], For: weightOver(r.chosen, a, b), Against: weightOver(r.chosen, b, a),
		})
	}
	return out
}

// tieBrokenBy names what decided a tie of a round; of the chain, the link.
func (r *run) tieBrokenBy(round *rules.Round) string {
	tied := round.Chained
	if round.TieBrokenBy != rules.ByChain {
		return round.TieBrokenBy
	}
	if round.Eliminated != nil { // the last goes
		tied = tied[len(tied)-2:]
	}
	return r.chain.Separate(tied[0], tied[1]).Link
}

// weightOver is the weight that places a above b.
func weightOver(x *tally.Election, a, b int) planner.Exact {
	return planner.ExactOf(x.Rat(x.W[a][b], 1))
}

// pairwise is the matrix for the result.
func (n *naming) pairwise(x *tally.Election) Pairwise {
	p := Pairwise{Issues: n.ids, Weights: make([][]planner.Exact, x.M), Total: planner.ExactOf(x.Rat(x.Total, 1))}
	for a := range p.Weights {
		p.Weights[a] = make([]planner.Exact, x.M)
		for b := range p.Weights[a] {
			p.Weights[a][b] = weightOver(x, a, b)
		}
	}
	return p
}
