package messages_test

import (
	"testing"

	"roundtable/reports/messages"
)

// TestLists: each language joins lists by its own words and signs; Spanish by another word
// before the same sound (Ortografía de la lengua española, 2010: y → e, o → u).
func TestLists(t *testing.T) {
	for _, tc := range []struct {
		tag     string
		items   []string
		and, or string
	}{
		{"en", []string{"Ana", "Bo", "Inés"}, "Ana, Bo and Inés", "Ana, Bo or Inés"},
		{"fr", []string{"Ana", "Bo", "Inés"}, "Ana, Bo et Inés", "Ana, Bo ou Inés"},
		{"es", []string{"Ana", "Bo"}, "Ana y Bo", "Ana o Bo"},
		{"es", []string{"Ana", "Inés"}, "Ana e Inés", "Ana o Inés"},
		{"es", []string{"Ana", "Hilda"}, "Ana e Hilda", "Ana o Hilda"},
		{"es", []string{"Ana", "Ian"}, "Ana y Ian", "Ana o Ian"},
		{"es", []string{"agua", "hielo"}, "agua y hielo", "agua o hielo"},
		{"es", []string{"Ana", "Oscar", "Hortensia"}, "Ana, Oscar y Hortensia", "Ana, Oscar u Hortensia"},
		{"es", []string{"«a»", "«ida»"}, "«a» e «ida»", "«a» o «ida»"},
		{"es", []string{"7", "8"}, "7 y 8", "7 u 8"},
		{"es", []string{"10", "11"}, "10 y 11", "10 u 11"},
		{"es", []string{"110", "111"}, "110 y 111", "110 o 111"},
		{"es", []string{"2 ideas", "3 ideas"}, "2 ideas y 3 ideas", "2 ideas o 3 ideas"},
		{"zh", []string{"政府", "民间社会", "技术界"}, "政府、民间社会和技术界", "政府、民间社会或技术界"},
		{
			"ar",
			[]string{"الحكومات", "المجتمع المدني", "الأوساط التقنية"},
			"الحكومات والمجتمع المدني والأوساط التقنية", "الحكومات أو المجتمع المدني أو الأوساط التقنية",
		},
		{"ru", []string{"Анна", "Борис", "Инна"}, "Анна, Борис и Инна", "Анна, Борис или Инна"},
	} {
		c, _ := messages.In(tc.tag)
		if got := c.And(tc.items); got != tc.and {
			t.Errorf("%s: %q, want %q", tc.tag, got, tc.and)
		}
		if got := c.Or(tc.items); got != tc.or {
			t.Errorf("%s: %q, want %q", tc.tag, got, tc.or)
		}
	}
}
