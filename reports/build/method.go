package build

import "roundtable/reports"

// method says how the results came about.
func methodSection(b *builder) *reports.Section {
	s := &reports.Section{ID: "method", Title: "How this was worked out"}
	var items []string
	if b.judged != nil {
		items = append(items,
			"A rule counts the people known to carry a value. Nobody's gender, region or group is inferred from a name, and a value that was not given never counts as meeting a rule.",
			"Shares become whole people once the size of the panel is known: “at least 40 %” of 7 people is 3 people, “at most half” is 3.")
	}
	if r := b.in.Ranking; r != nil {
		items = append(items, "Support turns every ballot into a scale from 0 (last on it) to 100 (first on it) and averages it.")
		if weighted(r) {
			items = append(items, "Where every stakeholder group counts the same, a ballot weighs the number of ballots divided by the number of groups and by the ballots of its own group. Each group then has the same total, however many of its members voted.")
		}
		items = append(items, "Orders are decided in whole numbers or exact fractions, never in rounded ones, and ties are kept as ties.")
	}
	if p := b.shownPlan(); p != nil {
		line := "Working groups are compared by points: more for an earlier choice, less for a group outside a person's list, for a person missing in a wished-for balance and for an empty chair. The settings list every number."
		if p.Goal == "fair" {
			line += " The goal was fairness: first as few people as possible outside their list, then the best possible worst choice, then the points."
		}
		items = append(items, line)
	}
	if len(items) == 0 {
		return nil
	}
	items = append(items, "The same files, settings and seed give the same report, byte for byte, on any machine.")
	s.Blocks = append(s.Blocks, reports.List{Items: items})
	return s
}

// privacy says who may see the document.
func privacySection(b *builder) *reports.Section {
	return &reports.Section{
		ID: "privacy", Title: "Who may see this",
		Lead: "This is the edition for those who run the meeting. It names people and shows figures of small groups, from which single votes may be guessed.",
		Blocks: []reports.Block{reports.List{Items: []string{
			"Do not publish or forward it. The public edition beside it holds what is safe to publish.",
			"It was made on this computer alone. No data was sent anywhere, and the page loads nothing from elsewhere.",
		}}},
	}
}
