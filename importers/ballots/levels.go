package ballots

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"roundtable/importers/vocabulary"
)

// levelScales are the level words of importance, agreement and usefulness
// questions, each scale from the best level to the worst. Words at one place
// are separated by "/".
const levelScales = `
critical/critical to me/essential/crucial/vital/extremely important/indispensable/must have/top priority/very high/very high priority
very important/high/high priority/very useful/strongly support/very much
important/quite important/fairly important/moderately important/moderate/medium/medium priority/useful/should have/support/normal
somewhat important/somewhat useful/somewhat/nice to have/could have/rather important
slightly important/a little important/low/low priority/slightly useful/not very important/rather unimportant/less important/minor
not important/not at all important/unimportant/not relevant/not relevant for me/not relevant to me/not useful/not a priority/no priority/won't have/none/irrelevant/very low/not at all
===
excellent/outstanding/great
very good
good
ok/okay/fair/acceptable/average/satisfactory/adequate
poor/bad/weak
very poor/very bad/terrible/unacceptable/reject
===
strongly agree/completely agree/fully agree
agree/somewhat agree
neutral/neither agree nor disagree/undecided/neither
disagree/somewhat disagree
strongly disagree/completely disagree
===
very interested/extremely interested
interested/moderately interested
somewhat interested
slightly interested/a little interested
not interested/not at all interested
===
very likely/extremely likely/certainly/definitely
likely/probably
neutral/neither likely nor unlikely/maybe/undecided/possibly
unlikely/probably not
very unlikely/extremely unlikely/certainly not/definitely not
===
yes/yea/ok
maybe/(ok)/(yes)/if need be/perhaps/under reserve/yes if need be
no
===
indispensable/essentiel/primordial/critique
très important/tres important
important
assez important/moyennement important/plutôt important
peu important/pas très important
pas important/pas du tout important/sans importance
===
esencial/imprescindible/crítico
muy importante
importante
algo importante/moderadamente importante
poco importante
nada importante/no importante/sin importancia
===
essencial/crítico
muito importante
importante
um pouco importante/moderadamente importante
pouco importante
nada importante/não importante/sem importância
===
unverzichtbar/äußerst wichtig
sehr wichtig
wichtig
eher wichtig/teilweise wichtig/mäßig wichtig
weniger wichtig/eher unwichtig
unwichtig/nicht wichtig/gar nicht wichtig
===
критически важно/крайне важно
очень важно
важно
довольно важно/скорее важно/умеренно важно
мало важно/скорее неважно/не очень важно
неважно/не важно/совсем не важно
===
极其重要/至关重要
非常重要/很重要
重要
比较重要/一般/有点重要
不太重要
不重要/完全不重要
===
بالغ الأهمية
مهم جدا
مهم
مهم إلى حد ما
قليل الأهمية
غير مهم`

// levelIndex maps a folded level word to its step on each scale it stands on.
var levelIndex = sync.OnceValue(func() []map[string]int {
	var scales []map[string]int
	for _, scale := range strings.Split(levelScales, "===") {
		steps := make(map[string]int)
		for i, line := range strings.Split(strings.TrimSpace(scale), "\n") {
			for _, w := range strings.Split(line, "/") {
				steps[vocabulary.Fold(w)] = i
			}
		}
		scales = append(scales, steps)
	}
	return scales
})

// orderLevels puts level words in order, best first, by the first scale that
// knows all of them. Words at one step of the scale (spellings of one level)
// stay together: the result lists steps. It reports false when no scale knows
// every word, or all are at one step.
func orderLevels(words []string) ([][]string, bool) {
	for _, scale := range levelIndex() {
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
	for _, scale := range levelIndex() {
		if _, ok := scale[folded]; ok {
			return true
		}
	}
	return false
}

// maxNumbered is the largest number that a level label may begin with.
const maxNumbered = 20

var numbered = regexp.MustCompile(`^(\d+) *(?:[-:.()=/|–—](.*))?$`)

// numberedLevel reads a level that begins with its number: "5 – Excellent",
// "1: poor", "3 (fair)", "4. Good", or a bare "2".
func numberedLevel(word string) (n int, text string, ok bool) {
	m := numbered.FindStringSubmatch(vocabulary.Clean(word))
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
