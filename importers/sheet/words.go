package sheet

import (
	"strings"

	"roundtable/importers/vocabulary"
)

// isTotalText reports a text that names a row of sums or averages: a word for it
// alone, or before a few others ("Total speakers").
func isTotalText(text string) bool {
	if vocabulary.TotalRow.Is(text) {
		return true
	}
	words := strings.Fields(text)
	return len(words) > 0 && len(words) <= 4 && vocabulary.TotalRow.Is(strings.Trim(words[0], ":.="))
}

// isRemarkText reports a text that begins with a word for a remark, such as
// "Source:".
func isRemarkText(text string) bool {
	_, ok := vocabulary.RemarkRow.Begins(text)
	return ok
}

// isReportWord reports a word that reports of ranked counts use.
func isReportWord(text string) bool {
	round, ok := strings.CutPrefix(text, "round ")
	return vocabulary.CountReport.Is(text) || ok && isNumber(round)
}

// when is one of several answers and whether it holds; the first that holds counts.
type when[T any] struct {
	holds bool
	then  T
}

func firstOf[T any](list ...when[T]) (answer T, ok bool) {
	for _, x := range list {
		if x.holds {
			return x.then, true
		}
	}
	return answer, false
}
