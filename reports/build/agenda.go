package build

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"roundtable/planner/ranking"
	"roundtable/reports"
)

// agendaSection is the choice of k issues in which every group gets its share.
func agendaSection(b *builder) *reports.Section {
	if b.in.Ranking == nil || b.in.Ranking.Agenda == nil {
		return nil
	}
	a := b.in.Ranking.Agenda
	if len(a.Issues) == 0 {
		if emptyPlaces(a) == "" {
			return nil
		}
		return &reports.Section{
			ID: "agenda", Title: "If only some issues can be taken up",
			Lead: "No issue can be taken up: " + emptyPlaces(a) + ".",
		}
	}
	s := &reports.Section{ID: "agenda", Title: "If only some issues can be taken up", Lead: agendaSentence(a)}
	names := each(a.Issues, func(id string) string { return issueLabel(id, b.issue[id], math.MaxInt) })
	s.Blocks = append(s.Blocks, reports.List{Title: "In the order chosen", Items: names, Ordered: true},
		reports.Verdicts{Items: agendaVerdicts(a)})
	s.Add(budgetTable(a), otherAgendas(a))
	return s
}

// placesSentence says who gets the places that were asked for, by the rule of the agenda
// and by single transferable vote, and where only a tie-break parted two.
func placesSentence(b *builder) string {
	r := b.in.Ranking
	a := r.Agenda
	if !b.in.Places || a == nil || a.K < 2 || len(a.Issues) == 0 {
		return ""
	}
	names := func(ids []string) []string { return each(ids, func(id string) string { return b.issueName(id, 40) }) }
	out := fmt.Sprintf("Of %s, %s by %s", counted(a.K, "place"),
		verb(names(a.Issues), "gets one", "get one each"), lowerFirst(agendaTitle(a.Rule)))
	last := ""
	for _, s := range a.Steps {
		if left := without(s.Tied, a.Issues); len(left) > 0 && s.TieBreak != nil {
			last = fmt.Sprintf(" %s tied with %s for a place by %s; decided by %s.", reports.InText(s.Issue),
				joined(texts(left)), lowerFirst(agendaTitle(a.Rule)), tieSteps(s.TieBreak))
		}
	}
	stv, ok := r.Rules["stv"]
	if !ok {
		return out + "." + last
	}
	if len(stv.Elected) == len(a.Issues) && len(without(stv.Elected, a.Issues)) == 0 {
		out += " as well as by single transferable vote."
	} else {
		out += "; " + verb(names(stv.Elected), "gets one", "get one each") + " by single transferable vote."
	}
	return out + last + transferTies(stv)
}

// transferTies tells the ties in a count by transfers that decided who got a place.
func transferTies(stv ranking.RuleResult) string {
	out := ""
	for _, round := range stv.Rounds {
		if in, left := common(round.Tied, stv.Elected), without(round.Tied, stv.Elected); len(in) > 0 &&
			len(left) > 0 {
			out += fmt.Sprintf(" %s tied with %s by single transferable vote; decided by %s.", joined(texts(in)),
				joined(texts(left)), decidedBy(round.TieBrokenBy))
		}
	}
	return out
}

// tieSteps names the links of the chain that parted a tie.
func tieSteps(t *ranking.TieBreak) string {
	var out []string
	for _, s := range t.Steps {
		if w := decidedBy(s.Rule); !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return joined(out)
}

// decidedBy is what parted a tie, after "decided by".
func decidedBy(link string) string {
	return cmp.Or(map[string]string{
		"lot": "lot", "previous rounds": "who had more in the rounds before", "fewer groups": "how many groups stand " +
			"behind it", "head-to-head": "the one-to-one comparison",
	}[link], link)
}

// without is what of a list is not in the other.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(id string) bool { return slices.Contains(other, id) })
}

// lineVerdict says what may not be taken up at all.
func lineVerdict(b *builder) (reports.Verdict, bool) {
	l := b.in.Ranking.Line
	if l == nil {
		return reports.Verdict{}, false
	}
	var asked []string
	if l.Issue != "" {
		asked = append(asked, "beat "+b.issueName(l.Issue, 70)+" one to one")
	}
	if l.Quorum > 0 {
		asked = append(asked, "have "+counted(int(l.Quorum), "ballot")+" for it")
	}
	v := reports.Verdict{State: reports.OK, Text: "What is taken up has to " + strings.Join(asked, " and ") +
		"; every issue does."}
	if len(l.Below) > 0 {
		v.State = reports.Warn
		v.Text = fmt.Sprintf("What is taken up has to %s; %s not.", strings.Join(asked, " and "),
			counted(len(l.Below), "issue")+map[bool]string{true: " does", false: " do"}[len(l.Below) == 1])
		var why []string
		for _, x := range l.Below {
			part := reports.InText(x.Issue) + " (" + counted(int(x.Ballots), "ballot") + " for it"
			if x.For != nil {
				part += fmt.Sprintf("; weight %s to %s", number(x.For.Float(), 1), number(x.Against.Float(), 1))
			}
			why = append(why, part+")")
		}
		v.Detail = "Below the line: " + few(why, 12) + "."
	}
	return v, true
}

// agendaTitle is an agenda rule's or a completion's name for readers.
func agendaTitle(rule string) string { return cmp.Or(agendaTitles[rule], rule) }

var agendaTitles = map[string]string{
	"approval": "Most approved", "seqpav": "Proportional approval, step by step",
	"pav": "Proportional approval, best set", "seqphragmen": "Phragmén’s method", "equal-shares": "Equal shares",
	"phragmen": "Phragmén’s method", "increment": "a larger budget", "support": "most approval",
}

func agendaSentence(a *ranking.Agenda) string {
	out := fmt.Sprintf("%s chosen by %s, so that %s get places in proportion to their weight.",
		upperFirst(counted(len(a.Issues), "issue")), lowerFirst(agendaTitle(a.Rule)), payers(a))
	switch {
	case a.Empty > 0:
	case a.SameAsTopK:
		out += fmt.Sprintf(" They are the %d with most approval as well.", a.K)
	case len(a.Added) > 0:
		alone := "alone"
		if a.Cap != nil {
			alone += ", without the cap,"
		}
		out += fmt.Sprintf(" Most approval %s would have taken %s in place of %s.", alone, joined(texts(a.Removed)),
			joined(texts(a.Added)))
	}
	return out
}

// payers are those who share out the places.
func payers(a *ranking.Agenda) string {
	if len(a.Budget) > 1 {
		return "groups"
	}
	return "voters who agree"
}

func agendaVerdicts(a *ranking.Agenda) []reports.Verdict {
	out := []reports.Verdict{
		guarantee(a, a.Certificate.JR, "Voters who make up a place’s worth of the weight, and agree on an issue, "+
			"are not left without any."),
		guarantee(a, a.Certificate.EJRPlus, "Larger groups that agree get places in proportion."),
	}
	if len(a.Approvals) > 0 {
		out = append(out, reports.Verdict{State: reports.Info, Text: "What counted as approval: " +
			approvalWords(a.Approvals) + "."})
	}
	if a.Completion != "" && len(a.BeforeCompletion) < len(a.Issues) {
		out = append(
			out,
			reports.Verdict{State: reports.Info, Text: fmt.Sprintf("%s bought with the budgets of the %s; "+
				"the rest was filled by %s.", upperFirst(counted(len(a.BeforeCompletion), "issue")), payers(a),
				agendaTitle(a.Completion))},
		)
	}
	if c := a.Cap; c != nil {
		v := reports.Verdict{State: reports.Info, Text: fmt.Sprintf("At most %s for the same %s.",
			counted(c.Most, "place"), reports.InText(c.By))}
		if c.Raised {
			v.Detail = fmt.Sprintf("The part that was asked for is less than one of %s; one is allowed all the same.",
				counted(a.K, "place"))
		}
		if len(c.Unknown) > 0 {
			v.Detail += " Not bounded, because nothing is said of them: " + few(texts(c.Unknown), 6) + "."
			v.Detail = strings.TrimSpace(v.Detail)
		}
		out = append(out, v)
	}
	if empty := emptyPlaces(a); empty != "" {
		out = append(out, reports.Verdict{State: reports.Warn, Text: sentence(empty)})
	}
	return out
}

// emptyPlaces says why places stay empty, where some do.
func emptyPlaces(a *ranking.Agenda) string {
	switch {
	case a.TooMany:
		return "not computed, because there are too many sets of issues to try them all"
	case a.Empty > 0:
		return fmt.Sprintf("%d of %s %s empty, because no more issues may be taken", a.Empty, counted(a.K, "place"),
			map[bool]string{true: "stays", false: "stay"}[a.Empty == 1])
	default:
		return ""
	}
}

// guarantee tells whether a choice keeps a promise, or breaks it for what may not be taken.
func guarantee(a *ranking.Agenda, holds bool, text string) reports.Verdict {
	if holds {
		return reports.Verdict{State: reports.OK, Text: text, Detail: "Checked on the ballots."}
	}
	var broken []string
	for _, v := range a.Certificate.Violations {
		if !slices.Contains(broken, v.Issue) {
			broken = append(broken, v.Issue)
		}
	}
	if a.Cap != nil && len(without(broken, a.Cap.LeftOut)) == 0 {
		return reports.Verdict{
			State: reports.Info, Text: strings.TrimSuffix(text, ".") + " only as far as the cap allows.",
			Detail: "Checked on the ballots: " + verb(texts(broken), "would have", "would have") +
				" a place by the votes, which the cap does not allow.",
		}
	}
	return reports.Verdict{State: reports.Miss, Text: text, Detail: "Checked on the ballots: it does not hold " +
		"for this choice."}
}

// budgetTable says what each group brings and gets.
func budgetTable(a *ranking.Agenda) reports.Table {
	t := reports.Table{
		ID: "agenda-groups", Title: "What each group gets", RowHead: true,
		Columns: []reports.Column{
			{Title: "Group"},
			{Title: "Worth in places", Align: reports.Right, Decimals: 2},
			{Title: "Voters with an issue on it, %", Align: reports.Right, Bar: true, BarMax: 100},
			{Title: "Issues a voter, on average", Align: reports.Right, Decimals: 2},
			{Title: "Its own first issue"},
		},
	}
	for _, g := range a.Budget {
		on := "is on"
		if !g.FirstIn {
			on = "is not on"
		}
		t.Add(
			reports.Str(groupTitle(g.Group)), reports.Num(g.Places.Float()),
			reports.Num(math.Round(100*g.Represented)), reports.Num(g.Average),
			reports.Str(few(texts(g.First), 3)+" "+on),
		)
	}
	return t
}

func otherAgendas(a *ranking.Agenda) reports.Table {
	t := reports.Table{
		ID: "agenda-others", Title: "What other rules would choose", RowHead: true,
		Columns: []reports.Column{{Title: "Rule"}, {Title: "Issues"}, {Title: "Proportional?"}},
	}
	for _, o := range a.Others {
		fair := "yes"
		if !o.Certificate.EJRPlus {
			fair = "no"
		}
		t.Add(reports.Str(agendaTitle(o.Rule)), reports.Str(strings.Join(texts(o.Issues), ", ")), reports.Str(fair))
	}
	return t
}
