package meeting

import (
	"strings"
	"testing"

	"roundtable/planner/schedule"
	"roundtable/reports/build/internal/brief"
)

func TestSumSentence(t *testing.T) {
	b := brief.New(brief.Input{})
	part := []schedule.Part{{Title: "All"}}
	for want, p := range map[string]schedule.Plan{
		"88 of 90 minutes are planned; 2 minutes are free.":            {Parts: part, Length: 90, Sum: 88},
		"89 of 90 minutes are planned; 1 minute is free.":              {Parts: part, Length: 90, Sum: 89},
		"95 minutes are planned and the meeting has 90: 5 minutes too": {Parts: part, Length: 90, Sum: 95},
		"All 90 minutes of the meeting are planned.":                   {Parts: part, Length: 90, Sum: 90},
		"60 minutes are planned. Nobody says how long":                 {Parts: part, Sum: 60},
		"No agenda was read": {Length: 90},
	} {
		if got := sumSentence(b, &brief.Course{Plan: &p}); !strings.HasPrefix(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Without an hour at which the meeting starts, times count from its beginning.
func TestMoment(t *testing.T) {
	begin := 53
	for want, got := range map[string]string{
		"14:53": moment(&begin, "14:00", 53), "0:53": moment(&begin, "", 0), "1:23": moment(&begin, "", 30),
		"00:10": moment(&begin, "23:50", 20), "": moment(nil, "", 10),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
