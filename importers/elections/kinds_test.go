package elections

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"roundtable/planner"

	"github.com/google/go-cmp/cmp"
)

// show writes the votes in a few words: issues, then each ballot with its count,
// weight, voter, group and marks.
func show(v *Votes) string {
	var out strings.Builder
	for _, is := range v.Issues {
		fmt.Fprintf(&out, "%s=%s ", is.ID, is.Name)
	}
	for i := range v.Ballots.Len() {
		b := v.Ballots.At(i)
		marks := strings.ReplaceAll(fmt.Sprint(b.Marks), fmt.Sprint(planner.Blank), "_")
		fmt.Fprintf(&out, "| %d%s%s%s %s ", b.Count, prefixed("^", b.Weight.String()), prefixed("@", b.Voter), prefixed("/", b.Group), marks)
	}
	return strings.TrimSpace(out.String())
}

func prefixed(sep, s string) string {
	if s == "" {
		return ""
	}
	return sep + s
}

// told lists the findings that say more than the format: severity, code, lines.
func told(v *Votes) []string {
	out := []string{}
	for _, f := range v.Findings {
		if f.Code == codeVotesShape || f.Code == codeFieldUnused && f.Severity == planner.Note || f.Code == codeCostUnused {
			continue
		}
		s := f.Severity.String() + " " + f.Code
		for _, r := range append([]planner.Ref{f.Where}, f.Also...) {
			s += strings.TrimPrefix(" "+strings.TrimPrefix(r.Cell, "line "), "  ")
		}
		out = append(out, strings.TrimSpace(s))
	}
	slices.Sort(out)
	return out
}

const pbHead = "META\nkey;value\ndescription;Presupuesto\n"

// TestKinds reads one file for each kind of thing that a format may say.
func TestKinds(t *testing.T) {
	for _, c := range []struct{ name, text, votes, told string }{
		{
			"pb: names are shared, numbers are not",
			pbHead + "vote_type;approval\nPROJECTS\nproject_id;name\nA/1;Arbres de rue\nA/2;Arbres  de Rue\nB/1;Bibliothèque\n" +
				"VOTES\nvoter_id;vote\nu;A/1\nv;A/1,A/2\nw;B/1\n",
			"A/1=Arbres de rue (A/1) A/2=Arbres de Rue (A/2) B/1=Bibliothèque | 1@u [1 0 0] | 1@v [1 1 0] | 1@w [0 0 1]",
			"note issue-name-shared",
		},
		{
			"soi: names are shared, numbers are not",
			"# NUMBER ALTERNATIVES: 3\n# ALTERNATIVE NAME 1: 図書館\n# ALTERNATIVE NAME 2: 公園\n# ALTERNATIVE NAME 3: 図書館\n2: 3,1\n1: 2\n",
			"Q1=図書館 (1) Q2=公園 Q3=図書館 (3) | 2 [2 _ 1] | 1 [_ 1 _]", "note issue-name-shared",
		},
		{
			"blt: names are shared, numbers are not", "3 1\n2 3 1 0\n1 2 0\n0\n\"María López\"\n\"Juan Gil\"\n\"María López\"\n\"Junta\"\n",
			"Q1=María López (1) Q2=Juan Gil Q3=María López (3) | 2 [2 _ 1] | 1 [_ 1 _]", "note issue-name-shared",
		},
		{
			"pb: unknown and repeated projects, repeated voters, votes too long and too short",
			pbHead + "vote_type;ordinal\nmin_length;2\nmax_length;3\nnum_votes;9\nnum_projects;4\nPROJECTS\nproject_id;votes;name\n1;7;Park\n2;2;Schule\n3;1;Bad\n3;1;Bad\n" +
				"VOTES\nvoter_id;vote\nx;2,2,1\ny;9,1,8\nX;1\nz;1,2,3,2\n",
			"1=Park 2=Schule 3=Bad | 1@x [2 1 _] | 1@y [1 _ _] | 1@X [1 _ _] | 1@z [1 2 3]",
			"error issue-unknown 18 18; error line-unreadable 14; warning ballot-count; warning ballot-count; " +
				"warning issue-repeated 17 20; warning vote-length 19 20; warning voter-repeated 19",
		},
		{
			"pb: points below 0, beyond the range, of text, missing, too many",
			pbHead + "vote_type;cumulative\nmax_sum_points;10\nPROJECTS\nproject_id;name\n1;Fuente\n2;Plaza\nVOTES\nvoter_id;vote;points\n" +
				"a;1,2;4,6\nb;1,2;-3,4\nc;1,2;8,8\nd;1,2;3\ne;1;3,4\nf;2;viel\ng;;\n",
			"1=Fuente 2=Plaza | 1@a [4 6] | 1@b [_ 4] | 1@c [8 8] | 1@d [3 _] | 1@e [3 _] | 1@f [_ _] | 1@g [_ _]",
			"error value-unreadable 15 17; error value-unreadable 16; note ballot-blank; warning points-budget 14; " +
				"warning score-out-of-range 13",
		},
		{
			"pb: scores with a scale below 0 and a score for the others",
			pbHead + "vote_type;scoring\nmin_points;-2\nmax_points;2\ndefault_score;0\nPROJECTS\nproject_id;name\n1;A\n2;B\nVOTES\nvoter_id;vote;points\na;1;-2\nb;1,2;2,3\n",
			"1=A 2=B | 1@a [-2 0] | 1@b [2 0]", "warning score-out-of-range 15",
		},
		{
			"pb: no scale, no type, semicolons and quotation marks",
			"META\nkey; value\ndescription; \"Один; два\"\nPROJECTS\nproject_id; name; cost\n1; \"Сад; парк\"; 10\n2; \"\"\"Мост\"\" через\nреку\"; 20\n3; Зал \"А\"; 5\nVOTES\nvoter_id; vote\nа; \"1,3\"\n",
			"1=Сад; парк 2=\"Мост\" через реку 3=Зал \"А\" | 1@а [1 0 1]", "warning votes-type",
		},
		{
			"pb: a semicolon too many, and a kind of vote that is not known",
			pbHead + "vote_type;knapsack\nPROJECTS\nproject_id;name\n1;Sol; y sombra\nVOTES\nvoter_id;vote\na;1\n",
			"", "error line-unreadable 7; error votes-type",
		},
		{
			"preflib: what the head says and the lines do not",
			"# TITLE: Élection\n# DATA TYPE: soc\n# MODIFICATION TYPE: imbued\n# NUMBER ALTERNATIVES: 2\n# NUMBER VOTERS: 9\n# NUMBER UNIQUE ORDERS: 4\n" +
				"# ALTERNATIVE NAME 1: Oui\n# ALTERNATIVE NAME 3: Non\n# ALTERNATIVE NAME 3: Si\n3: 1,3,2\n0: 1\n-2: 3\nx: 1\n1: {1,2\n2: 4,1,1\n1: {1,2},3\n",
			"Oui=Oui 2=2 Non=Non | 3 [1 3 2] | 2 [1 _ _] | 1 [1 1 2]",
			"error count-unreadable 12 13; error issue-repeated 9; error issue-unknown 15; error line-unreadable 14; note votes-made; " +
				"warning ballot-count; warning ballot-count; warning count-zero 11; warning issue-repeated 15; warning issue-unnamed; warning votes-order-type 16",
		},
		{
			"preflib: grades of four",
			"# DATA TYPE: cat\n# NUMBER ALTERNATIVES: 2\n# NUMBER CATEGORIES: 4\n# CATEGORY NAME 1: sehr\n# CATEGORY NAME 2: eher\n# CATEGORY NAME 3: kaum\n# CATEGORY NAME 4: nicht\n" +
				"# ALTERNATIVE NAME 1: Bus\n# ALTERNATIVE NAME 2: Rad\n5: {2},{},{1}\n1: 1,{},{},{},2\n",
			"Bus=Bus Rad=Rad | 5 [1 3]", "error line-unreadable 11; note score-levels",
		},
		{
			"old preflib: sums", "2\n1,Norte\n2,Sur\n9,9,3\n3,1,2\n4,{1,2}\nx,1\n", "Norte=Norte Sur=Sur | 3 [1 2] | 4 [1 1]",
			"error count-unreadable 7; warning ballot-count; warning ballot-count",
		},
		{
			"blt: weights of 0, below 0, of text; withdrawn, skipped, tied; comments and quotation marks",
			"# conseil \"municipal\"\n4 2\n-2 -4\n-3 1 2 0\n0 1 2 0\nzwei 1 0\n1.5 3 - 1 0 // bulletin\n(id 7) 2 1=3 2 0\n3 2 0\n1 9 0\n0\n\"Ann \"\"Nan\"\" Lee\" # maire\n\"Bo \"Kid\" Ray\"\n\"C# & D\"\n\"Dé\"\n\"Conseil\"\n",
			"Q1=Ann \"Nan\" Lee Q3=C# & D | 1^3/2 [2 1] | 2@id 7 [1 1] | 3 [_ _] | 1 [_ _]",
			"error issue-unknown 10; error weight-unreadable 4 6; note ballot-blank; " +
				"note issue-withdrawn 3 3; note rank-skipped 7; warning count-zero 5",
		},
		{
			"blt: names without marks, ballots below the end, a ballot over two lines, options",
			"3 1\n[tie 3 2 1]\n2 1\n2 0\n1 3 0\n0\nAlma Paz\nBruno Sol\n4 2 0\nCarla Mar\nComité\nfuente\n",
			"Q1=Alma Paz Q2=Bruno Sol Q3=Carla Mar | 2 [1 2 _] | 1 [_ _ 1]",
			"error line-unreadable 9; note issue-name-unquoted 7 8 10 11 12; warning ballot-over-lines 3; warning field-unused 2",
		},
		{
			"blt: names on the line of the end, the last ballot open", "2 1\n3 1 2 0\n1 2\n0 \"Ja\" \"Nein\" \"Frage\"\n",
			"Ja=Ja Nein=Nein | 3 [1 2]", "error line-unreadable 3",
		},
		{
			"blt: weights that are whole, and projects withdrawn twice", "3 1\n-2\n-2\n2.0 1 2 0\n1/2 3 1 0\n0\n\"Agua\"\n\"Luz\"\n\"Pan\"\n\"Plaza\"\n",
			"Agua=Agua Pan=Pan | 2 [1 _] | 1^1/2 [2 1]", "error issue-unknown 3; note issue-withdrawn 2",
		},
		{
			"blt: a name is missing, or the title", "3 1\n5 1 2 0\n4 2 0\n0\n\"Агата\"\n\"Борис\"\n\"Выборы\"\n",
			"Q1=Агата Q2=Борис Q3=Выборы | 5 [1 2 _] | 4 [_ 1 _]", "warning issue-unnamed",
		},
		{
			"blt: the title is missing", "2 1\n5 1 2 0\n4 2 0\n0\n\"Eau\"\n\"Gaz\"\n", "Eau=Eau Gaz=Gaz | 5 [1 2] | 4 [_ 1]",
			"note issue-unnamed",
		},
		{
			"cvotes: weights with decimals", "#/Weight Allowed: true\nRio > Oslo ^1.5\nOslo ^x\nOslo > Rio ^2000000\n",
			"Oslo=Oslo Rio=Rio | 1^3/2 [2 1] | 1^2000000 [1 2]", "error weight-unreadable 3",
		},
		{
			"cvotes: the count in front", "3: Álamo > Olmo = Pino\n2 : Pino\n1x Olmo > álamo\n-1: Pino > Olmo\nzu viel > * 2\n",
			"Álamo=Álamo Olmo=Olmo Pino=Pino | 3 [1 2 2] | 2 [_ _ 1] | 1 [2 1 _]",
			"error count-unreadable 4; error line-unreadable 5; note issue-spelling 3",
		},
		{
			"cvotes: numbered candidates", "1: Rio > 2: Oslo\n2: Oslo > 1: Rio\n", "Q1=1: Rio Q2=2: Oslo | 1 [1 2] | 1 [2 1]", "",
		},
		{
			"cvotes: a count and a blank in front", "# Wahl\n12 Rot > Grün\n7 Grün = Blau > Rot\n", "Blau=Blau Grün=Grün Rot=Rot | 12 [_ 2 1] | 7 [1 1 2]",
			"note count-in-front",
		},
		{
			"cvotes: names that begin with numbers", "1 Rio > 2 Oslo\n2 Oslo > 1 Rio\n", "Q1=1 Rio Q2=2 Oslo | 1 [1 2] | 1 [2 1]", "",
		},
		{
			"cvotes: scores behind names", "27: Ica/5 > Lima/2 = Puno/2\n26: Lima/5 > Ica/0\n", "Ica=Ica Lima=Lima Puno=Puno | 27 [1 2 2] | 26 [2 1 _]",
			"warning field-unused 1 2",
		},
		{
			"cvotes: case tells candidates apart where they are listed",
			"#/Candidates: a ; A ; a\n#/Weight allowed: true\n#/Voting Methods: Schulze\nA > a ^0\nA > a ^2 * 3\nA > x\n/EMPTY/\n",
			"Q1=a (1) Q2=A (2) | 3^2 [2 1] | 1 [_ 1] | 1 [_ _]",
			"error weight-unreadable 4; note ballot-blank; note issue-name-shared; warning issue-repeated; warning issue-unknown 6",
		},
		{
			"debian: ballots that do not fit", "Option 1 ----: Да\nOption 2 ----: Нет\nV: 12 a\nV: 1 b\nV: 0- c\nV: ?? d\n",
			"Да=Да Нет=Нет | 1@a [1 2] | 1@c [_ _]", "error line-unreadable 4 6; error line-unreadable 5; note ballot-blank",
		},
		{
			"civs: counts", "# Sí; No; Tal vez\n3X 1 2 -\n0X 2 1 1\n99999999999999999999x1 1 1\n", "Q1=Sí Q2=No Q3=Tal vez | 3 [1 2 _]", "error election-limit 4; warning count-zero 3",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, no := Read("x", c.text)
			if no != nil {
				t.Fatal(no.Reason)
			}
			checkVotes(t, v)
			if diff := cmp.Diff(c.votes, show(v)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.told, strings.Join(told(v), "; ")); diff != "" {
				t.Errorf("%s\n%+v", diff, v.Findings)
			}
		})
	}
}
