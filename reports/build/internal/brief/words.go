package brief

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// Words are what the sections of all reports say alike, in the language of the report.
type Words struct{ *messages.Catalogue }

// Few lists the first of many by commas, as cells and lists of names do, and says how many
// more there are.
func (w Words) Few(items []string, most int) string {
	if len(items) <= most {
		return w.Comma(items)
	}
	return w.Say("list.more", messages.Args{"items": messages.Plain(items[:most]), "n": len(items) - most})
}

// Dimension is the name of what is known of people, as in a sentence: "stakeholder
// group". A column of the user's own keeps its name.
func (w Words) Dimension(d planner.Dimension) string {
	if !w.Has("dimension." + string(d)) {
		return reports.InText(string(d))
	}
	return w.Say("dimension."+string(d), nil)
}

// Dimensions is the same for several values: "stakeholder groups".
func (w Words) Dimensions(d planner.Dimension) string {
	if !w.Has("dimensions." + string(d)) {
		return w.Dimension(d)
	}
	return w.Say("dimensions."+string(d), nil)
}

// DimensionTitle is the same as a heading: "Stakeholder group".
func (w Words) DimensionTitle(d planner.Dimension) string {
	if !w.Has("dimension-title." + string(d)) {
		return reports.InText(string(d))
	}
	return w.Say("dimension-title."+string(d), nil)
}

// Short is a value of a dimension for narrow cells: the long names of groups are shortened.
func (w Words) Short(d planner.Dimension, v string) string {
	if w.Has("value-short." + v) {
		return w.Say("value-short."+v, nil)
	}
	return w.ValueOf(d, v)
}

// With is something with what describes it in brackets: "Ana (Government)".
func (w Words) With(what, detail string) string {
	if detail == "" {
		return what
	}
	return w.Say("list.with", messages.Args{"what": what, "detail": detail})
}

// Plain lists items with commas alone.
func (w Words) Plain(items messages.Plain) string {
	return w.Say("list.plain", messages.Args{"items": items})
}

// Parts lists what has commas itself.
func (w Words) Parts(items []string) string {
	if len(items) == 0 {
		return ""
	}
	out := items[0]
	for _, item := range items[1:] {
		out = w.Say("list.parts", messages.Args{"before": out, "item": item})
	}
	return out
}

// Sentences are set one after the other.
func (w Words) Sentences(items []string) string {
	out := ""
	for _, item := range Those(items...) {
		if out != "" {
			item = w.Say("list.sentences", messages.Args{"before": out, "item": item})
		}
		out = item
	}
	return out
}

// Some lists at most limit items, and says how many more there are.
func (w Words) Some(items []string, limit int) string {
	if len(items) <= limit {
		return w.And(items)
	}
	return w.Say("list.more", messages.Args{"items": messages.Plain(items[:limit]), "n": len(items) - limit})
}

// Asked words a range of counts; a max below zero means no upper bound.
func (w Words) Asked(low, high int) string {
	switch {
	case high < 0 && low <= 0:
		return w.Say("asked.any", nil)
	case high < 0:
		return w.Say("asked.at-least", messages.Args{"least": low})
	case high == 0:
		return w.Say("asked.none", nil)
	case low == high:
		return w.Say("asked.exactly", messages.Args{"count": low})
	case low <= 0:
		return w.Say("asked.at-most", messages.Args{"most": high})
	default:
		return w.Say("asked.range", messages.Args{"least": low, "most": high})
	}
}

// QuotedIssue is an issue for a sentence: Q3 “Custody of assets”.
func (w Words) QuotedIssue(id, name string, limit int) string {
	if id, name = titled(id, name); name == "" {
		return id
	}
	return w.Say("list.issue", messages.Args{"id": id, "name": reports.Shorten(name, limit)})
}

// IssueLabel is an issue for a table or a chart: its ID and its name.
func IssueLabel(id, name string, limit int) string {
	if id, name = titled(id, name); name == "" {
		return id
	}
	return strings.TrimSpace(id + " " + reports.Shorten(name, limit))
}

// titled are the ID and the name of an issue, the name without the ID that it may begin with:
// "Work" for "Q1: Work".
func titled(id, name string) (string, string) {
	id, name = reports.InText(id), reports.InText(name)
	rest, labelled := strings.CutPrefix(name, id)
	if cut := strings.TrimLeft(rest, " :.)-–"); labelled && id != "" && (len(cut) < len(rest) || rest == "") {
		name = cut
	}
	return id, name
}

// SeatProfile is the stakeholder group and region of a profile, in short.
func (w Words) SeatProfile(p map[planner.Dimension]string) string {
	var out messages.Plain
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		if v := p[d]; v != "" {
			out = append(out, reports.InText(w.Short(d, v)))
		}
	}
	return w.Plain(out)
}

// Called reports whether text names the thing with that ID and name.
func Called(text, id, name string) bool {
	text = strings.TrimSpace(text)
	return text != "" && (strings.EqualFold(text, id) || strings.EqualFold(text, name))
}

// StatusWord is what became of an issue, in words.
func StatusWord(l *messages.Catalogue, status string) string {
	return l.Say("outcome-status."+cmp.Or(status, "none"), nil)
}

// GoalList are the Sustainable Development Goals of these numbers, with their names.
func GoalList(l *messages.Catalogue, goals []int) reports.List {
	return reports.List{Title: l.Say("outcome.goals", nil), Items: Each(goals, func(n int) string {
		return IssueLabel(Text(n), l.Say("goal.g"+Text(n), nil), math.MaxInt)
	})}
}

// HourSpans joins hours that follow each other: "14:00–17:00" for those from 14, 15, 16.
func HourSpans(utc []string) []string {
	var spans [][2]int
	for _, text := range utc {
		var h int
		_, _ = fmt.Sscanf(text, "%d", &h) // "14:00 UTC"; they are ours
		if k := len(spans) - 1; k >= 0 && spans[k][1] == h {
			spans[k][1]++
		} else {
			spans = append(spans, [2]int{h, h + 1})
		}
	}
	if n := len(spans); n > 1 && spans[0][0] == 0 && spans[n-1][1] == 24 {
		spans[n-1][1], spans = spans[0][1], spans[1:] // over midnight
	}
	var out []string
	for _, s := range spans {
		out = append(out, fmt.Sprintf("%02d:00–%02d:00", s[0], s[1]%24))
	}
	return out
}

// Text is n in digits.
func Text(n int) string { return strconv.Itoa(n) }

// Each makes something of every item of a list.
func Each[T, U any](items []T, word func(T) U) []U {
	out := make([]U, len(items))
	for i, item := range items {
		out[i] = word(item)
	}
	return out
}

// CountIf is the number of items that hold.
func CountIf[T any](items []T, holds func(T) bool) int {
	n := 0
	for _, item := range items {
		if holds(item) {
			n++
		}
	}
	return n
}

// Texts prepares texts from input files to stand within a sentence.
func Texts(values []string) []string { return Each(values, reports.InText) }

// upperFirst capitalises the first letter of a sentence.
func upperFirst(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:size]) + s[size:]
}

// LowerFirst is its reverse, for a sentence that continues another.
func LowerFirst(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return strings.ToLower(s[:size]) + s[size:]
}

// IsSeatDimension tells the two dimensions by which seats are counted: stakeholder group and
// region.
func IsSeatDimension(d planner.Dimension) bool {
	return d == planner.Stakeholder || d == planner.Region
}

// Without is what of a list is not in the other.
func Without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(id string) bool { return slices.Contains(other, id) })
}

// ValueLabel is the value alone where it speaks for itself, else with its
// dimension: "Government", but "Gender: woman".
func (w Words) ValueLabel(d planner.Dimension, v string) string {
	switch d {
	case planner.Stakeholder, planner.Region, planner.Country, planner.Organisation:
		return v
	default:
		return w.Say("target.value", messages.Args{"dimension": w.DimensionTitle(d), "value": v})
	}
}
