package schedule

import (
	"slices"

	"roundtable/planner"
)

// inTurn reports a part in which the speakers speak one after the other.
func inTurn(x *planner.Part) bool { return x.Kind == planner.PartPitch || x.Each > 0 }

// parts plans every part, with a running clock.
func (p *proposal) parts() {
	at := new(int) // when the next part begins; nil once nobody knows
	for i := range p.m.Agenda {
		x := &p.m.Agenda[i]
		part := Part{Title: x.Title, Minutes: x.Minutes, Kind: x.Kind, Questions: x.Questions, Each: x.Each}
		part.Begin, part.Clock = p.at(at, 0)
		if inTurn(x) {
			p.turns(&part, x, at)
		}
		if part.Minutes == 0 {
			p.find(partWithoutMinutes(part.Title, x.Where))
			at = nil
		} else if at != nil {
			next := *at + part.Minutes
			part.Issues = p.split(&part, x, at)
			at = &next
		} else {
			part.Issues = p.split(&part, x, nil)
		}
		p.plan.Sum += part.Minutes
		p.plan.Parts = append(p.plan.Parts, part)
	}
}

// at is the time so many minutes after another, where that is known.
func (p *proposal) at(begin *int, after int) (*int, string) {
	if begin == nil {
		return nil, ""
	}
	at := *begin + after
	if !p.m.When.Timed {
		return &at, ""
	}
	return &at, clockOf(p.m.When.Start + at)
}

// turns plans a part in which people speak in turn: those it names, or all speakers.
func (p *proposal) turns(part *Part, x *planner.Part, at *int) {
	var who []int
	for i := range p.plan.Order {
		if len(x.Speakers) == 0 || slices.Contains(x.Speakers, p.plan.Order[i].ID) {
			who = append(who, i)
		}
	}
	part.Speakers = len(who)
	if len(x.Speakers) == 0 {
		part.Speakers += p.plan.Open
	}
	if part.Speakers == 0 {
		p.find(nobodySpeaks(part.Title, x.Where))
		return
	}
	if part.Each == 0 && part.Minutes > 0 {
		part.Each, part.EachCounted = max(part.Minutes/part.Speakers-part.Questions, 0), true
	}
	part.Needed = part.Speakers * (part.Each + part.Questions)
	if part.Minutes == 0 && part.Each > 0 {
		part.Minutes, part.MinutesCounted = part.Needed, true
		p.find(minutesCounted(part, x.Where))
	}
	part.Free = part.Minutes - part.Needed
	switch {
	case part.Each == 0 && part.Minutes > 0:
		p.find(tooManySpeakers(part, x.Where))
	case part.Free < 0:
		p.find(partOver(part, x.Where))
	case part.Free > 0:
		p.find(partFree(part, x.Where))
	}
	for k, i := range who {
		t := TurnTime{Part: len(p.plan.Parts) + 1, Minutes: part.Each, Questions: part.Questions}
		t.Begin, t.Clock = p.at(at, k*(part.Each+part.Questions))
		p.plan.Order[i].Times = append(p.plan.Order[i].Times, t)
	}
}

// checkSum holds the parts against the length, and tells what the minutes are for.
func (p *proposal) checkSum() {
	plan := p.plan
	free := max(plan.Length-plan.Sum, 0)
	for i := range plan.Parts {
		x := &plan.Parts[i]
		questions := min(x.Speakers*x.Questions, x.Minutes)
		unused := max(x.Free, 0)
		p.addKind(kindName(x.Kind), x.Minutes-questions-unused)
		p.addKind(string(planner.PartQuestions), questions)
		free += unused
	}
	p.addKind("free", free)
	for i := range plan.Kinds {
		plan.Kinds[i].Share = float64(plan.Kinds[i].Minutes) / float64(max(plan.Length, plan.Sum))
	}
	has := func(k planner.PartKind) bool {
		return slices.ContainsFunc(plan.Kinds, func(x KindTime) bool { return x.Kind == string(k) })
	}
	switch {
	case len(plan.Parts) == 0:
		p.find(planner.Finding{Code: "schedule-no-agenda", Severity: planner.Warning})
		return
	case plan.Length == 0:
		p.find(planner.Finding{
			Code: "schedule-no-length", Severity: planner.Note, Args: map[string]any{"sum": plan.Sum},
		})
	case plan.Sum != plan.Length:
		p.find(sumOf(plan.Sum, plan.Length))
	}
	if !has(planner.PartDiscussion) && !has(planner.PartQuestions) {
		p.find(planner.Finding{Code: "schedule-no-discussion", Severity: planner.Warning})
	}
	if len(plan.Order) > 0 && !slices.ContainsFunc(p.m.Agenda, func(x planner.Part) bool { return inTurn(&x) }) {
		p.find(planner.Finding{
			Code: "schedule-no-turns", Severity: planner.Note, Args: map[string]any{"n": len(plan.Order)},
		})
	}
}

func (p *proposal) addKind(kind string, minutes int) {
	if minutes <= 0 {
		return
	}
	i := slices.IndexFunc(p.plan.Kinds, func(x KindTime) bool { return x.Kind == kind })
	if i < 0 {
		i = len(p.plan.Kinds)
		p.plan.Kinds = append(p.plan.Kinds, KindTime{Kind: kind})
	}
	p.plan.Kinds[i].Minutes += minutes
}

func kindName(k planner.PartKind) string {
	if k == planner.PartOther {
		return "other"
	}
	return string(k)
}
