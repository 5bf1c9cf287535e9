package build

import (
	"fmt"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
)

// firmSentence says how sure the first place is, in words a chair can read out.
func firmSentence(b *builder) string {
	r := b.in.Ranking
	f := &r.Firmness
	switch f.Verdict {
	case ranking.Tied:
		return "The first place is tied: the votes do not separate the issues on it."
	case ranking.DependsOnWeights:
		return "The first place depends on the weighting, so say which one you use."
	case ranking.DependsOnBlanks:
		return "The first place depends on how issues left blank are counted."
	case ranking.DependsOnFew:
		return fmt.Sprintf("The first place hangs on single ballots: leaving out any one of %s changes it.",
			counted(int(f.LeaveOneOut.First), "ballot"))
	case ranking.Stable:
		return "The first place is stable: the weighting, blanks and any single ballot leave it as it is." +
			intervalSentence(&r.Issues[0])
	}
	switch top := &r.Issues[0]; {
	case top.Tied:
		return "The tie is real: the votes do not separate them."
	case len(top.RankInterval) == 2:
		return strings.TrimSpace(intervalSentence(top))
	case r.Ballots < 10:
		return fmt.Sprintf("With %s, one more vote may change the order.", counted(int(r.Ballots), "ballot"))
	default:
		return ""
	}
}

// intervalSentence says where the issue might have come with other voters.
func intervalSentence(top *ranking.Issue) string {
	switch iv := top.RankInterval; {
	case len(iv) != 2:
		return ""
	case iv[1] <= 1:
		return " Redrawn within each group, at least 95 of 100 votes put it first."
	default:
		return fmt.Sprintf(" Had others of the same groups voted, it might have come anywhere from %s to %s.",
			ordinal(iv[0]), ordinal(iv[1]))
	}
}

// firmVerdicts are the checks behind the sentence.
func firmVerdicts(b *builder) []reports.Verdict {
	r := b.in.Ranking
	f := &r.Firmness
	var out []reports.Verdict
	if f.LeaveOneOut.Of > 0 {
		l := f.LeaveOneOut
		if l.First == 0 {
			out = append(out, reports.Verdict{
				State: reports.OK, Text: "No single ballot decides the first place.",
				Detail: fmt.Sprintf("Each of the %d ballots was left out in turn.", l.Of),
			})
		} else {
			out = append(out, reports.Verdict{State: reports.Warn, Text: fmt.Sprintf("%s of %d would change the "+
				"first place if left out.", upperFirst(counted(int(l.First), "ballot")), l.Of)})
		}
	}
	if v, ok := blanksVerdict(b); ok {
		out = append(out, v)
	}
	if f.Bootstrap.Why != "" {
		out = append(out, reports.Verdict{
			State: reports.Info, Text: "No range of likely places is given.",
			Detail: sentence(f.Bootstrap.Why),
		})
	}
	if len(r.Cycle) > 1 {
		circle := append(texts(r.Cycle), reports.InText(r.Cycle[0]))
		out = append(out, reports.Verdict{State: reports.Info, Text: "The votes go in a circle: " +
			strings.Join(circle, " beats ") + ".", Detail: "Majorities are of different people, so this can happen. " +
			"Each counting rule cuts the circle in its own way."})
	}
	return out
}

// blanksVerdict says whether the two policies for blanks lead to the same order.
func blanksVerdict(b *builder) (reports.Verdict, bool) {
	r := b.in.Ranking
	moved := 0
	for i := range r.Issues {
		if is := &r.Issues[i]; is.RankOther > 0 && is.RankOther != is.Rank {
			moved++
		}
	}
	other := "took part in no comparison"
	if r.Unranked == "ignore" {
		other = "counted as tied below those ranked"
	}
	switch first := r.Firmness.FirstOther; {
	case len(first) == 0:
		return reports.Verdict{}, false
	case moved == 0:
		return reports.Verdict{State: reports.OK, Text: "How blanks are counted changes no place by support."}, true
	case strings.Join(first, "\n") != strings.Join(r.Firmness.First, "\n"):
		return reports.Verdict{State: reports.Warn, Text: fmt.Sprintf("If issues left blank %s, %s.", other,
			placedLower(b, first))}, true
	default:
		return reports.Verdict{State: reports.Info, Text: fmt.Sprintf("If issues left blank %s, the first place "+
			"stays and %s would move.", other, counted(moved, "issue"))}, true
	}
}

// marginWords says how many voters stand between an issue and the next one down.
func marginWords(r *ranking.Result) map[string]string {
	out := map[string]string{}
	for _, m := range r.Firmness.Margins {
		switch {
		case m.People == 0:
			out[m.Above] = "tied with the next"
		case m.People < 0:
			out[m.Above] = "no swap would do"
		default:
			out[m.Above] = counted(int(m.People), "voter")
		}
	}
	return out
}

// tieTable tells how each tie was broken where an order was needed.
func tieTable(b *builder) reports.Table {
	t := reports.Table{
		ID: "tie-breaks", Title: "How ties were broken where an order was needed", RowHead: true,
		Columns: []reports.Column{
			{Title: "Tie"},
			{Title: "Decided by"},
			{Title: "Above"},
			{Title: "Below"},
			{Title: "Figures"},
		},
		Note: "The order above keeps its ties; they are broken only where a list has to end somewhere.",
	}
	for _, tie := range b.in.Ranking.TieBreaks {
		for _, s := range tie.Steps {
			t.Add(
				reports.Str(joined(texts(tie.Issues))), reports.Str(s.Rule), reports.Str(s.Above),
				reports.Str(s.Below), reports.Str(s.AboveValue+" to "+s.BelowValue),
			)
		}
	}
	return t
}

// countedBallots says what became of every ballot.
func countedBallots(b *builder) []string {
	r := b.in.Ranking
	var out []string
	add := func(n int64, words string) {
		if n > 0 {
			out = append(out, upperFirst(counted(int(n), "ballot"))+" "+words)
		}
	}
	add(r.Ballots, "counted.")
	add(r.Abstain, "blank: the voter answered nothing.")
	add(r.Replaced, "replaced by a later one of the same voter.")
	add(r.NotInRoster, "from voters who are not on the list of people.")
	add(r.NoGroup, "without a stakeholder group.")
	add(r.Excluded, "left out for one of these reasons.")
	if r.EffectiveBallots > 0 && r.DesignEffect > 1.005 {
		out = append(out, fmt.Sprintf("Weighting makes the %d ballots as telling as about %s that count the same.",
			r.Ballots, number(r.EffectiveBallots, 1)))
	}
	if k := r.Raking; k != nil {
		if k.Converged {
			out = append(out, fmt.Sprintf("Weights were fitted to both groups and regions in %s.",
				counted(k.Sweeps, "round")))
		} else {
			out = append(out, fmt.Sprintf("Weights could not be fitted to both groups and regions; the largest "+
				"error left is %s %%.", number(100*k.MaxError, 2)))
		}
	}
	for _, o := range r.Omitted {
		out = append(out, ruleTitle(o.Rule)+" was not used: "+lowerFirst(sentence(o.Why)))
	}
	return out
}

// auditTable is one row a ballot: for the chair, to recount by hand.
func auditTable(r *ranking.Result) reports.Table {
	if r == nil || len(r.Audit) == 0 {
		return reports.Table{}
	}
	t := reports.Table{
		ID: "audit", Title: "Every ballot as it was counted", RowHead: true, Long: true,
		Columns: []reports.Column{
			{Title: "Where"},
			{Title: "Voter"},
			{Title: "Group"},
			{Title: "Form"},
			{Title: "What became of it"},
			{Title: "Ballots", Align: reports.Right},
			{Title: "Weight", Align: reports.Right, Decimals: 3},
			{Title: "Read as, best first"},
		},
	}
	for i := range r.Audit {
		a := &r.Audit[i]
		weight := reports.Str("")
		if a.Status == "counted" {
			weight = reports.Num(a.Weight.Float())
		}
		t.Add(
			reports.Str(a.Where.String()), reports.Str(a.Voter), reports.Str(a.Group), reports.Str(a.Kind),
			reports.Str(a.Status),
			reports.Int(int(a.Count)), weight, reports.Str(levelWords(a.Ranking)),
		)
	}
	return t
}

// auditSection is the section with every ballot.
func auditSection(b *builder) *reports.Section {
	s := &reports.Section{
		ID: "audit", Title: "Every ballot",
		Lead: "For checking and recounting. It shows how single people voted: keep it to those who need it.",
	}
	if s.Add(auditTable(b.in.Ranking)); len(s.Blocks) == 0 {
		return nil
	}
	return s
}

// notesOf shows the warnings of a result beside it, and its notes as remarks.
func notesOf(fs []planner.Finding) []reports.Block {
	var v reports.Verdicts
	remarks := reports.List{Title: "Remarks"}
	for i := range fs {
		verdict := findingVerdict(&fs[i])
		if fs[i].Severity == planner.Note {
			remarks.Items = append(remarks.Items, strings.TrimSpace(verdict.Text+" "+verdict.Detail))
			continue
		}
		v.Items = append(v.Items, verdict)
	}
	return []reports.Block{v, remarks}
}
