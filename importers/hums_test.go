package importers

import (
	"strings"
	"testing"

	"roundtable/planner"
)

// told is the hums of a meeting in short.
func told(m *planner.Meeting) string {
	var out []string
	for _, h := range m.Hums {
		where := strings.Join(strings.Fields(h.Group+" "+h.Place), " ")
		out = append(out, h.Name+" ["+where+"] "+h.For.String()+"/"+h.Neutral.String()+"/"+h.Against.String())
	}
	return strings.Join(out, "; ")
}

// Hums in several languages and layouts: words or numbers, groups and places in rows or
// in headers, neutral asked or not.
func TestHums(t *testing.T) {
	for _, c := range []struct{ what, text, want string }{
		{
			"words", "Question,For,Against\nStart,loud,soft\nHost,Medium,no hum\n",
			"Start [] loud//soft; Host [] medium//none",
		},
		{
			"German", "Frage;Dafür;Dagegen\nForum gründen;laut;leise\nHeute;mittel;keine\n",
			"Forum gründen [] loud//soft; Heute [] medium//none",
		},
		{"French", "Question;Pour;Neutre;Contre\nCréer un forum;fort;faible;aucun\n", "Créer un forum [] loud/soft/none"},
		{"Spanish", "Pregunta;A favor;En contra\nCrear un foro;fuerte;ninguno\n", "Crear un foro [] loud//none"},
		{"Russian", "Вопрос;За;Против\nФорум;громко;тихо\n", "Форум [] loud//soft"},
		{"Arabic", "السؤال,مع,ضد\nمنتدى,مرتفع,لا أحد\n", "منتدى [] loud//none"},
		{"Chinese", "问题,赞成,反对\n论坛,响亮,没有\n", "论坛 [] loud//none"},
		{"numbers", "Issue,For,Neutral,Against\nForum,20,5,2\nHost,0,1,9\n", "Forum [] 20/5/2; Host [] 0/1/9"},
		{
			"groups and places in rows",
			"Issue,Stakeholder group,Where,For,Against\nForum,Gov,room,loud,none\nForum,NGO,zoom,soft,medium\n",
			"Forum [Government onsite] loud//none; Forum [Civil Society online] soft//medium",
		},
		{
			"places in headers",
			"Question,For (room),Against (room),For (online),Against (online)\nForum,loud,none,4,1\n",
			"Forum [onsite] loud//none; Forum [online] 4//1",
		},
		{
			"groups in headers",
			"Question,Government: for,Government: against,Civil society: for,Civil society: against\n" +
				"Forum,loud,soft,soft,loud\n",
			"Forum [Government] loud//soft; Forum [Civil Society] soft//loud",
		},
	} {
		m, _ := readTexts(t, Options{}, [2]string{"hum.csv", c.text})
		if got := told(m); got != c.want || m.HasErrors() || m.Ballots.Total() > 0 || len(m.Issues) > 0 {
			t.Errorf("%s: %s, want %s; %d ballots, %+v", c.what, got, c.want, m.Ballots.Total(), m.Findings)
		}
	}
}

// A hum that nobody noted is no agreement.
func TestEmptyHums(t *testing.T) {
	m, _ := readTexts(t, Options{}, [2]string{"hum.csv", "Question,For,Against\nForum,,\nHost,,\n"})
	if f := findingsWith(m, CodeHumEmpty); len(f) != 1 || f[0].Severity != planner.Error {
		t.Errorf("%+v", m.Findings)
	}
	m, _ = readTexts(t, Options{},
		[2]string{"hum.csv", "Question,For,Against\nForum,loud,none\nHost,,\nPublish,soft,none\n"})
	if f := findingsWith(m, CodeHumEmpty); len(f) != 1 || f[0].Severity != planner.Warning || !strings.Contains(f[0].Where.String(), "A3") ||
		len(m.Hums) != 2 {
		t.Errorf("%+v", m.Findings)
	}
}

// A misspelt word is told at its cell, and the side is not noted.
func TestHumUnreadable(t *testing.T) {
	m, _ := readTexts(t, Options{},
		[2]string{"hum.csv", "Question,For,Against\nForum,laud,none\nHost,soft,loud\nPublish,loud,none\n"})
	f := findingsWith(m, CodeHumUnreadable)
	if len(f) != 1 || f[0].Where.Cell != "B2" || len(m.Hums) != 3 || m.Hums[0].For.Noted {
		t.Errorf("%+v %+v", m.Findings, m.Hums)
	}
}

// What is voted on and what is hummed on are the same issue by name; a hum adds none to
// the vote.
func TestHumsBesideVotes(t *testing.T) {
	m, _ := readTexts(t, Options{},
		[2]string{"votes.csv", "Voter,1st choice,2nd choice\na,Forum,Custody\nb,Custody,Forum\nc,Forum,\n"},
		[2]string{"hum.csv", "Question,For,Against\nforum,loud,none\nHost,soft,none\n"})
	if len(m.Issues) != 2 || len(m.Hums) != 2 || m.Hums[0].Issue == "" || m.Hums[1].Issue != "" || m.Ballots.Total() != 3 {
		t.Errorf("%+v %+v", m.Issues, m.Hums)
	}
}

// Loudness is no ballot, whatever shape is asked for.
func TestLoudnessIsNoBallot(t *testing.T) {
	opts := Options{}
	opts.Votes.Shape = "hum"
	m, _ := readTexts(t, opts,
		[2]string{"hum.csv", "Frage;Dafür;Dagegen\nForum gründen;laut;leise\nHeute veröffentlichen;mittel;laut\n"})
	if m.Ballots.Total() > 0 || len(m.Hums) != 2 {
		t.Errorf("%d ballots, %d hums", m.Ballots.Total(), len(m.Hums))
	}
}
