package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"roundtable/importers"
	"roundtable/planner"
)

// printFindings lists findings of at least the given severity, one a line with
// its place, and what to do about it below.
func printFindings(w io.Writer, findings []planner.Finding, least planner.Severity) {
	hidden := 0
	for i := range findings {
		f := &findings[i]
		if f.Severity < least {
			hidden++
			continue
		}
		fmt.Fprintf(w, "%s: %s\n", f.Severity, findingLine(f))
		if f.Fix != "" {
			fmt.Fprintf(w, "    → %s\n", f.Fix)
		}
	}
	if hidden > 0 && least > planner.Note {
		fmt.Fprintf(w, "(%s more: roundtable inspect shows them)\n", planner.Plural(hidden, "note", "notes"))
	}
}

// findingLine is a finding in one line: place, text, further places.
func findingLine(f *planner.Finding) string {
	var b strings.Builder
	if !f.Where.IsZero() {
		b.WriteString(f.Where.String())
		b.WriteString("  ")
	}
	b.WriteString(importers.Message(*f))
	return b.String()
}

// sortFindings puts errors first and keeps the order otherwise.
func sortFindings(fs []planner.Finding) {
	slices.SortStableFunc(fs, func(a, b planner.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
}
