package grouping

import (
	"fmt"

	"roundtable/planner"
)

// Everything this package finds, by code. One function makes one finding, from
// the facts it tells.

// fault is an input that cannot be used.
func fault(where planner.Ref, code, fix, format string, args ...any) planner.Finding {
	f := notice(where, code, fix, format, args...)
	f.Severity = planner.Error
	return f
}

// notice is something the user may not expect.
func notice(where planner.Ref, code, fix, format string, args ...any) planner.Finding {
	text := fmt.Sprintf(format, args...)
	return planner.Finding{Code: code, Severity: planner.Warning, Where: where, Fix: fix, Text: text}
}

// Groups and people.

func noGroups() planner.Finding {
	return fault(planner.Ref{}, "no-groups", "give a table of groups, or say how many groups to make",
		"there are no working groups to fill")
}

func noPeople() planner.Finding {
	return fault(planner.Ref{}, "no-people", "give a list of participants", "there is nobody to place")
}

func groupTwice(g *planner.GroupSpec) planner.Finding {
	return fault(g.Where, "group-duplicate", "give each group an ID of its own", "two groups have the ID %q", g.ID)
}

func personTwice(p *planner.Participant) planner.Finding {
	return fault(p.Where, "person-duplicate", "give each participant an ID of their own",
		"two participants have the ID %q", p.ID)
}

func sizeImpossible(g *planner.GroupSpec) planner.Finding {
	return fault(g.Where, "group-size", "give a smallest and a largest size, such as 5 and 9",
		"group %s cannot have between %d and %d members", g.ID, g.Size.Min, g.Size.Max)
}

func chairsNegative(g *planner.GroupSpec) planner.Finding {
	return fault(g.Where, "group-chairs", "give 0, 1, 2 …", "group %s cannot have %d chairs", g.ID, g.Chairs)
}

func membershipsImpossible(p *planner.Participant, least, most int) planner.Finding {
	return fault(p.Where, "memberships", "give a smallest and a largest number, such as 1 and 2",
		"%s cannot sit in between %d and %d groups", p.Label(), least, most)
}

func membershipsClash(where planner.Ref, who string, least, most int) planner.Finding {
	return fault(where, "memberships", "give them numbers that allow a common one, and no more than there are groups",
		"%s should sit in at least %d groups but can sit in at most %d", who, least, most)
}

func furtherCostFalls(from, to int) planner.Finding {
	return fault(planner.Ref{}, "further-cost-falls", "give costs that do not fall, such as 20, 40",
		"the cost of further memberships falls from %d to %d points", from, to)
}

// Wishes.

func choiceUnknown(p *planner.Participant, choice string) planner.Finding {
	f := notice(p.Where, "choice-unknown-group", "use the ID of a group or of its issue",
		"%s chose %q, which is none of the working groups", p.Label(), choice)
	f.Seen = choice
	return f
}

func ballotsWithoutParticipant(n, of int) planner.Finding {
	return notice(planner.Ref{}, "ballot-without-participant",
		"write the voter's ID or name as it stands in the list of participants",
		"%d of %d ballots belong to nobody on the list of participants; they count for the ranking but place nobody",
		n, of)
}

func nameShared(p *planner.Participant) planner.Finding {
	f := notice(p.Where, "name-shared", "use the participant's ID as the voter",
		"several participants are called %q, so a ballot by that name places nobody", p.Name)
	f.Seen = p.Name
	return f
}

// Pairs, fixed seats, the earlier plan.

func pairUnknown(pr *planner.Pair, id string) planner.Finding {
	return fault(pr.Where, "pair-unknown-person", "use the ID of a participant",
		"a pair names %q, who is not on the list of participants", id)
}

func pairWithOneself(pr *planner.Pair) planner.Finding {
	return fault(pr.Where, "pair-with-oneself", "name two different people", "a pair names %q twice", pr.A)
}

func pairContradiction(a, b *planner.Participant) planner.Finding {
	return fault(a.Where, "pair-contradiction", "remove one of the two pairs",
		"%s and %s are asked to sit together and apart", a.Label(), b.Label())
}

func seatContradiction(where planner.Ref, who, group string) planner.Finding {
	return fault(where, "seat-contradiction", "remove one of the two",
		"%s is both fixed in and kept out of group %s", who, group)
}

func seatUnknown(p *planner.Participant, group string) planner.Finding {
	return fault(p.Where, "seat-unknown-group", "use the ID of a group",
		"a fixed seat of %s names %q, which is none of the working groups", p.Label(), group)
}

func seatsTooMany(where planner.Ref, who string, fixed, most int) planner.Finding {
	return fault(where, "seats-too-many", "remove a lock or allow more memberships",
		"%s is fixed in %d groups but can sit in at most %d", who, fixed, most)
}

func keptPersonUnknown(s *KeptSeat) planner.Finding {
	if s.Locked {
		return fault(s.Where, "keep-unknown-person", "remove the lock, or add the person to the list",
			"the earlier plan locks %q, who is not on the list of participants", s.Person)
	}
	return notice(s.Where, "keep-unknown-person", "",
		"%q was in the earlier plan but is not on the list of participants any more", s.Person)
}

func keptGroupUnknown(s *KeptSeat) planner.Finding {
	if s.Locked {
		return fault(s.Where, "keep-unknown-group", "remove the lock, or add the group",
			"the earlier plan locks %s in %q, which is none of the working groups", s.Person, s.Group)
	}
	return notice(s.Where, "keep-unknown-group", "",
		"group %q of the earlier plan is none of the working groups any more", s.Group)
}

// Targets.

func targetGroupUnknown(t *planner.Target) planner.Finding {
	return fault(t.Where, "target-unknown-group", "use the ID of a group, or * for every group",
		"target %s names the group %q, which is none of the working groups", t.ID, t.Group)
}

func targetNotForGroups(t *planner.Target) planner.Finding {
	return fault(t.Where, "target-not-for-groups", "ask for counts or shares of single values",
		"target %s cannot be asked of a working group", t.ID)
}

func targetWeightNegative(where planner.Ref, id string, weight int64) planner.Finding {
	return fault(where, "target-weight", "give a weight of 0 or more",
		"target %s has the negative weight %d", id, weight)
}

func targetLeavesNoSize(t *planner.Target, group string) planner.Finding {
	return fault(t.Where, "group-size", "widen the size of the group or drop the target",
		"target %s leaves group %s no possible size", t.ID, group)
}

func commonUnknown(t *planner.Target) planner.Finding {
	return fault(t.Where, "common-unknown", "fill in the column, or drop the target",
		"target %s asks for a common %s, but nobody's is known", t.ID, t.Dimension.Label())
}

// Of the plan.

func cutShort(left string) planner.Finding {
	return notice(planner.Ref{}, "cut-short", "allow more time", "%s", left)
}

func worstNotReached(asked, best int) planner.Finding {
	return notice(planner.Ref{}, "worst-not-reached", "see the fairness ladder for what is possible",
		"no plan was found in which nobody receives worse than choice %d; the best found has choice %d", asked, best)
}
