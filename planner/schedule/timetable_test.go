package schedule

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// graph makes groups of which two share a person where they are joined: "AB BC".
func graph(edges string) []Group {
	members := map[string][]string{}
	for _, e := range strings.Fields(edges) {
		for _, end := range e {
			members[string(end)] = append(members[string(end)], "P"+e)
		}
	}
	var out []Group
	for _, id := range strings.Split("ABCDEFGHIJ", "") {
		if members[id] != nil {
			out = append(out, Group{ID: id, Title: "Group " + id, Members: members[id]})
		}
	}
	return out
}

// Chromatic numbers that are known: an even circle 2, an odd one 3, four of whom each two
// share somebody 4, the Petersen graph 3, and, where three groups share nobody, the rooms.
func TestFewestRounds(t *testing.T) {
	for _, c := range []struct {
		edges         string
		rooms, rounds int
	}{
		{"AB BC CD DA", 0, 2},
		{"AB BC CD DE EA", 0, 3},
		{"AB AC AD BC BD CD", 0, 4},
		{"AB BC CD DE EA AF BG CH DI EJ FH HJ JG GI IF", 0, 3},
		{"AA BB CC", 0, 1},
		{"AA BB CC", 2, 2},
		{"AB BC CD DA", 1, 4},
	} {
		var rooms []Room
		for k := range c.rooms {
			rooms = append(rooms, Room{Name: fmt.Sprint("R", k)})
		}
		got := Arrange(graph(c.edges), nil, rooms)
		if len(got.Rounds) != c.rounds || !got.Possible || !got.Proved || got.RoundsNeeded > c.rounds {
			t.Errorf("%s in %d rooms: %+v, want %d rounds", c.edges, c.rooms, got, c.rounds)
		}
	}
}

func TestTimetableOfAPerson(t *testing.T) {
	groups := []Group{
		{ID: "G1", Members: []string{"a", "b"}},
		{ID: "G2", Members: []string{"b", "c"}},
		{ID: "G3", Members: []string{"d", "e", "f"}},
	}
	got := Arrange(groups, []string{"14:00 UTC", "16:00 UTC"}, []Room{{"Small", 2}, {"Large", 30}})
	where := map[string]string{}
	for _, p := range got.People {
		for _, x := range p.Times {
			where[p.ID] += x.Round + " " + x.Group + " " + x.Room + "; "
		}
	}
	if n := strings.Count(where["b"], ";"); n != 2 || !strings.HasPrefix(where["b"], "14:00") {
		t.Errorf("b is in both groups: %s", where["b"])
	}
	if !strings.Contains(where["d"], "G3 Large") || len(where) != 6 {
		t.Errorf("the largest group has the largest room: %v", where)
	}
	if few := Arrange(groups, nil, []Room{{"Small", 2}}); !hasCode(few.Warnings, "schedule-room-small") {
		t.Error("three people in a room of two are not told")
	}
	open := Arrange(groups, []string{"1", "2"}, []Room{{"Small", 2}, {"Hall", 0}})
	if hasCode(open.Warnings, "schedule-room-small") {
		t.Error("a hall of unknown size may be large")
	}
	none := Arrange(groups, []string{"14:00 UTC"}, nil)
	if none.Possible || !none.Proved || none.RoundsNeeded != 2 || !hasCode(none.Warnings, "schedule-rounds-few") {
		t.Errorf("one round for two groups that share b: %+v", none)
	}
	out, err := json.Marshal(none)
	if err != nil || string(out) != `{"schema":"roundtable.timetable/1","possible":false,"rounds":[],"off_hour":0,`+
		`"proved":true,"rounds_needed":2,"people":[]}` {
		t.Errorf("%s %v", out, err)
	}
	if empty := Arrange(nil, nil, nil); !empty.Possible || !empty.Proved || len(empty.Rounds) != 0 {
		t.Errorf("no groups: %+v", empty)
	}
}

func TestFixedRounds(t *testing.T) {
	groups := graph("AB BC CD")
	groups[0].Round, groups[1].Round = "2", "2"
	got := Arrange(groups, nil, nil)
	if !hasCode(got.Warnings, "schedule-same-round") || !got.Possible {
		t.Errorf("PAB is in two groups at once: %+v", got)
	}
	for _, r := range got.Rounds {
		for _, g := range r.Groups {
			if (r.Name == "2") != (g.ID == "A" || g.ID == "B" || g.ID == "D") {
				t.Errorf("%s is in round %s", g.ID, r.Name)
			}
		}
	}
	groups[1].Round = "1"
	if got = Arrange(groups, []string{"1", "2"}, []Room{{Name: "R"}}); got.Possible {
		t.Errorf("four groups in one room and two rounds: %+v", got)
	}
	groups[0].Round = "1"
	if got = Arrange(groups, nil, []Room{{Name: "R"}}); !hasCode(got.Warnings, "schedule-rooms-few") {
		t.Errorf("two groups fixed to one room: %+v", got)
	}
}

// Every way to put up to five groups into up to three rounds.
func TestTimetableAgainstAll(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 16))
	names := []string{"08:00 UTC", "14:00 UTC", "20:00 UTC"}
	for trial := range 2000 {
		n, rounds, rooms := 1+r.IntN(5), 1+r.IntN(3), make([]Room, r.IntN(4))
		var groups []Group
		for g := range n {
			x := Group{ID: fmt.Sprint("G", g), Suits: 1 + r.IntN(4)}
			for p := range 6 {
				if r.IntN(4) == 0 {
					x.Members = append(x.Members, fmt.Sprint("P", p))
				}
			}
			for _, h := range names {
				if r.IntN(3) == 0 {
					x.Hours = append(x.Hours, h)
				}
			}
			groups = append(groups, x)
		}
		best, found := [2]int{1 << 30, 0}, false
		ways := 1
		for range n {
			ways *= rounds
		}
		for way := range ways {
			size, cost, ok := make([]int, rounds), [2]int{}, true
			at := make([]int, n)
			for g := range n {
				at[g] = way % rounds
				way /= rounds
				size[at[g]]++
				if len(groups[g].Hours) > 0 && !slices.Contains(groups[g].Hours, names[at[g]]) {
					cost[0] += groups[g].Suits
				}
				for k := range g {
					ok = ok && (at[k] != at[g] || len(sharedBy(&groups[k], &groups[g])) == 0)
				}
			}
			for _, s := range size {
				ok = ok && (len(rooms) == 0 || s <= len(rooms))
				cost[1] += min(s, 1)
			}
			if ok && slices.Compare(cost[:], best[:]) < 0 {
				best, found = cost, true
			}
		}
		got := Arrange(groups, names[:rounds], rooms)
		if got.Possible != found || !got.Proved || found && (got.OffHour != best[0] || len(got.Rounds) != best[1]) ||
			found && got.RoundsNeeded > best[1] {
			t.Fatalf("trial %d: %+v, of all %v %v", trial, got, best, found)
		}
		want := fmt.Sprintf("%+v", got)
		r.Shuffle(n, func(i, j int) { groups[i], groups[j] = groups[j], groups[i] })
		for _, g := range groups {
			r.Shuffle(len(g.Members), func(i, j int) { g.Members[i], g.Members[j] = g.Members[j], g.Members[i] })
		}
		if again := fmt.Sprintf("%+v", Arrange(groups, names[:rounds], rooms)); again != want {
			t.Fatalf("trial %d: with other rows\n%s\nand not\n%s", trial, again, want)
		}
	}
}

// Many groups are arranged within the steps, and what was not proved is not claimed.
func TestManyGroups(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 16))
	proved := map[bool]int{}
	for k := range 4 {
		var groups []Group
		for g := range 40 + 20*k {
			x := Group{ID: fmt.Sprint("G", g)}
			for range 8 {
				x.Members = append(x.Members, fmt.Sprint("P", r.IntN(150)))
			}
			x.Members = slices.Compact(slices.Sorted(slices.Values(x.Members)))
			groups = append(groups, x)
		}
		got := Arrange(groups, nil, nil)
		for _, p := range got.People {
			for i := range p.Times {
				if i > 0 && p.Times[i].Round == p.Times[i-1].Round {
					t.Errorf("%s is in two groups in round %s", p.ID, p.Times[i].Round)
				}
			}
		}
		proved[got.Proved]++
		if !got.Possible || got.Proved != (len(got.Rounds) == got.RoundsNeeded) {
			t.Errorf("%d rounds, at least %d, proved %v", len(got.Rounds), got.RoundsNeeded, got.Proved)
		}
	}
	if proved[false] == 0 {
		t.Errorf("all are proved, which shows nothing of those that are not: %v", proved)
	}
}
