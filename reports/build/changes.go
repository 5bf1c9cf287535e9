package build

import (
	"strings"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/reports"
)

// moves lists who sits elsewhere than in the earlier plan.
func moveBlocks(b *builder, p *grouping.Plan) []reports.Block {
	if !b.in.Kept {
		return nil
	}
	if len(p.Changes) == 0 {
		return []reports.Block{reports.Paragraph{Text: "Everybody keeps the seats of the earlier plan."}}
	}
	t := reports.Table{
		ID: "moves", Title: planner.Plural(len(p.Changes), "person sits", "people sit") + " elsewhere than in the earlier plan",
		RowHead: true, Columns: []reports.Column{{Title: "Name"}, {Title: "ID"}, {Title: "From"}, {Title: "To"}},
	}
	places := func(ids []string) reports.Value {
		if len(ids) == 0 {
			return reports.Str("–")
		}
		return reports.Str(strings.Join(ids, ", "))
	}
	for _, c := range p.Changes {
		t.Rows = append(t.Rows, []reports.Value{reports.Str(b.name(c.Person)), reports.Str(c.Person), places(c.From), places(c.To)})
	}
	return []reports.Block{t}
}
