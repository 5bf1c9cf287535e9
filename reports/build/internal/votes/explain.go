package votes

import (
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// ExplainIssue is the section on an issue, by its ID or name; else the issues that there are.
func ExplainIssue(b *brief.Brief, name string) (*reports.Section, []string) {
	r := b.In.Ranking
	if r == nil {
		r = &ranking.Result{Issues: brief.Each(b.Meeting.Issues, func(is planner.Issue) ranking.Issue {
			return ranking.Issue{ID: is.ID, Name: is.Name}
		})}
	}
	at := slices.IndexFunc(r.Issues, func(is ranking.Issue) bool { return brief.Called(name, is.ID, is.Name) })
	if at < 0 {
		return nil, brief.Each(b.Meeting.Issues, func(is planner.Issue) string {
			return brief.IssueLabel(is.ID, is.Name, 70)
		})
	}
	is := &r.Issues[at]
	if b.In.Ranking == nil {
		return &reports.Section{ID: "issue", Title: brief.IssueLabel(is.ID, is.Name, 200), Lead: noRanking(b)}, nil
	}
	return issueSection(b, is), nil
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
			if f, ok := is.GroupSupport[g.Name]; ok && !slices.Contains(is.UnansweredBy, g.Name) {
				return brief.Row(b.Group(g.Name), f, is.GroupRank[g.Name])
			}
			return brief.Row(b.Group(g.Name), unanswered(b, r), "")
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
		mine, theirs := r.Pairwise.Weights[at][j], r.Pairwise.Weights[j][at]
		if j != at {
			t.Add(brief.Row(brief.IssueLabel(other, b.Topics[other], 60), mine.Float(), theirs.Float(),
				outcomes[mine.Rat().Cmp(theirs.Rat())+1])...)
		}
	}
	return t
}
