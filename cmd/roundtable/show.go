package main

import (
	"errors"
	"fmt"
	"slices"

	"roundtable/reports/build"
	"roundtable/reports/text"
)

// errText is a reason in a sentence as an error in the voice of errors: without
// the full stop.
func errText(sentence string) error {
	if n := len(sentence); n > 0 && sentence[n-1] == '.' {
		sentence = sentence[:n-1]
	}
	return errors.New(sentence)
}

// show prints the sections of the report that answer one command: as text, or
// one table of them as csv.
func (l *loaded) show(j *job, a *analysis, command, table string, sections ...string) error {
	doc := build.Chair(a.input(l, j, command))
	if j.format == "csv" {
		t, ok := doc.Table(table)
		if !ok {
			return fmt.Errorf("the report has no table %q", table)
		}
		return text.WriteCSV(j.io.out, t)
	}
	first := true
	for i := range doc.Sections {
		s := &doc.Sections[i]
		if !slices.Contains(sections, s.ID) {
			continue
		}
		if !first {
			fmt.Fprintln(j.io.out)
		}
		first = false
		if err := text.WriteSection(j.io.out, s, text.Options{Width: j.width()}); err != nil {
			return err
		}
	}
	j.talk("\nNext: roundtable plan %s --out out   writes this as reports that can be sent", shellWords(slices.Concat(j.files, j.targets)))
	return nil
}
