package panel

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

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
	var all []planner.Dimension
	for _, p := range profiles {
		all = slices.AppendSeq(all, maps.Keys(p))
	}
	for i := range r.Targets {
		t := &r.Targets[i]
		all = append(all, t.Dimension)
		for _, c := range t.Target.And {
			all = append(all, c.Dimension)
		}
	}
	slices.SortFunc(all, byDimension)
	return slices.Compact(all)
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
func recruitKinds(b *brief.Brief, profiles []map[planner.Dimension]string, dims []planner.Dimension) []recruitKind {
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
			out = append(out, maps.Clone(k))
			continue
		}
		out[i][d] = distinct(append(slices.Clone(out[i][d]), k[d]...))
	}
	return out
}

// anyValue reports whether values are all there are: those of the vocabulary, of
// the people and of the rules, and a new one where a profile has one.
func anyValue(b *brief.Brief, d planner.Dimension, values []string, profiles []map[planner.Dimension]string) bool {
	var all []string
	for _, p := range profiles {
		all = append(all, p[d])
	}
	for i := range b.Meeting.Roster {
		all = append(all, brief.Those(slices.Clone(b.Meeting.Roster[i].Values[d])...)...)
	}
	for _, v := range countsOf(b, d) {
		all = append(all, v.Value)
	}
	for i := range b.Judged.Report.Targets {
		if t := &b.Judged.Report.Targets[i]; t.Dimension == d && t.Value != "" {
			all = append(all, t.Value)
		}
	}
	return len(brief.Without(all, values)) == 0
}

// countsOf is how many people have each value of a dimension.
func countsOf(b *brief.Brief, d planner.Dimension) []balance.ValueCount {
	for i := range b.Judged.Report.Dimensions {
		if x := &b.Judged.Report.Dimensions[i]; x.Name == d {
			return orderedCounts(x)
		}
	}
	return nil
}

// newValues are the values of the vocabulary that nobody with a name, and nobody
// judged, has yet.
func newValues(b *brief.Brief, d planner.Dimension) []string {
	return brief.Those(brief.Each(countsOf(b, d), func(v balance.ValueCount) string {
		held := slices.ContainsFunc(b.Meeting.Roster, func(p planner.Participant) bool {
			return p.Name != "" && p.Has(d, v.Value)
		})
		return brief.If(v.Count == 0 && !held, v.Value)
	})...)
}

// kindCell is the choice of values of a kind in one dimension, of a report that holds the
// targets in question alone; empty where any will do.
func (b clash) kindCell(r *balance.Report, k recruitKind, d planner.Dimension) string {
	name := func(v string) string { return reports.InText(b.Short(d, v)) }
	values := brief.Without(k[d], []string{""})
	if len(values) == len(k[d]) {
		return b.Or(brief.Each(values, name))
	}
	if spreadAsked(r, d) {
		fresh := newValues(b.Brief, d)
		said := brief.Each(append(values, brief.Without(fresh, values)...), name)
		return b.Or(append(said, brief.Those(brief.If(len(fresh) == 0, b.Say("kind.new", nil)))...))
	}
	// any other value than those the rules name will do
	named := brief.Each(r.Targets, func(t balance.TargetResult) string { return brief.If(t.Dimension == d, t.Value) })
	not := brief.Without(distinct(brief.Those(named...)), values)
	return brief.If(len(not) > 0, b.Say("kind.any-but", messages.Args{"values": messages.Or(brief.Each(not, name))}))
}

// spreadAsked reports whether a rule speaks of all values of a dimension, so that it
// matters whether two people share one.
func spreadAsked(r *balance.Report, d planner.Dimension) bool {
	return slices.ContainsFunc(r.Targets, func(t balance.TargetResult) bool {
		k := t.Target.Kind
		return t.Dimension == d && (k == planner.Distinct || k == planner.Each || k == planner.NotAllSame)
	})
}

// kindParts describes a kind: "Government or Private Sector", "gender: woman".
func (b clash) kindParts(r *balance.Report, k recruitKind, dims []planner.Dimension) []string {
	return brief.Those(brief.Each(dims, func(d planner.Dimension) string {
		cell := b.kindCell(r, k, d)
		if cell == "" || brief.IsSeatDimension(d) {
			return cell
		}
		return b.Say("kind.value", messages.Args{"dimension": b.Dimension(d), "value": cell})
	})...)
}

// recruits says whom to invite where nobody there helps, those first with whom
// fewest seats change hands.
func (b clash) recruits(r *balance.Report, a *balance.Advice, wishes bool) []reports.Block {
	rec := a.Recruits
	if rec == nil || rec.Min == 0 || len(rec.Profiles) == 0 {
		return nil
	}
	r = inQuestion(r, wishes)
	dims := recruitDimensions(r, rec.Profiles)
	many := brief.Right(b.Say("column.seats-moved", nil), 0)
	if rec.Min > 1 {
		many.Title = b.Say("column.how-many", nil)
	}
	t := reports.Table{
		ID: "recruits" + brief.If(wishes, "-wishes"), Title: b.Say("recruits.heading", messages.Args{"n": rec.Min}),
		Columns: append(brief.Columns(reports.Left, 0, brief.Each(dims, b.DimensionTitle)...), many),
		Note:    b.Say("recruits.note", messages.Args{"n": rec.Min}),
	}
	kinds, numbers := kindsToInvite(b, r, rec, dims)
	for i, k := range kinds[:min(len(kinds), maxKinds)] {
		row := brief.Each(dims, func(d planner.Dimension) reports.Value {
			return reports.Str(cmp.Or(b.kindCell(r, k, d), b.Say("kind.any", nil)))
		})
		t.Add(append(row, reports.Int(numbers[i]))...)
	}
	more := len(kinds) - maxKinds
	return []reports.Block{
		t,
		reports.Paragraph{Text: brief.If(more > 0, b.Say("recruits.more", messages.Args{"n": more}))},
		reports.Paragraph{Text: brief.If(rec.Min == 1 && !rec.Complete, b.Say("recruits.incomplete", nil))},
	}
}

// placesOf are the places for recruits, those of the recommendation where it takes them.
func placesOf(a *balance.Advice, rec *balance.Recruits) []balance.Place {
	if a.Recommended != nil && recommendedRecruits(a) == rec {
		found := slices.DeleteFunc(slices.Clone(a.Recommended.Places), func(p balance.Place) bool {
			return len(p.Profiles) == 0
		})
		if len(found) > 0 {
			return found
		}
	}
	return brief.Each(rec.Profiles, func(p map[planner.Dimension]string) balance.Place {
		return balance.Place{Profiles: []map[planner.Dimension]string{p}}
	})
}

// kindsToInvite folds profiles into kinds: where one is enough, those with as many
// changes, which are the number given; else equal ones, with how many they are.
func kindsToInvite(
	b clash, r *balance.Report, rec *balance.Recruits, dims []planner.Dimension,
) (kinds []recruitKind, numbers []int) {
	if rec.Min > 1 {
		var said []string
		for _, p := range placesOf(r.Advice, rec) {
			k := recruitKinds(b.Brief, p.Profiles, dims)[0]
			for _, d := range p.Free {
				delete(k, d)
			}
			cells := fmt.Sprint(brief.Each(dims, func(d planner.Dimension) string { return b.kindCell(r, k, d) }))
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
		for _, k := range recruitKinds(b.Brief, rec.Profiles[from:to], dims) {
			kinds, numbers = append(kinds, k), append(numbers, rec.Changes[from])
		}
		from = to
	}
	return kinds, numbers
}
