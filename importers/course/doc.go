// Package course reads tables and texts about the course of a meeting:
//
//   - an agenda: parts with their minutes (or the times they begin and end at), kinds and
//     issues; rows of a part that name its speakers, with a fixed place, how they take part
//     and who has withdrawn; rows that say the length and the beginning of the session;
//   - who spoke for how long: seconds, minutes and seconds, the times of beginning and end,
//     or counts of words and turns;
//   - captions (WebVTT and SubRip) that name their speakers;
//   - what was agreed: the wording, its status and the goals for each issue.
//
// A table is recognised by what its columns hold, not by its name alone: headings in the
// words of package vocabulary (words/course*.tsv), and cells that are lengths of time. The
// package knows no people and no list of issues: names and issues are given as written,
// and package importers finds whom and what they mean. A cell that is not understood is a
// finding that names it; what it says is left out, the rest of its row counts.
//
// [PositionColumn] is for lists of people, which may fix places in the speaking order too.
package course

import (
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// The codes of the findings.
const (
	// CodeCell: a cell is no length, time, kind, place, or goal.
	CodeCell = "course-cell"
	// CodeUnits: how lengths of time with a colon were read, where they could be read in two ways.
	CodeUnits = "course-units"
	// CodeClock: the times of an agenda do not follow each other, or are of several days.
	CodeClock = "course-clock"
	// CodeCaptions: parts of captions say nobody who speaks.
	CodeCaptions = "course-captions"
)

const (
	agendaSheet   vocabulary.List = "course-sheets/agenda"
	speakingSheet vocabulary.List = "course-sheets/speaking"
	outcomeSheet  vocabulary.List = "course-sheets/outcome"

	partColumn      vocabulary.List = "course/part"
	titleColumn     vocabulary.List = "course/title"
	minutesColumn   vocabulary.List = "course/minutes"
	kindColumn      vocabulary.List = "course/kind"
	issuesColumn    vocabulary.List = "course/issues"
	speakerColumn   vocabulary.List = "course/speaker"
	positionColumn  vocabulary.List = "course/position"
	modeColumn      vocabulary.List = "course/mode"
	withdrawnColumn vocabulary.List = "course/withdrawn"
	secondsColumn   vocabulary.List = "course/seconds"
	wordsColumn     vocabulary.List = "course/words"
	turnsColumn     vocabulary.List = "course/turns"
	textColumn      vocabulary.List = "course/text"
	statusColumn    vocabulary.List = "course/status"
	goalsColumn     vocabulary.List = "course/goals"

	lengthRow vocabulary.List = "course-words/row: length"
	startRow  vocabulary.List = "course-words/row: start"
	endRow    vocabulary.List = "course-words/row: end"
	dayColumn vocabulary.List = "slots/day"

	secondWords vocabulary.List = "agenda/second"
	minuteWords vocabulary.List = "agenda/minute"
	hourWords   vocabulary.List = "agenda/hour"
	restWords   vocabulary.List = "agenda/rest"
	aboutWords  vocabulary.List = "agenda/about"
	totalWords  vocabulary.List = "agenda/total"
	partlyWords vocabulary.List = "agenda/subtotal"
)

// Speaker is somebody an agenda names, as written.
type Speaker struct {
	Name string
	// Position is the fixed place in the speaking order, 0 for none.
	Position   int
	Attendance string // in the terms of [planner.Attendance], empty where not said
	Withdrawn  bool
	Minutes    int // of the row that names this speaker alone, 0 where not said
	Where      planner.Ref
}
