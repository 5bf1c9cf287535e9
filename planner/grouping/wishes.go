package grouping

import (
	"slices"
	"strings"

	"roundtable/planner"
)

// wish is one line of a person's list, the best first: a group, or −1 for an issue
// that has none. Rank 1 is the first choice; lines tied share the rank, and the next
// one counts all that are better: 1, 1, 3.
type wish struct {
	group int
	issue string
	rank  int
}

// readWishes takes in the lists: each participant's own choices, and the ballots of
// those who made none, where a group is on an issue: else a ballot wishes for no group.
// The model knows the ranks among the groups formed: who chose an issue without a group
// loses nothing by it, and who chose no other is as free to place as somebody who did not
// vote. What a seat is told as is the rank on the list itself.
func (b *builder) readWishes(m *planner.Meeting) {
	b.listed = b.choices(m)
	onIssue := func(g planner.GroupSpec) bool { return g.Issue != "" }
	voted := m.Ballots.Len() > 0 && slices.ContainsFunc(b.groups, onIssue)
	if voted {
		for i, list := range b.ballotWishes(m) {
			if len(b.listed[i]) == 0 {
				b.listed[i] = list
			}
		}
	}
	b.m.Rank, b.m.Voted = make([][]int, len(b.roster)), make([]bool, len(b.roster))
	for i, list := range b.listed {
		b.m.Rank[i] = make([]int, len(b.groups))
		formed := slices.DeleteFunc(slices.Clone(list), func(x wish) bool { return x.group < 0 })
		for k, x := range formed {
			rank := k + 1
			if k > 0 && formed[k-1].rank == x.rank {
				rank = b.m.Rank[i][formed[k-1].group]
			}
			b.m.Rank[i][x.group], b.m.Voted[i] = rank, true
			b.m.MaxRank = max(b.m.MaxRank, rank)
		}
	}
	wished := func(list []wish) bool { return len(list) > 0 }
	b.unlinked = voted && !slices.ContainsFunc(b.listed, wished)
}

// choices reads each participant's own Choices, which may name a group by its ID
// or an issue by its own. Choices that name neither are dropped with a finding; what
// is named twice counts once, where it is best.
func (b *builder) choices(m *planner.Meeting) [][]wish {
	lists := make([][]wish, len(b.roster))
	for i := range b.roster {
		p := &b.roster[i]
		for _, c := range p.Choices {
			g, ok := b.groupAt[c]
			x := wish{group: g, rank: len(lists[i]) + 1}
			same := func(y wish) bool { return y.group == x.group && y.issue == x.issue }
			if !ok {
				x.group, x.issue = -1, c
				ok = slices.ContainsFunc(m.Issues, func(q planner.Issue) bool { return q.ID == c })
			}
			if !ok {
				b.add(choiceUnknown(p, c))
			} else if !slices.ContainsFunc(lists[i], same) {
				lists[i] = append(lists[i], x)
			}
		}
	}
	return lists
}

// choiceOf is the rank of group g on the list of person i, 0 where it is not there.
func (p *Problem) choiceOf(i, g int) int {
	for _, x := range p.listed[i] {
		if x.group == g {
			return x.rank
		}
	}
	return 0
}

// ballotWishes reads wishes from the ballots on the issues: the order in
// which the voter put them. A ballot belongs to the
// participant whose ID, else name, else e-mail value equals the voter, ignoring
// case and spaces at the ends; a name two participants share joins neither and
// is reported. Of several ballots by one voter the last by time counts, then
// the last in the list. A ranked issue left blank is not on the list; approval
// lists tie all approved issues; scores and points list what is above the
// scale's minimum, a hum lists what the voter is for.
func (b *builder) ballotWishes(m *planner.Meeting) [][]wish {
	lists := make([][]wish, len(b.roster))
	join := b.newVoterJoin()
	issues := make([]wish, len(m.Issues))
	for i := range m.Issues {
		g := slices.IndexFunc(b.groups, func(g planner.GroupSpec) bool { return g.Issue == m.Issues[i].ID })
		issues[i] = wish{group: g, issue: m.Issues[i].ID}
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
		lists[i] = wishesOf(&x, issues, m.Ballots.Scale)
	}
	if unmatched > 0 {
		b.add(ballotsWithoutParticipant(unmatched, m.Ballots.Len()))
	}
	return lists
}

// wishesOf turns the marks of one ballot into a list.
func wishesOf(b *planner.Ballot, issues []wish, scale planner.Scale) []wish {
	var list []wish
	var keys []int64 // smaller is better
	for i, mark := range b.Marks {
		key, least := -int64(mark), planner.Mark(0) // approvals, points and hums list what is above zero
		switch b.Kind {
		case planner.Ranking:
			key = int64(mark)
		case planner.Score:
			least = scale.Min
		}
		if mark == planner.Blank || b.Kind != planner.Ranking && mark <= least {
			continue
		}
		at, _ := slices.BinarySearch(keys, key+1) // behind its equals
		keys, list = slices.Insert(keys, at, key), slices.Insert(list, at, issues[i])
	}
	for i := range list {
		list[i].rank = i + 1
		if i > 0 && keys[i-1] == keys[i] {
			list[i].rank = list[i-1].rank
		}
	}
	return list
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
		add(j.mail, p.Email, i)
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
