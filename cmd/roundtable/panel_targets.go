package main

import (
	"cmp"
	"fmt"
	"slices"

	"roundtable/importers"
	"roundtable/importers/rulepacks"
	"roundtable/planner"
	"roundtable/planner/balance"
)

// panelTargets are the user's targets for the panel, then those of the rule
// packs that the user's own do not override. Without either, the stated
// defaults. All are brought to the spelling the people use, so that "woman" of a
// rule counts who is listed as "Female".
func (l *loaded) panelTargets(panel planner.Panel, opts balance.Options) ([]planner.Target, error) {
	var own []planner.Target
	for _, t := range l.meeting.Targets {
		if t.Group == "" {
			own = append(own, t)
		}
	}
	packs, err := rulepacks.Targets(l.meeting.Format, l.o.rules...)
	if err != nil {
		return nil, hintError{usageError{err}, "roundtable rules lists the rule packs"}
	}
	if err := l.schemeFits(); err != nil {
		return nil, err
	}
	people := l.everybody()
	own, _ = importers.AlignTargets(people, own)     // what does not fit was said when the files were read
	packs, _ = importers.AlignTargets(people, packs) // a field nobody has is said in the verdict
	targets := own
	for _, t := range packs {
		if i := slices.IndexFunc(own, func(o planner.Target) bool { return overrides(&o, &t, opts.JoinAs) }); i >= 0 {
			l.log.Info("target overrides rule", "target", own[i].ID, "rule", t.ID, "pack", t.Pack)
			continue
		}
		targets = append(targets, t)
	}
	if len(targets) == 0 {
		targets = balance.DefaultTargets(panel.Members, opts)
	}
	return targets, nil
}

// overrides reports whether the user's own target takes the place of a pack's
// rule: it has the same id, or speaks of the same value of the same people. A
// target without roles speaks of the panel, whose people are in role joinAs.
func overrides(own, rule *planner.Target, joinAs planner.Role) bool {
	if own.ID == rule.ID {
		return true
	}
	if own.Kind != rule.Kind || own.Dimension != rule.Dimension || own.Value != rule.Value || !slices.Equal(own.And, rule.And) {
		return false
	}
	if len(own.Roles) == 0 {
		return !slices.ContainsFunc(rule.Roles, func(r planner.Role) bool { return r != joinAs })
	}
	return slices.Equal(own.Roles, rule.Roles)
}

// schemeFits stops a judgement by regions of one scheme of people who were read
// by another: every verdict on a region would be wrong.
func (l *loaded) schemeFits() error {
	read := cmp.Or(l.o.scheme, "un")
	for _, name := range l.o.rules {
		p, err := rulepacks.Load(name)
		if err == nil && p.Scheme != "" && p.Scheme != read {
			return hintError{
				usageError{fmt.Errorf("the rules of %s speak of regions by the scheme %q, and the people were read by %q", p.Name, p.Scheme, read)},
				"add --scheme " + p.Scheme,
			}
		}
	}
	return nil
}
