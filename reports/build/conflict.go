package build

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
)

// addConflict says why no panel meets the rules, and the ways out. With wishes set
// the advice is about the wishes as well as the rules.
func addConflict(b *builder, s *reports.Section, r *balance.Report, a *balance.Advice, wishes bool) {
	s.Add(reports.Verdicts{Items: []reports.Verdict{conflictVerdict(r, a, wishes)}},
		conflictTable(b, r, a.ConflictDetail, wishes), recruitTable(b, r, a, wishes))
	title := "Ways out"
	if len(a.ConflictDetail) > 0 && a.Recruits != nil && a.Recruits.Min > 0 {
		title = "Other ways out"
	}
	s.Add(reports.List{Title: title, Items: waysOut(b, r, a)})
}

func conflictVerdict(r *balance.Report, a *balance.Advice, wishes bool) reports.Verdict {
	v := reports.Verdict{State: reports.Miss, Text: "No panel of the " + people(a.Searched) +
		" there are can meet every rule that must hold."}
	what, one := "These rules", "This rule"
	if wishes {
		v = reports.Verdict{State: reports.Info, Text: "No panel of the " + people(a.Searched) +
			" there are can meet all the wishes as well."}
		what, one = "These rules and wishes", "This wish"
	}
	names := targetNames(r, a.Conflict)
	switch {
	case !a.Proved && wishes:
		v.Text = "No panel that meets all the wishes as well was found within the limit of the search; that is not " +
			"a proof that there is none."
		return v
	case !a.Proved:
		v.State = reports.Unsure
		v.Text = "No panel that meets every rule was found within the limit of the search; that is not a proof " +
			"that there is none."
		return v
	case len(a.Conflict) == 1 && a.Conflict[0] == "size":
		v.Text = "There are " + people(a.Searched) + " for " + counted(a.Seats, "seat") + "."
	case len(names) == 1:
		v.Text = one + " cannot be met by any panel of " + counted(a.Seats, "seat") + " from the " +
			people(a.Searched) + " there are: " + names[0] + "."
	case len(names) > 1:
		v.Text = what + " cannot hold together with the " + people(a.Searched) + " there are: " + joined(names) + "."
		v.Detail = leaveOut(r, a)
	}
	if a.ConflictUnfinished {
		v.Detail = "They do clash; whether each of them is needed for the clash was not worked out within the limit."
	}
	return v
}

// leaveOut says what leaving one rule of a conflict out would do, as far as it was
// checked.
func leaveOut(r *balance.Report, a *balance.Advice) string {
	switch n := len(a.SingleRules); {
	case n == len(a.Conflict):
		return "Without any one of them all the others can be met."
	case n > 0:
		return "Without " + joinedOr(targetNames(r, a.SingleRules)) + " all the others can be met."
	default:
		return "There are further clashes: leaving one rule out is not enough."
	}
}

func conflictTable(b *builder, r *balance.Report, rules []balance.ConflictRule, wishes bool) reports.Table {
	if len(rules) == 1 && rules[0].Bound == "size" {
		return reports.Table{} // it is simply people who are missing
	}
	t := reports.Table{
		ID: "conflict", Title: "The rules that clash, and who could meet them", RowHead: true,
		Columns: []reports.Column{
			{Title: "Rule"},
			{Title: "Limit"},
			{Title: "On the list", Align: reports.Right},
			{Title: "Who"},
			{Title: "Of these, also"},
		},
	}
	if wishes {
		t.ID = "conflict-wishes"
	}
	if len(rules) == 1 {
		t.Title = "The rule that cannot be met, and who could count"
	}
	for _, c := range rules {
		var also []string
		for _, s := range c.Also {
			also = append(also, ruleLabel(r, s.Rule, rules)+" "+text(s.Count))
		}
		t.Add(
			reports.Str(conflictLabel(r, &c)), reports.Str(limitWords(&c)), reports.Int(c.InPool),
			reports.Str(few(b.names(c.People), 5)), reports.Str(joined(also)),
		)
	}
	return withoutEmptyColumns(t)
}

// conflictLabel names a rule of a conflict for a cell.
func conflictLabel(r *balance.Report, c *balance.ConflictRule) string {
	if t := findTarget(r, c.Target); t != nil && c.Cell != "" {
		return shortLabel(t) + ": " + cellLabel(t, c.Cell, shortValue)
	} else if t != nil {
		return shortLabel(t)
	}
	switch c.Bound {
	case "size":
		return "Number of seats"
	case "locked":
		return "Fixed places"
	default:
		return reports.InText(c.Rule)
	}
}

// ruleLabel is conflictLabel by the rule's name.
func ruleLabel(r *balance.Report, rule string, rules []balance.ConflictRule) string {
	if i := slices.IndexFunc(rules, func(c balance.ConflictRule) bool { return c.Rule == rule }); i >= 0 {
		return conflictLabel(r, &rules[i])
	}
	return targetName(r, rule)
}

func limitWords(c *balance.ConflictRule) string {
	limit := text(c.Limit)
	switch c.Bound {
	case "min":
		return "at least " + limit
	case "max":
		return "at most " + limit
	case "size":
		return counted(c.Limit, "seat")
	case "locked":
		return "place is fixed"
	default:
		return limit
	}
}

// waysOut are the ways, beside invitations, in which the rules could be met.
func waysOut(b *builder, r *balance.Report, a *balance.Advice) []string {
	var out []string
	if len(a.Sizes) > 0 {
		line := "Change the size of the panel: the same rules can be met with " + sizeWords(a.Sizes) + "."
		if a.SizesUnfinished {
			line += " Some other sizes were left open, because the limit of the search came first."
		}
		out = append(out, line)
	}
	if more := a.MoreSeats; more != nil {
		out = append(
			out,
			fmt.Sprintf("Give the panel %s (--seats %d) and find %s: with %d not even new people can meet "+
				"these rules.", counted(more.Seats, "seat"), more.Seats,
				counted(more.Recruits, "new person", "new people"), a.Seats),
		)
	}
	if rel := a.Relaxation; rel != nil && len(rel.Changes) > 0 {
		out = append(out, relaxationWords(b, r, rel))
	}
	drop := slices.DeleteFunc(slices.Clone(a.SingleRules), func(rule string) bool {
		return rule == "size" || rule == "locked"
	})
	if len(drop) > 0 {
		out = append(out, "Do without one of these rules, which alone would be enough: "+
			joinedOr(targetNames(r, drop))+".")
	}
	if slices.Contains(a.SingleRules, "locked") {
		out = append(out, "Let somebody leave whose place is fixed: that alone would be enough.")
	}
	return out
}

// relaxationWords say what would have to give way, and what is then left to do.
func relaxationWords(b *builder, r *balance.Report, rel *balance.Relaxation) string {
	wish := true
	var cs []string // one for the cells of a target that give way alike
	cells := make(map[string][]string)
	for _, c := range rel.Changes {
		bound := "at least"
		if c.Bound == "max" {
			bound = "at most"
		}
		wish = wish && c.Tier != planner.Must
		change := fmt.Sprintf("%s to %s %d instead of %d", targetTitle(r, c.Target), bound, c.To, c.From)
		if !slices.Contains(cs, change) {
			cs = append(cs, change)
		}
		if t := findTarget(r, c.Target); t != nil && c.Cell != "" {
			cells[change] = append(cells[change], cellLabel(t, c.Cell, asWritten))
		}
	}
	for i, change := range cs {
		if of := cells[change]; len(of) > 0 {
			cs[i] += " for " + fewApart(of, namedPlaces)
		}
	}
	line := "Relax a wish: "
	if !wish {
		line = "Let a rule give way: "
	}
	line += joined(cs) + "."
	if !rel.Proved {
		line += " Less may be enough: the limit of the search came first."
	}
	switch then := rel.Then; {
	case then == nil:
	case then.Min == 0:
		line += " The panel as it is then meets the rest."
	default:
		line += " Then " + counted(then.Min, "change") + " would meet the rest: " + changeWords(b, then) + "."
	}
	return line
}

// fewApart is few of names that may hold an "and" themselves.
func fewApart(names []string, limit int) string {
	if !slices.ContainsFunc(names, func(s string) bool { return strings.Contains(s, " and ") }) {
		return few(names, limit)
	}
	if more := len(names) - limit; more > 0 {
		names = append(slices.Clone(names[:limit]), text(more)+" more")
	}
	return strings.Join(names, "; ")
}

// sizeWords lists sizes, runs of them as ranges: "5 to 7 or 9 seats".
func sizeWords(sizes []int) string {
	var parts []string
	for i := 0; i < len(sizes); {
		j := i
		for j+1 < len(sizes) && sizes[j+1] == sizes[j]+1 {
			j++
		}
		switch {
		case j > i+1:
			parts = append(parts, text(sizes[i])+" to "+text(sizes[j]))
		default:
			for k := i; k <= j; k++ {
				parts = append(parts, text(sizes[k]))
			}
		}
		i = j + 1
	}
	last := "seats"
	if len(sizes) == 1 && sizes[0] == 1 {
		last = "seat"
	}
	return joinedOr(parts) + " " + last
}

// The people to look for: the advice lists single profiles, often
// dozens that differ in one value; here those are folded into kinds: a set of
// values for each dimension, any combination of which would do.

// recruitKind is a set of profiles: every combination of its values works.
// A dimension that is free is left out.
type recruitKind map[planner.Dimension][]string

// maxKinds is how many kinds of recruits a table shows.
const maxKinds = 10

// inQuestion is the report with those targets alone that whom to invite can depend on:
// the rules that must hold, or with wishes set all.
func inQuestion(r *balance.Report, wishes bool) *balance.Report {
	open := undecided(r.Advice)
	out := *r
	out.Targets = slices.DeleteFunc(slices.Clone(r.Targets), func(t balance.TargetResult) bool {
		return !asksForPeople(&t, wishes) || slices.Contains(open, t.ID)
	})
	return &out
}

// recruitDimensions are the dimensions the rules in question speak of, in the
// usual order. A profile that lacks one of them means a value nobody has yet.
func recruitDimensions(r *balance.Report, profiles []map[planner.Dimension]string) []planner.Dimension {
	seen := map[planner.Dimension]bool{}
	for _, p := range profiles {
		for d := range p {
			seen[d] = true
		}
	}
	for i := range r.Targets {
		t := &r.Targets[i]
		seen[t.Dimension] = true
		for _, c := range t.Target.And {
			seen[c.Dimension] = true
		}
	}
	return slices.SortedFunc(maps.Keys(seen), byDimension)
}

// byDimension sorts dimensions in the usual order, others by name.
func byDimension(x, y planner.Dimension) int {
	return cmp.Or(dimensionOrder(x)-dimensionOrder(y), cmp.Compare(x, y))
}

// asksForPeople reports whether whom to invite can depend on the target.
func asksForPeople(t *balance.TargetResult, wishes bool) bool {
	switch t.Target.Kind {
	case planner.Size, planner.PerPerson, planner.Flag:
		return false
	default:
		return !t.Informs && t.Dimension != "" && (wishes || t.Target.Tier == planner.Must)
	}
}

// dimensionOrder is the place of a dimension in the usual order; others are last.
func dimensionOrder(d planner.Dimension) int {
	usual := []planner.Dimension{planner.Stakeholder, planner.Region, planner.Gender, planner.Age}
	if i := slices.Index(usual, d); i >= 0 {
		return i
	}
	return len(usual)
}

// undecided are the targets that neither the advice nor its wishes could search.
func undecided(a *balance.Advice) []string {
	if a == nil {
		return nil
	}
	if a.Wishes != nil {
		return append(slices.Clone(a.Undecided), a.Wishes.Undecided...)
	}
	return a.Undecided
}

// recruitKinds folds profiles into kinds, in the order of the profiles. Of the
// orders in which dimensions can be folded it takes the first that leaves the
// fewest kinds.
func recruitKinds(b *builder, profiles []map[planner.Dimension]string, dims []planner.Dimension) []recruitKind {
	start := make([]recruitKind, len(profiles))
	for i, p := range profiles {
		start[i] = recruitKind{}
		for _, d := range dims {
			start[i][d] = []string{p[d]}
		}
	}
	var best []recruitKind
	for _, order := range foldingOrders(dims) {
		kinds := start
		for _, d := range order {
			kinds = foldKinds(kinds, d, dims)
		}
		if best == nil || len(kinds) < len(best) {
			best = kinds
		}
	}
	for _, k := range best {
		for _, d := range dims {
			if anyValue(b, d, k[d], profiles) {
				delete(k, d)
			}
		}
	}
	return best
}

// foldingOrders are the rotations of dims and of their reverse.
func foldingOrders(dims []planner.Dimension) [][]planner.Dimension {
	out := [][]planner.Dimension{dims}
	back := slices.Clone(dims)
	slices.Reverse(back)
	for i := range dims {
		out = append(out, append(slices.Clone(dims[i:]), dims[:i]...), append(slices.Clone(back[i:]), back[:i]...))
	}
	return out
}

// foldKinds joins the kinds that differ in one dimension alone.
func foldKinds(kinds []recruitKind, d planner.Dimension, dims []planner.Dimension) []recruitKind {
	at := map[string]int{}
	var out []recruitKind
	for _, k := range kinds {
		var key strings.Builder
		for _, o := range dims {
			if o != d {
				sorted := slices.Clone(k[o])
				slices.Sort(sorted)
				fmt.Fprintf(&key, "%q", sorted)
			}
		}
		i, ok := at[key.String()]
		if !ok {
			at[key.String()] = len(out)
			joined := recruitKind{}
			for _, o := range dims {
				joined[o] = slices.Clone(k[o])
			}
			out = append(out, joined)
			continue
		}
		for _, v := range k[d] {
			if !slices.Contains(out[i][d], v) {
				out[i][d] = append(out[i][d], v)
			}
		}
	}
	return out
}

// anyValue reports whether values are all there are: those of the vocabulary, of
// the people and of the rules, and a new one where a profile has one.
func anyValue(b *builder, d planner.Dimension, values []string, profiles []map[planner.Dimension]string) bool {
	holds := func(v string) bool { return slices.Contains(values, v) }
	for _, p := range profiles {
		if !holds(p[d]) {
			return false
		}
	}
	for i := range b.judged.Report.Dimensions {
		if x := &b.judged.Report.Dimensions[i]; x.Name == d {
			for _, v := range orderedCounts(x) {
				if !holds(v.Value) {
					return false
				}
			}
		}
	}
	for i := range b.m.Roster {
		for _, v := range b.m.Roster[i].Values[d] {
			if v != "" && !holds(v) {
				return false
			}
		}
	}
	for i := range b.judged.Report.Targets {
		if t := &b.judged.Report.Targets[i]; t.Dimension == d && t.Value != "" && !holds(t.Value) {
			return false
		}
	}
	return true
}

// newValues are the values of the vocabulary that nobody with a name, and nobody
// judged, has yet.
func newValues(b *builder, d planner.Dimension) []string {
	var out []string
	for i := range b.judged.Report.Dimensions {
		x := &b.judged.Report.Dimensions[i]
		if x.Name != d {
			continue
		}
		for _, v := range orderedCounts(x) {
			held := slices.ContainsFunc(b.m.Roster, func(p planner.Participant) bool {
				return p.Name != "" &&
					p.Has(d, v.Value)
			})
			if v.Count == 0 && !held {
				out = append(out, reports.InText(v.Value))
			}
		}
	}
	return out
}

// anyBut begins the choice of any value but some.
const anyBut = "any but "

// kindCell is the choice of values of a kind in one dimension.
func kindCell(b *builder, r *balance.Report, k recruitKind, d planner.Dimension) string {
	return kindValues(b, r, k, d, shortValue)
}

// kindValues is the same with values named as name does, of a report that holds the
// targets in question alone.
func kindValues(b *builder, r *balance.Report, k recruitKind, d planner.Dimension, name func(string) string) string {
	values, ok := k[d]
	if !ok {
		return "any"
	}
	var words []string
	fresh := false
	for _, v := range values {
		if v == "" {
			fresh = true
			continue
		}
		words = append(words, reports.InText(name(v)))
	}
	switch names := newValues(b, d); {
	case !fresh:
	case !spreadAsked(r, d): // any other value than those the rules name will do
		var not []string
		for i := range r.Targets {
			t := &r.Targets[i]
			if t.Dimension == d && t.Value != "" && !slices.Contains(slices.Concat(values, not), t.Value) {
				not = append(not, t.Value)
			}
		}
		if len(not) == 0 {
			return "any"
		}
		return anyBut + joinedOr(each(not, func(v string) string { return reports.InText(name(v)) }))
	case len(names) == 0:
		words = append(words, "one that nobody has yet")
	default:
		for _, v := range names {
			if v = name(v); !slices.Contains(words, v) {
				words = append(words, v)
			}
		}
	}
	return joinedOr(words)
}

// spreadAsked reports whether a rule speaks of all values of a dimension, so that it
// matters whether two people share one.
func spreadAsked(r *balance.Report, d planner.Dimension) bool {
	return slices.ContainsFunc(r.Targets, func(t balance.TargetResult) bool {
		k := t.Target.Kind
		return t.Dimension == d && (k == planner.Distinct || k == planner.Each || k == planner.NotAllSame)
	})
}

// kindWords describes a kind in a sentence: "someone from Government or Private
// Sector, from African Group, with gender Female".
func kindWords(b *builder, r *balance.Report, k recruitKind, dims []planner.Dimension) string {
	var parts, with []string
	for _, d := range dims {
		if _, ok := k[d]; !ok {
			continue
		}
		cell := kindValues(b, r, k, d, asWritten)
		if cell == "any" {
			continue
		}
		if not, ok := strings.CutPrefix(cell, anyBut); ok && isSeatDimension(d) {
			parts = append(parts, "not from "+not)
		} else if ok {
			with = append(with, reports.InText(d.Label())+" other than "+not)
		} else if isSeatDimension(d) && cell != "one that nobody has yet" {
			parts = append(parts, "from "+cell)
		} else {
			with = append(with, reports.InText(d.Label())+" "+cell)
		}
	}
	if len(with) > 0 {
		parts = append(parts, "with "+joined(with))
	}
	if len(parts) == 0 {
		return "someone"
	}
	return "someone " + strings.Join(parts, ", ")
}

// recruitTable says whom to invite where nobody there is helps, those first with whom
// fewest seats change hands.
func recruitTable(b *builder, r *balance.Report, a *balance.Advice, wishes bool) reports.Table {
	rec := a.Recruits
	if rec == nil || rec.Min == 0 || len(rec.Profiles) == 0 {
		return reports.Table{}
	}
	r = inQuestion(r, wishes)
	dims := recruitDimensions(r, rec.Profiles)
	t := reports.Table{ID: "recruits", RowHead: true, Columns: []reports.Column{{Title: "Kind"}}}
	if wishes {
		t.ID = "recruits-wishes"
	}
	for _, d := range dims {
		t.Columns = append(t.Columns, reports.Column{Title: upperFirst(reports.InText(d.Label()))})
	}
	last := "Seats that change hands"
	if rec.Min > 1 {
		last = "How many"
	}
	t.Columns = append(t.Columns, reports.Column{Title: last, Align: reports.Right})
	kinds, numbers := kindsToInvite(b, r, rec, dims)
	for i, k := range kinds[:min(len(kinds), maxKinds)] {
		row := []reports.Value{reports.Str(text(i + 1))}
		for _, d := range dims {
			row = append(row, reports.Str(kindCell(b, r, k, d)))
		}
		t.Add(append(row, reports.Int(numbers[i]))...)
	}
	if rec.Min == 1 {
		t.Title = "One invitation would do it: anyone of these kinds"
		t.Note = "The panel keeps " + counted(a.Seats, "seat") + "; the seat of the person invited is one of those " +
			"that change hands."
	} else {
		t.Title = fmt.Sprintf("%s would do it, together of these kinds; %s in all",
			upperFirst(counted(rec.Min, "invitation")),
			counted(rec.Changes[0], "seat changes hands", "seats change hands"))
		t.Note = "Fewer cannot do it with the people there are. Other sets of as many may work too."
	}
	if more := len(kinds) - maxKinds; more > 0 {
		t.Note += " " + upperFirst(counted(more, "more kind")) + " would work as well; the results file lists " +
			"every one."
	}
	if rec.Min == 1 && !rec.Complete {
		t.Note += " There may be further kinds: the limit of the search came first."
	}
	return t
}

// placesOf are the places for recruits, those of the recommendation where it takes them.
func placesOf(a *balance.Advice, rec *balance.Recruits) []balance.Place {
	var out []balance.Place
	if a.Recommended != nil && recommendedRecruits(a) == rec {
		for _, p := range a.Recommended.Places {
			if len(p.Profiles) > 0 {
				out = append(out, p)
			}
		}
	}
	if len(out) == 0 {
		for i := range rec.Profiles {
			out = append(out, balance.Place{Profiles: rec.Profiles[i : i+1]})
		}
	}
	return out
}

// kindsToInvite folds profiles into kinds: where one is enough, those with as many
// changes, which are the number given; else equal ones, with how many they are.
func kindsToInvite(
	b *builder, r *balance.Report, rec *balance.Recruits, dims []planner.Dimension,
) (kinds []recruitKind, numbers []int) {
	if rec.Min > 1 {
		var said []string
		for _, p := range placesOf(r.Advice, rec) {
			k := recruitKinds(b, p.Profiles, dims)[0]
			for _, d := range p.Free {
				delete(k, d)
			}
			cells := fmt.Sprint(each(dims, func(d planner.Dimension) string { return kindCell(b, r, k, d) }))
			at := slices.Index(said, cells)
			if at < 0 {
				at = len(said)
				said, kinds, numbers = append(said, cells), append(kinds, k), append(numbers, 0)
			}
			numbers[at]++
		}
		return kinds, numbers
	}
	for from := 0; from < len(rec.Profiles); {
		to := from
		for to < len(rec.Profiles) && rec.Changes[to] == rec.Changes[from] {
			to++
		}
		for _, k := range recruitKinds(b, rec.Profiles[from:to], dims) {
			kinds, numbers = append(kinds, k), append(numbers, rec.Changes[from])
		}
		from = to
	}
	return kinds, numbers
}
