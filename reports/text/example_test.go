package text_test

import (
	"fmt"
	"os"

	"roundtable/reports"
	"roundtable/reports/text"
)

// A document is sections of blocks, without any format; a writer sets them.
func ExampleWriteSection() {
	issues := reports.Table{ID: "ranking", Title: "Issues in order", RowHead: true, Columns: []reports.Column{
		{Title: "Issue"},
		{Title: "Place", Align: reports.Right},
		{Title: "Support", Align: reports.Right, Decimals: 1},
	}}
	issues.Add(reports.Str("Q2 Consumer protection"), reports.Int(1), reports.Num(71.25))
	issues.Add(reports.Str("Q1 Definitions"), reports.Int(2), reports.Num(55))

	summary := reports.Section{ID: "summary", Title: "Summary", Lead: "Q2 comes first."}
	summary.Add(reports.Verdicts{Items: []reports.Verdict{
		{State: reports.OK, Text: "Q2 beats every other issue one to one."},
		{State: reports.Miss, Text: "Government: short by 1.", Detail: "Invite one of 6 people on the list."},
	}})
	ranking := reports.Section{ID: "ranking", Title: "Which issue comes first?"}
	ranking.Add(issues)

	d := reports.Document{Title: "Forum", Edition: reports.Chair, Sections: []reports.Section{summary, ranking}}
	d.Clean() // names from files cannot drive what shows them
	for i := range d.Sections {
		if err := text.WriteSection(os.Stdout, &d.Sections[i], text.Options{Width: 60}); err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// Summary
	// ───────
	// Q2 comes first.
	//
	// ✓ met     Q2 beats every other issue one to one.
	// ✗ missed  Government: short by 1.
	//           Invite one of 6 people on the list.
	// Which issue comes first?
	// ────────────────────────
	// Issues in order
	// Issue                   Place  Support
	// ----------------------  -----  -------
	// Q2 Consumer protection      1     71.2
	// Q1 Definitions              2     55.0
}
