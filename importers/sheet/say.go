package sheet

import (
	"slices"
	"strings"

	"roundtable/importers/internal/wording"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// What is said about the rows and the header of a sheet.

// The codes of the findings.
const (
	// codeHeaderRepeated: the header is repeated further down; the copies were left out.
	codeHeaderRepeated = "header-repeated"
	// codeHeaderRow: the header is not in the first row, or covers several rows.
	codeHeaderRow = "header-row"
	// codeHeaderMissing: no header row was found; columns were told by their content, or a question is
	// open.
	codeHeaderMissing = "header-missing"
	// codeRowExample: an example row of the template was left out.
	codeRowExample   = "row-example"
	codeRowFooter    = "row-footer"
	codeRowPreview   = "row-preview"
	codeRowSection   = "row-section"
	codeRowLone      = "row-lone"
	codeTableAside   = "table-aside"
	codeCellsMerged  = "cells-merged"
	codeCellsDitto   = "cells-ditto" // cells stand for those above them
	codeSheetAnswers = "sheet-answers"
	codeSheetAcross  = "sheet-across"
	// codeSheetBeside: several people stand in one row, each with columns of their own.
	codeSheetBeside = "sheet-beside"
	// codeColumnsTicked: columns with a box to tick for each value were read as one.
	codeColumnsTicked = "columns-ticked"
	// codeColumnsOfValues: people stand below the value that holds for them, a column for each.
	codeColumnsOfValues = "columns-of-values"
	codeSheetEmpty      = "sheet-empty"
	codeColumnByContent = "column-by-content"
	// codeColumnTwice: two columns mean the same; one was used.
	codeColumnTwice = "column-twice"
	// codeColumnUnnamed: a column with values has no header.
	codeColumnUnnamed = "column-unnamed"
	// codeColumnNear: a header resembles a known one; it was not taken.
	codeColumnNear   = "column-near"
	codeColumnUnused = "column-unused"
)

// SayLayout tells of the header and of what was brought into another form, once it
// is settled that the sheet is read.
func (m *Model) SayLayout() {
	if m.mergedCells > 0 {
		m.say(codeCellsMerged, "", planner.Note, m.SheetRef(), "", facts{"n": m.mergedCells})
	}
	m.sayHeadings()
	m.sayTicked()
	m.sayHeader()
	if len(m.Body) == 0 && len(m.Header) > 0 && !m.answers && !m.turned && !m.IsUntouched() {
		m.say(codeSheetEmpty, "header", planner.Warning, m.SheetRef(), "", nil)
	}
}

// sayHeader tells where the header stands, or into which form the rows were brought.
func (m *Model) sayHeader() {
	switch {
	case m.turned:
	case m.beside != nil && m.beside["cells"] != nil:
		m.say(codeColumnsOfValues, "", planner.Note, m.SheetRef(), "", m.beside)
	case m.beside != nil:
		m.say(codeSheetBeside, "", planner.Note, m.SheetRef(), "", m.beside)
	case m.across:
		m.say(codeSheetAcross, "", planner.Note, m.SheetRef(), "", nil)
	case m.answers:
		m.say(codeSheetAnswers, "", planner.Note, m.SheetRef(), "", nil)
	case len(m.Header) == 0:
		form, args := "untold", facts(nil)
		if told := meaningsOf(m); told != "" {
			form, args = "told", facts{"columns": told}
		}
		m.say(codeHeaderMissing, form, planner.Warning, m.SheetRef(), "", args)
	case len(m.Header) > 1:
		m.say(codeHeaderRow, "several", planner.Note, m.SheetRef(), "",
			facts{"first": m.Header[0].Number, "last": m.HeaderRow()})
	case m.first > 0 && filledRows(m.rows[:m.first]) > 0:
		m.say(codeHeaderRow, "below", planner.Note, m.SheetRef(), "", facts{"row": m.HeaderRow()})
	}
}

// sayLone names the records of one cell among fuller ones: they may be headings.
func (m *Model) sayLone() {
	lone := slices.DeleteFunc(slices.Clone(m.lone), func(row table.Row) bool {
		return !slices.ContainsFunc(m.Body, func(x table.Row) bool { return x.Number == row.Number })
	})
	m.sayRows(codeRowLone, "", planner.Warning, lone, facts{"n": len(lone), "rows": namesOf(lone)})
}

// sayRows adds one finding about several rows.
func (m *Model) sayRows(code, form string, severity planner.Severity, rows []table.Row, args facts) {
	for i, row := range rows {
		if i == 0 {
			m.say(code, form, severity, m.RowRef(row), firstText(row), args)
			continue
		}
		f := &m.Findings[len(m.Findings)-1]
		f.Also = append(f.Also, m.RowRef(row))
	}
}

// namesOf lists the first texts of rows, some of many.
func namesOf(rows []table.Row) planner.QuotedSome {
	var names []string
	for _, row := range rows {
		names = append(names, wording.Clip(firstText(row)))
	}
	return planner.QuotedSome{Texts: names, Shown: 5}
}

// sayHeadings tells what the records below headings inherit.
func (m *Model) sayHeadings() {
	if len(m.headingRows) == 0 {
		return
	}
	c := m.Columns[slices.IndexFunc(m.Columns, func(c *Column) bool { return c.Header == SectionHeading })]
	form, severity, args := "given", planner.Note, facts{"row": wording.Clip(firstText(m.headingRows[0]))}
	switch {
	case c.Twin != nil:
		form = "twin"
		args["column"] = c.Twin.Named()
	case c.How == Unknown:
		form, severity = "unknown", planner.Warning
	default:
		args["means"] = planner.MeaningName(c.Match.Meaning)
	}
	m.sayRows(codeRowSection, form, severity, m.headingRows, args)
}

// meaningsOf lists which column was taken as what.
func meaningsOf(m *Model) string {
	var parts []string
	for _, c := range m.Columns {
		if c.Match.Meaning != vocabulary.Other && c.Twin == nil {
			parts = append(parts, string(c.Match.Meaning)+"="+c.Letter())
		}
	}
	return strings.Join(parts, ", ")
}

// UnusedColumn is a column that nothing was read from.
type UnusedColumn struct {
	*Column
	Why string
}

// Unused lists the columns nobody read, each with the reason.
func (cs Columns) Unused() []UnusedColumn {
	var out []UnusedColumn
	for _, c := range cs {
		if c.Used != "" {
			continue
		}
		means, used := string(c.Match.Meaning), ""
		if c.Twin != nil {
			used = c.Twin.Label()
		}
		why, _ := firstOf([]when[string]{
			{c.Given == 0, "no cell holds anything"},
			{c.Twin != nil, "also means " + means + "; " + used + " was used"},
			{c.Match.Meaning.IsContact(), "contact data stay out of every result"},
			{c.Is(vocabulary.Note), "remarks"},
			{c.Is(vocabulary.Technical), "a note of the survey tool or counting machine"},
			{!c.Is(vocabulary.Other), "taken as " + means + ", which this table is not read for"},
			{c.Header == "", "it has no header"},
			{c.Values == nil || c.meanLength() > 2*statement, "free text"},
			{true, "its header is not known"},
		}...)
		out = append(out, UnusedColumn{c, why})
	}
	return out
}

// SayColumns tells what a user should know about the columns: taken by content,
// doubled, not used though they look like something that is needed.
func (m *Model) SayColumns() {
	m.sayBeside()
	m.sayLone()
	for _, c := range m.Columns {
		where := m.ColumnRef(c)
		switch {
		case c.How == ByContent && len(m.Header) > 0 && c.Used != "" && len(c.Examples(1)) > 0:
			m.say(codeColumnByContent, "values", planner.Note, where, c.Header, facts{
				"column": c.Named(), "means": planner.MeaningName(c.Match.Meaning),
				"examples": planner.Quoted(wording.Clipped(c.Examples(2))),
			})
		case c.Used != "" || c.Given == 0:
		case c.Twin != nil && c.How != BySection && c.Twin.Used != "":
			m.say(codeColumnTwice, "", planner.Note, where, c.Header, facts{
				"column": c.Named(), "meaning": string(c.Match.Meaning), "used": c.Twin.Named(), "header": c.Header,
				"means": planner.MeaningName(c.Match.Meaning),
			})
		case c.Twin != nil, c.Match.Meaning != vocabulary.Other:
		case c.Header == "" && len(m.Header) > 0:
			m.say(codeColumnUnnamed, "", planner.Note, where, "", facts{"column": c.Letter(), "n": c.Given})
		default:
			sayUnknown(m, c, where)
		}
	}
}

// sayUnknown warns of a column that was not used though its header resembles a
// known word or its cells look like something that is needed.
func sayUnknown(m *Model, c *Column, where planner.Ref) {
	switch like := looksLike(m, c); {
	case like == vocabulary.Name && m.Has(like):
		m.say(codeColumnUnused, "names", planner.Warning, where, c.Header,
			facts{"column": c.Named(), "used": m.Column(like).Named()})
		return
	case like != "":
		m.say(codeColumnUnused, "like", planner.Warning, where, c.Header,
			facts{"column": c.Named(), "like": string(like), "means": planner.MeaningName(like), "name": c.Name()})
		return
	}
	match, alias, ok := vocabulary.NearHeader(c.Header)
	if ok && !m.Has(match.Meaning) && match.Meaning != vocabulary.Choice {
		m.say(codeColumnNear, "", planner.Warning, where, c.Header, facts{
			"column": c.Named(), "alias": wording.Clip(alias), "meaning": string(match.Meaning), "header": c.Header,
			"means": planner.MeaningName(match.Meaning),
		})
	}
}

// Name is how the column is named on the command line: its header or letter.
func (c *Column) Name() string {
	if c.Header == "" {
		return c.Letter()
	}
	return c.Header
}

// looksLike is what the cells of an unused column look like, "" for nothing that
// is needed. Beside a column of names, another of them says so by its header's
// silence alone: it must name somebody else in every row.
func looksLike(m *Model, c *Column) vocabulary.Meaning {
	named := m.HasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName)
	names := 0.0
	if len(c.Sample) > 2 {
		names = sampleShare(c.Sample, isFullName)
	}
	own := c.Values != nil && c.Distinct() == c.Given // another text in every row
	switch {
	case !named && (names >= shareNearlyAll || own && names >= shareHinted), named && own && names >= shareAll:
		return vocabulary.Name
	case !m.Has(vocabulary.Stakeholder) && c.Distinct() >= 2 && c.Share(isStakeholder) >= 0.5:
		return vocabulary.Stakeholder
	case !m.Has(vocabulary.Region) && c.Distinct() >= 2 && c.Share(isRegion) >= 0.5:
		return vocabulary.Region
	}
	return ""
}
