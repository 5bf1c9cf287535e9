package ranking

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"roundtable/planner"
)

// Rank orders the issues by the ballots. Ballots must mark as many issues as
// are given. It returns an error that wraps [ErrOptions] for options that do not
// fit, one that wraps [ErrBallots] for marks without meaning, an [AlikeError] when
// labels look like two spellings of one, and the context's error when it ends;
// everything else, such as having no ballots, is an answer with warnings. The
// result depends on nothing but the arguments.
func Rank(ctx context.Context, issues []planner.Issue, ballots *planner.Ballots, opts Options) (*Result, error) {
	if ballots == nil {
		ballots = planner.NewBallots(len(issues))
	}
	if ballots.Issues() != len(issues) {
		return nil, fmt.Errorf("%w: the ballots mark %d issues, but %d are given", ErrOptions, ballots.Issues(), len(issues))
	}
	if err := opts.check(len(issues)); err != nil {
		return nil, err
	}
	if err := checkMarks(issues, ballots); err != nil {
		return nil, err
	}
	r, err := newRun(ctx, issues, ballots, opts)
	if err != nil {
		return nil, err
	}
	return r.result(ctx)
}

// run is everything a result is made from.
type run struct {
	issues []planner.Issue
	opts   *Options
	*electorate
	tallies []*tally
	// The electorate under the chosen weights, by heads and by groups (nil
	// without groups), all under the chosen policy.
	chosen, byHeads, byGroups *election
	weights, heads            *weighting
	parts, otherParts         [][]answers // support under the chosen and the other policy
	support, headsSupport     []*big.Rat
	views                     *groupViews
	chain                     *chain
	extra                     []planner.Finding
	// bothPolicies is what some rules put first under either policy for blanks.
	bothPolicies []policyFirsts
}

func newRun(ctx context.Context, issues []planner.Issue, ballots *planner.Ballots, opts Options) (*run, error) {
	r := &run{issues: issues, opts: &opts}
	alias, findings, err := resolveLabels(ballots, &opts)
	if err != nil {
		return nil, err
	}
	r.extra = findings
	asked := opts.Weights
	if asked == ByOrganisationTwoStage {
		opts.Weights = ByOrganisation
	}
	p := admit(ballots, &opts, alias)
	if asked == ByOrganisationTwoStage {
		p = p.organisationBallots(&opts)
		opts.Weights = asked
	}
	if err := r.weigh(p); err != nil {
		return nil, err
	}
	r.settleScale()
	if r.tallies, err = r.countBallots(ctx, r.opts); err != nil {
		return nil, err
	}
	r.combine()
	return r, nil
}

// weigh settles the weight mode and makes the electorate.
func (r *run) weigh(p *profile) error {
	if r.opts.Weights == Auto {
		r.opts.Weights = ByHeads
		if len(p.groups) > 0 {
			r.opts.Weights = ByGroups
		}
	}
	if r.opts.Weights == ByGroups && len(p.groups) == 0 {
		r.opts.Weights = ByHeads
		if p.ballotsCounted > 0 {
			r.extra = append(r.extra, noGroupsFinding())
		}
	}
	var groups *weighting
	var err error
	if r.weights, err = p.weigh(r.opts.Weights, r.opts); err != nil {
		return err
	}
	if r.heads, err = p.weigh(ByHeads, r.opts); err != nil {
		return err
	}
	if len(p.groups) > 0 {
		if groups, err = p.weigh(ByGroups, r.opts); err != nil {
			return err
		}
	}
	r.electorate = newElectorate(p, r.weights, r.heads, groups)
	return nil
}

// noGroupsFinding is told when groups were to count the same and there are
// none: all ballots then are one group, in which each counts the same.
func noGroupsFinding() planner.Finding {
	return planner.Finding{
		Code: "weights-no-groups", Severity: planner.Warning,
		Text: "no ballot carries a stakeholder group, so the groups cannot count the same: every ballot does",
		Fix:  "say which column holds the group with --map 'Stakeholder group=HEADER'",
	}
}

// combine makes the elections and what all later steps share.
func (r *run) combine() {
	ids := make([]string, r.m)
	for a := range ids {
		ids[a] = r.issues[a].ID
	}
	spread := r.opts.NoGroup == SpreadThem && r.groupless > 0
	r.chosen = newElection(r.electorate, r.tallies, chosenWeight, r.opts, ids).under(r.opts.Unranked)
	r.chosen.grouped = !spread && (r.opts.Weights == ByGroups || r.opts.Weights == ByShares)
	r.byHeads = newElection(r.electorate, r.tallies, headsWeight, r.opts, ids).under(r.opts.Unranked)
	r.byHeads.blank = r.blank
	if r.opts.Weights == ByHeads {
		r.chosen.blank = r.blank
	}
	if len(r.groups) > 0 {
		r.byGroups = newElection(r.electorate, r.tallies, groupsWeight, r.opts, ids).under(r.opts.Unranked)
		r.byGroups.grouped = !spread
	}
	r.parts = r.supportParts(r.tallies, r.opts.Unranked)
	r.otherParts = r.supportParts(r.tallies, r.opts.Unranked.other())
	r.support, r.headsSupport = r.chosen.support(r.parts), r.byHeads.support(r.parts)
	r.views = r.chosen.views(r.parts)
	r.chain = newChain(r.chosen, r.support, r.headsSupport, r.views.support, r.opts.Seed)
	r.chosen.priority, r.chosen.chain = r.chain.order(), r.chain
	r.byHeads.priority = r.chosen.priority
	if r.byGroups != nil {
		r.byGroups.priority = r.chosen.priority
	}
}

func (p Policy) other() Policy {
	if p == Last {
		return Ignore
	}
	return Last
}

// settleScale falls back to the scores met when no scale was declared.
func (r *run) settleScale() {
	if r.scale.Max > r.scale.Min {
		return
	}
	first := true
	for k, i := range r.row {
		if r.classes[r.class[k]].kind != planner.Score {
			continue
		}
		for _, mark := range r.ballots.Marks(int(i)) {
			switch {
			case mark == planner.Blank:
			case first:
				r.scale.Min, r.scale.Max, first = mark, mark, false
			default:
				r.scale.Min, r.scale.Max = min(r.scale.Min, mark), max(r.scale.Max, mark)
			}
		}
	}
	if !first {
		per := int64(max(r.scale.Per, 1))
		r.extra = append(r.extra, planner.Finding{
			Code: "scale-not-declared", Severity: planner.Warning,
			Text: fmt.Sprintf("no scale was declared for the scores; support is measured from the lowest to the highest score met, %s to %s",
				ratText(big.NewRat(int64(r.scale.Min), per)), ratText(big.NewRat(int64(r.scale.Max), per))),
			Fix: "declare the scale in the settings",
		})
	}
}

// result assembles the answer.
func (r *run) result(ctx context.Context) (*Result, error) {
	x := r.chosen
	out := &Result{
		Schema: Schema, Weights: string(r.opts.Weights), Unranked: string(r.opts.Unranked), Seed: r.opts.Seed,
		Ballots: r.ballotsCounted, Abstain: r.abstained, Replaced: r.replacedN,
		NotInRoster: r.strangers, NoGroup: r.groupless, Excluded: r.excluded,
		Kinds: r.kinds(), Raking: r.weights.raking, Pairwise: x.pairwise(),
		SmithSet: x.names(x.smith()), Cycle: x.names(x.cycle()), Agreement: x.agreement(r.views),
	}
	out.EffectiveBallots, out.DesignEffect = r.effective(r.weights)
	if c := x.condorcet(); c >= 0 && r.ballotsCounted > 0 {
		out.CondorcetWinner = x.ids[c]
	}
	out.Groups = r.groupRows()
	out.Issues = r.issueRows()
	var err error
	if out.Rules, out.Omitted, err = x.runRules(ctx, r.opts.Rules); err != nil {
		return nil, err
	}
	out.Agenda = x.agenda(r.views)
	if out.Firmness, err = r.firmness(ctx, out); err != nil {
		return nil, err
	}
	out.TieBreaks = r.tieBreaks(out)
	r.audit(out)
	out.Warnings = r.warnings(out)
	return out, nil
}

func (r *run) kinds() []KindCount {
	out := []KindCount{}
	for _, k := range []planner.BallotKind{planner.Ranking, planner.Approval, planner.Score, planner.Points, planner.Hum} {
		n := int64(0)
		for i := range r.classes {
			if r.classes[i].kind == k {
				n += r.classes[i].n
			}
		}
		if n > 0 {
			out = append(out, KindCount{k.String(), n})
		}
	}
	return out
}

// fewBallots is the size below which a group is flagged.
const fewBallots = 3

func (r *run) groupRows() []Group {
	out := make([]Group, len(r.groups))
	total := r.chosen.rat(r.chosen.total)
	for g, name := range r.groups {
		row := Group{Name: name, Unknown: g == r.unknownGroup}
		for i := range r.classes {
			if r.classes[i].group == g {
				row.Ballots += r.classes[i].n
			}
		}
		w := r.chosen.groupWeight(g)
		if total.Sign() > 0 {
			row.Share = floatOf(new(big.Rat).Quo(w, total))
		}
		if row.Ballots > 0 {
			w.Quo(w, big.NewRat(row.Ballots, 1))
		}
		row.Weight, row.WeightExact = floatOf(w), planner.ExactOf(w)
		row.Few = row.Ballots < fewBallots
		if len(r.groups) > 1 {
			row.Representative = r.chosen.representative(r.views, g)
		}
		out[g] = row
	}
	return out
}

// issueRows describes the issues in the order of their rank, ties in input order.
func (r *run) issueRows() []Issue {
	x := r.chosen
	ranks, ranksHeads := ranksOf(r.support), ranksOf(r.headsSupport)
	other := x.support(r.otherParts)
	ranksOther := ranksOf(other)
	div := r.byHeads.divisiveness()
	out := make([]Issue, 0, r.m)
	for _, a := range r.order() {
		row := Issue{
			ID: x.ids[a], Name: r.issues[a].Name, Rank: ranks[a], RankHeads: ranksHeads[a], RankOther: ranksOther[a],
			Hum: x.hum(a), Score: x.scoreStats(a),
		}
		for b := range r.m {
			row.Tied = row.Tied || (b != a && ranks[b] == ranks[a])
		}
		for i := range r.classes {
			row.Answers += r.parts[i][a].n
		}
		row.Support, row.SupportExact = present(r.support[a])
		row.SupportHeads, row.SupportHeadsExact = present(r.headsSupport[a])
		row.SupportOther, _ = present(other[a])
		x.describeAcross(r.views, a, &row)
		if div != nil {
			e := planner.ExactOf(div[a])
			f := floatOf(div[a]) / float64(r.m-1)
			row.Divisiveness, row.DivisivenessBorda = &f, &e
		}
		out = append(out, row)
	}
	return out
}

// present gives a support and its float; an issue nobody answered has 0 and no
// answers.
func present(s *big.Rat) (float64, planner.Exact) {
	if s == nil {
		return 0, planner.Exact{}
	}
	return floatOf(s), planner.ExactOf(s)
}

// order lists the issues by support, ties in input order.
func (r *run) order() []int {
	order := r.chosen.all()
	slices.SortStableFunc(order, func(a, b int) int { return cmpPresent(r.support[a], r.support[b]) })
	return order
}

// tieBreaks explains the ties in support that matter: at the first place and
// across the cut line.
func (r *run) tieBreaks(out *Result) []TieBreak {
	var list []TieBreak
	k := out.Firmness.K
	place := 0
	for _, level := range levelsOf(r.m, func(a, b int) int { return cmpPresent(r.support[a], r.support[b]) }) {
		end := place + len(level)
		if len(level) > 1 && (place == 0 || (place < k && end > k)) {
			list = append(list, r.chain.explain(r.chosen.prefOrder(level)))
		}
		place = end
	}
	return list
}
