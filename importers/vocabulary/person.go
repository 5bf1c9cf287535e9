package vocabulary

import (
	"slices"
	"strings"
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

// Standing is whether a person comes, or whether an answer counts.
type Standing string

// The standings. Those who declined do not come; the waitlisted are the first
// replacements; a preview or an incomplete answer counts for nobody.
const (
	Confirmed  Standing = "confirmed"
	Invited    Standing = "invited"
	Tentative  Standing = "tentative"
	Waitlisted Standing = "waitlisted"
	Declined   Standing = "declined"
	Preview    Standing = "preview"
	Incomplete Standing = "incomplete"
)

var (
	roleWords   = readMeanings("roles")
	statusWords = readMeanings("status")
)

// readMeanings maps the words of a file to their meanings.
func readMeanings(file string) func() map[string]string {
	return sync.OnceValue(func() map[string]string {
		index := make(map[string]string)
		for _, l := range readWords(file) {
			index[wordKey(l.meaning)] = l.meaning
			for _, w := range l.words {
				index[wordKey(w)] = l.meaning
			}
		}
		return index
	})
}

// RoleOf reads what a person does in the session, in the supported languages. A
// number behind it or a remark in brackets is set aside: "Speaker 2 (keynote)".
func RoleOf(text string) (planner.Role, bool) {
	if r, ok := roleWords()[wordKey(text)]; ok {
		return planner.Role(r), true
	}
	r, ok := roleWords()[wordKey(strings.TrimRight(withoutBrackets(text), " #.0123456789"))]
	return planner.Role(r), ok
}

// RoleHeader is the role that a header such as "Moderators" or "Speaker 2 name" gives to the
// people below it.
func RoleHeader(header string) (planner.Role, bool) {
	words := strings.Fields(Fold(header))
	for len(words) > 1 && slices.Contains([]string{"name", "names"}, words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	role := strings.Join(words, " ")
	if r, ok := RoleOf(role); ok {
		return r, true
	}
	return RoleOf(strings.TrimSuffix(role, "s"))
}

// StatusOf reads whether a person comes, from a column that means [Status]. What
// stands in brackets, behind a mark or a number is set aside: "Cancelled, 3 May".
func StatusOf(text string) (Standing, bool) {
	if s, ok := statusWords()[wordKey(text)]; ok {
		return Standing(s), true
	}
	head := withoutBrackets(text)
	if i := strings.IndexAny(head, ",;:.–—0123456789\n"); i > 0 {
		head = head[:i]
	}
	head, _, _ = strings.Cut(head, " - ")
	s, ok := statusWords()[wordKey(strings.TrimSpace(head))]
	return Standing(s), ok
}

// CompletionOf reads whether an answer is whole and meant, from a column that
// means [Completion]: "Finished" with False is [Incomplete], "Survey Preview" is
// [Preview]; a share below 100 is incomplete.
func CompletionOf(text string) (Standing, bool) {
	if s, ok := StatusOf(text); ok && (s == Preview || s == Incomplete) {
		return s, true
	}
	share := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	n, number := plainNumber(share)
	switch a, _ := YesNo(text); {
	case a == planner.Yes, number && n == 100:
		return Confirmed, true
	case a == planner.No, number:
		return Incomplete, true
	}
	return "", false
}
