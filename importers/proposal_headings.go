package importers

import (
	"slices"
	"strings"
)

// proposalHeadings end a list of people or questions: whole lines, or what
// stands before a colon. Those in headingStarts may go on ("Relevance to Theme").
var (
	proposalHeadings = []string{
		"interventions", "diversity", "format", "subtheme", "theme", "issue(s)", "issue", "time", "room", "sdgs", "tags", "class",
		"agenda", "report", "hybrid", "targets", "description", "key takeaways",
	}
	headingStarts = []string{
		"policy question", "additional policy question", "goal ", "relevance to", "expected outcome",
		"discussion facilitation", "online participation", "proposed additional tools", "what will participants gain",
		"connection with previous messages", "image of networking", "background paper",
		"session content", "about this session", "duration (minutes)", "reference document", "content of the session", "designing the session",
		"format description", "description:", "session format", "internet governance",
	}
)

func isProposalHeading(folded string) bool {
	head, _, colon := strings.Cut(folded, ":")
	head = strings.TrimSpace(head)
	if slices.Contains(proposalHeadings, head) {
		return true
	}
	return slices.ContainsFunc(headingStarts, func(h string) bool {
		return strings.HasPrefix(head, h) && (colon || len(head) < len(h)+45 || strings.Contains(head, "? "))
	})
}
