package build

import (
	"cmp"
	"fmt"
	"slices"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
)

// rulesSection says which balance rules pass, and what would mend those that do not.
func rulesSection(b *builder) *reports.Section {
	if b.in.Programme != nil {
		return nil
	}
	s := &reports.Section{ID: "rules", Title: "Balance rules"}
	if b.judged == nil {
		s.Lead = noBalance(b)
		return s
	}
	r := b.judged.Report
	if len(r.Targets) == 0 {
		s.Lead = "No rules or targets were given, so nothing was judged."
		s.Blocks = append(s.Blocks, targetsHelp())
		return s
	}
	s.Lead = balanceSentence(b)
	if r.ByDefault() {
		s.Lead = byDefault(b, s.Lead)
	}
	if r.Advice != nil {
		if v := recommended(b, r, r.Advice); v != nil {
			s.Add(reports.Verdicts{Items: []reports.Verdict{*v}})
		}
	}
	var open []reports.Verdict
	for _, t := range judgedTargets(r) {
		if st := stateOf(t); st == reports.Miss || st == reports.Unsure {
			open = append(open, targetVerdict(b, r, t))
		}
	}
	if len(open) > 0 {
		s.Blocks = append(s.Blocks, reports.Verdicts{Items: open})
	}
	addAdvice(b, s, r)
	for i := range b.in.Balance {
		v := &b.in.Balance[i]
		if v.Report != nil && len(v.Report.Targets) > 0 {
			s.Blocks = append(s.Blocks, rulesTable(b, v, i))
		}
	}
	s.Add(b.notesOf(r.Warnings)...)
	return s
}

// byDefault says why a common default was taken, what came out, and which rules fit.
func byDefault(b *builder, lead string) string {
	why := "No rules were given"
	if n := len(b.judged.Packs); n > 0 {
		why = "No rule of " + joined(b.judged.Packs) + " can be checked by numbers"
	}
	lead = why + "; compared with a common default. " + lead
	if b.judged.Fits != "" {
		lead += " The rules that fit are those of --rules " + b.judged.Fits + "."
	}
	return lead
}

func noBalance(b *builder) string {
	return cmp.Or(b.in.Missing.Balance, "There is no list of people in these files. To check the balance, add a "+
		"sheet or a csv "+
		"file with one row a person and columns such as name, stakeholder, region and gender.")
}

func targetsHelp() reports.Block {
	return reports.List{Title: "To have the balance judged", Items: []string{
		"Add a sheet or csv file of targets with the columns dimension, value, min and max: “stakeholder, " +
			"Government, 1,” asks for at least one person from Government.",
		"Or name a published set of rules with --rules; “roundtable rules” lists them.",
	}}
}

// balanceSentence is the verdict in a sentence or two.
func balanceSentence(b *builder) string {
	r := b.judged.Report
	c := countVerdicts(r)
	whom := who(b.judged)
	verb := "meet"
	if r.Panel.Size == 1 {
		verb = "meets"
	}
	if c.judged() == 0 {
		return upperFirst(whom) + " are described, not judged: no rule has a limit."
	}
	if c.met == c.judged() {
		return fmt.Sprintf("%s %s %s.", upperFirst(whom), verb, allRules(c.judged()))
	}
	out := fmt.Sprintf("%s %s %d of %s", upperFirst(whom), verb, c.met, counted(c.judged(), "rule"))
	if c.mustMissed > 0 {
		out += fmt.Sprintf("; %s that must hold %s missed", counted(c.mustMissed, "rule"), isAre(c.mustMissed))
	} else if c.missed > 0 && c.musts > 0 {
		out += "; what is missed are wishes, no rule that must hold"
	} else if c.missed > 0 {
		out += "; all of them are wishes"
	}
	if c.unsure > 0 {
		out += fmt.Sprintf("; %s cannot be decided from the data", counted(c.unsure, "rule"))
	}
	out += "."
	if l := lacks(judgedTargets(r)); len(l) > 0 {
		out += " Short by " + few(l, 4) + "."
	}
	return out
}

func allRules(n int) string {
	switch n {
	case 1:
		return "the one rule asked for"
	case 2:
		return "both rules"
	default:
		return "all " + text(n) + " rules"
	}
}

func rulesTable(b *builder, v *BalanceView, index int) reports.Table {
	t := reports.Table{
		ID: "targets", RowHead: true,
		Columns: []reports.Column{
			{Title: "Rule"},
			{Title: "Verdict"},
			{Title: "Has", Align: reports.Right},
			{Title: "Asked for"},
			{Title: "Gap"},
			{Title: "Weight"},
			{Title: "Who counts"},
		},
	}
	if v == b.judged {
		t.Title = "Every rule, judged for " + who(v)
	} else {
		t.ID = fmt.Sprintf("targets-%d", index+1)
		t.Title = "For information: the same rules for " + who(v)
	}
	for _, r := range judgedTargets(v.Report) {
		has := reports.Int(r.Have)
		if r.Target.Kind == planner.Flag || r.Target.Kind == planner.NotAllSame {
			has = reports.Str("")
		}
		has.Span = &reports.Span{Low: float64(r.Min), High: float64(r.Max)}
		t.Add(
			reports.Str(shortLabel(r)), reports.Mark(stateOf(r)), has, reports.Str(targetAsked(r)), reports.Str(gap(r)),
			reports.Str(r.Target.Tier.String()), reports.Str(whoCounts(b, r)),
		)
	}
	if v != b.judged {
		t.Columns = t.Columns[:5]
		for i := range t.Rows {
			t.Rows[i] = t.Rows[i][:5]
		}
		t.Note = "They are not what the rules speak of; the counts are shown so that the two are not confused."
		return t
	}
	t.Note = "“Must” rules decide the verdict; “should” and “nice” rules are wishes. People whose value is not " +
		"given never count as meeting a rule."
	return t
}

// whoCounts names the people behind a count, or the counts by value.
func whoCounts(b *builder, r *balance.TargetResult) string {
	if len(r.Values) > 0 {
		return fewApart(each(r.Values, func(v balance.ValueCount) string {
			return cellLabel(r, v.Value, shortValue) + " " + text(v.Count)
		}), 5)
	}
	return few(b.names(r.Members), 4)
}

// seatsSection shows how many people each group has, against what is allowed.
func seatsSection(b *builder) *reports.Section {
	if b.judged == nil {
		return nil
	}
	s := &reports.Section{ID: "seats", Title: "Seats by stakeholder group and region"}
	for i := range b.judged.Report.Dimensions {
		d := &b.judged.Report.Dimensions[i]
		if !isSeatDimension(d.Name) || len(orderedCounts(d)) == 0 {
			continue
		}
		s.Blocks = append(s.Blocks, seatBlock(b, d))
	}
	if len(s.Blocks) == 0 {
		return nil
	}
	s.Lead = seatLead(b.judged)
	return s
}

func isSeatDimension(d planner.Dimension) bool {
	return d == planner.Stakeholder || d == planner.Region
}

func seatLead(v *BalanceView) string {
	out := "Counted among " + who(v) + "."
	for _, d := range v.Report.Dimensions {
		if isSeatDimension(d.Name) && d.SeatsToMove > 0 {
			out += fmt.Sprintf(" An even spread over %s would take %s changing hands.", labels(d.Name),
				counted(d.SeatsToMove, "seat"))
		}
	}
	return out
}

// spreadTitle states the answer: who is missing, or that all are there.
func spreadTitle(d *balance.DimensionResult) string {
	counts := orderedCounts(d)
	present := 0
	for _, c := range counts {
		if c.Count > 0 {
			present++
		}
	}
	var out string
	switch missing := missingValues(d); {
	case len(missing) == 0:
		out = "All " + text(present) + " " + labels(d.Name) + " are present"
	case len(missing) <= 2:
		out = "Nobody from " + joinedOr(texts(missing)) + "; " + text(present) + " of " + text(present+len(missing)) +
			" " + labels(d.Name) + " are present"
	default:
		out = text(present) + " of " + text(present+len(missing)) + " " + labels(d.Name) + " are present"
	}
	if d.Unknown > 0 {
		out += "; not given for " + people(d.Unknown)
	}
	return out
}

// missingValues are the expected values nobody has.
func missingValues(d *balance.DimensionResult) []string {
	out := slices.Clone(d.Missing)
	for _, c := range orderedCounts(d) {
		if c.Count == 0 && !slices.Contains(out, c.Value) {
			out = append(out, c.Value)
		}
	}
	return out
}

// seatBlock is one dot a person up to MaxDots people, a bar chart with the
// allowed range above.
func seatBlock(b *builder, d *balance.DimensionResult) reports.Block {
	t := reports.Table{
		ID: "seats-" + string(d.Name), Title: spreadTitle(d), RowHead: true,
		Columns: []reports.Column{
			{Title: upperFirst(d.Name.Label())},
			{Title: "People", Align: reports.Right, Dots: true},
			{Title: "Asked for"},
			{Title: "Gap"},
		},
	}
	counts := orderedCounts(d)
	c := reports.Chart{ID: "chart-seats-" + string(d.Name), Kind: reports.TargetBar, Title: t.Title, Axis: "people"}
	c.Series = []reports.Series{{Name: "People"}, {Name: "Fewest allowed"}, {Name: "Most allowed"}}
	for _, v := range counts {
		row := []reports.Value{reports.Str(v.Value), reports.Int(v.Count), reports.Str(""), reports.Str("")}
		low, high := nan, nan
		if r := targetFor(b, d.Name, v.Value); r != nil {
			row[1].Span = &reports.Span{Low: float64(r.Min), High: float64(r.Max)}
			row[2], row[3] = reports.Str(targetAsked(r)), reports.Str(gap(r))
			low = float64(r.Min)
			if r.Max >= 0 {
				high = float64(r.Max)
			}
		}
		t.Add(row...)
		c.Categories = append(c.Categories, v.Value)
		for i, x := range []float64{float64(v.Count), low, high} {
			c.Series[i].Values = append(c.Series[i].Values, x)
		}
	}
	if d.Unknown > 0 {
		t.Add(reports.Str(upperFirst(notGiven)), reports.Int(d.Unknown), reports.Str(""), reports.Str(""))
	}
	if b.judged.Report.Panel.Size <= reports.MaxDots {
		t.Note = dotNote(&t)
		return withoutEmptyColumns(t)
	}
	c.Summary = "Bars show the people, triangles the fewest and upright ticks the most that the rules allow."
	t.Columns[1].Dots, t.Columns[1].Bar, t.Columns[1].BarMax = false, true, largest(t.Rows, 1)
	c.Table = t
	return c
}

// dotNote explains the marks that occur in a table of dots.
func dotNote(t *reports.Table) string {
	out := "One dot is one person."
	var gap, over bool
	for _, row := range t.Rows {
		for _, mark := range row[1].Dots() {
			gap, over = gap || mark == "gap", over || mark == "over"
		}
	}
	if gap {
		out += " A dashed ring is a person still missing."
	}
	if over {
		out += " A hollow square is a person above the most allowed."
	}
	return out
}

// withoutEmptyColumns drops the text columns in which every cell is empty.
func withoutEmptyColumns(t reports.Table) reports.Table {
	var keep []int
	for j := range t.Columns {
		if slices.ContainsFunc(t.Rows, func(r []reports.Value) bool { return r[j].IsNum || r[j].Text != "" }) {
			keep = append(keep, j)
		}
	}
	out := t
	out.Columns, out.Rows = nil, make([][]reports.Value, len(t.Rows))
	for _, j := range keep {
		out.Columns = append(out.Columns, t.Columns[j])
		for i := range t.Rows {
			out.Rows[i] = append(out.Rows[i], t.Rows[i][j])
		}
	}
	return out
}

// targetFor finds the plain count target for a value; several are merged into
// the tighter bounds.
func targetFor(b *builder, d planner.Dimension, value string) *balance.TargetResult {
	var found *balance.TargetResult
	for i := range b.judged.Report.Targets {
		t := &b.judged.Report.Targets[i]
		if t.Target.Kind != planner.Count || t.Dimension != d || t.Value != value ||
			len(t.Target.And) > 0 || len(t.Target.Roles) > 0 || t.Informs {
			continue
		}
		if found == nil {
			merged := *t
			found = &merged
			continue
		}
		found.Min = max(found.Min, t.Min)
		if t.Max >= 0 && (found.Max < 0 || t.Max < found.Max) {
			found.Max = t.Max
		}
		found.Short, found.Over = max(found.Short, t.Short), max(found.Over, t.Over)
		if t.Status != balance.Met {
			found.Status = t.Status
		}
	}
	return found
}
