package build

import (
	"strings"
	"unicode/utf8"

	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// methodSection says how the results came about.
func methodSection(b *builder) *reports.Section {
	var items []string
	if b.judged != nil {
		items = append(items, b.Say("method.known", nil), b.Say("method.shares", nil))
	}
	if r := b.in.Ranking; r != nil {
		if weighted(r) {
			items = append(items, b.Say("method.weights", nil))
		}
		items = append(items, b.Say("method.exact", nil))
	}
	if p := b.shownPlan(); p != nil {
		items = append(items, b.Say("method.points", nil))
		if p.Goal == "fair" {
			items = append(items, b.Say("method.fair", nil))
		}
	}
	if len(items) == 0 {
		return nil
	}
	return &reports.Section{ID: "method", Title: b.Say("method.heading", nil), Blocks: []reports.Block{
		reports.List{Items: append(items, b.Say("method.again", nil))},
	}}
}

// privacySection says who may see the document.
func privacySection(b *builder) *reports.Section {
	return &reports.Section{
		ID: "privacy", Title: b.Say("privacy.heading", nil), Lead: b.Say("privacy.lead", nil),
		Blocks: []reports.Block{
			reports.List{Items: []string{b.Say("privacy.public", nil), b.Say("privacy.here", nil)}},
		},
	}
}

// maxPlaces is the most places of a finding that are listed.
const maxPlaces = 6

// dataSection lists what was noticed on import.
func dataSection(b *builder) *reports.Section {
	s := &reports.Section{ID: "data", Title: b.Say("data.heading", nil)}
	if len(b.m.Findings) == 0 {
		if len(b.m.Sources) == 0 {
			return nil
		}
		s.Lead = b.Say("data.nothing", nil)
		return s
	}
	t := reports.Table{
		ID: "findings", Title: b.Say("data.table", nil), Long: true, Columns: []reports.Column{
			{Title: b.Say("data.kind", nil)},
			{Title: b.Say("data.where", nil)},
			{Title: b.Say("data.what", nil)},
			{Title: b.Say("data.fix", nil)},
		},
	}
	serious := 0
	for _, sev := range []planner.Severity{planner.Error, planner.Warning, planner.Note} {
		for i := range b.m.Findings {
			if f := &b.m.Findings[i]; f.Severity == sev {
				v := b.findingVerdict(f)
				t.Add(reports.Mark(v.State), reports.Str(b.places(f)), reports.Str(v.Text), reports.Str(v.Detail))
				if sev != planner.Note {
					serious++
				}
			}
		}
	}
	s.Lead = b.Say("data.notes", nil)
	if serious > 0 {
		s.Lead = b.Say("data.serious", messages.Args{"n": serious})
	}
	s.Add(t)
	return s
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
func (b *builder) places(f *planner.Finding) string {
	var out []string
	where := f.Where
	where.Cell = b.cell(where.Cell)
	if at := reports.InText(where.String()); at != "" {
		out = append(out, at)
	}
	for _, r := range f.Also {
		r.Cell = b.cell(r.Cell)
		if r.File == f.Where.File && r.Sheet == f.Where.Sheet && r.Cell != "" {
			out = append(out, reports.InText(r.Cell))
			continue
		}
		out = append(out, reports.InText(r.String()))
	}
	return b.few(out, maxPlaces)
}

// cell is a place within a file in the language: a cell is called the same in all of them,
// a line of a text is not.
func (b *builder) cell(at string) string {
	line, ok := strings.CutPrefix(at, "line ")
	if !ok {
		return at
	}
	line, column, both := strings.Cut(line, ", column ")
	if both {
		return b.Say("data.line-column", messages.Args{"line": line, "column": column})
	}
	return b.Say("data.line", messages.Args{"line": line})
}

// findingVerdict is a finding with its words, each as a sentence.
func (b *builder) findingVerdict(f *planner.Finding) reports.Verdict {
	text, fix := b.Finding(f)
	return reports.Verdict{State: severityState(f.Severity), Text: b.sentence(text), Detail: b.sentence(fix)}
}

// sentence begins a finding with a capital and ends it, which a message for the terminal
// does not.
func (b *builder) sentence(text string) string {
	text = upperFirst(strings.TrimSpace(text))
	if last, _ := utf8.DecodeLastRuneInString(text); text == "" || strings.ContainsRune(".?!。？！؟", last) {
		return text
	}
	return b.Say("data.sentence", messages.Args{"text": text})
}
