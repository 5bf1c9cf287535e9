package ranking

import (
	"math/big"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/ballot"
	"roundtable/planner/ranking/internal/electorate"
	"roundtable/planner/ranking/internal/exact"
)

// All that a ranking tells beside its figures: when, and below one function each with
// the code and the facts. The catalogue of messages holds the words.

// warnings tells what the reader must know of the result.
func (r *run) warnings(out *Result, both []policyFirsts) []planner.Finding {
	if r.chosen.Total.Sign() == 0 {
		return []planner.Finding{noBallots()}
	}
	f := &out.Firmness
	list := r.blankWarnings(f, both)
	for _, g := range out.Groups {
		if g.Few {
			list = append(list, groupFew(g))
		}
		if g.Unknown {
			list = append(list, groupUnknown(g))
		}
	}
	if k := out.Raking; k != nil {
		if !k.Converged {
			list = append(list, rakingNotConverged(k))
		}
		for _, c := range k.EmptyCells {
			list = append(list, rakingEmptyCell(c[0], c[1]))
		}
	}
	if len(out.Kinds) > 1 {
		list = append(list, ballotsMixed(out.Kinds))
		if r.chosen.Reading(ballot.Ignore) == ballot.Last {
			list = append(list, blanksOneReading())
		}
	}
	list = append(list, fewAnswers(out)...)
	if len(out.Issues) > 1 && out.Issues[0].Divisiveness == nil && !r.chosen.Has(planner.Hum) {
		list = append(list, divisivenessLeftOut())
	}
	return list
}

// blankWarnings tells where the two policies for blanks disagree; rules that
// change in the same way are told together.
func (r *run) blankWarnings(f *Firmness, both []policyFirsts) []planner.Finding {
	var list []planner.Finding
	// byPolicy gives what is so when unranked issues come last, and when they take no part.
	byPolicy := func(now, other []string) (last, ignored []string) {
		if r.opts.Unranked == Last {
			return now, other
		}
		return other, now
	}
	if !slices.Equal(f.First, f.FirstOther) {
		list = append(list, blanksDecideFirst(byPolicy(f.First, f.FirstOther)))
	}
	if !slices.Equal(f.TopK, f.TopKOther) {
		last, ignored := byPolicy(f.TopK, f.TopKOther)
		list = append(list, blanksDecideCut(f.K, last, ignored))
	}
	both = slices.DeleteFunc(both, func(p policyFirsts) bool { return !p.differ() || onlyRare(r, p) })
	for i, p := range both {
		alike := func(q policyFirsts) bool { return slices.Equal(p.now, q.now) && slices.Equal(p.other, q.other) }
		if slices.ContainsFunc(both[:i], alike) {
			continue
		}
		var names []string
		for _, q := range both[i:] {
			if alike(q) {
				names = append(names, q.rule)
			}
		}
		last, ignored := byPolicy(p.now, p.other)
		list = append(list, blanksDecideRule(names, last, ignored))
	}
	return list
}

// onlyRare reports whether all that comes to the first place under the other policy is
// issues that hardly anybody answers: what they do turns nothing.
func onlyRare(r *run, p policyFirsts) bool {
	come := slices.DeleteFunc(slices.Clone(p.other), func(id string) bool { return slices.Contains(p.now, id) })
	return len(come) > 0 && !slices.ContainsFunc(come, func(id string) bool {
		answers, _ := r.chosen.AnswersTo(slices.Index(r.ids, id))
		return answers >= int64(r.opts.MinAnswers)
	})
}

// fewAnswers tells of issues set apart that would be first by their answers alone, and of
// a first place that few answers decide.
func fewAnswers(res *Result) []planner.Finding {
	best := 0.0
	for i := range res.Issues {
		if row := &res.Issues[i]; !row.FewAnswers && row.SupportRaw != nil {
			best = max(best, *row.SupportRaw)
		}
	}
	var list []planner.Finding
	for i := range res.Issues {
		row := &res.Issues[i]
		switch {
		case row.SupportRaw == nil:
		case row.FewAnswers && *row.SupportRaw >= best:
			list = append(list, planner.Finding{
				Code: "few-answers", Severity: planner.Warning,
				Args: facts{"issue": row.ID, "n": row.Answers, "of": res.Ballots},
			})
		case row.Rank == 1 && *row.SupportRaw != row.Support &&
			(2*row.Answers < res.Ballots || len(row.UnansweredBy) > 0):
			list = append(list, planner.Finding{
				Code: "few-answers-first", Severity: planner.Warning,
				Args: facts{"issue": row.ID, "n": row.Answers, "of": res.Ballots},
			})
		}
	}
	return list
}

// facts are the numbers and names that the sentence about a finding needs.
type facts = map[string]any

// remarked is told about ballots that do not count as they are, or perhaps should
// not.
func remarked(r electorate.Remark) planner.Finding {
	var f planner.Finding
	switch r.Status {
	case electorate.Abstention:
		f = planner.Finding{Code: "ballot-blank", Severity: planner.Note}
	case electorate.Replaced:
		f = planner.Finding{Code: "ballot-replaced", Severity: planner.Warning}
	case electorate.Stranger:
		f = planner.Finding{Code: "voter-not-in-roster", Severity: planner.Warning}
	default:
		f = planner.Finding{Code: "ballot-without-group", Severity: planner.Warning}
	}
	f.Where, f.Seen, f.Also = r.Where, r.Seen, r.Also
	return f
}

// organisationsCombined is told when each organisation's ballots became one.
func organisationsCombined(from, to int64) planner.Finding {
	return planner.Finding{
		Code: "organisations-combined", Severity: planner.Note, Args: facts{"n": from, "to": to},
	}
}

// labelMerged is told of a label that counts as another spelling of it.
func labelMerged(d planner.Dimension, label, as string, where planner.Ref) planner.Finding {
	return planner.Finding{
		Code: "labels-merged", Severity: planner.Warning, Where: where, Seen: label,
		Args: facts{"dimension": d, "label": label, "as": as},
	}
}

// labelsAlike is told of two labels that look alike where it does no harm.
func labelsAlike(p AlikePair) planner.Finding {
	return planner.Finding{
		Code: "labels-alike", Severity: planner.Warning, Where: p.WhereB, Seen: p.B,
		Args: facts{"dimension": p.Dimension, "label": p.B, "other": p.A, "why": p.Why},
	}
}

// noGroups is told when groups were to count the same and there are none: all
// ballots then are one group, in which each counts the same.
func noGroups() planner.Finding {
	return planner.Finding{Code: "weights-no-groups", Severity: planner.Warning}
}

// scaleNotDeclared is told when the scale is that of the scores met.
func scaleNotDeclared(s planner.Scale) planner.Finding {
	mark := func(m planner.Mark) string { return exact.Text(big.NewRat(int64(m), int64(max(s.Per, 1)))) }
	return planner.Finding{
		Code: "scale-not-declared", Severity: planner.Warning, Args: facts{"min": mark(s.Min), "max": mark(s.Max)},
	}
}

// auditLeftOut is told when there are too many ballots to list.
func auditLeftOut(ballots int) planner.Finding {
	return planner.Finding{
		Code: "audit-left-out", Severity: planner.Note, Args: facts{"ballots": ballots, "limit": auditMost},
	}
}

func noBallots() planner.Finding {
	return planner.Finding{Code: "no-ballots", Severity: planner.Warning}
}

// blanksDecideFirst is told when the policy for blanks decides the first place.
func blanksDecideFirst(last, ignored []string) planner.Finding {
	return planner.Finding{
		Code: "blanks-decide-first", Severity: planner.Warning, Args: facts{"last": last, "ignored": ignored},
	}
}

// blanksDecideCut is told when the policy for blanks decides the first k places.
func blanksDecideCut(k int, last, ignored []string) planner.Finding {
	return planner.Finding{
		Code: "blanks-decide-cut", Severity: planner.Warning,
		Args: facts{"first": k, "last": last, "ignored": ignored},
	}
}

// blanksDecideRule is told when the policy for blanks decides the first place by
// some rules in the same way.
func blanksDecideRule(rules, last, ignored []string) planner.Finding {
	return planner.Finding{
		Code: "blanks-decide-rule", Severity: planner.Warning,
		Args: facts{"rules": rules, "last": last, "ignored": ignored},
	}
}

// groupFew is told of a group so small that a single person carries much.
func groupFew(g Group) planner.Finding {
	return planner.Finding{
		Code: "group-few", Severity: planner.Warning,
		Args: facts{"group": planner.ValueName(g.Name), "n": g.Ballots, "percent": 100 * g.Share},
	}
}

// groupBlank is told of a group that is in no figure, because all its ballots are blank.
func groupBlank(group string) planner.Finding {
	return planner.Finding{
		Code:     "group-blank",
		Severity: planner.Warning,
		Args:     facts{"group": planner.ValueName(group)},
	}
}

// groupUnknown is told of the ballots without a group.
func groupUnknown(g Group) planner.Finding {
	return planner.Finding{Code: "group-unknown", Severity: planner.Warning, Args: facts{"n": g.Ballots}}
}

// rakingNotConverged is told when the two-way weights miss their targets.
func rakingNotConverged(k *Raking) planner.Finding {
	return planner.Finding{
		Code: "raking-not-converged", Severity: planner.Warning, Args: facts{"off": k.MaxError, "rounds": k.Sweeps},
	}
}

func rakingEmptyCell(group, region string) planner.Finding {
	return planner.Finding{
		Code: "raking-empty-cell", Severity: planner.Note,
		Args: facts{"group": planner.ValueName(group), "region": planner.ValueName(region)},
	}
}

// ballotsMixed is told when ballots of several forms are counted together.
func ballotsMixed(kinds []KindCount) planner.Finding {
	counts := make([]planner.CountOf, len(kinds))
	for i, k := range kinds {
		counts[i] = planner.CountOf{Kind: "ballots-" + k.Kind, N: int(k.Ballots)}
	}
	return planner.Finding{Code: "ballots-mixed", Severity: planner.Note, Args: facts{"kinds": counts}}
}

// blanksOneReading is told when approvals leave one reading of blanks.
func blanksOneReading() planner.Finding {
	return planner.Finding{Code: "blanks-one-reading", Severity: planner.Note}
}

func divisivenessLeftOut() planner.Finding {
	return planner.Finding{Code: "divisiveness-left-out", Severity: planner.Note}
}
