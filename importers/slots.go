package importers

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/importers/course"
	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// When a session takes place: a programme's columns for the day and the hours.

// slotColumns are the columns that say when a session takes place; nil where there is
// none.
type slotColumns struct{ day, start, end *sheet.Column }

func (s slotColumns) has(c *sheet.Column) bool { return c == s.day || c == s.start || c == s.end }

// find looks for them among the columns that nothing else uses: by their headings,
// without what stands in brackets ("Start (UTC)").
func (s *slotColumns) find(v *sheetView) {
	for _, c := range v.Columns {
		_, dimension := c.Match.Meaning.Dimension()
		if c == v.session || dimension {
			continue
		}
		header, _, _ := strings.Cut(c.Header, "(")
		for _, x := range []struct {
			heads vocabulary.List
			into  **sheet.Column
		}{{vocabulary.DayColumn, &s.day}, {vocabulary.StartColumn, &s.start}, {vocabulary.EndColumn, &s.end}} {
			if *x.into == nil && x.heads.Is(strings.TrimSpace(header)) {
				*x.into, c.Used = c, "sessions"
			}
		}
	}
}

// sayUntimed reports slots that have names and no hours, "A" and "B": whether two of them
// overlap cannot be seen.
func (s *slotColumns) sayUntimed(r *reading, v *sheetView) {
	if s.start == nil {
		return
	}
	var names []string
	for _, row := range v.Body {
		if text := s.start.Text(row); text != "" && !s.of(row).Timed && !slices.Contains(names, text) {
			names = append(names, text)
		}
	}
	if len(names) == 0 {
		return
	}
	r.found.add(planner.Finding{
		Code: CodeProgramme, Form: "untimed", Severity: planner.Warning, Where: v.ColumnRef(s.start), Seen: s.start.Header,
		Args: facts{
			"column": s.start.Named(), "slots": planner.Quoted(clipped(names[:min(len(names), mostListed)])),
		},
	})
}

// hasTime reports a text with a time of day.
func hasTime(text string) bool { return len(minutesIn(text)) > 0 }

// of is when the session of a row takes place, as far as the row says so: a cell may
// hold both ends ("9:00–10:30"), or the day as well ("2031-05-04 09:00").
func (s *slotColumns) of(row table.Row) planner.Slot {
	start := s.start.Text(row)
	slot := planner.Slot{Day: cmp.Or(s.day.Text(row), course.Date(start))}
	times := slices.Concat(minutesIn(start), minutesIn(s.end.Text(row)))
	if len(times) == 0 {
		return slot
	}
	slot.Timed, slot.Start = true, times[0]
	if len(times) > 1 && times[1] > times[0] {
		slot.End = times[1]
	}
	return slot
}

// minutesIn are the times of day in a text, in minutes from midnight.
func minutesIn(text string) []int {
	times := course.TimesOfDay(text)
	for i := range times {
		times[i] /= 60
	}
	return times
}
