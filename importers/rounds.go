package importers

import (
	"slices"
	"strconv"
	"strings"

	"roundtable/importers/ballots"
	"roundtable/importers/sheet"
	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// A vote may be held more than once. Rounds are told by a column, or by several
// tables in which the same people vote on the same issues; they are never counted
// together, and --round says which one counts.

// castVotes are the votes of one table.
type castVotes struct {
	*ballots.Votes
	view    *sheetView     // nil for an election file
	written map[int]string // ballots of people without a name: the voter as written
	who     []int          // the person of each ballot, -1 for nobody who is listed; nil before the join
}

// name is what the table is called.
func (c *castVotes) name() string {
	if c.view == nil {
		return c.Title
	}
	return c.view.tableName()
}

// mostRounds is how many rounds a column may tell apart.
const mostRounds = 12

// readRounds takes the rows of one round where a column tells rounds apart.
func readRounds(r *reading) {
	for _, v := range r.files.sheets(sheet.Votes, sheet.Both) {
		readWideRounds(r, v)
		c := v.roundColumn()
		if c == nil || c.Given == 0 || len(c.Values) > mostRounds || isVote(v, c) {
			continue
		}
		c.Used = "rounds"
		var names []string
		for _, row := range v.Body { // in the order of the rows
			if text := c.Text(row); !isSign(text) && !slices.Contains(names, text) {
				names = append(names, text)
			}
		}
		if len(names) < 2 {
			continue
		}
		i := chosenRound(r.opts.Round, names)
		sayRounds(r, names, i, planner.Finding{
			Form: "column", Where: v.ColumnRef(c), Seen: names[0], Args: facts{"column": c.Named()},
		})
		i = max(i, 0)
		v.Leave(func(row table.Row) sheet.Class {
			if text := c.Text(row); vocabulary.Fold(text) != vocabulary.Fold(names[i]) {
				return sheet.Round
			}
			return sheet.Body
		})
		r.recogniseVotes(v)
	}
}

// roundColumn is the column that tells rounds apart: one called so, else one of days,
// sessions or votes under whose values the same people come again, once each.
func (v *sheetView) roundColumn() *sheet.Column {
	if c := v.Column(vocabulary.Round); c != nil {
		return c
	}
	who := v.Column(vocabulary.Voter)
	for _, m := range []vocabulary.Meaning{vocabulary.ID, vocabulary.Email, vocabulary.Name} {
		if c := v.Column(m); who == nil && c != nil && c.Given > 0 {
			who = c
		}
	}
	if who == nil || v.votes.recognition.Shape == ballots.Long {
		return nil
	}
	may := []vocabulary.Meaning{vocabulary.Session, vocabulary.Timestamp, vocabulary.Vote, vocabulary.Other}
	for _, c := range v.Columns {
		if c != who && slices.Contains(may, c.Match.Meaning) && len(c.Values) > 1 && len(c.Values) <= mostRounds &&
			!isVote(v, c) && v.comeAgain(who, c) {
			return c
		}
	}
	return nil
}

// comeAgain reports whether two or more people, and half of those of the smaller round,
// stand in two rounds, and nobody twice in one.
func (v *sheetView) comeAgain(who, c *sheet.Column) bool {
	rounds := make(map[string]map[string]bool)
	for _, row := range v.Body {
		round, name := vocabulary.Fold(c.Text(row)), vocabulary.Fold(who.Text(row))
		if round == "" || name == "" {
			continue
		}
		if rounds[round][name] {
			return false
		}
		if rounds[round] == nil {
			rounds[round] = make(map[string]bool)
		}
		rounds[round][name] = true
	}
	for x, a := range rounds {
		for y, b := range rounds {
			if x != y && common(a, b) > 1 {
				return true
			}
		}
	}
	return false
}

// readWideRounds takes the columns of one round where the headers tell rounds apart.
func readWideRounds(r *reading, v *sheetView) {
	rounds := v.votes.recognition.Rounds
	if len(rounds) < 2 {
		return
	}
	var names []string
	for _, x := range rounds {
		names = append(names, x.Name)
	}
	i := chosenRound(r.opts.Round, names)
	sayRounds(r, names, i, planner.Finding{
		Form: "headers", Where: v.SheetRef(), Seen: names[0], Args: facts{"rounds": planner.Quoted(clipped(names))},
	})
	v.votes.round = names[max(i, 0)]
	r.recogniseVotes(v)
	if v.votes.recognition.HasErrors() || len(v.votes.columns()) == 0 {
		return
	}
	for _, x := range rounds {
		for _, c := range v.Columns {
			if slices.Contains(x.Cols, c.Col) && !v.votes.columns()[c.Col] {
				c.Used = "rounds"
			}
		}
	}
}

// oneRound keeps, of tables in which the same people vote on the same issues, the
// one that --round names, and asks where nothing is said. The first is shown then.
func oneRound(r *reading, all []*castVotes) []*castVotes {
	var out []*castVotes
	for len(all) > 0 {
		rounds, rest, same := all[:1:1], []*castVotes(nil), 0
		for _, c := range all[1:] {
			if n := sameVoters(all[0], c); n > 0 || calledRounds(all[0], c) {
				same, rounds = max(same, n), append(rounds, c)
			} else {
				rest = append(rest, c)
			}
		}
		all = rest
		out = append(out, rounds[max(chooseRound(r, rounds, same), 0)])
	}
	return out
}

// chooseRound says which of several rounds counts; same is how many people voted in
// two of them. The others leave the account as such; none does where it is asked.
func chooseRound(r *reading, rounds []*castVotes, same int) int {
	if len(rounds) == 1 {
		return 0
	}
	var names []string
	for _, c := range rounds {
		names = append(names, c.name())
	}
	f := planner.Finding{
		Form: "tables", Where: rounds[0].view.SheetRef(), Args: facts{"rounds": planner.Quoted(clipped(names))},
	}
	if same > 0 {
		f.Form = "voters"
		f.Args["n"] = same
	}
	chosen := chosenRound(r.opts.Round, names)
	sayRounds(r, names, chosen, f)
	for k, c := range rounds {
		if chosen >= 0 && k != chosen {
			c.view.Leave(func(table.Row) sheet.Class { return sheet.Round })
			c.view.votes.rows = 0
		}
	}
	return chosen
}

// sayRounds says which round counts, or asks; f says by its form what tells the rounds.
func sayRounds(r *reading, names []string, chosen int, f planner.Finding) {
	f.Code, f.Severity = CodeVotesRounds, planner.Note
	r.rounds = inTime(names)
	if chosen >= 0 {
		f.Args["counts"] = clip(names[chosen])
	} else {
		f.Severity, f.Asks = planner.Error, true
		var options []string
		for _, n := range names {
			options = append(options, "--round '"+n+"'")
		}
		f.Args["options"] = planner.OneOf(options)
		if f.Form += "-ask"; r.opts.Round != "" {
			f.Form = strings.TrimSuffix(f.Form, "-ask") + "-no-such"
			f.Args["round"] = clip(r.opts.Round)
		}
	}
	r.found.add(f)
}

// chosenRound is the place of the round that --round names: by its name, by a word
// for before or after, or by its number; -1 where it names none.
func chosenRound(round string, names []string) int {
	want := vocabulary.Fold(round)
	if want == "" {
		return -1
	}
	for _, is := range []func(string) bool{
		func(n string) bool { return vocabulary.Fold(n) == want },
		func(n string) bool {
			return vocabulary.RoundBefore.Is(want) && vocabulary.RoundBefore.Within(n) ||
				vocabulary.RoundAfter.Is(want) && vocabulary.RoundAfter.Within(n)
		},
		func(n string) bool { return roundNumber(n) == want },
		func(n string) bool { return strings.Contains(vocabulary.Fold(n), want) && !isNumber(want) },
	} {
		if i := slices.IndexFunc(names, is); i >= 0 && !slices.ContainsFunc(names[i+1:], is) {
			return i
		}
	}
	if len(want) == 1 && want[0] >= '1' && int(want[0]-'1') < len(names) {
		return int(want[0] - '1')
	}
	return -1
}

// inTime puts the name of a round before in front of that of a round after; otherwise
// rounds keep the order in which they were met.
func inTime(names []string) []string {
	out := slices.Clone(names)
	if len(out) == 2 && vocabulary.RoundAfter.Within(out[0]) && vocabulary.RoundBefore.Within(out[1]) {
		slices.Reverse(out)
	}
	return out
}

// Align gives the issues of an earlier vote the IDs that the same issues have now, in the
// order of the earlier ones. The same are those of one ID, unless their names differ, and
// then those of one name, as it is folded, if only one has it now. Any other keeps its
// ID, marked as the earlier one's where the ID means another issue now. It serves for
// people as well.
func Align(now, earlier []planner.Issue) []string {
	byID, byName := make(map[string]planner.Issue), make(map[string][]string)
	for _, x := range now {
		byID[x.ID] = x
		byName[vocabulary.Compact(x.Name)] = append(byName[vocabulary.Compact(x.Name)], x.ID)
	}
	nameless := func(x planner.Issue) bool { return x.Name == "" || x.Name == x.ID }
	out, used := make([]string, len(earlier)), make(map[string]bool)
	for i, x := range earlier {
		y, known := byID[x.ID]
		if known && (nameless(x) || nameless(y) || vocabulary.Compact(x.Name) == vocabulary.Compact(y.Name)) {
			out[i], used[x.ID] = x.ID, true
		}
	}
	for i, x := range earlier {
		if out[i] != "" {
			continue
		}
		same := byName[vocabulary.Compact(x.Name)]
		if len(same) == 1 && !used[same[0]] {
			out[i] = same[0]
		} else {
			out[i] = x.ID
			for _, taken := byID[out[i]]; taken || used[out[i]]; _, taken = byID[out[i]] {
				out[i] += " (earlier)"
			}
		}
		used[out[i]] = true
	}
	return out
}

// roundNumber is the last number in a name, without zeros in front; "" where there
// is none.
func roundNumber(name string) string {
	fields := strings.FieldsFunc(name, func(c rune) bool { return c < '0' || c > '9' })
	if len(fields) == 0 {
		return ""
	}
	return strings.TrimLeft(fields[len(fields)-1], "0")
}

// sameVoters is how many voters two tables share, if they are most of the smaller
// one and most issues are the same. Numbers may count answers.
func sameVoters(a, b *castVotes) int {
	voters := func(c *castVotes) map[string]bool {
		seen := make(map[string]bool)
		joined := slices.ContainsFunc(c.who, func(k int) bool { return k >= 0 })
		for i := range c.Ballots.Len() {
			voter := c.Ballots.At(i).Voter
			if i < len(c.who) && c.who[i] >= 0 {
				seen[strconv.Itoa(c.who[i])] = true // each table may call the person otherwise
			} else if voter != "" && (joined || !isNumber(voter)) {
				seen["called "+vocabulary.Fold(voter)] = true
			}
		}
		return seen
	}
	if a.view == nil || b.view == nil || !sameIssues(a, b) {
		return 0
	}
	if n := common(voters(a), voters(b)); n > 1 {
		return n
	}
	return 0
}

// sameIssues reports whether most issues of the shorter of two votes are issues of
// the other.
func sameIssues(a, b *castVotes) bool {
	issues := func(c *castVotes) map[string]bool {
		names := make(map[string]bool)
		for _, x := range c.Issues {
			names[vocabulary.Compact(x.Name)] = true
		}
		return names
	}
	return common(issues(a), issues(b)) > 0
}

// common is how many keys two sets share, 0 where they are less than half of the
// smaller one.
func common(a, b map[string]bool) int {
	n := 0
	for key := range a {
		if b[key] {
			n++
		}
	}
	if 2*n < min(len(a), len(b)) {
		return 0
	}
	return n
}

// calledRounds reports whether two tables of votes on the same issues are called
// before and after, or by two numbers of a round.
func calledRounds(a, b *castVotes) bool {
	if a.view == nil || b.view == nil || !sameIssues(a, b) {
		return false
	}
	x, y := a.name(), b.name()
	numbered := vocabulary.RoundWord.Within(x) && vocabulary.RoundWord.Within(y) && roundNumber(x) != roundNumber(y)
	return numbered || vocabulary.RoundBefore.Within(x) && vocabulary.RoundAfter.Within(y) ||
		vocabulary.RoundAfter.Within(x) && vocabulary.RoundBefore.Within(y)
}
