package planner

import (
	"slices"
	"testing"
)

func ids(r Roster) []string {
	var out []string
	for _, p := range r {
		out = append(out, p.ID)
	}
	return out
}

func TestChoosePanel(t *testing.T) {
	roster := Roster{
		{ID: "P1", Name: "Ana Lima", Roles: []Role{RoleOrganizer}},
		{ID: "P2", Name: "Bo Chen", Roles: []Role{RoleSpeaker}},
		{ID: "P3", Roles: []Role{RoleOrganizer, RoleSpeaker}},
	}
	selected := slices.Clone(roster)
	selected[0].Selected = true

	tests := []struct {
		name        string
		roster      Roster
		ids         []string
		want        []string
		judged      string
		wantUnknown []string
	}{
		{"speakers by default", roster, nil, []string{"P2", "P3"}, "the 2 speakers", nil},
		{"selected before roles", selected, nil, []string{"P1"}, "the 1 person marked as selected", nil},
		{"named before all else, by id or name", selected, []string{"bo chen", "P3", "P9"}, []string{"P2", "P3"}, "the 2 people named", []string{"P9"}},
		{"one named", selected, []string{"P2"}, []string{"P2"}, "the 1 person named", nil},
		{"one speaker", roster[:2], nil, []string{"P2"}, "the 1 speaker", nil},
		{"everybody where no roles are known", Roster{{ID: "a"}, {ID: "b"}}, nil, []string{"a", "b"}, "all 2 people listed", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, unknown := ChoosePanel(tt.roster, tt.ids)
			if !slices.Equal(ids(got.Members), tt.want) || got.Judged != tt.judged || !slices.Equal(unknown, tt.wantUnknown) {
				t.Errorf("ChoosePanel = %v, %q, %v; want %v, %q, %v",
					ids(got.Members), got.Judged, unknown, tt.want, tt.judged, tt.wantUnknown)
			}
		})
	}
}

// Those who confirmed are the panel where there are more people than seats, and nothing
// better tells who sits.
func TestConfirmedPanel(t *testing.T) {
	yes, no := Participant{ID: "y", Status: StatusConfirmed}, Participant{ID: "n", Status: StatusInvited}
	chosen := Participant{ID: "c", Selected: true}
	for _, tt := range []struct {
		name    string
		members Roster
		seats   int
		want    []string
		judged  string
	}{
		{"more than seats", Roster{yes, no, yes}, 2, []string{"y", "y"}, "the 2 people who confirmed"},
		{"one of them", Roster{no, yes}, 1, []string{"y"}, "the 1 person who confirmed"},
		{"everybody finds a seat", Roster{yes, no}, 2, nil, ""},
		{"no number of seats", Roster{yes, no}, 0, nil, ""},
		{"marked as selected", Roster{yes, no, chosen}, 1, nil, ""},
		{"nobody confirmed", Roster{no, no}, 1, nil, ""},
		{"everybody did", Roster{yes, yes}, 1, nil, ""},
	} {
		before := Panel{tt.members, PanelSpeakers, "them"}
		got, ok := ConfirmedPanel(before, tt.seats)
		switch {
		case ok != (tt.want != nil):
			t.Errorf("%s: %v", tt.name, ok)
		case ok && (!slices.Equal(ids(got.Members), tt.want) || got.Kind != PanelConfirmed || got.Judged != tt.judged):
			t.Errorf("%s: %+v", tt.name, got)
		case !ok && (got.Kind != before.Kind || len(got.Members) != len(tt.members)):
			t.Errorf("%s: changed to %+v", tt.name, got)
		}
	}
}
