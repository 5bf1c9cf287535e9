package ranking

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/rounds"
)

// ComparisonSchema names the JSON form of [Comparison].
const ComparisonSchema = "roundtable.comparison/1"

// Standing is what is known of a vote by its figures alone. It reads the JSON form of
// a [Result], of which it is a part.
type Standing struct {
	Weights   string          `json:"weights"`
	Kinds     []KindCount     `json:"kinds"`
	Ballots   int64           `json:"ballots"`
	OneBallot OneBallot       `json:"one_ballot"`
	Groups    []StandingGroup `json:"groups"`
	Issues    []StandingIssue `json:"issues"`
}

// StandingGroup is a group and how many voted in it.
type StandingGroup struct {
	Name    string `json:"name"`
	Ballots int64  `json:"ballots"`
}

// StandingIssue is the place and the support of an issue, in all and by group; see
// [Issue].
type StandingIssue struct {
	ID           string             `json:"id"`
	Name         string             `json:"name"`
	Rank         int                `json:"rank"`
	Support      float64            `json:"support"`
	GroupSupport map[string]float64 `json:"group_support"`
	GroupRank    map[string]int     `json:"group_rank"`
}

// Standing is the part of the result that a later vote is held against.
func (r *Result) Standing() Standing {
	s := Standing{Weights: r.Weights, Kinds: r.Kinds, Ballots: r.Ballots, OneBallot: r.OneBallot}
	for _, g := range r.Groups {
		s.Groups = append(s.Groups, StandingGroup{g.Name, g.Ballots})
	}
	for i := range r.Issues {
		x := &r.Issues[i]
		s.Issues = append(s.Issues, StandingIssue{x.ID, x.Name, x.Rank, x.Support, x.GroupSupport, x.GroupRank})
	}
	return s
}

// Vote is one of two votes to compare: what it is called, how it came out, and its
// ballots over its issues. Of an earlier vote Ballots may be nil; what rests on who
// voted in both is then left out.
type Vote struct {
	Name     string
	Standing Standing
	Issues   []planner.Issue
	Ballots  *planner.Ballots
}

// Comparison is what changed from one vote to another. The two are never counted
// together: each keeps the places and the support that it has alone.
type Comparison struct {
	Schema string    `json:"schema"`
	Before VoteFacts `json:"before"`
	After  VoteFacts `json:"after"`
	// Voters says who took part in which vote; nil where the ballots of the earlier
	// one are not at hand, or no ballot of one of the two has a name.
	Voters *VotersInBoth `json:"voters,omitempty"`
	// Few is how many voters are a few: the larger of 3 and one in twenty of the
	// smaller vote, rounded up. The numbers are this project's.
	Few int64 `json:"few"`
	// Issues are those of both votes in the order of the later one, followed by those
	// of the earlier one alone.
	Issues []IssueChange `json:"issues"`
}

// VoteFacts is one of the votes. Votes whose ballots came in other forms (Kinds) or
// weigh otherwise do not measure support in the same way.
type VoteFacts struct {
	Name    string      `json:"name"`
	Ballots int64       `json:"ballots"`
	Weights string      `json:"weights"`
	Kinds   []KindCount `json:"kinds"`
	// Issues is how many issues the vote is on.
	Issues    int       `json:"-"`
	OneBallot OneBallot `json:"-"`
}

// facts is what a comparison says of the vote as a whole.
func (v *Vote) facts() VoteFacts {
	s := &v.Standing
	return VoteFacts{
		v.Name, s.Ballots, s.Weights, append([]KindCount{}, s.Kinds...), len(s.Issues), s.OneBallot,
	}
}

// VotersInBoth counts the voters of both votes, those of one alone, and the ballots
// without a name, which are compared with nobody's.
type VotersInBoth struct {
	Both          int64 `json:"both"`
	OnlyBefore    int64 `json:"only_before"`
	OnlyAfter     int64 `json:"only_after"`
	UnnamedBefore int64 `json:"unnamed_before"`
	UnnamedAfter  int64 `json:"unnamed_after"`
}

// Change is a place and a support before and after. A place of 0 says that the vote
// did not have the issue, or nobody of the group answered; there is then no change.
type Change struct {
	Before        int      `json:"before,omitempty"`
	After         int      `json:"after,omitempty"`
	SupportBefore *float64 `json:"support_before,omitempty"`
	SupportAfter  *float64 `json:"support_after,omitempty"`
	// Change is SupportAfter less SupportBefore, in points from -100 to 100.
	Change *float64 `json:"change,omitempty"`
	// VotersNeeded is the smallest number of the later vote's voters who would have to
	// answer otherwise for the change to vanish: those whose answer moves the issue
	// most, each of them putting it last where it rose, and first where it fell. It
	// counts nobody twice and is never more than the truth by more than rounding,
	// except where ballots that left the issue open could fill it in.
	VotersNeeded *int64 `json:"voters_needed,omitempty"`
	// MoreThanAFew says that VotersNeeded is larger than [Comparison.Few].
	MoreThanAFew bool `json:"more_than_a_few,omitempty"`
	// Moves counts those who voted both times by what they did with the issue.
	Moves *VoterMoves `json:"moves,omitempty"`
}

// VoterMoves counts voters of both votes: who thinks more of an issue than before,
// less, or the same, among the issues that both votes have.
type VoterMoves struct {
	Up   int64 `json:"up"`
	Down int64 `json:"down"`
	Same int64 `json:"same"`
}

// IssueChange is the change of one issue, in all and by group.
type IssueChange struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Change
	// SameVoters is the support among those who voted both times, weighted as the
	// votes are: what it shows is no work of those who came or left.
	SameVoters *SupportChange `json:"same_voters,omitempty"`
	Groups     []GroupChange  `json:"groups,omitempty"`
}

// SupportChange is a support before and after, 0 to 100.
type SupportChange struct {
	Before float64 `json:"before"`
	After  float64 `json:"after"`
}

// GroupChange is the change within one group: its own places and supports.
type GroupChange struct {
	Group         string `json:"group"`
	BallotsBefore int64  `json:"ballots_before"`
	BallotsAfter  int64  `json:"ballots_after"`
	Change
}

// Compare holds a vote against an earlier one. Issues are the same where their IDs
// are, voters where the names of their ballots are. Both votes are read with the same
// options; the later one needs its ballots. It returns the errors of [Rank].
func Compare(ctx context.Context, before, after Vote, opts Options) (*Comparison, error) {
	later, err := newRun(ctx, after.Issues, after.Ballots, opts)
	if err != nil {
		return nil, err
	}
	c := &comparer{before: &before, after: &after, later: later, powers: rounds.NewPowers(later.chosen)}
	out := &Comparison{
		Schema: ComparisonSchema,
		Before: before.facts(),
		After:  after.facts(),
	}
	c.few = max(3, (min(before.Standing.Ballots, after.Standing.Ballots)+19)/20)
	out.Few = c.few
	if before.Ballots != nil {
		if err := c.pair(ctx, opts, out); err != nil {
			return nil, fmt.Errorf("%s: %w", cmp.Or(before.Name, "the earlier vote"), err)
		}
	}
	for i := range after.Standing.Issues {
		x := &after.Standing.Issues[i]
		out.Issues = append(out.Issues, c.issue(before.Standing.issue(x.ID), x))
	}
	for i := range before.Standing.Issues {
		if x := &before.Standing.Issues[i]; after.Standing.issue(x.ID) == nil {
			out.Issues = append(out.Issues, c.issue(x, nil))
		}
	}
	return out, nil
}

func (s *Standing) issue(id string) *StandingIssue {
	i := slices.IndexFunc(s.Issues, func(x StandingIssue) bool { return x.ID == id })
	if i < 0 {
		return nil
	}
	return &s.Issues[i]
}

func (s *Standing) ballotsOf(group string) int64 {
	for _, g := range s.Groups {
		if g.Name == group {
			return g.Ballots
		}
	}
	return 0
}

// comparer is the work of [Compare].
type comparer struct {
	before, after *Vote
	later         *run
	powers        *rounds.Powers
	few           int64
	// Of those who voted both times: moves by issue, in all under "" and by group, and
	// the two supports by issue.
	moves map[string]map[string]*VoterMoves
	same  map[string]*SupportChange
}

// issue is the change of one issue, of which one of the votes may know nothing.
func (c *comparer) issue(was, is *StandingIssue) IssueChange {
	x := cmp.Or(is, was)
	out := IssueChange{ID: x.ID, Name: x.Name}
	at := slices.Index(c.later.ids, x.ID)
	side := func(x *StandingIssue, group string) (place int, support *float64) {
		switch {
		case x == nil:
		case group == "":
			return x.Rank, &x.Support
		default:
			if s, ok := x.GroupSupport[group]; ok {
				return x.GroupRank[group], &s
			}
		}
		return 0, nil
	}
	change := func(group string, g int) Change {
		var ch Change
		ch.Before, ch.SupportBefore = side(was, group)
		ch.After, ch.SupportAfter = side(is, group)
		if ch.SupportBefore != nil && ch.SupportAfter != nil {
			d := *ch.SupportAfter - *ch.SupportBefore
			if math.Abs(d) < 1e-9 {
				d = 0 // two ways to the same fraction
			}
			n := c.powers.Needed(g, at, d)
			ch.Change, ch.VotersNeeded, ch.MoreThanAFew = &d, &n, n > c.few
			ch.Moves = c.moves[x.ID][group]
		}
		return ch
	}
	out.Change = change("", rounds.Everybody)
	if out.Change.Change != nil {
		out.SameVoters = c.same[x.ID]
	}
	for _, name := range c.groups() {
		g := GroupChange{
			Group: name, BallotsBefore: c.before.Standing.ballotsOf(name), BallotsAfter: c.after.Standing.ballotsOf(name),
			Change: change(name, slices.Index(c.later.groupLabels, name)),
		}
		if g.Before > 0 || g.After > 0 {
			out.Groups = append(out.Groups, g)
		}
	}
	return out
}

// groups are those of either vote, those of the later one first.
func (c *comparer) groups() []string {
	var out []string
	for _, s := range []*Standing{&c.after.Standing, &c.before.Standing} {
		for _, g := range s.Groups {
			if !slices.Contains(out, g.Name) {
				out = append(out, g.Name)
			}
		}
	}
	return out
}

// pair finds the voters of both votes, how they moved, and what they alone support.
func (c *comparer) pair(ctx context.Context, opts Options, out *Comparison) error {
	earlier, err := newRun(ctx, c.before.Issues, c.before.Ballots, opts)
	if err != nil {
		return err
	}
	was, unnamedBefore := earlier.chosen.Voters()
	is, unnamedAfter := c.later.chosen.Voters()
	if len(was) == 0 || len(is) == 0 {
		return nil
	}
	v := &VotersInBoth{UnnamedBefore: unnamedBefore, UnnamedAfter: unnamedAfter}
	out.Voters = v
	var both []string
	for _, voter := range slices.Sorted(maps.Keys(is)) {
		if _, ok := was[voter]; ok {
			both = append(both, voter)
		}
	}
	v.Both = int64(len(both))
	v.OnlyBefore, v.OnlyAfter = int64(len(was))-v.Both, int64(len(is))-v.Both
	if v.Both == 0 {
		return nil
	}
	c.countMoves(earlier, both, was, is)
	return c.sameVoters(ctx, opts, earlier, both, was, is)
}

// countMoves compares each voter's two ballots.
func (c *comparer) countMoves(earlier *run, both []string, was, is map[string]int) {
	var before, after []int
	c.moves = make(map[string]map[string]*VoterMoves)
	for at, id := range c.later.ids {
		if i := slices.Index(earlier.ids, id); i >= 0 {
			before, after = append(before, i), append(after, at)
			c.moves[id] = make(map[string]*VoterMoves)
		}
	}
	pairs := rounds.NewPairs(earlier.chosen, c.later.chosen, before, after)
	for _, voter := range both {
		x, y := earlier.chosen.Ballots.At(was[voter]), c.later.chosen.Ballots.At(is[voter])
		group := c.later.group(c.later.chosen.Classes[c.later.chosen.ClassOf(is[voter])].Group)
		for k, move := range pairs.Compare(&x, &y) {
			of := c.moves[c.later.ids[after[k]]]
			for _, part := range []string{"", group} {
				m := cmp.Or(of[part], &VoterMoves{})
				of[part] = m
				switch {
				case move > 0:
					m.Up++
				case move < 0:
					m.Down++
				default:
					m.Same++
				}
			}
		}
	}
}

// sameVoters ranks by those who voted both times alone.
func (c *comparer) sameVoters(
	ctx context.Context, opts Options, earlier *run, both []string, was, is map[string]int,
) error {
	c.same = make(map[string]*SupportChange)
	var runs [2]*run
	for k, side := range []struct {
		r  *run
		of map[string]int
	}{{earlier, was}, {c.later, is}} {
		only := planner.NewBallots(len(side.r.ids))
		only.Scale = side.r.chosen.Scale
		for _, voter := range both {
			only.Add(side.r.chosen.Ballots.At(side.of[voter]))
		}
		opts.Weights = side.r.mode
		var err error
		if runs[k], err = newRun(ctx, side.r.issues, only, opts); err != nil {
			return err
		}
	}
	for a, id := range runs[1].ids {
		i := slices.Index(runs[0].ids, id)
		if i < 0 || runs[0].chosen.Support[i] == nil || runs[1].chosen.Support[a] == nil {
			continue
		}
		c.same[id] = &SupportChange{
			exactly(runs[0].chosen.Support[i]).Float(),
			exactly(runs[1].chosen.Support[a]).Float(),
		}
	}
	return nil
}
