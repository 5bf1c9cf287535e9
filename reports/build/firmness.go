package build

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/ranking"
	"roundtable/reports"
)

// firmSentence says how sure the order is, in one thought that a chair can repeat: what is
// ahead of the rest however one counts, and on what the first place depends.
func firmSentence(b *builder) string {
	r := b.in.Ranking
	if r.Firmness.Verdict == ranking.NoVerdict || r.Firmness.Verdict == "" {
		return ""
	}
	depends := joined(dependsOn(b))
	t := r.Firmness.FirmTop
	switch {
	case t == nil:
		out := "How sure the order is cannot be told: " + lowerFirst(unknownWords(b))
		if depends != "" {
			out = "The first place " + depends + ". " + out
		}
		return out
	case t.K == len(r.Issues):
		return "Nothing in the order is firm: the first place " + cmp.Or(depends, "is too close to call") +
			"; wherever else one draws a line, other voters or another way of counting might move an issue across it."
	case t.K > 1:
		return firmSetSentence(b, depends)
	case depends != "":
		return "The first place would hardly change with " + joinedOr(otherWays(r)) + ", but it " + depends + "."
	}
	ways := otherWays(r)[1:]
	if !r.OnlyHums() {
		ways = append(ways, "another counting rule")
	}
	with := ""
	if len(ways) > 0 {
		with = "with " + joined(ways) + ", "
	}
	return "The first place is stable: it stays the same " + with + "without any single ballot, and very likely with " +
		"other voters."
}

// otherWays are the ways to vote, first, and to count in which a firm first place is the
// same, as far as there are any.
func otherWays(r *ranking.Result) []string {
	out := []string{"other voters"}
	if len(r.Groups) > 1 || len(r.Organisations) > 0 {
		out = append(out, "another weighting")
	}
	if blanksMatter(r) {
		out = append(out, "another reading of blanks")
	}
	return out
}

// firmSetSentence names the issues that are ahead of the rest, and says on what depends
// which of them comes first.
func firmSetSentence(b *builder, depends string) string {
	r := b.in.Ranking
	t := r.Firmness.FirmTop
	way := "whichever way one counts"
	if len(t.Against) > 0 {
		way = "whether groups or ballots count the same and whatever blanks mean, but not by " +
			joinedOr(each(t.Against, ruleWords))
	} else if len(t.Others) > 0 {
		way = "whether groups or ballots count the same, whatever blanks mean, one to one and in the runoff, " +
			"but not by " + few(each(t.Others, ruleWords), 3)
	}
	if t.SingleBallots > 0 {
		way += ", though leaving out " + oneOf(t.SingleBallots) + " would change that"
	}
	var rest []string
	for i := t.K; i < len(r.Issues); i++ {
		rest = append(rest, reports.InText(r.Issues[i].ID))
	}
	out := joined(firmIssues(r)) + " are ahead of the rest " + way
	among := "; their order among themselves is too close to call"
	if t.K > mostAtTheEnd && len(rest) <= mostAtTheEnd {
		out = "Only the end is firm: " + verb(rest, "comes", "come") + " behind all others " + way
		among = "; the order of the others is too close to call"
	}
	switch {
	case r.Issues[t.K-1].Rank == 1:
		among = "; the votes do not separate those on the first place"
	case depends != "":
		among += ", and the first place " + depends
	}
	return out + among + "."
}

// dependsOn says, in clauses after "the first place", on what else it depends than on who
// came to vote.
func dependsOn(b *builder) []string {
	r := b.in.Ranking
	f := &r.Firmness
	var out []string
	for _, reason := range f.Reasons {
		switch reason {
		case ranking.Tied:
			out = append(out, "is tied")
		case ranking.DependsOnWeights:
			out = append(out, "depends on the weighting"+bracketed(otherWeights(b)))
		case ranking.DependsOnBlanks:
			other := "took part in no comparison"
			if r.Unranked == "ignore" {
				other = "came last"
			}
			out = append(out, "depends on what blanks mean"+bracketed(fmt.Sprintf("if issues left blank %s, %s", other,
				placedShort(f.FirstOther))))
		case ranking.DependsOnRule:
			out = append(out, "depends on the counting rule"+bracketed(otherRules(r)))
		case ranking.DependsOnFew:
			how := "one ballot is filled in otherwise"
			if n := f.LeaveOneOut.First; n > 0 {
				how = oneOf(n) + " is left out"
			}
			out = append(out, "changes if "+how)
		}
	}
	return out
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// placedShort says which issues come first, by their IDs.
func placedShort(ids []string) string {
	if len(ids) == 1 {
		return reports.InText(ids[0]) + " comes first"
	}
	return few(texts(ids), 4) + " share the first place"
}

// otherWeights says what comes first under the weightings that the first sentence leaves
// out.
func otherWeights(b *builder) string {
	r := b.in.Ranking
	f := &r.Firmness
	var out []string
	if !weighted(r) && !slices.Equal(f.FirstHeads, f.First) {
		out = append(out, placedShort(f.FirstHeads)+" when "+countedBy(r, "heads"))
	}
	if f.FirstGroups != nil && !slices.Equal(f.FirstGroups, f.First) {
		out = append(out, placedShort(f.FirstGroups)+" when "+weightWords("groups"))
	}
	return strings.Join(out, "; ")
}

// otherRules says what comes first by the counting rules that do not have the same first
// place as the order.
func otherRules(r *ranking.Result) string {
	var out []string
	opinions := r.Opinions()
	for _, f := range opinions.Firsts {
		if opinions.Differ(r.Firmness.First) && len(common(f.Issues, r.Firmness.First)) == 0 ||
			!opinions.Differ(r.Firmness.First) && !slices.Equal(f.Issues, r.Firmness.First) {
			out = append(out, placedShort(f.Issues)+" by "+few(each(f.Rules, ruleWords), 3))
		}
	}
	return strings.Join(out, "; ")
}

// common is what two lists have in common.
func common(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(id string) bool { return !slices.Contains(b, id) })
}

// oneOf names a single ballot where each of n would do.
func oneOf(n int64) string {
	if n == 1 {
		return "one ballot"
	}
	return fmt.Sprintf("one ballot (any of %d)", n)
}

// unknownWords says why nobody can tell how sure an order is.
func unknownWords(b *builder) string {
	boot := &b.in.Ranking.Firmness.Bootstrap
	switch {
	case !boot.Nothing:
		return cmp.Or(optional(noIntervals(boot)), "it was not worked out.")
	case len(b.in.Ranking.Groups) == 0 || len(boot.TooFew) == 0:
		return "there are too few ballots to stand for those who did not vote."
	default:
		return fmt.Sprintf("too few ballots stand for %s, and they carry too much of the weight.",
			joined(texts(boot.TooFew)))
	}
}

// mostNamed is up to how many firm issues are named once more.
const mostNamed = 5

// mostAtTheEnd is up to how many issues are named as being behind all others.
const mostAtTheEnd = 3

// firmIssues are those of the firm top in the order of the report, of which they are the
// first.
func firmIssues(r *ranking.Result) []string {
	var out []string
	for i := range r.Firmness.FirmTop.K {
		out = append(out, reports.InText(r.Issues[i].ID))
	}
	return out
}

// ruleWords is a counting rule in a sentence, after "by".
func ruleWords(name string) string {
	return cmp.Or(map[string]string{
		"copeland": "one-to-one comparisons", "plurality": "counting first places alone",
		"borda": "Borda’s count", "schulze": "Schulze’s rule", "kemeny": "Kemeny–Young’s rule",
	}[name], lowerFirst(ruleTitle(name)))
}

// verb joins names to a verb in its number.
func verb(names []string, one, many string) string {
	if len(names) == 1 {
		return names[0] + " " + one
	}
	return joined(names) + " " + many
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
				State: reports.OK, Text: "Leaving out any single ballot leaves the first place as it is.",
				Detail: fmt.Sprintf("Each of the %d ballots was left out in turn.", l.Of),
			})
		} else {
			out = append(out, reports.Verdict{
				State: reports.Warn, Text: "Leaving out " + oneOf(l.First) + " changes the first place.",
				Detail: fmt.Sprintf("Each of the %d ballots was left out in turn.", l.Of),
			})
		}
	}
	if v := f.Victory; v != nil {
		out = append(out, reports.Verdict{State: reports.Info, Text: fmt.Sprintf("%s, filled in otherwise, would put "+
			"%s first.", upperFirst(counted(int(v.People), "ballot")), b.issueName(v.To, 70))})
	}
	if f.VictoryUnknown {
		out = append(
			out,
			reports.Verdict{State: reports.Info, Text: "How many ballots, filled in otherwise, would put " +
				"another issue first is not worked out where ballots leave issues unanswered or are of several kinds."},
		)
	}
	if t := f.FirmTop; t != nil && len(t.Issues) < len(r.Issues) {
		firm := verb(firmIssues(r), "comes", "come")
		if t.K > mostNamed {
			firm = "the first " + text(t.K) + " issues come"
		}
		out = append(out, reports.Verdict{
			State: reports.Info, Text: fmt.Sprintf("In %s of 100 votes %s %s before all others.",
				atMost99(t.P), redrawn(r), firm),
			Detail: "That is called firm from 95 on, where it is also the same however groups and blanks count.",
		})
	}
	if v, ok := blanksVerdict(b); ok {
		out = append(out, v)
	}
	if len(f.Bootstrap.Few) > 0 && f.Bootstrap.Why == "" {
		out = append(out, reports.Verdict{
			State: reports.Info, Text: "The likely places are rough where there are fewer than ten ballots: " +
				joined(texts(f.Bootstrap.Few)) + ".",
		})
	}
	if f.Bootstrap.Why != "" {
		out = append(out, reports.Verdict{
			State: reports.Info, Text: "No range of likely places is given.",
			Detail: sentence(noIntervals(&f.Bootstrap)),
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

// atMost99 rounds a share of replicates down to whole per cent: all of them are not certainty.
func atMost99(p float64) string { return text(min(99, int(100*p))) }

// redrawn says from what votes are drawn anew.
func redrawn(r *ranking.Result) string {
	if len(r.Groups) > 1 {
		return "redrawn within each group"
	}
	return "redrawn from the ballots"
}

// blanksMatter reports whether there are blanks, and more than one reading of them.
func blanksMatter(r *ranking.Result) bool {
	return partlyAnswered(r) && !slices.ContainsFunc(r.Warnings, func(f planner.Finding) bool {
		return f.Code == "blanks-one-reading"
	})
}

// rulesByBlanks are the counting rules by which what blanks mean decides the first place.
func rulesByBlanks(r *ranking.Result) []string {
	var out []string
	for i := range r.Warnings {
		if r.Warnings[i].Code != "blanks-decide-rule" {
			continue
		}
		titles, _ := r.Warnings[i].Args["rules"].([]string)
		for _, rule := range ranking.AllRules() {
			if slices.Contains(titles, rule.Title) {
				out = append(out, rule.Name)
			}
		}
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
	case len(first) == 0 || !blanksMatter(r):
		return reports.Verdict{}, false
	case moved == 0 && len(rulesByBlanks(r)) > 0:
		return reports.Verdict{
			State: reports.Info,
			Text: fmt.Sprintf("How blanks are counted changes no place by the "+
				"%s, but decides the first place by %s.", scaleOfResult(r).word,
				few(each(rulesByBlanks(r), ruleWords), 3)),
		}, true
	case moved == 0:
		return reports.Verdict{State: reports.OK, Text: "How blanks are counted changes no place by the " +
			scaleOfResult(r).word + "."}, true
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
			out[m.Above] = "even all would not do"
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
	return out
}

// auditTable is one row a ballot: for the chair, to recount by hand.
func auditTable(r *ranking.Result) reports.Table {
	if r == nil || len(r.Audit) == 0 {
		return reports.Table{}
	}
	t := reports.Table{
		ID: "audit", Title: "Every ballot as it was counted", RowHead: true, Long: true, Workbook: true,
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
