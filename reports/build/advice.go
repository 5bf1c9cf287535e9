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
	a := r.Advice
	if a == nil {
		return
	}
	addAdditions(b, s, a)
	if !a.Feasible {
		addConflict(b, s, r, a, false)
		return
	}
	if c := a.Changes; !a.AdditionsAsked && c != nil && c.Min > 0 && c.Alternatives > 1 && c.Min <= mostChanges {
		s.Add(changeTable(b, a, c))
	}
	s.Add(excludedBlock(b, r, a))
	addWishes(b, s, r, a.Wishes)
}

// mostChanges is up to how many changes the ways to make them are listed.
const mostChanges = 20

// addAdditions answers whether the panel can be mended with nobody leaving, where that
// was asked.
func addAdditions(b *builder, s *reports.Section, a *balance.Advice) {
	c := a.Additions
	switch {
	case !a.AdditionsAsked:
	case c == nil:
		said := "With nobody leaving, no number of people from these files meets every rule that must hold."
		if a.Feasible && a.Changes != nil {
			said += " Where somebody may leave, " + counted(a.Changes.Min, "change") +
				" would do it: leave out --additions-only."
		}
		s.Add(reports.Paragraph{Text: said})
	case c.Min == 0:
		s.Add(reports.Paragraph{Text: "Nobody needs to be added to meet every rule that must hold."})
	case c.Alternatives > 1:
		t := changeTable(b, a, c)
		t.ID = "additions"
		t.Title = "With nobody leaving: every way with as few additions"
		s.Add(t)
	}
}

// maxWishWays is how many ways to meet the wishes are described; the rest are in
// the results file.
const maxWishWays = 3

// addWishes says what it would take to meet the wishes as well as the rules.
func addWishes(b *builder, s *reports.Section, r *balance.Report, w *balance.Advice) {
	if w == nil {
		return
	}
	c := w.Changes
	if w.AdditionsAsked {
		c = w.Additions // nobody is to leave
	}
	switch {
	case !w.Feasible:
		addConflict(b, s, r, w, true)
	case c != nil && c.Min > 0:
		if c.Alternatives == 1 && r.Advice.Recommended != nil && r.Advice.Recommended.Wishes {
			return // it is what is recommended
		}
		some := *c
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
		why := "not worked out within the limit of the search"
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
		ID: "changes", RowHead: true, Columns: []reports.Column{
			{Title: "Way"}, {Title: "Leave"}, {Title: "Join"}, {Title: "Panels", Align: reports.Right},
		},
		Title: upperFirst(counted(c.Min, "change")) + " would meet every rule that must hold: all ways",
	}
	shown := 0
	for i, x := range c.Profiles {
		shown += x.Panels
		t.Add(reports.Str(text(i+1)), orNobody(choices(b, x.Drop)), orNobody(choices(b, x.Add)), countOf(x.Panels))
	}
	if a.Proved {
		t.Note = "No smaller change does it; this was shown by a complete search. "
	} else {
		t.Note = "This is the best found within the limit of the search; a smaller change was not ruled out. "
	}
	if c.Alternatives > shown || !c.Counted {
		t.Title = upperFirst(counted(c.Min, "change")) + " would meet every rule that must hold: some of the ways"
		t.Note += upperFirst(panelsCounted(c)) + " can be reached with as few changes; "
		if shown < balance.ManyPanels {
			t.Note += grouped(shown) + " of them are described here."
		} else {
			t.Note += "some of them are described here."
		}
	}
	return t
}

// countOf is a cell with a count of panels.
func countOf(n int) reports.Value {
	v := reports.Int(n)
	if n >= balance.ManyPanels {
		return reports.Str("more than " + grouped(balance.ManyPanels))
	}
	if n >= 10_000 {
		v.Text = grouped(n)
	}
	return v
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
	// A rule of a conflict carries its bound, and its cell: "region=African Group min 1",
	// "gender each within region min 1 (woman & African Group)".
	for _, bound := range [][2]string{{" min ", "at least "}, {" max ", "at most "}} {
		if at := strings.LastIndex(id, bound[0]); at >= 0 {
			if t := findTarget(r, id[:at]); t != nil {
				limit, cell, of := strings.Cut(strings.TrimSuffix(id[at+len(bound[0]):], ")"), " (")
				if of {
					cell = " for " + cellLabel(t, cell, asWritten)
				}
				return "“" + targetLabel(t) + "”" + cell + " (" + bound[1] + limit + ")"
			}
		}
	}
	return boundName(id)
}

// boundName is what a rule of a conflict is called that is no target.
func boundName(rule string) string {
	switch rule {
	case "size":
		return "the number of seats"
	case "locked":
		return "the fixed places"
	default:
		return reports.InText(rule)
	}
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
	switch more := c.Alternatives - shown; {
	case len(ways) == 0 || more <= 0:
	case c.Alternatives >= balance.ManyPanels || !c.Counted:
		out += " (of " + panelsCounted(c) + " that would do)"
	case more == 1:
		out += " (1 other panel would do as well)"
	default:
		out += " (" + grouped(more) + " other panels would do as well)"
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
	out := "No panel of the " + people(a.Searched) + " there are can meet every rule that must hold."
	if a.Recommended == nil && a.Relaxation != nil && len(a.Relaxation.Changes) > 0 {
		out += " " + relaxationWords(b, r, a.Relaxation)
	}
	return out
}

// adviceSentence is what to do about the balance in a sentence, for the summary.
func adviceSentence(b *builder) string {
	if b.judged == nil || b.judged.Report.Advice == nil {
		return ""
	}
	r := b.judged.Report
	a := r.Advice
	if v := recommended(b, r, a); v != nil {
		return v.Text
	}
	switch w := a.Wishes; {
	case !a.Feasible:
		return impossibleSentence(b, r, a)
	case w != nil && !w.Feasible && w.Proved:
		return "Nobody in these files can make the panel meet all the wishes."
	}
	return ""
}
