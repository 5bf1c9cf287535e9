package votes

import (
	"math"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// HumSection shows what was hummed, by issue, group and place. It is no vote, and ranks
// nothing.
func HumSection(b *brief.Brief) *reports.Section {
	h := b.In.Hums
	if h == nil {
		return nil
	}
	read := func(as string) int {
		return brief.CountIf(h.Issues, func(x ranking.HumIssue) bool { return x.Reading == as })
	}
	lead := b.Say("heard.lead", messages.Args{
		"n": len(h.Issues), "consensus": read("consensus"), "rough": read("rough consensus"),
	})
	var said []string
	for i := range h.Issues {
		said = append(said, heard(b, &h.Issues[i])...)
	}
	return brief.Section("hums", b.Say("heard.heading", nil), lead, reports.List{Items: said}, humChart(b, h),
		reports.List{Items: heardNotes(b, h)})
}

// humChart has a row for each part of a hum; where all of it was counted, the numbers of
// each issue are drawn as well.
func humChart(b *brief.Brief, h *ranking.Hums) reports.Block {
	answers := []string{b.Say("hum.for", nil), b.Say("hum.neutral", nil), b.Say("hum.against", nil)}
	t := reports.Table{
		ID: "hums", Title: b.Say("heard.table", nil), RowHead: true, Columns: brief.Columns(reports.Left, 0,
			b.Say("heard.question", nil), b.Say("column.group", nil), b.Say("heard.where", nil)),
	}
	var heard [][]reports.Value
	c := reports.Chart{
		ID: "chart-hum", Kind: reports.Diverge, Axis: b.Say("hum.axis", nil), Title: t.Title,
		Series: brief.Each(answers, func(name string) reports.Series { return reports.Series{Name: name} }),
	}
	counted := true
	for _, x := range h.Issues {
		name, sums := brief.IssueLabel(x.ID, x.Name, math.MaxInt), [3]int64{}
		for _, p := range x.Parts {
			t.Rows = append(t.Rows, brief.Row(name, reports.InText(b.Value(p.Group)), humPlace(b, p.Place)))
			heard = append(heard, brief.Row(loudness(b, p.For), loudness(b, p.Neutral), loudness(b, p.Against),
				b.Say("reading."+p.Reading, nil)))
			for k, s := range []planner.Sound{p.For, p.Neutral, p.Against} {
				sums[k], counted = sums[k]+s.Level, counted && (s.Counted || !s.Noted)
			}
		}
		c.Categories = append(c.Categories, brief.IssueLabel(x.ID, x.Name, reports.MaxLabel))
		for k := range sums {
			c.Series[k].Values = append(c.Series[k].Values, float64(sums[k]))
		}
	}
	t = brief.WithoutEmptyColumns(t)
	// The three answers stay, so that the csv has the same columns whatever was heard.
	t.Columns = slices.Concat(t.Columns, brief.Columns(reports.Right, 0, answers...),
		brief.Columns(reports.Left, 0, b.Say("hum.reads", nil)))
	for i := range heard {
		t.Rows[i] = append(t.Rows[i], heard[i]...)
	}
	if c.Table = t; !counted || len(h.Issues) == 0 {
		return t
	}
	c.Summary = b.Sentences(brief.Those(mostOf(b, &c, 0, "most-for"), mostOf(b, &c, 2, "most-against")))
	return c
}

// readings say how the answers for and against read on all issues, where there is nothing
// else to go by.
func readings(b *brief.Brief) []string {
	if !b.In.Ranking.OnlyHums() {
		return nil
	}
	said := func(code string, readings ...string) string {
		is := slices.DeleteFunc(slices.Clone(b.In.Ranking.Issues), func(i ranking.Issue) bool {
			return i.Hum == nil || !slices.Contains(readings, i.Hum.Reading)
		})
		return brief.If(len(is) > 0, b.Say("hum-readings."+code, messages.Args{"issues": b.IDs(issueIDs(is))}))
	}
	return brief.Those(
		said("consensus", "consensus"), said("rough", "rough consensus"), said("divided", "divided"),
		said("unanswered", "no answers", "too few answers", "cannot tell"),
	)
}

// heardNotes say how loudness and numbers read, whichever there are.
func heardNotes(b *brief.Brief, h *ranking.Hums) []string {
	some := func(told func(planner.Sound) bool) bool {
		return slices.ContainsFunc(h.Issues, func(x ranking.HumIssue) bool {
			return slices.ContainsFunc(x.Parts, func(p ranking.HumPart) bool {
				return told(p.For) || told(p.Neutral) || told(p.Against)
			})
		})
	}
	t := h.Thresholds
	return brief.Those(
		brief.If(some(func(s planner.Sound) bool { return s.Noted && !s.Counted }), b.Say("heard.loudness", nil)),
		brief.If(some(func(s planner.Sound) bool { return s.Counted }), b.Say("hum.thresholds", messages.Args{
			"for": t.ConsensusFor, "against": t.ConsensusAgainst, "rough_for": t.RoughFor,
			"rough_against": t.RoughAgainst, "n": t.MinAnswers,
		})),
		b.Say("heard.whole", nil),
	)
}

// heard says how the hum on a question reads, and what to do.
func heard(b *brief.Brief, x *ranking.HumIssue) []string {
	name := b.QuotedIssue(x.ID, x.Name, 90)
	out := []string{b.Say("heard-reading."+x.Reading, messages.Args{"issue": name})}
	if x.Reading == "divided" {
		return out
	}
	silent := func(code string, groups []string) string {
		return brief.If(len(groups) > 0, b.Say("silence."+code, messages.Args{
			"issue": name, "groups": messages.Or(brief.Each(groups, b.Group)),
		}))
	}
	at := func(code string, places []string) []string {
		return brief.Each(places, func(p string) string {
			return b.Say("heard."+code, messages.Args{"issue": name, "place": humPlace(b, p)})
		})
	}
	why := brief.Those(slices.Concat(
		[]string{silent("missing", x.Missing), silent("silent", x.Silent), silent("thin", x.Few)},
		at("missing-at", x.MissingAt), at("silent-at", x.SilentAt),
	)...)
	if len(why) == 0 && x.Reading == "cannot tell" {
		why = []string{b.Say("heard.unclear", messages.Args{"issue": name})}
	}
	return append(out, why...)
}

// loudness is a number of people, or how loud it was.
func loudness(b *brief.Brief, s planner.Sound) reports.Value {
	if s.Counted {
		return reports.Int(int(s.Level))
	}
	return reports.Str(brief.If(s.Noted, b.Say("loudness."+s.String(), nil)))
}

// humPlace is where somebody hummed.
func humPlace(b *brief.Brief, place string) string {
	if place == "onsite" {
		return b.Say("heard.room", nil)
	}
	return reports.InText(b.Value(place))
}

// mostOf names the issues of a chart with the largest part of answers in a series.
func mostOf(b *brief.Brief, c *reports.Chart, series int, code string) string {
	parts := make([]float64, len(c.Categories))
	for i := range parts {
		all := c.Series[0].Values[i] + c.Series[1].Values[i] + c.Series[2].Values[i]
		parts[i] = c.Series[series].Values[i] / max(all, 1)
	}
	most := slices.Max(parts)
	var issues []string
	for i, name := range c.Categories {
		if parts[i] == most {
			issues = append(issues, name)
		}
	}
	said := messages.Args{"issues": b.Some(issues, 3), "share": b.Number(100*most, 0)}
	return brief.If(most > 0, b.Say("hum."+code, said))
}
