package ranking

import (
	"slices"
	"strings"
	"testing"
)

// TestTiePathsBudget: when the ties are too many to follow, the result says so.
func TestTiePathsBudget(t *testing.T) {
	var text []string
	for i := range 7 { // a circle in which all wins are equally strong
		text = append(text, strings.Join(append(slices.Clone(letters[i:]), letters[:i]...), " > "))
	}
	p := parsePref(letters, strings.Join(text, "\n"))
	full := p.rank(t, nil)
	for _, rule := range []string{"ranked_pairs", "irv"} {
		r := full.Rules[rule]
		if r.Proved != nil || len(r.Winners) != 7 {
			t.Errorf("%s: %v, proved %v; by symmetry all seven can win", rule, r.Winners, r.Proved)
		}
		cut := p.rank(t, func(o *Options) { o.TiePaths = 1 }).Rules[rule]
		if cut.Proved == nil || *cut.Proved || len(cut.Notes) != 1 {
			t.Errorf("%s with a budget of 1: %+v", rule, cut.Notes)
		}
	}
	if full.Firmness.Verdict != Tied || len(full.TieBreaks) != 1 {
		t.Errorf("verdict %q, %d tie-breaks", full.Firmness.Verdict, len(full.TieBreaks))
	}
}

// TestLotDoesNotDependOnOrder: a lot is drawn from seed and issue alone.
func TestLotDoesNotDependOnOrder(t *testing.T) {
	one := parsePref([]string{"A", "B", "C"}, "A = B = C").rank(t, nil).TieBreaks
	two := parsePref([]string{"C", "A", "B"}, "A = B = C").rank(t, nil).TieBreaks
	if len(one) != 1 || !slices.Equal(one[0].Issues, two[0].Issues) || one[0].Steps[0].Rule != "lot" {
		t.Errorf("%+v, %+v", one, two)
	}
	seeds := map[string]bool{}
	for seed := range uint64(20) {
		tb := parsePref([]string{"A", "B", "C"}, "A = B = C").rank(t, func(o *Options) { o.Seed = seed }).TieBreaks
		seeds[tb[0].Issues[0]] = true
	}
	if len(seeds) != 3 {
		t.Errorf("20 seeds put only %v first", seeds)
	}
}
