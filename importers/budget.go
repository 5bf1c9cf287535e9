package importers

import (
	"fmt"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/planner"
)

// What is read is held against [table.Limits] before the work is done that grows faster
// than the files: lists as soon as they are known, seats before wishes are looked up.

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

// withinLists refuses more issues or groups, or rows in all lists together, than are
// planned.
func (r *reading) withinLists() error {
	rows := 0
	for _, v := range r.files.everySheet(sheet.Roster, sheet.Both, sheet.Issues, sheet.Groups, sheet.Pairs) {
		rows += len(v.Body)
		if err := r.over(table.Rows, rows, v.SheetRef(), "rows in the lists up to this one"); err != nil {
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
