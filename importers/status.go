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
// columns of a status say so; of several the one that promises least counts.

// standings are the columns of a sheet that say whether its people come.
type standings struct {
	// marks are columns headed by a word of a status, such as Declined: what is
	// marked there, is that.
	marks   map[*sheet.Column]vocabulary.Standing
	counted []vocabulary.Standing // by --status; empty for all who may come
	status  []*sheet.Column
	whole   []*sheet.Column // whether an answer is complete
	absent  []table.Row     // of people who do not come
}

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
	for _, v := range r.everySheet(sheet.Roster, sheet.Both, sheet.Votes) {
		s := &v.standings
		s.counted = r.opts.Status
		for _, c := range v.Columns {
			if _, wanted := asking.of(c); c.Given == 0 || c.Match.Meaning == vocabulary.Other && (wanted || isDimension(c)) {
				continue
			}
			switch m := c.Match.Meaning; {
			case c.How == sheet.ByMap && m == vocabulary.Status, v.isStatus(c):
				if m != vocabulary.Attendance || c.Share(isAttendance) == 0 {
					c.Match.Meaning = vocabulary.Status
				}
				c.Used = "status"
				s.status = append(s.status, c)
			case m == vocabulary.Status && v.kind.HasPeople():
				r.found.add(planner.Finding{
					Code: CodeStatusUnknown, Severity: planner.Warning, Where: v.ColumnRef(c), Seen: c.Header,
					Text: sentence(c.Label() + " does not say who comes: " + listed(c.Examples(3), "and") +
						" are no words for that; everybody counts"),
					Fix: "Write words such as confirmed, invited, declined, or say --map 'note=" + c.Name() + "'.",
				})
			case m == vocabulary.Completion && c.Share(isCompletion) > 0:
				c.Used = "status"
				s.whole = append(s.whole, c)
			}
		}
		if len(s.status)+len(s.whole) > 0 {
			leaveAbsent(r, v)
		}
		if v.kind.HasPeople() {
			sayRemarks(r, v)
		}
	}
}

// isDimension reports whether a header names what people are counted by: a "Small Island
// Developing State" is no state of affairs.
func isDimension(c *sheet.Column) bool {
	_, ok := vocabulary.DimensionOf(c.Header)
	return ok
}

// isStatus reports whether a column says who comes: one called so, where most values
// are words for it; one of attendance, where one value says that somebody does not
// come; one of another name or none, where all values are such words, of two
// senses, and none is a plain yes or no, which could answer anything.
func (v *sheetView) isStatus(c *sheet.Column) bool {
	if _, marked := v.standings.marks[c]; marked {
		return true
	}
	known, plain, n, seen := 0, 0, 0, make(map[vocabulary.Standing]bool)
	for text := range c.Values {
		if isSign(text) {
			continue
		}
		n++
		s, ok := standingOf(text)
		if a, _ := vocabulary.YesNo(text); a != planner.Unknown || s == vocabulary.Preview {
			plain++
		}
		if ok {
			known++
			seen[s] = true
		}
	}
	most := n > 0 && float64(known) >= shareStatus*float64(n)
	absent := len(seen) > 1 || n > 0 && !seen[vocabulary.Confirmed]
	open := v.kind.HasPeople() && !isVote(v, c)
	switch c.Match.Meaning {
	case vocabulary.Status:
		return most
	case vocabulary.Attendance:
		return open && most && absent && c.Share(isAttendance) < 1 && !isAttendanceWord(c.Header)
	case vocabulary.Other, vocabulary.Order:
		if vocabulary.OutcomeColumn.Is(c.Header) || vocabulary.StatusColumn.Within(c.Header) {
			return open && most && len(seen) > 1
		}
		return open && most && len(seen) > 1 && plain == 0 && known == n
	}
	return false
}

func isAttendance(text string) bool { return vocabulary.Value(planner.Attendance, text).OK() }

// isAttendanceWord reports a header such as "Online participation", below which yes
// and no tell how somebody takes part.
func isAttendanceWord(header string) bool {
	return vocabulary.OnlineWord.Within(header) || vocabulary.OnsiteWord.Within(header)
}

// markedStanding is the standing that a header itself names, as "Declined" and
// "Cancelled at" do, where the column holds nothing but marks and dates.
func markedStanding(c *sheet.Column) (vocabulary.Standing, bool) {
	head := strings.Trim(c.Header, " ?!:*")
	for _, end := range []string{" at", " on", " date"} {
		head = strings.TrimSuffix(head, end)
	}
	s, ok := vocabulary.StatusOf(head)
	if a, _ := vocabulary.YesNo(head); !ok || a != planner.Unknown {
		return "", false
	}
	switch s {
	case vocabulary.Declined, vocabulary.Tentative, vocabulary.Invited:
		return s, c.Given > 0 && c.Share(isMarked) == 1
	case vocabulary.Waitlisted: // with numbers below it, the reserves may be counted
		return s, c.Given > 0 && c.Share(isMarked) == 1 && c.Share(isNumber) == 0
	}
	return "", false
}

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

// markStandings finds the columns that are headed by a word of a status, in a list
// of people, before they are taken for votes.
func (v *sheetView) markStandings() {
	if !v.HasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName, vocabulary.Email) {
		return
	}
	for _, c := range v.Columns {
		if c.Match.Meaning != vocabulary.Other {
			continue
		}
		if s, ok := markedStanding(c); ok {
			if v.standings.marks == nil {
				v.standings.marks = make(map[*sheet.Column]vocabulary.Standing)
			}
			v.standings.marks[c] = s
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

func isCompletion(text string) bool {
	s, ok := vocabulary.CompletionOf(text)
	return ok && s != vocabulary.Incomplete
}

func isVote(v *sheetView, c *sheet.Column) bool { return v.kind.HasVotes() && v.voteColumns()[c.Col] }

// of is the standing of a row; words that are none come back as unknown.
func (s *standings) of(row table.Row) (standing vocabulary.Standing, unknown *sheet.Column) {
	least, invited := len(promises), false
	for _, c := range s.status {
		text := c.Text(row)
		if isSign(text) {
			continue
		}
		x, ok := s.read(c, text)
		if _, marked := s.marks[c]; marked {
			if x == vocabulary.Invited {
				invited = true // those who answered were invited too
			} else if ok {
				least = min(least, slices.Index(promises, x))
			}
			continue
		}
		if a, _ := vocabulary.YesNo(text); a == planner.No && vocabulary.ConfirmationColumn.Is(c.Header) {
			x = vocabulary.Invited // not confirmed so far
		}
		if !ok {
			unknown = c
			continue
		}
		least = min(least, slices.Index(promises, x))
	}
	for _, c := range s.whole {
		if x, ok := vocabulary.CompletionOf(c.Text(row)); ok && x != vocabulary.Confirmed {
			least = min(least, slices.Index(promises, x))
		}
	}
	if least < len(promises) {
		standing = promises[least]
	} else if invited {
		standing = vocabulary.Invited
	}
	return standing, unknown
}

// read is the standing that a cell of a column gives; in a marked column a no says
// nothing.
func (s *standings) read(c *sheet.Column, text string) (vocabulary.Standing, bool) {
	x, marked := s.marks[c]
	if !marked {
		return standingOf(text)
	}
	a, _ := vocabulary.YesNo(text)
	return x, a == planner.Yes || isWhen(text) && !vocabulary.No.Is(text)
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
				Code: CodeStatusUnknown, Severity: planner.Warning, Where: v.Ref(unknown.At(row)),
				Seen: unknown.Text(row),
				Text: quote(unknown.Text(row)) + " does not say whether somebody comes; they count.",
				Fix:  "Write a word such as confirmed, invited, tentative, waitlisted or declined.",
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
	for _, c := range slices.Concat(s.status, s.whole) {
		if one, ok := s.read(c, c.Text(row)); ok && one == x || len(s.status) == 0 {
			return c.At(row)
		}
	}
	return s.status[0].At(row)
}

// sayStandings says how many of each standing there are, and who is not counted.
func sayStandings(
	r *reading, v *sheetView, number map[vocabulary.Standing]int, names []string, left []planner.Ref,
) {
	c := slices.Concat(v.standings.status, v.standings.whole)[0]
	var parts []string
	for _, x := range slices.Backward(promises) {
		if number[x] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", number[x], x))
		}
	}
	if number[""] > 0 {
		parts = append(parts, fmt.Sprintf("%d without a word", number[""]))
	}
	f := planner.Finding{
		Code: CodeStatus, Severity: planner.Note, Where: v.ColumnRef(c), Seen: c.Header,
		Text: sentence(c.Label() + ": " + strings.Join(parts, ", ")),
		Fix:  "Say who counts with --status, for example --status confirmed,invited.",
	}
	if len(left) > 0 {
		f.Severity, f.Where, f.Also = planner.Warning, left[0], left[1:]
		f.Text += fmt.Sprintf(" %s not counted: %s.", isAre(len(left), "row"), some(names, 8))
	}
	if number[vocabulary.Waitlisted] > 0 && v.standings.counts(vocabulary.Waitlisted) && len(r.opts.Status) == 0 {
		f.Text += " Those on the waiting list are not counted either; they are the first who could step in."
	}
	if !v.Complete {
		f.Text = sentence(c.Label() + " says which rows do not count")
	}
	r.found.add(f)
}

// rowName is how a message names the person of a row.
func (v *sheetView) rowName(row table.Row) string {
	if name := v.who().name(row); name != "" {
		return name
	}
	for _, m := range []vocabulary.Meaning{vocabulary.ID, vocabulary.Voter, vocabulary.Email} {
		if text := v.Column(m).Text(row); text != "" {
			return vocabulary.MaskAddress(text)
		}
	}
	return fmt.Sprintf("row %d", row.Number)
}

// some lists the first of several names.
func some(names []string, most int) string {
	if len(names) <= most {
		return listed(names, "and")
	}
	return listed(names[:most], "and") + fmt.Sprintf(" and %d more", len(names)-most)
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
func (p *people) leaveOut(views []*sheetView) {
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
func (p *people) comesFrom(i int, v *sheetView) bool {
	return slices.ContainsFunc(v.Body, func(row table.Row) bool {
		k, ok := p.at[rowKey{v, row.Number, 0}]
		return ok && k == i
	})
}

func (p *people) sayLeftOut(i int, rec *record) {
	old := &p.list[i]
	standing, _ := rec.view.standings.of(rec.row)
	old.absent = true
	p.r.found.add(planner.Finding{
		Code: CodeStatus, Severity: planner.Warning, Where: old.Where, Also: []planner.Ref{rec.Where},
		Seen: old.Label(),
		Text: fmt.Sprintf("%s is %s in %s and is not counted.", quote(old.Label()), standing, rec.view.tableName()),
		Fix:  "Correct the status if that is wrong, or say who counts with --status.",
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
