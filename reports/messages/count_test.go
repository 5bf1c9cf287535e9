package messages

import "testing"

func TestCount(t *testing.T) {
	for n, want := range map[int]string{
		0: "0 people", 1: "1 person", 999: "999 people", 1000: "1,000 people", 1_002_003: "1,002,003 people",
	} {
		if got := Count(n, "person", "people"); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}
