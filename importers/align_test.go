package importers

import (
	"strings"
	"testing"

	"roundtable/importers/rulepacks"
	"roundtable/importers/targets"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// A slip in a fixed list of values is an error, alone and among others, whoever the people
// are; every pack that comes along is free of them.
func TestCheckTargets(t *testing.T) {
	for line, want := range map[string]string{
		"stakeholder=Goverment: at least 1":                  `Did you mean "Government"?`,
		"stakeholder=Goverment | Private Sector: at least 1": `Did you mean "Government"?`,
		"stakeholder=Academia & gender=Female: at least 1":   `"Academia" is not understood as a stakeholder group.`,
		"region=Afrca: at least 1":                           `"Afrca" is not understood as a region.`,
		"gendr=Female: at least 1":                           `Did you mean "gender"?`,
		"stakeholder=Government: at least 1":                 "",
		"region=Africa & women: at least 1":                  "",
		"organisation distinct: at least 2":                  "",
		"LDC: at least 1":                                    "",
	} {
		var r targets.Reader
		x, err := r.Line(line)
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		text := ""
		for _, f := range inWords(t, CheckTargets([]planner.Target{x}, "")) {
			text += f.Text
		}
		if (text == "") != (want == "") || !strings.Contains(text, want) {
			t.Errorf("%s: %q, want %q", line, text, want)
		}
	}
	for _, name := range rulepacks.Names() {
		p, err := rulepacks.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		var list []planner.Target
		for i := range p.Rules {
			if x, ok := p.Rules[i].Target(name); ok && x.Kind != planner.Flag {
				list = append(list, x)
			}
		}
		for _, f := range inWords(t, CheckTargets(list, vocabulary.Scheme(p.Scheme))) {
			t.Errorf("%s: %s", name, f.Text)
		}
	}
}

// aligned are the findings of one target line about people with gender and role.
func aligned(t *testing.T, line string, roles ...planner.Role) string {
	var roster planner.Roster
	for i, gender := range []string{"woman", "man", "woman"} {
		p := planner.Participant{ID: string(rune('a' + i)), Values: map[planner.Dimension][]string{
			planner.Gender: {gender}, planner.Region: {planner.RegionalGroups()[i]},
		}}
		if len(roles) > 0 {
			p.Roles = []planner.Role{roles[i%len(roles)]}
		}
		roster = append(roster, p)
	}
	var r targets.Reader
	x, err := r.Line(line)
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	text := ""
	_, found := AlignTargets(roster, []planner.Target{x}, "")
	found = inWords(t, found)
	for _, f := range found {
		text += f.Severity.String() + ": " + f.Text + " " + f.Fix
	}
	return text
}

// A gender that nobody has is judged, in any language, and so is "other" of every
// dimension; a slip is told with what is near.
func TestValuesThatNobodyHas(t *testing.T) {
	for line, want := range map[string]string{
		"gender=Other: at least 1":  `warning: Nobody's gender is "Other".`,
		"gender=Autre: at least 1":  `warning: Nobody's gender is "Autre".`,
		"gender=其他: at least 1":     `warning: Nobody's gender is "其他".`,
		"gender=Two-Spirit: min 1":  `warning: Nobody's gender is "Two-Spirit".`,
		"gender=Femal: at least 1":  `warning: Nobody's gender is "Femal". Did you mean "woman"?`,
		"region=Otros: at least 1":  `warning: Nobody's region is "Otros".`,
		"region=Afrca: at least 1":  `error: "Afrca" is not understood as a region. Did you mean "African Group"?`,
		"region=Elbonia: at most 1": `error: "Elbonia" is not understood as a region.`,
		"gender=Other: at most 1":   `note: Nobody's gender is "Other".`,
		"gender=woman: at least 1":  "",
	} {
		if got := aligned(t, line); !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}

// A role that nobody holds is named with those that are held.
func TestRolesThatNobodyHolds(t *testing.T) {
	both := []planner.Role{planner.RoleSpeaker, planner.RoleModerator}
	for line, want := range map[string]string{
		"women among rapporteurs: at least 1":            `warning: Nobody's role is "rapporteur", so "`,
		"women among speakers: at least 1":               "",
		"women among moderators: at least 1":             "",
		"at least 1 women among keynotes":                `warning: Nobody's role is "keynotes", so "`,
		"gender=woman: at least 1, not counting mentors": `warning: Nobody's role is "mentors", so "`,
	} {
		got := aligned(t, line, both...)
		if !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
		if want != "" && !strings.HasSuffix(got, `The roles seen are "moderator" and "speaker".`) {
			t.Errorf("%s: %q does not say the roles", line, got)
		}
	}
	if got := aligned(t, "women among keynotes: at least 1", "keynote"); got != "" {
		t.Errorf("a role in the plural: %q", got)
	}
	if got := aligned(t, "women among speakers: at least 1"); got != "" {
		t.Errorf("people without roles: %q", got)
	}
	if got := aligned(t, "women among moderators: at least 1"); !strings.Contains(got, "The people have no roles") {
		t.Errorf("people without roles: %q", got)
	}
}
