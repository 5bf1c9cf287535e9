package planner

import "fmt"

// Tier says how much a target matters. The zero Tier is Must.
type Tier uint8

// The tiers, most important first. Must targets are never relaxed.
const (
	Must Tier = iota
	Should
	Nice
)

// String returns the word used in input files, reports and JSON.
func (t Tier) String() string {
	switch t {
	case Must:
		return "must"
	case Should:
		return "should"
	default:
		return "nice"
	}
}

// MarshalText implements [encoding.TextMarshaler].
func (t Tier) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. It reads the words that
// String writes.
func (t *Tier) UnmarshalText(text []byte) error {
	for _, x := range []Tier{Must, Should, Nice} {
		if x.String() == string(text) {
			*t = x
			return nil
		}
	}
	return fmt.Errorf("tier %q is none of must, should, nice", text)
}

// TargetKind is the form of a target.
type TargetKind uint8

// The kinds of targets.
const (
	// Count bounds how many people carry Value (Min, Max, MinShare, MaxShare).
	Count TargetKind = iota
	// Distinct bounds how many different known values of Dimension occur.
	Distinct
	// EachAtMost bounds every single value of Dimension (Max, MaxShare).
	EachAtMost
	// NotAllSame asks that the people do not all carry the same value.
	NotAllSame
	// Size bounds the number of people itself (Min, Max).
	Size
	// PerPerson bounds in how many sessions one person appears (Max).
	PerPerson
	// Flag asks that a yes/no field of the proposal or the person holds.
	Flag
)

// Condition is one "dimension = value" of a target.
type Condition struct {
	Dimension Dimension
	Value     string
}

// EveryGroup as a Target.Group applies the target to each working group.
const EveryGroup = "*"

// Target is what a rule or the user asks of a panel or of a working group.
// The literature says "quota".
type Target struct {
	// ID is unique and stable: "region=African Group", or a rule pack's own id.
	ID   string
	Kind TargetKind
	// Dimension and Value say who counts; Value is empty for kinds that speak of
	// all values. And lists further conditions that must hold as well.
	Dimension Dimension
	Value     string
	// Given is Value in the words of the source ("WEOG"), where there is one; IDs
	// keep it, so that users find their own lines again.
	Given string
	// AnyOf lists further spellings or values that count the same as Value; they
	// are compared whatever their case.
	AnyOf []string
	And   []Condition
	// Min and Max bound the count; MinShare and MaxShare bound it as a share of
	// the people considered: at least ceil(share·n), at most floor(share·n).
	Min, Max           Limit
	MinShare, MaxShare Ratio
	// MinFlex and MaxFlex are how far the bounds may be relaxed, where the
	// source says so (sortition files).
	MinFlex, MaxFlex Limit
	Tier             Tier
	// Weight is the cost per person short or over for targets below Must.
	Weight int
	// Group is a working group's ID, [EveryGroup], or empty for the panel.
	Group string
	// Roles limits who is considered; empty means everyone on the panel.
	// ExceptRoles leaves people out again ("not counting the chair").
	Roles, ExceptRoles []Role
	// TierGiven says that the source states the tier. A target whose tier was
	// left open is checked as Must, but advice may say how far it would have to
	// give way; one that was marked must never gives way.
	TierGiven bool
	// Question is what a Flag asks of whoever hands in the proposal: "Is a proposer a
	// member of the MAG?" Empty where its source puts no question.
	Question string
	// Text is the rule in the words of its source, Source where it comes from
	// (URL or document), Pack the rule pack's name.
	Text, Source, Pack string
	Where              Ref
}

// Need returns the smallest allowed count among n people: the larger of Min and
// ceil(MinShare·n), 0 if neither is given.
func (t *Target) Need(n int) int {
	need := 0
	if t.Min.Given {
		need = t.Min.N
	}
	return max(need, t.MinShare.CeilOf(n))
}

// Allow returns the largest allowed count among n people: the smaller of Max and
// floor(MaxShare·n), no limit if neither is given.
func (t *Target) Allow(n int) Limit {
	limit := t.Max
	if t.MaxShare.Given() {
		if share := t.MaxShare.FloorOf(n); !limit.Given || share < limit.N {
			limit = LimitOf(share)
		}
	}
	return limit
}
