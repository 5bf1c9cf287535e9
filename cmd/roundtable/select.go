package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"roundtable/importers"
	"roundtable/planner"
	"roundtable/planner/selection"
	"roundtable/reports"
)

// selectOptions are what only this command can be asked.
type selectOptions struct {
	goal string
	draw int
}

// newSelect makes the command that draws a panel by lot.
func newSelect(io streams) *cobra.Command {
	j := newJob(io)
	o := selectOptions{goal: string(selection.Leximin)}
	cmd := &cobra.Command{
		Use:   "select FILE... --seats N",
		Short: "Who is drawn from a list of volunteers, as fairly as the targets allow?",
		Long: `select draws a panel from a list of people by a lottery over the panels that meet
the targets. It makes the smallest chance as large as possible, then the next
smallest, and proves it; then it turns the lottery into 1,000 equally likely
panels, so that a number drawn in public (--draw 417) decides.

Without targets it is a plain lottery. Who declined is never drawn. Who is marked
as locked or selected, or has confirmed, keeps the seat, so that a second draw
fills up those that are free.`,
		Example: `  roundtable select volunteers.csv --targets quotas.csv --seats 40
  roundtable select volunteers.csv --targets quotas.csv --seats 40 --draw 417
  roundtable select volunteers.csv --seats 12`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.files = args
			return runSelect(cmd.Context(), j, &o)
		},
	}
	fs := cmd.Flags()
	j.addFormat(fs, "text", "json", "csv")
	fs.Var(&formatValue{&o.goal, goalWords()}, "goal", "what the lottery is fair in: leximin, maximin or random")
	fs.IntVar(&o.draw, "draw", 0, "the `NUMBER` drawn in public, from 1 to 1000 (default: computed from the seed)")
	j.addFlags(cmd, forPanel)
	return cmd
}

func goalWords() []string {
	var out []string
	for _, g := range selection.Goals() {
		out = append(out, string(g))
	}
	return out
}

func runSelect(ctx context.Context, j *job, o *selectOptions) error {
	l, err := j.load(ctx)
	if err != nil {
		return err
	}
	d, err := l.drawStage(ctx, o)
	if err != nil {
		return err
	}
	if j.format == "json" {
		return reports.WriteJSON(j.io.out, d.result)
	}
	return nil
}

// drawing is what came of a draw.
type drawing struct {
	candidates planner.Roster
	targets    []planner.Target
	result     *selection.Result
}

// drawStage draws a panel of everybody listed who has not withdrawn.
func (l *loaded) drawStage(ctx context.Context, o *selectOptions) (*drawing, error) {
	d := &drawing{candidates: l.candidates()}
	if len(d.candidates) == 0 {
		return nil, lacking("there are no people in these files to draw from")
	}
	if l.o.panel.seats == 0 {
		return nil, hintError{usageError{errors.New("how many people are to be drawn?")}, "say --seats N"}
	}
	s := l.withdraw(planner.EverybodyListed(d.candidates))
	if len(s.unknown) > 0 {
		return nil, notListed("--without names", s.unknown, "the list of people")
	}
	d.candidates = s.panel.Members
	for _, t := range l.meeting.Targets {
		if t.Group == "" {
			d.targets = append(d.targets, t)
		}
	}
	d.targets, _ = importers.AlignTargets(d.candidates, d.targets)
	opts := selection.DefaultOptions()
	opts.Seats, opts.Goal, opts.Seed, opts.Draw = l.o.panel.seats, selection.Goal(o.goal), l.o.seed, o.draw
	opts.Fields = l.o.panel.fields
	held, unknown := planner.ChoosePanel(d.candidates, l.o.panel.lock)
	if len(l.o.panel.lock) > 0 {
		if len(unknown) > 0 {
			return nil, notListed("--lock names", unknown, "the list of people")
		}
		for _, p := range held.Members {
			opts.Held = append(opts.Held, p.ID)
		}
	}
	limited, cancel := l.o.limited(ctx)
	defer cancel()
	l.log.Info("drawing", "candidates", len(d.candidates), "targets", len(d.targets))
	var err error
	d.result, err = selection.Draw(limited, d.candidates, d.targets, opts)
	if err != nil {
		return nil, notSetUp(err)
	}
	if !d.result.Feasible {
		return d, impossibleError{fmt.Errorf("no panel of %d meets all targets", opts.Seats)}
	}
	_ = slices.Sort[[]int]
	return d, nil
}
