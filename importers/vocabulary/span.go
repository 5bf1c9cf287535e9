package vocabulary

import (
	"regexp"
	"strconv"
	"strings"
)

// Span is a span of whole numbers, both ends included.
type Span struct{ From, To int }

// Unbounded is the end of a span that is open upward.
const Unbounded = 1 << 30

// Holds reports whether all of x lies in the span.
func (b Span) Holds(x Span) bool { return b.From <= x.From && x.To <= b.To }

// Meets reports whether any of x lies in the span.
func (b Span) Meets(x Span) bool { return x.From <= b.To && b.From <= x.To }

// String is the span as people write it: "24" or "23-24".
func (b Span) String() string {
	if b.From == b.To {
		return strconv.Itoa(b.From)
	}
	return strconv.Itoa(b.From) + "-" + strconv.Itoa(b.To)
}

var (
	twoNumbers = regexp.MustCompile(`^(?:from |between |von |de |entre |от |с )?(\d{1,6}) ?` +
		`(?:-|to|and|a|à|bis|und|et|y|e|до|и|по|t/m|至|到|~|から) ?(\d{1,6})$`)
	oneNumber = regexp.MustCompile(`^(\D*?)(\d{1,6})(\D*)$`)
)

// ParseSpan reads a number or a span of numbers: "24", "18-30", "under 30", "65+",
// "≥ 2", "moins de 30 ans". Plain is a number alone.
func ParseSpan(text string) (s Span, plain, ok bool) {
	folded := withoutYears(Fold(text))
	if m := twoNumbers.FindStringSubmatch(folded); m != nil {
		from, _ := strconv.Atoi(m[1]) // at most six digits
		to, _ := strconv.Atoi(m[2])
		return Span{from, to}, false, from <= to
	}
	m := oneNumber.FindStringSubmatch(folded)
	if m == nil {
		return Span{}, false, false
	}
	n, _ := strconv.Atoi(m[2])
	switch word := strings.TrimSpace(m[1] + m[3]); {
	case word == "":
		return Span{n, n}, true, true
	case List("spans/exactly").Is(word):
		return Span{n, n}, false, true
	case List("spans/under").Is(word):
		return Span{0, n - 1}, false, n > 0
	case List("spans/up to").Is(word):
		return Span{0, n}, false, true
	case List("spans/over").Is(word):
		return Span{n + 1, Unbounded}, false, true
	case List("spans/from").Is(word):
		return Span{n, Unbounded}, false, true
	}
	return Span{}, false, false
}

// withoutYears takes away words such as "years" and "ans".
func withoutYears(s string) string {
	var kept []string
	for _, word := range strings.Fields(s) {
		if bare := strings.Trim(word, ".:,()"); !List("spans/years").Is(bare) {
			kept = append(kept, word)
		}
	}
	return strings.Join(kept, " ")
}
