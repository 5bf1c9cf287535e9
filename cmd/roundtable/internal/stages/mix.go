package stages

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/suggest"
	"roundtable/importers"
	"roundtable/importers/targets"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/planner/mixing"
	"roundtable/reports/messages"
)

// withFacilitators spreads those who lead the tables before all else, where the people
// have such roles.
func withFacilitators(r planner.Roster, opts *mixing.Options) planner.Roster {
	const facilitator planner.Dimension = "facilitator"
	leads := func(p planner.Participant) bool { return p.HasRole(planner.RoleModerator, planner.RoleOnlineModerator) }
	if !slices.ContainsFunc(r, leads) {
		return r
	}
	r = slices.Clone(r)
	for i := range r {
		r[i].Values = maps.Clone(r[i].Values)
		r[i].Values[facilitator] = []string{"no"}
		if leads(r[i]) {
			r[i].Values[facilitator] = []string{"yes"}
		}
	}
	opts.Dimensions = append([]planner.Dimension{facilitator}, opts.Dimensions...)
	return r
}

// Mix seats everybody at mixed tables; the plan is nil where nobody asked for any.
// Who met in an earlier plan, at tables or in a working group, had better meet others.
func Mix(ctx context.Context, l *intake.Loaded) (*mixing.Plan, error) {
	o := &l.Options.Groups
	if o.Mix == 0 {
		return nil, OnlyForTables(l.Options)
	}
	if l.Kept != nil {
		return nil, exit.Hint(
			exit.Usage(errors.New("--keep keeps seats in working groups, and --mix seats people at tables anew")),
			"leave out --keep; --earlier FILE lets people meet others than in an earlier plan",
		)
	}
	if o.Count == 0 && len(l.Meeting.Groups) == 0 {
		if err := OnlyForWishes(l.Options); err != nil {
			return nil, err
		}
	}
	opts := mixing.Options{
		Tables: o.Mix, Rounds: max(o.Rounds, 1), Seed: l.Options.Seed, Size: o.Size, Pairs: l.Meeting.Pairs,
		Searches: o.MixSearches, Rooms: o.Rooms,
	}
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region, planner.Gender} {
		if len(unusedDimensions(l.Meeting.Roster, []planner.Dimension{d})) == 0 {
			opts.Dimensions = append(opts.Dimensions, d) // of what nobody has, nothing is even
		}
	}
	if l.Previous != nil {
		opts.Earlier = earlierTables(l.Previous)
	}
	for _, e := range l.Earlier {
		opts.Earlier = append(opts.Earlier, seatedTogether(e.Seats)...)
	}
	if len(o.MixOn) > 0 {
		opts.Dimensions = nil
		for _, name := range o.MixOn {
			opts.Dimensions = append(opts.Dimensions, dimensionOf(l.Meeting.Roster, name))
		}
		if err := checkDimensions(l.Meeting.Roster, opts.Dimensions); err != nil {
			return nil, err
		}
	}
	limited, cancel := l.Options.Limited(ctx)
	defer cancel()
	m, err := mixing.Solve(limited, withFacilitators(l.Meeting.Roster, &opts), opts)
	return m, exit.NotSetUp(err)
}

// seatedTogether are the tables or groups of a table of seats, as one round each of which
// somebody sits in one: several in a row, as a plan with rounds has them, are rounds.
func seatedTogether(seats []importers.Seat) []mixing.Round {
	var rounds []mixing.Round
	nth := make(map[string]int) // how many seats of a person were taken in
	at := make(map[string]int)  // the table of a round and name
	for _, s := range seats {
		n := nth[s.Person]
		nth[s.Person]++
		if n == len(rounds) {
			rounds = append(rounds, mixing.Round{})
		}
		key := strconv.Itoa(n) + " " + s.Group
		k, ok := at[key]
		if !ok {
			k = len(rounds[n].Tables)
			at[key] = k
			rounds[n].Tables = append(rounds[n].Tables, nil)
		}
		rounds[n].Tables[k] = append(rounds[n].Tables[k], s.Person)
	}
	return rounds
}

// earlierTables are the tables of an earlier plan, and its working groups as one round.
func earlierTables(p *intake.EarlierPlan) []mixing.Round {
	var rounds []mixing.Round
	if p.Mix != nil {
		rounds = append(rounds, p.Mix.Rounds...)
	}
	if p.Groups != nil {
		var r mixing.Round
		for _, g := range p.Groups.Groups {
			var ids []string
			for _, m := range g.Members {
				ids = append(ids, m.ID)
			}
			r.Tables = append(r.Tables, ids)
		}
		rounds = append(rounds, r)
	}
	return rounds
}

// OnlyForWishes refuses what the command line asks of working groups by wishes: no mixed
// table would keep it.
func OnlyForWishes(o *settings.Options) error {
	flag := typed(o, settingsForWishes)
	if flag == "" {
		return nil
	}
	return exit.Hint(
		exit.Usage(errors.New(flag+" is for working groups by wishes, and --mix seats people without them")),
		"leave out "+flag+"; --mix-on says what the tables are mixed on, for example organisation",
	)
}

// OnlyForTables refuses what the command line asks of mixed tables where there are none.
func OnlyForTables(o *settings.Options) error {
	flag := typed(o, settingsForTables)
	if flag == "" || o.Groups.Mix > 0 {
		return nil
	}
	return exit.Hint(
		exit.Usage(errors.New(flag+" is for mixed tables, and none were asked for")),
		"say how many tables: --mix K; or leave out "+flag,
	)
}

// typed is the first of some settings that was given on the command line, as it is typed; "" if
// none was.
func typed(o *settings.Options, keys []string) string {
	for _, key := range keys {
		if x := o.Last(key); x != nil && x.Typed {
			return "--" + strings.ReplaceAll(key, "_", "-")
		}
	}
	return ""
}

var (
	// settingsForWishes are those that no mixed table would keep.
	settingsForWishes = []string{"max_per_organisation", "goal", "worst", "chairs", "chairs_differ_by"}
	// settingsForTables are those that mixed tables alone keep.
	settingsForTables = []string{"rounds", "mix_on", "rooms"}
)

// PassedOver says which settings of the files are not kept, as there are mixed tables alone, or
// none: a file may set them for another run.
func PassedOver(o *settings.Options) (list []planner.Finding) {
	for _, x := range fromFiles(o, settingsForWishes) {
		if o.Groups.Mix > 0 {
			list = append(list, planner.Finding{
				Code: "setting-for-wishes", Severity: planner.Warning, Where: x.Where, Seen: x.Value,
				Args: map[string]any{"key": x.Key},
			})
		}
	}
	for _, x := range fromFiles(o, settingsForTables) {
		if o.Groups.Mix == 0 {
			list = append(list, planner.Finding{
				Code: "setting-for-tables", Severity: planner.Warning, Where: x.Where, Seen: x.Value,
				Args: map[string]any{"key": x.Key},
			})
		}
	}
	return list
}

// fromFiles are those of some settings that a file gave.
func fromFiles(o *settings.Options, keys []string) (list []settings.Given) {
	for _, key := range keys {
		if x := o.Last(key); x != nil && !x.Typed {
			list = append(list, *x)
		}
	}
	return list
}

// checkDimensions refuses dimensions in which nobody has a value.
func checkDimensions(r planner.Roster, dims []planner.Dimension) error {
	missing := unusedDimensions(r, dims)
	if len(missing) == 0 {
		return nil
	}
	hint := "roundtable inspect shows the dimensions that were read; --dimension reads a further column"
	if q := suggest.Question(missing[0], dimensionsOf(r)); q != "" {
		hint = q
	}
	return exit.Input(exit.Hint(errors.New("nobody has a value for "+messages.English().Or(missing)), hint))
}

// dimensionOf is the dimension that a name stands for: one that people have, whatever its
// case and signs, else one of the dimensions that are known by several names.
func dimensionOf(r planner.Roster, name string) planner.Dimension {
	for _, d := range dimensionsOf(r) {
		if vocabulary.Compact(d) == vocabulary.Compact(name) {
			return planner.Dimension(d)
		}
	}
	d, _ := targets.Dimension(name)
	return d
}

// dimensionsOf are the dimensions in which somebody has a value.
func dimensionsOf(r planner.Roster) []string {
	var out []string
	for i := range r {
		for d := range r[i].Values {
			if !slices.Contains(out, string(d)) {
				out = append(out, string(d))
			}
		}
	}
	slices.Sort(out)
	return out
}

// unusedDimensions are those in which nobody has a value.
func unusedDimensions(r planner.Roster, dims []planner.Dimension) []string {
	var out []string
	for _, d := range dims {
		known := slices.ContainsFunc(r, func(p planner.Participant) bool {
			_, ok := p.Value(d)
			return ok
		})
		if !known {
			out = append(out, string(d))
		}
	}
	return out
}
