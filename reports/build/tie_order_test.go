package build

import (
	"slices"
	"testing"

	"roundtable/planner"
	"roundtable/reports/messages"
)

// Values that equally many people have stand by the names that the reader sees, not by the
// English ones behind them.
func TestEqualCountsStandByTheNamesShown(t *testing.T) {
	for tag, want := range map[string][]string{
		"en": {"Brazil", "Egypt", "Germany", "Spain"},
		"fr": {"Allemagne", "Brésil", "Égypte", "Espagne"},
		"zh": {"埃及", "巴西", "德国", "西班牙"}, // āi, bā, dé, xī
	} {
		in := FixtureInput()
		in.Language, _ = messages.In(tag)
		for _, v := range in.Balance {
			d := &v.Report.Dimensions[0]
			d.Name, d.Ordered = planner.Country, nil
			d.Counts = map[string]int{"Germany": 2, "Spain": 2, "Egypt": 2, "Brazil": 2}
		}
		people, _ := Chair(in).Table("people")
		var got []string
		for _, row := range people.Rows[:4] {
			got = append(got, row[1].Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", tag, got, want)
		}
	}
}
