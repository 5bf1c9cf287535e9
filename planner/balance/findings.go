package balance

import "roundtable/planner"

// The findings of this package, one constructor each.

// tooFewToCompare says why a panel was not compared with a reference.
func tooFewToCompare(people int, reference string) planner.Finding {
	return planner.Finding{
		Code: "reference-too-few-people", Severity: planner.Note,
		Args: map[string]any{"n": people, "reference": reference, "enough": minForReference},
	}
}
