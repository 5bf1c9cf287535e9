package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/help"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/stages"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/importers/elections"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/messages"
)

// newRank makes the command that orders the issues.
func newRank(io talk.Streams) *cobra.Command {
	j := newJob(io)
	var export, rule string
	var force bool
	cmd := &cobra.Command{
		Use:   "rank FILE...",
		Short: "Which issues matter to everyone, not only to the largest group?",
		Long: `rank puts the issues in order from the votes, with every stakeholder group
counting the same and with every ballot counting the same, says how firm that
order is, and where the groups agree or split.`,
		Example: `  roundtable rank meeting.xlsx
  roundtable rank votes.csv --weights heads --unranked ignore
  roundtable rank votes.csv --agenda 3
  roundtable rank votes.csv --rule schulze`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.Files = args
			if export != "" {
				if err := folder.RefuseExisting(export, force); err != nil {
					return err
				}
			}
			return runRank(cmd.Context(), j, rule, export)
		},
	}
	fs := cmd.Flags()
	j.AddFormat(fs, "text", "json", "csv")
	fs.StringVar(&export, "export", "",
		"also write the ballots to `FILE`.soi, .toi, .blt or .pb so that another tool can recount")
	fs.BoolVar(&force, "force", false, "with --export, replace a file of that name")
	fs.Var(ruleValue{&rule}, "rule",
		"show the order by this counting rule first: `NAME` is "+messages.English().Or(ranking.RuleNames()))
	help.Mark(fs, settings.AsksVotes, false, "rule")
	j.AddFlags(cmd, settings.ForRanking)
	return cmd
}

// ruleValue is the flag that names a counting rule, also as others call it.
type ruleValue struct{ to *string }

func (f ruleValue) String() string  { return "" }
func (f ruleValue) Type() string    { return "NAME" }
func (f ruleValue) Words() []string { return ranking.RuleNames() }
func (f ruleValue) Set(v string) error {
	known, typed := ranking.RuleNames(), vocabulary.Compact(v)
	for _, name := range known {
		if vocabulary.Compact(name) == typed {
			*f.to = name
			return nil
		}
	}
	for _, x := range rulesAlso {
		if slices.Contains(x.called, typed) {
			return fmt.Errorf("use %s; %s", messages.English().Or(x.rules), x.why)
		}
	}
	return fmt.Errorf("use one of: %s", settings.Asking(v, known))
}

// rulesAlso are names under which counting rules, and ideas of such, are known elsewhere.
var rulesAlso = []struct {
	called []string // letters and digits alone
	rules  []string
	why    string
}{
	{
		[]string{"condorcet", "pairwise", "condorcetmethod"},
		[]string{"schulze", "ranked_pairs", "minimax", "copeland", "kemeny"},
		"Condorcet is no one rule: all these put first what beats every other issue, where there is such",
	},
	{
		[]string{"av", "rcv", "rankedchoice", "rankedchoicevoting", "alternativevote", "instantrunoff", "hare"},
		[]string{"irv"},
		"that is what it is called here",
	},
	{[]string{"fptp", "firstpastthepost", "firstchoices", "first"}, []string{"plurality"}, "it counts first choices"},
	{[]string{"singletransferablevote", "pr"}, []string{"stv"}, "that is what it is called here"},
	{[]string{"tideman"}, []string{"ranked_pairs"}, "it is Tideman’s rule"},
	{[]string{"beatpath"}, []string{"schulze"}, "it is the rule of strongest paths"},
	{[]string{"kemenyyoung", "young"}, []string{"kemeny"}, "that is what it is called here"},
	{
		[]string{"range", "rangevoting", "scorevoting", "average", "mean", "sum"},
		[]string{"score"},
		"it counts means of scores",
	},
	{[]string{"median", "mj", "majorityjudgment"}, []string{"majority_judgement"}, "it counts medians"},
	{[]string{"simpson", "simpsonkramer", "maximin"}, []string{"minimax"}, "that is what it is called here"},
}

func runRank(ctx context.Context, j *intake.Job, rule, export string) error {
	l, err := j.Load(ctx)
	if err != nil {
		return err
	}
	a := &stages.Analysis{}
	if a.Ranking, a.Missing.Ranking, err = stages.Rank(ctx, l); err != nil {
		return err
	}
	a.Hums = ranking.ReadHums(l.Meeting)
	if a.Ranking == nil {
		return rankNothing(j, l, a)
	}
	if export != "" {
		if err := exportBallots(j, l, export); err != nil {
			return err
		}
	}
	if j.Format == "json" {
		j.Warn(talk.Without(planner.Note, a.Ranking.Warnings))
		return reports.WriteJSON(j.Out, rankingAndHums{a.Ranking, a.Hums})
	}
	if rule != "" {
		if err := showRule(j, a.Ranking, rule); err != nil || j.Format == "csv" {
			return err
		}
		fmt.Fprintln(j.Out)
	}
	return show(j, l, a, "rank", "ranking", build.RankingSections...)
}

// rankingAndHums is the ranking, and what was hummed beside the vote.
type rankingAndHums struct {
	*ranking.Result
	Hums *ranking.Hums `json:"hums,omitempty"`
}

// rankNothing shows what was hummed where there is no vote.
func rankNothing(j *intake.Job, l *intake.Loaded, a *stages.Analysis) error {
	switch {
	case a.Hums == nil:
		return exit.Lacking(a.Missing.Ranking.Said(messages.English()))
	case j.Format == "json":
		return reports.WriteJSON(j.Out, a.Hums)
	default:
		return show(j, l, a, "rank", "hums", build.HumSections...)
	}
}

// exportBallots writes the ballots in a form other counting programs read.
func exportBallots(j *intake.Job, l *intake.Loaded, path string) error {
	m := l.Meeting
	e := elections.Election{
		Title: m.Title, Issues: m.Issues, Ballots: m.Ballots, Seats: max(l.Options.Ranking.AgendaK, 1),
	}
	var write func(io.Writer, elections.Election) error
	switch strings.ToLower(filepath.Ext(path)) {
	case ".soi", ".toi", ".soc", ".toc":
		write = elections.WritePrefLib
	case ".blt":
		write = elections.WriteBLT
	case ".pb":
		write = elections.WritePabulib
	default:
		return exit.Hint(
			exit.Usage(fmt.Errorf("--export %s: this ending is not known", path)), "use .soi, .toi, .blt or .pb",
		)
	}
	err := outfile.WriteFile(path, 0o600, func(w io.Writer) error { return write(w, e) }, l.Paths...)
	if err == nil {
		j.Say("Wrote %s", path)
	}
	return err
}

// showRule prints the order by one counting rule, or why the rule does not
// apply to these ballots.
func showRule(j *intake.Job, r *ranking.Result, name string) error {
	if why := build.RuleOmitted(r, name); why != "" {
		return exit.Input(fmt.Errorf("--rule %s cannot be used with these ballots: %s", name, why))
	}
	return j.Answer(nil, build.RuleSection(r, name), "rule")
}
