// Package balance answers the organizer's four questions about a panel: does it
// meet the rules that apply, what is the smallest thing that fixes it, if
// nothing does then why and what are the ways out, and what happens when
// somebody drops out.
//
// # The road through it
//
//   - [Check] (check.go) holds every [planner.Target] against the panel. Each
//     person gets a mark per target: considered or not, counts or not, or not
//     known; marks add up in a tally, and the tally decides met, missed or cannot
//     tell (internal/tally). A target is met only when every way of filling in the
//     unknowns meets it, and missed only when none does.
//   - Measures (spread.go, internal/measures) describe the spread over a dimension:
//     coverage, seats to move, effective number of groups, overlap tables. There is
//     no p-value on a panel, which is chosen and not sampled; rosters of 20 people
//     and more may be compared with a distribution that the user names
//     (reference.go).
//   - What one person more or less would change is read off the tallies
//     (whatif.go): who holds up which target, who could stand in for whom.
//   - [Advise] (advice.go) turns targets into an integer program over profiles:
//     people who are alike for the rules share one variable (internal/panels). It
//     is solved by branch and bound on a linear relaxation (internal/ilp). Floating
//     point only guides the search; every bound that prunes is computed again in
//     integers, so "proved" means proved.
//   - Where a panel exists, its solutions are the alternatives with the fewest
//     changes (changes.go) and say who can never be chosen (never.go). Where none
//     does, the same program answers why (conflict.go), whom to recruit
//     (blocks.go, recruits.go), which sizes work and what would have to give way (waysout.go).
//   - One change is recommended (recommend.go), by criteria in a fixed order and in the
//     end by a lot that the order of rows does not touch; from it follows whom to ask
//     (invite.go). Where nobody there is will do, it is with people to be found.
//   - [CheckProgramme] (programme.go) looks at several sessions together.
//
// report.go is the result of all of it, and the JSON contract.
//
// # Reading of the tiers
//
// The advice first meets all targets of tier must. A target whose tier was left
// open (a plain quota file) is checked as must. When no panel can meet them all,
// the least relaxation says how far targets would have to give way: those whose
// source marked them must never do, those left open do so within the file's
// own flex limits where it states them, and targets of tier nice give way before
// should, and should before those left open. [Advice.Wishes] repeats the advice
// with the targets of tier should and nice added.
//
// # People whose values are unknown
//
// Advice never counts on an unknown: a person of unknown region does not help a
// minimum for any region, and counts against every maximum.
package balance
