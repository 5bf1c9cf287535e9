package schedule

import (
	"cmp"
	"slices"

	"roundtable/planner"
)

// inTurn reports a part in which the speakers speak one after the other.
func inTurn(x *planner.Part) bool { return x.Kind == planner.PartPitch || x.Each > 0 }

// parts plans every part, with a running clock. A part that says when it begins begins then.
func (p *proposal) parts() {
	at := new(int) // when the next part begins; nil once nobody knows
	for i := range p.m.Agenda {
		x := &p.m.Agenda[i]
		part := Part{Title: x.Title, Minutes: x.Minutes, Kind: x.Kind, Questions: x.Questions, Each: x.Each}
		if left := p.left(); x.Rest && left > 0 {
			part.Minutes, part.MinutesCounted = left, true
			p.find(theRest(&part, x.Where))
		}
		if x.Begin.Given {
			if begin := x.Begin.N; at == nil {
				at = &begin
			} else if begin != *at {
				p.find(notAtEnd(x, begin-*at))
				*at = begin
			}
		}
		part.Begin, part.Clock = p.at(at, 0)
		if inTurn(x) {
			p.turns(&part, x, at)
		}
		part.Issues = p.split(&part, x, at)
		if part.Minutes == 0 {
			p.find(partWithoutMinutes(part.Title, x.Where))
			at = nil
		} else if at != nil {
			next := *at + part.Minutes
			at = &next
		}
		p.plan.Sum += part.Minutes
		p.plan.Parts = append(p.plan.Parts, part)
	}
	p.withoutTurn()
}

// withoutTurn tells of speakers whom no part gives time, where some part gives it to others.
func (p *proposal) withoutTurn() {
	var names []string
	for i := range p.plan.Order {
		if x := &p.plan.Order[i]; len(x.Times) == 0 {
			names = append(names, cmp.Or(x.Name, x.ID))
		}
	}
	if len(names) > 0 && len(names) < len(p.plan.Order) {
		p.find(planner.Finding{
			Code: "schedule-no-turn-for", Severity: planner.Warning, Args: map[string]any{"names": names},
		})
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

// left is what all parts but those that take the rest leave of the meeting.
func (p *proposal) left() int {
	left := p.plan.Length
	for i := range p.m.Agenda {
		x := &p.m.Agenda[i]
		part := Part{Minutes: x.Minutes, Questions: x.Questions, Each: x.Each}
		if p.speakIn(&part, x); x.Minutes == 0 && inTurn(x) {
			p.allot(&part, x, nil)
			part.Minutes = part.Needed
		}
		left -= part.Minutes
	}
	return left
}

// speakIn are those who speak in turn in a part: those it names, or all speakers.
func (p *proposal) speakIn(part *Part, x *planner.Part) (who []int) {
	for i := range p.plan.Order {
		if len(x.Speakers) == 0 || slices.Contains(x.Speakers, p.plan.Order[i].ID) {
			who = append(who, i)
		}
	}
	part.Speakers = len(who)
	if len(x.Speakers) == 0 {
		part.Speakers += p.plan.Open
	}
	return who
}

// turns plans a part in which people speak in turn.
func (p *proposal) turns(part *Part, x *planner.Part, at *int) {
	who := p.speakIn(part, x)
	if part.Speakers == 0 {
		p.find(nobodySpeaks(part.Title, x.Where))
		return
	}
	minutes := p.allot(part, x, who)
	if part.Minutes == 0 && part.Needed > 0 {
		part.Minutes, part.MinutesCounted = part.Needed, true
		p.find(minutesCounted(part, x.Where))
	}
	part.Free = part.Minutes - part.Needed
	switch {
	case part.EachCounted && part.Each == 0:
		p.find(tooManySpeakers(part, x.Where))
	case part.Free < 0:
		p.find(partOver(part, x.Where))
	case part.Free > 0:
		p.find(partFree(part, x.Where))
	}
	after := 0
	for k, i := range who {
		t := TurnTime{Part: len(p.plan.Parts) + 1, Minutes: minutes[k], Questions: part.Questions}
		t.Begin, t.Clock = p.at(at, after)
		after += t.Minutes + t.Questions
		p.plan.Order[i].Times = append(p.plan.Order[i].Times, t)
	}
}

// allot is how many minutes each of those who speak in a part has, and what they need together.
func (p *proposal) allot(part *Part, x *planner.Part, who []int) []int {
	if part.Each == 0 && len(x.Own) == 0 && part.Minutes > 0 {
		part.Each, part.EachCounted = max(part.Minutes/part.Speakers-part.Questions, 0), true
	}
	part.Needed = part.Speakers * (part.Each + part.Questions)
	out := slices.Repeat([]int{part.Each}, len(who))
	for k, i := range who {
		if len(x.Own) > 0 { // of the speakers that the part names
			out[k] = x.Own[slices.Index(x.Speakers, p.plan.Order[i].ID)]
			part.Needed += out[k]
		}
	}
	return out
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
	if len(plan.Parts) > 0 {
		p.addKind("free", free)
	}
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
	if minutes > 0 {
		entry(&p.plan.Kinds, KindTime{Kind: kind}, func(x *KindTime) bool { return x.Kind == kind }).Minutes += minutes
	}
}

func kindName(k planner.PartKind) string {
	if k == planner.PartOther {
		return "other"
	}
	return string(k)
}

// split shares out the minutes of a part over its issues: those it names, and in discussions
// and decisions without any all that are in order. Issues that the order does not have come
// after it, tied.
func (p *proposal) split(part *Part, x *planner.Part, at *int) []IssueTime {
	open := part.Kind == planner.PartDiscussion || part.Kind == planner.PartDecision
	var levels [][]string
	rest := slices.Clone(x.Issues)
	for _, level := range p.opts.Issues {
		var here []string
		for _, id := range level {
			if slices.Contains(x.Issues, id) || len(x.Issues) == 0 && open {
				here = append(here, id)
			}
			rest = slices.DeleteFunc(rest, func(r string) bool { return r == id })
		}
		if len(here) > 0 {
			levels = append(levels, here)
		}
	}
	if len(rest) > 0 {
		levels = append(levels, rest)
	}
	minutes := splitMinutes(part.Minutes, levels)
	var out []IssueTime
	after := 0
	for i, level := range levels {
		for _, id := range level {
			t := IssueTime{Issue: id, Minutes: minutes[i]}
			t.Begin, t.Clock = p.at(at, after)
			after += minutes[i]
			out = append(out, t)
			if minutes[i] == 0 && part.Minutes > 0 {
				p.find(issueWithoutTime(part.Title, id, x.Where))
			}
		}
	}
	if len(out) > 0 && after < part.Minutes {
		p.find(minutesUnsplit(part.Title, part.Minutes-after, x.Where))
	}
	return out
}

// splitMinutes are the minutes for each issue of each level, by rank-sum weights and largest
// remainder as in the package comment. The earlier of levels with equal remainders is served
// first; a level is served whole, and once one cannot be, no further one is, so that no issue
// gets more than one before it.
func splitMinutes(minutes int, levels [][]string) []int {
	m := 0
	for _, level := range levels {
		m += len(level)
	}
	out, order := make([]int, len(levels)), make([]int, len(levels))
	rest := make([]int, len(levels))
	left, first := minutes, 1
	for i, level := range levels {
		// Twice the mean weight of the places first … first+size−1; all weights together
		// are m(m+1)/2.
		twice := 2*(m+1) - (2*first + len(level) - 1)
		out[i], rest[i] = minutes*twice/(m*(m+1)), minutes*twice%(m*(m+1))
		left -= out[i] * len(level)
		first += len(level)
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rest[b], rest[a]) })
	for _, i := range order {
		if left < len(levels[i]) {
			break
		}
		out[i]++
		left -= len(levels[i])
	}
	return out
}
