package sheet

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
)

// layouts are sheets as people and forms lay them out, in several languages, with
// what each row and column is.
var layouts = []struct {
	name, text string
	header     int    // number of the last header row
	classes    string // counts by class, in alphabetical order
	means      string // of the columns, in order
}{
	{
		"form in French, grid of ranks",
		"Horodateur,Nom et prénom,Vous représentez,Pays,Classez les enjeux [Accès],Classez les enjeux [IA]\n" +
			"2026/03/01 10:00:00,Ana Lima,Gouvernement,Brésil,2e choix,1er choix\n" +
			"2026/03/01 10:01:00,Bo Sato,Société civile,Chine,1er choix,2e choix\n" +
			"2026/03/01 10:02:00,Caro Diaz,Gouvernement,Chili,2e choix,1er choix\n",
		1, "body 3, header 1", "timestamp, name, stakeholder, country, other, other",
	},
	{
		"headings in Spanish above their people, title and blank rows",
		"Lista de participantes;;\n\nNombre;Institución;País\nGOBIERNOS;;\nAna Lima;Ministerio;Brasil\nBo Paz;Ministerio;Chile\n" +
			"SOCIEDAD CIVIL;;\nCaro Diaz;ONG X;Perú\nDan Ruiz;ONG Y;México\n",
		3, "blank 1, body 4, header 1, section 2, title 1", "name, organisation, country, stakeholder",
	},
	{
		"headings in capitals that say nothing known",
		"Name,Organisation,Country\nSTEERING COMMITTEE,,\nAna Lima,A,Brazil\nBo Chen,B,China\n" +
			"PROGRAMME COMMITTEE,,\nCaro Diaz,C,Chile\nDan Okoro,D,Nigeria\n",
		1, "body 4, header 1, section 2", "name, organisation, country, other",
	},
	{
		"total, shares and a remark below, in German",
		"Nr;Name;Gruppe;Land;Geschlecht\n1;Ana Lima;Regierung;Brasilien;w\n2;Bo Chen;Zivilgesellschaft;China;m\n" +
			"3;Caro Diaz;Privatwirtschaft;Chile;w\n;Summe;3;;\n;Frauen;2;;\n;Frauenanteil;67 %;;\n;Stand: 3. März 2026;;;\n",
		1, "body 3, header 1, remark 1, total 3", "number, name, stakeholder, country, gender",
	},
	{
		"another table below, with its title",
		"Name,Stakeholder group,Country\nAna Lima,Government,Brazil\nBo Chen,Civil Society,China\n\nHotel list\n" +
			"Hotel,Address,Phone,Contact name\nRitz,Main Street 1,123,Eva\n",
		1, "blank 1, body 2, header 1, other table 3", "name, stakeholder, country",
	},
	{
		"another table above: the host apart from the attendees",
		"Host Details\nAttended,User Name,Email\nYes,Secretariat,h@example.org\nAttendee Details\n" +
			"Attended,User Name,First Name,Last Name,Email,Country/Region Name\n" +
			"Yes,Ana L,Ana,Lima,a@example.org,Brazil\nYes,Bo C,Bo,Chen,b@example.org,China\nNo,Cy D,Cy,Diaz,c@example.org,Chile\n",
		5, "body 3, header 1, other table 3, title 1", "status, id, first name, last name, email, country",
	},
	{
		"header repeated on every page, example row",
		"Name\tGroup\tCountry\nExample: Ana\tGovernment\tBrazil\nAna Lima\tGovernment\tBrazil\nName\tGroup\tCountry\nBo Chen\tCivil Society\tChina\n",
		1, "body 2, example 1, header 2", "name, stakeholder, country",
	},
	{
		"one row an answer, in French",
		"id;utilisateur;question;réponse\n1;Ana Lima;Groupe de parties prenantes;Gouvernement\n2;Ana Lima;Votre sujet;IA\n" +
			"3;Bo Chen;Groupe de parties prenantes;Société civile\n4;Bo Chen;Votre sujet;Accès\n" +
			"5;Caro Diaz;Groupe de parties prenantes;Secteur privé\n6;Caro Diaz;Votre sujet;IA\n",
		1, "body 6, header 1", "name, stakeholder, other",
	},
	{
		"headings in the first column, in Italian",
		"Nome;Ana Lima;Bo Chen;Caro Diaz\nGruppo di interesse;Governo;Società civile;Governo\nPaese;Brasile;Cina;Cile\nGenere;F;M;F\n",
		1, "body 3, header 1", "name, stakeholder, country, gender",
	},
	{
		"first and last name by short headings",
		"Last,First,Country\nLima,Ana,Brazil\nChen,Bo,China\nDiaz,Caro,Chile\n",
		1, "body 3, header 1", "last name, first name, country",
	},
	{
		"no header at all",
		"Ana Lima,Government,Brazil\nBo Chen,Civil Society,China\nCaro Diaz,Government,Chile\nDan Okoro,Private Sector,Nigeria\n",
		0, "body 4", "name, stakeholder, country",
	},
	{
		"issues named by numbers above a matrix",
		"participant,0,1,2,3\n11,1,-1,,0\n12,,1,1,-1\n15,-1,,0,1\n",
		1, "body 3, header 1", "id, other, other, other, other",
	},
	{
		"a person may have only a name",
		"Name,Organisation,Country\nAna Lima,,\nBo Chen,B,China\nCaro Diaz,,\nDan Okoro,D,Nigeria\n",
		1, "body 4, header 1", "name, organisation, country",
	},
}

func TestLayouts(t *testing.T) {
	for _, x := range layouts {
		t.Run(x.name, func(t *testing.T) {
			m := read(t, "x.csv", []byte(x.text), Options{})
			if m.HeaderRow() != x.header {
				t.Errorf("the header is in row %d, want %d", m.HeaderRow(), x.header)
			}
			if got := classCounts(m); got != x.classes {
				t.Errorf("rows: %s\nwant: %s", got, x.classes)
			}
			var means []string
			for _, c := range m.Columns {
				means = append(means, string(c.Match.Meaning))
			}
			if got := strings.Join(means, ", "); got != x.means {
				t.Errorf("columns: %s\nwant:    %s", got, x.means)
			}
			if sumOf(m) != m.Account.Rows {
				t.Errorf("%d of %d rows have a class", sumOf(m), m.Account.Rows)
			}
		})
	}
}

// sumOf is the number of rows that have a class.
func sumOf(m *Model) int {
	n := 0
	for _, k := range m.Account.Classes {
		n += k
	}
	return n
}

// classCounts writes the account as "body 3, header 1".
func classCounts(m *Model) string {
	var parts []string
	for _, class := range slices.Sorted(maps.Keys(m.Account.Classes)) {
		parts = append(parts, fmt.Sprintf("%s %d", class, m.Account.Classes[class]))
	}
	return strings.Join(parts, ", ")
}

// The cells of a heading, and of a form brought to one row a respondent, keep the
// place they have in the file.
func TestCellsKeepTheirPlace(t *testing.T) {
	m := read(t, "x.csv", []byte("Name,Country\nGOVERNMENTS,\nAna Lima,Brazil\nBo Chen,China\nCIVIL SOCIETY,\nCaro Diaz,Chile\n"), Options{})
	group := m.Column(vocabulary.Stakeholder)
	if group == nil || len(m.Body) != 3 {
		t.Fatalf("%d records, %v", len(m.Body), group)
	}
	if got := m.Ref(group.At(m.Body[2])).Cell; got != "A5" || group.Text(m.Body[2]) != "CIVIL SOCIETY" {
		t.Errorf("the group of row %d is %q in %s", m.Body[2].Number, group.Text(m.Body[2]), got)
	}
	m = read(t, "x.csv", []byte("who,question,answer\na,Gender,F\na,Country,FR\nb,Gender,M\nb,Country,BR\n"), Options{})
	country := m.Column(vocabulary.CountryName)
	if country == nil || len(m.Body) != 2 || m.Ref(country.At(m.Body[1])).Cell != "C5" {
		t.Errorf("%d respondents, country %v", len(m.Body), country)
	}
}

// A sheet that is longer than the sample is classified as its records pass.
func TestLongSheets(t *testing.T) {
	var b strings.Builder
	b.WriteString("Voter,1st choice,2nd choice\n")
	for i := range 3 * sampleRows {
		fmt.Fprintf(&b, "V%d,A,B\n", i)
	}
	b.WriteString("Total,6000,\n")
	m := read(t, "x.csv", []byte(b.String()), Options{})
	if m.Complete || len(m.Body) != sampleRows-1 {
		t.Fatalf("complete %v with %d records", m.Complete, len(m.Body))
	}
	n := 0
	for _, err := range m.Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if want := fmt.Sprintf("body %d, header 1, total 1", 3*sampleRows); n != 3*sampleRows || classCounts(m) != want {
		t.Errorf("%d records, rows: %s, want %s", n, classCounts(m), want)
	}
}

// Rows and columns exchange their places; the cells keep theirs.
func TestTurned(t *testing.T) {
	m := read(t, "x.csv", []byte("Issue,V1,V2\nAda,1,2\nBob,2,1\nTotal,3,3\n"), Options{})
	turned, ok := m.Turned()
	if !ok || len(turned.Body) != 2 || len(turned.Columns) != 3 {
		t.Fatal(ok, turned)
	}
	if got := turned.Place(turned.Body[1].Number, 3).Cell; got != "C3" {
		t.Errorf("the mark of V2 for Bob is in %s", got)
	}
}

// Issues listed elsewhere make a row of them the header.
func TestKnownIssues(t *testing.T) {
	known := func(text string) bool { return text == "Water" || text == "Soil" }
	m := read(t, "x.csv", []byte("Poll of spring\nMember,Water,Soil\na,3,1\nb,1,3\n"), Options{IsIssue: known})
	if m.HeaderRow() != 2 || m.Columns[1].How != Unknown {
		t.Errorf("header in row %d, %+v", m.HeaderRow(), m.Columns[1])
	}
}

// What the user says of a column counts before everything else.
func TestMappedColumns(t *testing.T) {
	mapped := func(header, letter string) (vocabulary.Match, bool) {
		return vocabulary.Match{Meaning: vocabulary.Region, Confidence: 1}, header == "UN Group" || letter == "C"
	}
	m := read(t, "x.csv", []byte("Name,UN Group,Zone\nAna,WEOG,x\n"), Options{Map: mapped})
	if c := m.Column(vocabulary.Region); c == nil || c.How != ByMap || m.Columns[2].Twin == nil {
		t.Errorf("%+v", c)
	}
}

// FuzzModel holds, for any table, that every row has one class and every record is
// one of the rows.
func FuzzModel(f *testing.F) {
	for _, x := range layouts {
		f.Add(x.text)
	}
	f.Add("\t\t\t\t\ty\nL") // blank columns are no voters
	f.Add("Nom;en;Caro Diaz\nGruppo(di interesse;Governo;Soivile;Governo\nPaese;")
	f.Fuzz(func(t *testing.T, text string) {
		book, err := table.Open("x.csv", []byte(text), table.Options{})
		if err != nil || len(book.Sheets) == 0 {
			return
		}
		m, err := Read(t.Context(), "x.csv", book.Sheets[0], Options{})
		if err != nil {
			return
		}
		m.SayLayout()
		m.SayColumns()
		if kind, _ := m.Kind(); sumOf(m) != m.Account.Rows {
			t.Fatalf("%s: %d of %d rows have a class: %v", kind, sumOf(m), m.Account.Rows, m.Account.Classes)
		}
		last := m.Account.Rows
		if m.across {
			last = width(m.rows) // records stand beside each other
		}
		for _, row := range m.Body {
			if row.Number < 1 || row.Number > last {
				t.Fatalf("record %d of %d", row.Number, last)
			}
		}
		if turned, ok := m.Turned(); ok && len(turned.Body) > len(m.Columns)+len(turned.Columns) {
			t.Fatal("more voters than columns")
		}
	})
}
