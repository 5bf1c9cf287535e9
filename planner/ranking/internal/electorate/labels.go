package electorate

import (
	"slices"
	"strings"
	"unicode"

	"roundtable/planner"
)

// Labels are the groups, regions and organisations named on ballots, and what
// each of them is counted as: itself, unless it was merged into another.
type Labels struct{ group, region, organisation labelling }

// labelling is the labels of one dimension in order of first use, and where each is by
// its code.
type labelling struct {
	uses []labelUse
	use  map[uint32]int
}

// labelUse is one label as found on ballots, and what it is counted as.
type labelUse struct {
	code     uint32
	text, as string
	n        int64
	first    int
}

func (l *Labels) of(d planner.Dimension) *labelling {
	switch d {
	case planner.Stakeholder:
		return &l.group
	case planner.Region:
		return &l.region
	default:
		return &l.organisation
	}
}

// CollectLabels lists the labels of all ballots.
func CollectLabels(b *planner.Ballots) *Labels {
	l := &Labels{}
	for i := range b.Len() {
		g, r, o := b.Codes(i)
		l.group.count(b, i, g)
		l.region.count(b, i, r)
		l.organisation.count(b, i, o)
	}
	return l
}

// count counts the label of a ballot; the code 0 is none.
func (l *labelling) count(b *planner.Ballots, i int, code uint32) {
	if code == 0 {
		return
	}
	k, ok := l.use[code]
	if !ok {
		if l.use == nil {
			l.use = make(map[uint32]int)
		}
		k = len(l.uses)
		l.use[code] = k
		l.uses = append(l.uses, labelUse{code: code, text: b.Label(code), as: b.Label(code), first: i})
	}
	l.uses[k].n++
}

// at is the position in a list of what a label is counted as, which is added if it is
// not there; -1 without a label.
func (l *labelling) at(code uint32, list *[]string) int {
	if code == 0 {
		return -1
	}
	label := l.uses[l.use[code]].as
	at := slices.Index(*list, label)
	if at < 0 {
		at = len(*list)
		*list = append(*list, label)
	}
	return at
}

// Pair is two labels that look like two spellings of one.
type Pair struct {
	A, B               string // A occurs on at least as many ballots
	BallotsA, BallotsB int64
	FirstB             int  // the first ballot that carries B
	OneLetter          bool // one letter apart, else the same but for capitals, spaces and signs
	// Into is the most used spelling of the family B is in.
	Into  string
	codeB uint32
}

// Merge counts the label B of each pair as Into.
func (l *Labels) Merge(d planner.Dimension, pairs []Pair) {
	of := l.of(d)
	for _, p := range pairs {
		of.uses[of.use[p.codeB]].as = p.Into
	}
}

// maxLabelsCompared bounds the quadratic comparison; labels alike but for
// capitals, spaces and punctuation are found beyond it as well.
const maxLabelsCompared = 3000

// Alike compares the labels of a dimension with each other, the most used first.
func (l *Labels) Alike(d planner.Dimension) []Pair {
	uses := slices.Clone(l.of(d).uses)
	slices.SortStableFunc(uses, func(p, q labelUse) int { return int(q.n - p.n) })
	folded := make([]string, len(uses))
	for i, u := range uses {
		folded[i] = foldLabel(u.text)
	}
	var pairs []Pair
	into := make(map[uint32]string)
	byFold := make(map[string]int)
	for i, u := range uses {
		near, oneLetter := -1, false
		if j, ok := byFold[folded[i]]; ok {
			near = j
		} else {
			byFold[folded[i]] = i
			if i < maxLabelsCompared {
				near = slices.IndexFunc(folded[:i], func(f string) bool { return oneLetterApart(folded[i], f) })
				oneLetter = true
			}
		}
		if near < 0 {
			continue
		}
		a := uses[near]
		to := a.text
		if t := into[a.code]; t != "" {
			to = t
		}
		into[u.code] = to
		pairs = append(pairs, Pair{a.text, u.text, a.n, u.n, u.first, oneLetter, to, u.code})
	}
	return pairs
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

// oneEdit reports whether x becomes y, another word, by one edit (optimal string alignment 1).
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
		return x[i] == y[i+1] && x[i+1] == y[i] && string(x[i+2:]) == string(y[i+2:])
	case 1:
		return string(x[i:]) == string(y[i+1:])
	default:
		return false
	}
}
