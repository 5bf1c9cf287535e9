package ballots

import (
	"slices"
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
	return nil, false
}

// isLevelWord reports whether any scale knows the word.
func isLevelWord(folded string) bool {
	for _, scale := range levelIndex() {
		if _, ok := scale[folded]; ok {
			return true
		}
	}
	return false
}
