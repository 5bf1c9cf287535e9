package importers

import (
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/course"
	"roundtable/importers/people"
	"roundtable/importers/proposal"
	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// sheetView is one sheet of a file: its model and what it is read for.
type sheetView struct {
	*sheet.Model
	file  *fileView
	table *table.Sheet
	kind  sheet.Kind
	why   string // evidence for the kind, in words
	pool  bool   // called a list of people who could join
	names *people.Names
	// namibia says that NA is a country in the column of countries.
	namibia bool

	proposal  *proposal.Proposal // of a text
	text      *SheetAccount      // of a text
	captions  *course.Speaking   // of a text of captions
	votes     votesView          // of a sheet of votes
	standings standings
	// countsRows marks a list of people whose IDs only number its rows.
	countsRows bool
	// session and sessionTitle are the columns of a programme, whose rows these are.
	session, sessionTitle *sheet.Column
	slots                 slotColumns
	programme             []record
	// about is the dimension of all values of a table of targets whose header says it.
	about planner.Dimension
	// lines is the column of a table of targets whose cells say all of them.
	lines *sheet.Column
	// relation is how the people of all pairs go together, where the header says it.
	relation string
}

// view understands a sheet and decides its kind; sheets that are not streamed are
// then read whole. A hidden sheet that was not asked for, and the findings of a
// marked copy, are left unread.
func (r *reading) view(f *fileView, book *table.Book, s *table.Sheet) (*sheetView, error) {
	v := &sheetView{Model: sheet.Unread(f.name, s), file: f, table: s}
	if r.leftAside(v, book, s) {
		return v, nil
	}
	m, err := sheet.Read(r.ctx, f.name, s, r.sheetOptions())
	v.Model = m
	if err != nil {
		return v, err
	}
	if m.IsEmpty() {
		v.kind = sheet.Empty
		severity := planner.Note
		if len(book.Sheets) == 1 {
			severity = planner.Warning
		}
		r.found.add(planner.Finding{
			Code: CodeSheetEmpty, Severity: severity, Where: v.SheetRef(), Form: "sheet",
		})
		return v, nil
	}
	statusOf{v}.mark()
	v.kind, v.why = v.Kind()
	settleTable(v)
	if v.kind == sheet.Results {
		r.found.add(resultsFinding(v))
	}
	return v, r.whole(v)
}

// sheetOptions says what the user said of the sheets.
func (r *reading) sheetOptions() sheet.Options {
	return sheet.Options{Map: r.columnMap.of, Votes: r.opts.Votes.Question != "" || r.opts.Votes.Shape != ""}
}

// whole reads a sheet into memory where its kind asks for it.
func (r *reading) whole(v *sheetView) error {
	if isWhole(v.kind) {
		if err := v.Load(r.ctx); err != nil {
			return err
		}
		v.SayLayout()
	}
	if v.Complete && v.kind != sheet.Strange {
		r.found.add(v.table.Findings()...)
	}
	return nil
}

// settleKinds decides between people and votes, which only the cells tell, once the
// issues listed elsewhere are known.
func (r *reading) settleKinds() error {
	for _, v := range r.files.everySheet(sheet.Strange) {
		if v.table == nil || v.file.targets {
			continue // a text that is nothing known, or a table that is neither people nor votes
		}
		if len(r.meeting.Issues) > 0 {
			opts := r.sheetOptions()
			opts.IsIssue = r.isIssue
			v.Model = v.With(opts)
			statusOf{v}.mark()
		}
		if err := r.over(table.Issues, v.unknownColumns(), v.SheetRef(), "columns that may be issues"); err != nil {
			return err // before it is asked of each how it goes with the others
		}
		r.rosterOrVotes(v)
		if err := r.whole(v); err != nil {
			return r.streamError(v, err)
		}
		if v.Complete && v.kind == sheet.Strange {
			r.found.add(v.table.Findings()...)
		}
	}
	return nil
}

// unknownColumns counts the columns whose headers say no other meaning.
func (v *sheetView) unknownColumns() int {
	n := 0
	for _, c := range v.Columns {
		if c.Match.Meaning == vocabulary.Other || c.Match.Meaning == "" || c.Match.Meaning == vocabulary.Choice {
			n++
		}
	}
	return n
}

// isIssue reports whether a text is an issue that is listed.
func (r *reading) isIssue(text string) bool {
	_, named := r.issueNames[vocabulary.Compact(text)]
	return named || r.issueIDs[text]
}

// leftAside reports a sheet that is not read unless the user names it: a hidden one
// and the findings of a marked copy. About one that its own name calls old, beside
// others, the user is asked.
func (r *reading) leftAside(v *sheetView, book *table.Book, s *table.Sheet) bool {
	if r.opts.names(s) {
		return false
	}
	f := planner.Finding{Severity: planner.Note, Where: v.SheetRef(), Args: facts{"sheet": clip(s.Name)}}
	switch {
	case s.Hidden:
		v.kind, f.Code = sheet.Hidden, CodeSheetHidden
	case s.Name == table.FindingsSheet:
		v.kind, f.Code = sheet.Findings, CodeSheetFindings
	case len(r.opts.Sheets) > 0 && slices.ContainsFunc(book.Sheets, r.opts.names):
		v.kind, f.Code = sheet.SetAside, CodeSheetNotNamed
	case len(book.Sheets) > 1 && vocabulary.SetAsideSheet.Within(s.Name):
		v.kind, f.Code, f.Severity, f.Asks = sheet.SetAside, CodeSheetSetAside, planner.Error, true
		var options []string
		for _, other := range book.Sheets {
			if !other.Hidden && !vocabulary.SetAsideSheet.Within(other.Name) {
				options = append(options, "--sheet '"+other.Name+"'")
			}
		}
		f.Args["options"] = strings.Join(options, " ")
	default:
		return false
	}
	r.found.add(f)
	return true
}

// names reports whether --sheet names a sheet; files without such a sheet are read whole.
func (o *Options) names(s *table.Sheet) bool {
	return slices.ContainsFunc(o.Sheets, func(want string) bool {
		return vocabulary.Fold(want) == vocabulary.Fold(s.Name)
	})
}

// isWhole reports whether sheets of the kind are read whole into memory; votes are
// streamed.
func isWhole(k sheet.Kind) bool {
	switch k {
	case sheet.Votes, sheet.Empty, sheet.Hidden, sheet.SetAside, sheet.Findings, sheet.Results, sheet.Strange:
		return false
	}
	return true
}

// resultsFinding says why a sheet of counts is not read.
func resultsFinding(v *sheetView) planner.Finding {
	f := planner.Finding{
		Code: CodeResultsReport, Form: "result", Severity: planner.Error, Where: v.SheetRef(),
	}
	if strings.HasPrefix(v.why, "counts by group") {
		f.Form, f.Severity = "by-group", planner.Note
	}
	return f
}

// aboutPeople are further meanings of columns that say something of people.
var aboutPeople = []vocabulary.Meaning{
	vocabulary.Region, vocabulary.CountryName, vocabulary.Role, vocabulary.Prefs, vocabulary.Language,
}

// rosterOrVotes decides between people, votes, and both.
func (r *reading) rosterOrVotes(v *sheetView) {
	votes := r.recogniseVotes(v)
	identity := v.IsFilled(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName)
	about := len(slices.DeleteFunc(slices.Concat(sheet.Personal, aboutPeople),
		func(m vocabulary.Meaning) bool { return !v.Has(m) }))
	roster := v.HasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName) ||
		v.Has(vocabulary.ID) && about > 0 || about >= 2 ||
		v.HasAny(vocabulary.Stakeholder, vocabulary.Region) && !votes.found
	switch {
	case votes.found && (identity || v.IsFilled(vocabulary.Email) && about > 1):
		v.kind, v.why = sheet.Both, "people, and "+votes.why
	case votes.found:
		v.kind, v.why = sheet.Votes, votes.why
	case v.isWide():
		v.kind, v.why = sheet.Roster, "columns of people by their roles"
	case roster:
		v.kind, v.why = sheet.Roster, v.Evidence()
	case v.isIDList():
		v.kind, v.why = sheet.Roster, "an id in every row"
		r.found.add(v.idListFinding(r.asking()))
	default:
		r.found.add(v.unknown())
	}
}

// leaveLookups leaves tables aside that say of no row who it is, beside lists of
// people or where they only count: lookups, pivots, lists of seats. What is left of
// such tables may be people, which is said.
func (r *reading) leaveLookups() {
	for _, v := range r.files.everySheet(sheet.Roster) {
		if v.table == nil || len(v.Body) == 0 || v.isAboutPeople() || v.isWide() {
			continue
		}
		f := planner.Finding{
			Code: CodeSheetUnknown, Form: "nameless", Severity: planner.Warning, Where: v.SheetRef(),
			Args: facts{"column": v.Columns[0].Name()},
		}
		if listsPeopleBeside(r, v) || v.countsSomething() {
			v.kind = sheet.SetAside
		} else {
			if len(v.votes.recognition.Aside) > 0 && v.Column(vocabulary.Voter) != nil {
				continue // it is said that its rows name voters who say nothing
			}
			f.Code, f.Form = CodePersonUnnamed, "no-column"
		}
		r.found.add(f)
	}
}

// isAboutPeople reports whether a column says who the rows are.
func (v *sheetView) isAboutPeople() bool {
	id := v.Column(vocabulary.ID)
	return v.IsFilled(vocabulary.Name, vocabulary.FirstName, vocabulary.LastName, vocabulary.Email) ||
		id != nil && id.Given > 0 && (id.How != sheet.ByContent || id.Share(isNumber) < 1)
}

// countsSomething reports a table that gives numbers to each value or combination of
// values, as a pivot or a list of seats does: no two rows hold the same texts, and
// where only several columns tell them apart the header says that it counts.
func (v *sheetView) countsSomething() bool {
	counts, keys := 0, make([]string, len(v.Body))
	for _, c := range v.Columns {
		m := c.Match.Meaning
		switch {
		case m == vocabulary.Age || m == vocabulary.BirthYear,
			c.Share(isCounted) < 1 && c.Distinct() < c.Given && !v.Has(vocabulary.CountOf):
			return false
		case c.Given == 0 || m == vocabulary.Serial || v.numbersRows(c):
		case c.Share(isCounted) == 1:
			counts++
		default:
			for i, row := range v.Body {
				keys[i] += c.Text(row) + "\x00"
			}
		}
	}
	slices.Sort(keys)
	return counts > 0 && len(v.Columns) <= 12 && len(slices.Compact(keys)) == len(v.Body)
}

// numbersRows reports a column of the numbers 1, 2, 3, …
func (v *sheetView) numbersRows(c *sheet.Column) bool {
	for i, row := range v.Body {
		if c.Text(row) != strconv.Itoa(i+1) {
			return false
		}
	}
	return true
}

// isCounted reports a number or a share.
func isCounted(s string) bool { return isNumber(strings.TrimSpace(strings.TrimSuffix(s, "%"))) }

// listsPeopleBeside reports whether another table lists people by name, id or
// address.
func listsPeopleBeside(r *reading, v *sheetView) bool {
	return slices.ContainsFunc(r.files.everySheet(sheet.Roster, sheet.Both), func(other *sheetView) bool {
		return other != v && other.table != nil && other.isPool() == v.isPool() &&
			(other.isAboutPeople() || other.isWide())
	})
}

// What is said of a text that is nothing known.
// unknownSheet says what a sheet lacks to be understood.
func (v *sheetView) unknown() planner.Finding {
	f := planner.Finding{Code: CodeSheetUnknown, Severity: planner.Warning, Where: v.SheetRef()}
	var heads []string
	for _, c := range v.Columns {
		if c.Header != "" && len(heads) < 8 {
			heads = append(heads, c.Header)
		}
	}
	switch {
	case v.Name != "" && len(v.Columns) <= 1:
		f.Form, f.Severity = "no-table", planner.Note
		return f
	case v.file.format == "text":
		f.Form = "prose"
	case len(heads) == 0:
		f.Form = "headless"
	default:
		f.Form = "columns"
		f.Args = facts{"columns": planner.Quoted(clipped(heads)), "first": heads[0]}
	}
	if s, alias, col := nearest(v); alias != "" && len(heads) > 0 {
		f.Form += "-near"
		f.Args = facts{
			"columns": planner.Quoted(clipped(heads)), "first": heads[0], "meant": string(s), "column": col,
		}
		if v.file.format == "text" {
			delete(f.Args, "columns")
			delete(f.Args, "first")
		}
	}
	return f
}

// nearest is the first header that resembles a known word.
func nearest(v *sheetView) (vocabulary.Meaning, string, string) {
	for _, c := range v.Columns {
		if c.Match.Meaning != vocabulary.Other || c.Header == "" {
			continue
		}
		if m, alias, ok := vocabulary.NearHeader(c.Header); ok && !v.Has(m.Meaning) {
			return m.Meaning, alias, c.Header
		}
	}
	return "", "", ""
}
