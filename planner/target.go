package planner

import (
	"cmp"
	"fmt"
	"slices"
)

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
	// Count bounds how many people [Target.Who] means (Min, Max, MinShare, MaxShare).
	Count TargetKind = iota
	// Distinct bounds how many different known values of Dimension occur, or how many
	// of those of List.
	Distinct
	// Each bounds every one of Cells, or, without cells, every single value of
	// Dimension, or of Dimension and Across together, from above (Max, MaxShare).
	Each
	// NotAllSame asks that the people do not all carry the same value.
	NotAllSame
	// Size bounds the number of people itself (Min, Max).
	Size
	// PerPerson bounds in how many sessions one person, or one value of Dimension,
	// appears (Max).
	PerPerson
	// Flag asks that a yes/no field of the proposal or the person holds.
	Flag
	// Seats asks that seats are filled, one person a seat (Min of them): each of Cells
	// says for whom a kind of seat is, and [Target.Seats] how many of it there are.
	Seats
	// NotAlone asks of a working group that of the people whom [Target.Who] means it has
	// nobody or at least Min of them, 2 where Min is not given: of every single value of
	// Dimension where neither Value nor Numbers is given.
	NotAlone
	// Even asks that the numbers that the members of each working group have in Dimension
	// are spread as in the roster, so that their means are close.
	Even
	// ChairsDiffer asks that chair and co-chairs of a working group differ in Dimension.
	ChairsDiffer
)

// MostSeatKinds is how many kinds of seats a target of the kind Seats may tell apart: all
// sets of them are looked at.
const MostSeatKinds = 12

// EveryGroup as a Target.Group applies the target to each working group.
const EveryGroup = "*"

// Target is what a rule or the user asks of a panel or of a working group.
// The literature says "quota".
type Target struct {
	// ID is unique and stable: "region=African Group", or a rule pack's own id.
	ID   string
	Kind TargetKind
	// Dimension and Value say who counts where that is one value, or AnyOf, its further
	// spellings. Other kinds speak of all values of Dimension, and Each of those within
	// each value of Across, where there is any. Given is Value in the words of the source
	// ("WEOG"), where there is one; IDs keep it, so that users find their own lines again.
	Dimension    Dimension
	Across       []Dimension
	Value, Given string
	AnyOf        []string
	// Numbers count like Value, where they are given: those under 30.
	Numbers
	// And lists all that must be true as well: of those who count, for Count; of
	// those whom the target speaks of at all, for the other kinds.
	And Condition
	// List names the values that Distinct counts; empty means all.
	List []string
	// Cells are the groups of people that Each bounds one by one. The readers of files
	// make them of the values of Dimension and Across.
	Cells []Condition
	// Seats are how many seats there are for each of Cells, for the kind Seats.
	Seats []int
	// Like names whose shares the cells are to have: "pool", "un-members", "equal". The
	// readers of files make Parts of it.
	Like string
	// Min and Max bound the count; MinShare and MaxShare bound it as a share of
	// the people considered: see [Target.Bounds].
	Min, Max           Limit
	MinShare, MaxShare Ratio
	// Parts are the parts of all values among which the seats are shared out, and
	// Part is the one of this target, or of the cell in question: see [Target.Bounds].
	Parts []int64
	Part  int
	// NearestUpTo rounds MinShare to the nearest whole number that is no larger share
	// than this one ("closest to 40 %, not exceeding 49 %"), halves down.
	NearestUpTo Ratio
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

// Who is the condition that people meet who count: for Count, of Dimension, Value and
// And together; for other kinds, of those whom the target speaks of, And.
func (t *Target) Who() Condition {
	if t.Kind != Count && t.Kind != NotAlone || t.Dimension == "" {
		return t.And
	}
	own := Term{Dimension: t.Dimension, Numbers: t.Numbers, Given: t.Value}
	if t.Value != "" {
		own.Values = append([]string{t.Value}, t.AnyOf...)
	}
	return append(Condition{own}, t.And...)
}

// Subject is the dimension and the value that the target speaks of, where it is one of
// each, and what else has to be said of whom it counts or considers, as a condition:
// both dimension and value are empty where it joins several.
func (t *Target) Subject() (d Dimension, value, condition string) {
	who := t.Who()
	switch {
	case t.Kind == Count && len(who) == 1:
		if t.Dimension == "" {
			condition = who.String()
		}
		return who[0].Dimension, cmp.Or(t.Value, who.Label()), condition
	case t.Kind == Count && len(who) > 1:
		return "", "", who.String()
	case len(t.List) > 0:
		who = append(Condition{{Dimension: t.Dimension, Values: t.List}}, who...)
	case len(t.Across) > 0:
		condition = "each " + string(t.Dimension)
		for _, other := range t.Across {
			condition += " within each " + string(other)
		}
		if len(who) > 0 {
			condition += " & " + who.String()
		}
		return "", "", condition
	}
	return t.Dimension, t.Value, who.String()
}

// Dimensions lists the dimensions that the target speaks of, each once.
func (t *Target) Dimensions() []Dimension {
	var out []Dimension
	add := func(d Dimension) {
		if d != "" && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	add(t.Dimension)
	for _, d := range t.Across {
		add(d)
	}
	for i := range t.And {
		add(t.And[i].Dimension)
	}
	for _, c := range t.Cells {
		for i := range c {
			add(c[i].Dimension)
		}
	}
	return out
}

// Limited reports whether the target speaks of some people alone: by roles or, for kinds
// other than Count, by conditions.
func (t *Target) Limited() bool {
	return len(t.Roles)+len(t.ExceptRoles) > 0 || t.Kind != Count && len(t.And) > 0
}

// Shares reports whether any bound depends on the number of people.
func (t *Target) Shares() bool { return t.MinShare.Given() || t.MaxShare.Given() || len(t.Parts) > 0 }

// Bounded reports whether the target has any bound.
func (t *Target) Bounded() bool {
	return t.Min.Given || t.Max.Given || t.Shares()
}

// Bounds are the smallest and the largest allowed count among n people; high is no
// limit where there is none.
//
//   - Min and Max as they are; MinShare from ceil(share·n), MaxShare to floor(share·n).
//   - Where no whole number lies between the two shares (exactly 60 % of 7), the nearest
//     one counts, and both where they are equally near. Of a number that depends on who
//     is chosen, such as that of the speakers, this holds of exact shares alone.
//   - Parts are handed out by largest remainder: floor(n·part/sum) to each, then one to
//     each of the largest remainders until n are given. Of those that tie for the last
//     ones each may have it or not.
func (t *Target) Bounds(n int) (low int, high Limit) {
	if len(t.Parts) > 0 {
		return t.part(int64(n))
	}
	low, high = 0, t.Max
	if t.Min.Given {
		low = t.Min.N
	}
	least, most := t.ofShares(n)
	if t.MaxShare.Given() && (!high.Given || most < high.N) {
		high = LimitOf(most)
	}
	return max(low, least), high
}

// ofShares is what the shares of n people are in whole numbers.
func (t *Target) ofShares(n int) (least, most int) {
	least, most = t.MinShare.CeilOf(n), t.MaxShare.FloorOf(n)
	apart := t.MaxShare.Rat().Cmp(t.MinShare.Rat())
	nearest := apart == 0 || apart > 0 && !t.Limited()
	switch {
	case t.MaxShare.Given() && least > most && nearest:
		below := int64(n)*t.MinShare.Num*t.MaxShare.Den - int64(most)*t.MinShare.Den*t.MaxShare.Den
		above := int64(least)*t.MaxShare.Den*t.MinShare.Den - int64(n)*t.MaxShare.Num*t.MinShare.Den
		switch cmp.Compare(below, above) {
		case -1:
			least = most
		case 1:
			most = least
		default:
			least, most = most, least
		}
	case t.MinShare.Given() && t.NearestUpTo.Given():
		whole := t.MinShare.FloorOf(n)
		if 2*(t.MinShare.Num*int64(n)-int64(whole)*t.MinShare.Den) > t.MinShare.Den {
			whole++
		}
		least = min(whole, t.NearestUpTo.FloorOf(n))
	}
	return least, most
}

// part is how many of n seats the target's part gets by largest remainder.
func (t *Target) part(n int64) (low int, high Limit) {
	sum, given := int64(0), int64(0)
	for _, p := range t.Parts {
		sum += p
	}
	rest := make([]int64, len(t.Parts))
	for i, p := range t.Parts {
		given += n * p / sum
		rest[i] = n * p % sum
	}
	mine := rest[t.Part]
	larger, same := int64(0), int64(0)
	for _, r := range rest {
		if r > mine {
			larger++
		} else if r == mine {
			same++
		}
	}
	low = int(n * t.Parts[t.Part] / sum)
	high = LimitOf(low)
	if larger < n-given {
		high.N++
	}
	if larger+same <= n-given {
		low++
	}
	return low, high
}

// Need returns the smallest allowed count among n people, 0 if there is none.
func (t *Target) Need(n int) int {
	low, _ := t.Bounds(n)
	return low
}

// Allow returns the largest allowed count among n people, no limit if there is none.
func (t *Target) Allow(n int) Limit {
	_, high := t.Bounds(n)
	return high
}
