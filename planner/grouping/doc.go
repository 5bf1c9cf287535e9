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
// # Method
//
//   - bound*.go: an upper bound on the value of any plan, by two-sided
//     Lagrangian decomposition. The number of people of each value in each group
//     is split from the seating, and the link is priced. The person side takes,
//     for each unit, the best groups at utility minus prices; the group side
//     picks for each group its size and whole-number counts and pays the true
//     penalties, so it knows the rounding of shares. Any prices prove a bound;
//     they are improved by a deflected subgradient method.
//   - search*.go: simulated annealing among the seats the bound found worth
//     having: shift, swap, 3-cycle, add, drop; exact integer penalties.
//   - chairs.go: chair seats for given members by exact matching.
//   - branch.go: branch and bound with the same bound, for small meetings.
//   - ladder.go: the fairness ladder; conflict*.go: what is impossible and why.
//   - certificate.go, verify.go: the prices, and a second, simpler code path that
//     recomputes value and bound from them by dynamic programming.
//
// # Exactness
//
// Prices are kept at multiples of 1/65536, so all sums of the bound are exact in
// float64 and do not depend on the order of summation, on the number of cores or
// on fused arithmetic. Search effort is counted in moves, never in seconds; a
// deadline only cuts the work short.
//
// Sources: the decomposition is the classical one (Guignard and Kim, Lagrangean
// decomposition, Mathematical Programming 39, 1987); fairness by Kwanashie,
// Irving, Manlove, Sng (greedy and generous maximum matchings) and Chiarandini,
// Fagerberg, Gualandi, Annals of Operations Research 275 (2019) 39–78.
package grouping
