package ballots

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// maxAlso is how many places one finding lists; further ones are counted.
const maxAlso = 200

// place is a cell of the sheet being read; col 0 means the whole row, row 0 the
// whole sheet.
type place struct{ row, col int }

// note is a finding under construction: one repair, many places.
type note struct {
	code     string
	severity planner.Severity
	seen     string
	text     string // the word COUNT stands for the number of places
	fix      string
	places   []place
	count    int
}

// notes groups findings by repair. The zero value is ready for use.
type notes struct {
	list  []*note
	index map[string]*note
}

// add records n at p. Findings with the same code, text and seen are grouped.
func (s *notes) add(n note, p place) {
	key := n.code + "\x00" + n.seen + "\x00" + n.text
	have := s.index[key]
	if have == nil {
		if s.index == nil {
			s.index = make(map[string]*note)
		}
		have = &n
		s.index[key], s.list = have, append(s.list, have)
	}
	have.count++
	if len(have.places) <= maxAlso {
		have.places = append(have.places, p)
	}
}

// findings returns the notes, errors first, then by place. The function ref
// names a place.
func (s *notes) findings(ref func(place) planner.Ref) []planner.Finding {
	slices.SortStableFunc(s.list, func(a, b *note) int {
		x, y := a.first(), b.first()
		return cmp.Or(cmp.Compare(b.severity, a.severity), cmp.Compare(x.row, y.row), cmp.Compare(x.col, y.col))
	})
	out := make([]planner.Finding, 0, len(s.list))
	for _, n := range s.list {
		f := planner.Finding{
			Code: n.code, Severity: n.severity, Seen: n.seen, Fix: n.fix,
			Text: strings.ReplaceAll(n.text, "COUNT", strconv.Itoa(n.count)),
		}
		for i, p := range n.places {
			if i == 0 {
				f.Where = ref(p)
				continue
			}
			f.Also = append(f.Also, ref(p))
		}
		if n.count > len(n.places) {
			f.Text += " (" + strconv.Itoa(n.count) + " places; the first " + strconv.Itoa(len(n.places)) +
				" are listed)"
		}
		out = append(out, f)
	}
	return out
}

func (n *note) first() place {
	if len(n.places) == 0 {
		return place{}
	}
	return n.places[0]
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
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
