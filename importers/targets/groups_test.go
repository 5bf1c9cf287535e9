package targets

import (
	"testing"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// TestNobodyAlone reads the same wish in the words of ten languages.
func TestNobodyAlone(t *testing.T) {
	var r Reader
	for _, c := range []struct {
		name, value string
		min         int // 0 for the least of the kind
	}{
		{"gender", "woman alone", 0},
		{"no woman alone", "", 0},
		{"0 or at least 2 women", "", 2},
		{"gender", "0 or at least 3 women", 3},
		{"women: none or 3 or more", "", 3},
		{"women: none, or 3 or more", "", 3},
		{"gender", "none, or 3 or more women", 3},
		{"gender", "aucune ou au moins 2 femmes", 2},
		{"0 ou au moins 2 femmes", "", 2},
		{"sexe", "femme seule", 0},
		{"aucune femme seule", "", 0},
		{"género", "0 o al menos 2 mujeres", 2},
		{"ninguna mujer sola", "", 0},
		{"gênero", "nenhuma ou pelo menos 2 mulheres", 2},
		{"nenhuma mulher sozinha", "", 0},
		{"Geschlecht", "keine oder mindestens 2 Frauen", 2},
		{"0 oder mindestens 2 Frauen", "", 2},
		{"keine Frau allein", "", 0},
		{"Geschlecht", "Frau: nicht allein", 0},
		{"0 o almeno 2 donne", "", 2},
		{"nessuna donna da sola", "", 0},
		{"пол", "0 или не менее 2 женщины", 2},
		{"ни одной женщины в одиночку", "", 0},
		{"性别", "0或至少2女性", 2},
		{"没有女性单独", "", 0},
		{"الجنس", "0 أو على الأقل 2 نساء", 2},
		{"لا امرأة وحدها", "", 0},
	} {
		x, err := r.Rule(c.name, c.value, "")
		woman := vocabulary.Value(planner.Gender, x.Value).Value == vocabulary.Value(planner.Gender, "woman").Value
		if err != nil || x.Kind != planner.NotAlone || x.Dimension != planner.Gender || !woman || x.Min.N != c.min {
			t.Errorf("%q, %q: %v %s %q %d, %v", c.name, c.value, x.Kind, x.Dimension, x.Value, x.Min.N, err)
		}
	}
	for _, c := range [][2]string{
		{"nobody alone by region", ""},
		{"region", "alone"},
		{"personne seule par région", ""},
		{"nadie solo por región", ""},
		{"niemand allein nach Region", ""},
		{"nessuno da solo per regione", ""},
		{"按地区不单独", ""},
	} {
		x, err := r.Rule(c[0], c[1], "")
		if err != nil || x.Kind != planner.NotAlone || x.Dimension != planner.Region || x.Value != "" {
			t.Errorf("%q, %q: %+v, %v", c[0], c[1], x, err)
		}
	}
}

// TestCommonHour reads a common hour in the words of ten languages.
func TestCommonHour(t *testing.T) {
	var r Reader
	for name, kind := range map[string]string{
		"tz": "*", "zone horaire": "commune", "fuseau horaire": "*", "zona horaria": "común", "fuso horário": "comum",
		"Zeitzone": "gemeinsam", "fuso orario": "comune", "часовой пояс": "общий", "时区": "共同",
		"المنطقة الزمنية": "مشتركة",
	} {
		x, err := r.Rule(name, kind, "")
		if err == nil {
			err = Finish(&x)
		}
		if err != nil || x.Kind != planner.Count || x.Dimension != planner.TimeZone || x.Value != Common {
			t.Errorf("%s %s: %+v, %v", name, kind, x, err)
		}
	}
}

// TestGroupLines reads in a line what a table says in cells.
func TestGroupLines(t *testing.T) {
	var r Reader
	for line, want := range map[string]planner.TargetKind{
		"gender=woman alone": planner.NotAlone, "nobody alone by region": planner.NotAlone,
		"0 or at least 2 women": planner.NotAlone, "language common": planner.Count, "Zeitzone gemeinsam": planner.Count,
		"score even": planner.Even, "chairs differ by region": planner.ChairsDiffer,
	} {
		x, err := r.Line(line)
		if err != nil || x.Kind != want || x.Group != planner.EveryGroup && want != planner.ChairsDiffer {
			t.Errorf("%s: %+v, %v", line, x, err)
		}
	}
}

// TestGroupNumbers refuses numbers that say nothing of a group, or that nobody would keep.
func TestGroupNumbers(t *testing.T) {
	var r Reader
	for _, line := range []string{
		"women 0 or 1", "women: 0 or at least 0", "0 oder mindestens 1 Frauen", "woman alone: at most 3",
		"woman alone: at least 40 %", "nobody alone by region: 2-3", "chairs differ by region: at least 2",
		"score even: at most 5", "women 0, 2", "women 0/2",
	} {
		if x, err := r.Line(line); err == nil {
			t.Errorf("%s: read as %s", line, show(x))
		}
	}
	for _, line := range []string{
		"0 or at least 3 women", "woman alone: at least 3", "nobody alone by region", "0或至少2女性", "women: none, or 3 or more",
		"none, or 3 or more women", "women: 0 or at least 3, should", "femmes : aucune, ou au moins 3",
	} {
		if x, err := r.Line(line); err != nil || x.Kind != planner.NotAlone || x.Max.Given {
			t.Errorf("%s: read as %s, %v", line, show(x), err)
		}
	}
}

// TestTiers reads the words of the tiers.
func TestTiers(t *testing.T) {
	for word, want := range map[string]planner.Tier{
		"": planner.Must, "must": planner.Must, "Muss": planner.Must, "doit": planner.Must, "obligatorio": planner.Must,
		"必须": planner.Must, "يجب": planner.Must, "обязательно": planner.Must, "soll": planner.Should,
		"devrait": planner.Should, "deseable": planner.Should, "应该": planner.Should, "kann": planner.Nice, "3": planner.Nice,
	} {
		if got, ok := ParseTier(word); !ok || got != want {
			t.Errorf("%q: %v, %v", word, got, ok)
		}
	}
	if _, ok := ParseTier("Stufe"); ok || IsTier("1") {
		t.Error("a heading or a number is a word of a tier")
	}
}
