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
	s.Add(reports.Verdicts{Items: v}, partsTable(b, c), issueMinutes(b, c), kindsTable(b, c))
	for i := range c.Planned {
		s.Add(plannedTable(b, &c.Planned[i]))
	}
	s.Add(brief.GoalList(b.Catalogue, c.Goals))
	return s
}

// sumSentence holds the minutes against the length.
func sumSentence(b *brief.Brief, c *brief.Course) string {
	code, n := "sum-all", c.Sum
	switch free := c.Length - c.Sum; {
	case len(c.Parts) == 0:
		code = "no-agenda"
	case c.Length == 0:
		code = "sum-only"
	case free > 0:
		code, n = "sum-free", free
	case free < 0:
		code, n = "sum-over", -free
	}
	return b.Say("course."+code, messages.Args{"n": n, "sum": c.Sum, "length": c.Length})
}

// turnVerdicts say of each part with speakers in turn whether they have the time.
func turnVerdicts(b *brief.Brief, c *brief.Course) []reports.Verdict {
	return brief.Lines(brief.Each(c.Parts, func(x schedule.Part) reports.Verdict {
		code := "turns"
		switch {
		case x.Speakers == 0 || x.Needed == 0:
			return reports.Verdict{}
		case x.Each == 0:
			code = "turns-own"
		case x.Questions > 0:
			code = "turns-questions"
		}
		v := brief.Verdict(reports.OK, b.Say("course."+code, messages.Args{
			"part": reports.InText(x.Title), "each": x.Each, "questions": x.Questions, "n": x.Speakers,
			"needed": x.Needed, "minutes": x.Minutes,
		}))
		switch {
		case x.Free < 0:
			v.State, v.Detail = reports.Miss, b.Say("course.turns-short", messages.Args{"n": -x.Free})
		case x.EachCounted:
			v.State, v.Detail = reports.Info, b.Say("course.turns-counted", nil)
		case x.Free > 0:
			v.Detail = b.Say("course.turns-free", messages.Args{"n": x.Free})
		}
		return v
	})...)
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
	others := slices.DeleteFunc(InWords(b, found), func(f planner.Finding) bool {
		return slices.Contains(told, f.Code) || slices.Contains(ofOrder, f.Code) != order
	})
	return brief.Each(others, func(f planner.Finding) reports.Verdict { return b.FindingVerdict(&f) })
}

// InWords are findings on the course whose dimension, unit, people and issue have the words of
// the language.
func InWords(b *brief.Brief, found []planner.Finding) []planner.Finding {
	return brief.Each(found, func(f planner.Finding) planner.Finding {
		f.Args = maps.Clone(f.Args)
		for key, value := range f.Args {
			f.Args[key] = worded(b, key, value)
		}
		return f
	})
}

// worded is an argument of a finding in the words of the language.
func worded(b *brief.Brief, key string, value any) any {
	if people, ok := value.([]string); ok {
		return b.Names(people)
	}
	text, ok := value.(string)
	switch {
	case !ok:
		return value
	case key == "dimension":
		return b.Dimension(planner.Dimension(text))
	case key == "unit":
		return brief.LowerFirst(b.Say("spoken.amount-"+text, nil))
	case key == "hum":
		return status(b, planner.OutcomeStatus(text))
	case key == "issue":
		return b.IssueName(text, 60)
	case key == "group":
		return b.Value(text)
	default:
		return reports.InText(text)
	}
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
	for _, x := range c.Parts {
		to := brief.If(x.Minutes > 0, moment(x.Begin, x.Clock, x.Minutes))
		t.Add(brief.Row(moment(x.Begin, x.Clock, 0), to, reports.InText(x.Title), partKind(b, string(x.Kind)),
			brief.Count(x.Minutes))...)
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
	if !slices.ContainsFunc(p.Values, func(v schedule.PlannedTime) bool { return v.Minutes > 0 }) {
		return t
	}
	for _, v := range p.Values {
		t.Add(brief.Row(b.ValueOf(p.Dimension, v.Value), v.Speakers, v.Minutes, ofAll(v.Share))...)
	}
	if u := p.Unknown; u.Speakers > 0 {
		t.Add(brief.Row(b.Say("course.unknown", nil), u.Speakers, u.Minutes, "")...)
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
	for _, part := range c.Parts {
		for _, x := range part.Issues {
			t.Add(brief.Row(moment(x.Begin, x.Clock, 0), reports.InText(part.Title),
				brief.IssueLabel(x.Issue, b.Topics[x.Issue], 90), x.Minutes)...)
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
	said := func(state reports.State, holds bool, code string, args messages.Args) reports.Verdict {
		return brief.Verdict(state, brief.If(holds, b.Say("turns."+code, args)))
	}
	var out []reports.Verdict
	e := cmp.Or(c.Evenness, &schedule.Evenness{})
	if c.Evenness != nil && len(c.Order) > 1 {
		group := messages.Args{"group": b.Value(c.Order[0].Values[planner.Stakeholder])}
		kept := e.FirstLast == schedule.FirstLastKept
		out = append(out,
			said(reports.OK, e.Proved, "proved", nil),
			said(reports.Info, !e.Proved && e.Anew == nil, "found", nil),
			said(reports.OK, e.InARow == 0, "apart", nil),
			said(reports.Info, e.InARow > 0, "in-a-row", messages.Args{"n": e.InARow}),
			said(reports.OK, kept, "ends-kept", nil),
			said(reports.Warn, !kept, "ends-"+string(e.FirstLast), group),
		)
	}
	fixed := brief.Those(brief.Each(c.Order, func(t schedule.Turn) string {
		return brief.If(t.Locked, personName(t.Person))
	})...)
	gone := said(reports.Info, len(c.Withdrawn) > 0, "withdrawn", messages.Args{
		"names": brief.Each(c.Withdrawn, personName),
	})
	if e.Anew != nil && e.Anew.Rat().Cmp(e.Discrepancy.Rat()) < 0 {
		gone.Detail = b.Say("turns.anew", nil)
	}
	return brief.Lines(append(out, said(reports.Info, len(fixed) > 0, "fixed", messages.Args{"names": fixed}), gone,
		said(reports.Info, c.Open > 0, "open", messages.Args{"n": c.Open}))...)
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
