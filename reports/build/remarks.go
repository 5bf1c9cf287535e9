package build

import (
	"cmp"
	"fmt"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking"
)

// The words for what package ranking tells by codes.

// ruleNotes says what the reader of a rule's outcome must know.
func ruleNotes(r ranking.RuleResult) string {
	var out []string
	for _, n := range r.Notes {
		out = append(out, ruleNote(n))
	}
	return strings.Join(out, " ")
}

func ruleNote(n ranking.Note) string {
	switch n.Code {
	case ranking.WorstDefeats:
		return "The scores are worst defeats: the lowest comes first."
	case ranking.MiddleGrades:
		return "The scores are the middle grades; issues with the same one are told apart as the definition says."
	case ranking.Quota:
		return fmt.Sprintf("Quota: more than %s of a weight of %s.", weight(n.Quota), weight(n.Total))
	case ranking.FractionsCut:
		return "So many surpluses moved on that fractions were cut after more than a thousand decimal places; what " +
			"is as near as that may be a tie."
	case ranking.Approved:
		return "Counted as approved: " + approvalWords(n.Approvals) + "."
	case ranking.BlankPoints:
		return "Blank ballots give every issue the same " + weight(n.Each) + " points."
	case ranking.NotProved:
		return fmt.Sprintf(
			"The best ranking found, not proved to be the best possible: more than %d issues beat each "+
				"other in circles.",
			n.Most,
		)
	case ranking.ManyOptima:
		return "Very many rankings are as good, or so nearly that they were not told apart; one is shown."
	case ranking.TiesUncounted:
		return "There are too many ways to break the ties to follow them all; the winners listed are possible, but " +
			"may not be all."
	default:
		return n.Code + "."
	}
}

// weight is a figure as a whole number where it is one, else to three decimals.
func weight(e *planner.Exact) string {
	switch {
	case e == nil:
		return ""
	case e.Rat().IsInt():
		return e.String()
	default:
		return number(e.Float(), 3)
	}
}

// approvalWords says what counts as approval: "approved, or among the first 3".
func approvalWords(list []ranking.Approval) string {
	out := each(list, func(a ranking.Approval) string {
		switch {
		case a.Kind == planner.Ranking.String() && a.First > 1:
			return "among the first " + text(a.First)
		case a.Kind == planner.Ranking.String():
			return "first"
		case a.Kind == planner.Score.String():
			return "score at least " + weight(a.From)
		case a.Kind == planner.Points.String():
			return "any points"
		case a.Kind == planner.Hum.String():
			return "for"
		default:
			return "ticked"
		}
	})
	return cmp.Or(strings.Join(out, ", or "), "nothing")
}

// omittedWords says why a rule was left out.
func omittedWords(why string) string {
	return cmp.Or(map[string]string{
		ranking.NeedsPreference: "it needs an order of preference, and approvals or hums give none",
		ranking.NeedsScores:     "there are no scores, and other ballots are not turned into scores",
		ranking.NeedsPlaces:     "it needs a number of places",
	}[why], why)
}

// noIntervals says why there is no range of likely places, empty where there is one.
func noIntervals(b *ranking.Bootstrap) string {
	return cmp.Or(map[string]string{
		ranking.NoBallots:  "there are no ballots",
		ranking.NotAsked:   "it was not asked for",
		ranking.FewBallots: "there are fewer than five ballots: too few for a range",
		ranking.FewInGroup: "fewer than five ballots are of " + joinedOr(each(b.TooFew, groupTitle)) +
			": too few for a range",
	}[b.Why], b.Why)
}
