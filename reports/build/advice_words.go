package build

import (
	"strings"

	"roundtable/planner/balance"
	"roundtable/reports"
)

// This file names the rules and the changes of an advice in running text.

// targetTitle is a target's label in quotation marks, by its ID.
func targetTitle(r *balance.Report, id string) string {
	for i := range r.Targets {
		if r.Targets[i].ID == id {
			return "“" + targetLabel(&r.Targets[i]) + "”"
		}
	}
	return reports.InText(id)
}

// targetName words a target of the report by its ID, with its range; IDs it
// does not know stay.
func targetName(r *balance.Report, id string) string {
	for i := range r.Targets {
		t := &r.Targets[i]
		if t.ID == id {
			return "“" + targetLabel(t) + "” (" + targetAsked(t) + ")"
		}
	}
	// A rule of a conflict carries its bound: "region=African Group min 1".
	for _, bound := range [][2]string{{" min ", "at least "}, {" max ", "at most "}} {
		at := strings.LastIndex(id, bound[0])
		if at < 0 {
			continue
		}
		for i := range r.Targets {
			if r.Targets[i].ID == id[:at] {
				return "“" + targetLabel(&r.Targets[i]) + "” (" + bound[1] + id[at+len(bound[0]):] + ")"
			}
		}
	}
	return reports.InText(id)
}

// shortNames words rules of a conflict for narrow cells: "WEOG (at most 2)".
func shortNames(r *balance.Report, rules []string) []string {
	out := targetNames(r, rules)
	for i, rule := range rules {
		for k := range r.Targets {
			t := &r.Targets[k]
			bound, ok := strings.CutPrefix(rule, t.ID+" ")
			if word, n, found := strings.Cut(bound, " "); ok && found && (word == "min" || word == "max") {
				out[i] = shortLabel(t) + " (at " + map[string]string{"min": "least ", "max": "most "}[word] + n + ")"
			}
		}
	}
	return out
}

func targetNames(r *balance.Report, ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = targetName(r, id)
	}
	return out
}

// changeWords is the first of the alternatives in a sentence: "replace A by B",
// "A and B leave; C and D join", and how many more there are.
func changeWords(b *builder, c *balance.Changes) string {
	var ways []string
	shown := 0
	for i := range c.Profiles {
		if len(ways) == 2 || c.Min > 1 && len(ways) == 1 {
			break
		}
		ways = append(ways, swapWords(choiceNames(b, c.Profiles[i].Drop), choiceNames(b, c.Profiles[i].Add)))
		shown += c.Profiles[i].Panels
	}
	if len(ways) == 0 && len(c.Listed) > 0 {
		ways = append(ways, swapWords(joined(b.names(c.Listed[0].Drop)), joined(b.names(c.Listed[0].Add))))
		shown = 1
	}
	out := strings.Join(ways, ", or ")
	if more := c.Alternatives - shown; more > 0 && len(ways) > 0 {
		out += " (" + counted(more, "other panel") + " would do as well)"
	}
	return out
}

func swapWords(drop, add string) string {
	switch {
	case drop == "":
		return "invite " + add
	case add == "":
		return "do without " + drop
	default:
		return "replace " + drop + " by " + add
	}
}

// adviceSentence is the smallest change in a sentence or two, for the summary.
func adviceSentence(b *builder) string {
	if b.judged == nil || b.judged.Report.Advice == nil {
		return ""
	}
	r := b.judged.Report
	a := r.Advice
	if !a.Feasible {
		if !a.Proved {
			return ""
		}
		out := "No panel from the people on the list can meet every rule that must hold."
		if s := recruitSentence(b, r, a, false); s != "" {
			return out + " " + s
		}
		if a.Relaxation != nil && len(a.Relaxation.Changes) > 0 {
			out += " " + relaxationWords(b, r, a.Relaxation)
		}
		return out
	}
	var parts []string
	if c := a.Changes; c != nil && c.Min > 0 {
		parts = append(parts, counted(c.Min, "change")+" would meet every rule that must hold: "+changeWords(b, c)+".")
	}
	switch w := a.Wishes; {
	case w == nil:
	case w.Feasible && w.Changes != nil && w.Changes.Min > 0:
		line := counted(w.Changes.Min, "change") + " would meet the wishes as well"
		if len(parts) == 0 {
			line += ": " + changeWords(b, w.Changes)
		}
		parts = append(parts, line+".")
	case !w.Feasible && w.Proved:
		line := "Nobody on the list can make the panel meet all the wishes."
		if s := recruitSentence(b, r, w, true); s != "" {
			line += " " + s
		}
		parts = append(parts, line)
	}
	return strings.Join(parts, " ")
}
