// Package elections reads and writes the text formats in which elections are
// kept and exchanged: PrefLib (.soc .soi .toc .toi .cat, and the form used before
// 2022), Pabulib (.pb), .blt with David Hill's form of it, Condorcet election
// format (.cvotes, and lines such as "3: A > B = C"), Debian tally sheets and
// CIVS ballots.
//
// [Read] recognises a format by content. What holds for all of them:
//
//   - An issue is what the file gives a number or an ID of its own. Issues of the
//     same name stay different, and are shown with that number.
//   - Marks of rankings are dense tiers from 1. A ballot that names nothing stays,
//     as an abstention.
//   - Every line has one class, and the classes add up to the lines, see
//     [Account]. Whatever the file says that is not used is named there.
//   - What is left out, assumed or contradictory is a finding: one a kind, with
//     all its lines.
//
// [WritePrefLib], [WriteBLT] and [WritePabulib] write the formats other tools
// read, so that a result can be recounted elsewhere.
package elections

import (
	"path/filepath"
	"strings"

	"roundtable/planner"
)

// Votes is what an election file says.
type Votes struct {
	// Format is "preflib", "pabulib", "blt", "cvotes", "debian" or "civs".
	Format string
	Title  string
	// Seats is the number of places to fill; 0 where the file does not say.
	Seats  int
	Issues []planner.Issue
	// Ballots mark Issues in their order.
	Ballots *planner.Ballots
	Account Account
	// Findings is what was noticed, errors first.
	Findings []planner.Finding
}

// Account says what became of every line and of every field.
type Account struct {
	// Lines is the number of lines; Classes counts them by class: "header" (what
	// the file says of itself, names, the end mark), "body" (ballots), "comment",
	// "blank", "unread" (a finding says why). The classes add up to Lines.
	Lines   int
	Classes map[string]int
	// Unused are the fields that do not enter the votes.
	Unused []Unused
}

// Unused are fields that do not enter the votes, such as "VOTES age", and why.
type Unused struct {
	Fields []string
	Why    string
}

// NoElection says that a text is in none of the formats.
type NoElection struct {
	Reason string
	// Claimed reports that the file's name ends as one of the formats does.
	Claimed bool
}

// Read reads votes from a text. The content alone decides; name is used in
// findings. Faulty lines are error findings, all of them at once; what the other
// lines say is in the votes. A text in none of the formats has no votes, but the
// reason.
func Read(name, text string) (*Votes, *NoElection) {
	no := &NoElection{Reason: "it is in none of the formats of election files"}
	text = strings.TrimPrefix(text, "\ufeff")
	if strings.IndexByte(text, 0) >= 0 {
		return nil, no
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	ext := strings.ToLower(filepath.Ext(name))
	for _, f := range formats {
		why := f.lacks(lines)
		if why == "" {
			e := newElection(filepath.Base(name), f.name, lines)
			f.read(e)
			e.note(kind{codeVotesShape, f.form, planner.Note}, 0, "")
			return e.finish(), nil
		}
		if !no.Claimed && ext != "" && strings.Contains(f.endings, ext+" ") {
			no.Claimed, no.Reason = true, why
		}
	}
	return nil, no
}

// formats are tried in this order; the stricter come first. The form is that of the
// finding which tells the format; the function lacks says what a text lacks to be in it.
var formats = []struct {
	name, endings, form string
	lacks               func(lines []string) string
	read                func(e *election)
}{
	{"preflib", ".soc .soi .toc .toi .cat ", "preflib", lacksPrefLib, readPrefLib},
	{"preflib", "", "preflib-before-2022", lacksOldPrefLib, readOldPrefLib},
	{"pabulib", ".pb ", "pabulib", lacksPabulib, readPabulib},
	{"blt", ".blt .hil ", "blt", lacksBLT, readBLT},
	{"debian", "", "debian", lacksDebian, readDebian},
	{"cvotes", ".cvotes ", "cvotes", lacksCVotes, readCVotes},
	{"civs", "", "civs", lacksCIVS, readCIVS},
}
