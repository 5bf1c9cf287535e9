package messages_test

import (
	"testing"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/reports/messages"
)

// TestRecognisedValues: every value that readers bring to a fixed term can be said in the
// language of a report, and so can the names of the columns that are recognised.
func TestRecognisedValues(t *testing.T) {
	c := messages.English()
	values := vocabulary.ICANNRegionNames()
	for _, d := range []planner.Dimension{
		planner.Stakeholder, planner.Region, planner.Gender, planner.Age, planner.Attendance, planner.Organisation,
		planner.Country, planner.Language, planner.TimeZone, planner.Address,
	} {
		values = append(values, vocabulary.Terms(d)...)
		for _, code := range []string{"dimension.", "dimensions.", "dimension-title."} {
			if !c.Has(code + string(d)) {
				t.Errorf("there is no message %s%s", code, d)
			}
		}
		if got := c.Say("dimension."+string(d), nil); got != d.Label() {
			t.Errorf("%s is called %q in reports and %q elsewhere", d, got, d.Label())
		}
	}
	for _, r := range []planner.Role{
		planner.RoleSpeaker, planner.RoleModerator, planner.RoleOnlineModerator, planner.RoleRapporteur,
		planner.RoleOrganizer, planner.RoleParticipant,
	} {
		values = append(values, string(r))
	}
	for _, s := range []planner.Status{
		planner.StatusConfirmed, planner.StatusInvited, planner.StatusTentative, planner.StatusWaitlisted,
	} {
		values = append(values, string(s))
	}
	for _, v := range append(values, "yes", "no") {
		if !c.Has("value."+v) || c.Value(v) != v {
			t.Errorf("%q is said as %q", v, c.Value(v))
		}
	}
}
