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
// numbers, in classes of ballots that share group, form and weight; the class
// counts are then combined with the class weights, scaled to a common denominator,
// as big integers. Floating point serves display, intervals and indices only, and
// searches that confirm every near tie exactly.
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
// # The road through the package
//
// This package holds the question ([Rank], [Options]), the answer ([Result]) and
// its assembly: inside, issues and groups are positions and values are fractions,
// and only here they get their names. The work is done in internal packages, each
// knowing only those before it:
//
//	ballot      one ballot: its tiers, what it approves, what each issue is worth to it
//	electorate  who votes and with what weight: admission, labels, weightings, classes
//	tally       the ballots counted per class, and an Election: one weighting, one policy
//	ties        the chain that breaks ties where an order is needed
//	places      what may be taken: above a line, and within a cap
//	rules       one file a voting rule, and the registry
//	agenda      a choice of k issues, and the representation it guarantees
//	agreement   the groups compared
//	firmness    leave-one-out, margins, bootstrap
//	rounds      two votes compared
//
// Below them are exact (fractions), order (orders with ties) and parallel.
//
// check.go turns away options and marks without meaning, alike.go labels that look
// like two spellings of one. In rank.go newRun goes from options and ballots to
// elections and result goes on to the answer (result.go); outcomes.go, describe.go,
// agenda.go and firmness.go name what the internal packages found, with naming.go;
// line.go says what may be taken up at all ("none of these", a quorum, a cap);
// findings.go holds every warning. compare.go holds a vote against an earlier one
// ([Compare], [Comparison]); hums.go reads what was hummed, which ranks nothing
// ([ReadHums]).
package ranking
