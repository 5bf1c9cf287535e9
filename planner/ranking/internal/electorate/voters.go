package electorate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"roundtable/planner"
)

// lastByVoter tells for each ballot which later ballot of the same voter
// replaces it, or -1. Later means a later time; without times, or at the same
// time, the one further down. Voters are compared without regard to case.
// Anonymous ballots are all different. It returns nil when nothing is replaced.
//
// It is an open-addressing table of positions rather than a map of names, so
// that a million ballots cost some 50 ns and 8 bytes each.
func lastByVoter(b *planner.Ballots) []int32 {
	n := b.Len()
	size := 1
	for size < 2*n {
		size *= 2
	}
	table := make([]int32, size) // position + 1
	var later []int32
	for i := range n {
		x := b.At(i)
		if anonymous(x.Voter) {
			continue
		}
		for slot := hashFold(x.Voter) & uint64(size-1); ; slot = (slot + 1) & uint64(size-1) {
			if table[slot] == 0 {
				table[slot] = int32(i) + 1
				break
			}
			j := int(table[slot]) - 1
			y := b.At(j)
			if !strings.EqualFold(x.Voter, y.Voter) {
				continue
			}
			if later == nil {
				later = make([]int32, n)
				for k := range later {
					later[k] = -1
				}
			}
			if x.Time >= y.Time {
				later[j] = int32(i)
				table[slot] = int32(i) + 1
			} else {
				later[i] = int32(j)
			}
			break
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

// hashFold is FNV-1a over the runes, each replaced by the smallest one it folds
// to, so that names [strings.EqualFold] finds equal hash alike.
func hashFold(s string) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range s {
		switch {
		case 'a' <= r && r <= 'z':
			r -= 'a' - 'A'
		case r >= utf8.RuneSelf:
			least := r
			for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
				least = min(least, f)
			}
			r = least
		}
		h = (h ^ uint64(r)) * 1099511628211
	}
	return h ^ h>>29
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
