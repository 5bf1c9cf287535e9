package settings

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

// Options is everything a user can set, one struct a stage. Each starts from the
// defaults of the package that it is handed to; see [settingsOf] for what the
// fields mean.
type Options struct {
	Reading importers.Options
	Panel   panelOptions
	Ranking rankingOptions
	Groups  groupOptions
	Report  reportOptions

	Shelf     *rulepacks.Shelf // what the rules say, read once
	Seed      uint64
	TimeLimit time.Duration

	// Given is what the user set, in files and then on the command line.
	Given []Given
}

// panelOptions say who is judged, by what, and what to advise.
type panelOptions struct {
	Rules, targets, Members, Lock, Without []string

	Seats         int
	References    []string
	Fields        map[planner.Dimension]planner.Answer
	AdditionsOnly bool
}

// rankingOptions are those of the package, and shares as given: VALUE=PERCENT.
type rankingOptions struct {
	ranking.Options
	Shares, RegionShares []string
}

// groupOptions are those of the package, the groups to form, and mixed tables.
type groupOptions struct {
	grouping.Options
	Count, Chairs int
	Size          planner.Range

	Mix, Rounds int
	// MixSearches repeats tables that a time limit cut short; verify sets it.
	MixSearches int
	MixOn       []string
	Rooms       bool

	ChairsDiffer []string

	// At are the rounds in which working groups can meet, in meetingRooms.
	At           []string
	MeetingRooms []schedule.Room
}

// reportOptions are what reports show or may show.
type reportOptions struct {
	Title, Date string
	OpenRoster  bool
	Publish     string

	Languages []string // none: English
	Editions  []reports.Edition
	Static    bool
}

func newOptions() *Options {
	o := &Options{Seed: 1, Shelf: new(rulepacks.Shelf)}
	o.Ranking.Options = ranking.DefaultOptions()
	o.Groups.Options = grouping.DefaultOptions()
	o.Report.Editions = []reports.Edition{reports.Chair, reports.Participants, reports.Public}
	return o
}

// Last is the last value given for a setting; nil if there is none.
func (o *Options) Last(key string) *Given {
	for i := len(o.Given) - 1; i >= 0; i-- {
		if o.Given[i].Key == key {
			return &o.Given[i]
		}
	}
	return nil
}

// AsksForGroups reports whether anything was set that only working groups have.
func (o *Options) AsksForGroups() bool {
	return slices.ContainsFunc(groupSettings(&groupOptions{}), func(s Setting) bool { return o.Last(s.Key) != nil })
}

// Limited applies the time limit.
func (o *Options) Limited(ctx context.Context) (context.Context, context.CancelFunc) {
	if o.TimeLimit > 0 {
		return context.WithTimeout(ctx, o.TimeLimit)
	}
	return context.WithCancel(ctx)
}

// CheckDate fills the date from SOURCE_DATE_EPOCH where none was given. The
// clock is never asked: two runs would differ.
func (o *Options) CheckDate() (err error) {
	if o.Report.Date == "" {
		o.Report.Date, err = EpochDate()
	}
	return err
}

// lastEpoch is the last second of the year 9999.
const lastEpoch = 253402300799

// EpochDate is the day of SOURCE_DATE_EPOCH; empty where that is not set.
func EpochDate() (string, error) {
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return "", nil
	}
	n, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil || n < 0 || n > lastEpoch {
		return "", fmt.Errorf("SOURCE_DATE_EPOCH is %q; it should be the seconds since 1970, to the year 9999", epoch)
	}
	return time.Unix(n, 0).UTC().Format(time.DateOnly), nil
}

// ForReaders tells the readers what other stages ask of the files: targets, the
// dimensions of the rules, and the day on which people have an age.
func (o *Options) ForReaders() {
	o.Reading.Targets = o.Panel.targets
	o.Reading.Asked = slices.Concat(o.Shelf.Dimensions(o.Panel.Rules...), o.Groups.MixOn, o.Groups.ChairsDiffer)
	date := o.Report.Date
	if date == "" {
		date, _ = EpochDate() // CheckDate tells what is wrong with it
	}
	day, ok := DayOf(date)
	if o.Reading.Date = day; !ok {
		o.Reading.NoDay = o.Report.Date
	}
}

// ReadsLike reports whether files are read alike with other options.
func (o *Options) ReadsLike(x *Options) bool {
	return slices.Equal(asGiven(o.Given, ForReading, true), asGiven(x.Given, ForReading, true)) &&
		slices.Equal(o.Reading.Asked, x.Reading.Asked) && slices.Equal(o.Reading.Targets, x.Reading.Targets) &&
		o.Reading.Date.Equal(x.Reading.Date) && o.Reading.NoDay == x.Reading.NoDay
}

// The names of the references.
const (
	ReferenceUN    = "un-members"
	ReferenceEqual = "equal-"
)

// EditionsKnown are all editions, in the order in which they are written.
var EditionsKnown = []string{string(reports.Chair), string(reports.Participants), string(reports.Public)}

// settingsOf lists every setting once, with the field of the options that it
// fills, in the order in which the help and the provenance block show them.
func settingsOf(o *Options) []Setting {
	return slices.Concat(
		counting(ForReading, readingSettings(&o.Reading)),
		counting(ForPanel, panelSettings(&o.Panel)),
		counting(ForRanking, rankingSettings(&o.Ranking)),
		counting(ForGroups, groupSettings(&o.Groups)),
		counting(ForGroups|ForPanel|ForDraw, []Setting{{
			Key: "time_limit", Arg: "20s", set: duration(&o.TimeLimit),
			Help: "stop searching after this long and give the best so far",
		}}),
		counting(ForReports, []Setting{{
			Key: "seed", Arg: "N", set: natural(&o.Seed),
			Help: "seed of everything drawn by lot (default 1)",
		}}),
		counting(ForReports, reportSettings(&o.Report)),
		counting(ForPages, pageSettings(&o.Report)),
	)
}

// All are all settings, to look something up.
func All() []Setting { return settingsOf(newOptions()) }

// counting says of all settings where they count.
func counting(stages Stage, list []Setting) []Setting {
	for i := range list {
		list[i].counts |= stages
	}
	return list
}

func readingSettings(r *importers.Options) []Setting {
	votes, limits := &r.Votes, &r.Table.Limits
	return []Setting{
		{
			Key: "map", common: true, Arg: "MEANING=HEADER", list: true, set: mapping(&r.Map),
			Help: "what a column means, for example 'Region=UN Group'",
		},
		{
			Key: "sheet", Arg: "NAME", list: true, set: item(&r.Sheets),
			Help: "read only this sheet",
		},
		{
			Key: "dimension", Arg: "HEADER", list: true, set: item(&r.Dimensions),
			Help: "count the people by this further column too",
		},
		{
			Key: "scheme", Arg: "un|icann", public: true, set: word(&r.Scheme, "un", "icann"),
			Help: "which regions countries belong to (default un)",
		},
		{
			Key: "shape", Arg: "SHAPE", set: word(&votes.Shape, ballots.Shapes()...),
			Help: "how the votes are laid out, where two readings fit",
		},
		{
			Key: "votes", Arg: "QUESTION", set: line(&votes.Question),
			Help: "which question of a survey is the vote",
		},
		{
			Key: "scale", Arg: "MIN..MAX", set: scale(&votes.Scale),
			Help: "the declared scale of scores, for example 1..5 or -2..2",
		},
		{
			Key: "budget", Arg: "N", set: number(&votes.Scale.Budget, 1, 1<<30),
			Help: "how many points each voter could give",
		},
		{
			Key: "rescale", set: yesNo(&votes.Rescale),
			Help: "count points that do not sum to the budget as shares of it",
		},
		{
			Key: "levels", Arg: "'BEST > … > WORST'", set: levels(&votes.Levels),
			Help: "the order of the words people answered with, best first",
		},
		{
			Key: "round", Arg: "ROUND", set: line(&r.Round),
			Help: "which round of a vote counts: before, after, its number, or the file or sheet",
		},
		{
			Key: "anonymous", set: yesNo(&r.Anonymous),
			Help: "the ballots are secret: do not look for their voters among the people",
		},
		{
			Key: "status", Arg: "STATUS,…", list: true, set: standings(&r.Status),
			Help: "who counts where a column says who comes, for example confirmed,invited",
		},
		{
			Key: "encoding", Arg: "NAME", set: encoding(&r.Table.Encoding),
			Help: "encoding of text files, for example windows-1252",
		},
		{
			Key: "max_file", Arg: "MB", set: megabytes(&limits.FileBytes),
			Help: "largest file read (default 50)",
		},
		{
			Key: "max_unzipped", Arg: "MB", set: megabytes(&limits.UnzippedBytes),
			Help: "largest workbook once unzipped (default 256)",
		},
		{
			Key: "max_rows", Arg: "N", set: number(&limits.Rows, 1, 1<<30),
			Help: "most rows of a sheet (default 2000000)",
		},
		{
			Key: "max_columns", Arg: "N", set: number(&limits.Columns, 1, 1<<20),
			Help: "most columns of a sheet (default 2000)",
		},
		{
			Key: "max_cell", Arg: "N", set: number(&limits.CellChars, 1, 1<<30),
			Help: "most characters in a cell (default 32767)",
		},
		{
			Key: "max_work", Arg: "N", set: number(&limits.Work, 1, 1000),
			Help: "N times as many people, issues, groups and texts as suit the largest meetings (default 1)",
		},
	}
}

func panelSettings(p *panelOptions) []Setting {
	return []Setting{
		{
			Key: "target", counts: ForDraw, Arg: "RULE", list: true, set: item(&p.targets),
			Help: "a target for the panel, for example 'region=African Group & age<30: at least 1'",
		},
		{
			Key: "rules", common: true, counts: ForDraw, Arg: "PACK,…", list: true, public: true,
			set: choice{rulepacks.Names(), items(&p.Rules)}, shown: withoutFolders,
			Help: "rule packs to judge by, for example igf-2023 (roundtable rules lists them), or your own YAML file",
		},
		{
			Key: "panel", Arg: "ID,…", list: true, set: items(&p.Members),
			Help: "who is on the panel, where the files do not say",
		},
		{
			Key: "lock", counts: ForDraw, Arg: "ID,…", list: true, set: items(&p.Lock),
			Help: "who must keep their place on the panel, whatever the advice",
		},
		{
			Key: "without", counts: ForDraw, Arg: "ID,…", list: true, set: items(&p.Without),
			Help: "judge the panel as if these people had withdrawn, and say who could step in",
		},
		{
			Key: "seats", common: true, counts: ForDraw, Arg: "N", public: true, set: number(&p.Seats, 1, 100000),
			Help: "how many seats the panel should have",
		},
		{
			Key: "reference", Arg: "NAME", list: true,
			set:  oneMore(&p.References, ReferenceUN, ReferenceEqual+"region", ReferenceEqual+"stakeholder"),
			Help: "compare everybody listed (20 and more) with un-members, equal-region or equal-stakeholder",
		},
		{
			Key: "field", counts: ForDraw, Arg: "NAME=yes|no", list: true, set: answer(&p.Fields),
			Help: "answer a rule's question about the proposal, for example 'workshop report=yes'",
		},
		{
			Key: "additions_only", set: yesNo(&p.AdditionsOnly),
			Help: "advise on whom to add, and let nobody go",
		},
	}
}

func rankingSettings(r *rankingOptions) []Setting {
	return []Setting{
		{
			Key: "weights", common: true, Arg: "HOW", public: true,
			set: word(&r.Weights, "groups", "heads", "shares", "raked", "organisation", "organisation-two-stage"),
			Help: "groups: every stakeholder group counts the same; heads: every ballot does; " +
				"or shares, raked, organisation, organisation-two-stage",
		},
		{
			Key: "share", Arg: "GROUP=PERCENT", list: true, set: share(&r.Shares),
			Help: "a group's share under --weights shares or raked",
		},
		{
			Key: "region_share", Arg: "REGION=PERCENT", list: true, set: share(&r.RegionShares),
			Help: "a region's share under --weights raked",
		},
		{
			Key: "unranked", Arg: "last|ignore", public: true, set: word(&r.Unranked, "last", "ignore"),
			Help: "what leaving an issue out means: it is last, or no opinion",
		},
		{
			Key: "no_group", Arg: "own|exclude|spread", public: true, set: word(&r.NoGroup, "own", "exclude", "spread"),
			Help: "ballots without a group: a group of their own, left out, or spread over all",
		},
		{
			Key: "alike", Arg: "stop|merge|keep", set: word(&r.Alike, "stop", "merge", "keep"),
			Help: "labels that look like two spellings of one: stop, merge them, or keep them apart",
		},
		{
			Key: "strangers", Arg: "count|exclude", set: word(&r.Strangers, "count", "exclude"),
			Help: "ballots of voters who are not on the list of people",
		},
		{
			Key: "agenda", common: true, Arg: "K", public: true, set: number(&r.AgendaK, 1, 1000),
			Help: "choose K issues so that every group gets its share",
		},
		{
			Key: "cap", Arg: "COLUMN=SHARE", set: capped(&r.CapBy, &r.Cap),
			Help: "at most this part (1/3, 40%) or number of the places for issues with the same value in this " +
				"column of the issues table, such as organisation=1/3",
		},
		{
			Key: "none_of_these", Arg: "NAME", set: line(&r.NoneOf),
			Help: "the issue on the ballots that means “none of these”: nothing that it beats or ties is taken",
		},
		{
			Key: "quorum", Arg: "N|SHARE", public: true, set: ratio(&r.Quorum),
			Help: "how many ballots (20), or what part of them (10%), must be for an issue that is taken",
		},
		{
			Key: "agenda_rule", Arg: "NAME", public: true, set: word(&r.AgendaRule, ranking.AgendaRuleNames()...),
			Help: "how to choose them (default equal-shares)",
		},
		{
			Key: "completion", Arg: "NAME", public: true, set: word(&r.Completion, "phragmen", "increment", "support"),
			Help: "how equal shares fills places left over (default phragmen)",
		},
		{
			Key: "min_answers", Arg: "N", public: true, set: number(&r.MinAnswers, 0, 1000),
			Help: "answers that an issue needs in a group to stand on its own; with fewer it stays nearer to the " +
				"group's mean, and with one, or a quarter of what others have, it comes after all others; 0 takes " +
				"answers as they are (default 3)",
		},
		{
			Key: "bootstrap", Arg: "N", public: true, set: number(&r.Bootstrap, 0, 1000000),
			Help: "replicates behind the rank intervals, 0 for none (default 50000, fewer with many ballots)",
		},
	}
}

func groupSettings(g *groupOptions) []Setting {
	return []Setting{
		{
			Key: "groups", common: true, Arg: "K", public: true, set: number(&g.Count, 1, 1000),
			Help: "how many working groups to form, from the first issues on",
		},
		{
			Key: "size", common: true, Arg: "MIN..MAX", public: true, set: span(&g.Size),
			Help: "size of a working group, for example 5..9",
		},
		{
			Key: "chairs", Arg: "N", public: true, set: number(&g.Chairs, 0, 20),
			Help: "chairs and co-chairs for each working group",
		},
		{
			Key: "goal", Arg: "total|fair", public: true, set: word(&g.Goal, "total", "fair"),
			Help: "total: best sum of wishes; fair: nobody far from their wishes first",
		},
		{
			Key: "worst", Arg: "R", set: number(&g.Worst, 1, 1000),
			Help: "no voter gets worse than their choice number R",
		},
		{
			Key: "rank_utility", Arg: "N,…", set: numbers(&g.RankUtility),
			Help: "points for the first, second … choice (default 100,80,62,46,32)",
		},
		{
			Key: "outside_utility", Arg: "N", set: number(&g.OutsideUtility, -1000000, 1000000),
			Help: "points for a group outside the list (default -100)",
		},
		{
			Key: "missing_chair_weight", Arg: "N", public: true, set: number(&g.MissingChairWeight, 0, 1000000),
			Help: "points lost for each missing chair (default 150)",
		},
		{
			Key: "max_per_organisation", Arg: "N", public: true, set: number(&g.MaxPerOrganisation, 0, 100000),
			Help: "most people of one organisation in a group",
		},
		{
			Key: "stay", Arg: "N", set: number(&g.Stay, 0, 1000000),
			Help: "points for keeping a seat of the plan given with --keep",
		},
		{
			Key: "chairs_differ_by", Arg: "DIMENSION,…", list: true, public: true, set: items(&g.ChairsDiffer),
			Help: "what chair and co-chairs of a group are to differ in (default stakeholder)",
		},
		{
			Key: "work_hours", Arg: "FROM..TO", public: true, set: hoursOfDay(&g.DayStart, &g.DayEnd),
			Help: "local hours between which people can meet (default 8..22)",
		},
		{
			Key: "group_rounds", Arg: "ROUND,…", list: true, set: items(&g.At),
			Help: "when working groups can meet, for example 10:00,11:00; nobody is in two at once",
		},
		{
			Key: "group_rooms", Arg: "ROOM=SEATS,…", list: true, set: rooms(&g.MeetingRooms),
			Help: "rooms for the working groups, for example 'A=12,B=8'; one group a room and round",
		},
		{
			Key: "mix", common: true, Arg: "K", set: number(&g.Mix, 1, 10000),
			Help: "K tables as mixed as possible, instead of working groups by wishes",
		},
		{
			Key: "rounds", Arg: "R", set: number(&g.Rounds, 1, 1000),
			Help: "rounds at the mixed tables, with as many new faces as possible",
		},
		{
			Key: "mix_on", Arg: "DIMENSION,…", list: true, set: items(&g.MixOn),
			Help: "what the tables are mixed on (default stakeholder,region,gender)",
		},
		{
			Key: "rooms", set: yesNo(&g.Rooms),
			Help: "the mixed tables are rooms: nobody comes to one twice, before all else",
		},
	}
}

// PublishByGroup asks for the first issues of groups in the public edition.
const PublishByGroup = "votes-by-group"

func reportSettings(r *reportOptions) []Setting {
	return []Setting{
		{
			Key: "open_roster", set: yesNo(&r.OpenRoster),
			Help: "who takes part, with stakeholder group and region, is public anyway",
		},
		{
			Key: "publish", Arg: "votes|" + PublishByGroup, public: true,
			set:  word(&r.Publish, "votes", PublishByGroup),
			Help: "the public edition tells of votes in all, or also what large groups have among their first issues",
		},
		{
			Key: "title", Arg: "TEXT", set: line(&r.Title),
			Help: "title of the meeting",
		},
		{
			Key: "date", common: true, Arg: "DATE", set: date(&r.Date),
			Help: "date of the meeting, for ages and reports (else SOURCE_DATE_EPOCH, else none)",
		},
	}
}

// pageSettings are in what forms reports are written.
func pageSettings(r *reportOptions) []Setting {
	return []Setting{
		{
			Key: "language", counts: ForDraw, common: true, Arg: "LANG,…",
			set: someOf(&r.Languages, "language of reports", messages.Languages()),
			Help: "languages of the reports: " + strings.Join(messages.Languages(), ", ") +
				"; the files of the second and further ones are called report.LANG.html",
		},
		{
			Key: "editions", Arg: "EDITION,…", set: someOf(&r.Editions, "edition", EditionsKnown),
			Help: "which reports to write: " + strings.Join(EditionsKnown, ", ") + " (default all)",
		},
		{
			Key: "static", set: yesNo(&r.Static),
			Help: "no page has a script: small enough to be mailed",
		},
	}
}
