package reports

import "fmt"

// bigDocument has a long list, a wide table and long texts.
func bigDocument() *Document {
	d := sampleDocument()
	long := Table{
		ID: "assignments", Title: "Who sits where", Long: true, RowHead: true, Note: "Move people by changing the group; Checks shows what changed.",
		Columns: []Column{{Title: "Person"}, {Title: "Organisation"}, {Title: "Stakeholder group"}, {Title: "Region"}, {Title: "Group"}, {Title: "Role"}, {Title: "Choice received", Align: Right}},
	}
	groups := []string{"Civil Society", "Government", "Intergovernmental Organization", "Private Sector", "Technical Community"}
	regions := []string{"African Group", "Asia-Pacific Group", "Latin American and Caribbean Group (GRULAC)"}
	for i := range 60 {
		long.Rows = append(long.Rows, []Value{
			Str(fmt.Sprintf("Participant number %d", i+1)), Str(fmt.Sprintf("Organisation for the Advancement of Topic %d", i)),
			Str(groups[i%5]), Str(regions[i%3]), Str(fmt.Sprintf("G%02d", i%4+1)), Str([]string{"member", "chair"}[min(i%7, 1)]), Int(i%4 + 1),
		})
	}
	wide := Table{ID: "pairwise", Title: "How many ballots place the row above the column", RowHead: true, Heat: true, Columns: []Column{{Title: "Issue"}}}
	for i := range 11 {
		wide.Columns = append(wide.Columns, Column{Title: fmt.Sprintf("Q%d", i+1), Align: Right})
		row := []Value{Str(fmt.Sprintf("Q%d A policy question whose wording goes on for quite some time, as they do", i+1))}
		for j := range 11 {
			row = append(row, Int((i*7+j*3)%47))
		}
		wide.Rows = append(wide.Rows, row)
	}
	d.Sections[2].Blocks = append(d.Sections[2].Blocks, wide)
	d.Sections[3].Blocks[1] = long
	return d
}
