// Package mixing seats people at tables over several rounds, every table as mixed
// as the people allow and with as many new faces as possible.
//
// [Options] are the question, [Solve] answers it with a [Plan].
//
// # Model
//
// Everybody sits at one table in every round, and tables differ in size by at
// most one. What is made small, the most important first:
//
//   - for each dimension in turn, how many people would have to change tables
//     for every table to have as even a share of every value as whole numbers
//     allow (even.go);
//   - how many meetings are of two people who had met before.
//
// # Method
//
// Each round is searched by exchanges between tables, with simulated annealing
// over a fixed number of moves (search.go); then every round is searched again
// with the others as they are, and the whole is begun anew as often as the number
// of people allows. The best of all is kept. Whether more pairs could meet is
// told by a count, not by a proof for these people.
//
// Meeting as few people twice as possible is the social golfer problem (CSPLib
// problem 010; Harvey and Winterer, Solving the MOLR and social golfer problems,
// 2005).
package mixing
