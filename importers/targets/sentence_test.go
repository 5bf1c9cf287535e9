package targets

import (
	"strings"
	"testing"
)

// Targets as people write them in a mail, in the languages of the reports.
func TestSentences(t *testing.T) {
	for text, want := range map[string]string{
		"at least one woman":                                    "count gender=woman ≥1",
		"au moins une femme africaine":                          "count gender=femme & region=africaine ≥1",
		"al menos dos mujeres":                                  "count gender=mujeres ≥2",
		"mindestens zwei Frauen aus Afrika":                     "count gender=Frauen & region=Afrika ≥2",
		"не менее двух женщин":                                  "count gender=женщин ≥2",
		"至少两名女性":                                                "count gender=女性 ≥2",
		"女性不少于40%":                                              "count gender=女性 ≥2/5",
		"at least one woman under 35":                           "count gender=woman & age=under 35 ≥1",
		"at least one person under 30":                          "count age=under 30 ≥1",
		"at least 2 women from Africa":                          "count gender=women & region=Africa ≥2",
		"at least 2 government representatives":                 "count stakeholder=government ≥2",
		"at least 2 representatives of civil society":           "count stakeholder=civil society ≥2",
		"at least 1 speaker from the Global South":              "count developing country=yes (speaker) ≥1",
		"at least one from a least developed country":           "count LDC=yes ≥1",
		"nobody from WEOG":                                      "count region=WEOG ≤0",
		"more than 2 women":                                     "count gender=women ≥3",
		"pas plus de la moitié d'hommes":                        "count gender=hommes ≤1/2",
		"at least three different regions":                      "distinct region distinct ≥3",
		"at least 3 regions":                                    "distinct region distinct ≥3",
		"au moins trois pays":                                   "distinct country distinct ≥3",
		"al menos 3 regiones":                                   "distinct region distinct ≥3",
		"不少于三个地区":                                               "distinct region distinct ≥3",
		"speakers from at least 4 countries":                    "distinct country distinct (speaker) ≥4",
		"all regions":                                           "each region each ≥1",
		"tous les groupes de parties prenantes":                 "each stakeholder each ≥1",
		"todas las regiones":                                    "each region each ≥1",
		"все регионы":                                           "each region each ≥1",
		"所有地区":                                                  "each region each ≥1",
		"every stakeholder group represented":                   "each stakeholder each ≥1",
		"at least one from every stakeholder group":             "each stakeholder each ≥1",
		"max 2 from one organisation":                           "each organisation each ≤2",
		"no more than two speakers from the same country":       "each country each (speaker) ≤2",
		"au plus 2 personnes d'une même organisation":           "each organisation each ≤2",
		"máximo 2 de la misma organización":                     "each organisation each ≤2",
		"не более 2 из одной страны":                            "each country each ≤2",
		"at most 60% of one gender":                             "each gender each ≤3/5",
		"at most 1 woman per organisation":                      "each organisation each & gender=woman ≤1",
		"at least 5 people":                                     "size size ≥5",
		"between four and six speakers":                         "size size (speaker) ≥4 ≤6",
		"a woman moderator: at least 1":                         "count gender=woman (moderator) ≥1",
		"at least 2 from the same country":                      "", // which one?
		"at least 1 woman and 1 man":                            "",
		"at least 2 women, at most 1 from one country":          "",
		"at least 2 women or men":                               "",
		"moderators among speakers: at least 1":                 "",
		"at least one woman from a country nobody has heard of": "",
		"at least 3 women from 2 regions":                       "",
		"African European people: at least 1":                   "",
		"gender balance":                                        "",
		"more women than men":                                   "",
		"one third youth":                                       "",
	} {
		r := &Reader{}
		got := ""
		if x, err := r.Line(text); err == nil {
			got = show(x)
		} else if !strings.Contains(err.Error(), "rite ") {
			t.Errorf("%s: the error says not what to write: %v", text, err)
		}
		if got != want {
			t.Errorf("%s: read as %q, want %q", text, got, want)
		}
	}
}
