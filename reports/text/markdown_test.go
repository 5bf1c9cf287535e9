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

// An address is a link where a builder says that it is a source, and there alone; nothing
// that is written around it or in it becomes more than that.
func TestMarkdownLinksSources(t *testing.T) {
	for in, want := range map[string]string{
		"By the rules, https://a.org/b_c?d=1&e=*f* (6); none.":   `By the rules, <https://a.org/b_c?d=1&e=*f*> (6); none.`,
		"http://a.org. See https://b.org/x,":                     `<http://a.org>. See <https://b.org/x>,`,
		"https://a.org/<script>alert(1)</script>":                `<https://a.org/>\<script\>alert(1)\</script\>`,
		"https://a.org/x>[b](https://c.org)":                     `<https://a.org/x>\>\[b\](<https://c.org>)`,
		"javascript:alert(1) ftp://a.org file:///etc/p https://": `javascript:alert(1) ftp\://a.org file\:///etc/p https\://`,
		"من \u2068https://a.org/x\u2069.":                        `من <https://a.org/x>.`,
		"*by-laws*, article 4":                                   `\*by-laws\*, article 4`,
	} {
		d := &reports.Document{Language: messages.English(), Edition: reports.Chair, Sections: []reports.Section{{
			Title: "S", Blocks: []reports.Block{
				reports.Paragraph{Text: in, Link: true},
				reports.Paragraph{Text: "not a source: https://user.org"},
				reports.Table{
					Title: "T", Columns: []reports.Column{{Title: "Source", Link: true}, {Title: "Name"}},
					Rows: [][]reports.Value{{reports.Str("https://a.org/1|2"), reports.Str("https://user.org")}},
				},
			},
		}}}
		var out bytes.Buffer
		if err := WriteMarkdown(&out, d); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{
			"\n" + want + "\n", `not a source: https\://user.org`, `| <https://a.org/1>\|2 | https\://user.org |`,
		} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%q: %q is missing in\n%s", in, want, out.String())
			}
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
