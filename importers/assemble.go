package importers

import (
	"slices"
	"strings"

	"roundtable/importers/sheet"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// assemble puts the meeting together from all sheets and texts. Lists come
// first, because people and votes refer to them.
func (r *reading) assemble() error {
	checkSheets(r)
	r.files.each(sheet.Settings, r.settings().sheet)
	r.files.each(sheet.Countries, func(v *sheetView) { readCountries(r, v) })
	r.files.each(sheet.Issues, r.readIssues)
	r.files.each(sheet.Groups, r.readGroups)
	if err := r.withinLists(); err != nil {
		return err
	}
	r.files.each(sheet.Targets, func(v *sheetView) { readTargets(r, v) })
	r.readTargetLines()
	if err := r.settleKinds(); err != nil {
		return err
	}
	findPools(r)
	readStandings(r)
	readRounds(r)
	settleVoters(r)
	if err := r.withinAsked(); err != nil {
		return err
	}
	r.people = newPersons(r)
	for _, v := range r.files.sheets(sheet.Roster) {
		r.people.findSessions(v)
	}
	voters := newVoterJoin(r)
	r.leaveLookups()
	r.people.read()
	if err := r.withinSeats(); err != nil {
		return err
	}
	r.nameInGroups()
	r.resolveGroups()
	r.files.each(sheet.Pairs, func(v *sheetView) { readPairs(r, v) })
	err := voters.readVotes()
	readHums(r)
	r.readCourse()
	r.people.splitPool()
	checkMappings(r)
	checkNamed(r)
	if err == nil {
		err = r.settleAccounts()
	}
	checkAnything(r)
	return err
}

// checkAnything says so where no sheet and no text of the files is known.
func checkAnything(r *reading) {
	if r.found.hasErrors() || len(r.files) == 0 {
		return
	}
	for _, f := range r.files {
		if f.kind != "" || slices.ContainsFunc(f.sheets, func(v *sheetView) bool { return !isAside(v.kind) }) {
			return
		}
	}
	r.found.add(planner.Finding{
		Code: CodeNothingRead, Form: "at-all", Severity: planner.Error, Where: planner.Ref{File: r.files[0].name},
	})
}

// each reads the sheets of a kind.
func (fs files) each(k sheet.Kind, read func(*sheetView)) {
	for _, v := range fs.sheets(k) {
		read(v)
	}
}

// sheets returns the views of a kind in the order of the files, but for those of
// people who could join.
func (fs files) sheets(kinds ...sheet.Kind) []*sheetView {
	return slices.DeleteFunc(fs.everySheet(kinds...), func(v *sheetView) bool { return v.isPool() })
}

// everySheet returns the views of a kind, those of the pool after the others.
func (fs files) everySheet(kinds ...sheet.Kind) []*sheetView {
	var out []*sheetView
	for _, f := range fs {
		for _, v := range f.sheets {
			if slices.Contains(kinds, v.kind) {
				out = append(out, v)
			}
		}
	}
	return out
}

// settleVoters takes sheets that name voters, and say nothing of them but their
// group, as votes alone where the people are listed elsewhere: a voter who is
// not in the roster is reported and does not become a participant.
func settleVoters(r *reading) {
	if len(r.files.sheets(sheet.Roster, sheet.Proposal)) == 0 {
		return
	}
	for _, v := range r.files.sheets(sheet.Both) {
		if !v.HasAny(
			vocabulary.Gender, vocabulary.Age, vocabulary.BirthYear, vocabulary.CountryName, vocabulary.Attendance,
			vocabulary.Role, vocabulary.ChairOK, vocabulary.MaxMemberships, vocabulary.Selected, vocabulary.Language,
		) {
			v.kind, v.why = sheet.Votes, strings.TrimPrefix(v.why, "people, and ")
		}
	}
}

// checkSheets reports names given with --sheet that no file has.
func checkSheets(r *reading) {
	var names []string
	for _, f := range r.files {
		for _, v := range f.sheets {
			names = append(names, v.Name)
		}
	}
	for _, want := range r.opts.Sheets {
		if slices.ContainsFunc(names, func(n string) bool { return vocabulary.Fold(n) == vocabulary.Fold(want) }) {
			continue
		}
		var all []string
		for _, b := range r.books {
			for _, s := range b.Sheets {
				if s.Name != "" {
					all = append(all, s.Name)
				}
			}
		}
		f := planner.Finding{
			Code: CodeSheetMissing, Form: "unnamed", Severity: planner.Error, Seen: want,
			Args: facts{"sheet": clip(want)},
		}
		if len(all) > 0 {
			f.Form = "named"
			f.Args["sheets"] = planner.Quoted(clipped(all))
		}
		r.found.add(f)
	}
}

// readCountries reads a sheet of countries with their regions, which overrides
// the scheme's own table.
func readCountries(r *reading, v *sheetView) {
	country, region := v.Column(vocabulary.CountryName), v.Column(vocabulary.Region)
	if region == nil {
		return
	}
	if r.regions == nil {
		r.regions = make(map[string]string)
	}
	x := newValueReader(r, v, region, planner.Region)
	for _, row := range v.Body {
		c, ok := vocabulary.CountryOf(country.Text(row))
		if !ok {
			r.found.add(valueFinding(r.opts.Scheme, planner.Country, country.Text(row),
				vocabulary.Value(planner.Country, country.Text(row)), v.Ref(country.At(row))))
			continue
		}
		if _, given := r.regions[c.ISO2]; given {
			continue // a country named twice (Türkiye): the first line counts
		}
		if vs := x.read(row); len(vs) > 0 {
			r.regions[c.ISO2] = vs[0]
		}
	}
	x.done()
}

// choiceIDs maps the names and IDs of groups, or else of issues, to their IDs.
func choiceIDs(r *reading) map[string]string {
	if len(r.meeting.Groups) > 0 {
		return groupIDs(r.meeting.Groups)
	}
	return issueIDs(r.meeting.Issues)
}

// groupIDs maps the names and IDs of groups to their IDs; an ID counts before a
// name that reads like it.
func groupIDs(groups []planner.GroupSpec) map[string]string {
	ids := make(map[string]string)
	for _, g := range groups {
		ids[vocabulary.Compact(g.Topic)] = g.ID
	}
	for _, g := range groups {
		ids[vocabulary.Compact(g.ID)] = g.ID
	}
	return ids
}

// issueIDs maps the names and IDs of issues to their IDs.
func issueIDs(issues []planner.Issue) map[string]string {
	ids := issuesByName(issues)
	for _, x := range issues {
		ids[vocabulary.Compact(x.ID)] = x.ID
	}
	return ids
}

// issuesByName maps the names of issues to their IDs.
func issuesByName(issues []planner.Issue) map[string]string {
	ids := make(map[string]string)
	for _, x := range issues {
		ids[vocabulary.Compact(x.Name)] = x.ID
	}
	return ids
}

// choiceNames are the names and IDs that a wish may have meant.
func choiceNames(r *reading) []string {
	out := groupNames(r.meeting.Groups)
	for _, x := range r.meeting.Issues {
		out = append(out, x.ID, x.Name)
	}
	return out
}

// columnHeaders are the column headers of sheets.
func columnHeaders(sheets []*sheetView) []string {
	var heads []string
	for _, v := range sheets {
		for _, c := range v.Columns {
			heads = append(heads, c.Header)
		}
	}
	return heads
}

// checkMappings reports --map entries whose column no file has.
func checkMappings(r *reading) {
	for _, m := range r.columnMap {
		if m.used {
			continue
		}
		var heads []string
		for _, f := range r.files {
			heads = append(heads, columnHeaders(f.sheets)...)
		}
		r.found.add(suggesting(planner.Finding{
			Code: CodeMapUnused, Form: "column", Severity: planner.Error, Seen: m.from,
			Args: facts{"map": clip(string(m.meaning.Meaning) + "=" + m.from), "column": clip(m.from)},
		}, m.from, heads))
	}
}

// givesPeople reports whether a sheet of votes names its voters and says
// something about them, so that it can stand in for a missing roster.
func (v *sheetView) givesPeople() bool {
	id := v.Column(vocabulary.ID)
	named := v.HasAny(vocabulary.Name, vocabulary.FirstName, vocabulary.Email, vocabulary.Voter) ||
		id != nil && !vocabulary.AnswerNumberColumn.Is(id.Header)
	return named && v.HasAny(vocabulary.Stakeholder, vocabulary.Region, vocabulary.CountryName, vocabulary.Gender) &&
		v.Complete
}
