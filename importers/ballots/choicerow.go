package ballots

import (
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// choice is what a cell of a choice column, or an entry of a list, says.
type choice struct {
	kind   choiceKind
	issues []int // one, or several that share the place
	text   string
}

type choiceKind uint8

const (
	noChoice choiceKind = iota
	issueChoice
	freeAnswer
	overvote
	undervote
	unknownIssue
)

// choiceRow reads a row of choice columns.
func (r *reader) choiceRow() {
	gap := false
	for _, col := range r.p.cols {
		text := r.text(col)
		known, ok := r.choices[text]
		if !ok {
			known = []choice{r.readChoice(text)}
			remember(r.choices, text, known)
		}
		gap = r.take(known[0], col, gap)
	}
}

// listRow reads a list cell.
func (r *reader) listRow() {
	col := r.p.cols[0]
	text := r.text(col)
	list, ok := r.choices[text]
	if !ok {
		list = r.readList(text)
		remember(r.choices, text, list)
	}
	for _, c := range list {
		r.take(c, col, false)
	}
	if r.p.shape == ApprovalList {
		for i, m := range r.marks {
			if m != planner.Blank {
				r.marks[i] = 1
			}
		}
	}
}

// take gives a choice the next place. Gap says that a place before it is blank;
// take reports whether there is a gap before the next choice.
func (r *reader) take(c choice, col int, gap bool) bool {
	switch c.kind {
	case issueChoice:
		return r.takeIssues(c, col, gap)
	case overvote:
		r.note(planner.Finding{
			Code: codeOvervote, Severity: planner.Warning,
			Text: "overvotes: the source says that more than one issue was marked at this place; " +
				"the place counts as blank",
		}, col)
	case undervote:
		r.note(planner.Finding{Code: codeUndervote, Severity: planner.Note, Text: "places marked as not used count as blank"}, col)
		return true
	case unknownIssue:
		r.noteUnknown(c.text, "it does not count", place{r.row.Number, col})
	case freeAnswer:
		r.note(planner.Finding{
			Code: codeIssueWriteIn, Severity: planner.Warning, Seen: "",
			Text: "answers that voters wrote in themselves are no issues and do not count: " + r.opts.freeNames(),
			Fix:  "to count one of them, list the issues in a sheet or file of their own",
		}, col)
	case noChoice:
		return true
	}
	return gap
}

func (r *reader) takeIssues(c choice, col int, gap bool) bool {
	place := r.tiers + 1
	for _, i := range c.issues {
		r.room(i + 1)
		if r.marks[i] == planner.Blank {
			r.marks[i], r.tiers = place, place
		}
	}
	switch {
	case len(c.issues) > 1:
		r.note(planner.Finding{
			Code: codeRankShared, Severity: planner.Warning, Seen: c.text,
			Text: quote(c.text) + " names several issues in one cell; they share the place",
			Fix:  "one issue in each cell, unless a tie is meant",
		}, col)
	case r.tiers < place:
		r.note(planner.Finding{
			Code: codeIssueRepeated, Severity: planner.Warning,
			Text: "an issue is named twice on one ballot; the first mention counts", Seen: c.text,
		}, col)
		return gap
	}
	if gap {
		r.noteSkipped()
	}
	return false
}

func (r *reader) noteSkipped() {
	r.note(planner.Finding{
		Code: codeRankSkipped, Severity: planner.Note,
		Text: "ranks are skipped; only the order of the others counts",
	}, 0)
}

func (r *reader) noteUnknown(text, so string, at place) {
	fix := "correct the text, or add it to the list of issues"
	if s := r.cat.closest(text); s != "" {
		fix = "did you mean " + quote(s) + "?"
	}
	r.notes.add(planner.Finding{
		Code: codeIssueUnknown, Severity: planner.Warning, Seen: text,
		Text: quote(text) + " is not among the listed issues; " + so, Fix: fix,
	}, at)
}

// readChoice decides what the text of a choice column means.
func (r *reader) readChoice(text string) choice {
	text = strings.TrimRight(text, "; \t\r\n") // "Option 2;" of Microsoft Forms
	f := vocabulary.Fold(text)
	c := choice{kind: issueChoice, text: vocabulary.Clean(text)}
	switch {
	case vocabulary.Overvote.Is(f):
		c.kind = overvote
		return c
	case vocabulary.Undervote.Is(f):
		c.kind = undervote
		return c
	}
	one := []string{text}
	if r.cat.closed {
		c.issues = r.findAll(one)
	}
	if c.issues == nil && isNothing(text) {
		return choice{}
	}
	if c.issues == nil {
		c.issues = r.severalIn(text)
	}
	if c.issues == nil {
		c.issues = r.findAll(one) // which takes it in, if the catalogue is open
	}
	if c.issues == nil {
		c.kind = unknownIssue
	}
	return c
}

// severalIn splits a cell that names several issues ("A|B", "A\nB", "A//B").
// With an open catalogue only separators are trusted that names do not have.
func (r *reader) severalIn(text string) []int {
	for _, sep := range []string{"\n", "|", "//", ";", " / ", " & ", " = ", ","} {
		safe := r.cat.closed || sep == "|" || sep == "//" && !strings.Contains(text, "://")
		if !safe && !r.namesParts(text, sep) {
			continue
		}
		if parts := splitList(text, sep); len(parts) > 1 {
			if out := r.findAll(parts); out != nil {
				return out
			}
		}
	}
	return nil
}

// namesParts reports a cell such as "Trade, Climate" whose parts are all choices by
// themselves elsewhere, each more often than the whole.
func (r *reader) namesParts(text, sep string) bool {
	parts := splitList(text, sep)
	return len(parts) > 1 && !slices.ContainsFunc(parts, func(part string) bool {
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

// readList decides what the entries of a list cell mean.
func (r *reader) readList(text string) []choice {
	if isNothing(text) {
		return nil
	}
	var out []choice
	for _, part := range r.opts.split(text, r.isName) {
		if !r.cat.closed && r.opts.free[vocabulary.Fold(part)] {
			out = append(out, choice{kind: freeAnswer, text: part})
			continue
		}
		names := []string{part}
		if r.opts.separator == ">" {
			names = splitList(part, "=") // a tie
		}
		c := choice{kind: issueChoice, text: part, issues: r.findAll(names)}
		if c.issues == nil {
			c.kind = unknownIssue
		}
		out = append(out, c)
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
