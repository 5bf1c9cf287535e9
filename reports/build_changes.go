package reports

import (
	"strings"

	"roundtable/planner"
	"roundtable/planner/grouping"
)

// moves lists who sits elsewhere than in the earlier plan.
func (b *builder) moves(p *grouping.Plan) []Block {
	if !b.in.Kept {
		return nil
	}
	if len(p.Changes) == 0 {
		return []Block{Paragraph{"Everybody keeps the seats of the earlier plan."}}
	}
	t := Table{
		ID: "moves", Title: planner.Plural(len(p.Changes), "person sits", "people sit") + " elsewhere than in the earlier plan",
		RowHead: true, Columns: []Column{{Title: "Name"}, {Title: "ID"}, {Title: "From"}, {Title: "To"}},
	}
	places := func(ids []string) Value {
		if len(ids) == 0 {
			return Str("–")
		}
		return Str(strings.Join(ids, ", "))
	}
	for _, c := range p.Changes {
		t.Rows = append(t.Rows, []Value{Str(b.name(c.Person)), Str(c.Person), places(c.From), places(c.To)})
	}
	return []Block{t}
}
