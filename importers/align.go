package importers

import (
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// AlignTargets brings the values of targets to the spelling a roster uses
// ("women" to "Female", 24 to "18-30"), so that rules from elsewhere count the
// right people, and reports targets whose dimension or value nobody in the roster
// has. It returns changed copies; the targets given stay as they are.
func AlignTargets(roster planner.Roster, targets []planner.Target) ([]planner.Target, []planner.Finding) {
	found := &findings{}
	m := &planner.Meeting{Roster: roster, Targets: slices.Clone(targets)}
	alignTargets(m, found)
	return m.Targets, found.sorted()
}

// aligner holds the values a roster has.
type aligner struct {
	known map[planner.Dimension][]string
	found *findings
}

func alignTargets(m *planner.Meeting, found *findings) {
	if len(m.Roster) == 0 {
		return
	}
	a := &aligner{make(map[planner.Dimension][]string), found}
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
	}
}

// align brings one target to the spelling of the roster.
func (a *aligner) align(t *planner.Target) {
	if t.Dimension == "" {
		return
	}
	d, ok := a.dimension(t.Dimension)
	if !ok {
		a.found.add(planner.Finding{
			Code: CodeTargetDimension, Severity: planner.Warning, Where: t.Where, Seen: string(t.Dimension),
			Text: "Nothing is known of anybody's " + t.Dimension.Label() + ", so targets about it cannot be checked.",
			Fix:  "Add a column headed " + quote(string(t.Dimension)) + " to the people.",
		})
		return
	}
	t.Dimension = d
	values := a.known[d]
	t.And, t.AnyOf = slices.Clone(t.And), slices.Clone(t.AnyOf)
	for i := range t.And {
		if d, ok := a.dimension(t.And[i].Dimension); ok {
			t.And[i].Dimension = d
			t.And[i].Value, _ = a.spelling(d, t.And[i].Value)
		}
	}
	for i := range t.AnyOf {
		t.AnyOf[i], _ = a.spelling(d, t.AnyOf[i])
	}
	if t.Value == "" {
		return
	}
	if d == planner.Age {
		a.ages(t)
	}
	v, found := a.spelling(d, t.Value)
	if v != t.Value {
		t.Value = v
		if strings.Contains(t.ID, "=") {
			t.ID = targetID(t)
		}
	}
	if !found && !slices.ContainsFunc(t.AnyOf, func(s string) bool { return slices.Contains(values, s) }) {
		a.nobody(t)
	}
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
			d == planner.Gender && genderClass(v) == genderClass(value) {
			return v, true
		}
	}
	return value, false
}

// ages adds the ages and bands of the roster that lie in a band of the target. One
// that lies in it only partly is reported: nobody can tell who is in.
func (a *aligner) ages(t *planner.Target) {
	var bands []span
	for _, text := range append([]string{t.Value}, t.AnyOf...) {
		if b, ok := parseBand(text); ok {
			bands = append(bands, b)
		}
	}
	var partly []string
	for _, v := range a.known[planner.Age] {
		own, ok := parseBand(v)
		switch {
		case !ok || v == t.Value || slices.Contains(t.AnyOf, v):
		case slices.ContainsFunc(bands, func(b span) bool { return b.holds(own) }):
			t.AnyOf = append(t.AnyOf, v)
		case slices.ContainsFunc(bands, func(b span) bool { return b.meets(own) }):
			partly = append(partly, v)
		}
	}
	if len(partly) > 0 {
		a.found.add(planner.Finding{
			Code: CodeTargetAges, Severity: planner.Warning, Where: t.Where, Seen: t.Value,
			Text: "The ages " + listed(partly[:min(len(partly), mostListed)], "and") + " lie only partly in " +
				quote(t.Value) + ", so nobody can tell who is in it; they count as not in it.",
			Fix: "Give ages or dates of birth, or use the same bands in the targets and in the people.",
		})
	}
}

func isAge(s string) bool { _, ok := parseBand(s); return ok }

// nobody reports a target whose value nobody has: an error where it is no value
// at all of a dimension with fixed terms.
func (a *aligner) nobody(t *planner.Target) {
	values := a.known[t.Dimension]
	f := planner.Finding{
		Code: CodeTargetValue, Severity: planner.Note, Where: t.Where, Seen: t.Value,
		Text: "Nobody's " + t.Dimension.Label() + " is " + quote(t.Value) + ".",
	}
	isTerm := func(s string) bool {
		return vocabulary.Value(t.Dimension, s).OK() || vocabulary.RegionOf(vocabulary.ICANNRegions, s).OK()
	}
	ask := didYouMean(t.Value, values)
	need := t.Min.Given && t.Min.N > 0 || t.MinShare.Given() && t.MinShare.Num > 0
	_, band := parseBand(t.Value)
	switch {
	case ask != "":
		f.Severity = planner.Warning
		f.Text += " " + ask
		f.Fix = "Use the same spelling in the targets and in the people."
	case t.Dimension == planner.Age && !band && !slices.ContainsFunc(values, func(v string) bool { return !isAge(v) }):
		f.Severity = planner.Error
		f.Text = quote(t.Value) + " names no ages, and the people have ages in numbers."
		f.Fix = "Write the ages, such as 18-30 or under 30."
	case vocabulary.HasTerms(t.Dimension) && !isTerm(t.Value) && (need || t.Dimension != planner.Gender) &&
		!slices.ContainsFunc(values, func(v string) bool { return !isTerm(v) }):
		f.Severity = planner.Error
		f.Text = quote(t.Value) + " is not understood as a " + t.Dimension.Label() + "."
		f.Fix = "Write one of " + listed(values[:min(len(values), mostListed)], "and") + ", or another known term."
	case need:
		f.Severity = planner.Warning
		f.Fix = "The roster has " + listed(values[:min(len(values), 6)], "and") + "."
	}
	a.found.add(f)
}
