package reports

// templateSteps are the steps on the first sheet of the template.
var templateSteps = [...]string{
	"Fill in the sheets. Only what you have: each sheet may stay empty, and so may every column without a star.",
	"Grey rows are examples. Their first cell starts with “" + ExampleMark + "”, and such rows are ignored; write over them or leave them.",
	"Point at a heading to read what goes in. Lists of terms open in the cells; other words and languages are understood too, and you are told where they are not.",
	"A blank means unknown. Unknown is counted as unknown: never as zero, as “other”, or as a target met.",
	"Save, then type:  roundtable inspect FILE.xlsx  to see how every column was understood, and  roundtable plan FILE.xlsx --out out  for the reports.",
	"Nothing leaves your computer.",
}

// templateSheets are the sheets to fill in, with headings the reader knows.
func templateSheets() []templateSheet {
	return []templateSheet{peopleSheet(), issuesSheet(), votesSheet(), targetsSheet(), settingsSheet()}
}

func peopleSheet() templateSheet {
	return templateSheet{
		name:  "People",
		about: "One row a person: everybody who takes part, or could. Roles say who speaks; without roles everybody is on the panel that is checked.",
		columns: []templateColumn{
			{title: "id", note: "A short name of your own for the person, such as P01. Given out in order where empty.", width: 14},
			{title: "name", note: "The name as it should appear in the chair's report. It never appears in the public one.", required: true, width: 26},
			{title: "stakeholder", note: "The stakeholder group the person speaks for.", required: true, width: 30, list: "stakeholder"},
			{title: "region", note: "The United Nations regional group. Where empty, it is taken from the country.", width: 42, list: "region"},
			{title: "country", note: "A name or an ISO code; gives the region where that is empty.", width: 18},
			{title: "gender", note: "As the person gave it. Nobody's gender is guessed from a name.", width: 18, list: "gender"},
			{title: "age", note: "Years, or an age group such as 18-35.", width: 9},
			{title: "attendance", note: "In the room or online.", width: 13, list: "attendance"},
			{title: "organisation", note: "Used to keep any one organisation from filling a group.", width: 26},
			{title: "languages", note: "Working languages, with semicolons between: en; fr.", width: 15},
			{title: "role", note: "What the person does in the session; several with semicolons between.", width: 18, list: "role"},
			{title: "chair_ok", note: "Would the person chair a working group?", width: 11, list: "yes or no"},
			{title: "selected", note: "yes for members of the panel under review, where roles do not say it.", width: 11, list: "yes or no"},
			{title: "locked", note: "yes where advice must not touch the person's place.", width: 10, list: "yes or no"},
		},
		examples: [][]string{
			{"example: 1", "Amina Example", "Civil Society", "African Group", "Kenya", "woman", "34", "onsite", "Example Trust", "en; sw", "speaker", "yes", "yes", ""},
			{"example: 2", "Luis Example", "Government", "Latin American and Caribbean Group (GRULAC)", "Peru", "man", "51", "online", "Ministry of Examples", "es", "participant", "no", "", ""},
			{"example: 3", "Mei Example", "Private Sector", "Asia-Pacific Group", "", "", "", "onsite", "", "", "participant", "", "", ""},
		},
	}
}

func issuesSheet() templateSheet {
	return templateSheet{
		name:  "Issues",
		about: "One row an issue that is voted on, such as a policy question.",
		columns: []templateColumn{
			{title: "id", note: "A short name such as Q1; votes refer to it.", required: true, width: 14},
			{title: "topic", note: "The question in full.", required: true, width: 90},
		},
		examples: [][]string{
			{"example: Q1", "How can consumers of new financial products be protected?"},
			{"example: Q2", "Which rules should cross borders, and who should make them?"},
			{"example: Q3", "Who keeps the shared infrastructure running?"},
		},
	}
}

func votesSheet() templateSheet {
	return templateSheet{
		name:  "Votes",
		about: "One row a voter, with issues in order of preference. As many choice columns as you like. Any other shape (ranks, scores, approvals, a form's export) works as well: paste it over this sheet.",
		columns: []templateColumn{
			{title: "voter", note: "The person's id or name from People, or anything else that tells voters apart. Leave empty for anonymous votes.", width: 16},
			{title: "stakeholder", note: "The group whose vote this is, where the voter is not on People.", width: 30, list: "stakeholder"},
			{title: "choice 1", note: "The issue that matters most: its id or its wording.", required: true, width: 22},
			{title: "choice 2", note: "The next. Blank means no further preference, not a vote against.", width: 22},
			{title: "choice 3", note: "And so on; add columns as you need.", width: 22},
		},
		examples: [][]string{
			{"example: 1", "Civil Society", "Q1", "Q3", "Q2"},
			{"example: 2", "Government", "Q2", "Q1", ""},
			{"example: 3", "Private Sector", "Q1", "", ""},
		},
	}
}

func targetsSheet() templateSheet {
	return templateSheet{
		name:  "Targets",
		about: "One row a target that the panel, or every working group, should meet. Published rules need no rows here: see roundtable rules.",
		columns: []templateColumn{
			{title: "id", note: "A name of your own for the target; may stay empty.", width: 14},
			{title: "dimension", note: "The column of People it speaks of.", required: true, width: 16, list: "dimension"},
			{title: "value", note: "The value that counts, such as African Group. Empty speaks of all values.", width: 42},
			{title: "min", note: "At least so many people.", width: 9},
			{title: "max", note: "At most so many people.", width: 9},
			{title: "min_share_pct", note: "At least this percentage of the people, from 0 to 100.", width: 16},
			{title: "max_share_pct", note: "At most this percentage of the people, from 0 to 100.", width: 16},
			{title: "tier", note: "must is never relaxed; should and nice may give way where not everything can be had.", width: 11, list: "tier"},
			{title: "group", note: "Empty for the panel, a working group's id, or * for every working group.", width: 11},
			{title: "source", note: "Where the rule comes from.", width: 34},
		},
		examples: [][]string{
			{"example: 1", "region", "African Group", "1", "", "", "", "must", "", "our terms of reference"},
			{"example: 2", "gender", "woman", "", "", "40", "", "should", "", ""},
			{"example: 3", "stakeholder", "Government", "1", "", "", "", "should", "*", ""},
		},
	}
}

func settingsSheet() templateSheet {
	return templateSheet{
		name:  "Settings",
		about: "How to count and plan. An empty value keeps the usual setting.",
		columns: []templateColumn{
			{title: "key", note: "The name of the setting.", width: 24},
			{title: "value", note: "Your choice. Empty keeps the usual setting.", width: 22},
			{title: "note", note: "What the setting does.", width: 100},
		},
		rows: [][]string{
			{"title", "", "Title of the meeting, shown on the reports."},
			{"date", "", "Date shown on the reports, such as 2026-03-01."},
			{"rules", "", "Rule packs to judge by, such as igf-2023; roundtable rules lists them."},
			{"seats", "", "How many seats the panel should have."},
			{"weights", "", "groups: every stakeholder group counts the same. heads: every ballot counts the same. Usually groups."},
			{"unranked", "", "What leaving an issue out means: last, or ignore (no opinion). Usually last."},
			{"groups", "", "How many working groups to form, from the first issues on."},
			{"size", "", "Size of a working group, such as 5..9."},
			{"goal", "", "total: the best sum of wishes. fair: nobody far from their wishes first. Usually total."},
			{"max_per_organisation", "", "Most people of one organisation in a working group."},
			{"seed", "", "Any whole number; decides what is drawn by lot. Usually 1."},
		},
	}
}
