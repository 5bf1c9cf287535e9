package targets

import (
	"regexp"
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

var (
	tierAtEnd  = regexp.MustCompile(`(?i)[,(\s]+(must|should|nice)\)?$`)
	rolesAtEnd = regexp.MustCompile(
		`(?i)\s+(among|of the|not counting|except|excluding|without)\s+(?:the )?([\pL ,;&]+)$`)
	signedAtEnd   = regexp.MustCompile(`^(.*[^<>=≤≥!\s])\s*(>=|<=|==|=|>|<|≥|≤)\s*(\d+ ?%?)$`)
	anotherNumber = regexp.MustCompile(`(?i)(?:,|;|\s(?:and|et|und|y|e|и|و)) (?:at least |at most |exactly )?\d+ \pL`)
	countFirst    = regexp.MustCompile(`^(\d+) (\pL.*)$`)
	limitedCount  = regexp.MustCompile(`(?i)^(.+: )?(min|max|at most|at least|no more than)\.?\s+(\pL.*?)\s+(\d+ ?%?)$`)
)

// Line reads a whole target in one line, such as
//
//	region=African Group & age<30: at least 1
//	at least 2 women among speakers
//	each gender within each stakeholder group: min 1, should
//	at least 3 different regions
//	2 of Civil Society; Government; Private Sector
//	gender not all the same
//	max sessions 2
//
// The bounds stand behind a colon, or before or behind the rest in words. A tier may
// come last, and before it the roles that count or do not.
func (r *Reader) Line(text string) (planner.Target, error) {
	l := line{Reader: r, text: text}
	if err := l.part(); err != nil {
		return planner.Target{}, err
	}
	t, err := l.who()
	if err != nil && len(l.bounds) > 0 {
		return t, severalBounds(text, err)
	}
	t.Tier, t.TierGiven, t.Roles, t.ExceptRoles = l.tier, l.tierGiven, l.only, l.except
	for _, b := range l.bounds {
		b.Into(&t, false, false)
	}
	if err != nil || !t.Bounded() && t.Like == "" && t.Kind < planner.NotAlone && t.Value != Common {
		return t, howMany(text, l.rule, err)
	}
	return t, Finish(&t)
}

// line is a target in one line, in its parts.
type line struct {
	*Reader
	text      string
	rule      string // who counts, or what is counted
	bounds    []Bound
	first     bool // the bounds stand before the rule
	tier      planner.Tier
	tierGiven bool
	speakers
}

// part takes the tier, the roles and the bounds from the line; the rule is what is left.
func (l *line) part() error {
	var rest string
	rest, l.tier, l.tierGiven = cutTier(strings.Join(strings.Fields(parted(l.text)), " "))
	rest = strings.Trim(l.cut(rest), ", ")
	if _, _, none := noneOrMore(rest); none { // "women: none, or 3 or more" has no bound behind it
		l.rule = rest
		return nil
	}
	l.rule, l.bounds, l.first = bounded(rest)
	l.rule = l.cut(l.rule) // "women among speakers: at least 1"
	if len(l.bounds) == 0 {
		l.rule, l.bounds = cutSigned(l.rule)
	}
	switch bare, present := cutPresent(l.rule); {
	case cutOff(l.rule) && len(l.bounds) > 0:
		return fault(
			quote(l.text)+" asks for more or less than a share, and shares are bounded with them included.",
			"Write at least or at most, such as at least 51 %.")
	case l.rule == "":
		return fault(quote(l.text)+" does not say who is counted.",
			"Write that before the number, such as "+quote("region=African Group: at least 1")+".")
	case present && len(l.bounds) == 0: // "every region represented"
		l.rule, l.bounds = bare, []Bound{{Span: vocabulary.Span{From: 1, To: vocabulary.Unbounded}}}
	}
	return nil
}

// who reads the rule: in the form of the cells of a table, else as a sentence.
func (l *line) who() (planner.Target, error) {
	t, err := l.lineRule(l.rule)
	if err != nil {
		if len(l.bounds) == 0 {
			l.rule, l.bounds = within(l.rule)
		}
		return l.inWords(l.Reader, l.rule, len(l.bounds) > 0, err)
	}
	if l.first && t.Text == needsEach && l.bounds[0].From > 0 && !l.bounds[0].Share { // "at least 3 pays"
		t = planner.Target{Kind: planner.Distinct, Dimension: t.Dimension}
	}
	return t, nil
}

// severalBounds is the error of a line that goes on with another number, as in "1 woman and 1 man".
func severalBounds(text string, err error) error {
	if !anotherNumber.MatchString(inDigits(text)) {
		return err
	}
	return fault(quote(text)+" asks for several things at once.", "Write a target for each of them, in lines of their own.")
}

// cutTier takes the tier from the end of a line, if one is given.
func cutTier(text string) (rest string, tier planner.Tier, given bool) {
	m := tierAtEnd.FindStringSubmatch(text)
	if m == nil {
		return text, tier, false
	}
	tier, _ = ParseTier(m[1])
	return strings.TrimSuffix(text, m[0]), tier, true
}

// cutSigned takes "region=African Group >= 2" apart where what stands before the sign
// already says who counts.
func cutSigned(rule string) (string, []Bound) {
	m := signedAtEnd.FindStringSubmatch(rule)
	if m == nil || !saysWho(m[1]) {
		return rule, nil
	}
	b, ok := ParseBound(strings.TrimPrefix(m[2], "=")+m[3], false)
	if !ok {
		return rule, nil
	}
	return m[1], []Bound{b}
}

// speakers are the roles a line counts, and those it does not.
type speakers struct{ only, except []planner.Role }

// cut takes the roles from the end of a text. Behind "among" and "not counting" a body may
// use words of its own; they are roles where they are no values.
func (s *speakers) cut(text string) string {
	for m := rolesAtEnd.FindStringSubmatch(text); m != nil; m = rolesAtEnd.FindStringSubmatch(text) {
		w := strings.ToLower(m[1])
		roles, ok := rolesIn(m[2], w == "among" || w == "not counting")
		if !ok {
			break
		}
		if w == "among" || w == "of the" {
			s.only = roles
		} else {
			s.except = roles
		}
		text = strings.TrimSuffix(text, m[0])
	}
	return text
}

// saysWho reports whether what stands before a sign at the end already says who counts.
func saysWho(text string) bool {
	terms := parts(text, "&＆", joinWords)
	if len(terms) == 0 {
		return false
	}
	last := terms[len(terms)-1]
	_, _, known := told(last)
	return known || signAt(last) > 0
}

// cutOff reports whether a rule ends in a word that belongs to its bound: "more than" of
// "more than half", which no whole percentage says.
func cutOff(rule string) bool {
	for i := range rule {
		over, under := vocabulary.List("spans/over").Is(rule[i:]), vocabulary.List("spans/under").Is(rule[i:])
		if i > 0 && rule[i-1] == ' ' && (over || under) {
			return true
		}
	}
	return false
}

// howMany is the error of a line whose bounds are missing or not understood.
func howMany(text, rule string, unread error) error {
	text = strings.TrimSpace(text)
	if countFirst.MatchString(inDigits(text)) {
		return fault(quote(text)+" does not say whether more or fewer will do.",
			"Write "+quote("at least "+text)+", "+quote("at most "+text)+" or "+quote("exactly "+text)+".")
	}
	if i := strings.LastIndexAny(rule, ":："); i > 0 {
		tail := strings.TrimSpace(strings.TrimLeft(rule[i:], ":："))
		return fault(quote(tail)+" is no number of people that is understood.",
			"Write at least 2, at most 3, 2-3, 40 % (up to 100 %), half or none behind the colon, as in "+
				quote(strings.TrimSpace(rule[:i])+": at least 1")+".")
	}
	if unread != nil {
		return fault(quote(text)+" is not understood as a target.", "Write who is counted and how many, such as "+
			quote("at least 2 women")+", "+quote("women: 40-60 %")+", "+quote("at most 2 per organisation")+", "+
			quote("at least 3 regions")+" or "+quote("region=African Group & age<30: at least 1")+".")
	}
	return fault(quote(text)+" does not say how many.",
		"Write it behind a colon, as in "+quote(rule+": at least 1")+".")
}

// lineRule reads what is left of a line without its bounds: it parts it into the cells
// of a table.
func (r *Reader) lineRule(rule string) (planner.Target, error) {
	if t, ok, err := r.forGroups("", rule, ""); ok {
		return t, err
	}
	if name, kind := kindBehind(rule); name != "" {
		t, _, err := r.forGroups(name, "", kind)
		return t, err
	}
	if head, tail, ok := r.headed(rule); ok {
		return r.Rule(head, tail, "")
	}
	if rest, ok := sessionWord.Begins(rule); ok || kindPerPerson.Is(rule) {
		return r.Rule(strings.TrimSpace(rest), "", "per person")
	}
	if _, list, ok := someOf(rule); ok {
		d, _, _ := told(strings.ReplaceAll(list, ",", ";"))
		return r.Rule(string(d), rule, "")
	}
	_, each := kindEach.Begins(rule)
	if each || kindSize.Is(rule) || slices.ContainsFunc(firstOf(r.split(rule)), r.isDimension) {
		return r.Rule(rule, "", "")
	}
	return r.Rule("", rule, "")
}

// firstOf is the first of some names, where there is one.
func firstOf(names []string) []string { return names[:min(1, len(names))] }

// headed parts a rule that begins with a dimension: before a colon, a word for a kind, or
// "2 of A; B; C".
func (r *Reader) headed(rule string) (head, tail string, ok bool) {
	for i, sign := range rule {
		if sign != ' ' && sign != ':' || !r.isDimension(rule[:i]) {
			continue
		}
		tail = strings.Trim(rule[i:], ": ")
		if _, _, some := someOf(tail); some || kindOf(tail) != "" || sign == ':' && tail != "" {
			return rule[:i], tail, true
		}
	}
	return "", "", false
}

func (r *Reader) isDimension(name string) bool {
	_, known := Dimension(name)
	_, flag := flagOf(name)
	_, value := ToldBy(name) // "woman" may head a column, and is a value
	return known && !flag && !value || r.isNamed(name)
}

// singular is a dimension named in the plural: "regions", "countries".
func singular(name string) string {
	if _, known := Dimension(name); known {
		return name
	}
	for _, end := range [][2]string{{"ies", "y"}, {"es", "e"}, {"s", ""}, {"es", ""}} {
		if bare, ok := strings.CutSuffix(name, end[0]); ok {
			if _, known := Dimension(bare + end[1]); known {
				return bare + end[1]
			}
		}
	}
	return name
}

// bounded parts a line into what it speaks of and its bounds, which stand behind a
// colon, at the end, or at the beginning.
// before reports that they stand there.
func bounded(line string) (rule string, bounds []Bound, before bool) {
	if i := strings.LastIndexAny(line, ":："); i >= 0 {
		if tail := strings.TrimSpace(strings.TrimLeft(line[i:], ":：")); likeForm.MatchString(tail) {
			return line[:i] + " " + tail, nil, false
		}
		if b, ok := boundsIn(strings.TrimLeft(line[i:], ":： "), true); ok {
			return strings.TrimSpace(line[:i]), b, false
		}
	}
	if m := limitedCount.FindStringSubmatch(line); m != nil && isSessions(m[2], m[3]) {
		if b, ok := boundsIn(m[2]+" "+m[4], false); ok {
			return m[1] + m[3], b, false
		}
	}
	for i := range line { // the longest end first
		if i > 0 && line[i-1] == ' ' {
			if b, ok := boundsIn(line[i:], false); ok {
				return strings.Trim(line[:i], ", "), b, false
			}
		}
	}
	return boundedFirst(line)
}

// boundedFirst takes bounds from the beginning of a line, the longest there are.
func boundedFirst(line string) (rule string, bounds []Bound, before bool) {
	for i := len(line) - 1; i > 0; i-- {
		if line[i] != ' ' {
			continue
		}
		b, ok := boundsIn(line[:i], false)
		if more, is := moreThan(line[:i]); !ok && is {
			b, ok = []Bound{more}, true
		}
		if ok {
			return strings.TrimSpace(line[i:]), b, true
		}
	}
	return line, nil, false
}

// moreThan reads "more than 2" and "fewer than two" where they count people, not years.
func moreThan(text string) (Bound, bool) {
	s, plain, ok := vocabulary.ParseSpan(inDigits(text))
	return Bound{Span: s}, ok && !plain && !isAge(text) && !notWords.MatchString(strings.Trim(text, "0123456789"))
}

// isSessions reports whether what stands between "max" and a number is counted: in "at least
// one woman under 35" it is not.
func isSessions(limit, counted string) bool {
	first, _, _ := strings.Cut(counted, " ")
	_, begins := ParseBound(limit+" "+first, false)
	return !begins && !cutOff(counted)
}

// within takes bounds from between words, the longest there are,
// as in "speakers from at least 4 countries".
func within(line string) (rule string, bounds []Bound) {
	words := strings.Fields(line)
	for n := min(len(words)-2, longestBound); n > 0; n-- {
		for i := 1; i+n < len(words); i++ {
			rest := strings.Join(slices.Concat(words[:i], words[i+n:]), " ")
			if b, ok := boundsIn(strings.Join(words[i:i+n], " "), false); ok && !notWords.MatchString(rest) {
				return rest, b
			}
		}
	}
	return line, nil
}

// longestBound is how many words a bound between others has at most.
const longestBound = 5

// boundsIn reads one bound or several. Behind a colon a number alone is exactly that
// many, and signs are bounds; elsewhere only words and percentages are, for "age<35" and
// "under 30" say who counts.
func boundsIn(text string, colon bool) ([]Bound, bool) {
	text = strings.Trim(text, ", ")
	if b, ok := ParseBound(text, false); ok && (colon || isBoundInWords(text, b)) {
		return []Bound{b}, true
	}
	for i := range text {
		if i == 0 || text[i-1] != ' ' && text[i-1] != ',' {
			continue
		}
		b, ok := ParseBound(strings.Trim(text[:i], ", "), false)
		if !ok || b.Plain && !b.Share || !colon && !isBoundInWords(text, b) {
			continue
		}
		rest := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text[i:]), "and "))
		if more, ok := boundsIn(rest, colon); ok {
			return append([]Bound{b}, more...), true
		}
	}
	return nil, false
}

func isBoundInWords(text string, b Bound) bool {
	if b.Share {
		return true
	}
	folded := vocabulary.Fold(text)
	young := strings.HasPrefix(folded, "<") || strings.HasPrefix(folded, ">") || strings.HasPrefix(folded, "=") ||
		strings.HasPrefix(folded, "≤") || strings.HasPrefix(folded, "≥") || strings.HasSuffix(folded, "+")
	under, _ := vocabulary.List("spans/under").Begins(folded)
	over, _ := vocabulary.List("spans/over").Begins(folded)
	return !b.Plain && !young && under == "" && over == ""
}

// rolesIn reads a list of known roles, with own also of others that are no values.
func rolesIn(text string, own bool) ([]planner.Role, bool) {
	var out []planner.Role
	for _, p := range parts(text, ",;&", joinWords) {
		role, ok := vocabulary.RoleOf(p)
		if _, value := ToldBy(p); !ok && own && !value {
			role, ok = planner.Role(vocabulary.Fold(p)), true
		}
		if !ok {
			return nil, false
		}
		out = append(out, role)
	}
	return out, len(out) > 0
}
