package targets

import (
	"fmt"
	"strings"
	"testing"

	"roundtable/planner"
)

// show writes a target as kind, ID and bounds.
func show(t planner.Target) string {
	kinds := [...]string{
		"count", "distinct", "each", "not all same", "size", "per person", "flag", "seats", "not alone", "even", "chairs differ",
	}
	s := kinds[t.Kind] + " " + t.ID
	if t.Min.Given {
		s += fmt.Sprintf(" ≥%d", t.Min.N)
	}
	if t.Max.Given {
		s += fmt.Sprintf(" ≤%d", t.Max.N)
	}
	if t.MinShare.Given() {
		s += " ≥" + t.MinShare.String()
	}
	if t.MaxShare.Given() {
		s += " ≤" + t.MaxShare.String()
	}
	if t.TierGiven {
		s += " " + t.Tier.String()
	}
	return s
}

// The same words in every place: a line of --target.
func TestLine(t *testing.T) {
	for text, want := range map[string]string{
		"region=African Group & age<30: at least 1":                    "count region=African Group & age<30 ≥1",
		"African Group and women: min 1":                               "count region=African Group & gender=women ≥1",
		"region=African Group: at least 1":                             "count region=African Group ≥1",
		"stakeholder=Civil Society | Technical Community at least 2":   "count stakeholder=Civil Society | Technical Community ≥2",
		"stakeholder=Civil Society or Technical Community: at least 2": "count stakeholder=Civil Society or Technical Community ≥2",
		"at least 2 women among speakers":                              "count gender=women (speaker) ≥2",
		"gender: not man":                                              "",
		"not man: at least 1":                                          "count gender!=man ≥1",
		"gender!=Male: at least 1, should":                             "count gender!=Male ≥1 should",
		"gender=not man: min 1 (nice)":                                 "count gender!=man ≥1 nice",
		"age<35: 2-4":                                                  "count age<35 ≥2 ≤4",
		"age under 30 at least 1":                                      "count age=age under 30 ≥1",
		"age=under 30: at least 1":                                     "count age=under 30 ≥1",
		"age>=18 & age<30: 40 %":                                       "count age>=18 & age<30 ≥2/5 ≤2/5",
		"born>1995: at least 1":                                        "count born>1995 ≥1",
		"LDC: at least 1":                                              "count LDC=yes ≥1",
		"not Global South: at most 50 %":                               "count developing country!=yes ≤1/2",
		"Global South & Female: at least 1":                            "count developing country=yes & gender=Female ≥1",
		"LDC & SIDS: at least 1":                                       "count LDC=yes & SIDS=yes ≥1",
		"each gender within each stakeholder group: min 1":             "each gender each within stakeholder ≥1",
		"each region at least 1":                                       "each region each ≥1",
		"at least 1 of each region":                                    "each region each ≥1",
		"each region: min 1 max 3":                                     "each region each ≥1 ≤3",
		"region at most 2":                                             "each region each ≤2",
		"at least 3 different regions":                                 "distinct region distinct ≥3",
		"at least 3 different stakeholder groups":                      "distinct stakeholder distinct ≥3",
		"region distinct: at least 3":                                  "distinct region distinct ≥3",
		"2 of Civil Society; Government; Private Sector":               "distinct stakeholder distinct of Civil Society|Government|Private Sector ≥2",
		"stakeholder 2 of Civil Society, Government, Private Sector":   "distinct stakeholder distinct of Civil Society|Government|Private Sector ≥2",
		"gender not all the same":                                      "not all same gender not all same ≥1",
		"max sessions 2":                                               "per person per person ≤2",
		"sessions per person: at most 2":                               "per person per person ≤2",
		"sessions per organisation: at most 2":                         "per person per organisation ≤2",
		"organisation: max sessions 2":                                 "per person per organisation ≤2",
		"gender: not man: at least 1":                                  "count gender!=man ≥1",
		"gender: sometimes":                                            "",
		"born: after 1995: min 1":                                      "count born=after 1995 ≥1",
		"each address within zip: at most 1":                           "each address each within postcode ≤1",
		"region like un-members":                                       "each region like un-members",
		"region: like the pool":                                        "each region like pool",
		"size: 5-9":                                                    "size size ≥5 ≤9",
		"size 5-9":                                                     "size size ≥5 ≤9",
		"gender=Female au moins 2":                                     "count gender=Female ≥2",
		"gender=Female at least 40% not counting moderators":           "count gender=Female (not moderator) ≥2/5",
		"gender=Female at least 40% at most 60%":                       "count gender=Female ≥2/5 ≤3/5",
		"region=WEOG: exactly 3":                                       "count region=WEOG ≥3 ≤3",
		"region=WEOG: 3":                                               "count region=WEOG ≥3 ≤3",
		"age<thirty: at least 1":                                       "",
		"born>x: at least 1":                                           "",
		"Martian: at least 1":                                          "",
		"balanced":                                                     "",
		"SIDS: none":                                                   "count SIDS=yes ≤0",
		"gender=Female: 2..3":                                          "count gender=Female ≥2 ≤3",
		"gender=Male: at most 1/3":                                     "count gender=Male ≤1/3",
		"gender=Male: 1/3":                                             "count gender=Male ≥1/3 ≤1/3",
		"gender=Female: at least half":                                 "count gender=Female ≥1/2",
		"gender=Female: at least two thirds":                           "count gender=Female ≥2/3",
		"at least half women":                                          "count gender=women ≥1/2",
		"gender=Female: mindestens die Hälfte":                         "count gender=Female ≥1/2",
		"gender=Female: more than half":                                "",
		"gender=Female: at least 3/2":                                  "",
		"gender=Female >= 2":                                           "count gender=Female ≥2",
		"women >= 2":                                                   "count gender=women ≥2",
		"gender=Female & age<30 >= 2":                                  "count gender=Female & age<30 ≥2",
		"gender=Female & age<30":                                       "",
		"age>=18":                                                      "",
		"age<30 & age>20":                                              "",
		"women and age>20":                                             "",
		"women: more than 2":                                           "count gender=women ≥3",
		"2 women":                                                      "",
		"(gender=Female | gender=Male) & region=WEOG: at least 1":      "count gender=Female | Male & region=WEOG ≥1",
		"region=WEOG & (gender=Female or gender=Male): at least 1":     "count region=WEOG & gender=Female | Male ≥1",
		"(gender=Female & region=WEOG): at least 1":                    "count gender=Female & region=WEOG ≥1",
		"not (gender=Male | region=WEOG): at least 1":                  "count gender!=Male & region!=WEOG ≥1",
		"not (gender=Male): at least 1":                                "count gender!=Male ≥1",
		"gender=(Female | Male): at least 1":                           "count gender=Female | Male ≥1",
		"((gender=Female | Male) & age<30) & region=WEOG: min 1":       "count gender=Female | Male & age<30 & region=WEOG ≥1",
		"not (gender=Male & region=WEOG): at least 4":                  "",
		"(gender=Male & region=WEOG) | age<30: at least 4":             "",
		"age<30 | (gender=Male & region=WEOG): at least 4":             "",
		"(gender=Male & region=WEOG: at least 4":                       "",
		"gender=Male) & (region=WEOG: at least 4":                      "",
		"gender=Male | region=WEOG: at least 1":                        "",
		"30<age<50: at least 1":                                        "count age>30 & age<50 ≥1",
		"50 > age >= 30 & region=WEOG: at least 1":                     "count age<50 & age>=30 & region=WEOG ≥1",
		"30<40: at least 1":                                            "",
		"SIDS | LDC: at least 1":                                       "",
		"max 1 per organisation":                                       "each organisation each ≤1",
		"at most 2 per country":                                        "each country each ≤2",
		"max 2 per stakeholder group":                                  "each stakeholder each ≤2",
		"at most 2 per person":                                         "per person per person ≤2",
		"at least 1 woman":                                             "count gender=woman ≥1",
		"woman: at least 1":                                            "count gender=woman ≥1",
		"at least 1 female":                                            "count gender=female ≥1",
		"gender=Female: at least 200 %":                                "",
		"region not all same: min 3":                                   "",
		"region=WEOG: min 3 max 2":                                     "",
		"3 of Civil Society; Government":                               "",
	} {
		r := &Reader{}
		got, err := r.Line(text)
		switch {
		case err != nil && want != "":
			t.Errorf("%s: %v", text, err)
		case err == nil && want == "":
			t.Errorf("%s: read as %s", text, show(got))
		case err != nil && !strings.Contains(err.Error(), "."):
			t.Errorf("%s: no sentence in %v", text, err)
		case err == nil && show(got) != want:
			t.Errorf("%s: %s, want %s", text, show(got), want)
		}
	}
}

// Cells of a table: dimension, value, kind.
func TestRule(t *testing.T) {
	for cells, want := range map[[3]string]string{
		{"stakeholder & gender", "Government & Female", ""}:          "count stakeholder=Government & gender=Female",
		{"stakeholder;gender", "Government;Female", ""}:              "count stakeholder=Government & gender=Female",
		{"stakeholder", "Civil Society;Technical Community", ""}:     "count stakeholder=Civil Society;Technical Community",
		{"stakeholder", "Civil Society|Technical Community", ""}:     "count stakeholder=Civil Society|Technical Community",
		{"stakeholder", "Civil Society, Technical Community", ""}:    "count stakeholder=Civil Society, Technical Community",
		{"stakeholder", "Civil Society or Technical Community", ""}:  "count stakeholder=Civil Society or Technical Community",
		{"age", "Youth and African Group", ""}:                       "count age=Youth & region=African Group",
		{"region=African Group & age<30", "", ""}:                    "count region=African Group & age<30",
		{"", "region=African Group & age<30", ""}:                    "count region=African Group & age<30",
		{"gender", "not Male", ""}:                                   "count gender!=Male",
		{"region", "Latin American and Caribbean Group", ""}:         "count region=Latin American and Caribbean Group",
		{"area", "Bosnia and Herzegovina", ""}:                       "count area=Bosnia and Herzegovina",
		{"organisation", "Johnson & Johnson", ""}:                    "count organisation=Johnson & Johnson",
		{"region", "Global South", ""}:                               "count developing country=yes",
		{"developing country", "yes", ""}:                            "count developing country=yes",
		{"region", "each", ""}:                                       "each region each",
		{"region", "*", ""}:                                          "each region each",
		{"gender; stakeholder", "each", ""}:                          "each gender each within stakeholder",
		{"gender within stakeholder", "", "each"}:                    "each gender each within stakeholder",
		{"gender; stakeholder", "Female; each", ""}:                  "each stakeholder each & gender=Female",
		{"region", "African Group; GRULAC", "each"}:                  "each region each",
		{"stakeholder", "distinct", ""}:                              "distinct stakeholder distinct",
		{"stakeholder", "distinct of Government; Civil Society", ""}: "distinct stakeholder distinct of Government|Civil Society",
		{"stakeholder", "Government; Civil Society", "distinct"}:     "distinct stakeholder distinct of Government|Civil Society",
		{"gender", "not all same", ""}:                               "not all same gender not all same",
		{"sessions", "", "per-person"}:                               "per person per person",
		{"organisation", "", "per person"}:                           "per person per organisation",
		{"size", "", ""}:                                             "size size",
		{"stakeholder;gender", "Government", ""}:                     "",
		{"SIDS | LDC", "", ""}:                                       "",
		{"SIDS | LDC", "yes", ""}:                                    "",
		{"organisation", "Research (R&D)", ""}:                       "count organisation=Research (R&D)",
		{"stakeholder", "(Government | Civil Society)", ""}:          "count stakeholder=Government | Civil Society",
		{"gender", "", "sometimes"}:                                  "",
		{"stakeholder", "Government and Martians", ""}:               "",
		{"household", "*", ""}:                                       "each household each",
		{"", "sometimes", ""}:                                        "",
		{"served", "<2", ""}:                                         "count served<2",
	} {
		r := &Reader{}
		got, err := r.Rule(cells[0], cells[1], cells[2])
		got.ID = ID(&got)
		got.Min = planner.Limit{}
		switch {
		case err != nil && want != "":
			t.Errorf("%q: %v", cells, err)
		case err == nil && show(got) != want:
			t.Errorf("%q: %s, want %s", cells, show(got), want)
		}
	}
}

// A word that joins may be part of a name, and "no" a value.
func TestNamesThatHoldAnd(t *testing.T) {
	var r Reader
	for text, want := range map[string]string{
		"region=Latin American and Caribbean Group (GRULAC)":       "region=Latin American and Caribbean Group (GRULAC)",
		"region=Western European and Others Group & gender=Female": "region=Western European and Others Group & gender=Female",
		"Annex I=no": "Annex I=no",
	} {
		c, err := r.Condition("", text)
		if err != nil || c.String() != want {
			t.Errorf("%q: %q, %v", text, c.String(), err)
		}
	}
}
