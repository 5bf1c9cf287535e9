package vocabulary

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestGenderLetters: one letter is read by what stands beside it, and by the heading; where
// both leave it open it is ambiguous and never guessed.
func TestGenderLetters(t *testing.T) {
	for _, tc := range []struct{ heading, texts, want string }{
		{"Gender", "F M", "F=woman M=man"},
		{"Gender", "M", "M=man"},
		{"", "M", "M=?"},
		{"Sexo", "M", "M=?"}, // masculino or mujer
		{"Sexo", "H M", "H=man M=woman"},
		{"Sexo (H/M)", "M", "M=woman"},
		{"Sexo (M/F)", "M", "M=man"},
		{"Sexo", "F M", "F=woman M=man"},
		{"Sexo", "M mujer", "M=?"},
		{"Sexo", "h m x", "h=man m=woman x=non-binary"},
		{"Gender", "H M", "H=man M=woman"}, // English headings over Spanish letters
		{"Genre", "F H", "F=woman H=man"},
		{"Genre", "F H M", "F=woman H=man M=man"},
		{"Gender", "M Mme", "M=man"},
		{"Civilité", "M. Mme", "M.=man"},
		{"Geschlecht", "w m d", "d=non-binary m=man w=woman"},
		{"Gender", "F M D", "D=non-binary F=woman M=man"},
		{"Geslacht", "M V", "M=man V=woman"},
		{"Lytis", "V M", "M=? V=?"}, // a heading that is not known
		{"Gender", "M V", "M=? V=?"},
		{"Gender", "M V vrouw", "M=man V=woman"},
		{"Gender", "M V vyras", "M=woman V=man"},
		{"Kjønn", "K M", "K=woman M=man"},
		{"", "K M", "K=woman M=man"},
		{"Cinsiyet", "E K", "E=man K=woman"},
		{"Nem", "F N", "F=man N=woman"},
		{"Nem", "F", "F=man"},
		{"Gender", "F", "F=woman"},
		{"Gender", "F M N", "F=woman M=man N=?"},
		{"Пол", "Ж М", "Ж=woman М=man"},
		{"Стать", "Ж Ч", "Ж=woman Ч=man"},
		{"Pohlaví", "M Ž", "M=man Ž=woman"},
		{"Pohlaví", "m z", "m=man z=woman"},
		{"Jenis kelamin", "L P", "L=man P=woman"},
		{"Φύλο", "Α Θ", "Α=man Θ=woman"},
		{"מין", "ז נ", "ז=man נ=woman"},
		{"Gender", "X", "X=non-binary"},
		{"Gender", "woman man", ""},
	} {
		var got []string
		found := GenderLetters(tc.heading, strings.Fields(tc.texts))
		for text, m := range found {
			value := m.Value
			if m.Status == Ambiguous {
				value = "?"
			}
			got = append(got, fmt.Sprintf("%s=%s", text, value))
		}
		if slices.Sort(got); strings.Join(got, " ") != tc.want {
			t.Errorf("%q %q: %q, want %q", tc.heading, tc.texts, got, tc.want)
		}
	}
}
