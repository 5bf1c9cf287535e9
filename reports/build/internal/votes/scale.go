package votes

import (
	"cmp"
	"math"
	"slices"

	"roundtable/planner/ranking"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// scaleOf is the kind of ballot that says what the figure from 0 to 100 behind the order
// means: "mixed" for ballots of several kinds.
func scaleOf(kinds []string) string {
	if len(kinds) == 1 {
		return kinds[0]
	}
	return "mixed"
}

// scaleName is what the figure is called: only where voters said what they support, it
// is support.
func scaleTitle(l *messages.Catalogue, scale string) string {
	said := map[string]string{"approval": "support", "hum": "support", "points": "points"}
	return l.Say("scale."+cmp.Or(said[scale], "score"), nil)
}

// Scale is what the figure is called and what it means.
func Scale(b *brief.Brief) (name, means string) {
	of := scaleOf(formsOf(b.In.Ranking.Kinds))
	if of == "mixed" { // which the part tells in full
		of = "ranking"
	}
	return scaleName(b, b.In.Ranking), b.Say("scale-means."+of, nil)
}

func scaleName(b *brief.Brief, r *ranking.Result) string {
	return scaleTitle(b.Catalogue, scaleOf(formsOf(r.Kinds)))
}

// axisOf names the number axis of a chart of the figure.
func axisOf(b *brief.Brief, title string) string {
	return b.Say("scale.axis", messages.Args{"scale": title})
}

// comparedScale is what the figure of two votes is called.
func comparedScale(b *brief.Brief, c *ranking.Comparison) string {
	if slices.Equal(formsOf(c.Before.Kinds), formsOf(c.After.Kinds)) {
		return scaleTitle(b.Catalogue, scaleOf(formsOf(c.After.Kinds)))
	}
	return b.Say("scale.figure", nil)
}

// scaleNotes say what the figure means, and what blanks and few answers do to it.
func scaleNotes(b *brief.Brief, r *ranking.Result) []string {
	_, means := Scale(b)
	mixed := len(r.Kinds) > 1
	unlisted := partlyAnswered(r) && listed(r)
	apart := slices.ContainsFunc(r.Issues, func(i ranking.Issue) bool { return i.FewAnswers })
	blanks := cmp.Or(brief.If(r.Unranked == "ignore" && !mixed, "left-out"), "last")
	return brief.Those(
		brief.If(mixed, b.Say("scale-means.mixed", nil)),
		means,
		brief.If(unlisted, b.Say("answers."+blanks, nil)),
		brief.If(steadied(r), b.Say("answers.steadied", messages.Args{"most": r.MinAnswers})),
		brief.If(steadied(r) && apart, b.Say("answers.apart", nil)),
	)
}

// formsOf are the forms of ballots by their codes, in the order of their names.
func formsOf(kinds []ranking.KindCount) []string {
	out := brief.Each(kinds, func(k ranking.KindCount) string { return k.Kind })
	slices.Sort(out)
	return out
}

// answeredBy heads the numbers of ballots that say something of an issue.
func answeredBy(b *brief.Brief, r *ranking.Result) string {
	code := cmp.Or(brief.If(listed(r), "listed-by"), "answered-by")
	return b.Say("answers."+code, nil)
}

// listed reports whether ballots list issues in order, so that the others are not listed.
func listed(r *ranking.Result) bool { return slices.Contains(formsOf(r.Kinds), "ranking") }

// unanswered stands where nobody of a group says anything of an issue.
func unanswered(b *brief.Brief, r *ranking.Result) string {
	code := cmp.Or(brief.If(listed(r), "not-listed"), "no-answer")
	return b.Say("answers."+code, nil)
}

// outOf is "8 of 13".
func outOf(b *brief.Brief, n, all int64) string {
	return b.Say("answers.out-of", messages.Args{"count": int(n), "all": int(all)})
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
