package grouping

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"roundtable/testdata"
)

// fileScore is what a plan is worth and breaks by the files of a case alone.
type fileScore struct {
	objective      int64
	worst, outside int
	violations     []string
}

func (s *fileScore) violated(ok bool, format string, args ...any) {
	if !ok {
		s.violations = append(s.violations, fmt.Sprintf(format, args...))
	}
}

type row = map[string]string

// scoreFiles scores a plan from the tables of its case, row by row and in words:
// it shares nothing with the package but the plan's lists of members.
func scoreFiles(t testing.TB, name string, plan *Plan) *fileScore {
	t.Helper()
	var rules struct {
		Rank    []int64 `json:"rank_utility"`
		Outside int64   `json:"outside_utility"`
		Chair   int64   `json:"missing_chair_weight"`
		Org     int     `json:"max_per_org"`
	}
	testdata.JSON(t, &rules, "group-cases", name, "rules.json")
	people := make(map[string]row)
	seats, best := make(map[string]int), make(map[string]int)
	for _, p := range testdata.Rows(t, "group-cases", name, "people.csv") {
		people[p["id"]] = p
	}
	members, chairs := make(map[string][]string), make(map[string][]string)
	s := &fileScore{}
	for _, g := range plan.Groups {
		for _, m := range g.Members {
			s.violated(!slices.Contains(members[g.ID], m.ID), "%s twice in %s", m.ID, g.ID)
			members[g.ID] = append(members[g.ID], m.ID)
			if m.Role != RoleMember {
				chairs[g.ID] = append(chairs[g.ID], m.ID)
			}
			seats[m.ID]++
			prefs := strings.Split(people[m.ID]["prefs"], ";")
			rank := 1 + slices.Index(prefs, g.ID)
			if rank == 0 {
				s.objective += rules.Outside
				continue
			}
			s.objective += rules.Rank[rank-1]
			if best[m.ID] == 0 || rank < best[m.ID] {
				best[m.ID] = rank
			}
		}
	}
	for id, p := range people {
		n := seats[id]
		s.violated(n >= number(t, p["min_memberships"], 1) && n <= number(t, p["max_memberships"], 1), "%s has %d seats", id, n)
		s.worst = max(s.worst, best[id])
		if best[id] == 0 {
			s.outside++
		}
	}
	chairing := make(map[string]bool)
	for _, g := range testdata.Rows(t, "group-cases", name, "groups.csv") {
		id, want := g["id"], number(t, g["chairs"], 0)
		n := len(members[id])
		s.violated(n >= number(t, g["min_size"], 0) && n <= number(t, g["max_size"], 1<<20), "%s has %d members", id, n)
		s.violated(len(chairs[id]) <= want, "%s has %d chairs", id, len(chairs[id]))
		s.objective -= rules.Chair * int64(want-len(chairs[id]))
		from, orgs := make(map[string]bool), make(map[string]int)
		for _, c := range chairs[id] {
			p := people[c]
			s.violated(p["chair_ok"] == "1" && !from[p["stakeholder"]] && !chairing[c], "%s should not chair %s", c, id)
			from[p["stakeholder"]], chairing[c] = true, true
		}
		for _, m := range members[id] {
			orgs[people[m]["org"]]++
			s.violated(rules.Org == 0 || orgs[people[m]["org"]] <= rules.Org, "too many of %s in %s", people[m]["org"], id)
		}
	}
	for _, q := range testdata.Rows(t, "group-cases", name, "quotas.csv") {
		off := missedQuota(t, q, people, members[q["group"]])
		if q["hard"] == "1" {
			s.violated(off == 0, "quota %s missed by %d", q["id"], off)
		} else {
			s.objective -= int64(off * number(t, q["weight"], 0))
		}
	}
	for _, pr := range testdata.Rows(t, "group-cases", name, "pairs.csv") {
		for g, list := range members {
			a, b := slices.Contains(list, pr["a"]), slices.Contains(list, pr["b"])
			broken := pr["kind"] == "apart" && a && b || pr["kind"] == "together" && a != b
			s.violated(!broken, "%s in %s", pr, g)
		}
	}
	return s
}

// missedQuota is by how many members a group misses a quota.
func missedQuota(t testing.TB, q row, people map[string]row, members []string) int {
	t.Helper()
	z, have := len(members), 0
	for _, id := range members {
		if people[id][q["attribute"]] == q["value"] {
			have++
		}
	}
	least := max(number(t, q["min_count"], 0), (number(t, q["min_share_pct"], 0)*z+99)/100)
	most := min(number(t, q["max_count"], z), number(t, q["max_share_pct"], 100)*z/100)
	return max(0, least-have) + max(0, have-most)
}
