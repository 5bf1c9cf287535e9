package importers

import (
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// peopleOf parts a line that lists several people, "Ann Poe, Private Sector,
// GRULAC; Li Wei, Technical Community, Asia-Pacific Group". It is parted only
// where every part is a name followed by a known group or region; else the line
// is about one person.
func peopleOf(text string) []string {
	var out []string
	for part := range strings.SplitSeq(text, ";") {
		if part = vocabulary.Clean(part); part == "" {
			continue
		}
		if !namesSomebody(part) {
			return []string{text}
		}
		out = append(out, part)
	}
	if len(out) < 2 {
		return []string{text}
	}
	return out
}

// namesSomebody reports whether a text is a name with a known stakeholder or
// regional group after a comma.
func namesSomebody(text string) bool {
	fields := strings.Split(text, ",")
	return len(fields) > 1 && !isGroupOrRegion(fields[0]) && slices.ContainsFunc(fields[1:], isGroupOrRegion)
}

// isRoleHeading reports a line that names a role and nothing else.
func isRoleHeading(line string) bool {
	_, ok := proposalRole(vocabulary.Fold(line))
	return ok
}

func isGroupOrRegion(s string) bool {
	return vocabulary.Value(planner.Stakeholder, s).OK() || vocabulary.Value(planner.Region, s).OK()
}
