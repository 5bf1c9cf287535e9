package text

import (
	"bytes"
	"strings"
	"testing"

	"roundtable/reports"
	"roundtable/reports/messages"
)

// What anybody wrote stays text: no heading, list, link, table, mention or element begins.
func TestMarkdownIsInert(t *testing.T) {
	for in, want := range map[string]string{
		"# x": `\# x`, "- x": `\- x`, "1. x": `1\. x`, "2) x": `2\) x`, "73.1": "73.1", "co-chair": "co-chair",
		"[a](b)": `\[a\](b)`, "<script>": `\<script\>`, "a|b": `a\|b`, "*b*": `\*b\*`, "`c`": "\\`c\\`",
		"http://x.org": `http\://x.org`, "www.x.org": `www\.x.org`, "@all": `\@all`, "a\n\n# b": `a  \# b`, "&lt;": `\&lt;`,
	} {
		if got := inline(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestWriteMarkdown(t *testing.T) {
	table := reports.Table{
		ID:      "t",
		Title:   "Groups",
		Columns: []reports.Column{{Title: "Group"}, {Title: "People", Align: reports.Right}},
	}
	table.Add(reports.Str("A | B"), reports.Int(7))
	d := &reports.Document{
		Language: messages.English(), Title: "A *meeting*", Edition: reports.Public, Draft: true,
		Sections: []reports.Section{{ID: "summary", Title: "One page", Lead: "So it is.", Blocks: []reports.Block{
			reports.Verdicts{Items: []reports.Verdict{{State: reports.OK, Text: "All met", Detail: "by 3"}}},
			reports.List{Title: "To decide", Ordered: true, Items: []string{"Yes?", "No?"}},
			table,
		}}},
	}
	var out bytes.Buffer
	if err := WriteMarkdown(&out, d); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"# A \\*meeting\\*\n", "**Draft, not for publication.**", "**Public edition.**", "\n## One page\n\nSo it is.\n",
		"- **✓ met** All met\n  - by 3\n", "### To decide\n\n1. Yes?\n2. No?\n",
		"### Groups\n\n| Group | People |\n| --- | --: |\n| A \\| B | 7 |\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
}
