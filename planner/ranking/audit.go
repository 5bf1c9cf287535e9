package ranking

import (
	"fmt"

	"roundtable/planner"
)

// audit fills in what became of each ballot, unless there are too many.
func (r *run) audit(out *Result) {
	if r.opts.AuditRows == 0 {
		return
	}
	if n := r.ballots.Len(); n > r.opts.AuditRows {
		r.extra = append(r.extra, planner.Finding{
			Code: "audit-left-out", Severity: planner.Note,
			Text: fmt.Sprintf("the list of single ballots was left out: there are %d, and the limit is %d", n, r.opts.AuditRows),
		})
		return
	}
	read := newReader(r.m, r.tickStyle)
	out.Audit = make([]AuditRow, r.ballots.Len())
	for i := range out.Audit {
		b := r.ballots.At(i)
		row := AuditRow{
			Where: b.Where, Voter: b.Voter, Group: b.Group, Region: b.Region, Organisation: b.Organisation,
			Kind: b.Kind.String(), Status: r.status[i].String(), Count: b.Count, Marks: b.Marks,
		}
		if r.status[i] == counted {
			row.Weight = planner.ExactOf(r.weights.cells[r.cellOf[i]])
		}
		order, ends := read.read(b.Kind, b.Marks)
		start := int32(0)
		for _, end := range ends {
			tier := make([]string, 0, end-start)
			for _, a := range order[start:end] {
				tier = append(tier, r.issues[a].ID)
			}
			row.Ranking = append(row.Ranking, tier)
			start = end
		}
		out.Audit[i] = row
	}
}
