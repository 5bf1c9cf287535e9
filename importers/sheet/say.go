package sheet

import (
	"fmt"
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
	codeRowExample      = "row-example"
	codeRowFooter       = "row-footer"
	codeRowPreview      = "row-preview"
	codeRowSection      = "row-section"
	codeRowLone         = "row-lone"
	codeTableAside      = "table-aside"
	codeCellsMerged     = "cells-merged"
	codeSheetAnswers    = "sheet-answers"
	codeSheetAcross     = "sheet-across"
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
		m.say(codeCellsMerged, planner.Note, m.SheetRef(), "", fmt.Sprintf(
			"Merged cells give their value to all their rows: %d cells were filled in.", m.mergedCells), "")
	}
	m.sayHeadings()
	switch {
	case m.turned:
	case m.across:
		m.say(codeSheetAcross, planner.Note, m.SheetRef(), "",
			"The headings stand in the first column and the records across; the table was turned.", "")
	case m.answers:
		m.say(codeSheetAnswers, planner.Note, m.SheetRef(), "",
			"Each row is one answer; the rows were brought to one for each respondent.", "")
	case len(m.Header) == 0:
		m.say(codeHeaderMissing, planner.Warning, m.SheetRef(), "",
			"There is no header row; columns were told by their values: "+meaningsOf(m)+".",
			"Put a row of column names above the data, or name columns by letter: --map 'Name=A'.")
	case len(m.Header) > 1:
		m.say(codeHeaderRow, planner.Note, m.SheetRef(), "",
			fmt.Sprintf("The header covers rows %d to %d.", m.Header[0].Number, m.HeaderRow()), "")
	case m.first > 0 && filledRows(m.rows[:m.first]) > 0:
		m.say(codeHeaderRow, planner.Note, m.SheetRef(), "",
			fmt.Sprintf("The header is in row %d; what stands above it was left out.", m.HeaderRow()), "")
	}
	if len(m.Body) == 0 && len(m.Header) > 0 && !m.answers && !m.turned {
		m.say(codeSheetEmpty, planner.Warning, m.SheetRef(), "", "There is a header but no row below it.", "")
	}
}

// sayLone names the records of one cell among fuller ones: they may be headings.
func (m *Model) sayLone() {
	lone := slices.DeleteFunc(slices.Clone(m.lone), func(row table.Row) bool {
		return !slices.ContainsFunc(m.Body, func(x table.Row) bool { return x.Number == row.Number })
	})
	m.sayRows(codeRowLone, planner.Warning, lone, wording.Count(len(lone), "row")+" of one cell among fuller ones "+
		wording.Plural(len(lone), "was taken as a record: ", "were taken as records: ")+namesOf(lone)+".",
		"If they head the rows below them, put what they say into a column of its own; if not, nothing is to be done.")
}

// sayRows adds one finding about several rows.
func (m *Model) sayRows(code string, severity planner.Severity, rows []table.Row, text, fix string) {
	for i, row := range rows {
		if i == 0 {
			m.say(code, severity, m.RowRef(row), firstText(row), text, fix)
			continue
		}
		f := &m.Findings[len(m.Findings)-1]
		f.Also = append(f.Also, m.RowRef(row))
	}
}

// namesOf lists the first texts of rows, some of many.
func namesOf(rows []table.Row) string {
	var names []string
	for _, row := range rows[:min(len(rows), 5)] {
		names = append(names, firstText(row))
	}
	if len(rows) > len(names) {
		return wording.List(names, "and") + " and others"
	}
	return wording.List(names, "and")
}

// sayHeadings tells what the records below headings inherit.
func (m *Model) sayHeadings() {
	if len(m.headingRows) == 0 {
		return
	}
	c := m.Columns[len(m.Columns)-1]
	such := "Rows such as " + wording.Quote(firstText(m.headingRows[0])) + " head the rows below them"
	severity, fix := planner.Note, ""
	switch {
	case c.Twin != nil:
		such += "; " + c.Twin.Label() + " says the same and was used."
	case c.How == Unknown:
		severity, fix = planner.Warning, "Put what they say into a column of its own, with a value in every row."
		such += "; what they say is not understood and was not used."
	default:
		such += ", which were given " + string(c.Match.Meaning) + " from there."
	}
	m.sayRows(codeRowSection, severity, m.headingRows, such, fix)
}

// meaningsOf lists which column was taken as what.
func meaningsOf(m *Model) string {
	var parts []string
	for _, c := range m.Columns {
		if c.Match.Meaning != vocabulary.Other && c.Twin == nil {
			parts = append(parts, c.Letter()+" as "+string(c.Match.Meaning))
		}
	}
	if len(parts) == 0 {
		return "none could be told"
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
		case c.How == ByContent && len(m.Header) > 0 && c.Used != "":
			m.say(codeColumnByContent, planner.Note, where, c.Header,
				wording.Sentence(c.Label()+" was taken as "+string(c.Match.Meaning)+" because of its values, such as "+
					wording.List(c.Examples(2), "and")), "If that is wrong, say what the column means with --map.")
		case c.Used != "" || c.Given == 0:
		case c.Twin != nil && c.How != BySection && c.Twin.Used != "":
			m.say(codeColumnTwice, planner.Note, where, c.Header,
				wording.Sentence(c.Label()+" also means "+string(c.Match.Meaning)+"; "+c.Twin.Label()+" was used"),
				"Choose with --map '"+string(c.Match.Meaning)+"="+c.Header+"'.")
		case c.Twin != nil, c.Match.Meaning != vocabulary.Other:
		case c.Header == "" && len(m.Header) > 0:
			m.say(codeColumnUnnamed, planner.Note, where, "",
				fmt.Sprintf("Column %s has no header; its cells (%d) were left out.", c.Letter(), c.Given), "")
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
		m.say(codeColumnUnused, planner.Warning, where, c.Header,
			wording.Sentence(c.Label()+" holds names of people and was not used; only those in "+m.Column(like).Label()+
				" count"),
			"If they take part too, give each a row of their own, or head the column by their role, such as Speaker.")
		return
	case like != "":
		m.say(codeColumnUnused, planner.Warning, where, c.Header,
			wording.Sentence(c.Label()+" looks like "+string(like)+" and was not used"),
			"If that is meant, say --map '"+string(like)+"="+c.Name()+"'.")
		return
	}
	match, alias, ok := vocabulary.NearHeader(c.Header)
	if ok && !m.Has(match.Meaning) && match.Meaning != vocabulary.Choice {
		m.say(codeColumnNear, planner.Warning, where, c.Header,
			wording.Sentence(c.Label()+" resembles "+wording.Quote(alias)+" ("+string(match.Meaning)+
				") but was not taken as it"),
			"If that is meant, say --map '"+string(match.Meaning)+"="+c.Header+"'.")
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
