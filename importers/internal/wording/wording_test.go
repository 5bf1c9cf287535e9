package wording

import "testing"

func TestWording(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{List(nil, "and"), ""},
		{List([]string{"a"}, "and"), `"a"`},
		{List([]string{"a", "b", "c"}, "or"), `"a", "b" or "c"`},
		{Count(1, "person"), "1 person"},
		{Count(0, "person"), "0 people"},
		{Count(2, "country"), "2 countries"},
		{Count(3, "row"), "3 rows"},
		{Sentence("älter"), "Älter."},
		{Sentence("why?"), "Why?"},
		{Sentence(""), ""},
		{Quote(" a\nb "), `"a b"`},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
	if got := []rune(Quote(string(make([]rune, 100)))); len(got) != longestQuote+2 {
		t.Errorf("%d characters", len(got))
	}
}
