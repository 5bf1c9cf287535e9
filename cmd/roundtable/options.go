package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// stage is a set of steps that an option belongs to; a command takes the
// options of the steps it runs.
type stage uint8

const (
	stageRead stage = 1 << iota
	stageBalance
	stageRank
	stageGroup
	stageAny = stageRead | stageBalance | stageRank | stageGroup
)

// option is one thing a user can set: as a flag, in a Settings sheet or in a
// settings file. One list drives all three, and the provenance block too, so
// that a report can always be made again.
type option struct {
	key   string // as in a settings sheet: "max_per_organisation"
	arg   string // what the value looks like in the help: "K"; empty for yes/no
	usage string
	stage stage
	// set parses a value into the options, or says what would be right.
	set func(*options, string) error
	// list options may be given several times; the values add up.
	list bool
}

// flag is the option's name on the command line.
func (o *option) flag() string { return strings.ReplaceAll(o.key, "_", "-") }

// given is one value as the user gave it.
type given struct {
	option *option
	value  string
	where  planner.Ref // zero for the command line
}

// flagValue lets pflag collect values without knowing their types.
type flagValue struct {
	option *option
	into   *[]given
}

func (f flagValue) String() string { return "" }
func (f flagValue) Type() string   { return cmp.Or(f.option.arg, "bool") }
func (f flagValue) Set(v string) error {
	if err := f.option.set(new(options), v); err != nil {
		return err
	}
	*f.into = append(*f.into, given{option: f.option, value: v})
	return nil
}

// addFlags offers the options of the given stages as flags.
func addFlags(fs *pflag.FlagSet, s stage, into *[]given) {
	for i := range optionList {
		o := &optionList[i]
		if o.stage&s == 0 {
			continue
		}
		f := fs.VarPF(flagValue{o, into}, o.flag(), "", o.usage)
		if o.arg == "" {
			f.NoOptDefVal = "yes"
		}
	}
}

// resolve builds the options: defaults, then the files' settings, then the
// command line. Settings that cannot be used come back as findings.
func resolve(settings []planner.Setting, flags []given) (*options, []planner.Finding) {
	o := defaultOptions()
	var findings []planner.Finding
	var all []given
	for _, s := range settings {
		opt := optionByKey(s.Key)
		if opt == nil {
			findings = append(findings, unknownSetting(s))
			continue
		}
		if strings.TrimSpace(s.Value) == "" {
			continue // an empty cell keeps the default
		}
		if err := opt.set(o, s.Value); err != nil {
			findings = append(findings, planner.Finding{
				Code: "setting-invalid", Severity: planner.Error, Where: s.Where, Seen: s.Value,
				Text: fmt.Sprintf("the setting %q cannot be %q", s.Key, s.Value), Fix: err.Error(),
			})
			continue
		}
		all = append(all, given{opt, s.Value, s.Where})
	}
	for _, g := range flags {
		if err := g.option.set(o, g.value); err != nil {
			findings = append(findings, planner.Finding{
				Code: "setting-invalid", Severity: planner.Error, Seen: g.value,
				Text: fmt.Sprintf("--%s cannot be %q", g.option.flag(), g.value), Fix: err.Error(),
			})
		}
		all = append(all, g)
		o.typed = append(o.typed, g.option.key)
	}
	o.effective = effective(all)
	return o, findings
}

// effective lists what was set, in the order of optionList, so that the same
// settings always look the same. The command line wins over files.
func effective(all []given) []reportPair {
	var out []reportPair
	for i := range optionList {
		o := &optionList[i]
		var values []string
		for _, g := range all {
			if g.option == o {
				values = append(values, strings.TrimSpace(g.value))
			}
		}
		if len(values) == 0 {
			continue
		}
		if !o.list {
			values = values[len(values)-1:]
		}
		for _, v := range values {
			out = append(out, reportPair{Key: o.key, Value: v})
		}
	}
	return out
}

func optionByKey(key string) *option {
	folded := strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(strings.TrimSpace(key)))
	for i := range optionList {
		if optionList[i].key == folded {
			return &optionList[i]
		}
	}
	return nil
}

func settingKeys() []string {
	keys := make([]string, len(optionList))
	for i := range optionList {
		keys[i] = optionList[i].key
	}
	slices.Sort(keys)
	return keys
}

func unknownSetting(s planner.Setting) planner.Finding {
	fix := "use one of: " + strings.Join(settingKeys(), ", ")
	if near, ok := vocabulary.Closest(s.Key, settingKeys()); ok {
		fix = fmt.Sprintf("did you mean %q?", near)
	}
	return planner.Finding{
		Code: "setting-unknown", Severity: planner.Error, Where: s.Where, Seen: s.Key,
		Text: fmt.Sprintf("%q is not a setting", s.Key), Fix: fix,
	}
}

// The parsers below return what would be right as their error text.

func setText(p *string) func(string) error {
	return func(v string) error { *p = strings.TrimSpace(v); return nil }
}

func setWord(p *string, allowed ...string) func(string) error {
	return func(v string) error {
		w := strings.ToLower(strings.TrimSpace(v))
		if !slices.Contains(allowed, w) {
			return fmt.Errorf("use one of: %s", strings.Join(allowed, ", "))
		}
		*p = w
		return nil
	}
}

func setInt(p *int, lo, hi int) func(string) error {
	return func(v string) error {
		n, err := strconv.Atoi(strings.TrimSpace(v))
		if err != nil || n < lo || n > hi {
			return fmt.Errorf("use a whole number from %d to %d", lo, hi)
		}
		*p = n
		return nil
	}
}

func setBool(p *bool) func(string) error {
	return func(v string) error {
		switch strings.ToLower(strings.TrimSpace(v)) {
		case "yes", "true", "1", "on":
			*p = true
		case "no", "false", "0", "off":
			*p = false
		default:
			return fmt.Errorf("use yes or no")
		}
		return nil
	}
}

func setRange(p *planner.Range) func(string) error {
	return func(v string) error {
		lo, hi, found := strings.Cut(strings.ReplaceAll(v, "–", "-"), "..")
		if !found {
			lo, hi, found = strings.Cut(strings.ReplaceAll(v, "–", "-"), "-")
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

func setInts(p *[]int) func(string) error {
	return func(v string) error {
		var out []int
		for part := range strings.FieldsFuncSeq(strings.Trim(v, "[] "), func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
			n, err := strconv.Atoi(part)
			if err != nil {
				return fmt.Errorf("use whole numbers with commas, such as 100,80,62,46,32")
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

func addItem(p *[]string) func(string) error {
	return func(v string) error {
		if v = strings.TrimSpace(v); v != "" {
			*p = append(*p, v)
		}
		return nil
	}
}

// addItems splits at commas; meant for identifiers, which hold none.
func addItems(p *[]string) func(string) error {
	return func(v string) error {
		for part := range strings.SplitSeq(v, ",") {
			if part = strings.TrimSpace(part); part != "" {
				*p = append(*p, part)
			}
		}
		return nil
	}
}
