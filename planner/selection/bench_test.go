package selection

import (
	"encoding/csv"
	"fmt"
	"os"
	"strconv"
	"testing"

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
		people, quotas       string
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
		t0 := cpu()
		q := newQuestion(roster, targets, Options{Seats: c.seats, Nodes: 20000, Work: 6e9, JoinAs: planner.RoleSpeaker})
		fmt.Println(c, "groups", len(q.model.Groups), cpu()-t0)
		var cols []int
		for _, g := range q.open {
			cols = append(cols, q.model.Groups[g].Col)
		}
		fair.Try(t.Context(), &q.model.Program, cols, q.limits(), c.seats)
	}
}
