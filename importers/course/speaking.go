package course

import (
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/internal/wording"
	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Speaking is who spoke for how long, in the order of the source. Names and values are
// as written; Values holds one text for each dimension that a column says.
type Speaking struct {
	Speeches []planner.Speech
	Findings []planner.Finding
}

// speakingTable is a table with the columns of a record of speaking; nil where there is
// none.
type speakingTable struct {
	sheetOf
	who, seconds, start, end, words, turns *sheet.Column

	about  []*sheet.Column // what else is said of who spoke
	called bool
	unit   units
	clock  units // of the times of beginning and end, where they are lengths
	typed  bool  // see [speakingTable.asTyped]
	record bool  // see [speakingTable.isRecording]
	out    Speaking
}

// unlikeSpeaking are the meanings of columns that a record of speaking does not have.
var unlikeSpeaking = []vocabulary.Meaning{
	vocabulary.Email, vocabulary.FirstName, vocabulary.LastName, vocabulary.Voter, vocabulary.Choice, vocabulary.Rank,
	vocabulary.Score, vocabulary.Vote, vocabulary.JoinTime, vocabulary.LeaveTime, vocabulary.Session, vocabulary.Role,
	vocabulary.Prefs, vocabulary.Selected, vocabulary.Status, vocabulary.TimeZone, vocabulary.Phone,
}

// IsSpeaking reports whether a table is a record of who spoke for how long, and by what
// that is seen: names beside seconds, words or turns, or beside times on a sheet called
// so or with names that come again. A list of people, each once, with more said of them
// than their group is none.
func IsSpeaking(m *sheet.Model) (why string, ok bool) {
	t := newSpeakingTable(m)
	if !t.mayBe() {
		return "", false
	}
	again := t.who.Distinct() < t.who.Given
	measured := t.isMeasured()
	timed := t.seconds != nil || t.start != nil
	listed := !again && t.start == nil && len(t.about) > 1
	alone := measured || timed && again // enough where nothing calls the table so
	if !measured && !timed || !t.called && (listed || !alone) || !t.isReadable() {
		return "", false
	}
	return "who spoke for how long", true
}

// isMeasured reports whether a column is headed as seconds, words or turns.
func (t *speakingTable) isMeasured() bool {
	return t.seconds != nil && secondsColumn.Is(bare(t.seconds.Header)) || t.words != nil || t.turns != nil
}

// mayBe reports whether there are names, and nothing that such a record does not hold.
func (t *speakingTable) mayBe() bool {
	return len(t.Body) > 0 && t.who != nil && !t.HasAny(unlikeSpeaking...) &&
		headed(t.Model, partColumn, t.columns.free) == nil && headed(t.Model, titleColumn, t.columns.free) == nil
}

// isReadable reports whether most cells that should say how long somebody spoke do.
func (t *speakingTable) isReadable() bool {
	cells, read := 0, 0
	for _, row := range t.Body {
		for _, c := range []*sheet.Column{t.seconds, t.words, t.turns} {
			if text := c.Text(row); text != "" {
				cells++
				if _, ok := t.unit.length(text); ok {
					read++
				}
			}
		}
		if text := t.start.Text(row); text != "" && t.seconds == nil {
			cells++
			if _, ok := t.moment(text); ok {
				read++
			}
		}
	}
	return cells > 0 && 4*read >= 3*cells
}

// ReadSpeaking reads a table for which [IsSpeaking] holds.
func ReadSpeaking(m *sheet.Model) Speaking {
	t := newSpeakingTable(m)
	t.columns.use(sheet.Speaking)
	for _, c := range t.about {
		c.Used = string(sheet.Speaking)
	}
	t.sayUnits()
	for _, row := range m.Body {
		t.row(row)
	}
	t.untilNext()
	t.out.Findings = t.found
	return t.out
}

func newSpeakingTable(m *sheet.Model) *speakingTable {
	t := &speakingTable{sheetOf: sheetOf{Model: m}, called: isCalled(m, speakingSheet)}
	t.columns = wanted{
		{&t.seconds, secondsColumn},
		{&t.words, wordsColumn},
		{&t.turns, turnsColumn},
		{&t.start, vocabulary.StartColumn},
		{&t.end, vocabulary.EndColumn},
		{&t.seconds, minutesColumn},
		{&t.who, speakerColumn},
	}
	t.columns.take(m)
	if c := m.First(vocabulary.Timestamp, vocabulary.StartTime); t.start == nil && c != nil && t.columns.free(c) {
		t.start = c
	}
	if c := m.Column(vocabulary.Name); t.who == nil && c != nil && t.columns.free(c) {
		t.who = c
	}
	for _, c := range m.Columns {
		if _, ok := c.Match.Meaning.Dimension(); ok && c.Twin == nil && c.Given > 0 && t.columns.free(c) {
			t.about = append(t.about, c)
		}
	}
	t.unit, t.clock = t.units(t.seconds, 1), t.units(t.start, 1)
	t.typed, t.record = t.asTyped(), t.isRecording()
	return t
}

// texts are the cells of a column.
func (t *speakingTable) texts(c *sheet.Column) []string {
	var out []string
	for _, row := range t.Body {
		out = append(out, c.Text(row))
	}
	return out
}

// units says how the cells of a column are read: "2:43" is two minutes and 43 seconds;
// a number alone is in the unit of the heading, else in seconds.
func (t *speakingTable) units(c *sheet.Column, otherwise int) units {
	u := units{otherwise, 60}
	if c != nil {
		u.bare = headerUnit(c.Header, otherwise)
	}
	return u
}

// asTyped reports a column of minutes and seconds that a spreadsheet took for hours and
// minutes: "2:43" became 02:43:00 in every cell, and somebody would speak for hours.
func (t *speakingTable) asTyped() bool {
	texts := slices.DeleteFunc(t.texts(t.seconds), func(s string) bool { return s == "" })
	return len(texts) > 0 && t.unit.largest(texts) >= 3600 && !slices.ContainsFunc(texts, func(s string) bool {
		m := colons.FindStringSubmatch(s)
		return m == nil || m[3] != "00"
	})
}

// sayUnits says how cells were read that could be read in two ways.
func (t *speakingTable) sayUnits() {
	if t.seconds == nil {
		return
	}
	switch {
	case t.typed:
		t.find(CodeUnits, "hours", planner.Warning, t.ColumnRef(t.seconds), t.seconds.Header,
			facts{"column": t.seconds.Named()})
	case headerUnit(t.seconds.Header, 0) == 0 && t.seconds.Share(isNumberText) > 0 && !anyColon(t.texts(t.seconds)):
		t.find(CodeUnits, "seconds", planner.Note, t.ColumnRef(t.seconds), t.seconds.Header,
			facts{"column": t.seconds.Named()})
	}
}

// row reads a turn.
func (t *speakingTable) row(row table.Row) {
	x := planner.Speech{Name: t.who.Text(row), Where: t.RowRef(row)}
	if text := t.seconds.Text(row); !vocabulary.IsMissing(text) {
		s, ok := t.unit.length(text)
		if t.typed {
			s /= 60
		}
		x.Seconds = planner.Limit{N: s, Given: ok}
		if !ok {
			t.unread("turn-length", t.seconds, row)
		}
	}
	t.times(row, &x)
	x.Words, x.Turns = t.number(t.words, row), t.number(t.turns, row)
	if x.Name == "" && !x.Seconds.Given && x.Words+x.Turns == 0 {
		return // a remark
	}
	for _, c := range t.about {
		d, _ := c.Match.Meaning.Dimension()
		if text := c.Text(row); !vocabulary.IsMissing(text) {
			if x.Values == nil {
				x.Values = make(map[planner.Dimension][]string)
			}
			x.Values[d] = []string{text}
		}
	}
	t.out.Speeches = append(t.out.Speeches, x)
}

// moment reads a time of day or of a recording, in seconds. Two numbers are minutes and
// seconds where a column begins at zero or goes beyond the hours of a day.
func (t *speakingTable) moment(text string) (int, bool) {
	if m := colons.FindStringSubmatch(digits.Replace(text)); m != nil && m[3] == "" && t.record {
		return t.clock.length(text)
	}
	if times := TimesOfDay(text); len(times) > 0 {
		return times[0], true
	}
	return t.clock.length(text)
}

// isRecording reports times that count from the beginning of a recording.
func (t *speakingTable) isRecording() bool {
	texts := t.texts(t.start)
	first := slices.IndexFunc(texts, func(s string) bool { return s != "" })
	if first < 0 {
		return false
	}
	begin, _ := t.clock.length(texts[first])
	return hasColon(texts[first]) && begin < 60 || t.clock.largest(texts) >= 24*60
}

// times reads when a turn began and ended.
func (t *speakingTable) times(row table.Row, x *planner.Speech) {
	start := t.start.Text(row)
	if vocabulary.IsMissing(start) {
		return
	}
	from, ok := t.moment(start)
	if !ok {
		t.unread("time", t.start, row)
		return
	}
	x.At = planner.LimitOf(from)
	text := t.end.Text(row)
	if text == "" || x.Seconds.Given {
		return
	}
	to, ok := t.moment(text)
	if ok = ok && (to >= from || from-to > 12*3600); ok { // over midnight
		x.Seconds = planner.LimitOf((to - from + 24*3600) % (24 * 3600))
		return
	}
	t.find(CodeCell, "time-after", planner.Warning, t.Ref(t.end.At(row)), text,
		facts{"text": wording.Clip(text), "start": wording.Clip(start)})
}

// number reads a count; 0 where there is none.
func (t *speakingTable) number(c *sheet.Column, row table.Row) int {
	text := c.Text(row)
	if vocabulary.IsMissing(text) {
		return 0
	}
	n, err := strconv.Atoi(strings.TrimSuffix(digits.Replace(text), ".0"))
	if err != nil || n < 0 {
		t.unread("number", c, row)
		return 0
	}
	return n
}

// untilNext gives turns of which only the beginning is noted the time to the next, and
// says so.
func (t *speakingTable) untilNext() {
	list := t.out.Speeches
	if t.seconds != nil || t.end != nil || t.words != nil || t.turns != nil || len(list) == 0 {
		return
	}
	for i := range list[1:] {
		if a, b := list[i].At, list[i+1].At; a.Given && b.Given && b.N >= a.N {
			list[i].Seconds = planner.LimitOf(b.N - a.N)
		}
	}
	t.find(CodeUnits, "beginnings", planner.Note, t.ColumnRef(t.start), t.start.Header, nil)
}
