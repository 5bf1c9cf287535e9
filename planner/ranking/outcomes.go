package ranking

import (
	"context"
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/rules"
	"roundtable/planner/ranking/internal/tally"
	"roundtable/planner/ranking/internal/ties"
)

// Rule is a rule of the registry.
type Rule struct {
	Name string // as in [Result.Rules]
	// Family is the idea of counting that the rule shares with others of the same
	// family: rules of one family that agree are one opinion.
	Family string
	// Source is where the rule is defined.
	Source string
}

// AllRules returns the registry, in the order of reports.
func AllRules() []Rule {
	var out []Rule
	for _, r := range rules.All() {
		out = append(out, Rule{r.Name, string(r.Family), r.Source})
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

// Opinions is what the counting rules put first. STV, which fills several places, is
// left out, and a hum ranks nothing, so that no rule has an opinion on it.
type Opinions struct {
	// Firsts are told by what most families of rules do; rules of one family that agree
	// are one opinion.
	Firsts []FirstPlace
	// Agreed are the issues that are first by all rules of Firsts: alone, in a tie, or by
	// one of the ways to break it.
	Agreed []string
	// Rare is what rules put first that only issues with fewer than MinAnswers answers
	// share: what hardly anybody answered turns nothing.
	Rare []FirstPlace
}

// Differ reports whether no issue of the first place by support is first by all rules.
func (o *Opinions) Differ(first []string) bool {
	return len(o.Firsts) > 0 && len(without(first, o.Agreed)) == len(first)
}

// Opinions tells what the rules put first.
func (r *Result) Opinions() Opinions {
	var out Opinions
	if r.OnlyHums() {
		return out
	}
	for _, rule := range AllRules() {
		res, ok := r.Rules[rule.Name]
		first := res.Winners
		if len(first) == 0 && len(res.Levels) > 0 {
			first = res.Levels[0]
		}
		if !ok || rule.Name == "stv" || len(first) == 0 {
			continue
		}
		first = slices.Sorted(slices.Values(first))
		if len(without(first, r.rare())) == 0 {
			out.Rare = addOpinion(out.Rare, rule, first)
			continue
		}
		if out.Agreed = without(out.Agreed, without(out.Agreed, first)); len(out.Firsts) == 0 {
			out.Agreed = first
		}
		out.Firsts = addOpinion(out.Firsts, rule, first)
	}
	slices.SortStableFunc(out.Firsts, func(a, b FirstPlace) int { return b.Families - a.Families })
	return out
}

func addOpinion(firsts []FirstPlace, rule Rule, first []string) []FirstPlace {
	at := slices.IndexFunc(firsts, func(f FirstPlace) bool { return slices.Equal(f.Issues, first) })
	if at < 0 {
		at = len(firsts)
		firsts = append(firsts, FirstPlace{Issues: first})
	}
	f := &firsts[at]
	if !slices.ContainsFunc(AllRules(), func(x Rule) bool {
		return x.Family == rule.Family && slices.Contains(f.Rules, x.Name)
	}) {
		f.Families++
	}
	f.Rules = append(f.Rules, rule.Name)
	return firsts
}

// OnlyHums reports whether all ballots are hums, which rank nothing.
func (r *Result) OnlyHums() bool { return len(r.Kinds) == 1 && r.Kinds[0].Kind == planner.Hum.String() }

// rare are the issues with fewer than MinAnswers answers, or set apart for having few;
// none where all are so.
func (r *Result) rare() []string {
	var out []string
	for i := range r.Issues {
		if r.Issues[i].FewAnswers || r.Issues[i].Answers < int64(r.MinAnswers) {
			out = append(out, r.Issues[i].ID)
		}
	}
	if len(out) == len(r.Issues) {
		return nil
	}
	return out
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
		Elected: r.names(o.Elected), Proved: o.Proved, Notes: o.Notes,
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
	out.Levels = r.withoutLots(out.Levels, out.Rounds)
	for _, d := range o.Dropped {
		a, b := d[0], d[1]
		out.Dropped = append(out.Dropped, Majority{
			Above: r.ids[a], Below: r.ids[b], For: weightOver(r.chosen, a, b), Against: weightOver(r.chosen, b, a),
		})
	}
	return out
}

// withoutLots ties what only a lot put apart: it is no order, so from the highest of the
// issues that drew it to the lowest all are on one level.
func (n *naming) withoutLots(levels [][]string, rounds []Round) [][]string {
	for _, round := range rounds {
		if round.TieBrokenBy != ties.Lot {
			continue
		}
		drew := func(level []string) bool { return len(without(level, round.Tied)) < len(level) }
		from, to := slices.IndexFunc(levels, drew), len(levels)
		if from < 0 {
			continue
		}
		for !drew(levels[to-1]) {
			to--
		}
		joined := slices.Concat(levels[from:to]...)
		slices.SortFunc(joined, func(a, b string) int { return slices.Index(n.ids, a) - slices.Index(n.ids, b) })
		levels = slices.Concat(levels[:from], [][]string{joined}, levels[to:])
	}
	return levels
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
