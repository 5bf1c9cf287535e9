package sheet

import (
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
)

// Kind is what a sheet or a text was recognised as.
type Kind string

// The kinds, as `inspect` shows them.
const (
	Roster    Kind = "roster"
	Votes     Kind = "votes"
	Both      Kind = "roster and votes"
	Issues    Kind = "issues"
	Groups    Kind = "groups"
	Targets   Kind = "targets"
	Pairs     Kind = "pairs"
	Settings  Kind = "settings"
	Countries Kind = "countries"
	Proposal  Kind = "proposal"
	Election  Kind = "election"
	Hums      Kind = "hums"
	Agenda    Kind = "agenda"
	Speaking  Kind = "speaking"
	Outcomes  Kind = "outcomes"
	Results   Kind = "results report"
	Empty     Kind = "empty"
	Hidden    Kind = "hidden"
	SetAside  Kind = "set aside" // its own name says so: "old (ignore)"
	Findings  Kind = "findings"  // of a marked copy
	Strange   Kind = "unknown"
)

// HasPeople reports whether sheets of the kind list people.
func (k Kind) HasPeople() bool { return k == Roster || k == Both }

// HasVotes reports whether sheets of the kind hold votes.
func (k Kind) HasVotes() bool { return k == Votes || k == Both }

// Personal are the meanings that only people have.
var Personal = []vocabulary.Meaning{
	vocabulary.FirstName, vocabulary.LastName, vocabulary.Email, vocabulary.Phone, vocabulary.Stakeholder,
	vocabulary.Gender, vocabulary.Age, vocabulary.BirthYear, vocabulary.Attendance, vocabulary.Organisation,
	vocabulary.Selected, vocabulary.Locked, vocabulary.MaxMemberships, vocabulary.ChairOK, vocabulary.TimeZone,
}

// Kind tells what a sheet is by the meanings of its columns, with the evidence in
// words. It is [Strange] where only the cells can tell, as between people and
// votes. The order matters: tables with few, telling columns come before those
// with many.
func (m *Model) Kind() (kind Kind, why string) {
	people := m.HasAny(Personal...)
	pairs := m.Has(vocabulary.PairA, vocabulary.PairB) && (m.Has(vocabulary.Kind) || len(m.Columns) == 2)
	found, ok := firstOf([]when[verdict]{
		{m.IsEmpty(), verdict{kind: Empty}},
		{isResultsReport(m), verdict{Results, "words of a count such as round, threshold, transfer"}},
		{isTally(m), verdict{Results, "the number of votes for each of a list"}},
		{isComparison(m), verdict{Results, "counts by group: what is there and what was wanted"}},
		{isTargetTable(m, people), verdict{Targets, "columns for a dimension and its bounds"}},
		{pairs, verdict{Pairs, "two columns of people"}},
		{m.Has(vocabulary.Key, vocabulary.ValueOf) && !people, verdict{Settings, "columns key and value"}},
		{isGroupTable(m) && !people, verdict{Groups, "columns for a topic and its size"}},
		{isGroupList(m), verdict{Groups, "columns for a topic, on a sheet or in a file called so"}},
		{isCapacityList(m), verdict{Groups, places}},
		{isCountryList(m), verdict{Countries, "every row is a country"}},
		{isIssueList(m), verdict{Issues, "columns for issues"}},
	}...)
	if !ok {
		return Strange, ""
	}
	if found.why == places {
		capacityColumn(m).take(vocabulary.Topic, probableMeaning)
	}
	return found.kind, found.why
}

// verdict is the kind of a sheet and the evidence for it.
type verdict struct {
	kind Kind
	why  string
}

const places = "places for each of a list"

func isTargetTable(m *Model, people bool) bool {
	bounds := m.HasAny(vocabulary.Min, vocabulary.Max, vocabulary.MinSharePct, vocabulary.MaxSharePct)
	return m.Has(vocabulary.Feature) && (bounds || m.Has(vocabulary.ValueOf) && !people)
}

func isGroupTable(m *Model) bool {
	return m.HasAny(vocabulary.MinSize, vocabulary.MaxSize, vocabulary.Capacity, vocabulary.Chairs) &&
		m.HasAny(vocabulary.ID, vocabulary.Topic, vocabulary.Group, vocabulary.Name, vocabulary.Issue)
}

// isGroupList reports a list as that of issues is, which is called groups.
func isGroupList(m *Model) bool {
	return isCalled(m, vocabulary.GroupSheet) && !isCalled(m, vocabulary.IssueSheet) && len(m.Body) > 0 &&
		m.HasAny(vocabulary.Topic, vocabulary.Issue) && isIssueList(m)
}

// isCapacityList reports whether the sheet is a list of something, be it
// supervisors or projects, with the places each has.
func isCapacityList(m *Model) bool {
	places := m.First(vocabulary.Capacity, vocabulary.MaxSize)
	list := capacityColumn(m)
	if places == nil || list == nil || len(m.Columns) > 3 || list.Given < 2 || list.Distinct() != list.Given ||
		places.Share(isNumber) < 1 {
		return false
	}
	for _, c := range m.Columns { // a third column sorts the list: "Type"
		if c != list && c != places && (c.Match.Meaning.IsContact() || c.How == ByName &&
			c.Match.Meaning != vocabulary.Role && c.Match.Meaning != vocabulary.Kind) {
			return false
		}
	}
	return true
}

// capacityColumn is the first column of unknown meaning.
func capacityColumn(m *Model) *Column {
	if i := slices.IndexFunc(m.Columns, func(c *Column) bool { return c.How == Unknown }); i >= 0 {
		return m.Columns[i]
	}
	return nil
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789.") == "" }

func isSigned(s string) bool { return isNumber(strings.TrimPrefix(s, "-")) }

// isCountryList reports whether every row is another country and nothing says that
// rows are people.
func isCountryList(m *Model) bool {
	c := m.Column(vocabulary.CountryName)
	if c == nil || m.HasAny(Personal...) || len(m.Columns) > 6 ||
		m.HasAny(vocabulary.Name, vocabulary.Voter, vocabulary.Role, vocabulary.Choice, vocabulary.JoinTime,
			vocabulary.LeaveTime, vocabulary.Duration) {
		return false
	}
	for _, other := range m.Columns {
		_, role := vocabulary.RoleOf(other.Header)
		people := role || looksLike(m, other) == vocabulary.Name
		if other.How == Unknown && (people || other.Share(vocabulary.Abstain.Is) > 0) {
			return false // or the delegations of a vote
		}
	}
	return c.Given >= 3 && c.Blank == 0 && c.Distinct() >= c.Given-2 && c.Share(isCountry) > shareMost
}

// statement is the mean length, in bytes, from which a text beside an ID is the
// wording of an issue on its own evidence.
const statement = 20

// beyondIssues are the meanings of columns that a list of issues does not have.
var beyondIssues = append([]vocabulary.Meaning{
	vocabulary.Rank, vocabulary.Score, vocabulary.Voter, vocabulary.Choice, vocabulary.Vote, vocabulary.Points,
	vocabulary.Weight,
}, Personal...)

// ofCandidates are the meanings of columns that a sheet called a list of issues may
// have as well: where a candidate or a proposal comes from.
var ofCandidates = []vocabulary.Meaning{vocabulary.Organisation, vocabulary.Stakeholder, vocabulary.Gender}

// isIssueList reports whether the sheet lists issues: an ID and a wording, or a
// column of issues alone, or an id and a name on a sheet called so.
func isIssueList(m *Model) bool {
	called := isCalled(m, vocabulary.IssueSheet)
	var origins []vocabulary.Meaning // where the candidates of a list called so come from
	if called {
		origins = slices.DeleteFunc(slices.Clone(ofCandidates), func(o vocabulary.Meaning) bool { return !m.Has(o) })
	}
	beyond := func(b vocabulary.Meaning) bool { return m.Has(b) && !slices.Contains(origins, b) }
	if len(m.Body) == 0 && !called || slices.ContainsFunc(beyondIssues, beyond) {
		return false
	}
	id, named := m.Has(vocabulary.ID), m.Has(vocabulary.Name)
	worded := m.HasAny(vocabulary.Topic, vocabulary.Text) || called && named && len(m.Columns) <= 3+len(origins)
	return id && !named && hasStatements(m) || len(m.Columns) <= 5+len(origins) && (id && worded || isIssueColumn(m))
}

// isIssueColumn reports a column of issues alone, or beside what they are called.
func isIssueColumn(m *Model) bool {
	return m.Has(vocabulary.Issue) && (len(m.Columns) == 1 ||
		m.HasAny(vocabulary.ID, vocabulary.Name, vocabulary.Topic, vocabulary.Text))
}

// hasStatements reports a column of texts that are issues by their length, or
// because they were moderated.
func hasStatements(m *Model) bool {
	text := m.Column(vocabulary.Text)
	return text != nil && (text.meanLength() > statement || m.Headed("moderated") != nil)
}

// meanLength is the average length of the different values of a column, in bytes.
func (c *Column) meanLength() int {
	if len(c.Values) == 0 {
		return 0
	}
	n := 0
	for text := range c.Values {
		n += len(text)
	}
	return n / len(c.Values)
}

// isCalled reports whether the sheet's (or, without sheets, the file's) name holds
// a word of the list.
func isCalled(m *Model, words vocabulary.List) bool {
	if m.Name != "" {
		return words.Within(m.Name)
	}
	return words.Within(m.File)
}

// reportRows is how many rows are searched for the words of a report.
const reportRows = 60

// isResultsReport reports whether the top of the sheet speaks of rounds, transfers
// and thresholds: the result of a count.
func isResultsReport(m *Model) bool {
	seen := make(map[string]bool)
	for _, row := range m.rows[:min(len(m.rows), reportRows)] {
		for _, c := range row.Cells {
			if text := vocabulary.Fold(c.Text); len(text) <= 40 {
				if head, _, _ := strings.Cut(text, ":"); isReportWord(head) {
					seen[head] = true
				}
			}
		}
	}
	return len(seen) >= 3
}

// isTally reports a list of titles with the votes each has got.
func isTally(m *Model) bool {
	title := m.First(vocabulary.Topic, vocabulary.Text, vocabulary.Issue, vocabulary.HonorificTitle)
	votes := m.Column(vocabulary.Vote)
	return title != nil && votes != nil && votes.Share(isNumber) == 1 && title.Distinct() == len(m.Body) &&
		!m.HasAny(vocabulary.Name, vocabulary.Voter, vocabulary.Choice) && !m.HasAny(Personal...)
}

// isComparison reports whether the sheet sets counts beside each other by group.
func isComparison(m *Model) bool {
	n, numbers := 0, 0
	for _, c := range m.Columns {
		if vocabulary.Comparison.Is(c.Header) {
			n++
		}
		if c.Given > 0 && c.Share(isNumber) == 1 || c.Share(isSigned) == 1 {
			numbers++
		}
	}
	return n >= 2 && numbers >= n && len(m.Columns) <= 6 &&
		!m.HasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName, vocabulary.Email, vocabulary.Voter,
			vocabulary.ID)
}
