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

// isAlone reports whether nothing but the votes is on the sheet: every other
// column has a known meaning, and some of them say who voted or when. Anonymous
// answers with their times are the export of a form.
func (s *form) isAlone(b *block) bool {
	m := s.in.Model
	if m.HasAny(vocabulary.Timestamp, vocabulary.StartTime) && !m.IsFilled(vocabulary.Name, vocabulary.FirstName) {
		return true
	}
	voters := slices.ContainsFunc(s.columns, func(c column) bool { return c.meaning == vocabulary.Voter })
	if len(b.cols) < 2 && b.separator == "" && !voters || !voters && !m.HasAny(vocabulary.Name, vocabulary.ID,
		vocabulary.Email, vocabulary.Stakeholder, vocabulary.Timestamp) {
		return false
	}
	return !slices.ContainsFunc(m.Columns, func(c *sheet.Column) bool {
		_, about := c.Match.Meaning.Dimension()
		vote, x := slices.Contains(b.cols, c.Col), s.columns[c.Col-1]
		return c.Match.Meaning == vocabulary.Other && x.meaning == vocabulary.Other && x.filled > 0 && !vote ||
			c.Match.Meaning == vocabulary.Gender || about && vote
	})
}
