package html

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/testdata/sample"
)

// hostile puts a payload into every text field of an input.
func hostile(in build.Input, payload func() string) build.Input {
	m := in.Meeting
	m.Title = payload()
	for i := range m.Roster {
		m.Roster[i].Name = payload()
	}
	for i := range m.Issues {
		m.Issues[i].Name = payload()
	}
	for i := range m.Findings {
		f := &m.Findings[i]
		f.Text, f.Fix, f.Where.File, f.Where.Sheet, f.Where.Cell = payload(), payload(), payload(), payload(), payload()
	}
	for v := range in.Balance {
		r := in.Balance[v].Report
		in.Balance[v].Without = []string{payload()}
		for i := range r.Dimensions {
			for j := range r.Dimensions[i].Ordered {
				r.Dimensions[i].Ordered[j].Value = payload()
			}
		}
		for i := range r.Targets {
			r.Targets[i].Value, r.Targets[i].Target.Text = payload(), payload()
		}
		for i := range r.Overlaps {
			for j := range r.Overlaps[i].RowValues {
				r.Overlaps[i].RowValues[j] = payload()
			}
		}
	}
	for i := range in.Ranking.Groups {
		old := in.Ranking.Groups[i].Name
		in.Ranking.Groups[i].Name = payload()
		for j := range in.Ranking.Issues {
			is := &in.Ranking.Issues[j]
			is.GroupSupport[in.Ranking.Groups[i].Name], is.GroupRank[in.Ranking.Groups[i].Name] = is.GroupSupport[old],
				is.GroupRank[old]
		}
	}
	for i := range in.Ranking.Issues {
		in.Ranking.Issues[i].Name = payload()
	}
	for i := range in.Groups.Groups {
		in.Groups.Groups[i].Topic = payload()
	}
	p := &in.Provenance
	p.Command, p.Date, p.Version = payload(), payload(), payload()
	p.Sources = []reports.Pair{{Key: payload(), Value: payload()}}
	p.Settings = []reports.Pair{{Key: payload(), Value: payload()}}
	p.Notes = []string{payload()}
	return in
}

func TestHostileTextStaysText(t *testing.T) {
	t.Parallel() // waits for another program most of the time
	var hits atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.Add(1) }))
	defer server.Close()
	n := 0
	next := func() string {
		p := sample.Payloads[n%len(sample.Payloads)]
		n++
		return strings.ReplaceAll(p, "%s", server.URL)
	}
	d := build.Chair(hostile(fixtureInput(), next))
	if n < 2*len(sample.Payloads) {
		t.Fatalf("only %d fields took a payload", n)
	}
	page := render(t, d, Options{Script: library(t)})
	policy := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`)
	for name, page := range map[string][]byte{"with policy": page, "without policy": policy.ReplaceAll(page, nil)} {
		t.Run(name, func(t *testing.T) {
			dom, log := browse(t, page, "--dump-dom")
			checkDrawn(t, dom, countCharts(d))
			if strings.Contains(rootTag(dom), "pwned") {
				t.Error("a payload ran")
			}
			p := parse(t, []byte(dom))
			if got := content(p.all("title")[0]); strings.HasPrefix(got, "PWNED") || len(p.all("title")) != 1 {
				t.Errorf("title %q", got)
			}
			for _, tag := range []string{"img", "iframe", "link", "base", "object"} {
				if len(p.all(tag)) > 0 {
					t.Errorf("a payload became <%s>", tag)
				}
			}
			silent(t, log)
		})
	}
	if hits.Load() > 0 {
		t.Errorf("%d requests were made", hits.Load())
	}
}
