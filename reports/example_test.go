package reports_test

import (
	"fmt"

	"roundtable/reports"
)

// A report is made once, of blocks without any format; what writers need to know
// about a value, a cell's text or a table by its ID, the model says.
func ExampleDocument() {
	seats := reports.Table{ID: "seats", Title: "Seats by region", RowHead: true, Columns: []reports.Column{
		{Title: "Region"}, {Title: "Share, %", Align: reports.Right, Decimals: 1}, {Title: "Rule"},
	}}
	seats.Add(reports.Str("Africa"), reports.Num(12.5), reports.Mark(reports.Miss))
	seats.Add(reports.Str("Asia\u202E-Pacific"), reports.Num(25), reports.Mark(reports.OK)) // turns what follows

	balance := reports.Section{ID: "balance", Title: "Is the panel balanced?", Lead: "Africa is short by 1."}
	balance.Add(seats, reports.List{Title: "Whom to invite"}) // a list without items says nothing and stays away
	d := reports.Document{Title: "Forum", Edition: reports.Chair, Sections: []reports.Section{balance}}
	d.Clean()

	t, _ := d.Table("seats")
	for _, row := range t.Rows {
		for i, value := range row {
			fmt.Printf("| %s: %s ", t.Columns[i].Title, t.Columns[i].Text(nil, value))
		}
		fmt.Println("|")
	}
	fmt.Println(len(d.Sections[0].Blocks), "block")
	// Output:
	// | Region: Africa | Share, %: 12.5 | Rule: ✗ missed |
	// | Region: Asia-Pacific | Share, %: 25.0 | Rule: ✓ met |
	// 1 block
}
