package course

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/planner"
	"roundtable/reports/messages"
	"roundtable/testdata"
)

// model understands a csv text as the importers do.
func model(t testing.TB, name, text string) *sheet.Model {
	t.Helper()
	book, err := table.OpenReader(name, strings.NewReader(text), table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	m, err := sheet.Read(context.Background(), name, book.Sheets[0], sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestLengths(t *testing.T) {
	agenda, speaking := units{60, 3600}, units{1, 60}
	for _, x := range []struct {
		unit units
		text string
		want int // -1: none
	}{
		{agenda, "5", 300},
		{agenda, "7.5", 450},
		{agenda, "7,5", 450},
		{agenda, "0:05", 300},
		{agenda, "1:30", 5400},
		{agenda, "5 min", 300},
		{agenda, "5 min.", 300},
		{agenda, "5 минут", 300},
		{agenda, "30分钟", 1800},
		{agenda, "٥ دقائق", 300},
		{agenda, "1 h 30", 5400},
		{agenda, "1h30", 5400},
		{agenda, "1 hour 30 minutes", 5400},
		{agenda, "2 Std", 7200},
		{agenda, "90 s", 90},
		{speaking, "163", 163},
		{speaking, "2:43", 163},
		{speaking, "02:43", 163},
		{speaking, "0:02:43", 163},
		{speaking, "0:02:43.500", 163},
		{speaking, "2 min 43 s", 163},
		{speaking, "2'43''", 163},
		{speaking, "2 min", 120},
		{speaking, "", -1},
		{speaking, "abc", -1},
		{speaking, "-5", -1},
		{speaking, "2:75", -1},
		{speaking, "5 min 2 h", -1},
		{speaking, "5 apples", -1},
		{speaking, "999999999", -1},
	} {
		got, ok := x.unit.length(x.text)
		if !ok {
			got = -1
		}
		if got != x.want {
			t.Errorf("%q: %d, want %d", x.text, got, x.want)
		}
	}
}

func TestTimesOfDay(t *testing.T) {
	for text, want := range map[string][]int{
		"14:05": {50700}, "14h05": {50700}, "2:05 pm": {50700}, "12:00 am": {0}, "9.00–10.30": {32400, 37800},
		"2031-05-04 09:00": {32400}, "14:05:30": {50730}, "25:00": nil, "soon": nil, "１４：０５": {50700},
	} {
		if got := TimesOfDay(text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// parts writes an agenda in short: minutes and kind of each part.
func parts(a Agenda) string {
	var out []string
	for _, p := range a.Parts {
		out = append(out, fmt.Sprint(p.Minutes, " ", p.Kind))
	}
	return strings.Join(out, ", ")
}

// One agenda in eight languages, by minutes or by times.
func TestAgendaInLanguages(t *testing.T) {
	const want = "5 opening, 48 pitch, 30 decision, 5 closing"
	for name, text := range map[string]string{
		"en.csv": "Part,Minutes\nIntroduction,5\nPitches,48\nRecommendation,30\nWrap up,5\n",
		"fr.csv": "Point;Durée (min)\nOuverture;5\nExposés;48\nRecommandation;30\nClôture;5\n",
		"es.csv": "Punto;Minutos\nBienvenida;5\nPonencias;48\nRecomendaciones;30\nCierre;5\n",
		"pt.csv": "Item;Duração\nAbertura;5 min\nApresentações;48 min\nRecomendações;30 min\nEncerramento;5 min\n",
		"de.csv": "Programmpunkt;Dauer\nBegrüßung;0:05\nImpulsvorträge;0:48\nEmpfehlung;0:30\nFazit;0:05\n",
		"it.csv": "Punto;Minuti\nApertura dei lavori;5\nRelazioni;48\nRaccomandazione;30\nChiusura;5\n",
		"ru.csv": "Пункт;Минуты\nОткрытие;5\nДоклады;48\nРекомендации;30\nЗаключение;5\n",
		"ar.csv": "البند,الدقائق\nافتتاح,٥\nمداخلات,٤٨\nتوصيات,٣٠\nختام,٥\n",
		"zh.csv": "环节,分钟\n开场,5\n发言,48\n建议,30\n总结,5\n",
		"t1.csv": "Start,Part\n14:00,Introduction\n14:05,Pitches\n14:53,Recommendation\n15:23,Wrap up\n15:28,End of the closing\n",
		"t2.csv": "Time,Part\n14:00-14:05,Introduction\n14:05-14:53,Pitches\n14:53-15:23,Recommendation\n15:23-15:28,Wrap up\n",
		"t3.csv": "Begin,End,Part,Kind\n2:00 pm,2:05 pm,Hello,opening\n2:05 pm,2:53 pm,Voices,pitch\n2:53 pm,3:23 pm,Text,decision\n3:23 pm,3:28 pm,Bye,closing\n",
		"t4.csv": "Part,Minutes\nIntroduction,05:00\nPitches,48:00\nRecommendation,30:00\nWrap up,05:00\n",
	} {
		m := model(t, name, text)
		if why, ok := IsAgenda(m); !ok || why == "" {
			t.Errorf("%s is no agenda", name)
			continue
		}
		got := parts(ReadAgenda(m))
		if name == "t1.csv" {
			got = strings.TrimSuffix(got, ", 0 closing")
		}
		if got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// Tables that are no agenda, though they have minutes, parts or times.
func TestNoAgenda(t *testing.T) {
	for name, text := range map[string]string{
		"programme.csv": "Session,Speaker,Start,End\nOpening,Ana Lima,9:00,9:30\nClosing,Bo Chen,9:30,10:00\n",
		"people.csv":    "Name,Email,Duration\nAna Lima,a@example.org,30\nBo Chen,b@example.org,12\n",
		"stock.csv":     "Item,Length\nCable,30\nPipe,20\nRope,4\n",
		"votes.csv":     "Question,Minutes\nWho pays?,a\nWho decides?,b\n",
	} {
		if _, ok := IsAgenda(model(t, name, text)); ok {
			t.Errorf("%s is taken for an agenda", name)
		}
	}
}

// The agenda of testdata: speakers a row each, a title with length and start, slips.
func TestAgendaWithSpeakers(t *testing.T) {
	a := ReadAgenda(model(t, "agenda.csv", string(testdata.Read(t, "course/agenda.csv"))))
	if got := parts(a); got != "5 opening, 40 pitch, 0 decision, 5 closing" || a.Minutes != 90 || !a.When.Timed ||
		a.When.Start != 840 {
		t.Errorf("%s of %d, %+v", got, a.Minutes, a.When)
	}
	var people []string
	for _, x := range a.Parts[1].People {
		people = append(people, fmt.Sprint(x.Name, " ", x.Attendance, " ", x.Withdrawn))
	}
	want := []string{"Ana Lima  false", "Bo Chen online false", "Cy Dias online false", "Dee Okoro onsite true"}
	if !slices.Equal(people, want) || !slices.Equal(a.Parts[1].IssueTexts, []string{"Q1", "Q2"}) {
		t.Errorf("%q, issues %q", people, a.Parts[1].IssueTexts)
	}
	wantFound(t, a.Findings, "B8 thirty", "C8 decison")
}

// wantFound compares the places and texts seen of findings.
func wantFound(t *testing.T, found []planner.Finding, want ...string) {
	t.Helper()
	var got []string
	for _, f := range found {
		got = append(got, f.Where.Cell+" "+f.Seen)
		if text, fix := messages.English().Finding(&f); f.Code == "" || text == "" || strings.HasPrefix(text, "[") || fix == "" {
			t.Errorf("a finding without text or code: %+v", f)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

func TestAgendaSlips(t *testing.T) {
	a := ReadAgenda(model(t, "agenda.csv", "Part,Start,End,Minutes,Speaker,Position,Attendance,Withdrawn\n"+
		"Introduction,14:00,14:05,5,,,,\nPitches,14:05,14:53,40,Ana,2,by post,maybe\nTalks,soon,,5,Bo,first,,\n"+
		"Closing,15:10,15:00,,,,,\n"))
	wantFound(t, a.Findings, "G3 by post", "H3 maybe", "B4 soon", "F4 first", "A3 Pitches", "A5 Closing", "A5 ")
	if got := parts(a); got != "5 opening, 40 pitch, 5 pitch, 0 closing" || a.Parts[1].People[0].Position != 2 {
		t.Errorf("%s, %+v", got, a.Parts[1].People)
	}
	a = ReadAgenda(
		model(t, "agenda.csv", "Part,Minutes\nLength,60\nStart,9:30\nOpening,10\nDiscussion,40\nClosing,10\n"),
	)
	if got := parts(a); got != "10 opening, 40 discussion, 10 closing" || a.Minutes != 60 || a.When.Start != 570 ||
		len(a.Findings) > 0 {
		t.Errorf("rows of the session: %s of %d, %+v, %v", got, a.Minutes, a.When, a.Findings)
	}
}

// speeches writes a record of speaking in short.
func speeches(s Speaking) string {
	var out []string
	for _, x := range s.Speeches {
		out = append(out, fmt.Sprintf("%s %d %d/%d", x.Name, x.Seconds.N, x.Words, x.Turns))
	}
	return strings.Join(out, "; ")
}

func TestSpeakingForms(t *testing.T) {
	for _, x := range []struct{ name, text, want string }{
		{"a.csv", "Time,Speaker,Seconds\n14:00,Ana Lima,163\n14:03,Bo Chen,95\n", "Ana Lima 163 0/0; Bo Chen 95 0/0"},
		{"b.csv", "Speaker,Speaking time\nAna Lima,2:43\nBo Chen,0:01:35\n", "Ana Lima 163 0/0; Bo Chen 95 0/0"},
		{"speaking.csv", "Start,End,Name\n14:00:00,14:02:43,Ana Lima\n14:03:00,14:04:35,Bo Chen\n", "Ana Lima 163 0/0; Bo Chen 95 0/0"},
		{"speaking.csv", "Start,End,Name\n00:00,02:43,Ana Lima\n03:00,04:35,Bo Chen\n", "Ana Lima 163 0/0; Bo Chen 95 0/0"},
		{"c.csv", "Intervenant;Temps de parole (min)\nAna Lima;2\nBo Chen;1,5\n", "Ana Lima 120 0/0; Bo Chen 90 0/0"},
		{"d.csv", "发言人,秒\nAna Lima,163\nBo Chen,95\n", "Ana Lima 163 0/0; Bo Chen 95 0/0"},
		{"e.csv", "Докладчик;Секунды\nAna Lima;163\nBo Chen;95\n", "Ana Lima 163 0/0; Bo Chen 95 0/0"},
		{"f.csv", "Speaker,Words,Turns\nAna Lima,410,3\nBo Chen,95,1\n", "Ana Lima 0 410/3; Bo Chen 0 95/1"},
		{"speaking.csv", "Time,Speaker\n14:00,Ana Lima\n14:03,Bo Chen\n14:04,Ana Lima\n", "Ana Lima 180 0/0; Bo Chen 60 0/0; Ana Lima 0 0/0"},
		{"g.csv", "Speaker,Seconds\nAna Lima,02:43:00\nBo Chen,01:35:00\n", "Ana Lima 163 0/0; Bo Chen 95 0/0"},
		{"speaking.csv", "Start,End,Name\n23:59:00,00:01:00,Ana Lima\n0:02:00,0:03:00,Bo Chen\n", "Ana Lima 120 0/0; Bo Chen 60 0/0"},
	} {
		m := model(t, x.name, x.text)
		if _, ok := IsSpeaking(m); !ok {
			t.Errorf("%q is no record of speaking", x.text)
			continue
		}
		if got := speeches(ReadSpeaking(m)); got != x.want {
			t.Errorf("%q: %s, want %s", x.text, got, x.want)
		}
	}
	for _, text := range []string{
		"Name,Join Time,Leave Time,Duration\nAna Lima,14:00,15:00,60\nBo Chen,14:10,15:00,50\n",
		"Name,Stakeholder,Region,Speaking time\nAna Lima,Government,Africa,5\nBo Chen,Civil Society,GRULAC,5\n",
		"Session,Speaker,Start,End\nOne,Ana Lima,9:00,9:30\nTwo,Ana Lima,9:30,10:00\n",
		"Name,Stakeholder\nAna Lima,Government\nBo Chen,Civil Society\n",
	} {
		if _, ok := IsSpeaking(model(t, "list.csv", text)); ok {
			t.Errorf("%q is taken for a record of speaking", text)
		}
	}
}

func TestSpeakingSlips(t *testing.T) {
	s := ReadSpeaking(
		model(
			t,
			"speaking.csv",
			"Time,Speaker,Seconds,Turns\n14:00,Ana Lima,abc,1\nlater,Bo Chen,95,x\n,,,\n14:09,Cy Diaz,,2\n",
		),
	)
	wantFound(t, s.Findings, "C2 abc", "A3 later", "D3 x")
	if got := speeches(s); got != "Ana Lima 0 0/1; Bo Chen 95 0/0; Cy Diaz 0 0/2" || s.Speeches[0].Seconds.Given {
		t.Error(got)
	}
}

func TestCaptions(t *testing.T) {
	for name, want := range map[string]string{
		"captions.vtt": "Ana Lima 9 11/1; Bo Chen 6 3/1; Cy Dias 4 2/1",
		"captions.srt": " 3 4/1; MODERATION 6 3/1; Ana Lima 30 5/1",
	} {
		text := string(testdata.Read(t, "course/"+name))
		if !IsCaptions(text) {
			t.Errorf("%s holds no captions", name)
		}
		s, lines := ReadCaptions(name, text)
		if got := speeches(s); got != want || len(lines) != strings.Count(text, "\n") {
			t.Errorf("%s: %s, %d lines", name, got, len(lines))
		}
	}
	if IsCaptions("Title\nSpeaker 1: Ana Lima, Government\n") || IsCaptions("a --> b\n") {
		t.Error("a text without times is taken for captions")
	}
}

func TestOutcomes(t *testing.T) {
	m := model(t, "outcome.csv", string(testdata.Read(t, "course/outcome.csv")))
	if _, ok := IsOutcome(m); !ok {
		t.Fatal("no outcomes")
	}
	list, found := ReadOutcomes(m)
	wantFound(t, found, "C3 perhaps", "D3 99")
	if len(list) != 2 || list[0].Text != "Launch a forum." || list[0].Status != planner.OutcomeAgreed ||
		!slices.Equal(list[0].Goals, []int{9, 16}) || list[1].Status != "" {
		t.Errorf("%+v", list)
	}
	for text, want := range map[string]planner.OutcomeStatus{
		"Agreed": planner.OutcomeAgreed, "pas de consensus": planner.OutcomeNotAgreed, "Rough consensus": planner.OutcomeRough,
		"vertagt": planner.OutcomeOpen, "согласовано": planner.OutcomeAgreed, "待定": planner.OutcomeOpen, "hm": "",
	} {
		if got := statusOf(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
	for _, text := range []string{"id,text\nQ1,Who pays for the network?\nQ2,Who decides about the names?\n", "Issue,Text,Status\nQ1,a,invited\nQ2,b,invited\n"} {
		if _, ok := IsOutcome(model(t, "list.csv", text)); ok {
			t.Errorf("%q is taken for outcomes", text)
		}
	}
}

func TestGoalsIn(t *testing.T) {
	for text, want := range map[string]string{
		"9": "[9] true", "SDG 9; ODD 16.10": "[9 16] true", "Climate Action": "[13] true", "": "[] true", "18": "[] false",
		"9, 40": "[9] false", "none of them here": "[] false", "目标 ９": "[9] true",
	} {
		goals, ok := GoalsIn(text)
		if got := fmt.Sprint(goals, " ", ok); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
