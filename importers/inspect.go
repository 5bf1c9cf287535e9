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

// inspect builds the inspection from what was read.
func (r *reading) inspect() *Inspection {
	m := r.meeting
	out := &Inspection{
		Schema: InspectionSchema, Title: m.Title, Format: m.Format, Minutes: m.Minutes, Length: m.Minutes,
		Goals: m.Goals,
		Files: []FileInspection{}, Participants: []ParticipantView{}, Ballots: []BallotView{}, Issues: []IssueView{},
		Findings: []FindingView{},
		Counts:   countRoster(m.Roster), BallotTotal: m.Ballots.Total(),
	}
	out.Account, out.Joins = []SheetAccount{}, append([]Join{}, r.joins...)
	for _, s := range m.Sessions {
		view := SessionView{ID: s.ID, Title: s.Title}
		for _, p := range s.Members {
			view.Members = append(view.Members, p.ID)
		}
		out.Sessions = append(out.Sessions, view)
	}
	for i := range m.Pool {
		out.Pool = append(out.Pool, participantView(&m.Pool[i]))
	}
	for _, f := range r.files {
		out.Files = append(out.Files, inspectFile(r, f))
		for _, v := range f.sheets {
			if v.table != nil || v.text != nil {
				out.Account = append(out.Account, v.account())
			}
		}
	}
	for i := range m.Roster {
		out.Participants = append(out.Participants, participantView(&m.Roster[i]))
	}
	for i := 0; i < m.Ballots.Len() && m.Ballots.Len() <= maxBallotsShown; i++ {
		b := m.Ballots.At(i)
		if text, ok := r.voterText[i]; ok {
			b.Voter = text
		}
		out.Ballots = append(out.Ballots, ballotView(&b, m.Issues, m.Ballots.Scale))
	}
	for _, x := range m.Issues {
		out.Issues = append(out.Issues, IssueView{x.ID, x.Name})
	}
	for _, p := range m.Agenda {
		out.Agenda = append(out.Agenda, PartView{p.Title, p.Minutes, p.Kind, p.Each, p.Questions})
	}
	for _, s := range m.OpenSeats {
		out.OpenSeats = append(out.OpenSeats, SeatsView{s.Role, s.Number})
	}
	for _, g := range m.Groups {
		out.Groups = append(out.Groups, GroupView{g.ID, g.Topic, g.Issue, g.Size.Min, g.Size.Max, g.Chairs})
	}
	for i := range m.Targets {
		out.Targets = append(out.Targets, targetView(&m.Targets[i]))
	}
	for _, s := range m.Settings {
		if out.Settings == nil {
			out.Settings = make(map[string]string)
		}
		out.Settings[s.Key] = s.Value
	}
	for _, f := range m.Findings {
		out.Findings = append(out.Findings, findingView(f))
	}
	return out
}

func inspectFile(r *reading, f *fileView) FileInspection {
	out := FileInspection{
		File: f.name, Format: f.format, Encoding: f.encoding, Refused: f.refused,
		Sheets: []SheetInspection{},
	}
	for _, v := range f.sheets {
		out.Sheets = append(out.Sheets, inspectSheet(r, v))
	}
	return out
}

func inspectSheet(r *reading, v *sheetView) SheetInspection {
	s := SheetInspection{
		Sheet: v.Name, Kind: v.kind, Why: v.why, Rows: len(v.Body), Columns: []ColumnInspection{},
		Counts: map[string]map[string]int{},
	}
	if len(v.Header) > 0 {
		s.HeaderRow = v.Header[len(v.Header)-1].Number
	}
	if v.kind.HasVotes() || v.kind == sheet.Election {
		s.Shape = string(v.votes.recognition.Shape)
		if v.votes.rows > 0 && v.kind != sheet.Both {
			s.Rows = v.votes.rows
			s.HeaderRow = max(s.HeaderRow, v.votes.recognition.HeaderRow)
		}
	}
	for _, c := range v.Columns {
		s.Columns = append(s.Columns, v.inspectColumn(c))
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
		Confidence: c.Match.Confidence, Given: c.Given, Blank: c.Blank,
	}
	if c.Twin != nil {
		out.Means = string(vocabulary.Other)
	}
	if c.Match.Meaning == vocabulary.Choice {
		out.Means = fmt.Sprintf("choice %d", c.Match.Number)
		if c.Match.Number == vocabulary.LastPlace {
			out.Means = "last choice"
		}
	}
	for _, x := range v.votes.recognition.Columns {
		if v.kind.HasVotes() && x.Col == c.Col && x.IsVote && c.Match.Meaning == vocabulary.Other {
			out.Means, out.Confidence = "vote", v.votes.recognition.Confidence
		}
	}
	m := c.Match.Meaning
	if m.IsContact() || m == vocabulary.Name || m == vocabulary.FirstName || m == vocabulary.LastName ||
		m == vocabulary.ID || m == vocabulary.Voter || m == vocabulary.Note {
		return out
	}
	if c.Values == nil || len(c.Values) > 12 && len(c.Values)*2 > c.Given {
		return out // free text or a key, no categories
	}
	out.Values = make(map[string]int)
	missing := c.Blank
	for text, n := range c.Values {
		namibia := text == "NA" && v.namibia && m == vocabulary.CountryName
		if vocabulary.IsMissing(text) && !isWithheld(text) && !namibia {
			missing += n
			continue
		}
		out.Values[text] += n
	}
	if missing > 0 && c.Given > 0 {
		out.Values[blank] = missing
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
		ID: p.ID, Name: p.Name, Roles: p.Roles, Status: p.Status, Values: make(map[string]string),
		Where: p.Where.String(), Choices: p.Choices,
	}
	for d, vs := range p.Values {
		if len(vs) > 0 {
			out.Values[string(d)] = strings.Join(vs, "; ")
		}
	}
	return out
}

func findingView(f planner.Finding) FindingView {
	out := FindingView{Code: f.Code, Severity: f.Severity, Where: f.Where.String(), Text: Message(f), Fix: f.Fix, Asks: f.Asks}
	for _, a := range f.Also {
		out.Also = append(out.Also, a.String())
	}
	return out
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
		out.Hum = make(map[string]string)
		words := map[planner.Mark]string{1: "for", 0: "neutral", -1: "against"}
		for i, m := range b.Marks {
			if m != planner.Blank {
				out.Hum[issues[i].ID] = words[m]
			}
		}
	default:
		values := make(map[string]float64)
		for i, m := range b.Marks {
			if m != planner.Blank {
				values[issues[i].ID] = float64(m) / per
			}
		}
		if out.Scores = values; b.Kind == planner.Points {
			out.Scores, out.Points = nil, values
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
