// Package brief holds what every part of a report is written from: the [Input], a [Brief]
// that looks things up in it, and [Words] that several parts say alike. It words nothing
// that one part says alone.
package brief

import (
	"cmp"
	"strings"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// Brief is what the sections of a report are written from: the results, what is looked up
// in them, and the words that all say alike.
type Brief struct {
	Words

	In      Input
	Meeting *planner.Meeting
	Judged  *BalanceView
	Person  map[string]*planner.Participant
	Topics  map[string]string // ID → name
}

// New looks up the input; a meeting that is missing is an empty one.
func New(in Input) *Brief {
	b := &Brief{
		Words: Words{cmp.Or(in.Language, messages.English())},
		In:    in, Meeting: in.Meeting, Judged: in.Judged(), Person: map[string]*planner.Participant{},
		Topics: map[string]string{},
	}
	if b.Meeting == nil {
		b.Meeting = &planner.Meeting{}
	}
	for i := range b.Meeting.Roster {
		p := &b.Meeting.Roster[i]
		b.Person[p.ID] = p
	}
	for i := range in.Pool {
		if p := &in.Pool[i]; b.Person[p.ID] == nil {
			b.Person[p.ID] = p
		}
	}
	if in.Ranking != nil {
		for i := range in.Ranking.Issues {
			b.Topics[in.Ranking.Issues[i].ID] = in.Ranking.Issues[i].Name
		}
	}
	for _, is := range b.Meeting.Issues {
		b.Topics[is.ID] = cmp.Or(is.Name, b.Topics[is.ID])
	}
	return b
}

// Who says who a view judges, at the beginning of a sentence or a heading.
func (b *Brief) Who(v *BalanceView) string {
	p := &v.Report.Panel
	if len(v.Without) > 0 {
		return b.Say("panel.left", messages.Args{"n": p.Size, "gone": Each(v.Without, reports.InText)})
	}
	return b.Say("panel."+cmp.Or(string(p.Kind), "people"), messages.Args{"n": p.Size})
}

// Name is a person's label for a sentence; ID when unknown.
func (b *Brief) Name(id string) string {
	if p := b.Person[id]; p != nil {
		return reports.InText(p.Label())
	}
	return reports.InText(id)
}

// Names are the labels of people.
func (b *Brief) Names(ids []string) []string { return Each(ids, b.Name) }

// IssueName is Q3 “Custody of assets” for a sentence, the name cut to limit
// characters.
func (b *Brief) IssueName(id string, limit int) string {
	return b.QuotedIssue(id, b.Topics[id], limit)
}

// Profile describes a person by stakeholder group and region, in short.
func (b *Brief) Profile(id string) string {
	p := b.Person[id]
	if p == nil {
		return ""
	}
	values := map[planner.Dimension]string{}
	for d := range p.Values {
		values[d], _ = p.Value(d)
	}
	return b.SeatProfile(values)
}

// Described names people with their group and region.
func (b *Brief) Described(ids []string) []string {
	return Each(ids, func(id string) string { return b.With(b.Name(id), b.Profile(id)) })
}

// MostMissed is the most missed rules that a first page names, MostSeated the most people
// it seats by name.
const (
	MostMissed = 3
	MostSeated = 50
)

// ShownPlan is the proposal, or the nearest one where the wishes clash.
func (b *Brief) ShownPlan() *grouping.Plan {
	if b.In.Groups == nil && b.In.Impossible != nil {
		return b.In.Impossible.Nearest
	}
	return b.In.Groups
}

// clash reports whether the proposal shown is only the nearest to what was asked.
func (b *Brief) Clashing() bool {
	return b.In.Impossible != nil
}

// Widest is the view with the most people.
func (b *Brief) Widest() *BalanceView {
	var out *BalanceView
	for i := range b.In.Balance {
		v := &b.In.Balance[i]
		if v.Report != nil && (out == nil || v.Report.Panel.Size > out.Report.Panel.Size) {
			out = v
		}
	}
	return out
}

// IssueNames names issues for a sentence, the first few of many.
func (b *Brief) IssueNames(ids []string) string {
	return b.Some(Each(ids, func(id string) string { return b.IssueName(id, 70) }), 4)
}

// IDs names issues by their IDs.
func (b *Brief) IDs(ids []string) string { return b.Some(Texts(ids), 8) }

// Group is the name of a stakeholder group.
func (b *Brief) Group(g string) string {
	if g == "" {
		return b.Say("ranking.no-group", nil)
	}
	return reports.InText(b.Value(g))
}

// Rule is a counting rule's name for readers.
func (b *Brief) Rule(name string) string { return b.Say("rule."+name, nil) }

// DocumentTitle is that of the meeting.
func (b *Brief) DocumentTitle() string {
	return cmp.Or(strings.TrimSpace(b.Meeting.Title), b.Say("document.title", nil))
}

// Weighted reports whether there is a second weighting to compare with.
func Weighted(r *ranking.Result) bool { return r.Weights != "heads" && len(r.Groups) > 1 }
