package mixing

import (
	"fmt"

	"roundtable/planner"
)

// Everything this package finds, by code.

func noSuchTables(people int, o *Options) planner.Finding {
	return planner.Finding{
		Code: "mix-size", Severity: planner.Error,
		Text: fmt.Sprintf("%d people cannot sit at %d tables in %d rounds", people, o.Tables, o.Rounds),
		Fix:  "ask for at least one table and one round, and no more tables than people",
	}
}

func unknownValues(d planner.Dimension, people int) planner.Finding {
	return planner.Finding{
		Code: "mix-unknown", Severity: planner.Warning,
		Text: fmt.Sprintf("the %s of %d people is unknown; they are seated without regard to it", d.Label(), people),
	}
}
