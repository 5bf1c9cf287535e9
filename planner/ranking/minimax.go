package ranking

import (
	"context"
	"math/big"
	"slices"
)

// strength is how strong a win of one issue over another is.
type strength uint8

const (
	// winning counts the weight on the winning side, 0 where there is no win.
	winning strength = iota
	// margins counts the winning minus the losing side.
	margins
)

// suffix turns the name of a rule with winning votes into that with margins.
func (s strength) suffix() string {
	if s == margins {
		return "_margins"
	}
	return ""
}

func (s strength) words() string {
	if s == margins {
		return "the weight for it minus the weight against it"
	}
	return "the weight for it"
}

// of returns the strength of a over b; zero unless a beats b.
func (s strength) of(x *election, a, b int) *big.Int {
	if x.beats(a, b) <= 0 {
		return new(big.Int)
	}
	if s == margins {
		return new(big.Int).Sub(x.w[a][b], x.w[b][a])
	}
	return x.w[a][b]
}

// minimaxRule orders issues by their worst defeat, smallest first (Simpson 1969,
// Kramer 1977). With winning votes the worst defeat is max W[b][a] over the b
// that beat a, 0 if none does. With margins it is max W[b][a] − W[a][b] over all
// b, negative for an issue that beats every other.
func minimaxRule(s strength) Rule {
	return Rule{
		Name: "minimax" + s.suffix(), Title: "Minimax (" + map[strength]string{winning: "winning votes", margins: "margins"}[s] + ")",
		Definition: "The issue whose worst defeat by another issue is smallest comes first; a defeat is measured by " + s.words() + ".",
		Ties:       "Equal worst defeats tie.",
		Source:     "Simpson 1969; Kramer 1977",
		run: func(_ context.Context, x *election) RuleResult {
			worst := make([]*big.Int, x.m)
			for a := range x.m {
				for b := range x.m {
					if a == b {
						continue
					}
					var d *big.Int
					if s == winning {
						d = winning.of(x, b, a)
					} else {
						d = new(big.Int).Sub(x.w[b][a], x.w[a][b])
					}
					if worst[a] == nil || d.Cmp(worst[a]) > 0 {
						worst[a] = d
					}
				}
				if worst[a] == nil {
					worst[a] = new(big.Int)
				}
			}
			out := x.byScore(worst, 1, true)
			out.Note = "The scores are worst defeats: the lowest comes first."
			return out
		},
	}
}

// grades gives each distinct strength a small whole number in the same order, 0
// for no win, so that path and sorting work compares machine integers.
func (s strength) grades(x *election) (grade [][]int32, values []*big.Int) {
	values = []*big.Int{new(big.Int)}
	for a := range x.m {
		for b := range x.m {
			if a != b && x.beats(a, b) > 0 {
				values = append(values, s.of(x, a, b))
			}
		}
	}
	slices.SortFunc(values, (*big.Int).Cmp)
	values = slices.CompactFunc(values, func(p, q *big.Int) bool { return p.Cmp(q) == 0 })
	grade = make([][]int32, x.m)
	for a := range x.m {
		grade[a] = make([]int32, x.m)
		for b := range x.m {
			if a != b && x.beats(a, b) > 0 {
				k, _ := slices.BinarySearchFunc(values, s.of(x, a, b), (*big.Int).Cmp)
				grade[a][b] = int32(k)
			}
		}
	}
	return grade, values
}
