package vocabulary

import "strings"

// IsAddress reports whether a text is an e-mail address.
func IsAddress(s string) bool {
	at := strings.IndexByte(s, '@')
	return at > 0 && strings.IndexByte(s[at:], '.') > 1 && !strings.ContainsAny(s, " \t\n")
}

// MaskAddress shortens an e-mail address to "a…@example.org", for messages;
// other texts stay as they are.
func MaskAddress(s string) string {
	if !IsAddress(s) {
		return s
	}
	box, domain, _ := strings.Cut(s, "@")
	return string([]rune(box)[:1]) + "…@" + domain
}
