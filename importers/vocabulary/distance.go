package vocabulary

// Distance is the optimal string alignment distance of two texts in runes:
// insertions, deletions, substitutions and swaps of neighbours each cost 1, so
// that "categroy" is one step from "category".
func Distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	return newAligner(len(y)).distance(x, y, len(x)+len(y))
}

// aligner holds the rows of the alignment table, for use with many words.
type aligner struct{ two, one, row []int }

func newAligner(n int) *aligner {
	return &aligner{make([]int, n+1), make([]int, n+1), make([]int, n+1)}
}

// distance is [Distance], or some number above limit as soon as it is certain
// that the distance is above it.
func (a *aligner) distance(x, y []rune, limit int) int {
	two, one, row := a.two[:len(y)+1], a.one[:len(y)+1], a.row[:len(y)+1]
	for j := range one {
		one[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(one[j]+1, row[j-1]+1, one[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], two[j-2]+1)
			}
			least = min(least, row[j])
		}
		// A swap can still gain one on the row before the last.
		if least > limit+1 {
			return least
		}
		two, one, row = one, row, two
	}
	return one[len(y)]
}

// maxDistance is how many slips are still called a near miss in a word of n
// letters: none below four, one up to seven, two up to twelve, then three.
func maxDistance(n int) int { return min(3, n/4, 2+n/13) }

// Closest returns the entry of among that is nearest to s after folding, if it
// is near enough to suggest. Of several equally near the first is returned; an
// exact match counts.
func Closest(s string, among []string) (string, bool) { return NewWordList(among).Closest(s) }

// WordList is a list of words in which the closest to many texts are looked for.
type WordList struct {
	words   []string
	keys    [][]rune
	longest int
}

// NewWordList prepares a list, which must not change while it is used.
func NewWordList(words []string) *WordList {
	w := &WordList{words: words, keys: make([][]rune, len(words))}
	for i, word := range words {
		w.keys[i] = []rune(Compact(word))
		w.longest = max(w.longest, len(w.keys[i]))
	}
	return w
}

// longestWord is the length in bytes beyond which a text resembles no term.
const longestWord = 200

// Closest returns the word that is nearest to s, as the function [Closest] does.
func (w *WordList) Closest(s string) (string, bool) {
	i := w.closest(s)
	if i < 0 {
		return "", false
	}
	return w.words[i], true
}

// closest returns the place of the nearest word, or -1.
func (w *WordList) closest(s string) int {
	if len(s) > longestWord {
		return -1
	}
	key := []rune(Compact(s))
	best, found := maxDistance(len(key))+1, -1
	if len(key) > w.longest+best {
		return -1
	}
	a := newAligner(w.longest)
	for i, k := range w.keys {
		if d := len(k) - len(key); d >= best || -d >= best {
			continue
		}
		if d := a.distance(key, k, best-1); d < best {
			best, found = d, i
		}
	}
	return found
}
