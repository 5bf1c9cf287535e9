package sheet

import (
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
)

var totalWords = []string{"total", "totals", "grandtotal", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "insgesamt", "totaux", "somme", "totales", "suma", "totais", "soma", "итого", "всего", "المجموع", "الإجمالي", "总计", "合计", "共计", "合計", "average", "mean", "median", "count", "mittelwert", "durchschnitt", "moyenne", "promedio", "média", "media", "сумма", "среднее", "平均"}

var remarkWords = []string{"source", "sources", "note", "notes", "quelle", "anmerkung", "hinweis", "fuente", "nota", "notas", "fonte", "remarque", "источник", "примечание", "المصدر", "ملاحظة", "来源", "注", "备注", "*", "†", "(*)", "legend", "last updated", "updated", "as of", "stand"}

var countWords = []string{"round 1", "round 2", "threshold", "transfer", "transfers", "elected", "eliminated", "exhausted", "votes tallied", "abstentions", "quota", "final round", "inactive ballots", "surplus", "percentage", "continuing ballots", "winner"}

var comparedWords = []string{
	"have", "want", "wanted", "diff", "difference", "actual", "pool", "har", "vil", "hat",
	"soll", "ist", "selected",
}

func isTotalText(text string) bool {
	words := strings.Fields(vocabulary.Fold(text))
	if len(words) == 0 || len(words) > 4 {
		return false
	}
	return slices.Contains(totalWords, strings.Trim(words[0], ":.=")) ||
		slices.Contains(totalWords, vocabulary.Compact(strings.Join(words, "")))
}

func isRemarkText(text string) bool {
	folded := vocabulary.Fold(text)
	for _, w := range remarkWords {
		if rest, ok := strings.CutPrefix(folded, w); ok &&
			(rest == "" || strings.ContainsAny(rest[:1], " :.;-*(") || len(w) == 1) {
			return true
		}
	}
	return false
}

func isReportWord(folded string) bool {
	return folded == "round" || slices.Contains(countWords, folded)
}

func isComparedWord(header string) bool {
	return slices.Contains(comparedWords, vocabulary.Compact(header))
}

func isAnonymous(s string) bool {
	return slices.Contains([]string{"anonymous", "anonyme", "anonimo", "anonym", "аноним", "匿名"}, vocabulary.Compact(s))
}
