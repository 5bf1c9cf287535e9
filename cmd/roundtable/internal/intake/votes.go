package intake

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/cmd/roundtable/internal/talk"
	"roundtable/importers"
	"roundtable/importers/sheet"
	"roundtable/planner"
	"roundtable/reports/messages"
)

// LoadVotes reads the two votes: each from its own file with the files that belong to
// both, or two rounds of the same files.
func LoadVotes(ctx context.Context, j *Job) (before, after *Loaded, err error) {
	first, second, err := votesToCompare(ctx, j)
	if err != nil {
		return nil, nil, err
	}
	if before, err = first.Load(ctx); err != nil {
		return nil, nil, err
	}
	if after, err = second.Load(ctx); err != nil {
		return nil, nil, err
	}
	findings := slices.Clone(before.Meeting.Findings)
	for _, f := range after.Meeting.Findings {
		if !slices.ContainsFunc(findings, func(x planner.Finding) bool {
			return x.Code == f.Code && x.Form == f.Form && x.Where == f.Where && x.Text == f.Text &&
				reflect.DeepEqual(x.Args, f.Args)
		}) {
			findings = append(findings, f)
		}
	}
	talk.WorstFirst(findings)
	after.Meeting.Findings = findings
	j.Warn(findings)
	for _, s := range before.Meeting.Sources {
		if !slices.Contains(after.Meeting.Sources, s) {
			after.Meeting.Sources = append(after.Meeting.Sources, s)
		}
	}
	after.Paths = slices.Concat(after.Paths, before.Paths)
	return before, after, nil
}

// votesToCompare are the jobs that read one vote each.
func votesToCompare(ctx context.Context, j *Job) (before, after *Job, err error) {
	l := &Loaded{Log: j.Logger()}
	l.Options, _ = settings.Resolve(nil, j.Given)
	if round := l.Options.Reading.Round; round != "" {
		names := strings.Split(round, ",")
		if len(names) != 2 {
			return nil, nil, exit.Hint(
				exit.Usage(fmt.Errorf("--round %s: compare needs two rounds", round)),
				"for example: --round before,after",
			)
		}
		return oneVote(j, j.Files, names[0]), oneVote(j, j.Files, names[1]), nil
	}
	if err := j.read(ctx, l, l.Options); err != nil {
		return nil, nil, err
	}
	var votes, shared []string
	for i, f := range l.Inspection.Files[:min(len(j.Files), len(l.Inspection.Files))] {
		if slices.ContainsFunc(f.Sheets, holdsVotes) {
			votes = append(votes, j.Files[i])
		} else {
			shared = append(shared, j.Files[i])
		}
	}
	rounds := l.Inspection.Rounds
	switch {
	case len(votes) == 2:
		return oneVote(j, slices.Concat(shared, votes[:1]), ""), oneVote(j, slices.Concat(shared, votes[1:]), ""), nil
	case len(votes) > 2:
		return nil, nil, exit.Hint(
			exit.Usage(
				fmt.Errorf("%d files hold votes, and compare takes two: %s", len(votes), strings.Join(votes, ", ")),
			),
			"name two of them, the earlier first, and the files that belong to both",
		)
	case len(rounds) == 2:
		return oneVote(j, j.Files, rounds[0]), oneVote(j, j.Files, rounds[1]), nil
	case len(rounds) > 2:
		return nil, nil, exit.Hint(
			exit.Usage(fmt.Errorf("the vote was held in %d rounds: %s", len(rounds), messages.English().And(rounds))),
			"say which two to compare, the earlier first: --round "+shell.Word(rounds[0]+","+rounds[len(rounds)-1]),
		)
	}
	if j.Warn(onlyErrors(l.Meeting.Findings)); l.Meeting.HasErrors() {
		return nil, nil, exit.ErrFindings
	}
	return nil, nil, exit.Lacking(fmt.Sprintf(
		"There is nothing to compare: these files hold %s, and compare needs two.",
		messages.Count(min(len(votes), 1), "vote", "votes")))
}

func onlyErrors(fs []planner.Finding) []planner.Finding {
	return talk.Without(planner.Note, talk.Without(planner.Warning, fs))
}

func holdsVotes(s importers.SheetInspection) bool {
	return s.Kind == sheet.Votes || s.Kind == sheet.Both || s.Kind == sheet.Election
}

// oneVote is the job of reading one of the votes; what is to be told is told once.
func oneVote(j *Job, files []string, round string) *Job {
	one := *j
	one.Files, one.Quiet = files, true
	one.Given = settings.Instead(j.Given, "round", strings.TrimSpace(round))
	return &one
}

// VoteName is what the vote is called in a comparison: its round, else its file.
func VoteName(l *Loaded) string {
	if r := l.Options.Reading.Round; r != "" {
		return r
	}
	for _, f := range l.Inspection.Files {
		if slices.ContainsFunc(f.Sheets, holdsVotes) {
			return f.File
		}
	}
	return ""
}
