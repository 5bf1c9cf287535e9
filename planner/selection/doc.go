// Package selection draws a panel by lot from the people who could be on it.
//
// # The road through it
//
//   - The question (question.go) is the program of package panels, the one that
//     balance searches too: every target is rows, people who are alike for all
//     targets share a column. People are put in an order that neither IDs nor rows
//     decide, so that these change nobody's chance.
//   - [Draw] (draw.go) finds who can be on a panel at all, and the lottery that the
//     [Goal] asks for. The leximin lottery and the proof that none is fairer are
//     worked out in internal/fair, panels drawn from a hat in hat.go.
//   - The lottery becomes [Panels] equally likely panels. Who of people alike is on
//     which is dealt like cards (deal.go), so that they differ by one panel at most.
//   - Everything up to here depends on the list, the targets and the seed, and can be
//     published before the draw ([Record], record.go: codes, no names). The draw is a
//     number from 1 to [Panels], drawn in public or computed from the seed ([Number]).
//   - Reserves (reserves.go) and [Verify] (verify.go) count panels by the tallies of
//     targets, a second path that knows nothing of programs.
//
// # People whose values are unknown
//
// Nobody is drawn in the hope that an unknown value is a good one: a person of unknown
// region does not help a minimum for any region, and counts against every maximum.
package selection
