package disclosure

import (
	"testing"

	"roundtable/planner"
)

// What names somebody in a label, which any word of a name does, and in the wording of an
// outcome, where words of the language may be names as well.
func TestNames(t *testing.T) {
	n := namesOf(&planner.Meeting{
		Roster: planner.Roster{
			{ID: "gov-17", Name: "May Will", Email: "m.will@x.org"},
			{ID: "12", Name: "Ana de los Ríos"},
			{ID: "A", Name: "Li Na"},
			{ID: "C", Name: "王小明"},
			{ID: "D", Name: "Forum"},
			{ID: "E", Name: "Civil Society Qopal"},
		},
		Pool:      planner.Roster{{Name: "SILVA, João"}},
		Withdrawn: planner.Roster{{Name: "نور العلي"}, {Name: "อรุณ ใจดี"}},
	})
	for _, c := range []struct {
		text           string
		label, wording bool
	}{
		{"", false, false},
		{"A forum is launched.", true, false},
		{"Forum writes.", true, true},
		{"It may well be that it will.", true, false},
		{"It may will be, said may will.", true, true}, // the whole name
		{"Drafted by Ms. Ríos.", true, true},
		{"Drafted by RÍOS, as agreed", true, true},
		{"Los participantes", true, false}, // the name has it in small letters
		{"de los ríos", true, false},
		{"Mr Silva-Costa offers to host.", true, true},
		{"João, alone", true, true},
		{"silva", true, false},
		{"“Li Na” will.", true, true},
		{"Li offers", false, false}, // two letters are a word in most languages
		{"由王小明起草", true, true},
		{"ITU王小明", true, true},
		{"王先生", false, false},
		{"قال نور العلي", true, true},
		{"قال السيد العلي اليوم", true, true},
		{"อรุณใจดีเป็นผู้ร่าง", true, true},
		{"write to M.Will@x.org", true, true},
		{"write to x.org", false, false},
		{"seat Gov-17 is free", true, true},
		{"Gov offers 12 seats to A and E", false, false},
		{"The African Group and Civil Society", false, false},
		{"Qopal", true, true},
		{"Qopalia", false, false},
	} {
		if got := n.nameless(c.text) == "" && c.text != ""; got != c.label {
			t.Errorf("%q as a label names somebody: %t", c.text, got)
		}
		if got := n.inWording(c.text); got != c.wording {
			t.Errorf("%q as a wording names somebody: %t", c.text, got)
		}
	}
}
