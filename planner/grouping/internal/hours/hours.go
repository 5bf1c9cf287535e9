// Package hours knows which hours of a day suit a time zone.
package hours

import (
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the zones of the binary, whatever the machine has
)

// Suit reports whether the hour from this one, UTC, lies between the local hours from and
// to in a time zone, and whether the zone is known: "+5:30", "-3", "UTC+2", "5.5", or a name
// such as Europe/Berlin, with its summer time. Without a day it has to in winter and summer.
func Suit(zone string, hour int, day time.Time, from, to int) (suits, known bool) {
	days := []time.Time{day}
	if day.IsZero() {
		days = []time.Time{
			time.Date(2025, time.January, 15, 0, 0, 0, 0, time.UTC),
			time.Date(2025, time.July, 15, 0, 0, 0, 0, time.UTC),
		}
	}
	suits = true
	for _, day := range days {
		minutes, ok := minutesEast(zone, day.Add(time.Duration(hour)*time.Hour))
		if !ok {
			return false, false
		}
		local := ((hour*60+minutes)%1440 + 1440) % 1440
		suits = suits && local >= from*60 && local+60 <= to*60
	}
	return suits, true
}

// minutesEast is how far a zone is east of UTC at an instant.
func minutesEast(zone string, at time.Time) (minutes int, ok bool) {
	zone = strings.TrimSpace(zone)
	s := strings.TrimSpace(strings.NewReplacer("UTC", "", "GMT", "", "−", "-").Replace(strings.ToUpper(zone)))
	if s == "" {
		return 0, zone != ""
	}
	loc, err := time.LoadLocation(strings.ReplaceAll(zone, " ", "_"))
	if err == nil && !strings.EqualFold(zone, "local") {
		_, seconds := at.In(loc).Zone()
		return seconds / 60, true
	}
	if s[0] == '-' {
		minutes, ok = clock(s[1:])
		return -minutes, ok
	}
	return clock(strings.TrimPrefix(s, "+"))
}

// clock reads "5:30", "0530", "5" or "5.5" as minutes.
func clock(s string) (minutes int, ok bool) {
	h, rest, colon := strings.Cut(s, ":")
	if n := len(s); !colon && n == 4 && strings.Trim(s, "0123456789") == "" {
		h, rest, colon = s[:2], s[2:], true // +0530
	}
	if colon {
		hh, err1 := strconv.Atoi(h)
		mm, err2 := strconv.Atoi(rest)
		ok = err1 == nil && err2 == nil && hh >= 0 && hh <= 14 && mm >= 0 && mm <= 59
		return 60*hh + mm, ok
	}
	f, err := strconv.ParseFloat(s, 64)
	return int(f * 60), err == nil && f >= 0 && f <= 14
}
