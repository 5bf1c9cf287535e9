package brief

import (
	"testing"
)

func TestWords(t *testing.T) {
	b := New(Input{})
	for _, c := range []struct{ got, want string }{
		{b.Asked(1, -1), "at least 1"},
		{b.Asked(0, -1), "any number"},
		{b.Asked(0, 2), "at most 2"},
		{b.Asked(0, 0), "none"},
		{b.Asked(2, 2), "exactly 2"},
		{b.Asked(1, 3), "1 to 3"},
		{b.QuotedIssue("Q1", "Q1: Work", 70), "Q1 “Work”"},
		{b.QuotedIssue("Q1", "Q10 Work", 70), "Q1 “Q10 Work”"},
		{b.QuotedIssue("", "Work", 70), "“Work”"},
		{b.QuotedIssue("Q1", "Q1", 70), "Q1"},
		{IssueLabel("Q1", "Q1 Work", 70), "Q1 Work"},
		{IssueLabel("", "Work", 70), "Work"},
		{b.Some([]string{"a", "b", "c"}, 2), "a, b and 1 more"},
		{upperFirst("éa"), "Éa"},
		{upperFirst(""), ""},
		{b.sentence(" it stopped. "), "It stopped."},
		{b.sentence(""), ""},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
