package ballots

import (
	"maps"
	"regexp"
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
		steps, known := make(map[int][]string), 0
		for _, w := range words {
			if step, ok := scale[vocabulary.Fold(w)]; ok {
				steps[step] = append(steps[step], w)
				known++
			}
		}
		if known < len(words) || len(steps) < 2 {
			continue
		}
		var out [][]string
		for _, step := range slices.Sorted(maps.Keys(steps)) {
			slices.Sort(steps[step])
			out = append(out, steps[step])
		}
		return out, true
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

var levelPattern = regexp.MustCompile(`^(\d+) *(?:[-:.()=/|–—](.*))?$`)

// numberedLevel reads a level that begins with its number: "5 – Excellent",
// "1: poor", "3 (fair)", "4. Good", or a bare "2".
func numberedLevel(word string) (n int, text string, ok bool) {
	m := levelPattern.FindStringSubmatch(vocabulary.Clean(word))
	if m == nil {
		return 0, "", false
	}
	n, _ = strconv.Atoi(m[1])
	text = strings.Trim(m[2], " -:.()=/|–—")
	return n, text, n <= maxNumbered && (text == "" || strings.Trim(text, "0123456789 .,-") != "")
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
