package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"roundtable/importers/rulepacks"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
)

// balanceStage checks the judged panel, and everybody listed where that is
// somebody else, and advises on the judged one.
func (l *loaded) balanceStage(ctx context.Context) ([]reports.BalanceView, string, error) {
	m := l.meeting
	if len(m.Roster) == 0 {
		return nil, "There are no people in these files, so there is no balance to check. Add a table of people with a column for their stakeholder group.", nil
	}
	panel, unknown := planner.ChoosePanel(m.Roster, l.o.panel)
	if len(unknown) > 0 {
		return nil, "", inputError{err: hintError{
			fmt.Errorf("the panel names %s, who is not on the list of people", strings.Join(unknown, ", ")),
			"use the ids or names of the list; roundtable inspect shows them",
		}}
	}
	opts := balance.DefaultOptions()
	opts.Judged, opts.Session = panel.Judged, m.Roster
	opts.Test.Seed = l.o.seed
	opts.Pool = l.candidates()
	opts.References = l.references()
	targets, err := l.panelTargets(panel, opts)
	if err != nil {
		return nil, "", err
	}
	l.log.Info("checking balance", "panel", len(panel.Members), "targets", len(targets))
	report := balance.Check(panel.Members, targets, opts)
	if err := l.advise(ctx, report, panel, targets, opts); err != nil {
		return nil, "", err
	}
	views := []reports.BalanceView{{Who: panel.Judged, Judged: true, Report: report}}
	if len(panel.Members) != len(m.Roster) {
		all := planner.EverybodyListed(m.Roster)
		opts.Judged, opts.Pool = all.Judged, nil
		views = append(views, reports.BalanceView{
			Who: all.Judged, Report: balance.Check(all.Members, targets, opts),
		})
	}
	return views, "", nil
}

// candidates are the people who could join: everybody in the files themselves,
// and those of --pool. Where the files name people, a seat whose name is
// withheld is nobody who could be invited.
func (l *loaded) candidates() planner.Roster {
	var out planner.Roster
	named := slices.ContainsFunc(l.meeting.Roster, func(p planner.Participant) bool { return p.Name != "" })
	for _, p := range l.meeting.Roster {
		if p.Name != "" || !named {
			out = append(out, p)
		}
	}
	for _, p := range l.pool {
		if out.ByID(p.ID) < 0 {
			out = append(out, p)
		}
	}
	return out
}

// panelTargets are the user's targets for the panel, then the rule packs', each
// id once: the user's own override a pack's. Without either, the stated defaults.
func (l *loaded) panelTargets(panel planner.Panel, opts balance.Options) ([]planner.Target, error) {
	var targets []planner.Target
	own := make(map[string]bool)
	for _, t := range l.meeting.Targets {
		if t.Group == "" {
			targets = append(targets, t)
			own[t.ID] = true
		}
	}
	packs, err := rulepacks.Targets(l.meeting.Format, l.o.rules...)
	if err != nil {
		return nil, hintError{usageError{err}, "roundtable rules lists the rule packs"}
	}
	for _, t := range packs {
		if !own[t.ID] {
			targets = append(targets, t)
		}
	}
	if len(targets) == 0 {
		targets = balance.DefaultTargets(panel.Members, opts)
	}
	return targets, nil
}

// advise adds advice where a target is missed, or where it was asked for.
func (l *loaded) advise(ctx context.Context, r *balance.Report, panel planner.Panel, targets []planner.Target, opts balance.Options) error {
	if !needsAdvice(r) && l.o.seats == 0 && !l.o.additionsOnly {
		return nil
	}
	ao := balance.DefaultAdviceOptions()
	ao.Options, ao.Seats, ao.AdditionsOnly = opts, l.o.seats, l.o.additionsOnly
	actx, cancel := l.limited(ctx)
	defer cancel()
	advice, err := balance.Advise(actx, opts.Pool, panel.Members, targets, ao)
	if err != nil && (ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded)) {
		return err
	}
	r.Advice = advice
	return nil
}

func needsAdvice(r *balance.Report) bool {
	for i := range r.Targets {
		if r.Targets[i].Status != balance.Met && !r.Targets[i].Informs {
			return true
		}
	}
	return false
}

// limited applies --time-limit.
func (l *loaded) limited(ctx context.Context) (context.Context, context.CancelFunc) {
	if l.o.timeLimit > 0 {
		return context.WithTimeout(ctx, l.o.timeLimit)
	}
	return context.WithCancel(ctx)
}

// references are the distributions to compare a whole roster with.
func (l *loaded) references() []balance.Reference {
	var out []balance.Reference
	for _, name := range l.o.references {
		if name == referenceUN {
			out = append(out, unMembers())
			continue
		}
		d := planner.Dimension(strings.TrimPrefix(name, referenceEqual))
		values := planner.StakeholderGroups()
		if d == planner.Region {
			values = planner.RegionalGroups()
		}
		ref := balance.Reference{Dimension: d, Name: "equal parts"}
		for _, v := range values {
			ref.Shares = append(ref.Shares, balance.Share{Value: v, Share: planner.Ratio{Num: 1, Den: int64(len(values))}})
		}
		out = append(out, ref)
	}
	return out
}

// The names of the references.
const (
	referenceUN    = "un-members"
	referenceEqual = "equal-"
)

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
		ref.Shares = append(ref.Shares, balance.Share{Value: g, Share: planner.Ratio{Num: members[g], Den: total}})
	}
	return ref
}
