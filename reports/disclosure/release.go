package disclosure

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/reports/messages"
)

// Release identifies the ballots behind a public edition, so that a later one
// can be compared; see [CheckRelease].
type Release struct {
	Total int64 `json:"total"`
	// Ballots holds a digest of each ballot, sorted.
	Ballots []string `json:"ballots,omitempty"`
}

// mostDigests is the number of ballots up to which a release keeps a digest of
// each.
const mostDigests = 20000

// NewRelease records the ballots behind a public edition, for [CheckRelease].
// It belongs into the chair's edition. Above 20,000 ballots it keeps only their
// number.
func NewRelease(m *planner.Meeting) Release {
	r := Release{Total: m.Ballots.Total()}
	if r.Total > mostDigests {
		return r
	}
	for i := range m.Ballots.Len() {
		b := m.Ballots.At(i)
		var text strings.Builder
		fmt.Fprintf(&text, "%s\x00%s\x00%d", b.Group, b.Kind, b.Weight)
		for _, mark := range b.Marks {
			fmt.Fprintf(&text, " %d", mark)
		}
		sum := sha256.Sum256([]byte(text.String()))
		for range b.Count {
			r.Ballots = append(r.Ballots, hex.EncodeToString(sum[:12]))
		}
	}
	slices.Sort(r.Ballots)
	return r
}

// errTooClose is returned by [CheckRelease].
var errTooClose = errors.New("the ballots differ too little from those of the public edition before")

// CheckRelease refuses a public edition whose ballots differ from an earlier
// one's by at least one and fewer than k: comparing the two would show how the
// late voters voted.
func CheckRelease(before, now Release, k int) error {
	changed := int64(max(unmatched(before.Ballots, now.Ballots), unmatched(now.Ballots, before.Ballots)))
	if before.Total > mostDigests || now.Total > mostDigests {
		changed = max(before.Total-now.Total, now.Total-before.Total)
	}
	if changed > 0 && changed < int64(k) {
		return fmt.Errorf("%w: %s, and a difference of fewer than %d would show how those people voted", errTooClose,
			messages.Count(int(changed), "ballot differs", "ballots differ"), k)
	}
	return nil
}

// unmatched counts the entries of a sorted list that another lacks.
func unmatched(a, b []string) int {
	n, j := 0, 0
	for _, x := range a {
		for j < len(b) && b[j] < x {
			j++
		}
		if j < len(b) && b[j] == x {
			j++
		} else {
			n++
		}
	}
	return n
}
