package planner

import "testing"

func TestParticipant(t *testing.T) {
	p := &Participant{
		ID: "P1", Roles: []Role{RoleSpeaker, RoleRapporteur},
		Values: map[Dimension][]string{Region: {"WEOG", "African Group"}, Gender: {""}, Age: {}},
	}
	for d, want := range map[Dimension]string{Region: "WEOG", Gender: "", Age: "", Country: ""} {
		if v, known := p.Value(d); v != want || known != (want != "") {
			t.Errorf("%s: %q, %v; want %q", d, v, known, want)
		}
	}
	if !p.Has(Region, "African Group") || p.Has(Region, "african group") || p.Has(Country, "") {
		t.Error("a person has the values that are listed, letter by letter")
	}
	if !p.HasRole() || !p.HasRole(RoleModerator, RoleRapporteur) || p.HasRole(RoleModerator) || (&Participant{}).HasRole(RoleSpeaker) {
		t.Error("a person has any of the roles asked for, and the role of none")
	}
	if p.Label() != "P1" {
		t.Errorf("without a name: %q", p.Label())
	}
	if p.Name = "Ana Lima"; p.Label() != "Ana Lima" {
		t.Errorf("with a name: %q", p.Label())
	}
}

func TestRosterByID(t *testing.T) {
	r := Roster{{ID: "a"}, {ID: "b"}, {ID: "b"}}
	for id, want := range map[string]int{"a": 0, "b": 1, "": -1, "A": -1} {
		if got := r.ByID(id); got != want {
			t.Errorf("%q is at %d, want %d", id, got, want)
		}
	}
	if (Range{}).IsZero() == (Range{Max: 1}).IsZero() || (Range{Min: 1}).IsZero() {
		t.Error("only the zero range is not given")
	}
}
