package build

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"roundtable/planner/balance"
	"roundtable/reports"
)

// addAdvice says what would mend the panel, or why nothing can.
func addAdvice(b *builder, s *reports.Section, r *balance.Report) {
	switch a := r.Advice; {
	case a == nil:
	case a.Feasible:
		addChanges(b, s, r, a)
	default:
		addConflict(b, s, r, a, false)
	}
}

func addChanges(b *builder, s *reports.Section, r *balance.Report, a *balance.Advice) {
	s.Add(singleVerdicts(b, r, a))
	if c := a.Changes; c != nil && c.Min > 0 {
		s.Blocks = append(s.Blocks, changeTable(b, a, c))
	}
	if c := a.Additions; c != nil && c.Min > 0 && len(c.Listed) > 0 {
		s.Add(reports.Paragraph{Text: fmt.Sprintf("With nobody leaving, %s would do it: %s.",
			counted(c.Min, "more person", "more people"), few(b.names(c.Listed[0].Add), 6))})
	}
	s.Add(excludedBlock(b, r, a))
	addWishes(b, s, r, a.Wishes)
}

// maxWishWays is how many ways to meet the wishes are described; the rest are in
// the results file.
const maxWishWays = 3

// addWishes says what it would take to meet the wishes as well as the rules.
func addWishes(b *builder, s *reports.Section, r *balance.Report, w *balance.Advice) {
	switch {
	case w == nil:
	case !w.Feasible:
		addConflict(b, s, r, w, true)
	case w.Changes != nil && w.Changes.Min > 0:
		some := *w.Changes
		some.Profiles = some.Profiles[:min(len(some.Profiles), maxWishWays)]
		t := changeTable(b, w, &some)
		t.ID, t.Title = "changes-wishes", upperFirst(counted(some.Min, "change"))+" would meet the wishes as well"
		s.Blocks = append(s.Blocks, t)
	}
}

// maxExcluded is how many reasons why people cannot be chosen are listed.
const maxExcluded = 8

// excludedBlock lists the people who are on no panel that meets the rules, and
// what keeps them out.
func excludedBlock(b *builder, r *balance.Report, a *balance.Advice) reports.Block {
	n := len(a.NeverChosen)
	if n == 0 {
		if a.NeverUnfinished {
			return reports.Paragraph{Text: "Whether some people can be on no panel that meets the rules was not " +
				"worked out: the limit of the search came first."}
		}
		return nil
	}
	title := fmt.Sprintf("%s of the list %s on no panel that meets the rules", upperFirst(people(n)), isAre(n))
	if len(a.Excluded) == 0 {
		return reports.Paragraph{Text: title + ": " + few(b.names(a.NeverChosen), 8) + "."}
	}
	t := reports.Table{
		ID: "excluded", Title: title, RowHead: true,
		Columns: []reports.Column{{Title: "Kept out by"}, {Title: "Who"}},
	}
	who := map[string][]string{}
	var reasons []string
	for _, x := range a.Excluded {
		why := "not worked out: the limit came first"
		if len(x.Rules) > 0 {
			why = joined(shortNames(r, x.Rules))
		}
		if who[why] == nil {
			reasons = append(reasons, why)
		}
		who[why] = append(who[why], b.withProfiles(x.People)...)
	}
	for i, why := range reasons {
		if i == maxExcluded {
			t.Note = upperFirst(counted(len(reasons)-maxExcluded, "more reason")) + " with the people they keep out " +
				"are in the results file."
			break
		}
		t.Add(reports.Str(why), reports.Str(few(who[why], 6)))
	}
	return t
}

func changeTable(b *builder, a *balance.Advice, c *balance.Changes) reports.Table {
	t := reports.Table{
		ID: "changes", RowHead: true, Columns: []reports.Column{{Title: "Way"}, {Title: "Leave"}, {Title: "Join"}},
		Title: fmt.Sprintf("%s would meet every rule that must hold", upperFirst(counted(c.Min, "change"))),
	}
	shown := 0
	if len(c.Profiles) > 0 {
		t.Columns = append(t.Columns, reports.Column{Title: "Panels", Align: reports.Right})
		for i, x := range c.Profiles {
			shown += x.Panels
			t.Add(reports.Str(text(i+1)), orNobody(choices(b, x.Drop)), orNobody(choices(b, x.Add)),
				reports.Int(x.Panels))
		}
	} else {
		shown = len(c.Listed)
		for i, x := range c.Listed {
			t.Add(reports.Str(text(i+1)), orNobody(joined(b.withProfiles(x.Drop))),
				orNobody(joined(b.withProfiles(x.Add))))
		}
	}
	if a.Proved {
		t.Note = "No smaller change does it; this was shown by a complete search. "
	} else {
		t.Note = "This is the best found within the limit of the search; a smaller change was not ruled out. "
	}
	switch {
	case c.Alternatives > shown && c.Counted:
		t.Note += fmt.Sprintf("%d panels can be reached with as few changes; %d of them are described here.",
			c.Alternatives, shown)
	case c.Alternatives > shown:
		t.Note += fmt.Sprintf("At least %d panels can be reached with as few changes; %d of them are described here.",
			c.Alternatives, shown)
	case shown > 1:
		t.Note += "These are all the ways with as few changes."
	}
	return t
}

func orNobody(s string) reports.Value { return reports.Str(cmp.Or(s, "nobody")) }

// choices words a choice among people alike for the rules: "A, B or one of 3
// more (Government, African)".
func choices(b *builder, cs []balance.ProfileChoice) string {
	return strings.Join(each(cs, func(c balance.ProfileChoice) string {
		if p := seatProfile(c.Profile, shortValue); p != "" {
			return choice(b, c, 4) + " (" + p + ")"
		}
		return choice(b, c, 4)
	}), "; ")
}

// choiceNames is choices without the profiles, as part of a sentence.
func choiceNames(b *builder, cs []balance.ProfileChoice) string {
	return joined(each(cs, func(c balance.ProfileChoice) string { return choice(b, c, 3) }))
}

// choice words one choice, naming about as many people as limit.
func choice(b *builder, c balance.ProfileChoice, limit int) string {
	switch {
	case c.Choose >= len(c.People):
		return joined(b.names(c.People))
	case c.Choose == 1:
		return fewOr(b.names(c.People), limit, "more")
	default:
		return text(c.Choose) + " of " + few(b.names(c.People), limit+1)
	}
}

// singleVerdicts say whom to invite, or to exchange, to mend most at once.
func singleVerdicts(b *builder, r *balance.Report, a *balance.Advice) reports.Verdicts {
	var v []reports.Verdict
	if x := bestAdd(a.SingleAdds); x != nil {
		what := joined(targetNames(r, x.Fixes))
		text := "One invitation would meet " + what
		if len(x.Fixes) > 1 {
			text = fmt.Sprintf("One invitation would meet %s at once: %s", counted(len(x.Fixes), "rule"), what)
		}
		v = append(v, reports.Verdict{
			State: reports.Info, Text: text + ".",
			Detail: fmt.Sprintf("%s on the list would do: %s.",
				upperFirst(people(len(x.People))), few(b.names(x.People), 6)),
		})
	}
	if len(a.Replacements) > 0 {
		best := &a.Replacements[0]
		for i := range a.Replacements {
			if len(a.Replacements[i].Fixes) > len(best.Fixes) {
				best = &a.Replacements[i]
			}
		}
		if len(best.Fixes) > 0 {
			v = append(v, reports.Verdict{State: reports.Info, Text: fmt.Sprintf("Replacing %s by %s would meet %s "+
				"and break nothing.",
				b.name(best.Drop), fewOr(b.names(best.Add), 3, "others"), joined(targetNames(r, best.Fixes)))})
		}
	}
	return reports.Verdicts{Items: v}
}

// bestAdd is the profile that meets most rules and breaks none; the first of
// several.
func bestAdd(adds []balance.SingleAdd) *balance.SingleAdd {
	var best *balance.SingleAdd
	for i := range adds {
		if x := &adds[i]; len(x.Fixes) > 0 && len(x.Breaks) == 0 && (best == nil || len(x.Fixes) > len(best.Fixes)) {
			best = x
		}
	}
	return best
}

// fewOr lists at most limit items and says how many more there are of what.
func fewOr(items []string, limit int, what string) string {
	if len(items) <= limit+1 {
		return joinedOr(items)
	}
	return strings.Join(items[:limit], ", ") + " or one of " + text(len(items)-limit) + " " + what
}

// findTarget is the target with an ID; nil where there is none.
func findTarget(r *balance.Report, id string) *balance.TargetResult {
	i := slices.IndexFunc(r.Targets, func(t balance.TargetResult) bool { return t.ID == id })
	if i < 0 {
		return nil
	}
	return &r.Targets[i]
}

// targetTitle is a target's label in quotation marks, by its ID.
func targetTitle(r *balance.Report, id string) string {
	if t := findTarget(r, id); t != nil {
		return "“" + targetLabel(t) + "”"
	}
	return reports.InText(id)
}

// targetName words a target of the report by its ID, with its range; IDs it
// does not know stay.
func targetName(r *balance.Report, id string) string {
	if t := findTarget(r, id); t != nil {
		return "“" + targetLabel(t) + "” (" + targetAsked(t) + ")"
	}
	// A rule of a conflict carries its bound: "region=African Group min 1".
	for _, bound := range [][2]string{{" min ", "at least "}, {" max ", "at most "}} {
		if at := strings.LastIndex(id, bound[0]); at >= 0 {
			if t := findTarget(r, id[:at]); t != nil {
				return "“" + targetLabel(t) + "” (" + bound[1] + id[at+len(bound[0]):] + ")"
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
			switch word, n, found := strings.Cut(bound, " "); {
			case !ok || !found:
			case word == "min":
				out[i] = shortLabel(t) + " (at least " + n + ")"
			case word == "max":
				out[i] = shortLabel(t) + " (at most " + n + ")"
			}
		}
	}
	return out
}

func targetNames(r *balance.Report, ids []string) []string {
	return each(ids, func(id string) string { return targetName(r, id) })
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

// impossibleSentence says that no panel will do, and the first way out.
func impossibleSentence(b *builder, r *balance.Report, a *balance.Advice) string {
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

// adviceSentence is the smallest change in a sentence or two, for the summary.
func adviceSentence(b *builder) string {
	if b.judged == nil || b.judged.Report.Advice == nil {
		return ""
	}
	r := b.judged.Report
	a := r.Advice
	if !a.Feasible {
		return impossibleSentence(b, r, a)
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
