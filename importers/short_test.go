package importers

import (
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"roundtable/reports/messages"
)

// TestShortListProperty: of a list of one to four people, whose names and values may be words that
// head columns elsewhere, nobody is lost, and nobody has the name of another.
func TestShortListProperty(t *testing.T) {
	columns := []struct {
		heads, values []string
	}{
		{[]string{"Gender", "Genre", "Género", "Geschlecht", "Пол"}, []string{"woman", "man", "F", "M", ""}},
		{[]string{"Role", "Rôle", "Rolle"}, []string{"speaker", "Moderator", "Chair", ""}},
		{[]string{"Organisation", "Organización", "Organisation"}, []string{"A", "Host", "Vote", "Name", "Ministry", ""}},
		{[]string{"Stakeholder group", "Groupe"}, []string{"Government", "Civil Society", "Gov", ""}},
		{[]string{"Country", "Pays", "Land"}, []string{"Kenya", "Chile", "NO", ""}},
		{[]string{"Remarks", "Notes", "", "Colour"}, []string{"Note", "red", "Speaker", "1st", "", "online"}},
		{[]string{"Email", "E-mail"}, []string{"a@x.org", ""}},
	}
	names := []string{"A", "B", "Na", "Ana", "Land", "Mail", "Rank", "Vote", "Age Lima", "Ana Lima", "Speaker", "Rol", "Bo", "Li", "李明", "Total Diaz", "Max", "Chair", "Note", "Country Joe", "Woman"}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "people")
		head := []string{rapid.SampledFrom([]string{"Name", "Nom", "Nombre", "Имя", "Name of participant"}).Draw(t, "head")}
		who := rapid.Permutation(names).Draw(t, "names")[:n]
		rows := make([][]string, n)
		for i := range rows {
			rows[i] = []string{who[i]}
		}
		if rapid.Bool().Draw(t, "numbered") {
			head = append([]string{"Nr"}, head...)
			for i := range rows {
				rows[i] = append([]string{string(rune('1' + i))}, rows[i]...)
			}
		}
		for _, c := range rapid.Permutation(columns).Draw(t, "columns")[:rapid.IntRange(1, 5).Draw(t, "width")] {
			head = append(head, rapid.SampledFrom(c.heads).Draw(t, "head"))
			for i := range rows {
				rows[i] = append(rows[i], rapid.SampledFrom(c.values).Draw(t, "value"))
			}
		}
		text := strings.Join(head, ",")
		for _, row := range rows {
			text += "\n" + strings.Join(row, ",")
		}
		m, ins, err := Read(context.Background(), []Input{{Name: "people.csv", Reader: strings.NewReader(text + "\n")}}, Options{Say: messages.English().Finding})
		if err != nil || len(m.Roster) == 0 {
			t.Skip(err)
		}
		var got []string
		for i := range m.Roster {
			got = append(got, m.Roster[i].Name)
		}
		below := slices.ContainsFunc(ins.Findings, func(f FindingView) bool { return f.Code == "header-row" && strings.Contains(f.Text, "above it") })
		who = slices.DeleteFunc(who, func(name string) bool {
			return !slices.Contains(got, name) && (below || slices.ContainsFunc(ins.Findings, func(f FindingView) bool { return strings.Contains(f.Text, `"`+name+`"`) }))
		})
		if !slices.Equal(got, who) {
			var told []string
			for i := range ins.Findings {
				told = append(told, ins.Findings[i].Text)
			}
			t.Fatalf("%s\n%s\nread as %q", strings.Join(told,"\n"), text, got)
		}
	})
}
