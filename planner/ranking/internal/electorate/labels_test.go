package electorate

import "testing"

func TestOneLetterApart(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"government", "goverment", true},
		{"civil society", "civil soceity", true},
		{"private sector", "privatesector", true},
		{"team a", "team b", false},
		{"station 10", "station 11", false},
		{"north", "south", false},
		{"africa group", "africa", false},
		{"district ix", "district xi", false},
		{"professors", "professor", true},
	} {
		if got := oneLetterApart(c.a, c.b); got != c.want {
			t.Errorf("%q, %q: %v", c.a, c.b, got)
		}
	}
}
