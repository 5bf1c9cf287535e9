package mixing

import "roundtable/planner"

// Everything this package finds, by code, with the facts a sentence about it needs.

func noSuchTables(people int, o *Options) planner.Finding {
	return planner.Finding{
		Code: "mix-size", Severity: planner.Error,
		Args: map[string]any{
			"people": people, "tables": o.Tables, "rounds": o.Rounds, "min": o.Size.Min, "max": o.Size.Max,
		},
	}
}

func unknownValues(d planner.Dimension, people int) planner.Finding {
	return planner.Finding{
		Code: "mix-unknown", Severity: planner.Warning, Args: map[string]any{"dimension": d, "people": people},
	}
}

func pairNotKept(a, b string, together bool) planner.Finding {
	return planner.Finding{
		Code: "mix-pair", Severity: planner.Error, Args: map[string]any{"a": a, "b": b, "together": together},
	}
}
