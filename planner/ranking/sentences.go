package ranking

import (
	"fmt"
	"slices"
	"strings"
)

// Sentences tells the result so that it can be read out: what is first and why,
// whether it beats every other issue, and what it depends on. Each sentence
// stands on its own.
func (r *Result) Sentences() []string {
	if r.Ballots == 0 || len(r.Issues) == 0 {
		return []string{"There are no ballots to count."}
	}
	var out []string
	for _, s := range []string{
		r.firstSentence(), r.pairSentence(), r.cycleSentence(), r.weightsSentence(), r.blanksSentence(),
		r.leaveOutSentence(), r.methodsSentence(), r.agendaSentence(),
	} {
		if s != "" {
			out = append(out, s)
		}
	}
	for _, t := range r.TieBreaks {
		out = append(out, r.tieSentence(t))
	}
	return append(out, r.verdictSentence())
}

// label is how a sentence names an issue: its name, else its ID.
func (r *Result) label(id string) string {
	for _, i := range r.Issues {
		if i.ID == id && i.Name != "" {
			return i.Name
		}
	}
	return id
}

// list joins labels: "A, B and C".
func (r *Result) list(ids []string) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = r.label(id)
	}
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

func (r *Result) counting(weights string) string {
	switch WeightMode(weights) {
	case ByGroups:
		return fmt.Sprintf("when the %d groups count equally", len(r.Groups))
	case ByHeads:
		return "when every ballot counts the same"
	case ByShares:
		return "with the groups at their given shares"
	case Raked:
		return "with groups and regions at their target shares"
	default:
		return "with one vote for each organisation"
	}
}

func (r *Result) firstSentence() string {
	top := r.Issues[0]
	var b strings.Builder
	if len(r.Firmness.First) > 1 {
		fmt.Fprintf(&b, "%s share the first place with an average support of %.0f out of 100 %s", r.list(r.Firmness.First), top.Support, r.counting(r.Weights))
	} else {
		fmt.Fprintf(&b, "%s is first: average support %.0f out of 100 %s", r.label(top.ID), top.Support, r.counting(r.Weights))
	}
	if r.Weights != string(ByHeads) {
		fmt.Fprintf(&b, " (%.0f by head count)", top.SupportHeads)
	}
	b.WriteString(".")
	if len(r.Groups) > 1 && len(r.Firmness.First) == 1 {
		n := 0
		for _, g := range r.Groups {
			if rank, ok := top.GroupRank[g.Name]; ok && rank <= 3 {
				n++
			}
		}
		if len(r.Issues) > 3 {
			fmt.Fprintf(&b, " It is among the first three of %d of the %d groups;", n, len(r.Groups))
		}
		if top.LowestGroup != "" {
			fmt.Fprintf(&b, " its support is lowest in %s (%.0f, place %d).", top.LowestGroup, top.GroupSupport[top.LowestGroup], top.GroupRank[top.LowestGroup])
		}
	}
	return b.String()
}

func (r *Result) pairSentence() string {
	if r.CondorcetWinner == "" || len(r.Issues) < 2 {
		return ""
	}
	d := r.duels(r.CondorcetWinner)[0]
	word := "more weight prefers"
	if r.Weights == string(ByHeads) {
		word = "more ballots prefer"
	}
	return fmt.Sprintf("Asked two at a time, %s %s to every other issue; the closest is %s (%s to %s, %s without preference).",
		word, r.label(r.CondorcetWinner), r.label(d.Other), ratText1(d.For.Float()), ratText1(d.Against.Float()), ratText1(d.Open.Float()))
}

// ratText1 shows a weight with at most one decimal.
func ratText1(f float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", f), ".0")
}

func (r *Result) cycleSentence() string {
	if r.CondorcetWinner != "" || len(r.Issues) < 2 {
		return ""
	}
	if len(r.Cycle) == 0 {
		return fmt.Sprintf("Asked two at a time, no issue beats all others: %s are not beaten by any issue outside them, and there are ties among them.", r.list(r.SmithSet))
	}
	parts := make([]string, len(r.Cycle))
	for i, id := range r.Cycle {
		parts[i] = r.label(id) + " beats " + r.label(r.Cycle[(i+1)%len(r.Cycle)])
	}
	s := "No issue beats all others two at a time: " + strings.Join(parts, ", ") + "."
	if d, ok := r.setAside(); ok {
		s += fmt.Sprintf(" Ranked pairs resolves this by setting aside %s over %s (%s to %s).",
			r.label(d.Above), r.label(d.Below), ratText1(d.For.Float()), ratText1(d.Against.Float()))
	}
	return s
}

// setAside finds the result in the circle that ranked pairs set aside.
func (r *Result) setAside() (Majority, bool) {
	for _, d := range r.Rules["ranked_pairs"].Dropped {
		at := slices.Index(r.Cycle, d.Above)
		if at >= 0 && r.Cycle[(at+1)%len(r.Cycle)] == d.Below {
			return d, true
		}
	}
	return Majority{}, false
}

func (r *Result) weightsSentence() string {
	f := r.Firmness
	switch {
	case f.FirstGroups == nil:
		return ""
	case slices.Equal(f.FirstGroups, f.FirstHeads):
		return fmt.Sprintf("Whether groups or heads count equally makes no difference to the first place (%s).", r.list(f.FirstHeads))
	default:
		return fmt.Sprintf("The weighting decides: %s first when every group counts the same, %s when every ballot does.", r.listIs(f.FirstGroups), r.list(f.FirstHeads))
	}
}

// listIs joins labels with the verb: "A is" or "A and B are".
func (r *Result) listIs(ids []string) string {
	if len(ids) == 1 {
		return r.list(ids) + " is"
	}
	return r.list(ids) + " are"
}

func (r *Result) blanksSentence() string {
	f := r.Firmness
	if slices.Equal(f.First, f.FirstOther) {
		return ""
	}
	if r.Unranked == string(Last) {
		return fmt.Sprintf("If a blank meant ‘no opinion’ instead of ‘last’, %s first.", r.wouldBe(f.FirstOther))
	}
	return fmt.Sprintf("If a blank meant ‘last’ instead of ‘no opinion’, %s first.", r.wouldBe(f.FirstOther))
}

func (r *Result) wouldBe(ids []string) string {
	if len(ids) == 1 {
		return r.list(ids) + " would be"
	}
	return r.list(ids) + " would share the place"
}

func (r *Result) leaveOutSentence() string {
	l := r.Firmness.LeaveOneOut
	if l.First == 0 || len(r.Issues) < 2 {
		return ""
	}
	advice := ""
	if m := r.Firmness.Margins; len(m) > 0 && len(r.Firmness.First) == 1 {
		advice = fmt.Sprintf(": treat %s and %s as equal", r.label(m[0].Above), r.label(m[0].Below))
	}
	return fmt.Sprintf("Removing any one of %d of the %d ballots would change the first place%s.", l.First, l.Of, advice)
}

func (r *Result) methodsSentence() string {
	f := r.Firmness
	if len(f.Methods) == 0 || len(f.First) != 1 {
		return ""
	}
	if f.MethodsFirst == len(f.Methods) {
		return fmt.Sprintf("All %d methods compared put %s first.", len(f.Methods), r.label(f.First[0]))
	}
	var others []string
	for _, m := range f.Methods {
		if !slices.Equal(m.First, f.First) && len(others) < 3 {
			others = append(others, fmt.Sprintf("%s puts %s first", methodName(m), r.list(m.First)))
		}
	}
	return fmt.Sprintf("%d of %d methods compared put %s first; %s.", f.MethodsFirst, len(f.Methods), r.label(f.First[0]), strings.Join(others, ", "))
}

// methodName names a method in a sentence.
func methodName(m Method) string {
	name := m.Rule
	for _, rule := range AllRules() {
		if rule.Name == m.Rule {
			name = rule.Title
		}
	}
	if m.Rule == "support" {
		name = "support by " + m.Weights
	}
	if m.Unranked == string(Ignore) {
		name += " (blanks ignored)"
	}
	return name
}

func (r *Result) agendaSentence() string {
	a := r.Agenda
	if a == nil || len(a.Issues) == 0 {
		return ""
	}
	if a.SameAsTopK {
		return fmt.Sprintf("If %d issues can be taken up: %s. Sharing the places out fairly gives the same issues as simply taking the %d most approved.", a.K, r.list(a.Issues), a.K)
	}
	return fmt.Sprintf("If %d issues can be taken up: %s. Compared with simply taking the %d most approved, %s in for %s, so that every part of the room gets its share.",
		a.K, r.list(a.Issues), a.K, r.comesIn(a.Added), r.list(a.Removed))
}

func (r *Result) comesIn(ids []string) string {
	if len(ids) == 1 {
		return r.list(ids) + " comes"
	}
	return r.list(ids) + " come"
}

func (r *Result) tieSentence(t TieBreak) string {
	parts := make([]string, len(t.Steps))
	for i, s := range t.Steps {
		parts[i] = fmt.Sprintf("%s before %s by %s (%s to %s)", r.label(s.Above), r.label(s.Below), s.Rule, s.AboveValue, s.BelowValue)
	}
	return fmt.Sprintf("%s have equal support; where one order is needed, %s.", r.list(t.Issues), strings.Join(parts, ", "))
}

func (r *Result) verdictSentence() string {
	f := r.Firmness
	switch f.Verdict {
	case Tied:
		return "Verdict: the first place is tied."
	case DependsOnWeights:
		return "Verdict: the first place depends on the weighting."
	case DependsOnBlanks:
		return "Verdict: the first place depends on what blanks mean."
	case DependsOnFew:
		return "Verdict: the first place depends on single ballots."
	default:
		return "Verdict: the first place is stable."
	}
}
