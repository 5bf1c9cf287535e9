package vocabulary

import (
	"testing"
	"unicode/utf8"

	"roundtable/planner"
)

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Straße", "Ł　ø", "İ", "ŉ ẞ", "e\u0301", "ﬁ ﷺ", "`x", "أحمد", "が", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("Fold(%q) = %q, and again %q", s, once, Fold(once))
		}
		if once := Clean(s); Clean(once) != once {
			t.Fatalf("Clean(%q) = %q, and again %q", s, once, Clean(once))
		}
		if once := Compact(s); Compact(once) != once {
			t.Fatalf("Compact(%q) = %q, and again %q", s, once, Compact(once))
		}
	})
}

func FuzzHeader(f *testing.F) {
	for _, s := range []string{"Stakeholder group", "Rank [First choice]", "Choice #2 (45)", "Gender (0=m", "第一", "1º", "什么", "]["} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, ok := Header(s)
		if ok && (m.Meaning == "" || m.Confidence <= 0 || m.Confidence > 1) {
			t.Fatalf("Header(%q) = %+v", s, m)
		}
		if ok && m.Meaning == Choice && (m.Number < 1 || m.Number > 999) {
			t.Fatalf("Header(%q) has the number %d", s, m.Number)
		}
		if _, alias, near := NearHeader(s); near && (ok || alias == "") {
			t.Fatalf("NearHeader(%q) suggests %q for a known header", s, alias)
		}
		if n, ok := RankWord(s); ok && (n < 1 || n > 999) {
			t.Fatalf("RankWord(%q) = %d", s, n)
		}
	})
}

func FuzzValue(f *testing.F) {
	for _, s := range []string{"Civl society", "WEOG", "NA", "Türkiye", "Academia", "f", "en|fr", "Korea", "()", "🔒"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region, planner.Gender, planner.Attendance, planner.Country, planner.Organisation} {
			m := Value(d, s)
			if m.OK() != (m.Value != "") && utf8.ValidString(s) {
				t.Fatalf("Value(%s, %q) = %+v", d, s, m)
			}
			if again := Value(d, m.Value); m.OK() && again.Value != m.Value && m.Status != Free {
				t.Fatalf("Value(%s, %q) = %q, which reads as %+v", d, s, m.Value, again)
			}
			if m.Status == Near && len(m.Suggestions) == 0 {
				t.Fatalf("Value(%s, %q) is near nothing", d, s)
			}
		}
	})
}
