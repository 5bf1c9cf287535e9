package ranking

import (
	"cmp"
	"context"
	"fmt"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/agreement"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/electorate"
	"roundtable/planner/ranking/internal/places"
	"roundtable/planner/ranking/internal/rules"
	"roundtable/planner/ranking/internal/tally"
	"roundtable/planner/ranking/internal/ties"
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
		return nil, fmt.Errorf("%w: the ballots mark %d issues, but %d are given",
			ErrOptions, ballots.Issues(), len(issues))
	}
	if err := cmp.Or(opts.check(len(issues)), opts.checkLine(issues), checkMarks(issues, ballots)); err != nil {
		return nil, err
	}
	r, err := newRun(ctx, issues, ballots, opts)
	if err != nil {
		return nil, err
	}
	return r.result(ctx)
}

// run is everything a result is made from. Inside, issues and groups are
// positions; the result names them.
type run struct {
	naming
	issues   []planner.Issue
	opts     *Options
	mode     WeightMode // in force: never Auto, and ByGroups only where there are groups
	findings []planner.Finding
	raking   *electorate.Raking
	bounds   places.Bounds
	line     *Line // nil unless asked for
	// organisations is nil unless they are weighted.
	organisations []Organisation
	// The ballots counted under the mode in force, by heads, by groups (nil without
	// groups), and under the mode in force with the other policy.
	chosen, heads, groups, other *tally.Election
	views                        *agreement.Views
	chain                        *ties.Chain
}

func newRun(ctx context.Context, issues []planner.Issue, ballots *planner.Ballots, opts Options) (*run, error) {
	r := &run{issues: issues, opts: &opts}
	for _, issue := range issues {
		r.ids = append(r.ids, issue.ID)
	}
	labels, spellings, err := resolveLabels(ballots, &opts)
	if err != nil {
		return nil, err
	}
	p := r.admit(ballots, labels)
	r.findings = append(r.findings, spellings...)
	r.settleMode(p)
	w, err := r.weigh(p)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOptions, err)
	}
	e := electorate.New(p, w.chosen, w.heads)
	if e.ScaleMet {
		r.findings = append(r.findings, scaleNotDeclared(e.Scale))
	}
	c, err := tally.Count(ctx, e, ballot.NewApprover(opts.approveFirst(len(issues)), e.Scale))
	if err != nil {
		return nil, err
	}
	r.groupLabels = e.Groups
	r.combine(c, w)
	r.bound()
	return r, nil
}

// admit settles which ballots count.
func (r *run) admit(ballots *planner.Ballots, labels *electorate.Labels) *electorate.Profile {
	o := r.opts
	set := electorate.Settings{
		Voters: o.Voters, WithoutStrangers: o.Strangers == excludeStrangers,
		WithoutGroupless: o.NoGroup == ExcludeThem, OwnGroup: o.NoGroup == OwnGroup,
		ByRegion: o.Weights == Raked, ByOrganisation: o.weighBy(planner.Organisation),
	}
	p := electorate.Admit(ballots, labels, set)
	single := p.N
	if set.ByOrganisation {
		r.organisations = organisationRows(p.CountOrganisations())
	}
	if o.Weights == ByOrganisationTwoStage {
		p = p.PerOrganisation(ballot.Policy(o.Unranked), set)
	}
	for _, group := range p.Silent {
		r.findings = append(r.findings, groupBlank(group))
	}
	for _, remark := range p.Remarks {
		r.findings = append(r.findings, remarked(remark))
	}
	if o.Weights == ByOrganisationTwoStage {
		r.findings = append(r.findings, organisationsCombined(single, p.N))
	}
	return p
}

// weights are those of the ballots under the weightings in use; groups is nil
// without groups.
type weights struct{ chosen, heads, groups electorate.Weights }

// settleMode decides between groups and heads by whether there are groups.
func (r *run) settleMode(p *electorate.Profile) {
	r.mode = r.opts.Weights
	switch {
	case r.mode == Auto && len(p.Groups) > 0:
		r.mode = ByGroups
	case r.mode == Auto:
		r.mode = ByHeads
	case r.mode == ByGroups && len(p.Groups) == 0:
		r.mode = ByHeads
		if p.N > 0 {
			r.findings = append(r.findings, noGroups())
		}
	}
}

// weigh computes the weights in use.
func (r *run) weigh(p *electorate.Profile) (weights, error) {
	var err error
	o := r.opts
	spread := o.NoGroup == SpreadThem
	w := weights{heads: p.Heads()}
	if len(p.Groups) > 0 {
		if w.groups, err = p.Shares(nil, spread); err != nil {
			return w, err
		}
	}
	switch r.mode {
	case ByGroups:
		w.chosen = w.groups
	case ByShares:
		w.chosen, err = p.Shares(o.Shares, spread)
	case Raked:
		w.chosen, r.raking, err = p.Rake(o.Shares, o.RegionShares)
	case ByOrganisation:
		w.chosen = p.Organisations()
	default:
		w.chosen = w.heads
	}
	return w, err
}

// combine makes the elections and what all later steps share.
func (r *run) combine(c *tally.Counted, w weights) {
	election := func(w electorate.Weights, grouped bool) *tally.Election {
		return tally.NewElection(c, c.Weights(w), grouped, ballot.Policy(r.opts.Unranked), int64(r.opts.MinAnswers))
	}
	// Ballots spread over all groups are in none of them, so no group's mean has them.
	apart := r.opts.NoGroup != SpreadThem || c.Of[electorate.Groupless] == 0
	r.heads = election(w.heads, false)
	r.heads.Blank = c.Blank
	if w.groups != nil {
		r.groups = election(w.groups, apart)
	}
	switch r.mode {
	case ByHeads:
		r.chosen = r.heads
	case ByGroups:
		r.chosen = r.groups
	default:
		r.chosen = election(w.chosen, apart && r.mode == ByShares)
	}
	r.views = agreement.NewViews(r.chosen)
	r.chain = ties.NewChain(r.chosen, r.heads.Support, r.views.Support, r.opts.Seed, r.ids)
	r.chosen.Priority = r.chain.Order()
	r.other = r.chosen.Under(r.chosen.Policy.Other())
}

// result assembles the answer.
func (r *run) result(ctx context.Context) (*Result, error) {
	x := r.chosen
	out := &Result{
		Schema: Schema, Weights: string(r.mode), Unranked: string(r.opts.Unranked), Seed: r.opts.Seed,
		MinAnswers: r.opts.MinAnswers, OwnWeights: ownWeights(r.heads),
		Ballots: x.N, Abstain: x.Of[electorate.Abstention], Replaced: x.Of[electorate.Replaced],
		NotInRoster: x.Of[electorate.Stranger], NoGroup: x.Of[electorate.Groupless], Excluded: x.Excluded,
		OneBallot: oneBallot(x), Kinds: kindsOf(x), Raking: rakingReport(r.raking), Pairwise: r.pairwise(x),
		SmithSet: r.names(rules.SmithSet(x)), Cycle: r.names(rules.Cycle(x)),
		Organisations: r.organisations, Line: r.line,
		Groups: r.groupRows(), Issues: r.issueRows(), Agreement: r.agreement(), Agenda: r.agenda(),
	}
	if out.EffectiveBallots = x.Effective(); out.EffectiveBallots > 0 {
		out.DesignEffect = float64(x.N) / out.EffectiveBallots
	}
	if len(out.SmithSet) == 1 && x.N > 0 {
		out.CondorcetWinner = out.SmithSet[0]
	}
	outcomes, err := r.runRules(ctx, out)
	if err != nil {
		return nil, err
	}
	out.Firmness = r.firmness()
	held, err := r.bootstrap(ctx, out)
	if err != nil {
		return nil, err
	}
	out.Firmness.FirmTop = r.firmTop(held, out)
	out.judge()
	both, err := r.underBothPolicies(ctx, outcomes)
	if err != nil {
		return nil, err
	}
	out.TieBreaks = r.tieBreaks(out.Firmness.K)
	if n := x.Ballots.Len(); n <= auditMost {
		out.Audit = r.audit(x)
	} else {
		r.findings = append(r.findings, auditLeftOut(n))
	}
	out.Warnings = append(r.findings, r.warnings(out, both)...)
	return out, nil
}
