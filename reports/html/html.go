// Package html writes a document as one self-contained page: it makes no request,
// runs only its own two scripts, and says everything without them. Charts are
// typed options of the chart library as JSON; each stands beside a table with the
// same numbers. The library is given by the caller (see package assets).
package html

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"io"
	"regexp"
	"strings"

	"roundtable/reports"
)

// The pages, their styles and the one script are real files, embedded as they are.
//
//go:embed report.tmpl sheet.tmpl
var templates embed.FS

var (
	//go:embed report.css
	pageStyle string
	//go:embed sheet.css
	sheetStyle string
	//go:embed boot.js
	boot string
)

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
	p, err := newPage(d, opts)
	if err != nil {
		return err
	}
	return execute(w, "page", d, len(p.Charts) > 0, p)
}

// execute writes a template; nothing where that fails.
func execute(w io.Writer, name string, d *reports.Document, scripted bool, data any) error {
	tmpl := template.Must(template.New(name).Funcs(pageFuncs(d, scripted)).ParseFS(templates, "*.tmpl"))
	var out bytes.Buffer
	if err := tmpl.ExecuteTemplate(&out, name, data); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	_, err := w.Write(out.Bytes())
	return err
}

// tight leaves out the spaces of the style sheet that say nothing.
var tight = strings.NewReplacer("\n", "", "  ", "", " {", "{", "{ ", "{", "; }", "}", " }", "}", "; ", ";", ": ", ":",
	", ", ",", " > ", ">")

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
	p := &page{Doc: d, Style: template.CSS(tight.Replace(pageStyle))}
	if len(opts.Script) > 0 {
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
				p.Charts = append(p.Charts, chartData{reports.Anchor(c.ID), drawn})
			}
		}
	}
	if len(p.Charts) > 0 {
		if unsafe.Match(opts.Script) {
			return nil, errors.New("chart library: it would end its script, and cannot be placed in a page")
		}
		p.Library, p.Boot = template.JS(opts.Script), template.JS(boot)
	}
	p.Policy = policy(string(p.Library), string(p.Boot))
	return p, nil
}

// unsafe is what a library must not hold to stand inside a script element.
var unsafe = regexp.MustCompile(`(?i)</script|<!--`)

// policy is the content security policy: nothing may be loaded from anywhere,
// only the scripts with these very bytes may run, and no form may be sent.
func policy(scripts ...string) string {
	allowed := ""
	for _, s := range scripts {
		if sum := sha256.Sum256([]byte(s)); s != "" {
			allowed += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
		}
	}
	return "default-src 'none'; script-src" + cmp.Or(allowed, " 'none'") +
		"; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
}
