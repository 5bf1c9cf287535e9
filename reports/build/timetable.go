package build

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/planner/grouping"
	"roundtable/reports"
)

// timeLines say when a group meets, or could.
func timeLines(g *grouping.Group) []string {
	var out []string
	if g.Slot != "" {
		out = append(out, "Meets in slot "+reports.InText(g.Slot))
	}
	if g.Supervisor != "" {
		out = append(out, "Supervised by "+reports.InText(g.Supervisor))
	}
	if h := g.Hours; h != nil && h.Suits == 0 {
		out = append(out, "No hour suits anybody of the group")
	} else if h != nil {
		who := "all"
		if h.Suits < h.Of {
			who = fmt.Sprintf("%d of %d", h.Suits, h.Of)
		}
		if rest := len(g.Members) - h.Of; rest > 0 {
			who += fmt.Sprintf(" (the time zone of %d is not known)", rest)
		}
		out = append(out, "Hours that suit "+who+": "+strings.Join(hourSpans(h.UTC), ", ")+" UTC")
	}
	return out
}

// hourSpans joins hours that follow each other: "14:00–17:00" for those from 14, 15, 16.
func hourSpans(utc []string) []string {
	var spans [][2]int
	for _, text := range utc {
		var h int
		_, _ = fmt.Sscanf(text, "%d", &h) // "14:00 UTC"; they are ours
		if k := len(spans) - 1; k >= 0 && spans[k][1] == h {
			spans[k][1]++
		} else {
			spans = append(spans, [2]int{h, h + 1})
		}
	}
	if n := len(spans); n > 1 && spans[0][0] == 0 && spans[n-1][1] == 24 {
		spans[n-1][1], spans = spans[0][1], spans[1:] // over midnight
	}
	var out []string
	for _, s := range spans {
		out = append(out, fmt.Sprintf("%02d:00–%02d:00", s[0], s[1]%24))
	}
	return out
}

// timetable lists the groups by the slot in which they meet, in the order of the input.
func timetable(p *grouping.Plan) []reports.Block {
	t := reports.Table{
		ID: "timetable", Title: "Timetable", RowHead: true,
		Columns: []reports.Column{{Title: "Slot"}, {Title: "Group"}, {Title: "Members"}},
	}
	var slots []string
	for i := range p.Groups {
		if s := p.Groups[i].Slot; s != "" && !slices.Contains(slots, s) {
			slots = append(slots, s)
		}
	}
	for _, s := range slots {
		for i := range p.Groups {
			if g := &p.Groups[i]; g.Slot == s && len(g.Members) > 0 {
				t.Add(reports.Str(s), reports.Str(groupLabel(g)), reports.Int(len(g.Members)))
			}
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []reports.Block{t}
}

// leftBlocks say of everybody without a seat why.
func leftBlocks(b *builder, p *grouping.Plan) []reports.Block {
	if len(p.Left) == 0 {
		return nil
	}
	l := reports.List{Title: "Without a seat"}
	for _, x := range p.Left {
		groups := few(x.Groups, 6)
		why := map[string]string{
			"none-asked": "asked for no seat",
			"barred":     "may not sit in any of the groups",
			"full":       "every group that would do is full: " + groups,
			"closed":     "none of the groups that would do was opened: " + groups,
			"dearer":     "a seat in " + groups + " would cost other wishes or rules more than it is worth",
		}[x.Why]
		l.Items = append(l.Items, b.name(x.Person)+": "+why)
	}
	return []reports.Block{l}
}
