package schedule

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"roundtable/planner"
)

// TimetableSchema names the JSON form of [Timetable].
const TimetableSchema = "roundtable.timetable/1"

// Group is a working group that is to meet in one round.
type Group struct {
	ID, Title string
	Members   []string // IDs
	// Round is the name of the one in which it must meet; empty leaves it open.
	Round string
	// Hours are the rounds, by name, that suit Suits of its members, the most of any;
	// without Hours every round does.
	Hours []string
	Suits int
}

// Room is a room, with how many seats it has; 0 is not known.
type Room struct {
	Name  string
	Seats int
}

// Timetable is which groups meet in which round and room.
type Timetable struct {
	Schema string `json:"schema"`
	// Possible is false where the groups need more rounds than there may be; Rounds and
	// People are empty then.
	Possible bool    `json:"possible"`
	Rounds   []Round `json:"rounds"`
	// OffHour is how many members would have suited an hour of their group, which meets at
	// another one.
	OffHour int `json:"off_hour"`
	// Proved says that no timetable has fewer OffHour, nor as few in fewer rounds; where
	// it is not Possible, that there is none.
	Proved bool `json:"proved"`
	// RoundsNeeded is what the groups need at least, whatever the hours.
	RoundsNeeded int               `json:"rounds_needed"`
	People       []PersonTimes     `json:"people"`
	Warnings     []planner.Finding `json:"-"`
}

// Round is the groups that meet at one time.
type Round struct {
	Name   string        `json:"name"`
	Groups []PlacedGroup `json:"groups"`
}

// PlacedGroup is a group in its room; OffHour says that the round is none of its hours.
type PlacedGroup struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Room    string `json:"room,omitempty"`
	Members int    `json:"members"`
	OffHour bool   `json:"off_hour,omitempty"`
}

// PersonTimes is one person's timetable, in the order of the rounds.
type PersonTimes struct {
	ID    string       `json:"id"`
	Times []PersonTime `json:"times"`
}

// PersonTime is where one person is in a round.
type PersonTime struct {
	Round string `json:"round"`
	Group string `json:"group"`
	Room  string `json:"room,omitempty"`
}

// Arrange puts groups into rounds so that no two of a round share a person, and no more are
// in one than there are rooms, where any are named. Rounds are those named, in their order,
// or as few as it takes, called 1, 2, 3. As few members as can be miss the hours of their
// group, and then there are as few rounds as can be. In each round the largest group has the
// largest room. Groups with a fixed Round meet there whatever else holds, which is told.
func Arrange(groups []Group, rounds []string, rooms []Room) *Timetable {
	out := &Timetable{Schema: TimetableSchema, Rounds: []Round{}, People: []PersonTimes{}}
	a := newArranger(groups, rounds, rooms)
	out.Warnings = a.fixedClashes()
	out.RoundsNeeded = a.fewest
	a.place(0)
	out.Proved = a.steps > 0 || a.done()
	if a.best == nil {
		out.Warnings = append(out.Warnings, tooFewRounds(len(a.rounds), a.fewest, out.Proved))
		return out
	}
	out.Possible, out.OffHour = true, a.bestOff
	if out.Proved && a.named == 0 {
		out.RoundsNeeded = a.bestUsed // no hours stood in the way of fewer
	}
	people := make(map[string][]PersonTime)
	for r, name := range a.rounds {
		here := groupsAt(a.best, r)
		if len(here) == 0 {
			continue
		}
		slices.SortStableFunc(here, func(x, y int) int {
			return cmp.Compare(len(a.groups[y].Members), len(a.groups[x].Members))
		})
		round := Round{Name: name, Groups: []PlacedGroup{}}
		for k, g := range here {
			x := &a.groups[g]
			placed := PlacedGroup{ID: x.ID, Title: x.Title, Members: len(x.Members), OffHour: a.off(g, r) > 0}
			if k < len(a.rooms) {
				placed.Room = a.rooms[k].Name
				if seats := a.rooms[k].Seats; seats > 0 && seats < len(x.Members) {
					out.Warnings = append(out.Warnings, roomTooSmall(x, a.rooms[k]))
				}
			}
			round.Groups = append(round.Groups, placed)
			for _, id := range x.Members {
				people[id] = append(people[id], PersonTime{name, x.ID, placed.Room})
			}
		}
		out.Rounds = append(out.Rounds, round)
	}
	for _, id := range slices.Sorted(maps.Keys(people)) {
		out.People = append(out.People, PersonTimes{id, people[id]})
	}
	return out
}

// groupsAt are the groups of a round, where rounds has that of each.
func groupsAt(rounds []int, round int) (groups []int) {
	for g, at := range rounds {
		if at == round {
			groups = append(groups, g)
		}
	}
	return groups
}

// mostSteps is how many places are tried.
const mostSteps = 300_000

// arranger is the search of [Arrange]: groups, those with the most others they share people
// with first, are put into rounds one by one.
type arranger struct {
	groups []Group // their members in order
	rooms  []Room  // the largest first
	rounds []string
	named  int // so many rounds are named; the others are alike
	shared [][]bool
	fixed  []int // the round of each group, −1 where it is open
	fewest int   // rounds that it takes at least
	least  int   // members off their hours at least
	at     []int // the round of each group so far
	size   []int // groups by round
	misses int   // members off their hours so far
	used   int   // rounds so far
	steps  int   // still to be tried

	best              []int
	bestOff, bestUsed int
}

func newArranger(groups []Group, rounds []string, rooms []Room) *arranger {
	a := &arranger{groups: slices.Clone(groups), rooms: slices.Clone(rooms), steps: mostSteps}
	slices.SortStableFunc(a.rooms, func(x, y Room) int {
		if (x.Seats == 0) != (y.Seats == 0) {
			return cmp.Compare(x.Seats, y.Seats) // not known may be large
		}
		return cmp.Compare(y.Seats, x.Seats)
	})
	for i := range a.groups {
		a.groups[i].Members = slices.Compact(slices.Sorted(slices.Values(a.groups[i].Members)))
	}
	degree := make(map[string]int, len(groups)) // with how many groups one shares people, itself among them
	for i := range a.groups {
		for k := range a.groups {
			degree[a.groups[i].ID] += min(len(sharedBy(&a.groups[i], &a.groups[k])), 1)
		}
	}
	slices.SortFunc(a.groups, func(x, y Group) int {
		return cmp.Or(cmp.Compare(y.Round, x.Round), cmp.Compare(degree[y.ID], degree[x.ID]),
			cmp.Compare(len(y.Members), len(x.Members)), cmp.Compare(x.Title, y.Title), cmp.Compare(x.ID, y.ID))
	})
	a.nameRounds(rounds)
	for i := range a.groups {
		row := make([]bool, len(a.groups))
		for k := range a.groups {
			row[k] = i != k && len(sharedBy(&a.groups[i], &a.groups[k])) > 0
		}
		a.shared = append(a.shared, row)
		a.fixed = append(a.fixed, slices.Index(a.rounds, a.groups[i].Round)) // no round is called ""
		least := never
		for r := range a.rounds {
			if a.fixed[i] < 0 || a.fixed[i] == r {
				least = min(least, a.off(i, r))
			}
		}
		a.least += least
	}
	a.at, a.size = make([]int, len(a.groups)), make([]int, len(a.rounds))
	a.fewest = a.atLeast()
	return a
}

// nameRounds lists the rounds: those asked for, further ones that groups name, by name, and,
// where none were asked for, one more for each group.
func (a *arranger) nameRounds(rounds []string) {
	a.rounds = slices.DeleteFunc(slices.Clone(rounds), func(r string) bool { return r == "" })
	add := func(name string) {
		if name != "" && !slices.Contains(a.rounds, name) {
			a.rounds = append(a.rounds, name)
		}
	}
	for i := range slices.Backward(a.groups) { // by name, the last first
		add(a.groups[i].Round)
	}
	a.named = len(a.rounds)
	for n := 1; len(rounds) == 0 && len(a.rounds) < a.named+len(a.groups); n++ {
		add(fmt.Sprint(n))
	}
}

// sharedBy are the people who are in both groups, whose members are in order.
func sharedBy(x, y *Group) []string {
	var out []string
	for i, k := 0, 0; i < len(x.Members) && k < len(y.Members); {
		switch c := cmp.Compare(x.Members[i], y.Members[k]); {
		case c < 0:
			i++
		case c > 0:
			k++
		default:
			out = append(out, x.Members[i])
			i, k = i+1, k+1
		}
	}
	return out
}

// atLeast bounds the rounds from below: by the rooms, and by groups each two of which share
// people.
func (a *arranger) atLeast() int {
	out := min(len(a.groups), 1)
	if n := len(a.rooms); n > 0 {
		out = (len(a.groups) + n - 1) / n
	}
	for first := range a.groups {
		each := []int{first}
		for g := range a.groups {
			if !slices.ContainsFunc(each, func(x int) bool { return !a.shared[x][g] }) {
				each = append(each, g)
			}
		}
		out = max(out, len(each))
	}
	return out
}

// off is how many members miss an hour that suits them where the group meets in the round.
func (a *arranger) off(g, round int) int {
	x := &a.groups[g]
	if len(x.Hours) == 0 || round >= a.named || slices.Contains(x.Hours, a.rounds[round]) {
		return 0
	}
	return x.Suits
}

// place tries every round for the group and those after it.
func (a *arranger) place(g int) {
	if a.best != nil && cmp.Or(cmp.Compare(a.misses, a.bestOff), cmp.Compare(a.used, a.bestUsed)) >= 0 {
		return
	}
	if g == len(a.groups) {
		a.best, a.bestOff, a.bestUsed = slices.Clone(a.at), a.misses, a.used
		return
	}
	fresh := false
	for r := range a.rounds {
		if a.steps <= 0 || a.done() {
			return
		}
		if r >= a.named && a.size[r] == 0 {
			if fresh {
				break // empty rounds without a name are alike
			}
			fresh = true
		}
		if !a.fits(g, r) {
			continue
		}
		a.steps--
		off, opened := a.off(g, r), 0
		if a.size[r] == 0 {
			opened = 1
		}
		a.at[g], a.size[r], a.misses, a.used = r, a.size[r]+1, a.misses+off, a.used+opened
		a.place(g + 1)
		a.size[r], a.misses, a.used = a.size[r]-1, a.misses-off, a.used-opened
	}
}

// done reports whether the best timetable reaches what is the least of any.
func (a *arranger) done() bool {
	return a.best != nil && a.bestOff == a.least && a.bestUsed == a.fewest
}

// fits reports whether the group may be in the round, beside those before it.
func (a *arranger) fits(g, round int) bool {
	if a.fixed[g] >= 0 {
		return a.fixed[g] == round
	}
	if len(a.rooms) > 0 && a.size[round] >= len(a.rooms) {
		return false
	}
	for k := range g {
		if a.at[k] == round && a.shared[g][k] {
			return false
		}
	}
	return true
}

// fixedClashes are the groups whose fixed rounds set people into two at once, and rounds with
// more fixed groups than rooms.
func (a *arranger) fixedClashes() []planner.Finding {
	var out []planner.Finding
	for r, name := range a.rounds {
		here := groupsAt(a.fixed, r)
		if len(a.rooms) > 0 && len(here) > len(a.rooms) {
			out = append(out, tooFewRooms(name, len(here), len(a.rooms)))
		}
		for k, g := range here {
			for _, h := range here[:k] {
				if both := sharedBy(&a.groups[h], &a.groups[g]); len(both) > 0 {
					out = append(out, sameRound(name, &a.groups[h], &a.groups[g], both))
				}
			}
		}
	}
	return out
}
