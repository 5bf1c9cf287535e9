package ballots

import (
	"strings"
	"testing"

	"roundtable/planner"
)

// Votes that were turned round, lost or made up without a word, each in another
// language and layout.
func TestToldVotes(t *testing.T) {
	for name, c := range map[string]fieldCase{
		"a title that says which end is best, German": {
			csv: "Bitte bewerten: 1 (unwichtig) bis 3 (sehr wichtig);;;\n\nName;Klima;Netz;Wasser\nAnn Ott;1;2;3\nBen Uhl;3;1;2\n" +
				"Cy Doe;2;3;1\n",
			shape: ScoreColumns, ballots: 3, issues: "Klima | Netz | Wasser", first: "Klima:1 Netz:2 Wasser:3",
		},
		"sums of money below each header": {
			csv:   "Name,Climate,Access,Data\nAna Lima,€400,€300,€200\nBo Sato,€200,€200,€300\nCy Doe,€400,€300,€200\n",
			aside: codeVotesUnused,
		},
		"one 0 a ballot": {
			csv:   "Votant;Accès;Climat;Données;Jeunes\na;0;1;2;3\nb;1;0;3;2\nc;2;1;0;3\n",
			shape: RankColumns, ballots: 3, issues: "Accès | Climat | Données | Jeunes", at: map[string]string{"rank-zero": "B1"},
			first: "Accès>Climat>Données>Jeunes",
		},
		"a question that says what 0 is": {
			csv: "Wähler;Rang (0 = nicht gereiht) [Klima];Rang (0 = nicht gereiht) [Netz];Rang (0 = nicht gereiht) [Wasser]\n" +
				"a;0;1;2\nb;1;0;2\nc;2;1;0\n",
			shape: RankColumns, ballots: 3, issues: "Klima | Netz | Wasser", first: "Netz>Wasser",
		},
		"one topic each, Spanish": {
			csv:   "Nombre;Tema\nAna Lima;Clima\nBo Sato;Acceso\nCy Doe;Clima\nDan Roe;Acceso\n",
			shape: ChoiceColumns, ballots: 4, issues: "Acceso | Clima", first: "Clima",
		},
		"a row for each voter and choice, French": {
			csv: "Nom;Choix;Rang\nAna Lima;Climat;1\nAna Lima;Accès;2\nBo Sato;Accès;1\nBo Sato;Climat;2\n",
			// the same people in each row
			shape: Long, ballots: 2, issues: "Accès | Climat", first: "Climat>Accès",
		},
		"codes with a legend, Italian": {
			csv:   "Nome;Classifica (A = Clima, B = Rete, C = Acqua)\nAna Lima;CAB\nBo Sato;ABC\nCy Doe;BA\n",
			shape: RankedList, ballots: 3, issues: "Acqua | Clima | Rete", first: "Acqua>Clima>Rete",
		},
		"numbers of issues in one cell": {
			csv:   "Voter,Ranking\nv1,4-1-2\nv2,1-3-4\nv3,2-4-1\n",
			shape: RankedList, ballots: 3, issues: "1 | 2 | 3 | 4", first: "4>1>2",
		},
		"places with a cross before the number, Portuguese": {
			csv:   "Nome;Prioridades\nAna Lima;#1 Clima #2 Rede\nBo Sato;#1 Rede #2 Acesso\nCy Doe;#1 Acesso #2 Clima\n",
			shape: RankedList, ballots: 3, issues: "Acesso | Clima | Rede", first: "Clima>Rede",
		},
		"an answer of one's own behind the option, German": {
			csv:   "Name;Wichtigstes Thema\nAnn Ott;Klima\nBen Uhl;Sonstiges: Raumfahrt\nCy Doe;Klima\nDi Fox;Netz\n",
			shape: ChoiceColumns, ballots: 4, issues: "Klima | Netz", first: "Klima", at: map[string]string{"issue-write-in": "B3"},
		},
		"a date among choices": {
			csv:   "Voter,1st choice,2nd choice\nv1,Access,Data\nv2,2026-03-01,Access\nv3,Data,Access\n",
			shape: ChoiceColumns, ballots: 3, issues: "Access | Data", first: "Access>Data", at: map[string]string{"rank-date": "B3"},
		},
		"dates that are the choices": {
			csv:   "Voter,1st choice,2nd choice\nv1,2026-03-01,2026-03-02\nv2,2026-03-02,2026-03-01\n",
			shape: ChoiceColumns, ballots: 2, issues: "2026-03-01 | 2026-03-02", first: "2026-03-01>2026-03-02",
		},
		"two questions to the same issues, French": {
			csv: "Votant;Quelle importance pour Climat ?;Quelle importance pour Accès ?;Quelle importance pour Jeunes ?;" +
				"Est-ce faisable pour Climat ?;Est-ce faisable pour Accès ?;Est-ce faisable pour Jeunes ?\n" +
				"a;1;5;3;2;4;4\nb;5;4;4;1;3;3\nc;2;2;5;3;3;5\n",
			shape: ScoreColumns, ballots: 3, issues: "Climat | Accès | Jeunes", at: map[string]string{"votes-other-questions": "B1"},
		},
		"two questions in turn, German": {
			csv: "Wähler;Nutzen - Klima;Aufwand - Klima;Nutzen - Netz;Aufwand - Netz;Nutzen - Wasser;Aufwand - Wasser\n" +
				"a;1;5;3;2;4;4\nb;5;4;4;1;3;3\nc;2;2;5;3;3;5\n",
			asks: codeVotesQuestionAmbiguous,
		},
		"candidates with places in brackets": {
			csv: "Voter,Ana (1),Ana (2),Bo (1),Bo (2)\nv1,1,0,0,1\nv2,0,1,1,0\nv3,1,0,0,1\n", asks: codeVotesShapeUnfit,
		},
		"permutations of numbers in one cell": {
			csv: "Wähler;Rangfolge\na;1-3-2\nb;2-1-3\nc;3-2-1\n", asks: codeVotesShapeAmbiguous,
		},
		"empty forms under names, Dutch": {
			csv: "Naam;Klimaat;Water;Netwerk\nAnn Ott;;;\nBen Uhl;;;\n", aside: codeVotesNone,
		},
		"a list beside columns that are not known": {
			csv: "id;budget;proyectos\n1;7;Clima, Acceso\n2;7;Datos, Clima\n3;8;Acceso, Datos\n", aside: codeVotesUnused,
		},
		"one column of yes and no": {
			csv: "Nom;Climat\nAna Lima;oui\nBo Sato;non\nCy Doe;oui\n", aside: codeVotesUnused,
		},
		"places in the digits of other scripts": {
			csv:   "المصوت,المناخ,الشبكة,المياه\nأ,١,٢,٣\nب,٢,١,٣\nج,①,③,②\n",
			shape: RankColumns, ballots: 3, issues: "المناخ | الشبكة | المياه", first: "المناخ>الشبكة>المياه",
		},
		"places with a sign before or behind": {
			csv:   "Избиратель;Климат;Сеть;Вода\nа;№1;№2;№3\nб;1=;1=;3\nв;=2;=2;1\n",
			shape: RankColumns, ballots: 3, issues: "Климат | Сеть | Вода", first: "Климат>Сеть>Вода",
		},
		"one odd cell among three": {
			csv:   "Votante;Clima;Red;Agua\na;1;2;3\nb;x;1;2\nc;2;1;3\n",
			shape: RankColumns, ballots: 3, issues: "Clima | Red | Agua", at: map[string]string{"value-unreadable": "B3"},
		},
		"shares of the whole": {
			csv:   "Wähler;Klima;Netz;Wasser\na;0,5;0,3;0,2\nb;0,2;0,6;0,2\nc;1;0;0\n",
			shape: PointColumns, ballots: 3, issues: "Klima | Netz | Wasser", first: "Klima:5 Netz:3 Wasser:2",
		},
		"voters of whom nothing can be read": {
			csv: "Votant,Climat,Réseau\na,premier,bof\nb,T2,second\nc,moyen,premier\n", aside: codeVotesUnused,
		},
		"numbers of votes beside ranks": {
			csv:   "Organisation,Stimme,Klima,Netz\nA,3,1,2\nB,1,2,1\nC,2,1,2\n",
			shape: RankColumns, ballots: 3, issues: "Klima | Netz", at: map[string]string{codeVotesUnused: "B1"},
		},
		"ticks below places, a row for each voter and issue": {
			csv: "Voter,Issue,1,2\na,Climate,x,\na,Access,,x\nb,Climate,,x\nb,Access,x,\n", shape: Long, ballots: 2,
			issues: "Access | Climate", aside: codeVotesUnused,
		},
		"choices parted by the Arabic comma": {
			csv:   "الاسم;ما القضايا التي تدعمها؟\nأ ب;المناخ، الشبكة\nج د;الشبكة، المياه\nه و;المياه\n",
			shape: ApprovalList, ballots: 3, issues: "الشبكة | المناخ | المياه",
		},
		"wishes by number": {
			csv:   "Nom;Vœu 1;Vœu 2\nAna Lima;Climat;Réseau\nBo Chen;Réseau;-\n",
			shape: ChoiceColumns, ballots: 2, issues: "Climat | Réseau", first: "Climat>Réseau",
		},
		"a ranking that cannot be read": {
			csv: "Name;Rangfolge\nAnn Ott;lieber Klima als Netz\nBen Uhl;Netz vor allem anderen\n", aside: codeVotesUnused,
		},
	} {
		t.Run(name, c.check)
	}
}

// What number of ballots a row stands for is read under "N" and "#" where the numbers
// do not number the rows.
func TestNumbersUnderSigns(t *testing.T) {
	for text, want := range map[string]int64{
		"#;1er choix;2e choix\n10;A;B\n20;B;A\n": 30,
		"N;1. Wahl;2. Wahl\n7;A;B\n5;B;A\n":      12,
		"N;1. Wahl;2. Wahl\n1;A;B\n2;B;A\n":      2,
	} {
		if v := mustRead(t, csvInput(t, text), Options{}); v.Ballots.Total() != want {
			t.Errorf("%q: %d ballots, want %d", text, v.Ballots.Total(), want)
		}
	}
}

// --scale says whether 0 is a rank.
func TestScaleOfRanksFromZero(t *testing.T) {
	text := "Voter,A,B,C\nv1,0,1,2\nv2,1,0,2\nv3,2,1,0\n"
	for low, want := range map[planner.Mark]string{0: "A>B>C", 1: "B>C"} {
		v := mustRead(t, csvInput(t, text), Options{Scale: planner.Scale{Min: low, Max: 2}})
		if got := show(v, v.Ballots.At(0)); !strings.HasPrefix(got, want) {
			t.Errorf("from %d: %s, want %s", low, got, want)
		}
	}
}
