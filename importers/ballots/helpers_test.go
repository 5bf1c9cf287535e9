package ballots

import (
	"testing"

	"roundtable/planner"
	"roundtable/reports/messages"
	"roundtable/testdata"
	"roundtable/testdata/twins"
)

// survey is the input of a csv file of the surveys of testdata.
func survey(t testing.TB, elem ...string) Input {
	t.Helper()
	return sheetInput(t, testdata.Path(t, append([]string{"surveys"}, elem...)...))
}

// surveyWorkbook is the input of the workbook with the same responses.
func surveyWorkbook(t testing.TB, name string) Input {
	t.Helper()
	return bytesInput(t, name+".xlsx", twins.Responses(t, testdata.Table(t, "surveys", name)))
}

// said is a finding in English: what is wrong, and what would be right.
func said(f planner.Finding) (text, fix string) { return messages.English().Finding(&f) }

// inWords is a finding with its words in English.
func inWords(f planner.Finding) planner.Finding {
	f.Text, f.Fix = said(f)
	return f
}

// tiers returns the issue names of a ranking by tier.
func tiers(v *Votes, b planner.Ballot) [][]string {
	var out [][]string
	for t := planner.Mark(1); ; t++ {
		var tier []string
		for i, m := range b.Marks {
			if m == t {
				tier = append(tier, v.Issues[i].Name)
			}
		}
		if tier == nil {
			return out
		}
		out = append(out, tier)
	}
}

// firstPlaces counts, with their Count, the ballots that put an issue alone first.
func firstPlaces(v *Votes) map[string]int64 {
	out := make(map[string]int64)
	for i := range v.Ballots.Len() {
		b := v.Ballots.At(i)
		if t := tiers(v, b); len(t) > 0 && len(t[0]) == 1 {
			out[t[0][0]] += b.Count
		}
	}
	return out
}

// tierCounts counts, with their Count, the ballots by the number of their tiers.
func tierCounts(v *Votes) map[int]int64 {
	out := make(map[int]int64)
	for i := range v.Ballots.Len() {
		b := v.Ballots.At(i)
		out[len(tiers(v, b))] += b.Count
	}
	return out
}

// markCounts counts, with their Count, the ballots that give an issue a mark; the
// issues without any are left out.
func markCounts(v *Votes, mark planner.Mark) map[string]int64 {
	out := make(map[string]int64)
	for i := range v.Ballots.Len() {
		b := v.Ballots.At(i)
		for j, m := range b.Marks {
			if m == mark {
				out[v.Issues[j].Name] += b.Count
			}
		}
	}
	return out
}

// blankBallots counts, with their Count, the ballots without any mark.
func blankBallots(v *Votes) int64 {
	n := int64(0)
	for i := range v.Ballots.Len() {
		if b := v.Ballots.At(i); b.IsBlank() {
			n += b.Count
		}
	}
	return n
}

// groupCounts counts the entries by group.
func groupCounts(v *Votes) map[string]int {
	out := make(map[string]int)
	for i := range v.Ballots.Len() {
		group := v.Ballots.At(i).Group
		if group == "" {
			group = "(blank)"
		}
		out[group]++
	}
	return out
}

// levelCounts counts the ballots by issue and level word.
func levelCounts(v *Votes) map[string]map[string]int {
	out := make(map[string]map[string]int)
	for i := range v.Ballots.Len() {
		for j, m := range v.Ballots.At(i).Marks {
			n := v.Issues[j].Name
			if out[n] == nil {
				out[n] = make(map[string]int)
			}
			word := "(blank)"
			if m != planner.Blank {
				word = v.Levels[len(v.Levels)-1-int(m)]
			}
			out[n][word]++
		}
	}
	return out
}

func errorsOf(fs []planner.Finding) []planner.Finding {
	var out []planner.Finding
	for _, f := range fs {
		if f.Severity == planner.Error {
			out = append(out, f)
		}
	}
	return out
}

func hasCode(fs []planner.Finding, code string) bool { return countCode(fs, code) > 0 }

// countCode counts the places that findings of a code name.
func countCode(fs []planner.Finding, code string) int {
	n := 0
	for _, f := range fs {
		if f.Code == code {
			n += 1 + len(f.Also)
		}
	}
	return n
}

// findCode is the first finding with a code.
func findCode(fs []planner.Finding, code string) planner.Finding {
	for _, f := range fs {
		if f.Code == code {
			return inWords(f)
		}
	}
	return planner.Finding{}
}
