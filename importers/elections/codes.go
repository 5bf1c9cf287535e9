package elections

// The codes of the findings this package makes. They are stable: other programs
// may rely on them. Those of package ballots mean the same there.
const (
	// codeVotesShape: the format the votes are read in, with the evidence.
	codeVotesShape = "votes-shape"
	// codeVotesNone: there are no ballots.
	codeVotesNone = "votes-none"
	// codeVotesUnranked: the file says how issues left out of a ballot count.
	codeVotesUnranked = "votes-unranked"
	// codeVoteType: the file does not say in a known word how its votes are given.
	codeVoteType = "votes-type"
	// codeVoteLength: a vote names more or fewer issues than the file allows.
	codeVoteLength = "vote-length"
	// codeOrderType: orders are not of the type that the file declares.
	codeOrderType = "votes-order-type"
	// codeOrdersMade: the orders are not as the voters gave them.
	codeOrdersMade = "votes-made"
	// codeElectionLimit: the file is larger than a limit; the text names it.
	codeElectionLimit = "election-limit"
	// codeBallotBlank: ballots without any answer, kept as abstentions.
	codeBallotBlank = "ballot-blank"
	// codeBallotCount: a number of ballots is not the one the file declares.
	codeBallotCount = "ballot-count"
	// codeBallotOverLines: a ballot goes on over several lines.
	codeBallotOverLines = "ballot-over-lines"
	// codeVoterRepeated: a voter has several ballots; the last counts.
	codeVoterRepeated = "voter-repeated"
	// codeCountUnreadable: a text should be a number of ballots.
	codeCountUnreadable = "count-unreadable"
	// codeCountZero: lines with the count 0 are left out.
	codeCountZero = "count-zero"
	// codeCountInFront: numbers in front of the names are taken for numbers of ballots.
	codeCountInFront = "count-in-front"
	// codeWeightUnreadable: a text should be a weight above 0.
	codeWeightUnreadable = "weight-unreadable"
	// codeWeightIgnored: a weight is given in a file that does not allow weights.
	codeWeightIgnored = "weight-ignored"
	// codeIssueUnknown: a ballot names an issue that the file does not have.
	codeIssueUnknown = "issue-unknown"
	// codeIssueNameShared: different issues have the same name.
	codeIssueNameShared = "issue-name-shared"
	// codeIssueSpelling: names that differ by case alone are one issue.
	codeIssueSpelling = "issue-spelling"
	// codeIssueRepeated: an issue is listed twice, or named twice on a ballot.
	codeIssueRepeated = "issue-repeated"
	// codeIssueUnnamed: the file does not name its issues.
	codeIssueUnnamed = "issue-unnamed"
	// codeNameUnquoted: names stand without the quotation marks of the format.
	codeNameUnquoted = "issue-name-unquoted"
	// codeIssueWithdrawn: candidates withdrawn in the file, left out of all ballots.
	codeIssueWithdrawn = "issue-withdrawn"
	// codeRankSkipped: ranks are skipped; only the order counts.
	codeRankSkipped = "rank-skipped"
	// codeScoreScale: no scale is declared; the one taken is stated.
	codeScoreScale = "score-scale"
	// codeScoreLevels: the order of level words is stated.
	codeScoreLevels = "score-levels"
	// codeScoreOutOfRange: points are outside the range and do not count.
	codeScoreOutOfRange = "score-out-of-range"
	// codePointsBudget: points do not sum to what the file allows.
	codePointsBudget = "points-budget"
	// codeValueUnreadable: points cannot be read and do not count.
	codeValueUnreadable = "value-unreadable"
	// codeCostUnused: costs and a budget are not used.
	codeCostUnused = "cost-unused"
	// codeFieldUnused: fields that do not enter the votes, with the reason.
	codeFieldUnused = "field-unused"
	// codeLineUnreadable: a line or a section cannot be read.
	codeLineUnreadable = "line-unreadable"
)
