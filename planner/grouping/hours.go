package grouping

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the zones of the binary, whatever the machine has

	"roundtable/planner"
)

// Hours are the hours of a day that suit most members of a group.
type Hours struct {
	// Suits is how many of the Of members whose time zone is known can meet then.
	Suits int `json:"suits"`
	Of    int `json:"of"`
	// UTC lists the hours by their beginning, "14:00 UTC".
	UTC []string `json:"utc"`
}

// String tells the hours in a sentence's part.
func (h *Hours) String() string {
	if h == nil {
		return "none"
	}
	return fmt.Sprintf("%d of %d members at %s", h.Suits, h.Of, strings.Join(h.UTC, ", "))
}

// hoursOf are the hours that suit most of the people; nil where nobody's zone is known.
func (p *Problem) hoursOf(people []int) *Hours {
	h := &Hours{}
	for hour := range 24 {
		n, of := 0, 0
		for _, i := range people {
			suits, known := p.opts.suits(&p.roster[i], hour)
			n, of = n+boolCount(suits), of+boolCount(known)
		}
		if n > h.Suits {
			h.Suits, h.UTC = n, nil
		}
		if h.Of = of; n == h.Suits && n > 0 {
			h.UTC = append(h.UTC, hourLabel(hour))
		}
	}
	if h.Of == 0 {
		return nil
	}
	return h
}

func hourLabel(hour int) string { return fmt.Sprintf("%02d:00 UTC", hour) }

// suits reports whether the hour from this one, UTC, lies within a person's day, and
// whether the person's time zone is known. Without a date it has to in winter and summer.
func (o *Options) suits(p *planner.Participant, hour int) (suits, known bool) {
	v, _ := p.Value(planner.TimeZone)
	days := []time.Time{o.Day}
	if o.Day.IsZero() {
		days = []time.Time{
			time.Date(2025, time.January, 15, 0, 0, 0, 0, time.UTC),
			time.Date(2025, time.July, 15, 0, 0, 0, 0, time.UTC),
		}
	}
	suits = true
	for _, day := range days {
		minutes, ok := minutesEast(v, day.Add(time.Duration(hour)*time.Hour))
		if !ok {
			return false, false
		}
		local := ((hour*60+minutes)%1440 + 1440) % 1440
		suits = suits && local >= o.DayStart*60 && local+60 <= o.DayEnd*60
	}
	return suits, true
}

// minutesEast is how far a zone is east of UTC at an instant: "+5:30", "-3", "UTC+2",
// "5.5", or a name such as Europe/Berlin, with its summer time.
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

// checkZones reports time zones that are not understood.
func (b *builder) checkZones() {
	var unread []string
	for _, i := range b.source {
		v, given := b.roster[i].Value(planner.TimeZone)
		if _, known := b.opts.suits(&b.roster[i], 0); given && !known && !slices.Contains(unread, v) {
			unread = append(unread, v)
		}
	}
	if len(unread) > 0 {
		b.add(zonesUnread(unread))
	}
}
