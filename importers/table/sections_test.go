package table

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"roundtable/testdata"
)

// TestSections: files that hold several tables of different widths are split by
// the delimiter of all of them, and no row of another table is called ragged.
func TestSections(t *testing.T) {
	long := func(row string, n int) string { return strings.Repeat(row, n) }
	utf16 := func(text string) string {
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	const teams = "1. Zusammenfassung\nTitel\tRunder Tisch, Teil 2\nTeilnehmende\t3\n\n2. Teilnehmende\n" +
		"Name\tErster Beitritt\tDauer\tE-Mail\tRolle\n"
	const pupil = "Ana Lima\t3.4.26, 14:00:00\t1 Std., 29 Min., 3 Sek.\ta@example.org\tPräsentator\n"
	const activity = "Ana Lima\t3.4.26, 14:00:00\t3.4.26, 15:00:00\ta@example.org\n"
	for _, tt := range []struct {
		name, data string
		delimiter  byte
		row        int
		want       []string
		findings   string
	}{
		{
			"utf-16, tabs, few", utf16(teams + long(pupil, 3)), '\t', 7,
			[]string{"Ana Lima", "3.4.26, 14:00:00", "1 Std., 29 Min., 3 Sek.", "a@example.org", "Präsentator"},
			CodeRowsBlank,
		},
		{
			"tabs, many", teams + long(pupil, 60) + "\n3. Aktivitäten\nName\tBeitritt\tVerlassen\tE-Mail\n" + long(activity, 90),
			'\t', 70,
			[]string{"Ana Lima", "3.4.26, 14:00:00", "3.4.26, 15:00:00", "a@example.org"},
			CodeRowsBlank,
		},
		{
			"a short report with as many rows of two", utf16("Resumen\nTítulo\tMesa, parte 2\nInicio\t4/3/26, 14:00\nFin\t4/3/26, 15:00\nPersonas\t2\n" +
				"Sala\tA\n\nNombre\tEntrada\tCorreo\nAna\t4/3/26, 14:00\ta@example.org\nBo\t4/3/26, 14:05\tb@example.org\n"), '\t', 10,
			[]string{"Bo", "4/3/26, 14:05", "b@example.org"},
			CodeRowsBlank,
		},
		{
			"commas and a summary", "Rapport\nSujet:,Budget\nDate:,\"Mar 4, 2026\"\nSalle:,B\n#,Nom,Vote,Heure\n1,Ana,oui,9\n2,Bo,non,9\n", ',', 7,
			[]string{"2", "Bo", "non", "9"},
			CodeRowsShort,
		},
		{
			"commas, few", "Informe de asistentes\nGenerado:,05/03/2026\nTema,ID,Inicio,Minutos\nConsulta,81,14:00,95\nAnfitrión\n" +
				"Asistió,Nombre,Correo,Entrada\nSí,Secretaría,s@example.org,13:50\nAsistentes\n" +
				"Asistió,Nombre,Apellido,Correo,Grupo,País\nSí,Ana,Lima,a@example.org,Gobierno,Brasil\n" +
				"Sí,Bo,Chen,b@example.org,Sociedad civil,China\nNo,Eva,Novak,e@example.org,,\n",
			',', 11,
			[]string{"Sí", "Bo", "Chen", "b@example.org", "Sociedad civil", "China"},
			CodeRowsShort,
		},
		{
			"semicolons and decimal commas", "Abstimmung;1,5\n\nFrage;Ja;Nein;Anteil\nA;3;4;42,9\nB;5;2;71,4\n\nOrt;Zahl;Quote\nX;1;0,5\nY;2;1,5\n",
			';', 5,
			[]string{"B", "5", "2", "71,4"},
			CodeRowsBlank,
		},
		{
			"pipes and quoted line breaks", "nom|note|avis\nAna|3,5|\"oui,\nbien sûr\"\nBo|4,25|\"non|jamais\"\n",
			'|', 2,
			[]string{"Ana", "3,5", "oui,\nbien sûr"},
			"",
		},
		{
			"tabs and decimal commas", "Имя\tБалл\tДоля\nАнна\t3,5\t0,25\nИван\t4,0\t0,75\n",
			'\t', 3,
			[]string{"Иван", "4,0", "0,75"},
			"",
		},
		{
			"one row cut short", "a,b,c\n1,2,3\n4\n5,6,7\n8,9,0\n9\n", ',', 2, []string{"1", "2", "3"}, CodeRowsShort,
		},
	} {
		b, err := Open("t.csv", []byte(tt.data), Options{})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := readAll(t, b.Sheets[0])[tt.row]; b.Delimiter != tt.delimiter || !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q %q", tt.name, b.Delimiter, got)
		}
		var codes []string
		for _, f := range b.Sheets[0].Findings() {
			codes = append(codes, f.Code)
			if f.Code == CodeRowsShort && tt.name == "one row cut short" && (f.Where.Cell != "A3" || len(f.Also) != 1) {
				t.Errorf("%s: %+v", tt.name, f)
			}
		}
		if got := strings.Join(codes, " "); got != tt.findings {
			t.Errorf("%s: findings %s", tt.name, got)
		}
	}
}

// TestAttendanceReports reads the exports of two video services.
func TestAttendanceReports(t *testing.T) {
	for name, want := range map[string]map[int][]string{
		"22b-teams-attendance-36.csv": {
			2: {"Meeting title", "Open consultation"},
			9: {"Ana Lima", "3/4/26, 2:00:00 PM", "3/4/26, 3:30:00 PM", "1h 29m", "p0@example.org", "p0@example.org", "Presenter"},
		},
		"20-zoom-attendee-report.csv": {
			2:  {"Report Generated:", "03/05/2026 10:12"},
			11: {"Yes", "Bo Chen", "Bo", "Chen", "p1@example.org", "Org", "03/01/2026 10:00:00", "approved", "03/04/2026 14:01:00", "03/04/2026 15:00:00", "59", "Yes", "Civil Society", "China"},
		},
	} {
		b, err := Open(name, testdata.Read(t, "field-cases/read/"+name), Options{})
		if err != nil {
			t.Error(name, err)
			continue
		}
		rows := readAll(t, b.Sheets[0])
		for row, cells := range want {
			if !slices.Equal(rows[row], cells) {
				t.Errorf("%s row %d: %q", name, row, rows[row])
			}
		}
	}
}
