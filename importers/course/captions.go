package course

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Captions in the formats WebVTT (W3C, https://www.w3.org/TR/webvtt1/) and SubRip: blocks
// of a line with two times and lines of text, with a blank line between them. Who speaks
// stands before the text ("Ana Lima: Thank you") or in a voice tag ("<v Ana Lima>Thank
// you"). A caption without a name goes on with the speaker before.

var (
	cueTimes = regexp.MustCompile(
		`^\s*((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})`,
	)
	voice = regexp.MustCompile(`^<v(?:\.[^\s>]*)?\s+([^>]+)>`)
	tag   = regexp.MustCompile(`<[^>]*>|\{\\[^}]*\}`)
)

// IsCaptions reports whether a text holds captions: it says so in its first line, or a line
// of times stands among its first lines.
func IsCaptions(text string) bool {
	text = strings.TrimPrefix(text, "\ufeff")
	if strings.HasPrefix(text, "WEBVTT") {
		return strings.Contains(text, "-->")
	}
	n := 0
	for line := range strings.Lines(text) {
		if cueTimes.MatchString(line) {
			return true
		}
		if n++; n > 8 {
			break
		}
	}
	return false
}

// CaptionLine is a line of captions and what it was read as.
type CaptionLine struct {
	Number int
	Class  string // "caption", "time", "blank" or "not used"
}

// captions are captions while they are read.
type captions struct {
	Speaking
	file    string
	lines   []CaptionLine
	blocks  []cue
	unnamed []planner.Ref
	heads   map[string]int // how often a text stands before a colon
}

// cue is one caption.
type cue struct {
	from, to int // in seconds, rounded
	line     int
	text     []string
}

// ReadCaptions reads captions: a record for each run of captions of one speaker.
func ReadCaptions(file, text string) (Speaking, []CaptionLine) {
	c := &captions{file: file, heads: make(map[string]int)}
	c.blocksOf(strings.TrimPrefix(text, "\ufeff"))
	for i := range c.blocks {
		for _, line := range c.blocks[i].text {
			head, _ := beforeColon(line)
			c.heads[head]++
		}
	}
	for i := range c.blocks {
		c.take(&c.blocks[i])
	}
	if len(c.unnamed) > 0 {
		c.Findings = append(c.Findings, planner.Finding{
			Code: CodeCaptions, Form: "unnamed", Severity: planner.Warning, Where: c.unnamed[0], Also: c.unnamed[1:],
			Args: facts{"n": len(c.unnamed)},
		})
	}
	return c.Speaking, c.lines
}

// blocksOf parts a text into captions; headers, notes and styles of WebVTT are none.
func (c *captions) blocksOf(text string) {
	number, open := 0, false
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		m := cueTimes.FindStringSubmatch(line)
		class := "not used"
		switch {
		case m != nil:
			c.blocks = append(c.blocks, cue{from: cueSeconds(m[1]), to: cueSeconds(m[2]), line: number})
			open, class = true, "time"
		case strings.TrimSpace(line) == "":
			open, class = false, "blank"
		case open && !isSound(line):
			last := &c.blocks[len(c.blocks)-1]
			last.text, class = append(last.text, line), "caption"
		}
		c.lines = append(c.lines, CaptionLine{number, class})
	}
}

// isSound reports a line that is no speech: "[Applause]", "(music)", "♪".
func isSound(line string) bool {
	text := plainText(line)
	first, last := firstRune(text), lastRune(text)
	return first == '♪' || first == '[' && last == ']' || first == '(' && last == ')' || first == '（' && last == '）'
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

// cueSeconds reads a time such as 00:01:02.500 or 01:02,500, rounded to seconds.
func cueSeconds(text string) int {
	whole, fraction, _ := strings.Cut(strings.ReplaceAll(text, ",", "."), ".")
	s := 0
	for _, part := range strings.Split(whole, ":") {
		n, _ := strconv.Atoi(part) // of digits alone
		s = 60*s + n
	}
	if fraction[0] >= '5' {
		s++
	}
	return s
}

// take adds a caption to the speech of who goes on, or begins another. A caption may hold
// the words of several, a line each; its time is then shared by words.
func (c *captions) take(b *cue) {
	var said []planner.Speech
	for _, line := range b.text {
		name, words := c.speakerOf(line)
		n := len(said)
		if name == "" && n == 0 && len(c.Speeches) > 0 {
			name = c.Speeches[len(c.Speeches)-1].Name
		}
		count := len(strings.Fields(words))
		if n > 0 && (name == "" || name == said[n-1].Name) {
			said[n-1].Words += count
			continue
		}
		said = append(said, planner.Speech{Name: name, Words: count})
	}
	total, given, words := max(b.to-b.from, 0), 0, 0
	for _, x := range said {
		words += x.Words
	}
	for i := range said {
		x := &said[i]
		x.Where = planner.Ref{File: c.file, Cell: "line " + strconv.Itoa(b.line)}
		share := total - given
		if i < len(said)-1 && words > 0 {
			share = total * x.Words / words
		}
		x.At, x.Seconds, x.Turns = planner.LimitOf(b.from+given), planner.LimitOf(share), 1
		given += share
		c.add(x)
	}
}

// add joins what one speaker says in a row.
func (c *captions) add(x *planner.Speech) {
	if x.Name == "" {
		c.unnamed = append(c.unnamed, x.Where)
	}
	if n := len(c.Speeches); n > 0 && c.Speeches[n-1].Name == x.Name {
		last := &c.Speeches[n-1]
		last.Seconds.N += x.Seconds.N
		last.Words += x.Words
		return
	}
	c.Speeches = append(c.Speeches, *x)
}

// speakerOf parts a line of a caption into who speaks and what is said. A single word
// before a colon is a name where it is in capitals or comes again: "Question: who pays?"
func (c *captions) speakerOf(line string) (name, words string) {
	if m := voice.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
		return vocabulary.Clean(m[1]), tag.ReplaceAllString(strings.TrimSpace(line)[len(m[0]):], "")
	}
	head, rest := beforeColon(line)
	single := !strings.Contains(head, " ") && strings.ToLower(head) != strings.ToUpper(head)
	if !isNameLike(head) || single && head != strings.ToUpper(head) && c.heads[head] < 2 {
		return "", plainText(line)
	}
	return strings.Trim(head, "[]() "), rest
}

func plainText(line string) string {
	return vocabulary.Clean(strings.TrimLeft(tag.ReplaceAllString(line, ""), "->– "))
}

// beforeColon parts a line at its first colon, empty where it has none or a time.
func beforeColon(line string) (head, rest string) {
	line = plainText(line)
	for _, colon := range []string{": ", "：", "):", "]:"} {
		if head, rest, ok := strings.Cut(line, colon); ok {
			return head, strings.TrimSpace(rest)
		}
	}
	if head, ok := strings.CutSuffix(line, ":"); ok {
		return head, ""
	}
	return "", line
}

// isNameLike reports whether a text may be a name: a few words that begin with a capital,
// a number, or a letter of a script without capitals; or a particle.
func isNameLike(head string) bool {
	words := strings.Fields(strings.Trim(head, "[]()"))
	return len(words) > 0 && len(words) <= 6 && len(head) <= 60 && !strings.ContainsAny(head, "?!;,\"“”") &&
		!slices.ContainsFunc(words, func(w string) bool {
			first, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "'’("))
			return unicode.IsLower(first) && !vocabulary.NameParticle.Is(w) ||
				!unicode.IsLetter(first) && !unicode.IsDigit(first)
		}) && !strings.ContainsAny(head[:1], "0123456789")
}
