package disclosure

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

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
	// Words says what a target counts and the range it asks for: the result holds
	// words in place of targets. Needed where there are targets.
	Words   func(*balance.TargetResult) (label, asked string)
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
	if policy.Replaces {
		policy.Most, policy.VotesByGroup = Nothing, false // one issue in for another is what a late ballot says
	}
	g := guard{m: m, policy: &policy, names: nameWords(slices.Concat(m.Roster, m.Pool)), out: Protected{
		Title: m.Title, Format: m.Format, Minutes: m.Minutes, Participants: len(m.Roster),
	}}
	noticed := map[planner.Severity]int{}
	for i := range m.Findings {
		noticed[m.Findings[i].Severity]++
	}
	g.out.Findings = Findings{
		Errors: noticed[planner.Error], Warnings: noticed[planner.Warning], Notes: noticed[planner.Note],
	}
	g.populations(r.Balance)
	g.people(r.Balance)
	g.targets(r.Balance, r.Words)
	if r.Ranking != nil {
		g.out.Votes = protectVotes(r.Ranking, m.Issues, &policy)
	}
	if r.Comparison != nil {
		g.out.Changes = protectChanges(r.Comparison, r.Apart, &policy)
	}
	if len(m.Roster) > 0 {
		g.hideBallots()
	}
	if r.Groups != nil {
		g.out.Groups = g.groups(r.Groups)
	}
	if r.Outcome != nil {
		g.out.Outcome = g.outcome(r.Outcome)
	}
	g.out.Provenance = protectProvenance(prov, policy.Settings)
	g.notes()
	if policy.Replaces {
		g.out.replace()
	}
	return g.out, nil
}

// hideBallots takes out how many voted where it is told how many people there are: the
// difference would count those who did not vote, who can be few. It goes whatever the
// numbers are, for that it is missing where they are close would count them as well. The
// number of people stays, for it is the sum of every table of them.
func (g *guard) hideBallots() {
	if v := g.out.Votes; v != nil {
		v.Ballots = 0
	}
	if c := g.out.Changes; c != nil {
		c.BallotsBefore, c.BallotsAfter = 0, 0
	}
}

// guard is the work of [Protect].
type guard struct {
	m      *planner.Meeting
	policy *Policy
	out    Protected
	// announced are the people shown exactly by open dimensions, protected those
	// counted in merged tables; crowd says who these are.
	announced, protected []*planner.Participant
	crowd                Saying
	// exact are the populations counted exactly: the announced people of the
	// panel, and all on the programme where they are more.
	exact []population
	// whole says that no row of a dimension's table of the protected people was
	// merged.
	whole map[planner.Dimension]bool
	// names are the words by which people are known.
	names map[string]bool
}

type population struct {
	who    Saying
	people []*planner.Participant
}

func (g *guard) isAnnounced(p *planner.Participant) bool {
	return g.policy.OpenRoster ||
		slices.ContainsFunc(p.Roles, func(r planner.Role) bool { return slices.Contains(g.policy.Announced, r) })
}

// populations decides who is shown exactly and who is counted in merged tables.
func (g *guard) populations(report *balance.Report) {
	all := make([]*planner.Participant, len(g.m.Roster))
	for i := range g.m.Roster {
		all[i] = &g.m.Roster[i]
	}
	panel := all
	if report != nil {
		panel = nil
		for _, p := range all {
			if slices.Contains(report.Panel.Members, p.ID) {
				panel = append(panel, p)
			}
		}
		g.out.Panel = Panel{
			Size: report.Panel.Size, Judged: g.nameless(report.Panel.Judged),
		}
	}
	g.announced, g.protected = g.divide(panel)
	g.out.Panel.Announced = len(panel) > 0 && len(g.protected) == 0
	switch {
	case g.policy.OpenRoster:
		g.protected, g.crowd.Code = all, everybody // for what is not open about them
	case len(g.protected) == 0:
		_, g.protected = g.divide(all)
		g.crowd.Code = "off-programme"
	case len(panel) == len(all) && len(g.announced) > 0:
		g.crowd.Code = "everybody-off-programme"
	case len(panel) == len(all):
		g.crowd.Code = everybody
	case len(g.announced) > 0:
		g.crowd.Code = "panel-off-programme"
	default:
		g.crowd.Code = "panel"
	}
	g.announcedTables(all)
}

// announcedTables decides which populations are counted exactly, and what each is
// called: the panel by its own words where all of it is announced.
func (g *guard) announcedTables(all []*planner.Participant) {
	programme, _ := g.divide(all)
	who, larger := Saying{Code: "programme"}, Saying{Code: "programme-all"}
	if g.policy.OpenRoster {
		larger.Code = everybody
	}
	switch {
	case g.policy.OpenRoster && len(g.announced) == len(all):
		who.Code = everybody
	case g.out.Panel.Announced && g.out.Panel.Size > 0:
		who = Saying{Code: "panel", Who: g.out.Panel.Judged}
	}
	g.exact = append(g.exact, population{who, g.announced}) // without anybody, no dimension is known
	if len(programme) > len(g.announced) {
		g.exact = append(g.exact, population{larger, programme})
	}
}

func (g *guard) divide(people []*planner.Participant) (announced, others []*planner.Participant) {
	for _, p := range people {
		if g.isAnnounced(p) {
			announced = append(announced, p)
		} else {
			others = append(others, p)
		}
	}
	return announced, others
}

const everybody = "everybody"

// people makes the tables.
func (g *guard) people(report *balance.Report) {
	g.whole = map[planner.Dimension]bool{}
	var measured []planner.Dimension
	if report != nil {
		for _, d := range report.Dimensions {
			measured = append(measured, d.Name)
		}
	}
	for _, a := range g.exact {
		for _, d := range dimensionsOf(a.people, nil) {
			if g.policy.Classes[d] == Open {
				t := newTally(a.people, d)
				g.out.Tables = append(g.out.Tables, Table{
					Dimension: string(d), Population: a.who, People: t.people, Rows: t.exact(),
				})
			}
		}
	}
	for _, d := range dimensionsOf(g.protected, measured) {
		class := g.policy.Classes[d]
		if class != Secret && (!g.policy.OpenRoster || class != Open) {
			g.out.Tables = append(g.out.Tables, g.merged(d))
		}
	}
	g.cross()
}

// merged is the table of a dimension with small counts merged. Where that leaves no line
// for women, the share of women is told in its place, never beside it: a range and a sum
// together can have one solution.
func (g *guard) merged(d planner.Dimension) Table {
	t := newTally(g.protected, d)
	out := Table{Dimension: string(d), Population: g.crowd, People: t.people}
	rows, ok := t.protected(g.policy.K)
	ownLine := func(r Count) bool { return r.Label == "woman" }
	switch {
	case t.people < 2*g.policy.K:
		out.Why.Code = "too-few"
	case d == planner.Gender && !slices.ContainsFunc(rows, ownLine):
		out.Why.Code = t.women()
	case !ok:
		out.Why.Code = "too-few"
	default:
		out.Rows = rows
		g.whole[d] = !slices.ContainsFunc(rows, func(r Count) bool { return r.Merged })
	}
	return out
}

// cross makes the one crossed table, of two dimensions that are public for everybody.
func (g *guard) cross() {
	rows, columns := planner.Stakeholder, planner.Region
	known := dimensionsOf(g.protected, nil)
	for _, d := range []planner.Dimension{rows, columns} {
		if !g.policy.OpenRoster || g.policy.Classes[d] != Open || !slices.Contains(known, d) {
			return
		}
	}
	out := Cross{
		RowDimension: string(rows), ColumnDimension: string(columns), Population: g.crowd, People: len(g.protected),
	}
	for _, c := range newTally(g.protected, columns).exact() {
		out.ColumnLabels = append(out.ColumnLabels, c.Label)
	}
	for _, r := range newTally(g.protected, rows).exact() {
		line := make([]int, len(out.ColumnLabels))
		for _, p := range g.protected {
			if tallyValue(p, rows) == r.Label {
				line[slices.Index(out.ColumnLabels, tallyValue(p, columns))]++
			}
		}
		out.RowLabels, out.Cells = append(out.RowLabels, r.Label), append(out.Cells, line)
	}
	g.out.Cross = append(g.out.Cross, out)
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

// nameless gives back a text, or none where it has a word of the name, the ID or the
// address of somebody listed.
func (g *guard) nameless(text string) string {
	for _, w := range words.FindAllString(strings.ToLower(text), -1) {
		if g.names[w] {
			return ""
		}
	}
	return text
}

// words are those that a name is known by: of three signs and more, one of them a letter.
var words = regexp.MustCompile(`[\p{N}@._-]*\p{L}[\p{L}\p{M}\p{N}@._-]{2,}`)

// nameWords are the words of all names, IDs and addresses, but for those of public terms.
func nameWords(people planner.Roster) map[string]bool {
	out := map[string]bool{}
	for i := range people {
		p := &people[i]
		for _, w := range words.FindAllString(strings.ToLower(p.ID+" "+p.Name+" "+p.Email), -1) {
			out[w] = true
		}
	}
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region, planner.Gender, planner.Attendance} {
		for _, w := range words.FindAllString(strings.ToLower(strings.Join(knownTerms(d), " ")), -1) {
			delete(out, w)
		}
	}
	return out
}

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
}
