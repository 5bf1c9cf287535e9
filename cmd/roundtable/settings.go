package main

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"roundtable/cmd/roundtable/internal/help"
	"roundtable/cmd/roundtable/internal/suggest"
	"roundtable/importers"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/planner/schedule"
	"roundtable/reports"
)

// setting is one thing a user can set: as a flag, in a Settings sheet or in a
// settings file. [settingsOf] lists all of them once; the list drives all three,
// the command line that a report prints, and what makes the files be read again.
type setting struct {
	key  string // as in a settings sheet: "max_per_organisation"
	arg  string // what a value looks like in the help: "K"; empty for yes or no
	help string
	// counts is where the value makes a difference.
	counts stage
	// list settings may be given several times; the values add up.
	list bool
	// public settings shape the results, hold no names and bound nobody's wish: the
	// public edition may show them.
	public bool
	// shown is a value as reports and the command line show it; nil is as given.
	shown func(string) string
	// common settings are those that most people need; --help-all shows the others.
	common bool
	// set takes a value into the options, or says what would be right.
	set taker
}

// taker takes a value as it was given, or says in its error what would be right.
type taker interface{ take(string) error }

// parse is a taker of any text.
type parse func(string) error

func (p parse) take(v string) error { return p(v) }

// choice is a taker of a few words, or of lists of them.
type choice struct {
	words []string
	parse
}

// stage is a set of steps in which a setting counts. A command offers the
// settings of the stages it runs.
type stage uint8

const (
	forReading stage = 1 << iota // how files are read; every command reads
	forPanel                     // who is judged, by what, and the advice
	forDraw                      // what of it counts for a panel drawn by lot
	forRanking
	forGroups
	forReports // the seed, and what every report shows
	forPages   // in what forms reports are written

	everyStage = forReading | forPanel | forRanking | forGroups | forReports | forPages
)

// flag is the setting's name on the command line.
func (s *setting) flag() string { return strings.ReplaceAll(s.key, "_", "-") }

// question is the one that the setting answers, a heading of the help.
func (s *setting) question() string {
	switch {
	case s.counts&forReading != 0:
		return asksReading
	case s.counts&forRanking != 0:
		return asksVotes
	case s.counts&forPanel != 0 && s.counts&forGroups == 0:
		return asksPanel
	case s.counts&forGroups != 0 && s.counts&forPanel == 0:
		return asksGroups
	default:
		return asksOutput
	}
}

// find is the setting of a key, whatever its spelling; nil if there is none.
func find(list []setting, key string) *setting {
	folded := strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(strings.TrimSpace(key)))
	i := slices.IndexFunc(list, func(s setting) bool { return s.key == folded })
	if i < 0 {
		return nil
	}
	return &list[i]
}

func sortedKeys(list []setting) []string {
	keys := make([]string, len(list))
	for i := range list {
		keys[i] = list[i].key
	}
	slices.Sort(keys)
	return keys
}

// listKeys are the keys of the settings whose values add up.
func listKeys(list []setting) []string {
	return sortedKeys(slices.DeleteFunc(slices.Clone(list), func(s setting) bool { return !s.list }))
}

// publicSettings are the keys that the public edition may show.
func publicSettings() []string {
	var keys []string
	for _, s := range settingsOf(newOptions()) {
		if s.public {
			keys = append(keys, s.key)
		}
	}
	return keys
}

// given is one value as the user gave it.
type given struct {
	key, value string
	typed      bool        // on the command line
	where      planner.Ref // else the cell or line
}

// flagValue collects the values of one flag; what they mean is the setting's
// business.
type flagValue struct {
	setting *setting
	into    *[]given
}

func (f flagValue) String() string { return "" }
func (f flagValue) Type() string   { return cmp.Or(f.setting.arg, "bool") }
func (f flagValue) Set(v string) error {
	if err := f.setting.set.take(v); err != nil {
		return err
	}
	*f.into = append(*f.into, given{key: f.setting.key, value: v, typed: true})
	return nil
}

// addFlags offers the settings that count in any of the stages as flags. The
// values are tried on options of their own, so that a wrong one stops the command
// before anything is read.
func addFlags(fs *pflag.FlagSet, stages stage, into *[]given) {
	list := settingsOf(newOptions())
	for i := range list {
		s := &list[i]
		if s.counts&stages == 0 {
			continue
		}
		f := fs.VarPF(flagValue{s, into}, s.flag(), "", s.help)
		if s.arg == "" {
			f.NoOptDefVal = "yes"
		}
		help.Mark(fs, s.question(), !s.common, s.flag())
	}
}

// resolve builds the options: defaults, then the files' settings, then the
// command line. Settings that cannot be used come back as findings.
func resolve(settings []planner.Setting, flags []given) (*options, []planner.Finding) {
	o := newOptions()
	list := settingsOf(o)
	o.reading.KnownSettings, o.reading.ListSettings = sortedKeys(list), listKeys(list)
	var findings []planner.Finding
	for _, from := range settings {
		s := find(list, from.Key)
		if s == nil {
			findings = append(findings, unknownSetting(from, o.reading.KnownSettings))
			continue
		}
		for _, value := range s.values(from.Value) {
			if err := s.set.take(value); err != nil {
				findings = append(findings, planner.Finding{
					Code: "setting-invalid", Severity: planner.Error, Where: from.Where, Seen: value,
					Text: fmt.Sprintf("the setting %q cannot be %q", from.Key, value), Fix: err.Error(),
				})
				continue
			}
			o.given = append(o.given, given{key: s.key, value: value, where: from.Where})
		}
	}
	for _, g := range flags {
		s := find(list, g.key)
		if err := s.set.take(g.value); err != nil {
			findings = append(findings, planner.Finding{
				Code: "setting-invalid", Severity: planner.Error, Seen: g.value,
				Text: fmt.Sprintf("--%s cannot be %q", s.flag(), g.value), Fix: err.Error(),
			})
		}
		o.given = append(o.given, g)
	}
	return o, findings
}

// values are those of a setting of a file: of a list one a line, of any other the text. One that
// is empty keeps the default.
func (s *setting) values(text string) []string {
	values := []string{text}
	if s.list {
		values = strings.Split(text, "\n")
	}
	return slices.DeleteFunc(values, func(v string) bool { return strings.TrimSpace(v) == "" })
}

func unknownSetting(s planner.Setting, known []string) planner.Finding {
	fix := "use one of: " + strings.Join(known, ", ")
	if near, ok := vocabulary.Closest(s.Key, known); ok {
		fix = fmt.Sprintf("did you mean %q?", near)
	}
	return planner.Finding{
		Code: "setting-unknown", Severity: planner.Error, Where: s.Where, Seen: s.Key,
		Text: fmt.Sprintf("%q is not a setting", s.Key), Fix: fix,
	}
}

// effective lists the settings of some stages that were given, in the order of
// the list of settings, so that the same settings always look the same. Of a
// setting that holds one value the last counts: the command line wins over files.
func effective(all []given, stages stage) []reports.Pair { return asGiven(all, stages, true) }

// asGiven are those values as they were given, or as they are shown: without folders.
func asGiven(all []given, stages stage, shown bool) []reports.Pair {
	var out []reports.Pair
	for _, s := range settingsOf(newOptions()) {
		if s.counts&stages == 0 {
			continue
		}
		var values []reports.Pair
		for _, g := range all {
			if g.key != s.key {
				continue
			}
			value := strings.TrimSpace(g.value)
			if shown && s.shown != nil {
				value = s.shown(value)
			}
			values = append(values, reports.Pair{Key: s.key, Value: value})
		}
		if !s.list && len(values) > 1 {
			values = values[len(values)-1:]
		}
		out = append(out, values...)
	}
	return out
}

// flagWords are the flags that give these values again.
func flagWords(values []reports.Pair, quote func(string) string) []string {
	list := settingsOf(newOptions())
	var words []string
	for _, p := range values {
		s := find(list, p.Key)
		if s.arg == "" {
			words = append(words, fmt.Sprintf("--%s=%s", s.flag(), p.Value))
		} else {
			words = append(words, "--"+s.flag(), quote(p.Value))
		}
	}
	return words
}

// What follows are the kinds of settings. Each makes the parser of one field; its
// error text says what would be right.

// line takes any text.
func line(p *string) parse {
	return func(v string) error { *p = strings.TrimSpace(v); return nil }
}

// hoursOfDay reads the first and the last hour of a day.
func hoursOfDay(from, to *int) parse {
	return func(v string) error {
		var r planner.Range
		if err := span(&r)(v); err != nil || r.Min >= r.Max || r.Max > 24 {
			return fmt.Errorf("use two hours of a day, such as 8..22")
		}
		*from, *to = r.Min, r.Max
		return nil
	}
}

func word[T ~string](p *T, allowed ...string) choice {
	return choice{allowed, func(v string) error {
		w := strings.ToLower(strings.TrimSpace(v))
		if !slices.Contains(allowed, w) {
			return fmt.Errorf("use one of: %s", asking(v, allowed))
		}
		*p = T(w)
		return nil
	}}
}

// asking lists the words allowed, and asks for the one that was most likely meant.
func asking(v string, allowed []string) string {
	list := strings.Join(allowed, ", ")
	if q := suggest.Question(v, allowed); q != "" {
		list += "; " + q
	}
	return list
}

func yesNo(p *bool) choice {
	return choice{[]string{"yes", "no"}, func(v string) error {
		switch strings.ToLower(strings.TrimSpace(v)) {
		case "yes", "true", "1", "on":
			*p = true
		case "no", "false", "0", "off":
			*p = false
		default:
			return fmt.Errorf("use yes or no")
		}
		return nil
	}}
}

func number[T ~int | ~int32 | ~int64](p *T, lo, hi int) parse {
	return func(v string) error {
		n, err := strconv.Atoi(strings.TrimSpace(v))
		if err != nil || n < lo || n > hi {
			return fmt.Errorf("use a whole number from %d to %d", lo, hi)
		}
		*p = T(n)
		return nil
	}
}

// megabytes keeps a size in bytes.
func megabytes(p *int64) parse {
	return func(v string) error {
		var n int64
		if err := number(&n, 1, 1<<20)(v); err != nil {
			return err
		}
		*p = n << 20
		return nil
	}
}

func natural(p *uint64) parse {
	return func(v string) error {
		n, err := strconv.ParseUint(strings.TrimSpace(v), 10, 64)
		if err != nil {
			return fmt.Errorf("use a whole number that is not negative")
		}
		*p = n
		return nil
	}
}

func numbers(p *[]int) parse {
	return func(v string) error {
		var out []int
		between := func(r rune) bool { return strings.ContainsRune(",; \n", r) }
		for part := range strings.FieldsFuncSeq(strings.Trim(v, "[] "), between) {
			n, err := strconv.Atoi(part)
			if err != nil {
				out = nil
				break
			}
			out = append(out, n)
		}
		if len(out) == 0 {
			return fmt.Errorf("use whole numbers with commas, such as 100,80,62,46,32")
		}
		*p = out
		return nil
	}
}

// span is a range such as 5..9 or 5-9, or one number.
func span(p *planner.Range) parse {
	return func(v string) error {
		v = strings.ReplaceAll(v, "–", "-")
		lo, hi, found := strings.Cut(v, "..")
		if !found {
			lo, hi, found = strings.Cut(v, "-")
		}
		if !found {
			hi = lo
		}
		a, err1 := strconv.Atoi(strings.TrimSpace(lo))
		b, err2 := strconv.Atoi(strings.TrimSpace(hi))
		if err1 != nil || err2 != nil || a < 0 || b < max(a, 1) {
			return fmt.Errorf("use a number such as 7 or a range such as 5..9")
		}
		*p = planner.Range{Min: a, Max: b}
		return nil
	}
}

// scale is a span as the ends of declared scores.
func scale(p *planner.Scale) parse {
	return func(v string) error {
		v = strings.NewReplacer("–", "-", "−", "-", " ", "").Replace(v)
		lo, hi, found := strings.Cut(v, "..")
		if !found && len(v) > 0 {
			if i := strings.IndexByte(v[1:], '-'); i >= 0 { // not the sign of the first number
				lo, hi = v[:i+1], v[i+2:]
			}
		}
		a, err1 := strconv.Atoi(lo)
		b, err2 := strconv.Atoi(hi)
		const most = 1_000_000
		if err1 != nil || err2 != nil || a >= b || a < -most || b > most {
			return fmt.Errorf("use the lowest and the highest mark, such as 1..5 or -2..2")
		}
		p.Min, p.Max = planner.Mark(a), planner.Mark(b)
		return nil
	}
}

// duration is a time such as 2m; a number alone counts seconds.
func duration(p *time.Duration) parse {
	return func(v string) error {
		v = strings.TrimSpace(v)
		d, err := time.ParseDuration(v)
		if err != nil {
			var seconds int
			seconds, err = strconv.Atoi(v)
			d = time.Duration(seconds) * time.Second
		}
		if err != nil || d <= 0 {
			return fmt.Errorf("use a time such as 20s or 2m")
		}
		*p = d
		return nil
	}
}

func encoding(p *string) parse {
	return func(v string) error {
		*p = strings.TrimSpace(v)
		return table.CheckEncoding(*p)
	}
}

// item adds one text.
func item(p *[]string) parse {
	return func(v string) error {
		if v = strings.TrimSpace(v); v != "" {
			*p = append(*p, v)
		}
		return nil
	}
}

// rooms adds rooms with commas between, each with its seats where they are known.
func rooms(p *[]schedule.Room) parse {
	return func(v string) error {
		for part := range strings.SplitSeq(v, ",") {
			name, seats, given := strings.Cut(part, "=")
			room := schedule.Room{Name: strings.TrimSpace(name)}
			n, err := strconv.Atoi(strings.TrimSpace(seats))
			known := slices.ContainsFunc(*p, func(r schedule.Room) bool { return r.Name == room.Name })
			if room.Name == "" || known || given && (err != nil || n < 1) {
				return fmt.Errorf("use different names of rooms, each with its number of seats, such as A=12,B=8")
			}
			room.Seats = n
			*p = append(*p, room)
		}
		return nil
	}
}

// items adds texts with commas between; meant for identifiers, which hold none.
func items(p *[]string) parse {
	return func(v string) error {
		for part := range strings.SplitSeq(v, ",") {
			_ = item(p)(part) // takes every text
		}
		return nil
	}
}

// oneMore adds a word of those allowed.
func oneMore(p *[]string, allowed ...string) choice {
	return choice{allowed, func(v string) error {
		var w string
		if err := word(&w, allowed...).take(v); err != nil {
			return err
		}
		*p = append(*p, w)
		return nil
	}}
}

// standings adds words for whether somebody comes.
func standings(p *[]vocabulary.Standing) choice {
	return choice{importers.Standings(), func(v string) error {
		var words []string
		for part := range strings.SplitSeq(v, ",") {
			if err := oneMore(&words, importers.Standings()...).take(part); err != nil {
				return err
			}
		}
		for _, w := range words {
			*p = append(*p, vocabulary.Standing(w))
		}
		return nil
	}}
}

// levels are words in order, best first, with > between, or in lines.
func levels(p *[]string) parse {
	return func(v string) error {
		var words []string
		for part := range strings.FieldsFuncSeq(v, func(r rune) bool { return r == '>' || r == '\n' }) {
			_ = item(&words)(part) // takes every text
		}
		if len(words) < 2 {
			return fmt.Errorf("use the words, best first, with > between them, " +
				"for example 'Very important > Important > Not important'")
		}
		*p = words
		return nil
	}
}

// mapping adds MEANING=HEADER.
func mapping(p *[]importers.Mapping) parse {
	return func(v string) error {
		to, from, ok := strings.Cut(v, "=")
		m := importers.Mapping{To: strings.TrimSpace(to), From: strings.TrimSpace(from)}
		if !ok || m.From == "" || m.To == "" {
			return fmt.Errorf("use MEANING=HEADER, for example 'Region=UN Group'")
		}
		*p = append(*p, m)
		return nil
	}
}

// share adds VALUE=PERCENT as given; [shareTargets] reads it exactly.
func share(p *[]string) parse {
	return func(v string) error {
		i := strings.LastIndexByte(v, '=')
		if i < 1 {
			return fmt.Errorf("use GROUP=PERCENT, for example 'Government=40'")
		}
		f, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(v[i+1:]), "%"), 64)
		if err != nil || f < 0 || f > 100 {
			return fmt.Errorf("use a percentage from 0 to 100 behind the =")
		}
		*p = append(*p, v)
		return nil
	}
}

// ratio keeps a whole number, a fraction or a percentage, above 0.
func ratio(p *planner.Ratio) parse {
	return func(v string) error {
		text, percent := strings.CutSuffix(strings.TrimSpace(v), "%")
		r, ok := new(big.Rat).SetString(strings.TrimSpace(text))
		if ok && percent {
			r.Quo(r, big.NewRat(100, 1))
		}
		if !ok || r.Sign() <= 0 || !r.Num().IsInt64() || !r.Denom().IsInt64() ||
			r.Num().Int64() > 1e9*r.Denom().Int64() {
			return fmt.Errorf("use a number such as 20, a part such as 1/3, or a percentage such as 40%%")
		}
		*p = planner.Ratio{Num: r.Num().Int64(), Den: r.Denom().Int64()}
		return nil
	}
}

// capped keeps COLUMN=SHARE; the column may be any word for a dimension.
func capped(by *planner.Dimension, most *planner.Ratio) parse {
	return func(v string) error {
		name, part, ok := strings.Cut(v, "=")
		if name = strings.TrimSpace(name); !ok || name == "" {
			return fmt.Errorf("use COLUMN=SHARE, for example organisation=1/3")
		}
		if err := ratio(most)(part); err != nil {
			return err
		}
		*by = planner.Dimension(strings.ToLower(name))
		if m, known := vocabulary.Header(name); known {
			if d, ok := m.Meaning.Dimension(); ok {
				*by = d
			}
		}
		return nil
	}
}

// answer keeps NAME=yes or NAME=no.
func answer(p *map[planner.Dimension]planner.Answer) parse {
	return func(v string) error {
		name, yes, ok := strings.Cut(v, "=")
		a, known := vocabulary.YesNo(yes)
		name = strings.TrimSpace(name)
		if !ok || name == "" || !known {
			return fmt.Errorf("use NAME=yes or NAME=no, for example 'workshop report=yes'")
		}
		if *p == nil {
			*p = make(map[planner.Dimension]planner.Answer)
		}
		(*p)[planner.Dimension(name)] = a
		return nil
	}
}
