package ballots

import (
	"strconv"
	"strings"
	"time"
)

// timeLayouts are the spellings of a moment that can be read in one way only.
var timeLayouts = []string{
	"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02",
	"2006/01/02 3:04:05 PM", "2006/01/02 15:04:05", "2006/01/02 15:04", "2006/01/02",
	"2 Jan 2006 15:04:05", "2 January 2006 15:04:05", "Jan 2, 2006 15:04:05", "January 2, 2006 15:04:05",
	"2 Jan 2006 15:04", "Jan 2, 2006 15:04", "2 Jan 2006", "2 January 2006", "Jan 2, 2006",
	"Mon Jan 2 15:04:05 2006",
}

// parseTime reads a time stamp as Unix milliseconds, 0 when it cannot be read or
// could mean two days ("3/4/2026"). Zones other than UTC, GMT±h and ±hh:mm are
// left out of account: stamps of one file only serve to order its rows.
func parseTime(text string) int64 {
	s := strings.TrimSpace(text)
	if len(s) < 8 || len(s) > 60 {
		return 0
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		switch {
		case n > 1e12 && n < 1e14: // milliseconds, as in Polis exports
			return n
		case n > 1e8 && n < 1e11:
			return n * 1000
		}
		return 0
	}
	s, offset := cutZone(s)
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return (t.Unix() - offset) * 1000
		}
	}
	return parseSlashed(s, offset)
}

// cutZone splits off a zone and returns its offset in seconds.
func cutZone(s string) (rest string, offset int64) {
	if strings.HasSuffix(s, "Z") {
		return s[:len(s)-1], 0
	}
	f := strings.Fields(s)
	last := f[len(f)-1]
	for _, p := range []string{"GMT", "UTC"} {
		if z, ok := strings.CutPrefix(last, p); ok && len(f) > 1 {
			h, m, _ := strings.Cut(z, ":")
			hours, _ := strconv.Atoi(h)
			minutes, _ := strconv.Atoi(m)
			if hours < 0 {
				minutes = -minutes
			}
			return strings.Join(f[:len(f)-1], " "), int64(hours*3600 + minutes*60)
		}
	}
	if n := len(s); n > 19 && (s[n-6] == '+' || s[n-6] == '-') && s[n-3] == ':' {
		hours, err1 := strconv.Atoi(s[n-6 : n-3])
		minutes, err2 := strconv.Atoi(s[n-2:])
		if err1 == nil && err2 == nil {
			if hours < 0 {
				minutes = -minutes
			}
			return strings.TrimSpace(s[:n-6]), int64(hours*3600 + minutes*60)
		}
	}
	if i := strings.LastIndexByte(s, '.'); i > 10 && strings.Trim(s[i+1:], "0123456789") == "" &&
		strings.Contains(s[:i], ":") {
		return s[:i], 0 // fractions of a second
	}
	// "Sat Nov 17 05:09:36 WIB 2018": the zone's name is left out.
	if len(f) == 6 && len(f[4]) <= 5 && strings.Contains(f[3], ":") {
		return strings.Join([]string{f[0], f[1], f[2], f[3], f[5]}, " "), 0
	}
	return strings.Join(f, " "), 0
}

// parseSlashed reads "4/22/2016 19:57:50" and "22.4.2016 19:57" where the day
// cannot be mistaken for the month.
func parseSlashed(s string, offset int64) int64 {
	date, clock, _ := strings.Cut(s, " ")
	sep := "/"
	if strings.Contains(date, ".") {
		sep = "."
	}
	f := strings.Split(date, sep)
	if len(f) != 3 {
		return 0
	}
	a, err1 := strconv.Atoi(f[0])
	b, err2 := strconv.Atoi(f[1])
	year, err3 := strconv.Atoi(f[2])
	if err1 != nil || err2 != nil || err3 != nil || year < 1970 || year > 2200 {
		return 0
	}
	month, day := a, b
	switch {
	case sep == "." || a > 12:
		month, day = b, a
	case b <= 12 && a != b:
		return 0
	}
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return 0
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	for _, layout := range []string{"15:04:05", "15:04", "3:04:05 PM", "3:04 PM"} {
		if c, err := time.Parse(layout, strings.TrimSpace(clock)); err == nil {
			t = t.Add(time.Duration(c.Hour())*time.Hour + time.Duration(c.Minute())*time.Minute +
				time.Duration(c.Second())*time.Second)
			break
		}
	}
	return (t.Unix() - offset) * 1000
}
