package importers

import (
	"cmp"
	"errors"
	"fmt"

	"roundtable/importers/people"
	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// What is read is held against [table.Limits] before the work is done that grows faster
// than the files: lists as soon as they are known, seats before the people are read, as far
// as they can be counted then, and again before wishes are looked up.

// over refuses more of a kind of work than is allowed; whose is the word for what was
// counted.
func (r *reading) over(w table.Work, n int, where planner.Ref, whose string) error {
	what := fmt.Sprintf("there are %s %s", table.Thousands(n), whose)
	err := r.opts.Table.Limits.Over(w, int64(n), where.File, where.Sheet, what)
	if err == nil {
		return nil
	}
	r.found.add(fileFinding(where.File, err))
	return unreadable{err}
}

// withinLists refuses more issues, groups or targets, or rows in all lists together, than
// are planned.
func (r *reading) withinLists() error {
	rows, targets := 0, 0
	for _, v := range r.files.everySheet(
		sheet.Roster, sheet.Both, sheet.Issues, sheet.Groups, sheet.Pairs, sheet.Targets,
	) {
		n, w, whose := &rows, table.Rows, "rows in the lists up to this one"
		if v.kind == sheet.Targets {
			n, w, whose = &targets, table.Rules, "rows of targets"
		}
		*n += len(v.Body)
		if err := r.over(w, *n, v.SheetRef(), whose); err != nil {
			return err
		}
	}
	m := r.meeting
	if n := len(m.Issues); n > 0 {
		if err := r.over(table.Issues, n, m.Issues[n-1].Where, "issues"); err != nil {
			return err
		}
	}
	if n := len(m.Groups); n > 0 {
		return r.over(table.Groups, n, m.Groups[n-1].Where, "groups")
	}
	return nil
}

// withinSeats refuses more groups times people than are planned.
func (r *reading) withinSeats() error {
	groups, people := len(r.meeting.Groups), len(r.people.list)
	if groups == 0 {
		return nil
	}
	whose := fmt.Sprintf("groups times people (%s groups, %s people)", table.Thousands(groups), table.Thousands(people))
	return r.over(table.Seats, groups*people, r.meeting.Groups[groups-1].Where, whose)
}

// Seating is how many working groups and mixed tables people are to be seated at.
type Seating struct{ Groups, Tables int }

// Of is what is left of it in a meeting: groups that are listed are counted where they are read,
// and there are no more others than issues, where these are known.
func (s Seating) Of(m *planner.Meeting) Seating {
	if n := len(m.Issues); n > 0 {
		s.Groups = min(s.Groups, n)
	}
	if len(m.Groups) > 0 {
		s.Groups = 0
	}
	return s
}

// Over returns nil where so many people, listed at a place, can be seated within the limits,
// and else a [table.LimitError] that says what to ask for instead.
func (s Seating) Over(l table.Limits, people int, at planner.Ref) error {
	over := func(w table.Work, n int, seen, instead string) error {
		err := l.Over(w, int64(n), at.File, at.Sheet, seen)
		var limit *table.LimitError
		if errors.As(err, &limit) {
			limit.Hint = "ask for " + instead + "; more takes longer and needs more memory"
		}
		return err
	}
	seats := func(n int, what string) error {
		return over(table.Seats, n*people, fmt.Sprintf("%s %s times %s people are %s seats to look at",
			table.Thousands(n), what, table.Thousands(people), table.Thousands(n*people)), "fewer "+what)
	}
	if err := cmp.Or(seats(s.Groups, "groups"), seats(s.Tables, "tables")); err != nil || s.Tables == 0 {
		return err
	}
	each := "there are " + table.Thousands(people) + " people, of whom each may meet each"
	return over(table.Meets, people*people, each, "tables of fewer people")
}

// withinAsked refuses what was asked for where already one list has too many people for it.
func (r *reading) withinAsked() error {
	asked := r.opts.Seating.Of(r.meeting)
	if asked == (Seating{}) {
		return nil
	}
	for _, v := range r.files.sheets(sheet.Roster, sheet.Both) {
		at := v.SheetRef()
		if err := asked.Over(r.opts.Table.Limits, v.atLeast(), at); err != nil {
			r.found.add(fileFinding(at.File, err))
			return unreadable{err}
		}
	}
	return nil
}

// atLeast is how many people a sheet lists at least: those in several rows count once.
func (v *sheetView) atLeast() int {
	names, seen := v.who(), make(map[string]bool)
	for _, row := range v.Body {
		who := cmp.Or(names.ID.Given(row), v.Column(vocabulary.Email).Text(row), names.Name(row))
		if who != "" {
			seen[people.Key(who)] = true
		}
	}
	return len(seen)
}
