package panel

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

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

// inQuestion is the report with those targets alone that whom to invite can depend on:
// the rules that must hold, or with wishes set all.
func inQuestion(r *balance.Report, wishes bool) *balance.Report {
	open := r.Advice.Undecided
	if w := r.Advice.Wishes; w != nil {
		open = slices.Concat(open, w.Undecided)
	}
	out := *r
	out.Targets = slices.DeleteFunc(slices.Clone(r.Targets), func(t balance.TargetResult) bool {
		return !asksForPeople(&t, wishes) || slices.Contains(open, t.ID)
	})
	return &out
}

// recruitDimensions are the dimensions the rules in question speak of, the usual ones first. A
// profile that lacks one of them means a value nobody has yet.
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
	// the last of the usual ones comes first
	usual := []planner.Dimension{planner.Age, planner.Gender, planner.Region, planner.Stakeholder}
	slices.SortFunc(all, func(x, y planner.Dimension) int {
		return cmp.Or(slices.Index(usual, y)-slices.Index(usual, x), cmp.Compare(x, y))
	})
	return slices.Compact(all)
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

// kindOf is the kind that the first profile belongs to: dimension by dimension as many
// values as all combinations of which are profiles. Others counts the profiles beside it.
func kindOf(
	b *brief.Brief, profiles []map[planner.Dimension]string, dims []planner.Dimension,
) (k recruitKind, others int) {
	listed := map[string]bool{}
	for _, p := range profiles {
		listed[fmt.Sprint(brief.Each(dims, func(d planner.Dimension) string { return p[d] }))] = true
	}
	k = recruitKind{}
	for _, d := range dims {
		k[d] = []string{profiles[0][d]}
	}
	size := 1
	for _, d := range dims {
		own := k[d]
		for _, p := range profiles {
			k[d] = []string{p[d]}
			if !slices.Contains(own, p[d]) && allListed(k, dims, nil, listed) {
				own = append(own, p[d])
			}
		}
		k[d] = own
		size *= len(own)
	}
	for _, d := range dims {
		if anyValue(b, d, k[d], profiles) {
			delete(k, d)
		}
	}
	return k, len(listed) - size
}

// allListed reports whether all combinations of values of the kind are listed.
func allListed(k recruitKind, dims []planner.Dimension, values []string, listed map[string]bool) bool {
	if len(values) == len(dims) {
		return listed[fmt.Sprint(values)]
	}
	return !slices.ContainsFunc(k[dims[len(values)]], func(v string) bool {
		return !allListed(k, dims, append(values[:len(values):len(values)], v), listed)
	})
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
			return orderedCounts(b, x)
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
// targets in question alone: "from an African country or from another region that nobody on
// the panel comes from", which is an origin, or "gender: woman"; empty where any will do.
func (b clash) kindCell(r *balance.Report, k recruitKind, d planner.Dimension) (said string, origin bool) {
	values, another := brief.Without(k[d], []string{""}), ""
	if len(values) < len(k[d]) && !spreadAsked(r, d) { // any other value than those the rules name
		named := brief.Each(r.Targets, func(t balance.TargetResult) string {
			return brief.If(t.Dimension == d, t.Value)
		})
		not := b.values(d, brief.Without(distinct(brief.Those(named...)), values))
		other := b.valueOf(d, b.Say("kind.any-but", messages.Args{"values": messages.Or(not)}))
		return brief.If(len(not) > 0, other), false
	}
	if len(values) < len(k[d]) {
		fresh := newValues(b.Brief, d)
		values = append(values, brief.Without(fresh, values)...)
		which := "value"
		if brief.IsSeatDimension(d) {
			which = string(d)
		}
		another = brief.If(len(fresh) == 0, b.Say("kind.new-"+which, nil))
	}
	if len(values) == 0 && another == "" {
		return "", false
	}
	if !brief.IsSeatDimension(d) {
		return b.valueOf(d, b.Or(brief.Those(append(b.values(d, values), another)...))), false
	}
	return b.Or(brief.Those(append(brief.Each(values, func(v string) string {
		if b.Has("kind-from." + v) {
			return b.Say("kind-from."+v, nil)
		}
		return b.Say("kind.from", messages.Args{"value": reports.InText(b.ValueOf(d, v))})
	}), another)...)), true
}

func (b clash) values(d planner.Dimension, values []string) []string {
	return brief.Each(values, func(v string) string { return reports.InText(b.ValueOf(d, v)) })
}

func (b clash) valueOf(d planner.Dimension, value string) string {
	return b.Say("kind.value", messages.Args{"dimension": b.Dimension(d), "value": value})
}

// spreadAsked reports whether a rule speaks of all values of a dimension, so that it
// matters whether two people share one.
func spreadAsked(r *balance.Report, d planner.Dimension) bool {
	return slices.ContainsFunc(r.Targets, func(t balance.TargetResult) bool {
		k := t.Target.Kind
		return t.Dimension == d && (k == planner.Distinct || k == planner.Each || k == planner.NotAllSame)
	})
}
