package table

import (
	"roundtable/planner"
	"roundtable/reports/messages"
)

// inWords is a finding with its words in English.
func inWords(f planner.Finding) planner.Finding {
	f.Text, f.Fix = messages.English().Finding(&f)
	return f
}
