package stages

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/selection"
	"roundtable/reports/build"
	"roundtable/reports/messages"
)

// Drawing is a draw with the question it answers.
type Drawing struct {
	build.Selection
	Opts    selection.Options
	Targets []planner.Target
}

// Draw draws a panel of everybody listed who has not withdrawn, holds it against
// the targets, and finds out why people have no chance, or why there is no panel.
func Draw(ctx context.Context, l *intake.Loaded, o *folder.DrawOptions) (*Drawing, error) {
	in := &Drawing{Selection: build.Selection{Public: o.Draw > 0, Title: l.Meeting.Title}}
	if err := drawQuestion(l, o, in); err != nil {
		return nil, err
	}
	opts, targets := in.Opts, in.Targets
	limited, cancel := l.Options.Limited(ctx)
	defer cancel()
	l.Log.Info("drawing", "candidates", len(in.Candidates), "targets", len(targets))
	var err error
	if in.Result, err = selection.Draw(limited, in.Candidates, targets, opts); err != nil {
		return nil, exit.NotSetUp(err)
	}
	if err := in.blind(); err != nil {
		return nil, err
	}
	drawn := slices.DeleteFunc(slices.Clone(in.Candidates), func(p planner.Participant) bool {
		return !slices.Contains(in.Result.Panel, p.ID)
	})
	check := balance.DefaultOptions()
	check.Fields, check.Pool = opts.Fields, in.Candidates
	in.Check = balance.Check(drawn, targets, check)
	if in.Result.Feasible && len(in.Result.Never) == 0 {
		return in, nil
	}
	// The advice is about what was searched: without the targets that were set aside.
	if !in.Result.Feasible {
		drawn = slices.DeleteFunc(slices.Clone(in.Candidates), func(p planner.Participant) bool {
			return !slices.Contains(in.Result.Held, p.ID) // who has a seat is on every panel
		})
	}
	asked := slices.DeleteFunc(slices.Clone(targets), func(t planner.Target) bool {
		return t.Tier != planner.Must && (!in.Result.Feasible || slices.Contains(in.Result.Aside, t.ID))
	})
	for i := range asked {
		asked[i].Tier = planner.Must
	}
	ao := balance.DefaultAdviceOptions()
	ao.Options, ao.Seats, ao.Locked = check, opts.Seats, in.Result.Held
	in.Check.Advice, err = balance.Advise(limited, in.Candidates, drawn, asked, ao)
	if a := in.Check.Advice; a != nil && a.Relaxation != nil {
		a.Relaxation.Then = nil // nobody is on a panel whose changes could be counted
	}
	if ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
		err = nil
	}
	return in, err
}

// blind is an error where the user's own targets that must hold speak of something that
// is known of nobody: a draw cannot be called back, so it is not made without them.
func (in *Drawing) blind() error {
	var names []string
	for _, t := range in.Targets {
		own := t.Pack == "" && t.Tier == planner.Must && t.Kind != planner.PerPerson
		if own && slices.Contains(in.Result.Undecided, t.ID) {
			names = append(names, t.ID)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return exit.Input(exit.Hint(
		fmt.Errorf("nothing is known about these people that would decide %s", messages.English().And(names)),
		"roundtable inspect shows how the columns were read; --dimension reads a further one, "+
			"--map says what one means",
	))
}

// drawQuestion fills in who can be drawn, how and by which targets.
func drawQuestion(l *intake.Loaded, o *folder.DrawOptions, in *Drawing) error {
	in.Opts = selection.DefaultOptions()
	in.Opts.Seats, in.Opts.Seed = l.Options.Panel.Seats, l.Options.Seed
	in.Opts.Goal, in.Opts.Draw = selection.Goal(o.Goal), o.Draw
	in.Opts.Fields = l.Options.Panel.Fields
	if in.Opts.Seats == 0 {
		return exit.Hint(exit.Usage(errors.New("how many people are to be drawn?")), "say --seats N")
	}
	s := withdraw(l, planner.EverybodyListed(candidates(l)))
	if len(s.unknown) > 0 {
		return notListed("--without names", s.unknown, "the list of people", candidates(l))
	}
	if in.Candidates = s.panel.Members; len(in.Candidates) == 0 {
		return exit.Lacking("there are no people in these files to draw from")
	}
	if in.Opts.Seats > len(in.Candidates) {
		return exit.Impossible(exit.Hint(
			fmt.Errorf("%d are to be drawn, and there are %s on the list", in.Opts.Seats,
				messages.Count(len(in.Candidates), "person", "people")), "say a smaller number with --seats",
		))
	}
	var err error
	if in.Opts.Held, in.Unheld, err = held(l, in.Candidates); err != nil {
		return err
	}
	if held := len(in.Opts.Held); held > in.Opts.Seats {
		return exit.Impossible(exit.Hint(
			fmt.Errorf("%s a seat already, and --seats is %d",
				messages.Count(held, "person has", "people have"), in.Opts.Seats),
			"raise --seats, or take names out of --lock and marks out of the columns locked, selected and status",
		))
	}
	in.Targets, err = askedTargets(l, balance.DefaultOptions())
	return err
}

// held are the people who have a seat already: those named with --lock, those marked as
// locked or selected, and those who have confirmed where not more have than there are
// seats. Where more have, unheld is how many of them keep no seat.
func held(l *intake.Loaded, candidates planner.Roster) (ids []string, unheld int, err error) {
	var named planner.Panel
	if len(l.Options.Panel.Lock) > 0 {
		var unknown []string
		if named, unknown = planner.ChoosePanel(candidates, l.Options.Panel.Lock); len(unknown) > 0 {
			return nil, 0, notListed("--lock names", unknown, "the list of people", candidates)
		}
	}
	confirmed := func(p planner.Participant) bool { return p.Status == planner.StatusConfirmed }
	fits := len(slices.DeleteFunc(slices.Clone(candidates), not(confirmed))) <= l.Options.Panel.Seats
	for _, p := range candidates {
		switch {
		case p.Selected, p.Locked, named.Members.ByID(p.ID) >= 0, fits && confirmed(p):
			ids = append(ids, p.ID)
		case confirmed(p):
			unheld++
		}
	}
	return ids, unheld, nil
}

// not is the opposite of a test.
func not[T any](is func(T) bool) func(T) bool { return func(x T) bool { return !is(x) } }
