package disclosure

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/planner/schedule"
	"roundtable/reports"
)

// Results are what [Protect] takes its figures from; a nil part was not
// computed.
type Results struct {
	Balance *balance.Report // of the panel that the rules speak of
	Ranking *ranking.Result
	Groups  *grouping.Plan
	// Comparison holds the vote against an earlier one. Apart says that the ballots of the
	// two are the same, or differ in at least K: only then is anything told of it.
	Comparison *ranking.Comparison
	Apart      bool
	// Outcome is what was agreed.
	Outcome *schedule.Conclusion
}

// errPolicy is returned by [Protect] for a policy that would protect nobody.
var errPolicy = errors.New("disclosure policy")

// Protect reduces a meeting and its results to what may be published. The
// result has no way back to persons or ballots. What is shown:
//
//   - People on the published programme (roles in policy.Announced) are shown by
//     the Open dimensions exactly: anybody can count them from the programme. So
//     is everybody where the roster is open.
//   - All others, and all other dimensions, are counted in one-way tables whose
//     rows stand for at least K people ([mergeSmall]). Each table speaks of one
//     population: the panel where it is not on the programme, else those who are
//     not on it. No table of a larger one is published, from which the
//     difference would follow.
//   - Two dimensions are crossed only where the roster is open and both are.
//   - Verdicts on targets are shown where the counts behind them are.
//   - Votes: see protectVotes; what changed since an earlier vote: see
//     protectChanges. Working groups: sizes, and composition only where
//     the roster is open. Names: never.
//   - What was noticed on import: whether there was anything.
//   - Provenance: version, date, seed and the settings that shape the result.
//     No file names, no command line as typed, and no hash of the inputs.
func Protect(m *planner.Meeting, r Results, prov reports.Provenance, policy Policy) (Protected, error) {
	if policy.K < 3 {
		return Protected{}, fmt.Errorf("%w: the smallest count is %d, and below 3 it protects nobody",
			errPolicy, policy.K)
	}
	if m == nil {
		m = &planner.Meeting{}
	}
	known := namesOf(m)
	if policy.Replaces { // what is left tells nothing of the votes, and nothing of people
		quiet := *m
		quiet.Roster, quiet.Findings = nil, nil
		m, r = &quiet, Results{Ranking: r.Ranking, Outcome: r.Outcome}
		policy.Most, policy.VotesByGroup = Nothing, false // one issue in for another is what a late ballot says
	}
	g := guard{m: m, policy: &policy, names: known, whole: map[planner.Dimension]bool{}, out: Protected{
		Title: m.Title, Format: m.Format, Minutes: m.Minutes, Participants: len(m.Roster), Noticed: len(m.Findings) > 0,
	}}
	g.people(r.Balance)
	g.targets(r.Balance)
	if r.Ranking != nil {
		g.out.Votes = g.votes(r.Ranking)
	}
	if r.Comparison != nil {
		g.out.Changes = g.changes(r.Comparison, r.Apart)
	}
	if r.Groups != nil {
		g.out.Groups = g.groups(r.Groups)
	}
	if r.Outcome != nil {
		g.out.Outcome = g.outcome(r.Outcome)
	}
	g.out.Provenance = protectProvenance(prov, policy.Settings)
	g.notes()
	return g.out, nil
}

// guard is the work of [Protect].
type guard struct {
	m      *planner.Meeting
	policy *Policy
	names  names
	out    Protected
	// announced are the people of the panel shown exactly by open dimensions, protected
	// those counted in merged tables; crowd says who these are.
	announced, protected []*planner.Participant
	crowd                Saying
	// apart says that all on the programme are no more than the announced, or many more.
	apart bool
	// whole says that no row of a dimension's table of the protected people was
	// merged.
	whole map[planner.Dimension]bool
}

// ballots is how many voted, where it is not told how many people there are: the
// difference would count those who did not vote, who can be few. Elsewhere it is 0 whatever
// the numbers are, for that it is missing where they are close would count them as well. The
// number of people stays, for it is the sum of every table of them.
func (g *guard) ballots(n int64) int64 {
	if len(g.m.Roster) > 0 {
		return 0
	}
	return n
}

// protectProvenance keeps what says how the result was made and drops what
// could name people or places: file names, the command as typed, and remarks. The
// hashes of the input files go too: anything computed from the inputs and published
// numbers alone could be used to test guesses about a missing row.
func protectProvenance(p reports.Provenance, public []string) reports.Provenance {
	out := reports.Provenance{
		Version: p.Version, Date: p.Date, Seed: p.Seed,
		Command: "roundtable plan FILES --seed " + strconv.FormatUint(p.Seed, 10) + " --out DIR",
	}
	for _, s := range p.Settings {
		if slices.Contains(public, s.Key) {
			s.Value = fileName.ReplaceAllString(s.Value, "a file")
			out.Settings = append(out.Settings, s)
		}
	}
	return out
}

// fileName is a word that ends as names of files do, with the folder before it.
var fileName = regexp.MustCompile(`(?i)[^\s,;=]*\.(csv|tsv|txt|xlsx?|ods|ya?ml|toml|json|md|pdf|docx?|pb|zip)\b`)

// notes says how figures were protected.
func (g *guard) notes() {
	g.out.Notes = []Saying{{Code: "counts"}, {Code: "merged", N: g.policy.K}, {Code: "mark"}}
	if g.out.Votes != nil {
		g.out.Notes = append(g.out.Notes, Saying{Code: "votes"})
		if len(g.m.Roster) > 0 {
			g.out.Notes = append(g.out.Notes, Saying{Code: "voters"})
		}
	}
	g.out.Notes = append(g.out.Notes, Saying{Code: "fingerprints"})
	if g.policy.Replaces {
		g.out.Notes = slices.Insert(g.out.Notes, 0, Saying{Code: "replaces"})
	}
}
