package ballots

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"strings"
	"sync"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// reader turns the rows of one sheet into a collector of ballots. Rows are read
// by one goroutine, interpreted by several, and collected in their order, so
// that the result does not depend on how many there are.
type reader struct {
	p      *plan
	in     Input
	cat    *catalogue
	issue  []int // by-issue shapes: the catalogue number of each vote column, -1 to leave out
	groups *labels
	plain  *labels // regions and organisations
	opts   options // list shapes
	keep   map[uint64]bool
	head   notes // found before the first row
}

// batchRows is how many rows travel together.
const batchRows = 1024

// batch is a run of rows on its way from the file to the collector.
type batch struct {
	numbers []int
	ends    []int // of each row's fields, as index into cells
	cells   []int // end of each cell's text in text
	text    []byte

	out   []ballotOut
	arena []byte
	notes notes
	done  chan struct{}
}

// ballotOut is a row as read; voter and payload are parts of the batch's arena.
type ballotOut struct {
	row                int
	voterFrom, voterTo int
	from, to           int
	group, region, org uint32
	count              int64
	weight             planner.Ratio
	time               int64
	hash, voter        uint64 // of the ballot, and of the voter (0 for none)
}

func (b *batch) reset() {
	b.numbers, b.ends, b.cells, b.text = b.numbers[:0], b.ends[:0], b.cells[:0], b.text[:0]
	b.out, b.arena, b.notes = b.out[:0], b.arena[:0], notes{}
	b.done = make(chan struct{})
}

// add copies a row.
func (b *batch) add(number int, fields [][]byte) {
	for _, f := range fields {
		b.text = append(b.text, f...)
		b.cells = append(b.cells, len(b.text))
	}
	b.numbers = append(b.numbers, number)
	b.ends = append(b.ends, len(b.cells))
}

// fields returns the cells of row i in dst.
func (b *batch) fields(i int, dst [][]byte) [][]byte {
	from := 0
	if i > 0 {
		from = b.ends[i-1]
	}
	start := 0
	if from > 0 {
		start = b.cells[from-1]
	}
	for _, end := range b.cells[from:b.ends[i]] {
		dst = append(dst, b.text[start:end])
		start = end
	}
	return dst
}

// rawRows streams the rows of the input as bytes.
func (in *Input) rawRows(ctx context.Context) iter.Seq2[table.RawRow, error] {
	if in.Raw != nil {
		return in.Raw(ctx)
	}
	return func(yield func(table.RawRow, error) bool) {
		var buf []byte
		var fields [][]byte
		for r, err := range in.Rows(ctx) {
			if err != nil {
				yield(table.RawRow{}, err)
				return
			}
			buf, fields = buf[:0], fields[:0]
			for _, c := range r.Cells {
				buf = append(buf, c.Text...)
			}
			from := 0
			for _, c := range r.Cells {
				fields = append(fields, buf[from:from+len(c.Text)])
				from += len(c.Text)
			}
			if !yield(table.RawRow{Number: r.Number, Fields: fields}, nil) {
				return
			}
		}
	}
}

// run reads all rows into a new collector.
func (r *reader) run(ctx context.Context) (*collector, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := min(runtime.GOMAXPROCS(0), 8)
	work := make(chan *batch, workers)
	ordered := make(chan *batch, 2*workers)
	free := make(chan *batch, 4*workers+2)
	var readErr error
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(work)
		defer close(ordered)
		readErr = r.feed(ctx, free, func(b *batch) bool {
			select {
			case ordered <- b:
			case <-ctx.Done():
				return false
			}
			select {
			case work <- b:
			case <-ctx.Done():
				close(b.done)
				return false
			}
			return true
		})
	})
	for range workers {
		wg.Go(func() {
			w := newWorker(r)
			for b := range work {
				w.read(b)
				close(b.done)
			}
		})
	}
	c := newCollector(r)
	c.notes.merge(&r.head)
	for b := range ordered {
		<-b.done
		c.take(b)
		select {
		case free <- b:
		default:
		}
	}
	wg.Wait()
	return c, readErr
}

// feed fills batches with the rows below the header.
func (r *reader) feed(ctx context.Context, free chan *batch, send func(*batch) bool) error {
	next := func() *batch {
		select {
		case b := <-free:
			b.reset()
			return b
		default:
			b := new(batch)
			b.reset()
			return b
		}
	}
	b := next()
	for row, err := range r.in.rawRows(ctx) {
		if err != nil {
			return err
		}
		if row.Number <= r.p.lastHeader {
			continue
		}
		b.add(row.Number, row.Fields)
		if len(b.numbers) == batchRows {
			if !send(b) {
				return ctx.Err()
			}
			b = next()
		}
	}
	if len(b.numbers) > 0 && !send(b) {
		return ctx.Err()
	}
	return ctx.Err()
}

// labels keeps group names. Spellings that differ in case or white space only
// are one label; the smallest spelling is shown.
type labels struct {
	mu          sync.Mutex
	stakeholder bool
	ids         map[string]uint32
	names       []string
}

func newLabels(stakeholder bool) *labels {
	return &labels{stakeholder: stakeholder, ids: make(map[string]uint32)}
}

// id returns the number of a label, 0 for none, and a note about it if the cell
// says something that needs saying.
func (l *labels) id(text string) (uint32, *note) {
	if isNothing(text) {
		return 0, nil
	}
	name := vocabulary.Clean(text)
	var n *note
	if l.stakeholder {
		m := vocabulary.Value(planner.Stakeholder, text)
		switch {
		case m.OK():
			name = m.Value
		case m.Status == vocabulary.Near || m.Status == vocabulary.Ambiguous:
			n = &note{code: "group-unclear", severity: planner.Warning, seen: name,
				text: quote(name) + " is not a stakeholder group; its ballots count as a group of their own",
				fix:  "did you mean " + strings.Join(m.Suggestions, " or ") + "?"}
		default:
			n = &note{code: "group-own", severity: planner.Note, seen: name,
				text: quote(name) + " is none of the five stakeholder groups; it is kept as a group of its own"}
		}
	}
	key := vocabulary.Fold(name)
	l.mu.Lock()
	defer l.mu.Unlock()
	if id, ok := l.ids[key]; ok {
		if name < l.names[id-1] {
			l.names[id-1] = name
		}
		return id, n
	}
	l.names = append(l.names, name)
	id := uint32(len(l.names))
	l.ids[key] = id
	return id, n
}

func (l *labels) name(id uint32) string {
	if id == 0 {
		return ""
	}
	return l.names[id-1]
}

// newReader prepares the reading of a sheet by a plan.
func newReader(ctx context.Context, in Input, p *plan) (*reader, error) {
	r := &reader{p: p, in: in, groups: newLabels(p.stakeholder), plain: newLabels(false)}
	if p.shape.byIssue() {
		r.matchColumns()
		return r, nil
	}
	known := p.known
	if p.shape == RankedList || p.shape == ApprovalList || p.shape == ChoiceColumns {
		cells, err := r.cellCounts(ctx, p.shape == ChoiceColumns)
		if err != nil {
			return nil, err
		}
		if p.shape != ChoiceColumns {
			r.opts = learnOptions(cells, p.separator)
			if len(known) == 0 || !r.matches(known, r.opts.names) {
				r.sayOptions(known)
				known = nil
			}
		} else if len(known) > 0 {
			names := make(map[string]string, len(cells))
			for t := range cells {
				names[vocabulary.Fold(t)] = t
			}
			if !r.matches(known, names) {
				r.sayDifferent()
				known = nil
			}
		}
	}
	r.cat = newCatalogue(known)
	return r, nil
}

// cellCounts counts the texts of the vote columns: all rows for lists, the
// first rows for choice columns (and none where nothing is known to compare).
func (r *reader) cellCounts(ctx context.Context, sample bool) (map[string]int, error) {
	counts := make(map[string]int)
	if sample && len(r.p.known) == 0 {
		return counts, nil
	}
	n := 0
	for row, err := range r.in.rawRows(ctx) {
		if err != nil {
			return nil, err
		}
		if row.Number <= r.p.lastHeader {
			continue
		}
		if n++; sample && n > sampleRows {
			break
		}
		for _, col := range r.p.cols {
			if col <= len(row.Fields) && !isNothing(string(row.Fields[col-1])) {
				counts[string(row.Fields[col-1])]++
			}
		}
	}
	return counts, nil
}

// matches reports whether at least a third of the names are known issues.
func (r *reader) matches(known []planner.Issue, names map[string]string) bool {
	cat := newCatalogue(known)
	hits, all := 0, 0
	for f, n := range names {
		if overvoteWords()[f] || undervoteWords()[f] || writeInWords()[f] {
			continue
		}
		all++
		if _, ok := cat.find(n); ok {
			hits++
		}
	}
	return all == 0 || 3*hits >= all
}

func (r *reader) sayDifferent() {
	r.head.add(note{code: "issues-differ", severity: planner.Warning,
		text: "the votes do not name the issues listed elsewhere; the issues are taken from the votes",
		fix:  "use the same wording or the same IDs in both places"}, place{})
}

func (r *reader) sayOptions(known []planner.Issue) {
	if len(known) > 0 {
		r.sayDifferent()
	}
	for _, j := range r.opts.joined {
		r.head.add(note{code: "list-name-joined", severity: planner.Note, seen: j,
			text: quote(j) + " is read as one issue, because its parts never occur apart",
			fix:  "list the issues in a sheet or file of their own if this is wrong"}, place{col: r.p.cols[0]})
	}
	for _, t := range r.opts.twins {
		r.head.add(note{code: "list-name-unclear", severity: planner.Warning, seen: t[0] + ", " + t[1],
			text: quote(t[0]) + " and " + quote(t[1]) + " are read as two issues, but never occur apart: they may be one",
			fix:  "list the issues in a sheet or file of their own"}, place{col: r.p.cols[0]})
	}
}

// withColumn keeps the known issues that have a column.
func (r *reader) withColumn(known []planner.Issue) []planner.Issue {
	cat := newCatalogue(known)
	has := make(map[int]bool)
	for _, it := range r.p.items {
		if k, ok := cat.find(it); ok {
			has[k] = true
		}
	}
	var out []planner.Issue
	for k, is := range known {
		if has[k] {
			out = append(out, is)
		}
	}
	if n := len(known) - len(out); n > 0 {
		r.head.add(note{code: "issue-without-votes", severity: planner.Note,
			text: countOf(n, "statement has", "statements have") + " no column of votes (moderated out) and are left out of the issues"}, place{})
	}
	return out
}

// matchColumns finds the issue each vote column stands for.
func (r *reader) matchColumns() {
	p := r.p
	names := make(map[string]string)
	for _, it := range p.items {
		names[vocabulary.Fold(it)] = it
	}
	r.issue = make([]int, len(p.cols))
	if len(p.known) > 0 && r.matches(p.known, names) {
		known := p.known
		if p.polis {
			known = r.withColumn(known)
		}
		r.cat = newCatalogue(known)
		for i, it := range p.items {
			if k, ok := r.cat.find(it); ok {
				r.issue[i] = k
				continue
			}
			r.issue[i] = -1
			fix := "correct the header, or add it to the list of issues"
			if c := r.cat.closest(it); c != "" {
				fix = "did you mean " + quote(c) + "?"
			}
			r.head.add(note{code: "issue-unknown", severity: planner.Warning, seen: it,
				text: quote(it) + " is not among the listed issues; its column is left out", fix: fix}, place{p.lastHeader, p.cols[i]})
		}
	} else {
		if len(p.known) > 0 {
			r.sayDifferent()
		}
		r.cat = &catalogue{keys: make(map[string]int), closed: true}
		for i, it := range p.items {
			r.issue[i] = len(r.cat.names)
			if k, ok := r.cat.keys[vocabulary.Fold(it)]; ok {
				r.issue[i] = k
				continue
			}
			r.cat.keys[vocabulary.Fold(it)] = len(r.cat.names)
			r.cat.names = append(r.cat.names, it)
		}
		r.cat.issues = makeIssues(r.cat.names, nil)
	}
	seen := make(map[int]int)
	for i, k := range r.issue {
		if k < 0 {
			continue
		}
		if first, twice := seen[k]; twice {
			r.issue[i] = -1
			r.head.add(note{code: "issue-repeated", severity: planner.Warning, seen: p.items[i],
				text: fmt.Sprintf("the issue %s has two columns; the first, %s, counts", quote(p.items[i]), columnLetter(p.cols[first]))}, place{p.lastHeader, p.cols[i]})
			continue
		}
		seen[k] = i
	}
	for k := range r.cat.issues {
		if i, ok := seen[k]; ok && r.cat.issues[k].Where.IsZero() && len(p.known) == 0 {
			r.cat.issues[k].Where = sheetRef(r.in.File, r.in.Sheet)(place{p.lastHeader, p.cols[i]})
		}
	}
}
