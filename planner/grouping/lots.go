package grouping

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"slices"

	"roundtable/planner"
)

// drawLots puts the people in an order drawn by lot from the seed. Where plans are
// equally good the search settles on one by the order of the people, so it must not be
// that of the rows: who is first on a list would have the better seat every time. The
// lot is drawn from what is known of a person, not from the place in the list, so the
// same people get the same seats whatever the order of the rows; IDs count only where
// there is no name, since rows without an ID are numbered.
func (b *builder) drawLots() {
	n := len(b.roster)
	lots := make([][]byte, n)
	for i := range b.roster {
		lots[i] = b.lotOf(i)
	}
	order := make([]int, n) // positions in the source, by lot
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int {
		return cmp.Or(bytes.Compare(lots[x], lots[y]), cmp.Compare(b.roster[x].ID, b.roster[y].ID))
	})
	roster, rank, voted, listed := make(planner.Roster, n), make([][]int, n), make([]bool, n), make([][]wish, n)
	b.source = make([]int, n)
	for at, i := range order {
		roster[at], rank[at], voted[at], listed[at] = b.roster[i], b.m.Rank[i], b.m.Voted[i], b.listed[i]
		b.source[i] = at
		b.personAt[roster[at].ID] = at
	}
	b.roster, b.m.Rank, b.m.Voted, b.listed = roster, rank, voted, listed
}

// lotOf is a person's lot: a hash of the seed and of what is known of the person.
func (b *builder) lotOf(i int) []byte {
	p := b.roster[i]
	p.Where, p.Choices = planner.Ref{}, nil
	if p.Numbered || p.Name != "" {
		p.ID, p.Numbered = "", false
	}
	h := sha256.New()
	_ = binary.Write(h, binary.BigEndian, b.opts.Seed) // a hash takes in everything
	_ = json.NewEncoder(h).Encode(struct {
		planner.Participant
		Rank []int
	}{p, b.m.Rank[i]})
	return h.Sum(nil)
}
