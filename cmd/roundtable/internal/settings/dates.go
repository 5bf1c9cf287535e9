package settings

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"roundtable/importers/vocabulary"
	"roundtable/reports/messages"
)

// date takes a day, in figures or in words of a language that is read, and keeps it as
// 2026-11-28; or a text to show in its place, which tells when: "28 to 30 November", "Spring 2026",
// "Day 1". What looks like a day and is none is a slip, and what can be read as two days is no date.
func date(p *string) parse {
	return func(v string) error {
		v = strings.TrimSpace(v)
		day, ok := DayOf(v)
		if ok {
			*p = day.Format(time.DateOnly)
			return nil
		}
		figures := inLatinDigits(v)
		switch rest := monthless(figures); {
		case inFigures.MatchString(figures) || rest != figures && twoNumbers.MatchString(rest):
			return fmt.Errorf("there is no such day, or it can be read as two: " + likeThis)
		case !yearAlone.MatchString(figures) &&
			(!strings.ContainsFunc(v, unicode.IsDigit) || !strings.ContainsFunc(v, unicode.IsLetter)):
			return fmt.Errorf("that is no date: " + likeThis +
				"; or when it is in your words, such as 28 to 30 November 2026")
		}
		*p = v
		return nil
	}
}

const likeThis = "use year, month and day such as 2026-11-28, or 28 November 2026"

// inLatinDigits is a text with the digits of Arabic, Persian and full-width writing as 0 to 9.
func inLatinDigits(text string) string {
	return strings.Map(func(r rune) rune {
		for _, zero := range []rune{'٠', '۰', '０'} {
			if r >= zero && r <= zero+9 {
				return r - zero + '0'
			}
		}
		return r
	}, text)
}

var (
	inFigures  = regexp.MustCompile(`^(\d{1,4})([-./])(\d{1,2})([-./])(\d{1,4})$`)
	inChinese  = regexp.MustCompile(`^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]$`)
	inOne      = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)$`)
	yearAlone  = regexp.MustCompile(`(?:^|[^\d])(?:19|20|21)\d\d(?:[^\d]|$)`)
	twoNumbers = regexp.MustCompile(`^(?:\d{1,2}\D+\d{4}|\d{4}\D+\d{1,2})$`)
	// besideDays are the words and signs that dates have beside their numbers and the month.
	besideDays = regexp.MustCompile(`(?i)^(?:the|le|el|de|del|of|am|den|dem|der|dia|do|года|г\.?|st|nd|rd|th|er|[.,])$`)
)

// DayOf reads a date as people write it; not every text that is shown as a date is one, nor is
// 3/4/2026, which is a day in March or in April.
func DayOf(text string) (time.Time, bool) {
	text = inLatinDigits(strings.TrimSpace(text))
	if m := inOne.FindStringSubmatch(text); m != nil {
		return dayFrom(m[1], m[2], m[3])
	}
	if m := inChinese.FindStringSubmatch(text); m != nil {
		return dayFrom(m[1], m[2], m[3])
	}
	if m := inFigures.FindStringSubmatch(text); m != nil {
		return figured(m)
	}
	if day, err := time.Parse("2 January 2006", text); err == nil {
		return day, true
	}
	month, rest := cutMonth(text)
	var numbers []string
	for word := range strings.FieldsSeq(rest) {
		bare := strings.TrimRight(strings.ToLower(word), ".,stndrheªº")
		switch {
		case bare != "" && strings.Trim(bare, "0123456789") == "":
			numbers = append(numbers, bare)
		case !besideDays.MatchString(word):
			return time.Time{}, false
		}
	}
	if month == 0 || len(numbers) != 2 {
		return time.Time{}, false
	}
	if len(numbers[0]) == 4 {
		numbers[0], numbers[1] = numbers[1], numbers[0]
	}
	return dayFrom(numbers[1], strconv.Itoa(month), numbers[0])
}

// figured reads three numbers: the year first or last; with full stops the day comes before
// the month.
func figured(m []string) (time.Time, bool) {
	a, b, c := m[1], m[3], m[5]
	switch {
	case m[2] != m[4]:
		return time.Time{}, false
	case len(a) == 4:
		return dayFrom(a, b, c)
	case m[2] == "." || a == b:
		return dayFrom(c, b, a)
	}
	dayFirst, ok := dayFrom(c, b, a)
	monthFirst, also := dayFrom(c, a, b)
	if also && !ok {
		dayFirst = monthFirst
	}
	return dayFirst, ok != also
}

// dayFrom is the day of a year of four digits, a month and a day, where there is one.
func dayFrom(year, month, day string) (time.Time, bool) {
	if len(year) != 4 || len(month) > 2 || len(day) > 2 {
		return time.Time{}, false
	}
	t, err := time.Parse("2006-1-2", year+"-"+month+"-"+day)
	return t, err == nil
}

// monthless is a text without the name of its month.
func monthless(text string) string {
	_, rest := cutMonth(text)
	return strings.TrimSpace(rest)
}

// cutMonth takes the name of a month from a text, in any language that is read, whole or its
// first letters; 0 if there is none.
func cutMonth(text string) (month int, rest string) {
	words := strings.Fields(text)
	for length := min(2, len(words)); length > 0; length-- {
		for i := 0; i+length <= len(words); i++ {
			name := strings.Join(words[i:i+length], " ")
			if m := monthOf(name); m > 0 {
				return m, strings.Join(append(words[:i:i], words[i+length:]...), " ")
			}
		}
	}
	return 0, text
}

// monthOf is the month of a name: as dates have it, its first letters ("Nov."), or in another case
// ("ноябрь"); 0 where it is none or may be several.
func monthOf(name string) int {
	name = strings.Trim(vocabulary.Fold(name), "., ")
	if len([]rune(name)) < 3 || strings.ContainsAny(name, "0123456789") {
		return 0
	}
	if month, ok := theMonth(func(known string) bool { return strings.HasPrefix(known, name) }); ok {
		return month
	}
	month, _ := theMonth(func(known string) bool {
		letters := []rune(known)
		return strings.HasPrefix(name, string(letters[:max(3, len(letters)-1)]))
	})
	return month
}

// theMonth is the month of the names for which is holds, 0 for several; ok is false for none.
func theMonth(is func(known string) bool) (month int, ok bool) {
	for _, known := range monthNames() {
		if !is(known.name) {
			continue
		}
		if ok && month != known.month {
			return 0, true
		}
		month, ok = known.month, true
	}
	return month, ok
}

type monthName struct {
	name  string
	month int
}

// monthNames are the names of months in the languages of reports, and in others that are read.
var monthNames = sync.OnceValue(func() (names []monthName) {
	for m := 1; m <= 12; m++ {
		for _, name := range vocabulary.List("months/" + strconv.Itoa(m)).Words() {
			names = append(names, monthName{vocabulary.Fold(name), m})
		}
	}
	for _, tag := range messages.Languages() {
		c, _ := messages.In(tag)
		for m := 1; m <= 12; m++ {
			for name := range strings.SplitSeq(c.Say("month."+strconv.Itoa(m), nil), "/") {
				names = append(names, monthName{vocabulary.Fold(name), m})
			}
		}
	}
	return names
})
