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
	s := &reports.Section{ID: "issue", Title: brief.IssueLabel(is.ID, is.Name, 200), Lead: b.Say("issue.lead", messages.Args{
		"place": is.Rank, "of": len(r.Issues), "figure": b.Number(is.Support, 1), "how": countedBy(b, r, r.Weights),
	})}
	var more []string
	if brief.Weighted(r) && is.RankHeads > 0 {
		more = append(more, b.Say("issue.lead-heads", messages.Args{
			"place": is.RankHeads, "figure": b.Number(is.SupportHeads, 1), "how": countedBy(b, r, "heads"),
		}))
	}
	if is.Answers < r.Ballots {
		more = append(more, b.Say("issue.answers", messages.Args{
			"answered": answeredBy(b, r), "count": int(is.Answers), "all": int(r.Ballots),
		}))
	}
	if is.Tied {
		more = append(more, b.Say("issue.tied", nil))
	}
	if w := likely(b, is.RankInterval); w != "" {
		more = append(more, b.Say("issue.likely", messages.Args{"places": w}))
	}
	s.Add(reports.List{Items: append(more, b.Say("scale-means."+scaleOf(formsOf(r.Kinds)), nil))})
	if names := groupsWithFigures(r); len(names) > 0 {
		t := reports.Table{
			ID: "issue-groups", Title: b.Say("issue.groups", nil), RowHead: true,
			Columns: []reports.Column{
				{Title: b.Say("column.group", nil)},
				{Title: scaleName(b, r), Align: reports.Right, Bar: true, BarMax: 100, Decimals: 1},
				{Title: b.Say("issue.group-place", nil), Align: reports.Right},
			},
		}
		for _, g := range names {
			if slices.Contains(is.UnansweredBy, g) {
				t.Add(reports.Str(b.Group(g)), reports.Str(unanswered(b, r)), reports.Str(""))
			} else if f, ok := is.GroupSupport[g]; ok {
				t.Add(reports.Str(b.Group(g)), reports.Num(f), reports.Int(is.GroupRank[g]))
			}
		}
		s.Blocks = append(s.Blocks, t)
	}
	s.Add(duels(b, is.ID))
	return s
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
