package docs

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"
)

// A page with one of everything.
func TestText(t *testing.T) {
	page := "# A *page*\n\nSee [the rules](https://example.org/r), `a*b*`, and **this\nthing**; " +
		"[also](rules.md) here.\n\n- one point of two lines,\n  which is wrapped here\n- two\n\n## Table\n\n" +
		"| key | meaning |\n|---|---|\n| `a\\|b` | either |\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 | |\n\n" +
		"```\n$ run  it\n```\n\n```\na line that has no more than forty signs\n```\n\n" +
		"```\none    what it is, in more words than fit here\n```\n" + Mark
	want := `A page
══════

See the rules (https://example.org/r),
a*b*, and this thing; also here.

- one point of two lines, which is
  wrapped here
- two

Table
─────

key · meaning

  a|b
      either

a · b · c

  1
      b: 2

    $ run  it

a line that has no more than forty signs

    one    what it is, in more words
           than fit here
`
	if diff := cmp.Diff(want, Text(page, 40)); diff != "" {
		t.Error(diff)
	}
}

func TestAbout(t *testing.T) {
	for word, want := range map[string]string{"exit": "commands", "privacy": "editions", "mandamus": "", "": ""} {
		if got := strings.Join(About(word), " "); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}

// Every page has a title, is a topic, and fits the screen but for words that are longer than
// that; links between pages lead somewhere.
func TestPages(t *testing.T) {
	entries, err := pages.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	topics := Topics()
	if len(topics) != len(entries) {
		t.Errorf("%d topics, %d pages", len(topics), len(entries))
	}
	link := regexp.MustCompile(`\]\(([a-z-]+)\.md[)#]`)
	for _, topic := range topics {
		page := Page(topic.Name)
		if !strings.HasPrefix(page, "# ") || topic.About == "" {
			t.Errorf("%s has no title", topic.Name)
		}
		for _, m := range link.FindAllStringSubmatch(page, -1) {
			if Page(m[1]) == "" {
				t.Errorf("%s names %s, which is no page", topic.Name, m[1])
			}
		}
		for line := range strings.Lines(Text(page, 80)) {
			line = strings.TrimRight(line, "\n")
			if uniseg.StringWidth(line) > 80 && strings.Contains(strings.TrimSpace(line), " ") {
				t.Errorf("%s is wider than the screen: %s", topic.Name, line)
			}
		}
	}
}
