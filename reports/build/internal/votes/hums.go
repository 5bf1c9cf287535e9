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

// HumSection shows answers for, neutral and against, where ballots were hums.
func HumSection(b *brief.Brief) *reports.Section {
	r := b.In.Ranking
	if r == nil {
		return nil
	}
	answers := []string{b.Say("hum.for", nil), b.Say("hum.neutral", nil), b.Say("hum.against", nil)}
	c := reports.Chart{
		ID: "chart-hum", Kind: reports.Diverge, Axis: b.Say("hum.axis", nil),
		Series: brief.Each(answers, func(name string) reports.Series { return reports.Series{Name: name} }),
		Table: reports.Table{ID: "hum", Title: b.Say("hum.answers", nil), RowHead: true, Columns: slices.Concat(
			brief.Columns(reports.Left, 0, b.Say("column.issue", nil)), brief.Columns(reports.Right, 0, answers...),
			brief.Columns(reports.Left, 0, b.Say("hum.reads", nil)))},
	}
	byGroup := reports.Table{
		ID: "hum-groups", Title: b.Say("hum.by-group", nil), RowHead: true,
		Columns: brief.Columns(reports.Left, 0, b.Say("column.issue", nil)),
	}
	agreed := 0
	var silent []string
	for i := range r.Issues {
		is := &r.Issues[i]
		h := is.Hum
		if h == nil {
			continue
		}
		if h.Reading == "consensus" || h.Reading == "rough consensus" {
			agreed++
		}
		if h.Reading != "divided" {
			silent = append(silent, silences(b, is.ID, nil, h.Silent, h.Few)...)
		}
		addHum(b, &c, is)
		row := []reports.Value{reports.Str(brief.IssueLabel(is.ID, is.Name, 80))}
		for _, g := range h.Groups {
			if len(byGroup.Rows) == 0 {
				byGroup.Columns = append(byGroup.Columns, brief.Columns(reports.Center, 0, b.Group(g.Group))...)
			}
			row = append(row, reports.Str(b.Say("hum.cell", messages.Args{
				"for": int(g.For), "neutral": int(g.Neutral), "against": int(g.Against),
				"reading": humReading(b, g.Reading),
			})))
		}
		byGroup.Add(row...)
	}
	if len(c.Categories) == 0 {
		return nil
	}
	s := &reports.Section{ID: "split", Title: b.Say("hum.heading", nil), Lead: b.Say("hum.agreed", messages.Args{
		"n": len(c.Categories), "agreed": agreed,
	})}
	c.Title, c.Summary = b.Say("hum.answers", nil), s.Lead
	if !r.OnlyHums() { // of which this is what the order says first
		s.Add(reports.List{Items: readings(b)})
	}
	s.Add(c, reports.List{Title: b.Say("hum.silent", nil), Items: silent})
	if len(byGroup.Columns) > 1 {
		s.Add(byGroup)
	}
	if a := r.Agreement; a != nil && a.Thresholds != nil {
		s.Add(reports.Paragraph{Text: thresholdWords(b, *a.Thresholds)})
	}
	return s
}

// humReading is how a hum reads.
func humReading(b *brief.Brief, code string) string { return b.Say("reading."+code, nil) }

// readings say how the answers for and against read on all issues.
func readings(b *brief.Brief) []string {
	var out []string
	for _, x := range []struct {
		code     string
		readings []string
	}{
		{"consensus", []string{"consensus"}},
		{"rough", []string{"rough consensus"}},
		{"divided", []string{"divided"}},
		{"unanswered", []string{"no answers", "too few answers", "cannot tell"}},
	} {
		var ids []string
		for i := range b.In.Ranking.Issues {
			is := &b.In.Ranking.Issues[i]
			if is.Hum != nil && slices.Contains(x.readings, is.Hum.Reading) {
				ids = append(ids, is.ID)
			}
		}
		if len(ids) > 0 {
			out = append(out, b.Say("hum-readings."+x.code, messages.Args{"issues": b.IDs(ids)}))
		}
	}
	return out
}

func addHum(b *brief.Brief, c *reports.Chart, is *ranking.Issue) {
	var sums [3]int64
	for _, g := range is.Hum.Groups {
		sums[0] += g.For
		sums[1] += g.Neutral
		sums[2] += g.Against
	}
	c.Categories = append(c.Categories, brief.IssueLabel(is.ID, is.Name, reports.MaxLabel))
	row := []reports.Value{reports.Str(brief.IssueLabel(is.ID, is.Name, math.MaxInt))}
	for i, n := range sums {
		c.Series[i].Values = append(c.Series[i].Values, float64(n))
		row = append(row, reports.Int(int(n)))
	}
	c.Table.Add(append(row, reports.Str(humReading(b, is.Hum.Reading)))...)
}

// HeardSection shows what was hummed, by issue, group and place. Where all hums are
// ballots without a place, the section on answers for and against says the same.
func HeardSection(b *brief.Brief) *reports.Section {
	h := b.In.Hums
	if h == nil || b.In.Ranking != nil && !slices.ContainsFunc(h.Issues, tellsMore) {
		return nil
	}
	agreed := brief.CountIf(h.Issues, func(x ranking.HumIssue) bool { return x.Reading == "consensus" })
	rough := brief.CountIf(h.Issues, func(x ranking.HumIssue) bool { return x.Reading == "rough consensus" })
	s := &reports.Section{ID: "hums", Title: b.Say("heard.heading", nil), Lead: b.Say("heard.lead", messages.Args{
		"n": len(h.Issues), "consensus": agreed, "rough": rough,
	})}
	some := func(told func(ranking.HumPart) bool) bool {
		return slices.ContainsFunc(h.Issues, func(x ranking.HumIssue) bool {
			return slices.ContainsFunc(x.Parts, told)
		})
	}
	groups := some(func(p ranking.HumPart) bool { return p.Group != "" })
	places := some(func(p ranking.HumPart) bool { return p.Place != "" })
	t := reports.Table{
		ID: "hums", Title: b.Say("heard.table", nil), RowHead: true,
		Columns: brief.Columns(reports.Left, 0, b.Say("heard.question", nil)),
	}
	if groups {
		t.Columns = append(t.Columns, reports.Column{Title: b.Say("column.group", nil)})
	}
	if places {
		t.Columns = append(t.Columns, reports.Column{Title: b.Say("heard.where", nil)})
	}
	t.Columns = slices.Concat(t.Columns,
		brief.Columns(reports.Right, 0, b.Say("hum.for", nil), b.Say("hum.neutral", nil), b.Say("hum.against", nil)),
		brief.Columns(reports.Left, 0, b.Say("hum.reads", nil)))
	for i := range h.Issues {
		x := &h.Issues[i]
		for _, line := range heard(b, x) {
			s.Add(reports.Paragraph{Text: line})
		}
		for _, p := range x.Parts {
			row := []reports.Value{reports.Str(brief.IssueLabel(x.ID, x.Name, math.MaxInt))}
			if groups {
				row = append(row, reports.Str(reports.InText(b.Value(p.Group))))
			}
			if places {
				row = append(row, reports.Str(humPlace(b, p.Place)))
			}
			t.Add(append(row, loudness(b, p.For), loudness(b, p.Neutral), loudness(b, p.Against),
				reports.Str(humReading(b, p.Reading)))...)
		}
	}
	s.Add(t, reports.List{Items: heardNotes(b)})
	return s
}

// heardNotes say how loudness and numbers read, whichever there are.
func heardNotes(b *brief.Brief) []string {
	var heard, counted bool
	for _, x := range b.In.Hums.Issues {
		for _, p := range x.Parts {
			for _, s := range []planner.Sound{p.For, p.Neutral, p.Against} {
				heard, counted = heard || s.Noted && !s.Counted, counted || s.Counted
			}
		}
	}
	var out []string
	if heard {
		out = append(out, b.Say("heard.loudness", nil))
	}
	if counted {
		out = append(out, thresholdWords(b, b.In.Hums.Thresholds))
	}
	return append(out, b.Say("heard.whole", nil))
}

// thresholdWords says how numbers of answers for and against read.
func thresholdWords(b *brief.Brief, t ranking.HumThresholds) string {
	return b.Say("hum.thresholds", messages.Args{
		"for": t.ConsensusFor, "against": t.ConsensusAgainst, "rough_for": t.RoughFor, "rough_against": t.RoughAgainst,
		"n": t.MinAnswers,
	})
}

// tellsMore reports hums that were heard, or told by place.
func tellsMore(x ranking.HumIssue) bool {
	return slices.ContainsFunc(x.Parts, func(p ranking.HumPart) bool {
		return p.Place != "" || p.For.Noted && !p.For.Counted || x.ID == ""
	})
}

// heard says how the hum on a question reads, and what to do.
func heard(b *brief.Brief, x *ranking.HumIssue) []string {
	name := b.QuotedIssue(x.ID, x.Name, 90)
	out := []string{b.Say("heard-reading."+x.Reading, messages.Args{"issue": name})}
	if x.Reading != "cannot tell" {
		return out
	}
	why := silences(b, name, x.Missing, x.Silent, x.Few)
	for _, p := range x.MissingAt {
		why = append(why, b.Say("heard.missing-at", messages.Args{"issue": name, "place": humPlace(b, p)}))
	}
	for _, p := range x.SilentAt {
		why = append(why, b.Say("heard.silent-at", messages.Args{"issue": name, "place": humPlace(b, p)}))
	}
	if len(why) == 0 {
		why = append(why, b.Say("heard.unclear", messages.Args{"issue": name}))
	}
	return append(out, why...)
}

// silences say of which groups there is no agreement on an issue, because they did not answer.
func silences(b *brief.Brief, issue string, missing, silent, few []string) []string {
	var out []string
	for _, x := range []struct {
		code   string
		groups []string
	}{{"missing", missing}, {"silent", silent}, {"thin", few}} {
		if len(x.groups) > 0 {
			out = append(out, b.Say("silence."+x.code, messages.Args{
				"issue": issue, "groups": messages.Or(brief.Each(x.groups, b.Group)),
			}))
		}
	}
	return out
}

// loudness is a number of people, or how loud it was.
func loudness(b *brief.Brief, s planner.Sound) reports.Value {
	switch {
	case s.Counted:
		return reports.Int(int(s.Level))
	case !s.Noted:
		return reports.Str("")
	default:
		return reports.Str(b.Say("loudness."+s.String(), nil))
	}
}

// humPlace is where somebody hummed.
func humPlace(b *brief.Brief, place string) string {
	if place == "onsite" {
		return b.Say("heard.room", nil)
	}
	return reports.InText(b.Value(place))
}
