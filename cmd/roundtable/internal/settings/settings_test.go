package settings

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"roundtable/cmd/roundtable/internal/shell"
	"roundtable/importers"
	"roundtable/planner"
	"roundtable/reports"
	"roundtable/reports/build"
)

func TestFlagsWinOverSettings(t *testing.T) {
	var flags []Given
	fs := pflag.NewFlagSet("test", pflag.ContinueOnError)
	AddFlags(fs, Every, &flags)
	if err := fs.Parse([]string{"--weights", "heads", "--dimension=Language", "--additions-only"}); err != nil {
		t.Fatal(err)
	}
	o, findings := Resolve([]planner.Setting{
		{Key: "weights", Value: "groups"},
		{Key: "Max per organisation", Value: "2"},
		{Key: "dimension", Value: "Cohort"},
		{Key: "goal", Value: ""},
	}, flags)
	if len(findings) != 0 {
		t.Fatalf("findings: %+v", findings)
	}
	if o.Ranking.Weights != "heads" || o.Groups.MaxPerOrganisation != 2 || !o.Panel.AdditionsOnly ||
		!slices.Equal(o.Reading.Dimensions, []string{"Cohort", "Language"}) {
		t.Errorf("options = %+v", o)
	}
	want := []reports.Pair{
		{Key: "dimension", Value: "Cohort"},
		{Key: "dimension", Value: "Language"},
		{Key: "additions_only", Value: "yes"},
		{Key: "weights", Value: "heads"},
		{Key: "max_per_organisation", Value: "2"},
	}
	if got := asGiven(o.Given, Every, true); !slices.Equal(got, want) {
		t.Errorf("effective = %v, want %v", got, want)
	}
	if got := asGiven(o.Given, ForReading, true); !slices.Equal(got, want[:2]) {
		t.Errorf("effective for reading = %v, want %v", got, want[:2])
	}
}

func TestBadSettingsAreFindings(t *testing.T) {
	_, findings := Resolve([]planner.Setting{
		{Key: "wieghts", Value: "groups", Where: planner.Ref{File: "m.xlsx", Sheet: "Settings", Cell: "A2"}},
		{Key: "seed", Value: "-4"},
	}, nil)
	if len(findings) != 2 {
		t.Fatalf("got %d findings, want 2: %+v", len(findings), findings)
	}
	if f := findings[0]; f.Code != "setting-unknown" || !strings.Contains(f.Fix, `"weights"`) || f.Where.Cell != "A2" {
		t.Errorf("first finding = %+v", f)
	}
	if f := findings[1]; f.Code != "setting-invalid" || f.Severity != planner.Error || f.Fix == "" {
		t.Errorf("second finding = %+v", f)
	}
}

func TestSettingsAreComplete(t *testing.T) {
	keys := sortedKeys(All())
	if n := len(slices.Compact(slices.Clone(keys))); n != len(keys) {
		t.Errorf("%d settings but %d different keys", len(keys), n)
	}
	for _, s := range All() {
		if s.Key == "" || s.Help == "" || s.counts == 0 || s.set == nil {
			t.Errorf("setting %q is not complete", s.Key)
		}
	}
}

// samples are two different values of every setting; the second is what a
// setting of one value keeps. Both need care in a shell where they can.
var samples = map[string][2]string{
	"map":                  {"Region=UN Group", "Academia=Technical Community"},
	"sheet":                {"People", "Bob's sheet"},
	"dimension":            {"Language", "Age group"},
	"scheme":               {"un", "icann"},
	"shape":                {"choices", "ranks"},
	"votes":                {"C:F", "Which matters most?"},
	"scale":                {"0..10", "-2..2"},
	"budget":               {"10", "100"},
	"rescale":              {"no", "yes"},
	"levels":               {"Good > Bad", "Very important > Important > Not important"},
	"round":                {"before", "2"},
	"anonymous":            {"no", "yes"},
	"status":               {"confirmed", "invited,tentative"},
	"encoding":             {"utf-16le", "windows-1252"},
	"max_file":             {"20", "10"},
	"max_unzipped":         {"30", "300"},
	"max_rows":             {"100", "1000"},
	"max_columns":          {"50", "60"},
	"max_cell":             {"1000", "2000"},
	"max_work":             {"2", "3"},
	"target":               {"region=WEOG: at most 2", "age<30 & gender!=Male: at least 1"},
	"rules":                {"igf-2018", "igf-2023,icann-board"},
	"panel":                {"P1", "P2,P3"},
	"lock":                 {"P1", "P2,P3"},
	"without":              {"P1", "Ana Lima"},
	"seats":                {"7", "9"},
	"reference":            {"un-members", "equal-region"},
	"field":                {"workshop report=yes", "first time=no"},
	"additions_only":       {"no", "yes"},
	"weights":              {"groups", "heads"},
	"share":                {"Government=40", "Civil Society=12.5%"},
	"region_share":         {"WEOG=40", "African Group=60"},
	"unranked":             {"last", "ignore"},
	"no_group":             {"exclude", "spread"},
	"alike":                {"merge", "keep"},
	"strangers":            {"count", "exclude"},
	"agenda":               {"2", "3"},
	"cap":                  {"organisation=1/3", "region=40%"},
	"none_of_these":        {"None of these", "Q9"},
	"quorum":               {"20", "10%"},
	"agenda_rule":          {"seqpav", "pav"},
	"completion":           {"increment", "support"},
	"min_answers":          {"0", "5"},
	"bootstrap":            {"100", "0"},
	"groups":               {"3", "4"},
	"size":                 {"7", "5..9"},
	"chairs":               {"1", "2"},
	"goal":                 {"total", "fair"},
	"worst":                {"2", "3"},
	"rank_utility":         {"10,5", "100,80,62"},
	"outside_utility":      {"5", "-50"},
	"missing_chair_weight": {"10", "20"},
	"max_per_organisation": {"1", "2"},
	"stay":                 {"5", "15"},
	"chairs_differ_by":     {"region", "gender"},
	"group_rounds":         {"10:00,11:00", "1,2"},
	"group_rooms":          {"A=12,B=8", "Foyer"},
	"work_hours":           {"9..17", "7..23"},
	"mix":                  {"5", "6"},
	"rounds":               {"2", "3"},
	"mix_on":               {"gender", "stakeholder,region"},
	"rooms":                {"no", "yes"},
	"time_limit":           {"20s", "2m"},
	"seed":                 {"7", "18446744073709551615"},
	"open_roster":          {"no", "yes"},
	"publish":              {"votes", "votes-by-group"},
	"title":                {"A meeting", "The forum's 2nd meeting"},
	"language":             {"en", "EN"},
	"editions":             {"chair", "public,chair"},
	"static":               {"no", "yes"},
	"date":                 {"2031-05-04", "4 May 2031"},
}

// Every setting is a key of a settings sheet and a flag with a line of help; a
// value comes to the same options by either way; and what the command line of a
// report says makes them again.
func TestSettingsSurviveTheirRoundTrip(t *testing.T) {
	fs := pflag.NewFlagSet("test", pflag.ContinueOnError)
	AddFlags(fs, Every, new([]Given))
	for _, s := range All() {
		values, ok := samples[s.Key]
		if f := fs.Lookup(s.Flag()); !ok || f == nil || f.Usage != s.Help {
			t.Errorf("%s: flag %v, sample values %q", s.Key, f, values)
			continue
		}
		var file []planner.Setting
		var flags []Given
		for _, v := range values {
			file = append(file, planner.Setting{Key: s.Key, Value: v})
			flags = append(flags, Given{Key: s.Key, Value: v, Typed: true})
		}
		fromFile, findings := Resolve(file, nil)
		if len(findings) > 0 {
			t.Errorf("%s: %+v", s.Key, findings)
			continue
		}
		fromFlags, _ := Resolve(nil, flags)
		again, _ := Resolve(nil, parseWords(t, FlagWords(fromFlags.Given, true, shell.Posix)))
		if want, got := withoutGiven(fromFile), withoutGiven(fromFlags); !reflect.DeepEqual(want, got) {
			t.Errorf("%s: as a flag %+v, from a file %+v", s.Key, got, want)
		}
		if want, got := withoutGiven(fromFlags), withoutGiven(again); !reflect.DeepEqual(want, got) {
			t.Errorf("%s: %q gives %+v, want %+v", s.Key, FlagWords(fromFlags.Given, true, shell.Posix), got, want)
		}
		if got, want := asGiven(again.Given, s.counts, true), Effective(fromFile.Given); !slices.Equal(got, want) {
			t.Errorf("%s: effective %v, want %v", s.Key, got, want)
		}
		nothing, _ := Resolve(nil, nil)
		if reflect.DeepEqual(withoutGiven(fromFile), withoutGiven(nothing)) {
			t.Errorf("%s: %q changes no option", s.Key, values)
		}
		last, _ := Resolve(file[1:], nil)
		if added := !reflect.DeepEqual(withoutGiven(fromFile), withoutGiven(last)); added != s.list {
			t.Errorf("%s: list is %v, values add up: %v", s.Key, s.list, added)
		}
	}
	for key := range samples {
		if find(All(), key) == nil {
			t.Errorf("%s is no setting", key)
		}
	}
}

// A setting counts where it says: only those of reading change how files are
// read, and they change nothing else.
func TestReadingSettingsFillReadingOptions(t *testing.T) {
	for _, s := range All() {
		o, _ := Resolve([]planner.Setting{{Key: s.Key, Value: samples[s.Key][1]}}, nil)
		nothing, _ := Resolve(nil, nil)
		o.Reading.Targets, o.Reading.Asked, o.Reading.Date = nil, nil, time.Time{} // what other stages ask of the files
		read := !reflect.DeepEqual(o.Reading, nothing.Reading)
		if want := s.counts&ForReading != 0; read != want {
			t.Errorf("%s: counts for reading %v, changes it %v", s.Key, want, read)
		}
		o.Reading = nothing.Reading
		if rest := !reflect.DeepEqual(withoutGiven(o), withoutGiven(nothing)); rest == read {
			t.Errorf("%s: changes reading %v, the rest %v", s.Key, read, rest)
		}
	}
}

// What the public edition shows is chosen one by one: a new setting is not public
// unless somebody says here that it can hold no name.
func TestPublicSettings(t *testing.T) {
	want := []string{
		"scheme", "rules", "seats", "weights", "unranked", "no_group", "agenda", "quorum", "agenda_rule",
		"completion", "min_answers", "bootstrap", "groups", "size", "chairs", "goal",
		"missing_chair_weight", "max_per_organisation", "chairs_differ_by",
		"work_hours", "publish",
	}
	if got := Public(); !slices.Equal(got, want) {
		t.Errorf("public settings = %v, want %v", got, want)
	}
}

// The workbook to fill in offers settings that there are.
func TestTemplateOffersSettings(t *testing.T) {
	for _, sheet := range build.Template().Sheets {
		if sheet.Name != "Settings" {
			continue
		}
		for _, row := range sheet.Rows {
			if s := find(All(), row[0]); s == nil {
				t.Errorf("the template offers %q, which is no setting", row[0])
			}
		}
		return
	}
	t.Error("the template has no sheet of settings")
}

// withoutGiven are options without where they came from.
func withoutGiven(o *Options) Options {
	out := *o
	out.Given = nil
	return out
}

// parseWords reads the words of a command line as a shell and then the flags
// would.
func parseWords(t *testing.T, words []string) []Given {
	t.Helper()
	var out []Given
	fs := pflag.NewFlagSet("test", pflag.ContinueOnError)
	AddFlags(fs, Every, &out)
	args := make([]string, len(words))
	for i, w := range words {
		args[i] = unquote(w)
	}
	if err := fs.Parse(args); err != nil {
		t.Fatalf("%q: %v", words, err)
	}
	return out
}

// unquote takes the quotes off a word as a POSIX shell does.
func unquote(w string) string {
	var b bytes.Buffer
	quoted := false
	for i := 0; i < len(w); i++ {
		switch {
		case w[i] == '\'':
			quoted = !quoted
		case w[i] == '\\' && !quoted:
			i++
			b.WriteByte(w[i])
		default:
			b.WriteByte(w[i])
		}
	}
	return b.String()
}

func TestSpan(t *testing.T) {
	for in, want := range map[string]planner.Range{
		"5..9": {Min: 5, Max: 9}, "7": {Min: 7, Max: 7}, "5-9": {Min: 5, Max: 9},
	} {
		var got planner.Range
		if err := span(&got)(in); err != nil || got != want {
			t.Errorf("%q = %v, %v; want %v", in, got, err, want)
		}
	}
	for _, in := range []string{"", "9..5", "a..b", "0", "-2..3"} {
		var got planner.Range
		if span(&got)(in) == nil {
			t.Errorf("%q was taken as %v", in, got)
		}
	}
}

func TestFieldAnswers(t *testing.T) {
	var got map[planner.Dimension]planner.Answer
	for _, v := range []string{"workshop report=yes", "first time = no"} {
		if err := answer(&got)(v); err != nil {
			t.Fatal(err)
		}
	}
	if got["workshop report"] != planner.Yes || got["first time"] != planner.No {
		t.Errorf("fields = %v", got)
	}
	for _, v := range []string{"workshop report", "=yes", "report=perhaps"} {
		if answer(&got)(v) == nil {
			t.Errorf("%q was taken", v)
		}
	}
}

// A list in a file of settings, the rows of a sheet with one key, and what a mapping maps are
// the values that flags give one by one, for every setting that takes several.
func TestListsInSettingsFiles(t *testing.T) {
	read := func(name, text string) (*Options, []planner.Finding) {
		t.Helper()
		opts := importers.Options{KnownSettings: sortedKeys(All()), ListSettings: listKeys(All())}
		var in []importers.Input
		input := importers.Input{Name: name, Reader: strings.NewReader(text)}
		if strings.HasSuffix(name, ".yaml") {
			opts.Settings = append(opts.Settings, input)
		} else {
			in = append(in, input)
		}
		m, _, err := importers.Read(t.Context(), in, opts)
		if err != nil || m.HasErrors() {
			t.Fatalf("%s: %v, %+v", text, err, m.Findings)
		}
		return Resolve(m.Settings, nil)
	}
	quote := func(v string) string { return "'" + strings.ReplaceAll(v, "'", "''") + "'" }
	for _, s := range All() {
		if !s.list {
			continue
		}
		var flags []Given
		list, mapped, sheet := s.Key+":\n", s.Key+":\n", "key,value\nseed,3\n"
		pairs := true
		for _, v := range samples[s.Key] {
			flags = append(flags, Given{Key: s.Key, Value: v, Typed: true})
			list += "  - " + quote(v) + "\n"
			name, value, ok := strings.Cut(v, "=")
			pairs = pairs && ok && strings.Contains(s.Arg, "=") && !strings.Contains(name, "\"")
			mapped += "  " + quote(name) + ": " + quote(value) + "\n"
			sheet += s.Key + `,"` + strings.ReplaceAll(v, `"`, `""`) + "\"\n"
		}
		want, _ := Resolve(nil, flags)
		texts := map[string]string{"s.yaml": list, "settings.csv": sheet}
		if pairs {
			texts["m.yaml"] = mapped
		}
		for name, text := range texts {
			o, findings := read(name, text)
			got, wanted := withoutGiven(o), withoutGiven(want)
			got.Seed = wanted.Seed // that of the sheet
			if len(findings) > 0 || !reflect.DeepEqual(got, wanted) {
				t.Errorf("%s:\n%s%+v, want %+v; %+v", name, text, got, wanted, findings)
			}
		}
	}
	o, findings := read("s.yaml", "levels: [Very important, Important, Not important]\nrank_utility: [100, 80, 62]\n")
	if len(findings) > 0 || len(o.Reading.Votes.Levels) != 3 || len(o.Groups.RankUtility) != 3 {
		t.Errorf("%+v; %+v", o, findings)
	}
}

// A language that there is not is refused with those there are and the nearest one.
func TestSomeOf(t *testing.T) {
	known := []string{"ar", "en", "es", "fr"}
	for in, want := range map[string]string{
		"en,fr": "en fr", " FR ; en,fr": "fr en", "": "", "de": "", "en,frr": "",
	} {
		var got []string
		err := someOf(&got, "language of reports", known).take(in)
		if strings.Join(got, " ") != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", in, got, err)
		}
		if err != nil && !strings.Contains(err.Error(), "ar, en, es, fr") {
			t.Errorf("%q: %v", in, err)
		}
		if in == "en,frr" && (err == nil || !strings.Contains(err.Error(), `did you mean "fr"?`)) {
			t.Errorf("%q: %v", in, err)
		}
	}
}
