package ballots

import (
	"slices"
	"strings"

	"roundtable/importers/table"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// choice is what a choice column, or a part of a list, says.
type choice struct {
	issues []int           // one, several that share the place, or none
	gap    bool            // no issue, so that the place is skipped
	note   planner.Finding // what is odd about it, with a code
}

// namesRow reads a row whose cells name issues: the first one gets the first place.
func (r *reader) namesRow() {
	gap := false
	for _, col := range r.p.cols {
		text := r.text(col)
		choices, ok := r.choices[text]
		if !ok {
			choices = r.readChoices(r.row.Cell(col))
			remember(r.choices, text, choices)
		}
		for _, e := range choices {
			if e.note.Code != "" {
				r.note(e.note, col)
			}
			gap = r.place(e, col, gap) && r.p.separator == ""
		}
	}
	for i, m := range r.marks {
		if r.p.shape == ApprovalList && m != planner.Blank {
			r.marks[i] = 1
		}
	}
}

// place gives the issues of an entry the next place. Gap says that a place before it
// is blank; place reports whether there is a gap before the next one.
func (r *reader) place(e choice, col int, gap bool) bool {
	next := r.tiers + 1
	for _, i := range e.issues {
		r.room(i + 1)
		if r.marks[i] == planner.Blank {
			r.marks[i], r.tiers = next, next
		}
	}
	switch {
	case len(e.issues) == 0:
		return gap || e.gap
	case r.tiers < next && len(e.issues) == 1:
		name := r.cat.names[e.issues[0]]
		r.note(planner.Finding{
			Code: codeIssueRepeated, Form: "ballot", Severity: planner.Warning, Seen: vocabulary.Clean(name),
			Args: facts{"seen": planner.QuotedSome{Texts: []string{clip(name)}, Shown: 1}},
		}, col)
		return gap
	case gap:
		r.noteSkipped()
	}
	return false
}

func (r *reader) noteSkipped() {
	r.note(planner.Finding{Code: codeRankSkipped, Severity: planner.Note}, 0)
}

// unknown is the finding on a text that names no issue, in a cell or above a column.
func (r *reader) unknown(text, form string) planner.Finding {
	f := unreadable(codeIssueUnknown, form, text)
	if s := r.cat.closest(text); s != "" {
		f.Form, f.Args["near"] = form+"-near", clip(s)
	}
	return f
}

// readChoices decides what a cell means: a list, or one choice.
func (r *reader) readChoices(cell table.Cell) []choice {
	text := cell.Text
	switch {
	case r.p.separator != "":
	case !r.cat.closed && !r.p.ofDates && isDate(cell):
		return []choice{{gap: true, note: unreadable(codeRankDate, "issue", text)}}
	default:
		return []choice{r.readChoice(strings.TrimRight(text, "; \t\r\n"))} // "Option 2;" of Microsoft Forms
	}
	var out []choice
	if !isNothing(text) {
		for _, part := range r.opts.split(text, r.isName) {
			out = append(out, r.readPart(part))
		}
	}
	return out
}

// readPart decides what a part of a list means.
func (r *reader) readPart(part string) choice {
	names := []string{part}
	switch {
	case !r.cat.closed && r.opts.free[vocabulary.Fold(part)]:
		return choice{note: planner.Finding{
			Code: codeIssueWriteIn, Form: "list", Severity: planner.Warning, Args: facts{"answers": r.opts.freeNames()},
		}}
	case r.opts.separator == ">":
		names = splitList(part, "=") // a tie
	case r.p.legend[vocabulary.Fold(part)] != "":
		names[0] = r.p.legend[vocabulary.Fold(part)]
	}
	return r.named(part, r.findAll(names))
}

// readChoice decides what the text of a choice column means.
func (r *reader) readChoice(text string) choice {
	f := vocabulary.Fold(text)
	var issues []int
	if r.cat.closed {
		issues = r.findAll([]string{text})
	}
	switch {
	case vocabulary.Overvote.Is(f):
		return choice{note: planner.Finding{Code: codeOvervote, Severity: planner.Warning}}
	case vocabulary.Undervote.Is(f):
		return choice{gap: true, note: planner.Finding{Code: codeUndervote, Severity: planner.Note}}
	case issues == nil && isWrittenIn(text):
		return choice{note: unreadable(codeIssueWriteIn, "cell", text)}
	case issues == nil && isNothing(text):
		return choice{gap: true}
	case issues == nil:
		if issues = r.severalIn(text); issues == nil {
			issues = r.findAll([]string{text}) // which takes it in, if the catalogue is open
		}
	}
	return r.named(vocabulary.Clean(text), issues)
}

// named is the choice of a text that names issues, or none that is known.
func (r *reader) named(text string, issues []int) choice {
	e := choice{issues: issues}
	switch {
	case issues == nil:
		e.note = r.unknown(text, "cell")
	case len(issues) > 1:
		e.note = unreadable(codeRankShared, "", text)
	}
	return e
}

// severalIn splits a cell that names several issues ("A|B", "A\nB", "A//B").
// With an open catalogue only separators are trusted that names do not have.
func (r *reader) severalIn(text string) []int {
	for _, sep := range []string{"\n", "|", "//", ";", " / ", " & ", " = ", ","} {
		parts := splitList(text, sep)
		safe := r.cat.closed || sep == "|" || sep == "//" && !strings.Contains(text, "://") || r.namesParts(text, parts)
		if safe && len(parts) > 1 {
			if out := r.findAll(parts); out != nil {
				return out
			}
		}
	}
	return nil
}

// namesParts reports a cell such as "Trade, Climate" whose parts are all choices by
// themselves elsewhere, each more often than the whole.
func (r *reader) namesParts(text string, parts []string) bool {
	return !slices.ContainsFunc(parts, func(part string) bool {
		return r.p.named[vocabulary.Fold(part)] <= r.p.named[vocabulary.Fold(text)]
	})
}

// findAll returns the issues that texts name; nil unless each names one.
func (r *reader) findAll(parts []string) []int {
	var out []int
	for _, p := range parts {
		i, ok := r.cat.find(p)
		if !ok {
			return nil
		}
		out = append(out, i)
	}
	return out
}

func (r *reader) isName(text string) bool {
	if r.cat.closed {
		_, ok := r.cat.find(text)
		return ok
	}
	return r.opts.isName(text)
}
