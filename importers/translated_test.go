package importers

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/reports/messages"
)

// What a report says in one of its languages is read back as the same: a finished workbook
// is edited by hand, and given back.

// codesOf are the codes of a group of messages.
func codesOf(t *testing.T, file, group string) []string {
	t.Helper()
	data, err := os.ReadFile("../reports/messages/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]map[string]any
	if err := yaml.Unmarshal(data, &all); err != nil || len(all[group]) == 0 {
		t.Fatal(group, len(all[group]), err)
	}
	var codes []string
	for code := range all[group] {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// catalogues are the messages of all languages.
func catalogues() []*messages.Catalogue {
	var all []*messages.Catalogue
	for _, tag := range messages.Languages() {
		l, _ := messages.In(tag)
		all = append(all, l)
	}
	return all
}

// TestValuesReadBack goes through the values that reports show in words of their own.
func TestValuesReadBack(t *testing.T) {
	readers := map[string]func(string) string{
		"region of ICANN": func(s string) string { return vocabulary.RegionOf(vocabulary.ICANNRegions, s).Value },
		"role": func(s string) string {
			r, _ := vocabulary.RoleOf(s)
			return string(r)
		},
		"status": func(s string) string {
			r, _ := vocabulary.StatusOf(s)
			return string(r)
		},
		"answer": func(s string) string {
			if a, ok := vocabulary.YesNo(s); ok {
				return string(a)
			}
			return ""
		},
		"missing": func(s string) string {
			if vocabulary.IsMissing(s) {
				return "missing"
			}
			return ""
		},
	}
	for _, d := range []planner.Dimension{
		planner.Stakeholder, planner.Region, planner.Gender, planner.Attendance,
	} {
		readers[string(d)] = func(s string) string { return vocabulary.Value(d, s).Value }
	}
	// What is said of several people or values is no value that somebody has.
	none := []string{"several", "the members of the United Nations", "equal parts", "all ballots"}
	languages := catalogues()
	for _, group := range []string{"value", "value-short"} {
		for _, code := range codesOf(t, "values.en.yaml", group) {
			read := false
			for what, reader := range readers {
				want := reader(code)
				if want == "" || what == "status" && readers["answer"](code) != "" {
					continue // yes and no are answers, and a status beside
				}
				read = true
				for _, l := range languages {
					if word, ok := l.Find(group + "." + code); ok && reader(word) != want {
						t.Errorf("%s, %s: %q for %s is read as %q", l.Tag(), what, word, code, reader(word))
					}
				}
			}
			if read == slices.Contains(none, code) {
				t.Errorf("%s: read is %v", code, read)
			}
		}
	}
}

// TestSeatsReadBack goes through headings and words of the list of who sits where.
func TestSeatsReadBack(t *testing.T) {
	for _, l := range catalogues() {
		for code, want := range map[string]vocabulary.Meaning{
			"name": vocabulary.Name, "person": vocabulary.ID, "email": vocabulary.Email, "group": vocabulary.Group,
			"topic": vocabulary.Topic, "part": vocabulary.Role, "locked": vocabulary.Locked,
		} {
			word := l.Say("seats-column."+code, nil)
			for _, heading := range []string{word, strings.ToUpper(word), l.Say("page.draft", nil) + ": " + word} {
				if got := planHeading(heading); got != want {
					t.Errorf("%s: heading %q means %q, want %q", l.Tag(), heading, got, want)
				}
			}
		}
		for _, code := range []string{"choice", "hours"} {
			word := l.Say("seats-column."+code, nil)
			if got := planHeading(word); slices.Contains([]vocabulary.Meaning{
				vocabulary.Name, vocabulary.ID, vocabulary.Email, vocabulary.Group, vocabulary.Topic, vocabulary.Role,
				vocabulary.Locked,
			}, got) {
				t.Errorf("%s: heading %q means %q", l.Tag(), word, got)
			}
		}
		for code, list := range map[string]vocabulary.List{
			"seat.chair": chairWord, "seat.cochair": cochairWord, "seat.member": memberWord,
		} {
			if word := l.Say(code, nil); !list.Is(word) {
				t.Errorf("%s: %q is no %s", l.Tag(), word, code)
			}
		}
		for _, code := range []string{"mix.round", "seats-column.table"} {
			if word := l.Say(code, messages.Args{"round": 12}); !isRound(cellOf(word)) || isRound(cellOf("12")) {
				t.Errorf("%s: %q is no round", l.Tag(), word)
			}
		}
		// A dimension heads a column by its own name.
		for _, code := range codesOf(t, "dimensions.en.yaml", "dimension-title") {
			meaning := func(c *messages.Catalogue) vocabulary.Meaning {
				m, _ := vocabulary.Header(c.Say("dimension-title."+code, nil))
				return m.Meaning
			}
			want := meaning(messages.English())
			if _, ok := want.Dimension(); ok && meaning(l) != want {
				t.Errorf("%s: the heading of %s means %q", l.Tag(), code, meaning(l))
			}
		}
	}
}

func cellOf(text string) table.Cell { return table.Cell{Col: 1, Text: text} }
