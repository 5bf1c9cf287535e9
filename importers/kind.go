package importers

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Kind is what a sheet or a text was recognised as.
type Kind string

// The kinds, as `inspect` shows them.
const (
	KindRoster    Kind = "roster"
	KindVotes     Kind = "votes"
	KindBoth      Kind = "roster and votes"
	KindIssues    Kind = "issues"
	KindGroups    Kind = "groups"
	KindTargets   Kind = "targets"
	KindPairs     Kind = "pairs"
	KindSettings  Kind = "settings"
	KindCountries Kind = "countries"
	KindProposal  Kind = "proposal"
	KindElection  Kind = "election"
	KindResults   Kind = "results report"
	KindEmpty     Kind = "empty"
	KindHidden    Kind = "hidden"
	KindFindings  Kind = "findings" // of a marked copy
	KindUnknown   Kind = "unknown"
)

// isWhole reports whether sheets of the kind are read whole into memory; votes
// are streamed.
func (k Kind) isWhole() bool {
	switch k {
	case KindVotes, KindEmpty, KindHidden, KindFindings, KindResults, KindUnknown:
		return false
	}
	return true
}

// hasPeople reports whether sheets of the kind list people.
func (k Kind) hasPeople() bool { return k == KindRoster || k == KindBoth }

// personal are the meanings that only people have.
var personal = []vocabulary.Meaning{
	vocabulary.FirstName, vocabulary.LastName, vocabulary.Email, vocabulary.Phone, vocabulary.Stakeholder, vocabulary.Gender, vocabulary.Age,
	vocabulary.BirthYear, vocabulary.Attendance, vocabulary.Organisation, vocabulary.Selected, vocabulary.Locked, vocabulary.MaxMemberships,
	vocabulary.ChairOK, vocabulary.TimeZone,
}

// decideKind tells what a sheet is by the meanings of its columns. The order
// matters: tables with few, telling columns come before those with many.
func (r *reading) decideKind(v *sheetView) error {
	bounds := v.hasAny(vocabulary.Min, vocabulary.Max, vocabulary.MinSharePct, vocabulary.MaxSharePct)
	people := v.hasAny(personal...)
	switch {
	case v.isResultsReport():
		v.kind, v.why = KindResults, "words of a count such as round, threshold, transfer"
		r.found.add(planner.Finding{
			Code: CodeResultsReport, Severity: planner.Error, Where: v.sheetRef(),
			Text: "This table reports the result of a count; it holds no ballots.",
			Fix:  "Export the ballots themselves (the cast vote record): one row for each ballot.",
		})
	case v.isComparison():
		v.kind, v.why = KindResults, "counts by group: what is there and what was wanted"
		r.found.add(planner.Finding{
			Code: CodeResultsReport, Severity: planner.Note, Where: v.sheetRef(),
			Text: "This table compares counts by group; it lists neither people nor targets and was left aside.",
			Fix:  "Targets need the columns dimension, value, min and max.",
		})
	case bounds && v.has(vocabulary.Feature):
		v.kind, v.why = KindTargets, "columns for a dimension and its bounds"
	case v.has(vocabulary.PairA, vocabulary.PairB) && (v.has(vocabulary.Kind) || len(v.columns) == 2):
		v.kind, v.why = KindPairs, "two columns of people"
	case v.has(vocabulary.Key, vocabulary.ValueOf) && !people:
		v.kind, v.why = KindSettings, "columns key and value"
	case !people && v.hasAny(vocabulary.MinSize, vocabulary.MaxSize, vocabulary.Capacity, vocabulary.Chairs) &&
		v.hasAny(vocabulary.ID, vocabulary.Topic, vocabulary.Group, vocabulary.Name, vocabulary.Issue):
		v.kind, v.why = KindGroups, "columns for a topic and its size"
	case !people && v.isCapacityList():
		v.kind, v.why = KindGroups, "places for each of a list"
		v.columns[0].take(vocabulary.Topic, probableMeaning)
	case v.isCountryList():
		v.kind, v.why = KindCountries, "every row is a country"
	case v.isIssueList(people):
		v.kind, v.why = KindIssues, "columns for issues"
	default:
		return r.rosterOrVotes(v)
	}
	return nil
}

// isCapacityList reports whether the sheet is a list of something, be it
// supervisors or projects, with the places each has.
func (v *sheetView) isCapacityList() bool {
	if len(v.columns) != 2 || !v.hasAny(vocabulary.Capacity, vocabulary.MaxSize) {
		return false
	}
	c, places := v.columns[0], v.columns[1]
	return c.match.Meaning == vocabulary.Other && c.given >= 2 && c.distinct() == c.given && places.share(isNumber) == 1
}

// isCountryList reports whether every row is another country and nothing says
// that rows are people.
func (v *sheetView) isCountryList() bool {
	c := v.column(vocabulary.CountryName)
	if c == nil || v.hasAny(personal...) || len(v.columns) > 6 ||
		v.hasAny(vocabulary.Name, vocabulary.Voter, vocabulary.Role, vocabulary.Choice) {
		return false
	}
	return c.given >= 3 && c.blank == 0 && (c.distinct() >= c.given-2) && c.share(isCountry) > shareMost
}

// isIssueList reports whether the sheet lists issues: an ID and a wording, or a
// column of issues alone, or an id and a name on a sheet called so.
func (v *sheetView) isIssueList(people bool) bool {
	if people || v.hasAny(vocabulary.Rank, vocabulary.Score, vocabulary.Voter, vocabulary.Choice, vocabulary.Vote,
		vocabulary.Points, vocabulary.Weight) || len(v.body) == 0 {
		return false
	}
	id, issue := v.hasAny(vocabulary.ID), v.hasAny(vocabulary.Issue)
	worded := v.hasAny(vocabulary.Topic, vocabulary.Text)
	switch {
	case id && v.has(vocabulary.Text) && v.column(vocabulary.Text).meanLength() > 20 && !v.has(vocabulary.Name):
		return true
	case len(v.columns) > 5:
		return false
	case issue && (worded || id || v.has(vocabulary.Name) || len(v.columns) == 1), id && worded:
		return true
	}
	return id && v.has(vocabulary.Name) && len(v.columns) <= 3 &&
		v.isCalled("issue", "question", "option", "topic", "enjeu", "tema", "thema", "frage", "议题")
}

// meanLength is the average length of the different values of a column.
func (c *column) meanLength() int {
	if len(c.values) == 0 {
		return 0
	}
	n := 0
	for text := range c.values {
		n += len(text)
	}
	return n / len(c.values)
}

// countWords are the words that reports of ranked counts use.
var countWords = []string{"round 1", "round 2", "threshold", "transfer", "transfers", "elected", "eliminated", "exhausted", "votes tallied", "abstentions", "quota", "final round", "inactive ballots", "surplus", "percentage", "continuing ballots", "winner"}

// isResultsReport reports whether the top of the sheet speaks of rounds,
// transfers and thresholds: the result of a count.
func (v *sheetView) isResultsReport() bool {
	seen := make(map[string]bool)
	for _, row := range v.rows[:min(len(v.rows), 60)] {
		for _, c := range row.Cells {
			text := vocabulary.Fold(c.Text)
			if len(text) > 40 {
				continue
			}
			if head, _, _ := strings.Cut(text, ":"); head == "round" || slices.Contains(countWords, head) {
				seen[head] = true
			}
		}
	}
	return len(seen) >= 3
}

// comparedWords head counts that are compared: what is there, what was wanted.
var comparedWords = []string{
	"have", "want", "wanted", "diff", "difference", "actual", "pool", "har", "vil", "hat",
	"soll", "ist", "selected",
}

// isComparison reports whether the sheet sets counts beside each other by group.
func (v *sheetView) isComparison() bool {
	n, numbers := 0, 0
	for _, c := range v.columns {
		if slices.Contains(comparedWords, vocabulary.Compact(c.header)) {
			n++
		}
		if c.given > 0 && c.share(isNumber) == 1 || c.share(isSigned) == 1 {
			numbers++
		}
	}
	return n >= 2 && numbers >= n && len(v.columns) <= 6 &&
		!v.hasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName, vocabulary.Email, vocabulary.Voter,
			vocabulary.ID)
}

func isSigned(s string) bool { return isNumber(strings.TrimPrefix(s, "-")) }

// isCalled reports whether the sheet's (or, without sheets, the file's) name
// contains one of the words.
func (v *sheetView) isCalled(words ...string) bool {
	name := vocabulary.Fold(cmp.Or(v.name, v.file.name))
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(name, w) })
}

// rosterOrVotes decides between people, votes, and both.
func (r *reading) rosterOrVotes(v *sheetView) error {
	votes, err := r.recogniseVotes(v)
	if err != nil {
		return err
	}
	identity := v.filled(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName)
	about := 0
	for _, m := range slices.Concat(personal, []vocabulary.Meaning{
		vocabulary.Region, vocabulary.CountryName, vocabulary.Role, vocabulary.Prefs, vocabulary.Language,
	}) {
		if v.has(m) {
			about++
		}
	}
	roster := v.hasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName) ||
		v.has(vocabulary.ID) && about > 0 || about >= 2 ||
		v.hasAny(vocabulary.Stakeholder, vocabulary.Region) && !votes.found
	switch {
	case votes.found && (identity || v.filled(vocabulary.Email) && about > 1):
		v.kind, v.why = KindBoth, "people, and "+votes.why
	case votes.found:
		v.kind, v.why = KindVotes, votes.why
	case roster:
		v.kind, v.why = KindRoster, v.rosterEvidence()
	default:
		v.kind = KindUnknown
		r.unknownSheet(v)
	}
	return nil
}

// filled reports whether a column of one of the meanings holds anything but
// "anonymous", which forms write for people who did not sign in.
func (v *sheetView) filled(list ...vocabulary.Meaning) bool {
	return slices.ContainsFunc(list, func(m vocabulary.Meaning) bool {
		c := v.column(m)
		return c != nil && c.given > 0 && c.share(isAnonymous) < 1
	})
}

func isAnonymous(s string) bool {
	return slices.Contains([]string{"anonymous", "anonyme", "anonimo", "anonym", "аноним", "匿名"}, vocabulary.Compact(s))
}

// rosterEvidence names the columns that make a sheet a list of people.
func (v *sheetView) rosterEvidence() string {
	var names []string
	for _, c := range v.columns {
		m := c.match.Meaning
		if m != vocabulary.Other && m != vocabulary.Note && !c.unused && len(names) < 4 {
			names = append(names, string(m))
		}
	}
	return "columns for " + strings.Join(names, ", ")
}

// What is said of a text that is nothing known.
const (
	noText = "This text is neither a table nor a proposal nor an election file that is known here; " +
		"it was left aside."
	noTextFix = "A table needs columns separated by commas, semicolons or tabs. A proposal needs lines such as " +
		"\"Speaker 1: Name, Government, Asia-Pacific Group\"."
)

// unknownSheet says what a sheet lacks to be understood.
func (r *reading) unknownSheet(v *sheetView) {
	f := planner.Finding{Code: CodeSheetUnknown, Severity: planner.Warning, Where: v.sheetRef()}
	var heads []string
	for _, c := range v.columns {
		if c.header != "" && len(heads) < 8 {
			heads = append(heads, c.header)
		}
	}
	if v.name != "" && typicalCells(v.rows) <= 1 {
		f.Severity = planner.Note
		f.Text = "The sheet holds text but no table; it was left aside."
		r.found.add(f)
		return
	}
	if v.file.format == "text" {
		f.Text, f.Fix = noText, noTextFix
	} else if len(heads) == 0 {
		f.Text = "No header row and no columns that can be told by their values; the table was left aside."
		f.Fix = "Put a row of column names above the data, or name columns by letter: --map 'Name=A' --map 'Stakeholder=C'."
	} else {
		f.Text = "The columns " + listed(heads, "and") + " fit no kind of table; it was left aside."
		f.Fix = "People need a column Name or ID; votes need choices or one column for each issue; targets need dimension, value, min, max. Say which column is which with --map, for example --map 'Name=" + heads[0] + "'."
	}
	if s, alias, col := v.nearest(); alias != "" {
		f.Fix = "Is " + quote(col) + " meant as " + quote(string(s)) + "? Then say --map '" + string(s) + "=" + col +
			"'. " + f.Fix
	}
	r.found.add(f)
}

// nearest is the first header that resembles a known word.
func (v *sheetView) nearest() (vocabulary.Meaning, string, string) {
	for _, c := range v.columns {
		if c.match.Meaning != vocabulary.Other || c.header == "" {
			continue
		}
		if m, alias, ok := vocabulary.NearHeader(c.header); ok && !v.has(m.Meaning) {
			return m.Meaning, alias, c.header
		}
	}
	return "", "", ""
}
