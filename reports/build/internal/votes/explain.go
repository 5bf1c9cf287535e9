package votes

import (
	"slices"

	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

func ExplainIssue(b *brief.Brief, name string) (*reports.Section, []string) {
	var known []string
	if r := b.In.Ranking; r != nil {
		for i := range r.Issues {
			if brief.Called(name, r.Issues[i].ID, r.Issues[i].Name) {
				return issueSection(b, &r.Issues[i]), nil
			}
			known = append(known, r.Issues[i].ID)
		}
		return nil, known
	}
	for _, is := range b.Meeting.Issues {
		if brief.Called(name, is.ID, is.Name) {
			return &reports.Section{ID: "issue", Title: brief.IssueLabel(is.ID, is.Name, 200), Lead: noRanking(b)}, nil
		}
		known = append(known, is.ID)
	}
	return nil, known
}

func issueSection(b *brief.Brief, is *ranking.Issue) *reports.Section {
	r := b.In.Ranking
	places := likely(b, is.RankInterval)
	_, means := Scale(b)
	said := brief.Those(
		brief.If(brief.Weighted(r) && is.RankHeads > 0, b.Say("issue.lead-heads", messages.Args{
			"place": is.RankHeads, "figure": b.Number(is.SupportHeads, 1), "how": countedBy(b, r, "heads"),
		})),
		brief.If(is.Answers < r.Ballots, b.Say("issue.answers", messages.Args{
			"answered": answeredBy(b, r), "count": int(is.Answers), "all": int(r.Ballots),
		})),
		brief.If(is.Tied, b.Say("issue.tied", nil)),
		brief.If(places != "", b.Say("issue.likely", messages.Args{"places": places})),
		means,
	)
	lead := b.Say("issue.lead", messages.Args{
		"place": is.Rank, "of": len(r.Issues), "figure": b.Number(is.Support, 1), "how": countedBy(b, r, r.Weights),
	})
	return brief.Section("issue", brief.IssueLabel(is.ID, is.Name, 200), lead, reports.List{Items: said}, reports.Table{
		ID: "issue-groups", Title: b.Say("issue.groups", nil), RowHead: true,
		Columns: []reports.Column{
			{Title: b.Say("column.group", nil)},
			{Title: scaleName(b, r), Align: reports.Right, Bar: true, BarMax: 100, Decimals: 1},
			{Title: b.Say("issue.group-place", nil), Align: reports.Right},
		},
		Rows: brief.Rows(groupsWithFigures(r), func(g ranking.Group) []reports.Value {
			f, ok := is.GroupSupport[g.Name]
			switch {
			case slices.Contains(is.UnansweredBy, g.Name):
				return brief.Row(b.Group(g.Name), unanswered(b, r), "")
			case ok:
				return brief.Row(b.Group(g.Name), f, is.GroupRank[g.Name])
			default:
				return nil
			}
		}),
	}, duels(b, is.ID))
}

// duels lists the issue's one-to-one comparisons.
func duels(b *brief.Brief, id string) reports.Table {
	r := b.In.Ranking
	at := slices.Index(r.Pairwise.Issues, id)
	if at < 0 || len(r.Pairwise.Weights) != len(r.Pairwise.Issues) {
		return reports.Table{}
	}
	t := reports.Table{
		ID: "issue-duels", Title: b.Say("issue.duels", nil), RowHead: true, Columns: slices.Concat(
			brief.Columns(reports.Left, 0, b.Say("issue.against", nil)),
			brief.Columns(reports.Right, 1, b.Say("issue.for-this", nil), b.Say("issue.for-that", nil)),
			brief.Columns(reports.Left, 0, b.Say("issue.outcome", nil))),
	}
	outcomes := []string{b.Say("issue.loses", nil), b.Say("issue.tie", nil), b.Say("issue.wins", nil)}
	for j, other := range r.Pairwise.Issues {
		if j == at {
			continue
		}
		mine, theirs := r.Pairwise.Weights[at][j], r.Pairwise.Weights[j][at]
		t.Add(reports.Str(brief.IssueLabel(other, b.Topics[other], 60)), reports.Num(mine.Float()),
			reports.Num(theirs.Float()), reports.Str(outcomes[mine.Rat().Cmp(theirs.Rat())+1]))
	}
	return t
}
