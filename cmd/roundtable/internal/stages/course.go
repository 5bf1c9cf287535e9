package stages

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/suggest"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/planner/schedule"
	"roundtable/reports/build"
)

// HasCourse reports whether the files say anything of the course of one meeting.
func HasCourse(m *planner.Meeting) bool {
	return len(m.Sessions) == 0 &&
		(len(m.Agenda)+len(m.Speeches)+len(m.Outcomes)+len(m.Hums) > 0 || m.Minutes > 0)
}

// Course is the course of the meeting, nil where the files say nothing of it. One that cannot be
// ordered, as two people have the same place in the speaking order, does not stop a plan: what
// is wrong with it is said with all else that was noticed.
func Course(l *intake.Loaded, r *ranking.Result, gone ...string) (*build.Course, []planner.Finding) {
	m := l.Meeting
	if !HasCourse(m) {
		return nil, nil
	}
	opts := schedule.DefaultOptions()
	opts.Seed, opts.Issues, opts.Withdrawn = l.Options.Seed, firmOrder(m, r), gone
	plan, err := schedule.Propose(m, speakersOf(m), opts)
	var wrong *planner.InputError
	if errors.As(err, &wrong) {
		return nil, wrong.Findings
	}
	c := &build.Course{Plan: plan, Speaking: schedule.Account(m, plan)}
	before, after := humsOf(m)
	if before != nil || after != nil || len(m.Outcomes) > 0 {
		c.Outcome = schedule.Conclude(m, before, after)
	}
	return c, nil
}

// firmOrder are the issues as far as their order is firm: those that are ahead however one
// counts, then the others. Without a ranking there is none.
func firmOrder(m *planner.Meeting, r *ranking.Result) [][]string {
	if r == nil {
		return nil
	}
	var first, rest []string
	for _, is := range m.Issues {
		if r.Firmness.FirmTop != nil && slices.Contains(r.Firmness.FirmTop.Issues, is.ID) {
			first = append(first, is.ID)
		} else {
			rest = append(rest, is.ID)
		}
	}
	return slices.DeleteFunc([][]string{first, rest}, func(level []string) bool { return len(level) == 0 })
}

// speakersOf are the speakers by their role; without any and without names on the agenda, those
// who have no other role. Without an agenda, people without a role are no speakers, and nobody
// is where the files tell of a meeting that was held.
func speakersOf(m *planner.Meeting) planner.Roster {
	if len(m.Agenda) == 0 && len(m.Speeches)+len(m.Outcomes)+len(m.Hums) > 0 {
		return nil
	}
	named := slices.ContainsFunc(m.Agenda, func(p planner.Part) bool { return len(p.Speakers) > 0 })
	if list := m.Roster.WithRole(planner.RoleSpeaker); len(list) > 0 || named || len(m.Agenda) == 0 {
		return list
	}
	panel, _ := planner.ChoosePanel(m.Roster, nil)
	return slices.DeleteFunc(slices.Clone(panel.Members), func(p planner.Participant) bool { return len(p.Roles) > 0 })
}

// SpeakersCalled are the IDs of the speakers of these names, IDs, or parts of a name that only
// one of them has.
func SpeakersCalled(m *planner.Meeting, names []string) ([]string, error) {
	speakers := slices.Clone(speakersOf(m))
	for i := range m.Roster {
		x := &m.Roster[i]
		if speakers.ByID(x.ID) < 0 && slices.ContainsFunc(m.Agenda, func(p planner.Part) bool {
			return (p.Kind == planner.PartPitch || p.Each > 0) && slices.Contains(p.Speakers, x.ID)
		}) {
			speakers = append(speakers, *x)
		}
	}
	var known, out []string
	for i := range speakers {
		known = append(known, speakers[i].Label())
	}
	for _, name := range names {
		whole, part := planner.Roster{}, planner.Roster{}
		for _, x := range speakers {
			if x.ID == name || vocabulary.Compact(x.Name) == vocabulary.Compact(name) {
				whole = append(whole, x)
			} else if strings.Contains(" "+vocabulary.Fold(x.Name)+" ", " "+vocabulary.Fold(name)+" ") {
				part = append(part, x)
			}
		}
		if len(whole) == 0 {
			whole = part
		}
		if len(whole) != 1 {
			err := exit.Usage(fmt.Errorf("--without %q: no speaker, or more than one, is called so", name))
			return nil, exit.Hint(err, suggest.Hint(name, known))
		}
		out = append(out, whole[0].ID)
	}
	return out, nil
}

// humsOf are the hums before and after in the terms of the course: those of files or sheets
// that are called so, where there are both; else there is one hum, which is after.
func humsOf(m *planner.Meeting) (before, after []schedule.Hum) {
	called := func(h planner.Humming, list vocabulary.List) bool {
		return list.Within(h.Where.Sheet) || list.Within(h.Where.File)
	}
	first := func(h planner.Humming) bool {
		return called(h, vocabulary.RoundBefore) && !called(h, vocabulary.RoundAfter)
	}
	last := func(h planner.Humming) bool { return called(h, vocabulary.RoundAfter) }
	if !slices.ContainsFunc(m.Hums, first) || !slices.ContainsFunc(m.Hums, last) {
		return nil, inCourse(ranking.ReadHums(m))
	}
	then, now := *m, *m
	then.Ballots = nil
	then.Hums = slices.DeleteFunc(slices.Clone(m.Hums), func(h planner.Humming) bool { return !first(h) })
	now.Hums = slices.DeleteFunc(slices.Clone(m.Hums), first)
	return inCourse(ranking.ReadHums(&then)), inCourse(ranking.ReadHums(&now))
}

func inCourse(h *ranking.Hums) []schedule.Hum {
	var out []schedule.Hum
	if h == nil {
		return nil
	}
	for _, x := range h.Issues {
		hum := schedule.Hum{Issue: x.ID, Name: x.Name, Reading: x.Reading, Missing: x.Missing}
		for _, p := range x.Parts {
			hum.Parts = append(hum.Parts, schedule.HumPart(p))
		}
		out = append(out, hum)
	}
	return out
}

// timetableOf puts the working groups into rounds and rooms: those that are named, else the
// hours that suit their members, else as few rounds as it takes. It is nil where the input
// says when each group meets, and where there is nothing to tell: nobody asked for rooms or
// rounds, and all can meet at once at an hour that suits them.
func timetableOf(l *intake.Loaded, p *grouping.Plan) *schedule.Timetable {
	rounds, rooms := slices.Clone(l.Options.Groups.At), l.Options.Groups.MeetingRooms
	asked := len(rounds)+len(rooms) > 0
	groups, slots := groupsThatMeet(p)
	if len(groups) < 2 || slots && !asked {
		return nil
	}
	if len(rounds) == 0 {
		for i := range groups {
			rounds = append(rounds, groups[i].Hours...)
		}
		slices.Sort(rounds)
		rounds = slices.Compact(rounds)
	}
	t := schedule.Arrange(groups, rounds, rooms)
	if !asked && t.Possible && len(t.Rounds) < 2 && t.OffHour == 0 {
		return nil
	}
	return t
}

// groupsThatMeet are the groups with members, in the terms of the course, and whether the
// input says of any when it meets.
func groupsThatMeet(p *grouping.Plan) (groups []schedule.Group, slots bool) {
	if p == nil {
		return nil, false
	}
	for i := range p.Groups {
		g := &p.Groups[i]
		if len(g.Members) == 0 {
			continue
		}
		x := schedule.Group{ID: g.ID, Title: g.Topic, Round: g.Slot}
		for _, m := range g.Members {
			x.Members = append(x.Members, m.ID)
		}
		if h := g.Hours; h != nil && h.Suits > 0 && g.Slot == "" {
			x.Hours, x.Suits = h.UTC, h.Suits
		}
		groups, slots = append(groups, x), slots || g.Slot != ""
	}
	return groups, slots
}
