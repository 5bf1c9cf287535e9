package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports/build"
)

// balanceStage checks the judged panel, and everybody listed where that is
// somebody else, and advises on the judged one.
func (l *loaded) balanceStage(ctx context.Context) ([]build.BalanceView, string, error) {
	m := l.meeting
	if len(m.Roster) == 0 {
		return nil, "There are no people in these files, so there is no balance to check. Add a table of people with a column for their stakeholder group.", nil
	}
	seat, err := l.seated()
	if err != nil {
		return nil, "", err
	}
	panel := seat.panel
	opts := balance.DefaultOptions()
	opts.Judged, opts.Session = panel.Judged, seat.session
	opts.Test.Seed = l.o.seed
	opts.Pool = seat.present(l.candidates())
	opts.References, opts.Fields = l.references(), l.o.fields
	targets, err := l.panelTargets(panel, opts)
	if err != nil {
		return nil, "", err
	}
	l.log.Info("checking balance", "panel", len(panel.Members), "targets", len(targets))
	report := balance.Check(panel.Members, targets, opts)
	if err := l.advise(ctx, report, seat, targets, opts); err != nil {
		return nil, "", err
	}
	views := []build.BalanceView{{Who: panel.Judged, Judged: true, Report: report}}
	if len(panel.Members) != len(seat.session) {
		all := planner.EverybodyListed(seat.session)
		opts.Judged, opts.Pool = all.Judged, nil
		views = append(views, build.BalanceView{
			Who: all.Judged, Report: balance.Check(all.Members, targets, opts),
		})
	}
	return views, "", nil
}

// everybody is everyone of all files, those of --pool last.
func (l *loaded) everybody() planner.Roster {
	out := slices.Clone(l.meeting.Roster)
	for _, p := range l.pool {
		if out.ByID(p.ID) < 0 {
			out = append(out, p)
		}
	}
	return out
}

// candidates are the people who could join: everybody in the files themselves,
// and those of --pool. Where the files name people, a seat whose name is
// withheld is nobody who could be invited.
func (l *loaded) candidates() planner.Roster {
	var out planner.Roster
	named := slices.ContainsFunc(l.meeting.Roster, func(p planner.Participant) bool { return p.Name != "" })
	listed := len(l.meeting.Roster)
	for i, p := range l.everybody() {
		if i >= listed || p.Name != "" || !named {
			out = append(out, p)
		}
	}
	return out
}

// advise adds advice where a target is missed, or where it was asked for. Seats
// of people who withdrew are to be filled again.
func (l *loaded) advise(ctx context.Context, r *balance.Report, seat *seating, targets []planner.Target, opts balance.Options) error {
	seats := l.o.seats
	if seats == 0 && seat.left > 0 {
		seats = len(seat.panel.Members) + seat.left
	}
	if !needsAdvice(r) && seats == 0 && !l.o.additionsOnly {
		return nil
	}
	ao := balance.DefaultAdviceOptions()
	ao.Options, ao.Seats, ao.AdditionsOnly = opts, seats, l.o.additionsOnly
	ao.Locked = seat.locked
	actx, cancel := l.limited(ctx)
	defer cancel()
	advice, err := balance.Advise(actx, opts.Pool, seat.panel.Members, targets, ao)
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
