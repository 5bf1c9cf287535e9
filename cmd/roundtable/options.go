package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"roundtable/importers"
	"roundtable/importers/ballots"
	"roundtable/importers/rulepacks"
	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/planner/schedule"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// options is everything a user can set, one struct a stage. Each starts from the
// defaults of the package that it is handed to; see [settingsOf] for what the
// fields mean.
type options struct {
	reading importers.Options
	panel   panelOptions
	ranking rankingOptions
	groups  groupOptions
	report  reportOptions

	shelf     *rulepacks.Shelf // what the rules say, read once
	seed      uint64
	timeLimit time.Duration

	// given is what the user set, in files and then on the command line.
	given []given
}

// panelOptions say who is judged, by what, and what to advise.
type panelOptions struct {
	rules, targets, members, lock, without []string

	seats         int
	references    []string
	fields        map[planner.Dimension]planner.Answer
	additionsOnly bool
}

// rankingOptions are those of the package, and shares as given: VALUE=PERCENT.
type rankingOptions struct {
	ranking.Options
	shares, regionShares []string
}

// groupOptions are those of the package, the groups to form, and mixed tables.
type groupOptions struct {
	grouping.Options
	count, chairs int
	size          planner.Range

	mix, rounds int
	// mixSearches repeats tables that a time limit cut short; verify sets it.
	mixSearches int
	mixOn       []string
	rooms       bool

	chairsDiffer []string

	// at are the rounds in which working groups can meet, in meetingRooms.
	at           []string
	meetingRooms []schedule.Room
}

// reportOptions are what reports show or may show.
type reportOptions struct {
	title, date string
	openRoster  bool
	publish     string

	languages []string // none: English
	editions  []reports.Edition
	static    bool
}

func newOptions() *options {
	o := &options{seed: 1, shelf: new(rulepacks.Shelf)}
	o.ranking.Options = ranking.DefaultOptions()
	o.groups.Options = grouping.DefaultOptions()
	o.report.editions = []reports.Edition{reports.Chair, reports.Participants, reports.Public}
	return o
}

// last is the last value given for a setting; nil if there is none.
func (o *options) last(key string) *given {
	for i := len(o.given) - 1; i >= 0; i-- {
		if o.given[i].key == key {
			return &o.given[i]
		}
	}
	return nil
}

// limited applies the time limit.
func (o *options) limited(ctx context.Context) (context.Context, context.CancelFunc) {
	if o.timeLimit > 0 {
		return context.WithTimeout(ctx, o.timeLimit)
	}
	return context.WithCancel(ctx)
}

// checkDate fills the date from SOURCE_DATE_EPOCH where none was given. The
// clock is never asked: two runs would differ.
func (o *options) checkDate() (err error) {
	if o.report.date == "" {
		o.report.date, err = epochDate()
	}
	return err
}

// epochDate is the day of SOURCE_DATE_EPOCH; empty where that is not set.
func epochDate() (string, error) {
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return "", nil
	}
	n, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return "", fmt.Errorf("SOURCE_DATE_EPOCH is %q; it should be a number of seconds", epoch)
	}
	return time.Unix(n, 0).UTC().Format(time.DateOnly), nil
}

// forReaders tells the readers what other stages ask of the files: targets, the
// dimensions of the rules, and the day on which people have an age.
func (o *options) forReaders() {
	o.reading.Targets = o.panel.targets
	o.reading.Asked = slices.Concat(o.shelf.Dimensions(o.panel.rules...), o.groups.mixOn, o.groups.chairsDiffer)
	o.reading.Date, _ = dayOf(o.report.date)
}

// readsLike reports whether files are read alike with other options.
func (o *options) readsLike(x *options) bool {
	return slices.Equal(effective(o.given, forReading), effective(x.given, forReading)) &&
		slices.Equal(o.reading.Asked, x.reading.Asked) && slices.Equal(o.reading.Targets, x.reading.Targets) &&
		o.reading.Date.Equal(x.reading.Date)
}

// settingsOf lists every setting once, with the field of the options that it
// fills, in the order in which the help and the provenance block show them.
func settingsOf(o *options) []setting {
	return slices.Concat(
		counting(forReading, readingSettings(&o.reading)),
		counting(forPanel, panelSettings(&o.panel)),
		counting(forRanking, rankingSettings(&o.ranking)),
		counting(forGroups, groupSettings(&o.groups)),
		counting(forGroups|forPanel|forDraw, []setting{{
			key: "time_limit", arg: "20s", set: duration(&o.timeLimit),
			help: "stop searching after this long and give the best so far",
		}}),
		counting(forReports, []setting{{
			key: "seed", arg: "N", set: natural(&o.seed),
			help: "seed of everything drawn by lot (default 1)",
		}}),
		counting(forReports, reportSettings(&o.report)),
		counting(forPages, pageSettings(&o.report)),
	)
}

// counting says of all settings where they count.
func counting(stages stage, list []setting) []setting {
	for i := range list {
		list[i].counts |= stages
	}
	return list
}

func readingSettings(r *importers.Options) []setting {
	votes, limits := &r.Votes, &r.Table.Limits
	return []setting{
		{
			key: "map", common: true, arg: "MEANING=HEADER", list: true, set: mapping(&r.Map),
			help: "what a column means, for example 'Region=UN Group'",
		},
		{
			key: "sheet", arg: "NAME", list: true, set: item(&r.Sheets),
			help: "read only this sheet",
		},
		{
			key: "dimension", arg: "HEADER", list: true, set: item(&r.Dimensions),
			help: "count the people by this further column too",
		},
		{
			key: "scheme", arg: "un|icann", public: true, set: word(&r.Scheme, "un", "icann"),
			help: "which regions countries belong to (default un)",
		},
		{
			key: "shape", arg: "SHAPE", set: word(&votes.Shape, ballots.Shapes()...),
			help: "how the votes are laid out, where two readings fit",
		},
		{
			key: "votes", arg: "QUESTION", set: line(&votes.Question),
			help: "which question of a survey is the vote",
		},
		{
			key: "scale", arg: "MIN..MAX", set: scale(&votes.Scale),
			help: "the declared scale of scores, for example 1..5 or -2..2",
		},
		{
			key: "budget", arg: "N", set: number(&votes.Scale.Budget, 1, 1<<30),
			help: "how many points each voter could give",
		},
		{
			key: "rescale", set: yesNo(&votes.Rescale),
			help: "count points that do not sum to the budget as shares of it",
		},
		{
			key: "levels", arg: "'BEST > … > WORST'", set: levels(&votes.Levels),
			help: "the order of the words people answered with, best first",
		},
		{
			key: "round", arg: "ROUND", set: line(&r.Round),
			help: "which round of a vote counts: before, after, its number, or the file or sheet",
		},
		{
			key: "anonymous", set: yesNo(&r.Anonymous),
			help: "the ballots are secret: do not look for their voters among the people",
		},
		{
			key: "status", arg: "STATUS,…", list: true, set: standings(&r.Status),
			help: "who counts where a column says who comes, for example confirmed,invited",
		},
		{
			key: "encoding", arg: "NAME", set: encoding(&r.Table.Encoding),
			help: "encoding of text files, for example windows-1252",
		},
		{
			key: "max_file", arg: "MB", set: megabytes(&limits.FileBytes),
			help: "largest file read (default 50)",
		},
		{
			key: "max_unzipped", arg: "MB", set: megabytes(&limits.UnzippedBytes),
			help: "largest workbook once unzipped (default 256)",
		},
		{
			key: "max_rows", arg: "N", set: number(&limits.Rows, 1, 1<<30),
			help: "most rows of a sheet (default 2000000)",
		},
		{
			key: "max_columns", arg: "N", set: number(&limits.Columns, 1, 1<<20),
			help: "most columns of a sheet (default 2000)",
		},
		{
			key: "max_cell", arg: "N", set: number(&limits.CellChars, 1, 1<<30),
			help: "most characters in a cell (default 32767)",
		},
		{
			key: "max_work", arg: "N", set: number(&limits.Work, 1, 1000),
			help: "N times as many people, issues, groups and texts as suit the largest meetings (default 1)",
		},
	}
}

func panelSettings(p *panelOptions) []setting {
	return []setting{
		{
			key: "target", counts: forDraw, arg: "RULE", list: true, set: item(&p.targets),
			help: "a target for the panel, for example 'region=African Group & age<30: at least 1'",
		},
		{
			key: "rules", common: true, counts: forDraw, arg: "PACK,…", list: true, public: true,
			set: choice{rulepacks.Names(), items(&p.rules)}, shown: withoutFolders,
			help: "rule packs to judge by, for example igf-2023 (roundtable rules lists them), or your own YAML file",
		},
		{
			key: "panel", arg: "ID,…", list: true, set: items(&p.members),
			help: "who is on the panel, where the files do not say",
		},
		{
			key: "lock", counts: forDraw, arg: "ID,…", list: true, set: items(&p.lock),
			help: "who must keep their place on the panel, whatever the advice",
		},
		{
			key: "without", counts: forDraw, arg: "ID,…", list: true, set: items(&p.without),
			help: "judge the panel as if these people had withdrawn, and say who could step in",
		},
		{
			key: "seats", common: true, counts: forDraw, arg: "N", public: true, set: number(&p.seats, 1, 100000),
			help: "how many seats the panel should have",
		},
		{
			key: "reference", arg: "NAME", list: true,
			set:  oneMore(&p.references, referenceUN, referenceEqual+"region", referenceEqual+"stakeholder"),
			help: "compare everybody listed (20 and more) with un-members, equal-region or equal-stakeholder",
		},
		{
			key: "field", counts: forDraw, arg: "NAME=yes|no", list: true, set: answer(&p.fields),
			help: "answer a rule's question about the proposal, for example 'workshop report=yes'",
		},
		{
			key: "additions_only", set: yesNo(&p.additionsOnly),
			help: "advise on whom to add, and let nobody go",
		},
	}
}

func rankingSettings(r *rankingOptions) []setting {
	return []setting{
		{
			key: "weights", common: true, arg: "HOW", public: true,
			set: word(&r.Weights, "groups", "heads", "shares", "raked", "organisation", "organisation-two-stage"),
			help: "groups: every stakeholder group counts the same; heads: every ballot does; " +
				"or shares, raked, organisation, organisation-two-stage",
		},
		{
			key: "share", arg: "GROUP=PERCENT", list: true, set: share(&r.shares),
			help: "a group's share under --weights shares or raked",
		},
		{
			key: "region_share", arg: "REGION=PERCENT", list: true, set: share(&r.regionShares),
			help: "a region's share under --weights raked",
		},
		{
			key: "unranked", arg: "last|ignore", public: true, set: word(&r.Unranked, "last", "ignore"),
			help: "what leaving an issue out means: it is last, or no opinion",
		},
		{
			key: "no_group", arg: "own|exclude|spread", public: true, set: word(&r.NoGroup, "own", "exclude", "spread"),
			help: "ballots without a group: a group of their own, left out, or spread over all",
		},
		{
			key: "alike", arg: "stop|merge|keep", set: word(&r.Alike, "stop", "merge", "keep"),
			help: "labels that look like two spellings of one: stop, merge them, or keep them apart",
		},
		{
			key: "strangers", arg: "count|exclude", set: word(&r.Strangers, "count", "exclude"),
			help: "ballots of voters who are not on the list of people",
		},
		{
			key: "agenda", common: true, arg: "K", public: true, set: number(&r.AgendaK, 1, 1000),
			help: "choose K issues so that every group gets its share",
		},
		{
			key: "cap", arg: "COLUMN=SHARE", set: capped(&r.CapBy, &r.Cap),
			help: "at most this part (1/3, 40%) or number of the places for issues with the same value in this " +
				"column of the issues table, such as organisation=1/3",
		},
		{
			key: "none_of_these", arg: "NAME", set: line(&r.NoneOf),
			help: "the issue on the ballots that means “none of these”: nothing that it beats or ties is taken",
		},
		{
			key: "quorum", arg: "N|SHARE", public: true, set: ratio(&r.Quorum),
			help: "how many ballots (20), or what part of them (10%), must be for an issue that is taken",
		},
		{
			key: "agenda_rule", arg: "NAME", public: true, set: word(&r.AgendaRule, ranking.AgendaRuleNames()...),
			help: "how to choose them (default equal-shares)",
		},
		{
			key: "completion", arg: "NAME", public: true, set: word(&r.Completion, "phragmen", "increment", "support"),
			help: "how equal shares fills places left over (default phragmen)",
		},
		{
			key: "min_answers", arg: "N", public: true, set: number(&r.MinAnswers, 0, 1000),
			help: "answers that an issue needs in a group to stand on its own; with fewer it stays nearer to the " +
				"group's mean, and with one, or a quarter of what others have, it comes after all others; 0 takes " +
				"answers as they are (default 3)",
		},
		{
			key: "bootstrap", arg: "N", public: true, set: number(&r.Bootstrap, 0, 1000000),
			help: "replicates behind the rank intervals, 0 for none (default 50000, fewer with many ballots)",
		},
	}
}

func groupSettings(g *groupOptions) []setting {
	return []setting{
		{
			key: "groups", common: true, arg: "K", public: true, set: number(&g.count, 1, 1000),
			help: "how many working groups to form, from the first issues on",
		},
		{
			key: "size", common: true, arg: "MIN..MAX", public: true, set: span(&g.size),
			help: "size of a working group, for example 5..9",
		},
		{
			key: "chairs", arg: "N", public: true, set: number(&g.chairs, 0, 20),
			help: "chairs and co-chairs for each working group",
		},
		{
			key: "goal", arg: "total|fair", public: true, set: word(&g.Goal, "total", "fair"),
			help: "total: best sum of wishes; fair: nobody far from their wishes first",
		},
		{
			key: "worst", arg: "R", set: number(&g.Worst, 1, 1000),
			help: "no voter gets worse than their choice number R",
		},
		{
			key: "rank_utility", arg: "N,…", set: numbers(&g.RankUtility),
			help: "points for the first, second … choice (default 100,80,62,46,32)",
		},
		{
			key: "outside_utility", arg: "N", set: number(&g.OutsideUtility, -1000000, 1000000),
			help: "points for a group outside the list (default -100)",
		},
		{
			key: "missing_chair_weight", arg: "N", public: true, set: number(&g.MissingChairWeight, 0, 1000000),
			help: "points lost for each missing chair (default 150)",
		},
		{
			key: "max_per_organisation", arg: "N", public: true, set: number(&g.MaxPerOrganisation, 0, 100000),
			help: "most people of one organisation in a group",
		},
		{
			key: "stay", arg: "N", set: number(&g.Stay, 0, 1000000),
			help: "points for keeping a seat of the plan given with --keep",
		},
		{
			key: "chairs_differ_by", arg: "DIMENSION,…", list: true, public: true, set: items(&g.chairsDiffer),
			help: "what chair and co-chairs of a group are to differ in (default stakeholder)",
		},
		{
			key: "work_hours", arg: "FROM..TO", public: true, set: hoursOfDay(&g.DayStart, &g.DayEnd),
			help: "local hours between which people can meet (default 8..22)",
		},
		{
			key: "group_rounds", arg: "ROUND,…", list: true, set: items(&g.at),
			help: "when working groups can meet, for example 10:00,11:00; nobody is in two at once",
		},
		{
			key: "group_rooms", arg: "ROOM=SEATS,…", list: true, set: rooms(&g.meetingRooms),
			help: "rooms for the working groups, for example 'A=12,B=8'; one group a room and round",
		},
		{
			key: "mix", common: true, arg: "K", set: number(&g.mix, 1, 10000),
			help: "K tables as mixed as possible, instead of working groups by wishes",
		},
		{
			key: "rounds", arg: "R", set: number(&g.rounds, 1, 1000),
			help: "rounds at the mixed tables, with as many new faces as possible",
		},
		{
			key: "mix_on", arg: "DIMENSION,…", list: true, set: items(&g.mixOn),
			help: "what the tables are mixed on (default stakeholder,region,gender)",
		},
		{
			key: "rooms", set: yesNo(&g.rooms),
			help: "the mixed tables are rooms: nobody comes to one twice, before all else",
		},
	}
}

// publishByGroup asks for the first issues of groups in the public edition.
const publishByGroup = "votes-by-group"

func reportSettings(r *reportOptions) []setting {
	return []setting{
		{
			key: "open_roster", set: yesNo(&r.openRoster),
			help: "who takes part, with stakeholder group and region, is public anyway",
		},
		{
			key: "publish", arg: "votes|" + publishByGroup, public: true, set: word(&r.publish, "votes", publishByGroup),
			help: "the public edition tells of votes in all, or also what large groups have among their first issues",
		},
		{
			key: "title", arg: "TEXT", set: line(&r.title),
			help: "title of the meeting",
		},
		{
			key: "date", common: true, arg: "DATE", set: date(&r.date),
			help: "date of the meeting, for ages and reports (else SOURCE_DATE_EPOCH, else none)",
		},
	}
}

// pageSettings are in what forms reports are written.
func pageSettings(r *reportOptions) []setting {
	return []setting{
		{
			key: "language", counts: forDraw, common: true, arg: "LANG,…",
			set: someOf(&r.languages, "language of reports", messages.Languages()),
			help: "languages of the reports: " + strings.Join(messages.Languages(), ", ") +
				"; the files of the second and further ones are called report.LANG.html",
		},
		{
			key: "editions", arg: "EDITION,…", set: someOf(&r.editions, "edition", editionsKnown),
			help: "which reports to write: " + strings.Join(editionsKnown, ", ") + " (default all)",
		},
		{
			key: "static", set: yesNo(&r.static),
			help: "no page has a script: small enough to be mailed",
		},
	}
}
