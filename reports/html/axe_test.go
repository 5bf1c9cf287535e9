package html

import (
	"os"
	"strconv"
	"testing"

	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/messages"
)

// axe is the program that looks for what keeps people out of a page
// (https://github.com/dequelabs/axe-core); make assets fetches it.
func axe(t *testing.T) string {
	t.Helper()
	script, err := os.ReadFile("testdata/axe.min.js")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("no axe found, and CI is set")
		}
		t.Skip("no axe found; make assets fetches it")
	}
	return string(script)
}

// rules say which of axe's rules run: what no width or colour changes, and what they do.
const (
	allRules  = `{resultTypes: ['violations'], preload: false}`
	structure = `{resultTypes: ['violations'], preload: false, rules: {'color-contrast': {enabled: false}}}`
	contrast  = `{resultTypes: ['violations'], preload: false, runOnly: ['color-contrast']}`
)

// In six languages, at three widths, in light, dark and forced colours, with scripts and
// without: axe finds nothing, the page is no wider than its window, says nothing on the
// console and asks for nothing.
//
// Colours do not depend on the language nor structure on the colours: structure is looked at
// with all folds open at the widest and the narrowest, contrast in English in all colours and
// once in each other language. With ROUNDTABLE_AXE=all each of the 108 runs all rules.
func TestBrowserAxe(t *testing.T) {
	t.Parallel() // waits for another program most of the time
	script, library := axe(t), library(t)
	for _, scripts := range []bool{true, false} {
		t.Run(map[bool]string{true: "scripts", false: "none"}[scripts], func(t *testing.T) {
			t.Parallel()
			b := startChromium(t)
			for _, tag := range messages.Languages() {
				t.Run(tag, func(t *testing.T) {
					checkLanguage(t, b.open(t, render(t, everything(tag), Options{Script: library}), scripts), tag, script)
				})
			}
		})
	}
}

// everything is the chair's page in a language, with each kind of chart; tables are cut to
// a few rows, which are alike.
func everything(tag string) *reports.Document {
	in := fixtureInput()
	in.Language, _ = messages.In(tag)
	d := build.Chair(in)
	d.Draft = true
	d.Sections = append(d.Sections, everyKind())
	cut := func(t *reports.Table) { t.Rows = t.Rows[:min(len(t.Rows), 4)] }
	for _, s := range d.Sections {
		for i, block := range s.Blocks {
			switch x := block.(type) {
			case reports.Table:
				cut(&x)
				s.Blocks[i] = x
			case reports.Chart:
				cut(&x.Table)
				s.Blocks[i] = x
			case reports.Cards:
				for j := range x.Items {
					for k := range x.Items[j].Tables {
						cut(&x.Items[j].Tables[k])
					}
				}
			}
		}
	}
	return d
}

func checkLanguage(t *testing.T, p *tab, tag, script string) {
	t.Helper()
	p.ask(script+";0", nil)
	for _, width := range []int{1280, 768, 390} {
		for _, colours := range []string{"light", "dark", "forced"} {
			p.show(width, colours)
			light, wide := colours == "light", width == 1280
			var rules []string
			if os.Getenv("ROUNDTABLE_AXE") == "all" {
				rules = []string{allRules}
			} else {
				if light && (width != 768 || tag == "en") {
					rules = append(rules, structure)
				}
				if wide && (light || tag == "en") {
					rules = append(rules, contrast)
				}
			}
			for _, r := range rules {
				p.ask(`document.querySelectorAll('details').forEach(d => d.open = `+strconv.FormatBool(r != contrast)+`)`, nil)
				var found []string
				p.ask(`axe.run(document, `+r+`).then(r => r.violations.map(v =>
					v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.failureSummary).join('; ')))`, &found)
				for _, f := range found {
					t.Errorf("%s, %d px, %s: %s", tag, width, colours, f)
				}
			}
			var size [2]int
			p.ask(`[document.documentElement.scrollWidth, window.innerWidth]`, &size)
			if size[0] > size[1] {
				t.Errorf("%s, %s: %d px wide in a window of %d", tag, colours, size[0], size[1])
			}
		}
	}
	p.quiet()
}

// The switch puts chart and table in the other order and back, by keys alone; what was
// pressed is said, and nothing is asked for. Without scripts there is none.
func TestBrowserSwitch(t *testing.T) {
	t.Parallel() // waits for another program most of the time
	c := reports.Chart{
		ID: "rank", Kind: reports.Bar, Title: "Order", Summary: "B leads.", Axis: "score", Max: 100,
		Categories: []string{"A", "B", "</script>"},
		Series: []reports.Series{
			{Name: "groups", Values: []float64{90, 80, 10}}, {Name: "heads", Values: []float64{70, 85, 90}},
		},
		Intervals: []reports.Span{{Low: 80, High: 95}, {Low: 70, High: 90}, {Low: 5, High: 15}}, LineAfter: 1,
		Orders: []reports.Order{{Name: "by groups", Rows: []int{0, 1, 2}}, {Name: "by heads", Rows: []int{2, 1, 0}}},
	}
	c.Table = c.Numbers()
	d := &reports.Document{Language: messages.English(), Edition: reports.Chair, Sections: []reports.Section{{
		ID: "s", Title: "S", Blocks: []reports.Block{c},
	}}}
	page := render(t, d, Options{Script: library(t)})
	b := startChromium(t)
	p := b.open(t, page, true)
	// The rows of the table, the labels of the picture from the top down, the buttons, and
	// whether the line is drawn, which not all orders have.
	seen := func() [3]string {
		var out [3]string
		p.ask(`[
			[...document.querySelectorAll('tbody tr')].map(r => r.cells[0].innerText).join(),
			[...document.querySelectorAll('.plot text')].filter(t => ['A', 'B', '</script>'].includes(t.textContent))
				.sort((s, t) => s.getBoundingClientRect().y - t.getBoundingClientRect().y).map(t => t.textContent).join() +
				' ' + document.querySelectorAll('.plot path[stroke-dasharray]').length,
			[...document.querySelectorAll('.switch button')].map(b => b.innerText + ' ' + b.getAttribute('aria-pressed')).join()
		]`, &out)
		return out
	}
	p.ask(`document.querySelector('details').open = true; document.querySelectorAll('.switch button')[0].focus()`, nil)
	first := [3]string{"A,B,</script>", "A,B,</script> 1", "by groups true,by heads false"}
	if got := seen(); got != first {
		t.Errorf("at first %q, want %q", got, first)
	}
	p.press("Tab", 9)
	p.press("Enter", 13)
	if got, want := seen(), [3]string{"</script>,B,A", "</script>,B,A 0", "by groups false,by heads true"}; got != want {
		t.Errorf("by heads %q, want %q", got, want)
	}
	p.ask(`document.querySelectorAll('.switch button')[0].focus()`, nil)
	p.press("Enter", 13)
	if got := seen(); got != first {
		t.Errorf("back %q, want %q", got, first)
	}
	p.quiet()
	p = b.open(t, page, false)
	var shown int
	p.ask(`document.querySelector('.switch').offsetHeight`, &shown)
	if shown != 0 {
		t.Error("without scripts there is a switch")
	}
	if len(parse(t, render(t, d, Options{})).all("button")) != 0 {
		t.Error("a page without scripts has buttons")
	}
}
