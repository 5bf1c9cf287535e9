// Package yamlfile parses YAML that people write by hand: settings and rules. The
// parser below it takes a minute and gigabytes for a few thousand brackets, each
// within the one before, so that size and depth are bounded before it sees the text.
package yamlfile

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"roundtable/importers/table"
)

// ErrParser is the error where the parser fails on a text in a way it does not explain.
var ErrParser = errors.New("this cannot be understood; write lines of the form \"key: value\"")

// Parse checks the size and the depth of a text and parses it. Name is that of the file
// in a [table.LimitError]; any other error is about the YAML.
func Parse(limits table.Limits, name string, text []byte, opts ...parser.Option) (f *ast.File, err error) {
	const long = "the file is too long to be written by hand"
	if err := limits.Over(table.YAML, int64(len(text)), name, "", long); err != nil {
		return nil, err
	}
	if line, depth := deepest(text); depth > 0 {
		what := fmt.Sprintf("brackets or lines stand %d deep within each other", depth)
		if err := limits.Over(table.Depth, int64(depth), name, "line "+strconv.Itoa(line), what); err != nil {
			return nil, err
		}
	}
	defer func() {
		if recover() != nil { // by a text that no test of the parser has
			f, err = nil, ErrParser
		}
	}()
	return parser.ParseBytes(text, 0, opts...)
}

// deepest returns how deep the parts of a text stand within each other at most, and the
// line where: open brackets, lines indented more than those above, and the dashes, question
// marks and keys that begin a line one behind the other. Brackets in quoted texts count
// too, which is more than there is.
func deepest(text []byte) (line, depth int) {
	var indents []int
	open, number := 0, 0
	deeper := func(now int) {
		if now > depth {
			line, depth = number, now
		}
	}
	for row := range bytes.Lines(text) {
		number++
		body := bytes.TrimLeft(row, " \t")
		if rest := bytes.TrimSpace(body); len(rest) == 0 || rest[0] == '#' {
			continue
		}
		indent := len(row) - len(body)
		for len(indents) > 0 && indents[len(indents)-1] >= indent {
			indents = indents[:len(indents)-1]
		}
		indents = append(indents, indent)
		deeper(len(indents) + open)
		marks := 0
		for i, c := range body {
			switch c {
			case '[', '{':
				open++
			case ']', '}':
				open = max(0, open-1)
			case '-', '?':
				if beginsPart(body, i) {
					marks++
				}
			}
			deeper(len(indents) + open + marks)
		}
	}
	return line, depth
}

// beginsPart reports whether the sign at i is one of those that begin a line one behind the
// other.
func beginsPart(body []byte, i int) bool {
	ends := i+1 < len(body) && (body[i+1] == ' ' || body[i+1] == '\t')
	return ends && len(bytes.Trim(body[:i], "-? \t")) == 0
}
