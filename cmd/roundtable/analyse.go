package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/build"
)

// analysis is everything that was found out, with the reasons for what was not.
type analysis struct {
	views   []build.BalanceView
	ranking *ranking.Result
	groups  *grouping.Plan
	problem *grouping.Problem
	missing build.Missing
	// impossible is why the working groups cannot be formed as asked; groups
	// then holds the nearest proposal.
	impossible *grouping.InfeasibleError
}

// analyse runs all three stages. Working groups that cannot be formed as asked
// do not stop the rest: the report says why, and the error comes back beside a
// complete analysis.
func (l *loaded) analyse(ctx context.Context, progress func(grouping.Progress)) (*analysis, error) {
	a := &analysis{}
	var err error
	if a.views, a.missing.Balance, err = l.balanceStage(ctx); err != nil {
		return nil, err
	}
	if a.ranking, a.missing.Ranking, err = l.rankStage(ctx); err != nil {
		return nil, err
	}
	a.groups, a.problem, a.missing.Groups, err = l.groupStage(ctx, a.ranking, progress)
	if err == nil {
		return a, nil
	}
	var infeasible *grouping.InfeasibleError
	if !errors.As(err, &infeasible) {
		return nil, err
	}
	a.concede(infeasible)
	return a, impossibleError{err}
}

// concede keeps the nearest proposal and the reason why it is only that.
func (a *analysis) concede(e *grouping.InfeasibleError) {
	a.impossible, a.groups, a.missing.Groups = e, e.Nearest, e.Error()
}

// mustMissed reports whether a must target of the judged panel or of a working
// group is missed.
func (a *analysis) mustMissed() bool {
	for _, v := range a.views {
		if v.Judged && v.Report.MissedMust() {
			return true
		}
	}
	return false
}

// input is what the chair edition is built from.
func (a *analysis) input(l *loaded, j *job, command string) build.Input {
	return build.Input{
		Meeting: l.meeting, Pool: l.pool, Kept: l.kept != nil, Balance: a.views, Ranking: a.ranking, Groups: a.groups,
		Impossible: a.impossible, Missing: a.missing, Provenance: l.provenance(j, command),
	}
}

// provenance says how the result can be made again. Files go by name, without
// their folders: a report must not tell what a machine looks like inside.
func (l *loaded) provenance(j *job, command string) reports.Provenance {
	p := reports.Provenance{
		Version: versionText(), Date: l.o.date, Seed: l.o.seed,
		Command: j.commandLine(command), Settings: l.o.effective,
	}
	for _, s := range l.meeting.Sources {
		p.Sources = append(p.Sources, reportPair{Key: s.File, Value: s.SHA256})
	}
	return p
}

// commandLine is the command that makes the result again, in a fixed order.
func (j *job) commandLine(command string) string {
	words := []string{"roundtable", command}
	for _, f := range j.files {
		words = append(words, shellWord(baseName(f)))
	}
	for _, f := range j.targets {
		words = append(words, "--targets", shellWord(baseName(f)))
	}
	for _, f := range j.pool {
		words = append(words, "--pool", shellWord(baseName(f)))
	}
	if j.settingsFile != "" {
		words = append(words, "--settings", shellWord(baseName(j.settingsFile)))
	}
	if j.keep != "" {
		words = append(words, "--keep", shellWord(baseName(j.keep)))
	}
	for _, p := range effective(j.given) {
		o := optionByKey(p.Key)
		if o.arg == "" {
			words = append(words, fmt.Sprintf("--%s=%s", o.flag(), p.Value))
			continue
		}
		words = append(words, "--"+o.flag(), shellWord(p.Value))
	}
	return strings.Join(words, " ")
}

func baseName(path string) string {
	if path == "-" {
		return path
	}
	return filepath.Base(path)
}

// shellWord quotes a word for a shell where it needs quotes.
func shellWord(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./,:=+%", r)
	}
	if s != "" && !slices.ContainsFunc([]rune(s), func(r rune) bool { return !plain(r) }) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
