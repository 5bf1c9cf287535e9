package selection

import "roundtable/planner"

// Goal is what a lottery is fair in.
type Goal string

// The goals.
const (
	// Leximin makes the smallest chance as large as possible, then the next smallest, and
	// so on: nobody's chance can grow without taking from somebody who has no more.
	Leximin Goal = "leximin"
	// Maximin makes the smallest chance as large as possible and leaves the others as they
	// come.
	Maximin Goal = "maximin"
	// Random draws the people one after the other from a hat; each gets a seat unless no
	// panel that meets the targets could be filled up then. Whoever has values that are
	// rare gets in more easily or not at all: nobody looks at the chances.
	Random Goal = "random"
)

// Goals lists the goals, the usual one first.
func Goals() []Goal { return []Goal{Leximin, Maximin, Random} }

// Panels is how many equally likely panels a lottery has.
const Panels = 1000

// Options are how a panel is drawn. Start from [DefaultOptions].
type Options struct {
	// Seats is the size of the panel.
	Seats int
	Goal  Goal
	// Seed decides the order of the panels, and who of people alike is on which. Draw is
	// the number of the panel that is drawn, from 1 to [Panels]; 0 takes [Number].
	Seed uint64
	Draw int
	// Held are IDs of people who have a seat already, besides those whose record says that
	// they are locked.
	Held []string
	// JoinAs is the role that comes with a seat, and that of a person whose source states
	// none. Fields answers yes/no questions about the meeting.
	JoinAs planner.Role
	Fields map[planner.Dimension]planner.Answer
	// Nodes and Work limit each search for a panel: nodes of the search tree, and
	// multiplications in linear relaxations. They are counted, not timed, so that every
	// machine gives the same answer.
	Nodes int
	Work  int64
}

// DefaultOptions returns the options used when nothing was asked for: leximin, seed 1,
// a seat makes a speaker.
func DefaultOptions() Options {
	return Options{
		Goal: Leximin, Seed: 1, JoinAs: planner.RoleSpeaker,
		Nodes: 20_000, Work: 6_000_000_000,
	}
}
