package ballots

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// sampleRows is how many records the decision looks at.
const sampleRows = 1000

// form is a sheet looked at as a form with votes: what decisions are made on.
type form struct {
	in      Input
	known   *catalogue
	body    []table.Row // the first records
	columns []column
	classes map[string]class // of the texts seen
	mains   map[int]class    // of the columns
	// headless marks a table whose first row is data; its columns are called by
	// their letters.
	headless bool
	rounds   []Round // that the headers tell apart
}

// column is one column of the form with the texts above it.
type column struct {
	col   int
	label string // the wording people read
	code  string // the technical name above it, in exports that have one
	stem  string // the question of a grid column, "" otherwise
	item  string // what the column stands for within its question
	// meaning is what the column holds apart from votes; Other for a column that
	// can be a vote, "" for one that is known and not needed.
	meaning vocabulary.Meaning
	rank    int // the place a choice column stands for
	filled  int // non-blank cells in the sample
	mapped  bool
	// ofOtherRound marks a column of a round that is not read.
	ofOtherRound bool
	model        *sheet.Column // nil for a column that holds nothing
}

// named is how a finding calls the column.
func (c *column) named() planner.ColumnName {
	return planner.ColumnName{Header: clip(c.label), Letter: table.ColumnName(c.col)}
}

// What columns beside the votes mean: the first are read, the others are known
// and not needed.
var (
	ofVoters = []vocabulary.Meaning{
		vocabulary.ID, vocabulary.Name, vocabulary.FirstName, vocabulary.LastName, vocabulary.Email,
		vocabulary.Stakeholder, vocabulary.Group, vocabulary.Region, vocabulary.Organisation, vocabulary.Timestamp,
		vocabulary.Weight, vocabulary.CountOf, vocabulary.Voter, vocabulary.Issue, vocabulary.Rank, vocabulary.Score,
		vocabulary.Points, vocabulary.Vote, vocabulary.Prefs,
	}
	notNeeded = []vocabulary.Meaning{
		vocabulary.HonorificTitle, vocabulary.NameAffix, vocabulary.Phone, vocabulary.Address, vocabulary.Contact,
		vocabulary.CountryName, vocabulary.Gender, vocabulary.Age, vocabulary.BirthYear, vocabulary.Attendance,
		vocabulary.Role, vocabulary.Language, vocabulary.TimeZone, vocabulary.StartTime, vocabulary.Total,
		vocabulary.Note, vocabulary.Technical, vocabulary.Status, vocabulary.Completion, vocabulary.Serial,
		vocabulary.Buyer, vocabulary.JoinTime, vocabulary.LeaveTime, vocabulary.Duration, vocabulary.ChairOK,
		vocabulary.Session, vocabulary.Round, vocabulary.Postcode, vocabulary.Tier, vocabulary.Order,
		vocabulary.Selected, vocabulary.Locked, vocabulary.MinMemberships, vocabulary.MaxMemberships,
	}
)

// newForm describes the columns of a model.
func newForm(in Input) *form {
	m := in.Model
	s := &form{
		in: in, known: newCatalogue(in.KnownIssues), headless: len(m.Header) == 0,
		body:    m.Body[:min(len(m.Body), sampleRows)],
		classes: make(map[string]class), mains: make(map[int]class),
	}
	last := 0
	for _, c := range m.Columns {
		last = max(last, c.Col)
	}
	for col := 1; col <= last; col++ {
		s.columns = append(s.columns, column{col: col, meaning: vocabulary.Other})
	}
	for _, c := range m.Columns {
		x := &s.columns[c.Col-1]
		x.label, x.code, x.stem, x.item, x.model = c.Item, c.Code, c.Stem, c.Item, c
		if c.Stem != "" {
			x.label = c.Header
		}
		for _, r := range s.body {
			if strings.TrimSpace(r.Cell(c.Col).Text) != "" {
				x.filled++
			}
		}
		if s.classify(x); c.Col == in.Voter {
			x.meaning = vocabulary.Voter
		}
	}
	reconsider(s)
	if s.headless && len(s.columns) > 0 {
		s.classifyHeadless()
	} else if len(s.columns) > 2 && s.mayNameVoters(s.columns[0]) && s.isKey(0) {
		s.columns[0].meaning = vocabulary.Voter
	}
	return s
}

// reconsider looks at columns again, now that those beside them are known.
func reconsider(s *form) {
	for i := range s.columns {
		if s.isIssueAfterAll(i) {
			s.columns[i].meaning = vocabulary.Other
		} else if isTopicOfSession(s, i) {
			s.columns[i].meaning = ""
		}
	}
}

// mayNameVoters reports a column without a header, as in polls whose corner cell is
// blank, or of countries that vote.
func (s *form) mayNameVoters(c column) bool {
	unnamed := c.label == "" && c.meaning == vocabulary.Other
	return unnamed || c.model != nil && c.model.Match.Meaning == vocabulary.CountryName &&
		s.first(vocabulary.Voter, vocabulary.ID, vocabulary.Name, vocabulary.Email) == 0
}

// classify gives a column its meaning apart from votes.
func (s *form) classify(x *column) {
	c := x.model
	m := c.Match.Meaning
	switch {
	case c.How == sheet.ByMap:
		x.meaning, x.mapped = m, true
	case m == vocabulary.Choice:
		x.meaning, x.rank = m, c.Match.Number
	case s.isIssue(c.Item):
	case c.How == sheet.ByContent && m != vocabulary.Stakeholder && m != vocabulary.ID && m != vocabulary.Name &&
		m != vocabulary.Email:
	case m == vocabulary.Organisation && c.How == sheet.ByPhrase:
		x.meaning = "" // a question about the organisation, not its name
	case slices.Contains(ofVoters, m):
		x.meaning = m
	case slices.Contains(notNeeded, m):
		x.meaning = ""
	}
}

// isIssue reports whether a text names an issue listed elsewhere.
func (s *form) isIssue(text string) bool {
	if !s.known.closed || text == "" {
		return false
	}
	_, ok := s.known.find(text)
	return ok
}

// isIssueAfterAll reports a column whose header contains a word for people
// ("Gender and digital inclusion") but whose cells are votes like those beside
// it.
func (s *form) isIssueAfterAll(i int) bool {
	c := s.columns[i]
	if c.model == nil || c.mapped || c.meaning == vocabulary.Other || c.meaning == vocabulary.Choice {
		return false
	}
	m := c.model.Match
	_, about := m.Meaning.Dimension()
	switch {
	case m.Meaning == vocabulary.BirthYear, m.Meaning == vocabulary.Age && m.IsWhole(), namesStanding(c.label):
		return false
	case !about && m.Meaning != vocabulary.Role && m.Meaning != vocabulary.Session && m.Meaning != vocabulary.Status:
		return false
	}
	return s.isAmongVotes(i)
}

// namesStanding reports a header such as "Declined", with marks below for who did.
func namesStanding(label string) bool {
	s, ok := vocabulary.StatusOf(label)
	a, _ := vocabulary.YesNo(label)
	return ok && s != "" && a == planner.Unknown
}

// isTopicOfSession reports a column of topics in a programme: rows of one session have one
// topic, and several people are in it. It is what they speak about, and no vote.
func isTopicOfSession(s *form, i int) bool {
	c, session := s.columns[i], s.in.Model.Column(vocabulary.Session)
	if c.model == nil || c.mapped || session == nil || session == c.model {
		return false
	}
	topics := make(map[string]string)
	for _, row := range s.body {
		if old, ok := topics[session.Text(row)]; ok && old != c.model.Text(row) {
			return false
		}
		topics[session.Text(row)] = c.model.Text(row)
	}
	m := c.model.Match.Meaning
	return (m == vocabulary.Topic || m == vocabulary.Issue) && len(topics) > 1 && len(topics) < len(s.body)
}

// isAmongVotes reports whether the cells of a column are answers like those of the
// columns beside it, of which some can be votes.
func (s *form) isAmongVotes(i int) bool {
	main := s.mainClass(s.columns[i].col)
	if main == 0 || main == isText {
		return false
	}
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(s.columns) && s.columns[j].label != ""; j += step {
			near := s.mainClass(s.columns[j].col)
			if near == isText || near&main == 0 {
				break
			}
			if s.columns[j].meaning == vocabulary.Other {
				return true
			}
		}
	}
	return false
}

// classOf is [classOf], remembered for the texts of this form.
func (s *form) classOf(text string) class {
	c, ok := s.classes[text]
	if !ok {
		c = classOf(text)
		s.classes[text] = c
	}
	return c
}

// isKey reports a column with another text in every row, which is no number: who
// the row is.
func (s *form) isKey(i int) bool {
	texts := s.textsOf(s.columns[i].col)
	return len(s.body) > 1 && len(texts) == len(s.body) && !slices.ContainsFunc(s.body, func(r table.Row) bool {
		_, ok := number(r.Cell(s.columns[i].col).Text)
		return ok
	})
}

// textsOf are the different texts of some columns, folded.
func (s *form) textsOf(cols ...int) map[string]bool {
	out := make(map[string]bool)
	for _, r := range s.body {
		for _, col := range cols {
			out[vocabulary.Fold(r.Cell(col).Text)] = true
		}
	}
	delete(out, "")
	return out
}

// Votes without a header row: columns are called by their letters; the first
// column names the voters if no two rows share a value there; columns whose cells
// name the same things are first, second, … choice from left to right. Each of
// these is said.

// classifyHeadless finds the column of voters and the columns of choices.
func (s *form) classifyHeadless() {
	for i := range s.columns {
		c := &s.columns[i]
		c.label = "Column " + table.ColumnName(c.col)
		c.item = c.label
	}
	counts := len(s.body) > len(s.columns) && s.isCount(1) && len(s.textsOf(1)) == len(s.body)
	if len(s.body) > 2 && (s.isKey(0) || counts) {
		s.columns[0].meaning = vocabulary.Voter
	}
	rank := 0
	for i := range s.columns {
		c := &s.columns[i]
		if c.meaning != vocabulary.Other || s.mainClass(c.col) != isText {
			continue
		}
		texts := s.textsOf(c.col)
		if slices.ContainsFunc(s.columns, func(o column) bool {
			return o.col != c.col && sharesHalf(texts, s.textsOf(o.col))
		}) {
			rank++
			c.rank = rank
		}
	}
}

// sharesHalf reports whether half of the texts are among the others.
func sharesHalf(texts, others map[string]bool) bool {
	n := 0
	for t := range texts {
		if others[t] {
			n++
		}
	}
	return 2*n >= len(texts) && n > 0
}

// sayHeadless is what to tell about a table without a header.
func (s *form) sayHeadless(b *block) planner.Finding {
	form := "issues"
	if b.shape == ChoiceColumns {
		form = "choices"
	}
	return planner.Finding{
		Code: codeVotesNoHeader, Form: form, Severity: planner.Warning, Args: facts{"row": s.body[0].Number},
	}
}

// roles are the columns about the voter; 0 means there is none.
type roles struct {
	voter         []int // in order of preference
	group         int
	stakeholder   bool // group holds stakeholder groups
	region, org   int
	time          int
	count, weight int
}

// any reports whether some column says who voted.
func (r *roles) any() bool { return len(r.voter) > 0 || r.group > 0 }

// groupDimension is the dimension whose terms the groups are brought to.
func (r *roles) groupDimension() planner.Dimension {
	if r.stakeholder {
		return planner.Stakeholder
	}
	return ""
}

// findRoles picks the columns about the voter: e-mail addresses, then a
// participant's ID, then the name, then the number of the response.
func (s *form) findRoles() roles {
	var r roles
	var emails, ids, names, responses []int
	one := map[vocabulary.Meaning]*int{
		vocabulary.Region: &r.region, vocabulary.Organisation: &r.org, vocabulary.Timestamp: &r.time,
		vocabulary.CountOf: &r.count, vocabulary.Weight: &r.weight, vocabulary.Stakeholder: &r.group,
	}
	for _, c := range s.columns {
		if at := one[c.meaning]; at != nil {
			*at = cmp.Or(*at, c.col)
		}
		switch c.meaning {
		case vocabulary.Email:
			if s.hasAddresses(c.col) {
				emails = append(emails, c.col)
			}
		case vocabulary.ID, vocabulary.Voter:
			if vocabulary.AnswerNumberColumn.Is(c.label) && (c.meaning == vocabulary.Voter || s.isCount(c.col)) {
				responses = append(responses, c.col)
			} else {
				ids = append(ids, c.col)
			}
		case vocabulary.Name:
			names = append(names, c.col)
		}
	}
	r.voter = slices.Concat(emails, ids, names, responses)
	if i := slices.Index(r.voter, s.in.Voter); i > 0 {
		r.voter = slices.Concat([]int{s.in.Voter}, r.voter[:i], r.voter[i+1:])
	}
	if r.count > 0 && !s.isCount(r.count) {
		r.count = 0
	}
	s.findGroups(&r)
	return r
}

// findGroups finds the column of the voters' groups: one that --map names, one of
// stakeholder groups, one called a group, one whose cells are stakeholder groups.
// A column for stakeholder groups that holds other terms throughout, a few that
// recur, groups the voters by these.
func (s *form) findGroups(r *roles) {
	for _, c := range s.columns {
		if c.meaning == vocabulary.Group && (c.mapped || r.group == 0) {
			r.group = c.col
		}
	}
	if r.group == 0 {
		r.group = 1 + slices.IndexFunc(s.columns, func(c column) bool {
			return (c.meaning == vocabulary.Other || c.meaning == "") && c.stem == "" && s.holdsStakeholders(c.col)
		})
	}
	if r.group == 0 {
		return
	}
	c := s.columns[r.group-1]
	known, like, all := s.stakeholders(r.group)
	own := known+like == 0 && all > 1 && 3*all <= 2*c.filled
	r.stakeholder = c.meaning == vocabulary.Stakeholder && !own || s.holdsStakeholders(r.group)
}

// holdsStakeholders reports whether most labels of a column are stakeholder
// groups, whatever its header says.
func (s *form) holdsStakeholders(col int) bool {
	known, _, all := s.stakeholders(col)
	return known >= 2 && share(known, all, 60)
}

// stakeholders counts the different labels of a column, and those among them that
// are stakeholder groups or may be one of several.
func (s *form) stakeholders(col int) (known, like, all int) {
	for text := range s.textsOf(col) {
		if isNothing(text) {
			continue
		}
		all++
		switch m := vocabulary.Value(planner.Stakeholder, text); {
		case m.OK():
			known++
		case m.Status == vocabulary.Ambiguous:
			like++
		}
	}
	return known, like, all
}

// hasAddresses reports whether a column holds e-mail addresses rather than a
// word such as "anonymous".
func (s *form) hasAddresses(col int) bool {
	return slices.ContainsFunc(s.body, func(r table.Row) bool { return strings.Contains(r.Cell(col).Text, "@") })
}

// isCount reports whether a column holds whole numbers above zero only.
func (s *form) isCount(col int) bool {
	return !slices.ContainsFunc(s.body, func(r table.Row) bool {
		t := r.Cell(col).Text
		n, ok := number(t)
		return strings.TrimSpace(t) != "" && (!ok || n <= 0 || n%milli != 0)
	})
}

// namesVoters reports whether some column says who the rows are.
func (s *search) namesVoters() bool {
	return s.first(vocabulary.Voter, vocabulary.Name, vocabulary.Email, vocabulary.ID) > 0
}

// isAlone reports whether nothing but the votes is on the sheet: every other
// column has a known meaning, and some of them say who voted or when. Anonymous
// answers with their times are the export of a form.
func (s *form) isAlone(b *block) bool {
	m := s.in.Model
	if m.HasAny(vocabulary.Timestamp, vocabulary.StartTime) && !m.IsFilled(vocabulary.Name, vocabulary.FirstName) {
		return true
	}
	voters := s.first(vocabulary.Voter) > 0 || b.shape == ChoiceColumns && s.first(vocabulary.Name) > 0
	if !voters && (len(b.cols) < 2 && b.separator == "" || !m.HasAny(vocabulary.Name, vocabulary.ID,
		vocabulary.Email, vocabulary.Stakeholder, vocabulary.Timestamp)) {
		return false
	}
	used := slices.Concat(b.cols, b.beside)
	return !slices.ContainsFunc(m.Columns, func(c *sheet.Column) bool {
		_, about := c.Match.Meaning.Dimension()
		vote, x := slices.Contains(used, c.Col), s.columns[c.Col-1]
		return c.Match.Meaning == vocabulary.Other && x.meaning == vocabulary.Other && x.filled > 0 && !vote ||
			c.Match.Meaning == vocabulary.Gender || about && vote
	})
}
