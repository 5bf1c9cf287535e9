package planner

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestTargetNeedAndAllow(t *testing.T) {
	tgt := Target{Min: LimitOf(1), MinShare: Percent(40), MaxShare: Percent(50)}
	if n, a := tgt.Need(7), tgt.Allow(7); n != 3 || a != LimitOf(3) {
		t.Errorf("of 7: need %d allow %v, want 3 and 3", n, a)
	}
	tgt.Max = LimitOf(2)
	if a := tgt.Allow(7); a != LimitOf(2) {
		t.Errorf("at most 2 and half of 7: allow %v, want 2", a)
	}
	var none Target
	if n, a := none.Need(7), none.Allow(7); n != 0 || a.Given {
		t.Errorf("unbounded of 7: need %d allow %v, want 0 and no limit", n, a)
	}
}

// Bounds by largest remainder, worked examples. Votes by party from Wikipedia, "Quota
// method"; the Alabama paradox in its textbook form after Balinski and Young, Fair
// Representation (1982), ch. 5: with one seat more the smallest state has one less.
func TestPartsByLargestRemainder(t *testing.T) {
	for _, tt := range []struct {
		parts     []int64
		seats     int
		low, high []int
	}{
		{[]int64{47000, 16000, 15800, 12000, 6100, 3100}, 10, []int{5, 2, 1, 1, 1, 0}, []int{5, 2, 1, 1, 1, 0}},
		{[]int64{6, 6, 2}, 10, []int{4, 4, 2}, []int{4, 4, 2}},
		{[]int64{6, 6, 2}, 11, []int{5, 5, 1}, []int{5, 5, 1}},
		{[]int64{1, 1, 1}, 4, []int{1, 1, 1}, []int{2, 2, 2}}, // any one may have the fourth
		{[]int64{1, 1, 1}, 3, []int{1, 1, 1}, []int{1, 1, 1}},
		{[]int64{3, 1}, 2, []int{1, 0}, []int{2, 1}},
		{[]int64{5, 0}, 3, []int{3, 0}, []int{3, 0}},
		{[]int64{1, 2}, 0, []int{0, 0}, []int{0, 0}},
		{[]int64{1_400_000_000, 8_000_000_000}, 100_000, []int{14_894, 85_106}, []int{14_894, 85_106}},
	} {
		for i := range tt.parts {
			tgt := Target{Parts: tt.parts, Part: i, Min: LimitOf(99), MaxShare: Percent(1)} // which parts replace
			if low, high := tgt.Bounds(tt.seats); low != tt.low[i] || high != LimitOf(tt.high[i]) {
				t.Errorf("part %d of %v of %d seats: %d to %d, want %d to %d", i, tt.parts, tt.seats, low, high.N, tt.low[i], tt.high[i])
			}
		}
	}
}

// Largest remainders come closest to the exact parts, by the sum of squares (Birkhoff,
// House monotone apportionment schemes, PNAS 73 (1976) 684–686, and Balinski and Young,
// App. A): the bounds are the least and the most that a part has in any of the closest
// ways to hand out all seats.
func TestPartsAreTheClosest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.Int64Range(0, 7), 1, 4).Draw(t, "parts")
		sum := int64(0)
		for _, p := range parts {
			sum += p
		}
		if sum == 0 {
			return
		}
		n := rapid.Int64Range(0, 9).Draw(t, "seats")
		var low, high, seats []int64
		best := int64(-1)
		var walk func(left, off int64)
		walk = func(left, off int64) {
			if i := len(seats); i < len(parts) {
				for h := int64(0); h <= left; h++ {
					seats = append(seats, h)
					walk(left-h, off+(h*sum-n*parts[i])*(h*sum-n*parts[i]))
					seats = seats[:i]
				}
				return
			}
			switch {
			case left > 0 || best >= 0 && off > best:
				return
			case off != best:
				best, low, high = off, slices.Clone(seats), slices.Clone(seats)
			}
			for i, h := range seats {
				low[i], high[i] = min(low[i], h), max(high[i], h)
			}
		}
		walk(n, 0)
		for i := range parts {
			l, h := (&Target{Parts: parts, Part: i}).Bounds(int(n))
			if int64(l) != low[i] || int64(h.N) != high[i] || !h.Given {
				t.Fatalf("part %d: %d to %v, want %d to %d", i, l, h, low[i], high[i])
			}
		}
	})
}

// Shares in whole people, from their definition: all whole numbers between the two shares
// or, where there are none, those closest to them. The shares have the largest
// denominators that are read.
func TestSharesAreTheClosestWholePeople(t *testing.T) {
	share := rapid.Custom(func(t *rapid.T) Ratio {
		den := rapid.SampledFrom([]int64{1, 2, 3, 7, 10, 100, 100_000_000}).Draw(t, "den")
		return Ratio{rapid.Int64Range(0, den).Draw(t, "num"), den}
	})
	rapid.Check(t, func(t *rapid.T) {
		tgt := Target{MinShare: share.Draw(t, "min"), MaxShare: share.Draw(t, "max")}
		if rapid.Bool().Draw(t, "exact") {
			tgt.MaxShare = tgt.MinShare
		}
		n := rapid.IntRange(0, 12).Draw(t, "people") * rapid.SampledFrom([]int{1, 10_000}).Draw(t, "times")
		people := new(big.Rat).SetInt64(int64(n))
		from, to := new(big.Rat).Mul(tgt.MinShare.Rat(), people), new(big.Rat).Mul(tgt.MaxShare.Rat(), people)
		least, most := -1, -1
		var off *big.Rat
		for h := max(0, tgt.MinShare.FloorOf(n)-2); h <= min(n, tgt.MaxShare.CeilOf(n)+2); h++ {
			x := new(big.Rat).SetInt64(int64(h))
			d := new(big.Rat)
			if below := new(big.Rat).Sub(from, x); below.Sign() > 0 {
				d = below
			}
			if above := new(big.Rat).Sub(x, to); above.Cmp(d) > 0 {
				d = above
			}
			if off == nil || d.Cmp(off) < 0 {
				off, least = d, h
			}
			if d.Cmp(off) == 0 {
				most = h
			}
		}
		low, high := tgt.Bounds(n)
		if from.Cmp(to) > 0 || tgt.MinShare.Rat().Cmp(tgt.MaxShare.Rat()) > 0 {
			least, most = tgt.MinShare.CeilOf(n), tgt.MaxShare.FloorOf(n) // they contradict each other
		}
		if low != least || high != LimitOf(most) {
			t.Fatalf("%s to %s of %d: %d to %d, want %d to %d", tgt.MinShare, tgt.MaxShare, n, low, high.N, least, most)
		}
	})
}

// What is rounded how, by the kind of bounds.
func TestBoundsRounded(t *testing.T) {
	speakers := []Role{RoleSpeaker}
	for _, tt := range []struct {
		name   string
		target Target
		n      int
		low    int
		high   Limit
	}{
		{"exactly 60 % of 7 is nearest to 4", Target{MinShare: Percent(60), MaxShare: Percent(60)}, 7, 4, LimitOf(4)},
		{"half of 7 is as near to 3 as to 4", Target{MinShare: Percent(50), MaxShare: Percent(50)}, 7, 3, LimitOf(4)},
		{"the same share written otherwise", Target{MinShare: Percent(50), MaxShare: Ratio{1, 2}}, 7, 3, LimitOf(4)},
		{"55 to 60 % of 2: 1 is 5 %, 2 is 40 % off", Target{MinShare: Percent(55), MaxShare: Percent(60)}, 2, 1, LimitOf(1)},
		{"so many of those who are chosen as speakers", Target{MinShare: Percent(55), MaxShare: Percent(60), Roles: speakers}, 2, 2, LimitOf(1)},
		{"but exact shares of these too", Target{MinShare: Percent(60), MaxShare: Percent(60), Roles: speakers}, 7, 4, LimitOf(4)},
		{"shares that contradict each other", Target{MinShare: Percent(60), MaxShare: Percent(40)}, 10, 6, LimitOf(4)},
		{"the number and the share, whichever asks for more", Target{Min: LimitOf(3), MinShare: Percent(10), Max: LimitOf(5), MaxShare: Percent(100)}, 10, 3, LimitOf(5)},
		{"nearest to 40 %, not over 49 %: 2.8 of 7 is 3", Target{MinShare: Percent(40), NearestUpTo: Percent(49)}, 7, 3, Limit{}},
		{"1.2 of 3 is 1", Target{MinShare: Percent(40), NearestUpTo: Percent(49)}, 3, 1, Limit{}},
		{"0.8 of 2 would be 1, over 49 %", Target{MinShare: Percent(40), NearestUpTo: Percent(49)}, 2, 0, Limit{}},
		{"halves down: 2.5 of 5", Target{MinShare: Percent(50), NearestUpTo: Percent(80)}, 5, 2, Limit{}},
		{"nothing to be near to", Target{NearestUpTo: Percent(49)}, 7, 0, Limit{}},
	} {
		if low, high := tt.target.Bounds(tt.n); low != tt.low || high != tt.high || tt.target.Need(tt.n) != low || tt.target.Allow(tt.n) != high {
			t.Errorf("%s: %d to %v, want %d to %v", tt.name, low, high, tt.low, tt.high)
		}
	}
}

// Who counts, what is spoken of in words, and by which dimensions.
func TestWhomTargetsSpeakOf(t *testing.T) {
	female := Term{Dimension: Gender, Values: []string{"Female"}}
	gov := Term{Dimension: Stakeholder, Values: []string{"Government"}}
	under30 := Numbers{To: LimitOf(29)}
	for _, tt := range []struct {
		target                      Target
		who                         string
		dimension, value, condition string
		dimensions                  []Dimension
		limited                     bool
	}{
		{Target{Dimension: Gender, Value: "Female"}, "gender=Female", "gender", "Female", "", []Dimension{Gender}, false},
		{Target{Dimension: Gender, Value: "Female", AnyOf: []string{"F"}}, "gender=Female", "gender", "Female", "", []Dimension{Gender}, false},
		{Target{Dimension: Age, Numbers: under30}, "age<=29", "age", "<=29", "", []Dimension{Age}, false},
		{Target{And: Condition{female}}, "gender=Female", "gender", "Female", "gender=Female", []Dimension{Gender}, false},
		{
			Target{Dimension: Gender, Value: "Female", And: Condition{gov}},
			"gender=Female & stakeholder=Government",
			"", "", "gender=Female & stakeholder=Government",
			[]Dimension{Gender, Stakeholder},
			false,
		},
		{Target{Roles: []Role{RoleSpeaker}}, "", "", "", "", nil, true},
		{Target{ExceptRoles: []Role{RoleModerator}, Dimension: Gender}, "gender", "gender", "", "", []Dimension{Gender}, true},
		{Target{Kind: NotAlone, Dimension: Gender, Value: "Female"}, "gender=Female", "gender", "Female", "gender=Female", []Dimension{Gender}, false},
		{Target{Kind: Distinct, Dimension: Region}, "", "region", "", "", []Dimension{Region}, false},
		{Target{Kind: Distinct, Dimension: Region, And: Condition{female}}, "gender=Female", "region", "", "gender=Female", []Dimension{Region, Gender}, true},
		{
			Target{Kind: Distinct, Dimension: Region, List: []string{African, WEOG}},
			"", "region", "",
			"region=" + African + "|" + WEOG,
			[]Dimension{Region},
			false,
		},
		{
			Target{Kind: Each, Dimension: Region, Across: []Dimension{Gender, Region}},
			"", "", "",
			"each region within each gender within each region",
			[]Dimension{Region, Gender},
			false,
		},
		{
			Target{Kind: Each, Dimension: Region, Across: []Dimension{Gender}, And: Condition{gov}},
			"stakeholder=Government", "", "",
			"each region within each gender & stakeholder=Government",
			[]Dimension{Region, Gender, Stakeholder},
			true,
		},
		{
			Target{Kind: Distinct, Dimension: Region, And: Condition{female, gov}},
			"gender=Female & stakeholder=Government", "region", "",
			"gender=Female & stakeholder=Government",
			[]Dimension{Region, Gender, Stakeholder},
			true,
		},
		{
			Target{Kind: Distinct, Dimension: Region, List: []string{WEOG}}, "", "region", "", "region=" + WEOG, []Dimension{Region}, false,
		},
		{Target{Kind: Seats, Cells: []Condition{{female}, {gov, female}}}, "", "", "", "", []Dimension{Gender, Stakeholder}, false},
	} {
		tgt := &tt.target
		who := tgt.Who().String()
		d, value, condition := tgt.Subject()
		if who != tt.who || string(d) != tt.dimension || value != tt.value || condition != tt.condition {
			t.Errorf("%+v: %q, %q, %q, %q; want %q, %q, %q, %q", tt.target, who, d, value, condition, tt.who, tt.dimension, tt.value, tt.condition)
		}
		if got := tgt.Dimensions(); !slices.Equal(got, tt.dimensions) || tgt.Limited() != tt.limited {
			t.Errorf("%+v: dimensions %q, limited %v", tt.target, got, tgt.Limited())
		}
	}
	spelled := Target{Dimension: Gender, Value: "Female", AnyOf: []string{"F", "woman"}, And: Condition{gov}}
	if who := spelled.Who(); len(who) != 2 || !slices.Equal(who[0].Values, []string{"Female", "F", "woman"}) {
		t.Errorf("%+v", who)
	}
	if len(spelled.And) != 1 {
		t.Error("asking who counts changes the target")
	}
}

func TestBoundedAndShares(t *testing.T) {
	for _, tt := range []struct {
		target          Target
		bounded, shares bool
	}{
		{Target{}, false, false},
		{Target{Min: LimitOf(0)}, true, false},
		{Target{Max: LimitOf(0)}, true, false},
		{Target{MinShare: Percent(0)}, true, true},
		{Target{MaxShare: Percent(100)}, true, true},
		{Target{Parts: []int64{1}}, true, true},
		{Target{NearestUpTo: Percent(10)}, false, false},
	} {
		if tt.target.Bounded() != tt.bounded || tt.target.Shares() != tt.shares {
			t.Errorf("%+v: bounded %v, shares %v", tt.target, tt.target.Bounded(), tt.target.Shares())
		}
	}
}
