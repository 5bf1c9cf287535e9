package targets

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// The words between those that say who counts.
const (
	linkWord    vocabulary.List = "sentences/linking" // of, from, the
	peopleWord  vocabulary.List = "sentences/people"
	presentWord vocabulary.List = "sentences/present" // of a value that somebody has
	perWord     vocabulary.List = "sentences/per"
	sameWord    vocabulary.List = "sentences/same" // of one value, whichever it is
	allWord     vocabulary.List = "sentences/all"
	youngWord   vocabulary.List = "sentences/young"
	agedWord    vocabulary.List = "sentences/aged"
)

// notWords are the signs of the language's own form, in which no sentence is written.
var notWords = regexp.MustCompile(`[|&;:=<>≤≥≠!,%％]`)

// longestTerm is how many words a term has at most, as "Latin American and Caribbean Group (GRULAC)".
const longestTerm = 8

// spoken is who counts as a sentence says it, word by word.
type spoken struct {
	*Reader
	who       planner.Condition
	of        planner.Dimension // the values of which are counted, or bounded one by one
	roles     []planner.Role
	form      vocabulary.List // of the word before the dimension: different, each, the same
	somebody  bool            // a word for people stands there
	contested bool            // two demands on one dimension, or two dimensions
}

// sentence reads who counts where no sign parts the terms: "African women under 35",
// "speakers from the Global South", "different regions", "people from the same organisation",
// "all stakeholder groups". Every word must be understood, and each term be of another
// dimension; else it is no sentence, and ok is false.
func sentence(r *Reader, text string) (s spoken, ok bool) {
	s.Reader = r
	if notWords.MatchString(text) {
		return s, false
	}
	words := strings.Fields(strings.NewReplacer("'", "' ", "’", "' ").Replace(text))
	for len(words) > 0 {
		n := min(len(words), longestTerm)
		for n > 0 && !s.understood(strings.Join(words[:n], " ")) {
			n--
		}
		if n == 0 || s.contested {
			return s, false
		}
		words = words[n:]
	}
	return s, s.form == "" || s.of != ""
}

// understood takes one phrase of a sentence, and reports whether it is one. Words that link
// come first: "de" and "in" are codes of countries too.
func (s *spoken) understood(phrase string) bool {
	role, isRole := vocabulary.RoleOf(phrase)
	d, value, isTold := told(phrase)
	if isAge(phrase) {
		d, value, isTold = planner.Age, phrase, true
	}
	switch {
	case linkWord.Is(phrase):
	case peopleWord.Is(phrase):
		s.somebody = true
	case isRole && !isTold:
		s.roles, s.somebody = append(s.roles, role), true
	case isTold:
		s.demand(string(d), value)
	case formWord(phrase) != "":
		s.contested = s.contested || s.form != ""
		s.form = formWord(phrase)
	default:
		return s.ofDimension(phrase)
	}
	return true
}

// demand adds a term, which must be of another dimension than those before it.
func (s *spoken) demand(name, value string) {
	t, err := s.term(name, value)
	same := func(x planner.Term) bool { return x.Dimension == t.Dimension }
	s.contested = s.contested || err != nil || slices.ContainsFunc(s.who, same)
	s.who = append(s.who, t)
}

// formWord is what a word before a dimension asks of its values, "" for no such word.
func formWord(phrase string) vocabulary.List {
	for _, l := range []vocabulary.List{kindDistinct, sameWord, kindEach, perWord, allWord} {
		switch {
		case !l.Is(phrase):
		case l == perWord, l == allWord:
			return kindEach
		default:
			return l
		}
	}
	return ""
}

// isAge reports whether a phrase is a span of ages: "under 30", "18 to 30 years". "More than
// 30" may count people.
func isAge(phrase string) bool {
	_, plain, ok := vocabulary.ParseSpan(phrase)
	_, aged := agedWord.Begins(phrase)
	return ok && !plain && (aged || vocabulary.List("spans/years").Within(phrase))
}

// ofDimension takes the name of a dimension; the plural alone asks for different values.
func (s *spoken) ofDimension(phrase string) bool {
	d, many, ok := s.inflected(phrase)
	s.contested = s.contested || ok && s.of != ""
	if s.of = d; many && s.form == "" {
		s.form = kindDistinct
	}
	return ok && s.form != ""
}

// inflected is the dimension that a name stands for in the plural or in another case.
func (s *spoken) inflected(name string) (d planner.Dimension, many, ok bool) {
	for _, d := range []planner.Dimension{
		planner.Stakeholder, planner.Region, planner.Gender, planner.Country, planner.Organisation, planner.Language,
	} {
		if vocabulary.List("plurals/" + string(d)).Is(name) {
			return d, true, true
		}
	}
	one := singular(name)
	if !s.isDimension(one) {
		return "", false, false
	}
	d, _ = Dimension(one)
	return d, one != name, true
}

// target is what the sentence asks for, but for its bounds.
func (s *spoken) target() (t planner.Target, ok bool) {
	switch {
	case s.form == kindDistinct && len(s.who) == 0:
		t = planner.Target{Kind: planner.Distinct, Dimension: s.of}
	case s.form == kindEach, s.form == sameWord:
		t = planner.Target{Kind: planner.Each, Dimension: s.of, And: s.who}
		if s.form == sameWord {
			t.Text = needsEach
		}
	case s.form == "" && len(s.who) > 0:
		t = counting(s.who)
	case s.form == "" && s.somebody:
		t = planner.Target{Kind: planner.Size}
	default:
		return t, false
	}
	return t, true
}

// Who reads who counts from a text that names no dimension, such as "women" or "under 30"; ok is false
// where it names one, or is not understood.
func (r *Reader) Who(text string) (t planner.Target, ok bool) {
	if text == "" || slices.ContainsFunc(firstOf(r.split(text)), r.isDimension) {
		return t, false
	}
	t, err := r.lineRule(text)
	if err != nil {
		t, err = new(speakers).inWords(r, text, true, err)
	}
	return t, err == nil && t.Kind == planner.Count
}

// inWords is the target of a sentence, but for its bounds; without any, all of a dimension
// are to be there. The roles it names go to who. What is no sentence stays unread.
func (who *speakers) inWords(r *Reader, text string, bounded bool, unread error) (planner.Target, error) {
	s, ok := sentence(r, text)
	if !ok || len(s.roles) > 0 && len(who.only) > 0 {
		return planner.Target{}, unread
	}
	t, ok := s.target()
	if !ok {
		return t, unread
	}
	if !bounded && s.form == kindEach {
		t.Min = planner.LimitOf(1)
	}
	who.only = append(who.only, s.roles...)
	return t, nil
}

// cutPresent takes "represented" from the end of a rule.
func cutPresent(rule string) (bare string, ok bool) {
	for i := range rule {
		if i > 0 && rule[i-1] == ' ' && presentWord.Is(rule[i:]) {
			return rule[:i-1], true
		}
	}
	return rule, false
}

// numberWords are the words for small numbers, in any language.
var numberWords = func() (lists [10]vocabulary.List) {
	for i := range lists {
		lists[i] = vocabulary.List("numbers/" + strconv.Itoa(i+1))
	}
	return lists
}()

// inDigits writes the numbers of a text that are words as digits: "at least two"; not in
// "from one organisation".
func inDigits(text string) string {
	words := strings.Fields(text)
	if len(words) > 1 && linkWord.Is(words[0]) {
		return text
	}
	for k, w := range words {
		for i, l := range numberWords {
			if l.Is(w) {
				words[k] = strconv.Itoa(i + 1)
			}
		}
	}
	return strings.Join(words, " ")
}

// parted puts spaces where Chinese has none: 至少两名女性 becomes 至少 两 女性.
func parted(text string) string {
	text = hanAll.ReplaceAllString(text, "$1 ")
	if !hanBound.MatchString(text) {
		return text
	}
	text = strings.NewReplacer("来自", " 来自 ", "的", " ", "，", " ").Replace(text)
	return strings.Join(strings.Fields(hanBound.ReplaceAllString(text, " $1 $2 ")), " ")
}

var hanAll = regexp.MustCompile(`^(所有|全部|每个|各)`)

// hanBound is a bound in Chinese, with the number behind it and the measure word that the number
// has there.
var hanBound = regexp.MustCompile(
	`(至少|最少|不少于|不低于|最多|至多|不超过|不多于|恰好)\s*([0-9]{1,6}\s?[%％]?|[一二两兩三四五六七八九十])\s*(?:名|位|个|個|人)?`)
