package build

import (
	"sort"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/planner/grouping"
	"roundtable/planner/ranking"
	"roundtable/reports"
)

// builder holds what the sections of the chair edition have in common.
type builder struct {
	in     Input
	m      *planner.Meeting
	judged *BalanceView
	person map[string]*planner.Participant
	issue  map[string]string // ID → name
}

func newBuilder(in Input) *builder {
	b := &builder{in: in, m: in.Meeting, judged: in.judged(), person: map[string]*planner.Participant{}, issue: map[string]string{}}
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

// titleOr is the meeting's title, or a plain one where none was given.
func titleOr(title string) string {
	if t := strings.TrimSpace(title); t != "" {
		return t
	}
	return "Meeting plan"
}

// facts are the key figures under the title.
func facts(b *builder) []reports.Pair {
	var out []reports.Pair
	add := func(n int, one string, many ...string) {
		if n > 0 {
			text := counted(n, one, many...)
			num, noun, _ := strings.Cut(text, " ")
			out = append(out, reports.Pair{Key: noun, Value: num})
		}
	}
	add(len(b.m.Roster), "person", "people")
	add(len(b.m.Issues), "issue")
	if b.in.Ranking != nil {
		add(int(b.in.Ranking.Ballots), "ballot")
	}
	if b.in.Groups != nil {
		add(openGroups(b.in.Groups), "working group")
	}
	return out
}

// who says who a view judges.
func who(v *BalanceView) string {
	switch {
	case v.Who != "":
		return v.Who
	case v.Report.Panel.Judged != "":
		return v.Report.Panel.Judged
	default:
		return people(v.Report.Panel.Size)
	}
}

// name is a person's label for a sentence; ID when unknown.
func (b *builder) name(id string) string {
	if p := b.person[id]; p != nil {
		return reports.InText(p.Label())
	}
	return reports.InText(id)
}

func (b *builder) names(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = b.name(id)
	}
	return out
}

// issueName is “Q3 (Custody of assets)” for a sentence, the name cut to limit
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

// value is a person's value in words, or "not given".
func value(p *planner.Participant, d planner.Dimension) string {
	if p == nil {
		return ""
	}
	if vs := p.Values[d]; len(vs) > 0 && vs[0] != "" {
		return strings.Join(vs, ", ")
	}
	return notGiven
}

const notGiven = "not given"

// profile describes a person by stakeholder group and region.
func (b *builder) profile(id string) string {
	p := b.person[id]
	if p == nil {
		return ""
	}
	var parts []string
	for _, d := range []planner.Dimension{planner.Stakeholder, planner.Region} {
		if v, ok := p.Value(d); ok {
			parts = append(parts, reports.InText(v))
		}
	}
	return strings.Join(parts, ", ")
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

// groupNames are the weighting groups of a ranking in its order.
func groupNames(r *ranking.Result) []string {
	out := make([]string, len(r.Groups))
	for i, g := range r.Groups {
		out[i] = g.Name
	}
	return out
}

// openGroups counts the working groups that have members.
func openGroups(p *grouping.Plan) int {
	n := 0
	for i := range p.Groups {
		if len(p.Groups[i].Members) > 0 {
			n++
		}
	}
	return n
}
