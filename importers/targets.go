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
	found   *findings
	meeting *planner.Meeting
	scheme  vocabulary.Scheme
	v       *sheetView
	feature *sheet.Column
	value   *sheet.Column   // "value", or "name" where the sheet says "category, name"
	above   string          // the dimension of the row above, for the blank cells below it
	named   map[string]bool // the headers of the people, in short, which may be dimensions
}

// The words that stand in place of a value or of a kind.
const (
	kindDistinct   vocabulary.List = "targets/distinct"
	kindEach       vocabulary.List = "targets/each"
	kindNotAllSame vocabulary.List = "targets/not all same"
	kindSize       vocabulary.List = "targets/size"
	kindPerPerson  vocabulary.List = "targets/per person"
	kindCount      vocabulary.List = "targets/count"
)

// readTargets reads a sheet of targets: one row for each value of a dimension,
// with counts or shares, for the panel or for a working group. A row that is not
// understood is an error: a verdict without it would be one on other rules.
func readTargets(r *reading, v *sheetView) {
	t := &targetReader{
		found: r.found, meeting: r.meeting, scheme: r.opts.Scheme, v: v,
		feature: v.Column(vocabulary.Feature), value: v.First(vocabulary.ValueOf, vocabulary.Name),
		named: make(map[string]bool),
	}
	for _, people := range r.everySheet(sheet.Strange) {
		for _, c := range people.Columns {
			if c.Match.Meaning == vocabulary.Other {
				t.named[vocabulary.Compact(c.Header)] = true
			}
		}
	}
	var features []*sheet.Column // "category, feature"
	for _, c := range v.Columns {
		if c.Match.Meaning == vocabulary.Feature {
			features = append(features, c)
		}
	}
	if t.value == nil && len(features) == 2 && t.feature.How != sheet.ByMap {
		t.feature, t.value = features[0], features[1]
		t.value.Used, t.value.Twin = string(sheet.Targets), nil
	}
	for _, row := range v.Body {
		if target, ok := t.target(row); ok {
			t.add(target)
		}
	}
	for _, c := range v.Columns {
		if (c.Match.Meaning == vocabulary.Other || c.Twin != nil) && c.Given > 0 && c.Used == "" {
			severity := planner.Warning
			if isBound(c) {
				severity = planner.Error // a bound that would be lost
			}
			t.say(CodeTargetUnread, severity, v.ColumnRef(c), c.Header,
				sentence(c.Label()+" of the targets is not understood and was not used"),
				"Say what it means with --map, such as --map 'min="+c.Name()+"', or delete it.")
		}
	}
}

func (t *targetReader) say(code string, severity planner.Severity, where planner.Ref, seen, text, fix string) {
	t.found.add(planner.Finding{Code: code, Severity: severity, Where: where, Seen: seen, Text: text, Fix: fix})
}

func (t *targetReader) target(row table.Row) (planner.Target, bool) {
	v := t.v
	name, value := t.feature.Text(row), t.value.Text(row)
	where := v.Ref(cmp.Or(t.feature, t.value).At(row))
	if name == "" && value != "" && t.above != "" {
		name = t.above
		t.say(CodeTargetAbove, planner.Note, where, "",
			"Where the dimension is blank, that of the row above goes on.", "")
	}
	t.above = name
	d := t.dimension(name, value, where)
	if name == "" {
		name = string(d)
	}
	out := planner.Target{
		Dimension: d, Where: where, Value: value, Given: value,
		Group: t.group(row), Text: v.Column(vocabulary.Text).Text(row), Source: v.Column(vocabulary.Source).Text(row),
	}
	if m := termOf(t.scheme, out.Dimension, value); m.OK() {
		out.Value = m.Value
	}
	whole := t.bounds(&out, row)
	t.tier(&out, row)
	out.Roles = t.roles(v.Column(vocabulary.Roles), row)
	out.ExceptRoles = t.roles(v.Column(vocabulary.ExceptRoles), row)
	if !t.kind(&out, name, value, row) || !whole {
		return out, false
	}
	if !out.Min.Given && !out.Max.Given && !out.MinShare.Given() && !out.MaxShare.Given() {
		t.say(CodeTargetBounds, planner.Error, where, strings.TrimSpace(name+" "+value),
			"A target without a minimum or maximum asks for nothing.",
			"Give min, max, min_share_pct or max_share_pct, or delete the row.")
		return out, false
	}
	out.ID = cmp.Or(v.Column(vocabulary.ID).Text(row), targetID(&out))
	return out, true
}

// termOf reads a value of a target in the field's terms; genders stay as written.
func termOf(scheme vocabulary.Scheme, d planner.Dimension, text string) vocabulary.ValueMatch {
	switch {
	case d == planner.Region:
		return vocabulary.RegionOf(scheme, text)
	case vocabulary.HasTerms(d) && d != planner.Gender:
		return vocabulary.Value(d, text)
	}
	return vocabulary.ValueMatch{}
}

// kind settles what the target counts: the value of the row, or, without one,
// all values ("distinct", "each at most"), or the size of the panel.
func (t *targetReader) kind(out *planner.Target, name, value string, row table.Row) bool {
	kinds := t.v.First(vocabulary.TargetKind, vocabulary.Kind)
	word := cmp.Or(kinds.Text(row), value)
	switch {
	case kindDistinct.Is(word):
		out.Kind, out.Value = planner.Distinct, ""
	case kindNotAllSame.Is(word):
		out.Kind, out.Value = planner.NotAllSame, ""
		out.Min = planner.LimitOf(1)
	case kindPerPerson.Is(word):
		out.Kind, out.Dimension, out.Value = planner.PerPerson, "", ""
	case kindSize.Is(name), kindSize.Is(kinds.Text(row)):
		out.Kind, out.Dimension, out.Value = planner.Size, "", ""
	case name == "":
		t.say(CodeTargetDimension, planner.Error, out.Where, "",
			"The target does not say which dimension it is about.", "Write for example stakeholder, region or gender.")
		return false
	case kindEach.Is(word), value == "":
		out.Kind, out.Value = planner.EachAtMost, ""
		if out.Min.Given || out.MinShare.Given() {
			t.say(CodeTargetBounds, planner.Error, out.Where, name, "The target has a minimum but no value.",
				"Write the value it counts, or the word distinct for a minimum of different values.")
			return false
		}
	case kinds.Text(row) != "" && !kindCount.Is(word):
		t.say(CodeTargetUnread, planner.Error, t.v.Ref(kinds.At(row)), word, quote(word)+" is no kind of target.",
			"Write count, distinct, each, not all same, size or per person.")
		return false
	}
	return true
}

// bounds reads counts, shares and flexes; false if a cell of them is not
// understood.
func (t *targetReader) bounds(out *planner.Target, row table.Row) bool {
	whole := true
	for _, m := range []vocabulary.Meaning{
		vocabulary.Min, vocabulary.Max, vocabulary.MinSharePct, vocabulary.MaxSharePct, vocabulary.CountOf,
	} {
		whole = t.bound(out, m, row) && whole
	}
	limit := func(m vocabulary.Meaning) planner.Limit {
		if n, ok := wholeNumber(t.found, t.v, m, row); ok {
			return planner.LimitOf(n)
		}
		return planner.Limit{}
	}
	out.MinFlex, out.MaxFlex = limit(vocabulary.MinFlex), limit(vocabulary.MaxFlex)
	if out.Min.Given && out.Max.Given && out.Min.N > out.Max.N {
		t.say(CodeTargetBounds, planner.Error, t.v.Ref(t.v.First(vocabulary.Min, vocabulary.Max).At(row)),
			strconv.Itoa(out.Min.N),
			fmt.Sprintf("The minimum %d is above the maximum %d.", out.Min.N, out.Max.N), "Correct one of them.")
	}
	return whole
}

// bound reads one cell with a bound: a number, "40 %", "≥ 2", "at least 2", "2-3".
// What says more than its column asks is taken as it is said, unless it says the
// opposite.
func (t *targetReader) bound(out *planner.Target, m vocabulary.Meaning, row table.Row) bool {
	c := t.v.Column(m)
	text := c.Text(row)
	if vocabulary.IsMissing(text) {
		return true
	}
	low := m == vocabulary.Min || m == vocabulary.MinSharePct
	high := m == vocabulary.Max || m == vocabulary.MaxSharePct
	b, ok := parseBound(text, m == vocabulary.MinSharePct || m == vocabulary.MaxSharePct)
	if !ok || !b.into(out, low, high) {
		what, fix := "a whole number", "Write a number such as 3, or leave the cell blank."
		if b.share {
			what, fix = "a percentage between 0 and 100", "Write a number such as 40."
		}
		t.say(CodeValueNumber, planner.Error, t.v.Ref(c.At(row)), text,
			quote(text)+" is not "+what+"; "+c.Label()+" needs one.", fix)
		return false
	}
	if b.plain && !low && !high {
		t.say(CodeTargetBounds, planner.Note, t.v.Ref(c.At(row)), text,
			"Numbers in "+c.Label()+" were read as exactly that many.", "Write ≥ 2 or \"at least 2\" for a minimum.")
	}
	return true
}

// bound is what a cell says: a span of counts or of shares in percent.
type bound struct {
	span
	share, plain bool          // plain is a number alone
	exact        planner.Ratio // the share that a number alone says, such as 33.3
}

func parseBound(text string, share bool) (b bound, ok bool) {
	bare := strings.TrimSpace(strings.NewReplacer("%", "", "percent", "").Replace(text))
	b.share = share || bare != text
	if b.exact, b.plain = parsePercent(bare); b.share && b.plain {
		return b, true
	}
	bare = strings.TrimSuffix(strings.TrimSuffix(bare, ".0"), ",0")
	b.span, b.plain, ok = parseSpan(bare)
	return b, ok && (!b.share || b.to <= 100 || b.to == unbounded)
}

// into gives a target what a cell of a column for a minimum, for a maximum, or for
// either says. It returns false where the cell says the opposite of its column.
func (b *bound) into(out *planner.Target, low, high bool) bool {
	saysMin, saysMax := b.from > 0, b.to != unbounded
	if b.plain {
		saysMin, saysMax = !high, !low
	}
	if saysMin {
		b.set(&out.Min, &out.MinShare, b.from)
	}
	if saysMax {
		b.set(&out.Max, &out.MaxShare, b.to)
	}
	return (saysMin || !low) && (saysMax || !high)
}

func (b *bound) set(limit *planner.Limit, ratio *planner.Ratio, n int) {
	switch {
	case !b.share:
		*limit = planner.LimitOf(n)
	case b.plain:
		*ratio = b.exact
	default:
		*ratio = planner.Percent(int64(n))
	}
}

// parsePercent reads "40" or "33.3" as the exact ratio of a hundred.
func parsePercent(text string) (planner.Ratio, bool) {
	whole, frac, _ := strings.Cut(strings.ReplaceAll(text, ",", "."), ".")
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
	return planner.Ratio{Num: int64(n), Den: den}, int64(n) <= den
}

// tier reads the tier (or hard 0/1) and the weight.
func (t *targetReader) tier(out *planner.Target, row table.Row) {
	if c := t.v.Column(vocabulary.Tier); c != nil {
		text := c.Text(row)
		tier, ok := parseTier(text)
		if !ok {
			t.say(CodeValueUnknown, planner.Error, t.v.Ref(c.At(row)), text, quote(text)+" is no tier.",
				"Write must, should or nice.")
		}
		out.Tier, out.TierGiven = tier, ok && text != ""
	} else if c := t.v.Column(vocabulary.Hard); c != nil {
		a, ok := vocabulary.YesNo(c.Text(row))
		if !ok {
			t.say(CodeValueYesNo, planner.Error, t.v.Ref(c.At(row)), c.Text(row),
				quote(c.Text(row))+" is neither yes nor no.", "Write 1 for a target that must hold, 0 for one that should.")
		}
		out.TierGiven = ok && a != planner.Unknown
		if a == planner.No {
			out.Tier = planner.Should
		}
	}
	if n, ok := wholeNumber(t.found, t.v, vocabulary.Weight, row); ok {
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

// dimension is what the target is about: what its row says, else what the header of
// its value says, else the one dimension that has the value.
func (t *targetReader) dimension(name, value string, where planner.Ref) planner.Dimension {
	d, known := knownDimension(name)
	told, ok := toldBy(value)
	switch {
	case known:
		return d
	case name == "" && t.v.about != "":
		return t.v.about
	case !ok || name == "" && t.feature != nil || name != "" && t.named[vocabulary.Compact(name)]:
		return planner.Dimension(name)
	}
	text := "The table names no dimension; the values tell it."
	if name != "" {
		text = quote(name) + " is no dimension; the values tell which is meant."
	}
	t.say(CodeTargetTold, planner.Note, where, value, text, "Add a column dimension with words such as gender.")
	return told
}

// dimensionOf is the dimension a target's feature names: a known one in any of
// the supported languages, else the column of that header.
func dimensionOf(name string) planner.Dimension {
	if d, ok := knownDimension(name); ok {
		return d
	}
	return planner.Dimension(name)
}

func knownDimension(name string) (planner.Dimension, bool) {
	if m, ok := vocabulary.Header(name); ok && m.IsWhole() {
		if d, ok := m.Meaning.Dimension(); ok {
			return d, true
		}
		if m.Meaning == vocabulary.Address {
			return planner.Address, true
		}
	}
	return vocabulary.DimensionOf(name)
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
	case planner.PerPerson:
		id = "per person"
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

// add adds a target under a unique ID; the same target given twice is
// reported and counts once if it asks for the same.
func (t *targetReader) add(x planner.Target) {
	same := func(id string) int {
		return slices.IndexFunc(t.meeting.Targets, func(y planner.Target) bool { return y.ID == id })
	}
	if i := same(x.ID); i >= 0 {
		old := &t.meeting.Targets[i]
		t.found.add(planner.Finding{
			Code: CodeTargetRepeated, Severity: planner.Warning, Where: x.Where, Also: []planner.Ref{old.Where},
			Seen: x.ID,
			Text: "The target " + quote(x.ID) + " is given twice.", Fix: "Delete one of the two rows.",
		})
		if old.Min == x.Min && old.Max == x.Max && old.MinShare == x.MinShare && old.MaxShare == x.MaxShare &&
			old.Tier == x.Tier {
			return
		}
		id := x.ID
		for n := 2; same(x.ID) >= 0; n++ {
			x.ID = fmt.Sprintf("%s #%d", id, n)
		}
	}
	t.meeting.Targets = append(t.meeting.Targets, x)
}
