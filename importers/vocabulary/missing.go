package vocabulary

import (
	"sync"

	"roundtable/planner"
)

// missingWords stand for "nothing was given". An answer withheld on purpose
// ("prefer not to say") is as unknown as a blank.
const missingWords = `na|n a|n/a|n.a.|nan|null|nil|none|#n/a|#null!|-|--|---|.|..|…|?|??|/|\|x/x|
	not available|not applicable|not specified|not stated|not given|not provided|not known|no answer|no response|no data|missing|blank|(blank)|empty|unknown|unspecified|undisclosed|tbd|tbc|to be determined|to be confirmed|
	prefer not to say|prefer not to answer|rather not say|decline to answer|declined|do not wish to disclose|i prefer not to say|not disclosed|
	nd|n d|s/o|sans objet|sans reponse|non renseigne|inconnu|ne souhaite pas repondre|prefere ne pas repondre|
	s/d|sin datos|sin dato|sin respuesta|no aplica|no disponible|desconocido|prefiero no decirlo|prefiero no decir|
	sem dados|sem resposta|nao informado|nao se aplica|desconhecido|prefiro nao dizer|
	k.a.|k. a.|n. a.|n. v.|keine angabe|keine angaben|keine|unbekannt|entfallt|ukjent|ikke oppgitt|
	н/д|нет данных|не указано|неизвестно|нет ответа|غير متوفر|غير معروف|لا يوجد|غير محدد|لا ينطبق|
	无|未知|不详|未填写|暂无|不适用|不明|未回答|該当なし|無回答`

var missingIndex = sync.OnceValue(func() map[string]bool {
	index := map[string]bool{"": true}
	for _, w := range splitWords(missingWords) {
		index[Fold(w)] = true
	}
	return index
})

// IsMissing reports whether a cell says that nothing is known: it is blank, a
// dash, or a word such as "NA", "n/a", "NULL", "unknown", "prefer not to say".
// Zero is a value and not missing.
func IsMissing(s string) bool { return missingIndex()[Fold(s)] }

// IsMissingIn is [IsMissing] for a column of the given dimension: in a country
// column "NA" is Namibia.
func IsMissingIn(d planner.Dimension, s string) bool {
	if d == planner.Country && Clean(s) == "NA" {
		return false
	}
	return IsMissing(s)
}
