package html

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"roundtable/reports"
	"roundtable/reports/assets"
	"roundtable/reports/build"
	"roundtable/reports/messages"
)

// findBrowser returns the Chromium to test with. On a machine without one the
// test is skipped, but never where CI is set.
func findBrowser(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a browser")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("no Chromium found, and CI is set")
	}
	t.Skip("no Chromium found")
	return ""
}

func library(t *testing.T) []byte {
	t.Helper()
	script, ok := assets.Echarts()
	if !ok {
		if os.Getenv("CI") != "" {
			t.Fatal("built without the chart library, and CI is set")
		}
		t.Skip("built without the chart library; make assets fetches it")
	}
	return script
}

// browse opens a page and returns its document after the scripts ran, and what
// the browser wrote to its log.
func browse(t *testing.T, page []byte, args ...string) (dom, log string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(path, page, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	all := append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage",
		"--enable-logging=stderr", "--v=0", "--virtual-time-budget=3000", "--user-data-dir=" + t.TempDir(),
	}, args...)
	cmd := exec.CommandContext(ctx, findBrowser(t), append(all, "file://"+path)...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	return out.String(), errs.String()
}

var (
	console = regexp.MustCompile(`(?m)^.*CONSOLE.*$`)
	// browsersOwn is what the pages of the browser itself say, as of a slow network where there
	// is none.
	browsersOwn = regexp.MustCompile(`, source: chrome://\S* \(\d+\)$`)
)

// silent fails where a page said something on the console.
func silent(t *testing.T, log string) {
	t.Helper()
	if said := slices.DeleteFunc(console.FindAllString(log, -1), browsersOwn.MatchString); len(said) > 0 {
		t.Errorf("console: %s", strings.Join(said, "\n"))
	}
}

// rootTag is the page's first tag, where the boot script writes what it did.
func rootTag(dom string) string {
	_, rest, _ := strings.Cut(dom, "<html")
	tag, _, _ := strings.Cut(rest, ">")
	return tag
}

func countCharts(d *reports.Document) int {
	n := 0
	for _, s := range d.Sections {
		for _, block := range s.Blocks {
			if _, ok := block.(reports.Chart); ok {
				n++
			}
		}
	}
	return n
}

func checkDrawn(t *testing.T, dom string, want int) {
	t.Helper()
	tag := rootTag(dom)
	if !strings.Contains(tag, fmt.Sprintf(`data-charts-drawn="%d"`, want)) ||
		!strings.Contains(tag, `data-charts-failed="0"`) {
		t.Errorf("want %d charts drawn, got <html%s>", want, tag)
	}
	p := parse(t, []byte(dom))
	drawn := 0
	for _, n := range p.all("div") {
		if attr(n, "data-chart") == "" {
			continue
		}
		if e := attr(n, "data-error"); e != "" {
			t.Errorf("chart %s: %s", attr(n, "data-chart"), e)
		}
		for c := range n.Descendants() {
			if c.Data == "svg" {
				drawn++
				break
			}
		}
	}
	if drawn != want {
		t.Errorf("%d SVG drawings, want %d", drawn, want)
	}
}

// everyKind is a section with a chart of each kind, with gaps and with very long
// labels.
func everyKind() reports.Section {
	s := reports.Section{ID: "kinds", Title: "Kinds"}
	long := strings.Repeat("A label that goes on ", 8)
	for _, kind := range []reports.ChartKind{
		reports.Bar, reports.Stacked, reports.Diverge, reports.TargetBar, reports.DotPlot,
	} {
		c := reports.Chart{
			ID: "kind-" + string(kind), Kind: kind, Title: string(kind), Summary: "All kinds.", Axis: "people",
			Categories: []string{"one", long, "three"},
			Table: reports.Table{
				Title: "numbers", Columns: []reports.Column{{Title: "a"}},
				Rows: [][]reports.Value{{reports.Str("b")}},
			},
		}
		for i := range 3 {
			c.Series = append(c.Series, reports.Series{
				Name:   fmt.Sprintf("Series %d", i),
				Values: []float64{float64(i + 1), math.NaN(), 4},
			})
		}
		if kind == reports.Bar {
			c.Intervals = []reports.Span{{Low: 0, High: 2}, {}, {Low: 3, High: 4}}
			c.LineAfter, c.Orders = 1, []reports.Order{{Name: "one", Rows: []int{0, 1, 2}}, {Name: "other", Rows: []int{0, 2, 1}}}
		}
		s.Blocks = append(s.Blocks, c)
	}
	panels := panelled()
	panels.Table = panels.Numbers()
	s.Blocks = append(s.Blocks, panels)
	return s
}

func TestBrowserDrawsEveryChart(t *testing.T) {
	t.Parallel() // waits for another program most of the time
	d := build.Chair(fixtureInput())
	d.Sections = append(d.Sections, everyKind())
	dom, log := browse(t, render(t, d, Options{Script: library(t)}), "--dump-dom")
	checkDrawn(t, dom, countCharts(d))
	silent(t, log)
}

// With scripts switched off the page shows every section, table and number, where what is
// folded is opened. The page stands in a sandboxed frame, where no script runs but which the page
// around it can read; innerText is what a reader would see.
func TestBrowserWithoutScripts(t *testing.T) {
	t.Parallel() // waits for another program most of the time
	d := build.Chair(fixtureInput())
	page := html.EscapeString(string(render(t, d, Options{Script: library(t)})))
	outer := `<!doctype html><title>frame</title><body><iframe sandbox="allow-same-origin" style="width:1280px;height:900px" srcdoc="` + page + `"></iframe>
<p id="tag"></p><pre id="seen"></pre><script>addEventListener('load',function(){var d=document.querySelector('iframe').contentDocument;
d.querySelectorAll('details').forEach(function(x){x.open=true});
document.getElementById('tag').textContent=JSON.stringify(d.documentElement.dataset);
document.getElementById('seen').textContent=d.body.innerText})</script></body>`
	dom, _ := browse(t, []byte(outer), "--dump-dom")
	p := parse(t, []byte(dom))
	if got := content(p.all("p")[0]); got != "{}" {
		t.Fatalf("the boot script ran: %s", got)
	}
	seen := content(p.all("pre")[0])
	look := func(what, want string) {
		if want = strings.Join(strings.Fields(reports.Plain(want)), " "); !strings.Contains(seen, want) {
			t.Errorf("%s %q is not to be seen", what, want)
		}
	}
	tables := 0
	for _, s := range d.Sections {
		look("section", s.Title)
		for _, block := range s.Blocks {
			table, ok := block.(reports.Table)
			if c, isChart := block.(reports.Chart); isChart {
				look("chart", c.Title)
				table, ok = c.Table, true
			}
			if !ok {
				continue
			}
			tables++
			look("table", table.Title)
			if table.Workbook {
				continue
			}
			for _, row := range table.Rows {
				for j, v := range row {
					look("cell", newCell(messages.English(), v, table.Columns[j]).Text)
				}
			}
		}
	}
	if tables < 15 {
		t.Errorf("%d tables, want at least 15", tables)
	}
}

// The page itself never scrolls sideways; wide tables scroll in their own box, where rows are
// cards every value begins at the same edge, and no word of state, which are long in Russian,
// lies over what stands beside it. The check runs in frames, because a browser window cannot
// be as narrow as a telephone.
func TestBrowserNoSidewaysScroll(t *testing.T) {
	t.Parallel() // waits for another program most of the time
	widths := []int{320, 390, 1280}
	var frames strings.Builder
	for k, w := range widths {
		in := fixtureInput()
		in.Language, _ = messages.In([]string{"en", "ru"}[k/2])
		page := html.EscapeString(string(render(t, build.Chair(in), Options{Script: library(t)})))
		fmt.Fprintf(&frames, `<iframe style="width:%dpx;height:900px;border:0" srcdoc="%s"></iframe>`, w, page)
	}
	outer := `<!doctype html><title>frames</title><body>` + frames.String() + `<ul></ul><script>addEventListener('load',function(){
document.querySelectorAll('iframe').forEach(function(f){var d=f.contentDocument.documentElement,li=document.createElement('li');
var w=f.contentWindow,odd=Array.from(d.querySelectorAll('.rows td')).filter(function(c){
return w.innerWidth<640&&w.getComputedStyle(c).textAlign!='start'}).concat(Array.from(d.querySelectorAll('.verdicts li')).filter(function(l){
var r=f.contentDocument.createRange();r.selectNodeContents(l.children[0]);var a=r.getBoundingClientRect(),b=l.children[1].getBoundingClientRect();return a.right>b.left&&a.bottom>b.top+1}));
li.textContent=d.scrollWidth+' '+w.innerWidth+' '+d.dataset.chartsDrawn+' '+odd.length;document.querySelector('ul').appendChild(li)})})</script></body>`
	dom, _ := browse(t, []byte(outer), "--dump-dom")
	seen := 0
	for _, li := range parse(t, []byte(dom)).all("li") {
		var want, have, drawn, odd int
		if _, err := fmt.Sscan(content(li), &want, &have, &drawn, &odd); err != nil {
			t.Fatalf("%q: %v", content(li), err)
		}
		seen++
		if want > have {
			t.Errorf("at %d px the page is %d px wide", have, want)
		}
		if drawn == 0 {
			t.Errorf("at %d px no chart was drawn", have)
		}
		if odd > 0 {
			t.Errorf("at %d px %d values of cards begin elsewhere, or words of state lie over a text", have, odd)
		}
	}
	if seen != len(widths) {
		t.Errorf("%d of %d widths reported", seen, len(widths))
	}
}

func TestBrowserPrints(t *testing.T) {
	t.Parallel() // waits for another program most of the time
	pdf := filepath.Join(t.TempDir(), "out.pdf")
	browse(t, render(t, build.Chair(fixtureInput()), Options{Script: library(t)}), "--no-pdf-header-footer",
		"--print-to-pdf="+pdf)
	data, err := os.ReadFile(pdf)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(data, []byte("%PDF-")) || len(data) < 50_000 {
		t.Errorf("PDF of %d bytes", len(data))
	}
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext to read the PDF with")
	}
	out, err := exec.CommandContext(t.Context(), tool, "-layout", pdf, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	// The words of the charts' axes and legends can be searched for.
	for _, want := range []string{"Score, 0 to 100", "every ballot counts the same"} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("the PDF lacks the chart text %q", want)
		}
	}
}

// The first page alone is one sheet of paper, in each language.
func TestBrowserPrintsOneSheet(t *testing.T) {
	t.Parallel() // waits for another program most of the time
	for _, tag := range messages.Languages() {
		in := fixtureInput()
		in.Language, _ = messages.In(tag)
		page, ok := build.Chair(in).Page()
		if !ok {
			t.Fatal("no first page")
		}
		pdf := filepath.Join(t.TempDir(), "out.pdf")
		browse(t, render(t, page, Options{}), "--no-pdf-header-footer", "--print-to-pdf="+pdf)
		data, err := os.ReadFile(pdf)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(regexp.MustCompile(`/Type ?/Page\b`).FindAll(data, -1)); n != 1 {
			t.Errorf("%s: %d sheets", tag, n)
		}
	}
}
