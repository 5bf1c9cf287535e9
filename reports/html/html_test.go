package html

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/messages"
	"roundtable/testdata/sample"
)

// render writes the page and fails the test if that fails.
func render(t *testing.T, d *reports.Document, opts Options) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, d, opts); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// fakeLibrary stands in for the chart library where no browser is involved.
var fakeLibrary = []byte(`var echarts = {};`)

func TestHTMLGolden(t *testing.T) {
	sample.Golden(t, "page.html", render(t, sample.Document(), Options{Script: fakeLibrary}))
}

func TestHTMLSameBytes(t *testing.T) {
	a := render(t, build.Chair(fixtureInput()), Options{Script: fakeLibrary})
	for range 5 {
		if b := render(t, build.Chair(fixtureInput()), Options{Script: fakeLibrary}); !bytes.Equal(a, b) {
			t.Fatal("two runs gave different bytes")
		}
	}
}

// parsed is what a page holds, for checks of its structure.
type parsed struct {
	nodes []*html.Node
}

func parse(t *testing.T, page []byte) parsed {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var p parsed
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			p.nodes = append(p.nodes, n)
		}
	}
	return p
}

func (p parsed) all(tag string) []*html.Node {
	var out []*html.Node
	for _, n := range p.nodes {
		if n.Data == tag {
			out = append(out, n)
		}
	}
	return out
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func content(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestHTMLStructure(t *testing.T) {
	d := build.Chair(fixtureInput())
	p := parse(t, render(t, d, Options{Script: fakeLibrary}))

	if got := len(p.all("h1")); got != 1 {
		t.Errorf("%d h1 elements, want 1", got)
	}
	for _, tag := range []string{"header", "nav", "main", "footer"} {
		if got := len(p.all(tag)); got != 1 {
			t.Errorf("%d <%s>, want 1", got, tag)
		}
	}
	if got := attr(p.all("html")[0], "lang"); got != "en" {
		t.Errorf("lang %q, want en", got)
	}
	ids := map[string]bool{}
	for _, n := range p.nodes {
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("id %q twice", id)
			}
			ids[id] = true
		}
	}
	for _, a := range p.all("a") {
		href := attr(a, "href")
		if !strings.HasPrefix(href, "#") || !ids[href[1:]] {
			t.Errorf("link %q leads nowhere", href)
		}
	}
	for _, n := range p.nodes {
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "action" {
				t.Errorf("<%s> has %s=%q", n.Data, a.Key, a.Val)
			}
			if a.Key == "aria-labelledby" && !ids[a.Val] {
				t.Errorf("aria-labelledby=%q names nothing", a.Val)
			}
		}
	}
	for _, tag := range []string{"link", "img", "iframe", "object", "embed", "form", "base"} {
		if len(p.all(tag)) > 0 {
			t.Errorf("page has <%s>", tag)
		}
	}
	checkTables(t, p)
	checkHeadings(t, p)
}

func checkTables(t *testing.T, p parsed) {
	t.Helper()
	for _, table := range p.all("table") {
		caption := ""
		for n := range table.Descendants() {
			switch n.Data {
			case "caption":
				caption = content(n)
			case "th":
				if s := attr(n, "scope"); s != "col" && s != "row" {
					t.Errorf("table %q: a heading without scope", caption)
				}
			}
		}
		if caption == "" {
			t.Errorf("table %q without caption", attr(table, "id"))
		}
	}
}

// checkHeadings allows no level to be skipped.
func checkHeadings(t *testing.T, p parsed) {
	t.Helper()
	last := 0
	for _, n := range p.nodes {
		if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
			continue
		}
		level := int(n.Data[1] - '0')
		if level > last+1 {
			t.Errorf("heading %q: level %d after %d", content(n), level, last)
		}
		last = level
	}
}

// Each chart's numbers stand in its table, and the picture waits for the script.
func TestHTMLChartsHaveTables(t *testing.T) {
	d := build.Chair(fixtureInput())
	static := render(t, d, Options{})
	if bytes.Contains(static, []byte("<script")) {
		t.Error("a page without the library has a script")
	}
	page := content(parse(t, static).all("main")[0])
	charts := 0
	for _, s := range d.Sections {
		for _, block := range s.Blocks {
			c, ok := block.(reports.Chart)
			if !ok {
				continue
			}
			charts += max(1, len(c.Panels))
			if !strings.Contains(page, c.Title) || c.Summary == "" || !strings.Contains(page, c.Summary) {
				t.Errorf("chart %s: title or summary missing from the page", c.ID)
			}
			for _, series := range c.Series {
				for i, v := range series.Values {
					if !math.IsNaN(v) && !tableHolds(&c.Table, v) {
						t.Errorf("chart %s: %s of %s is %v, which its table lacks", c.ID, series.Name,
							c.Categories[i], v)
					}
				}
			}
		}
	}
	if charts < 7 {
		t.Errorf("%d pictures, want at least 7", charts)
	}
}

func tableHolds(t *reports.Table, v float64) bool {
	for _, row := range t.Rows {
		for _, cell := range row {
			if cell.IsNum && cell.Number == v {
				return true
			}
		}
	}
	return false
}

func TestPolicyHashes(t *testing.T) {
	page := render(t, build.Chair(fixtureInput()), Options{Script: fakeLibrary})
	policy := ""
	for _, m := range parse(t, page).all("meta") {
		if attr(m, "http-equiv") == "Content-Security-Policy" {
			policy = attr(m, "content")
		}
	}
	if !strings.HasPrefix(policy, "default-src 'none'; script-src 'sha256-") {
		t.Fatalf("policy %q", policy)
	}
	scripts := 0
	for _, m := range regexp.MustCompile(`(?s)<script>(.*?)</script>`).FindAllSubmatch(page, -1) {
		scripts++
		sum := sha256.Sum256(m[1])
		if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) {
			t.Errorf("script %d is not allowed by the policy", scripts)
		}
	}
	if scripts != 2 {
		t.Errorf("%d scripts, want 2", scripts)
	}
	if strings.Contains(policy, "unsafe-inline'") &&
		strings.Contains(strings.Split(policy, "style-src")[0], "unsafe") {
		t.Error("the policy allows inline scripts")
	}
	if bad := render(t, build.Chair(fixtureInput()), Options{}); !bytes.Contains(bad,
		[]byte("script-src &#39;none&#39;")) {
		t.Error("a page without scripts must allow none")
	}
}

func TestLibraryThatEndsItsScript(t *testing.T) {
	for _, s := range []string{"a</script>b", "a</SCRIPT >", "<!-- a"} {
		if err := Write(&bytes.Buffer{}, build.Chair(fixtureInput()), Options{Script: []byte(s)}); err == nil {
			t.Errorf("library %q was accepted", s)
		}
	}
}

func TestWriteHTMLReportsFailingWriter(t *testing.T) {
	if err := Write(failing{}, build.Chair(fixtureInput()), Options{}); err == nil {
		t.Error("no error from a writer that fails")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestChartOptions(t *testing.T) {
	nan := math.NaN()
	kinds := map[reports.ChartKind]int{
		reports.Bar: 2, reports.Stacked: 3, reports.Diverge: 3, reports.TargetBar: 3, reports.DotPlot: 4,
	}
	for kind, n := range kinds {
		c := reports.Chart{ID: "a chart", Kind: kind, Title: "T", Summary: "S.", Categories: []string{
			"one", "two",
			"three",
		}, Axis: "people"}
		for i := range n {
			c.Series = append(c.Series, reports.Series{Name: fmt.Sprintf("s%d", i), Values: []float64{1, nan, 0}})
		}
		option, err := chartOption(&c)
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		var got map[string]any
		if err := json.Unmarshal(option, &got); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		for _, bad := range []string{"NaN", "__f__", "function", "<"} {
			if bytes.Contains(option, []byte(bad)) {
				t.Errorf("%s: option holds %q", kind, bad)
			}
		}
		for i := range n {
			if name := fmt.Sprintf(`"s%d"`, i); !bytes.Contains(option, []byte(name)) {
				t.Errorf("%s: series %s is not in the option", kind, name)
			}
		}
		for _, category := range c.Categories {
			if !bytes.Contains(option, []byte(strconv.Quote(category))) {
				t.Errorf("%s: category %s is not in the option", kind, category)
			}
		}
		if desc := got["aria"].(map[string]any)["label"].(map[string]any)["description"]; desc != "T. S." {
			t.Errorf("%s: description %v", kind, desc)
		}
		if got["animation"] != false {
			t.Errorf("%s: the chart moves", kind)
		}
		if _, ok := got["color"]; ok {
			t.Errorf("%s: colours belong to the style sheet", kind)
		}
		again, err := chartOption(&c)
		if err != nil || !bytes.Equal(option, again) {
			t.Errorf("%s: two runs differ (%v)", kind, err)
		}
	}
}

func TestChartErrors(t *testing.T) {
	ok := reports.Chart{
		ID: "c", Kind: reports.Bar, Categories: []string{"a"},
		Series: []reports.Series{{Values: []float64{1}}},
	}
	for name, spoil := range map[string]func(*reports.Chart){
		"no ID":           func(c *reports.Chart) { c.ID = "" },
		"no categories":   func(c *reports.Chart) { c.Categories = nil },
		"no series":       func(c *reports.Chart) { c.Series = nil },
		"lengths differ":  func(c *reports.Chart) { c.Series = []reports.Series{{Values: []float64{1, 2}}} },
		"unknown kind":    func(c *reports.Chart) { c.Kind = "pie" },
		"diverge needs 2": func(c *reports.Chart) { c.Kind = reports.Diverge },
		"target needs 3":  func(c *reports.Chart) { c.Kind = reports.TargetBar },
		"orders differ":   func(c *reports.Chart) { c.Orders = []reports.Order{{Rows: []int{0, 0}}} },
	} {
		c := ok
		spoil(&c)
		if _, err := newPlot(&c); err == nil {
			t.Errorf("%s: no error", name)
		}
		d := &reports.Document{
			Language: messages.English(),
			Sections: []reports.Section{{ID: "s", Blocks: []reports.Block{c}}},
		}
		var out bytes.Buffer
		if err := Write(&out, d, Options{Script: fakeLibrary}); err == nil || out.Len() > 0 {
			t.Errorf("%s: page of %d bytes, error %v", name, out.Len(), err)
		}
	}
	if _, err := newPlot(&ok); err != nil {
		t.Error(err)
	}
}

// On a page that runs from right to left, a text that does not stands apart, so that its last
// mark comes last; in other pages nothing does.
func TestTextsOfTheOtherDirection(t *testing.T) {
	arabic, ok := messages.In("ar")
	if !ok {
		t.Fatal("no Arabic")
	}
	for _, c := range []struct {
		language *messages.Catalogue
		text     string
		apart    bool
	}{
		{arabic, "Who hosts the forum?", true},
		{arabic, "من يستضيف المنتدى؟", false},
		{arabic, "12–15", false},
		{arabic, "", false},
		{messages.English(), "Who hosts the forum?", false},
	} {
		got := segments(c.language, c.text)
		if apart := len(got) == 1 && got[0].Isolated; apart != c.apart {
			t.Errorf("%q in %s: apart %v, want %v", c.text, c.language.Tag(), apart, c.apart)
		}
	}
}
