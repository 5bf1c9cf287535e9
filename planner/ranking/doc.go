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
// the mean over groups of the group's own support. A blank score or hum is no answer.
// Under Ignore, a ranking counts for the issues it lists, with the share of the other
// listed issues placed below.
//
// Ballots of several kinds in one vote are put on one scale: each is read as the
// ranking in it, ties sharing a place. Beside approvals an issue that a ranking leaves
// out is one not chosen, so there support has one reading of blanks.
//
// # Few answers
//
// An issue that few answer must not win by it. One that a single ballot answers, or no more
// than a quarter as many voters as answer the most answered issue (groups counting by their
// weight), is set apart: it comes after all others, with its figures ([Issue].FewAnswers).
// Of the others, up to three ([Options].MinAnswers) of the ballots of a group that leave an
// issue unanswered count at the mean of all answers of the group: with n answers and
// q = min(3, ballots − n) the group's support is (sum + q·mean)/(n + q), a Bayesian average.
// Where everybody answers, as in rankings whose unlisted issues come last, nothing
// changes. What the answers alone give stands beside ([Issue].SupportRaw), with the
// answers by group. A group that was not asked stands at its mean; it is no agreement,
// and [Issue].UnansweredBy names it.
//
// The rule was chosen by simulation (BenchmarkFewAnswers: 12 statements of which a third
// are seen by 4 to 8 in a hundred and a sixth by 30, 60 voters in four groups; the first
// right in %, what a wrong first costs in points of support, and firsts with fewer than
// six answers in %):
//
//	                                        scores            agree or disagree
//	answers as they are              48   4.5  44             31   8.6  65
//	a floor of 3 answers a group     52   3.3  11             40   5.0  16
//	3 at the middle of the scale     40   4.3   0             35   4.6   0.1
//	1 at the mean of the group       55   2.4   4             49   2.7   1.3
//	3 at the mean of the group       50   2.9   1             43   3.3   0.4
//
//	and apart up to a fifth          49   3.2   0             43   3.4   0
//	and apart up to a quarter        48   3.3   0             43   3.5   0
//	and apart up to a third          45   3.7   0             41   3.9   0
//	and apart up to a half           41   4.6   0             38   4.7   0
//
// No stand-in keeps a lone best mark from the first place where the other issues are near
// the usual answer; a part of the answers does, which grows with the vote, and up to a
// quarter it costs little of the order. The middle of a scale is far below the usual answer.
//
// # How sure
//
// The firm top ([FirmTop]) is the smallest set of issues that is ahead of the rest by
// groups and by heads, under both readings of blanks, and in at least 95 of 100 votes
// redrawn within the groups. In 400 simulated votes of each kind (BenchmarkFirmness, 6
// issues; groups of the sizes given) it was right, a stable first place was right, and
// intervals held the true rank, in % of the cases:
//
//	60 · 12                     99 · 95    99 · 96    99 · 98
//	30, 15, 10, 5               99         98         99
//	5, 5, 5, 5, 5               97         96         98
//	14, 9, 9, 9, 2              97         100        none given
//	14, 9, 9, 2, 2 · 6, 6, 2    97 · 94    99 · 98    none given
//	3, 3, 3 · 2, 2, 9           91 · 90    93 · 93    refused: half of the weight on too few
//	14, 9, 9, 9, 1              93         96         refused: one ballot has no spread
//
// Very many ballots are drawn in bundles made by lot; with as few as a hundred a group,
// intervals held the true rank in 99 % of 1,600 cases (BenchmarkBundles), also where 60 %
// of the answers are missing.
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
//	firmness    leave-one-out, margins, the margin of victory, bootstrap
//	rounds      two votes compared
//
// Below them are exact (fractions), order (orders with ties) and parallel. In poll the
// tests of all of them write their elections down.
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
