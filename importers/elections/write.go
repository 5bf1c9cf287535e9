package elections

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Election is what an export holds.
type Election struct {
	Title   string
	Issues  []planner.Issue
	Ballots *planner.Ballots
	// Seats is the number of places to fill, at least 1 in formats that need it.
	Seats int
}

// LossError says that a format cannot hold the ballots as they are.
type LossError struct {
	Format string // "BLT"
	What   string // what it cannot hold
}

// Error implements error.
func (e *LossError) Error() string {
	return fmt.Sprintf("the votes cannot be written as %s: %s", e.Format, e.What)
}

// WritePrefLib writes rankings as PrefLib .soi or, when some ballot has a tie,
// .toi; approvals as a .cat file with the categories Yes and No. Groups and
// voters have no place in the format and are left out; ballots keep their order.
// Weighted ballots, scores, points and hums are a [LossError].
func WritePrefLib(w io.Writer, e Election) error {
	kind, err := oneKind("PrefLib", e.Ballots)
	if err != nil {
		return err
	}
	if kind != planner.Ranking && kind != planner.Approval {
		return &LossError{"PrefLib", "it holds rankings and approvals, these are " + kind.String() + " ballots"}
	}
	if err := unweighted("PrefLib", e.Ballots); err != nil {
		return err
	}
	dataType := "soi"
	lines := make([]string, e.Ballots.Len())
	orders := make(map[string]bool)
	for i := range lines {
		b := e.Ballots.At(i)
		order, tied := prefLibOrder(b)
		if tied && kind == planner.Ranking {
			dataType = "toi"
		}
		orders[order] = true
		lines[i] = strconv.FormatInt(b.Count, 10) + ": " + order
	}
	if kind == planner.Approval {
		dataType = "cat"
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "# FILE NAME: \n# TITLE: %s\n# DATA TYPE: %s\n", oneLine(e.Title), dataType)
	fmt.Fprintf(out, "# NUMBER ALTERNATIVES: %d\n# NUMBER VOTERS: %d\n", len(e.Issues), e.Ballots.Total())
	if kind == planner.Approval {
		fmt.Fprintf(out, "# NUMBER UNIQUE PREFERENCES: %d\n# NUMBER CATEGORIES: 2\n", len(orders))
		fmt.Fprint(out, "# CATEGORY NAME 1: Yes\n# CATEGORY NAME 2: No\n")
	} else {
		fmt.Fprintf(out, "# NUMBER UNIQUE ORDERS: %d\n", len(orders))
	}
	for i, is := range e.Issues {
		fmt.Fprintf(out, "# ALTERNATIVE NAME %d: %s\n", i+1, issueName(is))
	}
	for _, l := range lines {
		fmt.Fprintln(out, l)
	}
	return out.Flush()
}

// prefLibOrder writes "1,{2,3}", for approvals "{1,2},{3}".
func prefLibOrder(b planner.Ballot) (order string, tied bool) {
	groups := tierNumbers(b)
	var parts []string
	for _, g := range groups {
		text := make([]string, len(g))
		for i, n := range g {
			text[i] = strconv.Itoa(n)
		}
		if len(g) == 1 && b.Kind == planner.Ranking {
			parts = append(parts, text[0])
			continue
		}
		tied = true
		parts = append(parts, "{"+strings.Join(text, ",")+"}")
	}
	return strings.Join(parts, ","), tied
}

// tierNumbers lists the issues, counted from 1, tier by tier; for approvals the
// approved and then the others, and nothing for an abstention.
func tierNumbers(b planner.Ballot) [][]int {
	var out [][]int
	if b.Kind == planner.Approval {
		if b.IsBlank() {
			return nil
		}
		out = make([][]int, 2)
		for i, m := range b.Marks {
			switch m {
			case 1:
				out[0] = append(out[0], i+1)
			case 0:
				out[1] = append(out[1], i+1)
			}
		}
		return out
	}
	for t := planner.Mark(1); ; t++ {
		var tier []int
		for i, m := range b.Marks {
			if m == t {
				tier = append(tier, i+1)
			}
		}
		if tier == nil {
			return out
		}
		out = append(out, tier)
	}
}

// WriteBLT writes rankings as a BLT file: ties as "2=3", weights as decimals.
// Voters and groups are left out. Other kinds of ballots, and weights that are no
// finite decimals, are a [LossError].
func WriteBLT(w io.Writer, e Election) error {
	kind, err := oneKind("BLT", e.Ballots)
	if err != nil {
		return err
	}
	if kind != planner.Ranking {
		return &LossError{"BLT", "it holds rankings, these are " + kind.String() + " ballots"}
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%d %d\n", len(e.Issues), max(1, e.Seats))
	for i := range e.Ballots.Len() {
		b := e.Ballots.At(i)
		weight, ok := bltWeight(b)
		if !ok {
			return &LossError{"BLT", "the weight " + b.Weight.String() + " is not a decimal number"}
		}
		fmt.Fprint(out, weight)
		for _, tier := range tierNumbers(b) {
			sep := " "
			for _, n := range tier {
				fmt.Fprint(out, sep, n)
				sep = "="
			}
		}
		fmt.Fprintln(out, " 0")
	}
	fmt.Fprintln(out, 0)
	for _, is := range e.Issues {
		fmt.Fprintf(out, "\"%s\"\n", strings.ReplaceAll(issueName(is), `"`, "'"))
	}
	fmt.Fprintf(out, "\"%s\"\n", strings.ReplaceAll(oneLine(e.Title), `"`, "'"))
	return out.Flush()
}

// bltWeight is the weight of all ballots of an entry together.
func bltWeight(b planner.Ballot) (string, bool) {
	if !b.Weight.Given() {
		return strconv.FormatInt(b.Count, 10), true
	}
	r := new(big.Rat).Mul(b.Weight.Rat(), new(big.Rat).SetInt64(b.Count))
	digits, exact := r.FloatPrec()
	return r.FloatString(digits), exact
}

// WritePabulib writes a .pb file with each issue as a project of cost 1 and a
// budget of Seats: approvals, rankings (ordinal), points (cumulative) or scores
// (scoring), one line per ballot. Ties in rankings, weights and hums are a
// [LossError].
func WritePabulib(w io.Writer, e Election) error {
	kind, err := oneKind("Pabulib", e.Ballots)
	if err != nil {
		return err
	}
	types := map[planner.BallotKind]string{
		planner.Approval: "approval", planner.Ranking: "ordinal",
		planner.Points: "cumulative", planner.Score: "scoring",
	}
	if types[kind] == "" {
		return &LossError{"Pabulib", "it has no hum (for, neutral, against)"}
	}
	if err := unweighted("Pabulib", e.Ballots); err != nil {
		return err
	}
	if e.Ballots.Scale.Per > 1 {
		return &LossError{"Pabulib", "it holds whole points only"}
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "META\nkey;value\ndescription;%s\n"+
		"num_projects;%d\nnum_votes;%d\nbudget;%d\nvote_type;%s\nrule;unknown\n",
		pbText(e.Title), len(e.Issues), e.Ballots.Total(), max(1, e.Seats), types[kind])
	switch s := e.Ballots.Scale; kind {
	case planner.Points:
		fmt.Fprintf(out, "max_sum_points;%d\n", s.Budget)
	case planner.Score:
		fmt.Fprintf(out, "min_points;%d\nmax_points;%d\n", s.Min, s.Max)
	}
	fmt.Fprint(out, "PROJECTS\nproject_id;cost;name\n")
	for _, is := range e.Issues {
		fmt.Fprintf(out, "%s;1;%s\n", pbID(is), pbText(issueName(is)))
	}
	points := kind == planner.Points || kind == planner.Score
	head := "VOTES\nvoter_id;group;vote"
	if points {
		head += ";points"
	}
	fmt.Fprintln(out, head)
	n := 0
	for i := range e.Ballots.Len() {
		b := e.Ballots.At(i)
		vote, marks, ok := pbVote(e.Issues, b)
		if !ok {
			return &LossError{"Pabulib", "its rankings have no ties"}
		}
		for range b.Count {
			n++
			id := b.Voter
			if id == "" {
				id = strconv.Itoa(n)
			}
			fmt.Fprintf(out, "%s;%s;%s", pbText(id), pbText(b.Group), vote)
			if points {
				fmt.Fprint(out, ";", marks)
			}
			fmt.Fprintln(out)
		}
	}
	return out.Flush()
}

// pbVote lists the projects of a ballot and, beside them, their points.
func pbVote(issues []planner.Issue, b planner.Ballot) (vote, points string, ok bool) {
	var ids, marks []string
	if b.Kind == planner.Ranking {
		for _, tier := range tierNumbers(b) {
			if len(tier) > 1 {
				return "", "", false
			}
			ids = append(ids, pbID(issues[tier[0]-1]))
		}
		return strings.Join(ids, ","), "", true
	}
	for i, m := range b.Marks {
		if m == planner.Blank || b.Kind == planner.Approval && m == 0 {
			continue
		}
		ids = append(ids, pbID(issues[i]))
		marks = append(marks, strconv.Itoa(int(m)))
	}
	return strings.Join(ids, ","), strings.Join(marks, ","), true
}

func pbID(is planner.Issue) string {
	return strings.NewReplacer(",", "_", ";", "_", "\"", "_").Replace(oneLine(is.ID))
}

// pbText keeps a text within one field.
func pbText(s string) string {
	s = oneLine(s)
	if strings.ContainsAny(s, ";\"") {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

func oneLine(s string) string { return vocabulary.Clean(s) }

func issueName(is planner.Issue) string { return oneLine(cmp.Or(is.Name, is.ID)) }

// oneKind returns the kind of all ballots.
func oneKind(format string, b *planner.Ballots) (planner.BallotKind, error) {
	if b.Len() == 0 {
		return planner.Ranking, &LossError{format, "there are no ballots"}
	}
	kind := b.At(0).Kind
	for i := range b.Len() {
		if b.At(i).Kind != kind {
			return kind, &LossError{format, "there are ballots of several kinds"}
		}
	}
	return kind, nil
}

func unweighted(format string, b *planner.Ballots) error {
	for i := range b.Len() {
		if w := b.At(i).Weight; w.Given() && w.Num != w.Den {
			return &LossError{format, "it has no weights"}
		}
	}
	return nil
}
