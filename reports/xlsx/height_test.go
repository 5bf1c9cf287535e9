package xlsx_test

import (
	"bytes"
	"strings"
	"testing"

	"roundtable/reports"
	"roundtable/reports/messages"
	"roundtable/reports/xlsx"
)

// TestLongVerdict writes a verdict that no row is tall enough for.
func TestLongVerdict(t *testing.T) {
	d := &reports.Document{
		Language: messages.English(),
		Title:    "T",
		Edition:  reports.Chair,
		Sections: []reports.Section{{ID: "rules", Title: "Rules", Blocks: []reports.Block{
			reports.Verdicts{
				Items: []reports.Verdict{
					{State: reports.Miss, Text: "Missed.", Detail: strings.Repeat("A group lacks somebody. ", 400)},
				},
			},
		}}},
	}
	if err := xlsx.Write(&bytes.Buffer{}, d); err != nil {
		t.Error(err)
	}
}
