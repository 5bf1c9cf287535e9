package importers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// voterJoin finds the people who cast the ballots.
type voterJoin struct {
	r      *reading
	p      *people
	tables []*keyTable                // of people
	pairs  map[*sheetView]*keyPair    // by the sheet of votes
	rows   map[*sheetView]map[int]int // of a sheet of votes: the row of the pair by its number
}

// joinKeys settles by which columns tables are joined, before anything is read
// from them: a column that is found so is the ID of its people.
func newVoterJoin(r *reading) *voterJoin {
	j := &voterJoin{
		r: r, p: r.people, pairs: make(map[*sheetView]*keyPair), rows: make(map[*sheetView]map[int]int),
	}
	lists, votes := r.everySheet(sheet.Roster, sheet.Both), r.sheets(sheet.Votes)
	if len(lists) == 0 || len(lists)+len(votes) < 2 {
		return j // nothing to join
	}
	for _, v := range lists {
		t := keysOf(v)
		j.number(t)
		j.joinPeople(t)
		j.tables = append(j.tables, t)
	}
	for _, v := range votes {
		if !r.opts.Anonymous {
			j.joinVotes(keysOf(v))
		}
	}
	return j
}

// number sees whether the IDs of a list of people only number its rows.
func (j *voterJoin) number(t *keyTable) {
	id := t.v.Column(vocabulary.ID)
	for i := range t.cols {
		if k := &t.cols[i]; id != nil && k.Column == id && k.counts && k.isGeneric() {
			t.v.countsRows = true
		}
	}
}

// joinPeople looks for columns of IDs that a list of people shares with an earlier
// one. Row numbers never join a pool.
func (j *voterJoin) joinPeople(t *keyTable) {
	for _, other := range j.tables {
		pair := bestPair(t, other)
		if pair == nil || pair.a.isName || pair.b.isName || 2*pair.matched < min(len(t.v.Body), len(other.v.Body)) {
			continue
		}
		if pair.a.counts && pair.b.counts && pair.a.isGeneric() {
			if t.v.file.pool == other.v.file.pool {
				j.p.numbered[[2]*sheetView{other.v, t.v}] = true
			}
			continue
		}
		pair.promote(t.v, pair.a.Column)
		pair.promote(other.v, pair.b.Column)
	}
}

// joinVotes looks for the column by which most voters are found in a list of
// people, and has the votes read with it.
func (j *voterJoin) joinVotes(t *keyTable) {
	var best *keyPair
	for _, other := range j.tables {
		if other.v.file.pool {
			continue
		}
		if pair := bestPair(t, other); pair != nil && (best == nil || pair.matched > best.matched) {
			best = pair
		}
	}
	if best == nil {
		return
	}
	v := t.v
	j.pairs[v] = best
	best.promote(best.to.v, best.b.Column)
	if best.b.Column != nil && best.to.v.countsRows {
		best.to.v.countsRows = best.b.Column != best.to.v.Column(vocabulary.ID)
	}
	if best.a.Column != nil {
		best.a.Used = "voters"
		v.votes.voter = best.a.Col
		j.r.recogniseVotes(v)
	}
	j.rows[v] = make(map[int]int)
	for i, row := range v.Body {
		j.rows[v][row.Number] = i
	}
}

// of finds the person of a ballot.
func (j *voterJoin) of(v *sheetView, x *planner.Ballot) (int, bool) {
	number := 0
	if v != nil {
		number, _, _ = table.ParseRef(x.Where.Cell)
	}
	if i, ok := j.p.at[rowKey{v, number, 0}]; ok && v != nil {
		return i, true // the sheet lists its people itself
	}
	if pair := j.pairs[v]; pair != nil {
		k, ok := j.rows[v][number]
		if ok {
			k, ok = pair.row(k)
		} else {
			k, ok = pair.find(keyIn(pair.form, x.Voter))
		}
		if ok {
			i, ok := j.p.at[rowKey{pair.to.v, pair.to.v.Body[k].Number, 0}]
			return i, ok
		}
	}
	if j.r.opts.Anonymous {
		return 0, false
	}
	return j.p.called(x.Voter)
}

// called finds a person by an ID of their own, an e-mail address, or a name that
// only one has.
func (p *people) called(text string) (int, bool) {
	if text == "" {
		return 0, false
	}
	if i, ok := p.byID[idKey(text)]; ok && p.list[i].givenID && !p.list[i].isNumbered() {
		return i, true
	}
	if same := p.byEmail[vocabulary.Fold(text)]; len(same) > 0 {
		return same[0], true
	}
	if same := p.byName[nameKey(text)]; len(same) == 1 {
		return same[0], true
	}
	return 0, false
}

// join gives ballots the group and region of their voters in the roster, where the
// ballot itself does not say, and lists voters who are not in it. A voter whose
// ballot names them otherwise than the roster is called by ID from here on.
func (j *voterJoin) join(c *castVotes) {
	r, b := j.r, c.Ballots
	if b.Len() == 0 || len(r.meeting.Roster) == 0 && len(r.valueMap) == 0 {
		return
	}
	out := planner.NewBallots(b.Issues())
	out.Scale = b.Scale
	t := &joinTally{view: c.view}
	c.written = make(map[int]string)
	for i := range b.Len() {
		x := b.At(i)
		if group, ok := r.valueMap[vocabulary.Compact(x.Group)]; ok {
			x.Group = group
		}
		if k, ok := j.of(c.view, &x); ok {
			t.matched++
			t.first = k
			if isEmail(x.Voter) && r.meeting.Roster[k].Name == "" {
				c.written[i] = mailbox(x.Voter)
			}
			j.take(&x, k)
		} else if x.Voter != "" {
			t.names, t.left = append(t.names, vocabulary.MaskAddress(x.Voter)), append(t.left, x.Where)
			if j.isTaken(x.Voter) {
				x.Voter = "voter " + x.Voter
			}
		}
		out.Add(x)
	}
	c.Ballots, c.joined = out, t.matched > 0
	j.report(t)
}

// joinTally is what became of the ballots of one sheet.
type joinTally struct {
	view    *sheetView
	matched int
	first   int // one of those they belong to
	names   []string
	left    []planner.Ref
}

// take gives a ballot what the roster says of its voter.
func (j *voterJoin) take(x *planner.Ballot, k int) {
	p := &j.r.meeting.Roster[k]
	byName := p.Name != "" && strings.EqualFold(x.Voter, p.Name) && len(j.p.byName[nameKey(p.Name)]) == 1
	if !byName && !strings.EqualFold(x.Voter, p.ID) {
		x.Voter = p.ID
	}
	if x.Group == "" {
		x.Group, _ = p.Value(planner.Stakeholder)
	}
	if x.Region == "" {
		x.Region, _ = p.Value(planner.Region)
	}
	if x.Organisation == "" {
		x.Organisation, _ = p.Value(planner.Organisation)
	}
}

// isTaken reports whether the text of a voter who is nobody listed reads like the
// ID or name of somebody who is.
func (j *voterJoin) isTaken(text string) bool {
	_, id := j.p.byID[idKey(text)]
	return id || len(j.p.byName[nameKey(text)]) > 0
}

// shareJoined is the part of the ballots below which a join is doubtful.
const shareJoined = 0.8

// report accounts for the ballots of a sheet, and asks where none was found though
// they carry an ID or a name.
func (j *voterJoin) report(t *joinTally) {
	r, v := j.r, t.view
	others := slices.DeleteFunc(r.sheets(sheet.Roster, sheet.Proposal, sheet.Both),
		func(x *sheetView) bool { return x == v })
	if v == nil || len(others) == 0 || r.opts.Anonymous {
		return
	}
	of := t.matched + len(t.left)
	if pair := j.pairs[v]; t.matched > 0 && v.kind == sheet.Votes {
		to, by := j.p.list[t.first].view.tableName(), "name"
		if pair != nil {
			to, by = pair.to.v.tableName(), pair.b.label
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
			Code: CodeVotesUnmatched, Severity: planner.Warning, Where: t.left[0], Also: t.left[1:], Seen: t.names[0],
			Text: fmt.Sprintf("%s not in the roster: %s. Their ballots count, with the group they state themselves "+
				"if they do.", isAre(len(t.left), "voter"), some(t.names, 5)),
			Fix: "Use the same IDs, e-mail addresses or names in both tables.",
		}
		if float64(t.matched) < shareJoined*float64(of) {
			f.Text = fmt.Sprintf("Only %d of %d ballots were found in the list of people. ", t.matched, of) + f.Text
		}
		r.found.add(f)
	}
}

// ask asks how ballots and people belong together. Answers that are only numbered
// by the form carry nothing by which they could be found.
func (j *voterJoin) ask(t *joinTally, others []*sheetView) {
	var tried []string
	numbered, counted := true, false
	for _, k := range keysOf(t.view).cols {
		if k.identifies() {
			tried = append(tried, k.label)
			counts := !k.isName && k.whole && k.isGeneric()
			counted = counted || counts
			numbered = numbered && counts && (t.view.isSurvey() || k.numbersAnswers())
		}
	}
	f := planner.Finding{
		Code: CodeVotesNotJoined, Severity: planner.Error, Asks: true, Where: t.view.SheetRef(),
		Text: "None of the ballots was found among the people of " + others[0].tableName() + ".",
		Fix: "Give both tables a column with the same IDs, addresses or names, or say which it is, for example " +
			"--map 'ID=" + append(tried, "Badge")[0] + "'; say --anonymous if the ballots are secret and nobody is to be found.",
	}
	switch {
	case len(tried) == 0 && len(t.names) == 0:
		return // nothing says who voted
	case len(tried) > 0 && numbered:
		f.Severity, f.Asks = planner.Warning, false
		f.Text = "The answers are numbered and name nobody, so none was joined to the list of people. " +
			"Their own groups count."
		f.Fix = "To join them, add a column with the IDs, addresses or names of the people."
	case len(t.names) > 0:
		f.Text += " The voters are called " + some(t.names, 3) + "."
		fallthrough
	default:
		f.Text += fmt.Sprintf(" Tried: %s with %s.", cmp.Or(listed(tried, "and"), "their names"),
			cmp.Or(listed(j.labels(), "and"), "the names listed"))
		if counted {
			f.Text += " Numbers that count rows join tables only where names, groups or all the numbers agree."
		}
	}
	j.r.found.add(f)
}

// labels are the columns of the lists of people in which voters were looked for.
func (j *voterJoin) labels() []string {
	var out []string
	for _, t := range j.tables {
		for _, k := range t.cols {
			if !t.v.file.pool && !slices.Contains(out, k.label) {
				out = append(out, k.label)
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
