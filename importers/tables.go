package importers

import (
	"slices"

	"roundtable/importers/sheet"
	"roundtable/importers/targets"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Header words that have their meaning only in tables of targets, groups and pairs:
// in a list of people "Category" and "Number" are something else.
const (
	dimensionWord vocabulary.List = "tables/dimension"
	valueWord     vocabulary.List = "tables/value"
	boundWord     vocabulary.List = "tables/bound"
	chairsWord    vocabulary.List = "tables/chairs"
	relationWord  vocabulary.List = "tables/relation"

	convenerWord     vocabulary.List = "tables/convener"
	namedChairWord   vocabulary.List = "parts/chair"
	namedCochairWord vocabulary.List = "parts/co-chair"
	slotWord         vocabulary.List = "tables/slot"
	supervisorWord   vocabulary.List = "tables/supervisor"
	mostOpenWord     vocabulary.List = "tables/most open"
	onlyForWord      vocabulary.List = "tables/only for"
)

var boundMeanings = []vocabulary.Meaning{
	vocabulary.Min, vocabulary.Max, vocabulary.MinSharePct, vocabulary.MaxSharePct,
}

// besideTargets are the meanings of columns that a table of targets may have beside
// its dimension, value and bounds.
var besideTargets = []vocabulary.Meaning{
	vocabulary.ID, vocabulary.Text, vocabulary.Source, vocabulary.Note, vocabulary.Tier, vocabulary.Hard,
	vocabulary.Weight, vocabulary.Roles, vocabulary.ExceptRoles, vocabulary.TargetKind, vocabulary.Kind,
	vocabulary.MinFlex, vocabulary.MaxFlex, vocabulary.Serial,
}

// settleTable decides the kind of a small table whose columns alone did not tell
// it, with the words and values that such tables have.
func settleTable(v *sheetView) {
	if asCourse(v) {
		return
	}
	if _, ok := newHumTable(v); ok && v.Complete && (v.kind == sheet.Strange || v.kind == sheet.Issues) {
		v.kind, v.why = sheet.Hums, "how the room hummed for and against each question"
		return
	}
	const sized = "columns for a topic and its size"
	if v.Complete && v.kind == sheet.Issues && v.Has(vocabulary.Min, vocabulary.Max) && !v.file.targets && asGroups(v) {
		v.kind, v.why = sheet.Groups, sized
		return
	}
	if v.Complete && (v.kind == sheet.Strange || v.kind == sheet.Targets || v.file.targets) {
		settleSmall(v, sized)
	}
}

// settleSmall decides between targets, groups and pairs, of which each has a few columns.
func settleSmall(v *sheetView, sized string) {
	targets := newTargetTable(v)
	switch {
	case v.kind == sheet.Targets && targets.isPlain():
	case targets.lines() != nil:
		v.lines = targets.lines()
		v.kind, v.why = sheet.Targets, "every row says who is asked for, and how many"
	case targets.isOne():
		targets.settle()
		v.kind, v.why = sheet.Targets, "values of dimensions beside their bounds"
	case v.kind != sheet.Strange:
	case asGroups(v):
		v.kind, v.why = sheet.Groups, sized
	case asPairs(v):
		v.kind, v.why = sheet.Pairs, "two columns of people and how they go together"
	}
}

// means gives a column the meaning that the table as a whole tells.
func means(c *sheet.Column, m vocabulary.Meaning) {
	c.Match, c.How, c.Twin = vocabulary.Match{Meaning: m, Confidence: tableMeaning}, sheet.ByContent, nil
}

// tableMeaning is how sure such a meaning is, below a header that is known.
const tableMeaning = 0.6

// targetTable is what the columns of a table would be if it held targets: bounds,
// dimensions, and values whose dimension a column, a header or the values tell.
type targetTable struct {
	v                      *sheetView
	bounds, features, rest []*sheet.Column
	value                  *sheet.Column
}

func newTargetTable(v *sheetView) *targetTable {
	t := &targetTable{v: v}
	for _, c := range v.Columns {
		switch m := c.Match.Meaning; {
		case slices.Contains(boundMeanings, m), (boundWord.Is(c.Header) || m == vocabulary.CountOf) && isBound(c),
			c.Given > 0 && populationWord.Is(c.Header) && c.Share(isAmount) == 1:
			t.bounds = append(t.bounds, c)
		case m == vocabulary.Feature, c.How != sheet.ByMap && dimensionWord.Is(c.Header):
			t.features = append(t.features, c)
		case c.Given > 0 && !slices.Contains(besideTargets, m):
			t.rest = append(t.rest, c)
		}
	}
	t.value = t.valueColumn()
	return t
}

// isPlain reports a table whose headers say everything already.
func (t *targetTable) isPlain() bool {
	return (t.v.HasAny(boundMeanings...) || t.v.Has(vocabulary.CountOf)) &&
		t.v.HasAny(vocabulary.ValueOf, vocabulary.Name)
}

// isOne reports whether the table holds targets: for sure, or, in a file named for
// them, as far as it may.
func (t *targetTable) isOne() bool {
	v := t.v
	if len(v.Body) == 0 || len(v.Columns) > 12 || v.HasAny(vocabulary.Email, vocabulary.FirstName, vocabulary.Topic) ||
		len(t.bounds) == 0 || len(t.features) == 0 && t.value == nil {
		return false
	}
	return v.file.targets || t.value != nil && t.isSure()
}

// lines is the column whose cells are whole targets, such as "at least 2 women", in a table
// without bounds. In a file named for targets some may not be understood.
func (t *targetTable) lines() *sheet.Column {
	rest := slices.Concat(t.features, t.rest)
	if len(t.bounds) > 0 || len(rest) != 1 || len(t.v.Body) > mostLines {
		return nil
	}
	words := targets.Reader{}
	understood := rest[0].Share(func(s string) bool { _, err := words.Line(unlisted(s)); return err == nil })
	_, headed := words.Line(unlisted(rest[0].Header))
	if understood == 1 && (len(t.v.Body) > 1 || headed == nil) || t.v.file.targets && (understood > 0 || headed == nil) {
		return rest[0]
	}
	return nil
}

// mostLines is how many targets somebody writes by hand.
const mostLines = 200

// isSure reports whether the table says dimensions, or all its values are known ones
// beside a bound.
func (t *targetTable) isSure() bool {
	if len(t.features) == 0 {
		return t.v.HasAny(boundMeanings...) && t.holdsValues(t.value) && t.value.Distinct() == t.value.Given
	}
	known := 0
	for _, row := range t.v.Body {
		if _, ok := targets.Dimension(t.features[0].Text(row)); ok {
			known++
		}
	}
	return 2*known >= len(t.v.Body)
}

// settle gives the columns their meanings.
func (t *targetTable) settle() {
	for _, c := range t.bounds {
		if !slices.Contains(boundMeanings, c.Match.Meaning) && !populationWord.Is(c.Header) {
			means(c, vocabulary.CountOf)
		}
	}
	for _, c := range t.features {
		if c.Match.Meaning != vocabulary.Feature {
			means(c, vocabulary.Feature)
		}
	}
	if t.value == nil || t.value.Is(vocabulary.ValueOf) {
		return
	}
	if d, ok := t.value.Match.Meaning.Dimension(); ok && len(t.features) == 0 && t.value.How != sheet.ByContent {
		t.v.about = d
	}
	means(t.value, vocabulary.ValueOf)
}

// valueColumn is the column of the values that targets count.
func (t *targetTable) valueColumn() *sheet.Column {
	if c := t.v.First(vocabulary.ValueOf); c != nil {
		return c
	}
	for _, is := range []func(*sheet.Column) bool{
		func(c *sheet.Column) bool {
			return c.Is(vocabulary.Name) || valueWord.Is(c.Header) && t.holdsValues(c)
		},
		func(c *sheet.Column) bool { _, ok := c.Match.Meaning.Dimension(); return ok && len(t.rest) == 1 },
		t.holdsValues,
	} {
		if i := slices.IndexFunc(t.rest, is); i >= 0 {
			return t.rest[i]
		}
	}
	return nil
}

// holdsValues reports whether the cells of a column are values: of a dimension that
// they tell, or ages beside one that has ages.
func (t *targetTable) holdsValues(c *sheet.Column) bool {
	for _, row := range t.v.Body {
		text := c.Text(row)
		_, told := targets.ToldBy(text)
		ages := len(t.features) > 0 && dimensionOf(t.features[0].Text(row)) == planner.Age
		if text != "" && !told && (!ages || !isAge(text)) {
			return false
		}
	}
	return c.Given > 0
}

// isBound reports whether every given cell says how many.
func isBound(c *sheet.Column) bool {
	return c.Given > 0 && c.Share(func(s string) bool { _, ok := targets.ParseBound(s, false); return ok }) == 1
}

// asGroups reads the bounds beside a topic as the sizes of working groups.
func asGroups(v *sheetView) bool {
	if !v.HasAny(vocabulary.Topic, vocabulary.Group) || v.HasAny(sheet.Personal...) || len(v.Columns) > 8 {
		return false
	}
	sized := false
	for _, pair := range [][2]vocabulary.Meaning{
		{vocabulary.Min, vocabulary.MinSize},
		{vocabulary.Max, vocabulary.MaxSize},
		{vocabulary.CountOf, vocabulary.Capacity},
	} {
		if c := v.Column(pair[0]); c != nil && isBound(c) {
			means(c, pair[1])
			sized = true
		}
	}
	return sized
}

// asPairs reads two columns of people and one that says how they go together, or
// two below a heading that says it.
func asPairs(v *sheetView) bool {
	if len(v.Columns) == 2 && isRelation(v.Columns[0].Header) && v.Columns[1].Header == "" {
		v.relation = v.Columns[0].Header
		means(v.Columns[0], vocabulary.PairA)
		means(v.Columns[1], vocabulary.PairB)
		return true
	}
	if !v.Has(vocabulary.PairA, vocabulary.PairB) || len(v.Columns) != 3 {
		return false
	}
	for _, c := range v.Columns {
		if c.Is(vocabulary.PairA) || c.Is(vocabulary.PairB) {
			continue
		}
		if !relationWord.Is(c.Header) && c.Share(isRelation) < 1 {
			return false
		}
		means(c, vocabulary.Kind)
	}
	return true
}

func isRelation(s string) bool { return togetherWord.Is(s) || apartWord.Is(s) }

// groupWords are headers by what they mean in a table of groups.
var groupWords = []struct {
	word  vocabulary.List
	means vocabulary.Meaning
}{
	{mostOpenWord, vocabulary.MostOpen},
	{convenerWord, vocabulary.Convener},
	{namedChairWord, vocabulary.Convener},
	{namedCochairWord, vocabulary.Convener},
	{slotWord, vocabulary.Slot},
	{supervisorWord, vocabulary.Supervisor},
	{onlyForWord, vocabulary.OnlyFor},
}

// groupColumns finds what a table of groups says in words that mean something else
// in other tables.
func groupColumns(v *sheetView) {
	for _, c := range v.Columns {
		m := c.Match.Meaning
		if c.How == sheet.ByMap || c.Given == 0 || m == vocabulary.ID || m == vocabulary.Topic || m == vocabulary.Name {
			continue
		}
		if chairsWord.Is(c.Header) || m == vocabulary.Chairs {
			as := vocabulary.Convener // names
			if isBound(c) {
				as = vocabulary.Chairs
			}
			if !v.Has(as) {
				means(c, as)
			}
			continue
		}
		for _, x := range groupWords {
			if x.word.Is(c.Header) && !v.Has(x.means) {
				means(c, x.means)
				break
			}
		}
	}
}

// checkNamed reports files that an option names for something they do not hold.
func checkNamed(r *reading) {
	for _, f := range r.files {
		held := slices.ContainsFunc(r.meeting.Targets, func(t planner.Target) bool { return t.Where.File == f.name })
		form := "targets"
		if f.pool {
			held = slices.ContainsFunc(r.people.list, func(p record) bool {
				return p.view != nil && p.view.file == f && (p.Name != "" || p.givenID || p.email != "" || p.noName)
			})
			form = "pool"
		}
		if f.refused != "" || held || !f.pool && !f.targets || f.targets && r.found.wrongIn(f.name) {
			continue // the last: what is wrong with its rows is said already
		}
		heads := slices.DeleteFunc(columnHeaders(f.sheets), func(s string) bool { return s == "" })
		seen := listed(heads[:min(len(heads), mostListed)], "and")
		var args facts
		if seen != "" {
			form += "-columns"
			args = facts{"columns": planner.Quoted(clipped(heads[:min(len(heads), mostListed)]))}
		}
		r.found.add(planner.Finding{
			Code: CodeNothingRead, Form: form, Severity: planner.Error, Where: planner.Ref{File: f.name}, Seen: seen,
			Args: args,
		})
	}
}
