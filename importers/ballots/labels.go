package ballots

import (
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// labels keeps group names. Spellings that differ in case or white space only
// are one label; the smallest spelling is shown.
type labels struct {
	dim   planner.Dimension // whose terms the labels are brought to; "" for none
	ids   map[string]uint32 // folded
	names []string
	first []string          // as first written
	texts map[string]uint32 // cells that need no note
}

func newLabels(dim planner.Dimension) *labels {
	return &labels{dim: dim, ids: make(map[string]uint32), texts: make(map[string]uint32)}
}

// id returns the number of a label, 0 for none, and a note about it if the cell
// says something that needs saying.
func (l *labels) id(text string) (uint32, *note) {
	if id, ok := l.texts[text]; ok {
		return id, nil
	}
	if isNothing(text) {
		return 0, nil
	}
	name := vocabulary.Clean(strings.Clone(text))
	written := name
	if l.dim != "" {
		m := vocabulary.Value(l.dim, text)
		switch {
		case m.OK():
			name = m.Value
		case l.dim == planner.Stakeholder:
			return 0, &note{
				code: codeGroupUnclear, severity: planner.Note, seen: name,
				text: quote(name) + " is none of the stakeholder groups; the group of the ballot is unknown",
				fix:  "correct the cell, or say which group it is with --map '" + name + "=…'",
			}
		}
	}
	key := vocabulary.Fold(name)
	id := l.ids[key]
	if id == 0 {
		l.names, l.first = append(l.names, name), append(l.first, written)
		id = uint32(len(l.names))
		l.ids[key] = id
	}
	remember(l.texts, text, id)
	l.names[id-1] = min(l.names[id-1], name)
	if first := l.first[id-1]; first == written || !strings.EqualFold(first, written) {
		return id, nil
	}
	return id, &note{
		code: codeGroupSpelling, severity: planner.Note, seen: l.names[id-1],
		text: quote(l.names[id-1]) + " is written in capitals and in small letters; it is one group",
	}
}

func (l *labels) name(id uint64) string {
	if id == 0 {
		return ""
	}
	return l.names[id-1]
}
