package main

import (
	"strings"
	"time"

	"roundtable/importers/ballots"
	"roundtable/importers/table"
	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
)

// reportPair is a key and value as reports show them.
type reportPair = reports.Pair

// options is everything a user can set, with the packages' own defaults where
// zero. See [optionList] for what each means.
type options struct {
	// reading
	maps, sheets, dimensions       []string
	shape, encoding, scheme, votes string
	scale                          planner.Range
	budget                         int
	rescale                        bool
	levels                         []string
	maxFile, maxUnzipped           int // MB
	maxRows, maxColumns, maxCell   int
	// balance
	rules, panel  []string
	lock, without []string
	references    []string
	fields        map[planner.Dimension]planner.Answer
	seats         int
	additionsOnly bool
	// ranking
	weights, unranked, noGroup string
	agenda                     int
	agendaRule, completion     string
	bootstrap                  int
	shares, regionShares       []string
	alike, strangers           string
	approveFirst               int
	// grouping
	groups, worst, chairs            int
	size                             planner.Range
	goal                             string
	rankUtility                      []int
	outside, missingChair, shortfall *int
	perOrganisation                  int
	stay                             int
	timeLimit                        time.Duration
	mix, rounds                      int
	mixOn                            []string
	// everything
	title, date string
	openRoster  bool
	seed        uint64

	// effective lists what was set by the user, for the provenance block.
	effective []reportPair
	// typed lists the keys given on the command line.
	typed []string
}

func defaultOptions() *options {
	return &options{seed: 1, bootstrap: -1, perOrganisation: -1}
}

// optionList holds every option once, in the order in which the help and the
// provenance block show them.
var optionList = []option{
	// Reading.
	{
		key: "map", arg: "MEANING=HEADER", list: true, stage: stageAny, usage: "what a column means, for example 'Region=UN Group'",
		set: func(o *options, v string) error { return setMapping(&o.maps, v) },
	},
	{
		key: "sheet", arg: "NAME", list: true, stage: stageAny, usage: "read only this sheet",
		set: func(o *options, v string) error { return addItem(&o.sheets)(v) },
	},
	{
		key: "dimension", arg: "HEADER", list: true, stage: stageAny, usage: "count the people by this further column too",
		set: func(o *options, v string) error { return addItem(&o.dimensions)(v) },
	},
	{
		key: "scheme", arg: "un|icann", stage: stageAny, usage: "which regions countries belong to (default un)",
		set: func(o *options, v string) error { return setWord(&o.scheme, "un", "icann")(v) },
	},
	{
		key: "shape", arg: "SHAPE", stage: stageAny, usage: "how the votes are laid out, where two readings fit",
		set: func(o *options, v string) error { return setWord(&o.shape, ballots.Shapes()...)(v) },
	},
	{
		key: "votes", arg: "QUESTION", stage: stageAny, usage: "which question of a survey is the vote",
		set: func(o *options, v string) error { return setText(&o.votes)(v) },
	},
	{
		key: "scale", arg: "MIN..MAX", stage: stageAny, usage: "the declared scale of scores, for example 1..5",
		set: func(o *options, v string) error { return setRange(&o.scale)(v) },
	},
	{
		key: "budget", arg: "N", stage: stageAny, usage: "how many points each voter could give",
		set: func(o *options, v string) error { return setInt(&o.budget, 1, 1<<30)(v) },
	},
	{
		key: "rescale", stage: stageAny, usage: "count points that do not sum to the budget as shares of it",
		set: func(o *options, v string) error { return setBool(&o.rescale)(v) },
	},
	{
		key: "levels", arg: "'BEST > … > WORST'", stage: stageAny, usage: "the order of the words people answered with, best first",
		set: func(o *options, v string) error { return setLevels(&o.levels, v) },
	},
	{
		key: "encoding", arg: "NAME", stage: stageAny, usage: "encoding of text files, for example windows-1252",
		set: func(o *options, v string) error {
			o.encoding = strings.TrimSpace(v)
			return table.CheckEncoding(o.encoding)
		},
	},
	{
		key: "max_file", arg: "MB", stage: stageAny, usage: "largest file read (default 50)",
		set: func(o *options, v string) error { return setInt(&o.maxFile, 1, 1<<20)(v) },
	},
	{
		key: "max_unzipped", arg: "MB", stage: stageAny, usage: "largest workbook once unzipped (default 256)",
		set: func(o *options, v string) error { return setInt(&o.maxUnzipped, 1, 1<<20)(v) },
	},
	{
		key: "max_rows", arg: "N", stage: stageAny, usage: "most rows of a sheet (default 2000000)",
		set: func(o *options, v string) error { return setInt(&o.maxRows, 1, 1<<30)(v) },
	},
	{
		key: "max_columns", arg: "N", stage: stageAny, usage: "most columns of a sheet (default 2000)",
		set: func(o *options, v string) error { return setInt(&o.maxColumns, 1, 1<<20)(v) },
	},
	{
		key: "max_cell", arg: "N", stage: stageAny, usage: "most characters in a cell (default 32767)",
		set: func(o *options, v string) error { return setInt(&o.maxCell, 1, 1<<30)(v) },
	},

	// Balance.
	{
		key: "rules", arg: "PACK,…", list: true, stage: stageBalance, usage: "rule packs to judge by, for example igf-2023 (roundtable rules lists them)",
		set: func(o *options, v string) error { return addItems(&o.rules)(v) },
	},
	{
		key: "panel", arg: "ID,…", list: true, stage: stageBalance, usage: "who is on the panel, where the files do not say",
		set: func(o *options, v string) error { return addItems(&o.panel)(v) },
	},
	{
		key: "lock", arg: "ID,…", list: true, stage: stageBalance, usage: "who must keep their place on the panel, whatever the advice",
		set: func(o *options, v string) error { return addItems(&o.lock)(v) },
	},
	{
		key: "without", arg: "ID,…", list: true, stage: stageBalance, usage: "judge the panel as if these people had withdrawn, and say who could step in",
		set: func(o *options, v string) error { return addItems(&o.without)(v) },
	},
	{
		key: "seats", arg: "N", stage: stageBalance, usage: "how many seats the panel should have",
		set: func(o *options, v string) error { return setInt(&o.seats, 1, 100000)(v) },
	},
	{
		key: "reference", arg: "NAME", list: true, stage: stageBalance, usage: "compare everybody listed (20 and more) with un-members, equal-region or equal-stakeholder",
		set: func(o *options, v string) error {
			var name string
			if err := setWord(&name, referenceUN, referenceEqual+"region", referenceEqual+"stakeholder")(v); err != nil {
				return err
			}
			o.references = append(o.references, name)
			return nil
		},
	},
	{
		key: "field", arg: "NAME=yes|no", list: true, stage: stageBalance, usage: "answer a rule's question about the proposal, for example 'workshop report=yes'",
		set: func(o *options, v string) error { return setField(&o.fields, v) },
	},
	{
		key: "additions_only", stage: stageBalance, usage: "advise on whom to add, and let nobody go",
		set: func(o *options, v string) error { return setBool(&o.additionsOnly)(v) },
	},

	// Ranking.
	{
		key: "weights", arg: "HOW", stage: stageRank, usage: "groups: every stakeholder group counts the same; heads: every ballot does; or shares, raked, organisation, organisation-two-stage",
		set: func(o *options, v string) error {
			return setWord(&o.weights, "groups", "heads", "shares", "raked", "organisation", "organisation-two-stage")(v)
		},
	},
	{
		key: "share", arg: "GROUP=PERCENT", list: true, stage: stageRank, usage: "a group's share under --weights shares or raked",
		set: func(o *options, v string) error { return setShare(&o.shares, v) },
	},
	{
		key: "region_share", arg: "REGION=PERCENT", list: true, stage: stageRank, usage: "a region's share under --weights raked",
		set: func(o *options, v string) error { return setShare(&o.regionShares, v) },
	},
	{
		key: "unranked", arg: "last|ignore", stage: stageRank, usage: "what leaving an issue out means: it is last, or no opinion",
		set: func(o *options, v string) error { return setWord(&o.unranked, "last", "ignore")(v) },
	},
	{
		key: "no_group", arg: "own|exclude|spread", stage: stageRank, usage: "ballots without a group: a group of their own, left out, or spread over all",
		set: func(o *options, v string) error { return setWord(&o.noGroup, "own", "exclude", "spread")(v) },
	},
	{
		key: "alike", arg: "stop|merge|keep", stage: stageRank, usage: "labels that look like two spellings of one: stop, merge them, or keep them apart",
		set: func(o *options, v string) error { return setWord(&o.alike, "stop", "merge", "keep")(v) },
	},
	{
		key: "strangers", arg: "count|exclude", stage: stageRank, usage: "ballots of voters who are not on the list of people",
		set: func(o *options, v string) error { return setWord(&o.strangers, "count", "exclude")(v) },
	},
	{
		key: "agenda", arg: "K", stage: stageRank, usage: "choose K issues so that every group gets its share",
		set: func(o *options, v string) error { return setInt(&o.agenda, 1, 1000)(v) },
	},
	{
		key: "agenda_rule", arg: "NAME", stage: stageRank, usage: "how to choose them (default equal-shares)",
		set: func(o *options, v string) error { return setWord(&o.agendaRule, ranking.AgendaRuleNames()...)(v) },
	},
	{
		key: "completion", arg: "NAME", stage: stageRank, usage: "how equal shares fills places left over (default phragmen)",
		set: func(o *options, v string) error {
			return setWord(&o.completion, "phragmen", "increment", "support")(v)
		},
	},
	{
		key: "approve_first", arg: "N", stage: stageRank, usage: "how many issues at the top of a ranking count as approved (default 3)",
		set: func(o *options, v string) error { return setInt(&o.approveFirst, 1, 1000)(v) },
	},
	{
		key: "bootstrap", arg: "N", stage: stageRank, usage: "replicates behind the rank intervals, 0 for none (default 50000, fewer with many ballots)",
		set: func(o *options, v string) error { return setInt(&o.bootstrap, 0, 1000000)(v) },
	},

	// Working groups.
	{
		key: "groups", arg: "K", stage: stageGroup, usage: "how many working groups to form, from the first issues on",
		set: func(o *options, v string) error { return setInt(&o.groups, 1, 1000)(v) },
	},
	{
		key: "size", arg: "MIN..MAX", stage: stageGroup, usage: "size of a working group, for example 5..9",
		set: func(o *options, v string) error { return setRange(&o.size)(v) },
	},
	{
		key: "chairs", arg: "N", stage: stageGroup, usage: "chairs and co-chairs for each working group",
		set: func(o *options, v string) error { return setInt(&o.chairs, 0, 20)(v) },
	},
	{
		key: "goal", arg: "total|fair", stage: stageGroup, usage: "total: best sum of wishes; fair: nobody far from their wishes first",
		set: func(o *options, v string) error { return setWord(&o.goal, "total", "fair")(v) },
	},
	{
		key: "worst", arg: "R", stage: stageGroup, usage: "no voter gets worse than their choice number R",
		set: func(o *options, v string) error { return setInt(&o.worst, 1, 1000)(v) },
	},
	{
		key: "rank_utility", arg: "N,…", stage: stageGroup, usage: "points for the first, second … choice (default 100,80,62,46,32)",
		set: func(o *options, v string) error { return setInts(&o.rankUtility)(v) },
	},
	{
		key: "outside_utility", arg: "N", stage: stageGroup, usage: "points for a group outside the list (default -100)",
		set: func(o *options, v string) error { return setIntPtr(&o.outside, -1000000, 1000000)(v) },
	},
	{
		key: "missing_chair_weight", arg: "N", stage: stageGroup, usage: "points lost for each missing chair (default 150)",
		set: func(o *options, v string) error { return setIntPtr(&o.missingChair, 0, 1000000)(v) },
	},
	{
		key: "shortfall_weight", arg: "N", stage: stageGroup, usage: "points lost for each person short of a should target (default 120)",
		set: func(o *options, v string) error { return setIntPtr(&o.shortfall, 0, 1000000)(v) },
	},
	{
		key: "max_per_organisation", arg: "N", stage: stageGroup, usage: "most people of one organisation in a group",
		set: func(o *options, v string) error { return setInt(&o.perOrganisation, 0, 100000)(v) },
	},
	{
		key: "stay", arg: "N", stage: stageGroup, usage: "points for keeping a seat of the plan given with --keep",
		set: func(o *options, v string) error { return setInt(&o.stay, 0, 1000000)(v) },
	},
	{
		key: "mix", arg: "K", stage: stageGroup, usage: "instead of wishes: K tables as mixed as possible",
		set: func(o *options, v string) error { return setInt(&o.mix, 1, 10000)(v) },
	},
	{
		key: "rounds", arg: "R", stage: stageGroup, usage: "rounds at the mixed tables, with as many new faces as possible",
		set: func(o *options, v string) error { return setInt(&o.rounds, 1, 1000)(v) },
	},
	{
		key: "mix_on", arg: "DIMENSION,…", list: true, stage: stageGroup, usage: "what the tables are mixed on (default stakeholder,region,gender)",
		set: func(o *options, v string) error { return addItems(&o.mixOn)(v) },
	},
	{
		key: "time_limit", arg: "20s", stage: stageGroup | stageBalance, usage: "stop searching after this long and give the best so far",
		set: func(o *options, v string) error { return setDuration(&o.timeLimit, v) },
	},

	// Everything.
	{
		key: "seed", arg: "N", stage: stageAny, usage: "seed of everything drawn by lot (default 1)",
		set: func(o *options, v string) error { return setSeed(&o.seed, v) },
	},
	{
		key: "open_roster", stage: stageAny, usage: "who takes part, with stakeholder group and region, is public anyway",
		set: func(o *options, v string) error { return setBool(&o.openRoster)(v) },
	},
	{
		key: "title", arg: "TEXT", stage: stageAny, usage: "title of the meeting",
		set: func(o *options, v string) error { return setText(&o.title)(v) },
	},
	{
		key: "date", arg: "DATE", stage: stageAny, usage: "date shown in the reports (else SOURCE_DATE_EPOCH, else none)",
		set: func(o *options, v string) error { return setText(&o.date)(v) },
	},
}
