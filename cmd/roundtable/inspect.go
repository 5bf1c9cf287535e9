package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/cmd/roundtable/internal/term"
	"roundtable/importers"
	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// newInspect makes the command that shows how files were understood.
func newInspect(io talk.Streams) *cobra.Command {
	j := newJob(io)
	var marked bool
	var force bool
	cmd := &cobra.Command{
		Use:   "inspect FILE...",
		Short: "How every sheet and column was understood, and everything noticed",
		Long: `inspect reads the files and says, sheet by sheet, what each was taken for, which
row holds the headings, what each column means and how sure that is, how many
people have which value, and everything that was noticed, with its cell.
Nothing is written, unless --annotate asks for a marked copy of each file.`,
		Example: `  roundtable inspect meeting.xlsx
  roundtable inspect roster.csv --map 'Region=UN Group'
  roundtable inspect meeting.xlsx --annotate`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.Files = args
			return runInspect(cmd.Context(), j, marked, force)
		},
	}
	j.AddFormat(cmd.Flags(), "text", "json", "csv")
	cmd.Flags().BoolVar(&marked, "annotate", false,
		`write "NAME (checked).xlsx" beside each file: a copy with marked cells`)
	talk.AddForce(cmd.Flags(), &force, "replace an earlier marked copy")
	j.AddFlags(cmd, settings.ForReading)
	return cmd
}

func runInspect(ctx context.Context, j *intake.Job, marked, force bool) error {
	loud := *j
	loud.Quiet, loud.Err = true, io.Discard // inspect shows the findings itself
	l, err := loud.Load(ctx)
	if l == nil || l.Inspection == nil || errors.Is(err, context.Canceled) {
		return err
	}
	if showErr := showInspection(j, l); showErr != nil {
		return showErr
	}
	if marked {
		if aerr := annotateAll(ctx, j, l, force); aerr != nil {
			return aerr
		}
	}
	if exit.Code(err) != exit.CodeInput {
		return err
	}
	errs := 0
	for i := range l.Meeting.Findings {
		if f := &l.Meeting.Findings[i]; f.Severity == planner.Error && !f.Asks {
			errs++
		}
	}
	if errs == 0 {
		return nil // questions are shown, not failed on
	}
	return exit.Input(exit.PassHint(err, fmt.Errorf("%s in the input", messages.Count(errs, "error", "errors"))))
}

func showInspection(j *intake.Job, l *intake.Loaded) error {
	switch j.Format {
	case "json":
		return reports.WriteJSON(j.Out, l.Inspection)
	case "csv":
		return importers.WriteRosterCSV(j.Out, l.Meeting)
	default:
		return showText(j, l)
	}
}

// annotateAll writes a marked copy of every input file that can be opened; what is
// wrong with the others has been said.
func annotateAll(ctx context.Context, j *intake.Job, l *intake.Loaded, force bool) error {
	set := outfile.New(l.Paths...)
	defer set.Abort()
	var wrote []string
	for _, path := range j.Files {
		if path == "-" {
			continue
		}
		book, err := table.OpenFile(path, l.Options.Reading.Table)
		if err != nil {
			j.Say("No marked copy of %s: it cannot be read.", path)
			continue
		}
		defer book.Close() //nolint:errcheck // opened for reading only
		if s, err := book.Source(); err != nil || !slices.Contains(l.Meeting.Sources, s) {
			j.Say("No marked copy of %s: it was changed while it was read.", path)
			continue
		}
		base := filepath.Base(path)
		out := strings.TrimSuffix(path, filepath.Ext(path)) + " (checked).xlsx"
		if err := folder.RefuseExisting(out, force); err != nil {
			return err
		}
		var mine []planner.Finding
		for _, f := range l.Meeting.Findings {
			if f.Where.File == base {
				f.Text, f.Fix = messages.English().Finding(&f)
				mine = append(mine, f)
			}
		}
		if err := set.Write(out, 0o600, func(w io.Writer) error {
			return book.Annotate(ctx, mine, w)
		}); err != nil {
			return err
		}
		wrote = append(wrote, out)
	}
	if err := set.Commit(); err != nil {
		return err
	}
	for _, path := range wrote {
		j.Say("Wrote %s", path)
	}
	return nil
}

// showText prints how every sheet was understood, then every finding.
// The sheets come first so that what needs attention is last on the screen.
func showText(j *intake.Job, l *intake.Loaded) error {
	var sections []reports.Section
	accounts := l.Inspection.Account
	for i := range l.Inspection.Files {
		f := &l.Inspection.Files[i]
		for k := range f.Sheets {
			s := sheetSection(f, &f.Sheets[k])
			if len(accounts) > 0 && accounts[0].File == f.File && accounts[0].Sheet == f.Sheets[k].Sheet {
				s.Blocks = append(s.Blocks, accountBlocks(&accounts[0])...)
				accounts = accounts[1:]
			}
			sections = append(sections, s)
		}
	}
	sections = append(sections, totalsSection(l.Meeting, l.Inspection.Joins), findingsSection(l.Meeting.Findings))
	if err := j.Sections(sections...); err != nil {
		return err
	}
	if m := l.Meeting; !m.HasErrors() && len(m.Roster)+m.Ballots.Len() > 0 {
		nextPlan(j)
	}
	return nil
}

// What a screen can hold; --format json has everything.
const (
	widestCell = 60 // characters of a heading or value
	mostValues = 20 // values of a dimension
)

// sheetSection describes one sheet, or a text as a whole.
func sheetSection(f *importers.FileInspection, s *importers.SheetInspection) reports.Section {
	title := f.File
	if s.Sheet != "" {
		title += ", sheet " + s.Sheet
	}
	out := reports.Section{ID: "sheet", Title: title, Lead: sheetLead(f, s)}
	if len(s.Columns) > 0 {
		out.Blocks = append(out.Blocks, columnTable(s.Columns))
	}
	for _, dim := range slices.Sorted(maps.Keys(s.Counts)) {
		out.Blocks = append(out.Blocks, countTable(dim, s.Counts[dim]))
	}
	if len(s.Lines) > 0 {
		out.Blocks = append(out.Blocks, lineTable(s.Lines))
	}
	return out
}

// accountBlocks say what became of the rows and columns of a sheet.
func accountBlocks(a *importers.SheetAccount) []reports.Block {
	var parts []string
	for _, class := range slices.SortedFunc(maps.Keys(a.Classes), func(x, y sheet.Class) int {
		return cmp.Or(cmp.Compare(a.Classes[y], a.Classes[x]), cmp.Compare(x, y))
	}) {
		parts = append(parts, fmt.Sprintf("%d %s", a.Classes[class], class.Words()))
	}
	text := messages.Count(a.Rows, "row", "rows") + ": " + strings.Join(parts, ", ") + "."
	for i, run := range a.NotUsed {
		if i == mostValues {
			text += " More: --format json."
			break
		}
		if i == 0 {
			text += " Not used:"
		} else {
			text += ","
		}
		text += fmt.Sprintf(" row %s (%s)", run.Rows, run.Why.Words())
		if i == len(a.NotUsed)-1 {
			text += "."
		}
	}
	blocks := []reports.Block{reports.Paragraph{Text: text}}
	if len(a.ColumnsNotUsed) == 0 {
		return blocks
	}
	t := reports.Table{ID: "unused", Title: "Columns not used", Columns: []reports.Column{
		{Title: "Column"}, {Title: "Heading"}, {Title: "Why"},
	}}
	for _, c := range a.ColumnsNotUsed {
		t.Rows = append(t.Rows, []reports.Value{
			reports.Str(c.Ref), reports.Str(term.Shorten(c.Header, widestCell)), reports.Str(c.Why),
		})
	}
	return append(blocks, t)
}

func sheetLead(f *importers.FileInspection, s *importers.SheetInspection) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Read as %s (%s", s.Kind, f.Format)
	if f.Encoding != "" {
		fmt.Fprintf(&b, ", %s", f.Encoding)
	}
	b.WriteString(")")
	if s.Shape != "" {
		fmt.Fprintf(&b, ", votes laid out as %s", s.Shape)
	}
	switch {
	case s.HeaderRow > 0:
		fmt.Fprintf(&b, "; headings in row %d, %s below", s.HeaderRow, messages.Count(s.Rows, "row", "rows"))
	case s.Rows > 0:
		fmt.Fprintf(&b, "; no headings, %s", messages.Count(s.Rows, "row", "rows"))
	}
	b.WriteString(".")
	if s.Why != "" {
		b.WriteString(" " + s.Why)
	}
	return b.String()
}

func columnTable(cols []importers.ColumnInspection) reports.Table {
	t := reports.Table{ID: "columns", Columns: []reports.Column{
		{Title: "Column"},
		{Title: "Heading"},
		{Title: "Means"},
		{Title: "Sure", Align: reports.Right},
		{Title: "Given", Align: reports.Right},
		{Title: "Blank", Align: reports.Right},
	}}
	for _, c := range cols {
		sure := reports.Str("")
		if c.Confidence > 0 {
			sure = reports.Str(fmt.Sprintf("%.0f %%", 100*c.Confidence))
		}
		t.Rows = append(t.Rows, []reports.Value{
			reports.Str(c.Ref), reports.Str(term.Shorten(c.Header, widestCell)), reports.Str(cmp.Or(c.Means, "–")),
			sure, reports.Int(c.Given), reports.Int(c.Blank),
		})
	}
	return t
}

// countTable lists the values of one dimension, most frequent first.
func countTable(dim string, counts map[string]int) reports.Table {
	t := reports.Table{
		ID: "counts-" + dim, Title: "People by " + planner.Dimension(dim).Label(),
		Columns: []reports.Column{{Title: "Value"}, {Title: "People", Align: reports.Right}},
	}
	keys := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	for i, k := range keys {
		if i == mostValues {
			t.Note = fmt.Sprintf("%d more values: --format json lists them all.", len(keys)-mostValues)
			break
		}
		t.Rows = append(t.Rows, []reports.Value{reports.Str(term.Shorten(k, widestCell)), reports.Int(counts[k])})
	}
	return t
}

func lineTable(lines []importers.ProposalLine) reports.Table {
	t := reports.Table{ID: "lines", Title: "People listed", Columns: []reports.Column{
		{Title: "Role"}, {Title: "Name"}, {Title: "Stakeholder group"}, {Title: "Region"},
	}}
	for _, p := range lines {
		t.Rows = append(t.Rows, []reports.Value{
			reports.Str(string(p.Role)), reports.Str(cmp.Or(p.Name, "(no name given)")),
			reports.Str(cmp.Or(p.Stakeholder, "unknown")), reports.Str(cmp.Or(p.Region, "unknown")),
		})
	}
	return t
}

// totalsSection says what the files hold together.
func totalsSection(m *planner.Meeting, joins []importers.Join) reports.Section {
	parts := []string{
		messages.Count(len(m.Roster), "person", "people"),
		messages.Count(len(m.Issues), "issue", "issues"),
		messages.Count(int(m.Ballots.Total()), "ballot", "ballots"),
		messages.Count(len(m.Targets), "target", "targets"),
		messages.Count(len(m.Groups), "working group", "working groups"),
	}
	if len(m.Hums) > 0 {
		parts = append(parts, messages.Count(len(m.Hums), "hum", "hums"))
	}
	if len(m.Pool) > 0 {
		parts = append(parts, messages.Count(len(m.Pool), "person", "people")+" who could join")
	}
	if len(m.Sessions) > 0 {
		parts = append(parts, messages.Count(len(m.Sessions), "session", "sessions"))
	}
	lead := strings.Join(parts, ", ") + "."
	if m.Title != "" {
		lead = m.Title + ": " + lead
	}
	out := reports.Section{ID: "total", Title: "Together", Lead: lead + courseLead(m)}
	for _, x := range joins {
		out.Blocks = append(out.Blocks, reports.Paragraph{Text: fmt.Sprintf("%d of %d %s matched by %s (%s in %s).",
			x.Matched, x.Of, x.What, x.By, x.From, x.To)})
	}
	return out
}

// courseLead says what the files plan for the session: its length, the parts of
// the agenda, the goals, and the seats still to be filled.
func courseLead(m *planner.Meeting) string {
	var says, parts, goals []string
	for i := range m.Agenda {
		parts = append(parts, fmt.Sprint(m.Agenda[i].Minutes))
	}
	for _, g := range m.Goals {
		goals = append(goals, fmt.Sprint(g))
	}
	open := 0
	for _, s := range m.OpenSeats {
		open += s.Number
	}
	if m.Minutes > 0 {
		says = append(says, fmt.Sprintf("length %d minutes", m.Minutes))
	}
	if m.When.Timed {
		says = append(says, fmt.Sprintf("it begins at %02d:%02d", m.When.Start/60, m.When.Start%60))
	}
	if len(parts) > 0 {
		says = append(says, "agenda "+strings.Join(parts, " + ")+" minutes")
	}
	if len(goals) > 0 {
		says = append(says, "goals "+strings.Join(goals, ", "))
	}
	if open > 0 {
		says = append(says, planner.Plural(open, "seat", "seats")+" still to be filled")
	}
	if len(says) == 0 {
		return ""
	}
	return " Said of the session: " + strings.Join(says, "; ") + "."
}

// findingsSection lists everything noticed, notes first and errors last: the
// end of the output is what stays on the screen.
func findingsSection(findings []planner.Finding) reports.Section {
	s := reports.Section{ID: "findings", Title: "Findings", Lead: "Nothing to remark."}
	if len(findings) == 0 {
		return s
	}
	n := talk.BySeverity(findings)
	s.Lead = fmt.Sprintf("%s, %s, %s.", messages.Count(n[planner.Error], "error", "errors"),
		messages.Count(n[planner.Warning], "warning", "warnings"), messages.Count(n[planner.Note], "note", "notes"))
	states := [...]reports.State{planner.Note: reports.Info, planner.Warning: reports.Warn, planner.Error: reports.Fail}
	var v reports.Verdicts
	for i := len(findings) - 1; i >= 0; i-- {
		f := &findings[i]
		line, fix := talk.FindingLine(f)
		v.Items = append(v.Items, reports.Verdict{State: states[f.Severity], Text: line, Detail: fix})
	}
	s.Blocks = append(s.Blocks, v)
	return s
}
