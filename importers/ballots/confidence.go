package ballots

// How sure a reading of the votes is, from 0 (no votes) to 1 (beyond doubt). The
// numbers order the readings of one sheet and are held against the two bounds of
// package importers: from 0.75 on columns are votes whatever else is on the
// sheet, from 0.5 on if nothing else is. They were set by judgement, so that the
// collected sheets are read as people read them; they are no probabilities.
const (
	unmistakable = 0.95 // words for ranks, a column a choice, a row a voter and issue
	veryLikely   = 0.9  // lists with arrows; a report of results
	wellFounded  = 0.85 // the numbers of most rows tell (1 to k, one sum), or the question does
	likely       = 0.8  // one sign that little else gives: hum words, levels, 0 to k-1
	barelySure   = 0.75 // just enough beside other columns: numbers from -1 to 1, full lists in their own order
	suggestive   = 0.7  // crosses and ticks, which also mark who came
	plausible    = 0.6  // ranks with ties or gaps, which are scores as easily; what the user named
	leaning      = 0.55 // lists that the question asks to choose from; ranks without a 1 in most rows
	threeMarks   = 0.52 // three columns of yes and no, or of 1 and 0
	possible     = 0.5  // votes if nothing else is on the sheet
	twoMarks     = 0.4  // two columns of yes and no may be anything
)

// What changes a confidence.
const (
	votersBonus  = 0.03 // some column says who voted
	gridBonus    = 0.1  // the columns share a question
	stemBonus    = 0.1  // the question speaks of voting; counts for the order only
	knownBonus   = 0.3  // the columns are headed by issues listed elsewhere
	oneRowMalus  = 0.3  // a single row proves little
	rivalsWithin = 0.08 // readings closer than this ask the user which is meant
)
