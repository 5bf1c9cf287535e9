package ballots

import (
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
)

// choiceBlocks finds columns that stand for a first, second, … choice.
func (s *search) choiceBlocks() []block {
	groups := make(map[string][]int)
	var order []string
	for _, c := range s.columns {
		if n, err := strconv.Atoi(c.label); err == nil && n >= 1 && n <= 999 && c.meaning == vocabulary.Other {
			if !s.isIssue(c.label) {
				s.columns[c.col-1].rank, c.rank = n, n // the cells decide below
			}
		}
		if c.rank == 0 {
			continue
		}
		key := "grid " + vocabulary.Fold(c.stem)
		if c.stem == "" && !s.headless {
			key = choiceKey(c.label)
		}
		if _, ok := groups[key]; !ok {
			order = append(order, key)
		}
		groups[key] = append(groups[key], c.col)
	}
	var out []block
	for _, key := range order {
		if b, ok := s.choiceBlock(groups[key]); ok {
			out = append(out, b)
		}
	}
	return out
}

// choiceKey is what is left of a header without its rank.
func choiceKey(label string) string {
	var rest []string
	label, _, _ = strings.Cut(label, "(")
	for _, w := range strings.FieldsFunc(vocabulary.Fold(label),
		func(r rune) bool { return r == ' ' || r == '_' || r == '-' }) {
		if _, ok := vocabulary.RankWord(w); !ok && !strings.ContainsAny(w, "0123456789") {
			rest = append(rest, w)
		}
	}
	return strings.Join(rest, " ")
}

// contestOf is what a choice header says beside the choice: "For Mayor" of "For
// Mayor Choice 1 (45)".
func contestOf(label string) string {
	var rest []string
	label, _, _ = strings.Cut(label, "(")
	for _, w := range strings.FieldsFunc(label, func(r rune) bool { return r == ' ' || r == '_' }) {
		_, rank := vocabulary.RankWord(w)
		_, choice := vocabulary.RankWord(w + " 1")
		if !rank && !choice && !strings.ContainsAny(w, "0123456789") {
			rest = append(rest, w)
		}
	}
	return strings.Join(rest, " ")
}

func (s *search) choiceBlock(cols []int) (block, bool) {
	b := block{cols: cols}
	rank := func(col int) int { return s.columns[col-1].rank }
	seen := make(map[int]bool)
	for _, c := range cols {
		seen[rank(c)] = true
	}
	if len(seen) < len(cols) { // "choice 3-1", "choice 3-2": the last number counts
		rank = func(col int) int { return lastNumber(s.columns[col-1].item) }
		seen = make(map[int]bool)
		for _, c := range cols {
			seen[rank(c)] = true
		}
	}
	if len(seen) < len(cols) || seen[0] || !seen[1] {
		return b, false
	}
	slices.SortFunc(b.cols, func(x, y int) int { return rank(x) - rank(y) })
	for _, c := range b.cols {
		b.ranks = append(b.ranks, rank(c))
		b.items = append(b.items, s.columns[c-1].item)
	}
	b.question = s.columns[cols[0]-1].stem
	if b.question == "" {
		b.question = contestOf(s.columns[cols[0]-1].label)
	}
	explicit := !slices.ContainsFunc(b.cols, func(c int) bool { return s.columns[c-1].meaning != vocabulary.Choice })
	counted := len(cols) >= 3 && !slices.ContainsFunc(b.cols,
		func(c int) bool { return s.columns[c-1].label != strconv.Itoa(s.columns[c-1].rank) })
	numeric, fits := s.namesIssues(b.cols, explicit || counted)
	if !fits || numeric && !explicit {
		return b, false
	}
	b.shape, b.conf = ChoiceColumns, unmistakable
	b.why = s.spanText(b) + "; their cells name issues"
	if len(cols) == 1 {
		b.conf = possible
	}
	if numeric && !slices.ContainsFunc(b.items, isOrdinalHeader) {
		b.also, b.conf = []Shape{RankColumns}, possible
	}
	return b, true
}

// isOrdinalHeader reports a header that can only be a place ("1st choice",
// "rank_1"), not the name of an issue ("Choice 1").
func isOrdinalHeader(item string) bool {
	f := vocabulary.Fold(item)
	return strings.Contains(f, "rank") || strings.Contains(f, "pref") || strings.Contains(f, "priorit") ||
		!strings.ContainsAny(f, "0123456789") ||
		len(f) > 2 && f[0] >= '0' && f[0] <= '9' && f[1] > '9'
}

func lastNumber(label string) int {
	end := strings.LastIndexAny(label, "0123456789") + 1
	start := end
	for start > 0 && label[start-1] >= '0' && label[start-1] <= '9' {
		start--
	}
	n := 0
	for _, c := range label[start:end] {
		if n = n*10 + int(c-'0'); n > 999 {
			return 0
		}
	}
	return n
}

// cellNames is what the cells of some columns look like as names of issues.
type cellNames struct {
	union                        map[string]bool
	columns                      []map[string]bool // the different texts of each column
	cells, numbers, ranks, yesNo int
	rows, repeated               int // rows with two cells, and those that repeat a name
}

// gatherNames reads the sample cells of some columns as names.
func (s *form) gatherNames(cols []int) *cellNames {
	n := &cellNames{union: make(map[string]bool), columns: make([]map[string]bool, len(cols))}
	for i := range n.columns {
		n.columns[i] = make(map[string]bool)
	}
	for _, r := range s.body {
		inRow := make(map[string]bool)
		filled, twice := 0, false
		for i, col := range cols {
			text := r.Cell(col).Text
			f := vocabulary.Fold(text)
			if isNothing(text) || vocabulary.Undervote.Is(f) || vocabulary.Overvote.Is(f) {
				continue
			}
			n.count(s.classOf(text), f)
			filled++
			n.union[f], n.columns[i][f] = true, true
			twice = twice || inRow[f]
			inRow[f] = true
		}
		if filled > 1 {
			n.rows++
			if twice {
				n.repeated++
			}
		}
	}
	return n
}

func (n *cellNames) count(c class, folded string) {
	n.cells++
	switch {
	case c&isNumber != 0:
		n.numbers++
	case c&isRankWord != 0:
		n.ranks++
	case c&(isYes|isNo|isLevel|isFor|isAgainst) != 0 && len(folded) > 1:
		n.yesNo++
	}
}

// namesIssues reports whether the cells of some columns look like names that
// recur from column to column and rarely within a row, and whether they are
// mostly numbers. Where the headers are explicit ("1st choice", or 1, 2, 3),
// names may recur in any way.
func (s *form) namesIssues(cols []int, explicit bool) (numeric, fits bool) {
	n := s.gatherNames(cols)
	numeric = share(n.numbers, n.cells, 50)
	if s.namesKnown(n.union) {
		return false, true
	}
	if n.cells == 0 { // a form nobody has answered yet, or all abstained
		return numeric, true
	}
	fits = !share(n.ranks, n.cells, 20) && !share(n.yesNo, n.cells, 30) && (explicit || !share(n.repeated, n.rows, 60))
	if len(cols) > 1 && n.rows > 3 && !explicit {
		perColumn := 0
		for _, c := range n.columns {
			perColumn += len(c)
		}
		fits = fits && 10*perColumn >= 12*len(n.union)
	}
	return numeric, fits
}
