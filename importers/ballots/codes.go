package ballots

// The codes of the findings this package makes. They are stable: other programs
// may rely on them.
const (
	// codeVotesShape: the shape the votes are read in, with the evidence.
	codeVotesShape = "votes-shape"
	// codeGroupsOfVoters: voters head the columns, with their groups behind their names.
	codeGroupsOfVoters = "groups-of-voters"
	// codeVotesShapeAmbiguous: two shapes fit; say which with --shape.
	codeVotesShapeAmbiguous = "votes-shape-ambiguous"
	// codeVotesShapeUnfit: no columns can be read in the shape asked for.
	codeVotesShapeUnfit = "votes-shape-unfit"
	// codeVotesQuestionAmbiguous: several questions of a survey could be the vote; say which with --votes.
	codeVotesQuestionAmbiguous = "votes-question-ambiguous"
	// codeVotesQuestionUnknown: --votes matches no question and no columns.
	codeVotesQuestionUnknown = "votes-question-unknown"
	// codeVotesOtherQuestions: further columns that could be votes and were not read as such.
	codeVotesOtherQuestions = "votes-other-questions"
	// codeVotesAside: columns that look like a vote and are none, with the reason.
	codeVotesAside = "votes-aside"
	// codeVotesUnused: columns that look like a vote and were not read, because other columns are beside them.
	codeVotesUnused = "votes-unused"
	// codeVotesNoHeader: there is no header row; columns are called by their letters, or taken as choices
	// from left to right.
	codeVotesNoHeader = "votes-no-header"
	// codeVotesNone: there are no ballots below the header.
	codeVotesNone = "votes-none"
	// codeBallotBlank: ballots that abstain, and forms without any answer.
	codeBallotBlank = "ballot-blank"
	// codeBallotsMerged: identical ballots were counted, because there are very many rows.
	codeBallotsMerged = "ballots-merged"
	// codeVoterRepeated: a voter has several ballots; the latest counts.
	codeVoterRepeated = "voter-repeated"
	// codeCountUnreadable: a cell should hold a number of ballots.
	codeCountUnreadable = "count-unreadable"
	// codeCountZero: rows with the count 0 are left out.
	codeCountZero = "count-zero"
	// codeWeightUnreadable: a cell should hold a weight; the ballot is left out.
	codeWeightUnreadable = "weight-unreadable"
	// codeGroupSpelling: spellings of one group that differ in case alone, counted together.
	codeGroupSpelling = "group-spelling"
	// codeGroupUnclear: texts that are no stakeholder groups; the group of the voter is unknown.
	codeGroupUnclear = "group-unclear"
	// codeIssueUnknown: a text names none of the listed issues and does not count.
	codeIssueUnknown = "issue-unknown"
	// codeIssueNear: two issues differ by a slip only.
	codeIssueNear = "issue-near"
	// codeIssueSpelling: spellings of one issue that differ in case alone, counted together.
	codeIssueSpelling = "issue-spelling"
	// codeIssueRepeated: an issue is named twice on a ballot, has two columns, or was answered twice.
	codeIssueRepeated = "issue-repeated"
	// codeIssueWithoutVotes: listed statements without a column of votes, left out.
	codeIssueWithoutVotes = "issue-without-votes"
	// codeIssueWriteIn: write-ins, kept as an issue of their own.
	codeIssueWriteIn = "issue-write-in"
	// codeIssuesDiffer: the votes do not name the issues listed elsewhere.
	codeIssuesDiffer = "issues-differ"
	// codeListNameJoined: parts separated by a comma that were read as one issue.
	codeListNameJoined = "list-name-joined"
	// codeListNameUnclear: parts separated by a comma that may be one issue.
	codeListNameUnclear = "list-name-unclear"
	// codeRankDate: a cell holds a date where a rank should stand; a spreadsheet made it of "1-2".
	codeRankDate = "rank-date"
	// codeRankSkipped: ranks are skipped; only the order counts.
	codeRankSkipped = "rank-skipped"
	// codeRankRepeated: equal ranks count as a tie.
	codeRankRepeated = "rank-repeated"
	// codeRankZero: the rank 0 counts as not ranked.
	codeRankZero = "rank-zero"
	// codeRankShared: several issues in one cell share the place.
	codeRankShared = "rank-shared"
	// codeRankOutOfRange: a rank is below 1 or above the number of issues.
	codeRankOutOfRange = "rank-out-of-range"
	// codeOvervote: the source marks a place as overvoted; it counts as blank.
	codeOvervote = "overvote"
	// codeUndervote: the source marks a place as not used; it counts as blank.
	codeUndervote = "undervote"
	// codeMarksUnanswered: cells beside yes and no that give no answer count neither way.
	codeMarksUnanswered = "value-unanswered"
	// codeScoreScale: no scale is declared; the one taken is stated.
	codeScoreScale = "score-scale"
	// codeScoreLevels: the order of level words is stated.
	codeScoreLevels = "score-levels"
	// codeScoreLevelsUnknown: the order of level words is not known; give it with --levels.
	codeScoreLevelsUnknown = "score-levels-unknown"
	// codeScoreOutOfRange: a score is outside the scale and does not count.
	codeScoreOutOfRange = "score-out-of-range"
	// codePointsBudget: points do not sum to the budget.
	codePointsBudget = "points-budget"
	// codePointsOutOfRange: points are below 0 and do not count.
	codePointsOutOfRange = "points-out-of-range"
	// codeValueUnreadable: a cell cannot be read in the shape of the votes and does not count.
	codeValueUnreadable = "value-unreadable"
)
