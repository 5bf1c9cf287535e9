package importers

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"roundtable/importers/sheet"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

var (
	inBrackets = regexp.MustCompile(`^(.*?)\s*\(([^()]*)\)$`)
	dashForm   = regexp.MustCompile(`^(.+?)\s*\(([^()]+)\)\s+-\s+(.+?)\s*\(([^()]+)\)$`)
	lockSign   = strings.NewReplacer("🔒", "", "🔓", "")
)

// person reads "Name, Affiliation, Stakeholder, Region" from the right end,
// because names and affiliations may hold commas. Where the right end names no
// group, the rest is name and affiliation. A line that consists of groups alone
// has no name.
func (p *proposal) person(n int, text string) proposalLine {
	x := proposalLine{Line: n}
	p.pending = nil
	text = vocabulary.Clean(lockSign.Replace(text))
	if m := dashForm.FindStringSubmatch(text); m != nil && isStakeholder(m[3]) && isRegion(m[4]) {
		text = strings.Join([]string{m[1], m[2], m[3], m[4]}, ",")
	}
	parts := strings.Split(text, ",")
	for i := range parts {
		parts[i] = vocabulary.Clean(parts[i])
	}
	parts = p.takeRegion(&x, parts)
	parts = p.takeStakeholder(&x, parts)
	if x.Stakeholder == "" && !x.asked && len(parts) >= 3 && isStakeholder(parts[1]) {
		// The 2017 order: name, stakeholder, organization.
		x.Stakeholder = p.value(planner.Stakeholder, parts[1], n).Value
		parts = slices.Delete(parts, 1, 2)
	}
	if len(parts) > 0 {
		x.Name = stripHonorific(parts[0])
		rest := slices.DeleteFunc(parts[1:], func(s string) bool { return s == "" })
		if aff := strings.Join(rest, ", "); aff != "" {
			x.Affiliation = aff
		}
	}
	x.nameless()
	return x
}

// nameless clears a name that says nobody, or that is a group or a region: such
// a line has no name.
func (x *proposalLine) nameless() {
	if group := vocabulary.Value(planner.Stakeholder, x.Name); group.OK() {
		x.Name = ""
		if x.Stakeholder == "" {
			x.Stakeholder = group.Value
		}
	} else if region := vocabulary.Value(planner.Region, x.Name); region.OK() {
		x.Name = ""
		if x.Region == "" {
			x.Region = region.Value
		}
	} else if vocabulary.IsMissing(strings.Trim(x.Name, "()[]")) {
		x.Name = ""
	}
}

// takeRegion takes the regional group from the right end, also from brackets
// behind the stakeholder group: "Civil Society (Western European Group)".
func (p *proposal) takeRegion(x *proposalLine, parts []string) []string {
	last := parts[len(parts)-1]
	if m := inBrackets.FindStringSubmatch(last); m != nil && isStakeholder(m[1]) && isRegion(m[2]) {
		parts = append(parts[:len(parts)-1], m[1], m[2])
		last = m[2]
	}
	m := vocabulary.RegionOf(p.r.opts.Scheme, last)
	switch {
	case m.OK():
		x.Region = m.Value
	case m.Status == vocabulary.NoGroup:
		// "Intergovernmental Organization" may be the stakeholder group instead,
		// where nothing before it is one.
		if len(parts) < 2 || !isStakeholder(parts[len(parts)-2]) {
			return parts
		}
		x.noRegion = true
		p.value(planner.Region, last, x.Line)
	case m.Status == vocabulary.Near && len(parts) > 1 && isStakeholder(parts[len(parts)-2]),
		m.Status == vocabulary.Ambiguous && len(parts) > 2 && isStakeholder(parts[len(parts)-2]):
		p.value(planner.Region, last, x.Line)
	case last == "" && len(parts) > 2: // "Name, ," and "Name, Civil Society,"
	default:
		return parts
	}
	return parts[:len(parts)-1]
}

// takeStakeholder takes the stakeholder group from the right end. A remark in
// brackets is the affiliation: "Governmental Organization (Canada CRTC)".
func (p *proposal) takeStakeholder(x *proposalLine, parts []string) []string {
	if len(parts) == 0 {
		return parts
	}
	last := parts[len(parts)-1]
	if last == "" && len(parts) > 1 {
		return parts[:len(parts)-1]
	}
	m := vocabulary.Value(planner.Stakeholder, last)
	regionGiven := x.Region != "" || x.noRegion
	switch {
	case m.OK(): // alone on the line it is a group without a name
		x.Stakeholder = m.Value
	case m.Status == vocabulary.Ambiguous && (regionGiven || len(parts) == 1),
		m.Status == vocabulary.Near && regionGiven && len(parts) > 1:
		x.Stakeholder = p.value(planner.Stakeholder, last, x.Line).Value
		x.asked = x.Stakeholder == ""
	default:
		return parts
	}
	parts = parts[:len(parts)-1]
	if b := inBrackets.FindStringSubmatch(last); b != nil && len(parts) > 0 {
		parts = append(parts, b[2])
	}
	return parts
}

// value reads a value; what cannot be taken is reported once the line is.
func (p *proposal) value(d planner.Dimension, text string, line int) vocabulary.ValueMatch {
	if mapped, ok := p.r.valueMap[vocabulary.Compact(text)]; ok {
		text = mapped
	}
	m := vocabulary.Value(d, text)
	if d == planner.Region {
		m = vocabulary.RegionOf(p.r.opts.Scheme, text)
	}
	if !m.OK() && m.Status != vocabulary.Missing {
		p.pending = append(p.pending, p.r.valueFinding(d, text, m, p.ref(line)))
	}
	return m
}

// stripHonorific drops forms of address before a name. One that may be a name
// as well ("Don") needs a full stop.
func stripHonorific(name string) string {
	for _, l := range []vocabulary.List{vocabulary.FormOfAddress, vocabulary.NameTitle, vocabulary.TitleOrName} {
		rest, ok := l.Begins(name)
		bare := strings.TrimLeft(rest, ". ")
		if ok && bare != "" && bare != rest && (l != vocabulary.TitleOrName || rest[0] == '.') {
			return stripHonorific(bare)
		}
	}
	return name
}

// report says what is missing from the list of people.
func (p *proposal) report() {
	unnamed := p.refs(func(x *proposalLine) bool { return !x.Updated && x.Name == "" })
	if len(unnamed) > 0 {
		p.r.found.add(planner.Finding{
			Code: CodeProposalNoName, Severity: planner.Note, Where: unnamed[0], Also: unnamed[1:],
			Text: fmt.Sprintf("%s listed by stakeholder group and region only, without a name; each counts as one person.",
				isAre(len(unnamed), "person")),
		})
	}
	listedRole := func(x *proposalLine) bool { return !x.Updated && (x.Role != planner.RoleOrganizer || x.Name == "") }
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		blank := p.refs(func(x *proposalLine) bool {
			if d == planner.Stakeholder {
				return listedRole(x) && x.Stakeholder == "" && !x.asked
			}
			return listedRole(x) && x.Region == "" && !x.noRegion
		})
		if len(blank) > 0 {
			p.r.found.add(planner.Finding{
				Code: CodeValueMissing, Severity: planner.Warning, Where: blank[0], Also: blank[1:],
				Text: fmt.Sprintf("%s listed without a %s; that counts as unknown.", isAre(len(blank), "person"),
					regionWord(d)),
				Fix: "Add it to the line.",
			})
		}
	}
	if updated := p.refs(func(x *proposalLine) bool { return x.Updated }); len(updated) > 0 {
		p.r.found.add(planner.Finding{
			Code: CodeProposalUpdated, Severity: planner.Warning, Where: updated[0], Also: updated[1:],
			Text: fmt.Sprintf("%s listed in a block of updated information; it was kept apart from the list as filed.",
				isAre(len(updated), "person")),
			Fix: "To judge the updated panel instead, put only that block into a file.",
		})
	}
}

func regionWord(d planner.Dimension) string {
	if d == planner.Region {
		return "regional group"
	}
	return d.Label()
}

func isAre(n int, one string) string { return count(n, one) + plural(n, " is", " are") }

// refs are the places of the lines for which is holds.
func (p *proposal) refs(is func(*proposalLine) bool) []planner.Ref {
	var out []planner.Ref
	for i := range p.lines {
		if is(&p.lines[i]) {
			out = append(out, p.ref(p.lines[i].Line))
		}
	}
	return out
}

// fill puts the proposal into the meeting. A person in several roles is one
// participant; where two lines disagree the first is kept and it is said.
func (p *proposal) fill(f *fileView) {
	m := p.r.meeting
	if m.Title == "" && !f.pool {
		m.Title, m.Format, m.Minutes = p.title, p.format, p.minutes
	}
	view := &sheetView{Model: &sheet.Model{File: p.file}, file: &fileView{name: p.file, pool: f.pool}, kind: sheet.Proposal}
	var order []*record
	byName := make(map[string]*record)
	for i := range p.lines {
		x := &p.lines[i]
		if x.Updated {
			continue
		}
		rec := p.record(x, view)
		old := byName[rec.nameKey]
		if rec.nameKey == "" || old == nil {
			byName[rec.nameKey] = rec
			order = append(order, rec)
			continue
		}
		p.mergeRoles(old, rec)
	}
	rows := make([]record, len(order))
	for i, rec := range order {
		rows[i] = *rec
	}
	p.r.proposed = append(p.r.proposed, rows)
	if f.pool {
		return
	}
	for _, q := range p.questions {
		if p.r.issueIDs[q.ID] {
			q.ID = "" // another proposal has a Q1 as well
		}
		p.r.addIssue(q)
	}
}

func (p *proposal) record(x *proposalLine, view *sheetView) *record {
	rec := &record{view: view, nameKey: nameKey(x.Name), noName: x.Name == ""}
	rec.Name, rec.Roles, rec.Where = x.Name, []planner.Role{x.Role}, p.ref(x.Line)
	rec.Values = make(map[planner.Dimension][]string)
	set := func(d planner.Dimension, v string) {
		if v != "" {
			rec.Values[d] = []string{v}
		}
	}
	set(planner.Stakeholder, x.Stakeholder)
	set(planner.Region, x.Region)
	set(planner.Organisation, x.Affiliation)
	set(planner.Country, x.Country)
	if rec.noName {
		label := string(x.Role)
		rec.seat = strings.ToUpper(label[:1]) + label[1:]
		if x.Number > 0 {
			rec.seat += fmt.Sprintf(" %d", x.Number)
		}
	}
	return rec
}

func (p *proposal) mergeRoles(old, rec *record) {
	for d, vs := range rec.Values {
		if len(old.Values[d]) == 0 {
			old.Values[d] = vs
		}
	}
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		if a, b := old.Values[d], rec.Values[d]; len(b) > 0 && !slices.Equal(a, b) {
			p.r.found.add(planner.Finding{
				Code: CodePersonConflict, Severity: planner.Warning, Where: rec.Where, Also: []planner.Ref{old.Where},
				Seen: b[0],
				Text: fmt.Sprintf("%s is listed as %s here but as %s elsewhere; the first was kept.", quote(old.Name),
					quote(b[0]), quote(a[0])),
				Fix: "Correct one of the two lines.",
			})
		}
	}
	if !slices.Contains(old.Roles, rec.Roles[0]) {
		old.Roles = append(old.Roles, rec.Roles[0])
	}
	old.extra = append(old.extra, rec.Where)
}
