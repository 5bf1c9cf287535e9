package grouping

import (
	"slices"

	"roundtable/planner"
)

// CommonValue as a [planner.Target]'s Value asks that one value of the
// dimension, chosen for each group, is carried by at least Min or MinShare of
// its members: a language all can use, or for [planner.TimeZone] an hour (UTC)
// that lies within everybody's day.
const CommonValue = "*"

// targetReader expands targets.
type targetReader struct{ *builder }

// read expands the meeting's group targets into one entry per group and
// value.
func (b targetReader) read(targets []planner.Target) {
	for i := range targets {
		t := &targets[i]
		if t.Group == "" {
			continue
		}
		groups := b.allGroups()
		if t.Group != planner.EveryGroup {
			g, ok := b.groupAt[t.Group]
			if !ok {
				b.add(targetGroupUnknown(t))
				continue
			}
			groups = []int{g}
		}
		if t.Kind == planner.ChairsDiffer {
			b.chairsBy = append(b.chairsBy, t.Dimension)
			continue
		}
		if t.Kind == planner.Size && t.Tier == planner.Must {
			b.narrowSizes(t, groups)
			continue
		}
		if t.Weight < 0 {
			b.add(targetWeightNegative(t.Where, t.ID, int64(t.Weight)))
			continue
		}
		for _, x := range b.asked(t) {
			b.askOf(groups, x)
		}
	}
}

func (p *Problem) allGroups() []int {
	groups := make([]int, len(p.groups))
	for g := range groups {
		groups[g] = g
	}
	return groups
}

// askOf adds an entry for each of the groups.
func (b *builder) askOf(groups []int, x groupTarget) {
	for _, g := range groups {
		x.group = g
		b.targets = append(b.targets, x)
	}
}

// asked lists what a target asks for: one entry for each value that it bounds.
func (b targetReader) asked(t *planner.Target) []groupTarget {
	base := groupTarget{
		id: t.ID, ask: *t, dim: t.Dimension, value: t.Value, tier: t.Tier, weight: b.weightOf(t), class: -1,
	}
	base.ask.Kind = planner.Count
	if base.value == "" && base.dim == "" && len(t.Roles) > 0 {
		base.dim, base.value = "role", string(t.Roles[0])
	}
	switch t.Kind {
	case planner.Count:
		if t.Value == CommonValue {
			return b.commonAsked(t, base)
		}
		return []groupTarget{b.counted(base)}
	case planner.NotAlone:
		base.alone = max(2, t.Min.N)
		base.ask.Min, base.ask.Max = planner.Limit{}, planner.Limit{}
		if t.Value != "" || t.Numeric() || t.Dimension == "" {
			return []groupTarget{b.counted(base)}
		}
		return b.eachAsked(t, base)
	case planner.Even:
		b.evenAsked(t)
		return nil
	case planner.Each, planner.NotAllSame:
		if t.Kind == planner.NotAllSame {
			base.ask.Max, base.ask.MaxShare, base.notAll = planner.Limit{}, planner.Ratio{}, true
		}
		base.ask.Min, base.ask.MinShare = planner.Limit{}, planner.Ratio{}
		return b.eachAsked(t, base)
	case planner.Size:
		base.kind, base.value = sizeAsked, "size"
		base.members, base.unknown = make([]bool, len(b.roster)), make([]bool, len(b.roster))
		for i := range base.members {
			base.members[i] = true
		}
		return []groupTarget{base}
	default:
		b.add(targetNotForGroups(t))
		return nil
	}
}

// eachAsked lists an entry for each cell of a target, or for each value of its
// dimension.
func (b targetReader) eachAsked(t *planner.Target, base groupTarget) []groupTarget {
	var list []groupTarget
	add := func(label string, dim planner.Dimension, ask planner.Target) {
		one := base
		one.id, one.dim, one.value, one.ask = t.ID+"="+label, dim, label, ask
		list = append(list, b.counted(one))
	}
	for k, c := range t.Cells {
		ask := base.ask
		ask.Part, ask.Dimension, ask.And = k, "", append(slices.Clone(c), t.And...)
		add(c.Label(), c[0].Dimension, ask)
	}
	if len(t.Cells) == 0 {
		values, _ := dimensionValues(b.roster, t.Dimension)
		for _, v := range values {
			ask := base.ask
			ask.Value, ask.AnyOf = v, nil
			add(v, t.Dimension, ask)
		}
	}
	return list
}

func (b targetReader) weightOf(t *planner.Target) int64 {
	switch {
	case t.Weight != 0:
		return int64(t.Weight)
	case t.Tier == planner.Nice:
		return int64(b.opts.ShortfallWeight / 4)
	default:
		return int64(b.opts.ShortfallWeight)
	}
}

// counted fills in who counts for a target. Roles are those a person is known to
// have; who has none takes part.
func (b targetReader) counted(t groupTarget) groupTarget {
	n := len(b.roster)
	t.members, t.unknown = make([]bool, n), make([]bool, n)
	who := t.ask.Who()
	for i := range b.roster {
		p := &b.roster[i]
		roles := planner.Participant{Roles: p.Roles}
		if len(p.Roles) == 0 {
			roles.Roles = []planner.Role{planner.RoleParticipant}
		}
		if roles.HasRole(t.ask.Roles...) && (len(t.ask.ExceptRoles) == 0 || !roles.HasRole(t.ask.ExceptRoles...)) {
			a := who.Of(p)
			t.members[i], t.unknown[i] = a == planner.Yes, a == planner.Unknown
		}
	}
	return t
}

// narrowSizes takes a must target on the size into the groups' own sizes.
func (b targetReader) narrowSizes(t *planner.Target, groups []int) {
	for _, g := range groups {
		mg := &b.m.Groups[g]
		if t.Min.Given {
			mg.Lo = max(mg.Lo, t.Min.N)
		}
		if t.Max.Given {
			mg.Hi = min(mg.Hi, t.Max.N)
		}
		if mg.Lo > mg.Hi {
			b.add(targetLeavesNoSize(t, b.groups[g].ID))
		}
		b.groups[g].Size = planner.Range{Min: mg.Lo, Max: mg.Hi}
	}
}

// commonAsked lists one entry for each value a group could choose.
func (b targetReader) commonAsked(t *planner.Target, base groupTarget) []groupTarget {
	values, usable := b.commonOptions(t.Dimension)
	if len(values) == 0 {
		b.add(commonUnknown(t))
		return nil
	}
	unknown := make([]bool, len(b.roster))
	for i := range b.roster {
		_, known := b.roster[i].Value(t.Dimension)
		unknown[i] = !known
	}
	base.ask.Max, base.ask.MaxShare = planner.Limit{}, planner.Ratio{}
	var list []groupTarget
	for k, v := range values {
		one := base
		one.value, one.members, one.unknown, one.common = v, usable[k], unknown, 1
		list = append(list, one)
	}
	return list
}

// commonOptions lists the values a group may choose and who can use each. For
// time zones these are the hours of the day in UTC that fall into somebody's
// day; hours that suit exactly the same people are listed once.
func (b targetReader) commonOptions(d planner.Dimension) (values []string, usable [][]bool) {
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
		for i := range b.roster {
			who[i], _ = b.opts.suits(&b.roster[i], hour)
		}
		new := !slices.ContainsFunc(usable, func(o []bool) bool { return slices.Equal(o, who) })
		if new && slices.Contains(who, true) {
			values = append(values, hourLabel(hour))
			usable = append(usable, who)
		}
	}
	return values, usable
}
