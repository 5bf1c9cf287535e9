package build

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// groupsSection shows who goes where, and whether each group is as asked.
func groupsSection(b *builder) *reports.Section {
	s := &reports.Section{ID: "groups", Title: "Working groups"}
	p := b.in.Groups
	if x := b.in.Impossible; x != nil {
		s.Blocks = append(s.Blocks, impossible(x)...)
		if p == nil {
			p = x.Nearest
		}
	}
	if p == nil {
		s.Lead = noGroups(b)
		if b.in.Impossible == nil && b.in.Missing.Groups == "" {
			s.Blocks = append(s.Blocks, groupsHelp())
		}
		return s
	}
	s.Lead = groupSentence(b, p)
	if b.clash() {
		s.Lead = "The wishes for the groups cannot all be met. The nearest proposal follows: " + lowerFirst(s.Lead)
	}
	if b.in.Impossible == nil && b.in.Groups != nil && b.in.Missing.Groups != "" {
		s.Blocks = append(s.Blocks, reports.Verdicts{Items: []reports.Verdict{{
			State: reports.Miss,
			Text:  sentence(b.in.Missing.Groups),
		}}})
	}
	s.Blocks = append(s.Blocks, reports.Verdicts{Items: groupVerdicts(b, p)})
	cards := reports.Cards{}
	for i := range p.Groups {
		if g := &p.Groups[i]; g.Open || len(g.Members) > 0 {
			cards.Items = append(cards.Items, groupCard(b, g))
		}
	}
	s.Blocks = append(s.Blocks, cards)
	if closed := closedGroups(p); len(closed) > 0 {
		s.Blocks = append(s.Blocks, reports.Paragraph{Text: "Not opened: " + joined(closed) + "."})
	}
	s.Blocks = append(s.Blocks, leftBlocks(b, p)...)
	s.Blocks = append(s.Blocks, timetable(p)...)
	s.Blocks = append(s.Blocks, moveBlocks(b, p)...)
	if seated(p) > 0 {
		s.Blocks = append(s.Blocks, reports.Paragraph{Text: "Who sits where stands in a table of its own, one row a " +
			"person: in the workbook the sheet Assignments, with its headings in the first row, for letters, badges " +
			"and lists at the door. To keep a seat, write yes there under Locked; to name a chair, write chair under " +
			"Part and lock the seat; then give the workbook back with --keep."})
	}
	s.Add(b.notesOf(p.Warnings)...)
	return s
}

// clash reports whether the proposal shown is only the nearest to what was asked.
func (b *builder) clash() bool {
	return b.in.Impossible != nil || b.in.Groups != nil && b.in.Missing.Groups != ""
}

func noGroups(b *builder) string {
	switch {
	case b.in.Missing.Groups != "":
		return b.in.Missing.Groups
	case b.in.Impossible != nil:
		return "The wishes for the groups cannot all be met, so there is no proposal."
	case len(b.m.Roster) == 0:
		return "There is no list of people in these files, so no working groups could be proposed."
	default:
		return "No working groups were proposed, because nothing says what they would work on."
	}
}

func groupsHelp() reports.Block {
	return reports.List{Title: "To get a proposal of working groups", Items: []string{
		"Add votes: the issues that come first become the groups, and people are placed by what they voted for.",
		"Or add a sheet or csv file of groups with the columns id, topic, min_size, max_size and chairs, and a " +
			"column prefs in the list of people (“G02;G01”).",
	}}
}

func closedGroups(p *grouping.Plan) []string {
	var out []string
	for i := range p.Groups {
		if g := &p.Groups[i]; !g.Open && len(g.Members) == 0 {
			out = append(out, groupLabel(g))
		}
	}
	return out
}

func groupLabel(g *grouping.Group) string {
	return issueLabel(g.ID, g.Topic, 70)
}

// seated counts the people with at least one seat.
func seated(p *grouping.Plan) int {
	seen := map[string]bool{}
	for i := range p.Groups {
		for _, m := range p.Groups[i].Members {
			seen[m.ID] = true
		}
	}
	return len(seen)
}

// groupSentence says what the proposal gives.
func groupSentence(b *builder, p *grouping.Plan) string {
	out := fmt.Sprintf("%s for %s", upperFirst(counted(openGroups(p), "working group")), people(seated(p)))
	if n := len(p.Unassigned); n > 0 {
		out += fmt.Sprintf("; %s %s no seat (%s)", people(n), hasHave(n), few(b.names(p.Unassigned), 6))
	}
	out += "."
	return out + " " + wishSentence(b, p)
}

// wishSentence says what people got of what they wished, as they voted: all counts are
// of the people who gave wishes.
func wishSentence(b *builder, p *grouping.Plan) string {
	w := p.Wishes
	if w.People == 0 {
		if b.m.Ballots.Len() > 0 {
			return "Whose the ballots are is not known, so nobody's wishes took part: people were placed by size and " +
				"balance alone."
		}
		return "Nobody said what they would like, so people were placed by size and balance alone."
	}
	all := counted(w.People, "person with a wish", "people with a wish")
	parts := []string{fmt.Sprintf("%d of %s got their own first choice", w.First, all)}
	say := func(n int, text string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, text))
		}
	}
	say(w.BestFormed, "more the best of their choices that has a group")
	say(w.Listed, "another of their choices")
	say(w.Outside, "none of their choices")
	if w.NoneFormed > 0 {
		say(w.NoneFormed, "chose nothing that has a group")
	}
	var unformed []string
	missed := 0
	for _, x := range w.Unformed {
		missed += x.First
		unformed = append(unformed, fmt.Sprintf("%d %s", x.First, b.issueName(x.Issue, 60)))
	}
	switch n := len(unformed); {
	case n == 1:
		say(missed, fmt.Sprintf("wanted %s first, which has no group", b.issueName(w.Unformed[0].Issue, 60)))
	case n > 1:
		say(missed, "wanted something first that has no group: "+few(unformed, 4))
	}
	return strings.Join(parts, "; ") + "."
}

func hasHave(n int) string {
	if n == 1 {
		return "has"
	}
	return "have"
}

func groupVerdicts(b *builder, p *grouping.Plan) []reports.Verdict {
	out := []reports.Verdict{proofVerdict(b, p)}
	var musts, wishes []string // what is missed
	for i := range p.Groups {
		for _, t := range p.Groups[i].Targets {
			if t.Short+t.Over == 0 {
				continue
			}
			missed := reports.InText(p.Groups[i].ID) + " " + seatTargetGap(&t)
			if t.Tier == planner.Must {
				musts = append(musts, missed)
			} else {
				wishes = append(wishes, missed)
			}
		}
	}
	if len(musts) > 0 {
		out = append(out, reports.Verdict{
			State: reports.Miss, Text: fmt.Sprintf("%s that must hold in a "+
				"group %s missed.", upperFirst(counted(len(musts), "rule")), isAre(len(musts))),
			Detail: few(musts, 8) + ".",
		})
	}
	switch {
	case len(wishes) > 0:
		out = append(out, reports.Verdict{State: reports.Warn, Text: fmt.Sprintf("%s for the groups could not be met.",
			upperFirst(counted(len(wishes), "wish", "wishes"))), Detail: few(wishes, 8) + "."})
	case len(musts) == 0 && hasTargets(p):
		out = append(out, reports.Verdict{State: reports.OK, Text: "Every rule for the groups is met."})
	}
	if means := meanWords(p); means != "" {
		v := reports.Verdict{State: reports.Info, Text: b.Say("groups.even", nil), Detail: means}
		if n := p.Objective.EvenCost; n > 0 {
			v.Text = b.Say("groups.even-cost", messages.Args{"n": int(n)})
		}
		out = append(out, v)
	}
	if n := p.Objective.MeetAgain; n > 0 {
		out = append(out, reports.Verdict{State: reports.Info, Text: upperFirst(counted(n, "pair")) +
			" that sat together in an earlier meeting " +
			map[bool]string{true: "meets", false: "meet"}[n == 1] + " again."})
	}
	if n := missingChairs(p); n > 0 {
		out = append(out, reports.Verdict{State: reports.Warn, Text: fmt.Sprintf("%s %s empty, because nobody in "+
			"the group said that they would chair.", upperFirst(counted(n, "chair seat")), isAre(n))})
	}
	if !p.Finished && !b.clash() {
		out = append(out, reports.Verdict{State: reports.Warn, Text: "The search was cut short. This is the best " +
			"proposal found until then."})
	}
	return out
}

// meanWords lists the means of each group, and by how much they differ: "Mean experience:
// A 12.00, B 10.33; the largest difference is 1.67."
func meanWords(p *grouping.Plan) string {
	var dims []planner.Dimension
	by := make(map[planner.Dimension][]string)
	least, most := make(map[planner.Dimension]float64), make(map[planner.Dimension]float64)
	for i := range p.Groups {
		for _, m := range p.Groups[i].Means {
			if by[m.Dimension] == nil {
				dims = append(dims, m.Dimension)
				least[m.Dimension], most[m.Dimension] = m.Mean, m.Mean
			}
			least[m.Dimension], most[m.Dimension] = min(least[m.Dimension], m.Mean), max(most[m.Dimension], m.Mean)
			by[m.Dimension] = append(by[m.Dimension], reports.InText(p.Groups[i].ID)+" "+number(m.Mean, 2))
		}
	}
	var parts []string
	for _, d := range dims {
		parts = append(parts, messages.English().Say("groups.means", messages.Args{
			"what": d.Label(), "means": strings.Join(by[d], ", "), "apart": number(most[d]-least[d], 2),
		}))
	}
	return strings.Join(parts, " ")
}

func hasTargets(p *grouping.Plan) bool {
	return slices.ContainsFunc(p.Groups, func(g grouping.Group) bool { return len(g.Targets) > 0 })
}

func missingChairs(p *grouping.Plan) int {
	n := 0
	for i := range p.Groups {
		n += p.Groups[i].ChairsMissing
	}
	return n
}

// proofVerdict says how good the proposal is proved to be, and what fixed seats cost.
func proofVerdict(b *builder, p *grouping.Plan) reports.Verdict {
	o := &p.Objective
	while, cost := lockWords(b, p)
	said := func(state reports.State, claim, detail string) reports.Verdict {
		return reports.Verdict{
			State: state, Text: upperFirst(while + claim),
			Detail: strings.TrimSpace(sentence(fmt.Sprintf("Worth %d points%s", o.Value, detail)) + " " + cost),
		}
	}
	over := func(points int64) string { return number(100*float64(points)/float64(o.Value), 2) + " %" }
	c := p.Certificate
	switch {
	case o.MustMissed > 0:
		return reports.Verdict{State: reports.Info, Text: fmt.Sprintf("Worth %d points, with rules missed that must "+
			"hold: the points of such a proposal say little.", o.Value)}
	case p.Wishes.People == 0 && o.Bound == o.Value:
		return said(reports.Info, "no proposal keeps the rules better; what people wish took no part.", "")
	case o.ProvedOptimal && c != nil && c.Branched && c.Bound > o.Value:
		return said(reports.OK, "no proposal is worth more by the points set for this meeting; this is proved.",
			fmt.Sprintf("; the prices in plan.json alone prove that none has more than %d, the rest was shown by "+
				"trying every case", c.Bound))
	case o.ProvedOptimal:
		return said(reports.OK, "no proposal is worth more by the points set for this meeting; this is proved.", "")
	case o.Bound > o.Value && o.Value > 0:
		possible := fmt.Sprintf("; at most %d are possible. %s", o.Bound, upperFirst(o.GapWords))
		return said(reports.Info, fmt.Sprintf("no proposal can be worth more than %s above this one; this is proved.",
			over(o.Bound-o.Value)), strings.TrimRight(possible, " ."))
	default:
		return said(reports.Info, fmt.Sprintf("no proposal can have more than %s; this is proved.",
			messages.Count(int(o.Bound), "point", "points")), "")
	}
}

// lockWords say that claims hold while fixed seats stay, and what these cost.
func lockWords(b *builder, p *grouping.Plan) (while, cost string) {
	named := make(map[string][]string) // conveners sit where the groups say, and are no lock
	for i := range b.m.Groups {
		named[b.m.Groups[i].ID] = b.m.Groups[i].Conveners
	}
	n := 0
	for i := range p.Groups {
		n += countIf(p.Groups[i].Members, func(m grouping.Member) bool {
			return m.Locked && !slices.Contains(named[p.Groups[i].ID], m.ID)
		})
	}
	if n == 0 {
		return "", ""
	}
	while = "while " + counted(n, "locked seat stays", "locked seats stay") + ", "
	if p.Explanation == nil || p.Explanation.Locks == nil {
		return while, ""
	}
	x, value := p.Explanation.Locks, p.Objective.Value+p.Objective.EvenCost
	switch {
	case x.Bound <= value:
		cost = "The locks cost nothing."
	case x.Value == x.Bound:
		cost = fmt.Sprintf("The locks cost %d points: %d are possible without them.", x.Value-value, x.Value)
	case x.Value == value:
		cost = fmt.Sprintf("The locks cost at most %d points; nothing better was found without them.", x.Bound-value)
	default:
		cost = fmt.Sprintf("The locks cost at least %d points and at most %d: %d are possible without them.",
			x.Value-value, x.Bound-value, x.Value)
	}
	return while, cost
}

// seatTargetGap says what a group lacks: "short by 1: Government".
func seatTargetGap(t *grouping.Target) string {
	label := t.Value
	if label == "" {
		label = labels(t.Dimension)
	} else {
		label = inEnglish().valueLabel(t.Dimension, t.Value)
	}
	if t.Short > 0 {
		return "short by " + text(t.Short) + ": " + reports.InText(label)
	}
	return text(t.Over) + " too many: " + reports.InText(label)
}

// groupCard is one working group with its members.
func groupCard(b *builder, g *grouping.Group) reports.Card {
	c := reports.Card{Title: issueLabel(g.ID, g.Topic, 120)}
	size := counted(len(g.Members), "member")
	if g.MinSize > 0 || g.MaxSize > 0 {
		size += " (asked for " + asked(g.MinSize, cmp.Or(g.MaxSize, -1)) + ")"
	}
	c.Lines = append(c.Lines, size)
	if line := chairLine(b, g); line != "" {
		c.Lines = append(c.Lines, line)
	}
	c.Lines = append(c.Lines, timeLines(g)...)
	for _, x := range g.Common {
		if x.Dimension == planner.TimeZone && g.Hours != nil {
			continue // the hours that suit all are told already
		}
		c.Lines = append(c.Lines, "Common "+x.Dimension.Label()+": "+reports.InText(x.Value))
	}
	for i := range g.Targets {
		t := &g.Targets[i]
		if t.Short+t.Over == 0 {
			continue
		}
		c.Lines = append(c.Lines, upperFirst(seatTargetGap(t))+" (has "+text(t.Have)+", asked for "+
			asked(t.Min, t.Max)+")")
		if t.Tier == planner.Must {
			c.State = reports.Miss
		} else if c.State != reports.Miss {
			c.State = reports.Warn
		}
	}
	if c.State == "" && len(g.Targets) > 0 {
		c.State = reports.OK
		c.Lines = append(c.Lines, "Every rule for this group is met")
	}
	c.Tables = []reports.Table{memberTable(b, g)}
	return c
}

func chairLine(b *builder, g *grouping.Group) string {
	var chairs []string
	for _, role := range []grouping.SeatRole{grouping.RoleChair, grouping.RoleCochair} {
		for _, m := range g.Members {
			if m.Role == role {
				chairs = append(chairs, b.name(m.ID))
			}
		}
	}
	out := ""
	if len(chairs) > 0 {
		out = "Chaired by " + joined(chairs)
	}
	if g.ChairsMissing > 0 {
		if out != "" {
			out += "; "
		}
		out += counted(g.ChairsMissing, "chair seat") + " empty"
	}
	return upperFirst(out)
}

func memberTable(b *builder, g *grouping.Group) reports.Table {
	t := reports.Table{
		ID: "members-" + g.ID, Title: "Members", RowHead: true,
		Columns: []reports.Column{{Title: "Name"}, {Title: "Stakeholder"}, {Title: "Region"}, {Title: "Choice"}},
	}
	for _, m := range sortedMembers(g) {
		p := b.person[m.ID]
		name := b.name(m.ID)
		if m.Role != grouping.RoleMember && m.Role != "" {
			name += ", " + roleWord(m.Role)
		}
		t.Add(
			reports.Str(name), reports.Str(b.short(value(p, planner.Stakeholder))),
			reports.Str(b.short(value(p, planner.Region))), reports.Str(choiceWords(m)),
		)
	}
	return t
}

// sortedMembers lists chairs first, then the rest in the plan's order.
func sortedMembers(g *grouping.Group) []grouping.Member {
	out := slices.Clone(g.Members)
	order := func(r grouping.SeatRole) int {
		switch r {
		case grouping.RoleChair:
			return 0
		case grouping.RoleCochair:
			return 1
		default:
			return 2
		}
	}
	slices.SortStableFunc(out, func(a, b grouping.Member) int { return order(a.Role) - order(b.Role) })
	return out
}

func roleWord(r grouping.SeatRole) string {
	if r == grouping.RoleCochair {
		return "co-chair"
	}
	return string(r)
}

func choiceWords(m grouping.Member) string {
	var out string
	switch {
	case !m.Voted:
		out = "no wish"
	case m.Choice == 0:
		out = "not listed"
	default:
		out = ordinal(m.Choice)
	}
	return out
}

// impossible explains why the wishes for the groups clash and what would give.
func impossible(x *grouping.InfeasibleError) []reports.Block {
	v := reports.Verdict{State: reports.Miss, Text: sentence(x.Reason)}
	switch {
	case x.Proved && x.Smallest:
		v.Detail = "Proved; each of the rules below is needed for the conflict."
	case x.Proved:
		v.Detail = "Proved; whether a smaller set of rules already clashes was not shown."
	}
	out := []reports.Block{reports.Verdicts{Items: []reports.Verdict{v}}}
	if len(x.Rules) > 0 {
		l := reports.List{Title: "The rules that clash"}
		for _, r := range x.Rules {
			l.Items = append(l.Items, reports.InText(r.Text))
		}
		out = append(out, l)
	}
	if len(x.Relaxation) > 0 {
		l := reports.List{Title: "The least that would have to give way"}
		for _, e := range x.Relaxation {
			l.Items = append(l.Items, reports.InText(e.Text))
		}
		out = append(out, l)
	}
	return out
}

// moves lists who sits elsewhere than in the earlier plan.
func moveBlocks(b *builder, p *grouping.Plan) []reports.Block {
	if !b.in.Kept {
		return nil
	}
	if len(p.Changes) == 0 {
		return []reports.Block{reports.Paragraph{Text: "Everybody keeps the seats of the earlier plan."}}
	}
	t := reports.Table{
		ID: "moves", Title: messages.Count(len(p.Changes), "person sits", "people sit") + " elsewhere than in " +
			"the earlier plan",
		RowHead: true, Columns: []reports.Column{{Title: "Name"}, {Title: "ID"}, {Title: "From"}, {Title: "To"}},
	}
	places := func(ids []string) reports.Value {
		if len(ids) == 0 {
			return reports.Str("–")
		}
		return reports.Str(strings.Join(ids, ", "))
	}
	for _, c := range p.Changes {
		t.Add(reports.Str(b.name(c.Person)), reports.Str(c.Person), places(c.From), places(c.To))
	}
	return []reports.Block{t}
}
