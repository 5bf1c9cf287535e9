package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/help"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/selection"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/messages"
)

// newSelect makes the command that draws a panel by lot.
func newSelect(io talk.Streams) *cobra.Command {
	j := newJob(io)
	o := folder.DrawOptions{Goal: string(selection.Leximin)}
	var out string
	var force bool
	cmd := &cobra.Command{
		Use:   "select FILE... --seats N",
		Short: "Who is drawn from a list of volunteers, as fairly as the targets allow?",
		Long: `select draws a panel from a list of people by a lottery over the panels that meet
the targets. It makes the smallest chance as large as possible, then the next
smallest, and proves it; then it turns the lottery into 1,000 equally likely
panels, so that a number drawn in public (--draw 417) decides.

Without targets it is a plain lottery. Who declined is never drawn. Who is locked,
marked as selected, or has confirmed keeps the seat, so that a second draw fills
up those that are free.

--out DIR writes DIR/chair (with names: the panel, reserves, everybody's chance)
and DIR/public (a record without names: the chances, all panels by codes, the
seed). roundtable verify DIR makes all of it again.`,
		Example: `  roundtable select volunteers.csv --targets quotas.csv --seats 40
  roundtable select volunteers.csv --targets quotas.csv --seats 40 --draw 417 --out draw
  roundtable select volunteers.csv --seats 12`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.Files = args
			return runSelect(cmd.Context(), j, &o, out, force)
		},
	}
	fs := cmd.Flags()
	j.AddFormat(fs, "text", "json", "csv")
	fs.Var(&talk.FormatValue{To: &o.Goal, Allowed: goalWords()}, "goal", "the `GOAL`, what the lottery is fair in: "+
		"leximin (all chances, the default), maximin (the smallest) or random (nothing)")
	fs.Var(
		(*drawValue)(&o.Draw),
		"draw",
		"the `NUMBER` drawn in public, from 1 to 1000 (default: computed from the seed)",
	)
	help.Mark(fs, settings.AsksPanel, false, "goal", "draw")
	fs.StringVarP(&out, "out", "o", "", "`DIR` to write the report and the public record to")
	talk.AddForce(fs, &force, "replace files that were changed since they were written")
	j.AddFlags(cmd, settings.ForDraw)
	return cmd
}

// drawValue is the number of one of the panels.
type drawValue int

func (v *drawValue) String() string { return "" }
func (v *drawValue) Type() string   { return "NUMBER" }
func (v *drawValue) Set(s string) error {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 1 || n > selection.Panels {
		return fmt.Errorf("say a whole number from 1 to %d, or leave it out", selection.Panels)
	}
	*v = drawValue(n)
	return nil
}

func goalWords() []string {
	var out []string
	for _, g := range selection.Goals() {
		out = append(out, string(g))
	}
	return out
}

func runSelect(ctx context.Context, j *intake.Job, o *folder.DrawOptions, out string, force bool) error {
	d, err := folder.Open(&j.Output, out, force)
	if err != nil {
		return err
	}
	defer d.Abort()
	l, err := j.Load(ctx)
	if err != nil {
		return err
	}
	in, err := drawStage(ctx, l, o)
	if err != nil {
		return err
	}
	in.Provenance = drawProvenance(j, l, o)
	if err := showDraw(j, in); err != nil {
		return err
	}
	if !in.Result.Feasible {
		return noPanel(in)
	}
	if d == nil {
		if j.Piped() {
			return nil
		}
		j.Say("")
		j.Next(j.Again("select")+o.Words()+" --out draw",
			"writes the report with everybody's chance, and a public record without names")
		return nil
	}
	files, err := renderDraw(ctx, j, l, o, in)
	if err != nil {
		return err
	}
	if err := d.Put(l.Paths, folder.Draw, files); err != nil {
		return err
	}
	j.Say("\nWrote")
	for _, f := range files {
		j.Say("  %s", folder.Path(out, f.Name))
	}
	j.Say("\nThe files in %s name people: keep them to those who run the draw.", folder.Path(out, "chair"))
	j.NextVerify(out)
	return nil
}

// noPanel ends a run in which no panel meets the targets.
func noPanel(in *drawing) error {
	what := "all targets"
	if len(in.targets) == 1 {
		what = "the target"
	}
	if !in.Result.Proved {
		return exit.Impossible(fmt.Errorf(
			"no panel of %d that meets %s was found within the limit of the search", in.Result.Seats, what))
	}
	return exit.Impossible(fmt.Errorf("no panel of %d from the %s on the list meets %s", in.Result.Seats,
		messages.Count(len(in.Candidates), "person", "people"), what))
}

// showDraw prints the result in the form asked for.
func showDraw(j *intake.Job, in *drawing) error {
	if j.Format == "json" {
		return reports.WriteJSON(j.Out, drawResult{in.Result, in.Unheld, in.Check.Advice})
	}
	if j.Format == "csv" {
		if !in.Result.Feasible {
			return nil // the error says why
		}
		return j.Table(build.SelectionReport(&in.Selection), "chances")
	}
	return j.Sections(build.SelectionSections(&in.Selection)...)
}

// drawResult is the result, and where people have no chance or there is no panel, why.
type drawResult struct {
	*selection.Result
	Unheld int             `json:"unheld,omitempty"` // who confirmed and keep no seat, being too many
	Advice *balance.Advice `json:"advice,omitempty"`
}

// drawStage draws a panel of everybody listed who has not withdrawn, holds it against
// the targets, and finds out why people have no chance, or why there is no panel.
func drawStage(ctx context.Context, l *intake.Loaded, o *folder.DrawOptions) (*drawing, error) {
	in := &drawing{Selection: build.Selection{Public: o.Draw > 0, Title: l.Meeting.Title}}
	if err := drawQuestion(l, o, in); err != nil {
		return nil, err
	}
	opts, targets := in.opts, in.targets
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

// drawing is a draw with the question it answers.
type drawing struct {
	build.Selection
	opts    selection.Options
	targets []planner.Target
}

// blind is an error where the user's own targets that must hold speak of something that
// is known of nobody: a draw cannot be called back, so it is not made without them.
func (in *drawing) blind() error {
	var names []string
	for _, t := range in.targets {
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
func drawQuestion(l *intake.Loaded, o *folder.DrawOptions, in *drawing) error {
	in.opts = selection.DefaultOptions()
	in.opts.Seats, in.opts.Goal, in.opts.Seed, in.opts.Draw = l.Options.Panel.Seats, selection.Goal(o.Goal), l.Options.Seed, o.Draw
	in.opts.Fields = l.Options.Panel.Fields
	if in.opts.Seats == 0 {
		return exit.Hint(exit.Usage(errors.New("how many people are to be drawn?")), "say --seats N")
	}
	s := withdraw(l, planner.EverybodyListed(candidates(l)))
	if len(s.unknown) > 0 {
		return notListed("--without names", s.unknown, "the list of people", candidates(l))
	}
	if in.Candidates = s.panel.Members; len(in.Candidates) == 0 {
		return exit.Lacking("there are no people in these files to draw from")
	}
	if in.opts.Seats > len(in.Candidates) {
		return exit.Impossible(exit.Hint(
			fmt.Errorf("%d are to be drawn, and there are %s on the list", in.opts.Seats,
				messages.Count(len(in.Candidates), "person", "people")), "say a smaller number with --seats",
		))
	}
	var err error
	if in.opts.Held, in.Unheld, err = held(l, in.Candidates); err != nil {
		return err
	}
	if held := len(in.opts.Held); held > in.opts.Seats {
		return exit.Impossible(exit.Hint(
			fmt.Errorf("%s a seat already, and --seats is %d",
				messages.Count(held, "person has", "people have"), in.opts.Seats),
			"raise --seats, or take names out of --lock and marks out of the columns locked, selected and status",
		))
	}
	in.targets, err = askedTargets(l, balance.DefaultOptions())
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

// drawProvenance says how the draw can be made again.
func drawProvenance(j *intake.Job, l *intake.Loaded, o *folder.DrawOptions) reports.Provenance {
	p := j.Provenance(l, "select")
	p.Command += o.Words()
	return p
}

// not is the opposite of a test.
func not[T any](is func(T) bool) func(T) bool { return func(x T) bool { return !is(x) } }
