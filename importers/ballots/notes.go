package ballots

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/internal/wording"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// maxAlso is how many places one finding lists; further ones are counted.
const maxAlso = 200

// place is a cell of the sheet being read; col 0 means the whole row, row 0 the
// whole sheet.
type place struct{ row, col int }

// noted is a finding under construction: one repair, many places. In its text the
// word COUNT stands for the number of places.
type noted struct {
	planner.Finding
	places []place
	count  int
}

// notes groups findings by repair. The zero value is ready for use.
type notes struct {
	list  []*noted
	index map[string]*noted
}

// add records a finding at p. Those with the same code, text and seen are grouped.
func (s *notes) add(f planner.Finding, p place) {
	key := f.Code + "\x00" + f.Seen + "\x00" + f.Text
	have := s.index[key]
	if have == nil {
		if s.index == nil {
			s.index = make(map[string]*noted)
		}
		have = &noted{Finding: f}
		s.index[key], s.list = have, append(s.list, have)
	}
	if have.count++; len(have.places) <= maxAlso {
		have.places = append(have.places, p)
	}
}

// findings returns the notes, errors first, then by place. The function ref
// names a place.
func (s *notes) findings(ref func(place) planner.Ref) []planner.Finding {
	slices.SortStableFunc(s.list, func(a, b *noted) int {
		x, y := a.places[0], b.places[0]
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(x.row, y.row), cmp.Compare(x.col, y.col))
	})
	out := make([]planner.Finding, len(s.list))
	for i, n := range s.list {
		n.Text = strings.ReplaceAll(n.Text, "COUNT", strconv.Itoa(n.count))
		n.Where = ref(n.places[0])
		for _, p := range n.places[1:] {
			n.Also = append(n.Also, ref(p))
		}
		if n.count > len(n.places) {
			n.Text += fmt.Sprintf(" (%d places; the first %d are listed)", n.count, len(n.places))
		}
		out[i] = n.Finding
	}
	return out
}

// clip shortens a text that is shown in a finding.
func clip(s string) string {
	s = vocabulary.Clean(s)
	if r := []rune(s); len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return s
}

// countOf writes "1 ballot" or "3 ballots".
func countOf(n int, one, many string) string {
	return strconv.Itoa(n) + " " + wording.Plural(n, one, many)
}
