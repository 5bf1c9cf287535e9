package ranking

import (
	"fmt"
	"math/big"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/electorate"
	"roundtable/planner/ranking/internal/exact"
)

// All that a ranking tells beside its figures, one function each.

// finding is one without a place.
func finding(code string, s planner.Severity, format string, args ...any) planner.Finding {
	return planner.Finding{Code: code, Severity: s, Text: fmt.Sprintf(format, args...)}
}

// remarked is told about ballots that do not count as they are, or perhaps should
// not.
func remarked(r electorate.Remark) planner.Finding {
	var f planner.Finding
	switch r.Status {
	case electorate.Abstention:
		f = finding("ballot-blank", planner.Note, "a ballot without any mark counts as an abstention")
	case electorate.Replaced:
		f = finding("ballot-replaced", planner.Warning, "the voter sent a later ballot, which counts instead")
		f.Fix = "remove the ballot that should not count"
	case electorate.Stranger:
		f = finding("voter-not-in-roster", planner.Warning, "the voter is not in the roster")
		f.Fix = "check the spelling, or add the person to the roster"
	default:
		f = finding("ballot-without-group", planner.Warning, "the ballot carries no stakeholder group")
		f.Fix = "fill in the group, or choose how to treat such ballots with --no-group own, exclude or spread"
	}
	f.Where, f.Seen, f.Also = r.Where, r.Seen, r.Also
	return f
}

// organisationsCombined is told when each organisation's ballots became one.
func organisationsCombined(from, to int64) planner.Finding {
	return finding("organisations-combined", planner.Note,
		"%d ballots were combined into %d, one for each organisation", from, to)
}

// labelMerged is told of a label that counts as another spelling of it.
func labelMerged(d planner.Dimension, label, as string, where planner.Ref) planner.Finding {
	f := finding("labels-merged", planner.Warning, "%s %q was counted as %q", d.Label(), label, as)
	f.Where, f.Seen, f.Fix = where, label, "correct the spelling in the source"
	return f
}

// labelsAlike is told of two labels that look alike where it does no harm.
func labelsAlike(p AlikePair) planner.Finding {
	f := finding("labels-alike", planner.Warning, "%s %q looks like %q (%s)", p.Dimension.Label(), p.B, p.A, p.Why)
	f.Where, f.Seen, f.Fix = p.WhereB, p.B, "correct the spelling, or say whether to merge or to keep them apart"
	return f
}

// noGroups is told when groups were to count the same and there are none: all
// ballots then are one group, in which each counts the same.
func noGroups() planner.Finding {
	f := finding("weights-no-groups", planner.Warning,
		"no ballot carries a stakeholder group, so the groups cannot count the same: every ballot does")
	f.Fix = "say which column holds the group with --map 'Stakeholder group=HEADER'"
	return f
}

// scaleNotDeclared is told when the scale is that of the scores met.
func scaleNotDeclared(s planner.Scale) planner.Finding {
	mark := func(m planner.Mark) string { return exact.Text(big.NewRat(int64(m), int64(max(s.Per, 1)))) }
	f := finding("scale-not-declared", planner.Warning,
		"no scale was declared for the scores; support is measured from the lowest to the highest score met, %s to %s",
		mark(s.Min), mark(s.Max))
	f.Fix = "declare the scale in the settings"
	return f
}

// auditLeftOut is told when there are too many ballots to list.
func auditLeftOut(ballots, limit int) planner.Finding {
	return finding("audit-left-out", planner.Note,
		"the list of single ballots was left out: there are %d, and the limit is %d", ballots, limit)
}

func noBallots() planner.Finding {
	return finding("no-ballots", planner.Warning, "there are no ballots to count")
}

// blanksDecideFirst is told when the policy for blanks decides the first place.
func blanksDecideFirst(p Policy, now, other []string) planner.Finding {
	return finding("blanks-decide-first", planner.Warning,
		"what blanks mean decides the first place: %s", underEither(p, first(now), first(other)))
}

// blanksDecideCut is told when the policy for blanks decides the first k places.
func blanksDecideCut(p Policy, k int, now, other []string) planner.Finding {
	return finding("blanks-decide-cut", planner.Warning, "what blanks mean decides who is among the first %d: %s",
		k, underEither(p, strings.Join(now, ", "), strings.Join(other, ", ")))
}

// blanksDecideRule is told when the policy for blanks decides the first place by
// some rules in the same way.
func blanksDecideRule(p Policy, rules, now, other []string) planner.Finding {
	return finding("blanks-decide-rule", planner.Warning, "what blanks mean decides the first place by %s: %s",
		strings.Join(rules, ", "), underEither(p, first(now), first(other)))
}

// underEither says what is so under the policy in force and under the other one.
func underEither(p Policy, now, other string) string {
	last, ignored := "if unranked issues come last", "if unranked issues take no part"
	if p == Last {
		return fmt.Sprintf("%s %s, but %s %s", now, last, other, ignored)
	}
	return fmt.Sprintf("%s %s, but %s %s", now, ignored, other, last)
}

// first says who is first: "A is first", "A, B share the first place".
func first(ids []string) string {
	if len(ids) == 1 {
		return ids[0] + " is first"
	}
	return strings.Join(ids, ", ") + " share the first place"
}

func ballotsOf(n int64) string { return planner.Plural(int(n), "ballot", "ballots") }

// groupFew is told of a group so small that a single person carries much.
func groupFew(g Group) planner.Finding {
	return finding("group-few", planner.Warning, "%s has %s, which carries %.0f %% of the total weight",
		g.Name, ballotsOf(g.Ballots), 100*g.Share)
}

// groupUnknown is told of the ballots without a group.
func groupUnknown(g Group) planner.Finding {
	return finding("group-unknown", planner.Warning, "the %s without a group count as a group of their own",
		ballotsOf(g.Ballots))
}

// rakingNotConverged is told when the two-way weights miss their targets.
func rakingNotConverged(k *Raking) planner.Finding {
	return finding("raking-not-converged", planner.Warning,
		"the two-way weights do not reach their targets: still off by %.2g after %d rounds", k.MaxError, k.Sweeps)
}

func rakingEmptyCell(group, region string) planner.Finding {
	return finding("raking-empty-cell", planner.Note, "no ballot is from %s in %s", group, region)
}

// ballotsMixed is told when ballots of several forms are counted together.
func ballotsMixed(kinds []KindCount) planner.Finding {
	parts := make([]string, len(kinds))
	for i, k := range kinds {
		parts[i] = fmt.Sprintf("%d %s", k.Ballots, k.Kind)
	}
	return finding("ballots-mixed", planner.Note, "ballots of different forms are counted together: %s",
		strings.Join(parts, ", "))
}

// intervalRefused is told when groups are too small for intervals.
func intervalRefused(b Bootstrap) planner.Finding {
	return finding("interval-refused", planner.Note, "no intervals are given: %s (%s)",
		b.Why, strings.Join(b.TooFew, ", "))
}

func divisivenessLeftOut() planner.Finding {
	return finding("divisiveness-left-out", planner.Note,
		"divisiveness was not computed: there are too many different ballots")
}
