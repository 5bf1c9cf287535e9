package ballots

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// worker interprets rows. What a text means is looked up once and remembered,
// so that the usual cell costs one map access and no allocation.
type worker struct {
	r       *reader
	fields  [][]byte
	plain   textIndex // texts that name one issue → its number
	choices map[string]choice
	marks   textIndex // texts without a fault → their mark
	lists   map[string][]choice
	groups  textIndex
	stamp   []uint32 // by issue: the row that named it last
	now     uint32
	row     []planner.Mark
	order   []uint16
	b       *batch
	number  int
}

// choice is what a cell of a choice column says.
type choice struct {
	kind   choiceKind
	issue  int
	issues []int // for several
	text   string
}

type choiceKind uint8

const (
	blankChoice choiceKind = iota
	oneIssue
	severalIssues
	overvote
	undervote
	unknownIssue
)

// tie marks an issue that shares its place with the one before it.
const tie = 1 << 15

// maxCached bounds what a worker remembers of free texts.
const maxCached = 1 << 16

func newWorker(r *reader) *worker {
	return &worker{
		r: r, choices: make(map[string]choice), lists: make(map[string][]choice), row: make([]planner.Mark, len(r.p.cols)),
	}
}

// read interprets the rows of a batch.
func (w *worker) read(b *batch) {
	w.b = b
	for i, number := range b.numbers {
		w.fields, w.number = b.fields(i, w.fields[:0]), number
		if w.isTotal() {
			w.note(note{code: "row-total", severity: planner.Note, text: "a row of totals is left out"}, 0)
			continue
		}
		out, ok := w.who()
		if !ok {
			continue
		}
		out.from = len(b.arena)
		switch p := w.r.p; {
		case p.shape == ChoiceColumns:
			w.choiceRow()
		case p.shape == RankedList || p.shape == ApprovalList:
			w.listRow()
		default:
			w.issueRow()
		}
		out.to = len(b.arena)
		out.hash = hashBallot(&out, b.arena[out.from:])
		if out.voterTo > out.voterFrom {
			out.voter = voterHash(b.arena[out.voterFrom:out.voterTo])
		}
		b.out = append(b.out, out)
	}
}

// hashBallot is the hash by which identical ballots of one group are found.
func hashBallot(o *ballotOut, payload []byte) uint64 {
	return hashText(payload) ^ uint64(o.group)*0xff51afd7ed558ccd ^ uint64(o.region)*0xc4ceb9fe1a85ec53 ^ uint64(o.org)<<21 ^ uint64(o.weight.Num)<<11
}

// field returns the text of a column, or nothing beyond the row's end.
func (w *worker) field(col int) []byte {
	if col >= 1 && col <= len(w.fields) {
		return w.fields[col-1]
	}
	return nil
}

func (w *worker) note(n note, col int) { w.b.notes.add(n, place{w.number, col}) }

// isTotal recognises a row of sums below the data.
func (w *worker) isTotal() bool {
	for _, f := range w.fields {
		if len(f) == 0 {
			continue
		}
		if f[0] < 0x80 && strings.IndexByte("tTsSaAmMgGcCpP ", f[0]) < 0 || len(f) > 40 {
			return false
		}
		if t := vocabulary.Fold(string(f)); t != "" {
			return totalWords()[strings.TrimRight(t, ": ")]
		}
	}
	return false
}

// who reads the columns about the voter. It reports false for a row that holds
// nothing at all, neither a voter nor a vote.
func (w *worker) who() (ballotOut, bool) {
	p := w.r.p
	out := ballotOut{row: w.number, count: 1}
	for _, col := range p.voter {
		f := w.field(col)
		if len(f) == 0 || len(f) < 20 && isNobody(f) {
			continue
		}
		out.voterFrom = len(w.b.arena)
		w.b.arena = append(w.b.arena, f...)
		out.voterTo = len(w.b.arena)
		break
	}
	if p.group > 0 {
		out.group = w.label(w.r.groups, "g", p.group)
	}
	if p.region > 0 {
		out.region = w.label(w.r.plain, "r", p.region)
	}
	if p.org > 0 {
		out.org = w.label(w.r.plain, "r", p.org)
	}
	if p.time > 0 {
		out.time = parseTime(string(w.field(p.time)))
	}
	if p.count > 0 && !w.readCount(&out) {
		return out, false
	}
	if p.weight > 0 {
		w.readWeight(&out)
	}
	if out.voterTo > out.voterFrom || out.group > 0 {
		return out, true
	}
	for _, col := range p.cols {
		if len(w.field(col)) > 0 {
			return out, true
		}
	}
	return out, len(p.voter) == 0 && p.group == 0
}

// isNobody reports words for a voter who is not named. None of them has a digit
// or an @.
func isNobody(f []byte) bool {
	for _, c := range f {
		if c >= '0' && c <= '9' || c == '@' {
			return false
		}
	}
	s := string(f)
	switch vocabulary.Fold(s) {
	case "anonymous", "anonym", "anonyme", "anonimo", "anonymus", "匿名", "аноним", "анонимно", "مجهول":
		return true
	}
	return isNothing(s)
}

func (w *worker) label(l *labels, kind string, col int) uint32 {
	f := w.field(col)
	if len(f) == 0 {
		return 0
	}
	if id, ok := w.groups.get(f); ok && kind == "g" {
		return uint32(id)
	}
	id, n := l.id(string(f))
	if n != nil {
		w.note(*n, col)
	} else if kind == "g" {
		w.groups.put(string(f), int32(id))
	}
	return id
}

func (w *worker) readCount(out *ballotOut) bool {
	f := w.field(w.r.p.count)
	if len(f) == 0 {
		return true
	}
	n, ok := number(string(f))
	if !ok || n < 0 || n%milli != 0 {
		w.note(note{code: "count-unreadable", severity: planner.Warning, seen: string(f),
			text: quote(string(f)) + " is not a number of ballots; the row counts once", fix: "use a whole number"}, w.r.p.count)
		return true
	}
	if n == 0 {
		w.note(note{code: "count-zero", severity: planner.Note, text: "rows with the count 0 are left out"}, w.r.p.count)
		return false
	}
	out.count = n / milli
	return true
}

func (w *worker) readWeight(out *ballotOut) {
	f := w.field(w.r.p.weight)
	if len(f) == 0 {
		return
	}
	n, ok := number(string(f))
	if !ok || n <= 0 {
		w.note(note{code: "weight-unreadable", severity: planner.Warning, seen: string(f),
			text: quote(string(f)) + " is not a weight; the ballot counts with weight 1", fix: "use a number above 0"}, w.r.p.weight)
		return
	}
	out.weight = reduced(n, milli)
}

func reduced(num, den int64) planner.Ratio {
	a, b := num, den
	for b != 0 {
		a, b = b, a%b
	}
	return planner.Ratio{Num: num / a, Den: den / a}
}

// choiceRow reads a row of choice columns; the payload lists the issues in
// order.
func (w *worker) choiceRow() {
	w.now++
	w.order = w.order[:0]
	gap := false
	for _, col := range w.r.p.cols {
		f := w.field(col)
		if len(f) == 0 {
			gap = true
			continue
		}
		if i, ok := w.plain.get(f); ok && !gap && w.fresh(int(i)) {
			w.order = append(w.order, uint16(i))
			continue
		}
		c, ok := w.choices[string(f)]
		if !ok {
			c = w.learnChoice(string(f))
		}
		gap = w.oddChoice(c, col, gap)
	}
	w.writeOrder()
}

func (w *worker) skipped() {
	w.note(note{code: "rank-skipped", severity: planner.Note, text: "ranks are skipped; only the order of the others counts"}, 0)
}

// fresh reports whether the row names the issue for the first time.
func (w *worker) fresh(issue int) bool {
	for issue >= len(w.stamp) {
		w.stamp = append(w.stamp, 0)
	}
	if w.stamp[issue] == w.now {
		return false
	}
	w.stamp[issue] = w.now
	return true
}

// oddChoice handles what the fast path of choiceRow does not.
func (w *worker) oddChoice(c choice, col int, gap bool) bool {
	switch c.kind {
	case oneIssue:
		if w.fresh(c.issue) {
			if gap {
				w.skipped()
			}
			w.order = append(w.order, uint16(c.issue))
			return false
		}
		w.note(note{code: "issue-repeated", severity: planner.Warning, text: "an issue is named twice on one ballot; the first mention counts", seen: c.text}, col)
	case severalIssues:
		w.note(note{code: "rank-shared", severity: planner.Warning, seen: c.text,
			text: quote(c.text) + " names several issues in one cell; they share the place", fix: "one issue in each cell, unless a tie is meant"}, col)
		if gap {
			w.skipped()
		}
		first := true
		for _, i := range c.issues {
			if !w.fresh(i) {
				continue
			}
			x := uint16(i)
			if !first {
				x |= tie
			}
			first = false
			w.order = append(w.order, x)
		}
		return false
	case overvote:
		w.note(note{code: "overvote", severity: planner.Warning, text: "overvotes: the source says that more than one issue was marked at this place; the place counts as blank"}, col)
	case undervote:
		w.note(note{code: "undervote", severity: planner.Note, text: "places marked as not used count as blank"}, col)
		return true
	case unknownIssue:
		w.noteUnknown(c.text, col)
	case blankChoice:
		return true
	}
	return gap
}

func (w *worker) noteUnknown(text string, col int) {
	fix := "correct the cell, or add it to the list of issues"
	if s := w.r.cat.closest(text); s != "" {
		fix = "did you mean " + quote(s) + "?"
	}
	w.note(note{code: "issue-unknown", severity: planner.Warning, seen: text,
		text: quote(text) + " is not among the listed issues and does not count", fix: fix}, col)
}

// learnChoice decides what a cell of a choice column means.
func (w *worker) learnChoice(text string) choice {
	c := w.readChoice(text)
	if len(w.choices) < maxCached {
		w.choices[text] = c
		if c.kind == oneIssue {
			w.plain.put(text, int32(c.issue))
		}
	}
	return c
}

func (w *worker) readChoice(text string) choice {
	f := vocabulary.Fold(text)
	c := choice{text: vocabulary.Clean(text)}
	switch {
	case overvoteWords()[f]:
		c.kind = overvote
		return c
	case undervoteWords()[f]:
		c.kind = undervote
		return c
	}
	cat := w.r.cat
	if cat.closed {
		if i, ok := cat.find(text); ok {
			c.kind, c.issue = oneIssue, i
			return c
		}
	}
	if isNothing(text) {
		return c
	}
	if several := w.severalIn(text); several != nil {
		c.kind, c.issues = severalIssues, several
		return c
	}
	if cat.closed && !writeInWords()[f] || cat.count() >= maxIssues {
		c.kind = unknownIssue
		return c
	}
	if i, ok := cat.find(text); ok {
		c.kind, c.issue = oneIssue, i
	} else {
		c.kind = unknownIssue
	}
	return c
}

// severalIn splits a cell that names several issues ("A|B", "A\nB", "A//B").
// With an open catalogue only separators that no name has are trusted.
func (w *worker) severalIn(text string) []int {
	for _, sep := range []string{"\n", "|", "//", ";", " / ", " & ", " = ", ", "} {
		parts := splitList(text, sep)
		if sep == ", " {
			parts = strings.Split(text, ",")
		}
		if len(parts) < 2 || !w.r.cat.closed && len(sep) > 1 && sep != "//" {
			continue
		}
		var out []int
		for _, p := range parts {
			i, ok := w.r.cat.find(strings.TrimSpace(p))
			if !ok {
				out = nil
				break
			}
			out = append(out, i)
		}
		if out != nil {
			return out
		}
	}
	return nil
}

func (w *worker) writeOrder() {
	for _, x := range w.order {
		w.b.arena = binary.LittleEndian.AppendUint16(w.b.arena, x)
	}
}

// listRow reads a list cell; the payload lists the issues in order.
func (w *worker) listRow() {
	w.now++
	w.order = w.order[:0]
	col := w.r.p.cols[0]
	f := w.field(col)
	list, ok := w.lists[string(f)]
	if !ok {
		list = w.learnList(string(f))
	}
	for _, c := range list {
		if c.kind == oneIssue && w.fresh(c.issue) {
			w.order = append(w.order, uint16(c.issue))
			continue
		}
		w.oddChoice(c, col, false)
	}
	if w.r.p.shape == ApprovalList {
		slices.Sort(w.order)
	}
	w.writeOrder()
}

func (w *worker) learnList(text string) []choice {
	var out []choice
	if !isNothing(text) {
		isName := func(s string) bool {
			if w.r.cat.closed {
				_, ok := w.r.cat.find(s)
				return ok
			}
			_, ok := w.r.opts.names[vocabulary.Fold(s)]
			return ok
		}
		for _, part := range w.r.opts.split(text, isName) {
			c := choice{kind: unknownIssue, text: part}
			if i, ok := w.r.cat.find(part); ok && i < maxIssues {
				c.kind, c.issue = oneIssue, i
			}
			out = append(out, c)
		}
	}
	if len(w.lists) < maxCached {
		w.lists[text] = out
	}
	return out
}

// issueRow reads a row of issue columns; the payload has one number per
// catalogue issue that has a column, in column order.
func (w *worker) issueRow() {
	p := w.r.p
	answered := false
	for i, col := range p.cols {
		w.row[i] = planner.Blank
		if w.r.issue[i] < 0 {
			continue
		}
		f := w.field(col)
		if len(f) == 0 {
			continue
		}
		x, ok := w.marks.get(f)
		m := planner.Mark(x)
		if !ok || p.shape == MarkColumns {
			m = w.learnMark(string(f), col)
		}
		w.row[i] = m
		answered = answered || m != planner.Blank
	}
	switch p.shape {
	case RankColumns:
		w.rankOrder()
	case MarkColumns:
		for i, m := range w.row {
			if answered && m == planner.Blank && w.r.issue[i] >= 0 {
				w.row[i] = 0
			}
		}
	case PointColumns:
		w.checkBudget()
	}
	for _, m := range w.row {
		if m == planner.Blank {
			w.b.arena = append(w.b.arena, 0)
			continue
		}
		w.b.arena = binary.AppendUvarint(w.b.arena, uint64(uint32(m<<1)^uint32(m>>31))+1)
	}
}

func (w *worker) learnMark(text string, col int) planner.Mark {
	m, fault := w.r.p.readMark(text, col)
	if fault.code != "" {
		w.note(note{code: fault.code, severity: planner.Warning, seen: clip(text), text: fault.text, fix: fault.fix}, col)
		return m
	}
	if p := w.r.p; p.shape != MarkColumns {
		w.marks.put(text, int32(m))
	}
	return m
}

// rankOrder makes the ranks of a row dense and says what was odd.
func (w *worker) rankOrder() {
	if w.r.p.zeroBest {
		for i, m := range w.row {
			if m != planner.Blank {
				w.row[i] = m + milli
			}
		}
	}
	var high, n planner.Mark
	ties := false
	for i, m := range w.row {
		if m == planner.Blank {
			continue
		}
		n++
		high = max(high, m)
		ties = ties || slices.Contains(w.row[:i], m)
	}
	switch {
	case ties:
		w.note(note{code: "rank-repeated", severity: planner.Note, text: "equal ranks on one ballot count as a tie"}, 0)
	case n > 0 && high != n*milli:
		w.skipped()
	}
	if n > 0 && (ties || high != n*milli || !w.thousands()) {
		dense(w.row)
		return
	}
	for i, m := range w.row {
		if m != planner.Blank {
			w.row[i] = m / milli
		}
	}
}

func (w *worker) thousands() bool {
	for _, m := range w.row {
		if m != planner.Blank && m%milli != 0 {
			return false
		}
	}
	return true
}

// checkBudget compares the sum of a row's points with the budget.
func (w *worker) checkBudget() {
	budget := int64(w.r.p.scale.Budget)
	var sum int64
	for _, m := range w.row {
		if m != planner.Blank {
			sum += int64(m)
		}
	}
	if budget == 0 || sum == 0 || sum == budget*milli {
		return
	}
	how := "they count as given, as shares of the voter's own total"
	if w.r.p.opts.Rescale {
		how = "they are rescaled to it"
		for i, m := range w.row {
			if m != planner.Blank {
				w.row[i] = planner.Mark((int64(m)*budget*milli*2 + sum) / (2 * sum))
			}
		}
	}
	w.note(note{code: "points-budget", severity: planner.Warning, seen: milliText(sum),
		text: fmt.Sprintf("the points sum to %s instead of %s; %s", milliText(sum), strconv.FormatInt(budget, 10), how),
		fix:  "correct the row"}, 0)
}
