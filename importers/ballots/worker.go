package ballots

import (
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

const (
	blankChoice choiceKind = iota
	oneIssue
	severalIssues
	overvote
	undervote
	unknownIssue
)

// maxCached bounds what a worker remembers of free texts.
const maxCached = 1 << 16

func newWorker(r *reader) *worker {
	return &worker{
		r: r, choices: make(map[string]choice), lists: make(map[string][]choice),
		row: make([]planner.Mark, len(r.p.cols)),
	}
}

// read interprets the rows of a batch.
func (w *worker) read(b *batch) {
	w.b = b
	for i, number := range b.numbers {
		w.fields, w.number = b.fields(i, w.fields[:0]), number
		if w.isTotal() {
			w.note(note{code: codeRowTotal, severity: planner.Note, text: "a row of totals is left out"}, 0)
			continue
		}
		out, ok := w.who()
		if !ok {
			continue
		}
		out.from = len(b.arena)
		switch w.r.p.shape {
		case ChoiceColumns:
			w.choiceRow()
		case RankedList, ApprovalList:
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
		if text := string(f); vocabulary.Clean(text) != "" {
			return vocabulary.TotalRow.Is(text)
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
		out.region = w.label(w.r.regions, "r", p.region)
	}
	if p.org > 0 {
		out.org = w.label(w.r.orgs, "r", p.org)
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
	return vocabulary.Nobody.Is(s) || isNothing(s)
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
		w.note(note{
			code: codeCountUnreadable, severity: planner.Warning, seen: string(f),
			text: quote(string(f)) + " is not a number of ballots; the row counts once", fix: "use a whole number",
		}, w.r.p.count)
		return true
	}
	if n == 0 {
		w.note(note{code: codeCountZero, severity: planner.Note, text: "rows with the count 0 are left out"},
			w.r.p.count)
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
		w.note(note{
			code: codeWeightUnreadable, severity: planner.Warning, seen: string(f),
			text: quote(string(f)) + " is not a weight; the ballot counts with weight 1", fix: "use a number above 0",
		}, w.r.p.weight)
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
