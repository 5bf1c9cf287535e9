package importers

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/targets"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// targetReader reads the rows of one sheet of targets.
type targetReader struct {
	found   *findings
	meeting *planner.Meeting
	words   targets.Reader
	v       *sheetView
	feature *sheet.Column
	value   *sheet.Column // "value", or "name" where the sheet says "category, name"
	above   string        // the dimension of the row above, for the blank cells below it
	// population is the column of what the seats are shared out by.
	population *sheet.Column
}

// readTargets reads a sheet of targets: one row for each value of a dimension,
// with counts or shares, for the panel or for a working group. A row that is not
// understood is an error: a verdict without it would be one on other rules.
func readTargets(r *reading, v *sheetView) {
	t := &targetReader{
		found: r.found, meeting: r.meeting, words: r.targetWords(), v: v,
		feature: v.Column(vocabulary.Feature), value: v.First(vocabulary.ValueOf, vocabulary.Name),
	}
	if v.lines != nil {
		t.readLines(v.lines)
		return
	}
	t.columns()
	var list []planner.Target
	for _, row := range v.Body {
		if target, ok := t.target(row); ok {
			list = append(list, target)
		}
	}
	for _, x := range t.shareOut(list) {
		t.add(x)
	}
	t.unreadColumns()
}

// columns finds the two columns of "category, feature", and that of a population.
func (t *targetReader) columns() {
	var features []*sheet.Column
	for _, c := range t.v.Columns {
		if c.Match.Meaning == vocabulary.Feature {
			features = append(features, c)
		}
		if populationWord.Is(c.Header) && c.Share(isAmount) == 1 && c.How != sheet.ByMap {
			t.population = c
		}
		if c.Match.Meaning == vocabulary.Other && c.Given > 0 && c.Share(targets.IsTier) == 1 &&
			!t.v.Has(vocabulary.Tier) {
			means(c, vocabulary.Tier)
		}
	}
	if t.value == nil && len(features) == 2 && t.feature.How != sheet.ByMap {
		t.feature, t.value = features[0], features[1]
		t.value.Used, t.value.Twin = string(sheet.Targets), nil
	}
}

// unreadColumns reports what the table says that was not read.
func (t *targetReader) unreadColumns() {
	for _, c := range t.v.Columns {
		if (c.Match.Meaning == vocabulary.Other || c.Twin != nil) && c.Given > 0 && c.Used == "" {
			severity := planner.Warning
			if isBound(c) {
				severity = planner.Error // a bound that would be lost
			}
			t.say(CodeTargetUnread, "column", severity, t.v.ColumnRef(c), c.Header,
				facts{"column": c.Named(), "name": c.Name()})
		}
	}
}

// listSign is what stands before an item of a list.
var listSign = regexp.MustCompile(`^(?:[-–—•*·]|\(?\d{1,3}[.)])\s+`)

// unlisted is a line without the sign or number that it has in a list.
func unlisted(text string) string { return listSign.ReplaceAllString(strings.TrimSpace(text), "") }

// readLines reads targets that have a cell each. A heading may be one too.
func (t *targetReader) readLines(c *sheet.Column) {
	if x, err := t.words.Line(unlisted(c.Header)); err == nil {
		x.Where = t.v.ColumnRef(c)
		t.add(x)
	}
	for _, row := range t.v.Body {
		text := unlisted(c.Text(row))
		if text == "" {
			continue
		}
		x, err := t.words.Line(text)
		if x.Where = t.v.Ref(c.At(row)); err != nil {
			t.fault(CodeTargetUnread, x.Where, text, err)
			continue
		}
		if t.v.HasAny(vocabulary.Tier, vocabulary.Hard) && !x.TierGiven {
			t.tier(&x, row)
		}
		x.Text, x.Source = t.v.Column(vocabulary.Text).Text(row), t.v.Column(vocabulary.Source).Text(row)
		t.add(x)
	}
	c.Used = string(sheet.Targets)
	t.unreadColumns()
}

// readTargetLines reads the targets given as lines, such as "region=African Group &
// age<30: at least 1".
func (r *reading) readTargetLines() {
	t := &targetReader{found: r.found, meeting: r.meeting, words: r.targetWords()}
	for _, line := range r.opts.Targets {
		x, err := t.words.Line(line)
		if err != nil {
			t.fault(CodeTargetUnread, planner.Ref{}, line, err)
			continue
		}
		t.add(x)
	}
}

func (t *targetReader) say(
	code, form string, severity planner.Severity, where planner.Ref, seen string, args facts,
) {
	t.found.add(planner.Finding{Code: code, Form: form, Severity: severity, Where: where, Seen: seen, Args: args})
}

func (t *targetReader) target(row table.Row) (planner.Target, bool) {
	v := t.v
	name, value := t.feature.Text(row), t.value.Text(row)
	where := v.Ref(cmp.Or(t.feature, t.value).At(row))
	if name == "" && value != "" && t.above != "" {
		name = t.above
		t.say(CodeTargetAbove, "", planner.Note, where, "", nil)
	}
	t.above = name
	if _, told := targets.ToldBy(value); name == "" && told && t.feature != nil {
		t.say(CodeTargetDimension, "unsaid", planner.Error, where, "", nil)
		return planner.Target{}, false
	}
	kind := v.First(vocabulary.TargetKind, vocabulary.Kind)
	out, err := t.rule(t.dimension(name, value, where), value, kind.Text(row))
	if err != nil {
		var e *targets.Error
		if errors.As(err, &e) && e.Seen != "" && e.Seen == kind.Text(row) {
			where = v.Ref(kind.At(row))
		}
		t.fault(CodeTargetUnread, where, strings.TrimSpace(name+" "+value), err)
		return out, false
	}
	whole := t.bounds(&out, row)
	t.tier(&out, row)
	out.Where, out.Group, out.Source = where, t.group(row), v.Column(vocabulary.Source).Text(row)
	out.Roles = t.roles(v.Column(vocabulary.Roles), row)
	out.ExceptRoles = t.roles(v.Column(vocabulary.ExceptRoles), row)
	out.ID = v.Column(vocabulary.ID).Text(row)
	if !whole {
		return out, false
	}
	if err := targets.Finish(&out); err != nil {
		t.fault(CodeTargetBounds, where, strings.TrimSpace(name+" "+value), err)
		return out, false
	}
	out.Text = v.Column(vocabulary.Text).Text(row)
	return out, true
}

// rule reads who counts; "women" may stand where other rows name a dimension.
func (t *targetReader) rule(name, value, kind string) (planner.Target, error) {
	if who, ok := t.words.Who(name); ok && value == "" && kind == "" {
		return who, nil
	}
	return t.words.Rule(name, value, kind)
}

// fault reports what the language of targets says is wrong.
func (t *targetReader) fault(code string, where planner.Ref, seen string, err error) {
	text, fix := err.Error(), ""
	var e *targets.Error
	if errors.As(err, &e) {
		text, fix = e.Text, e.Fix
	}
	t.found.add(planner.Finding{Code: code, Severity: planner.Error, Where: where, Seen: seen, Text: text, Fix: fix})
}

// bounds reads counts, shares, parts of a population and flexes; false if a cell of them
// is not understood.
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
	if t.population != nil && !out.Bounded() {
		out.Parts = []int64{amount(t.population.Text(row))}
		t.population.Used = string(sheet.Targets)
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
	b, ok := targets.ParseBound(text, m == vocabulary.MinSharePct || m == vocabulary.MaxSharePct)
	if !ok || !b.Into(out, low, high) {
		form := "whole"
		if b.Share {
			form = "share"
		}
		t.say(CodeValueNumber, form, planner.Error, t.v.Ref(c.At(row)), text,
			facts{"text": clip(text), "column": c.Named()})
		return false
	}
	if b.Plain && !low && !high {
		t.say(CodeTargetBounds, "exactly", planner.Note, t.v.Ref(c.At(row)), text, facts{"column": c.Named()})
	}
	return true
}

// populationWord heads a column of how many there are of each value outside the meeting.
const populationWord vocabulary.List = "tables/population"

// isAmount reports whether a text is a number of people or things, such as 1,400,000.
func isAmount(text string) bool { return amount(text) > 0 }

// amount is the whole number that a text says, 0 if none.
func amount(text string) int64 {
	n, err := strconv.ParseInt(strings.NewReplacer(",", "", " ", "", "\u00a0", "", "'", "").Replace(text), 10, 40)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// shareOut turns amounts of a population, and exact percentages that make up a whole, into
// parts of the seats.
func (t *targetReader) shareOut(list []planner.Target) []planner.Target {
	targets.Proportional(list)
	shared := slices.IndexFunc(list, func(x planner.Target) bool { return len(x.Parts) > 0 })
	if shared < 0 {
		return list
	}
	if x := list[shared]; len(x.Parts) == 1 {
		t.say(CodeTargetBounds, "alone", planner.Error, x.Where, x.ID, nil)
		return slices.Delete(list, shared, shared+1)
	}
	if t.population != nil {
		t.say(CodeTargetShares, "column", planner.Note, t.v.ColumnRef(t.population), "",
			facts{"column": t.population.Named()})
	} else {
		t.say(CodeTargetShares, "exact", planner.Note, list[shared].Where, "", nil)
	}
	return list
}

// tier reads the tier (or hard 0/1) and the weight.
func (t *targetReader) tier(out *planner.Target, row table.Row) {
	if c := t.v.Column(vocabulary.Tier); c != nil {
		text := c.Text(row)
		tier, ok := targets.ParseTier(text)
		if !ok {
			t.say(CodeValueUnknown, "tier", planner.Error, t.v.Ref(c.At(row)), text, facts{"text": clip(text)})
		}
		out.Tier, out.TierGiven = tier, ok && text != ""
	} else if c := t.v.Column(vocabulary.Hard); c != nil {
		a, ok := vocabulary.YesNo(c.Text(row))
		if !ok {
			t.say(CodeValueYesNo, "hard", planner.Error, t.v.Ref(c.At(row)), c.Text(row), facts{"text": clip(c.Text(row))})
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
// its value says, else the one dimension that has the value. A name that is no dimension
// is passed over where the values tell which is meant.
func (t *targetReader) dimension(name, value string, where planner.Ref) string {
	told, ok := targets.ToldBy(value)
	_, known := targets.Dimension(name)
	switch {
	case name == "" && t.v.about != "":
		return string(t.v.about)
	case known || !ok || name == "" && t.feature != nil || name != "" && t.words.Named(name):
		return name
	}
	if name == "" {
		t.say(CodeTargetTold, "unnamed", planner.Note, where, value, nil)
	} else {
		t.say(CodeTargetTold, "named", planner.Note, where, value, facts{"name": clip(name)})
	}
	return string(told)
}

// targetWords reads the language of targets. A heading of a table of people may be a
// dimension.
func (r *reading) targetWords() targets.Reader {
	named := make(map[string]bool)
	for _, people := range r.files.everySheet(sheet.Strange, sheet.Roster, sheet.Both) {
		for _, c := range people.Columns {
			if c.Match.Meaning == vocabulary.Other {
				named[vocabulary.Compact(c.Header)] = true
			}
		}
	}
	return targets.Reader{
		Scheme: r.opts.Scheme, Named: func(s string) bool { return named[vocabulary.Compact(s)] },
	}
}

// dimensionOf is the dimension a target's feature names: a known one in any of
// the supported languages, else the column of that header.
func dimensionOf(name string) planner.Dimension {
	d, _ := targets.Dimension(name)
	return d
}

// add adds a target under a unique ID; the same target given twice is
// reported and counts once if it asks for the same.
func (t *targetReader) add(x planner.Target) {
	same := func(id string) int {
		return slices.IndexFunc(t.meeting.Targets, func(y planner.Target) bool { return y.ID == id })
	}
	if i := same(x.ID); i >= 0 {
		old := &t.meeting.Targets[i]
		low := old.Min.Given || old.MinShare.Given()
		if low == (x.Min.Given || x.MinShare.Given()) || low == (old.Max.Given || old.MaxShare.Given()) {
			t.found.add(planner.Finding{ // else one says the minimum, the other the maximum
				Code: CodeTargetRepeated, Severity: planner.Warning, Where: x.Where, Also: []planner.Ref{old.Where},
				Seen: x.ID, Args: facts{"target": clip(x.ID)},
			})
		}
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
