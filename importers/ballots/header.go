package ballots

import (
	"regexp"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
)

// reportCues counts the words by which a report of results differs from a table
// of votes.
func reportCues(cells []table.Cell) int {
	n := 0
	for _, c := range cells {
		f := vocabulary.Fold(c.Text)
		if len(f) == 0 || len(f) > 40 {
			continue
		}
		head, _, _ := strings.Cut(f, ":")
		if round, ok := strings.CutPrefix(f, "round "); vocabulary.CountReport.Is(head) ||
			ok && strings.Trim(round, "0123456789") == "" {
			n++
		}
	}
	return n
}

// findHeader returns the first row with at least two headers that are known
// words, rank words or known issues; else the first row that is about as wide
// as the widest and holds different texts; else -1.
func findHeader(rows []table.Row, known *catalogue) int {
	widest := 0
	limit := min(len(rows), 40)
	for i, r := range rows[:limit] {
		hits, filled := 0, 0
		for _, c := range r.Cells {
			if strings.TrimSpace(c.Text) == "" {
				continue
			}
			filled++
			if isHeaderWord(c.Text) || stemOf(c.Text) != "" {
				hits++
			} else if known.closed {
				if _, ok := known.find(c.Text); ok {
					hits++
				}
			}
		}
		widest = max(widest, filled)
		if hits >= 2 {
			return i
		}
	}
	for i, r := range rows[:limit] {
		seen := make(map[string]bool)
		for _, c := range r.Cells {
			if t := vocabulary.Fold(c.Text); t != "" {
				seen[t] = true
			}
		}
		if len(seen) >= 2 && 3*len(seen) >= 2*widest {
			return i
		}
	}
	return -1
}

// isHeaderWord reports a known header; the bare letters A and B, headers of
// pairs elsewhere, are more often names of candidates here.
func isHeaderWord(text string) bool {
	m, ok := vocabulary.Header(text)
	if ok && m.Meaning != vocabulary.PairA && m.Meaning != vocabulary.PairB {
		return true
	}
	own, _ := headerMeaning(text)
	return own != vocabulary.Other
}

func stemOf(label string) string {
	stem, _, ok := splitGrid(label)
	if !ok {
		return ""
	}
	return stem
}

var codeHeader = regexp.MustCompile(`^(?:[VQ]\d+|Q(?:ID)?\d+(?:[_.#]\d+)*(?:_TEXT)?)$`)

// moreHeaders returns how many of the first rows are header rows of a Qualtrics
// export: up to the row of import IDs, or the one row of question texts under
// codes such as V1, Q2_1.
func moreHeaders(header, rows []table.Row) int {
	for i := range min(3, len(rows)) {
		for _, c := range rows[i].Cells {
			if t := strings.TrimSpace(c.Text); strings.HasPrefix(t, `{"ImportId"`) ||
				strings.HasPrefix(t, `{'ImportId'`) {
				return i + 1
			}
		}
	}
	if len(header) != 1 || len(rows) == 0 {
		return 0
	}
	if HasOptionsBelow(header[0], rows[0]) {
		return 1
	}
	codes, filled := 0, 0
	for _, c := range header[0].Cells {
		if t := strings.TrimSpace(c.Text); t != "" {
			filled++
			if codeHeader.MatchString(t) {
				codes++
			}
		}
	}
	words := 0
	for _, c := range rows[0].Cells {
		if t := vocabulary.Compact(c.Text); len(t) > 3 && strings.Trim(t, "0123456789") != "" {
			words++
		}
	}
	known := 0
	for _, c := range rows[0].Cells {
		if _, ok := vocabulary.Header(c.Text); ok {
			known++
		}
	}
	if codes >= 2 && 2*codes > filled && known >= 2 && 3*words >= 2*filled {
		return 1
	}
	return 0
}

// HasOptionsBelow reports whether low is a second header row of options below
// the questions of up, as SurveyMonkey writes it: the question stands once, above
// its first option, with blank cells beside it, and low is blank below the
// columns about the person.
func HasOptionsBelow(up, low table.Row) bool {
	person, options, other, question := 0, 0, 0, false
	for col := 1; col <= max(len(up.Cells), len(low.Cells)); col++ {
		above, below := vocabulary.Clean(up.Cell(col).Text), vocabulary.Clean(low.Cell(col).Text)
		if _, number := number(below); number {
			return false
		}
		switch {
		case above != "" && below == "":
			person++
			question = false
		case above != "":
			question = true
			other++
		case below != "" && question:
			options++
		case below != "":
			return false
		}
	}
	return person >= 1 && options >= 1 && options >= other-1 && isHeaderWord(firstText(up))
}

// firstText is the first text of a row.
func firstText(r table.Row) string {
	for _, c := range r.Cells {
		if t := vocabulary.Clean(c.Text); t != "" {
			return t
		}
	}
	return ""
}

// isTotalRow reports a row of sums or averages below the data: its first filled
// cell says so.
func isTotalRow(cells []table.Cell) bool {
	for _, c := range cells {
		if vocabulary.Clean(c.Text) != "" {
			return vocabulary.TotalRow.Is(c.Text)
		}
	}
	return false
}

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
	case vocabulary.HonorificTitle, vocabulary.Phone, vocabulary.Address, vocabulary.Contact, vocabulary.CountryName,
		vocabulary.Gender, vocabulary.Age, vocabulary.BirthYear, vocabulary.Attendance, vocabulary.Role,
		vocabulary.Language, vocabulary.TimeZone, vocabulary.StartTime, vocabulary.Total, vocabulary.Note:
		return "", 0
	}
	return vocabulary.Other, 0
}
