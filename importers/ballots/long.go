package ballots

import (
	"context"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// longVoter is what the rows of one voter say.
type longVoter struct {
	out     ballotOut
	name    string
	answers map[int]longAnswer // by catalogue number
}

type longAnswer struct {
	mark planner.Mark
	time int64
}

// readLong reads one row per voter and issue. Where a voter answers on an issue
// twice, the later time counts, else the later row.
func readLong(ctx context.Context, in Input, p *plan) (*collector, error) {
	inner := *p
	inner.shape = p.inner
	r := &reader{
		p: &inner, in: in, groups: newLabels(p.groupDimension()), regions: newLabels(planner.Region),
		orgs: newLabels(""), cat: newCatalogue(p.known),
	}
	w := newWorker(r)
	w.b = new(batch)
	w.b.reset()
	voters := make(map[string]*longVoter)
	var order []*longVoter
	for row, err := range in.rawRows(ctx) {
		if err != nil {
			return nil, err
		}
		if row.Number <= p.lastHeader {
			continue
		}
		w.fields, w.number = row.Fields, row.Number
		if w.isTotal() {
			w.note(note{code: codeRowTotal, severity: planner.Note, text: "a row of totals is left out"}, 0)
			continue
		}
		w.b.arena = w.b.arena[:0]
		out, ok := w.who()
		if !ok {
			continue
		}
		name := vocabulary.Clean(string(w.b.arena[out.voterFrom:out.voterTo]))
		v := voters[vocabulary.Fold(name)]
		if v == nil {
			v = &longVoter{out: out, name: name, answers: make(map[int]longAnswer)}
			voters[vocabulary.Fold(name)] = v
			order = append(order, v)
		}
		w.longRow(v, out)
	}
	c := newCollector(r)
	r.issue = make([]int, r.cat.count())
	for i := range r.issue {
		r.issue[i] = i
	}
	w.row = make([]planner.Mark, len(r.issue))
	b := w.b
	b.arena = b.arena[:0]
	for _, v := range order {
		w.writeLong(v)
	}
	c.take(b)
	return c, nil
}

// longRow takes in one row.
func (w *worker) longRow(v *longVoter, out ballotOut) {
	p := w.r.p
	if v.out.group == 0 {
		v.out.group = out.group
	}
	v.out.time = max(v.out.time, out.time)
	text := string(w.field(p.issueCol))
	if isNothing(text) && !w.r.cat.closed && strings.TrimSpace(text) == "" {
		return
	}
	issue, ok := w.r.cat.find(text)
	if !ok || issue >= maxIssues {
		w.noteUnknown(text, p.issueCol)
		return
	}
	mark := planner.Mark(1)
	if col := p.cols[0]; col != p.issueCol {
		var fault cellFault
		if mark, fault = p.readMark(string(w.field(col)), col); fault.code != "" {
			w.note(note{
				code: fault.code, severity: fault.severity(), seen: clip(string(w.field(col))),
				text: fault.text, fix: fault.fix,
			}, col)
		}
	}
	if old, twice := v.answers[issue]; twice {
		w.note(note{
			code: codeIssueRepeated, severity: planner.Note,
			text: "a voter answers on one issue more than once; the latest answer counts",
		}, p.cols[0])
		if out.time < old.time {
			return
		}
	}
	v.answers[issue] = longAnswer{mark, out.time}
}

// writeLong writes one voter's answers as a ballot.
func (w *worker) writeLong(v *longVoter) {
	for i := range w.row {
		w.row[i] = planner.Blank
		if a, ok := v.answers[i]; ok {
			w.row[i] = a.mark
		}
	}
	w.number = v.out.row
	o := v.out
	o.voterFrom = len(w.b.arena)
	w.b.arena = append(w.b.arena, v.name...)
	o.voterTo = len(w.b.arena)
	o.from = o.voterTo
	w.writeRow()
	o.to = len(w.b.arena)
	w.b.out = append(w.b.out, o)
}
