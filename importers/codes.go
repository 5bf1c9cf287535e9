package importers

// The codes of the findings this package makes. They are stable: other programs
// may rely on them. The packages table and ballots have codes of their own.
const (
	// CodeFileUnreadable: the file cannot be read; the text says what it is and what to do.
	CodeFileUnreadable = "file-unreadable"
	// CodeLimit: a limit on size was hit; the text names the flag that raises it.
	CodeLimit = "file-limit"
	// CodeElectionUnreadable: the file's name ends as election files do, but it is in none of their formats.
	CodeElectionUnreadable = "election-unreadable"
	// CodeResultsReport: the file reports the result of a count; it holds no ballots.
	CodeResultsReport = "file-results-report"
	// CodeSheetUnknown: the columns of a sheet fit no kind of table; it was left aside.
	CodeSheetUnknown = "sheet-unknown"
	// CodeSheetEmpty: a sheet, or a table below its header, holds no rows.
	CodeSheetEmpty = "sheet-empty"
	// CodeSheetMissing: --sheet names a sheet that is not there.
	CodeSheetMissing = "sheet-missing"
	// CodeSheetHidden: a hidden sheet was left aside.
	CodeSheetHidden = "sheet-hidden"
	// CodeSheetFindings: the sheet of findings in a marked copy was left aside.
	CodeSheetFindings = "sheet-findings"
	// CodeSheetNotNamed: --sheet names other sheets of the file.
	CodeSheetNotNamed = "sheet-not-named"
	// CodeSheetSetAside: the name of a sheet says that it is not to be read; the user is asked.
	CodeSheetSetAside = "sheet-set-aside"
	// CodeNothingRead: nothing in the files could be used.
	CodeNothingRead = "nothing-read"
	// CodeColumnByContent: a column was understood by its values, because its header says nothing.
	CodeColumnByContent = "column-by-content"
	// CodeColumnContact: contact columns were used to join files at most, and went no further.
	CodeColumnContact = "column-contact"
	// CodeMapUnknown: --map names a meaning that does not exist.
	CodeMapUnknown = "map-unknown"
	// CodeMapUnused: --map names a column that is not there.
	CodeMapUnused = "map-unused"
	// CodeDimensionUnknown: --dimension names a column that is not there.
	CodeDimensionUnknown = "dimension-unknown"
	// CodeRowFooter: a total or a remark below the table was left out.
	CodeRowFooter = "row-footer"
	// CodeRowDuplicate: a row repeats another exactly; it counts once.
	CodeRowDuplicate = "row-duplicate"
	// CodePersonSame: several rows are one person in several roles.
	CodePersonSame = "person-same"
	// CodePersonNear: two people have the same name; they were kept apart.
	CodePersonNear = "person-near-duplicate"
	// CodePersonSeveral: a cell names several people, or may do so.
	CodePersonSeveral = "person-several"
	// CodePersonUnnamed: a row has no name and no ID; it counts as a person without a name.
	CodePersonUnnamed = "person-unnamed"
	// CodePersonUnmatched: a person of one file is not in the other.
	CodePersonUnmatched = "person-unmatched"
	// CodePersonConflict: two files disagree about a person; the first was kept.
	CodePersonConflict = "person-conflict"
	// CodeSeatOpen: a row of a list of people names nobody yet; it is not counted.
	CodeSeatOpen = "seat-open"
	// CodePersonNone: a trial entry, a device or a telephone number stands in the place of a name.
	CodePersonNone = "person-none"
	// CodeNameHeading: names of people are words that head columns elsewhere.
	CodeNameHeading = "name-heading"
	// CodeProgramme: the rows of a table are people in sessions; each person counts once.
	CodeProgramme = "programme"
	// CodeStatus: how many come by the column of a status, and who is not counted.
	CodeStatus = "person-status"
	// CodeStatusUnknown: a word of a status that is not known; whoever it stands beside counts.
	CodeStatusUnknown = "person-status-unknown"
	// CodeIDRepeated: one ID stands for two different people.
	CodeIDRepeated = "id-repeated"
	// CodeValueUnknown: a value is none of the dimension's terms; it counts as unknown.
	CodeValueUnknown = "value-unknown"
	// CodeValueAmbiguous: a value could be one of several terms; it counts as unknown until you say which.
	CodeValueAmbiguous = "value-ambiguous"
	// CodeValueMissing: values are blank or say that nothing is known.
	CodeValueMissing = "value-missing"
	// CodeValueOwn: a column has its own terms; its values were kept as written.
	CodeValueOwn = "values-own"
	// CodeValueSpelling: spellings of one value were counted together.
	CodeValueSpelling = "value-spelling"
	// CodeValueCode: numbers stand for values and the header does not say which.
	CodeValueCode = "value-code"
	// CodeValueNumber: a cell should hold a whole number.
	CodeValueNumber = "value-number"
	// CodeValueYesNo: a cell should say yes or no.
	CodeValueYesNo = "value-yes-no"
	// CodeRegionFromCountry: regions were taken from countries under the named scheme.
	CodeRegionFromCountry = "region-from-country"
	// CodeFromCountry: a dimension such as LDC was taken from countries by a dated list.
	CodeFromCountry = "value-from-country"
	// CodeGroupsOfWishes: people wish for groups that are listed nowhere.
	CodeGroupsOfWishes = "groups-of-wishes"
	// CodeRegionNone: a person or country belongs to no regional group.
	CodeRegionNone = "region-none"
	// CodeRegionContradicts: a region given differs from that of the country under the named scheme; the
	// region given was kept.
	CodeRegionContradicts = "region-contradicts"
	// CodeBirthYear: years or dates of birth became ages on the date of the meeting, or were kept where none
	// is given.
	CodeBirthYear = "birth-year"
	// CodeCountryNote: a country is a special case of the scheme.
	CodeCountryNote = "country-note"
	// CodeTargetBounds: a target has no bounds, or its minimum is above its maximum.
	CodeTargetBounds = "target-bounds"
	// CodeTargetRepeated: a target is given twice.
	CodeTargetRepeated = "target-repeated"
	// CodeTargetValue: nobody carries the value a target asks for.
	CodeTargetValue = "target-value-unknown"
	// CodeTargetDimension: the people have no such dimension.
	CodeTargetDimension = "target-dimension-unknown"
	// CodeTargetRole: nobody has the role a target speaks of.
	CodeTargetRole = "target-role-unknown"
	// CodeTargetUnread: a row or column of targets is not understood.
	CodeTargetUnread = "target-unread"
	// CodeTargetAbove: a blank dimension was taken from the row above.
	CodeTargetAbove = "target-continued"
	// CodeTargetTold: the dimension of a target was told by its value.
	CodeTargetTold = "target-dimension-told"
	// CodeTargetAges: bands of ages overlap with that of a target, so who is in it cannot be told.
	CodeTargetAges = "target-ages"
	// CodeTargetShares: shares were rounded to whole people together.
	CodeTargetShares = "target-shares"
	// CodeServed: who was on an earlier panel.
	CodeServed = "served"
	// CodeTargetGroup: a target names a working group that is not listed.
	CodeTargetGroup = "target-group-unknown"
	// CodeKept: what of an earlier plan was known again. CodeKeepPerson, CodeKeepGroup:
	// who and which group was not, or not for sure. CodeKeepRole: a part in a group that
	// is none.
	CodeKept       = "kept"
	CodeKeepPerson = "keep-person"
	CodeKeepGroup  = "keep-group"
	CodeKeepRole   = "keep-role"
	// CodeGroupUnknown: a preference names a group or issue that is not listed.
	CodeGroupUnknown = "group-unknown"
	// CodeGroupSize: a group's smallest size is above its largest.
	CodeGroupSize = "group-size"
	// CodePairUnknown: a pair names a person who is not in the roster.
	CodePairUnknown = "pair-unknown"
	// CodeSettingUnknown: a setting that does not exist.
	CodeSettingUnknown = "setting-unknown"
	// CodeSettingRepeated: a setting is given twice; the last one counts.
	CodeSettingRepeated = "setting-repeated"
	// CodeYAML: the settings file is not valid YAML.
	CodeYAML = "settings-yaml"
	// CodeVotesUnmatched: voters who are not in the roster.
	CodeVotesUnmatched = "votes-unmatched"
	// CodeVoterRepeated: a person cast several ballots, under a name and an ID perhaps; the latest counts.
	CodeVoterRepeated = "voter-repeated"
	// CodeVotesNotJoined: ballots carry IDs or names and none is found among the people: a question.
	CodeVotesNotJoined = "votes-not-joined"
	// CodePoolOnly: a table in a file of people who could join lists no people; it was not read.
	CodePoolOnly = "pool-only-people"
	// CodePoolSheet: the name of a sheet beside a panel says that its people could join.
	CodePoolSheet = "pool-sheet"
	// CodePersonNumbered: numbers that count rows were not taken for IDs of people between two tables.
	CodePersonNumbered = "person-row-number"
	// CodeVotesRounds: a vote was held in several rounds; which one counts is a question.
	CodeVotesRounds = "votes-rounds"
	// CodeHumRead: a table says how a room hummed; it holds no ballots.
	CodeHumRead = "hum-read"
	// CodeHumEmpty: no hum is noted, on a question or in the whole table.
	CodeHumEmpty = "hum-empty"
	// CodeHumUnreadable: a cell does not say how loud a hum was.
	CodeHumUnreadable = "hum-unreadable"
	// CodeCourse: how many parts, turns or outcomes a table gives.
	CodeCourse = "course-read"
	// CodeCourseAgain: the course of the session, or its length, is said twice; the first counts.
	CodeCourseAgain = "course-twice"
	// CodeCoursePerson: an agenda or a record of speaking names somebody who is not listed,
	// or not for sure.
	CodeCoursePerson = "course-person"
	// CodeCourseIssue: an agenda or an outcome names an issue that is not listed.
	CodeCourseIssue = "course-issue"
	// CodePosition: a fixed place in the speaking order is not understood, or given to two people.
	CodePosition = "speaking-position"
	// CodeVotesKinds: ballots of different kinds are counted together.
	CodeVotesKinds = "votes-kinds"
	// CodeVotesTogether: several tables are counted as one vote.
	CodeVotesTogether = "votes-together"
	// CodeIssueRepeated: an issue is listed twice.
	CodeIssueRepeated = "issue-repeated"
	// CodeIssueModerated: a statement was taken out of the vote by its moderators.
	CodeIssueModerated = "issue-moderated"
	// CodeVotesScale: two sheets of votes use different scales.
	CodeVotesScale = "votes-scale-differs"
)
