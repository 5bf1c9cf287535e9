package ballots

import (
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
)

var totalWords = wordSet(`total|totals|total:|sum|sum:|average|mean|median|grand total|count|subtotal|gesamt|summe|mittelwert|durchschnitt|somme|moyenne|totaux|
	suma|promedio|soma|média|media|totais|итого|всего|сумма|среднее|المجموع|الإجمالي|总计|合计|平均|合計`)

// isTotalRow reports a row of sums or averages below the data: its first filled
// cell says so.
func isTotalRow(cells []table.Cell) bool {
	for _, c := range cells {
		if t := vocabulary.Fold(c.Text); t != "" {
			return isTotalText(t)
		}
	}
	return false
}

// isTotalText reports a folded text that names a row of sums or averages.
func isTotalText(folded string) bool { return totalWords()[strings.TrimRight(folded, ": ")] }

// ignoredHeaders are columns of exports that hold neither votes nor voters.
var ignoredHeaders = wordSet(`precinct|precinct id|precinct_id|batch|batch id|batch_id|ballot style|ballot type|tabulator|tabulator id|record id|imprinted id|counting group|
	n-comments|n-votes|n-agree|n-disagree|xid|n comments|n votes|n agree|n disagree|author-id|author id|moderated|agrees|disagrees|
	submitdate|lastpage|last page|startlanguage|start language|seed|startdate|datestamp|ipaddr|refurl|last modified time|
	status|ipaddress|ip address|progress|duration (in seconds)|duration|finished|distributionchannel|userlanguage|responseset|externaldatareference|externalreference|
	locationlatitude|locationlongitude|locationaccuracy|collector id|collectorid|referer url|session id|total points|quiz feedback|age in years|edit`)

// voterHeaders name the voter beyond what the vocabulary knows.
var voterHeaders = wordSet(`cast vote record|cvr|cvr id|cvr number|ballot #|ballot no|ballot no.|voter-id|voter #|poll participants|poll participant|token|delegate|delegate id|mag member|response #|response no|participant|participant #|elector`)

// headerMeaning is the meaning of a header in a table of votes.
func headerMeaning(label string) (vocabulary.Meaning, int) {
	folded := vocabulary.Fold(label)
	if voterHeaders()[folded] {
		if folded == "participant" {
			return vocabulary.Name, 0
		}
		return vocabulary.Voter, 0
	}
	if folded == "comment-id" || folded == "statement id" {
		return vocabulary.Issue, 0
	}
	if ignoredHeaders()[folded] {
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
	case vocabulary.HonorificTitle, vocabulary.Phone, vocabulary.Address, vocabulary.Contact, vocabulary.CountryName,
		vocabulary.Gender, vocabulary.Age, vocabulary.BirthYear, vocabulary.Attendance, vocabulary.Role,
		vocabulary.Language, vocabulary.TimeZone, vocabulary.StartTime, vocabulary.Total, vocabulary.Note:
		return "", 0
	}
	return vocabulary.Other, 0
}
