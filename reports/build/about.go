package build

import (
	"strings"

	"roundtable/planner"
	"roundtable/reports"
)

// methodSection says how the results came about.
func methodSection(b *builder) *reports.Section {
	s := &reports.Section{ID: "method", Title: "How this was worked out"}
	var items []string
	if b.judged != nil {
		items = append(items,
			"A rule counts the people known to carry a value. Nobody's gender, region or group is inferred from a "+
				"name, and a value that was not given never counts as meeting a rule.",
			"Shares become whole people once the size of the panel is known: “at least 40 %” of 7 people is 3 "+
				"people, “at most half” is 3.")
	}
	if r := b.in.Ranking; r != nil {
		if weighted(r) {
			items = append(items, "Where every stakeholder group counts the same, a ballot weighs the number of "+
				"ballots divided by the number of groups and by the ballots of its own group. Each group then has "+
				"the same total, however many of its members voted.")
		}
		items = append(items, "Orders are decided in whole numbers or exact fractions, never in rounded ones, and "+
			"ties are kept as ties.")
	}
	if p := b.shownPlan(); p != nil {
		line := "Working groups are compared by points: more for an earlier choice, less for a group outside a " +
			"person's list, for a person missing in a wished-for balance and for an empty chair. The settings " +
			"list every number."
		if p.Goal == "fair" {
			line += " The goal was fairness: first as few people as possible outside their list, then the best " +
				"possible worst choice, then the points."
		}
		items = append(items, line)
	}
	if len(items) == 0 {
		return nil
	}
	items = append(items, "The same files, settings and seed give the same report, byte for byte, on any machine.")
	s.Blocks = append(s.Blocks, reports.List{Items: items})
	return s
}

// privacySection says who may see the document.
func privacySection(b *builder) *reports.Section {
	return &reports.Section{
		ID: "privacy", Title: "Who may see this",
		Lead: "This is the edition for those who run the meeting. It names people and shows figures of small " +
			"groups, from which single votes may be guessed.",
		Blocks: []reports.Block{reports.List{Items: []string{
			"Do not publish or forward it. The public edition beside it holds what is safe to publish.",
			"It was made on this computer alone. No data was sent anywhere, and the page loads nothing from elsewhere.",
		}}},
	}
}

// maxPlaces is the most further places of a finding that are listed.
const maxPlaces = 6

// dataSection lists what was noticed on import.
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
				v := b.findingVerdict(f)
				t.Add(reports.Mark(v.State), reports.Str(places(f)), reports.Str(v.Text), reports.Str(v.Detail))
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

// findingVerdict is a finding with its words.
func (b *builder) findingVerdict(f *planner.Finding) reports.Verdict {
	text, fix := b.Finding(f)
	return reports.Verdict{State: severityState(f.Severity), Text: sentence(text), Detail: optional(fix)}
}
