package importers

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"roundtable/importers/internal/wording"
	"roundtable/reports/messages"
)

// shortLists are lists of one to three people as small as they come, with who is read of them.
var shortLists = []struct{ name, text, people string }{
	// What is no second row of headings.
	{"all values are header words elsewhere", "id,name,role,gender,organisation\nX0,Na,speaker,woman,a\n", "Na gender=woman organisation=a"},
	{"such a person without a name", "id,name,role,gender,organisation\nX0,,speaker,woman,a\n", "? gender=woman organisation=a"},
	{"a remark in a column without a heading", "Name,Email,Stakeholder,\nAna,,Gov,present\nBo,b@x.org,CS,\n", "Ana stakeholder=Government, Bo stakeholder=Civil Society"},
	{"the second part of a name without a heading", "Email,Name,\n,Ana,Lima\nb@x.org,Bo,Chen\n", "Ana, Bo"},
	{"what people are in a column without a heading", "Name,\nAna Lima,Speaker\nBo Chen,Moderator\n", "Ana Lima, Bo Chen"},
	{"somebody who is a letter", "Name,Forum,Host\nA,,\nB,x,\n", "A, B"},
	{"seats to fill in brackets", "Name,Gender,Group\n(vacant),(F),(Government)\nAna Lima,F,CS\n", "Ana Lima gender=woman stakeholder=Civil Society"},
	// What is one.
	{"in another language", "Name,Gender,Country\nNom,Genre,Pays\nAna Lima,F,Chile\n", "Ana Lima country=Chile gender=woman region=Latin American and Caribbean Group (GRULAC)"},
	{"in another script", "姓名,性别\nName,Gender\n李明,男\n", "李明 gender=man"},
	{"in one cell in two scripts", "姓名 Name,性别 Gender\n李明,男\n", "李明 gender=man"},
	{"hints", "Name,Gender,Group\n(first and last),(F/M/X),(see list)\nAna Lima,F,Government\n", "Ana Lima gender=woman stakeholder=Government"},
	{"hints in French, one of them a country", "Nom;Genre;Pays\n(prénom et nom);(F/H);(en français)\nAna Lima;F;Mali\n", "Ana Lima country=Mali gender=woman region=African Group"},
	{"no hints but people", "Name,Group\n(Ana Lima),(Government)\n", "(Ana Lima) stakeholder=Government"},
	{"below blanks of the first", "Name,Where from,,Gender\n,Region,Country,\nAna Lima,WEOG,France,F\n", "Ana Lima country=France gender=woman region=Western European and Others Group (WEOG)"},
	{"below headings of groups", "Person,,Position,\nName,Gender,Group,Age\nAna Lima,F,Government,40\n", "Ana Lima age=40 gender=woman stakeholder=Government"},
	{"a header that comes again", "Name,Gender\nAna Lima,F\n\nName,Gender\nBo Chen,M\n", "Ana Lima gender=woman, Bo Chen gender=man"},
	// Titles and what stands below.
	{"a title that names a role", "List of speakers,,\nName,Group,Gender\nAna Lima,Gov,F\n", "Ana Lima gender=woman stakeholder=Government"},
	{"two people and a role in a column without a heading", "Name,\nA,Speaker\nB,red\n", "A, B"},
	{"the same in German, two lines", "Forum 2026;;\nRednerliste;;\nName;Gruppe;Geschlecht\nAna Lima;Regierung;w\n", "Ana Lima gender=woman stakeholder=Government"},
	{"who made the list", "Name,Group\nAna Lima,Government\n\nPrepared by the Secretariat,\n", "Ana Lima stakeholder=Government"},
	{"the same in French", "Nom;Groupe;Genre\nAna Lima;Gouvernement;F\nBo Chen;Société civile;H\nÉtabli par le secrétariat;;\n", "Ana Lima gender=woman stakeholder=Government, Bo Chen gender=man stakeholder=Civil Society"},
	{"a title and a total around headings in capitals", "PANEL,,\n\nNAME,AGE (YEARS),GENDER (M/F)\nAna Lima,29,F\n\nTotal,1,\n", "Ana Lima age=29 gender=woman"},
	// Tables on their side.
	{"one person upright", "Name,Ana Lima\nStakeholder group,Government\nGender,F\n", "Ana Lima gender=woman stakeholder=Government"},
	{"two people in two rows", "Name,Ana Lima,Bo Chen\nGender,F,M\n", "Ana Lima gender=woman, Bo Chen gender=man"},
	{"not on its side", "Name,Colour,Group\nLand,red,Government\n", "Land stakeholder=Government"},
	// What stands in a cell.
	{"an organisation behind the name", "Name\nAna Lima (CGI.br)\nBo Chen (ISOC)\n", "Ana Lima organisation=CGI.br, Bo Chen organisation=ISOC"},
	{"no organisation behind the name", "Name,Group\nAna Lima (UK),Gov\nBo Chen (PhD),CS\nDAN (OKORO),CS\n", "Ana Lima (UK) stakeholder=Government, Bo Chen (PhD) stakeholder=Civil Society, DAN (OKORO) stakeholder=Civil Society"},
	{"struck through", "Name,Group\n~~Ana Lima~~,Government\n", "Ana Lima stakeholder=Government"},
	{"forms of address of one", "Anrede;Vorname;Nachname\nFrau;Ana;Lima\n", "Ana Lima gender=woman"},
	{"an apostrophe before a sign for the cell above", "Name,Organisation\nAna,ISOC\nBo,'\"\nCaro,\"\"\"\"\n", "Ana organisation=ISOC, Bo organisation=\", Caro organisation=\""},
}

func TestShortLists(t *testing.T) {
	for _, x := range shortLists {
		m, _ := readString(t, Options{}, "people.csv", x.text)
		var got []string
		for i := range m.Roster {
			p := &m.Roster[i]
			text := cmp.Or(p.Name, "?")
			for _, d := range slices.Sorted(maps.Keys(p.Values)) {
				text += " " + string(d) + "=" + strings.Join(p.Values[d], ";")
			}
			got = append(got, text)
		}
		if strings.Join(got, ", ") != x.people {
			t.Errorf("%s: read as %q, want %q", x.name, got, x.people)
		}
	}
}

// A person struck through as in Markdown is told of, in a table and in a proposal.
func TestStruckThrough(t *testing.T) {
	for name, text := range map[string]string{
		"people.csv":   "Name,Group\n~~Ana Lima~~,Government\n",
		"proposal.txt": "Speaker 1: ~~Ana Lima, Government, GRULAC~~\nSpeaker 2: Bo Chen, Civil Society, WEOG\n",
	} {
		m, ins := readString(t, Options{}, name, text)
		told := slices.ContainsFunc(ins.Findings, func(f FindingView) bool { return f.Code == "rows-struck" })
		if m.Roster[0].Name != "Ana Lima" || !told {
			t.Errorf("%s: %q, %+v", name, m.Roster[0].Name, ins.Findings)
		}
	}
}

// Targets on their side.
func TestTargetsAcross(t *testing.T) {
	m, _ := readString(t, Options{}, "targets.csv", "dimension,gender,region\nvalue,woman,WEOG\nmin,2,1\nmax,,2\n")
	if len(m.Targets) != 2 || m.Targets[0].Min.N != 2 || m.Targets[1].Max.N != 2 {
		t.Errorf("%+v", m.Targets)
	}
}

// wordsOfLists are columns whose values are header words elsewhere.
var wordsOfLists = []struct{ heads, values []string }{
	{[]string{"Gender", "Genre", "Género", "Geschlecht", "Пол"}, []string{"woman", "man", "F", "M", ""}},
	{[]string{"Role", "Rôle", "Rolle"}, []string{"speaker", "Moderator", "Chair", ""}},
	{[]string{"Organisation", "Organización"}, []string{"A", "Host", "Vote", "Ministry", ""}},
	{[]string{"Stakeholder group", "Groupe"}, []string{"Government", "Civil Society", "Gov", ""}},
	{[]string{"Country", "Pays", "Land"}, []string{"Kenya", "Chile", "NO", ""}},
	{[]string{"Remarks", "Notes", "", "Colour"}, []string{"red", "1st", "", "online"}},
	{[]string{"Email", "E-mail"}, []string{"a@x.org", ""}},
}

// TestShortListProperty: of a list of one to four people, whose names and values may be header words,
// nobody is left out in silence, nor named by another cell.
func TestShortListProperty(t *testing.T) {
	names := []string{
		"A", "B", "Na", "Ana", "Land", "Mail", "Rank", "Vote", "Age Lima", "Ana Lima", "Rol", "Bo", "Li", "李明", "Total Diaz",
		"Max", "Note", "Country Joe", "Woman",
	}
	say := Options{Say: messages.English().Finding}
	rapid.Check(t, func(t *rapid.T) {
		who := rapid.Permutation(names).Draw(t, "names")[:rapid.IntRange(1, 4).Draw(t, "people")]
		rows := [][]string{{rapid.SampledFrom([]string{"Name", "Nom", "Nombre", "Имя", "Name of participant"}).Draw(t, "head")}}
		for _, name := range who {
			rows = append(rows, []string{name})
		}
		for _, c := range rapid.Permutation(wordsOfLists).Draw(t, "columns")[:rapid.IntRange(1, 5).Draw(t, "width")] {
			rows[0] = append(rows[0], rapid.SampledFrom(c.heads).Draw(t, "head"))
			for i := range who {
				rows[i+1] = append(rows[i+1], rapid.SampledFrom(c.values).Draw(t, "value"))
			}
		}
		var lines []string
		for _, row := range rows {
			lines = append(lines, strings.Join(row, ","))
		}
		text := strings.Join(lines, "\n")
		m, ins, err := Read(context.Background(), []Input{{Name: "people.csv", Reader: strings.NewReader(text)}}, say)
		if err != nil || len(m.Roster) == 0 {
			return // refused
		}
		var got, told []string
		for i := range m.Roster {
			got = append(got, m.Roster[i].Name)
		}
		for i := range ins.Findings {
			told = append(told, ins.Findings[i].Text)
		}
		all := strings.Join(told, "\n")
		aside := strings.Contains(all, "The header is in row") || strings.Contains(all, "The header covers rows")
		left := slices.DeleteFunc(slices.Clone(who), func(name string) bool {
			return !slices.Contains(got, name) && (aside || strings.Contains(all, wording.Quote(name)))
		})
		if !slices.Equal(got, left) {
			t.Fatalf("%s\nread as %q, and told\n%s", text, got, all)
		}
	})
}
