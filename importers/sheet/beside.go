package sheet

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// A list of sessions may name several people a row, each with columns of their own:
// "Speaker 1", "Speaker 1 gender", "Speaker 2", "Speaker 2 gender". Such rows are brought to
// one for each person; what the row says beside holds for each of them.

// besides looks for people who stand beside each other below a header.
type besides struct {
	*headerRows
	above []string // by column: what a row above the header, with roles alone, says of it
}

// headings are the texts above a column, the lowest last.
func (b *besides) headings(col int) []string {
	texts := b.texts(col)
	if col < len(b.above) && b.above[col] != "" && len(texts) == 1 {
		return []string{b.above[col], texts[0]}
	}
	return texts
}

// rolesAbove reads a row of roles above the header; each stands for the columns up to the next.
func rolesAbove(h *headerRows) []string {
	if h.first == 0 || h.after-h.first > 1 {
		return nil
	}
	row := h.rows[h.first-1]
	above, role, roles := make([]string, width(h.rows)+1), "", 0
	for col := 1; col <= width(h.rows); col++ {
		if text := Text(row.Cell(col)); text != "" {
			role = ""
			if _, ok := roleOf(text); ok {
				role = text
				roles++
			}
		}
		above[col] = role
	}
	if roles < 2 {
		return nil
	}
	return above
}

// roleOf is the role that a heading gives to those below it: "Speaker1_Name".
func roleOf(text string) (planner.Role, bool) {
	return vocabulary.RoleHeader(strings.Join(tokensOf(text), " "))
}

// seat is the columns of one person of a row.
type seat struct {
	col    int      // of the name
	words  []string // of its heading, as "Speaker 1"; nil where another seat is headed alike
	number string   // the number in the heading
	above  string   // the heading above it and its columns
	title  string
	of     map[string]int // columns by what they tell, "gender"
}

// byPerson returns rows with several people each brought to one row a person, below the header
// that was found, with what is said of it; nil for any other table: one in which fewer than two
// people have a place in the row, or no column tells something of one of them.
func byPerson(h *headerRows) ([]table.Row, facts) {
	if !h.found {
		return nil, nil
	}
	b := &besides{headerRows: h, above: rolesAbove(h)}
	seats := b.seats()
	told, own := b.told(seats)
	if len(seats) < 2 || len(told) == 0 {
		return nil, nil
	}
	last := h.rows[h.after-1]
	var shared []int
	for col := 1; col <= max(width(h.rows), len(last.Cells)); col++ {
		if !own[col] {
			shared = append(shared, col)
		}
	}
	var heads []string
	for i := range seats {
		heads = append(heads, cmp.Or(seats[i].title, "Name "+seats[i].number))
	}
	return b.spread(seats, told, shared), facts{
		"heads": planner.QuotedSome{Texts: heads, Shown: 8}, "told": planner.QuotedSome{Texts: told, Shown: 8},
	}
}

// spread is one row for each seat of each row, below a header for them.
func (b *besides) spread(seats []seat, told []string, shared []int) []table.Row {
	head, role := b.head(seats, told, shared)
	out := append(slices.Clone(b.rows[:b.first]), head)
	add := func(cells []table.Cell) {
		out = append(out, table.Row{Number: out[len(out)-1].Number + 1, Width: len(cells), Cells: cells})
	}
	for _, row := range b.rows[b.after:] {
		before := len(out)
		for i := range seats {
			cells, sits := seats[i].cells(row, told)
			if !sits && (i < len(seats)-1 || len(out) > before) {
				continue // nobody sits here; a row of nobody stays one row
			}
			for _, col := range shared {
				cells = append(cells, row.Cell(col))
			}
			if role {
				cells = append(cells, b.word(seats[i].col, seats[i].title))
			}
			add(cells)
		}
	}
	return out
}

// word is a cell of text that stands where a column is headed.
func (b *besides) word(col int, text string) table.Cell {
	return table.Cell{Row: b.rows[b.after-1].Number, Col: col, Kind: table.Text, Text: text}
}

// head is the header of the rows that are spread: the name, what is told of each, what the row
// says of all, and the role, unless that is said already.
func (b *besides) head(seats []seat, told []string, shared []int) (head table.Row, role bool) {
	head = table.Row{Number: b.rows[b.after-1].Number, Cells: []table.Cell{b.word(seats[0].col, "Name")}}
	for _, what := range told {
		i := slices.IndexFunc(seats, func(s seat) bool { return s.of[what] > 0 })
		head.Cells = append(head.Cells, b.word(seats[i].of[what], what))
	}
	var heads []string
	for _, col := range shared {
		heads = append(heads, low(b.texts(col)))
	}
	is := func(m vocabulary.Meaning) func(string) bool { return func(s string) bool { return means(s, m) } }
	session := slices.ContainsFunc(heads, is(vocabulary.Session))
	for i, text := range heads {
		if !session && means(text, vocabulary.HonorificTitle) {
			text = "Session" // of the row, not of one of its people
		}
		head.Cells = append(head.Cells, b.word(shared[i], text))
	}
	role = seats[0].title != "" && !slices.ContainsFunc(slices.Concat(told, heads), is(vocabulary.Role))
	if role {
		head.Cells = append(head.Cells, b.word(seats[0].col, "Role"))
	}
	return head, role
}

// low is the lowest of the texts above a column.
func low(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	return texts[len(texts)-1]
}

// cells are the name and what is told of who sits in a row, and whether somebody does.
func (s *seat) cells(row table.Row, told []string) (cells []table.Cell, sits bool) {
	cells = []table.Cell{row.Cell(s.col)}
	for _, what := range told {
		c := table.Cell{Row: row.Number, Col: s.col} // nothing is told
		if col := s.of[what]; col > 0 {
			c = row.Cell(col)
		}
		cells = append(cells, c)
	}
	return cells, slices.ContainsFunc(cells, func(c table.Cell) bool { return !vocabulary.IsMissing(Text(c)) })
}

func means(text string, m vocabulary.Meaning) bool {
	match, ok := vocabulary.Header(text)
	return ok && match.Meaning == m
}

// seats finds the columns of names that are headed by a role, by a number ("Name 2"), or
// below a heading of a role.
func (b *besides) seats() []seat {
	var seats []seat
	for col := 1; col <= width(b.rows); col++ {
		texts := b.headings(col)
		if len(texts) == 0 {
			continue
		}
		low := texts[len(texts)-1]
		words := tokensOf(low)
		number := numberIn(words)
		s := seat{col: col, words: words, number: number, title: low, of: make(map[string]int)}
		_, role := roleOf(low)
		_, below := roleOf(texts[0])
		switch {
		case len(texts) > 1 && below && means(low, vocabulary.Name):
			s.above, s.title, s.words = texts[0], texts[0], tokensOf(texts[0])
			s.number = numberIn(s.words)
		case role:
			if n := len(words); n > 1 && means(words[n-1], vocabulary.Name) {
				s.words = words[:n-1] // "Speaker 1 name"
			}
		case number != "" && len(words) > 1 && means(strings.Join(without(words, number), " "), vocabulary.Name):
			s.words, s.title = nil, ""
		default:
			continue
		}
		seats = append(seats, s)
	}
	for i := range seats {
		for j := range i {
			if slices.Equal(seats[i].words, seats[j].words) {
				seats[i].words, seats[j].words = nil, nil // told apart by their places alone
			}
		}
	}
	return seats
}

// told gives the seats their columns, and returns what is told of people in the order of the
// columns, and which columns that are.
func (b *besides) told(seats []seat) (told []string, own map[int]bool) {
	own = make(map[int]bool)
	again := make(map[string]int)
	for col := 1; col <= width(b.rows); col++ {
		again[b.words(col)]++
	}
	last := -1
	for col := 1; col <= width(b.rows); col++ {
		if i := slices.IndexFunc(seats, func(s seat) bool { return s.col == col }); i >= 0 {
			last, own[col] = i, true
			continue
		}
		words := b.words(col)
		if words == "" {
			continue
		}
		i, what := seatOf(seats, b.headings(col))
		if i < 0 && last >= 0 && again[words] > 1 && isOfPeople(words) {
			i, what = last, words // headed alike for each of them
		}
		if i < 0 || what == "" || seats[i].of[what] > 0 {
			continue
		}
		seats[i].of[what], own[col] = col, true
		told = append(told, what)
	}
	if !slices.ContainsFunc(told, isOfPeople) {
		return nil, own
	}
	return distinct(told), own
}

// words is the lowest heading of a column, folded.
func (b *besides) words(col int) string { return strings.Join(tokensOf(low(b.headings(col))), " ") }

// distinct are the different texts in the order in which they come.
func distinct(texts []string) []string {
	var out []string
	for _, text := range texts {
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// seatOf is the seat that a heading names, the longest name first, and what it tells of it.
func seatOf(seats []seat, texts []string) (i int, what string) {
	words := tokensOf(texts[len(texts)-1])
	best := 0
	i = -1
	for j := range seats {
		s := &seats[j]
		if s.above != "" && len(texts) > 1 && texts[0] == s.above {
			return j, strings.Join(words, " ")
		}
		if rest := s.tells(words); rest != "" && len(s.words) >= best {
			i, what, best = j, rest, len(s.words)
		}
	}
	return i, what
}

// tells is what a heading tells of a seat, "" where it does not name it: before or behind its
// name, or beside its number.
func (s *seat) tells(words []string) string {
	n := len(s.words)
	if n == 0 || len(words) <= n {
		rest := strings.Join(without(words, s.number), " ")
		if s.number == "" || s.number != numberIn(words) || !isOfPeople(rest) {
			return ""
		}
		return rest
	}
	if slices.EqualFunc(words[:n], s.words, sameWord) {
		return strings.Join(words[n:], " ")
	}
	rest := words[:len(words)-n]
	if !slices.EqualFunc(words[len(words)-n:], s.words, sameWord) {
		return ""
	}
	for len(rest) > 1 && ofWords[rest[len(rest)-1]] {
		rest = rest[:len(rest)-1]
	}
	return strings.Join(rest, " ")
}

// sameWord reports one word in two forms: докладчик, докладчика.
func sameWord(a, b string) bool {
	long, short := []rune(a), []rune(b)
	if len(long) < len(short) {
		long, short = short, long
	}
	return a == b || len(short) > 4 && len(long) < len(short)+3 && slices.Equal(long[:len(short)], short)
}

// ofWords join what is told to who it is told of: "gender of speaker 1".
var ofWords = map[string]bool{
	"of": true, "for": true, "the": true, "de": true, "du": true, "des": true, "del": true, "la": true, "le": true,
	"do": true, "da": true, "von": true, "der": true, "di": true, "van": true, "l": true, "dell": true, "d": true,
	"el": true, "los": true, "las": true, "les": true,
}

// isOfPeople reports a heading that tells something of people.
func isOfPeople(text string) bool {
	m, ok := vocabulary.Header(text)
	_, about := m.Meaning.Dimension()
	return ok && (about || m.Meaning == vocabulary.Email)
}

// tokensOf are the words and numbers of a heading, folded: "Speaker1_Gender" has three.
func tokensOf(text string) []string {
	var out []string
	var kind rune
	for _, r := range vocabulary.Fold(text) {
		k := ' '
		switch {
		case unicode.IsDigit(r):
			k = '0'
		case unicode.IsLetter(r), unicode.IsMark(r):
			k = 'a'
		}
		switch k {
		case ' ':
		case kind:
			out[len(out)-1] += string(r)
		default:
			out = append(out, string(r))
		}
		kind = k
	}
	return out
}

// numberIn is the only number among words, "" for none or several.
func numberIn(words []string) string {
	number := ""
	for _, w := range words {
		if unicode.IsDigit([]rune(w)[0]) {
			if number != "" {
				return ""
			}
			number = w
		}
	}
	return number
}

func without(words []string, word string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == word })
}
