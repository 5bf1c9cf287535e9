package importers

import "testing"

// TestEarlierTables: one meeting at tables, and the rounds that mixed tables are written as.
func TestEarlierTables(t *testing.T) {
	for text, want := range map[string][]string{
		"name,table\nAna Lima,2\nAaron New,1\n":                     {"2", "1"},
		"ID,Name,Round 1,Round 2\n1,Ana Lima,1,2\n2,Aaron New,,1\n": {"Round 1 1", "Round 2 2", "Round 2 1"},
	} {
		p, found := readSeats(t, text)
		if len(found) > 0 || len(p.Seats) != len(want) {
			t.Fatalf("%q: %+v, %+v", text, p, found)
		}
		for i, s := range p.Seats {
			if s.Group != want[i] {
				t.Errorf("%q: seat %d is %q", text, i, s.Group)
			}
		}
	}
}
