package ballots

import (
	"encoding/binary"
	"slices"
	"strings"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// choice is what a cell of a choice column says.
type choice struct {
	kind   choiceKind
	issue  int
	issues []int // for several
	text   string
}

type choiceKind uint8

// tie marks an issue that shares its place with the one before it.
const tie = 1 << 15

// choiceRow reads a row of choice columns; the payload lists the issues in
// order.
func (w *worker) choiceRow() {
	w.now++
	w.order = w.order[:0]
	gap := false
	for _, col := range w.r.p.cols {
		f := w.field(col)
		if len(f) == 0 {
			gap = true
			continue
		}
		if i, ok := w.plain.get(f); ok && !gap && w.mention(int(i)) {
			w.order = append(w.order, uint16(i))
			continue
		}
		c, ok := w.choices[string(f)]
		if !ok {
			c = w.learnChoice(string(f))
		}
		gap = w.oddChoice(c, col, gap)
	}
	w.writeOrder()
}

func (w *worker) skipped() {
	w.note(note{
		code: codeRankSkipped, severity: planner.Note,
		text: "ranks are skipped; only the order of the others counts",
	}, 0)
}

// mention notes that the row names an issue, and reports whether it does so for
// the first time.
func (w *worker) mention(issue int) bool {
	for issue >= len(w.stamp) {
		w.stamp = append(w.stamp, 0)
	}
	if w.stamp[issue] == w.now {
		return false
	}
	w.stamp[issue] = w.now
	return true
}

// oddChoice handles what the fast path of choiceRow does not.
func (w *worker) oddChoice(c choice, col int, gap bool) bool {
	switch c.kind {
	case oneIssue:
		if w.mention(c.issue) {
			if gap {
				w.skipped()
			}
			w.order = append(w.order, uint16(c.issue))
			return false
		}
		w.note(note{
			code: codeIssueRepeated, severity: planner.Warning,
			text: "an issue is named twice on one ballot; the first mention counts", seen: c.text,
		}, col)
	case severalIssues:
		w.note(note{
			code: codeRankShared, severity: planner.Warning, seen: c.text,
			text: quote(c.text) + " names several issues in one cell; they share the place",
			fix:  "one issue in each cell, unless a tie is meant",
		}, col)
		if gap {
			w.skipped()
		}
		first := true
		for _, i := range c.issues {
			if !w.mention(i) {
				continue
			}
			x := uint16(i)
			if !first {
				x |= tie
			}
			first = false
			w.order = append(w.order, x)
		}
		return false
	case overvote:
		w.note(note{
			code: codeOvervote, severity: planner.Warning,
			text: "overvotes: the source says that more than one issue was marked at this place; " +
				"the place counts as blank",
		}, col)
	case undervote:
		w.note(note{code: codeUndervote, severity: planner.Note, text: "places marked as not used count as blank"}, col)
		return true
	case unknownIssue:
		w.noteUnknown(c.text, col)
	case blankChoice:
		return true
	}
	return gap
}

func (w *worker) noteUnknown(text string, col int) {
	fix := "correct the cell, or add it to the list of issues"
	if s := w.r.cat.closest(text); s != "" {
		fix = "did you mean " + quote(s) + "?"
	}
	w.note(note{
		code: codeIssueUnknown, severity: planner.Warning, seen: text,
		text: quote(text) + " is not among the listed issues and does not count", fix: fix,
	}, col)
}

// learnChoice decides what a cell of a choice column means.
func (w *worker) learnChoice(text string) choice {
	c := w.readChoice(text)
	if len(w.choices) < maxCached {
		w.choices[text] = c
		if c.kind == oneIssue {
			w.plain.put(text, int32(c.issue))
		}
	}
	return c
}

func (w *worker) readChoice(text string) choice {
	text = strings.TrimRight(text, "; \t\r\n") // "Option 2;" of Microsoft Forms
	f := vocabulary.Fold(text)
	c := choice{text: vocabulary.Clean(text)}
	switch {
	case vocabulary.Overvote.Is(f):
		c.kind = overvote
		return c
	case vocabulary.Undervote.Is(f):
		c.kind = undervote
		return c
	}
	cat := w.r.cat
	if cat.closed {
		if i, ok := cat.find(text); ok {
			c.kind, c.issue = oneIssue, i
			return c
		}
	}
	if isNothing(text) {
		return c
	}
	if several := w.severalIn(text); several != nil {
		c.kind, c.issues = severalIssues, several
		return c
	}
	if cat.closed && !vocabulary.WriteIn.Is(f) || cat.count() >= maxIssues {
		c.kind = unknownIssue
		return c
	}
	if i, ok := cat.find(text); ok {
		c.kind, c.issue = oneIssue, i
	} else {
		c.kind = unknownIssue
	}
	return c
}

// severalIn splits a cell that names several issues ("A|B", "A\nB", "A//B").
// With an open catalogue only separators are trusted that names do not have.
func (w *worker) severalIn(text string) []int {
	for _, sep := range []string{"\n", "|", "//", ";", " / ", " & ", " = ", ", "} {
		parts := splitList(text, sep)
		if sep == ", " {
			parts = strings.Split(text, ",")
		}
		if len(parts) < 2 || !w.r.cat.closed && sep != "|" && (sep != "//" || strings.Contains(text, "://")) {
			continue
		}
		var out []int
		for _, p := range parts {
			i, ok := w.r.cat.find(strings.TrimSpace(p))
			if !ok {
				out = nil
				break
			}
			out = append(out, i)
		}
		if out != nil {
			return out
		}
	}
	return nil
}

func (w *worker) writeOrder() {
	for _, x := range w.order {
		w.b.arena = binary.LittleEndian.AppendUint16(w.b.arena, x)
	}
}

// listRow reads a list cell; the payload lists the issues in order.
func (w *worker) listRow() {
	w.now++
	w.order = w.order[:0]
	col := w.r.p.cols[0]
	f := w.field(col)
	list, ok := w.lists[string(f)]
	if !ok {
		list = w.learnList(string(f))
	}
	for _, c := range list {
		if c.kind == oneIssue && w.mention(c.issue) {
			w.order = append(w.order, uint16(c.issue))
			continue
		}
		w.oddChoice(c, col, false)
	}
	if w.r.p.shape == ApprovalList {
		slices.Sort(w.order)
	}
	w.writeOrder()
}

func (w *worker) learnList(text string) []choice {
	var out []choice
	if !isNothing(text) {
		isName := func(s string) bool {
			if w.r.cat.closed {
				_, ok := w.r.cat.find(s)
				return ok
			}
			_, ok := w.r.opts.names[vocabulary.Fold(s)]
			return ok
		}
		for _, part := range w.r.opts.split(text, isName) {
			c := choice{kind: unknownIssue, text: part}
			if i, ok := w.r.cat.find(part); ok && i < maxIssues {
				c.kind, c.issue = oneIssue, i
			}
			out = append(out, c)
		}
	}
	if len(w.lists) < maxCached {
		w.lists[text] = out
	}
	return out
}
