package ballots

import (
	"strings"
	"sync"

	"roundtable/importers/vocabulary"
)

// wordSet builds a set of folded words from lines of "|"-separated words.
func wordSet(lines string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := make(map[string]bool)
		for _, w := range strings.Split(lines, "|") {
			if w = vocabulary.Fold(w); w != "" {
				set[w] = true
			}
		}
		return set
	})
}

// Words in place of a name on scanned and counted ballots.
var (
	overvoteWords  = wordSet(`overvote|over vote|over-vote|overvoted`)
	undervoteWords = wordSet(`undervote|under vote|under-vote|undervoted|skipped|skipped ranking|no vote|no selection|not ranked|unranked`)
	writeInWords   = wordSet(`uwi|write-in|write in|writein|undeclared write-ins|undeclared write-in|undeclared`)
)

// Words for an approval, and for its explicit absence.
var (
	yesWords = wordSet(`x|xx|✓|✔|☑|✅|√|●|•|*|1|y|yes|true|ok|checked|selected|approve|approved|
		oui|vrai|si|sí|sim|verdadero|verdadeiro|ja|j|wahr|да|истина|نعم|是|对|はい|○`)
	noWords = wordSet(`0|n|no|false|unchecked|not selected|non|faux|não|nao|falso|nein|falsch|нет|ложь|لا|否|不|いいえ|☐|✗|✘|×|-`)
)

// crossWords are the marks that only stand for an approval.
var crossWords = wordSet(`x|xx|✓|✔|☑|✅|√|●|•|*|checked|selected|approved|○`)

// Words of a hum.
var (
	forWords = wordSet(`for|in favour|in favor|favour|favor|support|supports|agree|strongly agree|yes|yea|aye|approve|accept|+1|1|+|👍|hum|
		pour|d accord|d'accord|oui|favorable|a favor|de acuerdo|si|apoyo|sim|concordo|apoio|dafür|ja|zustimmung|stimme zu|за|да|согласен|согласна|поддерживаю|نعم|مع|موافق|اؤيد|أؤيد|赞成|同意|支持|是`)
	againstWords = wordSet(`against|oppose|opposed|opposes|object|objection|disagree|strongly disagree|no|nay|reject|veto|-1|-|👎|
		contre|pas d accord|pas d'accord|non|défavorable|en contra|desacuerdo|en desacuerdo|no apoyo|contra|discordo|não|dagegen|nein|ablehnung|lehne ab|stimme nicht zu|против|нет|не согласен|не согласна|لا|ضد|معارض|غير موافق|اعارض|أعارض|反对|不同意|不支持|否`)
	neutralWords = wordSet(`neutral|pass|undecided|no preference|no opinion|don't mind|indifferent|0|~|=|either|can live with it|neither|neither agree nor disagree|stand aside|
		neutre|indifférent|sans opinion|sans avis|indiferente|sin opinión|sin opinion|neutro|sem opinião|sem opiniao|egal|unentschieden|keine meinung|
		нейтрально|нейтрален|безразлично|все равно|محايد|بلا راي|بلا رأي|中立|无意见|没意见`)
	abstainWords = wordSet(`abstain|abstains|abstained|abstention|abstaining|s'abstient|abstenir|je m'abstiens|abstención|abstencion|me abstengo|abster-se|abstenção|abstencao|abstenho-me|
		enthaltung|enthalte mich|воздержался|воздержалась|воздерживаюсь|воздержаться|ممتنع|امتناع|امتنع|弃权|棄権`)
)

// Words of a question that asks for an order, a choice, a rating or a budget.
var (
	orderStems  = []string{"rank", "order of", "order by", "in order", "put in order", "class", "ordenar", "ordene", "rangfolge", "reihenfolge", "ранжир", "расположите", "رتب", "排序", "排名"}
	rankStems   = []string{"rank", "order of preference", "order by", "in order", "priorit", "classer", "classez", "classement", "ordenar", "ordene", "clasifi", "classifi", "rangfolge", "reihenfolge", "ранжир", "расположите", "رتب", "排序", "排名"}
	chooseStems = []string{"select", "which", "choose", "tick", "check all", "pick", "approve", "mark all", "cochez", "choisi", "quels", "quelles", "seleccion", "elija", "cuáles", "cuales", "selecion", "escolh", "quais", "wählen", "welche", "ankreuzen", "выберите", "какие", "اختر", "选择", "哪些"}
	rateStems   = []string{"rate", "rating", "score", "scale", "grade", "how important", "importance", "how much", "evaluate", "notez", "évalu", "califi", "puntu", "avali", "bewert", "skala", "оцен", "评分", "打分"}
	pointStems  = []string{"point", "budget", "distribute", "allocate", "dots", "credits", "répart", "repart", "distribu", "verteil", "punkte", "распредел", "分配"}
	voteStems   = []string{"rank", "priorit", "vote", "prefer", "important", "importance", "care about", "feature", "issue", "topic", "discuss", "theme", "question", "choose", "which of these"}
)

// hasStem reports whether the folded question contains one of the stems at the
// start of a word (or anywhere, for scripts without spaces).
func hasStem(folded string, stems []string) bool {
	for _, s := range stems {
		s = vocabulary.Fold(s)
		from := 0
		for {
			i := strings.Index(folded[from:], s)
			if i < 0 {
				break
			}
			i += from
			if i == 0 || s[0] >= 0x80 || !isWordByte(folded[i-1]) {
				return true
			}
			from = i + 1
		}
	}
	return false
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80
}
