package balance

import (
	"slices"
	"strings"

	"roundtable/planner"
)

// tri is an answer about one person and one target.
type tri uint8

const (
	no tri = iota
	maybe
	yes
)

// mark says how one person bears on one target.
type mark struct {
	// in: is the person considered at all (roles); hit: does the person count.
	// For kinds that speak of all values, hit says whether the value is known.
	in, hit tri
	// values are the known values, for kinds that speak of all values.
	values []string
}

// marker works out marks under one set of options.
type marker struct {
	joinAs planner.Role
}

// mark returns how p bears on t. Unknown values and unknown roles give maybe.
func (m marker) mark(t *planner.Target, p *planner.Participant) mark {
	in := m.considered(t, p)
	if in == no {
		return mark{}
	}
	switch t.Kind {
	case planner.Distinct, planner.NotAllSame, planner.EachAtMost:
		values := known(p, t.Dimension)
		if len(values) == 0 {
			return mark{in: in, hit: maybe}
		}
		return mark{in: in, hit: yes, values: values}
	case planner.Size, planner.PerPerson:
		return mark{in: in, hit: yes}
	case planner.Flag:
		return mark{in: in, hit: affirmed(p, t.Dimension)}
	default:
		return mark{in: in, hit: carries(t, p)}
	}
}

// joining returns p as somebody who joins the panel: whatever role the person
// holds already, the one the panel is about comes with the seat.
func (m marker) joining(p *planner.Participant) *planner.Participant {
	if len(p.Roles) == 0 || m.joinAs == "" || slices.Contains(p.Roles, m.joinAs) {
		return p
	}
	q := *p
	q.Roles = append(slices.Clone(p.Roles), m.joinAs)
	return &q
}

// considered reports whether the target speaks of p. A person whose source
// states no role is taken to join as joinAs for that role, and may or may not
// hold any other.
func (m marker) considered(t *planner.Target, p *planner.Participant) tri {
	roleless := len(p.Roles) == 0
	in := yes
	if len(t.Roles) > 0 {
		switch {
		case p.HasRole(t.Roles...), roleless && slices.Contains(t.Roles, m.joinAs):
		case roleless:
			in = maybe
		default:
			return no
		}
	}
	if len(t.ExceptRoles) > 0 && !roleless && p.HasRole(t.ExceptRoles...) {
		return no
	}
	return in
}

// carries reports whether p carries the target's value and all its further
// conditions. One contradicted condition is enough for no.
func carries(t *planner.Target, p *planner.Participant) tri {
	result := yes
	for i := -1; i < len(t.And); i++ {
		c := planner.Condition{Dimension: t.Dimension, Value: t.Value}
		if i >= 0 {
			c = t.And[i]
		}
		if c.Dimension == "" {
			continue
		}
		values := known(p, c.Dimension)
		switch {
		case len(values) == 0:
			result = maybe
		case c.Value == "", slices.Contains(values, c.Value), i < 0 && anyOf(t, values):
		default:
			return no
		}
	}
	return result
}

// anyOf reports whether one of the values is a further spelling of the target's.
func anyOf(t *planner.Target, values []string) bool {
	for _, v := range values {
		for _, s := range t.AnyOf {
			if strings.EqualFold(s, v) {
				return true
			}
		}
	}
	return false
}

// affirmed reads a yes/no field of a person.
func affirmed(p *planner.Participant, d planner.Dimension) tri {
	v, ok := p.Value(d)
	if !ok {
		return maybe
	}
	switch strings.ToLower(strings.TrimSpace(v)) {
	case "yes", "y", "true", "1", "x", "✓", "✔":
		return yes
	case "no", "n", "false", "0", "-":
		return no
	}
	return maybe
}

// known returns the person's known values in d, without blanks and repeats.
func known(p *planner.Participant, d planner.Dimension) []string {
	all := p.Values[d]
	if len(all) == 1 && all[0] != "" {
		return all
	}
	var out []string
	for _, v := range all {
		if v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
