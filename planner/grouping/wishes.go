package grouping

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/planner"
)

// wish is one group on a person's list. Rank 1 is the first choice; groups tied
// share the rank, and the next one counts all that are better: 1, 1, 3.
type wish struct{ group, rank int }

// readWishes fills in the ranks: from each participant's own choices, and from the
// ballots for those who made none.
func (b *builder) readWishes(m *planner.Meeting) {
	chosen := b.choices()
	voted := b.ballotWishes(m)
	b.m.Rank, b.m.Voted = make([][]int, len(b.roster)), make([]bool, len(b.roster))
	for i := range b.roster {
		list := chosen[i]
		if len(list) == 0 {
			list = voted[i]
		}
		b.m.Rank[i], b.m.Voted[i] = make([]int, len(b.groups)), len(list) > 0
		for _, x := range list {
			b.m.Rank[i][x.group] = x.rank
			b.m.MaxRank = max(b.m.MaxRank, x.rank)
		}
	}
}

// choices reads each participant's own Choices, which may name a group by its ID
// or by the ID of its issue. Choices that name neither are dropped with a finding;
// a group named twice counts once, where it is best.
func (b *builder) choices() [][]wish {
	lists := make([][]wish, len(b.roster))
	for i := range b.roster {
		p := &b.roster[i]
		for _, c := range p.Choices {
			g, ok := b.groupAt[c]
			if !ok {
				b.add(choiceUnknown(p, c))
			} else if !slices.ContainsFunc(lists[i], func(x wish) bool { return x.group == g }) {
				lists[i] = append(lists[i], wish{g, len(lists[i]) + 1})
			}
		}
	}
	return lists
}

// ballotWishes reads wishes from the ballots on the issues: the order in
// which the voter put the issues that have a group. A ballot belongs to the
// participant whose ID, else name, else e-mail value equals the voter, ignoring
// case and spaces at the ends; a name two participants share joins neither and
// is reported. Of several ballots by one voter the last by time counts, then
// the last in the list. A ranked issue left blank is not on the list; approval
// lists tie all approved issues; scores and points list what is above the
// scale's minimum, a hum lists what the voter is for.
func (b *builder) ballotWishes(m *planner.Meeting) [][]wish {
	lists := make([][]wish, len(b.roster))
	if m.Ballots.Len() == 0 {
		return lists
	}
	join := b.newVoterJoin()
	groupOf := make([]int, len(m.Issues))
	for i := range m.Issues {
		groupOf[i] = slices.IndexFunc(b.groups, func(g planner.GroupSpec) bool { return g.Issue == m.Issues[i].ID })
	}
	latest := make(map[int]int64)
	unmatched := 0
	for k := range m.Ballots.Len() {
		x := m.Ballots.At(k)
		if x.Voter == "" {
			continue
		}
		i, ok := join.find(x.Voter)
		if !ok {
			unmatched++
			continue
		}
		if last, seen := latest[i]; seen && x.Time < last {
			continue
		}
		latest[i] = x.Time
		lists[i] = wishesOf(&x, groupOf, m.Ballots.Scale)
	}
	if unmatched > 0 {
		b.add(ballotsWithoutParticipant(unmatched, m.Ballots.Len()))
	}
	return lists
}

// wishesOf turns the marks of one ballot into a list of groups.
func wishesOf(b *planner.Ballot, groupOf []int, scale planner.Scale) []wish {
	type marked struct {
		group int
		key   int64 // smaller is better
	}
	var list []marked
	for i, mark := range b.Marks {
		if mark == planner.Blank || groupOf[i] < 0 {
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
	wishes := make([]wish, len(list))
	for i, m := range list {
		wishes[i] = wish{m.group, i + 1}
		if i > 0 && list[i-1].key == m.key {
			wishes[i].rank = wishes[i-1].rank
		}
	}
	return wishes
}

// voterJoin finds the participant a ballot belongs to, by position.
type voterJoin struct{ id, name, mail map[string]int }

// ambiguous marks a name that several participants share.
const ambiguous = -1

func (b *builder) newVoterJoin() *voterJoin {
	j := &voterJoin{map[string]int{}, map[string]int{}, map[string]int{}}
	add := func(m map[string]int, key string, i int) bool {
		key = foldKey(key)
		if key == "" {
			return true
		}
		if old, ok := m[key]; ok && old != i {
			m[key] = ambiguous
			return false
		}
		m[key] = i
		return true
	}
	for k := range b.roster {
		p := &b.roster[k]
		i := b.personAt[p.ID]
		add(j.id, p.ID, i)
		if !add(j.name, p.Name, i) {
			b.add(nameShared(p))
		}
		for _, d := range []planner.Dimension{"email", "e-mail", "mail"} {
			for _, v := range p.Values[d] {
				add(j.mail, v, i)
			}
		}
	}
	return j
}

func (j *voterJoin) find(voter string) (at int, ok bool) {
	key := foldKey(voter)
	for _, m := range []map[string]int{j.id, j.name, j.mail} {
		if i, ok := m[key]; ok && i != ambiguous {
			return i, true
		}
	}
	return 0, false
}

func foldKey(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
