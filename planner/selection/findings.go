package selection

import "roundtable/planner"

// Everything this package finds, by code, with the facts a sentence about it needs.

func tooManyHeld(held, seats int) planner.Finding {
	return planner.Finding{
		Code: "select-held", Severity: planner.Error, Args: map[string]any{"n": held, "seats": seats},
	}
}

func noSuchPanel(number int) planner.Finding {
	return planner.Finding{
		Code: "select-draw", Severity: planner.Error, Args: map[string]any{"number": number, "panels": Panels},
	}
}
