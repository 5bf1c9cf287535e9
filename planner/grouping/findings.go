package grouping

import "roundtable/planner"

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
		Args: facts{"who": p.Label(), "choice": choice},
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

func pairContradiction(a, b *planner.Participant) planner.Finding {
	return planner.Finding{
		Code: "pair-contradiction", Severity: planner.Error, Where: a.Where,
		Args: facts{"a": a.Label(), "b": b.Label()},
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

func commonUnknown(t *planner.Target) planner.Finding {
	return planner.Finding{
		Code: "common-unknown", Severity: planner.Error, Where: t.Where,
		Args: facts{"target": t.ID, "dimension": t.Dimension.Label()},
	}
}

// Of the plan.

// What a run that was cut short did not get to; the first in this order is told.
const (
	cutMust         = "must"         // any plan that keeps all must rules
	cutSearch       = "search"       // the search for the best plan
	cutLadder       = "ladder"       // the fairness ladder, from which the plan is taken
	cutSteps        = "steps"        // further steps of the ladder, for information
	cutExplanations = "explanations" // the explanations alone
)

// cutShort is told of such a run; unexplained plans lack their explanations too.
func cutShort(at string, unexplained bool) planner.Finding {
	return planner.Finding{
		Code: "cut-short", Severity: planner.Warning, Args: facts{"at": at, "unexplained": unexplained},
	}
}

func worstNotReached(asked, best int) planner.Finding {
	return planner.Finding{
		Code: "worst-not-reached", Severity: planner.Warning,
		Args: facts{"asked": asked, "best": best},
	}
}
