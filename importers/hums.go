package importers

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// A hum is read from a table with a row for each question: columns for and against, and
// neutral where it was asked, of words for how loud the hum was or of numbers; beside
// them the group that hummed and where it sat, in columns of their own or in the headers
// ("For (room)", "For (online)"). The words are in words/ballots.tsv.

// loudness are the words of hums by level.
var loudness = []struct {
	words vocabulary.List
	level int64
}{
	{vocabulary.HumNone, planner.HumNone},
	{vocabulary.HumSoft, planner.HumSoft},
	{vocabulary.HumMedium, planner.HumMedium},
	{vocabulary.HumLoud, planner.HumLoud},
}

// readSound reads the cell of a hum.
func readSound(text string) (planner.Sound, bool) {
	for _, l := range loudness {
		if l.words.Is(text) {
			return planner.Sound{Noted: true, Level: l.level}, true
		}
	}
	if vocabulary.IsMissing(text) {
		return planner.Sound{}, true
	}
	n, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSuffix(text, ".0"), ",0"), 10, 64)
	if err != nil || n < 0 {
		return planner.Sound{}, false
	}
	return planner.Sound{Noted: true, Counted: true, Level: n}, true
}

// humSides are the sides a room can hum for, by the words of their columns.
var humSides = []vocabulary.List{vocabulary.For, vocabulary.Neutral, vocabulary.Against}

// humColumn is a column of hums for one side, of one group or place if its header says so.
type humColumn struct {
	*sheet.Column
	side         int // in humSides
	group, place string
}

// humColumnOf reads the header of a column: a side, alone or with a place or a group.
func humColumnOf(c *sheet.Column) (humColumn, bool) {
	words := strings.FieldsFunc(c.Header, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("()[]:,;/–—-", r)
	})
	for side, list := range humSides {
		if list.Is(c.Header) {
			return humColumn{Column: c, side: side}, true
		}
		for i := 1; i < len(words); i++ {
			first, second := strings.Join(words[:i], " "), strings.Join(words[i:], " ")
			for _, part := range [][2]string{{first, second}, {second, first}} {
				if !list.Is(part[0]) {
					continue
				}
				if place := humPlace(part[1]); place != "" {
					return humColumn{c, side, "", place}, true
				}
				if m := vocabulary.Value(planner.Stakeholder, part[1]); m.OK() {
					return humColumn{c, side, m.Value, ""}, true
				}
			}
		}
	}
	return humColumn{}, false
}

// humPlace is where somebody hums, in the terms of attendance; empty if the text is no
// place.
func humPlace(text string) string {
	if vocabulary.HumRoom.Is(text) {
		text = "onsite"
	}
	if m := vocabulary.Value(planner.Attendance, text); m.OK() {
		return m.Value
	}
	return ""
}

// humTable is a table of hums.
type humTable struct {
	v                   *sheetView
	sides               []humColumn
	issue, group, place *sheet.Column
}

// newHumTable looks for the columns of a table of hums; ok says that it is one.
func newHumTable(v *sheetView) (t humTable, ok bool) {
	t.v = v
	if len(v.Body) == 0 ||
		v.HasAny(vocabulary.Voter, vocabulary.Email, vocabulary.FirstName, vocabulary.Gender, vocabulary.Vote) {
		return t, false
	}
	for _, c := range v.Columns {
		if side, is := humColumnOf(c); is {
			t.sides = append(t.sides, side)
		} else {
			t.take(c)
		}
	}
	has := func(side int) bool {
		return slices.ContainsFunc(t.sides, func(c humColumn) bool { return c.side == side })
	}
	return t, has(0) && has(2) && t.issue != nil && t.issue.Given > 0 && t.isReadable()
}

// take says what a column beside the hums is.
func (t *humTable) take(c *sheet.Column) {
	places := c.Given > 0 && !slices.ContainsFunc(t.v.Body, func(row table.Row) bool {
		return c.Text(row) != "" && humPlace(c.Text(row)) == ""
	})
	switch {
	case t.place == nil && places:
		t.place = c
	case t.group == nil && (c.Match.Meaning == vocabulary.Stakeholder || c.Match.Meaning == vocabulary.Group):
		t.group = c
	case t.issue == nil || t.issue.Is(vocabulary.ID) && c.Given > 0:
		t.issue = c // "id, topic"
	}
}

// isReadable reports whether the cells say how loud hums were; a word or two may be
// misspelt.
func (t *humTable) isReadable() bool {
	cells, unread := 0, 0
	for _, c := range t.sides {
		for _, row := range t.v.Body {
			cells++
			if _, ok := readSound(c.Text(row)); !ok {
				unread++
			}
		}
	}
	return 4*unread <= cells
}

// readHums reads all tables of hums. Nothing noted at all is an error: a question that
// nobody hummed on would else look like agreement.
func readHums(r *reading) {
	for _, v := range r.files.sheets(sheet.Hums) {
		t, _ := newHumTable(v)
		for _, c := range []*sheet.Column{t.issue, t.group, t.place} {
			if c != nil {
				c.Used = string(sheet.Hums)
			}
		}
		for _, c := range t.sides {
			c.Used = string(sheet.Hums)
		}
		before := len(r.meeting.Hums)
		var silent []planner.Humming
		for _, row := range v.Body {
			for _, h := range t.hums(r, row) {
				if h.For.Noted || h.Neutral.Noted || h.Against.Noted {
					r.meeting.Hums = append(r.meeting.Hums, h)
				} else {
					silent = append(silent, h)
				}
			}
		}
		sayHums(r, v, len(r.meeting.Hums)-before, silent)
	}
}

// sayHums says how a table was read, and which questions have no hum.
func sayHums(r *reading, v *sheetView, noted int, silent []planner.Humming) {
	if noted == 0 {
		r.found.add(planner.Finding{
			Code: CodeHumEmpty, Form: "table", Severity: planner.Error, Where: v.SheetRef(),
		})
		return
	}
	for _, run := range v.Account.NotUsed { // a text alone on its row: a question without a hum, or a heading
		if (run.Why == sheet.Section || run.Why == sheet.Remark || run.Why == sheet.Total) &&
			run.First > v.HeaderRow() {
			silent = append(silent, planner.Humming{Name: "row " + run.String(), Where: v.Place(run.First, 1)})
		}
	}
	for _, h := range silent {
		r.found.add(planner.Finding{
			Code: CodeHumEmpty, Form: "question", Severity: planner.Warning, Where: h.Where, Seen: h.Name,
			Args: facts{"question": clip(h.Name), "whom": ofWhom(h)},
		})
	}
	r.found.add(planner.Finding{
		Code: CodeHumRead, Severity: planner.Note, Where: v.SheetRef(),
	})
}

// ofWhom says whose hum it is, where the table tells groups or places apart.
func ofWhom(h planner.Humming) string {
	text := ""
	for _, part := range []string{h.Group, h.Place} {
		if part != "" {
			text += ", " + part
		}
	}
	return text
}

// hums are those of a row, one for each group and place its headers tell apart.
func (t *humTable) hums(r *reading, row table.Row) []planner.Humming {
	h := planner.Humming{Name: t.issue.Text(row), Where: t.v.Ref(t.issue.At(row))}
	if h.Name == "" {
		return nil
	}
	for _, x := range r.meeting.Issues {
		if name := vocabulary.Compact(h.Name); name == vocabulary.Compact(x.Name) || name == vocabulary.Compact(x.ID) {
			h.Issue, h.Name = x.ID, x.Name
			break
		}
	}
	if text := t.group.Text(row); text != "" {
		h.Group = text
		if m := vocabulary.Value(planner.Stakeholder, text); m.OK() {
			h.Group = m.Value
		}
	}
	h.Place = humPlace(t.place.Text(row))
	var out []planner.Humming
	for _, c := range t.sides {
		x := h
		if c.group != "" {
			x.Group = c.group
		}
		if c.place != "" {
			x.Place = c.place
		}
		at := slices.IndexFunc(out, func(y planner.Humming) bool { return y.Group == x.Group && y.Place == x.Place })
		if at < 0 {
			at, out = len(out), append(out, x)
		}
		sound, ok := readSound(c.Text(row))
		if !ok {
			r.found.add(planner.Finding{
				Code: CodeHumUnreadable, Severity: planner.Warning, Where: t.v.Ref(c.At(row)), Seen: c.Text(row),
				Args: facts{"text": clip(c.Text(row))},
			})
		}
		*[]*planner.Sound{&out[at].For, &out[at].Neutral, &out[at].Against}[c.side] = sound
	}
	return out
}
