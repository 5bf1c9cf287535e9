package vocabulary

import (
	"cmp"
	"strings"
)

// CompareNatural orders texts as people do: "Q2" before "Q10", case and accents
// last.
func CompareNatural(a, b string) int {
	x, y := Fold(a), Fold(b)
	for x != "" && y != "" {
		nx, restX := leadingDigits(x)
		ny, restY := leadingDigits(y)
		if nx != "" && ny != "" {
			tx, ty := strings.TrimLeft(nx, "0"), strings.TrimLeft(ny, "0")
			if c := cmp.Or(cmp.Compare(len(tx), len(ty)), strings.Compare(tx, ty)); c != 0 {
				return c
			}
			x, y = restX, restY
			continue
		}
		if x[0] != y[0] {
			return cmp.Compare(x[0], y[0])
		}
		x, y = x[1:], y[1:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(a, b))
}

func leadingDigits(s string) (digits, rest string) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return s[:i], s[i:]
}
