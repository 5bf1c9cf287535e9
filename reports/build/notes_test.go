package build

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"roundtable/importers"
	"roundtable/importers/ballots"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/reports/build/internal/brief"
	"roundtable/testdata"
)

// asWritten matches what stays as it is in every language: an option with its value, a
// column given its meaning, a name in the form a program writes it.
var asWritten = regexp.MustCompile(`--[a-z-]+(?:=\S+)?|'[^']*'|[a-z ]+=[A-Z]{1,2}\b|windows-\d+|[a-z]+_[a-z_]+`)

// readable are files whose reading gives many findings.
func readable(t *testing.T) []string {
	var out []string
	for _, folder := range []string{
		"field-cases/panel", "field-cases/people", "field-cases/proposals", "field-cases/rank", "field-cases/read",
		"election-files", "votes-shapes", "surveys", "rosters",
	} {
		out = append(out, testdata.Files(t, testdata.Path(t, strings.Split(folder, "/")...),
			".csv", ".xlsx", ".txt", ".docx", ".ods", ".soc", ".soi", ".toc", ".toi", ".cat", ".pb", ".blt", ".hil",
			".cvotes")...)
	}
	return out
}

// TestNoEnglishInDataNotes reads many files and says what was noticed in a language that is
// none: each word is from a message, from the file, or is what a user has to write.
func TestNoEnglishInDataNotes(t *testing.T) {
	c := pseudo(t)
	known := strings.Join(ballots.Shapes(), " ") // and what a user has to write in a cell
	for _, d := range []planner.Dimension{
		planner.Stakeholder, planner.Region, planner.Gender, planner.Age, planner.Attendance,
	} {
		known += " " + strings.Join(vocabulary.Terms(d), " ")
	}
	codes := make(map[string]int)
	for _, path := range readable(t) {
		m, _, _ := importers.Read(t.Context(), []importers.Input{{Path: path}}, importers.Options{})
		if m == nil {
			continue
		}
		content := known + path + contentOf(t, path)
		b := brief.New(brief.Input{Meeting: m, Language: c})
		for i := range m.Findings {
			f := &m.Findings[i]
			if f.Text != "" {
				if f.Severity < planner.Error {
					t.Errorf("%s: %s brings words of its own: %s", path, f.Code, f.Text)
				}
				continue // an error, after which there is no report
			}
			codes[f.Code+"."+f.Form]++
			given := content + fmt.Sprint(f.Args["country"], f.Args["state"]) // named in English throughout
			v := b.FindingVerdict(f)
			for _, text := range []string{v.Text, v.Detail, b.Places(f)} {
				for _, word := range english.FindAllString(asWritten.ReplaceAllString(text, " "), -1) {
					if !strings.Contains(given, word) {
						t.Errorf("%s: %s.%s: %q of %q", path, f.Code, f.Form, word, text)
					}
				}
			}
		}
	}
	const enough = 80 // kinds of findings, so that the test does not come to read nothing
	if len(codes) < enough {
		t.Errorf("only %d kinds of findings were met", len(codes))
	}
}

// contentOf is the text of a file with its cells.
func contentOf(t *testing.T, path string) string {
	t.Helper()
	book, err := table.OpenFile(path, table.Options{})
	if err != nil {
		return ""
	}
	defer book.Close()
	text, _ := book.Text()
	var out strings.Builder
	out.WriteString(text)
	for _, s := range book.Sheets {
		out.WriteString(" " + s.Name)
		for row, err := range s.Rows(t.Context()) {
			if err != nil {
				break
			}
			for _, cell := range row.Cells {
				out.WriteString(" " + cell.Text)
			}
		}
	}
	return out.String()
}
