// Package fair finds the lottery over panels that is fairest to everybody.
//
// People who are alike for the rules are one profile and share their chance
// equally, so that a panel is a list of numbers: how many it takes of each
// profile. A lottery gives weights to panels; the chance of a profile of n people
// is the mean number taken, over n. The leximin lottery makes the smallest chance
// as large as possible, then the next smallest, and so on (Flanigan, Gölz, Gupta,
// Hennig, Procaccia, Nature 596 (2021) 548–552). The chances of that lottery are
// unique; averaging over people who are alike shows that sharing equally costs
// nobody anything.
//
//   - There are far too many panels to list. Most often the chances are those of the
//     linear relaxation, where panels may take parts of people (relax.go): then its
//     point is written as a mean of panels (peel.go), and the search only proves each
//     level.
//   - Where whole panels cannot reach that point, a linear program (master.go) weighs
//     the panels known so far; its prices, one a profile, say what a better panel would
//     have to be worth, and the search finds one or proves that there is none
//     (stages.go).
//   - The proof of each level is a list of whole prices Y: no panel is worth more
//     than M by them, so that no lottery gives Σ Y·n·chance more than M (proof.go).
//     Floating point only guides; what is claimed is computed again in whole numbers
//     and fractions.
//   - A lottery becomes a number of equally likely panels by rounding its weights
//     so that everybody's chance stays close (round.go; Flanigan, Kehne, Procaccia,
//     Fair Sortition Made Transparent, NeurIPS 2021).
package fair
