package help

import (
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// Page writes the page of the manual (man, section 1) of a command, with every option.
func (b *Book) Page(w io.Writer, cmd *cobra.Command) error {
	var out strings.Builder
	line := func(words ...string) { out.WriteString(strings.Join(words, " ") + "\n") }
	line(".TH", quote(strings.ToUpper(PageName(cmd))), "1", quote(b.Date), quote("roundtable "+b.Version))
	line(".SH NAME")
	line(roff(PageName(cmd)), `\-`, roff(cmd.Short))
	line(".SH SYNOPSIS")
	line(".B", roff(use(cmd)))
	line(".SH DESCRIPTION")
	prose(&out, about(cmd))
	if cmd.Example != "" {
		line(".SH EXAMPLES")
		prose(&out, cmd.Example)
	}
	groups, _ := b.options(cmd, true)
	if len(groups) > 0 {
		line(".SH OPTIONS")
	}
	for _, g := range groups {
		line(".SS", roff(g.question))
		for _, r := range g.rows {
			line(".TP")
			line(".B", roff(r.name))
			line(roff(r.text))
		}
	}
	var also []string
	if cmd.HasParent() {
		also = append(also, PageName(cmd.Parent()))
	}
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			also = append(also, PageName(c))
		}
	}
	if len(also) > 0 {
		line(".SH SEE ALSO")
		line(roff(strings.Join(also, "(1), ") + "(1)"))
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// PageName is what the page of a command is called: roundtable-plan.
func PageName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// prose writes paragraphs; lines that begin with a blank stand as they are.
func prose(out *strings.Builder, text string) {
	kept := false
	for line := range strings.SplitSeq(text, "\n") {
		indented := strings.HasPrefix(line, " ")
		switch {
		case indented && !kept:
			out.WriteString(".PP\n.nf\n")
		case !indented && kept:
			out.WriteString(".fi\n")
		}
		kept = indented
		if line == "" {
			out.WriteString(".PP\n")
		} else {
			out.WriteString(roff(line) + "\n")
		}
	}
	if kept {
		out.WriteString(".fi\n")
	}
}

// roff takes their meaning from the signs that troff knows.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}

func quote(s string) string { return `"` + strings.ReplaceAll(roff(s), `"`, `\(dq`) + `"` }
