package table

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// cellFormat is what a number format makes of a number.
type cellFormat uint8

const (
	formatNumber   cellFormat = iota
	formatDate                // a day
	formatDateTime            // a day with a time
	formatTime                // a time of day
	formatElapsed             // a duration such as [h]:mm
)

// appendNumber appends the text of a number cell: its shortest decimal form, or
// an ISO date or time where the format asks for one. ok is false if raw is no
// number.
//
// Whole numbers keep all their digits. Others are shown with at most 15
// significant digits, as spreadsheet programs do, so that 0.1+0.2 is 0.3.
// A date format on a number that is no date (negative, or beyond the year 9999)
// leaves a number.
func appendNumber(dst, raw []byte, format cellFormat, date1904 bool) ([]byte, Kind, bool) {
	raw = bytes.TrimSpace(raw)
	if format == formatNumber && isPlainInteger(raw) {
		return append(dst, raw...), Number, true
	}
	f, err := strconv.ParseFloat(string(raw), 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) || bytes.ContainsAny(raw, "_xXpP") {
		return dst, Empty, false
	}
	if format != formatNumber {
		if out, ok := appendDate(dst, f, format, date1904); ok {
			return out, Date, true
		}
		if isPlainInteger(raw) {
			return append(dst, raw...), Number, true
		}
	}
	return appendFloat(dst, f), Number, true
}

// isPlainInteger reports whether raw is 0 or digits without a leading zero,
// with an optional minus sign: already the shortest form.
func isPlainInteger(raw []byte) bool {
	digits := bytes.TrimPrefix(raw, []byte("-"))
	return len(digits) > 0 && len(bytes.Trim(digits, "0123456789")) == 0 && (digits[0] != '0' || len(raw) == 1)
}

func appendFloat(dst []byte, f float64) []byte {
	if f == 0 {
		return append(dst, '0') // also for -0
	}
	if f == math.Trunc(f) && math.Abs(f) < 1e21 {
		return strconv.AppendFloat(dst, f, 'f', -1, 64)
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64)
	if err == nil {
		f = rounded
	}
	if a := math.Abs(f); a >= 1e21 || a < 1e-9 {
		return strconv.AppendFloat(dst, f, 'g', -1, 64)
	}
	return strconv.AppendFloat(dst, f, 'f', -1, 64)
}

// lastSerial is the serial number of 9999-12-31 in the 1900 system.
const lastSerial = 2958465

// appendDate appends the ISO form of a serial date, rounded to the second. In
// the 1900 system day 1 is 1900-01-01 and day 60 is the 29 February 1900 that
// Excel believes in (kept as "1900-02-29", as the user sees it); day 0 is no
// date, only a time of day. In the 1904 system day 0 is 1904-01-01.
func appendDate(dst []byte, serial float64, format cellFormat, date1904 bool) ([]byte, bool) {
	zero := 0 // the day that is no date, only a time of day
	if date1904 {
		zero = 1462
		serial += 1462
	}
	if serial < 0 || serial >= lastSerial+1 {
		return dst, false
	}
	day := int(serial)
	seconds := int(math.Round((serial - float64(day)) * 86400))
	if format == formatElapsed {
		return appendClock(dst, (day-zero)*86400+seconds), true
	}
	if seconds == 86400 {
		day, seconds = day+1, 0
	}
	if day == 0 || format == formatTime && day == zero {
		return appendClock(dst, seconds), seconds != 0 || format == formatTime
	}
	dst = appendDay(dst, day)
	if seconds != 0 || format != formatDate {
		dst = appendClock(append(dst, 'T'), seconds)
	}
	return dst, true
}

// appendDay appends a day of the 1900 system.
func appendDay(dst []byte, day int) []byte {
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case day == 60:
		return append(dst, "1900-02-29"...)
	case day < 60:
		day++
	}
	return base.AddDate(0, 0, day).AppendFormat(dst, time.DateOnly)
}

// appendClock appends seconds as hh:mm:ss.
func appendClock(dst []byte, seconds int) []byte {
	return fmt.Appendf(dst, "%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}

// appendISODate appends a date or time already in ISO form, rounded to the second
// and without a Z: "2026-03-01T10:00:00.000Z" becomes "2026-03-01T10:00:00". What
// is no date is appended as it is and is Text.
func appendISODate(dst, raw []byte) ([]byte, Kind) {
	const dateTime = "2006-01-02T15:04:05"
	text := strings.TrimSuffix(strings.TrimSpace(string(raw)), "Z")
	for _, layout := range []string{time.DateOnly, dateTime, "2006-01-02T15:04", time.TimeOnly} {
		at, err := time.Parse(layout, text) // takes a fraction of a second as well
		if err != nil {
			continue
		}
		if layout == "2006-01-02T15:04" {
			layout = dateTime
		}
		return at.Round(time.Second).AppendFormat(dst, layout), Date
	}
	return append(dst, raw...), Text
}
