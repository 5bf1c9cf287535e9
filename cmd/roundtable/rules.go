package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/importers/rulepacks"
	"roundtable/reports"
	"roundtable/reports/text"
)

// newRules makes the command that lists and explains the rule packs.
func newRules(io streams) *cobra.Command {
	j := &job{io: io}
	cmd := &cobra.Command{
		Use:   "rules [NAME]",
		Short: "The rule packs: which body asks for what, since when, and where it says so",
		Example: `  roundtable rules
  roundtable rules igf-2023`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return exactly(1, "at most one name of a rule pack")(cmd, args)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return listRules(j)
			}
			return explainRules(j, args[0])
		},
		ValidArgs: rulepacks.Names(),
	}
	j.addFormatFlag(cmd, "text", "json", "csv")
	cmd.Flags().BoolVarP(&j.quiet, "quiet", "q", false, "say nothing but the result and errors")
	return cmd
}

func listRules(j *job) error {
	t := reports.Table{
		ID: "packs", Title: "Rule packs",
		Columns: []reports.Column{{Title: "name"}, {Title: "rules", Align: reports.Right}, {Title: "what it is"}},
	}
	var packs []rulepacks.Pack
	for _, name := range rulepacks.Names() {
		p, err := rulepacks.Load(name)
		if err != nil {
			return err
		}
		packs = append(packs, p)
		t.Rows = append(t.Rows, []reports.Value{reports.Str(p.Name), reports.Int(len(p.Rules)), reports.Str(p.Title)})
	}
	if j.format == "json" {
		return reports.WriteJSON(j.io.out, packs)
	}
	if err := j.showTable(t); err != nil {
		return err
	}
	j.talk("\nNext: roundtable rules igf-2023 explains one; --rules igf-2023 judges by it.")
	return nil
}

func explainRules(j *job, name string) error {
	p, err := rulepacks.Load(name)
	if err != nil {
		return hintError{usageError{err}, "roundtable rules lists the rule packs"}
	}
	if j.format == "json" {
		return reports.WriteJSON(j.io.out, p)
	}
	if j.format == "csv" {
		return text.WriteCSV(j.io.out, ruleTable(&p, true))
	}
	return text.WriteSection(j.io.out, packSection(&p), text.Options{Width: j.width()})
}

// packSection explains one pack: its lines, what they mean for the verdict, and
// where they come from.
func packSection(p *rulepacks.Pack) *reports.Section {
	s := &reports.Section{
		ID: "pack", Title: fmt.Sprintf("%s (%s)", p.Title, p.Name),
		Lead: fmt.Sprintf("Rules of %s, %d; read on %s.", p.Body, p.Year, p.Read),
	}
	if p.Scheme != "" && p.Scheme != "un" {
		s.Lead += fmt.Sprintf(" They speak of regions; read the people with --scheme %s.", p.Scheme)
	}
	if p.Note != "" {
		s.Blocks = append(s.Blocks, reports.Paragraph{Text: p.Note})
	}
	sources := reports.List{Title: "Where it is written"}
	for _, r := range p.Rules {
		if !slices.Contains(sources.Items, r.Source) {
			sources.Items = append(sources.Items, r.Source)
		}
	}
	s.Blocks = append(s.Blocks, ruleTable(p, false), reports.Paragraph{
		Text: "fail: the source drops or forbids what breaks it (a must). warn: the source advises it (a should). " +
			"inform: people judge it, or it is only noted.",
	}, sources)
	return s
}

// ruleTable lists the lines of a pack; for machines with threshold, source and
// the date it was read as well.
func ruleTable(p *rulepacks.Pack, machine bool) reports.Table {
	t := reports.Table{ID: "rules", Columns: []reports.Column{{Title: "id"}, {Title: "kind"}, {Title: "what it asks for"}, {Title: "of whom"}}}
	if machine {
		t.Columns = append(t.Columns, reports.Column{Title: "threshold"}, reports.Column{Title: "source"}, reports.Column{Title: "read"})
	}
	for i := range p.Rules {
		r := &p.Rules[i]
		row := []reports.Value{reports.Str(r.ID), reports.Str(string(r.Kind)), reports.Str(r.Text), reports.Str(ofWhom(r))}
		if machine {
			row = append(row, reports.Str(r.Threshold), reports.Str(r.Source), reports.Str(p.Read))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// ofWhom says which roles and session formats a rule speaks of: "speaker,
// workshop"; "all" where it names neither.
func ofWhom(r *rulepacks.Rule) string {
	words := slices.Concat(r.Roles, r.Formats)
	for _, x := range r.ExceptRoles {
		words = append(words, "not "+x)
	}
	for _, x := range r.Exempt {
		words = append(words, "not "+x)
	}
	if len(words) == 0 {
		return "all"
	}
	return strings.Join(words, ", ")
}

// showTable prints one table as text or csv.
func (j *job) showTable(t reports.Table) error {
	if j.format == "csv" {
		return text.WriteCSV(j.io.out, t)
	}
	return text.WriteTable(j.io.out, t, text.Options{Width: j.width()})
}
