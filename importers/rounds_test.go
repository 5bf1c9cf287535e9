package importers

import (
	"slices"
	"testing"

	"roundtable/planner"
)

// Issues keep their IDs over two votes by ID and name; what only looks alike does not.
func TestAlign(t *testing.T) {
	issue := func(id, name string) planner.Issue { return planner.Issue{ID: id, Name: name} }
	for _, c := range []struct {
		what         string
		now, earlier []planner.Issue
		want         []string
	}{
		{
			"numbered in another order",
			[]planner.Issue{issue("Q1", "Custody"), issue("Q2", "Sûreté des données")},
			[]planner.Issue{issue("Q1", "sureté des  données"), issue("Q2", "custody")},
			[]string{"Q2", "Q1"},
		},
		{
			"an ID that means another issue now",
			[]planner.Issue{issue("Q1", "Forum")},
			[]planner.Issue{issue("Q1", "Custody")},
			[]string{"Q1 (earlier)"},
		},
		{
			"IDs alone", []planner.Issue{issue("Q1", "Forum")}, []planner.Issue{issue("Q1", "Q1")}, []string{"Q1"},
		},
		{
			"two of one name",
			[]planner.Issue{issue("P1", "Ana"), issue("P2", "Ana")},
			[]planner.Issue{issue("P2", "Ana"), issue("P1", "Ana"), issue("P3", "Ana")},
			[]string{"P2", "P1", "P3"},
		},
	} {
		if got := Align(c.now, c.earlier); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// Rounds side by side under headings, and rounds in rows of a day, a session or a vote,
// are asked about; --round reads one of them alone.
func TestRoundsAskedAbout(t *testing.T) {
	for what, c := range map[string]struct{ text, round string }{
		"ranks": {"Name,Group,Net (before),Sea (before),Air (before),Net (after),Sea (after),Air (after)\n" +
			"A,Government,1,2,3,2,1,3\nB,Business,2,1,3,1,2,3\nC,Business,3,2,1,3,1,2\n", "after"},
		"ranks in turn, German": {"Name,Gruppe,Netz vorher,Netz nachher,See vorher,See nachher,Luft vorher,Luft nachher\n" +
			"A,Regierung,1,2,2,1,3,3\nB,Wirtschaft,2,1,1,2,3,3\nC,Wirtschaft,3,3,2,1,1,2\n", "nachher"},
		"choices, French": {"Nom,Groupe,Tour 1: 1er choix,Tour 1: 2e choix,Tour 2: 1er choix,Tour 2: 2e choix\n" +
			"A,Gouvernement,Mer,Net,Net,Mer\nB,Entreprises,Mer,Net,Net,Mer\nC,Entreprises,Net,Mer,Mer,Net\n", "Tour 2"},
		"ranks, Chinese": {"姓名,第一轮：网络,第一轮：海洋,第一轮：空气,第二轮：网络,第二轮：海洋,第二轮：空气\n" +
			"甲,1,2,3,2,1,3\n乙,2,1,3,1,2,3\n丙,3,2,1,3,1,2\n", "第二轮"},
		"days": {"Name,Date,1st choice,2nd choice\nA,2026-01-01,Net,Sea\nB,2026-01-01,Net,Sea\nC,2026-01-01,Sea,Net\n" +
			"A,2026-02-01,Sea,Net\nB,2026-02-01,Sea,Net\nC,2026-02-01,Sea,Net\n", "2026-02-01"},
		"straw and final": {"Name,Vote,1st choice,2nd choice\nA,straw,Net,Sea\nB,straw,Net,Sea\nC,straw,Sea,Net\n" +
			"A,final,Sea,Net\nB,final,Sea,Net\nC,final,Sea,Net\n", "final"},
		"sessions": {"Name,Session,1st choice,2nd choice\nA,Opening,Net,Sea\nB,Opening,Net,Sea\nC,Opening,Sea,Net\n" +
			"A,Closing,Sea,Net\nB,Closing,Sea,Net\nC,Closing,Sea,Net\n", "Closing"},
		"lists in one cell": {"Name,Group,Ranking before,Ranking after\nA,Government,Net > Sea > Air,Sea > Net > Air\n" +
			"B,Business,Net > Air > Sea,Air > Sea > Net\nC,Business,Net > Sea > Air,Sea > Air > Net\n", "after"},
		"lists, Spanish": {"Nombre,Grupo,Orden (antes),Orden (después)\nA,Gobierno,Net; Sea; Air,Sea; Net; Air\n" +
			"B,Empresas,Net; Air; Sea,Air; Sea; Net\nC,Empresas,Net; Sea; Air,Sea; Air; Net\n", "después"},
		"ranks in rows of an issue": {"Voter,Issue,Rank before,Rank after\nA,Net,1,2\nA,Sea,2,1\nB,Net,2,1\nB,Sea,1,2\n" +
			"C,Net,1,2\nC,Sea,2,1\n", "after"},
	} {
		m, _ := readString(t, Options{}, "votes.csv", c.text)
		if told := findingsWith(m, CodeVotesRounds); len(told) != 1 || told[0].Severity != planner.Error {
			t.Errorf("%s: %+v", what, m.Findings)
			continue
		}
		m, _ = readString(t, Options{Round: c.round}, "votes.csv", c.text)
		if m.HasErrors() || m.Ballots.Total() != 3 || len(m.Issues) > 3 || m.Ballots.At(0).Marks[0] == 1 {
			t.Errorf("%s: %d ballots on %d issues, %v: %+v", what, m.Ballots.Total(), len(m.Issues),
				m.Ballots.At(0).Marks, m.Findings)
		}
	}
}

// Columns that only sound like rounds are none: what stands in them is no vote, or they
// ask for different things.
func TestNoRoundsInHeaders(t *testing.T) {
	for _, text := range []string{
		"Name,Group,Country before,Country after,1st choice,2nd choice\nA,Government,Peru,Peru,Net,Sea\n" +
			"B,Business,Peru,Chad,Sea,Net\nC,Business,Chad,Chad,Net,Sea\n",
		"Name,Group,Best before,Worst after\nA,Government,Net > Sea,Air > Sun\nB,Business,Sea > Net,Sun > Air\n" +
			"C,Business,Net > Sea,Air > Sun\n",
		"Name,Group,Vote 1,Vote 2,Vote 3\nA,Government,Net,Sea,Air\nB,Business,Sea,Net,Air\nC,Business,Net,Air,Sea\n",
		"Name,Group,For Mayor Choice 1 (45),For Mayor Choice 2 (50),For Mayor Choice 3 (55)\nA,Government,Net,Sea,Air\n" +
			"B,Business,Sea,Net,Air\nC,Business,Net,Air,Sea\n",
		"Name,Group,Important for us [Net],Important for us [Sea],Important for all [Net],Important for all [Sea]\n" +
			"A,Government,1,5,4,2\nB,Business,2,5,4,1\nC,Business,1,4,5,2\n",
	} {
		if m, _ := readString(t, Options{}, "votes.csv", text); len(findingsWith(m, CodeVotesRounds)) > 0 {
			t.Errorf("%s: %+v", text, m.Findings)
		}
	}
}

// Somebody who votes again on another day corrects a ballot.
func TestOneVoteAgainIsNoRound(t *testing.T) {
	text := "Name,Date,1st choice,2nd choice\nA,2026-01-01,Net,Sea\nB,2026-01-01,Net,Sea\nC,2026-01-01,Sea,Net\n" +
		"A,2026-01-02,Sea,Net\nD,2026-01-02,Sea,Net\nE,2026-01-02,Sea,Net\n"
	if m, _ := readString(t, Options{}, "votes.csv", text); len(findingsWith(m, CodeVotesRounds)) > 0 {
		t.Errorf("%+v", m.Findings)
	}
}

// The same people vote in a list of people with choices, where nobody has an ID, and in a
// table of their names: that is asked, and not counted together.
func TestRoundsByPeopleWithoutIDs(t *testing.T) {
	people := "Nom,Groupe d’acteurs,Courriel,Choix 1,Choix 2\n" +
		"Léa Nguyen,Secteur privé,p0@example.org,Sécurité,Données\n" +
		"Awa Kaboré,Société civile,p1@example.org,Accès,Sécurité\n" +
		"Omar Diallo,Gouvernement,p2@example.org,Données,Accès\n"
	votes := "Nom,Sécurité,Données,Accès\nLéa Nguyen,1,2,3\nAwa Kaboré,3,2,1\nOmar Diallo,2,1,3\n"
	files := [][2]string{{"people.csv", people}, {"votes.csv", votes}}
	m, _ := readTexts(t, Options{}, files...)
	if f := asks(m, CodeVotesRounds); f == nil || f.Args["n"] != 3 {
		t.Fatalf("asked %+v", f)
	}
	if m, _ = readTexts(t, Options{Round: "votes.csv"}, files...); m.HasErrors() || m.Ballots.Total() != 3 {
		t.Errorf("%d ballots of 3 people, %+v", m.Ballots.Total(), m.Findings)
	}
}
