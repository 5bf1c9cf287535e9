package shell

import "testing"

// Words are quoted for the shells of the system that they are typed on.
func TestWordFor(t *testing.T) {
	for _, c := range []struct{ system, word, want string }{
		{"linux", "votes.csv", "votes.csv"},
		{"linux", "my votes.csv", "'my votes.csv'"},
		{"linux", "Bob's", `'Bob'\''s'`},
		{"linux", `a\b`, `'a\b'`},
		{"linux", "10%", "10%"},
		{"linux", "", "''"},
		{"windows", `C:\data\votes.csv`, `C:\data\votes.csv`},
		{"windows", "my votes.csv", `"my votes.csv"`},
		{"windows", "Bob's", `"Bob's"`},
		{"windows", `gender=Female & age<30`, `"gender=Female & age<30"`},
		{"windows", "10%", `"10%"`},
	} {
		if got := wordFor(c.system, c.word); got != c.want {
			t.Errorf("%s: %q becomes %s, want %s", c.system, c.word, got, c.want)
		}
	}
}
