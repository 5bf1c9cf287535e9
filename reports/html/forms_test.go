package html

import (
	"slices"
	"strings"
	"testing"

	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/messages"
)

// The first page stands alone: one section, no script, and small enough for a mail.
func TestFirstPageAlone(t *testing.T) {
	d, ok := build.Chair(fixtureInput()).Page()
	if !ok {
		t.Fatal("no first page")
	}
	page := render(t, d, Options{})
	p := parse(t, page)
	if len(page) >= 60_000 || len(p.all("section")) != 1 || len(p.all("script")) != 0 || len(p.all("nav")) != 0 {
		t.Errorf("%d bytes, %d sections, %d scripts, %d lists of contents", len(page), len(p.all("section")),
			len(p.all("script")), len(p.all("nav")))
	}
	if strings.Contains(string(page), "plan.json") || len(d.Provenance.Sources) > 0 {
		t.Error("the first page lists files")
	}
}

// Sources alone are linked, and of them only what is an address of the web.
func TestSourcesAreLinked(t *testing.T) {
	table := reports.Table{ID: "t", Title: "T", Columns: []reports.Column{{Title: "Rule"}, {Title: "Source", Link: true}}}
	table.Add(reports.Str("https://user.example/x"), reports.Str("https://body.example/rules (Article 5)"))
	table.Add(reports.Str("b"), reports.Str("javascript:alert(1)"))
	table.Add(reports.Str("c"), reports.Str("bylaws, article 4"))
	d := &reports.Document{Language: messages.English(), Edition: reports.Chair, Sections: []reports.Section{{
		ID: "s", Title: "S", Blocks: []reports.Block{
			table,
			reports.Paragraph{Text: "Source: Tideman 1987, https://doi.org/10.1007/BF00433944.", Link: true},
			reports.Paragraph{Text: "规则（https://body.example/zh（6）；目标（5）。", Link: true},
			reports.Paragraph{Text: "see https://user.example/y"},
		},
	}}}
	var links []string
	for _, a := range parse(t, render(t, d, Options{})).all("a") {
		if href := attr(a, "href"); !strings.HasPrefix(href, "#") {
			if attr(a, "rel") != "noreferrer" {
				t.Errorf("%s has rel=%q", href, attr(a, "rel"))
			}
			links = append(links, href)
		}
	}
	want := []string{"https://body.example/rules", "https://doi.org/10.1007/BF00433944", "https://body.example/zh"}
	if !slices.Equal(links, want) {
		t.Errorf("links %q, want %q", links, want)
	}
}

// The margins of printed pages say title, edition, date and page, and no title ends them.
func TestMarginsOfPrintedPages(t *testing.T) {
	d := &reports.Document{
		Language: messages.English(), Edition: reports.Participants, Title: `A "meeting" } </style><b>`,
		Provenance: reports.Provenance{Date: "2026-11-28"},
	}
	page := string(render(t, d, Options{}))
	for _, want := range []string{"counter(page)", "28 November 2026", "Participants"} {
		if !strings.Contains(page[:strings.Index(page, "<body")], want) {
			t.Errorf("%q is not in the margins", want)
		}
	}
	p := parse(t, []byte(page))
	if n := len(p.all("b")); n != 0 || len(p.all("style")) != 2 {
		t.Errorf("the title became markup: %d, %d styles", n, len(p.all("style")))
	}
}

// Wide tables carry the titles of their columns for a phone; ballots and lists of seats
// are left to the workbook, and the annex is folded with its answer before it.
func TestRowsOfTables(t *testing.T) {
	wide := reports.Table{ID: "w", Title: "W", RowHead: true}
	for _, title := range []string{"A", "B", "C", "D"} {
		wide.Columns = append(wide.Columns, reports.Column{Title: title})
	}
	wide.Add(reports.Str("a"), reports.Str("b"), reports.Str(""), reports.Int(3))
	ballots := wide
	ballots.ID, ballots.Title, ballots.Workbook = "x", "Ballots", true
	d := &reports.Document{Language: messages.English(), Edition: reports.Chair, Sections: []reports.Section{{
		ID: "s", Title: "S", Lead: "So.", Annex: true, Blocks: []reports.Block{wide, ballots},
	}}}
	page := render(t, d, Options{})
	p := parse(t, page)
	if got, want := attr(p.all("table")[0], "style"), "--l0:'A';--l1:'B';--l2:'C';--l3:'D';"; got != want {
		t.Errorf("labels %q, want %q", got, want)
	}
	for i, td := range p.all("td") { // a phone leaves out what is empty
		if empty := td.FirstChild == nil; empty != (i == 1) {
			t.Errorf("cell %d: empty is %v", i, empty)
		}
	}
	if !strings.Contains(string(page), "Ballots: 1 row, in the workbook") || len(p.all("details")) != 1 {
		t.Errorf("%d folded; %s", len(p.all("details")), page)
	}
	if at := strings.Index(string(page), "So."); at < 0 || at > strings.Index(string(page), "<details") {
		t.Error("the answer is folded too")
	}
}
