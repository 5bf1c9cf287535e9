package vocabulary

import (
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// RankWord reads a rank written as a word, an ordinal or a labelled number:
// "1st", "first", "First Choice", "Choice 2", "Choice #2", "Pref3", "1er", "2º",
// "erste", "[Top choice]", "1. Wahl", "第一". Plain numbers count as well. The
// rank is at least 1 and at most 999.
func RankWord(s string) (n int, ok bool) {
	if n, ok := plainNumber(strings.TrimSpace(s)); ok {
		return n, n >= 1
	}
	w := wordsOnly(s)
	if n, ok := ordinal(w); ok {
		return n, true
	}
	// An ordinal and a word for "choice" in either order.
	for _, c := range choiceWordList() {
		if rest, found := strings.CutPrefix(w, c); found {
			if n, ok := ordinalOrNumber(strings.TrimSpace(rest)); ok {
				return n, true
			}
		}
		if rest, found := strings.CutSuffix(w, c); found {
			if n, ok := ordinalOrNumber(strings.TrimSpace(rest)); ok {
				return n, true
			}
		}
	}
	return 0, false
}

// choiceNumber reads a header that names a choice column: an ordinal together
// with a word for choice ("1st choice", "Pref2", "Choice 3 (45)"), or an
// ordinal written as a word on its own ("first", "2nd").
func choiceNumber(text string) (int, bool) {
	bare := withoutBrackets(text)
	if i := strings.LastIndexByte(text, '['); i >= 0 && strings.HasSuffix(strings.TrimSpace(text), "]") {
		// A grid whose items are ranks: "Please rank … [Top choice]".
		inner := strings.TrimSuffix(strings.TrimSpace(text[i+1:]), "]")
		if _, number := plainNumber(strings.TrimSpace(inner)); number {
			return 0, false
		}
		return RankWord(inner)
	}
	if _, number := plainNumber(strings.TrimSpace(bare)); number {
		return 0, false
	}
	if n, ok := RankWord(bare); ok {
		return n, true
	}
	// "For Mayor Choice 1", "1ST CHOICE MAYOR MINNEAPOLIS"
	fields := strings.Fields(wordsOnly(bare))
	for i := 0; i+1 < len(fields); i++ {
		two := fields[i] + " " + fields[i+1]
		if n, ok := RankWord(two); ok && isChoicePair(fields[i], fields[i+1]) {
			return n, true
		}
	}
	return 0, false
}

func isChoicePair(a, b string) bool {
	set := choiceWords()
	return set[a] || set[b]
}

func ordinalOrNumber(s string) (int, bool) {
	if n, ok := plainNumber(s); ok {
		return n, n >= 1
	}
	return ordinal(s)
}

func plainNumber(s string) (int, bool) {
	if s == "" || len(s) > 3 {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	if err != nil || s[0] == '+' || s[0] == '-' {
		return 0, false
	}
	return n, true
}

// ordinal reads an ordinal in folded form: "1st", "2nd", "3e", "1er", "1o",
// "first", "erste", "第一".
func ordinal(w string) (int, bool) {
	if n, ok := ordinalWords()[w]; ok {
		return n, true
	}
	end := strings.IndexFunc(w, func(r rune) bool { return !unicode.IsDigit(r) })
	if end <= 0 {
		return 0, false
	}
	n, ok := plainNumber(w[:end])
	if !ok || n < 1 {
		return 0, false
	}
	switch strings.TrimSpace(w[end:]) {
	case "st", "nd", "rd", "th", "er", "ere", "re", "e", "eme", "ieme", "nde", "o", "a", "ro", "do", "to", "mo", "vo", "no", "ra", "da", "ta",
		"й", "я", "е", "ый", "ая", "ое", "ий", "ья":
		return n, true
	}
	return 0, false
}

// ordinalTable lists ordinals from 1 upward in each language.
const ordinalTable = `first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme
premiere seconde
primero segundo tercero cuarto quinto sexto septimo octavo noveno decimo
primera segunda tercera cuarta quinta sexta septima octava novena decima
primer - tercer
primeiro - terceiro quarto - - setimo oitavo nono
primeira - terceira quarta - - setima oitava nona
erste zweite dritte vierte funfte sechste siebte achte neunte zehnte
erster zweiter dritter vierter funfter sechster siebter achter neunter zehnter
erstes zweites drittes viertes funftes
первыи второи третии четвертыи пятыи шестои седьмои восьмои девятыи десятыи
первая вторая третья четвертая пятая шестая седьмая восьмая девятая десятая
первое второе третье четвертое пятое
الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر
الاولي الثانيه الثالثه الرابعه الخامسه
第一 第二 第三 第四 第五 第六 第七 第八 第九 第十
forste andre tredje fjerde femte`

var ordinalWords = sync.OnceValue(func() map[string]int {
	index := map[string]int{"top": 1, "favorite": 1, "favourite": 1, "most preferred": 1}
	for _, line := range strings.Split(ordinalTable, "\n") {
		for i, w := range strings.Fields(line) {
			if w != "-" {
				index[Fold(w)] = i + 1
			}
		}
	}
	return index
})

// choiceWords are the words for "choice" that stand beside an ordinal.
var choiceWords = sync.OnceValue(func() map[string]bool {
	index := make(map[string]bool)
	for _, w := range choiceWordList() {
		index[w] = true
	}
	return index
})

var choiceWordList = sync.OnceValue(func() []string {
	const words = `choice|choices|preference|pref|rank|ranked|ranking|priority|place|pick|
		choix|rang|eleccion|preferencia|prioridad|escolha|prioridade|
		wahl|prioritat|praferenz|platz|rang nr|выбор|приоритет|место|предпочтение|
		الاختيار|الخيار|الافضليه|选择|志愿|志願|希望|顺位|順位|valg|prioritet`
	list := splitWords(words)
	for i := range list {
		list[i] = wordsOnly(list[i])
	}
	return list
})
