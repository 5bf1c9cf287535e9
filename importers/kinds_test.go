package importers

import (
	"regexp"
	"strconv"
	"testing"

	"roundtable/planner"
)

// Ballots of two kinds are asked about where scores or points are among them, and the
// option of the remedy reads them.
func TestKindsTogether(t *testing.T) {
	const who = "Name,Group,"
	files := map[string]string{
		"ranks":     who + "1st choice,2nd choice\nA,Government,Net,Sea\nB,Business,Sea,Net\nC,Business,Net,Sea\n",
		"scores":    who + "Rate 1 to 5 [Net],Rate 1 to 5 [Sea]\nD,Government,5,3\nE,Business,4,4\nF,Business,3,2\n",
		"points":    who + "Distribute 10 points [Net],Distribute 10 points [Sea]\nG,Government,7,3\nH,Business,4,6\nI,Business,9,1\n",
		"approvals": who + "Net,Sea,Air\nJ,Government,x,,x\nK,Business,,x,\nL,Business,x,x,\n",
	}
	option := regexp.MustCompile(`--(?:scale=(\d+)\.\.(\d+)|budget (\d+))`)
	for _, pair := range [][2]string{
		{"ranks", "scores"}, {"ranks", "points"}, {"approvals", "scores"}, {"approvals", "points"}, {"scores", "points"},
	} {
		read := func(opts Options) *planner.Meeting {
			m, _ := readTexts(t, opts, [2]string{"a.csv", files[pair[0]]}, [2]string{"b.csv", files[pair[1]]})
			return m
		}
		m := read(Options{})
		told := findingsWith(m, CodeVotesKinds)
		if len(told) != 1 || told[0].Severity != planner.Error {
			t.Errorf("%v: %+v", pair, m.Findings)
			continue
		}
		remedy := option.FindStringSubmatch(told[0].Fix)
		if remedy == nil {
			t.Errorf("%v: no option in %q", pair, told[0].Fix)
			continue
		}
		var opts Options
		number := func(s string) planner.Mark { n, _ := strconv.Atoi(s); return planner.Mark(n) }
		opts.Votes.Scale = planner.Scale{Min: number(remedy[1]), Max: number(remedy[2]), Budget: number(remedy[3])}
		if m = read(opts); m.HasErrors() || m.Ballots.Total() != 6 {
			t.Errorf("%v, %s: %d ballots, %+v", pair, remedy[0], m.Ballots.Total(), m.Findings)
		}
	}
}

// Decimals in one of two tables of scores make no other scale.
func TestScoresWithDecimalsTogether(t *testing.T) {
	var opts Options
	opts.Votes.Scale = planner.Scale{Min: 1, Max: 5}
	m, _ := readTexts(t, opts,
		[2]string{"a.csv", "Name,Group,Rate 1 to 5 [Net],Rate 1 to 5 [Sea]\nA,Government,5,2\nB,Business,4,4\n"},
		[2]string{"b.csv", "Name,Group,Rate 1 to 5 [Net],Rate 1 to 5 [Sea]\nC,Government,4.5,3\nD,Business,2,4\n"})
	if m.HasErrors() || m.Ballots.Total() != 4 || m.Ballots.At(0).Marks[0] != 50 || m.Ballots.At(2).Marks[0] != 45 {
		t.Errorf("%+v %+v", m.Ballots.Scale, m.Findings)
	}
}
