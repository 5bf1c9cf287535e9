package disclosure_test

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build"
	"roundtable/reports/disclosure"
	"roundtable/reports/html"
	"roundtable/reports/messages"
	"roundtable/reports/text"
	"roundtable/testdata/sample"
)

func protect(t *testing.T, in build.Input, policy disclosure.Policy) disclosure.Protected {
	t.Helper()
	p, err := disclosure.Protect(in.Meeting, build.Results(in), in.Provenance, policy)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The type itself has no way back: no field of it, however deep, is a type of
// the planner or can hold anything but what the type says.
func TestProtectedHasNoWayBack(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type, string)
	walk = func(x reflect.Type, path string) {
		if seen[x] {
			return
		}
		seen[x] = true
		if pkg := x.PkgPath(); pkg != "" && pkg != "roundtable/reports" && pkg != "roundtable/reports/disclosure" {
			t.Errorf("%s is a %s", path, x)
		}
		switch x.Kind() {
		case reflect.Struct:
			for i := range x.NumField() {
				walk(x.Field(i).Type, path+"."+x.Field(i).Name)
			}
		case reflect.Slice, reflect.Pointer, reflect.Array:
			walk(x.Elem(), path)
		case reflect.Map, reflect.Interface, reflect.Func, reflect.Chan, reflect.UnsafePointer:
			t.Errorf("%s is a %s, which could hold anything", path, x)
		}
	}
	walk(reflect.TypeFor[disclosure.Protected](), "Protected")
	if len(seen) < 12 {
		t.Errorf("only %d types were walked", len(seen))
	}
}

// canaryInput plants marked strings in everything that must not get out.
func canaryInput() build.Input {
	in := fixtureInput()
	n := 0
	canary := func(kind string) string {
		n++
		return fmt.Sprintf("CANARY-%s-%d", kind, n)
	}
	ids := map[string]string{}
	roster := slices.Clone(in.Meeting.Roster)
	for i := range roster {
		p := &roster[i]
		ids[p.ID] = canary("id")
		p.ID, p.Name = ids[p.ID], canary("name")+"@example.org"
		p.Values = map[planner.Dimension][]string{}
		for d, v := range in.Meeting.Roster[i].Values {
			p.Values[d] = slices.Clone(v)
		}
		p.Values[planner.Organisation] = []string{canary("organisation")}
		p.Values["diet"] = []string{canary("diet")}
		p.Choices = []string{canary("choice")}
		p.Where = planner.Ref{File: canary("file"), Sheet: canary("sheet"), Cell: canary("cell")}
	}
	m := *in.Meeting
	m.Roster = roster
	m.Ballots = planner.NewBallots(len(m.Issues))
	for range 12 {
		m.Ballots.Add(planner.Ballot{
			Voter: canary("voter"), Group: planner.Government, Organisation: canary("org"),
			Marks: make([]planner.Mark, len(m.Issues)),
		})
	}
	for i := range m.Findings {
		m.Findings[i] = planner.Finding{
			Code: canary("code"), Severity: m.Findings[i].Severity, Seen: canary("seen"),
			Text: canary("text"), Fix: canary("fix"), Where: planner.Ref{File: canary("where")},
		}
	}
	m.Sources = []planner.Source{{File: canary("source"), SHA256: strings.Repeat("ab", 32)}}
	m.Settings = []planner.Setting{{Key: "panel", Value: canary("setting")}}
	in.Meeting = &m
	for i := range in.Balance {
		b := *in.Balance[i].Report
		b.Panel.Members = renamed(b.Panel.Members, ids)
		b.Targets = slices.Clone(b.Targets)
		for j := range b.Targets {
			b.Targets[j].Members = renamed(b.Targets[j].Members, ids)
			b.Targets[j].Maybe = renamed(b.Targets[j].Maybe, ids)
		}
		b.Dimensions = append(slices.Clone(b.Dimensions), balance.DimensionResult{
			Name:   "diet",
			Counts: map[string]int{canary("diet"): 3},
		},
			balance.DimensionResult{Name: planner.Organisation})
		b.Dependence = []balance.Dependence{{Person: canary("dependence")}}
		b.Advice = &balance.Advice{NeverChosen: []string{canary("never")}, Conflict: []string{canary("conflict")}}
		b.Warnings = []planner.Finding{{Text: canary("warning")}}
		in.Balance[i].Report = &b
	}
	in.Ranking.Warnings = []planner.Finding{{Text: canary("warning")}}
	plan := *in.Groups
	plan.Groups = slices.Clone(plan.Groups)
	for i := range plan.Groups {
		g := &plan.Groups[i]
		g.Members = slices.Clone(g.Members)
		for j := range g.Members {
			g.Members[j].ID = ids[g.Members[j].ID]
		}
	}
	plan.Unassigned = renamed(plan.Unassigned, ids)
	plan.Warnings = []planner.Finding{{Text: canary("warning")}}
	in.Groups = &plan
	in.Provenance = reports.Provenance{
		Version: "1.0", Date: "2026-03-01", Seed: 7, Command: "roundtable plan /home/" + canary("user") +
			"/people.xlsx", Notes: []string{canary("note")},
		Settings: []reports.Pair{{Key: "panel", Value: canary("panel")}, {Key: "weights", Value: "groups"}},
		Sources:  []reports.Pair{{Key: canary("file"), Value: strings.Repeat("ab", 32)}},
	}
	return in
}

func renamed(list []string, ids map[string]string) []string {
	out := make([]string, len(list))
	for i, id := range list {
		out[i] = ids[id]
	}
	return out
}

// Every byte of every finished public file is searched for planted strings. The
// chair edition of the same meeting must have them, or the test could not fail.
func TestCanaries(t *testing.T) {
	in := canaryInput()
	chair := sample.Unzip(t, xlsxBytes(t, build.Chair(in)))
	hits := 0
	for _, part := range chair {
		hits += strings.Count(part, "CANARY")
	}
	if hits < 100 {
		t.Fatalf("the chair edition has only %d planted strings: they are not planted where they could leak", hits)
	}
	for _, open := range []bool{false, true} {
		policy := disclosure.DefaultPolicy()
		policy.OpenRoster, policy.Settings = open, []string{"weights"}
		d := build.Public(protect(t, in, policy), messages.English())
		files := sample.Unzip(t, xlsxBytes(t, d))
		for name, write := range map[string]func(*bytes.Buffer) error{
			"html": func(w *bytes.Buffer) error { return html.Write(w, d, html.Options{}) },
			"text": func(w *bytes.Buffer) error {
				for i := range d.Sections {
					if err := text.WriteSection(w, &d.Sections[i], text.Options{}); err != nil {
						return err
					}
				}
				return nil
			},
			"json": func(w *bytes.Buffer) error { return reports.WriteJSON(w, d) },
		} {
			var out bytes.Buffer
			if err := write(&out); err != nil {
				t.Fatal(err)
			}
			files[name] = out.String()
		}
		if len(files["html"]) < 5000 {
			t.Fatalf("the public page has only %d bytes", len(files["html"]))
		}
		for name, content := range files {
			for _, secret := range []string{"CANARY", "canary", "example.org", "/home/", strings.Repeat("ab", 32)} {
				if at := strings.Index(content, secret); at >= 0 {
					t.Errorf("open %t: %s holds %q: …%s…", open, name, secret,
						content[max(0, at-60):min(len(content), at+60)])
				}
			}
		}
	}
}

// people makes a roster of participants from counts by stakeholder group.
func crowd(role planner.Role, counts map[string]int) planner.Roster {
	var out planner.Roster
	for _, s := range planner.StakeholderGroups() {
		for range counts[s] {
			out = append(out, planner.Participant{
				ID: fmt.Sprintf("%s%d", role, len(out)), Roles: []planner.Role{role},
				Values: map[planner.Dimension][]string{planner.Stakeholder: {s}},
			})
		}
	}
	return out
}

func TestTablesByPopulation(t *testing.T) {
	speakers := crowd(planner.RoleSpeaker, map[string]int{planner.Government: 1, planner.PrivateSector: 3})
	others := crowd(planner.RoleParticipant, map[string]int{
		planner.CivilSociety: 12, planner.Government: 3,
		planner.Intergovernmental: 11, planner.TechnicalCommunity: 9,
	})
	m := &planner.Meeting{Roster: append(slices.Clone(speakers), others...)}
	report := &balance.Report{Panel: balance.Panel{Size: 4, Kind: planner.PanelSpeakers}}
	for _, p := range speakers {
		report.Panel.Members = append(report.Panel.Members, p.ID)
	}
	got := protect(t, build.Input{Meeting: m, Balance: []build.BalanceView{{Report: report}}},
		disclosure.DefaultPolicy())
	want := []disclosure.Table{
		{
			Dimension:  string(planner.Stakeholder),
			Population: disclosure.Saying{Code: "panel", Who: "speakers"},
			People:     4,
			Rows: []disclosure.Count{
				{Label: planner.CivilSociety},
				{Label: planner.Government, Count: 1},
				{Label: planner.Intergovernmental},
				{Label: planner.PrivateSector, Count: 3},
				{Label: planner.TechnicalCommunity},
			},
		},
		{
			Dimension: string(planner.Stakeholder), Population: disclosure.Saying{Code: "off-programme"}, People: 35,
			Rows: []disclosure.Count{
				{Label: planner.CivilSociety, Count: 12},
				{Label: planner.PrivateSector},
				{Label: planner.TechnicalCommunity, Count: 9},
				{Together: []string{planner.Government, planner.Intergovernmental}, Count: 14, Merged: true},
			},
		},
	}
	if !reflect.DeepEqual(got.Tables, want) {
		t.Errorf("got %+v\nwant %+v", got.Tables, want)
	}
	if !got.Panel.Announced {
		t.Error("a panel of speakers is on the programme")
	}
}

func TestTargetsAreJudgedOnlyOnPublishedCounts(t *testing.T) {
	target := func(d planner.Dimension, v string, have int) balance.TargetResult {
		return balance.TargetResult{
			ID: string(d) + v, Dimension: d, Value: v, Have: have, Max: -1, Min: 1,
			Status: balance.Met, Target: planner.Target{Dimension: d, Value: v},
		}
	}
	build := func(role planner.Role, gov int) disclosure.Protected {
		m := &planner.Meeting{Roster: crowd(role, map[string]int{
			planner.CivilSociety: 12, planner.Government: gov,
			planner.PrivateSector: 20,
		})}
		report := &balance.Report{Panel: balance.Panel{Size: len(m.Roster)}, Targets: []balance.TargetResult{
			target(planner.Stakeholder, planner.Government, gov), target(planner.Gender, "woman", 3),
			{ID: "size", Have: 32, Status: balance.Met, Target: planner.Target{Kind: planner.Size}},
			target(planner.Stakeholder, planner.Government, gov),
		}}
		report.Targets[3].Target.Roles = []planner.Role{"chair"} // it counts a part of the panel
		for _, p := range m.Roster {
			report.Panel.Members = append(report.Panel.Members, p.ID)
		}
		return protect(t, build.Input{Meeting: m, Balance: []build.BalanceView{{Report: report}}},
			disclosure.DefaultPolicy())
	}
	for _, c := range []struct {
		role planner.Role
		gov  int
		want []bool
	}{
		{planner.RoleSpeaker, 2, []bool{true, false, true, true}},
		// stakeholder group of speakers is public, gender is not
		{planner.RoleParticipant, 2, []bool{false, false, true, false}}, // two people are merged with others
		{planner.RoleParticipant, 7, []bool{true, false, true, false}},
	} {
		got := build(c.role, c.gov)
		for i, want := range c.want {
			if got.Targets[i].Shown != want {
				t.Errorf("%s, %d: target %v shown %t, want %t", c.role, c.gov, got.Targets[i].Rule,
					got.Targets[i].Shown, want)
			}
			if x := got.Targets[i]; !x.Shown && (x.Have != 0 || x.State != "" || x.Short != 0 || x.Unknown != 0) {
				t.Errorf("hidden target still holds figures: %+v", x)
			}
		}
	}
}

// On an open roster the open dimensions of everybody are exact, and others are
// protected as ever.
func TestOpenRoster(t *testing.T) {
	m := &planner.Meeting{Roster: crowd(planner.RoleParticipant, map[string]int{
		planner.CivilSociety: 12,
		planner.Government:   1, planner.PrivateSector: 9,
	})}
	for i := range m.Roster {
		m.Roster[i].Values[planner.Gender] = []string{[]string{
			"woman", "man", "woman", "man", "woman", "man",
			"non-binary",
		}[i%7]}
	}
	policy := disclosure.DefaultPolicy()
	policy.OpenRoster = true
	got := protect(t, build.Input{Meeting: m}, policy)
	if len(got.Tables) != 2 {
		t.Fatalf("tables %+v", got.Tables)
	}
	if gov := got.Tables[0].Rows[1]; !reflect.DeepEqual(gov, disclosure.Count{Label: planner.Government, Count: 1}) {
		t.Errorf("stakeholder group: %+v", gov)
	}
	if why := got.Tables[1].Why; len(got.Tables[1].Rows) > 0 || why.Code != "women-even" {
		t.Errorf("gender, where women would be counted with others: %+v", got.Tables[1])
	}
}

// The share of women is told in one of three ranges, wherever they have no line of their
// own; with 10 people each range holds at least three counts.
func TestWomenInARange(t *testing.T) {
	for _, c := range []struct {
		women, men int
		want       string
	}{
		{0, 10, "women-few"},
		{3, 7, "women-few"},
		{4, 7, "women-few"}, // 36 %
		{4, 6, "women-even"},
		{6, 4, "women-even"},
		{7, 4, "women-most"},
		{10, 10, ""}, // a line of their own
		{9, 1, "women-most"},
		{2, 7, "too-few"}, // 9 people
	} {
		m := &planner.Meeting{}
		for i := range c.women + c.men {
			gender := "man"
			if i < c.women {
				gender = "woman"
			}
			m.Roster = append(m.Roster, planner.Participant{
				ID: fmt.Sprint("p", i), Values: map[planner.Dimension][]string{planner.Gender: {gender}},
			})
		}
		got := protect(t, build.Input{Meeting: m}, disclosure.DefaultPolicy()).Tables[0]
		t.Log(c, got.Rows, got.Why)
		if got.Why.Code != c.want || len(got.Rows) > 0 && c.want != "" {
			t.Errorf("%d women, %d men: %+v", c.women, c.men, got)
		}
		if told := got.People == c.women+c.men; told == (c.want == "too-few") || !told && got.People != 0 {
			t.Errorf("%d women, %d men: a table of %d people", c.women, c.men, got.People)
		}
	}
}

func TestSecretDimensionsAreLeftOut(t *testing.T) {
	m := &planner.Meeting{Roster: crowd(planner.RoleParticipant, map[string]int{
		planner.CivilSociety: 20,
		planner.Government:   20,
	})}
	policy := disclosure.DefaultPolicy()
	policy.Classes = map[planner.Dimension]disclosure.Class{planner.Stakeholder: disclosure.Secret}
	report := &balance.Report{Targets: []balance.TargetResult{{ID: "x", Dimension: planner.Stakeholder}}}
	got := protect(t, build.Input{Meeting: m, Balance: []build.BalanceView{{Report: report}}}, policy)
	if len(got.Tables)+len(got.Targets)+len(got.Cross) != 0 {
		t.Errorf("a secret dimension is shown: %+v %+v %+v", got.Tables, got.Targets, got.Cross)
	}
}

func TestProtectRefusesWeakPolicy(t *testing.T) {
	policy := disclosure.DefaultPolicy()
	policy.K = 2
	if _, err := disclosure.Protect(&planner.Meeting{}, disclosure.Results{}, reports.Provenance{},
		policy); !errors.Is(err, disclosure.ErrPolicy) {
		t.Errorf("error %v, want %v", err, disclosure.ErrPolicy)
	}
	policy.K = 3
	if _, err := disclosure.Protect(nil, disclosure.Results{}, reports.Provenance{}, policy); err != nil {
		t.Errorf("three is enough: %v", err)
	}
	if _, err := disclosure.Protect(nil, disclosure.Results{}, reports.Provenance{},
		disclosure.DefaultPolicy()); err != nil {
		t.Errorf("nothing to protect: %v", err)
	}
}

// What is said of how figures were protected rests on what there is, and of what was noticed
// it is told that something was.
func TestNotes(t *testing.T) {
	people := planner.Roster{{ID: "P1"}}
	vote := &ranking.Result{Issues: []ranking.Issue{{ID: "Q1"}}}
	for _, c := range []struct {
		m    planner.Meeting
		r    disclosure.Results
		want string
	}{
		{planner.Meeting{}, disclosure.Results{}, "counts merged mark fingerprints"},
		{planner.Meeting{Roster: people}, disclosure.Results{}, "counts merged mark fingerprints"},
		{planner.Meeting{}, disclosure.Results{Ranking: vote}, "counts merged mark votes fingerprints"},
		{planner.Meeting{Roster: people}, disclosure.Results{Ranking: vote}, "counts merged mark votes voters fingerprints"},
	} {
		for _, noticed := range []int{0, 1, 2} {
			c.m.Findings = make([]planner.Finding, noticed)
			p, err := disclosure.Protect(&c.m, c.r, reports.Provenance{Seed: 20}, disclosure.DefaultPolicy())
			if want := "roundtable plan FILES --seed 20 --out DIR"; p.Provenance.Command != want {
				t.Errorf("command %q, want %q", p.Provenance.Command, want)
			}
			var codes []string
			for _, n := range p.Notes {
				codes = append(codes, n.Code)
			}
			if got := strings.Join(codes, " "); err != nil || got != c.want || p.Noticed != (noticed > 0) {
				t.Errorf("%q, noticed %t, %v; want %q of %d findings", got, p.Noticed, err, c.want, noticed)
			}
		}
	}
	policy := disclosure.DefaultPolicy()
	policy.Replaces = true
	p, err := disclosure.Protect(nil, disclosure.Results{}, reports.Provenance{}, policy)
	if err != nil || len(p.Notes) != 5 || p.Notes[0].Code != "replaces" { // before all others
		t.Errorf("an edition that replaces another: %+v, %v", p.Notes, err)
	}
}

// The order of rows says nothing, so it changes nothing.
func TestProtectIgnoresOrder(t *testing.T) {
	in := fixtureInput()
	first := protect(t, in, disclosure.DefaultPolicy())
	m := *in.Meeting
	m.Roster = slices.Clone(m.Roster)
	slices.Reverse(m.Roster)
	in.Meeting = &m
	if second := protect(t, in, disclosure.DefaultPolicy()); !reflect.DeepEqual(first, second) {
		t.Error("reversing the roster changes the public edition")
	}
}

// Two dimensions are crossed only where both are public for everybody, and then exactly.
func TestCrossOnlyWhereOpen(t *testing.T) {
	m := &planner.Meeting{}
	for i := range 350 {
		region := []string{planner.RegionalGroups()[min(i/5%7, 4)]}
		if i == 3 {
			region = nil
		}
		m.Roster = append(m.Roster, planner.Participant{ID: fmt.Sprint(i), Values: map[planner.Dimension][]string{
			planner.Stakeholder: {planner.StakeholderGroups()[i%5]}, planner.Region: region,
		}})
	}
	policy := disclosure.DefaultPolicy()
	if got := protect(t, build.Input{Meeting: m}, policy); len(got.Cross) != 0 {
		t.Errorf("a crossed table of a roster that is not open: %+v", got.Cross)
	}
	policy.OpenRoster = true
	got := protect(t, build.Input{Meeting: m}, policy)
	if len(got.Cross) != 1 {
		t.Fatalf("%d crossed tables of an open roster", len(got.Cross))
	}
	x, all := got.Cross[0], 0
	for _, row := range x.Cells {
		for _, n := range row {
			all += n
		}
	}
	last := len(x.ColumnLabels) - 1
	if all != 350 || x.People != 350 || len(x.RowLabels) != 5 || x.ColumnLabels[last] != "not given" ||
		x.Cells[3][last] != 1 {
		t.Errorf("%+v", x)
	}
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		for _, class := range []disclosure.Class{disclosure.Personal, disclosure.Secret} {
			policy.Classes = disclosure.DefaultPolicy().Classes
			policy.Classes[d] = class
			if got := protect(t, build.Input{Meeting: m}, policy); len(got.Cross) != 0 {
				t.Errorf("%s of class %d is crossed: %+v", d, class, got.Cross)
			}
		}
	}
}

func TestWorkingGroupsTellNoWish(t *testing.T) {
	plan := &grouping.Plan{}
	g := grouping.Group{ID: "G01", Open: true}
	for i := range 12 {
		g.Members = append(g.Members, grouping.Member{ID: fmt.Sprint(i), Voted: true, Choice: 1})
	}
	plan.Groups = []grouping.Group{g}
	all := protect(t, build.Input{Groups: plan}, disclosure.DefaultPolicy()).Groups
	if len(all.Groups[0].Tables) != 0 || all.Groups[0].Size != 12 {
		t.Errorf("group %+v", all.Groups[0])
	}
	for _, outside := range []int{1, 3, 4, 12} {
		for i := range g.Members {
			g.Members[i].Choice = 1
			if i < outside {
				g.Members[i].Choice = 0
			}
		}
		if got := protect(t, build.Input{Groups: plan}, disclosure.DefaultPolicy()).Groups; !reflect.DeepEqual(got, all) {
			t.Errorf("%d of 12 outside: %+v", outside, got)
		}
	}
}
