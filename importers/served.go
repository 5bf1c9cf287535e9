package importers

import (
	"fmt"
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
	for i := range r.meeting.Roster {
		p := &r.meeting.Roster[i]
		n := on[key(p)]
		p.Values[targets.Served] = []string{strconv.Itoa(n)}
		if n > 0 {
			who = append(who, p.Label()+" ("+planner.Plural(n, "time", "times")+")")
		}
	}
	r.sayServed(who)
}

// sayServed says who was on an earlier panel, and how a rule can speak of it.
func (r *reading) sayServed(who []string) {
	f := planner.Finding{
		Code: CodeServed, Severity: planner.Note, Where: planner.Ref{File: r.opts.Served[0].file()},
		Text: "Nobody here was on an earlier panel.",
	}
	if len(who) > 0 {
		shown := who[:min(len(who), mostListed)]
		if more := len(who) - len(shown); more > 0 {
			shown = append(slices.Clone(shown), fmt.Sprintf("%d more", more))
		}
		f.Text = count(len(who), "person") + " here served on an earlier panel: " + listed(shown, "and") + "."
	}
	if !r.asking().has(targets.Served) {
		f.Fix = "No rule speaks of it. One would be --target 'served=yes: at most 1'."
	}
	r.found.add(f)
}
