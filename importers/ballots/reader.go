package ballots

import (
	"context"
	"iter"
	"math/big"
	"slices"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// reader turns the rows of one sheet into ballots, row by row. What a text means
// is worked out once and remembered, because the same few come again in every row.
type reader struct {
	p             *plan
	in            Input
	cat           *catalogue
	issue         []int // by-issue shapes: the catalogue number of each vote column, -1 to leave out
	groups        *labels
	regions, orgs *labels
	opts          options // list shapes
	long          bool    // one row per voter and issue
	notes         notes

	row     table.Row
	spoilt  bool // the ballot of the row is left out
	refused bool // nothing is read at all
	// abstained counts blank ballots that say so, empty those that say nothing.
	abstained, empty int64
	marks            []planner.Mark // of the row, by catalogue number
	tiers            planner.Mark   // places given so far in the row
	values           map[string]planner.Mark
	choices          map[string][]choice
}

// ballot is what one row says, or all rows of a voter.
type ballot struct {
	row                int
	voter              string
	time               int64 // Unix milliseconds
	count              int64
	group, region, org uint32
	weight             planner.Ratio
}

// maxRemembered bounds what is remembered of free texts.
const maxRemembered = 1 << 16

// remember keeps what a text means. The text may be a part of a whole row, which
// must not be kept.
func remember[V any](known map[string]V, text string, v V) {
	if len(known) < maxRemembered {
		known[strings.Clone(text)] = v
	}
}

// ballots streams what the rows say about their voters. A row that holds
// neither a voter nor a vote is no ballot.
func (r *reader) ballots(ctx context.Context) iter.Seq2[ballot, error] {
	return func(yield func(ballot, error) bool) {
		for row, err := range r.in.Model.Records(ctx) {
			if err != nil {
				yield(ballot{}, err)
				return
			}
			r.row = row
			if b, ok := r.who(); ok && !yield(b, nil) {
				return
			}
		}
	}
}

// collect adds the ballots of all rows.
func (r *reader) collect(ctx context.Context, c *collector) error {
	if r.long {
		return r.collectLong(ctx, c)
	}
	for b, err := range r.ballots(ctx) {
		if err != nil || r.refused {
			return err
		}
		r.clear()
		switch r.p.shape {
		case ChoiceColumns:
			r.choiceRow()
		case RankedList, ApprovalList:
			r.listRow()
		default:
			r.issueRow()
		}
		if !r.spoilt {
			r.countBlank(b.count)
			c.add(b, r.marks)
		}
	}
	return ctx.Err()
}

// clear makes all marks blank.
func (r *reader) clear() {
	r.tiers, r.spoilt = 0, false
	for i := range r.marks {
		r.marks[i] = planner.Blank
	}
	r.room(len(r.cat.names))
}

// countBlank tells a ballot that abstains from a form that holds nothing.
func (r *reader) countBlank(n int64) {
	if slices.ContainsFunc(r.marks, func(m planner.Mark) bool { return m != planner.Blank }) {
		return
	}
	if slices.ContainsFunc(r.p.cols, func(col int) bool { return strings.TrimSpace(r.text(col)) != "" }) {
		r.abstained += n
	} else {
		r.empty += n
	}
}

// room makes room for the marks of n issues.
func (r *reader) room(n int) {
	for len(r.marks) < n {
		r.marks = append(r.marks, planner.Blank)
	}
}

func (r *reader) text(col int) string { return r.row.Cell(col).Text }

func (r *reader) note(n note, col int) { r.notes.add(n, place{r.row.Number, col}) }

// who reads the columns about the voter. It reports false for a row that holds
// nothing at all, neither a voter nor a vote.
func (r *reader) who() (ballot, bool) {
	p := r.p
	b := ballot{row: r.row.Number}
	for _, col := range p.voter {
		if t := r.text(col); !isNobody(t) {
			b.voter = strings.Clone(vocabulary.Clean(t))
			break
		}
	}
	b.group, b.region, b.org = r.label(r.groups, p.group), r.label(r.regions, p.region), r.label(r.orgs, p.org)
	b.time = parseTime(r.text(p.time))
	if b.count = r.count(); b.count == 0 {
		return b, false
	}
	var counts bool
	if b.weight, counts = r.weight(); !counts {
		return b, false
	}
	if b.voter != "" || b.group > 0 || len(p.voter) == 0 && p.group == 0 {
		return b, true
	}
	for _, col := range p.cols {
		if r.text(col) != "" {
			return b, true
		}
	}
	return b, false
}

// isNobody reports a blank or words for a voter who is not named.
func isNobody(text string) bool { return vocabulary.Nobody.Is(text) || isNothing(text) }

// label returns the number of the label in a column, 0 for none.
func (r *reader) label(l *labels, col int) uint32 {
	text := r.text(col)
	if text == "" {
		return 0
	}
	id, n := l.id(text)
	if n != nil {
		r.note(*n, col)
	}
	return id
}

// count is how many ballots the row stands for.
func (r *reader) count() int64 {
	text := r.text(r.p.count)
	if text == "" {
		return 1
	}
	n, ok := number(text)
	if !ok || n < 0 || n%milli != 0 {
		r.note(note{
			code: codeCountUnreadable, severity: planner.Warning, seen: text,
			text: quote(text) + " is not a number of ballots; the row counts once", fix: "use a whole number",
		}, r.p.count)
		return 1
	}
	if n == 0 {
		r.note(note{code: codeCountZero, severity: planner.Note, text: "rows with the count 0 are left out"},
			r.p.count)
	}
	return n / milli
}

// weight is the weight the row gives, the zero Ratio where it gives none; false for
// a ballot that does not count.
func (r *reader) weight() (planner.Ratio, bool) {
	text := r.text(r.p.weight)
	if isNothing(text) {
		return planner.Ratio{}, true
	}
	switch n, ok := number(text); {
	case ok && n > 0:
		w := big.NewRat(n, milli)
		return planner.Ratio{Num: w.Num().Int64(), Den: w.Denom().Int64()}, true
	case ok && n == 0:
		r.note(note{code: codeWeightUnreadable, severity: planner.Note, text: "ballots with the weight 0 count nothing and are left out"},
			r.p.weight)
	default:
		r.note(note{
			code: codeWeightUnreadable, severity: planner.Warning, seen: text,
			text: quote(text) + " is not a weight; the ballot is left out", fix: "use a number from 0, or leave the cell blank for 1",
		}, r.p.weight)
	}
	return planner.Ratio{}, false
}
