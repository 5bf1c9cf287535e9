package build

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
)

// heardSection shows what was hummed, by issue, group and place. Where all hums are
// ballots without a place, the section on answers for and against says the same.
func heardSection(b *builder) *reports.Section {
	h := b.in.Hums
	if h == nil || b.in.Ranking != nil && !slices.ContainsFunc(h.Issues, tellsMore) {
		return nil
	}
	agreed := countIf(h.Issues, func(x ranking.HumIssue) bool { return x.Reading == "consensus" })
	rough := countIf(h.Issues, func(x ranking.HumIssue) bool { return x.Reading == "rough consensus" })
	s := &reports.Section{
		ID: "hums", Title: "What was hummed",
		Lead: fmt.Sprintf("Of %s, %d read as consensus and %d as rough consensus. A hum ranks nothing.",
			counted(len(h.Issues), "question"), agreed, rough),
	}
	var groups, places bool
	for _, x := range h.Issues {
		for _, p := range x.Parts {
			groups, places = groups || p.Group != "", places || p.Place != ""
		}
	}
	t := reports.Table{
		ID: "hums", Title: "For, neutral and against", RowHead: true,
		Note:    humNote(h),
		Columns: []reports.Column{{Title: "Question"}},
	}
	if groups {
		t.Columns = append(t.Columns, reports.Column{Title: "Group"})
	}
	if places {
		t.Columns = append(t.Columns, reports.Column{Title: "Where"})
	}
	for _, title := range []string{"For", "Neutral", "Against"} {
		t.Columns = append(t.Columns, reports.Column{Title: title, Align: reports.Right})
	}
	t.Columns = append(t.Columns, reports.Column{Title: "Reads as"})
	for i := range h.Issues {
		x := &h.Issues[i]
		s.Blocks = append(s.Blocks, reports.Paragraph{Text: quotedIssue(x.ID, x.Name, 90) + ": " + humWords(x)})
		for _, p := range x.Parts {
			row := []reports.Value{reports.Str(issueLabel(x.ID, x.Name, math.MaxInt))}
			if groups {
				row = append(row, reports.Str(reports.InText(p.Group)))
			}
			if places {
				row = append(row, reports.Str(placeWords(p.Place)))
			}
			t.Add(append(row, sound(p.For), sound(p.Neutral), sound(p.Against), reports.Str(p.Reading))...)
		}
	}
	s.Add(t)
	return s
}

// humNote says how loudness and numbers read, whichever there are.
func humNote(h *ranking.Hums) string {
	var heard, counted bool
	for _, x := range h.Issues {
		for _, p := range x.Parts {
			for _, s := range []planner.Sound{p.For, p.Neutral, p.Against} {
				heard, counted = heard || s.Noted && !s.Counted, counted || s.Counted
			}
		}
	}
	var out string
	if heard {
		out = "Loudness: consensus where some hum for and nobody against; rough consensus where it is loud for and " +
			"soft against; otherwise divided. A hum finds out whether there is an objection worth hearing (RFC " +
			"7282); it counts nobody. "
	}
	if counted {
		out += "Numbers: " + thresholdWords(h.Thresholds) + " "
	}
	return out + "A whole agrees only where all of its parts do."
}

// thresholdWords says how numbers of answers for and against read.
func thresholdWords(t ranking.HumThresholds) string {
	return fmt.Sprintf("consensus where in every group at least %d %% of the answers are for and at most %d %% "+
		"against; rough consensus at least %d %% for and at most %d %% against; otherwise divided. Fewer than %d "+
		"answers of a group that has more people are too few to agree.",
		t.ConsensusFor, t.ConsensusAgainst, t.RoughFor, t.RoughAgainst, t.MinAnswers)
}

// tellsMore reports hums that were heard, or told by place.
func tellsMore(x ranking.HumIssue) bool {
	return slices.ContainsFunc(x.Parts, func(p ranking.HumPart) bool {
		return p.Place != "" || p.For.Noted && !p.For.Counted || x.ID == ""
	})
}

// humWords says how the hum on a question reads, and what to do.
func humWords(x *ranking.HumIssue) string {
	switch x.Reading {
	case "consensus":
		return "consensus; next to nobody hummed against."
	case "rough consensus":
		return "rough consensus; ask those against for their reason before you go on."
	case "divided":
		return "divided; hear the objections before you go on."
	case "no answers":
		return "nobody hummed either way, which is no agreement."
	case "too few answers":
		return "too few answers, which is no agreement."
	}
	var whys []string
	for _, why := range []string{
		silenceWords(x.Missing, x.Silent, x.Few), atPlaces("no hum was taken", x.MissingAt),
		atPlaces("nobody hummed", x.SilentAt),
	} {
		if why != "" {
			whys = append(whys, why)
		}
	}
	why := joined(whys)
	if why == "" {
		why = "a part hummed neither way, a side was not noted, or one is a number and the other is not"
	}
	return "cannot tell; " + why + "."
}

// atPlaces says what is so in some places.
func atPlaces(what string, places []string) string {
	if len(places) == 0 {
		return ""
	}
	return what + " " + joinedOr(each(places, func(p string) string {
		return cmp.Or(map[string]string{"onsite": "in the room", "online": "online"}[p], "at "+reports.InText(p))
	}))
}

// silenceWords says of which groups there is no agreement, because they did not answer.
func silenceWords(missing, silent, few []string) string {
	var out []string
	for _, x := range []struct {
		groups []string
		words  string
	}{
		{missing, "no hum of %s was taken"}, {silent, "nobody of %s hummed"}, {few, "too few of %s answered"},
	} {
		if len(x.groups) > 0 {
			out = append(out, fmt.Sprintf(x.words, joinedOr(each(x.groups, func(g string) string {
				return reports.InText(groupTitle(g))
			}))))
		}
	}
	return joined(out)
}

func sound(s planner.Sound) reports.Value {
	if s.Counted {
		return reports.Int(int(s.Level))
	}
	return reports.Str(s.String())
}

// placeWords is where somebody hummed.
func placeWords(place string) string {
	switch place {
	case "onsite":
		return "room"
	default:
		return reports.InText(place)
	}
}
