package talk

import (
	"cmp"
	"fmt"
	"slices"

	"roundtable/importers"
	"roundtable/planner"
	"roundtable/reports/messages"
)

// Joined makes one of findings that say the same of several places.
func Joined(findings []planner.Finding) []planner.Finding {
	var out []planner.Finding
	at := make(map[string]int)
	for i := range findings {
		f := findings[i]
		said, fix := messages.English().Finding(&f)
		key := fmt.Sprint(f.Code, f.Severity, said, fix)
		k, seen := at[key]
		if !seen {
			at[key] = len(out)
			out = append(out, f)
			continue
		}
		out[k].Also = slices.Concat(out[k].Also, f.Also)
		if f.Where != out[k].Where {
			out[k].Also = append(out[k].Also, f.Where)
		}
	}
	return out
}

// FindingLine is a finding in one line (place, text, further places), and what
// would be right.
func FindingLine(f *planner.Finding) (line, fix string) {
	said := *f
	said.Text, fix = messages.English().Finding(f)
	line = importers.Message(said)
	if !f.Where.IsZero() {
		line = f.Where.String() + "  " + line
	}
	return line, fix
}

// WorstFirst puts errors first and keeps the order otherwise.
func WorstFirst(fs []planner.Finding) {
	slices.SortStableFunc(fs, func(a, b planner.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
}

// Without leaves out the findings of one severity.
func Without(s planner.Severity, fs []planner.Finding) []planner.Finding {
	return slices.DeleteFunc(slices.Clone(fs), func(f planner.Finding) bool { return f.Severity == s })
}

// BySeverity counts findings; index it with a severity.
func BySeverity(fs []planner.Finding) (n [planner.Error + 1]int) {
	for i := range fs {
		n[fs[i].Severity]++
	}
	return n
}

// HasErrors reports whether any of the findings is an error.
func HasErrors(fs []planner.Finding) bool {
	return slices.ContainsFunc(fs, func(f planner.Finding) bool { return f.Severity == planner.Error })
}
