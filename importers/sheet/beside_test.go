package sheet

import (
	"slices"
	"strings"
	"testing"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Each person of a row is read with columns of their own, however these are headed.
func TestBeside(t *testing.T) {
	for _, x := range []struct{ name, text, want string }{
		{
			"in the name of the heading", "Session,Speaker 1,Speaker 1 Gender,Speaker 1 Region,Speaker 2,Speaker 2 Gender,Speaker 2 Region\n" +
				"A,Ana Lima,F,GRULAC,Bo Chen,M,Asia-Pacific\nB,Cy Diaz,M,GRULAC,,,\n",
			"A Ana Lima F GRULAC, A Bo Chen M Asia-Pacific, B Cy Diaz M GRULAC",
		},
		{
			"headed alike", "Session,Speaker 1,Gender,Region,Moderator,Gender,Region\nA,Ana Lima,F,GRULAC,Bo Chen,M,WEOG\n",
			"A Ana Lima F GRULAC, A Bo Chen M WEOG",
		},
		{
			"below a row of roles", ",Speaker,,Moderator,\nSession,Name,Gender,Name,Gender\nA,Ana Lima,F,Bo Chen,M\nB,Cy Diaz,M,Di Eze,F\n",
			"A Ana Lima F, A Bo Chen M, B Cy Diaz M, B Di Eze F",
		},
		{
			"numbers", "Workshop,Name 1,Country 1,Name 2,Country 2\nA,Ana Lima,Brazil,Bo Chen,China\n",
			"A Ana Lima, A Bo Chen",
		},
		{
			"French", "Séance;Intervenant 1;Genre de l'intervenant 1;Intervenant 2;Genre de l'intervenant 2\nA;Ana Lima;F;Bo Chen;H\n",
			"A Ana Lima F, A Bo Chen H",
		},
		{
			"Russian, in another case", "Сессия;Докладчик 1;Пол докладчика 1;Модератор;Пол модератора\nA;Анна Лима;ж;Бо Чэнь;м\n",
			"A Анна Лима ж, A Бо Чэнь м",
		},
		{"Chinese", "会议,发言人1,发言人1性别,发言人2,发言人2性别\nA,王芳,女,李强,男\n", "A 王芳 女, A 李强 男"},
		{"Arabic", "الجلسة,المتحدث 1,جنس المتحدث 1,المتحدث 2,جنس المتحدث 2\nA,ليلى حسن,أنثى,عمر علي,ذكر\n", "A ليلى حسن أنثى, A عمر علي ذكر"},
		{"ten", "Session,Speaker 1,Speaker 1 Gender,Speaker 10,Speaker 10 Gender\nA,Ana Lima,F,Bo Chen,M\n", "A Ana Lima F, A Bo Chen M"},
		{
			"one who is told less of", "Session,Speaker 1,Speaker 1 Gender,Speaker 2\nA,Ana Lima,F,Bo Chen\n",
			"A Ana Lima F, A Bo Chen",
		},
		{"a row of nobody stays", "Session,Speaker 1,Speaker 1 Gender,Speaker 2,Speaker 2 Gender\nLunch,,,,\nA,Ana Lima,F,Bo Chen,M\n", "Lunch, A Ana Lima F, A Bo Chen M"},
	} {
		m := read(t, "x.csv", []byte(x.text), Options{})
		m.SayLayout()
		var got []string
		for _, row := range m.Body {
			var texts []string
			for _, what := range []vocabulary.Meaning{vocabulary.Session, vocabulary.Name, vocabulary.Gender, vocabulary.Region} {
				if text := m.Column(what).Text(row); text != "" {
					texts = append(texts, text)
				}
			}
			got = append(got, strings.Join(texts, " "))
			if place := m.Column(vocabulary.Name).At(row); place.Row < 2 || place.Col < 2 {
				t.Errorf("%s: %v stands at %s", x.name, texts, place.Ref())
			}
		}
		if strings.Join(got, ", ") != x.want {
			t.Errorf("%s: %q", x.name, got)
		}
		if m.beside == nil || sumOf(m) != m.Account.Rows {
			t.Errorf("%s: %v, %d of %d rows have a class", x.name, m.beside, sumOf(m), m.Account.Rows)
		}
		if !slices.ContainsFunc(m.Findings, func(f planner.Finding) bool { return f.Code == codeSheetBeside }) {
			t.Errorf("%s: nothing is said of it", x.name)
		}
	}
}

// What tells nothing of one person of several stays as it is.
func TestNotBeside(t *testing.T) {
	for _, text := range []string{
		"Session,Speaker 1,Speaker 2,Moderator\nA,Ana Lima,Bo Chen,Cy Diaz\n",
		"Name,Gender,Region\nAna Lima,F,WEOG\n",
		"Name,Speaker?,Gender\nAna Lima,yes,F\n",
		"Voter,Speaker 1,Speaker 2\nv1,3,5\nv2,4,1\n",
		"Moderator,Gender,Choice 1,Choice 2\nAna Lima,F,Access,Taxes\n",
	} {
		if m := read(t, "x.csv", []byte(text), Options{}); m.beside != nil {
			t.Errorf("%q: %v", text, m.beside)
		}
	}
}
