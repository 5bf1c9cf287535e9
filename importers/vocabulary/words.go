package vocabulary

import (
	"cmp"
	"embed"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// The words themselves are data: words/*.tsv, of which each says in its first
// lines how to add to it.
//
//go:embed words/*.tsv
var wordFiles embed.FS

// List is a list of words that mean the same in every language: a file of the
// folder words and a meaning in it. Texts are compared after [Fold], and
// whatever their punctuation where they have four letters or more.
type List string

// Rows of a table that are no records, by the first text in them.
const (
	TotalRow   List = "rows/total"
	RemarkRow  List = "rows/remark"
	ExampleRow List = "rows/example"
	Ditto      List = "rows/ditto"   // a cell that stands for the one above it
	SessionRow List = "rows/session" // "Panel 2: …", a heading of its people
)

// Tables that are no people, votes or lists.
const (
	CountReport List = "reports/count of votes"
	Comparison  List = "reports/comparison"
)

// What stands beside a name, or in its place.
const (
	FormOfAddress List = "names/form of address" // tells a gender
	NameTitle     List = "names/title"           // tells none
	TitleOrName   List = "names/title or name"   // as in "Don" and "Judge"
	Nobody        List = "names/nobody"
	BehindName    List = "names/behind a name" // as in "PhD"
	Pronouns      List = "names/pronouns"
	NameParticle  List = "names/particle"
	PeopleHeader  List = "names/people"      // heads a column of several people a cell
	OpenSeat      List = "names/open seat"   // nobody yet
	ToBeNamed     List = "names/to be named" // the same, with by whom behind it
	TrialName     List = "names/trial"       // of somebody who tries a form out
	Device        List = "names/device"      // as meeting programs name who joins
)

// BetweenNames joins the names of one cell.
const BetweenNames List = "joining/between names"

// Headings of when and where a session takes place.
const (
	DayColumn   List = "slots/day"
	StartColumn List = "slots/start"
	EndColumn   List = "slots/end"
	PlaceColumn List = "slots/place"
)

// Answers to yes or no.
const (
	Yes      List = "answers/yes"
	YesShort List = "answers/yes in short"
	Mark     List = "answers/mark" // a cross, which only says yes
	No       List = "answers/no"
	NoMark   List = "answers/no mark"
)

// Answers of a hum, and what stands in place of a choice.
const (
	For        List = "ballots/for"
	Against    List = "ballots/against"
	Neutral    List = "ballots/neutral"
	Abstain    List = "ballots/abstain"
	Overvote   List = "ballots/overvote"
	Undervote  List = "ballots/undervote"
	WriteIn    List = "ballots/write-in"
	IfNeedBe   List = "ballots/if need be"  // half a yes, in polls for a date
	FreeAnswer List = "ballots/free answer" // where voters write a text of their own
	HumNone    List = "ballots/hum none"    // how loud a room hummed
	HumSoft    List = "ballots/hum soft"
	HumMedium  List = "ballots/hum medium"
	HumLoud    List = "ballots/hum loud"
	HumRoom    List = "ballots/hum room" // where, when not online
)

// What the question above a vote asks for.
const (
	AsksOrder    List = "questions/order"
	AsksPriority List = "questions/priority"
	AsksChoice   List = "questions/choice"
	AsksRating   List = "questions/rating"
	AsksPoints   List = "questions/points"
	AsksVote     List = "questions/vote"
	AsksOne      List = "questions/one"     // for the one thing that comes first
	AsksFact     List = "questions/fact"    // what people do or have: no vote
	AsksConsent  List = "questions/consent" // no vote either
)

// Columns of exports that are no headers elsewhere.
const (
	CounterColumn      List = "exports/counter"
	AnswerNumberColumn List = "exports/number of the answer"
	ItemColumn         List = "exports/item"
	WomanColumn        List = "exports/woman"
	FactColumn         List = "exports/fact" // what numbers below it measure
	FactAbout          List = "exports/fact about"
	ConfirmationColumn List = "exports/confirmation"
	SubmittedColumn    List = "exports/submitted" // blank where a form was broken off, beside the next
	LastPageColumn     List = "exports/last page"
	PresenceColumn     List = "outcomes/presence" // with a day behind it
	OutcomeColumn      List = "outcomes/outcome"  // of an application, where selected is a word of a status
	StatusColumn       List = "outcomes/status"
)

// Ways to take part, in headers.
const (
	OnlineWord List = "attendance/online"
	OnsiteWord List = "attendance/onsite"
	// AttendingWord is a word of the question who attends in one of them.
	AttendingWord List = "attending/asked"
)

// Names of sheets and files.
const (
	IssueSheet    List = "sheets/issues"
	GroupSheet    List = "sheets/groups"
	SetAsideSheet List = "sheets/set aside"
	PoolSheet     List = "sheets/pool"  // of people who could join the panel
	PanelSheet    List = "sheets/panel" // of those who are on it
	RoundBefore   List = "sheets/before"
	RoundAfter    List = "sheets/after"
	RoundWord     List = "sheets/round"
)

// Is reports whether the whole text is a word of the list; a colon behind it
// does not count.
func (l List) Is(text string) bool {
	if len(text) > longestWord {
		return false
	}
	words := l.words()
	if !words.mayBegin(text) {
		return false
	}
	folded := Fold(text)
	if len(folded) > words.longest {
		return false
	}
	return words.whole[folded] || strings.ContainsFunc(folded, isSign) && words.whole[wordKey(folded)]
}

// Within reports whether the text contains a word of the list as whole words;
// in scripts without spaces, anywhere.
func (l List) Within(text string) bool {
	padded := " " + wordsOnly(spaced(text)) + " "
	for _, part := range l.words().parts {
		if strings.Contains(padded, part) {
			return true
		}
	}
	return false
}

// Words are the words of the list as they are written, in the order of the file.
func (l List) Words() []string { return l.words().written }

// spaced parts the words of a name such as "ToolsUsed".
func spaced(text string) string {
	if strings.Contains(text, " ") {
		return text
	}
	var b strings.Builder
	lower := false
	for _, r := range text {
		if lower && unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		lower = unicode.IsLower(r)
		b.WriteRune(r)
	}
	return b.String()
}

// Begins reports whether the text begins with a word of the list, the longest
// there is, and returns what follows it, as it is written. The full stop of an
// abbreviation belongs to the word.
func (l List) Begins(text string) (rest string, ok bool) {
	if !l.words().mayBegin(text) {
		return "", false
	}
	last, letters := ' ', false // the rune before, and whether there was a letter
	for i, r := range text + " " {
		letter := isWordRune(r)
		if i > 0 && last != ' ' && (isWordRune(last) && !letter || last == '.' || !letters) && l.Is(text[:i]) {
			rest, ok = text[i:], true
		}
		last, letters = r, letters || letter
		if i > longestWord {
			break
		}
	}
	return rest, ok
}

// mayBegin reports whether a word of the list can stand at the beginning of a
// text, by its first letter or digit: most cells of a table are none.
func (s *wordSet) mayBegin(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'A' && c <= 'Z':
			return s.starts[c+'a'-'A']
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			return s.starts[c]
		case c > ' ':
			return true
		}
	}
	return true
}

func isSign(r rune) bool { return !isWordRune(r) }

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// wordSet is a list prepared for comparing.
type wordSet struct {
	whole   map[string]bool
	longest int       // with some signs beside it
	starts  [128]bool // the ASCII letters and digits that words begin with
	parts   []string  // for Within, with the spaces that must stand beside them
	written []string
}

var wordSets sync.Map // of *wordSet by List

func (l List) words() *wordSet {
	if s, ok := wordSets.Load(l); ok {
		return s.(*wordSet)
	}
	s := &wordSet{whole: make(map[string]bool)}
	file, meaning, _ := strings.Cut(string(l), "/")
	for _, e := range readWords(file) {
		if e.meaning != meaning {
			continue
		}
		s.written = append(s.written, e.words...)
		for _, w := range e.words {
			for _, key := range []string{Fold(w), wordKey(w)} {
				if s.whole[key] = true; key != "" && key[0] < 128 {
					s.starts[key[0]] = true
				}
			}
			s.longest = max(s.longest, len(Fold(w))+8)
			if part := wordPart(w); part != "" {
				s.parts = append(s.parts, part)
			}
		}
	}
	wordSets.Store(l, s)
	return s
}

// wordPart is a word as [List.Within] looks for it in a text of words between
// single spaces: a * at an end stands for anything there.
func wordPart(word string) string {
	part := wordsOnly(word)
	if part == "" || isUnspaced(part) {
		return part
	}
	if !strings.HasPrefix(word, "*") {
		part = " " + part
	}
	if !strings.HasSuffix(word, "*") {
		part += " "
	}
	return part
}

// wordKey is the form in which a word is compared as a whole: [Compact] where
// letters enough are left that punctuation tells nothing more, as in "n/a" or
// "-1"; "#" stands for "number".
func wordKey(s string) string {
	key := Compact(strings.ReplaceAll(s, "#", " number"))
	letters := 0
	for _, r := range key {
		if letters++; letters >= 4 || r >= 0x2e80 {
			return key
		}
	}
	folded := Fold(s)
	return cmp.Or(strings.TrimRight(folded, ":? "), folded)
}

// isUnspaced reports whether a text is in a script that puts no spaces between
// words, or joins articles to them.
func isUnspaced(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Arabic,
			unicode.Thai)
	})
}

// wordLine is a line of a word list.
type wordLine struct {
	meaning, language string
	words             []string
}

// readWords reads a file of lines of meaning, language and words, the words
// parted by "|".
func readWords(file string) []wordLine {
	var list []wordLine
	for _, f := range readFields(file, 3) {
		words := strings.Split(f[2], "|")
		for i := range words {
			words[i] = strings.TrimSpace(words[i])
		}
		list = append(list, wordLine{f[0], f[1], words})
	}
	return list
}

// readFields reads a table of n fields parted by tabs; fields left out at the
// end are empty. Lines that begin with # and faulty lines are skipped; a test
// finds the latter.
func readFields(file string, n int) [][]string {
	text, err := wordFiles.ReadFile("words/" + file + ".tsv")
	if err != nil {
		panic(err) // the file is part of the program
	}
	var list [][]string
	for line := range strings.Lines(string(text)) {
		f := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if line[0] != '#' && len(f) > 1 && len(f) <= n {
			list = append(list, append(f, make([]string, n-len(f))...))
		}
	}
	return list
}

var levelScales = sync.OnceValue(func() []map[string]int {
	var scales []map[string]int
	name := ""
	for _, l := range readWords("levels") {
		if l.meaning != name {
			scales = append(scales, make(map[string]int))
			name = l.meaning
		}
		place, _ := strconv.Atoi(l.language) // a test holds that it is a number
		for _, w := range l.words {
			scales[len(scales)-1][Fold(w)] = place - 1
		}
	}
	return scales
})

// Levels are the scales of level words such as "Very important": for each scale
// the place of a folded word, 0 for the best level.
func Levels() []map[string]int { return levelScales() }
