package importers

import (
	"fmt"
	"slices"
	"strings"

	"roundtable/importers/sheet"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// viewsOf shows every entry of a list; a list that is not there is shown as empty.
func viewsOf[T, V any](list []T, view func(*T) V) []V {
	out := make([]V, len(list))
	for i := range list {
		out[i] = view(&list[i])
	}
	return out
}

// inspect builds the inspection from what was read.
func (r *reading) inspect() *Inspection {
	m := r.meeting
	out := &Inspection{
		Schema: InspectionSchema, Title: m.Title, Format: m.Format, Minutes: m.Minutes, Length: m.Minutes,
		Goals: m.Goals, Counts: countRoster(m.Roster), BallotTotal: m.Ballots.Total(), Ballots: ballotViews(r),
		Rounds:  r.rounds,
		Account: []SheetAccount{}, Joins: append([]Join{}, r.joins...),
		Participants: viewsOf(m.Roster, participantView), Pool: viewsOf(m.Pool, participantView),
		Issues: viewsOf(m.Issues, func(x *planner.Issue) IssueView { return IssueView{x.ID, x.Name} }),
		Hums: viewsOf(m.Hums, func(h *planner.Humming) HumView {
			return HumView{h.Name, h.Group, h.Place, h.For, h.Neutral, h.Against}
		}),
		OpenSeats: viewsOf(m.OpenSeats, func(s *planner.OpenSeats) SeatsView { return SeatsView{s.Role, s.Number} }),
		Agenda: viewsOf(m.Agenda, func(p *planner.Part) PartView {
			return PartView{
				p.Title, p.Minutes, p.Kind, p.Each, p.Questions, strings.Join(p.Issues, "; "),
				strings.Join(p.Speakers, "; "),
			}
		}),
		Withdrawn: viewsOf(m.Withdrawn, participantView), Speeches: viewsOf(m.Speeches, speechView),
		Outcomes: viewsOf(m.Outcomes, func(o *planner.Outcome) OutcomeView {
			return OutcomeView{o.Issue, o.Name, o.Text, o.Status, o.Goals}
		}),
		Groups: viewsOf(m.Groups, func(g *planner.GroupSpec) GroupView {
			return GroupView{g.ID, g.Topic, g.Issue, g.Size.Min, g.Size.Max, g.Chairs}
		}),
		Targets: viewsOf(m.Targets, targetView), Findings: viewsOf(m.Findings, r.opts.findingView),
		Sessions: viewsOf(m.Sessions, func(s *planner.Session) SessionView {
			return SessionView{s.ID, s.Title, viewsOf(s.Members, func(p *planner.Participant) string { return p.ID })}
		}),
		Files:    viewsOf(r.files, func(f **fileView) FileInspection { return inspectFile(r, *f) }),
		Settings: make(map[string]string),
	}
	for _, f := range r.files {
		for _, v := range f.sheets {
			if v.table != nil || v.text != nil {
				out.Account = append(out.Account, v.account())
			}
		}
	}
	if m.When.Timed {
		out.Start = fmt.Sprintf("%02d:%02d", m.When.Start/60, m.When.Start%60)
	}
	for _, s := range m.Settings {
		out.Settings[s.Key] = s.Value
	}
	return out
}

// ballotViews are the ballots, unless there are too many to list.
func ballotViews(r *reading) []BallotView {
	out, m := []BallotView{}, r.meeting
	for i := 0; i < m.Ballots.Len() && m.Ballots.Len() <= maxBallotsShown; i++ {
		b := m.Ballots.At(i)
		if text, ok := r.voterText[i]; ok {
			b.Voter = text
		}
		out = append(out, ballotView(&b, m.Issues, m.Ballots.Scale))
	}
	return out
}

func inspectFile(r *reading, f *fileView) FileInspection {
	return FileInspection{
		File: f.name, Format: f.format, Encoding: f.encoding, Refused: f.refused,
		Sheets: viewsOf(f.sheets, func(v **sheetView) SheetInspection { return inspectSheet(r, *v) }),
	}
}

func inspectSheet(r *reading, v *sheetView) SheetInspection {
	s := SheetInspection{
		Sheet: v.Name, Kind: v.kind, Why: v.why, HeaderRow: v.HeaderRow(), Rows: len(v.Body),
		Columns: viewsOf(v.Columns, func(c **sheet.Column) ColumnInspection { return v.inspectColumn(*c) }),
		Counts:  map[string]map[string]int{},
	}
	if v.kind.HasVotes() || v.kind == sheet.Election {
		s.Shape = string(v.votes.recognition.Shape)
		if v.votes.rows > 0 && v.kind != sheet.Both {
			s.Rows = v.votes.rows
			s.HeaderRow = max(s.HeaderRow, v.votes.recognition.HeaderRow)
		}
	}
	switch {
	case v.proposal != nil:
		s.Lines, s.Rows = v.proposal.People, len(v.proposal.People)
		s.Counts = countProposal(v.proposal)
	case v.kind.HasPeople() || v.kind == sheet.Votes:
		for _, c := range v.Columns {
			if d, ok := c.Match.Meaning.Dimension(); ok && c.Twin == nil && c.Values != nil {
				s.Counts[string(d)] = countColumn(r, v, c, d)
			}
		}
	}
	return s
}

func (v *sheetView) inspectColumn(c *sheet.Column) ColumnInspection {
	out := ColumnInspection{
		Ref: table.ColumnName(c.Col), Header: c.Header, Means: string(c.Match.Meaning),
		Confidence: c.Match.Confidence, Given: c.Given, Blank: c.Blank, Values: v.valuesShown(c),
	}
	switch {
	case c.Match.Meaning == vocabulary.Choice && c.Match.Number == vocabulary.LastPlace:
		out.Means = "last choice"
	case c.Match.Meaning == vocabulary.Choice:
		out.Means = fmt.Sprintf("choice %d", c.Match.Number)
	case c.Match.Meaning == vocabulary.Other && isVote(v, c):
		out.Means, out.Confidence = "vote", v.votes.recognition.Confidence
	case c.Twin != nil:
		out.Means = string(vocabulary.Other)
	}
	return out
}

// notShown are the meanings of columns whose values are not listed: who somebody is,
// and remarks.
var notShown = []vocabulary.Meaning{
	vocabulary.Name, vocabulary.FirstName, vocabulary.LastName, vocabulary.ID, vocabulary.Voter, vocabulary.Note,
}

// valuesShown counts the values of a column of categories, nil for any other: free
// text, a key, or what says who somebody is.
func (v *sheetView) valuesShown(c *sheet.Column) map[string]int {
	m := c.Match.Meaning
	if m.IsContact() || slices.Contains(notShown, m) || c.Values == nil ||
		len(c.Values) > 12 && len(c.Values)*2 > c.Given {
		return nil
	}
	out, missing := make(map[string]int), c.Blank
	for text, n := range c.Values {
		namibia := text == "NA" && v.namibia && m == vocabulary.CountryName
		if vocabulary.IsMissing(text) && !isWithheld(text) && !namibia {
			missing += n
			continue
		}
		out[text] += n
	}
	if missing > 0 && c.Given > 0 {
		out[blank] = missing
	}
	return out
}

// isWithheld reports whether a value is an answer not given on purpose; it is
// counted as written, though it is unknown.
func isWithheld(s string) bool { return len(strings.Fields(s)) > 2 }

// countColumn counts the people of a sheet by the values of one column in the
// field's terms.
func countColumn(r *reading, v *sheetView, c *sheet.Column, d planner.Dimension) map[string]int {
	quiet := &reading{opts: r.opts, valueMap: r.valueMap, found: &findings{}}
	probe := newValueReader(quiet, v, c, d)
	out := make(map[string]int)
	for text, n := range c.Values {
		values := probe.terms(text).values
		if len(values) == 0 {
			out[blank] += n
		}
		for _, value := range values {
			out[value] += n
		}
	}
	if c.Blank > 0 {
		out[blank] += c.Blank
	}
	return out
}

// countRoster counts the whole roster by dimension and value.
func countRoster(list planner.Roster) map[string]map[string]int {
	out := make(map[string]map[string]int)
	for _, d := range rosterDimensions(list) {
		counts := make(map[string]int)
		for i := range list {
			vs := list[i].Values[d]
			if len(vs) == 0 {
				counts[blank]++
			}
			for _, v := range vs {
				counts[v]++
			}
		}
		out[string(d)] = counts
	}
	return out
}

func participantView(p *planner.Participant) ParticipantView {
	out := ParticipantView{
		ID: p.ID, Name: p.Name, Roles: p.Roles, Position: p.Position, Status: p.Status, Values: make(map[string]string),
		Where: p.Where.String(), Choices: p.Choices,
	}
	for d, vs := range p.Values {
		if len(vs) > 0 {
			out.Values[string(d)] = strings.Join(vs, "; ")
		}
	}
	return out
}

func speechView(x *planner.Speech) SpeechView {
	out := SpeechView{Person: x.Person, Name: x.Name, Words: x.Words, Turns: x.Turns}
	if groups := x.Values[planner.Stakeholder]; len(groups) > 0 {
		out.Group = groups[0]
	}
	if x.At.Given {
		out.At = &x.At.N
	}
	if x.Seconds.Given {
		out.Seconds = &x.Seconds.N
	}
	return out
}

func (o *Options) findingView(f *planner.Finding) FindingView {
	said := *f
	if o.Say != nil {
		said.Text, said.Fix = o.Say(f)
	}
	return FindingView{
		Code: f.Code, Severity: f.Severity, Where: f.Where.String(), Text: Message(said), Fix: said.Fix, Asks: f.Asks,
		Also: viewsOf(f.Also, func(a *planner.Ref) string { return a.String() }),
	}
}

func targetView(t *planner.Target) TargetView {
	out := TargetView{
		ID: t.ID, MinShare: t.MinShare.String(), MaxShare: t.MaxShare.String(), Tier: t.Tier, Group: t.Group,
	}
	d, value, condition := t.Subject()
	if out.Value, out.Condition = value, condition; d != "" || condition == "" {
		out.Dimension = &d
	}
	if t.Min.Given {
		out.Min = &t.Min.N
	}
	if t.Max.Given {
		out.Max = &t.Max.N
	}
	return out
}

// ballotView writes a ballot with the IDs of the issues.
func ballotView(b *planner.Ballot, issues []planner.Issue, scale planner.Scale) BallotView {
	out := BallotView{Voter: b.Voter, Group: b.Group, Kind: b.Kind.String(), Weight: b.Weight.String()}
	if b.Count > 1 {
		out.Count = b.Count
	}
	per := float64(max(scale.Per, 1))
	switch b.Kind {
	case planner.Ranking:
		out.Ranking = tiers(b.Marks, issues)
	case planner.Approval:
		out.Approvals = []string{}
		for i, m := range b.Marks {
			if m == 1 {
				out.Approvals = append(out.Approvals, issues[i].ID)
			}
		}
	case planner.Hum:
		words := map[planner.Mark]string{1: "for", 0: "neutral", -1: "against"}
		out.Hum = marksGiven(b.Marks, issues, func(m planner.Mark) string { return words[m] })
	case planner.Points:
		out.Points = marksGiven(b.Marks, issues, func(m planner.Mark) float64 { return float64(m) / per })
	default:
		out.Scores = marksGiven(b.Marks, issues, func(m planner.Mark) float64 { return float64(m) / per })
	}
	return out
}

// marksGiven are the marks of a ballot by the ID of the issue, those left blank
// aside.
func marksGiven[V any](marks []planner.Mark, issues []planner.Issue, show func(planner.Mark) V) map[string]V {
	out := make(map[string]V)
	for i, m := range marks {
		if m != planner.Blank {
			out[issues[i].ID] = show(m)
		}
	}
	return out
}

// tiers groups the ranked issues by tier, best first.
func tiers(marks []planner.Mark, issues []planner.Issue) [][]string {
	byTier := make(map[planner.Mark][]string)
	var order []planner.Mark
	for i, m := range marks {
		if m == planner.Blank {
			continue
		}
		if byTier[m] == nil {
			order = append(order, m)
		}
		byTier[m] = append(byTier[m], issues[i].ID)
	}
	slices.Sort(order)
	out := make([][]string, 0, len(order))
	for _, m := range order {
		out = append(out, byTier[m])
	}
	return out
}
