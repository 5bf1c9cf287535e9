package selection

import "roundtable/planner"

// Options are how a panel is drawn. Start from [DefaultOptions].
type Options struct {
	// Seats is the size of the panel.
	Seats int
	Locked []string
	JoinAs planner.Role
	Fields map[planner.Dimension]planner.Answer
	Nodes int
	Work  int64
}
