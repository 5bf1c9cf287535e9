package importers

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Those who do not come are not counted, nor are answers that are not whole. The
// columns of a status say so; of several the one that promises least counts.

// standings are the columns of a sheet that say whether its people come.
type standings struct {
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
	for _, v := range r.everySheet(sheet.Roster, sheet.Both, sheet.Votes) {
		s := &v.standings
		s.counted = r.opts.Status
		for _, c := range v.Columns {
			if c.Given == 0 {
				continue
			}
			switch m := c.Match.Meaning; {
			case m == vocabulary.Status && (c.How == sheet.ByMap || isStatus(c, 1)),
				m == vocabulary.Other && v.kind.HasPeople() && !isVote(v, c) && isStatus(c, 2):
				c.Match.Meaning, c.Used = vocabulary.Status, "status"
				s.status = append(s.status, c)
			case m == vocabulary.Status && v.kind.HasPeople():
				r.found.add(planner.Finding{
					Code: CodeStatusUnknown, Severity: planner.Warning, Where: v.ColumnRef(c), Seen: c.Header,
					Text: sentence(c.Label() + " does not say who comes: " + listed(c.Examples(3), "and") +
						" are no words for that; everybody counts"),
					Fix: "Write words such as confirmed, invited, declined, or say --map 'note=" + c.Name() + "'.",
				})
			case m == vocabulary.Completion && c.Share(isWholeAnswer) > 0:
				c.Used = "status"
				s.whole = append(s.whole, c)
			}
		}
		if len(s.status)+len(s.whole) > 0 {
			leaveAbsent(r, v)
		}
	}
}

// isStatus reports whether most values of a column are words of a status, in at
// least so many senses. A column of an unknown name needs two, and none that only
// says yes or no.
func isStatus(c *sheet.Column, senses int) bool {
	known, n, seen := 0, 0, make(map[vocabulary.Standing]bool)
	for text := range c.Values {
		if isSign(text) {
			continue
		}
		n++
		s, ok := standingOf(text)
		if a, _ := vocabulary.YesNo(text); senses > 1 && (a != planner.Unknown || s == vocabulary.Preview) {
			return false
		}
		if ok {
			known++
			seen[s] = true
		}
	}
	return n > 0 && len(seen) >= senses && float64(known) >= shareStatus*float64(n) && (senses == 1 || known == n)
}

// standingOf reads a word of a status; who says how they come, comes.
func standingOf(text string) (vocabulary.Standing, bool) {
	if s, ok := vocabulary.StatusOf(text); ok {
		return s, true
	}
	return vocabulary.Confirmed, vocabulary.Value(planner.Attendance, text).OK()
}

func isWholeAnswer(text string) bool {
	s, ok := vocabulary.CompletionOf(text)
	return ok && s == vocabulary.Confirmed
}

func isVote(v *sheetView, c *sheet.Column) bool { return v.kind.HasVotes() && v.voteColumns()[c.Col] }

// of is the standing of a row; words that are none come back as unknown.
func (s *standings) of(row table.Row) (standing vocabulary.Standing, unknown *sheet.Column) {
	least := len(promises)
	for _, c := range s.status {
		text := c.Text(row)
		if isSign(text) {
			continue
		}
		x, ok := standingOf(text)
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
	}
	return standing, unknown
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
		if one, ok := standingOf(c.Text(row)); ok && one == x || len(s.status) == 0 {
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
func isSign(text string) bool { return vocabulary.IsBlank(text) }

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
		k, ok := p.at[rowKey{v, row.Number}]
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
