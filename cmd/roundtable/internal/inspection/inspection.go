// Package inspection says how files were understood: sheet by sheet what each was taken for,
// what its columns mean, and what was noticed.
package inspection

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/cmd/roundtable/internal/term"
	"roundtable/importers"
	"roundtable/importers/sheet"
	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// Sections say how every sheet was understood, then every finding.
// The sheets come first so that what needs attention is last on the screen.
func Sections(l *intake.Loaded) []reports.Section {
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
	return append(sections, totalsSection(l.Meeting, l.Inspection.Joins), findingsSection(l.Meeting.Findings))
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
