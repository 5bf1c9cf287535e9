package selection

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"roundtable/planner"
	"roundtable/planner/selection/internal/fair"
)

func rows(path string) [][]string {
	f, err := os.Open(path)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil {
		panic(err)
	}
	return all
}

func TestReal(t *testing.T) {
	for _, c := range []struct {
		people, quotas string
		seats, cat, val, min int
	}{
		{"/work/shared/data/roster-sortition-candidates/candidates.csv", "/work/shared/data/roster-sortition-candidates/features.csv", 22, 0, 1, 2},
		{"/work/shared/data/field-cases/people/assembly-volunteers.csv", "/work/shared/data/field-cases/people/assembly-quotas.csv", 40, 0, 1, 2},
		{"/tmp/draw/mon_respondents.csv", "/tmp/draw/mon_categories.csv", 30, 0, 1, 5},
		{"/tmp/draw/dlp_respondents.csv", "/tmp/draw/dlp_targets.csv", 10, 0, 1, 2},
	} {
		ps, qs := rows(c.people), rows(c.quotas)
		var targets []planner.Target
		cats := map[string]bool{}
		for _, q := range qs[1:] {
			lo, _ := strconv.Atoi(q[c.min])
			hi, _ := strconv.Atoi(q[c.min+1])
			cats[q[c.cat]] = true
			targets = append(targets, planner.Target{ID: q[c.cat] + "=" + q[c.val], Dimension: planner.Dimension(q[c.cat]), Value: q[c.val], Min: planner.LimitOf(lo), Max: planner.LimitOf(hi)})
		}
		var roster planner.Roster
		for i, p := range ps[1:] {
			m := map[planner.Dimension][]string{}
			for k, h := range ps[0] {
				if cats[h] {
					m[planner.Dimension(h)] = []string{p[k]}
				}
			}
			roster = append(roster, planner.Participant{ID: fmt.Sprint("p", i), Values: m})
		}
		t0 := time.Now()
		q := newQuestion(roster, targets, Options{Seats: c.seats, Nodes: 20000, Work: 6e9, JoinAs: planner.RoleSpeaker})
		known, never, proved := q.cover(t.Context())
		fmt.Println(c.people, "groups", len(q.model.Groups), "cover", len(known), "never", len(never), proved, time.Since(t0))
		if len(known) == 0 {
			continue
		}
		nn := 0
		for _, g := range never {
			nn += len(q.model.Groups[g].People)
		}
		size := make([]int, len(q.open))
		for i, g := range q.open {
			size[i] = len(q.model.Groups[g].People)
		}
		calls = 0
		for _, first := range []bool{true, false} {
			t0 = time.Now()
			l := fair.Leximin(t.Context(), counting{q}, size, known, first)
			ch := l.Chances()
			lo := 2.0
			for _, x := range ch {
				f, _ := x.Float64()
				lo = min(lo, f)
			}
			b := l.Bound(&l.Levels[0], ch)
			bf, _ := b.Float64()
			fmt.Println("  first", first, "never people", nn, "min", lo, "bound", b.RatString(), bf, "levels", len(l.Levels), "support", len(l.Panels), "calls", calls, oracle, time.Since(t0), l.Proved)
		}
	}
}

var calls int
var oracle time.Duration

type counting struct{ *question }


func (c counting) Dearer(ctx context.Context, prices []int64, above int64) ([]int, bool) {
	calls++
	t0 := time.Now()
	defer func() { oracle += time.Since(t0) }()
	return c.question.Dearer(ctx, prices, above)
}
