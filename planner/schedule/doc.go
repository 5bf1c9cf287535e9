// Package schedule is the course of the meeting itself: the agenda against the length, who
// speaks when, which working groups meet at which hour, and afterwards who spoke for how
// long and what was agreed.
//
// # The road through the package
//
//   - [Propose] (schedule.go) reads a meeting and its speakers and makes the [Plan]: the
//     parts checked and with a running clock and their minutes split over the issues
//     (parts.go), and the order of the speakers (order.go, exact.go, near.go).
//   - [Arrange] (timetable.go) puts working groups into rounds and rooms: the [Timetable].
//   - [Account] (spoken.go) holds what was spoken against the plan and the seats: [Spoken].
//   - [Conclude] (outcome.go) says of each issue what the hums before and after come to: the
//     [Conclusion].
//
// findings.go has everything that is found on the way, by code. A person counts in a
// dimension by the first value given, and nowhere where none is.
//
// # Minutes
//
// All of the plan is in whole minutes. A part in which n speakers speak in turn needs
// n·(each + questions) minutes; where the source does not say how long each speaks, it is
// what n speakers get of the part in whole minutes, less the questions. Minutes are split
// over issues by rank-sum weights (Stillwell, Seaver and Edwards, Organizational Behavior
// and Human Performance 28, 1981): of m issues the one at place i has weight m+1−i, and
// tied ones have the mean of their places. The shares become whole minutes by largest
// remainder. Tied issues share: they get the same minutes or, where the minutes left over
// do not suffice for all of them, these stay free.
//
// # Even order
//
// Let n speak, of whom n(v) carry value v of a dimension, and x(v,k) of the first k. The
// discrepancy of an order is
//
//	sum over dimensions, values v and k = 1…n of (x(v,k) − k·n(v)/n)²
//
// the product rate variation of just-in-time sequencing, where models of cars alternate on
// a line as speakers do here (Monden, Toyota Production System, 1983; Miltenburg,
// Management Science 35, 1989; Steiner and Yeomans, Management Science 39, 1993, for the
// largest deviation; it is apportionment at every k, Balinski and Young 1982). Whoever has
// no value in a dimension takes a place and counts for no value.
//
// What must hold, in this order: fixed positions; nobody of one stakeholder group both first
// and last, where any order with the fixed positions avoids it. Of all such orders one with
// the least discrepancy is proposed. Of equally good ones it is the first by lot: the person
// earlier by lot speaks at the first position where they differ. The lot is drawn from the
// seed and the name, of people without one from ID and values, so that neither the order of
// the rows nor what groups are called changes anything.
//
// People with the same values are alike, so the best order is a shortest path through the
// numbers of each kind of people that have spoken: a dynamic program over product of
// (number + 1) states, which is 2ⁿ where all differ. It is solved up to 2¹⁸ states.
// Beyond that an order is searched: at each position the person who leaves the least
// deviation (Monden's goal chasing), then exchanges of two as long as one helps. Its bound
// takes every x(v,k) as the whole number nearest to k·n(v)/n; only an order that reaches
// it is told to be the best.
//
// Who withdraws is taken out of the order that was proposed with them: fixed positions stay, and
// the others move up and keep
// their order. How even an order proposed anew would be is told beside it.
//
// # Rounds
//
// Groups that share a person cannot meet in one round: a colouring of the graph of such
// groups, with at most as many of a colour as there are rooms. It is solved by branch and
// bound within a number of steps, and proved where that sufficed.
package schedule
