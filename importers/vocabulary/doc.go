// Package vocabulary knows the words of multistakeholder meetings: what a
// column header means, how a value is written in the field's terms, which
// words stand for a missing value or for a rank, and which regional group a
// country belongs to.
//
// Every function is pure: text in, match out. A match says how it was reached
// ([Exact], [Alias], [Near], [Ambiguous] …) so that the caller can take what is
// certain, ask about what is not, and never guess. Texts are compared after
// [Fold]; what is shown to people keeps its original spelling.
//
// The words themselves are data: the files of the folder words, a list or a few
// that belong together in each, a line a meaning and a language. A word or a
// language is added there without a line of Go; a test tells what is wrong with
// it. They are given in English, French, Spanish, Portuguese, German, Russian,
// Arabic and Chinese, and for rosters and simple votes in Italian, Dutch, Polish,
// Turkish, Ukrainian, Norwegian, Swedish, Japanese, Korean, Indonesian and
// Swahili too. Country names come from the Unicode CLDR (through
// golang.org/x/text) and an own list of short forms and of names changed since
// 2017.
package vocabulary
