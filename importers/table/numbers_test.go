package table

import "testing"

func TestAppendNumber(t *testing.T) {
	for _, tt := range []struct {
		raw      string
		format   cellFormat
		date1904 bool
		want     string
		kind     Kind
	}{
		{"0", formatNumber, false, "0", Number},
		{"-17", formatNumber, false, "-17", Number},
		{"007", formatNumber, false, "7", Number},
		{"3.0", formatNumber, false, "3", Number},
		{"-0.0", formatNumber, false, "0", Number},
		{"1.2E3", formatNumber, false, "1200", Number},
		{"0.1000000000000000055", formatNumber, false, "0.1", Number},
		{"98765432109876543210", formatNumber, false, "98765432109876543210", Number},
		{"1e300", formatNumber, false, "1e+300", Number},
		{"1e-300", formatNumber, false, "1e-300", Number},

		{"1", formatDate, false, "1900-01-01", Date},
		{"59", formatDate, false, "1900-02-28", Date},
		{"60", formatDate, false, "1900-02-29", Date},
		{"61", formatDate, false, "1900-03-01", Date},
		{"2958465", formatDate, false, "9999-12-31", Date},
		{"2958466", formatDate, false, "2958466", Number},
		{"-1", formatDate, false, "-1", Number},
		{"0", formatDate, false, "0", Number},
		{"0.5", formatDateTime, false, "12:00:00", Date},
		{"0", formatTime, false, "00:00:00", Date},
		{"46082", formatDate, false, "2026-03-01", Date},
		{"46082.25", formatDate, false, "2026-03-01T06:00:00", Date},
		{"46082", formatDateTime, false, "2026-03-01T00:00:00", Date},
		{"46081.9999999", formatDateTime, false, "2026-03-01T00:00:00", Date},
		{"46082.75", formatTime, false, "2026-03-01T18:00:00", Date},
		{"1.25", formatElapsed, false, "30:00:00", Date},

		{"0", formatDate, true, "1904-01-01", Date},
		{"44620", formatDate, true, "2026-03-01", Date},
		{"0.5", formatTime, true, "12:00:00", Date},
		{"1.25", formatElapsed, true, "30:00:00", Date},
	} {
		got, kind, ok := appendNumber(nil, []byte(tt.raw), tt.format, tt.date1904)
		if !ok || string(got) != tt.want || kind != tt.kind {
			t.Errorf("%s as %d (1904: %v): %s %v %v, want %s %v", tt.raw, tt.format, tt.date1904, got, kind, ok, tt.want, tt.kind)
		}
	}
	for _, raw := range []string{"", "x", "1,5", "0x10", "1_000", "Inf", "NaN", "1e999", "--1"} {
		if got, _, ok := appendNumber(nil, []byte(raw), formatNumber, false); ok {
			t.Errorf("%q is the number %s", raw, got)
		}
	}
}

func TestAppendISODate(t *testing.T) {
	for in, want := range map[string]string{
		"2026-03-01": "2026-03-01", "2026-03-01T10:00:00": "2026-03-01T10:00:00", "2026-03-01T10:00:00.000000000": "2026-03-01T10:00:00",
		"2026-03-01T10:00:00.6Z": "2026-03-01T10:00:01", "2026-03-01T10:00": "2026-03-01T10:00:00", "10:30:00": "10:30:00",
	} {
		if got, kind := appendISODate(nil, []byte(in)); string(got) != want || kind != Date {
			t.Errorf("%s: %s %v, want %s", in, got, kind, want)
		}
	}
	for _, in := range []string{"2026-02-30", "1.3.2026", "soon"} {
		if got, kind := appendISODate(nil, []byte(in)); string(got) != in || kind != Text {
			t.Errorf("%s: %s %v", in, got, kind)
		}
	}
}

func TestRefs(t *testing.T) {
	for ref, want := range map[string][2]int{"A1": {1, 1}, "D17": {17, 4}, "$AA$10": {10, 27}, "XFD1048576": {1048576, 16384}, "xfd1": {1, 16384}} {
		if row, col, ok := ParseRef(ref); !ok || row != want[0] || col != want[1] {
			t.Errorf("%s: %d, %d, %v", ref, row, col, ok)
		}
	}
	for _, ref := range []string{"", "A", "1", "A0", "A01", "XFE1", "ZZZZZZZZ1", "A99999999999", "A1B", "Ä1", "A-1"} {
		if row, col, ok := ParseRef(ref); ok {
			t.Errorf("%s: %d, %d", ref, row, col)
		}
	}
	for n := 1; n <= 16384; n++ {
		if _, col, ok := ParseRef(ColumnName(n) + "1"); !ok || col != n {
			t.Fatalf("column %d is %s", n, ColumnName(n))
		}
	}
	r, ok := parseRange("C3:A1")
	if !ok || r.String() != "A1:C3" || !r.Contains(2, 2) || r.Contains(4, 1) {
		t.Errorf("%v %v", r, ok)
	}
}

func TestMegabytes(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 1023: "1,023 bytes", 1 << 20: "1 MB", 1<<20 + 1: "1.1 MB", 50 << 20: "50 MB", 1 << 30: "1,024 MB"} {
		if got := megabytes(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}
