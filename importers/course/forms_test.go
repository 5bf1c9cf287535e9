package course

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
)

// said writes an agenda in short: when each part begins, its minutes, kind and turns.
func said(a Agenda) string {
	var out []string
	for _, p := range a.Parts {
		text := fmt.Sprint(p.Minutes, " ", p.Kind)
		if p.Begin.Given {
			text = fmt.Sprint("+", p.Begin.N, " ", text)
		}
		if p.Each > 0 {
			text += fmt.Sprint(" each ", p.Each)
		}
		if p.Rest {
			text += " the rest"
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// Agendas as secretaries lay them out; what is found is named by its form.
func TestAgendaForms(t *testing.T) {
	for _, x := range []struct{ name, text, want, found string }{
		{
			"turned.csv", "Part,Welcome,Pitches,Discussion\nMinutes,5,25,40\nKind,opening,pitch,discussion\n",
			"5 opening, 25 pitch, 40 discussion", "",
		},
		{
			"retourné.csv", "Heure;9:00;9:05;9:30\nSéquence;Ouverture;Exposés;Débat\nDurée;5;25;40\n",
			"+0 5 opening, +5 25 pitch, +30 40 discussion", "",
		},
		{
			"upright.csv", "Part,Minutes,Speaker\nLength,60,\nStart,14:00,\nIntroduction,5,\nDiscussion,8,\n",
			"5 opening, 8 discussion", "of 60",
		},
		{
			"end.csv", "Time,Item\n2:00 PM,Opening\n2:10 PM,Pitches\n2:40 PM,End\n",
			"+0 10 opening, +10 30 pitch", "of 40",
		},
		{
			"gap.csv", "From,To,Item\n10:00,10:05,Welcome\n10:15,10:40,Discussion\n",
			"+0 5 opening, +15 25 discussion", "of 40",
		},
		{
			"night.csv", "From,To,Item\n23:50,0:05,Welcome\n0:05,0:40,Discussion\n",
			"+0 15 opening, +15 35 discussion", "of 50",
		},
		{
			"days.csv", "Date,Start,End,Part\n2031-05-04,9:00,9:30,Opening\n2031-05-04,9:30,10:00,Discussion\n" +
				"2031-05-05,9:00,10:00,Closing\n",
			"+0 30 opening, +30 30 discussion", "of 60; days A4",
		},
		{
			"each.csv", "Item,Time needed\nOpening,ca. 5 min\nPitches (4 min each),20\nStatements,5 min each\nPanel,3 x 6 min\n",
			"5 opening, 20 pitch each 4, 0 pitch each 5, 18 pitch each 6", "",
		},
		{
			"notes.csv", "Item,Minutes,Remarks\nOpening,5,\nPitches,20,je 4 min\nClosing,5,bring coffee\n",
			"5 opening, 20 pitch each 4, 5 closing", "",
		},
		{
			"range.csv", "Part,Minutes\nOpening,~5\nQ&A,15-20 min\nDiscussion,1½ h\nBreak,half an hour\nClosing,the rest\n",
			"5 opening, 20 questions, 90 discussion, 30 break, 0 closing", "part-range B3; rest-unknown A6",
		},
		{
			"mitad.csv", "Punto;Duración\nApertura;5'\nPonencias;¼ h\nDebate;media hora\nSubtotal;50\nCierre;5\nDuración total;1 h\n",
			"5 opening, 15 pitch, 30 discussion, 5 closing", "of 60",
		},
		{
			"مجموع.csv", "البند,المدة\nالافتتاح,٥ دقائق\nمداخلات,٢٠ دقيقة\nختام,٥ دقائق\nالمجموع,٣٠ دقيقة\n",
			"5 opening, 20 pitch, 5 closing", "of 30",
		},
		{
			"title.csv", "\"Room 3, 10:00 to 11:30\",,\nFrom,To,Item\n10:00,10:05,Opening\n10:05,10:30,Pitches\n",
			"+0 5 opening, +5 25 pitch", "of 90",
		},
		{
			"long.csv", "Our round table · 90 minutes,,\nPart,Minutes,Kind\nOpening,5,opening\nPitches,25,pitch\n", "5 opening, 25 pitch", "of 90",
		},
		{
			"x.csv", "Parte;Duración\nDuración;1h30m\nApertura;5\nPonencias;40\nDebate;tiempo restante\nCierre;5 mn\n",
			"5 opening, 40 pitch, 40 discussion, 5 closing", "of 90; rest A5",
		},
		{
			"x.csv", "Часть,Минуты\nПродолжительность,60\nВступление,5\nДоклады,40\nОбсуждение,остаток\n",
			"5 opening, 40 pitch, 15 discussion", "of 60; rest A5",
		},
		{
			"x.csv", "الجزء,الدقائق,النوع\nالمدة,ساعة ونصف,\nافتتاح,٥,افتتاح\nمداخلات,٤٠,\nنقاش,الوقت المتبقي,\n",
			"5 opening, 40 pitch, 45 discussion", "of 90; rest A5",
		},
		{
			"x.csv", "环节,分钟\n时长,90\n开场,5\n讨论,剩余时间\n总结,5\n", "5 opening, 80 discussion, 5 closing", "of 90; rest A4",
		},
		{
			"x.csv", "Part,Minutes\nLength,30\nOpening,5\nDiscussion,the rest\nClosing,remaining time\nPanel,soon\n",
			"5 opening, 0 discussion, 0 closing, 0 pitch", "of 30; part-length B6; rest-unknown A4; rest-unknown A5",
		},
		{
			"x.csv", "Part,Minutes\nLength,30\nOpening,5\nPitches,4 min each\nDiscussion,the rest\n",
			"5 opening, 0 pitch each 4, 0 discussion the rest", "of 30",
		},
		{
			"x.csv", "Part,Minutes\nLength,30\nOpening,5\nPitches,30\nDiscussion,the rest\n",
			"5 opening, 30 pitch, 0 discussion", "of 30; rest-unknown A5",
		},
		{
			"x.csv", "Time,Session\n09:00–09:20,Welcome\n09:20–10:00,Pitches\n10:00–10:15,Coffee break\n10:15–11:00,Discussion\n",
			"+0 20 opening, +20 40 pitch, +60 15 break, +75 45 discussion", "of 120",
		},
	} {
		m := model(t, x.name, x.text)
		if _, ok := IsAgenda(m); !ok {
			t.Errorf("%s is no agenda: %q", x.name, x.text)
			continue
		}
		a := ReadAgenda(m)
		var found []string
		if n := max(a.Minutes, a.Span); n > 0 {
			found = append(found, fmt.Sprint("of ", n))
		}
		for _, f := range a.Findings {
			found = append(found, f.Form+" "+f.Where.Cell)
		}
		if got := said(a); got != x.want || strings.Join(found, "; ") != x.found {
			t.Errorf("%s: %s (%s), want %s (%s)", x.name, got, strings.Join(found, "; "), x.want, x.found)
		}
	}
}

// What stands above the heading and was read is not told to be left out.
func TestTitlesThatAreUsed(t *testing.T) {
	for text, want := range map[string]string{
		"Our round table,,\nLength: 90 min; Start: 9:30,,\n": "below-read",
		"Our round table,,\n":                                "below",
	} {
		m := model(t, "agenda.csv", text+"Part,Minutes,Kind\nOpening,5,opening\nPitches,25,pitch\n")
		m.SayLayout()
		ReadAgenda(m)
		titles := 0
		for _, r := range m.Account.NotUsed {
			titles += r.Last - r.First + 1
		}
		if len(m.Findings) != 1 || m.Findings[0].Form != want || titles != 1 {
			t.Errorf("%q: %+v, %d rows not used", text, m.Findings, titles)
		}
	}
}

// With --map the user says which column is which.
func TestMappedColumns(t *testing.T) {
	book, err := table.OpenReader("x.csv", strings.NewReader("Wann,Etwas,Wer\n5,Auftakt,Ana\n10,Vorrede,Bo\n"), table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	m, err := sheet.Read(context.Background(), "x.csv", book.Sheets[0], sheet.Options{
		Map: func(header, _ string) (vocabulary.Match, bool) {
			word := map[string]string{"Wann": "minutes", "Etwas": "part", "Wer": "speaker"}[header]
			return vocabulary.ParseMeaning(word)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := IsAgenda(m); !ok {
		t.Fatal("no agenda, though the columns are mapped")
	}
	a := ReadAgenda(m)
	if len(a.Parts) != 2 || a.Parts[1].Minutes != 10 || a.Parts[1].Title != "Vorrede" || a.Parts[1].People[0].Name != "Bo" {
		t.Errorf("%+v", a.Parts)
	}
}

// Sounds are no speech.
func TestSounds(t *testing.T) {
	s, _ := ReadCaptions("a.vtt", "WEBVTT\n\n00:00.000 --> 00:10.000\nAna Lima: Thank you.\n\n"+
		"00:10.000 --> 00:20.000\n[Applause]\n\n00:20.000 --> 00:30.000\nAna Lima: Again.\n\n00:30.000 --> 00:40.000\n♪ music ♪\n")
	if got := speeches(s); got != "Ana Lima 20 3/1" {
		t.Error(got)
	}
}
