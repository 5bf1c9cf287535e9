package ballots

import (
	"context"
	"iter"
	"runtime"
	"sync"

	"roundtable/importers/table"
	"roundtable/planner"
)

// reader turns the rows of one sheet into a collector of ballots. Rows are read
// by one goroutine, interpreted by several, and collected in their order, so
// that the result does not depend on how many there are.
type reader struct {
	p             *plan
	in            Input
	cat           *catalogue
	issue         []int // by-issue shapes: the catalogue number of each vote column, -1 to leave out
	groups        *labels
	regions, orgs *labels
	opts          options // list shapes
	keep          map[uint64]bool
	head          notes // found before the first row
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
	time               int64  // Unix milliseconds
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
	return func(yield func(table.RawRow, error) bool) {
		var buf []byte
		var fields [][]byte
		for r, err := range in.Model.Records(ctx) {
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
