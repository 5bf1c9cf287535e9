package importers

import (
	"slices"
	"strings"

	"roundtable/importers/sheet"

	"roundtable/importers/ballots"
	"roundtable/importers/course"
	"roundtable/importers/elections"
	"roundtable/importers/proposal"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// votesView is what is known of the votes of a sheet.
type votesView struct {
	recognition ballots.Recognition
	input       ballots.Input
	rows        int
	voter       int    // the column by which voters were found in a list of people, 0 for none
	round       string // the one that is read, where the headers tell rounds apart
	// answered is the first row of each voter in a table with a row for each answer.
	answered map[string]int
}

// verdict is the answer to "are there votes on this sheet?".
type verdict struct {
	found bool
	why   string
}

// recogniseVotes asks package ballots whether the sheet holds votes.
func (r *reading) recogniseVotes(v *sheetView) verdict {
	v.votes.input = ballots.Input{
		Model: v.Model, KnownIssues: r.meeting.Issues, Voter: v.votes.voter, Round: v.votes.round,
	}
	rec := ballots.Recognise(v.votes.input, r.opts.Votes)
	v.votes.recognition = rec
	if v.votesArePrefs(r.opts.Votes.Question != "") {
		return verdict{why: r.opts.evidence(&rec)}
	}
	r.found.add(rec.Aside...)
	return verdict{found: rec.Found, why: r.opts.evidence(&rec)}
}

// evidence is what votes were told by, in the words of the inspection.
func (o *Options) evidence(rec *ballots.Recognition) string {
	if o.Say == nil {
		return ""
	}
	why, _ := o.Say(&planner.Finding{Code: "votes-shape", Form: "evidence", Args: facts{"why": rec.Why}})
	return why
}

// votesArePrefs reports whether the only votes are a column of preferences for
// working groups.
func (v *sheetView) votesArePrefs(asked bool) bool {
	votes := v.votes.columns()
	c := v.Column(vocabulary.Prefs)
	return !asked && c != nil && len(votes) == 1 && votes[c.Col]
}

// isLaterAnswer reports a row of a table with one row for each voter and issue whose
// voter stands on an earlier row: the person is known already.
func (v *votesView) isLaterAnswer(rec *record) bool {
	if v.recognition.Shape != ballots.Long {
		return false
	}
	if v.answered == nil {
		v.answered = make(map[string]int)
	}
	key := rec.ID + "\x00" + rec.email + "\x00" + vocabulary.Fold(rec.Name)
	first, again := v.answered[key]
	if !again {
		v.answered[key] = rec.row.Number
	}
	return again && first != rec.row.Number
}

// columns are the columns that package ballots takes for the votes.
func (v *votesView) columns() map[int]bool {
	out := make(map[int]bool)
	for _, c := range v.recognition.Columns {
		if c.IsVote {
			out[c.Col] = true
		}
	}
	return out
}

// readVotes reads all votes. Several sheets of votes over the same issues are
// one vote, unless they are rounds of it; issues that come from the votes themselves
// are added to the list.
func (j *voterJoin) readVotes() error {
	r := j.r
	var all []*castVotes
	for _, votes := range r.elections {
		all = append(all, &castVotes{Votes: votes})
	}
	for _, v := range r.files.sheets(sheet.Votes, sheet.Both) {
		votes, err := v.castVotes(r)
		if err != nil {
			return err
		}
		if votes != nil {
			all = append(all, votes)
		}
	}
	if len(all) == 0 {
		return nil
	}
	for _, c := range all {
		var where planner.Ref
		if c.view != nil {
			where = c.view.SheetRef()
		} else if c.Ballots.Len() > 0 {
			where.File = c.Ballots.At(0).Where.File
		}
		if err := r.over(table.Issues, len(c.Issues), where, "issues"); err != nil {
			return err
		}
		j.join(c)
	}
	all = oneRound(r, all)
	if r.opts.Round != "" && !r.found.has(CodeVotesRounds) {
		r.found.add(planner.Finding{
			Code: CodeVotesRounds, Severity: planner.Warning, Seen: r.opts.Round,
			Form: "once", Args: facts{"round": clip(r.opts.Round)},
		})
	}
	sayOneVote(r, all)
	mergeVotes(r, all)
	hideAddresses(r.meeting)
	return nil
}

// castVotes reads the votes of a sheet; nil where it has none.
func (v *sheetView) castVotes(r *reading) (*castVotes, error) {
	if v.preferencesOnly(r) || v.IsUntouched() {
		return nil, nil
	}
	rec := v.votes.recognition
	r.found.add(rec.Findings...)
	if rec.HasErrors() || rec.Shape == ballots.NotAVote {
		return nil, nil
	}
	votes, err := ballots.Read(r.ctx, v.votes.input, rec, r.opts.Votes)
	if err != nil {
		return nil, r.streamError(v, err)
	}
	r.found.add(votes.Findings...)
	if !v.Complete {
		r.found.add(v.table.Findings()...)
	}
	v.votes.rows = int(votes.Ballots.Total())
	return &castVotes{Votes: votes, view: v}, nil
}

// sayOneVote says which tables are counted as one vote.
func sayOneVote(r *reading, all []*castVotes) {
	var parts []string
	ballots := make(map[string]int)
	for _, c := range all {
		if c.view != nil && c.Ballots.Len() > 0 && sameIssues(all[0], c) {
			ballots[clip(c.name())] += int(c.Ballots.Total())
			parts = append(parts, clip(c.name()))
		}
	}
	if len(parts) > 1 {
		r.found.add(planner.Finding{
			Code: CodeVotesTogether, Severity: planner.Note, Where: all[0].view.SheetRef(),
			Args: facts{"ballots": planner.Tallies{Texts: parts, Number: ballots, Shown: len(parts)}},
		})
	}
}

func (r *reading) streamError(v *sheetView, err error) error {
	if r.ctx.Err() != nil {
		return r.ctx.Err()
	}
	r.found.add(fileFinding(v.file.name, err))
	return unreadable{err}
}

// preferencesOnly reports whether the choices on a sheet of people name working
// groups: then they are preferences for seats, and no votes.
func (v *sheetView) preferencesOnly(r *reading) bool {
	if v.kind != sheet.Both || len(r.meeting.Groups) == 0 || r.opts.Votes.Question != "" {
		return false
	}
	for i := range r.people.list {
		if r.people.list[i].view == v && len(r.meeting.Roster[i].Choices) > 0 {
			return true
		}
	}
	return false
}

// placeIssues adds the issues of the votes to the list, and returns for each vote the
// places of its issues in it.
func placeIssues(r *reading, all []*castVotes) [][]int {
	known := make(map[string]int)
	for i, x := range r.meeting.Issues {
		known[vocabulary.Compact(x.Name)] = i
		known[vocabulary.Compact(x.ID)] = i
	}
	place := make([][]int, len(all))
	for n, v := range all {
		taken := make(map[int]bool) // within one source, issues of one name stay different
		for _, x := range v.Issues {
			i, ok := known[vocabulary.Compact(x.Name)]
			if !ok || taken[i] {
				x.ID = freeIssueID(r.meeting.Issues, x.ID)
				i = len(r.meeting.Issues)
				r.meeting.Issues = append(r.meeting.Issues, x)
				known[vocabulary.Compact(x.Name)] = i
			}
			taken[i] = true
			place[n] = append(place[n], i)
		}
		if r.meeting.Title == "" && len(r.files.sheets(sheet.Roster)) == 0 { // a meeting is more than its poll
			r.meeting.Title = v.Title
		}
	}
	return place
}

// mergeVotes puts all ballots over one list of issues.
func mergeVotes(r *reading, all []*castVotes) {
	place := placeIssues(r, all)
	total := len(r.meeting.Issues)
	if len(all) == 1 && len(all[0].Issues) == total && slices.IsSorted(place[0]) {
		r.meeting.Ballots, r.voterText = all[0].Ballots, all[0].written
		return
	}
	mix := newMixture(r, all)
	merged := planner.NewBallots(total)
	merged.Scale = mix.scale
	marks := make([]planner.Mark, total)
	for n, v := range all {
		for i := range v.Ballots.Len() {
			if text, ok := v.written[i]; ok {
				r.voterText[merged.Len()] = text
			}
			merged.Add(mix.ballot(v, i, place[n], marks))
		}
	}
	r.meeting.Ballots = merged
}

func freeIssueID(issues []planner.Issue, id string) string {
	taken := func(id string) bool {
		return slices.ContainsFunc(issues, func(x planner.Issue) bool { return x.ID == id })
	}
	if id != "" && !taken(id) {
		return id
	}
	return firstFree("Q%d", len(issues)+1, taken)
}

// maxText is the largest delimited text that is looked at as a whole, to see
// whether it is an election or a proposal; such texts are small.
const maxText = 32 << 20

// readText reads a text that is no table: a proposal, settings, or an election
// format. It reports whether the file was read so.
func readText(r *reading, f *fileView, book *table.Book) bool {
	if book.Size > maxText {
		return false
	}
	text, ok := book.Text()
	if !ok {
		return false
	}
	if course.IsCaptions(text) {
		f.readCaptions(book.Name, text)
		return true
	}
	why, isProposal := proposal.Recognise(text, proposalOptions(r, book.Name))
	switch {
	case strings.TrimSpace(text) == "":
		r.found.add(planner.Finding{
			Code: CodeSheetEmpty, Severity: planner.Warning,
			Where: planner.Ref{File: book.Name}, Form: "file",
		})
		f.sheets = []*sheetView{{Model: &sheet.Model{Complete: true}, file: f, kind: sheet.Empty}}
		return true
	case isProposal:
		r.readProposal(f, book.Name, text, why)
		return true
	case r.settings().isYAML(text):
		f.kind = sheet.Settings
		r.settings().yaml(book.Name, []byte(text))
		return true
	}
	votes, no := elections.Read(book.Name, text)
	if no != nil {
		if no.Claimed {
			r.found.add(planner.Finding{
				Code: CodeElectionUnreadable, Severity: planner.Error, Where: planner.Ref{File: book.Name},
				Args: facts{"why": no.Reason},
			})
		}
		if !no.Claimed && proposal.IsProse(text) {
			f.sheets = []*sheetView{{
				file: f, Model: sheet.OfText(book.Name), kind: sheet.Strange, why: "written in sentences",
			}}
			r.found.add(planner.Finding{
				Code: CodeSheetUnknown, Form: "prose", Severity: planner.Warning, Where: planner.Ref{File: book.Name},
			})
		}
		return no.Claimed || len(f.sheets) > 0
	}
	f.kind = sheet.Election
	f.sheets = []*sheetView{{
		file: f, Model: sheet.OfText(book.Name), kind: sheet.Election, why: votes.Format,
	}}
	f.sheets[0].text = electionAccount(book.Name, &votes.Account)
	f.sheets[0].votes.recognition.Shape = ballots.Shape(votes.Format)
	f.sheets[0].votes.rows = int(votes.Ballots.Total())
	if votes.Seats > 1 {
		r.meeting.Places = max(r.meeting.Places, votes.Seats)
	}
	r.found.add(votes.Findings...)
	r.elections = append(r.elections, &ballots.Votes{
		Title: votes.Title, Issues: votes.Issues, Ballots: votes.Ballots,
	})
	return true
}

// addSource records a file that did not go through package table.
func addSource(r *reading, name string, data []byte) {
	if b, err := table.Open(name, data, table.Options{}); err == nil {
		if src, err := b.Source(); err == nil {
			r.meeting.Sources = append(r.meeting.Sources, src)
		}
	}
}
