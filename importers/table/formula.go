package table

import (
	"strconv"
	"strings"
)

// SafeCell returns a text so that no spreadsheet takes it for a formula: one that
// begins with = + - @ or a control character gets an apostrophe in front.
// [UnsafeCell] is its exact inverse. Plain negative and signed numbers stay.
func SafeCell(s string) string {
	if startsFormula(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// UnsafeCell undoes [SafeCell].
func UnsafeCell(s string) string {
	if strings.HasPrefix(s, "'") && startsFormula(strings.TrimLeft(s, "'")) {
		return s[1:]
	}
	return s
}

func startsFormula(s string) bool {
	if s == "" || !strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return false
	}
	_, err := strconv.ParseFloat(s, 64)
	return err != nil
}
