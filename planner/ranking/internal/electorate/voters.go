package electorate

import (
	"slices"
	"strings"

	"roundtable/planner"
)

// LaterOf tells for each ballot which later ballot of the same voter replaces it, or -1.
// Later means a later time; without times, or at the same time, the one further down.
// Voters are compared without regard to case. Anonymous ballots are all different. It
// returns nil when nothing is replaced.
func LaterOf(b *planner.Ballots) []int32 {
	last := make(map[string]int32, b.Len())
	var later []int32
	for i := range b.Len() {
		x := b.At(i)
		if anonymous(x.Voter) {
			continue
		}
		name := strings.ToLower(x.Voter)
		j, again := last[name]
		if again && later == nil {
			later = slices.Repeat([]int32{-1}, b.Len())
		}
		switch {
		case !again:
			last[name] = int32(i)
		case x.Time >= b.At(int(j)).Time:
			later[j], last[name] = int32(i), int32(i)
		default:
			later[i] = j
		}
	}
	return later
}

// anonymous reports whether a voter has no name, or one of the words forms put
// where there is none: such ballots are not of one and the same voter.
func anonymous(voter string) bool {
	if voter == "" {
		return true
	}
	for _, w := range [...]string{
		"anonymous", "anonym", "anon", "anonyme", "anónimo", "unknown", "none", "n/a", "na", "-", "?",
	} {
		if len(w) == len(voter) && strings.EqualFold(w, voter) {
			return true
		}
	}
	return false
}

// Voters gives for each named voter the position of the ballot that counts; unnamed
// is how many counted ballots are of nobody known.
func (p *Profile) Voters() (of map[string]int, unnamed int64) {
	of = make(map[string]int)
	for i, status := range p.Status {
		if status != Counted {
			continue
		}
		if b := p.Ballots.At(i); anonymous(b.Voter) {
			unnamed += b.Count
		} else {
			of[foldVoter(b.Voter)] = i
		}
	}
	return of, unnamed
}

func foldVoter(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

func voterSet(names []string) map[string]bool {
	if names == nil {
		return nil
	}
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[foldVoter(n)] = true
	}
	return set
}
