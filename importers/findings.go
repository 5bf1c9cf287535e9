package importers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"roundtable/importers/table"
	"roundtable/planner"
)

// The codes of findings made by this package. They are stable: other programs
// may rely on them. [Codes] says what each means; the packages table and ballots
// have codes of their own.
const (
	CodeFileUnreadable    = "file-unreadable"
	CodeLimit             = "file-limit"
	CodeResultsReport     = "file-results-report"
	CodeSheetUnknown      = "sheet-unknown"
	CodeSheetEmpty        = "sheet-empty"
	CodeSheetMissing      = "sheet-missing"
	CodeSheetHidden       = "sheet-hidden"
	CodeSheetFindings     = "sheet-findings"
	CodeHeaderMissing     = "header-missing"
	CodeHeaderRow         = "header-row"
	CodeHeaderRepeated    = "header-repeated"
	CodeColumnByContent   = "column-by-content"
	CodeColumnNear        = "column-near"
	CodeColumnTwice       = "column-twice"
	CodeColumnUnnamed     = "column-unnamed"
	CodeColumnContact     = "column-contact"
	CodeMapUnknown        = "map-unknown"
	CodeMapUnused         = "map-unused"
	CodeDimensionUnknown  = "dimension-unknown"
	CodeRowFooter         = "row-footer"
	CodeRowExample        = "row-example"
	CodeRowDuplicate      = "row-duplicate"
	CodePersonSame        = "person-same"
	CodePersonNear        = "person-near-duplicate"
	CodePersonUnnamed     = "person-unnamed"
	CodePersonUnmatched   = "person-unmatched"
	CodePersonConflict    = "person-conflict"
	CodeIDRepeated        = "id-repeated"
	CodeValueUnknown      = "value-unknown"
	CodeValueAmbiguous    = "value-ambiguous"
	CodeValueMissing      = "value-missing"
	CodeValueOwn          = "values-own"
	CodeValueSpelling     = "value-spelling"
	CodeValueCode         = "value-code"
	CodeValueNumber       = "value-number"
	CodeValueYesNo        = "value-yes-no"
	CodeRegionFromCountry = "region-from-country"
	CodeRegionNone        = "region-none"
	CodeRegionContradicts = "region-contradicts"
	CodeBirthYear         = "birth-year"
	CodeCountryNote       = "country-note"
	CodeTargetBounds      = "target-bounds"
	CodeTargetRepeated    = "target-repeated"
	CodeTargetValue       = "target-value-unknown"
	CodeTargetDimension   = "target-dimension-unknown"
	CodeTargetGroup       = "target-group-unknown"
	CodeGroupUnknown      = "group-unknown"
	CodeGroupSize         = "group-size"
	CodePairUnknown       = "pair-unknown"
	CodeSettingUnknown    = "setting-unknown"
	CodeSettingRepeated   = "setting-repeated"
	CodeYAML              = "settings-yaml"
	CodeProposalLine      = "proposal-line"
	CodeProposalRepeated  = "proposal-repeated"
	CodeProposalRole      = "proposal-role"
	CodeProposalUpdated   = "proposal-updated"
	CodeProposalQuestions = "proposal-questions"
	CodeProposalNoName    = "proposal-no-name"
	CodeVotesUnmatched    = "votes-unmatched"
	CodeIssueRepeated     = "issue-repeated"
	CodeIssueModerated    = "issue-moderated"
	CodeVotesScale        = "votes-scale-differs"
)

// Code is a finding code and what it means.
type Code struct{ Code, Means string }

// Codes lists the codes of this package with their meaning, for documentation.
func Codes() []Code { return slices.Clone(codes) }

var codes = []Code{
	{CodeFileUnreadable, "the file cannot be read; the text says what it is and what to do"},
	{CodeLimit, "a limit on size was hit; the text names the flag that raises it"},
	{CodeResultsReport, "the file reports the result of a count; it holds no ballots"},
	{CodeSheetUnknown, "the columns of a sheet fit no kind of table; it was left aside"},
	{CodeSheetEmpty, "a sheet, or a table below its header, holds no rows"},
	{CodeSheetMissing, "--sheet names a sheet that is not there"},
	{CodeSheetHidden, "a hidden sheet was left aside"},
	{CodeSheetFindings, "the sheet of findings in a marked copy was left aside"},
	{CodeHeaderMissing, "no header row was found; columns were told by their content, or a question is open"},
	{CodeHeaderRow, "the header is not in the first row, or covers several rows"},
	{CodeHeaderRepeated, "the header is repeated further down; the copies were left out"},
	{CodeColumnByContent, "a column was understood by its values, because its header says nothing"},
	{CodeColumnNear, "a header resembles a known one; it was not taken"},
	{CodeColumnTwice, "two columns mean the same; one was used"},
	{CodeColumnUnnamed, "a column with values has no header"},
	{CodeColumnContact, "contact columns were used to join files at most, and went no further"},
	{CodeMapUnknown, "--map names a meaning that does not exist"},
	{CodeMapUnused, "--map names a column that is not there"},
	{CodeDimensionUnknown, "--dimension names a column that is not there"},
	{CodeRowFooter, "a total or a remark below the table was left out"},
	{CodeRowExample, "an example row of the template was left out"},
	{CodeRowDuplicate, "a row repeats another exactly; it counts once"},
	{CodePersonSame, "several rows are one person in several roles"},
	{CodePersonNear, "two people have the same name; they were kept apart"},
	{CodePersonUnnamed, "a row has no name and no ID; it counts as a person without a name"},
	{CodePersonUnmatched, "a person of one file is not in the other"},
	{CodePersonConflict, "two files disagree about a person; the first was kept"},
	{CodeIDRepeated, "one ID stands for two different people"},
	{CodeValueUnknown, "a value is none of the dimension's terms; it counts as unknown"},
	{CodeValueAmbiguous, "a value could be one of several terms; it counts as unknown until you say which"},
	{CodeValueMissing, "values are blank or say that nothing is known"},
	{CodeValueOwn, "a column has its own terms; its values were kept as written"},
	{CodeValueSpelling, "spellings of one value were counted together"},
	{CodeValueCode, "numbers stand for values and the header does not say which"},
	{CodeValueNumber, "a cell should hold a whole number"},
	{CodeValueYesNo, "a cell should say yes or no"},
	{CodeRegionFromCountry, "regions were taken from countries under the named scheme"},
	{CodeRegionNone, "a person or country belongs to no regional group"},
	{CodeRegionContradicts, "a region given differs from that of the country under the named scheme; the region given was kept"},
	{CodeBirthYear, "years of birth were kept as years: no date is given from which to reckon ages"},
	{CodeCountryNote, "a country is a special case of the scheme"},
	{CodeTargetBounds, "a target has no bounds, or its minimum is above its maximum"},
	{CodeTargetRepeated, "a target is given twice"},
	{CodeTargetValue, "nobody carries the value a target asks for"},
	{CodeTargetDimension, "the people have no such dimension"},
	{CodeTargetGroup, "a target names a working group that is not listed"},
	{CodeGroupUnknown, "a preference names a group or issue that is not listed"},
	{CodeGroupSize, "a group's smallest size is above its largest"},
	{CodePairUnknown, "a pair names a person who is not in the roster"},
	{CodeSettingUnknown, "a setting that does not exist"},
	{CodeSettingRepeated, "a setting is given twice; the last one counts"},
	{CodeYAML, "the settings file is not valid YAML"},
	{CodeProposalLine, "a line in the list of people could not be understood"},
	{CodeProposalRepeated, "a person is listed twice in the same role; counted once"},
	{CodeProposalRole, "the label of a role is lost; it was told by the line's place"},
	{CodeProposalUpdated, "a block of later changes was kept apart from the filed list"},
	{CodeProposalQuestions, "how the policy questions were told apart, or that there are none"},
	{CodeProposalNoName, "people are listed by group only; they have no name"},
	{CodeVotesUnmatched, "voters who are not in the roster"},
	{CodeIssueRepeated, "an issue is listed twice"},
	{CodeIssueModerated, "a statement was taken out of the vote by its moderators"},
	{CodeVotesScale, "two sheets of votes use different scales"},
}

// findings collects what was noticed. Findings that ask for the same repair are
// put together: the first place is Where, the others are Also.
type findings struct {
	list  []planner.Finding
	index map[string]int
}

func (f *findings) add(list ...planner.Finding) {
	for _, x := range list {
		key := fmt.Sprint(x.Code, "\x00", x.Severity, "\x00", x.Text, "\x00", x.Fix, "\x00", x.Where.File, "\x00", x.Where.Sheet)
		if f.index == nil {
			f.index = make(map[string]int)
		}
		if i, ok := f.index[key]; ok {
			if x.Where == f.list[i].Where {
				continue // the same finding again
			}
			f.list[i].Also = append(f.list[i].Also, x.Where)
			f.list[i].Also = append(f.list[i].Also, x.Also...)
			continue
		}
		f.index[key] = len(f.list)
		f.list = append(f.list, x)
	}
}

// sorted returns the findings, errors first, then by place.
func (f *findings) sorted() []planner.Finding {
	for i := range f.list {
		f.list[i].Also = slices.Compact(f.list[i].Also)
	}
	slices.SortStableFunc(f.list, func(a, b planner.Finding) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), 0)
	})
	return f.list
}

// alsoShown is how many further places a message lists.
const alsoShown = 6

// Message is the text of a finding with its further places: `"Civl society" is
// not a stakeholder group. Did you mean "Civil Society"? 3 more: D22, D40, D51.`
func Message(f planner.Finding) string {
	if len(f.Also) == 0 {
		return f.Text
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d more: ", f.Text, len(f.Also))
	for i, ref := range f.Also {
		if i == alsoShown {
			b.WriteString(", …")
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		if ref.File == f.Where.File && ref.Sheet == f.Where.Sheet && ref.Cell != "" {
			b.WriteString(ref.Cell)
		} else {
			b.WriteString(ref.String())
		}
	}
	b.WriteByte('.')
	return b.String()
}

// quote puts a text from the input into quotation marks, on one line and not
// longer than a reader wants to see.
func quote(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.TrimSpace(s))
	const most = 80
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most-1]) + "…"
	}
	return `"` + s + `"`
}

// sentence makes a phrase a sentence.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	r, n := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(r)) + s[n:]
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// count words a number of things: "1 row", "3 rows".
func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	switch {
	case one == "person":
		return fmt.Sprintf("%d people", n)
	case strings.HasSuffix(one, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(one, "y"))
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// listed joins quoted texts: "a", "b" and "c".
func listed(list []string, last string) string {
	q := make([]string, len(list))
	for i, s := range list {
		q[i] = quote(s)
	}
	if len(q) < 2 {
		return strings.Join(q, "")
	}
	return strings.Join(q[:len(q)-1], ", ") + " " + last + " " + q[len(q)-1]
}

// columnRef is the place of a header: the header cell itself.
func (v *sheetView) columnRef(c *column) planner.Ref {
	row := 1
	if len(v.header) > 0 {
		row = v.header[len(v.header)-1].Number
	}
	return v.ref(table.Cell{Row: row, Col: c.col})
}

func (v *sheetView) ref(c table.Cell) planner.Ref {
	return planner.Ref{File: v.file.name, Sheet: v.name, Cell: c.Ref()}
}

// sheetRef is the place of a whole sheet.
func (v *sheetView) sheetRef() planner.Ref { return planner.Ref{File: v.file.name, Sheet: v.name} }
