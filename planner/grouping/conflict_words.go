package grouping

import (
	"fmt"
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping/internal/conflict"
	"roundtable/planner/grouping/internal/model"
)

// words states what clashes in a problem, and what would have to give way.
type words struct{ *Problem }

// clash states what counting shows to be impossible.
func (p words) clash(c *conflict.Clash) []Fact {
	switch c.Kind {
	case conflict.TooFewSeats:
		return []Fact{{Code: "too-few-seats", Args: facts{"want": c.Want, "have": c.Have}}}
	case conflict.TooFewPeople:
		return []Fact{{Code: "too-few-people", Args: facts{"want": c.Want, "have": c.Have}}}
	case conflict.GroupAlone:
		spec := &p.groups[c.Group]
		alone := Fact{Code: "group-alone", Args: facts{"group": spec.ID, "min": spec.Size.Min, "max": spec.Size.Max}}
		return append([]Fact{alone}, p.told(c.Told)...)
	case conflict.NoCommon:
		return []Fact{{Code: "no-common"}}
	}
	out := p.told(c.Told)
	if len(out) == 0 {
		out = []Fact{{Code: "no-way"}}
	}
	short := Fact{Code: "together-short", Args: facts{"n": c.Short}}
	if len(c.Side) > 0 && len(c.Side) < len(p.groups) {
		short = Fact{Code: "together-short-in", Args: facts{"n": c.Short, "groups": p.groupIDs(c.Side)}}
	}
	return append(out, short)
}

func (p words) groupIDs(of []int) (ids []string) {
	for _, g := range of {
		ids = append(ids, p.groups[g].ID)
	}
	return ids
}

// giveWay states why the must rules have to give way.
func (p words) giveWay(w *conflict.GiveWay) []Fact {
	switch {
	case w.Best == nil && w.Proved:
		return []Fact{{Code: "not-kept"}}
	case w.Best == nil:
		return []Fact{{Code: "not-found"}}
	case !w.Proved:
		return []Fact{{Code: "best-misses", Args: facts{"n": w.Cost}}}
	}
	return p.told(w.Bounds)
}

// told states a conflict: the groups that take too many fixed seats, what is asked by
// which groups, and how many people there are for it.
func (p words) told(bounds []model.HardBound) []Fact {
	type ask struct {
		rule      Fact
		of        *groupTarget
		groups    []int
		max, seat bool
		seats     int
	}
	var asks []ask
	for _, b := range bounds {
		r := p.m.RuleOf(b)
		t := &p.targets[r.Target]
		rule := t.bound(b.Max)
		k := slices.IndexFunc(asks, func(a ask) bool { return fmt.Sprint(a.rule) == fmt.Sprint(rule) })
		if k < 0 {
			k = len(asks)
			asks = append(asks, ask{rule: rule, of: t, max: b.Max, seat: t.kind == seatAsked})
		}
		asks[k].groups = append(asks[k].groups, b.Group)
		asks[k].seats += p.m.LeastNeed(b.Group, r)
	}
	var out, supply []Fact
	for _, g := range p.overfull(bounds) {
		out = append(out, Fact{Code: "overfull", Args: facts{"group": p.groups[g].ID, "n": p.m.Groups[g].Hi}})
	}
	var seen []int
	for _, a := range asks {
		args := facts{"groups": p.groupIDs(a.groups)}
		if a.seat {
			out = append(out, a.of.counted("fixed-seat", args))
			continue
		}
		args["rule"] = a.rule
		code := "asked"
		if !a.max && len(a.groups) > 1 && a.seats > 0 {
			code, args["n"] = "asked-seats", a.seats
		}
		out = append(out, Fact{Code: code, Args: args})
		if !slices.Contains(seen, a.of.class) {
			seen, supply = append(seen, a.of.class), append(supply, p.supply(a.of))
		}
	}
	return append(out, supply...)
}

// overfull lists the groups in which the bounds fix more seats than there may be.
func (p words) overfull(bounds []model.HardBound) []int {
	fixed := make([]int, len(p.groups))
	var full []int
	for _, b := range bounds {
		if p.targets[p.m.RuleOf(b).Target].kind == seatAsked {
			if fixed[b.Group]++; fixed[b.Group] == p.m.Groups[b.Group].Hi+1 {
				full = append(full, b.Group)
			}
		}
	}
	return full
}

// supply states how many people count for a target, and how many seats they can fill.
func (p words) supply(t *groupTarget) Fact {
	n, seats := int(p.m.Total[t.class]), p.m.SeatsOf(t.class)
	if args := (facts{"n": n, "of": len(p.roster)}); seats != n {
		args["seats"] = seats
		return t.counted("supply-seats", args)
	} else {
		return t.counted("supply", args)
	}
}

// counted is a fact about the people who count for a target: their dimension, where
// they have one value of it, and that value, else what they are called.
func (t *groupTarget) counted(code string, args facts) Fact {
	args["value"] = t.label()
	if len(t.ask.And) == 0 && t.kind == askedFor {
		args["dimension"] = string(t.dim)
	}
	return Fact{Code: code, Args: args}
}

// bound is one side of a target.
func (t *groupTarget) bound(max bool) Fact {
	count, share, side := t.ask.Min, t.ask.MinShare, "min"
	if max {
		count, share, side = t.ask.Max, t.ask.MaxShare, "max"
	}
	switch {
	case t.kind == seatAsked:
		return t.counted("seat", facts{})
	case t.kind == apartAsked:
		return t.counted("apart", facts{})
	case t.kind == capAsked:
		return t.counted("cap", facts{"n": count.N})
	case t.alone > 0:
		return t.counted("alone", facts{"n": t.alone})
	case count.Given && share.Given():
		return t.counted(side+"-both", facts{"n": count.N, "share": percent(share)})
	case share.Given():
		return t.counted(side+"-share", facts{"share": percent(share)})
	case count.Given:
		return t.counted(side, facts{"n": count.N})
	}
	return t.counted("not-only", facts{})
}

// percent writes a share as "55 %", or as a fraction where it is none.
func percent(r planner.Ratio) string {
	if n := r.Num * 100; n%r.Den == 0 {
		return fmt.Sprintf("%d %%", n/r.Den)
	}
	return r.String()
}
