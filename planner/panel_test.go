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
