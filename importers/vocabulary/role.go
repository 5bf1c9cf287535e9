package vocabulary

import (
	"sync"

	"roundtable/planner"
)

// Roles that IGF proposals know beside those of a session.
const (
	// AdditionalSpeaker is the role of people in the "Additional Speakers" block:
	// named after the deadline, they are not on the filed panel.
	AdditionalSpeaker planner.Role = "additional speaker"
	// Proposer, CoProposer and CoOrganizer are roles of the 2017 form.
	Proposer    planner.Role = "proposer"
	CoProposer  planner.Role = "co-proposer"
	CoOrganizer planner.Role = "co-organizer"
)

var roleWords = []struct {
	role  planner.Role
	words string
}{
	{planner.RoleSpeaker, `speaker|speakers|panelist|panellist|panelists|panellists|panel member|presenter|discussant|keynote speaker|lead discussant|resource person|intervenant|intervenante|orateur|panelista|ponente|orador|oradora|palestrante|
		expositor|redner|rednerin|referent|referentin|vortragende|podiumsgast|спикер|докладчик|выступающий|участник дискуссии|متحدث|المتحدث|متكلم|发言人|演讲者|嘉宾|发言者|登壇者|パネリスト|スピーカー|foredragsholder`},
	{AdditionalSpeaker, `additional speaker|additional speakers`},
	{planner.RoleModerator, `moderator|moderators|onsite moderator|on site moderator|in person moderator|session moderator|facilitator|chair of session|moderateur|moderatrice|moderador|moderadora|moderatorin|модератор|ведущий|ميسر|مدير الجلسة|主持人|主持|モデレーター|ordstyrer`},
	{planner.RoleOnlineModerator, `online moderator|remote moderator|virtual moderator|moderateur en ligne|moderador en linea|moderador online|online moderatorin|онлайн модератор|онлайн-модератор|在线主持人|线上主持人|オンラインモデレーター`},
	{planner.RoleRapporteur, `rapporteur|rapporteurs|reporter|note taker|notetaker|rapporteure|relator|relatora|berichterstatter|berichterstatterin|protokoll|докладчик по итогам|репортер|секретарь|مقرر|المقرر|报告员|记录员|ラポーター`},
	{planner.RoleOrganizer, `organizer|organiser|organizers|organisers|organisateur|organisatrice|organizador|organizadora|veranstalter|veranstalterin|
		organisator|организатор|منظم|المنظم|组织者|主办方|主催者|arrangor`},
	{Proposer, `proposer|proponent|proponente`},
	{CoProposer, `co proposer|co-proposers`},
	{CoOrganizer, `co organizer|co organiser|co organizers|co organisers|coorganisateur|coorganizador|соорганизатор`},
	{planner.RoleParticipant, `participant|participants|attendee|delegate|audience|observer|member|guest|participante|asistente|teilnehmer|teilnehmerin|teilnehmende|участник|участница|делегат|مشارك|参会者|与会者|参加者|deltaker`},
}

var roleIndex = sync.OnceValue(func() map[string]planner.Role {
	index := make(map[string]planner.Role)
	for _, r := range roleWords {
		for _, w := range splitWords(r.words) {
			index[Compact(w)] = r.role
		}
	}
	return index
})

// RoleOf reads what a person does in the session, in the supported languages.
func RoleOf(text string) (planner.Role, bool) {
	r, ok := roleIndex()[Compact(text)]
	return r, ok
}

const (
	yesWords = `yes|y|true|1|x|✓|✔|☑|ok|oui|o|vrai|si|s|verdadero|sim|verdadeiro|ja|j|wahr|да|д|истина|نعم|是|有|对|はい|○`
	noWords  = `no|n|false|0|✗|✘|☐|non|faux|falso|nao|nein|falsch|нет|ложь|لا|否|没有|不|いいえ|×|nei`
)

var answerIndex = sync.OnceValue(func() map[string]planner.Answer {
	index := make(map[string]planner.Answer)
	for _, w := range splitWords(yesWords) {
		index[Fold(w)] = planner.Yes
	}
	for _, w := range splitWords(noWords) {
		index[Fold(w)] = planner.No
	}
	return index
})

// YesNo reads a yes/no cell. A blank or unknown word is [planner.Unknown], with
// ok false only for words that are neither blank, missing, yes nor no.
func YesNo(text string) (a planner.Answer, ok bool) {
	if a, ok := answerIndex()[Fold(text)]; ok {
		return a, true
	}
	return planner.Unknown, IsMissing(text)
}
