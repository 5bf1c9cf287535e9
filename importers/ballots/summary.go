package ballots

import (
	"fmt"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// sayVoters lists the voters with more than one ballot.
func (c *collector) sayVoters() {
	rows := make(map[string][]int)
	var order []string
	for _, e := range c.entries {
		if e.by == nil || e.by.name == "" {
			continue
		}
		k := vocabulary.Fold(e.by.name)
		if len(rows[k]) == 0 {
			order = append(order, e.by.name)
		}
		rows[k] = append(rows[k], e.row)
	}
	shown := make(map[string]int)
	for _, v := range order {
		list := rows[vocabulary.Fold(v)]
		if len(list) < 2 {
			continue
		}
		v = vocabulary.MaskAddress(v)
		if shown[v]++; shown[v] > 1 {
			v = fmt.Sprintf("%s (%d)", v, shown[v]) // another address that begins like it
		}
		for _, row := range list {
			c.r.notes.add(note{
				code: codeVoterRepeated, severity: planner.Warning, seen: v,
				text: quote(v) + " has COUNT ballots; the latest counts", fix: "remove the others if this is wrong",
			}, place{row, c.voterColumn()})
		}
	}
}

func (c *collector) voterColumn() int {
	if len(c.r.p.voter) == 0 {
		return 0
	}
	return c.r.p.voter[0]
}

func (c *collector) sayTotals(v *Votes) {
	if n := int(c.r.abstained); n > 0 {
		c.r.notes.add(note{
			code: codeBallotBlank, severity: planner.Note,
			text: countOf(n, "ballot ranks or marks", "ballots rank or mark") + " nothing and counts as an abstention",
		}, place{})
	}
	if n := int(c.r.empty); n > 0 {
		c.r.notes.add(note{
			code: codeBallotBlank, severity: planner.Note,
			text: countOf(n, "form is", "forms are") + " empty: the row is there and holds no mark. It counts for no issue, " +
				"and is no abstention unless the form says so",
		}, place{})
	}
	if c.merged {
		c.r.notes.add(note{
			code: codeBallotsMerged, severity: planner.Note,
			text: fmt.Sprintf("%d rows are kept as %d different ballots with their counts, without voters' names "+
				"(above %d rows)", c.rows, v.Ballots.Len(), MergeAbove),
		}, place{})
	}
	if v.Ballots.Len() == 0 && !c.r.refused {
		c.r.notes.add(note{
			code: codeVotesNone, severity: planner.Warning,
			text: "there are headers for votes but no ballots",
		}, place{})
	}
	for _, names := range c.r.cat.spellings() {
		c.r.notes.add(note{
			code: codeIssueSpelling, severity: planner.Note, seen: names[0],
			text: strings.Join(names, ", ") + " differ in capitals alone and are one issue",
		}, place{})
	}
	if !c.r.cat.closed {
		for _, is := range v.Issues {
			if vocabulary.WriteIn.Is(is.Name) {
				c.r.notes.add(note{
					code: codeIssueWriteIn, severity: planner.Note, seen: is.Name,
					text: quote(is.Name) + " stands for names written in by voters and is kept as an issue of its own",
				}, place{})
			}
		}
	}
}

// sayNear points out issues of an open catalogue that differ by a slip.
func (c *collector) sayNear(issues []planner.Issue) {
	if c.r.cat.closed || len(issues) > 300 {
		return
	}
	for i, a := range issues {
		var rest []string
		for _, b := range issues[i+1:] {
			rest = append(rest, b.Name)
		}
		near, ok := vocabulary.Closest(a.Name, rest)
		if !ok || digitsOf(a.Name) != digitsOf(near) {
			continue
		}
		c.r.notes.add(note{
			code: codeIssueNear, severity: planner.Warning, seen: near,
			text: quote(a.Name) + " and " + quote(near) + " are nearly the same and count as two issues",
			fix:  "use one spelling, or list the issues in a sheet of their own",
		}, place{})
	}
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
