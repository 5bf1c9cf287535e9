package build

import (
	"testing"

	"roundtable/planner/balance"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{counted(1, "person", "people"), "1 person"},
		{counted(0, "rule"), "0 rules"},
		{counted(2, "wish", "wishes"), "2 wishes"},
		{joined(nil), ""},
		{joined([]string{"a"}), "a"},
		{joined([]string{"a", "b"}), "a and b"},
		{joinedOr([]string{"a", "b", "c"}), "a, b or c"},
		{few([]string{"a", "b", "c"}, 2), "a, b and 1 more"},
		{asked(1, -1), "at least 1"},
		{asked(0, -1), "any number"},
		{asked(0, 2), "at most 2"},
		{asked(0, 0), "none"},
		{asked(2, 2), "exactly 2"},
		{asked(1, 3), "1 to 3"},
		{ordinal(1), "1st"},
		{ordinal(2), "2nd"},
		{ordinal(3), "3rd"},
		{ordinal(4), "4th"},
		{ordinal(11), "11th"},
		{ordinal(12), "12th"},
		{ordinal(13), "13th"},
		{ordinal(21), "21st"},
		{ordinal(112), "112th"},
		{number(-0.04, 1), "0.0"},
		{number(2.25, 0), "2"},
		{upperFirst("éa"), "Éa"},
		{upperFirst(""), ""},
		{sentence(" it stopped. "), "It stopped."},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestManyPanels(t *testing.T) {
	for want, n := range map[string]int{
		"": 12, "1,234,567": 1_234_567, "more than 1,000,000,000": balance.ManyPanels,
	} {
		if got := newBuilder(Input{}).advice().panels(n).Text; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
