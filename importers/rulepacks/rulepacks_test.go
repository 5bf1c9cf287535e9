package rulepacks

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
)

func TestEveryPackIsComplete(t *testing.T) {
	date := regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	names := Names()
	if len(names) < 26 || !slices.IsSorted(names) {
		t.Fatalf("%d packs: %v", len(names), names)
	}
	for _, name := range names {
		p, err := Load(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !date.MatchString(p.Read) {
			t.Errorf("%s: read on %q", name, p.Read)
		}
		for _, r := range p.Rules {
			if !strings.Contains(r.Source, ".") || strings.Contains(r.Text, "\n") {
				t.Errorf("%s %s: source %q, text %q", name, r.ID, r.Source, r.Text)
			}
		}
		for _, target := range p.TargetsFor("") {
			if target.Pack != name || target.Text == "" || !target.TierGiven {
				t.Errorf("%s: target %+v", name, target)
			}
		}
	}
}

// The rules marked † in the reference have not been read and must not ship, nor
// may bodies without a numeric rule.
func TestUnreadRulesAreNotShipped(t *testing.T) {
	for _, n := range Names() {
		for _, not := range []string{"ietf", "nomcom", "ansi", "iso", "itu", "isoc"} {
			if strings.HasPrefix(n, not) {
				t.Errorf("pack %s", n)
			}
		}
	}
}

func TestWrongNames(t *testing.T) {
	for _, tc := range []struct{ name, near string }{
		{"igf2023", "igf-2023"},
		{"igf-2024", "igf-2020"},
		{"IGF-mag", "igf-mag-2020"},
		{"unfcc-ac", "unfccc-ac"},
		{"pledge", "pledge-igc"},
		{"something else", ""},
		{"", ""},
	} {
		_, err := Load(tc.name)
		var unknown *UnknownPackError
		if !errors.As(err, &unknown) || unknown.Near != tc.near {
			t.Errorf("%q: %v, want near %q", tc.name, err, tc.near)
		}
	}
	if p, err := Load(" IGF-2023 "); err != nil || p.Name != "igf-2023" {
		t.Errorf("case and spaces: %v %v", p.Name, err)
	}
}

// Packs of two years share most lines: each is kept once; what differs is told
// apart by the pack's name.
func TestSeveralPacks(t *testing.T) {
	both, err := Targets("", "igf-2021", "igf-2023", "igf-2023")
	if err != nil {
		t.Fatal(err)
	}
	ids := make(map[string]bool)
	for _, x := range both {
		if ids[x.ID] {
			t.Errorf("%s twice", x.ID)
		}
		ids[x.ID] = true
	}
	p, _ := Load("igf-2023")
	if len(both) != len(p.TargetsFor("")) {
		t.Errorf("%d targets, want %d", len(both), len(p.TargetsFor("")))
	}
	if _, err := Targets("", "igf-2023", "igf-2032"); err == nil {
		t.Error("an unknown pack among several was accepted")
	}
}

func TestFlashSessionsAreExempt(t *testing.T) {
	p, err := Load("igf-2017")
	if err != nil {
		t.Fatal(err)
	}
	count := func(format string) (n int) {
		for _, x := range p.TargetsFor(format) {
			if strings.HasPrefix(x.ID, "igf-diversity-17") {
				n++
			}
		}
		return n
	}
	if count("Flash Session - 30 Min") != 0 || count("Round Table - Circle - 60 Min") != 4 || count("") != 4 {
		t.Errorf("diversity lines: flash %d, round table %d, unknown %d",
			count("Flash Session - 30 Min"), count("Round Table - Circle - 60 Min"), count(""))
	}
}

func TestKindsBecomeTiers(t *testing.T) {
	if Fail.Tier() != planner.Must || Warn.Tier() != planner.Should || Inform.Tier() != planner.Nice {
		t.Error("tiers of fail, warn, inform")
	}
}

func TestFaultyPacksAreRefused(t *testing.T) {
	head := "name: x\ntitle: T\nbody: B\nyear: 2020\nread: 2026-11-22\nrules:\n"
	good := "  - {id: a, text: t, threshold: t, kind: fail, source: s.org, check: size, min: 3}\n"
	if _, err := parse("x.yaml", []byte(head+good)); err != nil {
		t.Fatalf("a complete pack was refused: %v", err)
	}
	for _, tc := range []struct{ name, text, says string }{
		{"unknown key", head + strings.Replace(good, "min", "minimum", 1), "minimum"},
		{"no bound", head + strings.Replace(good, ", min: 3", "", 1), "no bound"},
		{"bad kind", head + strings.Replace(good, "fail", "maybe", 1), "kind"},
		{"bad check", head + strings.Replace(good, "size", "volume", 1), "check"},
		{"repeated id", head + good + good, "repeated"},
		{"no source", head + strings.Replace(good, "s.org", `""`, 1), "source"},
		{"wrong name", strings.Replace(head, "x", "y", 1) + good, "name"},
		{"no rules", head, "no rules"},
		{"bad share", head + strings.Replace(good, "min: 3", "min_share: 3/2", 1), "share"},
		{"bad role", head + strings.Replace(good, "min: 3", "min: 3, roles: [king]", 1), "role"},
		{"flag without answer", head + strings.Replace(good, "size, min: 3", "flag, dimension: d", 1), "yes or no"},
		{"no dimension", head + strings.Replace(good, "size", "count", 1), "dimension"},
	} {
		if _, err := parse("x.yaml", []byte(tc.text)); err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v, want it to mention %q", tc.name, err, tc.says)
		}
	}
}
