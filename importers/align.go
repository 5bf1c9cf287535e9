package importers

import (
	"cmp"
	"slices"
	"strings"

	"roundtable/importers/targets"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// AlignTargets brings the values of targets to the spelling a roster uses
// ("women" to "Female", 24 to "18-30"), so that rules from elsewhere count the
// right people, and reports targets whose dimension or value nobody in the roster
// has. Targets that bound each value on its own get their cells: the values of the scheme
// where there is one, else those of the roster. It returns changed copies; the targets
// given stay as they are.
func AlignTargets(
	roster planner.Roster, list []planner.Target, scheme vocabulary.Scheme,
) ([]planner.Target, []planner.Finding) {
	found := &findings{}
	m := &planner.Meeting{Roster: roster, Targets: slices.Clone(list)}
	alignTargets(m, scheme, nil, found)
	return m.Targets, found.sorted()
}

// aligner holds the values a roster has.
type aligner struct {
	roster planner.Roster
	known  map[planner.Dimension][]string
	scheme map[planner.Dimension][]string // those there are, of dimensions with a fixed list
	// What letters for gender stand for: in the lists of people, else in the targets.
	letters genderLetters
	found   *findings
}

func alignTargets(m *planner.Meeting, scheme vocabulary.Scheme, letters genderLetters, found *findings) {
	if len(m.Roster) == 0 {
		return
	}
	a := &aligner{m.Roster, make(map[planner.Dimension][]string), map[planner.Dimension][]string{
		planner.Stakeholder: planner.StakeholderGroups(), planner.Region: planner.RegionalGroups(),
	}, lettersOfTargets(m.Targets, letters), found}
	if scheme == vocabulary.ICANNRegions {
		a.scheme[planner.Region] = vocabulary.ICANNRegionNames()
	}
	seen := make(map[planner.Dimension]map[string]bool)
	for _, p := range m.Roster {
		for d, vs := range p.Values {
			for _, v := range vs {
				if seen[d] == nil {
					seen[d] = make(map[string]bool)
				}
				seen[d][v] = true
			}
		}
	}
	for d, values := range seen {
		a.known[d] = sortedKeys(values)
	}
	for i := range m.Targets {
		a.align(&m.Targets[i])
		a.roles(&m.Targets[i])
	}
}

// roles reports a user's own target that speaks of a role nobody holds. A pack speaks of
// roles that not every list has, and in working groups roles are still to be given.
func (a *aligner) roles(t *planner.Target) {
	if t.Pack != "" || t.Group != "" {
		return
	}
	seen := make(map[string]bool)
	for _, p := range a.roster {
		for _, r := range p.Roles {
			seen[string(r)] = true
		}
	}
	names := sortedKeys(seen)
	form := "seen"
	if len(names) == 0 {
		form = "no-roles"
	}
	t.Roles, t.ExceptRoles = slices.Clone(t.Roles), slices.Clone(t.ExceptRoles)
	for _, list := range [][]planner.Role{t.Roles, t.ExceptRoles} {
		for i, r := range list {
			if one := strings.TrimSuffix(string(r), "s"); !seen[string(r)] && seen[one] {
				list[i] = planner.Role(one) // "among keynotes"
			}
		}
	}
	for _, r := range slices.Concat(t.Roles, t.ExceptRoles) {
		if seen[string(r)] || len(names) == 0 && (r == planner.RoleSpeaker || r == planner.RoleParticipant) {
			continue // without roles everybody listed may count as either
		}
		a.found.add(suggesting(planner.Finding{
			Code: CodeTargetRole, Form: form, Severity: planner.Warning, Where: t.Where, Seen: string(r),
			Args: facts{"role": clip(string(r)), "target": clip(t.ID), "roles": planner.Quoted(clipped(names))},
		}, string(r), names))
	}
}

// align brings one target to the spelling of the roster.
func (a *aligner) align(t *planner.Target) {
	t.Across = slices.Clone(t.Across)
	all := []*planner.Dimension{&t.Dimension}
	for i := range t.Across {
		all = append(all, &t.Across[i])
	}
	for _, d := range all {
		if *d == "" {
			continue
		}
		own, ok := a.dimension(*d)
		if !ok {
			a.noDimension(t, *d)
			return
		}
		*d = own
	}
	t.And, t.Cells, t.List = a.condition(t, t.And), slices.Clone(t.Cells), slices.Clone(t.List)
	for i, c := range t.Cells {
		t.Cells[i] = a.condition(t, c)
	}
	for i, v := range t.List {
		t.List[i], _ = a.spelling(t.Dimension, v)
	}
	switch {
	case t.Kind == planner.Each && len(t.Cells) == 0:
		a.cells(t)
	case (t.Kind == planner.Count || t.Kind == planner.NotAlone) && t.Value != "" && t.Value != targets.Common:
		own := planner.Term{
			Dimension: t.Dimension, Values: append([]string{t.Value}, t.AnyOf...), Numbers: t.Numbers, Given: t.Given,
		}
		before := t.Value
		a.term(t, &own)
		t.Value, t.AnyOf, t.Apart = own.Values[0], own.Values[1:], own.Apart
		if t.Value != before && strings.Contains(t.ID, "=") {
			t.ID = targets.ID(t)
		}
	}
}

// noDimension reports a target about which nothing is known of anybody.
func (a *aligner) noDimension(t *planner.Target, d planner.Dimension) {
	var names []string
	for _, own := range sortedKeys(a.known) {
		names = append(names, string(own))
	}
	if _, known := targets.Dimension(string(d)); !known {
		if near, ok := vocabulary.Closest(string(d), names); ok {
			a.found.add(planner.Finding{
				Code: CodeTargetDimension, Form: "near", Severity: planner.Error, Where: t.Where, Seen: string(d),
				Args: facts{"column": clip(string(d)), "near": clip(near)},
			})
			return
		}
	}
	column := d
	if _, listed := vocabulary.CountryListOf(d); listed {
		column = planner.Country // which tells it
	}
	a.found.add(planner.Finding{
		Code: CodeTargetDimension, Form: "nobody", Severity: planner.Warning, Where: t.Where, Seen: string(d),
		Args: facts{"dimension": d, "column": clip(string(column))},
	})
}

// condition brings the terms of a condition to the spelling of the roster.
func (a *aligner) condition(t *planner.Target, c planner.Condition) planner.Condition {
	out := slices.Clone(c)
	for i := range out {
		own, ok := a.dimension(out[i].Dimension)
		if !ok {
			a.noDimension(t, out[i].Dimension)
			continue
		}
		out[i].Dimension, out[i].Values = own, slices.Clone(out[i].Values)
		a.term(t, &out[i])
	}
	return out
}

// term brings one term to the spelling of the roster: its values, and the ages and bands
// of the roster that lie in those it asks for.
func (a *aligner) term(t *planner.Target, x *planner.Term) {
	asked := slices.Clone(x.Values)
	known := len(x.Values) == 0 && !x.Numeric()
	if v, ok := a.whole(x); ok { // "Not stated", "R&D; operations": a value of its own
		x.Values, x.Not = []string{v}, false
	}
	known = a.spell(t, x, len(asked) > 1) || known
	before := len(x.Values)
	if x.Dimension == planner.Age || x.Numeric() {
		a.ages(t, x)
	}
	if known || len(x.Values) > before || x.Numeric() && a.measured(x) {
		return
	}
	text := cmp.Or(x.Given, strings.Join(asked, "|"))
	if len(asked) > 0 && len(asked) == before && x.Given == "" {
		text = asked[0]
	}
	a.nobody(t, x, text)
}

// spell brings the values of a term to the spelling of the roster; known says that somebody
// has one of them. Then those of several that are slips are reported: they count nobody.
func (a *aligner) spell(t *planner.Target, x *planner.Term, several bool) (known bool) {
	var slips []string
	for i, v := range x.Values {
		own, ok := v, slices.Contains(a.known[x.Dimension], v)
		if !x.Numeric() {
			own, ok = a.spelling(x.Dimension, v)
		}
		x.Values[i] = own
		known = known || ok
		if !ok && several && !x.Numeric() && a.isSlip(x.Dimension, own) {
			slips = append(slips, own)
		}
	}
	for _, v := range slips {
		if known { // else the whole is reported
			a.nobody(t, &planner.Term{Dimension: x.Dimension, Values: []string{v}}, v)
		}
	}
	return known
}

// measured reports whether nobody has such a number because others have numbers, or
// because the term names none.
func (a *aligner) measured(x *planner.Term) bool {
	return len(x.Values) == 0 || slices.ContainsFunc(a.known[x.Dimension], hasNumber)
}

// whole is the value of the roster that the words of a term are as a whole.
func (a *aligner) whole(x *planner.Term) (string, bool) {
	for _, text := range []string{x.Given, "not " + cmp.Or(x.Given, strings.Join(x.Values, "|"))} {
		for _, v := range a.known[x.Dimension] {
			if text != "" && vocabulary.Fold(v) == vocabulary.Fold(text) && !x.Numeric() &&
				(x.Not || len(x.Values) > 1) {
				return v, strings.HasPrefix(text, "not ") == x.Not
			}
		}
	}
	return "", false
}

// hasNumber reports whether a text is a number or a band of numbers.
func hasNumber(s string) bool { _, _, ok := vocabulary.ParseSpan(s); return ok }

// mostCells bounds the groups that one target may bound one by one.
const mostCells = 500

// cells makes the groups of people that a target bounds one by one: the values of the
// scheme, where the dimension has one, else those the roster has; of several dimensions,
// every combination. Where it only asks for a maximum, whatever turns up is bounded
// without them.
func (a *aligner) cells(t *planner.Target) {
	if !t.Min.Given && !t.MinShare.Given() && t.Like == "" {
		return
	}
	cells := []planner.Condition{nil}
	for _, d := range append([]planner.Dimension{t.Dimension}, t.Across...) {
		var next []planner.Condition
		for _, c := range cells {
			for _, v := range a.values(d) {
				next = append(next, append(slices.Clone(c), planner.Term{Dimension: d, Values: []string{v}}))
			}
		}
		if cells = next; len(cells) > mostCells {
			a.found.add(planner.Finding{
				Code: CodeTargetUnread, Form: "cells", Severity: planner.Error, Where: t.Where, Seen: t.ID,
				Args: facts{"target": clip(t.ID), "limit": mostCells},
			})
			return
		}
	}
	t.Cells = cells
	for _, v := range a.values(t.Dimension) {
		if t.Like != "" {
			t.Parts = append(t.Parts, a.reference(t, v))
		}
	}
}

// reference is how many there are of a value in the distribution whose shares the seats
// are to have.
func (a *aligner) reference(t *planner.Target, v string) int64 {
	n := int64(0)
	switch t.Like {
	case targets.LikePool:
		for i := range a.roster {
			if a.roster[i].Has(t.Dimension, v) {
				n++
			}
		}
	case targets.LikeUN:
		for _, c := range vocabulary.Countries() {
			if c.Member && c.UNGroup == v {
				n++
			}
		}
	default:
		n = 1
	}
	return n
}

// values are those that each one of a dimension means.
func (a *aligner) values(d planner.Dimension) []string {
	list := a.scheme[d]
	spoken := func(v string) bool { return slices.Contains(list, v) }
	if slices.ContainsFunc(a.known[d], spoken) {
		return list
	}
	return a.known[d]
}

// dimension is the roster's own spelling of a dimension.
func (a *aligner) dimension(d planner.Dimension) (planner.Dimension, bool) {
	if _, ok := a.known[d]; ok {
		return d, true
	}
	for _, own := range sortedKeys(a.known) {
		if vocabulary.Compact(string(own)) == vocabulary.Compact(string(d)) {
			return own, true
		}
	}
	return d, false
}

// spelling is the roster's own spelling of a value, or the value itself.
func (a *aligner) spelling(d planner.Dimension, value string) (string, bool) {
	if slices.Contains(a.known[d], value) {
		return value, true
	}
	answer, _ := vocabulary.YesNo(value)
	for _, v := range a.known[d] {
		own, _ := vocabulary.YesNo(v)
		if vocabulary.Compact(v) == vocabulary.Compact(value) || answer != planner.Unknown && own == answer ||
			d == planner.Gender && a.letters.class(v) == a.letters.class(value) {
			return v, true
		}
	}
	return value, false
}

// ages adds the ages and bands of the roster that lie in one the term asks for, and notes
// those that lie outside. One that lies in it only partly is reported: nobody can tell
// who is in.
func (a *aligner) ages(t *planner.Target, x *planner.Term) {
	var bands []vocabulary.Span
	if x.Numeric() {
		band := vocabulary.Span{From: x.From.N, To: x.To.N}
		if !x.To.Given {
			band.To = vocabulary.Unbounded
		}
		bands = append(bands, band)
	}
	for _, text := range x.Values {
		if b, ok := parseBand(text); ok {
			bands = append(bands, b)
		}
	}
	var partly []string
	for _, v := range a.known[x.Dimension] {
		own, _, ok := vocabulary.ParseSpan(v)
		switch {
		case !ok || slices.Contains(x.Values, v):
		case slices.ContainsFunc(bands, func(b vocabulary.Span) bool { return b.Holds(own) }):
			x.Values = append(x.Values, v)
		case slices.ContainsFunc(bands, func(b vocabulary.Span) bool { return b.Meets(own) }):
			partly = append(partly, v)
		case x.Numeric():
			x.Apart = append(x.Apart, v)
		}
	}
	if len(partly) > 0 {
		asked := cmp.Or(x.Given, x.String())
		form := "out"
		if x.Numeric() {
			form = "unsure"
		}
		a.found.add(planner.Finding{
			Code: CodeTargetAges, Form: form, Severity: planner.Warning, Where: t.Where, Seen: asked,
			Args: facts{"ages": planner.Quoted(clipped(partly[:min(len(partly), mostListed)])), "asked": clip(asked)},
		})
	}
}

func isAge(s string) bool { _, ok := parseBand(s); return ok }

// nobody reports a target that asks for a value nobody has. Where it is no value at all of
// a dimension with fixed terms, or no number, that is an error; else the target is judged,
// and a warning says so where it asks for such people.
func (a *aligner) nobody(t *planner.Target, x *planner.Term, asked string) {
	values, d := a.known[x.Dimension], x.Dimension
	need := t.Min.Given && t.Min.N > 0 || t.MinShare.Given() && t.MinShare.Num > 0
	f := planner.Finding{
		Code: CodeTargetValue, Form: "nobody", Severity: planner.Note, Where: t.Where, Seen: asked,
	}
	first := func(most int) planner.ValuesOf {
		return planner.ValuesOf{Dimension: d, Texts: clipped(values[:min(len(values), most)])}
	}
	f.Args = facts{"dimension": d, "asked": clip(asked), "values": first(6), "terms": first(mostListed)}
	near, like := vocabulary.Closest(asked, values)
	closed := a.isClosed(d) && !isTermOf(d, x.Values[0])
	if m := vocabulary.Value(d, asked); closed && !like && m.Status == vocabulary.Near {
		near, like = m.Suggestions[0], true
	}
	f.Args["near"] = clip(near)
	switch {
	case closed && !a.mayBeOwn(d, asked):
		f.Form, f.Severity = "no-term", planner.Error
		if like {
			f.Form = "no-term-near"
		}
	case like:
		f.Form, f.Severity = "near", planner.Warning
	case a.noNumber(&f, d, asked), !need: // said, or a mere limit
	default:
		f.Form, f.Severity = "wanted", planner.Warning
	}
	a.found.add(f)
}

// mayBeOwn reports whether a text that is no term of a dimension with fixed terms can be
// meant all the same: what people call their gender, and whatever is none of the terms.
func (a *aligner) mayBeOwn(d planner.Dimension, asked string) bool {
	return d == planner.Gender || vocabulary.FreeAnswer.Is(asked)
}

// noNumber says that ages and comparisons need numbers, of the target or of the people.
func (a *aligner) noNumber(f *planner.Finding, d planner.Dimension, asked string) bool {
	values := a.known[d]
	_, band := parseBand(asked)
	switch {
	case d == planner.Age && !band && !slices.ContainsFunc(values, func(v string) bool { return !isAge(v) }):
		f.Form = "no-ages"
	case strings.ContainsAny(asked, "<>"):
		f.Form = "no-numbers"
	default:
		return false
	}
	f.Severity = planner.Error
	return true
}

// isTermOf reports whether a text is a value of a dimension with fixed terms.
func isTermOf(d planner.Dimension, s string) bool {
	return vocabulary.Value(d, s).OK() || d == planner.Region && vocabulary.RegionOf(vocabulary.ICANNRegions, s).OK()
}

// isClosed reports whether a dimension has fixed terms, and the people no others.
func (a *aligner) isClosed(d planner.Dimension) bool {
	return vocabulary.HasTerms(d) && !slices.ContainsFunc(a.known[d], func(v string) bool { return !isTermOf(d, v) })
}

// CheckTargets reports the errors of targets that any list of people shows: values that are
// none of a dimension with fixed terms, and slips in the names of the dimensions. A value
// that a body has for itself stands in its list of people, and only there.
func CheckTargets(list []planner.Target, scheme vocabulary.Scheme) []planner.Finding {
	var everybody planner.Participant
	everybody.Values = map[planner.Dimension][]string{
		planner.Age: {"30", "Youth"}, planner.Organisation: {"-"}, planner.Country: nil,
	}
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region, planner.Gender, planner.Attendance} {
		everybody.Values[d] = vocabulary.Terms(d)
	}
	if scheme == vocabulary.ICANNRegions {
		everybody.Values[planner.Region] = vocabulary.ICANNRegionNames()
	}
	for _, c := range vocabulary.Countries() {
		everybody.Values[planner.Country] = append(everybody.Values[planner.Country], c.Name)
	}
	_, found := AlignTargets(planner.Roster{everybody}, list, scheme)
	return slices.DeleteFunc(found, func(f planner.Finding) bool { return f.Severity < planner.Error })
}

// isSlip reports whether a text is nearly a value of a dimension with fixed terms, and none.
func (a *aligner) isSlip(d planner.Dimension, s string) bool {
	_, near := vocabulary.Closest(s, vocabulary.Terms(d))
	return a.isClosed(d) && !isTermOf(d, s) && (near || vocabulary.Value(d, s).Status == vocabulary.Near)
}
