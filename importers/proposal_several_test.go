package importers

import (
	"slices"
	"testing"

	"roundtable/planner"
)

// Day-0 lists and pasted lines name several people on one line.
func TestSeveralPeopleOnALine(t *testing.T) {
	for name, text := range map[string]string{
		"labelled": "Speakers: Ann Poe, Private Sector, GRULAC; Li Wei, Technical Community, Asia-Pacific Group; Ben Ek, Government, WEOG\nModerator: Ada Obi, Civil Society, African Group\n",
		"headings": "Speakers\nAnn Poe, Private Sector, GRULAC; Li Wei, Technical Community, Asia-Pacific Group; Ben Ek, Government, WEOG\nModerator\nAda Obi, Civil Society, African Group\n",
		"colons":   "Speakers:\nAnn Poe, Private Sector, GRULAC\nLi Wei, Technical Community, Asia-Pacific Group; Ben Ek, Government, WEOG;\nModerator:\nAda Obi, Civil Society, African Group\n",
	} {
		m, _ := readString(t, Options{}, "day0.txt", text)
		if len(m.Roster) != 4 || len(m.Roster.WithRole(planner.RoleSpeaker)) != 3 {
			t.Errorf("%s: %+v", name, m.Roster)
			continue
		}
		for _, p := range m.Roster {
			if p.Name == "Li Wei" && (!p.Has(planner.Stakeholder, planner.TechnicalCommunity) || !p.Has(planner.Region, planner.AsiaPacific)) {
				t.Errorf("%s: %+v", name, p)
			}
		}
	}
	one := "Ann Poe, Institute; Department of Law, Civil Society, WEOG"
	m, _ := readString(t, Options{}, "day0.txt", "Speaker 1: "+one+"\n")
	if got := names(m.Roster); !slices.Equal(got, []string{"Ann Poe"}) {
		t.Errorf("one person became %q", got)
	}
}
