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
		for _, f := range CheckTargets([]planner.Target{x}, "") {
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
		for _, f := range CheckTargets(list, vocabulary.Scheme(p.Scheme)) {
			t.Errorf("%s: %s", name, f.Text)
		}
	}
}
