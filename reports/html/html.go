// Package html writes a document as one self-contained page: it makes no request,
// runs only its own two scripts, and says everything without them. Charts are
// typed options of the chart library as JSON; each stands beside a table with the
// same numbers. The library is given by the caller (see package assets).
package html

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"roundtable/reports"
)

// The page, its style and its one script are real files, embedded as they are.
//
//go:embed report.tmpl report.css boot.js sheet.tmpl sheet.css
var pageFiles embed.FS

// Options are the choices of [Write].
type Options struct {
	// Script is the chart library, as assets.Echarts returns it. Without it the page
	// has no script at all and shows each chart as its table with bars.
	Script []byte
}

// Write writes the document as one self-contained page: no request is ever
// made, and a strict content security policy lets only the page's own two
// scripts run, by their SHA-256. Text of the document is escaped by
// html/template; chart options are JSON in data blocks that are parsed, never
// executed. The same document and options give the same bytes.
//
// It returns an error when the document holds a chart that cannot be drawn or
// when w fails; nothing is written in the first case.
func Write(w io.Writer, d *reports.Document, opts Options) error {
	page, err := newPage(d, opts)
	if err != nil {
		return err
	}
	tmpl, err := template.New("page").Funcs(pageFuncs(d, len(page.Charts) > 0)).ParseFS(pageFiles, "report.tmpl")
	if err != nil {
		return fmt.Errorf("report page: %w", err)
	}
	var out bytes.Buffer
	if err := tmpl.ExecuteTemplate(&out, "page", page); err != nil {
		return fmt.Errorf("report page: %w", err)
	}
	_, err = w.Write(out.Bytes())
	return err
}

// tight leaves out the spaces of the style sheet that say nothing.
var tight = strings.NewReplacer(
	"\n",
	"",
	"  ",
	"",
	" {",
	"{",
	"{ ",
	"{",
	"; }",
	"}",
	" }",
	"}",
	"; ",
	";",
	": ",
	":",
	", ",
	",",
	" > ",
	">",
)

// page is what the template sees. The three fields of trusted types come from
// embedded files and the pinned library alone, never from a document.
type page struct {
	Doc     *reports.Document
	Policy  string
	Style   template.CSS
	Library template.JS
	Boot    template.JS
	Charts  []chartData
}

// chartData is one chart as a JSON data block.
type chartData struct {
	ID   string
	Plot plot
}

func newPage(d *reports.Document, opts Options) (*page, error) {
	style, err := pageFiles.ReadFile("report.css")
	if err != nil {
		return nil, fmt.Errorf("report page: %w", err)
	}
	p := &page{Doc: d, Style: template.CSS(tight.Replace(string(style)))}
	if len(opts.Script) > 0 {
		if p.Charts, err = chartBlocks(d); err != nil {
			return nil, err
		}
	}
	if len(p.Charts) > 0 {
		boot, err := pageFiles.ReadFile("boot.js")
		if err != nil {
			return nil, fmt.Errorf("report page: %w", err)
		}
		if err := scriptSafe(opts.Script); err != nil {
			return nil, err
		}
		p.Library, p.Boot = template.JS(opts.Script), template.JS(boot)
	}
	p.Policy = policy(string(p.Library), string(p.Boot))
	return p, nil
}

// scriptSafe refuses a library that could not stand inside a script element.
func scriptSafe(script []byte) error {
	lower := bytes.ToLower(script)
	for _, bad := range []string{"</script", "<!--"} {
		if bytes.Contains(lower, []byte(bad)) {
			return fmt.Errorf("chart library: holds %q and cannot be placed in a page", bad)
		}
	}
	return nil
}

// policy is the content security policy: nothing may be loaded from anywhere,
// only the scripts with these very bytes may run, and no form may be sent.
func policy(scripts ...string) string {
	var hashes []string
	for _, s := range scripts {
		if s == "" {
			continue
		}
		sum := sha256.Sum256([]byte(s))
		hashes = append(hashes, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	}
	allowed := "'none'"
	if len(hashes) > 0 {
		allowed = strings.Join(hashes, " ")
	}
	return "default-src 'none'; script-src " + allowed +
		"; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
}

// chartBlocks turns every chart of the document into its data block.
func chartBlocks(d *reports.Document) ([]chartData, error) {
	var out []chartData
	for _, s := range d.Sections {
		for _, block := range s.Blocks {
			c, ok := block.(reports.Chart)
			if !ok {
				continue
			}
			drawn, err := newPlot(&c)
			if err != nil {
				return nil, fmt.Errorf("chart %q: %w", c.ID, err)
			}
			out = append(out, chartData{reports.Anchor(c.ID), drawn})
		}
	}
	return out, nil
}
