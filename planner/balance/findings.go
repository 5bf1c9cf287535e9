package balance

import (
	"fmt"

	"roundtable/planner"
)

// The findings of this package, one constructor each.

// tooFewToCompare says why a panel was not compared with a reference.
func tooFewToCompare(people int, reference string) planner.Finding {
	return planner.Finding{
		Code: "reference-too-few-people", Severity: planner.Note,
		Text: fmt.Sprintf("%s were not compared with %q: a comparison says something from %d people on",
			planner.Plural(people, "person", "people"), reference, minForReference),
	}
}
