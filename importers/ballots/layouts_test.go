package ballots

import (
	"strings"
	"testing"

	"roundtable/planner"
)

// The kinds of the field cases in other languages and layouts.
func TestOtherLayouts(t *testing.T) {
	for name, c := range map[string]fieldCase{
		"Spanish grid, ranks across": {
			csv: "Marca temporal;Nombre;Ordene los temas [Primera opción];Ordene los temas [Segunda opción];Ordene los temas [Última opción]\n" +
				"2026-03-01;Ana Lima;Acceso;Datos;Clima\n2026-03-02;Bo Sato;Datos;Clima;Acceso\n2026-03-03;Caro Diaz;Clima;Acceso;Datos\n",
			shape: ChoiceColumns, ballots: 3, issues: "Acceso | Clima | Datos", first: "Acceso>Datos>Clima",
		},
		"one row an issue, voters A and B": {
			csv: "Issue,A,B\nany,1,2\nAI,2,1\n", shape: IssueRows, ballots: 2, issues: "any | AI", first: "any>AI",
		},
		"one row a topic": {
			csv: "Thème;Ana;Bo\nIA;2;1\nAccès;1;2\n", shape: IssueRows, ballots: 2, issues: "IA | Accès", first: "Accès>IA",
		},
		"hints below the headings": {
			csv: "Voter,AI,Data\n(name),(1-2),(1-2)\nAna,1,2\nBo,2,1\n", shape: RankColumns, ballots: 2, issues: "AI | Data", first: "AI>Data",
		},
		"headings in two languages": {
			csv:   "Voter,1st choice,2nd choice\nVotant,1er choix,2e choix\nAna,AI,Data\nBo,Data,AI\n",
			shape: ChoiceColumns, ballots: 2, issues: "AI | Data", first: "AI>Data",
		},
		"German wishes, plain headers": {
			csv:   "Name,1. Wunsch,2. Wunsch,3. Wunsch\nAnn Ott,Wasser,Klima,Netz\nBen Uhl,Klima,Wasser,\n",
			shape: ChoiceColumns, ballots: 2, issues: "Klima | Netz | Wasser", first: "Wasser>Klima>Netz",
		},
		"German words for places in the cells": {
			csv:   "Name,Klima,Wasser,Netz\nAnn Ott,Höchste Priorität,Zweite Priorität,Letzte\nBen Uhl,Zweite Priorität,Höchste Priorität,Letzte\n",
			shape: RankColumns, ballots: 2, issues: "Klima | Wasser | Netz", first: "Klima>Wasser>Netz",
		},
		"Chinese places": {
			csv:   "姓名,人工智能,数据,接入\n王芳,第一,第二,第三\n李伟,第二,第三,第一\n",
			shape: RankColumns, ballots: 2, issues: "人工智能 | 数据 | 接入", first: "人工智能>数据>接入",
		},
		"Japanese places": {
			csv:   "投票人,AI,データ,接続\nv1,1位,2位,3位\nv2,3位,1位,2位\n",
			shape: RankColumns, ballots: 2, issues: "AI | データ | 接続", first: "AI>データ>接続",
		},
		"French grid explained at the ends": {
			csv: "Horodateur,Classez de 1 à 3 [Accès],Classez de 1 à 3 [Données],Classez de 1 à 3 [IA]\n2026-01-01,1 (le plus),2,3 (le moins)\n" +
				"2026-01-02,2,1 (le plus),3 (le moins)\n",
			shape: RankColumns, ballots: 2, issues: "Accès | Données | IA", first: "Accès>Données>IA",
		},
		"a scale explained at its ends is no ranking": {
			csv: "Timestamp,How useful [A],How useful [B],How useful [C]\n2026-01-01,1 (poor),5 (excellent),5 (excellent)\n2026-01-02,2,5 (excellent),4\n" +
				"2026-01-03,1 (poor),4,4\n",
			shape: LevelColumns, ballots: 3, issues: "A | B | C", first: "A:0 B:4 C:4",
		},
		"numbered list on one line, French": {
			csv:   "Nom;Votre classement\nAna Lima;1) Accès 2) Données, vie privée\nBo Sato;1) Données, vie privée 2) Accès\n",
			shape: RankedList, ballots: 2, issues: "Accès | Données, vie privée", first: "Accès>Données, vie privée",
		},
		"arrows": {
			csv:   "Name,Ordnung\nAnn Ott,Klima → Wasser → Netz\nBen Uhl,Wasser → Klima\n",
			shape: RankedList, ballots: 2, issues: "Klima | Netz | Wasser", first: "Klima>Wasser>Netz",
		},
		"lines in one cell, names with commas": {
			csv: "Name,Rank the topics\nAnn Ott,\"Cybersecurity, privacy\nAI\nData\"\nBen Uhl,\"AI\nCybersecurity, privacy\"\n" +
				"Cy Doe,\"Data\nAI\"\n",
			shape: RankedList, ballots: 3, issues: "AI | Cybersecurity, privacy | Data", first: "Cybersecurity, privacy>AI>Data",
		},
		"the one that matters most, Spanish": {
			csv:   "Nombre;Sector;Tema más importante para usted\nAna Lima;Gobierno;Acceso\nBo Sato;Academia;Datos\nCaro Diaz;Gobierno;Acceso\n",
			shape: ChoiceColumns, ballots: 3, issues: "Acceso | Datos", first: "Acceso",
		},
		"one column for each option, 1 and 0": {
			csv: "Name,Country,Issue: AI,Issue: Data,Issue: Access,Comments\nAna Lima,Brazil,1,0,1,x\nBo Sato,Japan,0,1,1,\nCy Doe,Kenya,1,1,0,\n",
			// the comments do not put the question into doubt
			shape: MarkColumns, ballots: 3, issues: "AI | Data | Access", first: "AI:1 Data:0 Access:1",
		},
		"one column for each option, TRUE and FALSE, German": {
			csv: "Name;Themen [KI];Themen [Daten];Themen [Zugang];Hotel\nAna Lima;WAHR;FALSCH;WAHR;ja\nBo Sato;FALSCH;WAHR;WAHR;nein\n" +
				"Cy Doe;WAHR;WAHR;FALSCH;ja\n",
			shape: MarkColumns, ballots: 3, issues: "KI | Daten | Zugang", first: "KI:1 Daten:0 Zugang:1",
		},
		"one column for each option, its text": {
			csv:   "Respondent ID,Topics: AI,Topics: Data,Topics: Other (please specify)\n1,AI,,\n2,AI,Data,quantum\n3,,Data,\n",
			shape: MarkColumns, ballots: 3, issues: "AI | Data", first: "AI:1 Data:0", at: map[string]string{"issue-write-in": "B1"},
		},
		"checkboxes with Other": {
			csv: "Timestamp,Which issues matter to you?\n" + strings.Repeat("2026-01-01,\"AI, Data\"\n2026-01-01,\"Data, Access\"\n2026-01-02,AI\n", 3) +
				"2026-01-03,\"AI, Quantum internet\"\n",
			shape: ApprovalList, ballots: 10, issues: "Access | AI | Data", at: map[string]string{"issue-write-in": "B11"},
		},
		"a poll for a date in German": {
			csv:   ";Montag;Dienstag;Mittwoch\nAna;Ja;Nein;Wenn es sein muss\nBo;Nein;Ja;Ja\nCy;Ja;Wenn es sein muss;Nein\n",
			shape: LevelColumns, ballots: 3, issues: "Montag | Dienstag | Mittwoch", first: "Montag:2 Dienstag:0 Mittwoch:1",
		},
		"a poll for a date with ticks": {
			csv:   ",AI,Data,Access\nAna,✓,,(✓)\nBo,✓,✓,\nCy,,(✓),✓\n",
			shape: LevelColumns, ballots: 3, issues: "AI | Data | Access", first: "AI:2 Data:0 Access:1",
		},
		"a poll for a date in French": {
			csv:   "Participant,IA,Données\nAna,Oui,Si nécessaire\nBo,Non,Oui\nCy,Oui,Non\n",
			shape: LevelColumns, ballots: 3, issues: "IA | Données", first: "IA:2 Données:1",
		},
		"dates among ranks as text": {
			csv:   "Wähler;Klima;Wasser;Netz\nv1;1;2;3\nv2;02-Jan;1;3\nv3;3;2;1\nv4;2;1;3\nv5;1;3;2\n",
			shape: RankColumns, ballots: 5, issues: "Klima | Wasser | Netz", first: "Klima>Wasser>Netz",
			at: map[string]string{"rank-date": "B3"},
		},
		"what people use, French": {
			csv:   "Horodateur,Quels outils utilisez-vous ?\n2026-01-01,\"Zoom, Teams\"\n2026-01-02,\"Teams, Jitsi\"\n2026-01-03,\"Zoom, Jitsi\"\n",
			aside: codeVotesAside,
		},
		"what people use, in columns": {
			csv:   "Timestamp,Which tools do you use? [Zoom],Which tools do you use? [Jitsi],Which tools do you use? [Teams]\n2026-01-01,1,0,1\n2026-01-02,0,1,1\n",
			aside: codeVotesAside,
		},
		"consent": {
			csv: "Timestamp,I agree to take part in this survey\n2026-01-01,I agree;\n2026-01-02,I agree;\n2026-01-03,I agree;\n",
		},
		"facts": {
			csv:   "Name,Month,Distance (km),Price\nAna Lima,3,120,40\nBo Sato,7,9,35\nCy Doe,11,800,60\n",
			aside: codeVotesAside,
		},
		"who with whom": {
			csv:   "Nom,Ana,Bo,Cy,Di\nAna,,1,0,1\nBo,1,,1,0\nCy,0,1,,1\nDi,1,0,1,\n",
			aside: codeVotesAside,
		},
		"three rows of points": {
			csv:   "Wahlberechtigte,Gruppe,KI,Daten,Zugang\nw1,A,50,30,20\nw2,B,0,100,0\nw3,A,10,20,70\n",
			shape: PointColumns, ballots: 3, issues: "KI | Daten | Zugang", first: "KI:50 Daten:30 Zugang:20",
		},
		"marks from -3 to 3, many rows, one slip": {
			csv:   "Electeur,IA,Accès\n" + strings.Repeat("e1,-3,2\ne2,1,-1\ne3,3,-2\ne4,0,1\n", 10) + "e5,77,1\n",
			shape: ScoreColumns, ballots: 41, issues: "IA | Accès", first: "IA:-3 Accès:2", at: map[string]string{"score-out-of-range": "B42"},
		},
		"unused beside other columns": {
			csv:   "Name,Diet,AI,Data,Access,Hotel\nAna Lima,vegan,2,4,1,Ibis\nBo Sato,none,5,1,3,Hilton\nCy Doe,halal,3,3,4,Ibis\n",
			aside: codeVotesUnused,
		},
		"two columns of one name": {
			csv: "Voter,Access,Data,Access\nv1,1,2,3\nv2,2,1,3\nv3,3,1,2\n", shape: RankColumns, ballots: 0,
			issues: "Access | Data | Access", at: map[string]string{"issue-repeated": "B1 D1"},
		},
		"spellings of one issue": {
			csv:   "Votante,1ª opción,2ª opción\nv1,Acceso,Datos\nv2,ACCESO,datos\nv3,Datos,Acceso\n",
			shape: ChoiceColumns, ballots: 3, issues: "ACCESO | Datos", at: map[string]string{"issue-spelling": " "},
		},
		"places without a question": {
			csv:   "Most important,Second,Third,Least important\nAI,Data,Access,Climate\nData,AI,Climate,Access\n",
			shape: ChoiceColumns, ballots: 2, issues: "Access | AI | Climate | Data", first: "AI>Data>Access>Climate",
		},
		"one row a person, what they chose": {
			csv:   "Participant,Option\nAna Lima,AI\nBo Sato,Data\nCy Doe,AI\n",
			shape: ChoiceColumns, ballots: 3, issues: "AI | Data", first: "AI",
		},
		"countries that vote": {
			csv:   "Delegation,Proposal A,Proposal B\nFrance,Yes,Abstain\nKenya,No,Yes\nJapan,Yes,Yes\nBrazil,Abstain,No\n",
			shape: HumColumns, ballots: 4, issues: "Proposal A | Proposal B", first: "Proposal A:1 Proposal B:-",
		},
		"a date in one of four rows": {
			csv:   "Name,AI,Data,Access\nAna Lima,2,1,3\nBo Sato,1,2-Feb,3\nCy Doe,3,1,2\nDi Ek,1,2,3\n",
			shape: RankColumns, ballots: 4, issues: "AI | Data | Access", first: "Data>AI>Access",
			at: map[string]string{"rank-date": "C3"},
		},
		"registration": {
			csv:   "Name,Registration date,Vegetarian,Visa needed,First time\nAna Lima,2026-01-02,yes,no,yes\nBo Sato,2026-01-05,no,no,yes\n",
			aside: codeVotesAside,
		},
		"boxes ticked under priorities": {
			csv:   "Timestamp,Your priorities\n2026-01-01,\"AI, Data\"\n2026-01-02,\"AI, Access\"\n2026-01-03,\"Data, Access\"\n",
			opts:  Options{Shape: ApprovalList},
			shape: ApprovalList, ballots: 3, issues: "Access | AI | Data", first: "Access:0 AI:1 Data:1",
		},
		"a ranking under Rang": {
			csv:   "Name;Rang\nAnn Ott;Klima > Netz > Wasser\nBen Uhl;Wasser > Klima > Netz\nCy Doe;Netz > Wasser > Klima\n",
			shape: RankedList, ballots: 3, issues: "Klima | Netz | Wasser", first: "Klima>Netz>Wasser",
		},
		"a ranking under Classement": {
			csv:   "Nom;Classement\nAna Lima;1) Accès 2) Climat 3) Données\nBo Sato;1) Climat 2) Accès 3) Données\n",
			shape: RankedList, ballots: 2, issues: "Accès | Climat | Données", first: "Accès>Climat>Données",
		},
		"one number beside ranks": {
			csv:   "Nom,Accès,Données,Climat,Moy.\nAna Lima,1,2,3,2\nBo Sato,2,1,3,2\nCaro Diaz,3,1,2,2\nDi Ek,1,3,2,2\n",
			shape: RankColumns, ballots: 4, issues: "Accès | Données | Climat", first: "Accès>Données>Climat",
		},
		"zeros for places not given": {
			csv: "Electeur;A;B;C;D\ne1;1;2;0;0\ne2;0;1;2;0\ne3;2;0;0;1\n", opts: Options{Shape: RankColumns},
			shape: RankColumns, ballots: 3, issues: "A | B | C | D", first: "A>B",
		},
		"stars": {
			csv:   "Nombre;Acceso;Datos\nAna Lima;★★★☆☆;★☆☆☆☆\nBo Sato;★★★★★;★★☆☆☆\nCaro Diaz;★★☆☆☆;★★☆☆☆\n",
			shape: ScoreColumns, ballots: 3, issues: "Acceso | Datos", first: "Acceso:3 Datos:1",
		},
		"out of five": {
			csv:   "Name,Access,Data\nAna Lima,3/5,1/5\nBo Sato,5/5,2/5\nCaro Diaz,2/5,2/5\n",
			shape: ScoreColumns, ballots: 3, issues: "Access | Data", first: "Access:3 Data:1",
		},
		"signs": {
			csv:   "Name;Klima;Netz;Wasser\nAnn Ott;++;-;0\nBen Uhl;+;--;+\nCy Doe;-;++;0\n",
			shape: LevelColumns, ballots: 3, issues: "Klima | Netz | Wasser", first: "Klima:4 Netz:1 Wasser:2",
		},
		"no opinion among scores": {
			csv:   "Name;Klima;Netz;Wasser\nAnn Ott;5;weiß nicht;3\nBen Uhl;4;4;keine Meinung\nCy Doe;weiß nicht;2;2\nDi Ek;3;3;3\n",
			shape: ScoreColumns, ballots: 4, issues: "Klima | Netz | Wasser", first: "Klima:5 Netz:- Wasser:3",
		},
		"scores explained at the ends, bare between": {
			csv:   "Name,Access,Data,Climate\nAna Lima,4,1 - Not important,3\nBo Sato,5 - Very important,2,4\nCy Doe,3,1 - Not important,5 - Very important\n",
			shape: LevelColumns, ballots: 3, issues: "Access | Data | Climate", first: "Access:3 Data:0 Climate:2",
		},
		"the highest number is the best": {
			csv: "Nom,Rank the issues (3 = most important) [A],Rank the issues (3 = most important) [B],Rank the issues (3 = most important) [C]\n" +
				"Ana Lima,3,2,1\nBo Sato,3,1,2\nCaro Diaz,2,3,1\n",
			shape: ScoreColumns, ballots: 3, issues: "A | B | C", first: "A:3 B:2 C:1",
		},
		"a fact beside scores": {
			csv:   "Name;Tisch;Anzahl Kinder;Klima;Netz;Wasser;Daten\nAnn Ott;a;1;5;2;5;4\nBen Uhl;b;0;4;4;5;5\nCy Doe;c;2;5;5;3;3\n",
			aside: codeVotesUnused,
		},
		"a postcode beside scores": {
			csv:   "Name;PLZ;Klima;Netz;Wasser\nAnn Ott;4;5;2;5\nBen Uhl;5;4;4;5\nCy Doe;3;5;5;3\n",
			shape: ScoreColumns, ballots: 3, issues: "Klima | Netz | Wasser", first: "Klima:5 Netz:2 Wasser:5",
		},
		"days that people come": {
			csv: "Name;Day 1;Day 2;Day 3\nAnn Ott;x;;x\nBen Uhl;x;x;\nCy Doe;;x;x\n", aside: codeVotesAside,
		},
		"languages": {
			csv: "Nom;English;French;Arabic\nAna Lima;x;;x\nBo Sato;x;x;\nCy Doe;;x;x\n", aside: codeVotesAside,
		},
		"counts by group": {
			csv: "Stakeholder group;Clima;Datos\nGovernment;12;4\nCivil Society;5;16\nPrivate Sector;9;7\n", aside: codeVotesAside,
		},
		"two columns of yes and no": {
			csv: "Name;Klima;Netz\nAnn Ott;ja;nein\nBen Uhl;nein;ja\nCy Doe;ja;ja\n", aside: codeVotesUnused,
		},
		"numbers of votes beside choices": {
			csv:   "Stimmen;1. Wahl;2. Wahl\n10;Klima;Netz\n20;Netz;Klima\n",
			shape: ChoiceColumns, ballots: 2, issues: "Klima | Netz", first: "Klima>Netz",
		},
		"an overvote of two choices": {
			csv:   "Nom;1er choix;2e choix\nAna Lima;Accès;Climat\nBo Sato;Climat;Accès\nCy Doe;Climat, Accès;Données\n",
			shape: ChoiceColumns, ballots: 3, issues: "Accès | Climat | Données", at: map[string]string{"rank-shared": "B4"},
		},
		"a spoilt ballot": {
			csv:   "Wähler;1. Wahl;2. Wahl\nw1;Klima;Netz\nw2;ungültig;\nw3;Netz;Klima\n",
			shape: ChoiceColumns, ballots: 3, issues: "Klima | Netz", at: map[string]string{"overvote": "B3"},
		},
		"numbered options under places": {
			csv:   "Nombre;1ª opción;2ª opción\nAna Lima;3. Clima;1. Acceso\nBo Sato;1. Acceso;2. Datos\nCy Doe;2. Datos;3. Clima\n",
			shape: ChoiceColumns, ballots: 3, issues: "1. Acceso | 2. Datos | 3. Clima", first: "3. Clima>1. Acceso",
		},
		"arrows with a tie": {
			csv:   "Nom;Vote\nAna Lima;Accès > Climat = Données\nBo Sato;Climat > Accès > Données\nCy Doe;Données = Climat > Accès\n",
			shape: RankedList, ballots: 3, issues: "Accès | Climat | Données", first: "Accès>Climat=Données",
		},
		"one choice each, French": {
			csv:   "Nom;Choix\nAna Lima;Climat\nBo Sato;Accès\nCy Doe;Climat\n",
			shape: ChoiceColumns, ballots: 3, issues: "Accès | Climat", first: "Climat",
		},
		"a footer of points": {
			csv:   "Name;Klima;Netz;Wasser\nAnn Ott;1;2;3\nBen Uhl;2;1;3\nCy Doe;1;3;2\nPunkte;4;6;8\n",
			shape: RankColumns, ballots: 3, issues: "Klima | Netz | Wasser", first: "Klima>Netz>Wasser",
		},
		"abstention in words": {
			csv:   "Name,Stakeholder group,AI,Data\nAna Lima,Government,yes,no\nBo Sato,Civil Society,abstain,abstain\nCy Doe,Government,,\n",
			shape: HumColumns, ballots: 3, issues: "AI | Data", at: map[string]string{"ballot-blank": " "},
		},
	} {
		t.Run(name, c.check)
	}
}

// A column for stakeholder groups that holds other groups throughout groups the
// voters by these; a free text beside stakeholder groups is no group.
func TestGroupsOfVoters(t *testing.T) {
	for text, want := range map[string]string{
		"Voter,Stakeholder,1st choice\nv1,Professors,A\nv2,Students,B\nv3,Students,A\nv4,Professors,B\n":          "Professors Students Students Professors",
		"Voter,Stakeholder,1st choice\nv1,Government,A\nv2,I come as a user,B\nv3,Civil Society,A\n":              "Government - Civil",
		"Issue,Ana (Government),Bo (CS),Cy (Gov)\nAI,1,2,3\nAccess,2,1,1\nSafety,3,3,2\n":                         "Government Civil Government",
		"Thème;Ana – Gouvernement;Bo – Société civile\nIA;1;2\nAccès;2;1\nJeunes;3;3\n":                           "Government Civil",
		";Gobierno;;Sociedad civil\nTema;Ana;Bo;Cy\nIA;1;2;3\nAcceso;2;1;1\nDatos;3;3;2\n":                        "Government Government Civil",
		"议题,政府,民间社会\n人工智能,1,2\n接入,2,1\n安全,3,3\n":                                                                  "Government Civil",
		"Избиратель;Климат;Сеть\nАнна (НПО);1;2\nПётр (правительство);2;1\n":                                      "Civil Government",
		"Electeur;Partie prenante;1er choix\nv1;Gouvernement;A\nv2;Je travaille en banque;B\nv3;Société civile;A": "Government - Civil",
	} {
		v := mustRead(t, csvInput(t, text), Options{})
		var got []string
		for i := range v.Ballots.Len() {
			g, _, _ := strings.Cut(v.Ballots.At(i).Group, " ")
			if g == "" {
				g = "-"
			}
			got = append(got, g)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: groups %q, want %q", text, got, want)
		}
	}
}

// A declared scale below 0 is taken, also where the marks read as a hum.
func TestDeclaredScaleBelowZero(t *testing.T) {
	v := mustRead(t, csvInput(t, "Voter,A,B\nv1,-1,1\nv2,0,1\nv3,1,-1\n"), Options{Scale: planner.Scale{Min: -2, Max: 2}})
	if v.Shape != ScoreColumns || v.Ballots.Scale.Min != -2 || v.Ballots.Scale.Max != 2 {
		t.Errorf("%s, %+v", v.Shape, v.Ballots.Scale)
	}
}

// Ratings whose words no scale knows, and numbers that fit ranks and points, are
// asked about.
func TestAsked(t *testing.T) {
	for text, code := range map[string]string{
		"Naam;Klimaat;Water;Netwerk\na;zeker;liever niet;zeker\nb;best wel;zeker;liever niet\nc;zeker;best wel;best wel\nd;liever niet;zeker;zeker\n": codeScoreLevelsUnknown,
		"Voter,A,B,C,D\nv1,1,2,0,0\nv2,0,1,2,0\nv3,2,0,0,1\n": codeVotesShapeAmbiguous,
	} {
		if v := mustRead(t, csvInput(t, text), Options{}); !hasCode(v.Findings, code) || v.Ballots.Len() > 0 {
			t.Errorf("%q: %d ballots, %+v", text, v.Ballots.Len(), v.Findings)
		}
	}
}

// A column headed "Votes" in any language says how many ballots a row stands for,
// where no column says who voted.
func TestNumbersOfVotes(t *testing.T) {
	for _, header := range []string{"Votes", "# votes", "Stimmen", "Frequency", "voix"} {
		v := mustRead(t, csvInput(t, header+",1st choice,2nd choice\n10,A,B\n20,B,A\n"), Options{})
		if v.Ballots.Len() != 2 || v.Ballots.At(0).Count != 10 || v.Ballots.At(1).Count != 20 {
			t.Errorf("%s: %d ballots", header, v.Ballots.Len())
		}
	}
}
