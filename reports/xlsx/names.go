package xlsx

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"roundtable/reports"
)

// nameAllocator gives out names that no spreadsheet program refuses or takes
// for the same: unique whatever the case.
type nameAllocator struct {
	taken map[string]bool
	last  map[string]int // the number last given to a name, so that many alike take no time
}

func newNameAllocator(reserved ...string) *nameAllocator {
	n := &nameAllocator{taken: map[string]bool{}, last: map[string]int{}}
	for _, r := range reserved {
		n.taken[strings.ToLower(r)] = true
	}
	return n
}

// sheet returns a worksheet name after want: at most 31 characters as Excel
// counts them (UTF-16 units), without : \ / ? * [ ] and control characters, and
// with no apostrophe at either end.
func (n *nameAllocator) sheet(want string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) || unicode.IsControl(r) {
			return ' '
		}
		return r
	}, reports.Plain(want))
	clean = cmp.Or(strings.Trim(strings.Join(strings.Fields(clean), " "), "' "), "Sheet")
	if len(clean) > 31 {
		if at := strings.LastIndex(cutUTF16(clean+" ", 32), " "); at > 15 { // no half words
			clean = clean[:at]
		}
	}
	return n.unique(clean, 31, " ")
}

// table returns a name for an Excel table: "tbl_", so that it is never that of a cell
// or a reserved one, and letters, digits and underscores, in any script.
func (n *nameAllocator) table(want string) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return '_'
	}, want)
	return n.unique("tbl_"+clean, 200, "_")
}

func (n *nameAllocator) unique(want string, limit int, gap string) string {
	name := cutUTF16(want, limit)
	key := strings.ToLower(name)
	for i := max(n.last[key]+1, 2); n.taken[strings.ToLower(name)]; i++ {
		n.last[key] = i
		suffix := gap + strconv.Itoa(i)
		name = strings.TrimRight(cutUTF16(want, limit-len(suffix)), "' ") + suffix
	}
	n.taken[strings.ToLower(name)] = true
	return name
}

// cutUTF16 cuts s to at most limit UTF-16 units, between characters.
func cutUTF16(s string, limit int) string {
	units := 0
	for i, r := range s {
		units += max(utf16.RuneLen(r), 1)
		if units > limit {
			return s[:i]
		}
	}
	return s
}

// lenUTF16 is the length of s in UTF-16 units.
func lenUTF16(s string) int { return len(utf16.Encode([]rune(s))) }

// sheetRef is a range on a sheet as formulas write it: 'A b'!$A$1:$B$2.
func sheetRef(sheet, cells string) string {
	return "'" + strings.ReplaceAll(sheet, "'", "''") + "'!" + cells
}

// foldKey is equal for texts that spreadsheet programs take for equal.
func foldKey(s string) string { return strings.ToLower(strings.ToUpper(s)) }
