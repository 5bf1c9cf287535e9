package reports

import "unicode"

// For the tests, which stand outside the package because the sample uses it.
var (
	CleanText = cleanText
	IsHidden  = func(r rune) bool { return unicode.Is(hidden, r) }
)
