// Package shell quotes words for the command line of the user: what is shown can be typed as it
// stands.
package shell

import (
	"runtime"
	"strings"
)

// shellPlain are the characters that no shell reads anything into.
const shellPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./,:=+%"

// Word quotes a word for the user's shell where it needs quotes.
func Word(s string) string { return wordFor(runtime.GOOS, s) }

// Posix quotes a word as most systems do.
func Posix(s string) string { return wordFor("", s) }

// wordFor quotes a word for the shells of a system. Those of Windows know double quotes alone
// in common, and a backslash is part of a path.
func wordFor(system, s string) string {
	windows := system == "windows"
	plain := shellPlain
	if windows {
		plain = strings.ReplaceAll(plain, "%", "") + `\`
	}
	switch {
	case s != "" && strings.Trim(s, plain) == "":
		return s
	case windows:
		return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"`
	default:
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
}
