package stages

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/suggest"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports/build"
)

// Rank ranks the issues. Without votes it returns the reason in a sentence.
func Rank(ctx context.Context, l *intake.Loaded) (*ranking.Result, build.Reason, error) {
	m := l.Meeting
	if m.Ballots.Len() == 0 {
		if len(m.Issues) == 0 {
			return nil, build.Reason{Code: "no-votes"}, nil
		}
		return nil, build.Reason{Code: "not-ranked", N: len(m.Issues)}, nil
	}
	opts, err := RankOptions(l)
	if err != nil {
		return nil, build.Reason{}, err
	}
	l.Log.Info("ranking issues", "ballots", m.Ballots.Total(), "issues", len(m.Issues))
	r, err := ranking.Rank(ctx, m.Issues, m.Ballots, opts)
	var alike *ranking.AlikeError
	switch {
	case errors.As(err, &alike):
		return nil, build.Reason{}, exit.Input(exit.Hint(err, "--alike merge counts them as one, --alike keep as two"))
	case errors.Is(err, ranking.ErrOptions):
		return nil, build.Reason{}, capHint(noneOfHint(exit.Usage(err), opts.NoneOf, m.Issues), opts.CapBy, m.Issues)
	case errors.Is(err, ranking.ErrBallots):
		return nil, build.Reason{}, exit.Input(exit.Hint(err, "roundtable inspect shows how the votes were understood"))
	}
	if err == nil && r.Ballots == 0 {
		return nil, build.Reason{Code: "nobody-answered", N: int(m.Ballots.Total())}, nil
	}
	return r, build.Reason{}, err
}

// noneOfHint asks for the issue that is meant where none is called as was said.
func noneOfHint(err error, name string, issues []planner.Issue) error {
	var known []string
	for _, q := range issues {
		known = append(known, q.ID, q.Name)
	}
	if name == "" || slices.Contains(known, name) {
		return err
	}
	return exit.Hint(err, suggest.Hint(name, known))
}

// capHint asks for the column of the issues that is meant where none says what caps them.
func capHint(err error, by planner.Dimension, issues []planner.Issue) error {
	var known []string
	for _, q := range issues {
		for d, v := range q.Values {
			if v != "" && !slices.Contains(known, string(d)) {
				known = append(known, string(d))
			}
		}
	}
	slices.Sort(known)
	if by == "" || len(known) == 0 || slices.Contains(known, string(by)) {
		return err
	}
	return exit.Hint(err, suggest.Hint(string(by), known))
}

// RankOptions are the user's options with what the files and the other stages
// say.
func RankOptions(l *intake.Loaded) (ranking.Options, error) {
	m, o := l.Meeting, l.Options
	opts := o.Ranking.Options
	opts.Seed = o.Seed
	if opts.AgendaK == 0 {
		// The places that the vote's file asks for; else each working group takes up an
		// issue: say who is served by which.
		opts.AgendaK = min(cmp.Or(m.Places, o.Groups.Count), len(m.Issues))
	}
	var err error
	if opts.Shares, err = shareTargets("--share", planner.Stakeholder, o.Ranking.Shares); err != nil {
		return opts, err
	}
	if opts.RegionShares, err = shareTargets("--region-share", planner.Region, o.Ranking.RegionShares); err != nil {
		return opts, err
	}
	for i := range m.Roster {
		p := &m.Roster[i]
		opts.Voters = append(opts.Voters, p.ID)
		if p.Name != "" {
			opts.Voters = append(opts.Voters, p.Name)
		}
	}
	return opts, nil
}

// shareTargets reads VALUE=PERCENT exactly; the value may be any spelling of a
// stakeholder group or region.
func shareTargets(flag string, of planner.Dimension, list []string) (map[string]planner.Ratio, error) {
	if len(list) == 0 {
		return nil, nil
	}
	out := make(map[string]planner.Ratio, len(list))
	for _, item := range list {
		i := strings.LastIndexByte(item, '=')
		name := strings.TrimSpace(item[:i])
		if v := vocabulary.Value(of, name); v.OK() {
			name = v.Value
		}
		r, ok := new(big.Rat).SetString(strings.TrimSuffix(strings.TrimSpace(item[i+1:]), "%"))
		if !ok || !r.Num().IsInt64() || !r.Denom().IsInt64() {
			return nil, exit.Usage(fmt.Errorf("%s %q: the percentage cannot be read", flag, item))
		}
		if _, twice := out[name]; twice {
			return nil, exit.Usage(fmt.Errorf("%s %q: %s has a share already", flag, item, name))
		}
		out[name] = planner.Ratio{Num: r.Num().Int64(), Den: r.Denom().Int64() * 100}
	}
	return out, nil
}
