package ballots

import "roundtable/importers/vocabulary"

// headerMeaning is the meaning of a header in a table of votes.
func headerMeaning(label string) (vocabulary.Meaning, int) {
	switch {
	case vocabulary.VoterColumn.Is(label), vocabulary.AnswerNumberColumn.Is(label):
		return vocabulary.Voter, 0
	case vocabulary.IssueColumn.Is(label):
		return vocabulary.Issue, 0
	case vocabulary.NoVoteColumn.Is(label), vocabulary.CounterColumn.Is(label):
		return "", 0
	}
	m, ok := vocabulary.Header(label)
	if !ok {
		return vocabulary.Other, 0
	}
	if m.Meaning == vocabulary.Organisation && !m.IsWhole() {
		return "", 0 // a question about the organisation, not its name
	}
	switch m.Meaning {
	case vocabulary.Choice:
		return vocabulary.Choice, m.Number
	case vocabulary.ID, vocabulary.Name, vocabulary.FirstName, vocabulary.LastName, vocabulary.Email,
		vocabulary.Stakeholder, vocabulary.Group, vocabulary.Region, vocabulary.Organisation,
		vocabulary.Timestamp, vocabulary.Weight, vocabulary.CountOf, vocabulary.Voter,
		vocabulary.Issue, vocabulary.Rank, vocabulary.Score, vocabulary.Points, vocabulary.Vote, vocabulary.Prefs:
		return m.Meaning, 0
	case vocabulary.HonorificTitle, vocabulary.Phone, vocabulary.Address, vocabulary.Postcode, vocabulary.Contact, vocabulary.CountryName,
		vocabulary.Gender, vocabulary.Age, vocabulary.BirthYear, vocabulary.Attendance, vocabulary.Role,
		vocabulary.Language, vocabulary.TimeZone, vocabulary.StartTime, vocabulary.Total, vocabulary.Note:
		return "", 0
	}
	return vocabulary.Other, 0
}
