// Package rulepacks holds the rules of bodies that run meetings, as data: one
// YAML file for each body and year, with the words, threshold, source and date
// read of every rule. A rule that a list of people can decide becomes a
// [planner.Target]; one that needs a field nobody has stays "cannot tell"; one
// that only people can judge is a note and is shown, not checked.
//
// Only rules whose source was read are here, and only with the numbers that were
// read there. Bodies for which no numeric rule was found (ISO, ITU, ISOC) have no
// pack.
//
// Users write their own rules in files of the same form. [Load] takes the name of a
// pack or of a file. Reading (read.go) walks the YAML and hands every value to what
// its key means (rule.go), so that everything that is not understood is said at once,
// by line and column; nothing is left out in silence.
package rulepacks

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

//go:embed *.yaml
var files embed.FS

// Pack is the rules of one body, as they stood in one year.
type Pack struct {
	// Name is what the user types: "igf-2023".
	Name  string `json:"name"`
	Title string `json:"title"`
	// Body is the organisation whose rules they are.
	Body string `json:"body"`
	Year int    `json:"year"`
	// Read is the date the sources were read, as YYYY-MM-DD.
	Read string `json:"read"`
	// Scheme is the regional scheme the rules speak of, "un" or "icann"; empty
	// where they do not speak of regions, or of ones with a column of their own.
	Scheme string `json:"scheme,omitempty"`
	Note   string `json:"note,omitempty"`
	Rules  []Rule `json:"rules"`
	// Source is the file of the user's own with the hash of the bytes that were read; that
	// of a pack has no name.
	Source planner.Source `json:"-"`
}

// UnknownPackError says that no pack has the name, and which one may be meant.
type UnknownPackError struct {
	Name string
	// Near is the most similar name, empty where none is similar.
	Near string
}

func (e *UnknownPackError) Error() string {
	msg := fmt.Sprintf("there is no rule pack named %q", e.Name)
	if e.Near != "" {
		msg += fmt.Sprintf("; did you mean %s?", e.Near)
	}
	return msg
}

// Names lists the packs alphabetically.
func Names() []string {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil // the folder is part of the program
	}
	out := make([]string, 0, len(entries))
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), path.Ext(e.Name())))
	}
	slices.Sort(out)
	return out
}

// Load returns the pack with that name, whatever its case, or that of a file of the
// user's own. The error is an [*UnknownPackError] where there is none, and a
// [*FileError] where the file is not understood.
func Load(name string) (Pack, error) {
	name = strings.TrimSpace(name)
	if IsFile(name) {
		return readFile(filepath.Base(name), name)
	}
	folded := strings.ToLower(name)
	if !slices.Contains(Names(), folded) {
		return Pack{}, &UnknownPackError{Name: name, Near: nearest(folded)}
	}
	raw, err := files.ReadFile(folded + ".yaml")
	if err != nil {
		return Pack{}, fmt.Errorf("rule pack %s: %w", folded, err)
	}
	p, err := parse(folded+".yaml", raw)
	for i := range p.Rules {
		p.Rules[i].demand.Where = planner.Ref{} // no file of the user's
	}
	return p, err
}

// nearest is the name that was meant: that of a file in this folder, but for its
// ending; the newest pack of the series where only the year is another or is left out; of the
// first series that begins as typed; else of the nearest with a few slips. Empty where none is.
func nearest(name string) string {
	names := Names()
	for _, ext := range []string{".yaml", ".yml"} {
		if _, err := os.Stat(name + ext); err == nil && name != "" {
			return name + ext
		}
	}
	same := func(n string) bool { return vocabulary.Compact(n) == vocabulary.Compact(name) }
	if i := slices.IndexFunc(names, same); i >= 0 {
		return names[i]
	}
	newest := make(map[string]string) // of a series; later names are newer
	for _, n := range names {
		newest[series(n)] = n
	}
	if n, ok := newest[series(name)]; ok {
		return n
	}
	begins := func(n string) bool { return strings.HasPrefix(n, name) || strings.HasPrefix(name, n+"-") }
	if i := slices.IndexFunc(names, begins); i >= 0 && name != "" {
		return newest[series(names[i])]
	}
	if near, ok := vocabulary.Closest(name, names); ok {
		return near
	}
	near, _ := vocabulary.Closest(name, slices.Sorted(maps.Keys(newest)))
	return newest[near]
}

// series is the name of a pack without its year.
func series(name string) string { return strings.TrimRight(name, "-0123456789") }

// Sources lists where the rules are written, each once, in the order of the rules.
func (p Pack) Sources() []string {
	var out []string
	for _, r := range p.Rules {
		if r.Source != "" && !slices.Contains(out, r.Source) {
			out = append(out, r.Source)
		}
	}
	return out
}

// TargetsFor returns the targets of the rules that speak of a session of the
// given format ("Flash Session"); an empty format means that it is not known,
// and then no rule is left out for it.
func (p Pack) TargetsFor(format string) []planner.Target {
	var out []planner.Target
	for i := range p.Rules {
		if t, ok := p.Rules[i].Target(p.Name); ok && p.Rules[i].SpeaksOf(format) {
			out = append(out, t)
		}
	}
	return out
}

// sameDemand compares targets by what they ask for, not by where that is written.
func sameDemand(a, b planner.Target) bool {
	for _, t := range []*planner.Target{&a, &b} {
		t.ID, t.Text, t.Source, t.Pack, t.Question, t.Where = "", "", "", "", "", planner.Ref{}
	}
	return reflect.DeepEqual(a, b)
}
