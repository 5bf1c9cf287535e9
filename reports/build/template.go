package build

import (
	"roundtable/planner"
	"roundtable/reports"
)

// exampleMark starts the first cell of every example row of the template; rows
// that start so are ignored when the workbook is read.
const exampleMark = "example:"

// Template is the workbook to fill in: people, issues, votes, groups, pairs, targets,
// agenda and settings, with headings and terms that the importers know.
func Template() *reports.Template {
	return &reports.Template{
		Title: "Meeting to plan", Heading: "Your meeting, ready to fill in",
		Steps: []string{
			"Fill in the sheets. Only what you have: each sheet may stay empty, and so may every column " +
				"without a star.",
			"Grey rows are examples. Their first cell starts with “" + exampleMark + "”, and such rows are " +
				"ignored; write over them or leave them.",
			"Point at a heading to read what goes in. Lists of terms open in the cells; other words and languages " +
				"are understood too, and you are told where they are not.",
			"A blank means unknown. Unknown is counted as unknown: never as zero, as “other”, or as a target met.",
			"Save, then type:  roundtable inspect FILE.xlsx  to see how every column was understood, and  " +
				"roundtable plan FILE.xlsx --out out  for the reports.",
			"Nothing leaves your computer.",
		},
		Sheets: []reports.TemplateSheet{
			peopleSheet(), issuesSheet(), votesSheet(), groupsSheet(), pairsSheet(), targetsSheet(), agendaSheet(),
			settingsSheet(),
		},
		Lists: templateLists(),
	}
}

func templateLists() []reports.TemplateList {
	return []reports.TemplateList{
		{Name: "stakeholder", Items: planner.StakeholderGroups()},
		{Name: "region", Items: planner.RegionalGroups()},
		{Name: "gender", Items: []string{"woman", "man", "non-binary", "prefer not to say"}},
		{Name: "attendance", Items: []string{"onsite", "online"}},
		{Name: "role", Items: []string{
			string(planner.RoleParticipant), string(planner.RoleSpeaker), string(planner.RoleModerator),
			string(planner.RoleOnlineModerator), string(planner.RoleRapporteur), string(planner.RoleOrganizer),
		}},
		{Name: "yes or no", Items: []string{"yes", "no"}},
		{Name: "kind of part", Items: []string{
			string(planner.PartOpening), string(planner.PartPitch), string(planner.PartQuestions),
			string(planner.PartDiscussion), string(planner.PartGroups), string(planner.PartDecision),
			string(planner.PartBreak), string(planner.PartClosing),
		}},
		{Name: "pair", Items: []string{"apart", "together"}},
		{Name: "tier", Items: []string{planner.Must.String(), planner.Should.String(), planner.Nice.String()}},
		{Name: "dimension", Items: []string{
			string(planner.Stakeholder), string(planner.Region), string(planner.Gender), string(planner.Age),
			string(planner.Attendance), string(planner.Country), string(planner.Organisation),
		}},
	}
}

func peopleSheet() reports.TemplateSheet {
	return reports.TemplateSheet{
		Name: "People",
		About: "One row a person: everybody who takes part, or could. Roles say who speaks; without roles everybody " +
			"is on the panel that is checked.",
		Columns: []reports.TemplateColumn{
			{Title: "id", Note: "A short name of your own for the person, such as P01. Given out in order " +
				"where empty.", Width: 12},
			{Title: "name", Note: "The name as it should appear in the chair's report. It never appears in the " +
				"public one.", Required: true, Width: 24},
			{
				Title: "stakeholder", Note: "The stakeholder group the person speaks for.", Required: true, Width: 22,
				List: "stakeholder",
			},
			{
				Title: "region", Note: "The United Nations regional group. Where empty, it is taken from the country.",
				Width: 26, List: "region",
			},
			{Title: "country", Note: "A name or an ISO code; gives the region where that is empty.", Width: 15},
			{
				Title: "gender", Note: "As the person gave it. Nobody's gender is guessed from a name.", Width: 14,
				List: "gender",
			},
			{Title: "age", Note: "Years, or an age group such as 18-35.", Width: 9},
			{Title: "attendance", Note: "In the room or online.", Width: 13, List: "attendance"},
			{Title: "organisation", Note: "Used to keep any one organisation from filling a group.", Width: 22},
			{Title: "languages", Note: "Working languages, with semicolons between: en; fr.", Width: 13},
			{
				Title: "role", Note: "What the person does in the session; several with semicolons between.", Width: 16,
				List: "role",
			},
			{Title: "chair_ok", Note: "Would the person chair a working group?", Width: 11, List: "yes or no"},
			{
				Title: "selected", Note: "yes for members of the panel under review, where roles do not say it.",
				Width: 11, List: "yes or no",
			},
			{
				Title: "locked", Note: "yes where advice must not touch the person's place.", Width: 10,
				List: "yes or no",
			},
		},
		Examples: [][]string{
			{
				"example: 1", "Amina Example", "Civil Society", "African Group", "Kenya", "woman", "34", "onsite",
				"Example Trust", "en; sw", "speaker", "yes", "yes", "",
			},
			{
				"example: 2", "Luis Example", "Government", "Latin American and Caribbean Group (GRULAC)",
				"Peru", "man",
				"51", "online", "Ministry of Examples", "es", "participant", "no", "", "",
			},
			{
				"example: 3", "Mei Example", "Private Sector", "Asia-Pacific Group", "", "", "", "onsite", "", "",
				"participant", "", "", "",
			},
		},
	}
}

func issuesSheet() reports.TemplateSheet {
	return reports.TemplateSheet{
		Name:  "Issues",
		About: "One row an issue that is voted on, such as a policy question.",
		Columns: []reports.TemplateColumn{
			{Title: "id", Note: "A short name such as Q1; votes refer to it.", Required: true, Width: 14},
			{Title: "topic", Note: "The question in full.", Required: true, Width: 90},
		},
		Examples: [][]string{
			{"example: Q1", "How can consumers of new financial products be protected?"},
			{"example: Q2", "Which rules should cross borders, and who should make them?"},
			{"example: Q3", "Who keeps the shared infrastructure running?"},
		},
	}
}

func votesSheet() reports.TemplateSheet {
	return reports.TemplateSheet{
		Name: "Votes",
		About: "One row a voter, with issues in order of preference. As many choice columns as you like. Any other " +
			"shape (ranks, scores, approvals, a form's export) works as well: paste it over this sheet.",
		Columns: []reports.TemplateColumn{
			{Title: "voter", Note: "The person's id or name from People, or anything else that tells voters apart. " +
				"Leave empty for anonymous votes.", Width: 16},
			{
				Title: "stakeholder", Note: "The group whose vote this is, where the voter is " +
					"not on People.", Width: 30,
				List: "stakeholder",
			},
			{
				Title:    "choice 1",
				Note:     "The issue that matters most: its id or its wording.",
				Required: true,
				Width:    22,
			},
			{Title: "choice 2", Note: "The next. Blank means no further preference, not a vote against.", Width: 22},
			{Title: "choice 3", Note: "And so on; add columns as you need.", Width: 22},
		},
		Examples: [][]string{
			{"example: 1", "Civil Society", "Q1", "Q3", "Q2"},
			{"example: 2", "Government", "Q2", "Q1", ""},
			{"example: 3", "Private Sector", "Q1", "", ""},
		},
	}
}

func groupsSheet() reports.TemplateSheet {
	return reports.TemplateSheet{
		Name: "Groups",
		About: "One row a working group. Leave it empty to have the groups formed on the first issues of the ranking " +
			"(see groups and size under Settings).",
		Columns: []reports.TemplateColumn{
			{
				Title: "id",
				Note: "A short name such as G01. Wherever a group is named, its id will do, its topic, or a " +
					"part of the topic.",
				Required: true,
				Width:    14,
			},
			{Title: "topic", Note: "What the group works on; the id or wording of an issue where it is " +
				"one.", Required: true, Width: 60},
			{Title: "min_size", Note: "At least so many members.", Width: 11},
			{Title: "max_size", Note: "At most so many members.", Width: 11},
			{Title: "chairs", Note: "How many chairs and co-chairs the group should have.", Width: 9},
			{Title: "optional", Note: "yes where the group may stay closed.", Width: 11, List: "yes or no"},
		},
		Examples: [][]string{
			{"example: G01", "How can consumers of new financial products be protected?", "6", "12", "2", ""},
			{"example: G02", "Who keeps the shared infrastructure running?", "6", "12", "1", "yes"},
		},
	}
}

func pairsSheet() reports.TemplateSheet {
	return reports.TemplateSheet{
		Name:  "Pairs",
		About: "One row for two people who should sit in the same working groups, or never in one.",
		Columns: []reports.TemplateColumn{
			{Title: "a", Note: "The id or name of one person, as on People.", Required: true, Width: 26},
			{Title: "b", Note: "The id or name of the other.", Required: true, Width: 26},
			{Title: "kind", Note: "apart or together.", Required: true, Width: 12, List: "pair"},
		},
		Examples: [][]string{
			{"example: Amina Example", "Luis Example", "apart"},
			{"example: Mei Example", "Amina Example", "together"},
		},
	}
}

func targetsSheet() reports.TemplateSheet {
	return reports.TemplateSheet{
		Name: "Targets",
		About: "One row a target that the panel, or every working group, should meet. Published rules need no rows " +
			"here: see roundtable rules.",
		Columns: []reports.TemplateColumn{
			{Title: "id", Note: "A name of your own for the target; may stay empty.", Width: 12},
			{
				Title: "dimension", Note: "The column of People it speaks of.", Required: true, Width: 16,
				List: "dimension",
			},
			{Title: "value", Note: "The value that counts, such as African Group. Empty speaks of " +
				"all values.", Width: 30},
			{Title: "min", Note: "At least so many people.", Width: 9},
			{Title: "max", Note: "At most so many people.", Width: 9},
			{Title: "min_share_pct", Note: "At least this percentage of the people, from 0 to 100.", Width: 16},
			{Title: "max_share_pct", Note: "At most this percentage of the people, from 0 to 100.", Width: 16},
			{Title: "tier", Note: "must is never relaxed; should and nice may give way where not everything " +
				"can be had.", Width: 11, List: "tier"},
			{Title: "group", Note: "Empty for the panel, a working group's id, or * for every " +
				"working group.", Width: 11},
			{Title: "source", Note: "Where the rule comes from.", Width: 30},
		},
		Examples: [][]string{
			{"example: 1", "region", "African Group", "1", "", "", "", "must", "", "our terms of reference"},
			{"example: 2", "gender", "woman", "", "", "40", "", "should", "", ""},
			{"example: 3", "stakeholder", "Government", "1", "", "", "", "should", "*", ""},
		},
	}
}

func agendaSheet() reports.TemplateSheet {
	return reports.TemplateSheet{
		Name: "Agenda",
		About: "One row a part of the session, with its minutes. A row without a part names a further speaker of the " +
			"part above. A row \"Length\" gives the minutes of the session, a row \"Start\" the time it begins.",
		Columns: []reports.TemplateColumn{
			{Title: "part", Note: "What happens, such as Introduction.", Required: true, Width: 44},
			{Title: "minutes", Note: "How long it takes. Columns start and end with times of day will do as " +
				"well.", Required: true, Width: 11},
			{
				Title: "kind", Note: "What is done in the part. Where empty, its title tells.", Width: 14,
				List: "kind of part",
			},
			{Title: "issues", Note: "Ids of the issues it is about, with semicolons between: Q1; Q3.", Width: 14},
			{Title: "speaker", Note: "Id or name of somebody on People who speaks in it.", Width: 26},
			{Title: "position", Note: "The speaker's fixed place in the speaking order: 1, 2 and so on. Empty " +
				"where the order may be proposed.", Width: 11},
			{
				Title: "attendance", Note: "How the speaker takes part, where People does not say.", Width: 13,
				List: "attendance",
			},
			{Title: "withdrawn", Note: "yes for a speaker who does not come after all.", Width: 13, List: "yes or no"},
		},
		Examples: [][]string{
			{"example: Introduction", "5", "opening", "", "", "", "", ""},
			{"example: Pitches", "10", "pitch", "Q1", "Amina Example", "1", "", ""},
			{"example: Recommendation", "30", "decision", "Q1; Q2", "", "", "", ""},
			{"example: Wrap-up", "5", "closing", "", "", "", "", ""},
		},
	}
}

func settingsSheet() reports.TemplateSheet {
	return reports.TemplateSheet{
		Name:  "Settings",
		About: "How to count and plan. An empty value keeps the usual setting.",
		Columns: []reports.TemplateColumn{
			{Title: "key", Note: "The name of the setting.", Width: 24},
			{Title: "value", Note: "Your choice. Empty keeps the usual setting.", Width: 22},
			{Title: "note", Note: "What the setting does.", Width: 100},
		},
		Rows: [][]string{
			{"title", "", "Title of the meeting, shown on the reports."},
			{"date", "", "Date shown on the reports, such as 2026-03-01."},
			{"rules", "", "Rule packs to judge by, such as igf-2023; roundtable rules lists them."},
			{"seats", "", "How many seats the panel should have."},
			{"weights", "", "groups: every stakeholder group counts the same. heads: every ballot counts the same. " +
				"Usually groups."},
			{"unranked", "", "What leaving an issue out means: last, or ignore (no opinion). Usually last."},
			{"groups", "", "How many working groups to form, from the first issues on."},
			{"size", "", "Size of a working group, such as 5..9."},
			{"goal", "", "total: the best sum of wishes. fair: nobody far from their wishes first. Usually total."},
			{"max_per_organisation", "", "Most people of one organisation in a working group."},
			{"seed", "", "Any whole number; decides what is drawn by lot. Usually 1."},
		},
	}
}
