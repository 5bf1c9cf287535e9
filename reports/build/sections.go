package build

// The sections that answer one command each, by their ID.
var (
	BalanceSections = []string{"rules", "seats", "cross", "people"}
	RankingSections = []string{"ranking", "bygroup", "agree", "split", "agenda"}
	GroupSections   = []string{"groups", "fit"}
)
