package build

import (
	"cmp"
	"sort"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/reports"
	"roundtable/reports/messages"
)

// words are what the sections of all reports say alike, in the language of the report.
type words struct{ *messages.Catalogue }

// few lists the first of many by commas, as cells and lists of names do, and says how many
// more there are.
func (w words) few(items []string, most int) string {
	if len(items) <= most {
		return w.Comma(items)
	}
	return w.Say("list.more", messages.Args{"items": messages.Plain(items[:most]), "n": len(items) - most})
}

// dimension is the name of what is known of people, as in a sentence: "stakeholder
// group". A column of the user's own keeps its name.
func (w words) dimension(d planner.Dimension) string {
	if !w.Has("dimension." + string(d)) {
		return reports.InText(string(d))
	}
	return w.Say("dimension."+string(d), nil)
}

// dimensions is the same for several values: "stakeholder groups".
func (w words) dimensions(d planner.Dimension) string {
	if !w.Has("dimensions." + string(d)) {
		return w.dimension(d)
	}
	return w.Say("dimensions."+string(d), nil)
}

// dimensionTitle is the same as a heading: "Stakeholder group".
func (w words) dimensionTitle(d planner.Dimension) string {
	if !w.Has("dimension-title." + string(d)) {
		return reports.InText(string(d))
	}
	return w.Say("dimension-title."+string(d), nil)
}

// short is a value for narrow cells: the long names of groups are shortened.
func (w words) short(v string) string {
	if w.Has("value-short." + v) {
		return w.Say("value-short."+v, nil)
	}
	return w.Value(v)
}

// with is something with what describes it in brackets: "Ana (Government)".
func (w words) with(what, detail string) string {
	if detail == "" {
		return what
	}
	return w.Say("list.with", messages.Args{"what": what, "detail": detail})
}

// plain lists items with commas alone.
func (w words) plain(items messages.Plain) string {
	return w.Say("list.plain", messages.Args{"items": items})
}

// parts lists what has commas itself.
func (w words) parts(items []string) string {
	if len(items) == 0 {
		return ""
	}
	out := items[0]
	for _, item := range items[1:] {
		out = w.Say("list.parts", messages.Args{"before": out, "item": item})
	}
	return out
}

// some lists at most limit items, and says how many more there are.
func (w words) some(items []string, limit int) string {
	if len(items) <= limit {
		return w.And(items)
	}
	return w.Say("list.more", messages.Args{"items": messages.Plain(items[:limit]), "n": len(items) - limit})
}

// asked words a range of counts; a max below zero means no upper bound.
func (w words) asked(low, high int) string {
	switch {
	case high < 0 && low <= 0:
		return w.Say("asked.any", nil)
	case high < 0:
		return w.Say("asked.at-least", messages.Args{"least": low})
	case high == 0:
		return w.Say("asked.none", nil)
	case low == high:
		return w.Say("asked.exactly", messages.Args{"count": low})
	case low <= 0:
		return w.Say("asked.at-most", messages.Args{"most": high})
	default:
		return w.Say("asked.range", messages.Args{"least": low, "most": high})
	}
}

// builder holds what the sections of the chair edition have in common.
type builder struct {
	words

	in     Input
	m      *planner.Meeting
	judged *BalanceView
	person map[string]*planner.Participant
	issue  map[string]string // ID → name
}

func newBuilder(in Input) *builder {
	b := &builder{
		words: words{cmp.Or(in.Language, messages.English())},
		in:    in, m: in.Meeting, judged: in.judged(), person: map[string]*planner.Participant{},
		issue: map[string]string{},
	}
	if b.m == nil {
		b.m = &planner.Meeting{}
	}
	for i := range b.m.Roster {
		p := &b.m.Roster[i]
		b.person[p.ID] = p
	}
	for i := range in.Pool {
		if p := &in.Pool[i]; b.person[p.ID] == nil {
			b.person[p.ID] = p
		}
	}
	for _, is := range b.m.Issues {
		b.issue[is.ID] = is.Name
	}
	return b
}

// facts are the key figures under the title.
func facts(b *builder) []reports.Pair {
	out := keyFigures{Catalogue: b.Catalogue}
	out.add("people", len(b.m.Roster))
	out.add("issues", len(b.m.Issues))
	if b.in.Ranking != nil {
		out.add("ballots", int(b.in.Ranking.Ballots))
	}
	if b.in.Groups != nil {
		out.add("groups", openGroups(b.in.Groups))
	}
	return out.pairs
}

// keyFigures are numbers with their nouns.
type keyFigures struct {
	*messages.Catalogue
	pairs []reports.Pair
}

// add adds a number, unless it is zero.
func (f *keyFigures) add(noun string, n int) {
	if n > 0 {
		f.pairs = append(
			f.pairs,
			reports.Pair{Key: f.Say("fact."+noun, messages.Args{"n": n}), Value: f.Number(float64(n), 0)},
		)
	}
}

// who says who a view judges, at the beginning of a sentence or a heading.
func (b *builder) who(v *BalanceView) string {
	p := &v.Report.Panel
	if len(v.Without) > 0 {
		return b.Say("panel.left", messages.Args{"n": p.Size, "gone": each(v.Without, reports.InText)})
	}
	return b.Say("panel."+cmp.Or(string(p.Kind), "people"), messages.Args{"n": p.Size})
}

// name is a person's label for a sentence; ID when unknown.
func (b *builder) name(id string) string {
	if p := b.person[id]; p != nil {
		return reports.InText(p.Label())
	}
	return reports.InText(id)
}

func (b *builder) names(ids []string) []string { return each(ids, b.name) }

// issueName is Q3 “Custody of assets” for a sentence, the name cut to limit
// characters.
func (b *builder) issueName(id string, limit int) string {
	name := b.issue[id]
	if name == "" && b.in.Ranking != nil {
		for i := range b.in.Ranking.Issues {
			if b.in.Ranking.Issues[i].ID == id {
				name = b.in.Ranking.Issues[i].Name
			}
		}
	}
	return quotedIssue(id, name, limit)
}

// quotedIssue is an issue for a sentence: Q3 “Custody of assets”.
func quotedIssue(id, name string, limit int) string {
	id, name = reports.InText(id), reports.InText(name)
	if name == "" || name == id {
		return id
	}
	return id + " “" + reports.Shorten(name, limit) + "”"
}

// issueLabel is an issue for a table or a chart: its ID and its name.
func issueLabel(id, name string, limit int) string {
	id, name = reports.InText(id), reports.InText(name)
	switch {
	case name == "" || name == id:
		return id
	case id == "":
		return reports.Shorten(name, limit)
	default:
		return id + " " + reports.Shorten(name, limit)
	}
}

const notGiven = "not given"

// profile describes a person by stakeholder group and region, in short.
func (b *builder) profile(id string) string {
	p := b.person[id]
	if p == nil {
		return ""
	}
	values := map[planner.Dimension]string{}
	for d := range p.Values {
		values[d], _ = p.Value(d)
	}
	return b.seatProfile(values)
}

// seatProfile is the stakeholder group and region of a profile, in short.
func (w words) seatProfile(p map[planner.Dimension]string) string {
	var out messages.Plain
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		if v := p[d]; v != "" {
			out = append(out, reports.InText(w.short(v)))
		}
	}
	return w.plain(out)
}

// described names people with their group and region.
func (b *builder) described(ids []string) []string {
	return each(ids, func(id string) string { return b.with(b.name(id), b.profile(id)) })
}

// orderedCounts lists a dimension's counts in the vocabulary's order, or by
// count and name where the result brings no order.
func orderedCounts(d *balance.DimensionResult) []balance.ValueCount {
	if len(d.Ordered) > 0 {
		return d.Ordered
	}
	out := make([]balance.ValueCount, 0, len(d.Counts))
	for v, n := range d.Counts {
		out = append(out, balance.ValueCount{Value: v, Count: n})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Count != out[j].Count {
			return out[i].Count > out[j].Count
		}
		return out[i].Value < out[j].Value
	})
	return out
}

// openGroups counts the working groups that have members.
func openGroups(p *grouping.Plan) int {
	return countIf(p.Groups, func(g grouping.Group) bool { return len(g.Members) > 0 })
}
