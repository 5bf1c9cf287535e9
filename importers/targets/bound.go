package targets

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Bound is what a text such as "at least 2", "40 %" or "2-3" says: a span of counts,
// or of shares in percent.
type Bound struct {
	vocabulary.Span
	Share, Plain bool          // Plain is a number alone
	exact        planner.Ratio // the share that a number alone or a fraction says, such as 33.3
}

// part is a share that is not said in percent: in words or as a fraction.
type part struct {
	words vocabulary.List
	num   int64
	den   int64
}

var (
	partsInWords = []part{
		{"targets/half", 1, 2},
		{"targets/third", 1, 3},
		{"targets/two thirds", 2, 3},
		{"targets/quarter", 1, 4},
		{"targets/three quarters", 3, 4},
	}
	noneWord vocabulary.List = "targets/none"

	fraction  = regexp.MustCompile(`^(\D*?)(\d{1,3}) ?/ ?(\d{1,3})(\D*)$`)
	dotted    = regexp.MustCompile(`(\d) ?(?:\.\.+|…) ?(\d)`)
	notNumber = regexp.MustCompile(`^\D*$`)
)

// parseFraction reads "at most 1/3", "half" and "at least two thirds".
func parseFraction(text string) (b Bound, ok bool) {
	var ratio planner.Ratio
	words := ""
	if m := fraction.FindStringSubmatch(text); m != nil {
		ratio.Num, _ = strconv.ParseInt(m[2], 10, 64) // at most three digits
		ratio.Den, _ = strconv.ParseInt(m[3], 10, 64)
		words = m[1] + "50" + m[4]
	} else if notNumber.MatchString(text) {
		for i := range text {
			for _, p := range partsInWords {
				if (i == 0 || text[i-1] == ' ') && p.words.Is(text[i:]) && ratio.Den == 0 {
					ratio, words = planner.Ratio{Num: p.num, Den: p.den}, text[:i]+"50"
				}
			}
		}
	}
	if ratio.Num == 0 || ratio.Num > ratio.Den {
		return b, false
	}
	b.Span, b.Plain, ok = vocabulary.ParseSpan(words)
	b.exact, b.Share = ratio, true
	strict := b.From == 51 || b.To == 49 // "more than half" has no number of percent
	return b, ok && !strict
}

// ParseBound reads a bound; share says that a number alone is a percentage.
func ParseBound(text string, share bool) (b Bound, ok bool) {
	if noneWord.Is(text) {
		return Bound{Share: share}, true
	}
	if b, ok := parseFraction(strings.TrimSpace(text)); ok {
		return b, true
	}
	text = dotted.ReplaceAllString(text, "$1-$2")
	bare := strings.TrimSpace(strings.NewReplacer("%", "", "percent", "", "％", "").Replace(text))
	b.Share = share || bare != text && strings.ContainsAny(text, "%％p")
	if b.exact, b.Plain = parsePercent(bare); b.Share && b.Plain {
		return b, true
	}
	bare = strings.TrimSuffix(strings.TrimSuffix(bare, ".0"), ",0")
	b.Span, b.Plain, ok = vocabulary.ParseSpan(inDigits(bare))
	return b, ok && (!b.Share || b.From <= 100 && (b.To <= 100 || b.To == vocabulary.Unbounded))
}

// Into gives a target what a cell of a column for a minimum (low), for a maximum
// (high), or for either says. It returns false where the cell says the opposite of its
// column.
func (b *Bound) Into(out *planner.Target, low, high bool) bool {
	saysMin, saysMax := b.From > 0, b.To != vocabulary.Unbounded
	if b.Plain {
		saysMin, saysMax = !high, !low
	}
	if saysMin {
		b.set(&out.Min, &out.MinShare, b.From)
	}
	if saysMax {
		b.set(&out.Max, &out.MaxShare, b.To)
	}
	return (saysMin || !low) && (saysMax || !high)
}

func (b *Bound) set(limit *planner.Limit, ratio *planner.Ratio, n int) {
	switch {
	case !b.Share:
		*limit = planner.LimitOf(n)
	case b.exact.Given():
		*ratio = b.exact
	default:
		*ratio = planner.Percent(int64(n))
	}
}

// parsePercent reads "40" or "33.3" as the exact ratio of a hundred.
func parsePercent(text string) (planner.Ratio, bool) {
	whole, frac, _ := strings.Cut(strings.ReplaceAll(text, ",", "."), ".")
	frac = strings.TrimRight(frac, "0")
	if len(frac) > 6 || len(whole) > 3 {
		return planner.Ratio{}, false
	}
	n, err := strconv.ParseUint(whole+frac, 10, 31)
	if err != nil {
		return planner.Ratio{}, false
	}
	den := int64(100)
	for range frac {
		den *= 10
	}
	return planner.Ratio{Num: int64(n), Den: den}, int64(n) <= den
}

// The words of the tiers.
const (
	tierMust   vocabulary.List = "targets/must"
	tierShould vocabulary.List = "targets/should"
	tierNice   vocabulary.List = "targets/nice"
)

// IsTier reports whether a text is a word for a tier, which no number is.
func IsTier(s string) bool { return tierMust.Is(s) || tierShould.Is(s) || tierNice.Is(s) }

// ParseTier reads the words of the tiers; a blank is must.
func ParseTier(s string) (planner.Tier, bool) {
	s = strings.TrimSpace(s)
	switch {
	case s == "", s == "1", tierMust.Is(s):
		return planner.Must, true
	case s == "2", tierShould.Is(s):
		return planner.Should, true
	case s == "3", tierNice.Is(s):
		return planner.Nice, true
	}
	return planner.Must, false
}

// Proportional shares out the seats by largest remainder among targets of one dimension:
// where they have amounts of a population ([planner.Target.Parts] of one number), and
// where they ask for exact percentages that add up to a hundred.
func Proportional(list []planner.Target) {
	done := make([]bool, len(list))
	for i := range list {
		if done[i] || !proportional(&list[i]) {
			continue
		}
		var all []int
		for k := i; k < len(list); k++ {
			if proportional(&list[k]) && together(&list[i], &list[k]) {
				all = append(all, k)
				done[k] = true
			}
		}
		weights, whole := weightsOf(list, all)
		if len(all) == 1 && len(list[i].Parts) == 0 {
			whole = 0 // all of one value
		}
		for n, k := range all {
			x := &list[k]
			if x.Parts = nil; whole > 0 {
				x.Parts, x.Part = weights, n
				x.MinShare = planner.Ratio{Num: weights[n], Den: whole}
				x.MaxShare = x.MinShare
			}
		}
	}
}

// proportional reports whether a target asks for a part of the seats for one value, and
// for nothing else.
func proportional(t *planner.Target) bool {
	exact := t.MinShare.Given() && t.MinShare == t.MaxShare || len(t.Parts) == 1
	return t.Kind == planner.Count && t.Dimension != "" && len(t.And) == 0 && exact && !t.Min.Given && !t.Max.Given
}

func together(a, b *planner.Target) bool {
	return a.Dimension == b.Dimension && a.Group == b.Group && len(a.Parts) == len(b.Parts) &&
		slices.Equal(a.Roles, b.Roles) && slices.Equal(a.ExceptRoles, b.ExceptRoles)
}

// weightsOf are the parts of the targets, and the whole that they make up; 0 where
// percentages do not add up to one.
func weightsOf(list []planner.Target, all []int) (weights []int64, whole int64) {
	den := int64(1) // denominators are a hundred times powers of ten
	for _, k := range all {
		den = max(den, list[k].MinShare.Den)
	}
	sum := int64(0)
	for _, k := range all {
		x := &list[k]
		w := x.MinShare.Num * (den / max(x.MinShare.Den, 1))
		if len(x.Parts) == 1 {
			w = x.Parts[0]
		}
		weights, sum = append(weights, w), sum+w
	}
	if len(list[all[0]].Parts) == 0 && sum != den {
		return nil, 0
	}
	return weights, sum
}
