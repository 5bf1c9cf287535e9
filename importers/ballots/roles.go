package ballots

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

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
	for _, c := range s.columns {
		switch c.meaning {
		case vocabulary.Email:
			if s.hasAddresses(c.col) {
				emails = append(emails, c.col)
			}
		case vocabulary.ID, vocabulary.Voter:
			if isResponseNumber(c.label) && (c.meaning == vocabulary.Voter || s.isCount(c.col)) {
				responses = append(responses, c.col)
			} else {
				ids = append(ids, c.col)
			}
		case vocabulary.Name:
			names = append(names, c.col)
		case vocabulary.Stakeholder:
			if !r.stakeholder {
				r.group, r.stakeholder = c.col, true
			}
		case vocabulary.Group:
			if c.mapped || r.group == 0 {
				r.group, r.stakeholder = c.col, false
			}
		case vocabulary.Region:
			r.region = cmp.Or(r.region, c.col)
		case vocabulary.Organisation:
			r.org = cmp.Or(r.org, c.col)
		case vocabulary.Timestamp:
			r.time = cmp.Or(r.time, c.col)
		case vocabulary.CountOf:
			r.count = cmp.Or(r.count, c.col)
		case vocabulary.Weight:
			r.weight = cmp.Or(r.weight, c.col)
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

// findGroups takes a group column by its content where no header names one, and
// tells whether the groups are stakeholder groups.
func (s *form) findGroups(r *roles) {
	for _, c := range s.columns {
		unnamed := (c.meaning == vocabulary.Other || c.meaning == "") && c.stem == ""
		if r.group == 0 && unnamed && s.holdsStakeholders(c.col) {
			r.group, r.stakeholder = c.col, true
		}
	}
	if r.group > 0 && !r.stakeholder {
		r.stakeholder = s.holdsStakeholders(r.group)
	}
}

// holdsStakeholders reports whether most labels of a column are stakeholder
// groups, whatever its header says.
func (s *form) holdsStakeholders(col int) bool {
	seen := make(map[string]bool)
	hits := 0
	for _, r := range s.body {
		t := r.Cell(col).Text
		if f := vocabulary.Fold(t); !isNothing(t) && !seen[f] {
			seen[f] = true
			if vocabulary.Value(planner.Stakeholder, t).OK() {
				hits++
			}
		}
	}
	return hits >= 2 && share(hits, len(seen), 60)
}

// hasAddresses reports whether a column holds e-mail addresses rather than a
// word such as "anonymous".
func (s *form) hasAddresses(col int) bool {
	return slices.ContainsFunc(s.body, func(r table.Row) bool { return strings.Contains(r.Cell(col).Text, "@") })
}

// isResponseNumber reports headers that number the answers, not the people.
func isResponseNumber(label string) bool {
	return vocabulary.AnswerNumberColumn.Is(label) || vocabulary.RowNumberColumn.Is(label)
}

// isCount reports whether a column holds whole numbers above zero only.
func (s *form) isCount(col int) bool {
	return !slices.ContainsFunc(s.body, func(r table.Row) bool {
		t := r.Cell(col).Text
		n, ok := number(t)
		return strings.TrimSpace(t) != "" && (!ok || n <= 0 || n%milli != 0)
	})
}
