package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/text"
)

// newRank makes the command that orders the issues.
func newRank(io streams) *cobra.Command {
	j := &job{io: io}
	var export, rule string
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
			j.files = args
			return runRank(cmd.Context(), j, rule, export)
		},
	}
	j.addFormatFlag(cmd, "text", "json", "csv")
	cmd.Flags().StringVar(&export, "export", "", "also write the ballots to `FILE`.soi, .toi, .blt or .pb so that another tool can recount")
	cmd.Flags().StringVar(&rule, "rule", "", "show the order by this counting rule first: `NAME` is "+joinOr(ranking.RuleNames()))
	j.addJobFlags(cmd, stageRank)
	return cmd
}

func runRank(ctx context.Context, j *job, rule, export string) error {
	if rule != "" && !slices.Contains(ranking.RuleNames(), rule) {
		return usageError{fmt.Errorf("--rule %s: use %s", rule, joinOr(ranking.RuleNames()))}
	}
	l, err := j.load(ctx)
	if err != nil {
		return err
	}
	a := &analysis{}
	if a.ranking, a.missing.Ranking, err = l.rankStage(ctx); err != nil {
		return err
	}
	if a.ranking == nil {
		return inputError{err: hintError{errText(a.missing.Ranking), "roundtable inspect shows how the files were understood"}}
	}
	if export != "" {
		if err := l.export(j, export); err != nil {
			return err
		}
	}
	if j.format == "json" {
		if !j.quiet {
			printFindings(j.io.err, slices.DeleteFunc(slices.Clone(a.ranking.Warnings), func(f planner.Finding) bool {
				return f.Severity < planner.Warning
			}), planner.Warning)
		}
		return reports.WriteJSON(j.io.out, a.ranking)
	}
	if rule != "" {
		if err := j.showRule(a.ranking, rule); err != nil || j.format == "csv" {
			return err
		}
		fmt.Fprintln(j.io.out)
	}
	return l.show(j, a, "rank", "ranking", build.RankingSections...)
}

// showRule prints the order by one counting rule, or why the rule does not
// apply to these ballots.
func (j *job) showRule(r *ranking.Result, name string) error {
	for _, o := range r.Omitted {
		if o.Rule == name {
			return inputError{err: fmt.Errorf("--rule %s cannot be used with these ballots: %s", name, o.Why)}
		}
	}
	s := ruleSection(r, name)
	if j.format == "csv" {
		return j.showTable(s.Blocks[0].(reports.Table))
	}
	return text.WriteSection(j.io.out, s, text.Options{Width: j.width()})
}

// ruleSection tells one rule's order and what the rule does; its first block is
// the table.
func ruleSection(r *ranking.Result, name string) *reports.Section {
	rules := ranking.AllRules()
	rule := rules[slices.IndexFunc(rules, func(x ranking.Rule) bool { return x.Name == name })]
	res := r.Rules[name]
	names := make(map[string]string, len(r.Issues))
	for i := range r.Issues {
		names[r.Issues[i].ID] = r.Issues[i].Name
	}
	t := reports.Table{ID: "rule", RowHead: true, Note: res.Note, Columns: []reports.Column{
		{Title: "Issue"}, {Title: "Name"}, {Title: "Place", Align: reports.Right},
	}}
	if res.Scores != nil {
		t.Columns = append(t.Columns, reports.Column{Title: "Score", Align: reports.Right})
	}
	place := 1
	for _, level := range res.Levels {
		for _, id := range level {
			row := []reports.Value{reports.Str(id), reports.Str(names[id]), reports.Int(place)}
			if res.Scores != nil {
				row = append(row, reports.Str(res.Scores[id].String()))
			}
			t.Rows = append(t.Rows, row)
		}
		place += len(level)
	}
	return &reports.Section{
		ID: "rule", Title: "Issues in order by " + rule.Title,
		Blocks: []reports.Block{
			t,
			reports.Paragraph{Text: rule.Definition},
			reports.Paragraph{Text: "Ties: " + rule.Ties},
			reports.Paragraph{Text: "Source: " + rule.Source},
		},
	}
}
