package settings

import "testing"

func TestDates(t *testing.T) {
	const day, refused = "2026-11-28", "refused"
	for text, want := range map[string]string{
		"2026-11-28": day, "2026/11/28": day, "28/11/2026": day, "11/28/2026": day, "28.11.2026": day, "28-11-2026": day,
		"28 November 2026": day, "November 28, 2026": day, "Nov 28, 2026": day, "28 Nov. 2026": day, "28th of November 2026": day,
		"28 novembre 2026": day, "le 28 novembre 2026": day, "28 de noviembre de 2026": day, "28 ноября 2026 года": day,
		"28 ноября 2026 г.": day, "2026年11月28日": day, "28 تشرين الثاني/نوفمبر 2026": day, "28 نوفمبر 2026": day,
		"1er mai 2026": "2026-05-01", "05/05/2026": "2026-05-05", "03.04.2026": "2026-04-03",
		"03/04/2026": refused, "31/11/2026": refused, "31 November 2026": refused, "2026-13-01": refused, "29 February 2026": refused,
		"28–30 November 2026": "28–30 November 2026", "28 to 30 November": "28 to 30 November", "November 2026": "November 2026",
		"11/28/26": refused, "November 31, 2026": refused, "2026-1-5": "2026-01-05", "Spring 2026": "Spring 2026", "2026": "2026", "": "",
		"28 to 30 November 2026": "28 to 30 November 2026", "Day 1": "Day 1", "28 November 2026, Geneva": "28 November 2026, Geneva",
	} {
		var got string
		if err := date(&got)(text); err != nil {
			got = refused
		}
		if got != want {
			t.Errorf("%s: read as %q, want %q", text, got, want)
		}
	}
}
