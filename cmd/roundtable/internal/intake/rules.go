package intake

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/importers"
	"roundtable/importers/rulepacks"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// This file holds the rules that were named against what was read: what is wrong in a
// file of the user's own, what nobody has, and what no rule counts.

// RulesFindings are what is wrong with a file of the user's own rules.
func RulesFindings(path string, err error) []planner.Finding {
	var faulty *rulepacks.FileError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &faulty):
		return faulty.Findings
	}
	why := exit.Reason(err)
	var unread *table.FormatError
	if errors.As(err, &unread) {
		why = unread.What
	}
	return []planner.Finding{{
		Code: rulepacks.CodeRules, Severity: planner.Error, Where: planner.Ref{File: BaseName(path)},
		Text: "The file of rules cannot be read: " + why + ".", Fix: "Check the name after --rules.",
	}}
}

// emptyPack warns of a rule pack by which nothing can be judged. What is no pack is
// told when it is judged by.
func emptyPack(p *rulepacks.Pack, err error) []planner.Finding {
	if err != nil || len(p.TargetsFor("")) > 0 {
		return nil
	}
	return []planner.Finding{{
		Code: rulepacks.CodeRules, Form: "empty", Severity: planner.Warning, Seen: p.Name,
		Args: map[string]any{"pack": p.Name, "note": p.Note},
	}}
}

// misfits are what the user's own rules ask for that the people do not have: most often
// a slip. A question about the proposal needs nobody.
func (l *Loaded) misfits(paths []string) []planner.Finding {
	own, err := l.Options.Shelf.Targets(l.Meeting.Format, paths...)
	if err != nil {
		return nil // told already
	}
	own = slices.DeleteFunc(own, func(t planner.Target) bool { return t.Kind == planner.Flag })
	_, found := importers.AlignTargets(l.Everybody(), own, l.Options.Reading.Scheme)
	return slices.DeleteFunc(found, func(f planner.Finding) bool { return f.Severity < planner.Warning })
}

// uncounted are values that people have where the rules of a pack count others of the
// same dimension: another spelling, most often. Dimensions with terms of their own are
// read by these, and yes and no are told apart by every rule.
func (l *Loaded) uncounted() []planner.Finding {
	counted, rulesOn := make(map[planner.Dimension][]string), make(map[planner.Dimension]int)
	rules, err := l.Options.Shelf.Targets(l.Meeting.Format, l.Options.Panel.Rules...)
	if err != nil {
		return nil // told when it is judged
	}
	aligned, _ := importers.AlignTargets(l.Everybody(), rules, l.Options.Reading.Scheme)
	for i := range aligned {
		for _, term := range aligned[i].Who() {
			if a, _ := vocabulary.YesNo(term.Words()); !vocabulary.HasTerms(term.Dimension) && a == planner.Unknown {
				counted[term.Dimension] = append(counted[term.Dimension], term.Values...)
				rulesOn[term.Dimension]++
			}
		}
	}
	var out []planner.Finding
	for _, d := range slices.Sorted(maps.Keys(counted)) {
		if others := otherValues(l.Everybody(), d, counted[d]); rulesOn[d] > 1 && len(others) > 0 {
			out = append(out, planner.Finding{
				Code: rulepacks.CodeRules, Form: "uncounted", Severity: planner.Warning, Seen: others[0],
				Args: map[string]any{
					"dimension": d, "others": planner.OneOf(others), "counted": planner.OneOf(counted[d]),
				},
			})
		}
	}
	return out
}

// otherValues are the values of a dimension that people have beside those listed.
func otherValues(people planner.Roster, d planner.Dimension, listed []string) []string {
	var out []string
	for _, p := range people {
		for _, v := range p.Values[d] {
			same := func(s string) bool { return strings.EqualFold(s, v) }
			if v != "" && !slices.ContainsFunc(listed, same) && !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
	}
	return out
}
