package build

import (
	"strings"

	"roundtable/planner"
	"roundtable/reports"
)

// maxPlaces is the most further places of a finding that are listed.
const maxPlaces = 6

// data lists what was noticed on import.
func dataSection(b *builder) *reports.Section {
	s := &reports.Section{ID: "data", Title: "What was noticed in the data"}
	if len(b.m.Findings) == 0 {
		if len(b.m.Sources) == 0 {
			return nil
		}
		s.Lead = "Nothing: every row and every value was understood."
		return s
	}
	c := countFindings(b.m.Findings)
	s.Lead = findingSentence(c) + " No file was changed."
	t := reports.Table{
		ID: "findings", Title: "Findings, errors first", RowHead: false, Long: true,
		Columns: []reports.Column{{Title: "Kind"}, {Title: "Where"}, {Title: "What"}, {Title: "What would be right"}},
	}
	for _, sev := range []planner.Severity{planner.Error, planner.Warning, planner.Note} {
		for i := range b.m.Findings {
			if f := &b.m.Findings[i]; f.Severity == sev {
				t.Rows = append(t.Rows, []reports.Value{reports.Mark(severityState(sev)), reports.Str(places(f)), reports.Str(sentence(f.Text)), reports.Str(optional(f.Fix))})
			}
		}
	}
	s.Blocks = append(s.Blocks, t)
	return s
}

// findingCounts counts findings by severity.
type findingCounts struct{ errors, warnings, notes int }

func countFindings(fs []planner.Finding) findingCounts {
	var c findingCounts
	for i := range fs {
		switch fs[i].Severity {
		case planner.Error:
			c.errors++
		case planner.Warning:
			c.warnings++
		default:
			c.notes++
		}
	}
	return c
}

func findingSentence(c findingCounts) string {
	var parts []string
	if c.errors > 0 {
		parts = append(parts, counted(c.errors, "error"))
	}
	if c.warnings > 0 {
		parts = append(parts, counted(c.warnings, "warning"))
	}
	if c.notes > 0 {
		parts = append(parts, counted(c.notes, "note"))
	}
	if len(parts) == 0 {
		return "Nothing was noticed in the data."
	}
	return upperFirst(joined(parts)) + " about the data."
}

func severityState(s planner.Severity) reports.State {
	switch s {
	case planner.Error:
		return reports.Fail
	case planner.Warning:
		return reports.Warn
	default:
		return reports.Info
	}
}

// places lists where a finding was made: "roster.xlsx People!D17, D22 and 3 more".
func places(f *planner.Finding) string {
	out := []string{reports.InText(f.Where.String())}
	for _, r := range f.Also {
		if r.File == f.Where.File && r.Sheet == f.Where.Sheet && r.Cell != "" {
			out = append(out, reports.InText(r.Cell))
			continue
		}
		out = append(out, reports.InText(r.String()))
	}
	if out[0] == "" {
		out = out[1:]
	}
	if len(out) > maxPlaces {
		return strings.Join(out[:maxPlaces], ", ") + " and " + text(len(out)-maxPlaces) + " more"
	}
	return strings.Join(out, ", ")
}

// findingVerdict shows a warning beside the result it concerns.
func findingVerdict(f planner.Finding) reports.Verdict {
	return reports.Verdict{State: severityState(f.Severity), Text: sentence(f.Text), Detail: optional(f.Fix)}
}
