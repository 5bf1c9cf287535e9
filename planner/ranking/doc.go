// Package ranking orders issues from ballots so that every stakeholder group
// can count the same, and says how far the order can be relied on.
//
// # Model
//
// There are m issues and a list of ballots. A ballot is a ranking (ties and
// gaps allowed), a set of approvals, scores, points or a hum. Ballots are only
// converted downward (points → scores → ranking → approvals). Approvals and
// hums are read by the pairwise rules as what they are, rankings with two or
// three levels; nothing is added to them.
//
// A ballot without any mark is an abstention: counted, listed, and not part of
// anything else. Of several ballots of one voter the last by time counts.
//
// Issues a ballot leaves out are treated by one of two policies. [Last]: every
// listed issue beats every unlisted one and the unlisted ones tie. [Ignore]: an
// unlisted issue takes part in no comparison on that ballot. Both are always
// computed, and a warning tells when they disagree. Two kinds of blank are
// never read as "last": in a hum a blank is no answer, and on approval ballots
// a blank is "not approved" unless the list has explicit refusals, in which
// case it is no answer under Ignore.
//
// # Arithmetic
//
// Whatever decides an order is exact. Ballots are first counted as whole
// numbers, in classes of ballots that share group, form and weight (tally.go);
// the class counts are then combined with the class weights, scaled to a common
// denominator, as big integers (election.go). Floating point serves display,
// intervals and indices only, and searches that confirm every near tie exactly.
//
// # Headline
//
// Support, from 0 to 100: the weighted mean of u(a) over the ballots, with
// u(a) the Borda score (ties averaged, unranked tied last) divided by m-1 for
// rankings, 0 or 1 for approvals, (s-min)/(max-min) for scores, the share of the
// voter's total for points, and 1, ½, 0 for hums. With equal group weights it is
// the mean over groups of the group's own support. A blank score or hum is left
// out of the mean of its issue. Under Ignore, a ranking counts for the issues it
// lists, with the share of the other listed issues placed below.
//
// # Reading order
//
// rank.go is the one road through the package: admit.go and weights.go turn
// input into classes, tally.go counts, election.go combines, rules.go registers
// the rules (one file each), support.go, agreement.go and firmness*.go explain,
// agenda.go shares out places.
package ranking
