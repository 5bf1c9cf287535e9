package importers

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/sheet"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// targetReader reads the rows of one sheet of targets.
type targetReader struct {
	r     *reading
	v     *sheetView
	value *sheet.Column // "value", or "name" where the sheet says "category, name"
}

// readTargets reads a sheet of targets: one row for each value of a dimension,
// with counts or shares, for the panel or for a working group.
func (r *reading) readTargets(v *sheetView) {
	t := &targetReader{r: r, v: v, value: v.First(vocabulary.ValueOf, vocabulary.Name)}
	for _, row := range v.Body {
		if target, ok := t.target(row); ok {
			r.addTarget(target)
		}
	}
}

func (t *targetReader) target(row table.Row) (planner.Target, bool) {
	v := t.v
	feature := v.Column(vocabulary.Feature)
	name := feature.Text(row)
	where := v.Ref(feature.At(row))
	out := planner.Target{
		Dimension: dimensionOf(name), Where: where,
		Group: t.group(row), Text: v.Column(vocabulary.Text).Text(row), Source: v.Column(vocabulary.Source).Text(row),
	}
	value := t.value.Text(row)
	out.Value, out.Given = value, vocabulary.Clean(value)
	if m := vocabulary.Value(out.Dimension, value); vocabulary.HasTerms(out.Dimension) && m.OK() &&
		out.Dimension != planner.Gender {
		out.Value = m.Value
	} else if t.r.opts.Scheme != vocabulary.UNGroups && out.Dimension == planner.Region {
		if m := vocabulary.RegionOf(t.r.opts.Scheme, value); m.OK() {
			out.Value = m.Value
		}
	}
	bounds := t.bounds(&out, row)
	t.tier(&out, row)
	if c := v.Column(vocabulary.Roles); c != nil {
		out.Roles = t.roles(c, row)
	}
	if !t.kind(&out, name, value, row) {
		return out, false
	}
	if !bounds {
		t.r.found.add(planner.Finding{
			Code: CodeTargetBounds, Severity: planner.Warning, Where: where, Seen: name + " " + value,
			Text: "A target without a minimum or maximum asks for nothing; it was left out.",
			Fix:  "Give min, max, min_share_pct or max_share_pct.",
		})
		return out, false
	}
	out.ID = cmp.Or(v.Column(vocabulary.ID).Text(row), targetID(&out))
	return out, true
}

// kind settles what the target counts: the value of the row, or, without one,
// all values ("distinct", "each at most"), or the size of the panel.
func (t *targetReader) kind(out *planner.Target, name, value string, row table.Row) bool {
	word := vocabulary.Compact(t.v.Column(vocabulary.TargetKind).Text(row))
	if word == "" && value != "" {
		word = vocabulary.Compact(value)
	}
	switch {
	case word == "distinct" || word == "differentvalues" || word == "distinctvalues":
		out.Kind, out.Value = planner.Distinct, ""
	case word == "eachatmost" || word == "each" || word == "any" || word == "anyvalue":
		out.Kind, out.Value = planner.EachAtMost, ""
	case word == "notallsame":
		out.Kind, out.Value = planner.NotAllSame, ""
		out.Min = planner.LimitOf(1)
	case vocabulary.Compact(name) == "size" || vocabulary.Compact(name) == "panelsize":
		out.Kind, out.Dimension, out.Value = planner.Size, "", ""
	case name == "":
		t.r.found.add(planner.Finding{
			Code: CodeTargetDimension, Severity: planner.Error, Where: out.Where,
			Text: "The target does not say which dimension it is about.",
			Fix:  "Write for example stakeholder, region or gender.",
		})
		return false
	case value == "" || value == "*":
		out.Kind, out.Value = planner.EachAtMost, ""
		if out.Min.Given || out.MinShare.Given() {
			t.r.found.add(planner.Finding{
				Code: CodeTargetBounds, Severity: planner.Error, Where: out.Where, Seen: name,
				Text: "The target has a minimum but no value.",
				Fix:  "Write the value it counts, or the word distinct for a minimum of different values.",
			})
			return false
		}
	}
	return true
}

// bounds reads counts, shares and flexes; it reports whether any bound is given.
func (t *targetReader) bounds(out *planner.Target, row table.Row) bool {
	limit := func(m vocabulary.Meaning) planner.Limit {
		if n, ok := t.r.wholeNumber(t.v, t.v.Column(m), row); ok {
			return planner.LimitOf(n)
		}
		return planner.Limit{}
	}
	out.Min, out.Max = limit(vocabulary.Min), limit(vocabulary.Max)
	out.MinFlex, out.MaxFlex = limit(vocabulary.MinFlex), limit(vocabulary.MaxFlex)
	out.MinShare, out.MaxShare = t.share(vocabulary.MinSharePct, row), t.share(vocabulary.MaxSharePct, row)
	if out.Min.Given && out.Max.Given && out.Min.N > out.Max.N {
		t.r.found.add(planner.Finding{
			Code: CodeTargetBounds, Severity: planner.Error, Where: t.v.Ref(t.v.Column(vocabulary.Min).At(row)),
			Seen: strconv.Itoa(out.Min.N),
			Text: fmt.Sprintf("The minimum %d is above the maximum %d.", out.Min.N, out.Max.N),
			Fix:  "Correct one of them.",
		})
	}
	return out.Min.Given || out.Max.Given || out.MinShare.Given() || out.MaxShare.Given()
}

// share reads a percentage such as 50, 33.3 or "40 %" as an exact ratio.
func (t *targetReader) share(m vocabulary.Meaning, row table.Row) planner.Ratio {
	c := t.v.Column(m)
	text := c.Text(row)
	if c == nil || vocabulary.IsMissing(text) {
		return planner.Ratio{}
	}
	if p, ok := parsePercent(text); ok {
		return p
	}
	t.r.found.add(planner.Finding{
		Code: CodeValueNumber, Severity: planner.Error, Where: t.v.Ref(c.At(row)), Seen: text,
		Text: quote(text) + " is not a percentage between 0 and 100.", Fix: "Write a number such as 40.",
	})
	return planner.Ratio{}
}

// parsePercent reads "40", "33.3" or "40 %" as the exact ratio of a hundred.
func parsePercent(text string) (planner.Ratio, bool) {
	text = strings.TrimSpace(strings.TrimSuffix(strings.ReplaceAll(text, ",", "."), "%"))
	whole, frac, _ := strings.Cut(text, ".")
	frac = strings.TrimRight(frac, "0")
	if len(frac) > 6 || len(whole) > 3 {
		return planner.Ratio{}, false
	}
	n, err := strconv.ParseUint(whole+frac, 10, 31)
	if err != nil {
		return planner.Ratio{}, false
	}
	den := int64(100)
	for range frac {
		den *= 10
	}
	if int64(n) > den {
		return planner.Ratio{}, false
	}
	return planner.Ratio{Num: int64(n), Den: den}, true
}

// tier reads the tier (or hard 0/1) and the weight.
func (t *targetReader) tier(out *planner.Target, row table.Row) {
	if c := t.v.Column(vocabulary.Tier); c != nil {
		text := c.Text(row)
		tier, ok := parseTier(text)
		if !ok {
			t.r.found.add(planner.Finding{
				Code: CodeValueUnknown, Severity: planner.Error, Where: t.v.Ref(c.At(row)), Seen: text,
				Text: quote(text) + " is no tier.", Fix: "Write must, should or nice.",
			})
		}
		out.Tier, out.TierGiven = tier, ok && text != ""
	} else if c := t.v.Column(vocabulary.Hard); c != nil {
		a, ok := vocabulary.YesNo(c.Text(row))
		if !ok {
			t.r.found.add(planner.Finding{
				Code: CodeValueYesNo, Severity: planner.Error, Where: t.v.Ref(c.At(row)), Seen: c.Text(row),
				Text: quote(c.Text(row)) + " is neither yes nor no.",
				Fix:  "Write 1 for a target that must hold, 0 for one that should.",
			})
		}
		out.TierGiven = ok && a != planner.Unknown
		if a == planner.No {
			out.Tier = planner.Should
		}
	}
	if n, ok := t.r.wholeNumber(t.v, t.v.Column(vocabulary.Weight), row); ok {
		out.Weight = n
	}
}

// parseTier reads the words of the tiers; a blank is must.
func parseTier(s string) (planner.Tier, bool) {
	switch vocabulary.Compact(s) {
	case "", "must", "hard", "required", "mandatory", "1":
		return planner.Must, true
	case "should", "soft", "2":
		return planner.Should, true
	case "nice", "nicetohave", "may", "could", "3":
		return planner.Nice, true
	}
	return planner.Must, false
}

func (t *targetReader) roles(c *sheet.Column, row table.Row) []planner.Role {
	var out []planner.Role
	for _, part := range splitRoles(c.Text(row)) {
		out = append(out, roleNamed(part))
	}
	return out
}

func (t *targetReader) group(row table.Row) string {
	text := t.v.Column(vocabulary.Group).Text(row)
	switch vocabulary.Compact(text) {
	case "all", "every", "each", "everygroup", "eachgroup", "allgroups":
		return planner.EveryGroup
	case "panel":
		return ""
	}
	return text
}

// dimensionOf is the dimension a target's feature names: a known one in any of
// the supported languages, else the column of that header.
func dimensionOf(name string) planner.Dimension {
	if m, ok := vocabulary.Header(name); ok && m.IsWhole() {
		if d, ok := m.Meaning.Dimension(); ok {
			return d
		}
	}
	return planner.Dimension(name)
}

// targetID is the stable name of a target: "region=African Group", with the
// group and the form where they matter.
func targetID(t *planner.Target) string {
	id := string(t.Dimension) + "=" + cmp.Or(t.Given, t.Value)
	switch t.Kind {
	case planner.Distinct:
		id = string(t.Dimension) + " distinct"
	case planner.EachAtMost:
		id = string(t.Dimension) + " each"
	case planner.NotAllSame:
		id = string(t.Dimension) + " not all same"
	case planner.Size:
		id = "size"
	}
	if t.Group != "" {
		id = t.Group + ": " + id
	}
	if len(t.Roles) > 0 {
		roles := make([]string, len(t.Roles))
		for i, r := range t.Roles {
			roles[i] = string(r)
		}
		id += " (" + strings.Join(roles, ", ") + ")"
	}
	return id
}

// addTarget adds a target under a unique ID; the same target given twice is
// reported and counts once if it asks for the same.
func (r *reading) addTarget(t planner.Target) {
	for i := range r.meeting.Targets {
		old := &r.meeting.Targets[i]
		if old.ID != t.ID {
			continue
		}
		r.found.add(planner.Finding{
			Code: CodeTargetRepeated, Severity: planner.Warning, Where: t.Where, Also: []planner.Ref{old.Where},
			Seen: t.ID,
			Text: "The target " + quote(t.ID) + " is given twice.", Fix: "Delete one of the two rows.",
		})
		if old.Min == t.Min && old.Max == t.Max && old.MinShare == t.MinShare && old.MaxShare == t.MaxShare &&
			old.Tier == t.Tier {
			return
		}
		for n := 2; ; n++ {
			id := fmt.Sprintf("%s #%d", t.ID, n)
			if !slices.ContainsFunc(r.meeting.Targets, func(x planner.Target) bool { return x.ID == id }) {
				t.ID = id
				break
			}
		}
		break
	}
	r.meeting.Targets = append(r.meeting.Targets, t)
}

// AlignTargets brings the values of targets to the spelling a roster uses
// ("women" to "Female"), so that rules from elsewhere count the right people,
// and reports targets whose dimension or value nobody in the roster has. It
// returns changed copies; the targets given stay as they are.
func AlignTargets(roster planner.Roster, targets []planner.Target) ([]planner.Target, []planner.Finding) {
	r := &reading{found: &findings{}, meeting: &planner.Meeting{Roster: roster, Targets: slices.Clone(targets)}}
	r.alignTargets()
	return r.meeting.Targets, r.found.sorted()
}

func (r *reading) alignTargets() {
	if len(r.meeting.Roster) == 0 {
		return
	}
	known := make(map[planner.Dimension][]string)
	for _, p := range r.meeting.Roster {
		for d, vs := range p.Values {
			for _, v := range vs {
				if !slices.Contains(known[d], v) {
					known[d] = append(known[d], v)
				}
			}
		}
	}
	for _, d := range sortedKeys(known) {
		slices.Sort(known[d])
	}
	for i := range r.meeting.Targets {
		r.alignTarget(&r.meeting.Targets[i], known)
	}
}

func (r *reading) alignTarget(t *planner.Target, known map[planner.Dimension][]string) {
	if t.Dimension == "" {
		return
	}
	values, ok := known[t.Dimension]
	if !ok {
		for _, d := range sortedKeys(known) {
			if vocabulary.Compact(string(d)) == vocabulary.Compact(string(t.Dimension)) {
				t.Dimension, values, ok = d, known[d], true
			}
		}
	}
	if !ok {
		r.found.add(planner.Finding{
			Code: CodeTargetDimension, Severity: planner.Warning, Where: t.Where, Seen: string(t.Dimension),
			Text: "Nothing is known of anybody's " + t.Dimension.Label() + ", so targets about it cannot be checked.",
			Fix:  "Add a column headed " + quote(string(t.Dimension)) + " to the people.",
		})
		return
	}
	if t.Value == "" || slices.Contains(values, t.Value) {
		return
	}
	for _, v := range values {
		same := vocabulary.Compact(v) == vocabulary.Compact(t.Value)
		if t.Dimension == planner.Gender {
			same = same || genderClass(v) == genderClass(t.Value)
		}
		if same {
			t.Value = v
			if t.ID != "" && strings.Contains(t.ID, "=") {
				t.ID = targetID(t)
			}
			return
		}
	}
	need := t.Min.Given && t.Min.N > 0 || t.MinShare.Given() && t.MinShare.Num > 0
	f := planner.Finding{
		Code: CodeTargetValue, Severity: planner.Note, Where: t.Where, Seen: t.Value,
		Text: "Nobody's " + t.Dimension.Label() + " is " + quote(t.Value) + ".",
	}
	if ask := didYouMean(t.Value, values); ask != "" {
		f.Severity = planner.Warning
		f.Text += " " + ask
		f.Fix = "Use the same spelling in the targets and in the people."
	} else if need {
		f.Severity = planner.Warning
		f.Fix = "The roster has " + listed(values[:min(len(values), 6)], "and") + "."
	}
	r.found.add(f)
}
