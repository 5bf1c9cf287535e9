package elections

import (
	"maps"
	"regexp"
	"slices"
	"testing"

	"roundtable/planner"
	"roundtable/reports/messages"
)

// issuesOf are issues of these names.
func issuesOf(names ...string) []planner.Issue {
	e := newElection("", "", nil)
	e.start(names, numbers(len(names)))
	return e.Issues
}

// said is a finding in English.
func said(f planner.Finding) string {
	text, fix := messages.English().Finding(&f)
	return text + " " + fix
}

// faulty matches the sign of a message or parameter that is missing.
var faulty = regexp.MustCompile(`\[(finding|told|list)\.|: \.`)

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

func errorsOf(fs []planner.Finding) []planner.Finding {
	var out []planner.Finding
	for _, f := range fs {
		if f.Severity == planner.Error {
			out = append(out, f)
		}
	}
	return out
}

// harmless is a finding about a file that says "x": what is quoted may look like a fault, the
// words about it may not.
func harmless(f planner.Finding) planner.Finding {
	if f.Seen != "" {
		f.Seen = "x"
	}
	f.Args = maps.Clone(f.Args)
	for name, value := range f.Args {
		if quoted, ok := value.(planner.QuotedSome); ok {
			quoted.Texts = slices.Repeat([]string{"x"}, len(quoted.Texts))
			f.Args[name] = quoted
		}
	}
	return f
}

// checkVotes holds what is true of all votes, however odd the input.
func checkVotes(t *testing.T, v *Votes) {
	t.Helper()
	if v.Ballots.Issues() != len(v.Issues) {
		t.Fatalf("ballots over %d issues, but %d issues", v.Ballots.Issues(), len(v.Issues))
	}
	ids := make(map[string]bool)
	for _, is := range v.Issues {
		if is.ID == "" || ids[is.ID] {
			t.Fatalf("issue ID %q is empty or used twice", is.ID)
		}
		ids[is.ID] = true
	}
	for i := range v.Ballots.Len() {
		b := v.Ballots.At(i)
		if b.Count < 1 {
			t.Fatalf("count %d", b.Count)
		}
		most, seen := planner.Mark(0), make(map[planner.Mark]bool)
		for _, m := range b.Marks {
			if m == planner.Blank {
				continue
			}
			switch {
			case b.Kind == planner.Ranking && m < 1, b.Kind == planner.Approval && (m < 0 || m > 1), b.Kind == planner.Hum && (m < -1 || m > 1):
				t.Fatalf("mark %d on a %s ballot", m, b.Kind)
			}
			most = max(most, m)
			seen[m] = true
		}
		if b.Kind == planner.Ranking && int(most) != len(seen) {
			t.Fatalf("ranks are not dense: %v", b.Marks)
		}
	}
	for _, f := range v.Findings {
		text, fix := messages.English().Finding(&f)
		if f.Code == "" || text == "" || f.Severity == planner.Error && fix == "" || faulty.MatchString(said(harmless(f))) {
			t.Fatalf("a finding without words: %q %q %+v", text, fix, f)
		}
	}
	sum := 0
	for _, n := range v.Account.Classes {
		sum += n
	}
	if sum != v.Account.Lines {
		t.Fatalf("the classes %v do not add up to %d lines", v.Account.Classes, v.Account.Lines)
	}
	if v.Account.Classes["unread"] > 0 && len(v.Findings) < 2 {
		t.Fatalf("lines are not read without a word: %v", v.Account.Classes)
	}
}
