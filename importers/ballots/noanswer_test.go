package ballots

import (
	"strings"
	"testing"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// A cell that gives no answer beside yes and no counts neither way, in every language;
// a blank beside crosses alone is a no.
func TestNoAnswerBesideYesAndNo(t *testing.T) {
	const head = "Name,Stakeholder group,Alpha,Beta,Gamma\n"
	for _, c := range []struct {
		what, yes, no, other string
		last                 planner.Mark // what the other cell counts as
		kind                 planner.BallotKind
	}{
		{"blank", "yes", "no", "", planner.Blank, planner.Hum},
		{"n/a", "Yes", "No", "n/a", planner.Blank, planner.Hum},
		{"None", "yes", "no", "None", planner.Blank, planner.Hum},
		{"dash", "yes", "no", "–", planner.Blank, planner.Hum},
		{"1 and 0", "1", "0", "", planner.Blank, planner.Hum},
		{"boxes", "☑", "☐", "", planner.Blank, planner.Hum},
		{"German", "Ja", "Nein", "k.A.", planner.Blank, planner.Hum},
		{"French", "oui", "non", "s/o", planner.Blank, planner.Hum},
		{"Spanish", "sí", "no", "NS/NR", planner.Blank, planner.Hum},
		{"Polish", "tak", "nie", "brak danych", planner.Blank, planner.Hum},
		{"Turkish", "evet", "hayır", "yok", planner.Blank, planner.Hum},
		{"Russian", "да", "нет", "н/д", planner.Blank, planner.Hum},
		{"Bulgarian", "да", "не", "не знам", planner.Blank, planner.Hum},
		{"Chinese", "是", "否", "无", planner.Blank, planner.Hum},
		{"Japanese", "はい", "いいえ", "無回答", planner.Blank, planner.Hum},
		{"Arabic", "نعم", "لا", "غير متوفر", planner.Blank, planner.Hum},
		{"Hindi", "हाँ", "नहीं", "पता नहीं", planner.Blank, planner.Hum},
		{"Greek", "ναι", "όχι", "δ/α", planner.Blank, planner.Hum},
		{"Swedish, abstaining", "ja", "nej", "avstår", planner.Blank, planner.Hum},
		{"n/a beside crosses", "x", "", "n/a", planner.Blank, planner.Hum},
		{"pass", "yes", "no", "pass", planner.Blank, planner.Hum},
		{"German, no opinion", "ja", "nein", "keine Meinung", planner.Blank, planner.Hum},
		{"French, no opinion", "oui", "non", "sans avis", planner.Blank, planner.Hum},
		{"Korean, no opinion", "예", "아니오", "의견 없음", planner.Blank, planner.Hum},
		{"no opinion in a hum", "agree", "disagree", "no opinion", planner.Blank, planner.Hum},
		{"in the middle", "yes", "no", "neutral", 0, planner.Hum},
		{"in the middle, Turkish", "evet", "hayır", "kararsız", 0, planner.Hum},
		{"crosses and dashes", "x", "-", "", 0, planner.Approval},
		{"crosses", "x", "", "", 0, planner.Approval},
	} {
		row := func(cells ...string) string { return "," + strings.Join(cells, ",") + "\n" }
		text := head + "P1,Government" + row(c.yes, c.no, c.yes) + "P2,Government" + row(c.yes, c.yes, c.yes) +
			"P3,Government" + row(c.no, c.yes, c.yes) + "P4,Civil Society" + row(c.yes, c.no, c.other) +
			"P5,Civil Society" + row(c.no, c.yes, c.other)
		v := mustRead(t, csvInput(t, text), Options{})
		if v.Ballots.Len() != 5 {
			t.Errorf("%s: %d ballots, want 5: %+v", c.what, v.Ballots.Len(), v.Findings)
			continue
		}
		no := planner.Mark(0)
		if c.kind == planner.Hum {
			no = -1
		}
		first, last := v.Ballots.At(0), v.Ballots.At(3)
		if first.Kind != c.kind || first.Marks[0] != 1 || first.Marks[1] != no || last.Marks[2] != c.last {
			t.Errorf("%s: kind %v, marks %v and %v", c.what, first.Kind, first.Marks, last.Marks)
		}
		abstains := vocabulary.Abstain.Is(c.other) || vocabulary.Neutral.Is(c.other) // read as a hum by its words
		if said := hasCode(v.Findings, codeMarksUnanswered); said != (c.kind == planner.Hum && !abstains) {
			t.Errorf("%s: said %v: %+v", c.what, said, v.Findings)
		}
	}
}

// A slip of the hand changes nothing: one no among many crosses leaves blanks a no.
func TestOneNoAmongCrosses(t *testing.T) {
	text := "Voter,Alpha,Beta,Gamma\nv1,x,,x\nv2,x,x,\nv3,no,x,x\nv4,,x,x\n"
	if v := mustRead(t, csvInput(t, text), Options{}); v.Ballots.At(0).Kind != planner.Approval || v.Ballots.At(0).Marks[1] != 0 {
		t.Errorf("%+v", v.Ballots.At(0))
	}
}

// --shape marks says that what is not marked is a no.
func TestMarksAskedFor(t *testing.T) {
	text := "Voter,Alpha,Beta,Gamma\nv1,yes,no,\nv2,yes,yes,n/a\nv3,no,yes,yes\n"
	v := mustRead(t, csvInput(t, text), Options{Shape: MarkColumns})
	for i := range 2 {
		if b := v.Ballots.At(i); b.Kind != planner.Approval || b.Marks[2] > 0 {
			t.Errorf("%+v", b)
		}
	}
}

// An unknown word beside yes and no is asked about, and both answers work.
func TestWordBesideYesAndNo(t *testing.T) {
	text := "Voter,Alpha,Beta,Gamma\nv1,yes,no,did miss it\nv2,yes,yes,did miss it\nv3,no,yes,yes\nv4,no,yes,no\n"
	in := csvInput(t, text)
	if f := findCode(Recognise(in, Options{}).Findings, codeScoreLevelsUnknown); !strings.Contains(f.Fix, "--levels 'yes > no'") {
		t.Fatalf("%+v", f)
	}
	for _, c := range []struct {
		levels []string
		want   planner.Mark
	}{
		{[]string{"yes", "no"}, planner.Blank},
		{[]string{"yes", "did miss it", "no"}, 1},
	} {
		v := mustRead(t, in, Options{Levels: c.levels})
		if got := v.Ballots.At(0).Marks[2]; v.Ballots.Len() != 4 || got != c.want {
			t.Errorf("%q: %v", c.levels, got)
		}
	}
}

// Of a table with a row for each voter and issue, a row that is missing is no answer
// where others say no.
func TestMissingRowIsNoAnswer(t *testing.T) {
	text := "Voter,Issue,Vote\nv1,Alpha,yes\nv1,Beta,no\nv2,Alpha,no\nv2,Beta,yes\nv3,Alpha,yes\n"
	v := mustRead(t, csvInput(t, text), Options{})
	if b := v.Ballots.At(2); b.Kind != planner.Hum || b.Marks[0] != 1 || b.Marks[1] != planner.Blank {
		t.Errorf("%+v", b)
	}
}

// A group that is misspelt is asked about by the name it resembles.
func TestMisspeltGroup(t *testing.T) {
	for text, want := range map[string]string{
		"Goverment": "Government", "Civil Societ": "Civil Society", "Gobierrno": "Government", "Bakery": "…",
	} {
		head := "Voter,Stakeholder group,1st choice,2nd choice\nv1,Government,Net,Sea\nv2,Civil Society,Sea,Net\n"
		v := mustRead(t, csvInput(t, head+"v3,"+text+",Net,Sea\nv4,Private Sector,Sea,Net\n"), Options{})
		f := findCode(v.Findings, codeGroupUnclear)
		if !strings.Contains(f.Fix, "'"+text+"="+want+"'") || strings.Contains(f.Text, "Did you mean") != (want != "…") {
			t.Errorf("%s: %+v", text, f)
		}
	}
}
