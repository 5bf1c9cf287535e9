package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"roundtable/importers"
	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/text"
)

// inspectionText prints how every sheet was understood, then every finding.
// The sheets come first so that what needs attention is last on the screen.
func inspectionText(j *job, l *loaded) error {
	doc := &reports.Document{}
	for i := range l.inspection.Files {
		f := &l.inspection.Files[i]
		for k := range f.Sheets {
			doc.Sections = append(doc.Sections, sheetSection(f, &f.Sheets[k]))
		}
	}
	doc.Sections = append(doc.Sections, totalsSection(l), findingsSection(l.meeting.Findings))
	for i := range doc.Sections {
		if i > 0 {
			fmt.Fprintln(j.io.out)
		}
		if err := text.WriteSection(j.io.out, &doc.Sections[i], text.Options{Width: j.width()}); err != nil {
			return err
		}
	}
	if !l.meeting.HasErrors() {
		j.talk("\nNext: roundtable plan %s --out out", shellWords(j.files))
	}
	return nil
}

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
		fmt.Fprintf(&b, "; headings in row %d, %s below", s.HeaderRow, planner.Plural(s.Rows, "row", "rows"))
	case s.Rows > 0:
		fmt.Fprintf(&b, "; no headings, %s", planner.Plural(s.Rows, "row", "rows"))
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
			reports.Str(c.Ref), reports.Str(shorten(c.Header, 60)), reports.Str(cmp.Or(c.Means, "–")), sure,
			reports.Int(c.Given), reports.Int(c.Blank),
		})
	}
	return t
}

// countTable lists the values of one dimension, most frequent first.
func countTable(dim string, counts map[string]int) reports.Table {
	t := reports.Table{ID: "counts-" + dim, Title: "People by " + planner.Dimension(dim).Label(), Columns: []reports.Column{
		{Title: "Value"}, {Title: "People", Align: reports.Right},
	}}
	keys := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	const most = 20
	for i, k := range keys {
		if i == most {
			t.Note = fmt.Sprintf("%d more values: --format json lists them all.", len(keys)-most)
			break
		}
		t.Rows = append(t.Rows, []reports.Value{reports.Str(shorten(k, 60)), reports.Int(counts[k])})
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
func totalsSection(l *loaded) reports.Section {
	m := l.meeting
	lead := fmt.Sprintf("%s, %s, %s, %s, %s.",
		planner.Plural(len(m.Roster), "person", "people"), planner.Plural(len(m.Issues), "issue", "issues"),
		planner.Plural(int(m.Ballots.Total()), "ballot", "ballots"), planner.Plural(len(m.Targets), "target", "targets"),
		planner.Plural(len(m.Groups), "working group", "working groups"))
	if m.Title != "" {
		lead = m.Title + ": " + lead
	}
	return reports.Section{ID: "total", Title: "Together", Lead: lead}
}

// findingsSection lists everything noticed, notes first and errors last: the
// end of the output is what stays on the screen.
func findingsSection(findings []planner.Finding) reports.Section {
	errs, warnings, notes := severityCounts(findings)
	s := reports.Section{ID: "findings", Title: "Findings", Lead: "Nothing to remark."}
	if len(findings) == 0 {
		return s
	}
	s.Lead = fmt.Sprintf("%s, %s, %s.", planner.Plural(errs, "error", "errors"),
		planner.Plural(warnings, "warning", "warnings"), planner.Plural(notes, "note", "notes"))
	states := map[planner.Severity]reports.State{planner.Error: reports.Fail, planner.Warning: reports.Warn, planner.Note: reports.Info}
	var v reports.Verdicts
	for i := len(findings) - 1; i >= 0; i-- {
		f := &findings[i]
		v.Items = append(v.Items, reports.Verdict{State: states[f.Severity], Text: findingLine(f), Detail: f.Fix})
	}
	s.Blocks = append(s.Blocks, v)
	return s
}

// shorten cuts a long heading for the screen; json has it whole.
func shorten(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n-1]) + "…"
}

func shellWords(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = shellWord(w)
	}
	return strings.Join(out, " ")
}
