package build

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"

	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/build/internal/public"
	"roundtable/reports/messages"
)

// pseudo is English in letters of double width, by which text that does not come from
// the messages is seen.
func pseudo(t *testing.T) *messages.Catalogue {
	t.Helper()
	return altered(t, func(_, text string) string { return widened(text) })
}

// altered is English with each text changed, which is told its code.
func altered(t *testing.T, change func(code, text string) string) *messages.Catalogue {
	t.Helper()
	from := os.DirFS("../messages")
	names, err := fs.Glob(from, "*.en.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no messages: %v", err)
	}
	out := fstest.MapFS{}
	for _, name := range names {
		data, err := fs.ReadFile(from, name)
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := yaml.Unmarshal(data, &tree); err != nil {
			t.Fatal(err)
		}
		if data, err = yaml.Marshal(alter("", tree, change)); err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: data}
	}
	c, err := messages.Read(out, "en")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func alter(path string, node any, change func(code, text string) string) any {
	switch x := node.(type) {
	case map[string]any:
		_, plural := x["other"]
		for key, child := range x {
			code := strings.TrimPrefix(path+"."+key, ".")
			if plural {
				code = path
			}
			x[key] = alter(code, child, change)
		}
		return x
	case string:
		return change(path, x)
	}
	return node
}

// parameter is what a message leaves to its parameters.
var parameter = regexp.MustCompile(`\{\{.*?\}\}`)

func widened(text string) string {
	var out strings.Builder
	at := 0
	for _, p := range append(parameter.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		out.WriteString(strings.Map(wide, text[at:p[0]]))
		out.WriteString(text[p[0]:p[1]])
		at = p[1]
	}
	return out.String()
}

func wide(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
		return r - 'A' + '\uFF21'
	}
	return r
}

// english is a word in letters of the usual width.
var english = regexp.MustCompile(`[A-Za-z]{3,}`)

// untranslated are the sections whose words do not all stand in the messages yet, of every
// edition or of one.
var untranslated = []string{}

// TestNoEnglishIsLeft builds every edition in a language that is none: each word of the
// page is from a message or from the input.
func TestNoEnglishIsLeft(t *testing.T) {
	c := pseudo(t)
	for name, in := range map[string]brief.Input{"fixture": FixtureInput(), "detailed": detailed()} {
		in.Language = c
		given, err := json.Marshal([]any{in, fixtureProtected()})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range []*reports.Document{Chair(in), public.Document(fixtureProtected(), c)} {
			for i := range d.Sections {
				s := &d.Sections[i]
				if slices.Contains(untranslated, s.ID) || slices.Contains(untranslated, string(d.Edition)+"/"+s.ID) {
					continue
				}
				for _, text := range textsOf(s) {
					for _, word := range english.FindAllString(text, -1) {
						if !strings.Contains(string(given), word) {
							t.Errorf("%s, %s, %s: %q of %q", name, d.Edition, s.ID, word, text)
						}
					}
				}
			}
			for _, text := range []string{d.Subtitle, fmt.Sprint(d.Facts)} {
				for _, word := range english.FindAllString(text, -1) {
					if !strings.Contains(string(given), word) {
						t.Errorf("%s, %s, heading: %q", name, d.Edition, word)
					}
				}
			}
		}
	}
}

// textsOf is everything a section says.
func textsOf(s *reports.Section) []string {
	out := []string{s.Title, s.Lead}
	table := func(t *reports.Table) {
		out = append(out, t.Title, t.Note)
		for _, c := range t.Columns {
			out = append(out, c.Title)
		}
		for _, row := range t.Rows {
			for _, v := range row {
				if v.Text != string(v.State) { // the writer says the state
					out = append(out, v.Text)
				}
			}
		}
	}
	for _, block := range s.Blocks {
		switch x := block.(type) {
		case reports.Paragraph:
			out = append(out, x.Text)
		case reports.Verdicts:
			for _, v := range x.Items {
				out = append(out, v.Text, v.Detail)
			}
		case reports.List:
			out = append(append(out, x.Title), x.Items...)
		case reports.Table:
			table(&x)
		case reports.Chart:
			out = append(append(out, x.Title, x.Summary, x.Axis), x.Categories...)
			for _, series := range x.Series {
				out = append(out, series.Name)
			}
			table(&x.Table)
		case reports.Cards:
			for _, c := range x.Items {
				out = append(append(out, c.Title), c.Lines...)
				for i := range c.Tables {
					table(&c.Tables[i])
				}
			}
		}
	}
	return out
}
