package hours

import (
	"testing"
	"time"
)

// TestMinutesEast: zones as people write them, at noon UTC of a day in January.
func TestMinutesEast(t *testing.T) {
	at := time.Date(2026, time.January, 15, 12, 0, 0, 0, time.UTC)
	for zone, want := range map[string]int{
		"UTC": 0, "gmt": 0, " UTC+2 ": 120, "UTC 2": 120, "GMT-3": -180, "UTC−3": -180, "+5:30": 330, "-0330": -210, "5.5": 330,
		"5": 300, "+14": 840, "-14:00": -840, "+0059": 59, "0": 0, "UTC+05:45": 345,
		"Europe/Berlin": 60, "America/New York": -300, "Asia/Kolkata": 330, "Asia/Kathmandu": 345,
	} {
		if got, ok := minutesEast(zone, at); !ok || got != want {
			t.Errorf("%q: %d, %v; want %d", zone, got, ok, want)
		}
	}
	for _, zone := range []string{
		"", " ", "Mars/Olympus", "local", "Local", "+15", "-15", "14:60", "15:00", "+5:", ":30", "5:3x", "--3", "+-3", "NaN", "9999", "-",
	} {
		if got, ok := minutesEast(zone, at); ok {
			t.Errorf("%q is read as %d", zone, got)
		}
	}
}

// An hour suits where all of it lies in the day, from the first hour to the last, also
// across midnight UTC; without a date it has to in winter and in summer.
func TestSuit(t *testing.T) {
	winter, summer := time.Date(2026, time.January, 15, 0, 0, 0, 0, time.UTC), time.Date(2026, time.July, 1, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		zone     string
		hour     int
		day      time.Time
		from, to int
		want     bool
	}{
		{"UTC", 8, winter, 8, 20, true},
		{"UTC", 7, winter, 8, 20, false},
		{"UTC", 19, winter, 8, 20, true},
		{"UTC", 20, winter, 8, 20, false},
		{"+5:30", 2, winter, 8, 20, false}, // from half past seven
		{"+5:30", 3, winter, 8, 20, true},
		{"+5:30", 14, winter, 8, 20, false}, // until half past eight
		{"+13", 20, winter, 8, 20, true},    // nine in the morning of the next day
		{"-10", 5, winter, 8, 20, true},     // seven in the evening before
		{"-10", 6, winter, 8, 20, false},
		{"Europe/Berlin", 6, winter, 8, 20, false},
		{"Europe/Berlin", 6, summer, 8, 20, true},
		{"Europe/Berlin", 6, time.Time{}, 8, 20, false},
		{"Europe/Berlin", 7, time.Time{}, 8, 20, true},
		{"Europe/Berlin", 17, time.Time{}, 8, 20, true},
		{"Europe/Berlin", 18, time.Time{}, 8, 20, false},
		{"UTC", 23, winter, 0, 24, true},
	} {
		if got, known := Suit(tt.zone, tt.hour, tt.day, tt.from, tt.to); got != tt.want || !known {
			t.Errorf("%s at %d on %v: %v, known %v", tt.zone, tt.hour, tt.day, got, known)
		}
	}
	if suits, known := Suit("somewhere", 12, winter, 0, 24); suits || known {
		t.Errorf("an unknown zone: %v, %v", suits, known)
	}
}

// The day on which the clocks change has both times: 29 March 2026, two in the morning.
func TestSuitOnTheDayOfChange(t *testing.T) {
	day := time.Date(2026, time.March, 29, 0, 0, 0, 0, time.UTC)
	for hour, want := range map[int]int{0: 60, 1: 120} {
		if got, _ := minutesEast("Europe/Berlin", day.Add(time.Duration(hour)*time.Hour)); got != want {
			t.Errorf("at %d: %d minutes, want %d", hour, got, want)
		}
	}
	if suits, _ := Suit("Europe/Berlin", 6, day, 8, 20); !suits {
		t.Error("in the morning summer time has begun")
	}
	if suits, _ := Suit("Europe/Berlin", 0, day, 1, 2); !suits {
		t.Error("at midnight it has not")
	}
}
