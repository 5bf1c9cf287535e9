package importers

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Those who do not come are not counted, nor are answers that are not whole. The
// columns of a status say so; of several the one that promises least counts, but of
// the days of a meeting the one that promises most.

// standings are the columns of a sheet that say whether its people come.
type standings struct {
	counted []vocabulary.Standing // by --status; empty for all who may come
	columns []statusColumn
	absent  []table.Row // of people who do not come
}

// statusColumn is a column that says whether people come.
type statusColumn struct {
	*sheet.Column
	// read is what a cell says: "" for nothing, false for a word that is none of a status.
	read func(text string) (vocabulary.Standing, bool)
	// day is one of several days; weak says no more than another column does.
	day, weak bool
}

// statusOf looks through the columns of a sheet for what says who comes.
type statusOf struct{ *sheetView }

// promises orders the standings by what they promise, the least first.
var promises = []vocabulary.Standing{
	vocabulary.Preview, vocabulary.Incomplete, vocabulary.Declined, vocabulary.Waitlisted, vocabulary.Tentative,
	vocabulary.Invited, vocabulary.Confirmed,
}

// Standings are the words that [Options.Status] takes, by what they promise.
func Standings() []string {
	var words []string
	for _, s := range slices.Backward(promises) {
		words = append(words, string(s))
	}
	return words
}

// shareStatus is the part of a column's different values that must be words of a
// status before it is read as one.
const shareStatus = 0.5

// readStandings takes the rows of those who do not come out of the sheets of
// people and votes, and says so.
func readStandings(r *reading) {
	asking := r.asking()
	for _, v := range r.files.everySheet(sheet.Roster, sheet.Both, sheet.Votes) {
		s, columns := &v.standings, statusOf{v}
		s.counted = r.opts.Status
		for _, c := range v.Columns {
			_, wanted := asking.of(c)
			if c.Given == 0 || c.Match.Meaning == vocabulary.Other && (wanted || isDimension(c)) {
				continue
			}
			if x, ok := columns.column(c); ok && columns.namesBallots(c) {
				r.found.add(ballotsByName(v, c))
			} else if ok {
				c.Used = "status"
				s.columns = append(s.columns, x)
			} else if v.kind.HasPeople() && columns.looksLike(c) {
				r.found.add(unreadStatus(v, c))
			}
		}
		if len(s.columns) > 0 {
			leaveAbsent(r, v)
		}
		if v.kind == sheet.Roster {
			leavePlaceholders(r, v)
			sayHeadings(r, v)
		}
		if v.kind.HasPeople() {
			sayRemarks(r, v)
		}
	}
}

// namesBallots reports a status that only the name of a table of votes says: of what the
// ballots are, "rejected proposals" perhaps, nobody can tell.
func (v statusOf) namesBallots(c *sheet.Column) bool {
	return c.How == sheet.BySection && v.kind.HasVotes() && c.Header != sheet.SectionHeading
}

// ballotsByName says that the name of a table takes no ballot out of the vote.
func ballotsByName(v *sheetView, c *sheet.Column) planner.Finding {
	return planner.Finding{
		Code: CodeStatus, Form: "votes", Severity: planner.Note, Where: v.SheetRef(), Seen: c.Header,
		Args: facts{"name": clip(c.Text(v.Body[0]))},
	}
}

// isDimension reports whether a header names what people are counted by: a "Small Island
// Developing State" is no state of affairs.
func isDimension(c *sheet.Column) bool {
	_, ok := vocabulary.DimensionOf(c.Header)
	return ok
}

// looksLike reports a column that was not read as a status though its header
// is one of a status, or one of attendance above a few words that are none of it.
func (v statusOf) looksLike(c *sheet.Column) bool {
	switch c.Match.Meaning {
	case vocabulary.Status:
		return true
	case vocabulary.Completion:
		return c.Share(isNumber) == 1 && c.Distinct() > 1
	case vocabulary.Attendance:
		w := statusWordsOf(c)
		return c.Share(isAttendance) == 0 && c.Distinct() > 1 && 2*c.Distinct() <= c.Given && !w.all
	}
	return vocabulary.PresenceColumn.Is(c.Header) && c.Used == "" && c.Distinct() > 1 && !isVote(v.sheetView, c)
}

// unreadStatus says that the words of a column are none of a status. One that says
// the same of everybody tells nobody apart.
func unreadStatus(v *sheetView, c *sheet.Column) planner.Finding {
	f := planner.Finding{
		Code: CodeStatusUnknown, Form: "column", Severity: planner.Warning, Where: v.ColumnRef(c), Seen: c.Header,
		Args: facts{
			"n": c.Distinct(), "column": c.Named(), "words": planner.Quoted(clipped(c.Examples(3))), "name": c.Name(),
		},
	}
	if c.Distinct() == 1 || c.Match.Meaning == vocabulary.Completion {
		f.Severity = planner.Note
	}
	return f
}

// column is how a column says who comes, false for one that does not.
func (v statusOf) column(c *sheet.Column) (statusColumn, bool) {
	m := c.Match.Meaning
	marked, isMark := markedStanding(c)
	switch {
	case v.isSubmission(c):
		return statusColumn{Column: c, read: submissionOf}, true
	case m == vocabulary.Completion:
		return statusColumn{Column: c, read: completionOf}, tellsCompletion(c)
	case !v.is(c) && (c.How != sheet.ByMap || m != vocabulary.Status) && (!isMark || m != vocabulary.Status):
		return statusColumn{}, false
	case m != vocabulary.Attendance || c.Share(isAttendance) == 0:
		c.Match.Meaning = vocabulary.Status
	}
	x := statusColumn{Column: c, read: standingOf, day: isDay(c.Header)}
	switch {
	case m == vocabulary.Status && isMark:
		x.read, x.weak = markOf(marked), marked == vocabulary.Invited // those who answered were invited too
	case vocabulary.ConfirmationColumn.Is(c.Header):
		x.read = confirmationOf
	}
	return x, true
}

// submissionOf reads when an answer was sent off; it was not where nothing is said.
func submissionOf(text string) (vocabulary.Standing, bool) {
	if text == "" {
		return vocabulary.Incomplete, true
	}
	return "", true
}

// completionOf reads whether an answer is whole; one that is says nothing more.
func completionOf(text string) (vocabulary.Standing, bool) {
	if s, ok := vocabulary.CompletionOf(text); ok && s != vocabulary.Confirmed {
		return s, true
	}
	return "", true
}

// confirmationOf reads whether somebody confirmed; a no is none so far.
func confirmationOf(text string) (vocabulary.Standing, bool) {
	if a, _ := vocabulary.YesNo(text); a == planner.No {
		return vocabulary.Invited, true
	}
	return standingOf(text)
}

// markOf reads marks and dates below a header that is a word of a status; a no below
// "Declined" says nothing.
func markOf(s vocabulary.Standing) func(string) (vocabulary.Standing, bool) {
	return func(text string) (vocabulary.Standing, bool) {
		if a, _ := vocabulary.YesNo(text); a == planner.Yes || isWhen(text) && !vocabulary.No.Is(text) {
			return s, true
		}
		return "", true
	}
}

// isSubmission reports the column of a survey tool that says when an answer was sent
// off; where it is blank, the form was broken off.
func (v statusOf) isSubmission(c *sheet.Column) bool {
	return vocabulary.SubmittedColumn.Within(c.Header) && slices.ContainsFunc(v.Columns, func(x *sheet.Column) bool {
		return vocabulary.LastPageColumn.Within(x.Header)
	})
}

// tellsCompletion reports whether a column says which answers are whole: by words, by
// 1 and 0, or by shares, of which one must be whole or bear a "%": other numbers may
// count pages.
func tellsCompletion(c *sheet.Column) bool {
	words, numbers, shares := c.Share(isCompletion) > 0, false, false
	for text := range c.Values {
		numbers = numbers || isNumber(text) && text != "0" && text != "1"
		shares = shares || text == "100" || strings.HasSuffix(text, "%")
	}
	return shares || words && !numbers
}

func isCompletion(text string) bool {
	s, ok := vocabulary.CompletionOf(text)
	return ok && s != vocabulary.Incomplete
}

// statusWords is what the different values of a column say of a status.
type statusWords struct {
	most, all bool // most or all of them are words of a status
	plain     bool // some is a plain yes or no, which could answer anything
	absent    bool // some says that somebody does not come, or may not
	senses    int  // how many standings they are
}

func statusWordsOf(c *sheet.Column) statusWords {
	var w statusWords
	known, n, seen := 0, 0, make(map[vocabulary.Standing]bool)
	for text := range c.Values {
		if isSign(text) {
			continue
		}
		n++
		s, ok := standingOf(text)
		if a, _ := vocabulary.YesNo(text); a != planner.Unknown || s == vocabulary.Preview {
			w.plain = true
		}
		if ok {
			known++
			seen[s] = true
		}
	}
	w.most, w.all, w.senses = n > 0 && float64(known) >= shareStatus*float64(n), known == n, len(seen)
	w.absent = len(seen) > 1 || n > 0 && !seen[vocabulary.Confirmed]
	return w
}

// is reports whether a column says who comes: one called so, where most values
// are words for it; one of attendance, where one value says that somebody does not
// come; one of another name or none, where all values are such words, of two
// senses, and none is a plain yes or no, which could answer anything.
func (v statusOf) is(c *sheet.Column) bool {
	w, open := statusWordsOf(c), v.kind.HasPeople() && !isVote(v.sheetView, c)
	switch c.Match.Meaning {
	case vocabulary.Status:
		return w.most
	case vocabulary.Attendance:
		return open && w.most && w.absent && c.Share(isAttendance) < 1 && !isAttendanceWord(c.Header)
	case vocabulary.Other, vocabulary.Order:
		return open && w.most && w.senses > 1 && (speaksOfStatus(c.Header) || w.all && !w.plain)
	}
	return false
}

// speaksOfStatus reports a header that may be one of a status.
func speaksOfStatus(header string) bool {
	return vocabulary.OutcomeColumn.Is(header) || vocabulary.StatusColumn.Within(header) ||
		vocabulary.PresenceColumn.Is(header)
}

func isAttendance(text string) bool { return vocabulary.Value(planner.Attendance, text).OK() }

// isAttendanceWord reports a header such as "Online participation", below which yes
// and no tell how somebody takes part.
func isAttendanceWord(header string) bool {
	return !vocabulary.PresenceColumn.Is(header) &&
		(vocabulary.OnlineWord.Within(header) || vocabulary.OnsiteWord.Within(header))
}

// markedStanding is the standing that a header itself names, as "Declined" and
// "Cancelled at" do, where the column holds nothing but marks and dates.
func markedStanding(c *sheet.Column) (vocabulary.Standing, bool) {
	head := strings.Trim(c.Header, " ?!:*")
	for _, end := range []string{" at", " on", " date"} {
		head = strings.TrimSuffix(head, end)
	}
	s, ok := vocabulary.StatusOf(head)
	if a, _ := vocabulary.YesNo(head); !ok || a != planner.Unknown || c.Given == 0 || c.Share(isMarked) < 1 {
		return "", false
	}
	switch s {
	case vocabulary.Declined, vocabulary.Tentative, vocabulary.Invited:
		return s, true
	case vocabulary.Confirmed: // a no below it says more than nothing
		return s, c.Share(func(t string) bool { return vocabulary.No.Is(t) || vocabulary.NoMark.Is(t) }) == 0
	case vocabulary.Waitlisted: // with numbers below it, the reserves may be counted
		return s, c.Share(isNumber) == 0
	}
	return "", false
}

// isDay reports a header of attendance on one day of several: "Présence le 12 mars",
// "Day 2", but not "Attendance 2024".
func isDay(header string) bool {
	rest, ok := vocabulary.PresenceColumn.Begins(header)
	if !ok || rest == "" {
		return false
	}
	return slices.ContainsFunc(strings.FieldsFunc(rest, isNoDigit), func(s string) bool { return len(s) <= 2 })
}

func isNoDigit(r rune) bool { return !unicode.IsDigit(r) }

// isMarked reports a cell that says yes, no, or when.
func isMarked(text string) bool {
	a, ok := vocabulary.YesNo(text)
	return ok || a != planner.Unknown || isWhen(text)
}

// isWhen reports a date.
func isWhen(text string) bool {
	digits := 0
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			digits++
		case !strings.ContainsRune("-/.:, TZ年月日", r):
			return false
		}
	}
	return digits >= 4
}

// mark finds the columns that are headed by a word of a status or a day, in a
// list of people, before they are taken for votes.
func (v statusOf) mark() {
	if !v.HasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName, vocabulary.Email) {
		return
	}
	for _, c := range v.Columns {
		if c.Match.Meaning != vocabulary.Other {
			continue
		}
		if _, ok := markedStanding(c); ok || isDay(c.Header) && c.Given > 0 && statusWordsOf(c).all {
			c.Match.Meaning = vocabulary.Status
		}
	}
}

// standingOf reads a word of a status; who says how they come, comes.
func standingOf(text string) (vocabulary.Standing, bool) {
	if s, ok := vocabulary.StatusOf(text); ok {
		return s, true
	}
	if a, _ := vocabulary.YesNo(text); a == planner.No {
		return vocabulary.Declined, true
	} else if a == planner.Yes {
		return vocabulary.Confirmed, true
	}
	return vocabulary.Confirmed, isAttendance(text)
}

func isVote(v *sheetView, c *sheet.Column) bool { return v.kind.HasVotes() && v.votes.columns()[c.Col] }

// of is the standing of a row; words that are none come back as unknown.
func (s *standings) of(row table.Row) (standing vocabulary.Standing, unknown *sheet.Column) {
	least, day, invited := len(promises), -1, false
	for i := range s.columns {
		c := &s.columns[i]
		x, ok := c.standing(row)
		switch at := slices.Index(promises, x); {
		case !ok:
			unknown = c.Column
		case at < 0:
		case c.weak:
			invited = true
		case c.day:
			day = max(day, at)
		default:
			least = min(least, at)
		}
	}
	if day >= 0 {
		least = min(least, day)
	}
	switch {
	case least < len(promises):
		return promises[least], unknown
	case invited:
		return vocabulary.Invited, unknown
	}
	return "", unknown
}

// standing is what the column says of a row.
func (c *statusColumn) standing(row table.Row) (vocabulary.Standing, bool) {
	text := c.Text(row)
	if isSign(text) {
		text = ""
	}
	if x, ok := c.read(text); ok || text != "" {
		return x, ok
	}
	return "", true
}

// counts reports whether people of a standing are counted. The waitlisted are read
// as the first replacements unless --status says otherwise.
func (s *standings) counts(x vocabulary.Standing) bool {
	if x == "" || len(s.counted) > 0 {
		return x == "" || slices.Contains(s.counted, x)
	}
	return x != vocabulary.Preview && x != vocabulary.Incomplete && x != vocabulary.Declined
}

// leaveAbsent takes the rows out that do not count.
func leaveAbsent(r *reading, v *sheetView) {
	s := &v.standings
	number := make(map[vocabulary.Standing]int)
	var names []string
	var left []planner.Ref
	for _, row := range v.Body {
		x, unknown := s.of(row)
		number[x]++
		if !s.counts(x) {
			names, left = append(names, v.rowName(row)), append(left, v.Ref(s.cell(row, x)))
			if x != vocabulary.Preview && x != vocabulary.Incomplete {
				s.absent = append(s.absent, row)
			}
		}
		if unknown != nil && v.kind.HasPeople() {
			r.found.add(planner.Finding{
				Code: CodeStatusUnknown, Form: "cell", Severity: planner.Warning, Where: v.Ref(unknown.At(row)),
				Seen: unknown.Text(row), Args: facts{"text": clip(unknown.Text(row))},
			})
		}
	}
	v.Leave(func(row table.Row) sheet.Class {
		if x, _ := s.of(row); !s.counts(x) {
			return sheet.Class(x)
		}
		return sheet.Body
	})
	if len(left) > 0 && v.kind.HasVotes() {
		r.recogniseVotes(v)
	}
	sayStandings(r, v, number, names, left)
}

// cell is the cell that gives a row its standing.
func (s *standings) cell(row table.Row, x vocabulary.Standing) table.Cell {
	i := slices.IndexFunc(s.columns, func(c statusColumn) bool {
		one, _ := c.standing(row)
		return one == x
	})
	return s.columns[max(i, 0)].At(row)
}

// sayStandings says how many of each standing there are, and who is not counted.
func sayStandings(
	r *reading, v *sheetView, number map[vocabulary.Standing]int, names []string, left []planner.Ref,
) {
	if number[""] > 0 && len(number) == 1 {
		return // every answer is whole
	}
	c := v.standings.columns[0].Column
	var parts []planner.CountOf
	for _, x := range slices.Backward(promises) {
		if number[x] > 0 {
			parts = append(parts, planner.CountOf{Kind: string(x), N: number[x]})
		}
	}
	if number[""] > 0 {
		parts = append(parts, planner.CountOf{Kind: "unsaid", N: number[""]})
	}
	f := planner.Finding{
		Code: CodeStatus, Form: "standings", Severity: planner.Note, Where: v.ColumnRef(c), Seen: c.Header,
		Args: facts{"column": c.Named(), "standings": parts},
	}
	if len(left) > 0 {
		f.Severity, f.Where, f.Also = planner.Warning, left[0], left[1:]
		f.Form += "-left"
		f.Args["n"], f.Args["names"] = len(left), planner.QuotedSome{Texts: clipped(names), Shown: 8}
	}
	if number[vocabulary.Waitlisted] > 0 && v.standings.counts(vocabulary.Waitlisted) && len(r.opts.Status) == 0 {
		f.Form += "-waiting"
	}
	if !v.Complete {
		f.Form = "unread-rows"
	}
	r.found.add(f)
}

// rowName is how a message names the person of a row.
func (v *sheetView) rowName(row table.Row) string {
	if name := v.who().Name(row); name != "" {
		return name
	}
	for _, m := range []vocabulary.Meaning{vocabulary.ID, vocabulary.Voter, vocabulary.Email} {
		if text := v.Column(m).Text(row); text != "" {
			return vocabulary.MaskAddress(text)
		}
	}
	return fmt.Sprintf("#%d", row.Number)
}

// isSign reports a cell that holds nothing but signs, as "-" and "n/a" do.
func isSign(text string) bool {
	_, known := vocabulary.StatusOf(text)
	a, _ := vocabulary.YesNo(text)
	return !known && a == planner.Unknown && vocabulary.IsBlank(text)
}

// leaveOut takes people out of the roster and the pool who do not come by another
// table than the one that lists them. A row of the same table that counts is a new
// registration.
func (p *persons) leaveOut(views []*sheetView) {
	for _, v := range views {
		if len(v.standings.absent) == 0 {
			continue
		}
		quiet, all := *p.r, v.Body
		quiet.found = &findings{}
		v.Body = v.standings.absent
		rows := quiet.readPeople(v)
		v.Body = all
		for k := range rows {
			if i, ok := p.find(&rows[k], len(p.list)); ok && !p.comesFrom(i, v) {
				p.sayLeftOut(i, &rows[k])
			}
		}
	}
}

// comesFrom reports whether a row of a sheet is about the person.
func (p *persons) comesFrom(i int, v *sheetView) bool {
	return slices.ContainsFunc(v.Body, func(row table.Row) bool {
		k, ok := p.at[rowKey{v, row.Number, 0}]
		return ok && k == i
	})
}

func (p *persons) sayLeftOut(i int, rec *record) {
	old := &p.list[i]
	standing, _ := rec.view.standings.of(rec.row)
	old.absent = true
	p.r.found.add(planner.Finding{
		Code: CodeStatus, Form: "elsewhere", Severity: planner.Warning, Where: old.Where,
		Also: []planner.Ref{rec.Where},
		Seen: old.Label(),
		Args: facts{
			"person":   clip(old.Label()),
			"standing": planner.ValueName(standing),
			"table":    rec.view.tableName(),
		},
	})
	if old.view.kind == sheet.Roster {
		old.view.Leave(func(row table.Row) sheet.Class {
			if row.Number == old.row.Number {
				return sheet.Class(standing)
			}
			return sheet.Body
		})
	}
}
