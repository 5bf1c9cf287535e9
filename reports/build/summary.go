package build

import (
	"fmt"

	"roundtable/reports"
)

// summary is the first section: what to do now, in at most seven sentences, and
// the verdicts behind them.
func summarySection(b *builder) *reports.Section {
	s := &reports.Section{ID: "summary", Title: "Summary"}
	var sentences []string
	add := func(t string) {
		if t != "" {
			sentences = append(sentences, t)
		}
	}
	if b.judged != nil && len(b.judged.Report.Targets) > 0 {
		add(balanceSentence(b))
		add(adviceSentence(b))
	}
	if r := b.in.Ranking; r != nil && len(r.Issues) > 0 {
		issues := firstSentence(b)
		if names := groupsWithFigures(r); len(names) > 1 {
			if all := spreads(r, names); len(all) > 0 {
				issues += " " + agreeSentence(all)
			}
		}
		add(issues)
	}
	if b.in.Groups != nil && !b.clash() {
		add(groupSentence(b, b.in.Groups))
	}
	for i, t := range sentences {
		if i == 0 {
			s.Lead = t
			continue
		}
		s.Blocks = append(s.Blocks, reports.Paragraph{Text: t})
	}
	if v := summaryVerdicts(b); len(v) > 0 {
		s.Blocks = append(s.Blocks, reports.Verdicts{Items: v})
	}
	return s
}

// summaryVerdicts is one line a part: what is met, what is missed, what is not there.
func summaryVerdicts(b *builder) []reports.Verdict {
	out := balanceVerdicts(b)
	switch {
	case b.in.Ranking == nil || len(b.in.Ranking.Issues) == 0:
		v := reports.Verdict{State: reports.Info, Text: noRanking(b)}
		if b.in.Missing.Ranking == "" {
			v.Detail = "The section on issues says what to add."
		}
		out = append(out, v)
	default:
		out = append(out, rankingVerdicts(b)...)
	}
	switch {
	case b.clash():
		v := reports.Verdict{State: reports.Miss, Text: "The wishes for the working groups cannot all be met.", Detail: sentence(b.in.Missing.Groups)}
		if b.in.Impossible != nil {
			v.Detail = sentence(b.in.Impossible.Reason)
		}
		out = append(out, v)
	case b.in.Groups == nil:
		out = append(out, reports.Verdict{State: reports.Info, Text: noGroups(b)})
	default:
		out = append(out, groupVerdicts(b, b.in.Groups)...)
	}
	if c := countFindings(b.m.Findings); c.errors+c.warnings > 0 {
		st := reports.Warn
		if c.errors > 0 {
			st = reports.Fail
		}
		out = append(out, reports.Verdict{State: st, Text: findingSentence(c), Detail: "Each is listed with its cell under “What was noticed in the data”."})
	}
	return out
}

func balanceVerdicts(b *builder) []reports.Verdict {
	if b.judged == nil {
		return []reports.Verdict{{State: reports.Info, Text: noBalance(b)}}
	}
	r := b.judged.Report
	c := countVerdicts(r)
	if c.judged() == 0 {
		return []reports.Verdict{{State: reports.Info, Text: "No balance rules were given, so " + who(b.judged) + " were counted and not judged."}}
	}
	var out []reports.Verdict
	const most = 6
	for _, t := range judgedTargets(r) {
		if st := stateOf(t); (st == reports.Miss || st == reports.Unsure) && len(out) < most {
			out = append(out, targetVerdict(b, r, t))
		}
	}
	if left := c.missed + c.unsure - len(out); left > 0 {
		out = append(out, reports.Verdict{State: reports.Info, Text: fmt.Sprintf("%s of the same kind under “Balance rules”.", upperFirst(counted(left, "more rule")))})
	}
	if c.met > 0 {
		v := reports.Verdict{State: reports.OK, Text: fmt.Sprintf("%d of %s met.", c.met, counted(c.judged(), "balance rule"))}
		if c.met == c.judged() {
			v.Text = upperFirst(allRules(c.met)) + " for the balance of " + who(b.judged) + " " + isAre(c.met) + " met."
		}
		out = append(out, v)
	}
	return out
}
