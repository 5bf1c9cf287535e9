package importers

import (
	"slices"
	"strconv"

	"roundtable/importers/people"
	"roundtable/importers/targets"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// fillServed counts for everybody on how many of the earlier panels they were, each in a
// file of its own (--served). Its people are the panel of that file as of any other:
// those marked as selected, else the speakers, else everybody. They are known again by
// name, whatever the titles and accents, and without names by ID.
func (r *reading) fillServed() {
	if len(r.opts.Served) == 0 {
		return
	}
	on := make(map[string]int)
	key := func(p *planner.Participant) string {
		if p.Name != "" {
			return "name " + people.Key(p.Name)
		}
		return "id " + vocabulary.Fold(p.ID)
	}
	for _, in := range r.opts.Served {
		opts := Options{Table: r.opts.Table, Map: r.opts.Map, Scheme: r.opts.Scheme, Anonymous: true}
		earlier, _, err := Read(r.ctx, []Input{in}, opts)
		r.meeting.Sources = append(r.meeting.Sources, earlier.Sources...)
		if err != nil {
			minor := func(f planner.Finding) bool { return f.Severity != planner.Error }
			r.found.add(slices.DeleteFunc(earlier.Findings, minor)...)
			continue
		}
		panel, _ := planner.ChoosePanel(earlier.Roster, nil)
		if len(panel.Members) == 0 {
			r.found.add(planner.Finding{
				Code: CodeNothingRead, Form: "served", Severity: planner.Error, Where: planner.Ref{File: in.file()},
			})
		}
		once := make(map[string]bool)
		for i := range panel.Members {
			if k := key(&panel.Members[i]); !once[k] {
				on[k]++
				once[k] = true
			}
		}
	}
	var who []string
	times := make(map[string]int)
	for i := range r.meeting.Roster {
		p := &r.meeting.Roster[i]
		n := on[key(p)]
		p.Values[targets.Served] = []string{strconv.Itoa(n)}
		if n > 0 {
			who, times[clip(p.Label())] = append(who, clip(p.Label())), n
		}
	}
	r.sayServed(who, times)
}

// sayServed says who was on an earlier panel, and how a rule can speak of it.
func (r *reading) sayServed(who []string, times map[string]int) {
	f := planner.Finding{
		Code: CodeServed, Severity: planner.Note, Where: planner.Ref{File: r.opts.Served[0].file()},
	}
	f.Form = "nobody"
	if len(who) > 0 {
		f.Form = "read"
		f.Args = facts{"n": len(who), "who": planner.Tallies{Texts: who, Number: times, Shown: mostListed}}
	}
	if !r.asking().has(targets.Served) {
		f.Form += "-unasked"
	}
	r.found.add(f)
}
