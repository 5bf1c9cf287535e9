package ballots

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// days are the spellings of a day; the last two are told apart where the day is
// above 12.
var days = []string{
	"2006-01-02", "2006/01/02", "2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006", "2.1.2006",
	"Mon Jan 2 2006", "1/2/2006", "2/1/2006",
}

// zone matches a zone at the end of a time, or one named before the year, which is
// left out of account: stamps of one file only serve to order its rows.
var (
	zone      = regexp.MustCompile(`^(.*? \d+:\d\d(?::\d\d)?(?: [AP]M)?)(?:\.\d+)? ?(?:Z|(?:GMT|UTC)?([+-]\d{1,2})(?::?(\d\d))?)?$`)
	namedZone = regexp.MustCompile(`^(\w{3} \w{3} \d+) (\d+:\d+:\d+)(?: [A-Z]{2,5})? (\d{4})$`)
)

// parseTime reads a time stamp as Unix milliseconds, 0 when it cannot be read or
// could mean two days ("3/4/2026").
func parseTime(text string) int64 {
	s := strings.Join(strings.Fields(text), " ")
	if len(s) < 8 || len(s) > 60 {
		return 0
	}
	switch n, err := strconv.ParseInt(s, 10, 64); {
	case err == nil && n > 1e12 && n < 1e14: // milliseconds, as in Polis exports
		return n
	case err == nil && n > 1e8 && n < 1e11:
		return n * 1000
	}
	s = namedZone.ReplaceAllString(s, "$1 $3 $2")
	if len(s) > 10 && s[10] == 'T' {
		s = s[:10] + " " + s[11:]
	}
	s, offset := cutZone(s)
	clock := [...]string{"", " 15:04", " 15:04:05"}[min(strings.Count(s, ":"), 2)]
	if strings.HasSuffix(s, "M") {
		clock = strings.Replace(clock, "15", "3", 1) + " PM"
	}
	found := int64(0)
	for i, day := range days {
		t, err := time.Parse(day+clock, s)
		if err != nil {
			continue
		}
		at := (t.Unix() - int64(offset)) * 1000
		if found != 0 && found != at {
			return 0 // the day may be the month
		}
		if found = at; i < len(days)-2 {
			break
		}
	}
	return found
}

// cutZone splits off a zone and returns its offset in seconds.
func cutZone(s string) (rest string, offset int) {
	m := zone.FindStringSubmatch(s)
	if m == nil {
		return s, 0
	}
	hours, _ := strconv.Atoi(m[2])
	minutes, _ := strconv.Atoi(m[3])
	if hours < 0 {
		minutes = -minutes
	}
	return m[1], hours*3600 + minutes*60
}
