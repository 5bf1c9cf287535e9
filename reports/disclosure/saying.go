package disclosure

// Saying is what an edition tells in words: a code, for which the messages have a
// sentence, and what it speaks of. The zero Saying says nothing. Nothing in it rests on
// what a single person is or answered.
type Saying struct {
	Code string
	// N is the number the sentence is about, Least one it is held against.
	N     int `json:",omitempty"`
	Least int `json:",omitempty"`
	// Who says of whom, in words of the planner.
	Who string `json:",omitempty"`
}

// Told reports whether anything is said.
func (s Saying) Told() bool { return s.Code != "" }
