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
	var out []Block
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
	if w := a.Wishes; w != nil && !w.Feasible && len(w.Conflict) > 0 {
		out = append(out, Paragraph{"All wishes together cannot be met: " + joined(b.targetNames(r, w.Conflict)) + " stand against each other."})
	}
	return out
}

func (b *builder) changeTable(a *balance.Advice, c *balance.Changes) Table {
	t := Table{
		ID: "changes", RowHead: true, Columns: []Column{{Title: "Way"}, {Title: "Leave"}, {Title: "Join"}},
		Title: fmt.Sprintf("%s would meet every rule that must hold", upperFirst(counted(c.Min, "change"))),
	}
	for i, x := range c.Listed {
		t.Rows = append(t.Rows, []Value{Str(text(i + 1)), Str(orNobody(b.withProfiles(x.Drop))), Str(orNobody(b.withProfiles(x.Add)))})
	}
	if a.Proved {
		t.Note = "No smaller change does it; this was shown by a complete search. "
	} else {
		t.Note = "This is the best found within the limit of the search; a smaller change was not ruled out. "
	}
	switch {
	case c.Alternatives > len(c.Listed) && c.Counted:
		t.Note += fmt.Sprintf("%d ways exist with as few changes; %d are listed.", c.Alternatives, len(c.Listed))
	case c.Alternatives > len(c.Listed):
		t.Note += fmt.Sprintf("At least %d ways exist with as few changes; %d are listed.", c.Alternatives, len(c.Listed))
	case len(c.Listed) > 1:
		t.Note += "These are all the ways with as few changes."
	}
	return t
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
			line += ": " + fewOr(ps, 4)
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
			cs = append(cs, fmt.Sprintf("%s %s %d instead of %d", b.targetName(r, c.Target), bound, c.To, c.From))
		}
		out = append(out, "Relax a wish: "+joined(cs)+".")
	}
	if len(a.SingleRules) > 0 {
		out = append(out, "Drop one of these rules, which alone would be enough: "+joinedOr(b.targetNames(r, a.SingleRules))+".")
	}
	return out
}

func fewOr(items []string, limit int) string {
	if len(items) <= limit {
		return joinedOr(items)
	}
	return strings.Join(items[:limit], ", ") + " or " + text(len(items)-limit) + " other profiles"
}

// profileWords describes a profile: "Government, African Group".
func profileWords(p map[planner.Dimension]string) string {
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
	if len(out) == 0 {
		return "anyone"
	}
	return "someone from " + strings.Join(out, ", ")
}

func dimensionOrder(d string) int {
	for i, x := range []planner.Dimension{planner.Stakeholder, planner.Region, planner.Gender, planner.Age} {
		if string(x) == d {
			return i
		}
	}
	return 9
}

// targetName words a target of the report by its ID; IDs it does not know stay.
func (b *builder) targetName(r *balance.Report, id string) string {
	for i := range r.Targets {
		t := &r.Targets[i]
		if t.ID == id {
			return targetLabel(t) + " (" + targetAsked(t) + ")"
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
