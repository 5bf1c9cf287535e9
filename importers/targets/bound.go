package targets

import (
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
	exact        planner.Ratio // the share that a number alone says, such as 33.3
}

// ParseBound reads a bound; share says that a number alone is a percentage.
func ParseBound(text string, share bool) (b Bound, ok bool) {
	bare := strings.TrimSpace(strings.NewReplacer("%", "", "percent", "", "％", "").Replace(text))
	b.Share = share || bare != text && strings.ContainsAny(text, "%％p")
	if b.exact, b.Plain = parsePercent(bare); b.Share && b.Plain {
		return b, true
	}
	bare = strings.TrimSuffix(strings.TrimSuffix(bare, ".0"), ",0")
	b.Span, b.Plain, ok = vocabulary.ParseSpan(bare)
	return b, ok && (!b.Share || b.To <= 100 || b.To == vocabulary.Unbounded)
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
	case b.Plain:
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

// ParseTier reads the words of the tiers; a blank is must.
func ParseTier(s string) (planner.Tier, bool) {
	switch vocabulary.Compact(s) {
	case "", "must", "hard", "required", "mandatory", "1":
		return planner.Must, true
	case "should", "soft", "2":
		return planner.Should, true
	case "nice", "nicetohave", "may", "could", "3":
		return planner.Nice, true
	}
	return planner.Must, false
}

// Proportional makes exact shares of one dimension (40 % and 60 %, where least and most
// are the same) parts of the seats that are handed out together, by largest remainder,
// where they add up to a hundred percent.
func Proportional(list []planner.Target) {
	same := func(a, b *planner.Target) bool {
		return exactShare(b) && a.Dimension == b.Dimension && a.Group == b.Group && a.Where.Sheet == b.Where.Sheet &&
			a.Where.File == b.Where.File && slices.Equal(a.Roles, b.Roles) && slices.Equal(a.ExceptRoles, b.ExceptRoles)
	}
	for i := range list {
		if !exactShare(&list[i]) || len(list[i].Parts) > 0 {
			continue
		}
		var all []*planner.Target
		den := int64(1)
		for k := range list[i:] {
			if x := &list[i+k]; same(&list[i], x) && len(x.Parts) == 0 {
				all = append(all, x)
				den = max(den, x.MinShare.Den)
			}
		}
		var weights []int64
		sum := int64(0)
		for _, x := range all {
			weights = append(weights, x.MinShare.Num*(den/x.MinShare.Den)) // powers of ten
			sum += weights[len(weights)-1]
		}
		if sum == den {
			share(all, weights)
		}
	}
}

// share gives targets their parts of the seats.
func share(all []*planner.Target, weights []int64) {
	for k, x := range all {
		x.Parts, x.Part = weights, k
	}
}

// exactShare reports whether a target asks for one share of people with one value, and
// for nothing else.
func exactShare(t *planner.Target) bool {
	return t.Kind == planner.Count && t.Dimension != "" && len(t.And) == 0 && t.MinShare.Given() &&
		t.MinShare == t.MaxShare && !t.Min.Given && !t.Max.Given
}
