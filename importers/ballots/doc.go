// Package ballots turns sheets and texts that hold votes into
// [planner.Ballots]: it decides which shape the votes have, says why, and reads
// them without dropping or guessing anything in silence.
//
// # How a sheet is read
//
// [Recognise] samples the first rows, classifies the columns (voter, group,
// time, count, weight, vote) and collects every block of columns that could be
// the vote: choice columns, issue columns, a list in one cell, the long format,
// issues as rows. Each block carries its evidence in words. One block is taken
// and the evidence stated as a finding; where two fit, the [Recognition] has an
// error finding that names the flag (--shape or --votes) and nothing is read.
// [Read] then streams the rows once or twice and yields [Votes].
//
// # What holds for every shape
//
//   - Only the order of rank numbers matters: 2, 4, 5 is 1, 2, 3. Equal numbers
//     are a tie. Marks of rankings are therefore dense tiers from 1.
//   - Blank is not zero: an issue without an answer is [planner.Blank]; a row
//     without any answer stays as a blank ballot (an abstention).
//   - Overvotes, skipped and repeated ranks, ranks out of range, unknown issues
//     and an issue named twice on one ballot are findings that list the cells.
//     What is left of the ballot counts.
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
