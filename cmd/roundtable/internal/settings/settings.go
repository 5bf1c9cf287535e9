// Package settings is all that can be asked, and how it is resolved.
//
// What changes a result is a setting. The list of them (options.go) says of each its key, its
// help, where it counts, and which field of the [Options] it fills. The flag, the key of a
// Settings sheet or file, the command line that a report prints, what makes the files be read
// again and what the public edition names all follow from that line. [AddFlags] offers them to
// a command, and [Resolve] makes the Options of what was given: defaults, then the files, then
// the command line.
//
// # Where a new setting goes
//
// Add a line to the settings of its stage in options.go; common is for what most people need.
// What kind of value it takes, with the text of the error, is in kinds.go. Give it sample
// values in settings_test.go.
package settings

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"roundtable/cmd/roundtable/internal/help"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/reports"
)

// Setting is one thing a user can set: as a flag, in a Settings sheet or in a
// settings file. [All] lists all of them once; the list drives all three,
// the command line that a report prints, and what makes the files be read again.
type Setting struct {
	Key  string // as in a settings sheet: "max_per_organisation"
	Arg  string // what a value looks like in the help: "K"; empty for yes or no
	Help string
	// counts is where the value makes a difference.
	counts Stage
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

// Stage is a set of steps in which a setting counts. A command offers the
// settings of the stages it runs.
type Stage uint8

const (
	ForReading Stage = 1 << iota // how files are read; every command reads
	ForPanel                     // who is judged, by what, and the advice
	ForDraw                      // what of it counts for a panel drawn by lot
	ForRanking
	ForGroups
	ForReports // the seed, and what every report shows
	ForPages   // in what forms reports are written

	Every = ForReading | ForPanel | ForRanking | ForGroups | ForReports | ForPages
)

// The questions that options answer, as headings of the help.
const (
	AsksPanel   = "Who is judged, and by what"
	AsksVotes   = "What counts in a vote"
	AsksGroups  = "Working groups and mixed tables"
	AsksReading = "How the files are read"
	asksOutput  = "What comes out"
)

// Questions are the headings in the order in which they stand.
func Questions() []string { return []string{AsksPanel, AsksVotes, AsksGroups, AsksReading, asksOutput} }

// Flag is the setting's name on the command line.
func (s *Setting) Flag() string { return strings.ReplaceAll(s.Key, "_", "-") }

// Question is the one that the setting answers, a heading of the help.
func (s *Setting) Question() string {
	switch {
	case s.counts&ForReading != 0:
		return AsksReading
	case s.counts&ForRanking != 0:
		return AsksVotes
	case s.counts&ForPanel != 0 && s.counts&ForGroups == 0:
		return AsksPanel
	case s.counts&ForGroups != 0 && s.counts&ForPanel == 0:
		return AsksGroups
	default:
		return asksOutput
	}
}

// find is the setting of a key, whatever its spelling; nil if there is none.
func find(list []Setting, key string) *Setting {
	folded := strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(strings.TrimSpace(key)))
	i := slices.IndexFunc(list, func(s Setting) bool { return s.Key == folded })
	if i < 0 {
		return nil
	}
	return &list[i]
}

func sortedKeys(list []Setting) []string {
	keys := make([]string, len(list))
	for i := range list {
		keys[i] = list[i].Key
	}
	slices.Sort(keys)
	return keys
}

// listKeys are the keys of the settings whose values add up.
func listKeys(list []Setting) []string {
	return sortedKeys(slices.DeleteFunc(slices.Clone(list), func(s Setting) bool { return !s.list }))
}

// Public are the keys that the public edition may show.
func Public() []string {
	var keys []string
	for _, s := range All() {
		if s.public {
			keys = append(keys, s.Key)
		}
	}
	return keys
}

// Given is one value as the user gave it.
type Given struct {
	Key, Value string
	Typed      bool        // on the command line
	Where      planner.Ref // else the cell or line
}

// flagValue collects the values of one flag; what they mean is the setting's
// business.
type flagValue struct {
	setting *Setting
	into    *[]Given
}

func (f flagValue) String() string { return "" }
func (f flagValue) Type() string   { return cmp.Or(f.setting.Arg, "bool") }
func (f flagValue) Words() []string {
	if c, ok := f.setting.set.(choice); ok {
		return c.words
	}
	return nil
}

func (f flagValue) Set(v string) error {
	if err := f.setting.set.take(v); err != nil {
		return err
	}
	*f.into = append(*f.into, Given{Key: f.setting.Key, Value: v, Typed: true})
	return nil
}

// AddFlags offers the settings that count in any of the stages as flags. The
// values are tried on options of their own, so that a wrong one stops the command
// before anything is read.
func AddFlags(fs *pflag.FlagSet, stages Stage, into *[]Given) {
	list := All()
	for i := range list {
		s := &list[i]
		if s.counts&stages == 0 {
			continue
		}
		f := fs.VarPF(flagValue{s, into}, s.Flag(), "", s.Help)
		if s.Arg == "" {
			f.NoOptDefVal = "yes"
		}
		help.Mark(fs, s.Question(), !s.common, s.Flag())
	}
}

// Resolve builds the options: defaults, then the files' settings, then the
// command line. Settings that cannot be used come back as findings.
func Resolve(settings []planner.Setting, flags []Given) (*Options, []planner.Finding) {
	o := newOptions()
	list := settingsOf(o)
	o.Reading.KnownSettings, o.Reading.ListSettings = sortedKeys(list), listKeys(list)
	var findings []planner.Finding
	for _, from := range settings {
		s := find(list, from.Key)
		if s == nil {
			findings = append(findings, unknownSetting(from, o.Reading.KnownSettings))
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
			o.Given = append(o.Given, Given{Key: s.Key, Value: value, Where: from.Where})
		}
	}
	for _, g := range flags {
		s := find(list, g.Key)
		if err := s.set.take(g.Value); err != nil {
			findings = append(findings, planner.Finding{
				Code: "setting-invalid", Severity: planner.Error, Seen: g.Value,
				Text: fmt.Sprintf("--%s cannot be %q", s.Flag(), g.Value), Fix: err.Error(),
			})
		}
		o.Given = append(o.Given, g)
	}
	return o, findings
}

// values are those of a setting of a file: of a list one a line, of any other the text. One that
// is empty keeps the default.
func (s *Setting) values(text string) []string {
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

// Effective lists the settings that were given, in the order of the list of settings, so
// that the same settings always look the same, and as reports show them: without folders. Of
// a setting that holds one value the last counts: the command line wins over files.
func Effective(all []Given) []reports.Pair { return asGiven(all, Every, true) }

// asGiven are the values of some stages as they were given, or as they are shown.
func asGiven(all []Given, stages Stage, shown bool) []reports.Pair {
	var out []reports.Pair
	for _, s := range All() {
		if s.counts&stages == 0 {
			continue
		}
		var values []reports.Pair
		for _, g := range all {
			if g.Key != s.Key {
				continue
			}
			value := strings.TrimSpace(g.Value)
			if shown && s.shown != nil {
				value = s.shown(value)
			}
			values = append(values, reports.Pair{Key: s.Key, Value: value})
		}
		if !s.list && len(values) > 1 {
			values = values[len(values)-1:]
		}
		out = append(out, values...)
	}
	return out
}

// FlagWords are the flags that give these values again, with the files that they name as they
// were given, or as they are shown.
func FlagWords(all []Given, shown bool, quote func(string) string) []string {
	list := All()
	var words []string
	for _, p := range asGiven(all, Every, shown) {
		s := find(list, p.Key)
		if s.Arg == "" {
			words = append(words, fmt.Sprintf("--%s=%s", s.Flag(), p.Value))
		} else {
			words = append(words, "--"+s.Flag(), quote(p.Value))
		}
	}
	return words
}

// Instead are the values given, with one of a setting in place of those that it has; "" takes
// them away.
func Instead(all []Given, key, value string) []Given {
	out := slices.DeleteFunc(slices.Clone(all), func(g Given) bool { return g.Key == key })
	if value != "" {
		out = append(out, Given{Key: key, Value: value, Typed: true})
	}
	return out
}

// Recorded is a value that a plan keeps of the command line it was made by.
func Recorded(key, value string) (Given, error) {
	s := find(All(), key)
	if s == nil {
		return Given{}, fmt.Errorf("the plan has a setting %q that this version does not know", key)
	}
	if err := s.set.take(value); err != nil {
		return Given{}, fmt.Errorf("the plan's setting %q: %w", key, err)
	}
	return Given{Key: s.Key, Value: value, Typed: true}, nil
}
