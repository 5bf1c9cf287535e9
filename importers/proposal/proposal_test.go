package proposal

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/reports/messages"
	"roundtable/testdata"
)

var plain = Options{File: "p.txt", Value: vocabulary.Value}

// summary writes what was read, a line for each person, seat, question, part and
// finding.
func summary(p *Proposal) string {
	var b strings.Builder
	row := func(cells ...any) {
		var out []string
		for _, c := range cells {
			out = append(out, fmt.Sprint(c))
		}
		b.WriteString(strings.TrimRight(strings.Join(out, " | "), " |") + "\n")
	}
	row("title", p.Title)
	row("format", p.Format, p.Minutes)
	for _, x := range p.People {
		row(fmt.Sprintf("line %d", x.Line), strings.TrimSuffix(fmt.Sprintf("%s %d", x.Role, x.Number), " 0"), x.Name,
			x.Affiliation, x.Stakeholder, x.Region, x.Country, x.Gender, x.Status, x.Attendance)
	}
	for _, s := range p.Seats {
		row("open", s.Role, s.Number)
	}
	for _, q := range p.Questions {
		row("question", q.ID, q.Name)
	}
	for _, a := range p.Agenda {
		row("part", a.Minutes, a.Title, a.Kind, fmt.Sprintf("each %d, questions %d", a.Each, a.Questions))
	}
	row("goals", p.Goals)
	for _, f := range p.Findings {
		text, _ := messages.English().Finding(&f)
		row(f.Severity, f.Code, f.Where.Cell, text)
	}
	return b.String()
}

// Texts in eight languages and many layouts, each with what a reader sees in it.
func TestForms(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testdata.Path(t, "field-cases", "proposals"), "*.txt"))
	if err != nil || len(files) < 18 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(strings.TrimSuffix(file, ".txt") + ".want")
			if err != nil {
				t.Fatal(err)
			}
			got := "no proposal\n"
			if why, ok := Recognise(string(text), plain); ok {
				p := Read(string(text), plain)
				checkAccount(t, string(text), p)
				got = summary(p)
				if why == "" {
					t.Error("recognised without a reason")
				}
			} else if !IsProse(string(text)) {
				t.Error("neither a proposal nor prose")
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// checkAccount holds that each line has one entry, that each entry has a class,
// and that nobody is named who does not stand in the text; a comma may part the given
// and the family name.
func checkAccount(t *testing.T, text string, p *Proposal) {
	t.Helper()
	lines := linesOf(text)
	if len(p.Account) != len(lines) {
		t.Fatalf("%d entries for %d lines", len(p.Account), len(lines))
	}
	known := []string{asBlank, asHeading, asPerson, asSeat, asQuestion, asAgenda, asGoal, asSetting, notUsed}
	for i, l := range p.Account {
		if l.Number != i+1 || !slices.Contains(known, l.Class) || (l.Class == asBlank) != (lines[i].text == "") {
			t.Errorf("line %d: %+v", i+1, l)
		}
	}
	for _, x := range p.People {
		l := lines[x.Line-1]
		text := strings.Join(append(l.row, l.text, bare(l.text)), "\n")
		if !strings.Contains(text, x.Name) && !strings.Contains(strings.ReplaceAll(text, ", ", " "), x.Name) {
			t.Errorf("%q does not stand in line %d: %q", x.Name, x.Line, l.text)
		}
		if vocabulary.Value(planner.Stakeholder, x.Name).Status == vocabulary.Exact || x.Role == "" {
			t.Errorf("a group became a person, or a person has no role: %+v", x)
		}
	}
}

// bare is a text without the signs that are dropped from it.
func bare(s string) string { return vocabulary.Clean(signs.Replace(s)) }

// The proposal that this project began with: 5 + 48 + 30 + 5 of 90 minutes, in
// which each speaker has five, and five are for questions after each.
func TestFoundingAgenda(t *testing.T) {
	text := string(testdata.Read(t, "field-cases", "proposals", "founding-description.txt"))
	p := Read(text, plain)
	checkAccount(t, text, p)
	var minutes []int
	var kinds []planner.PartKind
	for _, a := range p.Agenda {
		minutes, kinds = append(minutes, a.Minutes), append(kinds, a.Kind)
	}
	if !slices.Equal(minutes, []int{5, 48, 30, 5}) || p.Minutes != 90 || !slices.Equal(p.Goals, []int{1, 9, 10, 16}) ||
		!slices.Equal(kinds, []planner.PartKind{
			planner.PartOpening, planner.PartPitch, planner.PartDecision, planner.PartClosing,
		}) {
		t.Errorf("%v of %d, %v, goals %v", minutes, p.Minutes, kinds, p.Goals)
	}
	if pitch := p.Agenda[1]; pitch.Each != 5 || pitch.Questions != 5 {
		t.Errorf("%+v", pitch)
	}
	i := slices.IndexFunc(p.Findings, func(f planner.Finding) bool { return f.Code == CodeAgenda })
	if i < 0 {
		t.Fatalf("%+v", p.Findings)
	}
	said, _ := messages.English().Finding(&p.Findings[i])
	if want := "The agenda adds up to 88 of 90 minutes: 5 + 48 + 30 + 5; 2 are left."; said != want {
		t.Errorf("%q, want %q", said, want)
	}
}

// A part may take the time that is left of the session; where nobody can tell how much that is,
// and in a sentence, it is said.
func TestTheRestOfTheTime(t *testing.T) {
	for _, c := range []struct{ agenda, minutes, forms string }{
		{"Opening 5 min\nDiscussion: remaining time\nClosing 5 min\n", "[5 50 5] 60", "rest"},
		{"Ouverture 5 min\nDébat (temps restant)\nClôture 5 min\n", "[5 50 5] 60", "rest"},
		{"1. Opening – 5 min\n2. Discussion – the rest\n", "[5 55] 60", "rest"},
		{"Opening (5 min), pitches (20 min), discussion (the rest)\n", "[5 20 35] 60", "rest"},
		{"开场 5分钟\n讨论：剩余时间\n", "[5 55] 60", "rest"},
		{"Opening 5 min\nRemaining time: discussion\n", "[5 55] 60", "rest"},
		{"Opening 5 min\nDebate: the rest\nDiscussion: the rest\n", "[5 0 0] 60", "rest-unknown rest-unknown left"},
		{"Opening 5 min\nPanel 55 min\nDiscussion: the rest\n", "[5 55 0] 60", "rest-unknown"},
		{"Opening 5 min\nStatements: 4 min each\nDiscussion: the rest\n", "[5 0 0] 60", "no-minutes"},
		{"23:50 Opening\n23:55 Pitches\n00:25 Discussion\n", "[5 30 25] 60", ""},
		{"Opening 5 min\nThe remaining time is for questions.\n", "[5] 60", "no-part left"},
	} {
		text := "Title: Who hosts?\n\nRound Table - 60 Min\n\nAgenda\n" + c.agenda
		p := Read(text, plain)
		checkAccount(t, text, p)
		var minutes []int
		var forms []string
		for _, x := range p.Agenda {
			minutes = append(minutes, x.Minutes)
		}
		for i := range p.Findings {
			if p.Findings[i].Code == CodeAgenda {
				forms = append(forms, p.Findings[i].Form)
			}
		}
		if got := fmt.Sprint(minutes, " ", p.Minutes); got != c.minutes || strings.Join(forms, " ") != c.forms {
			t.Errorf("%q: %s (%q), want %s (%s)", c.agenda, got, forms, c.minutes, c.forms)
		}
	}
}

// Prose names nobody and has no parts, however often people and minutes occur in it.
func TestProse(t *testing.T) {
	for _, text := range []string{
		"Speakers\nThe speakers were chosen by the organizers, and will each present their views for 8 minutes.\n",
		"Moderator: the secretariat will name one before the meeting\n",
		"Description: We meet for 60 minutes. Goal 1: to understand the problem in Africa, Asia and Europe.\n",
		"Intervenants\nLes intervenants seront choisis par le comité, et parleront chacun pendant cinq minutes.\n",
	} {
		p := Read(text, plain)
		checkAccount(t, text, p)
		if len(p.People)+len(p.Agenda)+len(p.Goals)+len(p.Seats) > 0 {
			t.Errorf("%q: %s", text, summary(p))
		}
	}
}

// Additional speakers are listed without groups now and then: they are left out,
// and it is said of each.
func TestAdditionalSpeakersWithoutGroups(t *testing.T) {
	p := Read(string(testdata.Read(t, "proposals", "form-2020.txt")), plain)
	n := 0
	for _, f := range p.Findings {
		if f.Code == CodeLine {
			n++
		}
	}
	if n != 3 {
		t.Errorf("%d of 3 left out with a finding: %+v", n, p.Findings)
	}
}

// A line that names somebody with a group, but stands below no role, is asked about.
func TestPersonWithoutRole(t *testing.T) {
	text := "Intervenant 1 : Awa Diallo, société civile, Groupe africain\n\nPaul Koffi, gouvernement\n"
	p := Read(text, plain)
	checkAccount(t, text, p)
	if len(p.People) != 1 || len(p.Findings) < 1 || !slices.ContainsFunc(p.Findings, func(f planner.Finding) bool {
		return f.Code == CodeRole && f.Where.Cell == "line 3" && f.Severity == planner.Warning
	}) {
		t.Error(summary(p))
	}
}

// A lone role line is a proposal; a table whose rows begin with roles, or have
// texts in their cells, is none.
func TestRecognise(t *testing.T) {
	for text, want := range map[string]bool{
		"Moderator: Ann Poe, Government, WEOG\n":                                                  true,
		"Ponentes\nAna Ruiz\nCarlos Mendoza\n":                                                    true,
		"主持人：李伟，政府，亚太组\n":                                                                         true,
		"Role,Name,Stakeholder,Region\nSpeaker,Ann Poe,Government,WEOG\n":                         false,
		"Role\tName\tStakeholder\nSpeaker\tAnn Poe\tGovernment\nModerator\tBob Lee\tGovernment\n": false,
		"List of speakers,,\nName,Group,Gender\nAna Lima,Gov,F\n":                                 false,
		"Palestrantes;;\nNome;Gênero;País\nAna Lima;F;Brasil\n":                                   false,
		"id,comment\n1,Speakers were good.\n2,The moderator: not so good.\n":                      false,
		"seats: 5\ntitle: Panel\nformat: html\n":                                                  false,
		"":                                                                                        false,
	} {
		if why, ok := Recognise(text, plain); ok != want {
			t.Errorf("%q: %t (%s)", text, ok, why)
		}
	}
}

func TestSpans(t *testing.T) {
	for text, want := range map[string]int{
		"5 min Welcome": 5, "Panel (1 hour 30)": 90, "1h30 Debate": 90, "Panel – 1.5 hours": 90, "讨论 30分钟": 30, "Дискуссия 40 мин": 40,
		"40' Discussion": 40, "4 x 5 min statements": 20, "Discusión: 1 hora y 15 minutos": 75, "10:00–10:15 Opening": 15,
		"14h00-14h10 Ouverture": 10, "11:50 PM – 12:05 AM Closing": 15, "نقاش ٢٠ دقيقة": 20, "9.30 - 9.45 Café": 15, "10 minutes – Introduction": 10,
		"Wrap-up, 5-minute": 5,
	} {
		if e, ok := entryOf(text, false); !ok || e.Minutes != want || e.Title == "" {
			t.Errorf("%q: %+v, %t, want %d", text, e, ok, want)
		}
	}
	for _, text := range []string{"5 ministers", "1 hero", "Room 3", "at 10.30", "5 heures30x"} {
		if e, ok := entryOf(text, false); ok && e.Minutes > 0 && !strings.Contains(text, "heures") {
			t.Errorf("%q: %+v", text, e)
		}
	}
}

func TestHonorifics(t *testing.T) {
	for name, want := range map[string]string{
		"Dr. Ann Poe": "Ann Poe", "H.E. Ms. Ann Poe": "Ann Poe", "Prof. Dr. Eva von Berg": "Eva von Berg", "Dr.Linh Pham": "Linh Pham",
		"M. Jean Morin": "Jean Morin", "M Jean": "M Jean", "Г-жа Мария Иванова": "Мария Иванова", "王芳教授": "王芳", "Ann Poe, PhD": "Ann Poe",
		"Grace Mwangi MP": "Grace Mwangi", "السيدة ليلى حداد": "ليلى حداد", "Hon. Justice Rao": "Rao", "Sra. Ana Ruiz": "Ana Ruiz",
	} {
		n := &notes{Options: plain}
		if x := n.parse(name); x.Name != want || x.Affiliation != "" {
			t.Errorf("%q became %+v, want %q", name, x, want)
		}
	}
}

// Every list that this package asks for has words.
func TestWordLists(t *testing.T) {
	lists := []vocabulary.List{
		minuteWords, hourWords, eachWords, totalWords, timeColumn, formatWords, andWord, questionWord, openSeat, moreSeats,
		noTitle, otherBeginnings,
	}
	for _, k := range kinds {
		lists = append(lists, partWords(k))
	}
	for _, k := range kindsOfHeadings {
		lists = append(lists, vocabulary.List("proposals/"+k))
	}
	for n := range 17 {
		lists = append(lists, vocabulary.List(fmt.Sprint("goals/", n+1)))
		if n < 10 {
			lists = append(lists, vocabulary.List(fmt.Sprint("numbers/", n+1)))
		}
	}
	for _, l := range lists {
		if words := l.Words(); len(words) == 0 || !l.Is(words[0]) {
			t.Errorf("%s: %q", l, words)
		}
	}
}

// A status is a whole word of the list of statuses, in the singular or plural; a
// word in short or with a number is none.
func TestStatusOfPeople(t *testing.T) {
	for text, want := range map[string]vocabulary.Standing{
		"declined": vocabulary.Declined, "confirmés": vocabulary.Confirmed, "abgesagt": vocabulary.Declined, "已确认": vocabulary.Confirmed,
		"отказалась": vocabulary.Declined, "eingeladen": vocabulary.Invited, "No": "", "x": "", "No. 5 Institute": "", "Netstack": "",
	} {
		if got := standingOf(text); got != want {
			t.Errorf("%s is %q", text, got)
		}
	}
}

// What stands in brackets behind a person, or in quotation marks around one, is no part of the name.
func TestAroundAPerson(t *testing.T) {
	p := Read("Speakers\n- Ana Lima <ana@example.org>, CGI, Government, Brazil\n- Bo Chen, NIC, Technical Community, China (tbc)\n"+
		"\"Caro Diaz, ONG Uno (Civil Society)\"\nDan Okoro [confirmed], Private Sector, Nigeria\n", plain)
	var got []string
	for _, x := range p.People {
		got = append(got, strings.Join([]string{x.Name, x.Affiliation, x.Stakeholder, x.Status}, "/"))
	}
	want := "Ana Lima/CGI/Government/, Bo Chen/NIC/Technical Community/tbc, Caro Diaz/ONG Uno/Civil Society/, " +
		"Dan Okoro//Private Sector/confirmed"
	if strings.Join(got, ", ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzRead(f *testing.F) {
	for _, file := range []string{"field-cases/people/proposal.txt", "proposal.txt", "proposals/founding.txt"} {
		f.Add(string(testdata.Read(f, file)))
	}
	f.Add("Speaker 1\tAnn Poe\tGovernment\n\nAgenda\nTime\tTopic\n10:00\tOpening\nSDGs\t1\n")
	f.Add("Speakers:\n\u2028Ann Poe (A, (B) – WEOG; Bob\nPolicy questions\n1) A? ② B? • C\n【5min】\n")
	f.Fuzz(func(t *testing.T, text string) {
		Recognise(text, plain)
		IsProse(text)
		checkAccount(t, text, Read(text, plain))
	})
}
