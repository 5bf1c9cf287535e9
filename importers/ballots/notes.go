package ballots

import (
	"cmp"
	"fmt"
	"slices"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// maxAlso is how many places one finding lists; further ones are counted.
const maxAlso = 200

// place is a cell of the sheet being read; col 0 means the whole row, row 0 the
// whole sheet.
type place struct{ row, col int }

// facts are the parameters of what a finding says.
type facts = map[string]any

// noted is a finding under construction: one repair, many places.
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

// add records a finding at p. Those that say and saw the same are grouped.
func (s *notes) add(f planner.Finding, p place) {
	key := f.Code + "\x00" + f.Form + "\x00" + f.Seen
	if len(f.Args) > 0 {
		key += "\x00" + fmt.Sprint(f.Args)
	}
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
		n.Where = ref(n.places[0])
		for _, p := range n.places[1:] {
			n.Also = append(n.Also, ref(p))
		}
		if n.count > len(n.places) {
			n.Places = n.count
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

func clipped(texts []string) []string {
	out := make([]string, len(texts))
	for i, text := range texts {
		out[i] = clip(text)
	}
	return out
}
