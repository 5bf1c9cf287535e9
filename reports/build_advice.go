package reports

import (
	"fmt"
	"sort"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance"
)

// adviceBlocks say what would mend the panel, or why nothing can.
func (b *builder) adviceBlocks(r *balance.Report) []Block {
	a := r.Advice
	if a == nil {
		return nil
	}
	if a.Feasible {
		return b.changeBlocks(r, a)
	}
	return b.conflictBlocks(r, a)
}

func (b *builder) changeBlocks(r *balance.Report, a *balance.Advice) []Block {
	out := b.singleVerdicts(r, a)
	if c := a.Changes; c != nil && c.Min > 0 {
		out = append(out, b.changeTable(a, c))
	}
	if c := a.Additions; c != nil && c.Min > 0 && len(c.Listed) > 0 {
		out = append(out, Paragraph{fmt.Sprintf("With nobody leaving, %s would do it: %s.",
			counted(c.Min, "more person", "more people"), few(b.names(c.Listed[0].Add), 6))})
	}
	if n := len(a.NeverChosen); n > 0 {
		out = append(out, Paragraph{fmt.Sprintf("%s of the list %s on no panel that meets the rules: %s.",
			people(n), isAre(n), few(b.names(a.NeverChosen), 8))})
	}
	if w := a.Wishes; w != nil {
		out = append(out, b.wishBlocks(r, w)...)
	}
	return out
}

// maxWishWays is how many ways to meet the wishes are described; the rest are in
// the results file.
const maxWishWays = 3

// wishBlocks say what it would take to meet the wishes as well as the rules.
func (b *builder) wishBlocks(r *balance.Report, w *balance.Advice) []Block {
	switch {
	case w.Feasible && w.Changes != nil && w.Changes.Min > 0:
		few := *w.Changes
		few.Profiles = few.Profiles[:min(len(few.Profiles), maxWishWays)]
		t := b.changeTable(w, &few)
		t.ID, t.Title = "changes-wishes", upperFirst(counted(w.Changes.Min, "change"))+" would meet the wishes as well"
		return []Block{t}
	case w.Feasible || len(w.Conflict) == 0:
		return nil
	case len(w.Conflict) == 1:
		return []Block{Paragraph{"One wish cannot be met with the people on the list: " + b.targetNames(r, w.Conflict)[0] + "."}}
	default:
		return []Block{Paragraph{"All wishes together cannot be met: " + joined(b.targetNames(r, w.Conflict)) + " stand against each other."}}
	}
}

func (b *builder) changeTable(a *balance.Advice, c *balance.Changes) Table {
	t := Table{
		ID: "changes", RowHead: true, Columns: []Column{{Title: "Way"}, {Title: "Leave"}, {Title: "Join"}},
		Title: fmt.Sprintf("%s would meet every rule that must hold", upperFirst(counted(c.Min, "change"))),
	}
	shown := 0
	if len(c.Profiles) > 0 {
		t.Columns = append(t.Columns, Column{Title: "Panels", Align: Right})
		for i, x := range c.Profiles {
			shown += x.Panels
			t.Rows = append(t.Rows, []Value{Str(text(i + 1)), Str(orNobody(b.choices(x.Drop))), Str(orNobody(b.choices(x.Add))), Int(x.Panels)})
		}
	} else {
		shown = len(c.Listed)
		for i, x := range c.Listed {
			t.Rows = append(t.Rows, []Value{Str(text(i + 1)), Str(orNobody(b.withProfiles(x.Drop))), Str(orNobody(b.withProfiles(x.Add)))})
		}
	}
	if a.Proved {
		t.Note = "No smaller change does it; this was shown by a complete search. "
	} else {
		t.Note = "This is the best found within the limit of the search; a smaller change was not ruled out. "
	}
	switch {
	case c.Alternatives > shown && c.Counted:
		t.Note += fmt.Sprintf("%d panels can be reached with as few changes; %d of them are described here.", c.Alternatives, shown)
	case c.Alternatives > shown:
		t.Note += fmt.Sprintf("At least %d panels can be reached with as few changes; %d of them are described here.", c.Alternatives, shown)
	case shown > 1:
		t.Note += "These are all the ways with as few changes."
	}
	return t
}

// choices words a choice among people alike for the rules: "A, B or one of 3
// more (Government, African)".
func (b *builder) choices(cs []balance.ProfileChoice) string {
	out := make([]string, len(cs))
	for i, c := range cs {
		switch {
		case c.Choose >= len(c.People):
			out[i] = joined(b.names(c.People))
		case c.Choose == 1:
			out[i] = fewOr(b.names(c.People), 4, "more")
		default:
			out[i] = text(c.Choose) + " of " + few(b.names(c.People), 5)
		}
		if p := seatProfile(c.Profile); p != "" {
			out[i] += " (" + p + ")"
		}
	}
	return strings.Join(out, "; ")
}

// seatProfile is the stakeholder group and region of a profile, short.
func seatProfile(p map[planner.Dimension]string) string {
	var out []string
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		if v := p[d]; v != "" {
			out = append(out, inText(shortValue(v)))
		}
	}
	return strings.Join(out, ", ")
}

// singleVerdicts say whom to invite, or to exchange, to mend most at once.
func (b *builder) singleVerdicts(r *balance.Report, a *balance.Advice) []Block {
	var v []Verdict
	if x := bestAdd(a.SingleAdds); x != nil {
		what := joined(b.targetNames(r, x.Fixes))
		text := "One invitation would meet " + what
		if len(x.Fixes) > 1 {
			text = fmt.Sprintf("One invitation would meet %s at once: %s", counted(len(x.Fixes), "rule"), what)
		}
		v = append(v, Verdict{State: Info, Text: text + ".", Detail: fmt.Sprintf("%s on the list would do: %s.",
			upperFirst(people(len(x.People))), few(b.names(x.People), 6))})
	}
	if len(a.Replacements) > 0 {
		best := &a.Replacements[0]
		for i := range a.Replacements {
			if len(a.Replacements[i].Fixes) > len(best.Fixes) {
				best = &a.Replacements[i]
			}
		}
		if len(best.Fixes) > 0 {
			v = append(v, Verdict{State: Info, Text: fmt.Sprintf("Replacing %s by %s would meet %s and break nothing.",
				b.name(best.Drop), fewOr(b.names(best.Add), 3, "others"), joined(b.targetNames(r, best.Fixes)))})
		}
	}
	if len(v) == 0 {
		return nil
	}
	return []Block{Verdicts{v}}
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

func orNobody(s string) string {
	if s == "" {
		return "nobody"
	}
	return s
}

// withProfiles names people with their group and region.
func (b *builder) withProfiles(ids []string) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = b.name(id)
		if p := b.profile(id); p != "" {
			out[i] += " (" + p + ")"
		}
	}
	return joined(out)
}

func (b *builder) conflictBlocks(r *balance.Report, a *balance.Advice) []Block {
	var out []Block
	v := Verdict{State: Miss, Text: "No panel from this list can meet every rule that must hold."}
	if len(a.Conflict) > 0 {
		v.Text = "These rules cannot hold together with the people on the list: " + joined(b.targetNames(r, a.Conflict)) + "."
		v.Detail = "Leave any one of them out and the others can be met."
	}
	if !a.Proved {
		v.State = Unsure
		v.Text = "No panel that meets every rule was found within the limit of the search; that is not a proof that there is none."
	}
	out = append(out, Verdicts{[]Verdict{v}})
	if len(a.ConflictDetail) > 0 {
		out = append(out, b.conflictTable(a.ConflictDetail))
	}
	if ways := b.waysOut(r, a); len(ways) > 0 {
		out = append(out, List{Title: "Ways out", Items: ways})
	}
	return out
}

func (b *builder) conflictTable(rules []balance.ConflictRule) Table {
	t := Table{
		ID: "conflict", Title: "The rules that clash, and who could meet them", RowHead: true,
		Columns: []Column{{Title: "Rule"}, {Title: "Limit"}, {Title: "On the list", Align: Right}, {Title: "Who"}},
	}
	for _, c := range rules {
		limit := text(c.Limit)
		switch c.Bound {
		case "min":
			limit = "at least " + limit
		case "max":
			limit = "at most " + limit
		case "size":
			limit += " seats"
		case "locked":
			limit = "place is fixed"
		}
		t.Rows = append(t.Rows, []Value{Str(c.Rule), Str(limit), Int(c.InPool), Str(few(b.names(c.People), 5))})
	}
	return t
}

// waysOut are the ways in which the rules could be met after all.
func (b *builder) waysOut(r *balance.Report, a *balance.Advice) []string {
	var out []string
	if rec := a.Recruits; rec != nil && rec.Min > 0 {
		line := "Invite " + counted(rec.Min, "new person", "new people")
		var ps []string
		for _, p := range rec.Profiles {
			ps = append(ps, profileWords(p))
		}
		switch {
		case len(ps) == 0:
		case rec.Min == 1:
			line += ": " + fewOr(ps, 4, "other profiles")
		default:
			line += " who together bring: " + few(ps, 6)
		}
		out = append(out, line+".")
	}
	if len(a.Sizes) > 0 {
		sizes := make([]string, len(a.Sizes))
		for i, n := range a.Sizes {
			sizes[i] = text(n)
		}
		out = append(out, "Change the size of the panel: the same rules can be met with "+joinedOr(sizes)+" seats.")
	}
	if rel := a.Relaxation; rel != nil && len(rel.Changes) > 0 {
		var cs []string
		for _, c := range rel.Changes {
			bound := "at least"
			if c.Bound == "max" {
				bound = "at most"
			}
			cs = append(cs, fmt.Sprintf("%s to %s %d instead of %d", targetTitle(r, c.Target), bound, c.To, c.From))
		}
		out = append(out, "Relax a wish: "+joined(cs)+".")
	}
	if len(a.SingleRules) > 0 {
		out = append(out, "Drop one of these rules, which alone would be enough: "+joinedOr(b.targetNames(r, a.SingleRules))+".")
	}
	return out
}

// fewOr lists at most limit items and says how many more there are of what.
func fewOr(items []string, limit int, what string) string {
	if len(items) <= limit {
		return joinedOr(items)
	}
	return strings.Join(items[:limit], ", ") + " or one of " + text(len(items)-limit) + " " + what
}

// profileWords describes a person to look for: "someone from Government,
// African Group".
func profileWords(p map[planner.Dimension]string) string {
	if v := profileValues(p); v != "" {
		return "someone from " + v
	}
	return "anyone"
}

// profileValues lists a profile's values in the usual order.
func profileValues(p map[planner.Dimension]string) string {
	dims := make([]string, 0, len(p))
	for d := range p {
		dims = append(dims, string(d))
	}
	sort.Slice(dims, func(i, j int) bool {
		a, b := dimensionOrder(dims[i]), dimensionOrder(dims[j])
		return a < b || a == b && dims[i] < dims[j]
	})
	var out []string
	for _, d := range dims {
		if v := p[planner.Dimension(d)]; v != "" {
			out = append(out, inText(valueLabel(planner.Dimension(d), v)))
		}
	}
	return strings.Join(out, ", ")
}

func dimensionOrder(d string) int {
	for i, x := range []planner.Dimension{planner.Stakeholder, planner.Region, planner.Gender, planner.Age} {
		if string(x) == d {
			return i
		}
	}
	return 9
}

// targetTitle is a target's label in quotation marks, by its ID.
func targetTitle(r *balance.Report, id string) string {
	for i := range r.Targets {
		if r.Targets[i].ID == id {
			return "“" + targetLabel(&r.Targets[i]) + "”"
		}
	}
	return inText(id)
}

// targetName words a target of the report by its ID, with its range; IDs it
// does not know stay.
func (b *builder) targetName(r *balance.Report, id string) string {
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
	return inText(id)
}

func (b *builder) targetNames(r *balance.Report, ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = b.targetName(r, id)
	}
	return out
}
