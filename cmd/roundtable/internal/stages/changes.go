package stages

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/importers"
	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports/build"
	"roundtable/reports/messages"
	"roundtable/reports/release"
)

// ComparedVotes ranks both votes and holds one against the other.
func ComparedVotes(ctx context.Context, j *intake.Job, before, after *intake.Loaded) (build.Input, error) {
	var in build.Input
	tellApart(before.Meeting, after.Meeting)
	was, err := vote(ctx, j, before)
	if err != nil {
		return in, err
	}
	is, err := vote(ctx, j, after)
	if err != nil {
		return in, err
	}
	opts, err := RankOptions(after)
	if err != nil {
		return in, err
	}
	in = Reported(j, after, &Analysis{}, "compare")
	earlier, now := release.Of(before.Meeting, release.Settings{}), release.Of(after.Meeting, release.Settings{})
	in.Apart = release.Apart(&earlier, &now)
	in.Comparison, err = ranking.Compare(ctx, was, is, opts)
	return in, err
}

// vote ranks one of two votes. How sure the order is is no part of a comparison.
func vote(ctx context.Context, j *intake.Job, l *intake.Loaded) (ranking.Vote, error) {
	l.Options.Ranking.Bootstrap, l.Options.Ranking.AgendaK, l.Options.Groups.Count = 0, 0, 0
	r, missing, err := Rank(ctx, l)
	if err == nil && r == nil {
		err = exit.Lacking(missing.Said(messages.English()))
	}
	if err != nil {
		return ranking.Vote{}, fmt.Errorf("%s: %w", intake.VoteName(l), err)
	}
	warnings := talk.Without(planner.Note, r.Warnings)
	for i := range warnings {
		warnings[i].Where.File = cmp.Or(warnings[i].Where.File, intake.VoteName(l))
	}
	j.Warn(warnings)
	return ranking.Vote{
		Name:     intake.VoteName(l),
		Standing: r.Standing(),
		Issues:   l.Meeting.Issues,
		Ballots:  l.Meeting.Ballots,
	}, nil
}

// tellApart gives the issues and the people of the earlier meeting the IDs they have in
// the later one, and others where an ID means another issue or person now.
func tellApart(before, after *planner.Meeting) {
	for i, id := range importers.Align(after.Issues, before.Issues) {
		before.Issues[i].ID = id
	}
	ids := importers.Align(named(after.Roster), named(before.Roster))
	now := make(map[string]string)
	for i := range before.Roster {
		now[before.Roster[i].ID], before.Roster[i].ID = ids[i], ids[i]
	}
	ballots := planner.NewBallots(len(before.Issues))
	ballots.Scale = before.Ballots.Scale
	for i := range before.Ballots.Len() {
		b := before.Ballots.At(i)
		b.Voter = cmp.Or(now[b.Voter], b.Voter)
		ballots.Add(b)
	}
	before.Ballots = ballots
}

// named are people by ID and name, as issues are.
func named(people planner.Roster) []planner.Issue {
	out := make([]planner.Issue, len(people))
	for i := range people {
		out[i] = planner.Issue{ID: people[i].ID, Name: people[i].Name}
	}
	return out
}

// compareStage holds the ranking against that of the earlier plan.
func compareStage(ctx context.Context, l *intake.Loaded, now *ranking.Result) (*ranking.Comparison, error) {
	forTables := l.Options.Groups.Mix > 0 // then an earlier plan also tells who met
	switch {
	case l.Previous == nil || forTables && (now == nil || !l.Previous.Ranked()):
		return nil, nil
	case !l.Previous.Ranked():
		return nil, exit.Input(errors.New("--previous: the earlier plan ranked no issues to compare with"))
	case now == nil:
		return nil, exit.Input(errors.New("--previous: there are no votes now to compare with the earlier plan"))
	}
	opts, err := RankOptions(l)
	if err != nil {
		return nil, err
	}
	earlier := make([]planner.Issue, len(l.Previous.Ranking.Issues))
	for i, x := range l.Previous.Ranking.Issues {
		earlier[i] = planner.Issue{ID: x.ID, Name: x.Name}
	}
	standing := *l.Previous.Ranking
	standing.Issues = slices.Clone(standing.Issues)
	for i, id := range importers.Align(l.Meeting.Issues, earlier) {
		standing.Issues[i].ID = id
	}
	name := cmp.Or(l.Previous.Provenance.Date, l.Previous.Title, "earlier plan")
	return ranking.Compare(ctx, ranking.Vote{Name: name, Standing: standing},
		ranking.Vote{Standing: now.Standing(), Issues: l.Meeting.Issues, Ballots: l.Meeting.Ballots}, opts)
}
