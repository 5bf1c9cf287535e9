package importers

import (
	"strings"
	"testing"

	"roundtable/planner"
)

// A blank region is filled from the country and said with its cell; a region
// given wins, and is reported where the country says otherwise; a region that
// was not understood stays unknown.
func TestRegionColumnAndCountry(t *testing.T) {
	m, ins := readString(t, Options{}, "p.csv", `Name,Country,Region
Ana Lima,Brazil,
Bo Ek,Japan,Asia-Pacific
Cy Dee,Kenya,GRULAC
Di Fo,France,Westen European Group
Ed Go,,
Fi Ho,Kosovo,-
`)
	sameCounts(t, "region", ins.Counts["region"], map[string]int{planner.GRULAC: 2, planner.AsiaPacific: 1, "(blank)": 3})
	if f := findingsWith(m, CodeRegionFromCountry); len(f) != 1 || f[0].Where.Cell != "C2" || len(f[0].Also) > 0 || !strings.Contains(f[0].Text, "United Nations regional groups") {
		t.Errorf("filled: %+v", f)
	}
	if f := findingsWith(m, CodeRegionContradicts); len(f) != 1 || f[0].Where.Cell != "C4" || f[0].Severity != planner.Warning || !strings.Contains(f[0].Text, "African Group") {
		t.Errorf("contradiction: %+v", f)
	}
	missing := 0
	for _, f := range findingsWith(m, CodeValueMissing) {
		if strings.Contains(f.Text, "Region") {
			missing += 1 + len(f.Also)
		}
	}
	if missing != 2 {
		t.Errorf("%d region cells are said to be missing, want 2 (C6 and C7)", missing)
	}
}

// Regions of the user's own cannot contradict a country.
func TestOwnRegionsContradictNothing(t *testing.T) {
	m, _ := readString(t, Options{}, "p.csv", "Name,Country,Region\nAna Lima,France,North\nBo Ek,France,South\nCy Dee,Spain,North\n")
	if f := findingsWith(m, CodeRegionContradicts); len(f) > 0 {
		t.Errorf("%+v", f)
	}
}

// Years of birth are recognised and said not to be ages.
func TestYearsOfBirthAreKept(t *testing.T) {
	m, ins := readString(t, Options{}, "p.csv", "Name,Year of birth\nAna Lima,1980\nBo Ek,1991\n")
	sameCounts(t, "age", ins.Counts[string(planner.Age)], map[string]int{"1980": 1, "1991": 1})
	if f := findingsWith(m, CodeBirthYear); len(f) != 1 || f[0].Where.Cell != "B1" {
		t.Errorf("%+v", m.Findings)
	}
}
