// Package panels states the search for a panel as an integer program.
//
// Every target becomes rows: its minimum counts the people who certainly count,
// its maximum everybody who could, so that a panel which meets all rows meets all
// targets whatever the unknown values turn out to be (rows.go, values.go). People
// who are alike for all rows share a column, whose value says how many of them
// are taken. A [Rule] is what can clash: one bound of one target, the size of the
// panel, the locked places.
package panels

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/internal/ilp"
	"roundtable/planner/internal/tally"
)

// Class says what a person is in the search.
type Class uint8

// The classes.
const (
	Kept    Class = iota // on the panel now; may leave
	Locked               // on the panel now; may not leave
	Joining              // in the pool; may join
	Recruit              // not there yet; may be found
)

// OnPanel reports whether people of the class are on the panel now.
func (c Class) OnPanel() bool { return c == Kept || c == Locked }

// Person is somebody the search may seat.
type Person struct {
	*planner.Participant
	Class Class
}

// Rule is one thing that can clash: the lower or the upper bound of a target,
// the size of the panel, the locked places.
type Rule struct {
	// Name is the target's ID with the bound, "region=African Group min 1", and with the
	// cell it is about, where the target has cells: "region each min 1 (African Group)".
	Name   string
	Cell   string
	Target int    // index into the model's targets, or -1
	Bound  string // "min", "max", "size", "locked"
	Limit  int    // in people, in different values, or in percent where Unit is not 1
	// Rows are the program rows it stands for; Main is the one where giving way by
	// one person changes the sum by Unit.
	Rows []int
	Main []int
	Unit int64
}

// Group is a set of people who are alike for all rules and of the same class;
// they share the program's column Col.
type Group struct {
	Col    int
	Class  Class
	People []int // indices into Model.People
}

// Model is the search for a panel as an integer program. Its solutions are panels.
// Each person who keeps a place costs −1, so that the cheapest panel has the fewest
// drops; where everybody stays, each who joins costs 1 instead.
type Model struct {
	Program ilp.Program
	Targets []planner.Target
	Rules   []Rule
	Groups  []Group
	People  []Person
	// Entries are each person's coefficients, by position in People.
	Entries [][]ilp.Entry

	spreads []ilp.Spread
}

// NewValue is the value of a recruit in a dimension where any value that nobody
// has yet will do. Two recruits never share it.
const NewValue = tally.NewValue

// AnySize leaves the number of seats open.
const AnySize = -1

// Question is what a model is built for.
type Question struct {
	People  []Person
	Targets []planner.Target
	Judge   *tally.Judge
	Seats   int // or AnySize
	// Stay asks that nobody leaves, with additions at a cost of one each.
	Stay bool
	// Apart, where given, tells people apart who are alike for all rules: only those
	// of one text share a column.
	Apart func(i int) string
}

// New states a question as a program. Where the number of seats is given, the
// size is the first rule.
func New(q *Question) *Model {
	m := &Model{Targets: q.Targets, People: q.People, Entries: make([][]ilp.Entry, len(q.People))}
	b := &builder{Question: q, m: m}
	b.sizeAndLocks()
	for i := range q.Targets {
		b.target(i)
	}
	b.columns()
	return m
}

// columns groups the people by class and coefficients, in order of first
// appearance, and adds a column for each group. Recruits have columns of their
// own, which the caller adds.
func (b *builder) columns() {
	m := b.m
	index := make(map[string]int)
	var key strings.Builder
	for i, p := range m.People {
		if p.Class == Recruit {
			continue
		}
		key.Reset()
		fmt.Fprintf(&key, "%d", p.Class)
		for _, e := range m.Entries[i] {
			fmt.Fprintf(&key, "|%d:%d", e.Row, e.Coef)
		}
		if b.Apart != nil {
			key.WriteString("|" + b.Apart(i))
		}
		g, ok := index[key.String()]
		if !ok {
			g = len(m.Groups)
			index[key.String()] = g
			cost := int64(0)
			switch {
			case p.Class == Joining && b.Stay:
				cost = 1
			case p.Class.OnPanel() && !b.Stay:
				cost = -1
			}
			m.Groups = append(m.Groups, Group{Class: p.Class, Col: m.Program.AddColumn(cost, 0, m.Entries[i]...)})
		}
		m.Groups[g].People = append(m.Groups[g].People, i)
		m.Program.Cols[m.Groups[g].Col].Hi++
	}
}

// Choice is what makes panels different: how many people of each group they take.
func (m *Model) Choice() ilp.Choice {
	c := ilp.Choice{Spreads: m.spreads}
	for g := range m.Groups {
		c.Cols = append(c.Cols, m.Groups[g].Col)
	}
	return c
}

// Resize asks for another number of seats of a model that was given one, whose size
// is the first rule. Shares, which may depend on it, stay as they are.
func (m *Model) Resize(least, most int) {
	m.Program.Rows[m.Rules[0].Rows[0]] = ilp.Bounds{Lo: int64(least), Hi: int64(most)}
}

// Profile describes a group by the values its people share in the dimensions of
// the targets; a dimension in which they differ, or are unknown, is left out.
func (m *Model) Profile(g *Group) map[planner.Dimension]string {
	out := make(map[planner.Dimension]string)
	for _, d := range tally.Dimensions(m.Targets...) {
		first := tally.Known(m.People[g.People[0]].Participant, d)
		differ := func(k int) bool { return !slices.Equal(first, tally.Known(m.People[k].Participant, d)) }
		if len(first) > 0 && !slices.ContainsFunc(g.People, differ) {
			out[d] = strings.Join(first, "; ")
		}
	}
	return out
}

// IDs are the IDs of the people.
func (m *Model) IDs(people []int) []string {
	out := make([]string, len(people))
	for i, k := range people {
		out[i] = m.People[k].ID
	}
	return out
}

// Names are the names of the rules.
func (m *Model) Names(rules []int) []string {
	out := make([]string, len(rules))
	for i, r := range rules {
		out[i] = m.Rules[r].Name
	}
	return out
}
