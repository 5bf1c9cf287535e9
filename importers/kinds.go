package importers

import (
	"fmt"
	"slices"

	"roundtable/importers/ballots"
	"roundtable/planner"
)

// Several tables may hold ballots of several kinds or scales for one vote. Scores and
// points of one kind are brought to one scale, where decimals and the most points given
// may differ. Tables of yes and no of which only some have cells without an answer are
// one kind, for and against. All others count as the rankings in them.

// mixture is how the ballots of several tables become those of one vote.
type mixture struct {
	kinds   map[planner.BallotKind]*castVotes // each with a table that holds it
	opposed bool                              // yes and no are for and against
	scale   planner.Scale
}

// newMixture looks at the kinds and scales of the tables, and says what is unclear.
func newMixture(r *reading, all []*castVotes) *mixture {
	m := &mixture{kinds: make(map[planner.BallotKind]*castVotes)}
	for _, v := range all {
		if v.Ballots.Len() > 0 && m.kinds[v.Ballots.At(0).Kind] == nil {
			m.kinds[v.Ballots.At(0).Kind] = v
		}
	}
	m.opposed = len(m.kinds) == 2 && m.kinds[planner.Approval] != nil && m.kinds[planner.Hum] != nil &&
		!slices.ContainsFunc(all, func(v *castVotes) bool { return v.Shape != ballots.MarkColumns })
	graded := m.kinds[planner.Score]
	if graded == nil {
		graded = m.kinds[planner.Points]
	}
	switch {
	case len(m.kinds) < 2:
		m.oneScale(r, all)
	case graded != nil:
		m.scale = graded.Ballots.Scale
	}
	if len(m.kinds) > 1 && !m.opposed {
		sayKinds(r, all, graded)
	}
	return m
}

// ballot is ballot i of a table in terms of the mixture, with marks for its issues at
// their places in the whole list.
func (m *mixture) ballot(v *castVotes, i int, place []int, marks []planner.Mark) planner.Ballot {
	b, times := v.Ballots.At(i), planner.Mark(1)
	if own := v.Ballots.Scale; len(m.kinds) == 1 && own != (planner.Scale{}) {
		times = planner.Mark(max(m.scale.Per, 1) / max(own.Per, 1))
	}
	for k := range marks {
		marks[k] = planner.Blank
	}
	for k, mark := range b.Marks {
		switch {
		case mark == planner.Blank:
			continue
		case m.opposed && b.Kind == planner.Approval && mark == 0:
			mark = -1
		}
		marks[place[k]] = mark * times
	}
	if b.Marks = marks; m.opposed {
		b.Kind = planner.Hum
	}
	return b
}

// oneScale finds the scale of ballots of one kind.
func (m *mixture) oneScale(r *reading, all []*castVotes) {
	points := m.kinds[planner.Points] != nil
	for n, v := range all {
		per := max(m.scale.Per, v.Ballots.Scale.Per)
		scale, own := finer(m.scale, per), finer(v.Ballots.Scale, per)
		if points {
			scale.Max = max(scale.Max, own.Max)
			own.Max = scale.Max
		}
		if n > 0 && v.Ballots.Len() > 0 && scale != own {
			form := "scores"
			if points {
				form = "points"
			}
			r.found.add(planner.Finding{Code: CodeVotesScale, Form: form, Severity: planner.Error})
		}
		if m.scale = scale; n == 0 {
			m.scale = own
		}
	}
}

// finer is a scale in units of 1/per, which is a multiple of its own.
func finer(s planner.Scale, per int32) planner.Scale {
	times := planner.Mark(max(per, 1) / max(s.Per, 1))
	return planner.Scale{Min: s.Min * times, Max: s.Max * times, Budget: s.Budget * times, Per: per}
}

// sayKinds warns that each ballot counts as the ranking in it, so that how much one likes
// an issue is lost. Scores and points, of which graded is a table, are so only where the
// user declares their scale or budget: else it is asked.
func sayKinds(r *reading, all []*castVotes, graded *castVotes) {
	var tables []planner.Told
	for _, v := range all {
		if v.Ballots.Len() > 0 {
			code := "table-of-" + v.Ballots.At(0).Kind.String()
			tables = append(tables, planner.Told{Code: code, Args: facts{"table": clip(v.name())}})
		}
	}
	f := planner.Finding{
		Code: CodeVotesKinds, Form: "together", Severity: planner.Warning, Args: facts{"tables": tables},
	}
	if declared := r.opts.Votes.Scale; graded != nil && declared.Max <= declared.Min && declared.Budget == 0 {
		scale := graded.Ballots.Scale
		per := planner.Mark(max(scale.Per, 1))
		option := fmt.Sprintf("--scale=%d..%d", scale.Min/per, scale.Max/per)
		if graded.Ballots.At(0).Kind == planner.Points {
			option = fmt.Sprintf("--budget %d", max(scale.Budget/per, 1))
		}
		f.Severity, f.Asks, f.Form = planner.Error, true, "undeclared"
		f.Args["option"] = option
	}
	r.found.add(f)
}
