package ballots

import (
	"fmt"
	"strings"
	"testing"

	"roundtable/planner"
)

// show writes a ballot briefly: "A>B=C" for a ranking, "A:3 B:-" for others.
func show(v *Votes, b planner.Ballot) string {
	var parts []string
	if b.Kind == planner.Ranking {
		for _, tier := range tiers(v, b) {
			parts = append(parts, strings.Join(tier, "="))
		}
		return strings.Join(parts, ">")
	}
	for i, m := range b.Marks {
		text := fmt.Sprint(m)
		if m == planner.Blank {
			text = "-"
		}
		parts = append(parts, v.Issues[i].Name+":"+text)
	}
	return strings.Join(parts, " ")
}

func showAll(v *Votes) string {
	var lines []string
	for i := range v.Ballots.Len() {
		b := v.Ballots.At(i)
		s := show(v, b)
		if b.Count != 1 {
			s = fmt.Sprintf("%d x %s", b.Count, s)
		}
		lines = append(lines, s)
	}
	return strings.Join(lines, "\n")
}

// findingAt returns the places of the findings with a code.
func findingAt(fs []planner.Finding, code string) string {
	var out []string
	for _, f := range fs {
		if f.Code != code {
			continue
		}
		out = append(out, f.Where.Cell)
		for _, a := range f.Also {
			out = append(out, a.Cell)
		}
	}
	return strings.Join(out, " ")
}

func issueList(names ...string) []planner.Issue { return makeIssues(names, nil) }

func TestRules(t *testing.T) {
	abc := issueList("Access to capital", "Bitcoin mining", "Custody rules")
	for _, c := range []struct {
		name, csv string
		known     []planner.Issue
		opts      Options
		shape     Shape
		want      string
		at        map[string]string // code → places
	}{
		{
			name:  "only the order of rank numbers matters",
			csv:   "Voter,Ada,Bob,Cyd\nv1,2,4,5\nv2,1,2,3\nv3,3,2,1\nv4,1,3,2\nv5,2,1,3\nv6,1,2,3\n",
			shape: RankColumns, want: "Ada>Bob>Cyd\nAda>Bob>Cyd\nCyd>Bob>Ada\nAda>Cyd>Bob\nBob>Ada>Cyd\nAda>Bob>Cyd",
			at: map[string]string{"rank-skipped": "row 2", "rank-out-of-range": "C2 D2"},
		},
		{
			name:  "equal numbers are a tie",
			csv:   "Voter,Rank [Ada],Rank [Bob],Rank [Cyd]\nv1,1,1,2\nv2,1,2,3\nv3,2,1,\n",
			shape: RankColumns, want: "Ada=Bob>Cyd\nAda>Bob>Cyd\nBob>Ada",
			at: map[string]string{"rank-repeated": "row 2"},
		},
		{
			name:  "words of scanned ballots",
			csv:   "Cast Vote Record,Choice 1,Choice 2,Choice 3\n1,Ada,undervote,Bob\n2,overvote,Bob,Cyd\n3,UWI,Ada,Ada\n4,undervote,undervote,undervote\n",
			shape: ChoiceColumns, want: "Ada>Bob\nBob>Cyd\nUWI>Ada\n",
			at: map[string]string{"overvote": "B3", "rank-skipped": "row 2", "issue-repeated": "D4", "undervote": "C2 B5 C5 D5", "ballot-blank": "", "issue-write-in": ""},
		},
		{
			name:  "unknown issues are listed, with a suggestion",
			csv:   "Voter,1st choice,2nd choice\nv1,Access to capitol,Custody rules\nv2,custody  RULES,Bitcoin mining\nv3,Q2,Weather\n",
			known: abc, shape: ChoiceColumns, want: "Custody rules\nCustody rules>Bitcoin mining\nBitcoin mining",
			at: map[string]string{"issue-unknown": "B2 C4"},
		},
		{
			name:  "several names in one cell share the place",
			csv:   "Ballot #,1st Choice,2nd Choice\n1,Ada,Bob\n2,Ada|Bob,Cyd\n3,Cyd,\n",
			shape: ChoiceColumns, want: "Ada>Bob\nAda=Bob>Cyd\nCyd",
			at: map[string]string{"rank-shared": "B3"},
		},
		{
			name:  "counts and weights",
			csv:   "Precinct,1ST CHOICE MAYOR MINNEAPOLIS,2ND CHOICE MAYOR MINNEAPOLIS,Count\np1,ADA,BOB,12\np2,BOB,,3\nTOTAL,,,15\n",
			shape: ChoiceColumns, want: "12 x ADA>BOB\n3 x BOB",
		},
		{
			name:  "abstentions stay, missing words are blank",
			csv:   "Participant,Ada,Bob,Cyd\nv1,1,2,n/a\nv2,,,\nv3,NA,1,2\nv4,2,1,-\n",
			shape: RankColumns, want: "Ada>Bob\n\nBob>Cyd\nBob>Ada",
			at: map[string]string{"ballot-blank": ""},
		},
		{
			name:  "French ordinals",
			csv:   "Votant,1er choix,2e choix,3e choix\nv1,Accès,Données,\nv2,Données,Accès,Réseau\n",
			shape: ChoiceColumns, want: "Accès>Données\nDonnées>Accès>Réseau",
		},
		{
			name:  "German ordinals",
			csv:   "Teilnehmer ID,Erste Wahl,Zweite Wahl\nt1,Zugang,Daten\nt2,Daten,Zugang\n",
			shape: ChoiceColumns, want: "Zugang>Daten\nDaten>Zugang",
		},
		{
			name:  "first, second, third",
			csv:   "Name,first,second,third\nAnn,Ada,Bob,Cyd\nBen,Bob,Ada,\n",
			shape: ChoiceColumns, want: "Ada>Bob>Cyd\nBob>Ada",
		},
		{
			name:  "a hum in three languages",
			csv:   "Name,Stakeholder group,Ada,Bob\nAnn,Government,pour,contre\nBen,Civil Society,for,abstain\nEva,Government,a favor,en contra\nUte,IGO,neutral,dafür\n",
			shape: HumColumns, want: "Ada:1 Bob:-1\nAda:1 Bob:-\nAda:1 Bob:-1\nAda:0 Bob:1",
		},
		{
			name:  "Polis votes, the latest counts",
			csv:   "timestamp,datetime,comment-id,voter-id,vote\n1542406176584,x,0,7,1\n1542406176590,x,0,7,-1\n1542406176580,x,1,7,1\n1542406176570,x,1,8,0\n1542406176560,x,1,7,-1\n",
			shape: Long, want: "0:-1 1:1\n0:- 1:0", at: map[string]string{"issue-repeated": "E3 E6"},
		},
		{
			name:  "a declared scale, and a score outside it",
			csv:   "MAG member,Ada,Bob\nm1,4,5\nm2,9,3\nm3,2,2\nm4,,4\n",
			opts:  Options{Scale: planner.Scale{Min: 1, Max: 5}},
			shape: ScoreColumns, want: "Ada:4 Bob:5\nAda:- Bob:3\nAda:2 Bob:2\nAda:- Bob:4", at: map[string]string{"score-out-of-range": "B3"},
		},
		{
			name:  "decimal commas",
			csv:   "Voter;Rate [Ada];Rate [Bob]\nv1;3,5;4\nv2;5;4,5\n",
			shape: ScoreColumns, want: "Ada:35 Bob:40\nAda:50 Bob:45",
		},
		{
			name:  "points beside the budget",
			csv:   "Voter,Ada,Bob,Cyd\nv1,50,30,20\nv2,60,40,\nv3,80,40,\nv4,10,20,70\nv5,0,0,100\nv6,100,,\n",
			shape: PointColumns, want: "Ada:50 Bob:30 Cyd:20\nAda:60 Bob:40 Cyd:-\nAda:80 Bob:40 Cyd:-\nAda:10 Bob:20 Cyd:70\nAda:0 Bob:0 Cyd:100\nAda:100 Bob:- Cyd:-",
			at: map[string]string{"points-budget": "row 4"},
		},
		{
			name:  "points rescaled to the budget",
			csv:   "Voter,Ada,Bob\nv1,50,50\nv2,70,30\nv3,150,50\nv4,10,90\nv5,0,100\nv6,20,80\n",
			opts:  Options{Rescale: true},
			shape: PointColumns, want: "Ada:50 Bob:50\nAda:70 Bob:30\nAda:75 Bob:25\nAda:10 Bob:90\nAda:0 Bob:100\nAda:20 Bob:80",
			at: map[string]string{"points-budget": "row 4"},
		},
		{
			name:  "ranks from 0",
			csv:   "Voter,Ada,Bob,Cyd\nv1,0,1,2\nv2,2,0,1\nv3,1,2,0\n",
			shape: RankColumns, want: "Ada>Bob>Cyd\nBob>Cyd>Ada\nCyd>Ada>Bob",
		},
		{
			name:  "an XLSForm ranking",
			csv:   "_id,prio\n1,ada cyd bob\n2,bob ada cyd\n3,cyd bob ada\n",
			shape: RankedList, want: "ada>cyd>bob\nbob>ada>cyd\ncyd>bob>ada",
		},
		{
			name:  "the option's own text as a mark",
			csv:   "Respondent ID,Ada,Bob\n1,Ada,\n2,Ada,Bob\n3,,Bob\n",
			shape: MarkColumns, want: "Ada:1 Bob:0\nAda:1 Bob:1\nAda:0 Bob:1",
		},
		{
			name:  "issues as rows with known issues",
			csv:   "Topic,v1,v2,v3\nCustody rules,1,2,1\nBitcoin mining,2,1,\nAccess to capital,3,3,2\n",
			known: abc, shape: IssueRows, want: "Custody rules>Bitcoin mining>Access to capital\nBitcoin mining>Custody rules>Access to capital\nCustody rules>Access to capital",
		},
		{
			name:  "issues named like columns about people",
			csv:   "Participant,Stakeholder group,Gender and digital inclusion,Language,Age verification\nv1,IGO,2,1,3\nv2,Government,1,2,3\nv3,IGO,3,1,2\n",
			shape: RankColumns, want: "Language>Gender and digital inclusion>Age verification\nGender and digital inclusion>Language>Age verification\nLanguage>Age verification>Gender and digital inclusion",
		},
		{
			name:  "0 is not ranked where ranks begin with 1",
			csv:   "Voter,Ada,Bob,Cyd\nv1,1,2,0\nv2,2,1,0\nv3,1,0,0\nv4,3,1,2\nv5,1,3,2\n",
			opts:  Options{Shape: RankColumns},
			shape: RankColumns, want: "Ada>Bob\nBob>Ada\nAda\nBob>Cyd>Ada\nAda>Cyd>Bob", at: map[string]string{"rank-zero": "D2 D3 C4 D4"},
		},
		{
			name:  "line breaks and addresses in names",
			csv:   "Voter,1st choice,2nd choice\nv1,\"AI\ngovernance\",See http://example.org\nv2,AI governance;,\n",
			shape: ChoiceColumns, want: "AI governance>See http://example.org\nAI governance",
		},
		{
			name:  "one row per voter and candidate",
			csv:   "response,rank,candidate,voter\n1,1,Ada,v1\n2,2,Bob,v1\n3,1,Bob,v2\n",
			shape: Long, want: "Ada>Bob\nBob",
		},
		{
			name:  "codes of a code table",
			csv:   "id;PRIO[1];PRIO[2]\n1;A2;A1\n2;A1;\n",
			known: []planner.Issue{{ID: "A1", Name: "Access"}, {ID: "A2", Name: "Data"}},
			shape: ChoiceColumns, want: "Data>Access\nAccess",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := csvInput(t, c.csv)
			in.KnownIssues = c.known
			v := mustRead(t, in, c.opts)
			if bad := errorsOf(v.Findings); len(bad) > 0 {
				t.Fatalf("%+v", bad)
			}
			if got := showAll(v); v.Shape != c.shape || got != c.want {
				t.Errorf("read as %s:\n%s\nwant %s:\n%s", v.Shape, got, c.shape, c.want)
			}
			for code, want := range c.at {
				if got := findingAt(v.Findings, code); got != want || !hasCode(v.Findings, code) {
					t.Errorf("%s at %q, want %q", code, got, want)
				}
			}
			if !hasCode(v.Findings, "votes-shape") {
				t.Error("the shape is not stated")
			}
		})
	}
}

func TestQuestions(t *testing.T) {
	for _, c := range []struct {
		name, csv, code, flag string
		opts                  Options
		shape                 Shape // once answered
	}{
		{
			"ranks or scores", "Voter,Ada,Bob,Cyd\nv1,1,1,2\nv2,1,2,2\nv3,2,1,1\nv4,1,3,3\n",
			"votes-shape-ambiguous", "--shape",
			Options{Shape: ScoreColumns},
			ScoreColumns,
		},
		{
			"unknown levels", "Voter,How [Ada],How [Bob],How [Cyd]\n" + strings.Repeat("v,red,amber,green\nw,amber,red,green\n", 3),
			"score-levels-unknown", "--levels",
			Options{Levels: []string{"green", "amber", "red"}},
			LevelColumns,
		},
		{
			"three questions of Microsoft Forms",
			"ID,Start time,Completion time,Email,Name,Rank these,candidate 2-1,candidate 2-2,choice 3-1,choice 3-2\n" +
				"1,2026-03-01 10:00:00,2026-03-01 10:05:00,a@example.org,A,Option 2;Option 1;Option 3;,Option 2-1,Option 2-2,candidate 3-3,candidate 3-1\n" +
				"2,2026-03-01 10:00:00,2026-03-01 10:05:00,b@example.org,B,Option 1;Option 3;Option 2;,Option 2-2,Option 2-1,candidate 3-1,candidate 3-2\n",
			"votes-question-ambiguous", "--votes",
			Options{Question: "I:J"},
			ChoiceColumns,
		},
		{
			"boxes ticked under priorities", "Timestamp,Your priorities\n2026-01-01,\"A, B\"\n2026-01-02,\"A, C\"\n2026-01-03,\"B, C\"\n",
			"votes-shape-ambiguous", "--shape",
			Options{Shape: ApprovalList},
			ApprovalList,
		},
		{
			"a list in varying order", "Voter,Topics\nv1,Ada;Bob\nv2,Bob;Ada\nv3,Cyd;Ada\nv4,Bob;Cyd\n",
			"votes-shape-ambiguous", "--shape",
			Options{Shape: RankedList},
			RankedList,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := csvInput(t, c.csv)
			v := mustRead(t, in, Options{})
			bad := errorsOf(v.Findings)
			if len(bad) != 1 || bad[0].Code != c.code || !strings.Contains(inWords(bad[0]).Fix, c.flag) || v.Ballots.Len() > 0 {
				t.Fatalf("%s, %d ballots, findings %+v", v.Shape, v.Ballots.Len(), v.Findings)
			}
			v = mustRead(t, in, c.opts)
			if bad := errorsOf(v.Findings); len(bad) > 0 || v.Shape != c.shape || v.Ballots.Len() == 0 {
				t.Errorf("after the answer: %s, %d ballots, %+v", v.Shape, v.Ballots.Len(), bad)
			}
		})
	}
}

func TestNoVotes(t *testing.T) {
	for _, text := range []string{
		"Name,Stakeholder,Region,Gender\nAnn,Government,WEOG,F\nBen,Civil Society,GRULAC,M\n",
		"feature,value,min,max\ngender,woman,3,5\nregion,WEOG,1,2\n",
		"key,value\ntitle,Meeting\nseats,7\n",
		"Name,Age,Country\nAnn,41,FR\nBen,33,DE\n",
	} {
		rec := Recognise(csvInput(t, text), Options{})
		if rec.Shape != NotAVote && rec.Confidence > 0.5 {
			t.Errorf("%q is taken as %s with %.2f", text, rec.Shape, rec.Confidence)
		}
	}
}

func TestParseTime(t *testing.T) {
	for text, want := range map[string]int64{
		"2026/03/01 10:00:00 AM GMT+1": 1772355600,
		"2026-03-01 10:00:00":          1772359200,
		"2026-03-01T10:00:00Z":         1772359200,
		"2026-03-01T10:00:00+02:00":    1772352000,
		"4/22/2016 19:57:50":           1461355070,
		"22.4.2016 19:57":              1461355020,
		"3/4/2026 10:00":               0,
		"3/3/2026":                     1772496000,
		"1542406176584":                1542406176,
		"yesterday":                    0,
		"Sat Nov 17 05:09:36 WIB 2018": 1542431376,
	} {
		if got := parseTime(text) / 1000; got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
}
