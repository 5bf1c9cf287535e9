package yamlfile

import (
	"errors"
	"strings"
	"testing"

	"roundtable/importers/table"
)

// Texts that the parser needs minutes or gigabytes for are refused before it sees
// them: every way to stand one within the other, and length alone.
func TestTooMuch(t *testing.T) {
	var stairs strings.Builder
	for i := range 3000 {
		stairs.WriteString(strings.Repeat(" ", i%900) + "a:\n")
	}
	for name, text := range map[string]string{
		"B6 brackets": strings.Repeat("[", 50_000),
		"braces":      "title: " + strings.Repeat("{a: ", 12_000),
		"lines":       strings.Repeat("[\n", 30_000),
		"dashes":      strings.Repeat("- ", 30_000),
		"questions":   strings.Repeat("? ", 30_000),
		"indents":     stairs.String()[:60_000],
		"length":      strings.Repeat("k: 1\n", 100_000),
	} {
		_, err := Parse(table.DefaultLimits(), "x.yaml", []byte(text))
		var over *table.LimitError
		if !errors.As(err, &over) || over.Flag != "--max-work" || over.Need == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, text := range []string{
		"", "title: [a, b]\n", "a:\n  b:\n    - c: [1, {d: 2}]\n", "# [[[[\n" + strings.Repeat("- [a]\n", 5000),
	} {
		if _, err := Parse(table.Limits{}, "x.yaml", []byte(text)); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := Parse(table.Limits{Work: 2}, "x.yaml", []byte(strings.Repeat("[", 100)+strings.Repeat("]", 100))); err != nil {
		t.Errorf("twice as deep: %v", err)
	}
}

// FuzzParse: no text makes the parser panic, and what is within the limits is parsed or
// refused with words.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"title: x\ngroups: {size: 5..9}\n", "a: &a [*a]\n? {b: c} : d\n", "- |\n  x\n", "<<: *x\n", "%YAML 1.2\n---\n...\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if tree, err := Parse(table.Limits{}, "x", text); err == nil && tree == nil || err != nil && err.Error() == "" {
			t.Error("neither a tree nor words")
		}
	})
}
