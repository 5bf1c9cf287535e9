package settings

import (
	"testing"
	"time"

	"roundtable/importers/rulepacks"
)

func TestDates(t *testing.T) {
	const day, refused = "2026-11-28", "refused"
	for text, want := range map[string]string{
		"2026-11-28": day, "2026/11/28": day, "28/11/2026": day, "11/28/2026": day, "28.11.2026": day, "28-11-2026": day,
		"28 November 2026": day, "November 28, 2026": day, "Nov 28, 2026": day, "28 Nov. 2026": day, "28th of November 2026": day,
		"28 novembre 2026": day, "le 28 novembre 2026": day, "28 de noviembre de 2026": day, "28 ноября 2026 года": day,
		"28 ноября 2026 г.": day, "2026年11月28日": day, "28 تشرين الثاني/نوفمبر 2026": day, "28 نوفمبر 2026": day,
		"28. November 2026": day, "am 28. Nov. 2026": day, "den 28. November 2026": day, "28 de novembro de 2026": day, "28 nov. 2026": day,
		"3. März 2026": "2026-03-03", "3. Maerz 2026": "2026-03-03", "3 de março de 2026": "2026-03-03", "5. Jänner 2026": "2026-01-05",
		"1. Okt. 2026": "2026-10-01", "1 de outubro de 2026": "2026-10-01", "24 dez. 2026": "2026-12-24", "24. Dez. 2026": "2026-12-24",
		"2 de fevereiro de 2026": "2026-02-02", "2 fev 2026": "2026-02-02", "31. Juni 2026": refused, "31 de setembro de 2026": refused,
		"dia 1 de maio de 2026": "2026-05-01", "1. Mai 2026": "2026-05-01", "1 Jun 2026": "2026-06-01", "1 Juli 2026": "2026-07-01",
		"1 juil. 2026": "2026-07-01", "1 juin 2026": "2026-06-01", "1 julio 2026": "2026-07-01", "1 de julho de 2026": "2026-07-01",
		"1 mar 2026": "2026-03-01", "1 ago 2026": "2026-08-01", "1 set 2026": "2026-09-01", "1 out 2026": "2026-10-01",
		"1er mai 2026": "2026-05-01", "05/05/2026": "2026-05-05", "03.04.2026": "2026-04-03",
		"03/04/2026": refused, "31/11/2026": refused, "31 November 2026": refused, "2026-13-01": refused, "29 February 2026": refused,
		"28–30 November 2026": "28–30 November 2026", "28 to 30 November": "28 to 30 November", "November 2026": "November 2026",
		"11/28/26": refused, "November 31, 2026": refused, "2026-1-5": "2026-01-05", "Spring 2026": "Spring 2026", "2026": "2026",
		"28 to 30 November 2026": "28 to 30 November 2026", "Day 1": "Day 1", "28 November 2026, Geneva": "28 November 2026, Geneva",
		"20261128": day, "٢٠٢٦-١١-٢٨": day, "28 نوفمبر ٢٠٢٦": day, "2026-11": "2026-11", "Nov 2026": "Nov 2026", "Q4/2026": "Q4/2026",
		"12–14.11.2026": "12–14.11.2026", "tomorrow": refused, "": refused, "١٢": refused, "12": refused, "99999-01-01": refused,
		"<b>x</b>": refused, "20261331": refused, "soon": refused,
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

// The day on which people have an age is that of --date, else that of SOURCE_DATE_EPOCH.
func TestDayOfAges(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1764374400")
	for given, want := range map[string]string{"": "2025-11-29", "2026-11-12": "2026-11-12", "November 2026": "0001-01-01"} {
		o := Options{Shelf: new(rulepacks.Shelf)}
		o.Report.Date = given
		o.ForReaders()
		if got := o.Reading.Date.Format(time.DateOnly); got != want {
			t.Errorf("%q: %s, want %s", given, got, want)
		}
	}
}
