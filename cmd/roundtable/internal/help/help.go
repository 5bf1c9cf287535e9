// Package help writes the help of a command, for the screen and as a page of the manual.
//
// Options are grouped by the question that they answer. Those that most people need are
// shown; the others with --help-all, and in the manual. A flag says its question and
// whether it is rare with [Mark]; what says nothing is about what comes out.
//
// On the screen, prose is laid out anew for its width; indented lines (commands to type)
// stay as they are. Options stand in two columns, counted in columns of the screen, not in
// bytes; one that is wider than its column has a line of its own.
package help

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rivo/uniseg"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// All is the name of the flag that shows every option.
const All = "help-all"

// The keys of annotations of flags.
const (
	questionKey = "question"
	rareKey     = "rare"
)

// Mark says of flags which question they answer, and whether few people need them.
func Mark(fs *pflag.FlagSet, question string, rare bool, names ...string) {
	for _, name := range names {
		f := fs.Lookup(name)
		annotate(f, questionKey, question)
		if rare {
			Rare(f)
		}
	}
}

// Rare says of a flag that few people need it.
func Rare(f *pflag.Flag) { annotate(f, rareKey) }

func annotate(f *pflag.Flag, key string, values ...string) {
	if f.Annotations == nil {
		f.Annotations = make(map[string][]string)
	}
	f.Annotations[key] = values
}

// Book is the help of a program.
type Book struct {
	// Questions are the headings of options, in the order in which they stand. The last is
	// that of flags without a mark.
	Questions []string
	// Date and Version stand in the pages of the manual.
	Date, Version string
}

// AddAll offers --help-all with a command: it asks for help, with every option.
func AddAll(cmd *cobra.Command) {
	cmd.InitDefaultHelpFlag()
	cmd.Flags().VarPF(everything{cmd}, All, "", "every option").NoOptDefVal = "true"
}

// everything is the value of the flag --help-all.
type everything struct{ cmd *cobra.Command }

func (e everything) String() string { return "" }
func (e everything) Type() string   { return "bool" }
func (e everything) Set(string) error {
	return e.cmd.Flags().Set("help", "true")
}

// Write writes the help of a command for a screen of so many columns: with every option
// where --help-all was given.
func (b *Book) Write(w io.Writer, cmd *cobra.Command, width int) error {
	all := cmd.Flags().Changed(All)
	var out strings.Builder
	out.WriteString(Prose(about(cmd), width))
	out.WriteString("\nUsage:\n  " + use(cmd) + "\n")
	if cmd.Example != "" {
		out.WriteString("\nExamples:\n" + cmd.Example + "\n")
	}
	var commands []row
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			commands = append(commands, row{c.Name(), c.Short})
		}
	}
	groups, rare := b.options(cmd, all)
	wide := columnOf(commands, groups)
	if len(commands) > 0 {
		out.WriteString("\nCommands:\n" + columns(commands, wide, width))
	}
	for _, g := range groups {
		out.WriteString("\n" + g.question + ":\n" + columns(g.rows, wide, width))
	}
	if rare > 0 {
		out.WriteString("\n" + Prose(fmt.Sprintf("%d more options: %s --%s", rare, cmd.CommandPath(), All), width))
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// row is an option or a command, and what it is for.
type row struct{ name, text string }

// group is the options that answer one question.
type group struct {
	question string
	rows     []row
}

// worthAll is how many rare options are left out at least: fewer are shown.
const worthAll = 3

// options are the options of a command by question, and how many rare ones are left out,
// unless all are asked for.
func (b *Book) options(cmd *cobra.Command, all bool) (groups []group, left int) {
	for _, q := range b.Questions {
		groups = append(groups, group{question: q})
	}
	last, rare := len(groups)-1, 0
	offered := func(f *pflag.Flag) bool { return !f.Hidden && f.Name != "help" && f.Name != All }
	isRare := func(f *pflag.Flag) bool { _, is := f.Annotations[rareKey]; return is }
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if offered(f) && isRare(f) {
			rare++
		}
	})
	all = all || rare < worthAll
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		switch at := last; {
		case !offered(f):
		case isRare(f) && !all:
			left++
		default:
			if q := f.Annotations[questionKey]; len(q) > 0 {
				at = slices.Index(b.Questions, q[0])
			}
			groups[at].rows = append(groups[at].rows, row{optionName(f), usage(f)})
		}
	})
	return slices.DeleteFunc(groups, func(g group) bool { return len(g.rows) == 0 }), left
}

// optionName is a flag as it is typed, with what stands for its value.
func optionName(f *pflag.Flag) string {
	name := "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	value, _ := pflag.UnquoteUsage(f)
	switch {
	case value == "":
		return name
	case f.NoOptDefVal != "":
		return name + "[=" + value + "]"
	default:
		return name + " " + value
	}
}

func usage(f *pflag.Flag) string {
	_, text := pflag.UnquoteUsage(f)
	return text
}

// about is what a command says of itself.
func about(cmd *cobra.Command) string {
	if cmd.Long != "" {
		return cmd.Long
	}
	return cmd.Short + "."
}

// use is how a command is typed.
func use(cmd *cobra.Command) string {
	_, rest, _ := strings.Cut(cmd.Use, " ")
	return strings.TrimSpace(cmd.CommandPath()+" "+rest) + " [options]"
}

// The column in which what options are for begins.
const (
	indent     = 2
	gap        = 2
	widestName = 26 // longer names have a line of their own
)

// columnOf is the width of the column of names.
func columnOf(commands []row, groups []group) int {
	wide := 0
	take := func(rows []row) {
		for _, r := range rows {
			if w := uniseg.StringWidth(r.name); w <= widestName {
				wide = max(wide, w)
			}
		}
	}
	take(commands)
	for _, g := range groups {
		take(g.rows)
	}
	return wide
}

// columns lays rows out in two columns; on a narrow screen one below the other.
func columns(rows []row, wide, width int) string {
	var out strings.Builder
	left := indent + wide + gap
	if width-left < 24 {
		left = 2 * indent
	}
	for _, r := range rows {
		line := strings.Repeat(" ", indent) + r.name
		w := uniseg.StringWidth(line)
		if w+gap > left {
			out.WriteString(line + "\n")
			line, w = "", 0
		}
		for i, part := range wrap(r.text, width-left) {
			if i > 0 {
				line, w = "", 0
			}
			out.WriteString(line + strings.Repeat(" ", left-w) + part + "\n")
		}
	}
	return out.String()
}

// Prose lays paragraphs out for a width. Lines that begin with a blank stay as they are.
func Prose(text string, width int) string {
	var out, paragraph []string
	flush := func() {
		out = append(out, wrap(strings.Join(paragraph, " "), width)...)
		paragraph = nil
	}
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		if line == "" || line[0] == ' ' {
			flush()
			out = append(out, line)
			continue
		}
		paragraph = append(paragraph, line)
	}
	flush()
	return strings.Join(out, "\n") + "\n"
}

// wrap breaks a text between words into lines of at most width columns.
func wrap(text string, width int) []string {
	var lines []string
	line, w := "", 0
	for _, word := range strings.Fields(text) {
		n := uniseg.StringWidth(word)
		switch {
		case line == "":
			line, w = word, n
		case w+1+n > width:
			lines = append(lines, line)
			line, w = word, n
		default:
			line += " " + word
			w += 1 + n
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
