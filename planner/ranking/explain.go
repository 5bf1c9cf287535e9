package ranking

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"roundtable/planner"
)

// Explanation is everything the result knows about one issue.
type Explanation struct {
	Issue Issue `json:"issue"`
	// Of is the number of issues.
	Of int `json:"of"`
	// TopThreeOf are the groups that have the issue among their first three,
	// FirstOf those that have it first.
	TopThreeOf []string `json:"top_three_of,omitempty"`
	FirstOf    []string `json:"first_of,omitempty"`
	// Duels compares it with every other issue, the closest first.
	Duels []Duel `json:"duels"`
	// BeatsAll is whether it wins every duel.
	BeatsAll bool `json:"beats_all"`
	// Places are its places by every rule computed, in the order of RuleNames.
	Places []Place `json:"places"`
	// Above and Below are the margins to its neighbours in the order.
	Above *Margin `json:"above,omitempty"`
	Below *Margin `json:"below,omitempty"`
	// OnAgenda is whether it is on the agenda, Step how it got there; nil when no
	// agenda was asked for or it is not on it.
	OnAgenda bool        `json:"on_agenda"`
	Step     *AgendaStep `json:"agenda_step,omitempty"`
	// TieBreaks are those it took part in.
	TieBreaks []TieBreak `json:"tie_breaks,omitempty"`
}

// Duel is one issue against another.
type Duel struct {
	Other   string        `json:"other"`
	For     planner.Exact `json:"for"`
	Against planner.Exact `json:"against"`
	// Open is the weight without a preference between the two.
	Open planner.Exact `json:"no_preference"`
	// Outcome is "wins", "loses" or "ties".
	Outcome string `json:"outcome"`
}

// Place is an issue's place by one rule: From to To where it ties.
type Place struct {
	Rule  string         `json:"rule"`
	From  int            `json:"from"`
	To    int            `json:"to"`
	Score *planner.Exact `json:"score,omitempty"`
}

// Explain gathers what is known about the issue with that ID or name, compared
// without regard to case. An issue that is not there is an error that lists the
// issues there are.
func (r *Result) Explain(issue string) (*Explanation, error) {
	at := slices.IndexFunc(r.Issues, func(i Issue) bool { return strings.EqualFold(i.ID, strings.TrimSpace(issue)) })
	if at < 0 {
		at = slices.IndexFunc(r.Issues, func(i Issue) bool { return strings.EqualFold(i.Name, strings.TrimSpace(issue)) })
	}
	if at < 0 {
		known := make([]string, len(r.Issues))
		for i, row := range r.Issues {
			known[i] = row.ID
		}
		return nil, fmt.Errorf("there is no issue %q; the issues are %s", issue, strings.Join(known, ", "))
	}
	e := &Explanation{Issue: r.Issues[at], Of: len(r.Issues)}
	id := e.Issue.ID
	for _, g := range r.Groups {
		rank, ok := e.Issue.GroupRank[g.Name]
		if ok && rank <= 3 {
			e.TopThreeOf = append(e.TopThreeOf, g.Name)
		}
		if ok && rank == 1 {
			e.FirstOf = append(e.FirstOf, g.Name)
		}
	}
	e.Duels = r.duels(id)
	e.BeatsAll = len(e.Duels) > 0 && !slices.ContainsFunc(e.Duels, func(d Duel) bool { return d.Outcome != "wins" })
	e.Places = r.places(id)
	for i := range r.Firmness.Margins {
		m := r.Firmness.Margins[i]
		if m.Below == id {
			e.Above = &m
		}
		if m.Above == id {
			e.Below = &m
		}
	}
	if r.Agenda != nil {
		e.OnAgenda = slices.Contains(r.Agenda.Issues, id)
		for i := range r.Agenda.Steps {
			if s := r.Agenda.Steps[i]; s.Issue == id {
				e.Step = &s
			}
		}
	}
	for _, t := range r.TieBreaks {
		if slices.Contains(t.Issues, id) {
			e.TieBreaks = append(e.TieBreaks, t)
		}
	}
	return e, nil
}

// duels lists an issue against all others, the closest first.
func (r *Result) duels(id string) []Duel {
	p := r.Pairwise
	a := slices.Index(p.Issues, id)
	out := []Duel{}
	gap := make(map[string]*big.Rat)
	for b, other := range p.Issues {
		if b == a {
			continue
		}
		d := Duel{Other: other, For: p.Weights[a][b], Against: p.Weights[b][a]}
		open := p.Total.Rat()
		d.Open = planner.ExactOf(open.Sub(open, d.For.Rat()).Sub(open, d.Against.Rat()))
		g := new(big.Rat).Sub(d.For.Rat(), d.Against.Rat())
		d.Outcome = map[int]string{1: "wins", 0: "ties", -1: "loses"}[g.Sign()]
		gap[other] = g.Abs(g)
		out = append(out, d)
	}
	slices.SortStableFunc(out, func(p, q Duel) int { return gap[p.Other].Cmp(gap[q.Other]) })
	return out
}

// places finds an issue's place by every rule that has levels.
func (r *Result) places(id string) []Place {
	out := []Place{}
	for _, name := range RuleNames() {
		res, ok := r.Rules[name]
		if !ok {
			continue
		}
		from := 1
		for _, level := range res.Levels {
			if slices.Contains(level, id) {
				p := Place{Rule: name, From: from, To: from + len(level) - 1}
				if s, ok := res.Scores[id]; ok {
					p.Score = &s
				}
				out = append(out, p)
				break
			}
			from += len(level)
		}
	}
	return out
}
