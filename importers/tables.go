package importers

import (
	"slices"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
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
	bounded := v.HasAny(boundMeanings...) || v.Has(vocabulary.CountOf)
	if !v.Complete || v.kind == sheet.Targets && bounded && v.HasAny(vocabulary.ValueOf, vocabulary.Name) ||
		v.kind != sheet.Strange && v.kind != sheet.Targets && !v.file.targets {
		return
	}
	switch {
	case asTargets(v):
		v.kind, v.why = sheet.Targets, "values of dimensions beside their bounds"
	case v.kind != sheet.Strange:
	case asGroups(v):
		v.kind, v.why = sheet.Groups, "columns for a topic and its size"
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

// asTargets reads the columns as those of a table of targets and reports whether
// they are: bounds, and values whose dimension a column, a header or the values tell.
func asTargets(v *sheetView) bool {
	if len(v.Body) == 0 || len(v.Columns) > 12 || v.HasAny(vocabulary.Email, vocabulary.FirstName, vocabulary.Topic) {
		return false
	}
	var bounds, features, rest []*sheet.Column
	for _, c := range v.Columns {
		m := c.Match.Meaning
		switch known := slices.Contains(boundMeanings, m); {
		case known || c.Given > 0 && populationWord.Is(c.Header) && c.Share(isAmount) == 1:
			bounds = append(bounds, c)
		case (boundWord.Is(c.Header) || m == vocabulary.CountOf) && isBound(c):
			bounds = append(bounds, c)
		case m == vocabulary.Feature || c.How != sheet.ByMap && dimensionWord.Is(c.Header):
			features = append(features, c)
		case c.Given > 0 && !slices.Contains(besideTargets, m):
			rest = append(rest, c)
		}
	}
	value := valueColumn(v, features, rest)
	if len(bounds) == 0 || len(features) == 0 && value == nil || !v.file.targets && !tellsTargets(v, features, value) {
		return false
	}
	for _, c := range bounds {
		if !slices.Contains(boundMeanings, c.Match.Meaning) && !populationWord.Is(c.Header) {
			means(c, vocabulary.CountOf)
		}
	}
	for _, c := range features {
		if c.Match.Meaning != vocabulary.Feature {
			means(c, vocabulary.Feature)
		}
	}
	if value != nil && !value.Is(vocabulary.ValueOf) {
		if d, ok := value.Match.Meaning.Dimension(); ok && len(features) == 0 && value.How != sheet.ByContent {
			v.about = d
		}
		means(value, vocabulary.ValueOf)
	}
	return true
}

// valueColumn is the column of the values that targets count.
func valueColumn(v *sheetView, features, rest []*sheet.Column) *sheet.Column {
	if c := v.First(vocabulary.ValueOf); c != nil {
		return c
	}
	for _, is := range []func(*sheet.Column) bool{
		func(c *sheet.Column) bool {
			return c.Is(vocabulary.Name) || valueWord.Is(c.Header) && holdsValues(v, features, c)
		},
		func(c *sheet.Column) bool { _, ok := c.Match.Meaning.Dimension(); return ok && len(rest) == 1 },
		func(c *sheet.Column) bool { return holdsValues(v, features, c) },
	} {
		if i := slices.IndexFunc(rest, is); i >= 0 {
			return rest[i]
		}
	}
	return nil
}

// holdsValues reports whether the cells of a column are values: of the dimension of
// their row, or of one that they tell.
func holdsValues(v *sheetView, features []*sheet.Column, c *sheet.Column) bool {
	n := 0
	for _, row := range v.Body {
		text := c.Text(row)
		if text == "" {
			continue
		}
		if _, ok := targets.ToldBy(text); !ok && !isValueBeside(features, row, text) {
			return false
		}
		n++
	}
	return n > 0
}

// isValueBeside reports whether a text is an age or band beside a dimension that
// has ages.
func isValueBeside(features []*sheet.Column, row table.Row, text string) bool {
	return len(features) > 0 && dimensionOf(features[0].Text(row)) == planner.Age && isAge(text)
}

// tellsTargets reports whether a table that no option names is one of targets for
// sure: it says dimensions, or all its values are known ones beside a bound.
func tellsTargets(v *sheetView, features []*sheet.Column, value *sheet.Column) bool {
	if len(features) > 0 {
		known := 0
		for _, row := range v.Body {
			if _, ok := targets.Dimension(features[0].Text(row)); ok {
				known++
			}
		}
		return value != nil && 2*known >= len(v.Body)
	}
	return v.HasAny(boundMeanings...) && holdsValues(v, nil, value) && value.Distinct() == value.Given
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
		{vocabulary.Min, vocabulary.MinSize}, {vocabulary.Max, vocabulary.MaxSize}, {vocabulary.CountOf, vocabulary.Capacity},
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

// groupColumns finds what a table of groups says in words that mean something else
// in other tables.
func groupColumns(v *sheetView) {
	for _, c := range v.Columns {
		if !v.Has(vocabulary.Chairs) && c.Match.Meaning != vocabulary.Topic && chairsWord.Is(c.Header) && isBound(c) {
			means(c, vocabulary.Chairs)
		}
	}
}

// checkNamed reports files that an option names for something they do not hold.
func checkNamed(r *reading) {
	for _, f := range r.files {
		held := slices.ContainsFunc(r.meeting.Targets, func(t planner.Target) bool { return t.Where.File == f.name })
		what, fix := "targets", "Name the columns dimension, value, min and max, in rows such as \"gender, F, 2, 4\"."
		if f.pool {
			held = slices.ContainsFunc(r.people.list, func(p record) bool {
				return p.view != nil && p.view.file == f && (p.Name != "" || p.givenID || p.email != "" || p.noName)
			})
			what, fix = "people who could join", "A list of people needs a column Name or ID."
		}
		if f.refused != "" || held || !f.pool && !f.targets {
			continue
		}
		seen := ""
		if heads := columnHeaders(f.sheets); len(heads) > 0 {
			heads = slices.DeleteFunc(heads, func(s string) bool { return s == "" })
			seen = listed(heads[:min(len(heads), mostListed)], "and")
		}
		text := "No " + what + " were found in this file, which was named for them."
		if seen != "" {
			text = "No " + what + " were found in this file, which was named for them; its columns are " + seen + "."
		}
		r.found.add(planner.Finding{
			Code: CodeNothingRead, Severity: planner.Error, Where: planner.Ref{File: f.name}, Seen: seen, Text: text, Fix: fix,
		})
	}
}
