package messages_test

import (
	"slices"
	"testing"

	"roundtable/reports/messages"
)

// Names stand as a dictionary of the language has them: accents beside the letter (French,
// Spanish ñ behind n), Chinese by pinyin (非洲 fēi, 美国 měi, 中国 zhōng), whatever the case.
func TestAlphabet(t *testing.T) {
	for tag, want := range map[string][]string{
		"en": {"Ana", "Ángel", "bo", "Élan", "Zoe"},
		"fr": {"cote", "côté", "Égypte", "Espagne", "fête"},
		"es": {"nube", "ñandú", "oso"},
		"ru": {"ёж", "жук", "Япония"},
		"zh": {"非洲", "美国", "中国"},
		"ar": {"الأردن", "تونس", "مصر"},
	} {
		c, _ := messages.In(tag)
		got := slices.Clone(want)
		slices.Reverse(got)
		if slices.SortFunc(got, c.Alphabet()); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", tag, got, want)
		}
	}
}
