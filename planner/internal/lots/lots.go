// Package lots puts people in an order that is drawn by lot.
//
// Where plans are equally good a search settles on one by the order of the people, so it
// must not be that of the rows: who is first on a list would have the better seat every
// time. The lot is drawn from a seed and from what is known of a person, not from the place
// in the list, so the same people get the same seats whatever the order of the rows.
package lots

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"slices"

	"roundtable/planner"
)

// Order lists the positions of the people in the roster by their lots. What is known beside
// the roster, by position, counts as well; nil where nothing is. IDs count only where there
// is no name, since rows without an ID are numbered, and between people of whom all else is
// the same.
func Order(roster planner.Roster, seed uint64, rank [][]int) []int {
	drawn, order := make([][]byte, len(roster)), make([]int, len(roster))
	for i := range roster {
		order[i] = i
		var known []int
		if rank != nil {
			known = rank[i]
		}
		drawn[i] = lot(roster[i], seed, known)
	}
	slices.SortStableFunc(order, func(x, y int) int {
		return cmp.Or(bytes.Compare(drawn[x], drawn[y]), cmp.Compare(roster[x].ID, roster[y].ID))
	})
	return order
}

// lot is a hash of the seed and of what is known of a person.
func lot(p planner.Participant, seed uint64, rank []int) []byte {
	p.Where, p.Choices = planner.Ref{}, nil
	if p.Numbered || p.Name != "" {
		p.ID, p.Numbered = "", false
	}
	h := sha256.New()
	_ = binary.Write(h, binary.BigEndian, seed) // a hash takes in everything
	_ = json.NewEncoder(h).Encode(struct {
		planner.Participant
		Rank []int
	}{p, rank})
	return h.Sum(nil)
}
