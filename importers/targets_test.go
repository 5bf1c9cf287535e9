package importers

import (
	"context"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/planner/balance"
)

// judged is what the people of a table make of targets.
type judged struct {
	meeting *planner.Meeting
	report  *balance.Report
	advice  *balance.Advice
}

func judge(t *testing.T, m *planner.Meeting, seats int) judged {
	t.Helper()
	panel, _ := planner.ChoosePanel(m.Roster, nil)
	opts := balance.DefaultOptions()
	opts.Session = m.Roster
	a := balance.DefaultAdviceOptions()
	a.Options, a.Seats = opts, seats
	advice, err := balance.Advise(context.Background(), m.Roster, panel.Members, m.Targets, a)
	if err != nil {
		t.Fatal(err)
	}
	return judged{m, balance.Check(panel.Members, m.Targets, opts), advice}
}

// The field cases: rules as people write them, in tables of their own.
func TestRulesAsPeopleWriteThem(t *testing.T) {
	const dir = "field-cases/panel/"
	for _, tt := range []struct {
		people, targets string
		status          balance.Status
		have, min, max  int
		short, over     int
	}{
		{"targets/people.csv", "targets/t_age35.csv", balance.Met, 1, 1, -1, 0, 0},
		{"targets/people.csv", "targets/t_agenum.csv", balance.Met, 1, 1, -1, 0, 0},
		{"targets/people.csv", "targets/t_crossed.csv", balance.Met, 1, 1, -1, 0, 0},
		{"targets/people.csv", "targets/t_crossed2.csv", balance.Met, 1, 1, -1, 0, 0},
		{"targets/people.csv", "targets/t_devel.csv", balance.Met, 3, 2, -1, 0, 0},
		{"targets/people.csv", "targets/t_south.csv", balance.Met, 3, 2, -1, 0, 0},
		{"targets/people.csv", "targets/t_eachmin.csv", balance.Missed, 0, 1, -1, 1, 0},
		{"targets/people.csv", "targets/t_eachmin2.csv", balance.Missed, 0, 1, -1, 1, 0},
		{"targets/people.csv", "targets/t_except.csv", balance.Met, 2, 1, -1, 0, 0},
		{"targets/people.csv", "targets/t_half.csv", balance.Met, 2, 0, 2, 0, 0},
		{"targets/people.csv", "targets/t_ldc.csv", balance.Met, 1, 1, -1, 0, 0},
		{"targets/people.csv", "targets/t_onsite.csv", balance.Met, 3, 3, -1, 0, 0},
		{"targets/people.csv", "targets/t_org1.csv", balance.Missed, 2, 0, 1, 0, 1},
		{"targets/people.csv", "targets/t_orr.csv", balance.Met, 2, 2, -1, 0, 0},
		{"targets/people.csv", "targets/t_orr2.csv", balance.Met, 2, 2, -1, 0, 0},
		{"targets/people.csv", "targets/t_orr3.csv", balance.Met, 2, 2, -1, 0, 0},
		{"targets/people.csv", "targets/t_perperson.csv", balance.CannotTell, 0, 0, 3, 0, 0},
		{"targets/people.csv", "targets/t_prop.csv", balance.Missed, 1, 3, 3, 2, 0}, // 54 and 29 of 83, of 5 seats
		{"targets/people.csv", "targets/t_sids.csv", balance.Missed, 0, 1, -1, 1, 0},
		{"targets/people.csv", "targets/t_size.csv", balance.Missed, 5, 3, 4, 0, 1},
		{"targets/people.csv", "targets/t_sizer.csv", balance.Met, 1, 1, 1, 0, 0},
		{"targets/people.csv", "targets/t_threeof5.csv", balance.Met, 4, 3, -1, 0, 0},
		{"nas_people.csv", "nas1.csv", balance.Missed, 1, 2, -1, 1, 0},
		{"ages.csv", "ages_t.csv", balance.Met, 1, 1, -1, 0, 0},
		{"p14.csv", "t14.csv", balance.Missed, 2, 3, 4, 1, 0},
		{"t5_people.csv", "t5.csv", balance.Missed, 3, 0, 2, 0, 1},
		{"t5_people.csv", "t5n.csv", balance.Missed, 0, 1, -1, 1, 0},
		{"t6_people.csv", "t6.csv", balance.Met, 2, 2, 2, 0, 0},
		{"t6h_people.csv", "t6h.csv", balance.Met, 2, 2, 2, 0, 0},
		{"t8_people.csv", "t8.csv", balance.Missed, 3, 4, 4, 1, 0}, // 60 and 40 % of 7 are 4 and 3
		{"../proposals/founding.txt", "t_ps.csv", balance.Missed, 0, 1, -1, 1, 0},
	} {
		people := dir + tt.people
		if strings.HasPrefix(tt.people, "../") {
			people = "proposals/founding.txt"
		}
		m, _ := readTestdata(t, Options{}, people, dir+tt.targets)
		if m.HasErrors() || len(m.Targets) == 0 {
			t.Errorf("%s: %+v", tt.targets, m.Findings)
			continue
		}
		j := judge(t, m, 0)
		x := j.report.Targets[0]
		if x.Status != tt.status || x.Have != tt.have || x.Min != tt.min || x.Max != tt.max || x.Short != tt.short || x.Over != tt.over {
			t.Errorf("%s: %s, has %d of %d to %d, short %d, over %d", tt.targets, x.Status, x.Have, x.Min, x.Max, x.Short, x.Over)
		}
		if tt.status == balance.Missed && (!j.advice.Proved || j.advice.Feasible && j.advice.Changes == nil || !j.advice.Feasible && len(j.advice.Conflict) == 0) {
			t.Errorf("%s: no advice: %+v", tt.targets, j.advice)
		}
	}
	for file, fix := range map[string]string{"t_youth": "18-30", "t_conj": "18-30", "t_diff": "min"} {
		m, _ := readTestdata(t, Options{}, dir+"targets/people.csv", dir+"targets/"+file+".csv")
		asks := func(f planner.Finding) bool { return f.Severity == planner.Error && strings.Contains(f.Fix, fix) }
		if !slices.ContainsFunc(m.Findings, asks) {
			t.Errorf("%s is not asked for: %+v", file, m.Findings)
		}
	}
}

// people for the rules below: two on the panel, and others who could join.
const few = `id,name,stakeholder,country,gender,age,organisation,role,selected
a,Ana,Civil Society,Senegal,Female,24,NGO,speaker,yes
b,Bo,Private Sector,Sweden,Male,51,Firm,speaker,yes
c,Cy,Private Sector,Kenya,Male,38,Firm,speaker,
d,Di,Government,Tuvalu,Female,33,Ministry,moderator,
e,El,Technical Community,Brazil,Male,29,Registry,speaker,
f,Fu,Civil Society,Fiji,,over 60,NGO,speaker,
`

// Each kind of rule, in one line: met, missed with advice, and impossible with a conflict.
func TestRulesInALine(t *testing.T) {
	for _, tt := range []struct {
		line   string
		status balance.Status
		short  int
		way    string // who joins, or "none"
	}{
		{"region=African Group & age<30: at least 1", balance.Met, 0, ""},
		{"region=African Group & age>30: at least 1", balance.Missed, 1, "c"},
		{"region=GRULAC & age<25: at least 1", balance.Missed, 1, "none"},
		{"stakeholder=Civil Society | Technical Community: at least 2", balance.Missed, 1, "e"},
		{"not Private Sector: at least 2", balance.Missed, 1, "d"},
		{"age>=60: at least 1", balance.Missed, 1, "f"},
		{"age>=18 & age<30: at least 2", balance.Missed, 1, "e"},
		{"SIDS: at least 1", balance.Missed, 1, "d"},
		{"LDC & Female: exactly 1", balance.Met, 0, ""},
		{"each gender: min 1, max 1", balance.Met, 0, ""},
		{"each gender within each stakeholder group: at least 1", balance.Missed, 8, "none"},
		{"each stakeholder: at most 1", balance.Met, 0, ""},
		{"2 of Government; Technical Community; IGO", balance.Missed, 2, "d"},
		{"stakeholder not all the same", balance.Met, 0, ""},
		{"gender like the pool", balance.Met, 0, ""},
		{"stakeholder like equal parts", balance.CannotTell, 0, ""},
		{"gender=Female: 50 %", balance.Met, 0, ""},
		{"gender=Female: at least 1 not counting moderators", balance.Met, 0, ""},
		{"at least 1 women among moderators", balance.Met, 0, ""},
		{"served=no: at least 1", balance.Met, 0, ""},
		{"served=yes: at most 0", balance.Missed, 0, "c"},
		{"max sessions 2", balance.CannotTell, 0, ""},
		{"size: 3", balance.Missed, 1, ""},
	} {
		m, _, err := readInWords(t, []Input{{Name: "p.csv", Reader: strings.NewReader(few)}}, Options{
			Targets: []string{tt.line},
			Served:  []Input{{Name: "last.csv", Reader: strings.NewReader("Name\nMs. Ana\nOthers\n")}},
		})
		if err != nil || m.HasErrors() || len(m.Targets) != 1 {
			t.Errorf("%s: %v %+v", tt.line, err, m.Findings)
			continue
		}
		j := judge(t, m, 0)
		if x := j.report.Targets[0]; x.Status != tt.status && tt.line != "stakeholder like equal parts" || x.Short != tt.short && x.Kind != "each" {
			t.Errorf("%s: %s, short by %d", tt.line, x.Status, x.Short)
		}
		switch a := j.advice; {
		case tt.way == "none" && (a.Feasible || len(a.Conflict) == 0 || !a.Proved):
			t.Errorf("%s: no conflict in %+v", tt.line, a)
		case len(tt.way) == 1 && (!a.Feasible || !slices.ContainsFunc(a.Changes.Listed, func(c balance.Change) bool { return slices.Contains(c.Add, tt.way) })):
			t.Errorf("%s: %s does not join in %+v", tt.line, tt.way, a.Changes)
		}
	}
}

// What is not understood is an error with the way out, whatever else was given.
func TestLinesNotUnderstood(t *testing.T) {
	for _, line := range []string{
		"gender: balanced", "Martian: at least 1", "age<thirty: at least 1", "at least", "region=Narnia: at least 1",
		"stakeholder; gender = Government: at least 1", "each of nothing: at most 1 x",
	} {
		m, _, _ := readInWords(t, []Input{{Name: "p.csv", Reader: strings.NewReader(few)}}, Options{Targets: []string{line}})
		fault := func(f planner.Finding) bool { return f.Severity == planner.Error && f.Fix != "" }
		if !slices.ContainsFunc(m.Findings, fault) {
			t.Errorf("%q: %+v, %+v", line, m.Targets, m.Findings)
		}
	}
}

// An age in words counts; a band that lies in the numbers only partly may or may not.
func TestNumbersOfPeople(t *testing.T) {
	people := "Name,Age\nA,over 60\nB,25-40\nC,moins de 18 ans\nD,youth\nE,\nF,65+\n"
	m, _, _ := readInWords(t, []Input{{Name: "p.csv", Reader: strings.NewReader(people)}}, Options{
		Targets: []string{"age>=60: at least 1", "age<35: at least 1", "age<18: at most 2"},
	})
	var got []string
	for _, x := range judge(t, m, 0).report.Targets {
		got = append(got, strings.Join(append(append(x.Members, "/"), x.Maybe...), ""))
	}
	// P001 is over 60, P006 65 or more; nobody knows of the youth and the blank.
	want := []string{"P001P006/P004P005", "P003/P002P004P005", "P003/P004P005"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q; %+v", got, want, m.Findings)
	}
}

// Years of birth are compared as they are, without a date of the meeting.
func TestBorn(t *testing.T) {
	people := "Nom,Année de naissance\nA,1999\nB,1980\nC,2000-03-04\n"
	m, _, _ := readInWords(t, []Input{{Name: "p.csv", Reader: strings.NewReader(people)}}, Options{
		Targets: []string{"born>1995: at least 2"},
	})
	if x := judge(t, m, 0).report.Targets[0]; x.Have != 2 || x.Status != balance.Met || m.HasErrors() {
		t.Errorf("%+v, %+v", x, m.Findings)
	}
}
