// Package ballots turns sheets and texts that hold votes into
// [planner.Ballots]: it decides which shape the votes have, says why, and reads
// them without dropping or guessing anything in silence.
//
// # How a sheet is read
//
// [Recognise] takes the meanings of the columns from the model of the sheet and
// collects every block of columns that could be the vote: choice columns, issue
// columns, a list in one cell, one choice in a cell, the long format, issues as
// rows. A table of rules tells a block's shape by its cells and its question; each
// block carries its evidence in words. One block is taken and the evidence stated
// as a finding; where two fit, the [Recognition] has an error finding that names
// the flag (--shape or --votes) and nothing is read. [Read] then streams the rows
// once or twice and yields [Votes].
//
// Columns that look like a vote and were not read are said, with the flag that
// reads them: facts such as months, distances and prices, what people use or have,
// consent, names on both axes, empty forms, what stands beside columns of unknown
// meaning, and what is headed as a vote while its cells are none. Several questions
// put to the same issues are several blocks, never one. How loud a room hummed for and
// against is no ballot, and is read elsewhere.
//
// # What holds for every shape
//
//   - Only the order of rank numbers matters: 2, 4, 5 is 1, 2, 3. Equal numbers
//     are a tie. Marks of rankings are therefore dense tiers from 1.
//   - Blank is not zero: an issue without an answer is [planner.Blank]; a row
//     without any answer stays as a blank ballot. It is an abstention only if the
//     form says so. In a poll for a date (yes, if need be, no: 2, 1, 0) a blank is
//     a no where no cell says no.
//   - Who abstains, passes, does not know or has no opinion gives no answer, in every
//     shape: the cell counts neither way. Who is neutral, indifferent or undecided
//     answers in the middle of yes and no or of levels that have one; among ranks and
//     scores nothing is in the middle, and these words give no answer.
//   - One odd cell decides nothing: a mark below 0 among others, 999 on a scale to
//     5, a rank of 2.5 and a date among ranks are named and do not count. Points
//     below 0 leave out their ballot, and so do weights that are 0, below it, or no
//     number.
//   - Which end of the numbers is best is read from the question and from the title
//     above the table. Where every ballot has one 0 and nothing says what it is, 0 is
//     the first place, with a warning.
//   - A date among choices is no issue, nor is an answer behind "Other:".
//   - Overvotes, skipped and repeated ranks, ranks out of range, unknown issues
//     and an issue named twice on one ballot are findings that list the cells.
//     What is left of the ballot counts.
//   - Spellings that differ in capitals alone are one issue; two columns of one name
//     are refused. Answers that voters wrote in themselves are named and are no
//     issues. A text that is no stakeholder group leaves the group unknown, unless
//     the column holds terms of its own throughout.
//   - Issues that come from headers keep the order of the columns; issues that
//     come from cells are put in natural alphabetical order, so that the order
//     of the rows changes nothing.
//   - Up to [MergeAbove] rows each row is a ballot with its voter and place.
//     Above it identical ballots of one group are merged with their Count, so
//     that memory follows the distinct ballots; voters who voted twice are
//     still found (by 64-bit hashes) and their ballots kept apart.
//
// Texts in the formats of election files are read by package elections.
package ballots
