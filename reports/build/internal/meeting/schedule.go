// Package meeting words the course of the meeting: the agenda and its minutes, who speaks
// when, which working group meets when, who spoke how much, and what was agreed.
package meeting

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"roundtable/planner"
	"roundtable/planner/schedule"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// CourseSection is the agenda with a running clock, what its minutes are for, and who has
// how many of them.
func CourseSection(b *brief.Brief) *reports.Section {
	c := b.In.Course
	if c == nil || len(c.Parts)+len(c.Order) == 0 && (c.Speaking != nil || c.Outcome != nil) {
		return nil
	}
	s := &reports.Section{ID: "course", Title: b.Say("course.title", nil), Lead: sumSentence(b, c)}
	v := slices.Concat(turnVerdicts(b, c), noticed(b, c.Warnings, false))
	if len(c.Order) == 0 {
		v = append(v, noticed(b, c.Warnings, true)...) // there is no section on the order
	}
	s.Add(reports.Verdicts{Items: v}, partsTable(b, c))
	if len(c.Parts) > 0 {
		s.Add(issueMinutes(b, c), kindsTable(b, c))
	}
	for i := range c.Planned {
		s.Add(plannedTable(b, &c.Planned[i]))
	}
	s.Add(brief.GoalList(b.Catalogue, c.Goals))
	return s
}

// sumSentence holds the minutes against the length.
func sumSentence(b *brief.Brief, c *brief.Course) string {
	args := messages.Args{"sum": c.Sum, "length": c.Length, "n": max(c.Length-c.Sum, c.Sum-c.Length)}
	switch {
	case len(c.Parts) == 0:
		return b.Say("course.no-agenda", nil)
	case c.Length == 0:
		return b.Say("course.sum-only", messages.Args{"n": c.Sum})
	case c.Sum < c.Length:
		return b.Say("course.sum-free", args)
	case c.Sum > c.Length:
		return b.Say("course.sum-over", args)
	default:
		return b.Say("course.sum-all", messages.Args{"n": c.Sum})
	}
}

// turnVerdicts say of each part with speakers in turn whether they have the time.
func turnVerdicts(b *brief.Brief, c *brief.Course) []reports.Verdict {
	var out []reports.Verdict
	for i := range c.Parts {
		x := &c.Parts[i]
		if x.Speakers == 0 || x.Needed == 0 {
			continue
		}
		args := messages.Args{
			"part": reports.InText(x.Title), "each": x.Each, "questions": x.Questions, "n": x.Speakers,
			"needed": x.Needed, "minutes": x.Minutes,
		}
		code := "turns"
		if x.Each == 0 {
			code = "turns-own"
		} else if x.Questions > 0 {
			code = "turns-questions"
		}
		v := reports.Verdict{State: reports.OK, Text: b.Say("course."+code, args)}
		switch {
		case x.Free < 0:
			v.State, v.Detail = reports.Miss, b.Say("course.turns-short", messages.Args{"n": -x.Free})
		case x.EachCounted:
			v.State, v.Detail = reports.Info, b.Say("course.turns-counted", nil)
		case x.Free > 0:
			v.Detail = b.Say("course.turns-free", messages.Args{"n": x.Free})
		}
		out = append(out, v)
	}
	return out
}

// told are the findings that the sections tell in words or figures of their own.
var told = []string{
	"schedule-free", "schedule-over", "schedule-no-length", "schedule-no-agenda", "schedule-part-over",
	"schedule-part-free", "schedule-best-found", "schedule-first-last", "schedule-withdrawn",
}

// ofOrder are findings on the order of the speakers.
var ofOrder = []string{
	"schedule-unknown", "schedule-position-moved", "schedule-speaker-unknown", "schedule-no-turns",
	"schedule-no-turn-for",
}

// noticed are the other findings, on the order of the speakers or on all else.
func noticed(b *brief.Brief, found []planner.Finding, order bool) []reports.Verdict {
	var out []reports.Verdict
	for i := range found {
		f := worded(b, &found[i])
		if slices.Contains(told, f.Code) || slices.Contains(ofOrder, f.Code) != order {
			continue
		}
		out = append(out, b.FindingVerdict(&f))
	}
	return out
}

// InWords are findings on the course as worded says them.
func InWords(b *brief.Brief, found []planner.Finding) []planner.Finding {
	var out []planner.Finding
	for i := range found {
		out = append(out, worded(b, &found[i]))
	}
	return out
}

// worded is a finding on the course whose dimension, unit, people and issue have the words of
// the language.
func worded(b *brief.Brief, f *planner.Finding) planner.Finding {
	out := *f
	out.Args = maps.Clone(f.Args)
	for key, value := range out.Args {
		switch x := value.(type) {
		case []string:
			out.Args[key] = b.Names(x)
		case string:
			switch key {
			case "dimension":
				out.Args[key] = b.Dimension(planner.Dimension(x))
			case "unit":
				out.Args[key] = brief.LowerFirst(b.Say("spoken.amount-"+x, nil))
			case "hum":
				out.Args[key] = status(b, planner.OutcomeStatus(x))
			case "issue":
				out.Args[key] = b.IssueName(x, 60)
			case "group":
				out.Args[key] = b.Value(x)
			default:
				out.Args[key] = reports.InText(x)
			}
		}
	}
	return out
}

// moment is a time of day or, where nobody says when the meeting starts, the hours and
// minutes from its beginning; empty where it is not known. It is so many minutes later.
func moment(begin *int, clock string, after int) string {
	switch at, err := time.Parse("15:04", clock); {
	case err == nil:
		return at.Add(time.Duration(after) * time.Minute).Format("15:04")
	case begin == nil:
		return ""
	default:
		return fmt.Sprintf("%d:%02d", (*begin+after)/60, (*begin+after)%60)
	}
}

func partsTable(b *brief.Brief, c *brief.Course) reports.Table {
	t := reports.Table{
		ID: "parts", Title: b.Say("course.parts", nil), Columns: []reports.Column{
			{Title: b.Say("course.from", nil)},
			{Title: b.Say("course.to", nil)},
			{Title: b.Say("course.part", nil)},
			{Title: b.Say("course.kind", nil)},
			brief.Right(b.Say("course.minutes", nil), 0),
		},
	}
	if c.Start == "" {
		t.Note = b.Say("course.from-start", nil)
	}
	for i := range c.Parts {
		x := &c.Parts[i]
		to := ""
		if x.Minutes > 0 {
			to = moment(x.Begin, x.Clock, x.Minutes)
		}
		t.Add(
			reports.Str(moment(x.Begin, x.Clock, 0)), reports.Str(to), reports.Str(reports.InText(x.Title)),
			reports.Str(partKind(b, string(x.Kind))), brief.Count(x.Minutes),
		)
	}
	return t
}

// partKind is what a part is for, in words.
func partKind(b *brief.Brief, kind string) string {
	if kind == "" || kind == "other" {
		kind = "else" // the catalogue has "other" for plurals
	}
	return b.Say("part-kind."+kind, nil)
}

// ofAll is a share as a number of per cent.
func ofAll(share float64) reports.Value { return reports.Num(math.Round(100 * share)) }

func kindsTable(b *brief.Brief, c *brief.Course) reports.Table {
	return reports.Table{
		ID: "kinds", Title: b.Say("course.kinds", nil), Note: b.Say("course.whose-rule", nil), RowHead: true,
		Columns: []reports.Column{
			{Title: b.Say("course.kind", nil)},
			brief.Right(b.Say("course.minutes", nil), 0),
			{Title: b.Say("course.share", nil), Align: reports.Right, Bar: true, BarMax: 100},
		},
		Rows: brief.Each(c.Kinds, func(k schedule.KindTime) []reports.Value {
			return brief.Row(partKind(b, k.Kind), k.Minutes, ofAll(k.Share))
		}),
	}
}

// plannedTable is the minutes of the speakers in one dimension; without rows where nobody has
// any, or nothing is known.
func plannedTable(b *brief.Brief, p *schedule.Planned) reports.Table {
	t := reports.Table{
		ID:    "planned-" + string(p.Dimension),
		Title: b.Say("course.planned", messages.Args{"dimension": b.Dimension(p.Dimension)}), RowHead: true,
		Columns: []reports.Column{
			{Title: b.DimensionTitle(p.Dimension)},
			brief.Right(b.Say("course.speakers", nil), 0),
			brief.Right(b.Say("course.minutes", nil), 0),
			{Title: b.Say("course.share", nil), Align: reports.Right, Bar: true, BarMax: 100},
		},
	}
	minutes := 0
	for _, v := range p.Values {
		minutes += v.Minutes
		value := reports.Str(b.ValueOf(p.Dimension, v.Value))
		t.Add(value, reports.Int(v.Speakers), reports.Int(v.Minutes), ofAll(v.Share))
	}
	if minutes == 0 {
		return reports.Table{}
	}
	if u := p.Unknown; u.Speakers > 0 {
		unknown := reports.Str(b.Say("course.unknown", nil))
		t.Add(unknown, reports.Int(u.Speakers), reports.Int(u.Minutes), reports.Str(""))
	}
	return t
}

// issueMinutes are the parts whose minutes are split over issues.
func issueMinutes(b *brief.Brief, c *brief.Course) reports.Table {
	t := reports.Table{
		ID: "issue-minutes", Title: b.Say("course.issues", nil), Note: b.Say("course.issues-note", nil),
		Columns: []reports.Column{
			{Title: b.Say("course.from", nil)},
			{Title: b.Say("course.part", nil)},
			{Title: b.Say("course.issue", nil)},
			brief.Right(b.Say("course.minutes", nil), 0),
		},
	}
	for i := range c.Parts {
		for _, x := range c.Parts[i].Issues {
			t.Add(
				reports.Str(moment(x.Begin, x.Clock, 0)), reports.Str(reports.InText(c.Parts[i].Title)),
				reports.Str(brief.IssueLabel(x.Issue, b.Topics[x.Issue], 90)), reports.Int(x.Minutes),
			)
		}
	}
	return t
}

// TurnsSection is who speaks when, and why in this order.
func TurnsSection(b *brief.Brief) *reports.Section {
	c := b.In.Course
	if c == nil || len(c.Order) == 0 {
		return nil
	}
	s := &reports.Section{
		ID: "turns", Title: b.Say("turns.title", nil), Lead: b.Say("turns.lead", messages.Args{"n": len(c.Order)}),
	}
	s.Add(turnsTable(b, c), reports.Verdicts{Items: append(orderVerdicts(b, c), noticed(b, c.Warnings, true)...)})
	return s
}

// orderVerdicts say how even the order is, what had to hold, and what stood fast.
func orderVerdicts(b *brief.Brief, c *brief.Course) []reports.Verdict {
	var out []reports.Verdict
	add := func(s reports.State, text string) { out = append(out, reports.Verdict{State: s, Text: text}) }
	e := c.Evenness
	if e != nil && len(c.Order) > 1 {
		if e.Proved {
			add(reports.OK, b.Say("turns.proved", nil))
		} else if e.Anew == nil {
			add(reports.Info, b.Say("turns.found", nil))
		}
		if e.InARow == 0 {
			add(reports.OK, b.Say("turns.apart", nil))
		} else {
			add(reports.Info, b.Say("turns.in-a-row", messages.Args{"n": e.InARow}))
		}
		if e.FirstLast == schedule.FirstLastKept {
			add(reports.OK, b.Say("turns.ends-kept", nil))
		} else {
			group := b.Value(c.Order[0].Values[planner.Stakeholder])
			add(reports.Warn, b.Say("turns.ends-"+string(e.FirstLast), messages.Args{"group": group}))
		}
	}
	var names []string
	for i := range c.Order {
		if c.Order[i].Locked {
			names = append(names, personName(c.Order[i].Person))
		}
	}
	if len(names) > 0 {
		add(reports.Info, b.Say("turns.fixed", messages.Args{"names": names}))
	}
	if len(c.Withdrawn) > 0 {
		v := reports.Verdict{
			State: reports.Info,
			Text:  b.Say("turns.withdrawn", messages.Args{"names": brief.Each(c.Withdrawn, personName)}),
		}
		if e != nil && e.Anew != nil && e.Anew.Rat().Cmp(e.Discrepancy.Rat()) < 0 {
			v.Detail = b.Say("turns.anew", nil)
		}
		out = append(out, v)
	}
	if c.Open > 0 {
		add(reports.Info, b.Say("turns.open", messages.Args{"n": c.Open}))
	}
	return out
}

// personName is a name or, where there is none, the ID.
func personName(p schedule.Person) string { return reports.InText(cmp.Or(p.Name, p.ID)) }

func turnsTable(b *brief.Brief, c *brief.Course) reports.Table {
	return brief.WithoutEmptyColumns(reports.Table{
		ID: "order", Title: b.Say("turns.table", nil),
		Columns: []reports.Column{
			brief.Right(b.Say("turns.place", nil), 0),
			{Title: b.Say("course.from", nil)},
			{Title: b.Say("turns.name", nil)},
			{Title: b.DimensionTitle(planner.Stakeholder)},
			{Title: b.DimensionTitle(planner.Region)},
			{Title: b.DimensionTitle(planner.Attendance)},
			brief.Right(b.Say("course.minutes", nil), 0),
			brief.Right(b.Say("turns.questions", nil), 0),
		},
		Rows: brief.Each(c.Order, func(x schedule.Turn) []reports.Value {
			var from []string
			minutes, questions := 0, 0
			for _, at := range x.Times {
				if m := moment(at.Begin, at.Clock, 0); m != "" {
					from = append(from, m)
				}
				minutes, questions = minutes+at.Minutes, questions+at.Questions
			}
			value := func(d planner.Dimension) string { return reports.InText(b.Short(d, x.Values[d])) }
			return brief.Row(
				x.Position, b.Comma(from), personName(x.Person),
				value(planner.Stakeholder), value(planner.Region), value(planner.Attendance), brief.Count(minutes),
				brief.Count(questions),
			)
		}),
	})
}
