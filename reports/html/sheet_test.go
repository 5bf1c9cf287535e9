package html

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"roundtable/reports"
	"roundtable/reports/messages"
)

// course is a sheet of so many parts, each with so many rows.
func course(parts, rows int) *reports.Document {
	cards := reports.Cards{}
	for i := range parts {
		t := reports.Table{Columns: []reports.Column{{Title: "From"}, {Title: "Name"}}}
		for k := range rows {
			t.Add(reports.Str("14:00"), reports.Str(fmt.Sprintf("Speaker %d <script>", k)))
		}
		cards.Items = append(
			cards.Items,
			reports.Card{Title: fmt.Sprintf("14:%02d · Part", i), Tables: []reports.Table{t}},
		)
	}
	return &reports.Document{
		Language: messages.English(), Title: "A & B", Subtitle: "Run sheet",
		Sections: []reports.Section{
			{ID: "run-sheet", Title: "Run sheet", Lead: "14:00 to 15:30", Blocks: []reports.Block{cards}},
		},
	}
}

func TestSheet(t *testing.T) {
	var out bytes.Buffer
	if err := WriteSheet(&out, course(4, 3)); err != nil {
		t.Fatal(err)
	}
	page := out.String()
	for _, want := range []string{"A &amp; B", "14:00 · Part", "Speaker 1 &lt;script&gt;", "script-src &#39;none&#39;", "20pt"} {
		if !strings.Contains(page, want) {
			t.Errorf("the sheet lacks %q", want)
		}
	}
	if strings.Contains(page, "<script") {
		t.Error("the sheet has a script")
	}
}

// The more there is, the smaller is the print, within its limits.
func TestSheetPrintFitsThePage(t *testing.T) {
	last := 1000.0
	for _, rows := range []int{0, 2, 6, 10, 20, 200} {
		size := sheetPoints(course(4, rows))
		if size > last || size < smallest || size > largest {
			t.Errorf("%d rows are set in %v points after %v", rows, size, last)
		}
		last = size
	}
	if last != smallest {
		t.Errorf("800 rows are set in %v points", last)
	}
}
