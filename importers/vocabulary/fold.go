package vocabulary

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold brings a text to the form in which texts are compared: compatibility
// decomposition (NFKD) without accents, case folded, letters such as ł and ø
// written plainly, typographic quotes and dashes as ASCII, invisible characters
// dropped, digits of every script as 0 to 9, and every run of white space (U+00A0 and U+3000 included) as one
// space, none at the ends. Fold(Fold(s)) == Fold(s).
func Fold(s string) string {
	if isCleanASCII(s) && strings.IndexByte(s, '`') < 0 {
		return strings.ToLower(s)
	}
	// Case folding can produce letters that decompose again (ŉ), so both run
	// before single letters are looked at.
	s = norm.NFKD.String(cases.Fold().String(norm.NFKD.String(strings.ToValidUTF8(s, "\ufffd"))))
	return oneSpaced(plainLetters.Replace(strings.Map(plainDigit, strings.Map(without(isDropped), s))))
}

// plainDigit is the digit from 0 to 9 of a decimal digit in any script; other runes stay. The
// decimal digits of a script stand one behind the other in Unicode, from 0 on.
func plainDigit(r rune) rune {
	if r < unicode.MaxLatin1 || !unicode.Is(unicode.Nd, r) {
		return r
	}
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return '0' + (r-rune(t.Lo))%10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return '0' + (r-rune(t.Lo))%10
		}
	}
	return r
}

// oneSpaced has one space for every run of white space, and none at the ends.
func oneSpaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// without drops the runes for which is holds, white space apart.
func without(is func(rune) bool) func(rune) rune {
	return func(r rune) rune {
		if is(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}
}

// isDropped reports whether a rune carries nothing for comparison: accents of
// the alphabetic scripts (not the vowel signs of Indic scripts or the voicing
// marks of kana, which make different words), controls, and format characters.
func isDropped(r rune) bool {
	switch {
	case r >= 0x0300 && r <= 0x036f, // Latin, Greek, Cyrillic accents
		r >= 0x0483 && r <= 0x0487,
		r >= 0x0591 && r <= 0x05c7 && unicode.Is(unicode.Mn, r), // Hebrew points
		r >= 0x064b && r <= 0x065f, r == 0x0670, r == 0x0640:    // Arabic vowels, hamza, tatweel
		return true
	case unicode.Is(unicode.Cf, r), unicode.IsControl(r):
		return true
	}
	return false
}

// plainLetters are small letters that NFKD leaves alone, or signs with several
// typographic forms.
var plainLetters = strings.NewReplacer(
	"ł", "l", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "æ", "ae", "œ", "oe", "ħ", "h", "ŋ", "ng", "ı", "i", "ƒ", "f",
	"ŧ", "t", "‘", "'", "’", "'", "‚", "'", "‛", "'", "ʼ", "'", "ʻ", "'", "′", "'", "`", "'", "´", "'", "ʹ", "'",
	"“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "″", `"`, "‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-",
	"―", "-", "−", "-", "ى", "ي", "ة", "ه", "ک", "ك", "ی", "ي",
)

// Compact is [Fold] without anything but letters, digits and marks, so that
// "E-mail", "e mail" and "E_Mail:" compare equal. "%" becomes "pct", because it
// tells a share from a count.
func Compact(s string) string {
	var b strings.Builder
	for _, r := range Fold(s) {
		switch {
		case r == '%':
			b.WriteString("pct")
		case isWordRune(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Clean trims a text and collapses its white space (U+00A0, U+3000 and line
// breaks included) but keeps spelling and case: the form in which values are
// shown and counted.
func Clean(s string) string {
	if isCleanASCII(s) {
		return s
	}
	return norm.NFC.String(oneSpaced(strings.Map(without(isInvisible), s)))
}

// isCleanASCII reports whether s is printable ASCII with single inner spaces.
func isCleanASCII(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c > '~' || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return s == "" || !space
}

// isInvisible reports characters that no one can see and that never belong to
// a value: byte-order marks, zero-width spaces, controls. Joiners stay, because
// Persian and Indic spelling needs them.
func isInvisible(r rune) bool {
	return r == 0xfeff || r == 0x200b || r == 0x2060 || unicode.IsControl(r)
}
