package ballots

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestCodesDocumented holds that every code of a finding is a constant of
// codes.go, which says what it means.
func TestCodesDocumented(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile(`"(?:votes|ballot|ballots|voter|count|weight|group|issue|issues|list|rank|score|points|value|line|row)-[a-z-]+"`)
	for _, f := range files {
		if f == "codes.go" || f == "plan.go" || strings.HasSuffix(f, "_test.go") {
			continue
		}
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range code.FindAllString(string(data), -1) {
			t.Errorf("%s has the code %s, which is not in codes.go", f, c)
		}
	}
	data, err := os.ReadFile("codes.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for _, m := range regexp.MustCompile(`// (code\w+): .*\n(?:\t//.*\n)*\t(code\w+) = (".*")`).FindAllStringSubmatch(string(data), -1) {
		if m[1] != m[2] || seen[m[3]] {
			t.Errorf("%s is documented as %s, or stands twice", m[2], m[1])
		}
		seen[m[3]] = true
	}
	if n := strings.Count(string(data), " = \""); n != len(seen) {
		t.Errorf("%d of %d codes have a meaning", len(seen), n)
	}
}
