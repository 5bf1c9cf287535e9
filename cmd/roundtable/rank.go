package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/big"
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
	"roundtable/cmd/roundtable/internal/suggest"
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
	a := &analysis{}
	if a.ranking, a.missing.Ranking, err = rankStage(ctx, l.Meeting, l.Options, l.Log); err != nil {
		return err
	}
	a.hums = ranking.ReadHums(l.Meeting)
	if a.ranking == nil {
		return rankNothing(j, l, a)
	}
	if export != "" {
		if err := exportBallots(j, l, export); err != nil {
			return err
		}
	}
	if j.Format == "json" {
		j.Warn(talk.Without(planner.Note, a.ranking.Warnings))
		return reports.WriteJSON(j.Out, rankingAndHums{a.ranking, a.hums})
	}
	if rule != "" {
		if err := showRule(j, a.ranking, rule); err != nil || j.Format == "csv" {
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
func rankNothing(j *intake.Job, l *intake.Loaded, a *analysis) error {
	switch {
	case a.hums == nil:
		return exit.Lacking(a.missing.Ranking.Said(messages.English()))
	case j.Format == "json":
		return reports.WriteJSON(j.Out, a.hums)
	default:
		return show(j, l, a, "rank", "hums", build.HumSections...)
	}
}

// rankStage ranks the issues. Without votes it returns the reason in a sentence.
func rankStage(
	ctx context.Context, m *planner.Meeting, o *settings.Options, log *slog.Logger,
) (*ranking.Result, build.Reason, error) {
	if m.Ballots.Len() == 0 {
		if len(m.Issues) == 0 {
			return nil, build.Reason{Code: "no-votes"}, nil
		}
		return nil, build.Reason{Code: "not-ranked", N: len(m.Issues)}, nil
	}
	opts, err := rankOptions(m, o)
	if err != nil {
		return nil, build.Reason{}, err
	}
	log.Info("ranking issues", "ballots", m.Ballots.Total(), "issues", len(m.Issues))
	r, err := ranking.Rank(ctx, m.Issues, m.Ballots, opts)
	var alike *ranking.AlikeError
	switch {
	case errors.As(err, &alike):
		return nil, build.Reason{}, exit.Input(exit.Hint(err, "--alike merge counts them as one, --alike keep as two"))
	case errors.Is(err, ranking.ErrOptions):
		return nil, build.Reason{}, capHint(noneOfHint(exit.Usage(err), opts.NoneOf, m.Issues), opts.CapBy, m.Issues)
	case errors.Is(err, ranking.ErrBallots):
		return nil, build.Reason{}, exit.Input(exit.Hint(err, "roundtable inspect shows how the votes were understood"))
	}
	if err == nil && r.Ballots == 0 {
		return nil, build.Reason{Code: "nobody-answered", N: int(m.Ballots.Total())}, nil
	}
	return r, build.Reason{}, err
}

// noneOfHint asks for the issue that is meant where none is called as was said.
func noneOfHint(err error, name string, issues []planner.Issue) error {
	var known []string
	for _, q := range issues {
		known = append(known, q.ID, q.Name)
	}
	if name == "" || slices.Contains(known, name) {
		return err
	}
	return exit.Hint(err, suggest.Hint(name, known))
}

// capHint asks for the column of the issues that is meant where none says what caps them.
func capHint(err error, by planner.Dimension, issues []planner.Issue) error {
	var known []string
	for _, q := range issues {
		for d, v := range q.Values {
			if v != "" && !slices.Contains(known, string(d)) {
				known = append(known, string(d))
			}
		}
	}
	slices.Sort(known)
	if by == "" || len(known) == 0 || slices.Contains(known, string(by)) {
		return err
	}
	return exit.Hint(err, suggest.Hint(string(by), known))
}

// rankOptions are the user's options with what the files and the other stages
// say.
func rankOptions(m *planner.Meeting, o *settings.Options) (ranking.Options, error) {
	opts := o.Ranking.Options
	opts.Seed = o.Seed
	if opts.AgendaK == 0 {
		// The places that the vote's file asks for; else each working group takes up an
		// issue: say who is served by which.
		opts.AgendaK = min(cmp.Or(m.Places, o.Groups.Count), len(m.Issues))
	}
	var err error
	if opts.Shares, err = shareTargets("--share", planner.Stakeholder, o.Ranking.Shares); err != nil {
		return opts, err
	}
	if opts.RegionShares, err = shareTargets("--region-share", planner.Region, o.Ranking.RegionShares); err != nil {
		return opts, err
	}
	for i := range m.Roster {
		p := &m.Roster[i]
		opts.Voters = append(opts.Voters, p.ID)
		if p.Name != "" {
			opts.Voters = append(opts.Voters, p.Name)
		}
	}
	return opts, nil
}

// shareTargets reads VALUE=PERCENT exactly; the value may be any spelling of a
// stakeholder group or region.
func shareTargets(flag string, of planner.Dimension, list []string) (map[string]planner.Ratio, error) {
	if len(list) == 0 {
		return nil, nil
	}
	out := make(map[string]planner.Ratio, len(list))
	for _, item := range list {
		i := strings.LastIndexByte(item, '=')
		name := strings.TrimSpace(item[:i])
		if v := vocabulary.Value(of, name); v.OK() {
			name = v.Value
		}
		r, ok := new(big.Rat).SetString(strings.TrimSuffix(strings.TrimSpace(item[i+1:]), "%"))
		if !ok || !r.Num().IsInt64() || !r.Denom().IsInt64() {
			return nil, exit.Usage(fmt.Errorf("%s %q: the percentage cannot be read", flag, item))
		}
		if _, twice := out[name]; twice {
			return nil, exit.Usage(fmt.Errorf("%s %q: %s has a share already", flag, item, name))
		}
		out[name] = planner.Ratio{Num: r.Num().Int64(), Den: r.Denom().Int64() * 100}
	}
	return out, nil
}

// exportBallots writes the ballots in a form other counting programs read.
func exportBallots(j *intake.Job, l *intake.Loaded, path string) error {
	m := l.Meeting
	e := elections.Election{Title: m.Title, Issues: m.Issues, Ballots: m.Ballots, Seats: max(l.Options.Ranking.AgendaK, 1)}
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
