package importers

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/importers/people"
	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Lists kept by hand say beside a name, in a role or in a note who does not come.
// That is no column of a status and nobody is left out for it, but it is said.

// remarkMarks part a cell into what it is about and a remark on it.
var remarkMarks = strings.NewReplacer(
	"(", "\n", ")", "\n", "[", "\n", "]", "\n", "（", "\n", "）", "\n", "【", "\n", "】", "\n", " - ", "\n",
	" – ", "\n", " — ", "\n", ":", "\n", "：", "\n", ";", "\n", ",", "\n", " / ", "\n",
)

// absence is the part of a cell that says that somebody does not come or only
// stands by.
func absence(text string, m vocabulary.Meaning) (string, bool) {
	parts := strings.Split(remarkMarks.Replace(text), "\n")
	switch m {
	case vocabulary.Role, vocabulary.Other, vocabulary.Order:
		parts = append(parts, strings.Fields(text)...)
	case vocabulary.Name, vocabulary.FirstName, vocabulary.LastName:
		parts = slices.DeleteFunc(parts, func(s string) bool { return s == text })
	}
	for _, part := range parts {
		part = strings.TrimSpace(part)
		s, ok := vocabulary.StatusOf(part)
		a, _ := vocabulary.YesNo(part)
		if ok && a == planner.Unknown && len([]rune(part)) > 1 &&
			(s == vocabulary.Declined || s == vocabulary.Waitlisted) {
			return part, true
		}
	}
	return "", false
}

// sayRemarks warns of people who count though a cell beside their name, their role
// or a note says that they do not come.
func sayRemarks(r *reading, v *sheetView) {
	for _, c := range v.Columns {
		switch c.Match.Meaning {
		case vocabulary.Name, vocabulary.FirstName, vocabulary.LastName, vocabulary.Role, vocabulary.Note,
			vocabulary.Other, vocabulary.Order:
		default:
			continue
		}
		if c.Used == "status" || isVote(v, c) || c.Stem != "" {
			continue
		}
		sayRemarksOf(r, v, c)
	}
}

func sayRemarksOf(r *reading, v *sheetView, c *sheet.Column) {
	var names []string
	var places []planner.Ref
	seen := ""
	says := make(map[string]bool) // by text: most answers are given many times
	for _, row := range v.Body {
		text := c.Text(row)
		absent, known := says[text]
		if !known {
			_, absent = absence(text, c.Match.Meaning)
			says[text] = absent
		}
		if !absent {
			continue
		}
		if x, _ := v.standings.of(row); !v.standings.counts(x) {
			continue
		}
		seen = cmp.Or(seen, text)
		names, places = append(names, v.rowName(row)), append(places, v.Ref(c.At(row)))
	}
	if len(names) == 0 {
		return
	}
	f := planner.Finding{
		Code: CodeStatusUnknown, Form: "remark", Severity: planner.Warning, Seen: seen,
		Args: facts{
			"n": len(names), "column": c.Named(), "text": clip(seen), "name": c.Name(),
			"names": planner.QuotedSome{Texts: clipped(names), Shown: 8},
		},
	}
	if m := c.Match.Meaning; m == vocabulary.Name || m == vocabulary.FirstName || m == vocabulary.LastName {
		f.Form = "remark-name"
	}
	r.found.addAt(f, places)
}

// leavePlaceholders takes the rows out of a list of people that name nobody: open
// seats, trial entries, devices and telephone numbers.
func leavePlaceholders(r *reading, v *sheetView) {
	name := v.Column(vocabulary.Name)
	known := make(map[int]people.Placeholder, len(v.Body)) // by the number of a row
	what := func(row table.Row) people.Placeholder {
		p, ok := known[row.Number]
		if !ok {
			called, written := v.who().Name(row), name.Text(row)
			if p = people.PlaceholderOf(called); p == "" && written != called {
				p = people.PlaceholderOf(written)
			}
			known[row.Number] = p
		}
		return p
	}
	rows := make(map[people.Placeholder][]table.Row)
	for _, row := range v.Body {
		rows[what(row)] = append(rows[what(row)], row)
	}
	if len(rows[""]) == 0 {
		return // numbers by which people go
	}
	said := map[people.Placeholder]planner.Finding{
		people.OpenSeat: {
			Code: CodeSeatOpen,
		},
		people.NoPerson: {
			Code: CodePersonNone,
		},
	}
	for _, p := range []people.Placeholder{people.OpenSeat, people.NoPerson} {
		list, f := rows[p], said[p]
		if len(list) == 0 {
			continue
		}
		var shown []string
		var places []planner.Ref
		for _, row := range list {
			shown, places = append(shown, cmp.Or(v.who().Name(row), name.Text(row))), append(places, v.who().Place(row))
		}
		f.Severity = planner.Warning
		f.Args = facts{"n": len(list), "names": planner.QuotedSome{Texts: clipped(shown), Shown: mostListed}}
		r.found.addAt(f, places)
	}
	v.Leave(func(row table.Row) sheet.Class {
		if p := what(row); p != "" {
			return sheet.Class(p)
		}
		return sheet.Body
	})
}

// longestForm is the largest number of lines in which a form asks for things, one below the
// other.
const longestForm = 60

// sayHeadings tells of several people, or of one alone, whose names are words that head
// columns: the table may be a form with a line for each thing that is said of somebody.
func sayHeadings(r *reading, v *sheetView) {
	if len(v.Body) > longestForm {
		return
	}
	var names []string
	var places []planner.Ref
	for _, row := range v.Body {
		if name := v.who().Name(row); headsPeople(name) {
			names, places = append(names, name), append(places, v.who().Place(row))
		}
	}
	if len(names) > 1 || len(names) == 1 && len(v.Body) == 1 {
		r.found.addAt(planner.Finding{
			Code: CodeNameHeading, Severity: planner.Warning,
			Args: facts{"names": planner.QuotedSome{Texts: clipped(names), Shown: mostListed}},
		}, places)
	}
}

// headsPeople reports a text that heads a column in lists of people.
func headsPeople(text string) bool {
	m, ok := vocabulary.Header(text)
	_, says := m.Meaning.Dimension()
	return ok && m.IsWhole() && (says || m.Meaning.IsContact() || slices.Contains([]vocabulary.Meaning{
		vocabulary.Name, vocabulary.FirstName, vocabulary.LastName, vocabulary.Role, vocabulary.BirthYear,
	}, m.Meaning))
}
