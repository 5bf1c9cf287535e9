package main

import (
	"fmt"
	"slices"
	"testing"

	"roundtable/importers/vocabulary"
	"roundtable/reports/messages"
)

// A goal that a report names in any language is read as that goal.
func TestGoalsAreReadAsTheyAreNamed(t *testing.T) {
	for _, language := range messages.Languages() {
		l, _ := messages.In(language)
		for n := 1; n <= vocabulary.Goals; n++ {
			name := l.Say(fmt.Sprint("goal.g", n), nil)
			if got := vocabulary.GoalsNamed(name); !slices.Equal(got, []int{n}) {
				t.Errorf("goal %d, %s: %q is read as %v", n, language, name, got)
			}
		}
	}
}
