package grouping

import (
	"strings"

	"roundtable/planner"
)

// Everything this package finds, by code. One function makes one finding, from
// the facts that a sentence about it needs; the words are in the catalogue of
// messages.

// facts are those numbers and names.
type facts = map[string]any

// Groups and people.

func noGroups() planner.Finding {
	return planner.Finding{Code: "no-groups", Severity: planner.Error}
}

func noPeople() planner.Finding {
	return planner.Finding{Code: "no-people", Severity: planner.Error}
}

func groupTwice(g *planner.GroupSpec) planner.Finding {
	return planner.Finding{
		Code: "group-duplicate", Severity: planner.Error, Where: g.Where,
		Args: facts{"group": g.ID},
	}
}

func personTwice(p *planner.Participant) planner.Finding {
	return planner.Finding{
		Code: "person-duplicate", Severity: planner.Error, Where: p.Where,
		Args: facts{"person": p.ID},
	}
}

func sizeImpossible(g *planner.GroupSpec) planner.Finding {
	return planner.Finding{
		Code: "group-size", Severity: planner.Error, Where: g.Where,
		Args: facts{"group": g.ID, "min": g.Size.Min, "max": g.Size.Max},
	}
}

func chairsNegative(g *planner.GroupSpec) planner.Finding {
	return planner.Finding{
		Code: "group-chairs", Severity: planner.Error, Where: g.Where,
		Args: facts{"group": g.ID, "chairs": g.Chairs},
	}
}

func convenerUnknown(g *planner.GroupSpec, id string) planner.Finding {
	return planner.Finding{
		Code: "convener-unknown", Severity: planner.Error, Where: g.Where, Seen: id,
		Args: facts{"group": g.ID, "person": id},
	}
}

func membershipsImpossible(p *planner.Participant, least, most int) planner.Finding {
	return planner.Finding{
		Code: "memberships", Severity: planner.Error, Where: p.Where,
		Args: facts{"who": p.Label(), "least": least, "most": most},
	}
}

func membershipsClash(where planner.Ref, who string, least, most int) planner.Finding {
	return planner.Finding{
		Code: "memberships-clash", Severity: planner.Error, Where: where,
		Args: facts{"who": who, "least": least, "most": most},
	}
}

func furtherCostFalls(from, to int) planner.Finding {
	return planner.Finding{
		Code: "further-cost-falls", Severity: planner.Error,
		Args: facts{"from": from, "to": to},
	}
}

// Wishes.

func choiceUnknown(p *planner.Participant, choice string) planner.Finding {
	return planner.Finding{
		Code: "choice-unknown-group", Severity: planner.Warning, Where: p.Where, Seen: choice,
		Args: facts{"choice": choice},
	}
}

func ballotsWithoutParticipant(n, of int) planner.Finding {
	return planner.Finding{
		Code: "ballot-without-participant", Severity: planner.Warning,
		Args: facts{"n": n, "of": of},
	}
}

func nameShared(p *planner.Participant) planner.Finding {
	return planner.Finding{
		Code: "name-shared", Severity: planner.Warning, Where: p.Where, Seen: p.Name,
		Args: facts{"name": p.Name},
	}
}

// Pairs, fixed seats, the earlier plan.

func pairUnknown(pr *planner.Pair, id string) planner.Finding {
	return planner.Finding{
		Code: "pair-unknown-person", Severity: planner.Error, Where: pr.Where,
		Args: facts{"person": id},
	}
}

func pairWithOneself(pr *planner.Pair) planner.Finding {
	return planner.Finding{
		Code: "pair-with-oneself", Severity: planner.Error, Where: pr.Where,
		Args: facts{"person": pr.A},
	}
}

// pairContradiction: through names all who are to sit together, where no pair alone says it.
func pairContradiction(a, b *planner.Participant, through string) planner.Finding {
	return planner.Finding{
		Code: "pair-contradiction", Severity: planner.Error, Where: a.Where,
		Args: facts{"a": a.Label(), "b": b.Label(), "through": through},
	}
}

func seatContradiction(where planner.Ref, who, group string) planner.Finding {
	return planner.Finding{
		Code: "seat-contradiction", Severity: planner.Error, Where: where,
		Args: facts{"who": who, "group": group},
	}
}

func seatUnknown(p *planner.Participant, group string) planner.Finding {
	return planner.Finding{
		Code: "seat-unknown-group", Severity: planner.Error, Where: p.Where,
		Args: facts{"who": p.Label(), "group": group},
	}
}

func seatsTooMany(where planner.Ref, who string, fixed, most int) planner.Finding {
	return planner.Finding{
		Code: "seats-too-many", Severity: planner.Error, Where: where,
		Args: facts{"who": who, "fixed": fixed, "most": most},
	}
}

func keptPersonUnknown(s *KeptSeat) planner.Finding {
	if s.Locked {
		return planner.Finding{
			Code: "keep-locks-unknown-person", Severity: planner.Error, Where: s.Where, Args: facts{"person": s.Person},
		}
	}
	return planner.Finding{
		Code: "keep-unknown-person", Severity: planner.Warning, Where: s.Where, Args: facts{"person": s.Person},
	}
}

func keptGroupUnknown(s *KeptSeat) planner.Finding {
	if s.Locked {
		return planner.Finding{
			Code: "keep-locks-unknown-group", Severity: planner.Error, Where: s.Where,
			Args: facts{"person": s.Person, "group": s.Group},
		}
	}
	return planner.Finding{
		Code: "keep-unknown-group", Severity: planner.Warning, Where: s.Where, Args: facts{"group": s.Group},
	}
}

// Targets.

func targetGroupUnknown(t *planner.Target) planner.Finding {
	return planner.Finding{
		Code: "target-unknown-group", Severity: planner.Error, Where: t.Where,
		Args: facts{"target": t.ID, "group": t.Group},
	}
}

func targetNotForGroups(t *planner.Target) planner.Finding {
	return planner.Finding{
		Code: "target-not-for-groups", Severity: planner.Error, Where: t.Where,
		Args: facts{"target": t.ID},
	}
}

func targetWeightNegative(where planner.Ref, id string, weight int64) planner.Finding {
	return planner.Finding{
		Code: "target-weight", Severity: planner.Error, Where: where,
		Args: facts{"target": id, "weight": weight},
	}
}

func targetLeavesNoSize(t *planner.Target, group string) planner.Finding {
	return planner.Finding{
		Code: "target-leaves-no-size", Severity: planner.Error, Where: t.Where,
		Args: facts{"target": t.ID, "group": group},
	}
}

func zonesUnread(zones []string) planner.Finding {
	return planner.Finding{
		Code: "zones-unread", Severity: planner.Warning, Seen: zones[0],
		Args: facts{"zones": strings.Join(zones[:min(len(zones), 5)], ", "), "n": len(zones)},
	}
}

func evenUnknown(t *planner.Target) planner.Finding {
	return planner.Finding{
		Code: "even-unknown", Severity: planner.Error, Where: t.Where,
		Args: facts{"target": t.ID, "dimension": t.Dimension},
	}
}

func commonUnknown(t *planner.Target) planner.Finding {
	return planner.Finding{
		Code: "common-unknown", Severity: planner.Error, Where: t.Where,
		Args: facts{"target": t.ID, "dimension": t.Dimension},
	}
}

// Of the plan.

// Cut is what a run that was cut short did not get to.
type Cut string

// The cuts; the first in this order is told.
const (
	CutMust         Cut = "must"         // any plan that keeps all must rules
	CutSearch       Cut = "search"       // the search for the best plan
	CutLadder       Cut = "ladder"       // the fairness ladder, from which the plan is taken
	CutSteps        Cut = "steps"        // further steps of the ladder, for information
	CutExplanations Cut = "explanations" // the explanations alone
)

// warn fills in the warnings about a plan of the problem: what cut it short, a worst choice
// not reached, and chairs of the earlier plan who are none any more.
func (p *Problem) warn(plan *Plan) {
	plan.Warnings = nil
	if plan.Cut != "" {
		plan.Warnings = append(plan.Warnings, cutShort(plan.Cut, p.opts.Explain && plan.Explanation == nil))
	}
	if o := &plan.Objective; plan.Ladder != nil && p.opts.Worst > 0 && o.WorstChoice > p.opts.Worst {
		plan.Warnings = append(plan.Warnings, worstNotReached(p.opts.Worst, o.WorstChoice))
	}
	for _, i := range p.source {
		for g := range p.groups {
			s := p.kept[[2]int{i, g}]
			if s == nil || s.Role == "" {
				continue
			}
			now := SeatRole("")
			for _, m := range plan.Groups[g].Members {
				if m.ID == p.roster[i].ID {
					now = m.Role
				}
			}
			if now != s.Role && (s.chairs() || s.Locked) {
				plan.Warnings = append(plan.Warnings, keptRoleLost(s, p.roster[i].Label(), p.groups[g].ID, now))
			}
		}
	}
}

// keptRoleLost is told of somebody who was a chair and is none, or the other way
// round.
func keptRoleLost(s *KeptSeat, who, group string, now SeatRole) planner.Finding {
	return planner.Finding{
		Code: "keep-role-lost", Severity: planner.Warning, Where: s.RoleAt, Seen: string(s.Role),
		Args: facts{"who": who, "group": group, "was": string(s.Role), "now": string(now), "locked": s.Locked},
	}
}

// cutShort is told of such a run; unexplained plans lack their explanations too.
func cutShort(at Cut, unexplained bool) planner.Finding {
	return planner.Finding{
		Code: "cut-short", Severity: planner.Warning, Args: facts{"at": string(at), "unexplained": unexplained},
	}
}

func worstNotReached(asked, best int) planner.Finding {
	return planner.Finding{
		Code: "worst-not-reached", Severity: planner.Warning,
		Args: facts{"asked": asked, "best": best},
	}
}
