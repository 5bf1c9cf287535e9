package grouping

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"roundtable/planner"
)

// CommonValue as a [planner.Target]'s Value asks that one value of the
// dimension, chosen for each group, is carried by at least Min or MinShare of
// its members: a language all can use, or for [planner.TimeZone] an hour (UTC)
// that lies within everybody's day.
const CommonValue = "*"

// readTargets expands the meeting's group targets into one entry per group and
// value.
func (b *builder) readTargets(targets []planner.Target) {
	for i := range targets {
		t := &targets[i]
		if t.Group == "" {
			continue
		}
		var groups []int
		if t.Group == planner.EveryGroup {
			for g := range b.groups {
				groups = append(groups, g)
			}
		} else if g, ok := b.groupAt[t.Group]; ok {
			groups = []int{g}
		} else {
			b.add(targetGroupUnknown(t))
			continue
		}
		for _, g := range groups {
			b.addTarget(t, g)
		}
	}
}

// addTarget adds what one target asks of one group.
func (b *builder) addTarget(t *planner.Target, g int) {
	base := groupTarget{
		id: t.ID, group: g, source: t, dim: t.Dimension, value: t.Value, tier: t.Tier,
		weight: b.weightOf(t), min: t.Min, max: t.Max, minShare: t.MinShare, maxShare: t.MaxShare, class: -1,
	}
	switch t.Kind {
	case planner.Count:
		if t.Value == CommonValue {
			b.addCommon(t, base)
			return
		}
		b.addCounted(base)
	case planner.Each, planner.NotAllSame:
		if len(t.Cells) > 0 {
			b.addCells(t, base)
			return
		}
		values, _ := dimensionValues(b.roster, t.Dimension)
		for _, v := range values {
			one := base
			one.id, one.value = t.ID+"="+v, v
			one.min, one.minShare = planner.Limit{}, planner.Ratio{}
			if t.Kind == planner.NotAllSame {
				one.max, one.maxShare, one.notAll = planner.Limit{}, planner.Ratio{}, true
			}
			b.addCounted(one)
		}
	case planner.Size:
		b.addSize(t, base)
	default:
		b.add(targetNotForGroups(t))
	}
}

// addCells adds an entry for each cell of a target that bounds each on its own.
func (b *builder) addCells(t *planner.Target, base groupTarget) {
	for _, c := range t.Cells {
		cell := *t
		cell.Kind, cell.Dimension, cell.Across, cell.Cells = planner.Count, "", nil, nil
		cell.And = append(slices.Clone(c), t.And...)
		one := base
		one.id, one.dim, one.value, one.source = t.ID+"="+c.Label(), c[0].Dimension, c.Label(), &cell
		b.addCounted(one)
	}
}

func (b *builder) weightOf(t *planner.Target) int64 {
	switch {
	case t.Weight != 0:
		return int64(t.Weight)
	case t.Tier == planner.Nice:
		return int64(b.opts.ShortfallWeight / 4)
	default:
		return int64(b.opts.ShortfallWeight)
	}
}

// addCounted fills in who counts for the target and adds it.
func (b *builder) addCounted(t groupTarget) {
	if t.weight < 0 {
		b.add(targetWeightNegative(t.source.Where, t.id, t.weight))
		return
	}
	n := len(b.roster)
	t.members, t.unknown = make([]bool, n), make([]bool, n)
	for i := range b.roster {
		t.members[i], t.unknown[i] = counts(t.source, t.dim, t.value, &b.roster[i])
	}
	b.targets = append(b.targets, t)
}

// counts tells whether a person counts for a target, or might if more were known.
func counts(t *planner.Target, d planner.Dimension, value string, p *planner.Participant) (counts, unknown bool) {
	if !p.HasRole(t.Roles...) || len(t.ExceptRoles) > 0 && p.HasRole(t.ExceptRoles...) {
		return false, false
	}
	who := t.And
	if t.Dimension != "" {
		own := planner.Term{Dimension: d, Values: []string{value}}
		if value == t.Value {
			own.Values = append(own.Values, t.AnyOf...)
		}
		who = append(planner.Condition{own}, t.And...)
	}
	a := who.Of(p)
	return a == planner.Yes, a == planner.Unknown
}

// addSize narrows the group's size, or makes missing it cost points.
func (b *builder) addSize(t *planner.Target, base groupTarget) {
	mg := &b.m.Groups[base.group]
	if t.Tier == planner.Must {
		if t.Min.Given {
			mg.Lo = max(mg.Lo, t.Min.N)
		}
		if t.Max.Given {
			mg.Hi = min(mg.Hi, t.Max.N)
		}
		if mg.Lo > mg.Hi {
			b.add(targetLeavesNoSize(t, b.groups[base.group].ID))
		}
		b.groups[base.group].Size = planner.Range{Min: mg.Lo, Max: mg.Hi}
		return
	}
	base.value = "size"
	b.addCounted(base)
	all := &b.targets[len(b.targets)-1]
	for i := range all.members {
		all.members[i], all.unknown[i] = true, false
	}
	all.class = sizeClass
}

// sizeClass marks a soft target on the size itself.
const sizeClass = -2

// addCommon adds one entry for each value a group could choose.
func (b *builder) addCommon(t *planner.Target, base groupTarget) {
	values, usable := b.commonOptions(t.Dimension)
	if len(values) == 0 {
		b.add(commonUnknown(t))
		return
	}
	for k, v := range values {
		one := base
		one.id, one.value = t.ID, v
		one.members, one.unknown = usable[k], make([]bool, len(b.roster))
		one.max, one.maxShare = planner.Limit{}, planner.Ratio{}
		for i := range b.roster {
			_, known := b.roster[i].Value(t.Dimension)
			one.unknown[i] = !known
		}
		one.common = 1
		b.targets = append(b.targets, one)
	}
}

// commonOptions lists the values a group may choose and who can use each. For
// time zones these are the hours of the day in UTC that fall into somebody's
// day; hours that suit exactly the same people are listed once.
func (b *builder) commonOptions(d planner.Dimension) (values []string, usable [][]bool) {
	if d != planner.TimeZone {
		values, _ = dimensionValues(b.roster, d)
		slices.Sort(values)
		for _, v := range values {
			who := make([]bool, len(b.roster))
			for i := range b.roster {
				who[i] = b.roster[i].Has(d, v)
			}
			usable = append(usable, who)
		}
		return values, usable
	}
	for hour := range 24 {
		who := make([]bool, len(b.roster))
		any := false
		for i := range b.roster {
			v, known := b.roster[i].Value(d)
			if !known {
				continue
			}
			minutes, ok := parseOffset(v)
			if !ok {
				continue
			}
			local := ((hour*60+minutes)%1440 + 1440) % 1440
			who[i] = local >= b.opts.DayStart*60 && local+60 <= b.opts.DayEnd*60
			any = any || who[i]
		}
		if any && !slices.ContainsFunc(usable, func(o []bool) bool { return slices.Equal(o, who) }) {
			values = append(values, fmt.Sprintf("%02d:00 UTC", hour))
			usable = append(usable, who)
		}
	}
	return values, usable
}

// parseOffset reads "+5:30", "-3", "UTC+2" or "5.5" as minutes east of UTC.
func parseOffset(s string) (minutes int, ok bool) {
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(strings.ToUpper(s), "UTC"), "GMT"))
	if s == "" {
		return 0, true
	}
	sign := 1
	switch s[0] {
	case '+':
		s = s[1:]
	case '-':
		sign, s = -1, s[1:]
	}
	h, rest, colon := strings.Cut(s, ":")
	if colon {
		hh, err1 := strconv.Atoi(h)
		mm, err2 := strconv.Atoi(rest)
		if err1 != nil || err2 != nil || hh > 14 || mm > 59 || hh < 0 || mm < 0 {
			return 0, false
		}
		return sign * (60*hh + mm), true
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 0 || f > 14 {
		return 0, false
	}
	return sign * int(f*60), true
}
