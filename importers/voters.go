package importers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/people"
	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Join says by what the rows of one table were found in another.
type Join struct {
	From    string `json:"from"`
	To      string `json:"to"`
	By      string `json:"by"` // header of the column of To
	Matched int    `json:"matched"`
	Of      int    `json:"of"`
	What    string `json:"what"` // ballots or people
}

// voterJoin finds the people who cast the ballots.
type voterJoin struct {
	r      *reading
	p      *persons
	tables []*keyTable                // of people
	found  map[*sheetView]*voterTable // by the sheet of votes
}

// keyTable is a list of people with the columns that may name them.
type keyTable struct {
	*people.Table
	v *sheetView
}

// voterTable is a sheet of votes found in a list of people.
type voterTable struct {
	*people.Pair
	to *sheetView
}

func keysOf(v *sheetView) *keyTable {
	votes := map[int]bool{}
	if v.kind.HasVotes() {
		votes = v.votes.columns()
	}
	return &keyTable{people.NewTable(v.Model, v.who(), votes), v}
}

// newVoterJoin settles by which columns tables are joined, before anything is read
// from them: a column that is found so is the ID of its people.
func newVoterJoin(r *reading) *voterJoin {
	j := &voterJoin{r: r, p: r.people, found: make(map[*sheetView]*voterTable)}
	lists, votes := r.files.everySheet(sheet.Roster, sheet.Both), r.files.sheets(sheet.Votes)
	if len(lists) == 0 || len(lists)+len(votes) < 2 {
		return j // nothing to join
	}
	for _, v := range lists {
		t := keysOf(v)
		id := v.Column(vocabulary.ID)
		v.countsRows = slices.ContainsFunc(t.Columns, func(k *people.Column) bool {
			return id != nil && k.Column == id && k.CountsRows()
		})
		j.joinPeople(t)
		j.tables = append(j.tables, t)
	}
	for _, v := range votes {
		if !r.opts.Anonymous {
			j.joinVotes(v)
		}
	}
	return j
}

// joinPeople looks for columns of IDs that a list of people shares with an earlier
// one. Row numbers never join a pool.
func (j *voterJoin) joinPeople(t *keyTable) {
	for _, other := range j.tables {
		pair := people.Best(t.Table, other.Table)
		if pair == nil || pair.From.IsName || pair.To.IsName ||
			2*pair.Matched < min(len(t.v.Body), len(other.v.Body)) {
			continue
		}
		if pair.From.CountsRows() && pair.To.CountsRows() {
			if t.v.isPool() == other.v.isPool() {
				j.p.numbered[[2]*sheetView{other.v, t.v}] = true
			}
			continue
		}
		t.v.promote(pair.From)
		other.v.promote(pair.To)
	}
}

// promote makes a column found the ID of the people of its table.
func (v *sheetView) promote(k *people.Column) {
	c := k.Column
	if c == nil || k.IsName || c.Match.Meaning.IsContact() || c.Is(vocabulary.ID) {
		return
	}
	if old := v.Column(vocabulary.ID); old != nil {
		old.Twin = c
	}
	c.Match, c.How, c.Twin = vocabulary.Match{Meaning: vocabulary.ID, Confidence: 1}, sheet.ByValues, nil
	v.names = nil
}

// joinVotes looks for the column by which most voters are found in a list of
// people, and has the votes read with it.
func (j *voterJoin) joinVotes(v *sheetView) {
	t := keysOf(v)
	var best *voterTable
	for _, other := range j.tables {
		if other.v.isPool() {
			continue
		}
		if pair := people.Best(t.Table, other.Table); pair != nil && (best == nil || pair.Matched > best.Matched) {
			best = &voterTable{pair, other.v}
		}
	}
	if best == nil {
		return
	}
	j.found[v] = best
	if !best.From.IsName {
		best.to.promote(best.To)
	}
	if best.To.Column != nil && best.To.Column == best.to.Column(vocabulary.ID) {
		best.to.countsRows = false
	}
	if best.From.Column != nil {
		best.From.Used = "voters"
		v.votes.voter = best.From.Col
		j.r.recogniseVotes(v)
	}
	if rows, by := best.Contradicts(); len(rows) > 0 {
		var names []string
		var places []planner.Ref
		for _, row := range rows {
			names, places = append(names, v.rowName(row)), append(places, v.Ref(by.At(row)))
		}
		j.r.found.addAt(planner.Finding{
			Code: CodePersonConflict, Form: "keys", Severity: planner.Warning, Args: facts{
				"n": len(rows), "by": clip(best.From.Label), "another": clip(by.Label), "column": by.Label,
				"names": planner.QuotedSome{Texts: clipped(names), Shown: 5},
			},
		}, places)
	}
}

// of finds the person of a ballot.
func (j *voterJoin) of(v *sheetView, x *planner.Ballot) (int, bool) {
	number, _, _ := table.ParseRef(x.Where.Cell)
	if i, ok := j.p.at[rowKey{v, number, 0}]; ok && v != nil {
		return i, true // the sheet lists its people itself
	}
	if pair := j.found[v]; pair != nil {
		if row, ok := pair.Of(rowOf(x.Where), x.Voter); ok {
			i, ok := j.p.at[rowKey{pair.to, row.Number, 0}]
			return i, ok
		}
	}
	if j.r.opts.Anonymous {
		return 0, false
	}
	return j.p.called(x.Voter)
}

// rowOf is the row of a place, which may be no cell but "row 7".
func rowOf(ref planner.Ref) int {
	if row, ok := strings.CutPrefix(ref.Cell, "row "); ok {
		n, _ := strconv.Atoi(row) // 0 is no row
		return n
	}
	n, _, _ := table.ParseRef(ref.Cell)
	return n
}

// called finds a person by an ID of their own, an e-mail address, or a name that
// only one has.
func (p *persons) called(text string) (int, bool) {
	key := people.Key(text)
	if key == "" {
		return 0, false
	}
	if i, ok := p.byID[key]; ok && p.list[i].givenID && !p.list[i].isNumbered() {
		return i, true
	}
	if same := p.byEmail[key]; len(same) > 0 {
		return same[0], true
	}
	if same := p.byName[key]; len(same) == 1 {
		return same[0], true
	}
	return 0, false
}

// join gives ballots the group and region of their voters in the roster, where the
// ballot itself does not say, and lists voters who are not in it. A voter whose
// ballot names them otherwise than the roster is called by ID from here on, so that
// of several ballots of a person the latest counts, whatever they are called there.
func (j *voterJoin) join(c *castVotes) {
	r, b := j.r, c.Ballots
	if b.Len() == 0 || len(r.meeting.Roster) == 0 && len(r.valueMap) == 0 {
		return
	}
	t := &joinTally{view: c.view, called: make(map[int]string), renamed: make(map[int]bool)}
	who := j.whose(c, t)
	out := planner.NewBallots(b.Issues())
	out.Scale = b.Scale
	c.written = make(map[int]string)
	for i, k := range who {
		x := b.At(i)
		if group, ok := r.valueMap[vocabulary.Compact(x.Group)]; ok {
			x.Group = group
		}
		switch {
		case k >= 0:
			if isEmail(x.Voter) && r.meeting.Roster[k].Name == "" {
				c.written[i] = mailbox(x.Voter)
			}
			j.take(&x, k, t)
		case x.Voter != "":
			t.names, t.left = append(t.names, vocabulary.MaskAddress(x.Voter)), append(t.left, x.Where)
			if j.isTaken(x.Voter) {
				x.Voter = "voter " + x.Voter
			}
		}
		out.Add(x)
	}
	c.Ballots, c.who = out, who
	j.report(t)
}

// whose finds the people of the ballots, -1 for nobody who is listed.
func (j *voterJoin) whose(c *castVotes, t *joinTally) []int {
	who := make([]int, c.Ballots.Len())
	for i := range who {
		x := c.Ballots.At(i)
		k, ok := j.of(c.view, &x)
		if !ok {
			who[i] = -1
			continue
		}
		t.matched++
		who[i], t.first = k, k
		if called, again := t.called[k]; again && people.Key(called) != people.Key(x.Voter) {
			t.renamed[k] = true
		}
		t.called[k] = x.Voter
	}
	return who
}

// joinTally is what became of the ballots of one sheet.
type joinTally struct {
	view    *sheetView
	matched int
	first   int            // one of those they belong to
	called  map[int]string // by person, as on the latest ballot
	renamed map[int]bool   // people with ballots under different names
	names   []string
	left    []planner.Ref
	again   []ballotOf // ballots of these
	groups  []ballotOf // that state another group than the list of people
}

// ballotOf is a ballot of a person of the roster.
type ballotOf struct {
	who   int
	where planner.Ref
}

// take gives a ballot what the roster says of its voter.
func (j *voterJoin) take(x *planner.Ballot, k int, t *joinTally) {
	p := &j.r.meeting.Roster[k]
	byName := p.Name != "" && strings.EqualFold(x.Voter, p.Name) && len(j.p.byName[people.Key(p.Name)]) == 1
	if t.renamed[k] {
		t.again = append(t.again, ballotOf{k, x.Where})
	}
	if t.renamed[k] || !byName && !strings.EqualFold(x.Voter, p.ID) {
		x.Voter = p.ID
	}
	for d, given := range map[planner.Dimension]*string{
		planner.Stakeholder: &x.Group, planner.Region: &x.Region, planner.Organisation: &x.Organisation,
	} {
		known, ok := p.Value(d)
		if *given == "" {
			*given = known
		} else if d == planner.Stakeholder && ok && vocabulary.Compact(known) != vocabulary.Compact(*given) {
			t.groups = append(t.groups, ballotOf{k, x.Where})
		}
	}
}

// sayBallots warns of ballots of people, one finding for all of them.
func (j *voterJoin) sayBallots(list []ballotOf, code string) {
	if len(list) == 0 {
		return
	}
	var names []string
	var places []planner.Ref
	for _, x := range list {
		places = append(places, x.where)
		if label := j.r.meeting.Roster[x.who].Label(); !slices.Contains(names, label) {
			names = append(names, label)
		}
	}
	j.r.found.addAt(planner.Finding{
		Code: code, Form: "ballots", Severity: planner.Warning, Seen: names[0],
		Args: facts{"names": planner.QuotedSome{Texts: clipped(names), Shown: 5}},
	}, places)
}

// isTaken reports whether the text of a voter who is nobody listed reads like the
// ID or name of somebody who is.
func (j *voterJoin) isTaken(text string) bool {
	_, id := j.p.byID[people.Key(text)]
	return id || len(j.p.byName[people.Key(text)]) > 0
}

// shareJoined is the part of the ballots below which a join is doubtful.
const shareJoined = 0.8

// report accounts for the ballots of a sheet, and asks where none was found though
// they carry an ID or a name.
func (j *voterJoin) report(t *joinTally) {
	r, v := j.r, t.view
	j.sayBallots(t.again, CodeVoterRepeated)
	if v != nil && v.kind == sheet.Votes {
		j.sayBallots(t.groups, CodePersonConflict)
	}
	others := slices.DeleteFunc(r.files.sheets(sheet.Roster, sheet.Proposal, sheet.Both),
		func(x *sheetView) bool { return x == v })
	if v == nil || len(others) == 0 || r.opts.Anonymous {
		return
	}
	of := t.matched + len(t.left)
	if t.matched > 0 && v.kind == sheet.Votes {
		to, by := j.p.list[t.first].view.tableName(), "name"
		if pair := j.found[v]; pair != nil {
			to, by = pair.to.tableName(), pair.To.Label
		}
		r.joins = append(r.joins, Join{
			From: v.tableName(), To: to, By: by, Matched: t.matched, Of: of, What: "ballots",
		})
	}
	switch {
	case t.matched == 0 && v.kind == sheet.Votes:
		j.ask(t, others)
	case len(t.left) > 0:
		f := planner.Finding{
			Code: CodeVotesUnmatched, Form: "voters", Severity: planner.Warning, Where: t.left[0], Also: t.left[1:],
			Seen: t.names[0],
		}
		f.Args = facts{
			"n": len(t.left), "names": planner.QuotedSome{Texts: clipped(t.names), Shown: 5},
			"found": t.matched, "of": of,
		}
		if float64(t.matched) < shareJoined*float64(of) {
			f.Form = "most"
		}
		r.found.add(f)
	}
}

// ask asks how ballots and people belong together. Answers that are only numbered
// by the form carry nothing by which they could be found.
func (j *voterJoin) ask(t *joinTally, others []*sheetView) {
	var tried []string
	numbered, counted := true, false
	for _, k := range keysOf(t.view).Columns {
		if k.Identifies() {
			tried = append(tried, k.Label)
			counted = counted || k.IsNumbers()
			numbered = numbered && k.IsNumbers() && (t.view.isSurvey() || k.NumbersAnswers())
		}
	}
	f := planner.Finding{
		Code: CodeVotesNotJoined, Severity: planner.Error, Asks: true, Where: t.view.SheetRef(),
		Args: facts{"table": others[0].tableName(), "column": append(tried, "Badge")[0]},
	}
	f.Form = "nobody"
	keys := func(labels []string, none string) any {
		if len(labels) == 0 {
			return planner.Told{Code: none}
		}
		return planner.Quoted(clipped(labels))
	}
	switch {
	case len(tried) == 0 && len(t.names) == 0:
		return // nothing says who voted
	case len(tried) > 0 && numbered:
		f.Severity, f.Asks = planner.Warning, false
		f.Form, f.Args = "numbered", nil
	default:
		f.Args["tried"], f.Args["among"] = keys(tried, "their-names"), keys(j.labels(), "names-listed")
		if len(t.names) > 0 {
			f.Form += "-called"
			f.Args["names"] = planner.QuotedSome{Texts: clipped(t.names), Shown: 3}
		}
		if counted {
			f.Form += "-counted"
		}
	}
	j.r.found.add(f)
}

// labels are the columns of the lists of people in which voters were looked for.
func (j *voterJoin) labels() []string {
	var out []string
	for _, t := range j.tables {
		for _, k := range t.Columns {
			if !t.v.isPool() && !slices.Contains(out, k.Label) {
				out = append(out, k.Label)
			}
		}
	}
	return out
}

// hideAddresses names voters who are known by an e-mail address alone by the part
// before the @, numbered where two addresses share it: addresses stay in this
// package. Ballots of one address keep one name.
func hideAddresses(m *planner.Meeting) {
	b := m.Ballots
	taken, found := make(map[string]bool), false
	for i := range b.Len() {
		if voter := b.At(i).Voter; isEmail(voter) {
			found = true
		} else if voter != "" {
			taken[vocabulary.Fold(voter)] = true
		}
	}
	if !found {
		return
	}
	names := make(map[string]string) // folded address → name
	out := planner.NewBallots(b.Issues())
	out.Scale = b.Scale
	for i := range b.Len() {
		x := b.At(i)
		if isEmail(x.Voter) {
			key := vocabulary.Fold(x.Voter)
			if names[key] == "" {
				name := mailbox(x.Voter)
				for n := 2; taken[vocabulary.Fold(name)]; n++ {
					name = fmt.Sprintf("%s (%d)", mailbox(x.Voter), n)
				}
				names[key], taken[vocabulary.Fold(name)] = name, true
			}
			x.Voter = names[key]
		}
		out.Add(x)
	}
	m.Ballots = out
}

// mailbox is the part of an e-mail address before the @.
func mailbox(address string) string {
	box, _, _ := strings.Cut(address, "@")
	return box
}

// isSurvey reports whether the sheet is the export of a form: anonymous answers,
// each with its time.
func (v *sheetView) isSurvey() bool {
	return v.HasAny(vocabulary.Timestamp, vocabulary.StartTime) && !v.IsFilled(vocabulary.Name, vocabulary.FirstName)
}

// tableName is what a table is called in an account of joins.
func (v *sheetView) tableName() string {
	if v.Name == "" {
		return v.file.name
	}
	return v.file.name + " " + v.Name
}
