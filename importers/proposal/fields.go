package proposal

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"roundtable/importers/internal/wording"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

const dashes = "-–—"

// split parts a text at any of the separators that stands outside brackets; a dash
// parts only with a space on both sides.
func split(text, separators string) []string {
	var out []string
	depth, start := 0, 0
	for i, c := range text {
		switch {
		case strings.ContainsRune("(（", c):
			depth++
		case strings.ContainsRune(")）", c):
			depth = max(depth-1, 0)
		case depth == 0 && strings.ContainsRune(separators, c):
			next := i + len(string(c))
			if !strings.ContainsRune(dashes, c) || i > 0 && text[i-1] == ' ' && strings.HasPrefix(text[next:], " ") {
				out = append(out, vocabulary.Clean(text[start:i]))
				start = next
			}
		}
	}
	return append(out, vocabulary.Clean(text[start:]))
}

// several parts a text that lists several people, "Ann Poe, Private Sector; Li
// Wei, Government": only where every part begins with a name of its own. Lists at
// commas are told by their brackets: "Ann Poe (A), Li Wei (B)".
func several(text string) []string {
	if names := namesInRow(text); names != nil {
		return names
	}
	for _, separators := range []string{";；؛", ",，、،", "&"} {
		var out []string
		sure := true
		if separators == "&" {
			text = joinedNames(text)
		}
		for _, part := range split(text, separators) {
			if part == "" {
				continue
			}
			fields := split(part, ",，،")
			name, _, inBrackets := bracketed(fields[0])
			sure = sure && nameLike(stripHonorific(name)) && !isTerm(fields[0]) &&
				(inBrackets || separators != ",，、،") && (len(fields) > 1 || inBrackets || isFull(name))
			out = append(out, part)
		}
		if sure && len(out) > 1 {
			return out
		}
	}
	return []string{text}
}

// namesInRow are the names of "Ann Poe, Li Wei, and Zoë Diaz": at least three whole
// names of people and nothing else, the last behind a word that joins them.
func namesInRow(text string) []string {
	names := split(text, ",，、،")
	if len(names) < 2 {
		return nil
	}
	last := strings.Fields(names[len(names)-1])
	names = names[:len(names)-1]
	at := slices.IndexFunc(last, andWord.Is)
	if at < 0 {
		return nil
	}
	if at > 0 {
		names = append(names, strings.Join(last[:at], " "))
	}
	names = append(names, strings.Join(last[at+1:], " "))
	if len(names) < 3 || slices.ContainsFunc(names, func(s string) bool {
		return !nameLike(s) || !isFull(s) || isTerm(s) || organisationWord.Within(s) ||
			vocabulary.Value(planner.Country, s).OK()
	}) {
		return nil
	}
	return names
}

// joinedNames writes "Ann Poe and Li Wei" and "Ann Poe / Li Wei" with "&".
func joinedNames(text string) string {
	text = strings.ReplaceAll(text, " / ", " & ")
	fields := strings.Fields(text)
	for i, w := range fields {
		if i > 1 && i < len(fields)-2 && andWord.Is(w) && !strings.ContainsAny(text, ",;(") {
			return strings.Join(fields[:i], " ") + " & " + strings.Join(fields[i+1:], " ")
		}
	}
	return text
}

// isFull reports whether a name has more than one word, or needs no more.
func isFull(name string) bool { return strings.Contains(name, " ") || isHan(name) }

// doubtList says where a list of names was read as one person's name and
// affiliation; two names are a list only within a list.
func (r *people) doubtList(l *line, text string, beside, within bool) {
	names := split(text, ",;，；、،؛")
	full := !slices.ContainsFunc(names, func(n string) bool { return !isFull(n) })
	if beside && r.number == 0 && (len(names) > 2 || len(names) > 1 && within && full) &&
		!slices.ContainsFunc(names, func(n string) bool { return !nameLike(n) || r.isKnown(n) }) {
		r.find(CodeLine, "affiliation", planner.Warning, facts{"text": wording.Clip(text)}, text, l.number)
	}
}

// isTerm reports whether a text is a stakeholder or regional group.
func isTerm(s string) bool {
	return vocabulary.Value(planner.Stakeholder, s).OK() || vocabulary.Value(planner.Region, s).OK()
}

// signs are dropped from a person's line, and its brackets made round.
var signs = strings.NewReplacer("🔒", "", "🔓", "", "[", "(", "]", ")")

// An e-mail address in brackets stays out of what is read of a person, and a status in brackets
// behind all else is one like others.
var (
	address      = regexp.MustCompile(`\s*[<(]\s*[^\s<>()@]+@[^\s<>()@]+\.[^\s<>()@]+\s*[>)]`)
	statusBehind = regexp.MustCompile(`\s*\(([^()]+)\)\s*$`)
)

// parse reads "Name, Affiliation, Stakeholder, Region" from the right end,
// because names and affiliations may hold commas. What is no known word is
// affiliation. A text that consists of groups alone has no name.
func (r *notes) parse(text string) Person {
	var x Person
	text = address.ReplaceAllString(signs.Replace(text), "")
	if m := statusBehind.FindStringSubmatchIndex(text); m != nil && isStatus(text[m[2]:m[3]]) {
		text = text[:m[0]] + ", " + text[m[2]:m[3]]
	}
	fields := oneName(r.fields(vocabulary.Clean(text)))
	name := stripHonorific(strings.Trim(fields[0], ":- "))
	group := vocabulary.Value(planner.Stakeholder, fields[0])
	first := 1
	switch {
	case group.OK(), vocabulary.Value(planner.Region, fields[0]).OK(),
		group.Status == vocabulary.Ambiguous && (len(fields) == 1 || isTerm(fields[1])):
		first = 0
	case isNamed(name):
		x.Name = name
	}
	var rest []string
	for i := len(fields) - 1; i >= first; i-- {
		left := i > 0 && vocabulary.Value(planner.Stakeholder, fields[i-1]).OK()
		if !r.known(&x, fields[i], left) {
			rest = append([]string{fields[i]}, rest...)
		}
	}
	x.Affiliation = strings.Join(rest, ", ")
	return x
}

// isNamed reports whether a text in a name's place does not say that the name is
// unknown. People may be called Null or None: of the words that say so, those that
// are written like a name are one where groups stand behind them.
func isNamed(name string) bool {
	name = strings.Trim(name, "()[]")
	initial, size := utf8.DecodeRuneInString(name)
	noSmall := func(r rune) bool { return !unicode.IsLower(r) }
	asName := unicode.IsUpper(initial) && !strings.ContainsFunc(name[size:], noSmall)
	return !begins(openSeat, name) && (!vocabulary.IsMissing(name) || asName)
}

// oneName joins "Ms. Ana", "LIMA": behind a form of address, a word in capitals that
// stands between the name and its groups is the family name.
func oneName(fields []string) []string {
	name := stripHonorific(fields[0])
	if name == fields[0] || strings.Contains(name, " ") || len(fields) < 3 || !isTerm(fields[2]) || isTerm(fields[1]) ||
		fields[1] != strings.ToUpper(fields[1]) || fields[1] == strings.ToLower(fields[1]) {
		return fields
	}
	return append([]string{fields[0] + " " + fields[1]}, fields[2:]...)
}

// known takes a field that is a known word; after says that the field before it
// is a stakeholder group.
func (r *notes) known(x *Person, f string, after bool) bool {
	group, region := r.Value(planner.Stakeholder, f), r.Value(planner.Region, f)
	placed := x.Region != "" || x.NoRegion
	switch {
	case region.OK() && !placed:
		x.Region = region.Value
	case !isTerm(f) && r.isKnown(f):
		return x.describe(f)
	case after && !placed && (isUnclear(region, true) || region.Status == vocabulary.NoGroup):
		x.NoRegion = region.Status == vocabulary.NoGroup
		x.Unread = append(x.Unread, Unread{planner.Region, f, region})
	case group.OK() && x.Stakeholder == "":
		x.Stakeholder = group.Value
	case x.Stakeholder == "" && isUnclear(group, placed):
		x.Unread = append(x.Unread, Unread{planner.Stakeholder, f, group})
	default:
		return vocabulary.IsMissing(f) || isHonorific(f)
	}
	x.known++
	return true
}

// isUnclear reports whether a field may be meant as a value but is not one; what
// only resembles one, where that is likely by its place.
func isUnclear(m vocabulary.ValueMatch, likely bool) bool {
	return m.Status == vocabulary.Ambiguous || m.Status == vocabulary.Near && likely
}

// describe takes a country, a status, a gender or how somebody takes part, and
// reports whether there was none before.
func (x *Person) describe(f string) bool {
	place, value := &x.Gender, vocabulary.Value(planner.Gender, f).Value
	if c, ok := vocabulary.CountryOf(f); ok {
		place, value = &x.Country, c.Name
	} else if isStatus(f) {
		place, value = &x.Status, f
	} else if m := vocabulary.Value(planner.Attendance, f); m.OK() {
		place, value = &x.Attendance, m.Value
	}
	if *place != "" && *place != value {
		return false
	}
	*place = value
	x.known++
	return true
}

// standingOf reads a status; a short word or a number is none.
func standingOf(f string) vocabulary.Standing {
	if s, ok := vocabulary.StatusOf(f); ok && len(f) > 2 && !strings.ContainsAny(f, ".(0123456789") {
		return s
	}
	return ""
}

func isStatus(f string) bool { return standingOf(f) != "" }

// isKnown reports whether a field is a word that a person's line may hold.
func (r *notes) isKnown(f string) bool {
	_, country := vocabulary.CountryOf(f)
	gender := vocabulary.Value(planner.Gender, f).OK() && (len(f) > 1 || f == "F" || f == "M")
	return country || isTerm(f) || isStatus(f) || gender || vocabulary.Value(planner.Attendance, f).OK()
}

// fields parts a person's line: at commas and semicolons; at dashes where that
// sets a known word free; and in brackets what stands behind the name, or is a
// known word, "Civil Society (WEOG)".
func (r *notes) fields(text string) []string {
	var out []string
	separators := ",;，；،؛"
	if !strings.ContainsAny(text, separators) {
		separators = "、" // elsewhere it parts the words of one field
	}
	for i, part := range split(text, separators) {
		pieces := split(part, dashes)
		free := i == 0
		for _, p := range pieces {
			base, _, _ := bracketed(p)
			free = free || r.isKnown(p) || r.isKnown(base)
		}
		if !free {
			pieces = []string{part}
		}
		for k, p := range pieces {
			out = append(out, r.unbracket(p, i+k == 0)...)
		}
	}
	return out
}

// unbracket parts a field and what stands in brackets behind it, where either is
// a known word or the field is the name.
func (r *notes) unbracket(f string, isName bool) []string {
	base, inner, ok := bracketed(f)
	if !ok {
		return []string{f}
	}
	d := planner.Region
	same := r.Value(d, base).OK() && r.Value(d, base).Value == r.Value(d, inner).Value
	parts := split(inner, ",;，；،؛")
	set := isName || r.isKnown(base)
	for _, p := range parts { // but "Maxim Ltd (NGO)" is the name of an organization
		set = set || r.isKnown(p) && (len(p) > 3 || strings.ToUpper(p) != p)
	}
	if same || !set {
		return []string{f}
	}
	return append([]string{base}, parts...)
}

// stripHonorific drops forms of address before a name, and behind it where a
// script writes them there. A single letter must have its dot.
func stripHonorific(name string) string {
	if head, tail, ok := strings.Cut(name, "."); ok && len(head) > 1 && isHonorific(head) {
		name = head + ". " + strings.TrimSpace(tail) // "Dr.Linh"
	}
	word, rest, ok := strings.Cut(name, " ")
	if ok && isHonorific(word) && len([]rune(word)) > 1 {
		rest = strings.TrimSpace(rest)
		for m := degree.FindString(rest); m != ""; m = degree.FindString(rest) {
			rest = rest[len(m):]
		}
		return stripHonorific(rest)
	}
	for _, list := range []vocabulary.List{vocabulary.FormOfAddress, vocabulary.NameTitle, vocabulary.BehindName} {
		for _, s := range list.Words() {
			if base := strings.TrimSuffix(name, s); isHan(s) && base != name && len([]rune(base)) > 1 {
				return strings.TrimSpace(base)
			}
		}
	}
	if i := strings.LastIndexByte(name, ' '); i > 0 && vocabulary.BehindName.Is(strings.Trim(name[i:], " .")) {
		return strings.TrimSpace(name[:i])
	}
	return name
}

// degree is what may follow a title: "Dr. med.", "Dr. rer. nat."
var degree = regexp.MustCompile(`^\p{Ll}+\.\s*`)

// isHonorific reports whether a word stands before or behind a name and tells
// nothing but how to address somebody.
func isHonorific(word string) bool {
	bare := strings.Trim(word, ".:")
	return vocabulary.FormOfAddress.Is(word) || vocabulary.FormOfAddress.Is(bare) || vocabulary.NameTitle.Is(bare) ||
		vocabulary.TitleOrName.Is(bare) || vocabulary.BehindName.Is(bare) || vocabulary.Pronouns.Is(bare)
}
