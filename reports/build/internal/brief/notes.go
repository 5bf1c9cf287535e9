package brief

import (
	"strings"
	"unicode/utf8"

	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// maxPlaces is the most places of a finding that are listed.
const maxPlaces = 6

var severityState = map[planner.Severity]reports.State{
	planner.Error: reports.Fail, planner.Warning: reports.Warn, planner.Note: reports.Info,
}

// Places lists where a finding was made: "roster.xlsx People!D17, D22 and 3 more".
func (b *Brief) Places(f *planner.Finding) string {
	places := append([]planner.Ref{f.Where}, f.Also...)
	return b.Few(Those(Each(places, func(r planner.Ref) string {
		if r != f.Where && r.File == f.Where.File && r.Sheet == f.Where.Sheet && r.Cell != "" {
			return reports.InText(b.cell(r.Cell))
		}
		r.Cell = b.cell(r.Cell)
		return reports.InText(r.String())
	})...), maxPlaces)
}

// cell is a place within a file in the language: a cell is called the same in all of them,
// a row of a table or a line of a text is not.
func (b *Brief) cell(at string) string {
	if row, ok := strings.CutPrefix(at, "row "); ok {
		return b.Say("data.row", messages.Args{"row": row})
	}
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

// FindingVerdict is a finding with its words, each as a sentence.
func (b *Brief) FindingVerdict(f *planner.Finding) reports.Verdict {
	text, fix := b.Finding(f)
	return reports.Verdict{State: severityState[f.Severity], Text: b.sentence(text), Detail: b.sentence(fix)}
}

// sentence begins a finding with a capital and ends it, which a message for the terminal
// does not.
func (b *Brief) sentence(text string) string {
	text = upperFirst(strings.TrimSpace(text))
	if last, _ := utf8.DecodeLastRuneInString(text); text == "" || strings.ContainsRune(".?!。？！؟", last) {
		return text
	}
	return b.Say("data.sentence", messages.Args{"text": text})
}

// NotesOf shows the warnings of a result beside it, and its notes as remarks.
func (b *Brief) NotesOf(fs []planner.Finding) []reports.Block {
	var v reports.Verdicts
	remarks := reports.List{Title: b.Say("ranking.remarks", nil)}
	for i := range fs {
		verdict := b.FindingVerdict(&fs[i])
		if fs[i].Severity != planner.Note {
			v.Items = append(v.Items, verdict)
			continue
		}
		remarks.Items = append(remarks.Items, Those(verdict.Text, verdict.Detail)...)
	}
	return []reports.Block{v, remarks}
}
