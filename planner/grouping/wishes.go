package grouping

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/planner"
)

// WishesFromChoices reads each participant's own Choices, which may name a
// group by its ID or by the ID of its issue. Choices that name neither are
// dropped with a finding; a group named twice counts once, where it is best.
func WishesFromChoices(roster planner.Roster, groups []planner.GroupSpec) (Wishes, []planner.Finding) {
	byName := groupNames(groups)
	wishes := Wishes{}
	var findings []planner.Finding
	for i := range roster {
		p := &roster[i]
		var list []Wish
		seen := make(map[string]bool)
		for _, c := range p.Choices {
			id, ok := byName[c]
			switch {
			case !ok:
				findings = append(findings, choiceUnknown(p, c))
			case !seen[id]:
				seen[id] = true
				list = append(list, Wish{id, len(list) + 1})
			}
		}
		if len(list) > 0 {
			wishes[p.ID] = list
		}
	}
	return wishes, findings
}

// WishesFromBallots reads wishes from the ballots on the issues: the order in
// which the voter put the issues that have a group. A ballot belongs to the
// participant whose ID, else name, else e-mail value equals the voter, ignoring
// case and spaces at the ends; a name two participants share joins neither and
// is reported. Of several ballots by one voter the last by time counts, then
// the last in the list. A ranked issue left blank is not on the list; approval
// lists tie all approved issues; scores and points list what is above the
// scale's minimum, a hum lists what the voter is for.
func WishesFromBallots(m *planner.Meeting, groups []planner.GroupSpec) (Wishes, []planner.Finding) {
	wishes := Wishes{}
	if m.Ballots.Len() == 0 {
		return wishes, nil
	}
	join, findings := newVoterJoin(m.Roster)
	groupOf := make([]string, len(m.Issues))
	for i := range m.Issues {
		for j := range groups {
			if groups[j].Issue == m.Issues[i].ID {
				groupOf[i] = groups[j].ID
				break
			}
		}
	}
	latest := make(map[string]int64)
	unmatched := 0
	for i := range m.Ballots.Len() {
		b := m.Ballots.At(i)
		if b.Voter == "" {
			continue
		}
		id, ok := join.find(b.Voter)
		if !ok {
			unmatched++
			continue
		}
		if last, seen := latest[id]; seen && b.Time < last {
			continue
		}
		latest[id] = b.Time
		wishes[id] = wishesOf(&b, groupOf, m.Ballots.Scale)
	}
	if unmatched > 0 {
		findings = append(findings, ballotsWithoutParticipant(unmatched, m.Ballots.Len()))
	}
	return wishes, findings
}

// wishesOf turns the marks of one ballot into a list of groups.
func wishesOf(b *planner.Ballot, groupOf []string, scale planner.Scale) []Wish {
	type marked struct {
		group string
		key   int64 // smaller is better
	}
	var list []marked
	for i, mark := range b.Marks {
		if mark == planner.Blank || groupOf[i] == "" {
			continue
		}
		switch b.Kind {
		case planner.Ranking:
			list = append(list, marked{groupOf[i], int64(mark)})
		case planner.Score:
			if mark > scale.Min {
				list = append(list, marked{groupOf[i], -int64(mark)})
			}
		default: // approvals, points and hums list what is above zero
			if mark > 0 {
				list = append(list, marked{groupOf[i], -int64(mark)})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b marked) int { return cmp.Compare(a.key, b.key) })
	wishes := make([]Wish, len(list))
	for i, m := range list {
		wishes[i] = Wish{m.group, i + 1}
		if i > 0 && list[i-1].key == m.key {
			wishes[i].Rank = wishes[i-1].Rank
		}
	}
	return wishes
}

// voterJoin finds the participant a ballot belongs to.
type voterJoin struct{ id, name, mail map[string]string }

// ambiguous marks a name that several participants share.
const ambiguous = "\x00"

func newVoterJoin(roster planner.Roster) (*voterJoin, []planner.Finding) {
	j := &voterJoin{map[string]string{}, map[string]string{}, map[string]string{}}
	var findings []planner.Finding
	add := func(m map[string]string, key, id string) bool {
		key = foldKey(key)
		if key == "" {
			return true
		}
		if old, ok := m[key]; ok && old != id {
			m[key] = ambiguous
			return false
		}
		m[key] = id
		return true
	}
	for i := range roster {
		p := &roster[i]
		add(j.id, p.ID, p.ID)
		if !add(j.name, p.Name, p.ID) {
			findings = append(findings, nameShared(p))
		}
		for _, d := range []planner.Dimension{"email", "e-mail", "mail"} {
			for _, v := range p.Values[d] {
				add(j.mail, v, p.ID)
			}
		}
	}
	return j, findings
}

func (j *voterJoin) find(voter string) (string, bool) {
	key := foldKey(voter)
	for _, m := range []map[string]string{j.id, j.name, j.mail} {
		if id, ok := m[key]; ok && id != ambiguous {
			return id, true
		}
	}
	return "", false
}

func foldKey(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// groupNames maps group IDs and issue IDs to group IDs; a group's own ID wins.
func groupNames(groups []planner.GroupSpec) map[string]string {
	names := make(map[string]string, 2*len(groups))
	for i := range groups {
		if iss := groups[i].Issue; iss != "" {
			if _, taken := names[iss]; !taken {
				names[iss] = groups[i].ID
			}
		}
	}
	for i := range groups {
		names[groups[i].ID] = groups[i].ID
	}
	return names
}
