// Package rulepacks holds the rules of bodies that run meetings, as data: one
// YAML file for each body and year, with the words, threshold, source and date
// read of every rule. A rule that a list of people can decide becomes a
// [planner.Target]; one that needs a field nobody has stays "cannot tell"; one
// that only people can judge is a note and is shown, not checked.
//
// Only rules whose source was read are here. Bodies for which no numeric rule
// was found (ISO, ITU, ISOC) have no pack.
package rulepacks

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
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
	Name  string `json:"name" yaml:"name"`
	Title string `json:"title" yaml:"title"`
	// Body is the organisation whose rules they are.
	Body string `json:"body" yaml:"body"`
	Year int    `json:"year" yaml:"year"`
	// Read is the date the sources were read, as YYYY-MM-DD.
	Read string `json:"read" yaml:"read"`
	// Scheme is the regional scheme the rules speak of, "un" or "icann"; empty
	// where they do not speak of regions, or of ones with a column of their own.
	Scheme string `json:"scheme,omitempty" yaml:"scheme"`
	Note   string `json:"note,omitempty" yaml:"note"`
	Rules  []Rule `json:"rules" yaml:"rules"`
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

// Load returns the pack with that name, whatever its case. The error is an
// [*UnknownPackError] where there is none.
func Load(name string) (Pack, error) {
	folded := strings.ToLower(strings.TrimSpace(name))
	if !slices.Contains(Names(), folded) {
		return Pack{}, &UnknownPackError{Name: name, Near: nearest(folded)}
	}
	raw, err := files.ReadFile(folded + ".yaml")
	if err != nil {
		return Pack{}, fmt.Errorf("rule pack %s: %w", folded, err)
	}
	return parse(folded+".yaml", raw)
}

// nearest is the name with the smallest edit distance, up to a third of the
// letters and at least two, ties alphabetical; a name that begins as typed wins.
func nearest(name string) string {
	if name == "" {
		return ""
	}
	for _, n := range Names() {
		if strings.HasPrefix(n, name) {
			return n
		}
	}
	best, least := "", max(2, len(name)/3)+1
	for _, n := range Names() {
		if d := vocabulary.Distance(name, n); d < least {
			best, least = n, d
		}
	}
	return best
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

// Targets loads several packs and joins their targets in the order given, those
// that speak of a session of the given format (see [Pack.TargetsFor]). A rule
// that two packs share (the same id asking for the same) is kept once; where two
// packs ask differently under one id, the later one is named pack/id.
func Targets(format string, names ...string) ([]planner.Target, error) {
	var out []planner.Target
	at := make(map[string]int)
	for _, name := range names {
		p, err := Load(name)
		if err != nil {
			return nil, err
		}
		for _, t := range p.TargetsFor(format) {
			if i, seen := at[t.ID]; seen {
				if sameDemand(out[i], t) {
					continue
				}
				t.ID = p.Name + "/" + t.ID
				if _, again := at[t.ID]; again {
					continue // the same pack was named twice
				}
			}
			at[t.ID] = len(out)
			out = append(out, t)
		}
	}
	return out, nil
}

// Dimensions lists what the rules of packs ask of people, each once, in the order
// in which they are asked. Names of no pack are left out.
func Dimensions(names ...string) []string {
	var out []string
	add := func(d string) {
		if d != "" && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	for _, name := range names {
		p, _ := Load(name) // no rules on error
		for _, r := range p.Rules {
			add(r.Dimension)
			for _, c := range r.And {
				add(c.Dimension)
			}
		}
	}
	return out
}

// sameDemand compares targets by what they ask for, not by where that is written.
func sameDemand(a, b planner.Target) bool {
	return a.Kind == b.Kind && a.Dimension == b.Dimension && a.Value == b.Value && a.Tier == b.Tier &&
		a.Min == b.Min && a.Max == b.Max && a.MinShare == b.MinShare && a.MaxShare == b.MaxShare &&
		a.And.String() == b.And.String() && slices.Equal(a.Roles, b.Roles) && slices.Equal(a.ExceptRoles, b.ExceptRoles) &&
		slices.Equal(a.AnyOf, b.AnyOf)
}
