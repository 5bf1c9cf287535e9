package disclosure_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"roundtable/planner"
	"roundtable/reports/build"
	"roundtable/reports/disclosure"
	writer "roundtable/reports/html"
	"roundtable/reports/messages"
)

// randomCrowd is a list of people whose values are even, skewed, rare or not given.
func randomCrowd(rnd *rand.Rand) planner.Roster {
	values := map[planner.Dimension][]string{
		planner.Stakeholder: planner.StakeholderGroups(), planner.Region: planner.RegionalGroups(),
		planner.Gender: {"woman", "man", "non-binary"}, planner.Age: {"18-34", "35-54", "55+"},
		planner.Attendance: {"onsite", "online", "hybrid"},
	}
	skew := 1 + 3*rnd.Float64()
	out := make(planner.Roster, 5+rnd.IntN(80))
	for i := range out {
		out[i] = planner.Participant{ID: fmt.Sprint("p", i), Values: map[planner.Dimension][]string{}}
		for _, d := range []planner.Dimension{
			planner.Stakeholder, planner.Region, planner.Gender, planner.Age, planner.Attendance,
		} {
			x := rnd.Float64()
			for range int(skew) {
				x *= rnd.Float64()
			}
			if list := values[d]; rnd.IntN(15) > 0 {
				out[i].Values[d] = []string{list[int(x*float64(len(list)))]}
			}
		}
	}
	return out
}

var peopleTable = regexp.MustCompile(`(?s)<table id="t-people-[^"]*".*?</table>`)

// Every table of people that a page has is read: no line stands for one to four people,
// the lines are all of the people, so that no rest follows, and what is merged is as much
// as TestMergeSmallIsNotUndone asks for. Nothing else on the page counts so few.
func TestAttackPeople(t *testing.T) {
	t.Parallel()
	tables, merged := 0, 0
	for seed := range attacked(150) {
		rnd := rand.New(rand.NewPCG(uint64(seed), 17))
		m := &planner.Meeting{Roster: randomCrowd(rnd)}
		d := build.Public(protect(t, build.Input{Meeting: m}, disclosure.DefaultPolicy()), messages.English())
		var page bytes.Buffer
		if err := writer.Write(&page, d, writer.Options{}); err != nil {
			t.Fatal(err)
		}
		for _, table := range peopleTable.FindAllString(page.String(), -1) {
			tables++
			sum := 0
			for _, row := range rowOf.FindAllString(table, -1) {
				cells := cellOf.FindAllStringSubmatch(row, -1)
				label := plain(cells[0][1])
				n, err := strconv.Atoi(plain(cells[1][1]))
				if err != nil {
					t.Fatalf("seed %d: %s", seed, row)
				}
				small := n > 0 && n < 5
				if strings.Contains(label, " or ") || strings.HasPrefix(label, "other values") {
					merged++
					small = n < 8 // five, one small count, and two that it may be more
				}
				if sum += n; small {
					t.Errorf("seed %d: %q stands for %d people", seed, label, n)
				}
			}
			if sum != len(m.Roster) {
				t.Errorf("seed %d: a table of %d of %d people", seed, sum, len(m.Roster))
			}
		}
		text := plain(page.String())
		counts := map[string]int{}
		for i := range m.Roster {
			for _, v := range m.Roster[i].Values {
				counts[v[0]]++
			}
		}
		for label, n := range counts {
			if label = regexp.QuoteMeta(label); n < 5 {
				few := regexp.MustCompile(fmt.Sprintf(`(?i)\b%s:? %d\b[^–0-9-]|\b%d %s`, label, n, n, label))
				if at := few.FindString(text); at != "" {
					t.Errorf("seed %d: the page tells %q", seed, at)
				}
			}
		}
	}
	t.Logf("%d tables, %d merged lines", tables, merged)
	if tables < 100 || merged < 50 {
		t.Error("too few tables")
	}
}
