package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/importers"
	"roundtable/importers/rulepacks"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/messages"
	"roundtable/reports/text"
)

// newRules makes the command that lists and explains the rule packs.
func newRules(io talk.Streams) *cobra.Command {
	out := talk.New(io)
	o := &out
	var check string
	cmd := &cobra.Command{
		Use:   "rules [NAME]",
		Short: "The rule packs: which body asks for what, since when, and where it says so",
		Long: `rules lists the rule packs, or explains the lines of one, or of a file of your own.
roundtable help rules says how such a file is written; --check finds what is
wrong in it.`,
		Example: `  roundtable rules
  roundtable rules igf-2023
  roundtable rules --check my-body.yaml`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return exactly(1, "at most one name of a rule pack")(cmd, args)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case check != "":
				return checkRules(o, append(args, check))
			case len(args) == 0:
				return listRules(o)
			}
			return explainRules(o, args[0])
		},
		ValidArgs: rulepacks.Names(),
	}
	cmd.Flags().StringVar(&check, "check", "", "a YAML `FILE` of your own rules: is everything in it understood?")
	o.AddFormat(cmd.Flags(), "text", "json", "csv")
	o.AddQuiet(cmd.Flags())
	return cmd
}

func listRules(o *talk.Output) error {
	t := reports.Table{
		ID: "packs", Title: "Rule packs",
		Columns: []reports.Column{
			{Title: "name"},
			{Title: "year", Align: reports.Right},
			{Title: "rules", Align: reports.Right},
			{Title: "what it is"},
			{Title: "source"},
		},
	}
	var packs []rulepacks.Pack
	for _, name := range rulepacks.Names() {
		p, err := rulepacks.Load(name)
		if err != nil {
			return err
		}
		packs = append(packs, p)
		t.Rows = append(t.Rows, []reports.Value{
			reports.Str(p.Name), reports.Str(strconv.Itoa(p.Year)), reports.Int(len(p.Rules)), reports.Str(p.Title),
			reports.Str(strings.Join(sourcesOf(&p, o.Format == "text"), "; ")),
		})
	}
	var err error
	switch o.Format {
	case "json":
		return reports.WriteJSON(o.Out, packs)
	case "csv":
		err = text.WriteCSV(o.Out, t)
	default:
		err = text.WriteTable(o.Out, t, o.Layout())
	}
	if err != nil {
		return err
	}
	o.Say("")
	o.Next("roundtable rules igf-2023", "explains one; --rules igf-2023 judges by it")
	return nil
}

// sourcesOf lists where the rules of a pack are written: the addresses, or, where
// that has to be short, their hosts, each once.
func sourcesOf(p *rulepacks.Pack, short bool) []string {
	all := p.Sources()
	if !short {
		return all
	}
	var hosts []string
	for _, s := range all {
		_, rest, found := strings.Cut(s, "://")
		if !found {
			rest = s
		}
		host := strings.TrimPrefix(rest[:cmp.Or(strings.IndexAny(rest+"/", "/,"), len(rest))], "www.")
		if !slices.Contains(hosts, host) {
			hosts = append(hosts, host)
		}
	}
	return hosts
}

// loadRules loads a pack or a file. A file that is not understood is told finding by
// finding, as inputs are.
func loadRules(o *talk.Output, name string) (rulepacks.Pack, error) {
	p, err := rulepacks.Load(name)
	if rulepacks.IsFile(name) && err != nil {
		o.Warn(intake.RulesFindings(name, err))
		return p, exit.Input(fmt.Errorf("the rules of %s cannot be used", intake.BaseName(name)))
	}
	if err != nil {
		return p, exit.NoPack(err)
	}
	return p, nil
}

// checkRules says whether a file of the user's own rules is understood.
func checkRules(o *talk.Output, args []string) error {
	if len(args) != 1 {
		return exit.Usage(errors.New("--check takes one file and no name of a pack"))
	}
	if !rulepacks.IsFile(args[0]) {
		err := fmt.Errorf("%s is no file of rules: its name ends in .yaml or .yml", args[0])
		return exit.Hint(exit.Usage(err), "roundtable rules "+shell.Word(args[0])+" explains a pack")
	}
	p, err := loadRules(o, args[0])
	if err != nil {
		return err
	}
	var list []planner.Target
	for i := range p.Rules {
		if t, ok := p.Rules[i].Target(p.Name); ok && t.Kind != planner.Flag {
			list = append(list, t)
		}
	}
	if found := importers.CheckTargets(list, vocabulary.Scheme(p.Scheme)); len(found) > 0 {
		o.Warn(found)
		return exit.Input(fmt.Errorf("the rules of %s cannot be used", intake.BaseName(args[0])))
	}
	if err := explainRules(o, args[0]); err != nil {
		return err
	}
	o.Say("\n%s, all understood.\nTo judge by them: roundtable balance FILE --rules %s",
		messages.Count(len(p.Rules), "rule", "rules"), shell.Word(args[0]))
	return nil
}

func explainRules(o *talk.Output, name string) error {
	p, err := loadRules(o, name)
	if err != nil {
		return err
	}
	if o.Format == "csv" {
		return text.WriteCSV(o.Out, ruleTable(&p, true))
	}
	return o.Answer(p, packSection(&p), "rules")
}

// packSection explains one pack: its lines, what they mean for the verdict, and
// where they come from.
func packSection(p *rulepacks.Pack) *reports.Section {
	s := &reports.Section{
		ID: "pack", Title: fmt.Sprintf("%s (%s)", p.Title, p.Name),
	}
	if p.Body != "" {
		s.Lead = fmt.Sprintf("Rules of %s, %d; read on %s.", p.Body, p.Year, p.Read)
	}
	if p.Scheme != "" && p.Scheme != "un" {
		s.Lead += fmt.Sprintf(" They speak of regions; read the people with --scheme %s.", p.Scheme)
	}
	if p.Note != "" {
		s.Blocks = append(s.Blocks, reports.Paragraph{Text: p.Note})
	}
	s.Blocks = append(s.Blocks, ruleTable(p, false), reports.Paragraph{
		Text: "fail: the source drops or forbids what breaks it (a must). warn: the source advises it (a should). " +
			"inform: people judge it, or it is only noted.",
	})
	if sources := p.Sources(); len(sources) > 0 {
		s.Blocks = append(s.Blocks, reports.List{Title: "Where it is written", Items: sources})
	}
	return s
}

// ruleTable lists the lines of a pack; for machines with threshold, source and
// the date it was read as well.
func ruleTable(p *rulepacks.Pack, machine bool) reports.Table {
	t := reports.Table{ID: "rules", Columns: []reports.Column{
		{Title: "id"}, {Title: "kind"}, {Title: "what it asks for"}, {Title: "of whom"},
	}}
	if machine {
		t.Columns = append(t.Columns,
			reports.Column{Title: "threshold"}, reports.Column{Title: "source"}, reports.Column{Title: "read"})
	}
	for i := range p.Rules {
		r := &p.Rules[i]
		row := []reports.Value{
			reports.Str(r.ID), reports.Str(string(r.Kind)), reports.Str(cmp.Or(r.Text, r.Line, r.ID)),
			reports.Str(ofWhom(r)),
		}
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
