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
	rowReader
	cat   *catalogue
	issue []int   // by-issue shapes: the catalogue number of each vote column, -1 to leave out
	opts  options // list shapes
	long  bool    // one row per voter and issue

	spoilt  bool // the ballot of the row is left out
	refused bool // nothing is read at all
	// abstained counts blank ballots that say so, empty those that say nothing.
	abstained, empty int64
	marks            []planner.Mark // of the row, by catalogue number
	tiers            planner.Mark   // places given so far in the row
	values           map[string]planner.Mark
	choices          map[string][]choice
}

// rowReader reads of a row who voted, and notes what is odd.
type rowReader struct {
	p             *plan
	in            Input
	groups        *labels
	regions, orgs *labels
	row           table.Row
	notes         notes
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
func (r *rowReader) ballots(ctx context.Context) iter.Seq2[ballot, error] {
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
		case ChoiceColumns, RankedList, ApprovalList:
			r.namesRow()
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
	filled, says := false, false
	for _, col := range r.p.cols {
		text := r.text(col)
		filled = filled || strings.TrimSpace(text) != ""
		says = says || filled && (isNothing(text) || vocabulary.Abstain.Is(text) || vocabulary.Undervote.Is(text))
	}
	switch {
	case says:
		r.abstained += n
	case !filled:
		r.empty += n
	}
}

// room makes room for the marks of n issues.
func (r *reader) room(n int) {
	for len(r.marks) < n {
		r.marks = append(r.marks, planner.Blank)
	}
}

func (r *rowReader) text(col int) string { return r.row.Cell(col).Text }

func (r *rowReader) note(n planner.Finding, col int) { r.notes.add(n, place{r.row.Number, col}) }

// who reads the columns about the voter. It reports false for a row that holds
// nothing at all, neither a voter nor a vote.
func (r *rowReader) who() (ballot, bool) {
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
func (r *rowReader) label(l *labels, col int) uint32 {
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
func (r *rowReader) count() int64 {
	text := r.text(r.p.count)
	if text == "" {
		return 1
	}
	n, ok := number(text)
	if !ok || n < 0 || n%milli != 0 {
		r.note(unreadable(codeCountUnreadable, "cell", text), r.p.count)
		return 1
	}
	if n == 0 {
		r.note(planner.Finding{Code: codeCountZero, Form: "row", Severity: planner.Note}, r.p.count)
	}
	return n / milli
}

// weight is the weight the row gives, the zero Ratio where it gives none; false for
// a ballot that does not count.
func (r *rowReader) weight() (planner.Ratio, bool) {
	text := r.text(r.p.weight)
	if isNothing(text) {
		return planner.Ratio{}, true
	}
	switch n, ok := number(text); {
	case ok && n > 0:
		w := big.NewRat(n, milli)
		return planner.Ratio{Num: w.Num().Int64(), Den: w.Denom().Int64()}, true
	case ok && n == 0:
		r.note(planner.Finding{Code: codeWeightUnreadable, Form: "zero", Severity: planner.Note}, r.p.weight)
	default:
		r.note(unreadable(codeWeightUnreadable, "cell", text), r.p.weight)
	}
	return planner.Ratio{}, false
}

// Read reads the votes of a sheet as [Recognise] decided. It streams the rows
// once; twice for lists and when, above [MergeAbove] rows, some voter has more
// than one ballot. Where the Recognition found no votes or asks a question, the
// Votes are empty. Its findings are not repeated in those of the Votes. The error
// is that of reading.
func Read(ctx context.Context, in Input, rec Recognition, opts Options) (*Votes, error) {
	if rec.plan == nil || rec.Shape == NotAVote {
		return &Votes{Ballots: planner.NewBallots(0)}, nil
	}
	p := *rec.plan
	p.opts = opts
	if rec.turned != nil {
		in.Model = rec.turned
	}
	c, err := collect(ctx, in, &p, nil)
	if err != nil {
		return nil, err
	}
	if keep := c.repeated(); len(keep) > 0 {
		if c, err = collect(ctx, in, &p, keep); err != nil {
			return nil, err
		}
	}
	v := c.votes()
	v.Shape = rec.Shape
	v.Title = rec.Question
	return v, nil
}

// collect gathers the ballots of a sheet; those of the voters in keep stay by
// themselves.
func collect(ctx context.Context, in Input, p *plan, keep map[uint64]bool) (*collector, error) {
	r, err := newReader(ctx, in, p)
	if err != nil {
		return nil, err
	}
	c := newCollector(r, keep)
	return c, r.collect(ctx, c)
}

// labels keeps group names. Spellings that differ in case or white space only
// are one label; the smallest spelling is shown.
type labels struct {
	dim   planner.Dimension // whose terms the labels are brought to; "" for none
	ids   map[string]uint32 // folded
	names []string
	first []string          // as first written
	texts map[string]uint32 // cells that need no note
}

func newLabels(dim planner.Dimension) *labels {
	return &labels{dim: dim, ids: make(map[string]uint32), texts: make(map[string]uint32)}
}

// unclearGroup says that a text is no stakeholder group, and which it may be.
func unclearGroup(text string, near []string) *planner.Finding {
	f := unreadable(codeGroupUnclear, "unknown", text)
	f.Severity = planner.Note
	if len(near) > 0 {
		f.Form, f.Args["near"] = "near", near[0]
	}
	return &f
}

// id returns the number of a label, 0 for none, and a note about it if the cell
// says something that needs saying.
func (l *labels) id(text string) (uint32, *planner.Finding) {
	if id, ok := l.texts[text]; ok {
		return id, nil
	}
	if isNothing(text) {
		return 0, nil
	}
	name := vocabulary.Clean(strings.Clone(text))
	written := name
	if l.dim != "" {
		m := vocabulary.Value(l.dim, text)
		switch {
		case m.OK():
			name = m.Value
		case l.dim == planner.Stakeholder:
			return 0, unclearGroup(name, m.Suggestions)
		}
	}
	key := vocabulary.Fold(name)
	id := l.ids[key]
	if id == 0 {
		l.names, l.first = append(l.names, name), append(l.first, written)
		id = uint32(len(l.names))
		l.ids[key] = id
	}
	remember(l.texts, text, id)
	l.names[id-1] = min(l.names[id-1], name)
	if first := l.first[id-1]; first == written || !strings.EqualFold(first, written) {
		return id, nil
	}
	return id, &planner.Finding{
		Code: codeGroupSpelling, Severity: planner.Note, Seen: l.names[id-1],
		Args: facts{"group": clip(l.names[id-1])},
	}
}

func (l *labels) name(id uint64) string {
	if id == 0 {
		return ""
	}
	return l.names[id-1]
}
