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
		if known == len(words) && len(steps) >= 2 {
			return inSteps(steps), true
		}
	}
	return orderNumbered(words)
}

// inSteps lists the words from the lowest step on.
func inSteps(steps map[int][]string) [][]string {
	var out [][]string
	for _, n := range slices.Sorted(maps.Keys(steps)) {
		slices.Sort(steps[n])
		out = append(out, steps[n])
	}
	return out
}

// isLevelWord reports whether any scale knows the word, or it is a number with
// words: "5 – Excellent".
func isLevelWord(folded string) bool {
	_, text, ok := numberedLevel(folded)
	return ok && text != "" || slices.ContainsFunc(vocabulary.Levels(), func(scale map[string]int) bool {
		_, known := scale[folded]
		return known
	})
}

// maxNumbered is the largest number that a level label may begin with.
const maxNumbered = 20

var levelNumber = regexp.MustCompile(`^(\d{1,2}) *(?:[-:.()=/|–—](.*))?$`)

// numberedLevel reads a level that begins with its number: "5 – Excellent",
// "1: poor", "3 (fair)", "4. Good", or a bare "2".
func numberedLevel(word string) (n int, text string, ok bool) {
	m := levelNumber.FindStringSubmatch(vocabulary.Clean(word))
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
	steps, worded := make(map[int][]string), false
	for _, w := range words {
		n, text, ok := numberedLevel(w)
		if !ok {
			return nil, false
		}
		worded = worded || text != ""
		steps[n] = append(steps[n], w)
	}
	if !worded || len(steps) < 2 {
		return nil, false
	}
	numbers := slices.Sorted(maps.Keys(steps))
	low, high := numbers[0], numbers[len(numbers)-1]
	for n := low; n <= high; n++ {
		if len(steps[n]) == 0 {
			steps[n] = []string{strconv.Itoa(n)}
		}
	}
	out := inSteps(steps)
	if !lowIsBest(steps[low], steps[high]) {
		slices.Reverse(out)
	}
	return out, true
}

// lowIsBest reports whether the words of the lowest number stand above those of
// the highest on a scale that knows both.
func lowIsBest(low, high []string) bool {
	return slices.ContainsFunc(low, func(a string) bool {
		return slices.ContainsFunc(high, func(b string) bool {
			_, x, _ := numberedLevel(a)
			_, y, _ := numberedLevel(b)
			steps, ok := orderLevels([]string{x, y})
			return ok && steps[0][0] == x
		})
	})
}
