package build

import (
	"cmp"
	"path"
	"slices"

	"roundtable/planner"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// This file is the first page: what came out of each part in a line or two, and what is
// to be decided now, each as a question with the answer we suggest. It stands alone as
// summary.html and fits on one sheet of paper. Nothing else in the report says how
// things stand as a whole; the parts say why.

// mostDecisions is the most questions of the first page, mostMissed the most missed rules
// it names, mostSeated the most people it seats by name.
const (
	mostDecisions = 5
	mostMissed    = 3
	mostSeated    = 50
	firstIssues   = 5
)

// firstSection is the first page; its parts are those that there is something to say of.
func firstSection(b *builder) *reports.Section {
	s := &reports.Section{ID: "summary", Title: b.Say("first.title", nil)}
	s.Add(
		reports.Verdicts{Title: b.Say("first.balance", nil), Items: b.firstBalance()},
		reports.Verdicts{Title: b.Say("first.issues", nil), Items: b.firstRanking()},
		b.firstChart(),
		reports.Verdicts{Title: b.Say("first.groups", nil), Items: b.firstGroups()},
		b.firstSeats(),
		b.decisions(),
		reports.List{Title: b.Say("first.open", nil), Items: b.openPoints()},
	)
	if len(s.Blocks) == 0 {
		s.Lead = b.Say("first.nothing", nil)
	}
	return s
}

// firstBalance is the verdict on the panel, by whose rules, and what is missed. A panel
// that nobody gave rules for is not judged here.
func (b *builder) firstBalance() []reports.Verdict {
	switch {
	case b.in.Programme != nil:
		return []reports.Verdict{b.firstProgramme()}
	case b.judged == nil || len(b.judged.Report.Targets) == 0 || b.judged.Report.ByDefault() && b.in.Ranking != nil:
		return nil
	}
	r := b.judged.Report
	c := countVerdicts(r)
	if c.judged() == 0 {
		return nil
	}
	v := reports.Verdict{State: reports.OK, Text: b.balanceSentence()}
	switch {
	case c.mustMissed > 0:
		v.State = reports.Miss
	case c.missed > 0:
		v.State = reports.Warn
	case c.unsure > 0:
		v.State = reports.Unsure
	}
	switch {
	case r.ByDefault():
		v.Detail = b.byDefault()
	case len(b.judged.Packs) > 0:
		v.Detail = b.Say("first.by-pack", messages.Args{"packs": each(b.judged.Packs, path.Base)})
	}
	out := append([]reports.Verdict{v}, b.openVerdicts(mostMissed)...)
	for i := range out[1:] {
		out[i+1].Detail = "" // whom to ask stands with the rules
	}
	return out
}

// firstProgramme is the same of a programme of several sessions.
func (b *builder) firstProgramme() reports.Verdict {
	p := b.in.Programme
	v := reports.Verdict{State: reports.OK, Text: b.Say("first.programme", messages.Args{
		"n": len(p.Sessions), "met": p.Met, "missed": p.Missed, "unsure": p.CannotTell,
	})}
	switch {
	case p.Missed > 0:
		v.State = reports.Miss
	case p.CannotTell > 0:
		v.State = reports.Unsure
	case p.NotAsked == len(p.Sessions):
		v = reports.Verdict{State: reports.Info, Text: b.Say("first.programme-unasked", nil)}
	}
	return v
}

// firstRanking is what comes first, how sure that is, and what the weighting changes.
func (b *builder) firstRanking() []reports.Verdict {
	r := b.in.Ranking
	if r == nil || !ordered(r) {
		return nil
	}
	f := &r.Firmness
	leaders := b.leaders()
	first := reports.Verdict{State: reports.Warn, Text: b.Say("first.leads", messages.Args{
		"n": len(leaders), "issues": b.issueNames(leaders),
	}), Detail: b.Say("verdict."+string(cmp.Or(f.Verdict, ranking.NoVerdict)), nil)}
	switch f.Verdict {
	case ranking.Stable:
		first.State = reports.OK
	case ranking.NotKnown, ranking.NoVerdict:
		first.State = reports.Unsure
	}
	out := []reports.Verdict{first}
	if t := f.FirmTop; t != nil && t.K > 1 && t.K < len(r.Issues) {
		v := reports.Verdict{State: reports.Info, Text: b.Say("first.firm", messages.Args{
			"n": t.K, "issues": messages.Plain(texts(t.Issues)),
		})}
		if t.K > len(r.Issues)/2 {
			var rest []string
			for _, is := range r.Issues[t.K:] {
				rest = append(rest, reports.InText(is.ID))
			}
			v.Text = b.Say("first.firm-end", messages.Args{"n": len(rest), "issues": rest})
		}
		out = append(out, v)
	}
	if f.FirstGroups != nil && !slices.Equal(f.FirstHeads, f.FirstGroups) {
		out = append(out, reports.Verdict{State: reports.Info, Text: b.Say("first.weights", messages.Args{
			"groups": b.issueNames(f.FirstGroups), "heads": b.issueNames(f.FirstHeads),
		})})
	}
	return out
}

// leaders are the issues on the first place.
func (b *builder) leaders() []string {
	var out []string
	for i := range b.in.Ranking.Issues {
		if is := &b.in.Ranking.Issues[i]; is.Rank == 1 {
			out = append(out, is.ID)
		}
	}
	return out
}

// firstChart is the first few issues with their support, and a line below the firm ones.
func (b *builder) firstChart() reports.Block {
	r := b.in.Ranking
	if r == nil || !ordered(r) {
		return nil
	}
	c := reports.Chart{
		ID: "chart-first", Kind: reports.Bar, Max: 100, Title: b.Say("first.chart", nil),
		Axis:    b.Say("first.axis", nil),
		Summary: b.Say("first.bars", nil), Series: []reports.Series{{Name: b.Say("first.support", nil)}},
	}
	for i := range r.Issues[:min(firstIssues, len(r.Issues))] {
		is := &r.Issues[i]
		c.Categories = append(c.Categories, issueLabel(is.ID, is.Name, reports.MaxLabel))
		c.Series[0].Values = append(c.Series[0].Values, is.Support)
	}
	if t := r.Firmness.FirmTop; t != nil && t.K < len(c.Categories) {
		c.LineAfter = t.K
		c.Summary = b.Say("first.line", messages.Args{"n": t.K})
	}
	c.Table = c.Numbers()
	return c
}

// firstGroups is how many groups there are for how many people, what people got of what
// they wished, and what could not be met.
func (b *builder) firstGroups() []reports.Verdict {
	p := b.in.Groups
	if b.clash() {
		v := reports.Verdict{State: reports.Miss, Text: b.Say("first.clash", nil)}
		return []reports.Verdict{v}
	}
	if p == nil || len(p.Groups) == 0 {
		return nil
	}
	out := []reports.Verdict{{State: reports.Info, Text: b.Say("first.formed", messages.Args{
		"n": openGroups(p), "people": seated(p),
	})}}
	if w := p.Wishes; w.People > 0 {
		out = append(out, reports.Verdict{State: reports.Info, Text: b.Say("first.wishes", messages.Args{
			"n": w.People, "first": w.First,
		})})
	}
	if n := len(p.Unassigned); n > 0 {
		out = append(
			out,
			reports.Verdict{State: reports.Warn, Text: b.Say("first.without-seat", messages.Args{"n": n})},
		)
	}
	missed := 0
	for i := range p.Groups {
		for _, t := range p.Groups[i].Targets {
			if t.Short+t.Over > 0 {
				missed++
			}
		}
	}
	if missed > 0 {
		out = append(
			out,
			reports.Verdict{State: reports.Warn, Text: b.Say("first.group-rules", messages.Args{"n": missed})},
		)
	}
	return out
}

// firstSeats says who is in which group: by name while all names fit, else by number.
func (b *builder) firstSeats() reports.Block {
	p := b.in.Groups
	if p == nil || b.clash() {
		return nil
	}
	t := reports.Table{
		ID: "first-groups", Title: b.Say("first.who", nil), RowHead: true, Columns: []reports.Column{
			{Title: b.Say("first.group", nil)}, {Title: b.Say("first.members", nil)},
		},
	}
	named := seated(p) <= mostSeated
	if !named {
		t.Columns[1].Align = reports.Right
	}
	for i := range p.Groups {
		g := &p.Groups[i]
		if len(g.Members) == 0 {
			continue
		}
		members := reports.Int(len(g.Members))
		if named {
			members = reports.Str(b.joinedNames(g.Members))
		}
		t.Add(reports.Str(issueLabel(g.ID, g.Topic, reports.MaxLabel)), members)
	}
	return t
}

// joinedNames lists the members of a group, those who chair first and marked.
func (b *builder) joinedNames(members []grouping.Member) string {
	var chairs, others []string
	for _, m := range members {
		if m.Role == grouping.RoleMember {
			others = append(others, b.name(m.ID))
		} else {
			chairs = append(chairs, b.Say("first.chair", messages.Args{"who": b.name(m.ID)}))
		}
	}
	return b.Comma(append(chairs, others...))
}

// decisions are the questions to decide now, each with the answer we suggest.
func (b *builder) decisions() reports.Block {
	l := reports.List{Title: b.Say("first.decide", nil), Ordered: true}
	for _, ask := range []func(*builder) string{
		decideChange, decideRule, decideFirst, decideWeights, decideGroups, decideTopic,
	} {
		if text := ask(b); text != "" && len(l.Items) < mostDecisions {
			l.Items = append(l.Items, text)
		}
	}
	return l
}

// decideChange is the change of the panel that is recommended.
func decideChange(b *builder) string {
	if b.judged == nil || b.judged.Report.Advice == nil || b.judged.Report.Advice.Recommended == nil ||
		b.judged.Report.ByDefault() && b.in.Ranking != nil {
		return ""
	}
	r := b.judged.Report
	return b.Say("first.change", messages.Args{
		"changes": b.advice().places(r, r.Advice.Recommended), "why": b.advice().effect(r, r.Advice.Recommended),
	})
}

// decideRule asks what gives way where no panel meets the rules.
func decideRule(b *builder) string {
	if b.judged == nil || b.judged.Report.Advice == nil {
		return ""
	}
	a := b.judged.Report.Advice
	if a.Feasible || !a.Proved || a.Recommended != nil || len(a.Conflict) == 0 {
		return ""
	}
	return b.Say(
		"first.conflict",
		messages.Args{"n": len(a.Conflict), "rules": b.advice().targetNames(b.judged.Report, a.Conflict)},
	)
}

// decideFirst asks which issue comes first where the votes do not say.
func decideFirst(b *builder) string {
	r := b.in.Ranking
	if r == nil || !ordered(r) {
		return ""
	}
	f := &r.Firmness
	switch {
	case f.Verdict == ranking.Stable || f.Verdict == ranking.NoVerdict || f.Verdict == "":
		return ""
	case f.FirmTop != nil && f.FirmTop.K > 1 && f.FirmTop.K <= firstIssues:
		return b.Say("first.together", messages.Args{"n": f.FirmTop.K, "issues": texts(f.FirmTop.Issues)})
	case len(b.leaders()) > 1:
		return b.Say("first.tie", messages.Args{"issues": b.issueNames(b.leaders())})
	default:
		return b.Say("first.hum", messages.Args{"issues": b.issueNames(b.leaders())})
	}
}

// decideWeights asks whether groups or ballots count the same where it matters.
func decideWeights(b *builder) string {
	if r := b.in.Ranking; r == nil || !ordered(r) || !slices.Contains(r.Firmness.Reasons, ranking.DependsOnWeights) {
		return ""
	}
	if b.in.Ranking.Weights == "heads" {
		return b.Say("first.ask-heads", nil)
	}
	return b.Say("first.ask-groups", nil)
}

// decideGroups asks what gives way where the wishes for the groups clash.
func decideGroups(b *builder) string {
	switch {
	case b.in.Impossible != nil && len(b.in.Impossible.Relaxation) > 0:
		return b.Say("first.relax", messages.Args{"n": b.in.Impossible.Cost})
	case b.in.Groups != nil && !b.clash() && len(b.in.Groups.Unassigned) > 0:
		return b.Say("first.seats", messages.Args{
			"n": len(b.in.Groups.Unassigned), "who": b.upTo(b.names(b.in.Groups.Unassigned), 4),
		})
	}
	return ""
}

// decideTopic asks whether the most wished issue without a group should have one.
func decideTopic(b *builder) string {
	if b.in.Groups == nil || b.clash() || len(b.in.Groups.Wishes.Unformed) == 0 {
		return ""
	}
	x := b.in.Groups.Wishes.Unformed[0]
	return b.Say("first.topic", messages.Args{"issue": b.issueName(x.Issue, 60), "n": x.First})
}

// openPoints are what could turn what is said here: rules that unknown values decide, and
// what was noticed in the files.
func (b *builder) openPoints() []string {
	var out []string
	if b.judged != nil {
		var fields []string
		n := 0
		for _, t := range judgedTargets(b.judged.Report) {
			if stateOf(t) == reports.Unsure {
				n++
				if name := b.dimension(t.Dimension); t.Dimension != "" && !slices.Contains(fields, name) {
					fields = append(fields, name)
				}
			}
		}
		switch {
		case n > 0 && len(fields) > 0:
			out = append(out, b.Say("first.unknown", messages.Args{"n": n, "fields": fields}))
		case n > 0:
			out = append(out, b.Say("first.unknown-rules", messages.Args{"n": n}))
		}
	}
	if b.in.Ranking == nil && len(b.m.Issues) > 0 {
		out = append(out, b.Say("first.no-votes", messages.Args{"n": len(b.m.Issues)}))
	}
	if n := countIf(b.m.Findings, func(f planner.Finding) bool { return f.Severity != planner.Note }); n > 0 {
		out = append(out, b.Say("first.findings", messages.Args{"n": n}))
	}
	return out
}
