package people

import "testing"

// TestKey holds that one key stands for the spellings of a name or an id, and for no
// other.
func TestKey(t *testing.T) {
	for _, same := range [][2]string{
		{"Lima, Ana", "Ana Lima"},
		{"LIMA, Ana", "ana lima"},
		{"Dr. Ana Lima", "Ana Lima"},
		{"Prof. Dr. Ana Lima", "Lima, Ana"},
		{"H.E. Ms. Ana Lima", "Ana Lima"},
		{"王 小明", "王小明"},
		{"Mme Ana Lima", "Ana Lima"},
		{"0007", "7"},
		{"31", "31.0"},
		{"7.00", "007"},
		{"BO@example.org", "bo@example.org"},
		{"t-07", "T-07"},
	} {
		if Key(same[0]) != Key(same[1]) {
			t.Errorf("%q and %q: %q, %q", same[0], same[1], Key(same[0]), Key(same[1]))
		}
	}
	for _, other := range [][2]string{{"Dame Ndiaye", "Ndiaye"}, {"Don Lima Bo", "Lima Bo"}, {"Ana Lima", "Ana Lema"}, {"1.1", "1.10"}, {"FR-DE", "DE-FR"}, {"12-3", "3-12"}} {
		if Key(other[0]) == Key(other[1]) {
			t.Errorf("%q and %q are taken for one", other[0], other[1])
		}
	}
}

// TestSeveral holds that a cell of several whole names is parted, and one name is not.
func TestSeveral(t *testing.T) {
	for text, want := range map[string]int{
		"Eva Soto y Luis Gil": 2, "José Ortega y Gasset": 0, "Ute Alt; Otto Neu": 2, "Anna Virtanen ja Olli Niemi": 2,
		"Ewa Nowak i Jan Kos": 2, "Lima Santos, Ana Maria": 2, "Ministry of Health and Sport": 0, "Ana Lima": 0,
		"• Ana Lima\n• Bo Chen": 2, "1. Ana Lima\n2. Bo Chen\n3. Eva Soto": 3, "Ana Lima؛ Bo Chen": 2, "- Ana Lima": 0,
	} {
		names, unsure := Several(text)
		if len(names) != want || unsure != (text == "Lima Santos, Ana Maria") {
			t.Errorf("%q: %q, unsure %t", text, names, unsure)
		}
	}
}

// TestPlaceholders holds what stands in the place of a name, and that no name is
// taken for it: people may be called Test, Null, or N. N. Kumar.
func TestPlaceholders(t *testing.T) {
	for text, want := range map[string]Placeholder{
		"TBC": OpenSeat, "N.N.": OpenSeat, "[to be nominated by ICC]": OpenSeat, "(vakant)": OpenSeat,
		"Speaker from UNESCO (tbc)": OpenSeat, "à désigner par l'UE": OpenSeat, "待定": OpenSeat,
		"[name to follow]": OpenSeat, "<ponente>": OpenSeat, "имя уточняется": OpenSeat, "[Ana Lima]": "",
		"Test Test": NoPerson, "asdf": NoPerson, "Info Requested": NoPerson, "iPhone": NoPerson, "Galaxy S21": NoPerson,
		"+41 22 555 12 34": NoPerson, "+41*****12": NoPerson,
		"Ed Om (tbc)": "", "Test": "", "Null": "", "N. N. Kumar": "", "Galaxy Lima": "", "Vera Open": "", "Maria's iPhone": "",
		"1234": "", "V17": "", "iPhone de Ana": "",
	} {
		if got := PlaceholderOf(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
