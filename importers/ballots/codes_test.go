package ballots

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestCodesDocumented holds that the list of codes is what the sources use.
func TestCodesDocumented(t *testing.T) {
	used := make(map[string]bool)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	word := regexp.MustCompile(`"([a-z]+(?:-[a-z]+)+|overvote|undervote)"`)
	for _, f := range files {
		if f == "codes.go" || strings.HasSuffix(f, "_test.go") {
			continue
		}
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range word.FindAllStringSubmatch(string(data), -1) {
			used[m[1]] = true
		}
	}
	listed := make(map[string]bool)
	for _, c := range Codes() {
		if listed[c.Code] || c.Means == "" {
			t.Errorf("%s is listed twice or has no meaning", c.Code)
		}
		listed[c.Code] = true
		if !used[c.Code] {
			t.Errorf("%s is documented but not used", c.Code)
		}
	}
	code := regexp.MustCompile(`^(votes|ballot|ballots|voter|count|weight|group|issue|issues|list|rank|score|points|value|line|row)-`)
	for c := range used {
		if _, isShape := ParseShape(c); code.MatchString(c) && !listed[c] && !isShape {
			t.Errorf("%s is used but not documented", c)
		}
	}
}
