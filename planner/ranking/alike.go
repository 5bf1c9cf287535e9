package ranking

import (
	"fmt"
	"sort"
	"strings"
	"unicode"

	"roundtable/planner"
)

// AlikePair is two labels that look like two spellings of one.
type AlikePair struct {
	Dimension planner.Dimension
	A, B      string // A occurs on at least as many ballots
	BallotsA  int64
	BallotsB  int64
	// WhereB is the first ballot that carries the rarer spelling.
	WhereB planner.Ref
	// Why says what makes them alike: "same but for capitals and spaces",
	// "one letter apart".
	Why string
}

// AlikeError reports labels that must be merged or confirmed before ballots
// are weighted by them: a group counted as two would get two votes.
type AlikeError struct{ Pairs []AlikePair }

// Error lists all pairs.
func (e *AlikeError) Error() string {
	var b strings.Builder
	b.WriteString("labels that look alike would be weighted as different ones:")
	for _, p := range e.Pairs {
		fmt.Fprintf(&b, "\n  %s %q (%d ballots) and %q (%d ballots", p.Dimension.Label(), p.A, p.BallotsA, p.B, p.BallotsB)
		if !p.WhereB.IsZero() {
			fmt.Fprintf(&b, ", first at %s", p.WhereB)
		}
		fmt.Fprintf(&b, "): %s", p.Why)
	}
	b.WriteString("\nmerge them, or confirm that they are different")
	return b.String()
}

// Findings gives the pairs as findings with their places.
func (e *AlikeError) Findings() []planner.Finding {
	out := make([]planner.Finding, len(e.Pairs))
	for i, p := range e.Pairs {
		out[i] = planner.Finding{
			Code: "labels-alike", Severity: planner.Error, Where: p.WhereB, Seen: p.B,
			Text: fmt.Sprintf("%s %q looks like %q (%s)", p.Dimension.Label(), p.B, p.A, p.Why),
			Fix:  "correct the spelling, or say whether to merge or to keep them apart",
		}
	}
	return out
}

// aliases gives the label in force for each code.
type aliases struct{ group, region, org map[uint32]string }

// labelUse is one label as found on ballots.
type labelUse struct {
	code  uint32
	text  string
	n     int64
	first int
}

// resolveLabels finds labels that look alike among those the weights depend on.
// It returns the label in force for every code, the findings about merged
// labels, and an [AlikeError] when the run must stop.
func resolveLabels(b *planner.Ballots, opts *Options) (*aliases, []planner.Finding, error) {
	uses := collectLabels(b)
	out := &aliases{}
	var findings []planner.Finding
	var stop AlikeError
	for d, dim := range []planner.Dimension{planner.Stakeholder, planner.Region, planner.Organisation} {
		names := make(map[uint32]string, len(uses[d]))
		for _, u := range uses[d] {
			names[u.code] = u.text
		}
		matters := dim == planner.Stakeholder || (dim == planner.Region && opts.Weights == Raked) ||
			(dim == planner.Organisation && (opts.Weights == ByOrganisation || opts.Weights == ByOrganisationTwoStage))
		if matters && opts.Alike != KeepAlike {
			pairs, into := alikePairs(dim, uses[d], b)
			switch {
			case opts.Alike == MergeAlike:
				for _, u := range uses[d] {
					if to := into[u.code]; to != "" && to != u.text {
						names[u.code] = to
						findings = append(findings, planner.Finding{
							Code: "labels-merged", Severity: planner.Warning, Where: b.At(u.first).Where, Seen: u.text,
							Text: fmt.Sprintf("%s %q was counted as %q", dim.Label(), u.text, to), Fix: "correct the spelling in the source",
						})
					}
				}
			case dim == planner.Stakeholder && opts.Weights == ByHeads:
				findings = append(findings, (&AlikeError{pairs}).warnings()...)
			default:
				stop.Pairs = append(stop.Pairs, pairs...)
			}
		}
		switch d {
		case 0:
			out.group = names
		case 1:
			out.region = names
		default:
			out.org = names
		}
	}
	if len(stop.Pairs) > 0 {
		return nil, nil, &stop
	}
	return out, findings, nil
}

func (e *AlikeError) warnings() []planner.Finding {
	fs := e.Findings()
	for i := range fs {
		fs[i].Severity = planner.Warning
	}
	return fs
}

// collectLabels lists the labels of the three dimensions in order of first use.
func collectLabels(b *planner.Ballots) [3][]labelUse {
	var uses [3][]labelUse
	var at [3]map[uint32]int
	for d := range at {
		at[d] = make(map[uint32]int)
	}
	var last [3]uint32
	var lastAt [3]int
	for i := range b.Len() {
		g, r, o := b.Codes(i)
		if g|r|o == 0 {
			continue
		}
		for d, code := range [3]uint32{g, r, o} {
			if code == 0 {
				continue
			}
			k := lastAt[d]
			if code != last[d] {
				var ok bool
				if k, ok = at[d][code]; !ok {
					k = len(uses[d])
					at[d][code] = k
					uses[d] = append(uses[d], labelUse{code: code, text: b.Label(code), first: i})
				}
				last[d], lastAt[d] = code, k
			}
			uses[d][k].n++
		}
	}
	return uses
}

// maxLabelsCompared bounds the quadratic comparison; labels alike but for
// capitals, spaces and punctuation are found beyond it as well.
const maxLabelsCompared = 3000

// alikePairs compares labels with each other. into maps each code to the most
// used spelling of its family.
func alikePairs(dim planner.Dimension, uses []labelUse, b *planner.Ballots) (pairs []AlikePair, into map[uint32]string) {
	order := make([]int, len(uses))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(x, y int) bool { return uses[order[x]].n > uses[order[y]].n })
	folded := make([]string, len(uses))
	for i, u := range uses {
		folded[i] = foldLabel(u.text)
	}
	into = make(map[uint32]string)
	byFold := make(map[string]int)
	for pos, i := range order {
		near, why := -1, ""
		if j, ok := byFold[folded[i]]; ok {
			near, why = j, "same but for capitals, spaces and signs"
		} else {
			byFold[folded[i]] = i
			if pos < maxLabelsCompared {
				for _, j := range order[:pos] {
					if oneLetterApart(folded[i], folded[j]) {
						near, why = j, "one letter apart"
						break
					}
				}
			}
		}
		if near < 0 {
			continue
		}
		a, c := uses[near], uses[i]
		pairs = append(pairs, AlikePair{
			Dimension: dim, A: a.text, B: c.text, BallotsA: a.n, BallotsB: c.n, WhereB: b.At(c.first).Where, Why: why,
		})
		to := a.text
		if t := into[a.code]; t != "" {
			to = t
		}
		into[c.code] = to
	}
	return pairs, into
}

// foldLabel keeps letters and digits in lower case, with single spaces; labels
// made of signs alone keep them.
func foldLabel(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		default:
			space = true
		}
	}
	if b.Len() == 0 {
		return strings.TrimSpace(s)
	}
	return b.String()
}

// oneLetterApart reports whether two folded labels differ by one letter added,
// left out, changed or swapped with its neighbour, inside a word of at least
// five letters. Digits and short words are names in themselves ("Station 1",
// "Team A").
func oneLetterApart(a, b string) bool {
	wa, wb := strings.Fields(a), strings.Fields(b)
	if len(wa) != len(wb) {
		return strings.ReplaceAll(a, " ", "") == strings.ReplaceAll(b, " ", "") && len(a) >= 5
	}
	diff := -1
	for i := range wa {
		if wa[i] != wb[i] {
			if diff >= 0 {
				return false
			}
			diff = i
		}
	}
	if diff < 0 {
		return false
	}
	x, y := []rune(wa[diff]), []rune(wb[diff])
	if min(len(x), len(y)) < 5 || strings.ContainsFunc(wa[diff]+wb[diff], unicode.IsDigit) {
		return false
	}
	return oneEdit(x, y)
}

// oneEdit reports whether x becomes y by one edit (optimal string alignment 1).
func oneEdit(x, y []rune) bool {
	if len(x) > len(y) {
		x, y = y, x
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	switch len(y) - len(x) {
	case 0:
		if string(x[i+1:]) == string(y[i+1:]) {
			return true
		}
		return i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && string(x[i+2:]) == string(y[i+2:])
	case 1:
		return string(x[i:]) == string(y[i+1:])
	default:
		return false
	}
}
