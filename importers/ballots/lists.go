package ballots

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// mayList are the meanings of a column whose cells may list issues: a ranking stands
// under "Rank" as easily as under a question.
var mayList = []vocabulary.Meaning{
	vocabulary.Other, vocabulary.Prefs, vocabulary.Issue, vocabulary.Vote, vocabulary.Rank, vocabulary.Points,
	vocabulary.Score, vocabulary.Choice,
}

// listBlocks finds columns whose cells list several issues, or name the one that
// comes first.
func (s *search) listBlocks() []block {
	var out []block
	for _, c := range s.columns {
		inOrder := c.model != nil && c.model.Match.Meaning == vocabulary.Order
		if c.filled == 0 || !slices.Contains(mayList, c.meaning) && !inOrder {
			continue
		}
		if b, ok := s.listBlock(c); ok {
			out = append(out, b)
		} else if b, ok := s.oneChoice(c); ok {
			out = append(out, b)
		}
	}
	return out
}

// listBlock decides whether one column is a list, by which separator, and
// whether its order matters.
func (s *search) listBlock(c column) (block, bool) {
	texts := s.cellTexts(c.col)
	sep := listSeparator(texts)
	if sep == "" && asksForOrder(c) && areCodes(texts) {
		sep = codes
	}
	if sep == "" {
		return block{}, false
	}
	lists, several := listsIn(texts, sep)
	items := slices.Concat(lists...)
	counts := countFolded(items)
	if slices.ContainsFunc(items, isMoment) {
		return block{}, false
	}
	if !several || len(counts) < 2 || !s.comeAgain(counts, 70) && sep != numbered && sep != codes {
		return block{}, false
	}
	b := block{cols: []int{c.col}, items: []string{c.label}, question: c.label, separator: sep}
	if s.listOrder(&b, c, lists, len(counts)); sep == codes {
		b.readCodes(c.label, texts, len(counts))
	}
	return b, true
}

// listsIn splits the cells of a column, and tells whether one of them is a list.
func listsIn(texts []string, sep string) (lists [][]string, several bool) {
	o := learnOptions(countTexts(texts), sep)
	for _, t := range texts {
		items := o.split(t, o.isName)
		if sep == ">" {
			items = splitList(strings.ReplaceAll(plainSigns(t), "=", ">"), ">") // "A > B = C"
		}
		lists = append(lists, items)
		several = several || len(items) > 1 || strings.HasSuffix(strings.TrimSpace(t), sep)
	}
	return lists, several
}

// readCodes takes the legend of codes from the header, "(A = Climate, B = Youth)". In
// permutations of 1, 2, 3 nobody can tell the issue that comes first from the rank of
// the first issue, which is asked.
func (b *block) readCodes(label string, texts []string, issues int) {
	b.legend = make(map[string]string)
	for _, m := range legendEntry.FindAllStringSubmatch(label, -1) {
		b.legend[vocabulary.Fold(m[1])] = vocabulary.Clean(m[2])
	}
	whole := !slices.ContainsFunc(texts, func(t string) bool { return len(splitList(t, codes)) != issues })
	if _, digits := number(splitList(texts[0], codes)[0]); digits && whole && len(b.legend) == 0 {
		b.ask = &planner.Finding{
			Code: codeVotesShapeAmbiguous, Form: "numbers", Severity: planner.Error, Seen: texts[0],
			Args: facts{"text": clip(texts[0])},
		}
	}
}

// legendEntry matches what a code stands for.
var legendEntry = regexp.MustCompile(`\b([A-Z]|\d{1,2})\s*[=:]\s*([^,;)]+)`)

// codes stands for lists of issues that are called by one sign each: "CAB", "1-3-2".
const codes = "codes"

// areCodes reports cells of two or more different signs each, in more than one order.
func areCodes(texts []string) bool {
	orders := make(map[string]bool)
	for _, t := range texts {
		parts := splitList(t, codes)
		slices.Sort(parts)
		if len(parts) < 2 || len(slices.Compact(parts)) < len(parts) || !codeList.MatchString(strings.TrimSpace(t)) {
			return false
		}
		orders[t] = true
	}
	return len(orders) > 1
}

var codeList = regexp.MustCompile(`^(?:[A-Z](?:[-/ .]?[A-Z])+|\d(?:[- ]\d){2,})$`)

// asksForOrder reports a header that asks for an order.
func asksForOrder(c column) bool {
	return vocabulary.AsksOrder.Within(c.label) || c.meaning == vocabulary.Prefs || c.meaning == vocabulary.Rank ||
		c.model != nil && c.model.Match.Meaning == vocabulary.Order
}

// oneChoice takes a column whose question asks for the one issue that comes first.
func (s *search) oneChoice(c column) (block, bool) {
	texts := s.cellTexts(c.col)
	counts := countFolded(texts)
	voters := s.namesVoters()
	topic := c.model != nil && c.model.Match.Meaning == vocabulary.Topic && c.meaning == vocabulary.Other
	conf := 0.0
	switch {
	case c.meaning == vocabulary.Vote, c.meaning == vocabulary.Choice && c.rank < 2, vocabulary.AsksOne.Within(c.label),
		voters && (c.meaning == vocabulary.Issue || topic && s.comeAgain(counts, 80)):
		conf = surely
	case voters && (topic || vocabulary.ItemColumn.Is(c.label)) && s.comeAgain(counts, 50):
		conf = possible
	}
	if conf == 0 || s.mainClass(c.col) != isText || !s.nameOne(texts) {
		return block{}, false
	}
	return block{
		shape: ChoiceColumns, cols: []int{c.col}, items: []string{c.label}, ranks: []int{1}, question: c.label,
		conf: conf,
		why:  []planner.Told{{Code: "column-one-issue", Args: facts{"column": c.named()}}},
	}, true
}

// nameOne reports whether texts are names that come again, or a few names, rather
// than sentences or times.
func (s *form) nameOne(texts []string) bool {
	length := 0
	for _, t := range texts {
		length += utf8.RuneCountInString(t)
	}
	const longName = 60
	return len(texts) > 0 && length <= longName*len(texts) && (s.comeAgain(countFolded(texts), 50) || len(texts) < 10) &&
		!slices.ContainsFunc(texts, isMoment)
}

// isMoment reports a date or a time of the day.
func isMoment(text string) bool { return parseTime(text) != 0 || clock.MatchString(text) }

var clock = regexp.MustCompile(`^\d{1,2}:\d{2}(:\d{2})?( ?[AaPp]\.?[Mm]\.?)?$`)

// comeAgain reports whether at least pct percent of the entries, counted by
// folded text, stand more than once, or whether they name known issues.
func (s *form) comeAgain(counts map[string]int, pct int) bool {
	total, again, named := 0, 0, make(map[string]bool)
	for text, n := range counts {
		named[text] = true
		total += n
		if n >= 2 {
			again += n
		}
	}
	return share(again, total, pct) || s.namesKnown(named)
}

// namesKnown reports whether at least half of the texts are known issues.
func (s *form) namesKnown(texts map[string]bool) bool {
	hits := 0
	for t := range texts {
		if s.isIssue(t) {
			hits++
		}
	}
	return share(hits, len(texts), 50)
}

// listOrder decides between a ranking and an approval list.
func (s *search) listOrder(b *block, c column, lists [][]string, options int) {
	q := c.label
	order := asksForOrder(c)
	chooses := vocabulary.AsksChoice.Within(q)
	priorities := vocabulary.AsksPriority.Within(q) && !chooses
	full, varies := 0, !inOneOrder(lists)
	for _, l := range lists {
		if len(l) == options && options >= 3 {
			full++
		}
	}
	told := func(code string) planner.Told { return planner.Told{Code: code} }
	cells := "column-list"
	switch b.separator {
	case codes:
		cells = "column-codes"
	case numbered:
		cells = "column-numbered"
	}
	b.why = []planner.Told{{Code: cells, Args: facts{"column": c.named(), "signs": separatorName(b.separator)}}}
	rules := []rule{
		{holds: b.separator == ">", shape: RankedList, conf: veryLikely, why: told("best-down")},
		{holds: b.separator == codes, shape: RankedList, conf: likely},
		{holds: b.separator == numbered, shape: RankedList, conf: veryLikely},
		{
			holds: order && (varies || !chooses) || priorities && varies, shape: RankedList, conf: likely,
			why: told("asks-order"),
		},
		{holds: priorities, shape: ApprovalList, conf: leaning, also: RankedList, why: told("asks-priorities")},
		{
			holds: varies && share(full, len(lists), 90), shape: RankedList, conf: surely, why: told("all-in-own-order"),
		},
		{holds: chooses, shape: ApprovalList, conf: leaning, why: told("asks-choice")},
		{holds: !varies, shape: ApprovalList, conf: possible, why: told("same-order")},
		{holds: true, shape: ApprovalList, conf: possible, also: RankedList, why: told("varying-order")},
	}
	b.take(rules)
}

// cellTexts are the answers in some columns.
func (s *form) cellTexts(cols ...int) []string {
	var out []string
	for _, col := range cols {
		for _, r := range s.body {
			if t := r.Cell(col).Text; !isNothing(t) {
				out = append(out, t)
			}
		}
	}
	return out
}

// countFolded is how often each text stands there, whatever its capitals.
func countFolded(texts []string) map[string]int {
	counts := make(map[string]int)
	for _, t := range texts {
		counts[vocabulary.Fold(t)]++
	}
	return counts
}

func countTexts(texts []string) map[string]int {
	counts := make(map[string]int)
	for _, t := range texts {
		counts[t]++
	}
	return counts
}

// numbered stands for lists whose entries are numbered: "1. A 2. B".
const numbered = "1."

// separators part the entries of a list, each with the share of cells that must
// hold one. A comma is followed by a blank, unless no other sign parts them.
var separators = []struct {
	sign string
	pct  int
	name string
}{
	{">", 50, "arrows"},
	{";", 30, "semicolons"},
	{"|", 30, "bars"},
	{"\n", 30, "breaks"},
	{", ", 20, "commas"},
	{",", 30, "commas"},
}

func separatorName(sep string) planner.Told {
	for _, x := range separators {
		if x.sign == sep {
			return planner.Told{Code: "signs-" + x.name}
		}
	}
	return planner.Told{Code: "signs-blanks"}
}

// listSeparator finds what separates the entries of list cells: numbers, arrows, or
// the sign whose parts come again most; "" when they are no lists. A blank
// separates only codes that are all present in each cell (XLSForm ranking).
func listSeparator(texts []string) string {
	inPart := func(pct int, holds func(string) bool) bool {
		n := 0
		for _, t := range texts {
			if holds(strings.TrimSpace(t)) {
				n++
			}
		}
		return share(n, len(texts), pct)
	}
	several := func(sep string) func(string) bool {
		return func(t string) bool { return len(splitList(t, sep)) > 1 || strings.HasSuffix(t, sep) }
	}
	counts := inPart(80, func(t string) bool { return splitNumbered(t) != nil })
	if counts && slices.ContainsFunc(texts, several(numbered)) {
		return numbered
	}
	best, most := "", 0.49
	for _, x := range separators {
		if !inPart(x.pct, several(x.sign)) {
			continue
		}
		if x.sign == ">" && !slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(plainSigns(t), ">=") }) {
			return ">"
		}
		if n := recurrence(texts, x.sign); n > most {
			best, most = x.sign, n
		}
	}
	if best == "" && len(texts) > 0 && samePermutations(texts) {
		return " "
	}
	return best
}

// recurrence is the part of the entries that stand more than once.
func recurrence(texts []string, sep string) float64 {
	total, again := 0, 0
	var parts []string
	for _, t := range texts {
		parts = append(parts, splitList(t, sep)...)
	}
	for _, n := range countFolded(parts) {
		total += n
		if n > 1 {
			again += n
		}
	}
	return float64(again) / float64(max(total, 1))
}

// samePermutations reports whether every text has the same three or more words.
func samePermutations(texts []string) bool {
	sorted, orders := make(map[string]bool), make(map[string]bool)
	for _, t := range texts {
		words := strings.Fields(t)
		orders[strings.Join(words, " ")] = true
		slices.Sort(words)
		sorted[strings.Join(words, " ")] = true
		if len(slices.Compact(words)) < max(3, len(strings.Fields(t))) {
			return false
		}
	}
	return len(sorted) == 1 && len(orders) > 1
}

// signs writes the signs that part entries in other scripts, and arrows, plainly.
var signs = strings.NewReplacer(
	"；", ";", "؛", ";", "،", ", ", "，", ", ", "、", ", ", "｜", "|", "->", ">", "=>", ">", "→", ">", "⇒", ">", "≻", ">", "➔", ">", "➜", ">",
	"›", ">", "»", ">", "\r\n", "\n", "\r", "\n",
)

func plainSigns(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return r == '>' || r == '\r' || r >= utf8.RuneSelf }) {
		return signs.Replace(text)
	}
	return text
}

// splitList splits a cell. Commas inside brackets do not separate. Empty
// entries, as after a trailing separator, are dropped.
func splitList(text, sep string) []string {
	var parts []string
	switch sep {
	case " ":
		parts = strings.Fields(text)
	case codes:
		parts = strings.Split(strings.Trim(text, " "), "")
		parts = slices.DeleteFunc(parts, func(p string) bool { return strings.Trim(p, "-/ .") == "" })
	case numbered:
		parts = splitNumbered(text)
	case ", ":
		parts = splitCommas(plainSigns(text))
	default:
		parts = strings.Split(plainSigns(text), sep)
	}
	var out []string
	for _, p := range parts {
		if p = vocabulary.Clean(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// entryNumber matches the number of an entry at the start or after a sign or a blank.
var entryNumber = regexp.MustCompile(`(?:^|[\s,;|/>])(?:[(#]?(\d{1,2})(?:[.):\]．、。]|\s?[-–—]\s)|#(\d{1,2})\s)\s*`)

// splitNumbered splits "1. A 2. B" in the order of the numbers; nil for any other
// text. A number in a name does not part it: only those that count from 1 do.
func splitNumbered(text string) []string {
	marks := entryNumber.FindAllStringSubmatchIndex(strings.TrimSpace(text), -1)
	text = strings.TrimSpace(text)
	if len(marks) == 0 || marks[0][0] != 0 {
		return nil
	}
	numberOf := func(m []int) int {
		if m[2] < 0 {
			m = m[2:]
		}
		n, _ := strconv.Atoi(text[m[2]:m[3]])
		return n
	}
	found := make(map[int]bool)
	for _, m := range marks {
		found[numberOf(m)] = true
	}
	last := 0
	for found[last+1] {
		last++
	}
	marks = slices.DeleteFunc(marks, func(m []int) bool { // what does not count from 1, or counts again
		n := numberOf(m)
		again := !found[n]
		found[n] = false
		return again || n < 1 || n > last
	})
	if last == 0 || len(marks) == 0 || marks[0][0] != 0 {
		return nil
	}
	out := make([]string, last)
	for i, m := range marks {
		end := len(text)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		out[numberOf(m)-1] = strings.TrimRight(text[m[1]:end], " ,;|/>\r\n\t")
	}
	return out
}

// splitCommas splits at commas followed by a blank, outside brackets.
func splitCommas(text string) []string {
	var out []string
	depth, from := 0, 0
	for i, r := range text {
		switch r {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(0, depth-1)
		case ',':
			next, _ := utf8.DecodeRuneInString(text[i+1:])
			if depth == 0 && unicode.IsSpace(next) {
				out = append(out, text[from:i])
				from = i + 1
			}
		}
	}
	return append(out, text[from:])
}

// inOneOrder reports whether no two lists name two entries in opposite order.
func inOneOrder(lists [][]string) bool {
	before := make(map[[2]string]bool)
	for _, l := range lists {
		for i, a := range l {
			for _, b := range l[i+1:] {
				x, y := vocabulary.Fold(a), vocabulary.Fold(b)
				if x != y && before[[2]string{y, x}] {
					return false
				}
				before[[2]string{x, y}] = true
			}
		}
	}
	return true
}

// Names are the names that cells with lists hold.
type Names struct{ options }

// LearnNames learns the names from the cells of a column, given with how often
// each occurs: wishes for groups, say. The entries are parted by their numbers or
// by the sign whose parts come again most, else by the first that some cell holds.
func LearnNames(cells map[string]int) Names {
	var texts []string
	for _, t := range slices.Sorted(maps.Keys(cells)) {
		texts = append(texts, slices.Repeat([]string{t}, cells[t])...)
	}
	sep := listSeparator(texts)
	for _, x := range separators {
		if sep == "" && slices.ContainsFunc(texts, func(t string) bool { return len(splitList(t, x.sign)) > 1 }) {
			sep = x.sign
		}
	}
	return Names{learnOptions(cells, cmp.Or(sep, ";"))}
}

// Split parts a cell: at each place the longest name that was learnt, or that is
// known, wins.
func (n Names) Split(text string, known func(string) bool) []string {
	return n.split(text, func(s string) bool { return n.isName(s) || known(s) })
}
