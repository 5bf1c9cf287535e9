package reports_test

import (
	"fmt"
	"testing"

	"roundtable/reports"
	"roundtable/testdata/sample"
)

func TestSegments(t *testing.T) {
	for in, want := range map[string][]reports.Segment{
		"plain":                                nil,
		"by \u2068سارة\u2069 today":            {{"by ", false}, {"سارة", true}, {" today", false}},
		"\u2068a\u2069\u2068b\u2069":           {{"a", true}, {"b", true}},
		"open \u2068never closed":              {{"open ", false}, {"never closed", true}},
		"closed \u2069 only":                   {{"closed  only", false}},
		"turned \u202Eback\u202C and \u200Bso": {{"turned back and so", false}},
	} {
		if want == nil {
			want = []reports.Segment{{in, false}}
		}
		if got := reports.Segments(in); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{reports.Shorten("one two three four", 12), "one two…"},
		{reports.Shorten("short", 12), "short"},
		{reports.Shorten("Wwwwwwwwwwwwwwwww", 6), "Wwwww…"},
		{reports.Shorten("\u2068سارة الحربي من هنا\u2069", 9), "\u2068سارة…\u2069"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func FuzzCleanText(f *testing.F) {
	for _, p := range sample.Payloads {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := reports.CleanText(s)
		if twice := reports.CleanText(once); twice != once {
			t.Errorf("%q becomes %q, then %q", s, once, twice)
		}
		open := 0
		for _, r := range once {
			switch {
			case r == '\u2068':
				open++
			case r == '\u2069':
				open--
			case r < ' ' || r >= 0x7f && r < 0xa0 || reports.IsHidden(r):
				t.Errorf("%q keeps %U", s, r)
			}
			if open < 0 {
				t.Errorf("%q closes an isolate that is not open", once)
			}
		}
		if open != 0 {
			t.Errorf("%q leaves an isolate open", once)
		}
		var all string
		for _, seg := range reports.Segments(s) {
			all += seg.Text
		}
		if want := reports.Plain(s); all != want {
			t.Errorf("segments of %q hold %q, want %q", s, all, want)
		}
	})
}
