package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"path/filepath"
	"strings"

	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/importers/ballots"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/planner/ranking"
)

// rankStage ranks the issues. Without votes it returns the reason in a sentence.
func (l *loaded) rankStage(ctx context.Context) (*ranking.Result, string, error) {
	m := l.meeting
	if m.Ballots.Len() == 0 {
		return nil, noVotes(len(m.Issues)), nil
	}
	opts, err := l.rankOptions()
	if err != nil {
		return nil, "", err
	}
	l.log.Info("ranking issues", "ballots", m.Ballots.Total(), "issues", len(m.Issues))
	r, err := ranking.Rank(ctx, m.Issues, m.Ballots, opts)
	var alike *ranking.AlikeError
	switch {
	case errors.As(err, &alike):
		return nil, "", inputError{err: hintError{err, "--alike merge counts them as one, --alike keep as two"}}
	case errors.Is(err, ranking.ErrOptions):
		return nil, "", usageError{err}
	case errors.Is(err, ranking.ErrBallots):
		return nil, "", inputError{err: hintError{err, "roundtable inspect shows how the votes were understood"}}
	}
	return r, "", err
}

func noVotes(issues int) string {
	s := "There are no votes in these files, so nothing was ranked."
	if issues > 0 {
		s = fmt.Sprintf("There are no votes in these files, so the %s are not ranked.", planner.Plural(issues, "issue", "issues"))
	}
	return s + " Add a table with one row for each voter: their stakeholder group, and their first, second and third choice, or one column for each issue with its rank."
}

func (l *loaded) rankOptions() (ranking.Options, error) {
	o, opts := l.o, ranking.DefaultOptions()
	opts.Seed, opts.AgendaK = o.seed, o.agenda
	if o.agenda == 0 && o.groups > 0 {
		// Each working group takes up an issue: say who is served by which.
		opts.AgendaK = min(o.groups, len(l.meeting.Issues))
	}
	opts.Weights = ranking.WeightMode(o.weights)
	set(&opts.Unranked, o.unranked)
	set(&opts.NoGroup, o.noGroup)
	set(&opts.Alike, o.alike)
	set(&opts.AgendaRule, o.agendaRule)
	set(&opts.Completion, o.completion)
	set(&opts.Strangers, o.strangers)
	if o.approveFirst > 0 {
		opts.ApproveFirst = o.approveFirst
	}
	if o.bootstrap >= 0 {
		opts.Bootstrap = o.bootstrap
	}
	var err error
	if opts.Shares, err = parseShares("--share", planner.Stakeholder, o.shares); err != nil {
		return opts, err
	}
	if opts.RegionShares, err = parseShares("--region-share", planner.Region, o.regionShares); err != nil {
		return opts, err
	}
	for i := range l.meeting.Roster {
		p := &l.meeting.Roster[i]
		opts.Voters = append(opts.Voters, p.ID)
		if p.Name != "" {
			opts.Voters = append(opts.Voters, p.Name)
		}
	}
	return opts, nil
}

// set overrides a default where the user gave a value.
func set[T ~string](p *T, v string) {
	if v != "" {
		*p = T(v)
	}
}

// parseShares reads VALUE=PERCENT exactly; the value may be any spelling of a
// stakeholder group or region.
func parseShares(flag string, of planner.Dimension, list []string) (map[string]planner.Ratio, error) {
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
			return nil, usageError{fmt.Errorf("%s %q: the percentage cannot be read", flag, item)}
		}
		if _, twice := out[name]; twice {
			return nil, usageError{fmt.Errorf("%s %q: %s has a share already", flag, item, name)}
		}
		out[name] = planner.Ratio{Num: r.Num().Int64(), Den: r.Denom().Int64() * 100}
	}
	return out, nil
}

// export writes the ballots in a form other counting programs read.
func (l *loaded) export(j *job, path string) error {
	m := l.meeting
	e := ballots.Election{Title: m.Title, Issues: m.Issues, Ballots: m.Ballots, Seats: max(l.o.agenda, 1)}
	var write func(io.Writer, ballots.Election) error
	switch strings.ToLower(filepath.Ext(path)) {
	case ".soi", ".toi", ".soc", ".toc":
		write = ballots.WritePrefLib
	case ".blt":
		write = ballots.WriteBLT
	case ".pb":
		write = ballots.WritePabulib
	default:
		return hintError{usageError{fmt.Errorf("--export %s: this ending is not known", path)}, "use .soi, .toi, .blt or .pb"}
	}
	out := outfile.New(l.paths...)
	defer out.Abort()
	if err := out.Write(path, 0o600, func(w io.Writer) error { return write(w, e) }); err != nil {
		return err
	}
	if err := out.Commit(); err != nil {
		return err
	}
	j.talk("Wrote %s", path)
	return nil
}
