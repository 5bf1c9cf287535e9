package ilp

import (
	"math"
	"testing"
)

// Floating point prices become integers that cannot overflow, whatever they are.
func TestPrice(t *testing.T) {
	for _, tt := range []struct {
		y     float64
		scale int64
		want  int64
	}{
		{0.5, 4, 2},
		{0.49, 1, 0},
		{-0.5, 1, -1},
		{math.NaN(), fullScale, 0},
		{math.Inf(1), fullScale, scaledLimit},
		{-1e300, fullScale, -scaledLimit},
		{1e4, fullScale, scaledLimit},
	} {
		if got := price(tt.y, tt.scale); got != tt.want {
			t.Errorf("%v at %d: %d, want %d", tt.y, tt.scale, got, tt.want)
		}
	}
}

func TestCeilDiv(t *testing.T) {
	for _, tt := range [][3]int64{{7, 2, 4}, {6, 2, 3}, {0, 5, 0}, {-7, 2, -3}, {-6, 2, -3}, {1, fullScale, 1}} {
		if got := ceilDiv(tt[0], tt[1]); got != tt[2] {
			t.Errorf("%d / %d = %d, want %d", tt[0], tt[1], got, tt[2])
		}
	}
}

// The larger the costs, the coarser the prices, so that both together stay in bounds.
func TestScaleOfPrices(t *testing.T) {
	for cost, want := range map[int64]int64{0: fullScale, 1: fullScale, -1023: fullScale, 1024: fullScale / 2, -1 << 20: fullScale >> 11, 1 << 40: 1} {
		p := &Program{}
		p.AddColumn(1, 1)
		p.AddColumn(cost, 1)
		if got := newProver(p).scale; got != want {
			t.Errorf("cost %d: %d, want %d", cost, got, want)
		}
	}
}

// Rows of which each can be met and all together cannot: x+y, y+z and x+z are each one, but
// the sum of all three is two and not one and a half.
func TestWhatSingleRowsDoNotShow(t *testing.T) {
	p := &Program{}
	for range 3 {
		p.AddColumn(0, 1)
	}
	for _, cols := range [][]int{{0, 1}, {1, 2}, {0, 2}, {0, 1, 2}} {
		n := int64(len(cols) - 1)
		r := p.AddRow(n, n)
		for _, j := range cols {
			p.AddEntry(j, r, 1)
		}
	}
	if dom := newDomain(p); !dom.propagate() {
		t.Fatal("single rows show it")
	}
	s := NewSearch(p)
	if got := s.Best(t.Context(), enough, NoCutoff); got.Found() || !got.Proved || s.nodes != 1 {
		t.Errorf("%+v in %d nodes", got, s.nodes)
	}
	if prices := p.Refuting(); prices == nil || prices[3] == 0 {
		t.Errorf("prices %v", prices)
	}
	p.Rows[3] = Bounds{0, 3}
	if prices := p.Refuting(); prices != nil {
		t.Errorf("halves are a point, refuted with %v", prices)
	}
}

// What is taken for a solution has been checked: bounds of columns, and rows.
func TestTakeChecks(t *testing.T) {
	p := &Program{}
	p.AddColumn(1, 2, Entry{p.AddRow(1, 5), 2})
	s := NewSearch(p)
	s.begin(NoCutoff)
	for _, tt := range []struct {
		x, best int64
		taken   bool
	}{{0, 0, false}, {3, 0, false}, {-1, 0, false}, {2, 2, true}, {1, 1, true}, {2, 1, true}} {
		if got := s.take([]int64{tt.x}); got != tt.taken || s.best == nil && tt.best > 0 || s.best != nil && s.best[0] != tt.best {
			t.Errorf("%d: taken %v, the best is %v", tt.x, got, s.best)
		}
	}
}
