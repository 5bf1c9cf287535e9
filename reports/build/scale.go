package build

import (
	"math"
	"slices"
	"strconv"

	"roundtable/planner/ranking"
)

// scale is what the figure from 0 to 100 behind the order is called and what it means.
// Both depend on what voters did: only where they said what they support, it is support.
type scale struct{ word, means string }

// scales are those of votes with one kind of ballot.
var scales = map[string]scale{
	"ranking": {"score", "The score is the mean place voters gave an issue, on a scale on which 100 is first on " +
		"every ballot and 0 last on every ballot."},
	"approval": {"support", "Support is how many of 100 ballots approve the issue."},
	"score": {"score", "The score is the mean of the scores voters gave an issue, on a scale on which 100 is the " +
		"highest score and 0 the lowest."},
	"points": {"share of points", "The share of points is the part of a voter’s points that an issue got, on " +
		"average, in per cent."},
	"hum": {"support", "Support is the mean of the answers, where for is 100, neutral 50 and against 0."},
}

// mixedScale is that of ballots of several kinds.
var mixedScale = scale{"score", "Voters filled in ballots of several kinds, and each is read as an order with ties: " +
	"what a ballot marks alike shares a place. The score is the mean place, on a scale on which 100 is alone in the " +
	"first place on every ballot and 0 alone in the last."}

// scaleOf is the scale of ballots of these kinds.
func scaleOf(kinds []string) scale {
	if len(kinds) == 1 {
		return scales[kinds[0]]
	}
	return mixedScale
}

func scaleOfResult(r *ranking.Result) scale { return scaleOf(kindNames(r.Kinds)) }

// figureWord is what the headline figure of two votes is called.
func figureWord(c *ranking.Comparison) string {
	if formsOf(c.Before.Kinds) == formsOf(c.After.Kinds) {
		return scaleOf(kindNames(c.After.Kinds)).word
	}
	return "figure"
}

func kindNames(kinds []ranking.KindCount) []string {
	return each(kinds, func(k ranking.KindCount) string { return k.Kind })
}

// answersTitle heads the numbers of ballots that say something of an issue.
func answersTitle(r *ranking.Result) string {
	if slices.ContainsFunc(r.Kinds, func(k ranking.KindCount) bool { return k.Kind == "ranking" }) {
		return "Listed by"
	}
	return "Answered by"
}

// partlyAnswered reports whether some ballots leave issues out.
func partlyAnswered(r *ranking.Result) bool {
	return slices.ContainsFunc(r.Issues, func(i ranking.Issue) bool { return i.Answers < r.Ballots })
}

// steadied reports whether few answers count as little anywhere.
func steadied(r *ranking.Result) bool {
	return slices.ContainsFunc(r.Issues, func(i ranking.Issue) bool {
		return i.SupportRaw != nil && math.Abs(*i.SupportRaw-i.Support) > 1e-9
	})
}

// steadiedWords says how few answers count.
func steadiedWords(r *ranking.Result) string {
	return "Few answers count as little: of the ballots that leave an issue unanswered, up to " +
		strconv.Itoa(r.MinAnswers) + " in a group count at the mean of the group’s answers. “Answers alone” is " +
		"without them."
}
