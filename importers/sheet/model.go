// Package sheet turns the rows of one sheet into one [Model]: which rows are the
// header, what every column means and why, and what every row is. People,
// votes, targets, groups, pairs and settings are read from the model; nothing
// else looks at raw rows.
//
// # How a sheet is understood
//
//	table.Sheet ─► rows ─► header (one to three rows)
//	                         ─► columns: meaning, confidence, reason
//	                         ─► classes: what every row is
//
// The header is the row with the most cells that are known header words, grid
// items ("Rank the issues [AI]") or issues listed elsewhere, and few cells that
// stand in the rows below too; where no word is known, it is the first full row
// if the rows below look different from it. A column means what the user said
// (--map), what its header says, or what nearly all its cells say.
//
// A form that writes one row for each answer is first brought to one row for
// each respondent; a heading such as "GOVERNMENTS" above its people becomes a
// column of theirs; a merged cell gives its value to all its rows. The cells keep
// the reference they have in the file, so that a finding names the cell a person
// can look at.
//
// One table of a sheet is read. Others below it (header words behind a gap, or
// numbers and times where the records hold texts), above it, or beside it (columns
// behind a blank one that nobody read) are named in a warning. Below the records,
// thin rows that say so are statistics and remarks; between them, a single cell is a
// heading, a remark, or a person of whom only the name is known. As soon as one
// heading of a column is known, an unknown one ends it: nobody inherits from the
// wrong heading.
//
// # The account
//
// Every row has exactly one [Class], and the classes of a sheet add up to its
// rows, blank ones included. Every column has a meaning or a reason why it is not
// used. Long tables of votes are not held in memory: their first rows decide, and
// [Model.Records] classifies the others as they pass.
package sheet

import (
	"context"
	"iter"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// sampleRows is how many rows are looked at before it is known whether the sheet
// has to be held as a whole.
const sampleRows = 2000

// sampleTexts is how many bytes of cells are looked at before; a few thousand long texts
// take as long as a large table.
const sampleTexts = 4 << 20

// Options says what else is known of a sheet.
type Options struct {
	// Map gives the columns a meaning that the user named, by header or letter; the
	// second result is false where nothing was said.
	Map func(header, letter string) (vocabulary.Match, bool)
	// IsIssue reports whether a text is an issue listed elsewhere.
	IsIssue func(text string) bool
	// Votes says that the user named columns as a vote; none is then taken for boxes to tick.
	Votes bool
}

// Source names the sheet in findings.
type Source struct{ File, Name string }

// Ref is the place of a cell.
func (s Source) Ref(c table.Cell) planner.Ref {
	return planner.Ref{File: s.File, Sheet: s.Name, Cell: c.Ref()}
}

// SheetRef is the place of the whole sheet.
func (s Source) SheetRef() planner.Ref { return planner.Ref{File: s.File, Sheet: s.Name} }

// ColumnRef is the place of a column: its header cell.
func (s Source) ColumnRef(c *Column) planner.Ref { return s.Ref(c.head) }

// RowRef is the place of a row: its first cell that holds something.
func (s Source) RowRef(row table.Row) planner.Ref { return s.Ref(row.Cell(FirstFilled(row))) }

// Model is one sheet and how it was understood.
type Model struct {
	Source
	// Header holds the header rows from top to bottom; none where the first row is
	// data already.
	Header []table.Row
	Columns
	// Body holds the records among the rows held: all of them where the model is
	// Complete, else those of the sample.
	Body []table.Row
	// Totals holds the rows that sum up the records, where the model is Complete.
	Totals []table.Row
	// Complete reports whether Body is the whole sheet.
	Complete bool
	// Account says what became of the rows; of a sheet that is not complete it is
	// known after [Model.Records] was read to its end.
	Account Account
	// Findings is what should be said about the rows and their header.
	Findings []planner.Finding

	source  *table.Sheet
	opts    Options
	rows    []table.Row // all rows held, header included
	merged  []table.Range
	first   int   // of the rows, the first of the header
	after   int   // of the rows, the first below the header
	typical int   // cells of a record
	answers bool  // one row for each answer was brought to one for each respondent
	beside  facts // the people of a row stood beside each other: who, and what is told of them
	ticked  []boxes
	across  bool // the headings stood in the first column, and were put upright
	turned  bool // rows and columns are exchanged
	// headingRows are the rows that head others; mergedCells counts the cells that a
	// merged cell filled.
	headingRows []table.Row
	lone        []table.Row // records of one cell among fuller ones
	mergedCells int
	leave       []func(table.Row) Class
}

// Read understands a sheet by its first rows, and by all where it is short.
// [Model.Complete] tells; [Model.Load] reads the rest.
func Read(ctx context.Context, file string, s *table.Sheet, opts Options) (*Model, error) {
	m := &Model{Source: Source{file, s.Name}, source: s, opts: opts}
	if err := m.load(ctx, sampleRows); err != nil {
		return m, err
	}
	merged, err := s.Merged()
	if err != nil {
		return m, err
	}
	m.merged = merged
	if m.understand(); m.beside != nil || m.ticked != nil {
		return m, m.Load(ctx) // its rows are brought into another form
	}
	return m, nil
}

// Unread is the model of a sheet that is left aside: only its rows are counted.
func Unread(file string, s *table.Sheet) *Model {
	return &Model{Source: Source{file, s.Name}, source: s, Account: newAccount()}
}

// OfText is the model of a text that is no table: it has no rows.
func OfText(file string) *Model { return &Model{Source: Source{File: file}, Complete: true} }

// Load reads the whole sheet and understands it again.
func (m *Model) Load(ctx context.Context) error {
	if m.Complete {
		return nil
	}
	if err := m.load(ctx, 0); err != nil {
		return err
	}
	m.understand()
	return nil
}

// With understands the rows held once more with other options.
func (m *Model) With(opts Options) *Model {
	if m.turned {
		return m
	}
	out := &Model{
		Source: m.Source, source: m.source, opts: opts, rows: m.rows, merged: m.merged, Complete: m.Complete,
	}
	out.understand()
	return out
}

// load holds the first limit rows, or all for limit 0.
func (m *Model) load(ctx context.Context, limit int) error {
	m.rows, m.Complete = nil, false
	texts, limits := 0, m.source.Limits()
	for row, err := range m.source.FilledRows(ctx) {
		if err != nil {
			return err
		}
		if limit > 0 && (len(m.rows) == limit || texts > sampleTexts) {
			return nil
		}
		for i := range row.Cells {
			texts += len(row.Cells[i].Text)
		}
		row.Cells = slices.Clone(row.Cells)
		m.rows = append(m.rows, row)
		what := "there is data in row " + strconv.Itoa(row.Number)
		if err := limits.Over(table.Rows, int64(len(m.rows)), m.File, m.Name, what); err != nil {
			m.rows = nil
			return err
		}
	}
	m.Complete = true
	return nil
}

// understand finds the header, the columns and the classes of the rows held.
func (m *Model) understand() {
	m.Findings, m.Header, m.Columns, m.Account = nil, nil, nil, newAccount()
	m.Totals, m.headingRows, m.lone, m.mergedCells, m.across, m.beside, m.ticked = nil, nil, nil, 0, false, nil, nil
	rows := m.rows
	m.answers = false
	if m.Complete {
		rows = m.oneEach()
	}
	h := findHeader(rows, m.merged, m.opts.IsIssue)
	if turned, said := perPerson(m, &h); said != nil {
		m.answers, m.beside = true, said
		h = findHeader(turned, nil, m.opts.IsIssue)
	}
	fillDitto(m, &h)
	rows = m.tick(&h)
	m.first, m.after = h.first, h.after
	if h.found {
		m.Header = rows[h.first:h.after]
	}
	m.classify(rows)
	m.describe(&h)
	if m.answers && !m.across && m.beside == nil && m.Columns[0].How == Unknown {
		m.Columns[0].take(vocabulary.ID, hintedMeaning) // the respondents
	}
	m.sections()
	meaningsByContent(m)
	valuesBehindNames(m)
	m.settleTwins()
}

// perPerson returns the rows brought to one for each person, where a row names several, with what
// is said of it; no facts for any other table.
func perPerson(m *Model, h *headerRows) ([]table.Row, facts) {
	if m.answers {
		return nil, nil
	}
	first, after := h.first, h.after
	turned, said := byPerson(h)
	if said == nil && m.Complete {
		if turned, said = byValue(h.rows); said != nil {
			first = slices.IndexFunc(h.rows, func(row table.Row) bool { return Filled(row) > 1 })
			after = first + 1
		}
	}
	if said != nil {
		m.Account.answers(h.rows, first, after)
	}
	return turned, said
}

// oneEach returns the rows held, brought to one for each record where they are not.
func (m *Model) oneEach() []table.Row {
	turned, ok := byRespondent(m.rows)
	if !ok {
		turned, m.across = upright(m.rows)
	}
	if !ok && !m.across {
		return m.rows
	}
	m.answers = true
	m.Account.answers(m.rows, 0, 1)
	return turned
}

// Records streams the records of the sheet: rows that are neither header nor
// title, example, total, remark, preview or part of another table. When it has
// been read to its end the account is complete.
func (m *Model) Records(ctx context.Context) iter.Seq2[table.Row, error] {
	return func(yield func(table.Row, error) bool) {
		if m.Complete {
			for _, row := range m.Body {
				if err := ctx.Err(); err != nil {
					yield(table.Row{}, err)
					return
				}
				if !yield(row, nil) {
					return
				}
			}
			return
		}
		m.stream(ctx, yield)
	}
}

// stream classifies the rows as they pass.
func (m *Model) stream(ctx context.Context, yield func(table.Row, error) bool) {
	account, held := newAccount(), 0
	for row, err := range m.source.FilledRows(ctx) {
		if err != nil {
			yield(table.Row{}, err)
			return
		}
		class := m.taken(row, m.classAt(held, row))
		held++
		account.add(row, class)
		if class == Body && !yield(row, nil) {
			return
		}
	}
	m.Account = account
}

// Leave takes records out for which class says something else than [Body], such as
// people who do not come. They stay in the account under that class.
func (m *Model) Leave(class func(table.Row) Class) {
	m.leave = append(m.leave, class)
	body := make([]table.Row, 0, len(m.Body))
	for _, row := range m.Body {
		switch c := class(row); {
		case c == Body:
			body = append(body, row)
		case m.Complete && m.beside == nil: // of a row with several people, others may stay
			m.Account.move(row.Number, c)
		}
	}
	if len(body) < len(m.Body) {
		m.Body = body
		for _, c := range m.Columns {
			c.count(m.Body)
		}
	}
}

// taken is the class of a row after [Model.Leave].
func (m *Model) taken(row table.Row, class Class) Class {
	for _, leave := range m.leave {
		if class == Body {
			class = leave(row)
		}
	}
	return class
}

// Skim completes the account of a sheet whose records nobody reads.
func (m *Model) Skim(ctx context.Context) error {
	if m.Complete || m.source == nil {
		return nil
	}
	for _, err := range m.Records(ctx) {
		if err != nil {
			return err
		}
	}
	return nil
}

// Turned is the model with rows and columns exchanged: every column below the
// header becomes a row, so that a table with one row for each issue reads like one
// with a row for each voter. Only a complete model can be turned.
func (m *Model) Turned() (*Model, bool) {
	rows := append(slices.Clone(m.Header), m.Body...)
	if !m.Complete || len(m.Header) == 0 || len(m.Body) == 0 || width(rows)*len(rows) > maxTurned {
		return nil, false
	}
	rows = rows[len(m.Header)-1:]
	above, ok := GroupsAbove(m)
	if ok {
		rows = slices.Insert(rows, 1, above)
	}
	turned := transpose(rows)
	turned[0].Cells[0].Text, turned[0].Cells[0].Kind = string(vocabulary.Voter), table.Text
	out := &Model{Source: m.Source, opts: m.opts, rows: turned, Complete: true, turned: true}
	out.Header, out.after = turned[:1], 1
	for _, row := range turned[1:] {
		if Filled(row) > 0 && !isTotalText(Text(row.Cells[0])) {
			out.Body = append(out.Body, row)
		}
	}
	out.typical, out.Account = typicalRecord(out.Body), m.Account
	out.describe(&headerRows{rows: turned, after: 1, found: true})
	valuesBehindNames(out)
	return out, true
}

// maxTurned is the largest number of cells of a table that is turned.
const maxTurned = 2_000_000

// IsEmpty reports a sheet without a row that holds something.
func (m *Model) IsEmpty() bool { return m.Complete && filledRows(m.rows) == 0 }

// IsUntouched reports a sheet of the workbook to fill in that holds nothing but its
// examples.
func (m *Model) IsUntouched() bool {
	return m.Complete && len(m.Body) == 0 && slices.ContainsFunc(m.rows, isExample)
}

// TitleRows are the rows above the header.
func (m *Model) TitleRows() []table.Row { return m.rows[:m.first] }

// UseTitle tells that a row above the header was read.
func (m *Model) UseTitle(row table.Row) {
	m.Account.use(row.Number)
	for i := range m.Findings {
		if f := &m.Findings[i]; f.Code == codeHeaderRow && f.Form == "below" {
			f.Form = "below-read"
		}
	}
}

// TitleOf is what stands above the header, in one line.
func TitleOf(m *Model) string {
	var texts []string
	for _, row := range m.rows[:m.first] {
		for _, c := range row.Cells {
			texts = append(texts, c.Text)
		}
	}
	return vocabulary.Clean(strings.Join(texts, " "))
}

// HeaderRow is the number of the last header row, 0 without a header.
func (m *Model) HeaderRow() int {
	if len(m.Header) == 0 {
		return 0
	}
	return m.Header[len(m.Header)-1].Number
}

// say adds a finding about the rows.
func (m *Model) say(code, form string, severity planner.Severity, where planner.Ref, seen string, args facts) {
	m.Findings = append(m.Findings, planner.Finding{
		Code: code, Form: form, Severity: severity, Where: where, Seen: seen, Args: args,
	})
}

// facts are the parameters of what a finding says.
type facts = map[string]any

// Place is the place in the file of the cell in a row, by its number, and a column
// of the model; column 0 is the whole row.
func (m *Model) Place(row, col int) planner.Ref {
	whole := planner.Ref{File: m.File, Sheet: m.Name, Cell: "row " + strconv.Itoa(row)}
	held := m.Body
	if m.turned && row >= 1 && row <= len(m.rows) {
		held, whole.Cell = m.rows, "column "+table.ColumnName(row)
	}
	if col < 1 {
		return whole
	}
	i, ok := slices.BinarySearchFunc(held, row, func(r table.Row, n int) int { return r.Number - n })
	if ok && (m.turned || m.answers || col > len(m.Columns)) {
		return m.Ref(held[i].Cell(col))
	}
	return m.Ref(table.Cell{Row: row, Col: col})
}
