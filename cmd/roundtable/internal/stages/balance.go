package stages

import (
	"context"
	"errors"
	"strings"

	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports/build"
)

// Balance checks the judged panel, and everybody listed where that is
// somebody else, and advises on the judged one. Without people it returns the
// reason.
func Balance(ctx context.Context, l *intake.Loaded) ([]build.BalanceView, build.Reason, error) {
	if len(l.Meeting.Roster) == 0 {
		return nil, noPeople, nil
	}
	seat, err := seated(l)
	if err != nil {
		return nil, build.Reason{}, err
	}
	panel := seat.panel
	opts := balance.DefaultOptions()
	opts.Kind, opts.Judged, opts.Session = panel.Kind, seat.judged, seat.session
	opts.Test.Seed = l.Options.Seed
	opts.Pool = seat.present(candidates(l))
	opts.References = references(l.Options.Panel.References)
	targets, err := panelTargets(l, panel, opts)
	if err != nil {
		return nil, build.Reason{}, err
	}
	if opts.Fields, err = answers(l.Options.Panel.Fields, targets); err != nil {
		return nil, build.Reason{}, err
	}
	targets = withDiversity(targets, panel, opts)
	l.Log.Info("checking balance", "panel", len(panel.Members), "targets", len(targets))
	report := balance.Check(panel.Members, targets, opts)
	if report.Advice, err = advise(ctx, l.Options, report, seat, targets, opts); err != nil {
		return nil, build.Reason{}, err
	}
	views := []build.BalanceView{
		{Without: seat.withdrawn(), Judged: true, Report: report, Packs: packsOf(l.Options)},
	}
	if len(l.Options.Panel.Rules) == 0 {
		views[0].Fits = fittingPack(l.Meeting)
	}
	if len(panel.Members) != len(seat.session) {
		all := planner.EverybodyListed(seat.session)
		opts.Kind, opts.Judged, opts.Pool = all.Kind, all.Judged, nil
		views = append(views, build.BalanceView{
			Report: balance.Check(all.Members, targets, opts),
		})
	}
	return views, build.Reason{}, nil
}

// packsOf are the rule packs of these names, by title, year and the first of their addresses.
func packsOf(o *settings.Options) []build.Pack {
	var out []build.Pack
	for _, name := range o.Panel.Rules {
		p, err := o.Shelf.Load(name)
		if err != nil {
			continue // said where its rules were read
		}
		pack := build.Pack{Name: p.Name, Title: p.Title, Year: p.Year}
		for _, source := range p.Sources() {
			if strings.HasPrefix(source, "http") && pack.Source == "" {
				pack.Source = source
			}
		}
		out = append(out, pack)
	}
	return out
}

// advise gives advice where a target is missed, or where it was asked for. Seats
// of people who withdrew are to be filled again. What was found when the time
// limit ends is the advice.
func advise(
	ctx context.Context, o *settings.Options, r *balance.Report, seat *seating, targets []planner.Target,
	opts balance.Options,
) (*balance.Advice, error) {
	ao := balance.DefaultAdviceOptions()
	ao.Options, ao.Seats, ao.AdditionsOnly, ao.Locked = opts, o.Panel.Seats, o.Panel.AdditionsOnly, seat.locked
	ao.Seed = o.Seed
	if ao.Seats == 0 && seat.left > 0 {
		ao.Seats = len(seat.panel.Members) + seat.left
	}
	if !needsAdvice(r) && ao.Seats == 0 && !ao.AdditionsOnly {
		return nil, nil
	}
	limited, cancel := o.Limited(ctx)
	defer cancel()
	advice, err := balance.Advise(limited, opts.Pool, seat.panel.Members, targets, ao)
	if ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
		err = nil
	}
	return advice, err
}

func needsAdvice(r *balance.Report) bool {
	for i := range r.Targets {
		if r.Targets[i].Status != balance.Met && !r.Targets[i].Informs {
			return true
		}
	}
	return false
}

// Remaining is what was read without those who withdrew, so that no report names
// them as somebody who would do.
func Remaining(l *intake.Loaded) *intake.Loaded {
	out, m := *l, *l.Meeting
	m.Roster = withdraw(l, planner.EverybodyListed(m.Roster)).session
	out.Meeting = &m
	return &out
}

// references are the distributions to compare a whole roster with.
func references(names []string) []balance.Reference {
	var out []balance.Reference
	for _, name := range names {
		if name == settings.ReferenceUN {
			out = append(out, unMembers())
			continue
		}
		d := planner.Dimension(strings.TrimPrefix(name, settings.ReferenceEqual))
		values := planner.StakeholderGroups()
		if d == planner.Region {
			values = planner.RegionalGroups()
		}
		ref := balance.Reference{Dimension: d, Name: "equal parts"}
		for _, v := range values {
			equal := planner.Ratio{Num: 1, Den: int64(len(values))}
			ref.Shares = append(ref.Shares, balance.Share{Value: v, Share: equal})
		}
		out = append(out, ref)
	}
	return out
}

// unMembers is the share of each regional group among the members of the
// United Nations.
func unMembers() balance.Reference {
	ref := balance.Reference{Dimension: planner.Region, Name: "the members of the United Nations"}
	members := make(map[string]int64)
	total := int64(0)
	for _, c := range vocabulary.Countries() {
		if c.Member {
			members[c.UNGroup]++
			total++
		}
	}
	for _, g := range planner.RegionalGroups() {
		share := planner.Ratio{Num: members[g], Den: total}
		ref.Shares = append(ref.Shares, balance.Share{Value: g, Share: share})
	}
	return ref
}

// InTheirWords returns the report with the values of targets and of people to
// invite as the user's own targets spell them: who wrote "WEOG" finds "WEOG"
// again and not the field's longer term. Only values that the targets spell in
// one way are changed; the report given is left as it is.
func InTheirWords(r *balance.Report) *balance.Report {
	type key struct {
		d planner.Dimension
		v string
	}
	words := make(map[key]string)
	for i := range r.Targets {
		t := &r.Targets[i].Target
		if t.Given == "" {
			continue
		}
		at := key{t.Dimension, t.Value}
		if old, ok := words[at]; ok && old != t.Given {
			words[at] = t.Value // two spellings: the field's term
			continue
		}
		words[at] = t.Given
	}
	spell := func(d planner.Dimension, v string) string {
		if w, ok := words[key{d, v}]; ok {
			return w
		}
		return v
	}
	out := *r
	out.Targets = append([]balance.TargetResult(nil), r.Targets...)
	for i := range out.Targets {
		out.Targets[i].Value = spell(out.Targets[i].Dimension, out.Targets[i].Value)
	}
	if r.Advice == nil || r.Advice.Recruits == nil {
		return &out
	}
	advice, recruits := *r.Advice, *r.Advice.Recruits
	recruits.Profiles = nil
	for _, p := range r.Advice.Recruits.Profiles {
		q := make(map[planner.Dimension]string, len(p))
		for d, v := range p {
			q[d] = spell(d, v)
		}
		recruits.Profiles = append(recruits.Profiles, q)
	}
	advice.Recruits = &recruits
	out.Advice = &advice
	return &out
}

// noPeople is why there is nothing to judge.
var noPeople = build.Reason{Code: "no-people"}
