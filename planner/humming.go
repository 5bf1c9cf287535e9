package planner

import "strconv"

// Humming is what the chair heard when a room was asked to hum, or counted, on an issue: for,
// neutral and against. It holds no ballots: loudness is no count of people.
type Humming struct {
	// Issue is the ID of the issue where the meeting lists it, else empty; Name its
	// wording.
	Issue, Name string
	// Group is the stakeholder group that hummed, and Place where it sat, in the terms of
	// [Attendance]; empty for all of them together.
	Group, Place          string
	For, Neutral, Against Sound
	Where                 Ref
}

// Sound is how loud a hum was, or how many hummed; the zero Sound is not noted.
type Sound struct {
	Noted bool
	// Counted says that Level is a number of people.
	Counted bool
	Level   int64
}

// The levels of loudness.
const (
	HumNone int64 = iota
	HumSoft
	HumMedium
	HumLoud
)

// String is "loud", "medium", "soft", "none", a number, or empty where nothing was noted.
func (s Sound) String() string {
	switch {
	case !s.Noted:
		return ""
	case s.Counted:
		return strconv.FormatInt(s.Level, 10)
	default:
		return [...]string{"none", "soft", "medium", "loud"}[s.Level]
	}
}

// MarshalJSON implements [encoding/json.Marshaler]: a word, a number, or null.
func (s Sound) MarshalJSON() ([]byte, error) {
	switch {
	case !s.Noted:
		return []byte("null"), nil
	case s.Counted:
		return []byte(s.String()), nil
	default:
		return []byte(strconv.Quote(s.String())), nil
	}
}
