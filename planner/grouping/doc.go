// Package grouping proposes working groups from wishes, sizes and targets, with proof.
//
// # Model
//
// A plan seats people in groups. Together-pairs are merged into units that move
// as one. With x = 1 where unit u sits in group g, the plan's value is
//
//	sum of the utility of every seat (by the rank of the choice)
//	  − a falling value for a person's second, third … membership
//	  − weight × people short or over, for every soft target
//	  − weight × missing chairs
//
// all in whole points. What must hold: memberships per person, group sizes (or
// "not opened" for optional groups), must targets, pairs, the cap per
// organisation, locked and forbidden seats. A target speaks of a group's own
// size z: at least max(min, ceil(share·z)), at most min(max, floor(share·z)).
// Chairs are willing members, of different stakeholder groups, and nobody takes
// more than one chair seat.
//
// People who did not vote have no wishes: every group is worth 0 to them. They
// fill the seats and the targets that are left, so no voter loses a point to a
// person who did not vote.
//
// # The road through the package
//
// [Build] reads a meeting (build.go; wishes.go, units.go, targets.go and classes.go
// for their parts) into a [Problem]: the people, groups and targets, and the same in
// whole numbers. [Solve] (solve.go) finds a seating and proves how good it is,
// propose.go writes it as a [Plan], explain.go and whatif.go why it is so and what would
// change it. Where the must rules clash, infeasible.go tells which and what would have to
// give way, in the words of conflict_words.go. [Verify] (verify.go) recomputes the value by
// a second, simpler path, from the plan's lists, and the bound from the prices that prove
// it (certificate.go), by dynamic programming in whole numbers. findings.go has everything that is found
// about the input.
//
// The machinery stands in internal packages, each on the ones before it:
//
//   - hours: which hours of the day suit a time zone;
//   - flow: cheapest and largest flows in networks;
//   - model: the problem in whole numbers, and what a seating is worth;
//   - bound: an upper bound on the value of any plan, by two-sided Lagrangian
//     decomposition. The number of people of each value in each group is split
//     from the seating, and the link is priced. The person side takes, for each
//     unit, the best groups at utility minus prices; the group side picks for each
//     group its size and whole-number counts and pays the true penalties, so it
//     knows the rounding of shares. Any prices prove a bound; they are improved by
//     a smoothed subgradient method;
//   - search: simulated annealing among the seats the bound found worth having;
//   - solve: search and bound in turn, until time or work is used up. A fixed number
//     of lanes anneal side by side and solve parts of their seatings exactly, as
//     integer programs; what the prices leave possible is solved whole where it is
//     little, which proves most small meetings; and the fairness ladder;
//   - conflict: what is impossible, by counting and by giving way.
//
// # Exactness
//
// Prices are kept at multiples of 1/65536, so all sums of the bound are exact in
// float64 and do not depend on the order of summation, on the number of cores or
// on fused arithmetic. Search effort is counted in moves and rounds, never in
// seconds; a deadline only decides how many rounds there are, and the same number of
// rounds gives the same plan on any number of cores.
//
// # Figures
//
// Without the ladder, in seconds of processor time; below the optimum as integer
// programming finds it:
//
//   - 200 and 250 people in sizes nearly forced, must targets: proved in 2 s;
//   - 60 groups of 5, soft targets: optimal in 8 to 25 s, proved or 0.01 % from the bound;
//   - every count exact by four attributes, 190 people: 0.1 % below in 18 s, 0.04 % where
//     the counts are soft;
//   - 1000 people in 16 groups: 0.005 % from the bound in 10 s;
//   - 500 people in 20 groups that share a language: a plan in some seconds; the bound knows little
//     of languages and stays 38 % above.
//
// Sources: large neighbourhood search by Shaw (CP 1998); the decomposition is the
// classical one (Guignard and Kim, Lagrangean decomposition, Mathematical Programming 39, 1987); fairness by Kwanashie,
// Irving, Manlove, Sng (greedy and generous maximum matchings) and Chiarandini,
// Fagerberg, Gualandi, Annals of Operations Research 275 (2019) 39–78.
package grouping
