package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/planner/schedule"
	"roundtable/reports"
	"roundtable/reports/messages"
	"roundtable/reports/text"
)

// newSchedule makes the command that plans the course of the meeting itself.
func newSchedule(io streams) *cobra.Command {
	j := newJob(io)
	var out string
	cmd := &cobra.Command{
		Use:   "schedule FILE...",
		Short: "Does the agenda fit, who speaks when, and who spoke for how long?",
		Long: `schedule reads an agenda (a sheet Agenda, or the text of a proposal), checks its
minutes against the length of the meeting, and proposes a speaking order in
which stakeholder groups, regions, and room and online alternate as evenly as
possible. Fixed places stay. With a record of who spoke for how long, or
captions, it adds up the time by group, region, gender and way of taking part;
with hums or written outcomes it says what was agreed.`,
		Example: `  roundtable schedule meeting.xlsx
  roundtable schedule proposal.txt --out out
  roundtable schedule people.csv agenda.csv speaking.csv`,
		Args: needFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			j.files = args
			return runSchedule(cmd.Context(), j, out)
		},
	}
	fs := cmd.Flags()
	j.addFormat(fs, "text", "json")
	fs.StringVar(&out, "out", "", "also write schedule.txt and schedule.json to this `DIR`")
	j.addFlags(cmd, forReports)
	return cmd
}

// course is everything that is known of the course of a meeting.
type course struct {
	*schedule.Plan
	Speaking *schedule.Spoken     `json:"speaking,omitempty"`
	Outcome  *schedule.Conclusion `json:"outcome,omitempty"`
}

func runSchedule(ctx context.Context, j *job, dir string) error {
	l, err := j.load(ctx)
	if err != nil {
		return err
	}
	m := l.meeting
	if len(m.Agenda)+len(m.Speeches)+len(m.Outcomes) == 0 && m.Minutes == 0 {
		return lacking("There is no agenda in these files, no record of who spoke, and nothing that was agreed. Add a " +
			"sheet Agenda with the columns part and minutes; roundtable init makes one to fill in.")
	}
	opts := schedule.DefaultOptions()
	opts.Seed = l.o.seed
	plan, err := schedule.Propose(m, speakersOf(m), opts)
	if err != nil {
		return inputError{err}
	}
	c := course{Plan: plan, Speaking: schedule.Account(m, plan)}
	if hums := ranking.ReadHums(m); hums != nil || len(m.Outcomes) > 0 {
		c.Outcome = schedule.Conclude(m, nil, humsOf(hums))
	}
	sections := c.sections(m)
	if dir != "" {
		if err := c.write(dir, sections, j, l.paths); err != nil {
			return err
		}
	}
	if j.format == "json" {
		return reports.WriteJSON(j.io.out, c)
	}
	return j.sections(sections...)
}

// speakersOf are the speakers by their role; without roles and names on the agenda, all who
// are on the panel. Without an agenda, people without a role are no speakers.
func speakersOf(m *planner.Meeting) planner.Roster {
	named := slices.ContainsFunc(m.Agenda, func(p planner.Part) bool { return len(p.Speakers) > 0 })
	if list := m.Roster.WithRole(planner.RoleSpeaker); len(list) > 0 || named || len(m.Agenda) == 0 {
		return list
	}
	panel, _ := planner.ChoosePanel(m.Roster, nil)
	return panel.Members
}

// humsOf are the hums in the terms of the course.
func humsOf(h *ranking.Hums) []schedule.Hum {
	var out []schedule.Hum
	if h == nil {
		return nil
	}
	for _, x := range h.Issues {
		hum := schedule.Hum{Issue: x.ID, Name: x.Name, Reading: x.Reading, Missing: x.Missing}
		for _, p := range x.Parts {
			hum.Parts = append(hum.Parts, schedule.HumPart{
				Group: p.Group, Place: p.Place, For: p.For, Neutral: p.Neutral, Against: p.Against, Reading: p.Reading,
			})
		}
		out = append(out, hum)
	}
	return out
}

// write writes the course as text and as JSON.
func (c *course) write(dir string, sections []reports.Section, j *job, inputs []string) error {
	set := outfile.New(inputs...)
	defer set.Abort()
	asText := func(w io.Writer) error {
		for i := range sections {
			if err := text.WriteSection(w, &sections[i], text.Options{Width: 80}); err != nil {
				return err
			}
			fmt.Fprintln(w)
		}
		return nil
	}
	asJSON := func(w io.Writer) error { return reports.WriteJSON(w, c) }
	for _, f := range []struct {
		name  string
		write func(io.Writer) error
	}{{"schedule.txt", asText}, {"schedule.json", asJSON}} {
		if err := set.Write(filepath.Join(dir, f.name), 0o600, f.write); err != nil {
			return err
		}
	}
	if err := set.Commit(); err != nil {
		return err
	}
	j.talk("Wrote schedule.txt and schedule.json to %s.", dir)
	return nil
}

// sections describe the course: agenda, order, time spoken, what was agreed, and what else
// was found.
func (c *course) sections(m *planner.Meeting) []reports.Section {
	var out []reports.Section
	if len(c.Parts) > 0 {
		out = append(out, c.agenda())
	}
	if len(c.Order) > 0 {
		out = append(out, c.order())
	}
	if c.Speaking != nil {
		out = append(out, c.spoken())
	}
	if c.Outcome != nil {
		out = append(out, c.agreed())
	}
	found := c.Warnings
	if c.Speaking != nil {
		found = slices.Concat(found, c.Speaking.Warnings)
	}
	if c.Outcome != nil {
		found = slices.Concat(found, c.Outcome.Warnings)
	}
	if v := noticed(m, found); len(v.Items) > 0 {
		out = append(out, reports.Section{ID: "noticed", Title: "Noticed", Blocks: []reports.Block{v}})
	}
	return out
}

// right are columns of numbers.
func right(titles ...string) []reports.Column {
	var out []reports.Column
	for _, t := range titles {
		out = append(out, reports.Column{Title: t, Align: reports.Right})
	}
	return out
}

// agenda says whether the parts fit.
func (c *course) agenda() reports.Section {
	lead := messages.Count(c.Sum, "minute is", "minutes are") + " planned."
	switch free := c.Length - c.Sum; {
	case c.Length == 0:
		lead += " Nobody says how long the meeting is."
	case free > 0:
		lead = fmt.Sprintf("%d of %d minutes are planned; %s.", c.Sum, c.Length,
			messages.Count(free, "minute is free", "minutes are free"))
	case free < 0:
		lead = fmt.Sprintf("%d minutes are planned, and the meeting has %d: %d too many.", c.Sum, c.Length, -free)
	default:
		lead = fmt.Sprintf("All %d minutes are planned.", c.Length)
	}
	t := reports.Table{
		ID: "parts", Title: "Agenda",
		Columns: slices.Concat([]reports.Column{{Title: "From"}, {Title: "Part"}, {Title: "Kind"}},
			right("Minutes", "Speakers", "Each", "Questions", "Free")),
	}
	number := func(n int, shown bool) reports.Value {
		if !shown {
			return reports.Str("")
		}
		return reports.Int(n)
	}
	for _, p := range c.Parts {
		from := p.Clock
		if from == "" && p.Begin != nil {
			from = fmt.Sprintf("+%d", *p.Begin)
		}
		turns := p.Speakers > 0
		t.Rows = append(t.Rows, []reports.Value{
			reports.Str(from), reports.Str(p.Title), reports.Str(string(p.Kind)), number(p.Minutes, p.Minutes > 0),
			number(p.Speakers, turns), number(p.Each, turns), number(p.Questions, turns), number(p.Free, turns),
		})
	}
	kinds := reports.Table{
		ID: "kinds", Title: "Minutes by kind",
		Columns: append([]reports.Column{{Title: "Kind"}}, right("Minutes", "Share in %")...),
	}
	for _, k := range c.Kinds {
		kinds.Rows = append(kinds.Rows, []reports.Value{
			reports.Str(k.Kind), reports.Int(k.Minutes), reports.Num(100 * k.Share),
		})
	}
	return reports.Section{ID: "agenda", Title: "The agenda", Lead: lead, Blocks: []reports.Block{t, kinds}}
}

// order says who speaks when, and how even that is.
func (c *course) order() reports.Section {
	lead := ""
	if e := c.Evenness; e != nil {
		lead = "No order of these speakers is more even."
		if !e.Proved {
			lead = "The most even order found; a more even one is not ruled out."
		}
		switch e.FirstLast {
		case schedule.FirstLastKept:
			lead += " No stakeholder group has both the first and the last word."
		case schedule.FirstLastImpossible:
			lead += " One stakeholder group has the first and the last word: no order avoids it."
		case schedule.FirstLastBroken:
			lead += " One stakeholder group has the first and the last word since somebody withdrew."
		}
	}
	t := reports.Table{
		ID: "order", Title: "Speaking order",
		Columns: slices.Concat(right("Place"), []reports.Column{
			{Title: "Name"}, {Title: "Stakeholder group"}, {Title: "Region"}, {Title: "Takes part"}, {Title: "From"},
		}, right("Minutes")),
	}
	for _, x := range c.Order {
		from, minutes := []string{}, 0
		for _, at := range x.Times {
			if minutes += at.Minutes; at.Clock != "" {
				from = append(from, at.Clock)
			} else if at.Begin != nil {
				from = append(from, fmt.Sprintf("+%d", *at.Begin))
			}
		}
		name := cmp.Or(x.Name, x.ID)
		if x.Locked {
			name += " (fixed)"
		}
		t.Rows = append(t.Rows, []reports.Value{
			reports.Int(x.Position), reports.Str(name), reports.Str(x.Values[planner.Stakeholder]),
			reports.Str(x.Values[planner.Region]), reports.Str(x.Values[planner.Attendance]),
			reports.Str(strings.Join(from, ", ")), reports.Int(minutes),
		})
	}
	return reports.Section{ID: "order", Title: "Who speaks when", Lead: lead, Blocks: []reports.Block{t}}
}

// spoken says who spoke how much.
func (c *course) spoken() reports.Section {
	s := c.Speaking
	lead := fmt.Sprintf("%d %s in %s.", s.Total, s.Unit, messages.Count(s.Speeches, "turn", "turns"))
	if len(s.Unlisted) > 0 {
		lead += fmt.Sprintf(" %s who spoke %s listed nowhere.", messages.Count(len(s.Unlisted), "person", "people"),
			map[bool]string{true: "is", false: "are"}[len(s.Unlisted) == 1])
	}
	out := reports.Section{ID: "speaking", Title: "Who spoke how much", Lead: lead}
	for _, d := range s.Dimensions {
		t := reports.Table{
			ID: "speaking-" + string(d.Dimension), Title: "By " + d.Dimension.Label(),
			Columns: append([]reports.Column{{Title: "Value"}},
				right("Speakers", string(s.Unit), "Share in %", "Seats", "Share of seats in %")...),
		}
		row := func(name string, v *schedule.SpokenBy) {
			t.Rows = append(t.Rows, []reports.Value{
				reports.Str(name), reports.Int(v.Speakers), reports.Int(v.Amount), reports.Num(100 * v.Share),
				reports.Int(v.Seats), reports.Num(100 * v.SeatShare),
			})
		}
		for i := range d.Values {
			row(d.Values[i].Value, &d.Values[i])
		}
		if d.Unknown.Amount+d.Unknown.Seats > 0 {
			row("(unknown)", &d.Unknown)
		}
		out.Add(t)
	}
	return out
}

// agreed says what came of each issue.
func (c *course) agreed() reports.Section {
	t := reports.Table{ID: "outcome", Title: "What the room agreed", Columns: []reports.Column{
		{Title: "Issue"}, {Title: "Outcome"}, {Title: "Against as a group"}, {Title: "Wording"},
	}}
	for _, x := range c.Outcome.Issues {
		t.Rows = append(t.Rows, []reports.Value{
			reports.Str(x.Name), reports.Str(cmp.Or(string(x.Status), "not said")),
			reports.Str(strings.Join(x.Dissent, ", ")), reports.Str(x.Text),
		})
	}
	return reports.Section{ID: "outcome", Title: "What was agreed", Blocks: []reports.Block{t}}
}

// told are the codes of findings that the sections tell already.
var told = []string{"schedule-free", "schedule-over", "schedule-no-length", "schedule-part-free", "schedule-best-found"}

// noticed lists what else was found, as the facts of each finding.
func noticed(m *planner.Meeting, found []planner.Finding) reports.Verdicts {
	var v reports.Verdicts
	for i := range found {
		f := &found[i]
		if slices.Contains(told, f.Code) {
			continue
		}
		state := reports.Info
		if f.Severity >= planner.Warning {
			state = reports.Warn
		}
		v.Items = append(v.Items, reports.Verdict{State: state, Text: noticedText(m, f)})
	}
	return v
}

// noticedWords are sentences about findings; {x} stands for the fact x.
var noticedWords = map[string]string{
	"schedule-no-agenda":         "No agenda was read.",
	"schedule-no-speakers":       "Nobody is named to speak.",
	"schedule-no-discussion":     "No part of the agenda is for discussion or questions.",
	"schedule-no-turns":          "No part of the agenda has speakers in turn, so the order has no times.",
	"schedule-part-over":         "“{part}” has {minutes} minutes; its {speakers} speakers need {needed}.",
	"schedule-part-crowded":      "“{part}” leaves its {speakers} speakers less than a minute each.",
	"schedule-part-counted":      "“{part}” does not say its minutes; its {speakers} speakers need {needed}.",
	"schedule-part-unknown":      "“{part}” does not say its minutes, so nobody knows when what follows begins.",
	"schedule-part-nobody":       "Nobody is named to speak in “{part}”.",
	"schedule-unknown":           "Nobody says the {dimension} of {n} of the speakers; they count as unknown.",
	"schedule-withdrawn":         "{person} has withdrawn (place {position}); the others keep their order.",
	"schedule-speaker-unlisted":  "Who spoke and is listed nowhere: {names}.",
	"schedule-speech-unmeasured": "{n} turns do not say how long they were; they are not counted.",
}

func noticedText(m *planner.Meeting, f *planner.Finding) string {
	s, ok := noticedWords[f.Code]
	if !ok {
		s = strings.ReplaceAll(strings.TrimPrefix(f.Code, "schedule-"), "-", " ")
	}
	for _, key := range slices.Sorted(maps.Keys(f.Args)) {
		value := fmt.Sprint(f.Args[key])
		if i := m.Roster.ByID(value); i >= 0 {
			value = m.Roster[i].Label()
		}
		if ok {
			s = strings.ReplaceAll(s, "{"+key+"}", value)
		} else {
			s += "; " + key + ": " + value
		}
	}
	return s
}
