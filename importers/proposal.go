package importers

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"roundtable/importers/sheet"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// proposal is the text of a workshop proposal as the Internet Governance Forum
// has published it since 2017: a title, people in roles, policy questions,
// format and length. Pasted lines ("Speaker 1: Name, Government, Asia-Pacific
// Group") are a proposal without the rest.
type proposal struct {
	r    *reading
	file string

	title, format string
	minutes       int
	lines         []proposalLine
	questions     []planner.Issue

	section   planner.Role // role of the lines that follow
	inSection bool
	filled    bool // the section has its person
	updated   bool // inside the block "Updated information"
	seen      map[planner.Role]bool
	block     string // proposer block of the 2017 form

	pending []planner.Finding // of the line at hand, until it is taken
}

// proposalLine is one person in one role, as listed.
type proposalLine struct {
	Role        planner.Role `json:"role"`
	Number      int          `json:"number,omitempty"`
	Name        string       `json:"name"`
	Affiliation string       `json:"affiliation,omitempty"`
	Stakeholder string       `json:"stakeholder"`
	Region      string       `json:"region"`
	Country     string       `json:"country,omitempty"`
	Updated     bool         `json:"updated,omitempty"` // in the block of later changes
	Line        int          `json:"line"`

	noRegion bool // listed as an organization without a regional group
	asked    bool // a value was given but not understood; it has its finding
	bare     bool // no label of its own
}

var (
	roleLine    = regexp.MustCompile(`^([\pL][\pL -]{2,30}?)[\s\x{a0}]*(\d{1,2})?[\s\x{a0}]*[:：](.*)$`)
	titleLine   = regexp.MustCompile(`^IGF\s+\d{4}\s+(?:[\pL0-9 -]*?)#\s?\d+\s*(.*)$`)
	lengthLine  = regexp.MustCompile(`^(?:Session Format:\s*|Format:\s*)?(.+?)\s+-\s+(\d{1,3})\s*Min(?:utes)?\b\.?$`)
	minutesLine = regexp.MustCompile(`^Duration \(minutes\):\s*(\d{1,3})$`)
	proposerOf  = regexp.MustCompile(`^(Proposer|Co-Proposer)['’]s (Name|Organization|Organisation):\s*(.*)$`)
)

// proposalRole reads the label of a line: "Speaker", "Online Moderator",
// "Co-Organizers".
func proposalRole(label string) (planner.Role, bool) {
	role, ok := vocabulary.RoleOf(label)
	return role, ok && role != planner.RoleParticipant
}

// isProposal reports whether a text is a proposal or pasted lines of one: at
// least two people in labelled roles, or a single such line as the whole text.
func isProposal(text string) bool {
	labelled, lines := 0, 0
	heading := false // the line before is a role and nothing else
	for line := range strings.Lines(text) {
		line = vocabulary.Clean(line)
		if line == "" {
			continue
		}
		lines++
		below := heading && namesSomebody(line)
		heading = len(line) <= 40 && isRoleHeading(line)
		if below {
			labelled++
			continue
		}
		if proposerOf.MatchString(line) {
			labelled++
			continue
		}
		m := roleLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if _, ok := proposalRole(m[1]); ok {
			labelled++
		}
	}
	// In a long table some cells may look like labels; in a proposal at least one
	// line in forty is one.
	return labelled >= 2 && labelled*40 >= lines || labelled == 1 && lines <= 3
}

// readProposal reads the text of a proposal.
func (r *reading) readProposal(f *fileView, file, text string) {
	p := &proposal{r: r, file: file, seen: make(map[planner.Role]bool)}
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t\u00a0")
	}
	p.readTitle(lines)
	for i, line := range lines {
		p.line(i+1, vocabulary.Clean(line))
	}
	p.questions = p.readQuestions(lines)
	p.repeated()
	p.report()
	p.fill(f)
	f.kind = sheet.Proposal
	f.sheets = []*sheetView{{
		file: f, kind: sheet.Proposal, Model: &sheet.Model{Complete: true}, why: "lines that name people in roles",
		proposal: p,
	}}
}

// readTitle takes the title from the line "IGF 2019 WS #287 Title", or the line
// after it, or else from the first line if that is no label.
func (p *proposal) readTitle(lines []string) {
	for i, line := range lines {
		line = vocabulary.Clean(line)
		if m := titleLine.FindStringSubmatch(line); m != nil {
			p.title = m[1]
			for _, next := range lines[i+1:] {
				if p.title != "" {
					break
				}
				if next = vocabulary.Clean(next); next != "" && !roleLine.MatchString(next) {
					p.title = next
				} else if next != "" {
					break
				}
			}
			return
		}
	}
	for _, line := range lines {
		line = vocabulary.Clean(line)
		if line == "" || beginsWith(vocabulary.ProposalNoTitle, line) {
			continue
		}
		if !strings.Contains(line, ":") && !strings.HasSuffix(line, ".") &&
			strings.Contains(strings.ToLower(line), "(ws") {
			p.title = line
		}
		return
	}
}

// line understands one line of the text.
func (p *proposal) line(n int, line string) {
	if line == "" {
		return
	}
	bare := strings.TrimSpace(strings.TrimLeft(line, "•-*· \t"))
	folded := vocabulary.Fold(strings.TrimSuffix(bare, ":"))
	switch {
	case beginsWith(vocabulary.ProposalUpdated, folded):
		p.updated, p.inSection = true, false
		return
	case p.proposerForm(n, line):
		return
	case p.formatLine(line):
		return
	}
	if m := roleLine.FindStringSubmatch(bare); m != nil {
		if role, ok := proposalRole(m[1]); ok {
			p.labelled(n, role, m[2], vocabulary.Clean(m[3]))
			return
		}
	}
	if role, ok := proposalRole(folded); ok && !strings.Contains(bare, ",") {
		p.startSection(role)
		return
	}
	if isProposalHeading(folded) {
		p.inSection, p.updated = false, false
		return
	}
	for _, one := range peopleOf(bare) {
		p.unlabelled(n, one)
	}
}

// labelled takes a line such as "Speaker 1: Name, Group, Region".
func (p *proposal) labelled(n int, role planner.Role, number, rest string) {
	p.block = ""
	if rest == "" && number == "" {
		p.startSection(role)
		if role == vocabulary.Proposer || role == vocabulary.CoProposer {
			p.block, p.inSection = string(role), false
		}
		return
	}
	p.inSection = false
	for _, one := range peopleOf(rest) {
		x := p.person(n, one)
		x.Role = role
		x.Number, _ = strconv.Atoi(number)
		p.add(x)
	}
}

// startSection begins the lines of a role. A lost label "Moderator" is inferred
// here: the line just before "Online Moderator" is the moderator's.
func (p *proposal) startSection(role planner.Role) {
	if role == planner.RoleOnlineModerator && !p.seen[planner.RoleModerator] && len(p.lines) > 0 {
		if last := &p.lines[len(p.lines)-1]; last.bare && !last.Updated {
			last.Role = planner.RoleModerator
			p.inferred(last)
		}
	}
	p.section, p.inSection, p.filled = role, true, false
	p.seen[role] = true
}

// inferred reports a role that was told by the place of the line.
func (p *proposal) inferred(x *proposalLine) {
	p.seen[x.Role] = true
	p.r.found.add(planner.Finding{
		Code: CodeProposalRole, Severity: planner.Note, Where: p.ref(x.Line), Seen: x.Name,
		Text: fmt.Sprintf("The label of %s is lost; by its place beside \"Online Moderator\" the role is %s.",
			quote(x.Name), x.Role),
	})
}

// unlabelled takes a line below a heading such as "Moderator", or one whose
// heading is lost: it must end in a stakeholder group and a region.
func (p *proposal) unlabelled(n int, line string) {
	x := p.person(n, line)
	x.bare = true
	complete := x.Stakeholder != "" && (x.Region != "" || x.noRegion) && x.Name != ""
	switch {
	case p.inSection && p.section == planner.RoleOnlineModerator && p.filled && complete &&
		!p.seen[planner.RoleRapporteur]:
		x.Role = planner.RoleRapporteur
		p.inferred(&x)
		p.inSection = false
	case p.inSection && p.section == vocabulary.AdditionalSpeaker:
		if x.Stakeholder == "" {
			if strings.Contains(line, ",") {
				p.r.found.add(planner.Finding{
					Code: CodeProposalLine, Severity: planner.Warning, Where: p.ref(n), Seen: line,
					Text: "Lines among the additional speakers that do not say \"name, stakeholder group, region\" were left out.",
					Fix:  "Add the stakeholder group and the region to the lines.",
				})
			}
			return
		}
		x.Role = p.section
	case p.inSection && (complete || !p.filled && strings.Contains(line, ",") && len(line) < 160 ||
		x.Stakeholder != "" && p.section == vocabulary.CoOrganizer):
		x.Role = p.section
	case complete:
		x.Role = planner.RoleModerator // kept only if "Online Moderator" follows
		p.add(x)
		p.lines[len(p.lines)-1].Role = ""
		return
	default:
		return
	}
	p.filled = true
	p.add(x)
}

func (p *proposal) add(x proposalLine) {
	x.Updated = p.updated
	p.r.found.add(p.pending...)
	p.pending = nil
	p.lines = append(p.lines, x)
}

// proposerForm takes the lines of the 2017 form about proposers.
func (p *proposal) proposerForm(n int, line string) bool {
	if m := proposerOf.FindStringSubmatch(line); m != nil {
		role, _ := proposalRole(m[1])
		if m[2] == "Name" {
			x := p.person(n, m[3])
			x.Role = role
			p.add(x)
		} else {
			for i := range p.lines {
				if p.lines[i].Role == role {
					p.lines[i].Affiliation = m[3]
				}
			}
		}
		return true
	}
	if p.block == "" {
		return false
	}
	key, value, ok := strings.Cut(line, ":")
	if !ok {
		return false
	}
	value = vocabulary.Clean(value)
	for i := range p.lines {
		if string(p.lines[i].Role) != p.block {
			continue
		}
		switch vocabulary.Compact(key) {
		case "country":
			p.lines[i].Country = value
			return true
		case "stakeholdergroup":
			p.lines[i].Stakeholder = p.value(planner.Stakeholder, value, n).Value
			p.r.found.add(p.pending...)
			return true
		}
	}
	return false
}

// formatLine takes "Round Table - Circle - 90 Min" and "Duration (minutes): 90".
func (p *proposal) formatLine(line string) bool {
	if m := lengthLine.FindStringSubmatch(line); m != nil && p.format == "" && len(m[1]) < 60 {
		p.format = m[1]
		p.minutes, _ = strconv.Atoi(m[2])
		p.inSection = false
		return true
	}
	if m := minutesLine.FindStringSubmatch(line); m != nil && p.minutes == 0 {
		p.minutes, _ = strconv.Atoi(m[1])
		return true
	}
	if p.wantsFormat() && p.format == "" && !strings.ContainsAny(line, ":,.?") && len(line) < 60 {
		p.format = line
		p.section = ""
		return true
	}
	if vocabulary.Fold(line) == "format" {
		p.section, p.inSection = formatSection, false
		return true
	}
	return false
}

// formatSection marks that the next line names the format.
const formatSection planner.Role = "\x00format"

func (p *proposal) wantsFormat() bool { return p.section == formatSection }

func (p *proposal) ref(line int) planner.Ref {
	return planner.Ref{File: p.file, Cell: "line " + strconv.Itoa(line)}
}

// repeated counts a person listed twice in one role once, and drops unlabelled
// lines that turned out to be nobody's.
func (p *proposal) repeated() {
	type key struct {
		role    planner.Role
		name    string
		updated bool
	}
	seen := make(map[key]int)
	kept := p.lines[:0]
	for _, x := range p.lines {
		if x.Role == "" {
			p.r.found.add(planner.Finding{
				Code: CodeProposalRole, Severity: planner.Warning, Where: p.ref(x.Line), Seen: x.Name,
				Text: "Nothing says in which role " + quote(x.Name) + " is listed; the line was left out.",
				Fix:  "Put the role before the line, for example \"Moderator: …\".",
			})
			continue
		}
		k := key{x.Role, nameKey(x.Name), x.Updated}
		if x.Name == "" {
			k.name = fmt.Sprintf("\x00%d", x.Number)
			if x.Number == 0 {
				k.name = fmt.Sprintf("\x00line %d", x.Line)
			}
		}
		if line, ok := seen[k]; ok {
			label := x.Name
			if label == "" {
				label = fmt.Sprintf("%s %d", x.Role, x.Number)
			}
			p.r.found.add(planner.Finding{
				Code: CodeProposalRepeated, Severity: planner.Warning, Where: p.ref(x.Line),
				Also: []planner.Ref{p.ref(line)}, Seen: label,
				Text: quote(label) + " is listed twice as " + string(x.Role) + "; counted once.",
			})
			continue
		}
		seen[k] = x.Line
		kept = append(kept, x)
	}
	p.lines = kept
}

// isProposalHeading reports a line that ends a list of people or questions: a
// heading as a whole, or what stands before a colon; some may go on ("Relevance
// to Theme").
func isProposalHeading(folded string) bool {
	head, _, colon := strings.Cut(folded, ":")
	if vocabulary.ProposalHeading.Is(head) {
		return true
	}
	rest, ok := vocabulary.ProposalHeadings.Begins(head)
	return ok && (colon || len(rest) < 45 || strings.Contains(head, "? "))
}

func beginsWith(l vocabulary.List, text string) bool {
	_, ok := l.Begins(text)
	return ok
}
