package table

import (
	"cmp"
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// language is what is known of the letters of a language.
type language struct {
	encodings []string
	rank      map[rune]int // of its letters beyond ASCII, by frequency
	scripts   []*unicode.RangeTable
	weight    float64 // how much of rank is expected in its texts, by Zipf's law
}

//go:embed letters.tsv
var lettersTSV string

// languages reads the table of letters once.
var languages = sync.OnceValue(func() []*language {
	known := []*unicode.RangeTable{
		unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Hebrew, unicode.Arabic, unicode.Thai,
		unicode.Hiragana, unicode.Katakana, unicode.Han, unicode.Hangul,
	}
	var list []*language
	for line := range strings.Lines(lettersTSV) {
		columns := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(columns) != 3 {
			continue
		}
		l := &language{encodings: strings.Fields(columns[1]), rank: make(map[rune]int)}
		for _, r := range columns[2] {
			if _, twice := l.rank[r]; !twice {
				l.rank[r] = len(l.rank)
			}
		}
		for _, table := range known {
			if strings.ContainsFunc(columns[2], func(r rune) bool { return unicode.Is(table, r) }) {
				l.scripts = append(l.scripts, table)
			}
		}
		l.weight = 1 / (math.Log(float64(len(l.rank))) + 1)
		list = append(list, l)
	}
	return list
})

// What speaks against a letter or a place, as the logarithm of its likelihood.
const (
	costRare      = -9.2 // a letter of the script that the language does not have among its usual ones
	costStrange   = -14  // a letter of another script, a symbol
	costSign      = -4.6 // a sign of writing, such as a dash or a bracket
	costInvalid   = -25  // no character at all
	costBadCase   = -6   // a capital after a small letter
	costNeighbour = -4   // a small Latin letter beside one of another script
	usualBonus    = 4    // windows-1252 is what most of such files are in
	validBonus    = 3    // for each character that is valid in UTF-8, which other encodings seldom are
	surely        = 7    // one guess is a thousand times as likely as another
)

// fit is the logarithm of how likely a word is in the language. Letters of ASCII
// cost nothing: they are the same in every encoding.
func (l *language) fit(word []rune) float64 {
	sum, last := 0.0, ' '
	if len(word) == 1 && unicode.IsLower(unicode.ToLower(word[0])) {
		sum = costRare // a dash, rather
	}
	for i, r := range word {
		next := ' '
		if i+1 < len(word) {
			next = word[i+1]
		}
		if last >= utf8.RuneSelf || r >= utf8.RuneSelf {
			sum += l.beside(last, r)
		}
		if r >= utf8.RuneSelf {
			sum += l.letter(r, unicode.IsLetter(last) && unicode.IsLetter(next))
		}
		last = r
	}
	return sum
}

// beside is what speaks against two characters beside each other.
func (l *language) beside(last, r rune) float64 {
	small := func(r rune) bool { return r >= 'a' && r <= 'z' }
	switch {
	case unicode.IsUpper(r) && unicode.IsLower(last):
		return costBadCase
	case l.scripts[0] != unicode.Latin && (small(r) && unicode.IsLetter(last) || small(last) && unicode.IsLetter(r)):
		return costNeighbour
	}
	return 0
}

// signs are those of writing, which stand between words.
const signs = "–—‘“”„«»…•€£§©®™°²½·№ºª\u00a0，。、：；（）「」！？　・"

// letter is the logarithm of how likely a character beyond ASCII is, perhaps
// inside a word.
func (l *language) letter(r rune, inside bool) float64 {
	rank, ok := l.rank[r]
	if !ok {
		rank, ok = l.rank[unicode.ToLower(r)]
	}
	switch {
	case ok:
		return math.Log(l.weight / float64(rank+1))
	case r == utf8.RuneError, unicode.IsControl(r):
		return costInvalid
	case unicode.In(r, l.scripts...):
		return costRare
	case r == '’', strings.ContainsRune(signs, r) && !inside:
		return costSign
	}
	return costStrange
}

// guess is a reading of a file's bytes in one encoding.
type guess struct {
	encoding string
	text     string
	fit      float64
}

// guessEncodings reads a sample of text that is not ASCII in every encoding that
// is known from letters.tsv, and in UTF-8, and returns the readings from the most
// to the least likely, those with the same text left out. Each word counts for
// the language it fits best; a language that fits many words is the likelier one
// for the others.
func guessEncodings(sample []byte) []guess {
	all := map[string][]*language{"utf-8": languages()}
	names := []string{"utf-8"}
	for _, l := range languages() {
		for _, name := range l.encodings {
			if all[name] == nil {
				names = append(names, name)
			}
			all[name] = append(all[name], l)
		}
	}
	var guesses []guess
	for _, name := range names {
		text := string([]rune(string(sample)))
		if enc, _, err := encodingByName(name); err == nil && enc != nil {
			text, _ = enc.NewDecoder().String(string(sample))
		}
		g := guess{name, text, fitText(text, all[name])}
		switch name {
		case "windows-1252":
			g.fit += usualBonus
		case "utf-8":
			for _, r := range text {
				if isForeign(r) && r != utf8.RuneError {
					g.fit += validBonus
				}
			}
		}
		if i := slices.IndexFunc(guesses, func(old guess) bool { return old.text == text }); i >= 0 {
			guesses[i].fit = max(guesses[i].fit, g.fit) // the same text: the name that is told first
			continue
		}
		guesses = append(guesses, g)
	}
	slices.SortStableFunc(guesses, func(a, b guess) int { return cmp.Compare(b.fit, a.fit) })
	return guesses
}

// fitText is the logarithm of how likely a text is in a mixture of languages.
func fitText(text string, mixture []*language) float64 {
	var words [][]float64
	best := make([]float64, len(mixture))
	for _, word := range strings.FieldsFunc(text, betweenCells) {
		if !strings.ContainsFunc(word, isForeign) {
			continue
		}
		fits := make([]float64, len(mixture))
		for i, l := range mixture {
			fits[i] = l.fit([]rune(word))
		}
		best[slices.Index(fits, slices.Max(fits))]++
		words = append(words, fits)
	}
	sum := 0.0
	for _, fits := range words {
		for i := range fits {
			fits[i] += math.Log((best[i] + 0.2) / (float64(len(words)) + 0.2*float64(len(mixture))))
		}
		sum += slices.Max(fits)
	}
	return sum
}

// isForeign reports whether r is not ASCII.
func isForeign(r rune) bool { return r >= utf8.RuneSelf }

// betweenCells reports whether r ends a word or a cell.
func betweenCells(r rune) bool { return r == ' ' || strings.ContainsRune("\r\n\t;,|\"", r) }

// firstForeign returns the first cell of a text that is not ASCII, or that is not
// in the other text.
func firstForeign(text, other string) string {
	return firstCell(text, func(cell string) bool {
		return strings.ContainsFunc(cell, isForeign) && !strings.Contains(other, cell)
	})
}

// firstCell returns the first cell of a text that is wanted, at most 40 characters
// of it.
func firstCell(text string, wanted func(string) bool) string {
	for cell := range strings.FieldsFuncSeq(text, func(r rune) bool { return r != ' ' && betweenCells(r) }) {
		if wanted(cell) {
			return clip(strings.TrimSpace(cell))
		}
	}
	return ""
}
