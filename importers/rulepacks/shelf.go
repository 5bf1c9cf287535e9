package rulepacks

import (
	"slices"

	"roundtable/planner"
)

// Shelf keeps the packs and files of rules that were asked for, each as it was when it was
// first read: what is judged by, what is told and what is hashed are the same bytes, also
// where somebody saves the file meanwhile. The zero value is ready.
type Shelf struct{ kept map[string]opened }

// LoadAs reads a file of rules that bears another name than it had: it is read as if it
// were called name still.
func (s *Shelf) LoadAs(name, path string) (Pack, error) { return s.load(path, name) }

// opened is what came of reading a pack or file.
type opened struct {
	pack Pack
	err  error
}

// Load is [Load], once for each name.
func (s *Shelf) Load(name string) (Pack, error) { return s.load(name, "") }

func (s *Shelf) load(name, called string) (Pack, error) {
	if s.kept == nil {
		s.kept = make(map[string]opened)
	}
	o, ok := s.kept[name]
	if !ok {
		if called != "" {
			o.pack, o.err = readFile(called, name)
		} else {
			o.pack, o.err = Load(name)
		}
		s.kept[name] = o
	}
	return o.pack, o.err
}

// Targets joins the targets of several packs in the order given, those that speak of a
// session of the given format (see [Pack.TargetsFor]). A rule that two packs share (the
// same id asking for the same) is kept once; where two packs ask differently under one id,
// the later one is named pack/id.
func (s *Shelf) Targets(format string, names ...string) ([]planner.Target, error) {
	var out []planner.Target
	at := make(map[string]int)
	for _, name := range names {
		p, err := s.Load(name)
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
func (s *Shelf) Dimensions(names ...string) []string {
	var out []string
	for _, name := range names {
		p, _ := s.Load(name) // no rules on error
		for i := range p.Rules {
			for _, d := range p.Rules[i].demand.Dimensions() {
				if !slices.Contains(out, string(d)) {
					out = append(out, string(d))
				}
			}
		}
	}
	return out
}
