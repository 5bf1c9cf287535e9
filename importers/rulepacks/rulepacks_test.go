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
		if !date.MatchString(p.Read) || p.Name != name || p.Title == "" || p.Body == "" || p.Year == 0 {
			t.Errorf("%+v", p)
		}
		for _, r := range p.Rules {
			if !strings.Contains(r.Source, ".") || r.Text == "" || strings.Contains(r.Text, "\n") || r.Threshold == "" {
				t.Errorf("%s %s: source %q, text %q, threshold %q", name, r.ID, r.Source, r.Text, r.Threshold)
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
		for _, not := range []string{"ansi", "iso", "itu", "isoc"} {
			if strings.HasPrefix(n, not) {
				t.Errorf("pack %s", n)
			}
		}
	}
}

func TestWrongNames(t *testing.T) {
	for _, tc := range []struct{ name, near string }{
		{"igf2023", "igf-2023"},
		{"igf-2032", "igf-2025"},
		{"igf-nri-2026", "igf-nri"},
		{"IGF-mag", "igf-mag-2023"},
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
	both, err := new(Shelf).Targets("", "igf-2021", "igf-2023", "igf-2023")
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
	if _, err := new(Shelf).Targets("", "igf-2023", "igf-2032"); err == nil {
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

const (
	head = "name: x\ntitle: T\nbody: B\nyear: 2020\nread: 2026-11-22\nrules:\n"
	good = "  - {id: a, text: t, threshold: t, kind: fail, source: s.org, check: size, min: 3}\n"
)

func TestFaultyPacksAreRefused(t *testing.T) {
	if _, err := parse("x.yaml", []byte(head+good)); err != nil {
		t.Fatalf("a complete pack was refused: %v", err)
	}
	for _, tc := range []struct{ name, text, says string }{
		{"unknown key", head + strings.Replace(good, "min", "minimum", 1), "minimum"},
		{"near key", head + strings.Replace(good, "min:", "mins:", 1), `line 7, column 76: There is no key "mins" in a rule. Did you mean "min"?`},
		{"unknown key of the file", strings.Replace(head, "title", "titel", 1) + good, `line 2, column 1: There is no key "titel" in a file of rules. Did you mean "title"?`},
		{"repeated key", "name: y\n" + head + good, `line 2, column 1: The key "name" is given twice`},
		{"no bound", head + strings.Replace(good, ", min: 3", "", 1), "no bound"},
		{"bad kind", head + strings.Replace(good, "fail", "maybe", 1), `"maybe" is no kind`},
		{"bad check", head + strings.Replace(good, "size", "volume", 1), `"volume" is no check`},
		{"repeated id", head + good + good, "repeated"},
		{"no rules", head, "no rules"},
		{"no list of rules", strings.Replace(head, "rules:", "rules: all", 1), "are a list"},
		{"no mapping", "- a\n- b\n", "key: value"},
		{"nothing", "", "empty"},
		{"no YAML", "name: x\n\trules: [1\n", "line 2, column 1: The file is not valid YAML"},
		{"bad share", head + strings.Replace(good, "min: 3", "min_share: 3/2", 1), "share"},
		{"bad number", head + strings.Replace(good, "min: 3", "min: three", 1), "whole number"},
		{"below nothing", head + strings.Replace(good, "min: 3", "min: -1", 1), "whole number"},
		{"above", head + strings.Replace(good, "min: 3", "min: 3, max: 2", 1), "above the maximum"},
		{"bad role", head + strings.Replace(good, "min: 3", "min: 3, roles: [speeker]", 1), `The role "speeker" is not known. Did you mean "speaker"?`},
		{"flag without answer", head + strings.Replace(good, "size, min: 3", "flag, dimension: d", 1), "yes or for no"},
		{"no dimension", head + strings.Replace(good, "size", "count", 1), "dimension"},
		{"no value", head + strings.Replace(good, "size", "count, dimension: region", 1), "which value"},
		{"no check", head + strings.Replace(good, "check: size, ", "", 1), "what it checks"},
		{"half a condition", head + strings.Replace(good, "size", "count, dimension: d, value: v, when: e=", 1), `Nothing stands behind "e"`},
		{"list for a text", head + strings.Replace(good, "text: t", "text: [t]", 1), "One value"},
		{"reference", head + strings.Replace(good, "text: t", "text: *t", 1), "One value"},
	} {
		_, err := parse("x.yaml", []byte(tc.text))
		var wrong *FileError
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v, want it to mention %q", tc.name, err, tc.says)
		}
	}
}

// What users write needs no more than what is asked for; all that is wrong in it is
// said at once.
func TestOwnRules(t *testing.T) {
	p, err := Load("testdata/my-body.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if p.Name != "my-body" || len(p.Rules) != 5 || len(p.TargetsFor("")) != 5 {
		t.Errorf("%+v", p)
	}
	for _, form := range []string{"\ufeffrules:\n  - target: size at least 3\n", "rules:\r\n  - target: size at least 3\r\n", "rules: [{target: size at least 3}]", "\"rules\":\n- \"target\": 'size at least 3'\n"} {
		if p, err := parse("x.yml", []byte(form)); err != nil || len(p.Rules) != 1 || p.Rules[0].ID != "size" {
			t.Errorf("%q: %+v, %v", form, p, err)
		}
	}
	first, second := p.TargetsFor("")[0], p.TargetsFor("")[1]
	if first.ID != "region=African Group" || first.Tier != planner.Must || first.Kind != planner.Count || first.Min != planner.LimitOf(2) {
		t.Errorf("the first rule is %+v", first)
	}
	if second.Tier != planner.Should || second.MinShare != planner.Percent(40) || second.ExceptRoles[0] != "president" {
		t.Errorf("the second rule is %+v", second)
	}
	_, err = Load("testdata/faulty.yaml")
	var wrong *FileError
	if !errors.As(err, &wrong) {
		t.Fatalf("%v", err)
	}
	var at []string
	for _, f := range wrong.Findings {
		at = append(at, f.Where.Cell)
		if f.Where.File != "faulty.yaml" || f.Fix == "" || f.Code != CodeRules || f.Severity != planner.Error {
			t.Errorf("%+v", f)
		}
	}
	if want := []string{"line 1, column 1", "line 3, column 11", "line 7, column 10", "line 8, column 5"}; !slices.Equal(at, want) {
		t.Errorf("found at %q, want %q:\n%v", at, want, err)
	}
	if _, err = Load("testdata/nothing.yaml"); err == nil {
		t.Error("a file that is not there was read")
	}
	var unknown *UnknownPackError
	if _, err = Load("testdata/my-body"); !errors.As(err, &unknown) || unknown.Near != "testdata/my-body.yaml" {
		t.Errorf("without its ending: %v", err)
	}
}

// The number closest to the share that does not exceed 49 %, by trying all of them: 1 of
// 3 directors, none of 2.
func TestClosestToTheShare(t *testing.T) {
	for name, percent := range map[string]int{"eu-2022-2381": 40, "eu-2022-2381-all": 33} {
		p, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		target, _ := p.Rules[0].Target("")
		for n := range 60 {
			best, least := 0, percent*n
			for k := 1; 100*k <= 49*n; k++ {
				if off := max(100*k-percent*n, percent*n-100*k); off < least {
					best, least = k, off
				}
			}
			if got := target.Need(n); got != best {
				t.Errorf("%s: %d of %d, want %d", name, got, n, best)
			}
		}
	}
}

// Whatever a file holds, it is read or refused in words.
func FuzzParse(f *testing.F) {
	f.Add([]byte(head + good))
	f.Add([]byte("rules: [{}]"))
	f.Add([]byte("rules:\n  - {check: seats, seats: [{who: SIDS, seats: 1}, {}, 3]}\n"))
	f.Add([]byte("rules: &a [{target: *a}, ? {b: c} : d, !!str 4]"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := parse("x.yaml", raw)
		var wrong *FileError
		if err != nil && (!errors.As(err, &wrong) || len(wrong.Findings) == 0) {
			t.Errorf("%v", err)
		}
		if err == nil && len(p.Rules) == 0 {
			t.Error("a pack without rules")
		}
	})
}
