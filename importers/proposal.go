package importers

import (
	"cmp"
	"fmt"
	"slices"

	"roundtable/importers/people"
	"roundtable/importers/proposal"
	"roundtable/importers/sheet"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// proposalOptions reads values as the user's mappings and scheme say.
func proposalOptions(r *reading, file string) proposal.Options {
	return proposal.Options{File: file, Value: func(d planner.Dimension, text string) vocabulary.ValueMatch {
		if mapped, ok := r.valueMap[vocabulary.Compact(text)]; ok {
			text = mapped
		}
		if d == planner.Region {
			return vocabulary.RegionOf(r.opts.Scheme, text)
		}
		return vocabulary.Value(d, text)
	}}
}

// readProposal reads the text of a proposal into the meeting. Of several
// proposals the first gives title, format, length, agenda and goals.
func (r *reading) readProposal(f *fileView, file, text, why string) {
	p := proposal.Read(text, proposalOptions(r, file))
	f.kind = sheet.Proposal
	view := &sheetView{
		file: f, Model: sheet.OfText(file), kind: sheet.Proposal, why: why, proposal: p,
		text: proposalAccount(file, p),
	}
	f.sheets = []*sheetView{view}
	r.found.add(p.Findings...)
	m := r.meeting
	if m.Title == "" && !f.pool {
		m.Event, m.Title, m.Format, m.Minutes = p.Event, p.Title, p.Format, p.Minutes
		m.Agenda, m.Goals, m.OpenSeats, m.When = p.Agenda, p.Goals, p.Seats, p.When
		if p.When.End > 0 {
			r.found.add(planner.Finding{
				Code: CodeCourse, Form: "hours", Severity: planner.Note, Where: view.SheetRef(),
				Args: facts{"hour": fmt.Sprintf("%02d:%02d", p.When.Start/60, p.When.Start%60)},
			})
		}
	}
	r.proposed = append(r.proposed, proposalRecords(r, p, view))
	if f.pool {
		return
	}
	for _, q := range p.Questions {
		if r.issueIDs[q.ID] {
			q.ID = "" // another proposal has a Q1 as well
		}
		r.addIssue(q)
	}
}

// proposalRecords are the people of a proposal. Somebody in several roles is one
// person; where two lines disagree the first is kept and it is said.
func proposalRecords(r *reading, p *proposal.Proposal, view *sheetView) []record {
	var out []record
	index := make(map[string]int) // by name
	said := make(map[*proposal.Person]int)
	for i := range p.People {
		x := &p.People[i]
		where := planner.Ref{File: view.File, Cell: fmt.Sprintf("line %d", x.Line)}
		for _, u := range x.Unread {
			r.found.add(valueFinding(r.opts.Scheme, u.Dimension, u.Text, u.Match, where))
		}
		if x.Updated || x.Away {
			continue
		}
		rec := proposalRecord(x, view, where)
		k, again := index[rec.nameKey]
		if again && rec.nameKey != "" {
			addRole(r, &out[k], &rec)
		} else {
			k = len(out)
			index[rec.nameKey] = k
			out = append(out, rec)
		}
		said[x] = k
	}
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		var missing []planner.Ref
		for i := range p.People {
			x := &p.People[i]
			if k, counts := said[x]; counts && x.Blank(d) && !tells(r, &out[k], d) {
				missing = append(missing, planner.Ref{File: view.File, Cell: fmt.Sprintf("line %d", x.Line)})
			}
		}
		form := "group"
		if d == planner.Region {
			form = "region"
		}
		if n := len(missing); n > 0 {
			r.found.add(planner.Finding{
				Code: CodeValueMissing, Form: form, Severity: planner.Warning, Where: missing[0], Also: missing[1:],
				Args: facts{"n": n},
			})
		}
	}
	return out
}

// tells reports whether another line of a person, or the country, tells a value.
func tells(r *reading, rec *record, d planner.Dimension) bool {
	return len(rec.Values[d]) > 0 || d == planner.Region && regionByCountry(r, rec) != ""
}

func proposalRecord(x *proposal.Person, view *sheetView, where planner.Ref) record {
	rec := record{view: view, nameKey: people.Key(x.Name), noName: x.Name == ""}
	rec.Name, rec.Roles, rec.Where = x.Name, []planner.Role{x.Role}, where
	rec.Values = make(map[planner.Dimension][]string)
	for d, v := range map[planner.Dimension]string{
		planner.Stakeholder: x.Stakeholder, planner.Region: x.Region, planner.Organisation: x.Affiliation,
		planner.Country: x.Country, planner.Gender: x.Gender, planner.Attendance: x.Attendance,
	} {
		if v != "" {
			rec.Values[d] = []string{v}
		}
	}
	if rec.noName {
		rec.seat = x.Label()
	}
	return rec
}

// addRole adds a further role of a person, and the values it fills.
func addRole(r *reading, old, rec *record) {
	old.takeOver(rec)
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		if a, b := old.Values[d], rec.Values[d]; len(b) > 0 && !slices.Equal(a, b) {
			r.found.add(planner.Finding{
				Code: CodePersonConflict, Severity: planner.Warning, Where: rec.Where, Also: []planner.Ref{old.Where},
				Seen: b[0],
				Form: "line", Args: facts{
					"person": clip(old.Name), "here": planner.ValueName(clip(b[0])),
					"elsewhere": planner.ValueName(clip(a[0])),
				},
			})
		}
	}
}

// countProposal counts the people of a proposal by role, and by role and group.
func countProposal(p *proposal.Proposal) map[string]map[string]int {
	out := map[string]map[string]int{"role": {}}
	for _, x := range p.People {
		if x.Updated || x.Away {
			continue
		}
		region := x.Region
		if x.NoRegion {
			region = planner.Intergovernmental // as listed; it is no regional group
		}
		role := string(x.Role)
		for key, value := range map[string]string{
			"role": role, role + " stakeholder": x.Stakeholder, role + " region": region,
		} {
			if out[key] == nil {
				out[key] = make(map[string]int)
			}
			out[key][cmp.Or(value, blank)]++
		}
	}
	return out
}
