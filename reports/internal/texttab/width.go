// Package texttab lays out text for a fixed-width screen: it measures, wraps
// and pads by what a terminal shows (a Chinese character takes two columns, a
// combining accent none, an emoji of several code points two), breaks lines
// where Unicode allows it, and aligns tables within a given width. A table that
// cannot fit even when wrapped is set as a list of "column: value" lines.
package texttab

import (
	"strings"

	"github.com/rivo/uniseg"
)

// Width is the number of terminal columns s takes.
func Width(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] >= 0x7f {
			return uniseg.StringWidth(s)
		}
	}
	return len(s)
}

// Wrap breaks s into lines of at most width columns at the places Unicode
// Standard Annex 14 allows; a single word longer than a line is broken between
// characters as a reader sees them. Line breaks in s are kept, white space at
// the ends of lines is not. There is always at least one line. A width below 1
// counts as 1; a character that is wider than the line has a line of its own.
func Wrap(s string, width int) []string {
	width = max(width, 1)
	var lines []string
	for _, paragraph := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		lines = append(lines, wrapParagraph(strings.TrimSpace(paragraph), width)...)
	}
	return lines
}

func wrapParagraph(s string, width int) []string {
	if Width(s) <= width {
		return []string{s}
	}
	var lines []string
	line, state := "", -1
	for s != "" {
		var segment string
		segment, s, _, state = uniseg.FirstLineSegmentInString(s, state)
		word := strings.TrimRight(segment, " \t")
		gap := segment[len(word):]
		if line != "" && Width(line)+Width(word) > width {
			lines = append(lines, strings.TrimRight(line, " \t"))
			line = ""
		}
		for Width(word) > width {
			var head string
			head, word = splitAt(word, width)
			lines = append(lines, head)
		}
		line += word + gap
	}
	if line = strings.TrimRight(line, " \t"); line != "" {
		lines = append(lines, line)
	}
	return lines
}

// splitAt cuts s after as many whole grapheme clusters as fit into width
// columns, at least one.
func splitAt(s string, width int) (head, tail string) {
	used, cut, state := 0, 0, -1
	rest := s
	for rest != "" {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if cut > 0 && used+w > width {
			break
		}
		used += w
		cut += len(cluster)
	}
	return s[:cut], s[cut:]
}
