package ranking

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking/internal/agenda"
)

// ErrOptions wraps every complaint about options.
var ErrOptions = errors.New("ranking options")

// ErrBallots wraps complaints about marks that have no meaning.
var ErrBallots = errors.New("ballots")

func oneOf[T ~string](what string, got T, allowed ...T) error {
	if slices.Contains(allowed, got) {
		return nil
	}
	words := make([]string, len(allowed))
	for i, a := range allowed {
		words[i] = string(a)
	}
	return fmt.Errorf("%w: %s %q is not known; use one of %s", ErrOptions, what, got, strings.Join(words, ", "))
}

// check returns every complaint about the options at once.
func (o *Options) check(m int) error {
	errs := []error{
		oneOf("weights", o.Weights, Auto, ByGroups, ByHeads, ByShares, Raked, ByOrganisation, ByOrganisationTwoStage),
		oneOf("unranked", o.Unranked, Last, Ignore),
		oneOf("no-group", o.NoGroup, OwnGroup, ExcludeThem, SpreadThem),
		oneOf("labels that look alike", o.Alike, StopAlike, MergeAlike, KeepAlike),
		oneOf("agenda rule", o.AgendaRule, agenda.Rules()...),
		oneOf("completion", o.Completion, agenda.Completions()...),
		oneOf("voters not in the roster", o.Strangers, countStrangers, excludeStrangers),
	}
	complain := func(wrong bool, format string, args ...any) {
		if wrong {
			errs = append(errs, fmt.Errorf("%w: %s", ErrOptions, fmt.Sprintf(format, args...)))
		}
	}
	complain(o.AgendaK < 0 || (m > 0 && o.AgendaK > m),
		"an agenda of %d issues was asked for, but there are %d issues", o.AgendaK, m)
	complain(o.Weights == ByShares && len(o.Shares) == 0, "weights by shares need a share for each group")
	complain(o.Bootstrap < EnoughReplicates, "the number of bootstrap replicates cannot be negative")
	complain(o.TiePaths < 0, "the number of tie paths cannot be negative")
	complain(o.ApproveFirst < 0, "the number of issues approved at the top of a ranking cannot be negative")
	complain(o.MinAnswers < 0, "the number of answers an issue needs cannot be negative")
	return errors.Join(errs...)
}

// maxComplaints bounds how many ballots one error lists.
const maxComplaints = 20

// checkMarks finds marks that mean nothing on their kind of ballot: a rank below
// 1, an approval other than 0 and 1, a hum other than -1, 0 and 1, a score off the
// declared scale, negative points. Readers of files reject these with better
// words; here they must not be counted in silence.
func checkMarks(issues []planner.Issue, b *planner.Ballots) error {
	var errs []error
	for i := range b.Len() {
		x := b.At(i)
		a := meaningless(&x, b.Scale)
		if a < 0 {
			continue
		}
		if len(errs) == maxComplaints {
			return errors.Join(append(errs, fmt.Errorf("%w: and more", ErrBallots))...)
		}
		errs = append(errs, fmt.Errorf("%w: %s %s marks %s with %d; a %s ballot has %s", ErrBallots,
			x.Where, x.Voter, issues[a].ID, x.Marks[a], x.Kind, markWords(x.Kind, b.Scale)))
	}
	return errors.Join(errs...)
}

// meaningless is the first issue whose mark means nothing, or -1.
func meaningless(x *planner.Ballot, s planner.Scale) int {
	low, high := markRange(x.Kind, s)
	return slices.IndexFunc(x.Marks, func(m planner.Mark) bool { return m != planner.Blank && (m < low || m > high) })
}

// maxMark keeps sums of marks far inside 64 bits.
const maxMark = 1 << 30

func markRange(kind planner.BallotKind, s planner.Scale) (low, high planner.Mark) {
	switch kind {
	case planner.Ranking:
		return 1, maxMark
	case planner.Approval:
		return 0, 1
	case planner.Hum:
		return -1, 1
	case planner.Points:
		return 0, maxMark
	default:
		if s.Max > s.Min {
			return s.Min, s.Max
		}
		return -maxMark, maxMark
	}
}

func markWords(kind planner.BallotKind, s planner.Scale) string {
	switch kind {
	case planner.Ranking:
		return "ranks from 1"
	case planner.Points:
		return "points from 0"
	default:
		low, high := markRange(kind, s)
		return fmt.Sprintf("marks from %d to %d", low, high)
	}
}
