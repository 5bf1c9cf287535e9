package importers

import (
	"slices"
	"strings"
	"testing"

	"roundtable/importers/sheet"
	"roundtable/planner"
)

// laidOut are lists as people lay them out, in several languages: who is read, in
// which sessions, and which warnings name what was not read.
var laidOut = []struct {
	name, text string
	people     string // name, or name=group
	sessions   string
	warnings   string // their codes, in order
}{
	{
		"a table of prices below, one of telephones below that",
		"Nom;Groupe;Pays\nAna Lima;Gouvernement;Brésil\nBo Chen;Société civile;Chine\nCaro Diaz;Secteur privé;Chili\n\n" +
			"Hôtel;Prix\nRitz;100\nAdler;80\n\nNom;Téléphone\nEva Soto;123\nDan Okoro;456\n",
		"Ana Lima=Government, Bo Chen=Civil Society, Caro Diaz=Private Sector", "", "table-aside, table-aside",
	},
	{
		"an agenda below, headed by words that are not known",
		"Name;Gruppe;Land\nAna Lima;Regierung;Brasilien\nBo Chen;Zivilgesellschaft;China\nCaro Diaz;Wirtschaft;Chile\n\n" +
			"Zeit;Programmpunkt;Raum\n10:00;Begrüßung;Saal 1\n11:30;Podium;Saal 2\n",
		"Ana Lima=Government, Bo Chen=Civil Society, Caro Diaz=Private Sector", "", "table-aside",
	},
	{
		"a gap between records is no other table",
		"Nombre;Grupo;País;Edad\nAna Lima;Gobierno;Brasil;34\nBo Paz;Sociedad civil;Chile;41\n\nCaro Diaz;Gobierno;Perú;50\nDan Ruiz;Sector privado;México;29\n",
		"Ana Lima=Government, Bo Paz=Civil Society, Caro Diaz=Government, Dan Ruiz=Private Sector", "", "",
	},
	{
		"a table of hotels beside",
		"Imię i nazwisko;Grupa;Kraj;;Hotel;Cena\nAna Lima;Rząd;Brazylia;;Ritz;100\nBo Chen;Społeczeństwo obywatelskie;Chiny;;Adler;80\nCaro Diaz;Rząd;Chile;;;\n",
		"Ana Lima=Government, Bo Chen=Civil Society, Caro Diaz=Government", "", "table-aside",
	},
	{
		"remarks below their people",
		"Nombre;Organización;País\nAna Lima;CGI;Brasil\n→ llega tarde\nBo Paz;NIC;Chile\n(vegetariano)\nCaro Diaz;ONG;Perú\n" +
			"pendiente de visado\nDan Ruiz;ONG;México\n",
		"Ana Lima, Bo Paz, Caro Diaz, Dan Ruiz", "", "",
	},
	{
		"people of whom only the name is known",
		"Nome;Organização;País\nAna Lima;CGI;Brasil\nRui Costa\nBo Paz;NIC;Chile\nEva Souto\nCaro Diaz;ONG;Peru\nDan Ruiz;ONG;México\n",
		"Ana Lima, Rui Costa, Bo Paz, Eva Souto, Caro Diaz, Dan Ruiz", "", "row-lone",
	},
	{
		"a heading that is not known ends the one before",
		"Nr;Nome;Ente\nGoverni\n1;Ana Lima;A\n2;Bo Chen;B\nSettore privato\n3;Caro Diaz;C\nSaggi e altri\n4;Dan Okoro;D\n5;Eva Soto;E\n",
		"Ana Lima=Government, Bo Chen=Government, Caro Diaz=Private Sector, Dan Okoro, Eva Soto", "", "value-unknown",
	},
	{
		"numbered headings in Chinese",
		"序号,姓名,单位\n一、政府,,\n1,王伟,A\n2,李娜,B\n二、企业,,\n3,张强,C\n",
		"王伟=Government, 李娜=Government, 张强=Private Sector", "", "",
	},
	{
		"more lines of statistics than records",
		"Участники;;;\nИмя;Фамилия;Группа;Страна\nАнна;Ким;Правительство;Россия\nПётр;Ли;Бизнес;Чили\n\nСводка;;;\nПравительство;1;;\nБизнес;1;;\n" +
			"Женщины;1;;\nМужчины;1;;\nПримечание: список не окончательный;;;\n",
		"Анна Ким=Government, Пётр Ли=Private Sector", "", "",
	},
	{
		"a legend of codes below two columns",
		"Nom;Groupe\nAna Lima;Gouvernement\nBo Chen;Société civile\nCaro Diaz;Gouvernement\n\nG = Gouvernement;\nSC = Société civile;\n",
		"Ana Lima=Government, Bo Chen=Civil Society, Caro Diaz=Government", "", "",
	},
	{
		"sessions in rows, their people in columns",
		"Sesión;Ponente 1;Ponente 2;Moderadora\nApertura;Ana Lima;Bo Paz;Eva Soto\nIA;Caro Diaz;Ana Lima;Eva Soto\nAlmuerzo;;;\nCierre;Dan Ruiz;;Bo Paz\n",
		"Ana Lima, Bo Paz, Eva Soto, Caro Diaz, Dan Ruiz",
		"Apertura: Ana Lima (speaker), Bo Paz (speaker), Eva Soto (moderator); IA: Caro Diaz (speaker), Ana Lima (speaker), " +
			"Eva Soto (moderator); Cierre: Dan Ruiz (speaker), Bo Paz (moderator)", "",
	},
	{
		"a name a line below roles",
		"Sitzung;Referenten;Moderation vor Ort\nEröffnung;\"Ana Lima\nBo Chen\";Eva Soto\nKI;\"Caro Diaz\nDan Okoro\";Eva Soto\n",
		"Ana Lima, Bo Chen, Eva Soto, Caro Diaz, Dan Okoro",
		"Eröffnung: Ana Lima (speaker), Bo Chen (speaker), Eva Soto (moderator); KI: Caro Diaz (speaker), Dan Okoro (speaker), " +
			"Eva Soto (moderator)", "",
	},
	{
		"several sessions in a cell",
		"Nom,Séance\nAna Lima,Ouverture; IA\nBo Chen,IA\nCaro Diaz,\"Ouverture, Clôture\"\n",
		"Ana Lima, Bo Chen, Caro Diaz", "Ouverture: Ana Lima, Caro Diaz; IA: Ana Lima, Bo Chen; Clôture: Caro Diaz", "",
	},
	{
		"a session named once above its people",
		"Sessão,Dia,Nome,Função\nAbertura,1,Ana Lima,Moderadora\n,,Bo Paz,Palestrante\nIA,2,Caro Diaz,Moderadora\n,,Ana Lima,Palestrante\n",
		"Ana Lima, Bo Paz, Caro Diaz",
		"Abertura: Ana Lima (moderator), Bo Paz (speaker); IA: Caro Diaz (moderator), Ana Lima (speaker)", "",
	},
	{
		"sessions of an assembly are years",
		"Année,Session,Pays,Nom\n2021,76,Brésil,Ana Lima\n2021,76,Chine,Bo Chen\n2022,77,Brésil,Rui Costa\n2022,77,Chine,Li Wei\n",
		"Ana Lima, Bo Chen, Rui Costa, Li Wei", "", "programme",
	},
	{
		"two people below a plural",
		"Organización;Representantes;País\nA;Ana Lima, Bo Paz;Brasil\nB;Caro Diaz;Chile\nC;Dan Ruiz, Eva Soto;Perú\n",
		"Ana Lima, Bo Paz, Caro Diaz, Dan Ruiz, Eva Soto", "", "person-several",
	},
	{
		"names of further people",
		"Nom,Groupe,Accompagné par\nAna Lima,Gouvernement,Rui Costa\nBo Chen,Société civile,Li Wei\nCaro Diaz,Gouvernement,Eva Soto\nDan Okoro,Secteur privé,Luis Peña\n",
		"Ana Lima=Government, Bo Chen=Civil Society, Caro Diaz=Government, Dan Okoro=Private Sector", "", "column-unused",
	},
	{
		"names and roles in one column",
		"Rôle,Genre,Groupe\nAna Lima (modératrice),F,Gouvernement\nBo Chen (orateur),H,Société civile\nCaro Diaz (rapporteuse),F,Secteur privé\n",
		"Ana Lima (modératrice)=Government, Bo Chen (orateur)=Civil Society, Caro Diaz (rapporteuse)=Private Sector", "", "",
	},
	{
		"people without a name",
		"Groupe;Genre;Pays\nGouvernement;F;Brésil\nSociété civile;H;Chine\nGouvernement;F;Brésil\n",
		"=Government, =Civil Society, =Government", "", "person-unnamed",
	},
	{
		"a column for each group, in Spanish",
		"Gobierno;Sociedad civil;Sector privado\nAna Lima;Bo Paz;Caro Diaz\nDra. Eva Soto;;Dan Ruiz\n",
		"Ana Lima=Government, Bo Paz=Civil Society, Caro Diaz=Private Sector, Dra. Eva Soto=Government, Dan Ruiz=Private Sector",
		"", "",
	},
	{
		"a column for each group, in Chinese, below a title",
		"参会名单,,\n政府,民间社会,技术社群\n王伟,李娜,张强\n,陈静,\n",
		"王伟=Government, 李娜=Civil Society, 张强=Technical Community, 陈静=Civil Society", "", "",
	},
	{
		"a row for each group, in Portuguese",
		"Governo;Ana Lima;Rui Costa\nSociedade civil;Bo Paz;\nSetor privado;Caro Diaz;Dan Ruiz\n",
		"Ana Lima=Government, Bo Paz=Civil Society, Caro Diaz=Private Sector, Rui Costa=Government, Dan Ruiz=Private Sector",
		"", "",
	},
	{
		"topics below groups are no people",
		"Government,Civil Society,Private Sector\nAI Governance,Digital Rights,Data Flows\nCyber Security,Open Internet,AI Governance\n",
		"", "", "sheet-unknown",
	},
	{
		"groups behind the names, in Russian",
		"Участник;Страна\nАнна Ким (НПО);Чили\nПётр Ли (бизнес);Россия\nОльга Цой (председатель);Кения\nИван Пак (госсектор);Чили\n",
		"Анна Ким=Civil Society, Пётр Ли=Private Sector, Ольга Цой (председатель), Иван Пак=Government", "", "value-missing",
	},
	{
		"given names that are names of countries",
		"Name;Gruppe\n\"Blum, Chad\";Regierung\n\"Otto, Jordan\";Zivilgesellschaft\n\"Lang, Georgia\";Regierung\n",
		"Blum, Chad=Government, Otto, Jordan=Civil Society, Lang, Georgia=Government", "", "",
	},
	{
		"the same as above, in Italian",
		"Nome;Ente;Gruppo\nAna Lima;CGI;Governi\nRui Costa;idem;idem\nBo Chen;NIC;Società civile\nEva Soto;come sopra;\"„\"\n",
		"Ana Lima=Government, Rui Costa=Government, Bo Chen=Civil Society, Eva Soto=Civil Society", "", "",
	},
	{
		"the same as above, but nothing is above",
		"姓名,国家,利益攸关方\n王伟,同上,政府\n李娜,中国,同上\n",
		"王伟=Government, 李娜=Government", "", "value-unknown",
	},
	{
		"lists with bullets, in French",
		"Groupe;Noms\nGouvernement;\"• Ana Lima\n• Bo Chen\"\nSociété civile;\"1. Caro Diaz\n2. Dan Okoro\"\n",
		"Ana Lima=Government, Bo Chen=Government, Caro Diaz=Civil Society, Dan Okoro=Civil Society", "", "",
	},
	{
		"footnotes below two columns, in German",
		"Name;Gruppe\nAna Lima*;Regierung\nBo Chen;Zivilgesellschaft\nCaro Diaz†;Wirtschaft\n* Vorsitz;\n† = nur am ersten Tag;\n",
		"Ana Lima*=Government, Bo Chen=Civil Society, Caro Diaz†=Private Sector", "", "",
	},
	{
		"names to be written",
		"Ponente;Sector\nAna Lima;Gobierno\n[nombre];Sociedad civil\nnombre por confirmar;Sector privado\nBo Paz;Sociedad civil\n",
		"Ana Lima=Government, Bo Paz=Civil Society", "", "seat-open",
	},
	{
		"a column Mode that is no measure",
		"Nom;Mode\nAna Lima;en ligne\nBo Chen;sur place\nCaro Diaz;en ligne\n",
		"Ana Lima, Bo Chen, Caro Diaz", "", "",
	},
	{
		"one column whose cells hold commas",
		"Nom\n\"LIMA Ana, Mme\"\n\"CHEN Bo, M.\"\n\"DIAZ Caro, Dr\"\n",
		"LIMA Ana, Mme, CHEN Bo, M., DIAZ Caro, Dr", "", "",
	},
	{
		"the last row is no header",
		"Hora;Punto\n10:00;Apertura\n10:10;Panel\n",
		"", "", "course-cell", // an agenda, whose last part has no length
	},
}

func TestLayouts(t *testing.T) {
	for _, x := range laidOut {
		t.Run(x.name, func(t *testing.T) {
			m, ins := readString(t, Options{}, "x.csv", x.text)
			var people, sessions, warnings []string
			for _, p := range m.Roster {
				text := p.Name
				if group, ok := p.Value(planner.Stakeholder); ok {
					text += "=" + group
				}
				people = append(people, text)
			}
			for _, s := range m.Sessions {
				var members []string
				for _, p := range s.Members {
					text := p.Name
					for _, role := range p.Roles {
						text += " (" + string(role) + ")"
					}
					members = append(members, text)
				}
				sessions = append(sessions, s.ID+": "+strings.Join(members, ", "))
			}
			for _, f := range m.Findings {
				if f.Severity == planner.Warning {
					warnings = append(warnings, f.Code)
				}
			}
			for _, c := range []struct{ what, got, want string }{
				{"people", strings.Join(people, ", "), x.people},
				{"sessions", strings.Join(sessions, "; "), x.sessions},
				{"warnings", strings.Join(warnings, ", "), x.warnings},
			} {
				if c.got != c.want {
					t.Errorf("%s: %s\nwant: %s", c.what, c.got, c.want)
				}
			}
			holdsAccount(t, ins)
		})
	}
}

// holdsAccount checks that every row has one class.
func holdsAccount(t *testing.T, ins *Inspection) {
	t.Helper()
	for _, a := range ins.Account {
		sum := 0
		for _, n := range a.Classes {
			sum += n
		}
		if sum != a.Rows {
			t.Errorf("%d of %d rows have a class: %v", sum, a.Rows, a.Classes)
		}
	}
}

// Tables that only count are no people, whatever their columns are called.
func TestCountsAreNoPeople(t *testing.T) {
	for name, text := range map[string]string{
		"shares, in French":   "Groupe,Nombre,%\nGouvernement,12,40%\nSociété civile,10,33%\nSecteur privé,8,27%\n",
		"two dimensions":      "Región;Género;Cantidad\nÁfrica;F;3\nÁfrica;M;2\nAsia;F;4\nAsia;M;4\n",
		"pivot":               "Count of Name,Column Labels,,\nRow Labels,Female,Male,Grand Total\nGovernment,3,4,7\nCivil Society,5,1,6\nGrand Total,8,5,13\n",
		"votes for proposals": "id,title,votes,comments\n1,Park,30,2\n2,Pool,12,1\n3,Bike,9,0\n",
	} {
		m, ins := readString(t, Options{}, "x.csv", text)
		kind := mainSheet(t, ins).Kind
		if len(m.Roster) > 0 || m.Ballots.Len() > 0 || !m.HasErrors() || kind.HasPeople() {
			t.Errorf("%s: %s, %d people, %d ballots, %+v", name, kind, len(m.Roster), m.Ballots.Len(), m.Findings)
		}
		holdsAccount(t, ins)
	}
}

// Rows that name nobody leave the records: what the account counts is what was read.
func TestRowsLeftOutLeaveTheRecords(t *testing.T) {
	text := "Nr;Name;Land\n1;Ana Lima;Brasilien\n2;;\n3;Bo Chen;China\n4;;\n5;Caro Diaz;Chile\n"
	m, ins := readString(t, Options{}, "x.csv", text)
	body := ins.Account[0].Classes[sheet.Body]
	if body != len(m.Roster) || body != 3 || !slices.ContainsFunc(m.Findings, func(f planner.Finding) bool { return f.Code == CodeRowFooter }) {
		t.Errorf("%d records, %d people, %+v", body, len(m.Roster), m.Findings)
	}
	holdsAccount(t, ins)
}

// What stands behind a name in its cell is read where it is known, and says the same as a column.
func TestBehindNames(t *testing.T) {
	m, _ := readString(t, Options{}, "x.csv",
		"Speaker,Country\nAna Lima <ana@example.org>,Brazil\nBo Chen (tbc),China\nCaro Diaz?,Chile\nDan Okoro (online),Nigeria\n"+
			"Eva Soto (withdrawn),Peru\n")
	var got []string
	for i := range m.Roster {
		p := &m.Roster[i]
		got = append(got, strings.TrimSpace(p.Name+"/"+p.Email+"/"+string(p.Status)+"/"+strings.Join(p.Values[planner.Attendance], "")))
	}
	want := "Ana Lima/ana@example.org//, Bo Chen//invited/, Caro Diaz//tentative/, Dan Okoro///online, Eva Soto (withdrawn)///"
	if strings.Join(got, ", ") != want {
		t.Errorf("%q, want %q", got, want)
	}
	if len(findingsWith(m, CodeStatusUnknown)) != 1 { // who withdrew counts, which is told
		t.Errorf("%v", m.Findings)
	}
}

// A file is called after what it holds, and no part of its name is a cross.
func TestNameOfTheFileIsNoStatus(t *testing.T) {
	for _, name := range []string{"x05-regions.csv", "n2-people.csv", "ja 3.csv"} {
		m, _ := readString(t, Options{}, name, "Name,Group\nAna Lima,Government\nBo Chen,Civil Society\n")
		if len(m.Roster) != 2 || m.Roster[0].Status != "" || len(findingsWith(m, CodeStatus)) > 0 {
			t.Errorf("%s: %+v", name, m.Roster)
		}
	}
}

// A question about a country that is answered with yes and no names none.
func TestYesIsNoCountry(t *testing.T) {
	m, _ := readString(t, Options{}, "x.csv",
		"Name,Group,Are you from a donor country?\nAna Lima,Government,yes\nBo Chen,Civil Society,no\n")
	for i := range m.Roster {
		if v := m.Roster[i].Values[planner.Country]; len(v) > 0 {
			t.Errorf("%q", v)
		}
	}
}

// A column of nationalities says countries; what is none is told and kept as it is nowhere.
func TestNationalities(t *testing.T) {
	m, _ := readString(t, Options{}, "x.csv",
		"Nombre;Nacionalidad\nAna Lima;brasileña\nBo Paz;mexicano\nCaro Diaz;congoleña\nDan Ruiz;marciana\nEva Soto;🇵🇪\n")
	var got []string
	for i := range m.Roster {
		got = append(got, strings.Join(m.Roster[i].Values[planner.Country], "+"))
	}
	if want := "Brazil,Mexico,,,Peru"; strings.Join(got, ",") != want {
		t.Errorf("%q, want %q", got, want)
	}
	if len(findingsWith(m, CodeValueAmbiguous)) != 1 || len(findingsWith(m, CodeValueUnknown)) != 1 {
		t.Errorf("%v", m.Findings)
	}
}

// Columns headed by words of a status, with marks below, are no vote on these words.
func TestMarkedStatus(t *testing.T) {
	m, _ := readString(t, Options{}, "x.csv",
		"Nom,Groupe,Invité,Confirmé,Excusé\nAna Lima,Gouvernement,x,x,\nBo Chen,Société civile,x,,x\nCaro Diaz,Gouvernement,x,,\n")
	var got []string
	for i := range m.Roster {
		got = append(got, m.Roster[i].Name+" "+string(m.Roster[i].Status))
	}
	no, _ := readString(t, Options{}, "x.csv", "Name,Group,Attending\nAna Lima,Government,yes\nBo Chen,Civil Society,no\n")
	if len(no.Roster) != 1 {
		t.Errorf("who does not attend counts: %+v", no.Roster)
	}
	if want := "Ana Lima confirmed, Caro Diaz invited"; strings.Join(got, ", ") != want || m.Ballots.Len() > 0 {
		t.Errorf("%q, %d ballots", got, m.Ballots.Len())
	}
}
