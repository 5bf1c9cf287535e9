package elections

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math/big"
	"slices"
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

// kindOf returns the kind of all ballots, if the format can hold it.
func (e *Election) kindOf(format string, weights bool, kinds ...planner.BallotKind) (planner.BallotKind, error) {
	if e.Ballots.Len() == 0 {
		return 0, &LossError{format, "there are no ballots"}
	}
	kind := e.Ballots.At(0).Kind
	if !slices.Contains(kinds, kind) {
		var words []string
		for _, k := range kinds {
			words = append(words, k.String())
		}
		what := fmt.Sprintf("it holds %s ballots, these are %v ballots", strings.Join(words, ", "), kind)
		return 0, &LossError{format, what}
	}
	for i := range e.Ballots.Len() {
		switch b := e.Ballots.At(i); {
		case b.Kind != kind:
			return 0, &LossError{format, "there are ballots of several kinds"}
		case !weights && b.Weight.Num != b.Weight.Den:
			return 0, &LossError{format, "it has no weights"}
		}
	}
	return kind, nil
}

// WritePrefLib writes rankings as PrefLib .soi or, when some ballot has a tie,
// .toi; approvals as a .cat file with the categories Yes and No. Groups and
// voters have no place in the format and are left out; ballots keep their order.
// Weighted ballots, scores, points and hums are a [LossError].
func WritePrefLib(w io.Writer, e Election) error {
	kind, err := e.kindOf("PrefLib", false, planner.Ranking, planner.Approval)
	if err != nil {
		return err
	}
	lines := make([]string, e.Ballots.Len())
	orders := make(map[string]bool)
	dataType, unique := "soi", "ORDERS"
	for i := range lines {
		b := e.Ballots.At(i)
		var parts []string
		for _, tier := range tierNumbers(b) {
			part := strings.Join(tier, ",")
			if len(tier) != 1 || kind == planner.Approval {
				part, dataType = "{"+part+"}", "toi"
			}
			parts = append(parts, part)
		}
		order := strings.Join(parts, ",")
		orders[order] = true
		lines[i] = strconv.FormatInt(b.Count, 10) + ": " + order
	}
	categories := ""
	if kind == planner.Approval {
		dataType, unique = "cat", "PREFERENCES"
		categories = "# NUMBER CATEGORIES: 2\n# CATEGORY NAME 1: Yes\n# CATEGORY NAME 2: No\n"
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "# FILE NAME: \n# TITLE: %s\n# DATA TYPE: %s\n# NUMBER ALTERNATIVES: %d\n# NUMBER VOTERS: %d\n"+
		"# NUMBER UNIQUE %s: %d\n%s", vocabulary.Clean(e.Title), dataType, len(e.Issues), e.Ballots.Total(), unique,
		len(orders), categories)
	for i, is := range e.Issues {
		fmt.Fprintf(out, "# ALTERNATIVE NAME %d: %s\n", i+1, issueName(is))
	}
	for _, l := range lines {
		fmt.Fprintln(out, l)
	}
	return out.Flush()
}

// tierNumbers lists the numbers of the issues, from 1, tier by tier; for approvals
// the approved and then the others, and nothing for an abstention.
func tierNumbers(b planner.Ballot) [][]string {
	var out [][]string
	if b.Kind == planner.Approval && !b.IsBlank() {
		out = make([][]string, 2)
	}
	for i, m := range b.Marks {
		if m == planner.Blank {
			continue
		}
		tier := int(m) - 1
		if b.Kind == planner.Approval {
			tier = 1 - int(m)
		}
		out = append(out, make([][]string, max(0, tier+1-len(out)))...)
		out[tier] = append(out[tier], strconv.Itoa(i+1))
	}
	return out
}

// WriteBLT writes rankings as a BLT file: ties as "2=3", weights as decimals.
// Voters and groups are left out. Other kinds of ballots, and weights that are no
// finite decimals, are a [LossError].
func WriteBLT(w io.Writer, e Election) error {
	if _, err := e.kindOf("BLT", true, planner.Ranking); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%d %d\n", len(e.Issues), max(1, e.Seats))
	for i := range e.Ballots.Len() {
		b := e.Ballots.At(i)
		weight := new(big.Rat).SetInt64(b.Count) // of all ballots of the entry together
		if b.Weight.Given() {
			weight.Mul(weight, b.Weight.Rat())
		}
		digits, exact := weight.FloatPrec()
		if !exact {
			return &LossError{"BLT", "the weight " + b.Weight.String() + " is not a decimal number"}
		}
		fmt.Fprint(out, weight.FloatString(digits))
		for _, tier := range tierNumbers(b) {
			fmt.Fprint(out, " ", strings.Join(tier, "="))
		}
		fmt.Fprintln(out, " 0")
	}
	fmt.Fprintln(out, 0)
	for _, is := range append(slices.Clone(e.Issues), planner.Issue{Name: e.Title}) {
		fmt.Fprintf(out, "\"%s\"\n", strings.ReplaceAll(issueName(is), `"`, "'"))
	}
	return out.Flush()
}

// maxLines is the largest number of ballots written on lines of their own.
const maxLines = 10_000_000

// WritePabulib writes a .pb file with each issue as a project of cost 1 and a
// budget of Seats: approvals, rankings (ordinal), points (cumulative) or scores
// (scoring), one line per ballot. Ties in rankings, weights and hums are a
// [LossError].
func WritePabulib(w io.Writer, e Election) error {
	kind, err := e.kindOf("Pabulib", false, planner.Approval, planner.Ranking, planner.Points, planner.Score)
	if err != nil {
		return err
	}
	s := e.Ballots.Scale
	switch {
	case s.Per > 1:
		return &LossError{"Pabulib", "it holds whole points only"}
	case e.Ballots.Total() > maxLines:
		return &LossError{"Pabulib", "it has a line for each ballot, and these are more than 10,000,000"}
	}
	format := map[planner.BallotKind]string{
		planner.Approval: "approval\n", planner.Ranking: "ordinal\n",
		planner.Points: fmt.Sprintf("cumulative\nmax_sum_points;%d\n", s.Budget),
		planner.Score:  fmt.Sprintf("scoring\nmin_points;%d\nmax_points;%d\n", s.Min, s.Max),
	}[kind]
	if kind == planner.Points && s.Budget == 0 {
		format = "cumulative\n"
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "META\nkey;value\ndescription;%s\nnum_projects;%d\nnum_votes;%d\nbudget;%d\nrule;unknown\n"+
		"vote_type;%sPROJECTS\nproject_id;cost;name\n",
		pbText(e.Title), len(e.Issues), e.Ballots.Total(), max(1, e.Seats), format)
	for _, is := range e.Issues {
		fmt.Fprintf(out, "%s;1;%s\n", pbID(is), pbText(issueName(is)))
	}
	points := ""
	if kind == planner.Points || kind == planner.Score {
		points = ";points"
	}
	fmt.Fprintf(out, "VOTES\nvoter_id;group;vote%s\n", points)
	n := 0
	for i := range e.Ballots.Len() {
		b := e.Ballots.At(i)
		vote, ok := pbVote(e.Issues, b, points != "")
		if !ok {
			return &LossError{"Pabulib", "its rankings have no ties"}
		}
		for range b.Count {
			n++
			fmt.Fprintf(out, "%s;%s;%s\n", pbText(cmp.Or(b.Voter, strconv.Itoa(n))), pbText(b.Group), vote)
		}
	}
	return out.Flush()
}

// pbVote lists the projects of a ballot, of rankings in their order, and in a
// field of their own the points. It reports false for ties.
func pbVote(issues []planner.Issue, b planner.Ballot, points bool) (vote string, ok bool) {
	var named []int
	for i, m := range b.Marks {
		if m != planner.Blank && (points || m != 0) {
			named = append(named, i)
		}
	}
	if b.Kind == planner.Ranking {
		slices.SortStableFunc(named, func(i, k int) int { return cmp.Compare(b.Marks[i], b.Marks[k]) })
	}
	var ids, marks []string
	for _, i := range named {
		ids, marks = append(ids, pbID(issues[i])), append(marks, strconv.Itoa(int(b.Marks[i])))
	}
	vote = strings.Join(ids, ",")
	if points {
		vote += ";" + strings.Join(marks, ",")
	}
	return vote, b.Kind != planner.Ranking || len(slices.Compact(marks)) == len(ids)
}

func pbID(is planner.Issue) string {
	return strings.NewReplacer(",", "_", ";", "_", "\"", "_").Replace(vocabulary.Clean(is.ID))
}

// pbText keeps a text within one field.
func pbText(s string) string {
	s = vocabulary.Clean(s)
	if strings.ContainsAny(s, ";\"") {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

func issueName(is planner.Issue) string { return vocabulary.Clean(cmp.Or(is.Name, is.ID)) }
