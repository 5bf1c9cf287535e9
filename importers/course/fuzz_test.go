package course

import (
	"context"
	"strings"
	"testing"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/reports/messages"
	"roundtable/testdata"
)

// FuzzTables holds that no table makes the readers panic, that lengths are no less than
// zero, and that every finding names its place.
func FuzzTables(f *testing.F) {
	for _, name := range []string{"agenda.csv", "ordre-du-jour.csv", "speaking.csv", "outcome.csv"} {
		f.Add(string(testdata.Read(f, "course/"+name)))
	}
	f.Add("Part,Minutes\nLength,0:99\nStart,9:30\n,5\n")
	f.Add("Start,End,Name\n00:00,02:43,Ana Lima\n99:99,1:1:1,Ana Lima\n")
	f.Fuzz(func(t *testing.T, text string) {
		book, err := table.OpenReader("agenda speaking outcome.csv", strings.NewReader(text), table.Options{})
		if err != nil {
			return
		}
		defer book.Close()
		m, err := sheet.Read(context.Background(), "agenda speaking outcome.csv", book.Sheets[0], sheet.Options{})
		if err != nil || !m.Complete {
			return
		}
		if _, ok := IsAgenda(m); ok {
			a := ReadAgenda(m)
			for _, p := range a.Parts {
				if p.Minutes < 0 || p.Where.Cell == "" {
					t.Errorf("%+v", p)
				}
			}
			for _, x := range a.Findings {
				if text, _ := messages.English().Finding(&x); x.Where.File == "" || strings.HasPrefix(text, "[") {
					t.Errorf("%+v", x)
				}
			}
		}
		if _, ok := IsSpeaking(m); ok {
			for _, x := range ReadSpeaking(m).Speeches {
				if x.Seconds.N < 0 || x.Words < 0 || x.Turns < 0 {
					t.Errorf("%+v", x)
				}
			}
		}
		if _, ok := IsOutcome(m); ok {
			ReadOutcomes(m)
		}
	})
}

// FuzzCaptions holds that every line of captions has a class, and no length is below zero.
func FuzzCaptions(f *testing.F) {
	f.Add(string(testdata.Read(f, "course/captions.vtt")))
	f.Add(string(testdata.Read(f, "course/captions.srt")))
	f.Add("00:01.000 --> 00:00.000\n<v >x\n: y\nA：\n-\n")
	f.Fuzz(func(t *testing.T, text string) {
		IsCaptions(text)
		s, lines := ReadCaptions("a.vtt", text)
		for _, x := range s.Speeches {
			if x.Seconds.N < 0 || x.Words < 0 {
				t.Errorf("%+v", x)
			}
		}
		for i, l := range lines {
			if l.Number != i+1 || l.Class == "" {
				t.Errorf("line %d: %+v", i+1, l)
			}
		}
	})
}
