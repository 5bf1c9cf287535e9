package importers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"roundtable/importers/people"
	"roundtable/importers/sheet"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// lists reads what people vote on and choose from: issues, working groups, pairs.
type lists struct {
	found      *findings
	meeting    *planner.Meeting
	issueIDs   map[string]bool
	issueNames map[string]int // compact name → place in the list
	only       []onlyFor
}

func newLists(found *findings, m *planner.Meeting) lists {
	return lists{found: found, meeting: m, issueIDs: make(map[string]bool), issueNames: make(map[string]int)}
}

// readIssues reads a sheet of issues: an ID and a wording, or wordings alone,
// which are then called Q1, Q2 and so on.
func (r *lists) readIssues(v *sheetView) {
	id := v.Column(vocabulary.ID)
	name := v.First(vocabulary.Topic, vocabulary.Text, vocabulary.Issue, vocabulary.Name)
	if id == nil && name != v.Column(vocabulary.Issue) {
		id = v.Column(vocabulary.Issue) // "issue, topic"
	}
	for _, row := range v.Body {
		x := planner.Issue{ID: id.Text(row), Name: cmp.Or(name.Text(row), id.Text(row)), Where: v.Ref(name.At(row))}
		if x.Name == "" {
			continue // nothing but remarks in this row
		}
		if c := v.Headed("moderated"); c != nil && c.Text(row) == "-1" {
			r.found.add(planner.Finding{
				Code: CodeIssueModerated, Severity: planner.Note, Where: x.Where,
			})
			continue
		}
		x.Values = issueValues(v, row, id, name)
		r.addIssue(x)
	}
}

// issueValues are what the other columns say of an issue: the organisation or group of a
// candidate, by dimension, and columns of a few values each by their header.
func issueValues(v *sheetView, row table.Row, id, name *sheet.Column) map[planner.Dimension]string {
	var out map[planner.Dimension]string
	for _, c := range v.Columns {
		d, known := c.Match.Meaning.Dimension()
		if !known {
			d = planner.Dimension(strings.ToLower(c.Header))
		}
		text := c.Text(row)
		if c == id || c == name || c.Twin != nil || c.Values == nil || d == "" || vocabulary.IsMissing(text) {
			continue
		}
		if value := vocabulary.Value(d, text); known && value.OK() {
			text = value.Value
		}
		if out == nil {
			out = make(map[planner.Dimension]string)
		}
		out[d] = text
	}
	return out
}

// addIssue adds an issue under a unique ID; one listed twice counts once.
func (r *lists) addIssue(x planner.Issue) {
	name := vocabulary.Compact(x.Name)
	if i, ok := r.issueNames[name]; ok && (x.ID == "" || x.ID == r.meeting.Issues[i].ID) {
		r.found.add(planner.Finding{
			Code: CodeIssueRepeated, Severity: planner.Warning, Where: x.Where,
			Also: []planner.Ref{r.meeting.Issues[i].Where}, Seen: x.Name,
			Args: facts{"issue": clip(x.Name)},
		})
		return
	}
	if r.issueIDs[x.ID] {
		r.found.add(planner.Finding{
			Code: CodeIDRepeated, Severity: planner.Error, Where: x.Where, Seen: x.ID,
			Form: "issues", Args: facts{"id": clip(x.ID)},
		})
		x.ID = ""
	}
	if x.ID == "" {
		x.ID = firstFree("Q%d", len(r.meeting.Issues)+1, func(id string) bool { return r.issueIDs[id] })
	}
	r.issueIDs[x.ID] = true
	if _, ok := r.issueNames[name]; !ok {
		r.issueNames[name] = len(r.meeting.Issues)
	}
	r.meeting.Issues = append(r.meeting.Issues, x)
}

// firstFree is the first ID of a format, from a number on, that is not taken.
func firstFree(format string, n int, taken func(string) bool) string {
	for taken(fmt.Sprintf(format, n)) {
		n++
	}
	return fmt.Sprintf(format, n)
}

// readGroups reads a sheet of working groups: ID, topic, sizes, chairs.
func (r *lists) readGroups(v *sheetView) {
	topic := v.First(vocabulary.Topic, vocabulary.Name, vocabulary.Text, vocabulary.Issue)
	id := v.First(vocabulary.ID, vocabulary.Group)
	groupColumns(v)
	for _, row := range v.Body {
		g := planner.GroupSpec{
			ID: id.Text(row), Topic: cmp.Or(topic.Text(row), id.Text(row)),
			Where: v.Ref(row.Cell(sheet.FirstFilled(row))),
		}
		if c := v.Column(vocabulary.Issue); c != nil && c != topic {
			g.Issue = c.Text(row)
		}
		low, _ := wholeNumber(r.found, v, vocabulary.MinSize, row)
		high, hasHigh := wholeNumber(r.found, v, vocabulary.MaxSize, row)
		low, high = r.places(v, row, low, high, hasHigh)
		g.Size = planner.Range{Min: low, Max: high}
		g.Chairs, _ = wholeNumber(r.found, v, vocabulary.Chairs, row)
		if c := v.Column(vocabulary.Optional); c != nil {
			a, _ := vocabulary.YesNo(c.Text(row))
			g.Optional = a == planner.Yes
		}
		g.Slot, g.Supervisor = v.Column(vocabulary.Slot).Text(row), v.Column(vocabulary.Supervisor).Text(row)
		g.MostOpen, _ = wholeNumber(r.found, v, vocabulary.MostOpen, row)
		g.Conveners = listOf(v.Column(vocabulary.Convener).Text(row))
		if g.Topic == "" {
			continue
		}
		if high > 0 && low > high {
			r.found.add(planner.Finding{
				Code: CodeGroupSize, Form: "order", Severity: planner.Error, Where: g.Where, Seen: fmt.Sprint(low),
				Args: facts{"group": clip(g.Topic), "min": low, "max": high},
			})
		}
		r.addGroup(g)
		if c := v.Column(vocabulary.OnlyFor); c.Text(row) != "" {
			at := &r.meeting.Groups[len(r.meeting.Groups)-1]
			r.only = append(r.only, onlyFor{at.ID, c.Text(row), v.Ref(c.At(row))})
		}
	}
}

// onlyFor is a cell that says whom a group is for.
type onlyFor struct {
	group, text string
	where       planner.Ref
}

// nameInGroups finds the people whom groups name: their conveners, and those whom a
// group is for, where it is not for people of a kind.
func (r *reading) nameInGroups() {
	for i := range r.meeting.Groups {
		g := &r.meeting.Groups[i]
		for k, name := range g.Conveners {
			id, ok := r.personNamed(name, g.Where)
			if ok {
				g.Conveners[k] = id
			}
		}
	}
	words := r.targetWords()
	for _, x := range r.only {
		t, err := words.Rule("", x.text, "")
		if err == nil && t.Kind == planner.Count {
			t.MinShare, t.TierGiven, t.Group, t.Where = planner.Percent(100), true, x.group, x.where
			t.ID = x.group + " only for " + x.text
			asked := planner.Meeting{Roster: r.meeting.Roster, Targets: []planner.Target{t}}
			alignTargets(&asked, r.opts.Scheme, r.letters, r.found)
			r.meeting.Targets = append(r.meeting.Targets, asked.Targets...)
			continue
		}
		var in []string
		for _, name := range listOf(x.text) {
			if id, ok := r.personNamed(name, x.where); ok {
				in = append(in, id)
			}
		}
		for i := range r.meeting.Roster {
			if p := &r.meeting.Roster[i]; len(in) > 0 && !slices.Contains(in, p.ID) {
				p.KeptOutOf = append(p.KeptOutOf, x.group)
			}
		}
	}
}

// places reads the one cell that says how many fit in a group: "8", "4-8", "at
// least 3".
func (r *lists) places(v *sheetView, row table.Row, low, high int, hasHigh bool) (from, to int) {
	if s, plain, ok := vocabulary.ParseSpan(v.Column(vocabulary.Capacity).Text(row)); ok && !plain {
		if s.From > 0 {
			low = s.From
		}
		if s.To != vocabulary.Unbounded {
			high = s.To
		}
		return low, high
	}
	if n, ok := wholeNumber(r.found, v, vocabulary.Capacity, row); ok && !hasHigh {
		high = n
	}
	return low, high
}

func (r *lists) addGroup(g planner.GroupSpec) {
	taken := func(id string) bool {
		return slices.ContainsFunc(r.meeting.Groups, func(x planner.GroupSpec) bool { return x.ID == id })
	}
	if g.ID != "" && taken(g.ID) {
		r.found.add(planner.Finding{
			Code: CodeIDRepeated, Severity: planner.Error, Where: g.Where, Seen: g.ID,
			Form: "groups", Args: facts{"id": clip(g.ID)},
		})
		g.ID = ""
	}
	if g.ID == "" {
		g.ID = firstFree("G%02d", len(r.meeting.Groups)+1, taken)
	}
	r.meeting.Groups = append(r.meeting.Groups, g)
}

// resolveGroups turns the groups named by targets and people into group IDs and
// the issues named by groups into issue IDs, and reports what is not listed.
func (r *lists) resolveGroups() {
	groups := groupList(r.meeting.Groups)
	for i := range r.meeting.Targets {
		t := &r.meeting.Targets[i]
		if t.Group == "" || t.Group == planner.EveryGroup {
			continue
		}
		at, near := groups.find(t.Group)
		if at >= 0 {
			t.Group = groups[at].ID
		} else if len(groups) > 0 {
			r.found.add(groups.suggest(planner.Finding{
				Code: CodeTargetGroup, Form: "listed", Severity: planner.Error, Where: t.Where, Seen: t.Group,
				Args: facts{"text": clip(t.Group)},
			}, t.Group, near))
		}
	}
	names, issues := issuesByName(r.meeting.Issues), issueIDs(r.meeting.Issues)
	for i := range r.meeting.Groups {
		g := &r.meeting.Groups[i]
		if id, ok := issues[vocabulary.Compact(g.Issue)]; ok && g.Issue != "" {
			g.Issue = id
		} else if id, ok := names[vocabulary.Compact(g.Topic)]; ok && g.Issue == "" {
			g.Issue = id
		}
	}
}

// groupNames are the IDs and topics of groups.
func groupNames(groups []planner.GroupSpec) []string {
	var out []string
	for _, g := range groups {
		out = append(out, g.ID, g.Topic)
	}
	return out
}

// readPairs reads a sheet of pairs: two people and whether they go together.
func readPairs(r *reading, v *sheetView) {
	ca, cb, kind := v.Column(vocabulary.PairA), v.Column(vocabulary.PairB), v.Column(vocabulary.Kind)
	for _, row := range v.Body {
		pair := planner.Pair{A: paired(r, v, ca, row), B: paired(r, v, cb, row), Where: v.Ref(ca.At(row))}
		switch text := cmp.Or(kind.Text(row), v.relation); {
		case text == "", apartWord.Is(text):
			pair.Kind = planner.Apart
		case togetherWord.Is(text):
			pair.Kind = planner.Together
		default:
			r.found.add(planner.Finding{
				Code: CodeValueUnknown, Severity: planner.Error, Where: v.Ref(kind.At(row)), Seen: text,
				Form: "pair", Args: facts{"text": clip(text)},
			})
			continue
		}
		if pair.A != "" && pair.B != "" {
			r.meeting.Pairs = append(r.meeting.Pairs, pair)
		}
	}
}

// How two people go together.
const (
	apartWord    vocabulary.List = "tables/apart"
	togetherWord vocabulary.List = "tables/together"
)

// paired is the ID of the person in a cell: by ID or by a name that only one
// person has; as written where that is nobody, which is reported.
func paired(r *reading, v *sheetView, c *sheet.Column, row table.Row) string {
	text := c.Text(row)
	id, _ := r.personNamed(text, v.Ref(c.At(row)))
	return cmp.Or(id, text)
}

// personNamed is the ID of the person whom a text names by name or ID; that it is nobody
// is reported.
func (r *reading) personNamed(text string, where planner.Ref) (id string, ok bool) {
	i, ok := r.people.called(text)
	if !ok {
		i, ok = r.people.byID[people.Key(text)]
	}
	if ok && text != "" {
		return r.meeting.Roster[i].ID, true
	}
	if len(r.meeting.Roster) > 0 {
		if same := r.people.byName[people.Key(text)]; len(same) > 1 {
			r.found.add(planner.Finding{
				Code: CodePairUnknown, Severity: planner.Error, Where: where, Seen: text,
				Form: "several", Args: facts{"n": len(same), "name": clip(text)},
			})
			return "", false
		}
		r.found.add(suggestingOf(planner.Finding{
			Code: CodePairUnknown, Form: "unlisted", Severity: planner.Error, Where: where, Seen: text,
			Args: facts{"name": clip(text)},
		}, text, r.people.words(r.meeting.Roster)))
	}
	return "", false
}
