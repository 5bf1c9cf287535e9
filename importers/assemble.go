package importers

import (
	"roundtable/importers/sheet"
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// assemble puts the meeting together from all sheets and texts. Lists come
// first, because people and votes refer to them.
func (r *reading) assemble() error {
	r.checkSheets()
	r.each(sheet.Settings, r.readSettingsSheet)
	r.each(sheet.Countries, r.readCountries)
	r.each(sheet.Issues, r.readIssues)
	r.each(sheet.Groups, r.readGroups)
	r.each(sheet.Targets, r.readTargets)
	if err := r.settleKinds(); err != nil {
		return err
	}
	r.settleVoters()
	r.assembleRoster()
	r.resolveGroups()
	r.each(sheet.Pairs, r.readPairs)
	err := r.readVotes()
	r.checkMappings()
	if err == nil {
		err = r.settleAccounts()
	}
	return err
}

// each reads the sheets of a kind.
func (r *reading) each(k sheet.Kind, read func(*sheetView)) {
	for _, v := range r.sheets(k) {
		read(v)
	}
}

// sheets returns the views of a kind in the order of the files.
func (r *reading) sheets(kinds ...sheet.Kind) []*sheetView {
	var out []*sheetView
	for _, f := range r.files {
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
func (r *reading) settleVoters() {
	if len(r.sheets(sheet.Roster, sheet.Proposal)) == 0 {
		return
	}
	for _, v := range r.sheets(sheet.Both) {
		if !v.HasAny(
			vocabulary.Gender, vocabulary.Age, vocabulary.BirthYear, vocabulary.CountryName, vocabulary.Attendance,
			vocabulary.Role, vocabulary.ChairOK, vocabulary.MaxMemberships, vocabulary.Selected, vocabulary.Language,
		) {
			v.kind, v.why = sheet.Votes, strings.TrimPrefix(v.why, "people, and ")
		}
	}
}

// checkSheets reports names given with --sheet that no file has.
func (r *reading) checkSheets() {
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
			Code: CodeSheetMissing, Severity: planner.Error, Seen: want,
			Text: "There is no sheet " + quote(want) + ".",
		}
		if len(all) > 0 {
			f.Fix = "The sheets are " + listed(all, "and") + "."
		}
		r.found.add(f)
	}
}

// assembleRoster reads all people, joins them, and brings their values together.
func (r *reading) assembleRoster() {
	wanted := slices.Clone(r.opts.Dimensions)
	for _, t := range r.meeting.Targets {
		wanted = append(wanted, string(t.Dimension))
	}
	if r.people == nil {
		r.people = newPeople(r)
	}
	views := r.sheets(sheet.Roster)
	both := r.sheets(sheet.Both)
	if len(views) == 0 {
		for _, v := range r.sheets(sheet.Votes) {
			if v.givesPeople() {
				both = append(both, v)
			}
		}
	}
	for _, v := range append(views, both...) {
		r.people.addSheet(r.readPeople(v, wanted))
	}
	r.people.nearDuplicates()
	r.meeting.Roster = r.people.roster()
	r.resolveChoices()
	r.unifyGender(r.meeting.Roster)
	r.regionsFromCountries()
	r.checkDimensions()
	r.alignTargets()
}

// readCountries reads a sheet of countries with their regions, which overrides
// the scheme's own table.
func (r *reading) readCountries(v *sheetView) {
	country, region := v.Column(vocabulary.CountryName), v.Column(vocabulary.Region)
	if region == nil {
		return
	}
	if r.regions == nil {
		r.regions = make(map[string]string)
	}
	x := r.valueReader(v, region, planner.Region)
	for _, row := range v.Body {
		c, ok := vocabulary.CountryOf(country.Text(row))
		if !ok {
			r.found.add(r.valueFinding(planner.Country, country.Text(row),
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

// resolveChoices turns written preferences into IDs of groups or issues.
func (r *reading) resolveChoices() {
	ids := r.choiceIDs()
	for i := range r.meeting.Roster {
		p, rec := &r.meeting.Roster[i], &r.people.list[i]
		for _, c := range rec.choices {
			id, ok := ids[vocabulary.Compact(c.text)]
			switch {
			case ok && !slices.Contains(p.Choices, id):
				p.Choices = append(p.Choices, id)
			case ok:
			case len(ids) == 0 && (rec.view == nil || rec.view.Has(vocabulary.Prefs)):
				p.Choices = append(p.Choices, c.text)
			case len(ids) > 0 && !vocabulary.IsMissing(c.text) && rec.view != nil && !rec.view.kind.HasVotes():
				text := quote(c.text) + " is none of the groups or issues listed. " +
					didYouMean(c.text, r.choiceNames())
				r.found.add(planner.Finding{
					Code: CodeGroupUnknown, Severity: planner.Warning, Where: c.where, Seen: c.text,
					Text: strings.TrimSpace(text), Fix: "Correct the cells.",
				})
			}
		}
	}
}

// choiceIDs maps the names and IDs of groups, or else of issues, to their IDs.
func (r *reading) choiceIDs() map[string]string {
	if len(r.meeting.Groups) > 0 {
		return groupIDs(r.meeting.Groups)
	}
	ids := issuesByName(r.meeting.Issues)
	for _, x := range r.meeting.Issues {
		ids[vocabulary.Compact(x.ID)] = x.ID
	}
	return ids
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

// issuesByName maps the names of issues to their IDs.
func issuesByName(issues []planner.Issue) map[string]string {
	ids := make(map[string]string)
	for _, x := range issues {
		ids[vocabulary.Compact(x.Name)] = x.ID
	}
	return ids
}

func (r *reading) choiceNames() []string {
	var out []string
	for _, g := range r.meeting.Groups {
		out = append(out, g.ID, g.Topic)
	}
	for _, x := range r.meeting.Issues {
		out = append(out, x.ID, x.Name)
	}
	return out
}

// checkDimensions reports names given with --dimension that no table has.
func (r *reading) checkDimensions() {
	heads := columnHeaders(r.sheets(sheet.Roster, sheet.Both, sheet.Votes))
	for _, d := range r.opts.Dimensions {
		if slices.ContainsFunc(heads, func(h string) bool { return vocabulary.Compact(h) == vocabulary.Compact(d) }) {
			continue
		}
		r.found.add(planner.Finding{
			Code: CodeDimensionUnknown, Severity: planner.Error, Seen: d,
			Text: "--dimension " + quote(d) + ": no table of people has such a column.", Fix: didYouMean(d, heads),
		})
	}
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
func (r *reading) checkMappings() {
	for _, m := range r.columnMap {
		if m.used {
			continue
		}
		var heads []string
		for _, f := range r.files {
			heads = append(heads, columnHeaders(f.sheets)...)
		}
		r.found.add(planner.Finding{
			Code: CodeMapUnused, Severity: planner.Error, Seen: m.from,
			Text: "--map " + quote(string(m.meaning.Meaning)+"="+m.from) +
				": no column is headed " + quote(m.from) + ".",
			Fix: didYouMean(m.from, heads),
		})
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
