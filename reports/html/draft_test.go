package html

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"roundtable/reports"
	"roundtable/reports/messages"
	"roundtable/testdata/sample"
)

// The mark of a draft is one element: without it the page is, byte for byte, the one of
// a document that is no draft, and that one says nothing of drafts.
func TestDraftIsAMarkAlone(t *testing.T) {
	page := func(draft bool) string {
		d := sample.Document()
		d.Edition, d.Draft = reports.Public, draft
		var out bytes.Buffer
		if err := Write(&out, d, Options{}); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	draft, release := page(true), page(false)
	if n := strings.Count(draft, draftMark); n != 4 {
		t.Errorf("the mark stands %d times: want it in the title, on top, below and in print", n)
	}
	if strings.Contains(strings.ToLower(release), "draft") {
		t.Error("the release speaks of drafts")
	}
	for _, mark := range []string{
		`(?s)<style>\n\.draft .*?</style>\n`, `<aside class="draft">.*\n`, `(?m)^<p><strong>` + draftMark + `.*\n`,
		draftMark + `: `,
	} {
		found := regexp.MustCompile(mark).FindAllStringIndex(draft, -1)
		if len(found) != 1 {
			t.Fatalf("%s stands %d times", mark, len(found))
		}
		draft = draft[:found[0][0]] + draft[found[0][1]:]
	}
	if draft != release {
		t.Error("a draft differs from the release in more than the mark")
	}
}

var draftMark = messages.English().Say("page.draft", nil)
