package ballots

import (
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
)

// orderLevels puts level words in order, best first, by the first scale that
// knows all of them. Words at one step of the scale (spellings of one level)
// stay together: the result lists steps. It reports false when no scale knows
// every word, or all are at one step.
func orderLevels(words []string) ([][]string, bool) {
	for _, scale := range vocabulary.Levels() {
		type at struct {
			step int
			word string
		}
		var list []at
		for _, w := range words {
			step, ok := scale[vocabulary.Fold(w)]
			if !ok {
				list = nil
				break
			}
			list = append(list, at{step, w})
		}
		if list == nil {
			continue
		}
		slices.SortStableFunc(list, func(a, b at) int {
			if a.step != b.step {
				return a.step - b.step
			}
			return strings.Compare(a.word, b.word)
		})
		var out [][]string
		for i, x := range list {
			if i == 0 || list[i-1].step != x.step {
				out = append(out, nil)
			}
			out[len(out)-1] = append(out[len(out)-1], x.word)
		}
		if len(out) >= 2 {
			return out, true
		}
	}
	return orderNumbered(words)
}

// isLevelWord reports whether any scale knows the word, or it is a number with
// words: "5 – Excellent".
func isLevelWord(folded string) bool {
	if _, text, ok := numberedLevel(folded); ok && text != "" {
		return true
	}
	for _, scale := range vocabulary.Levels() {
		if _, ok := scale[folded]; ok {
			return true
		}
	}
	return false
}

// maxNumbered is the largest number that a level label may begin with.
const maxNumbered = 20

// numberedLevel reads a level that begins with its number: "5 – Excellent",
// "1: poor", "3 (fair)", "4. Good", or a bare "2".
func numberedLevel(word string) (n int, text string, ok bool) {
	word = vocabulary.Clean(word)
	end := 0
	for end < len(word) && word[end] >= '0' && word[end] <= '9' {
		n = n*10 + int(word[end]-'0')
		if end++; n > maxNumbered {
			return 0, "", false
		}
	}
	rest := strings.TrimLeft(word[end:], " ")
	if end == 0 || rest != "" && !strings.ContainsAny(rest[:1], "-:.()=/|") && !strings.HasPrefix(rest, "–") && !strings.HasPrefix(rest, "—") {
		return 0, "", false
	}
	text = strings.Trim(rest, " -:.()=/|–—")
	return n, text, text == "" || strings.Trim(text, "0123456789 .,-") != ""
}

// orderNumbered puts levels that begin with their numbers in order, best first.
// The words decide which end is best where a scale knows them; else the highest
// number is. A number that nobody chose keeps its step, so that the distances
// between levels are those of the form.
func orderNumbered(words []string) ([][]string, bool) {
	byNumber := make(map[int][]string)
	worded := false
	low, high := maxNumbered+1, -1
	for _, w := range words {
		n, text, ok := numberedLevel(w)
		if !ok {
			return nil, false
		}
		worded = worded || text != ""
		byNumber[n] = append(byNumber[n], w)
		low, high = min(low, n), max(high, n)
	}
	if !worded || low == high {
		return nil, false
	}
	var out [][]string
	for n := high; n >= low; n-- {
		step := byNumber[n]
		if len(step) == 0 {
			step = []string{strconv.Itoa(n)}
		}
		slices.Sort(step)
		out = append(out, step)
	}
	if lowIsBest(byNumber[low], byNumber[high]) {
		slices.Reverse(out)
	}
	return out, true
}

// lowIsBest reports whether the words of the lowest number stand above those of
// the highest on a scale that knows both.
func lowIsBest(low, high []string) bool {
	for _, a := range low {
		for _, b := range high {
			_, x, _ := numberedLevel(a)
			_, y, _ := numberedLevel(b)
			if steps, ok := orderLevels([]string{x, y}); ok {
				return steps[0][0] == x
			}
		}
	}
	return false
}
