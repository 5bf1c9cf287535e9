package importers

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"roundtable/importers/vocabulary"
	"roundtable/planner"
)

// Wherever a group is named (wishes, fixed seats, targets, an earlier plan) its ID will
// do, its topic, both, the ID of its issue, or a part of the topic that no other has.

// groupList finds groups, or issues, by what they are called.
type groupList []planner.GroupSpec

// leastPart is how many letters a part of a topic has at least.
const leastPart = 4

// find is the place of the group that a text names, −1 where it names none for sure;
// near are then the topics that it could be part of.
func (l groupList) find(text string) (at int, near []string) {
	key := vocabulary.Compact(text)
	// A topic behind the number that it had counts, whatever has that number now.
	_, rest, labelled := strings.Cut(strings.TrimSpace(text), " ")
	for _, called := range []func(g *planner.GroupSpec) bool{
		func(g *planner.GroupSpec) bool { return vocabulary.Compact(g.ID) == key },
		func(g *planner.GroupSpec) bool { return vocabulary.Compact(g.Topic) == key },
		func(g *planner.GroupSpec) bool { return vocabulary.Compact(g.Issue) == key },
		func(g *planner.GroupSpec) bool { return vocabulary.Compact(g.ID+g.Topic) == key },
		func(g *planner.GroupSpec) bool {
			return labelled && vocabulary.Compact(g.Topic) == vocabulary.Compact(rest)
		},
	} {
		if i := slices.IndexFunc(l, func(g planner.GroupSpec) bool { return key != "" && called(&g) }); i >= 0 {
			return i, nil
		}
	}
	part := vocabulary.Fold(strings.Trim(text, " .…"))
	if utf8.RuneCountInString(part) < leastPart {
		return -1, nil
	}
	at = -1
	for i := range l {
		if strings.Contains(" "+vocabulary.Fold(l[i].ID+" "+l[i].Topic), " "+part) {
			at = i
			near = append(near, l[i].Topic)
		}
	}
	if len(near) != 1 {
		return -1, near
	}
	return at, nil
}

// suggest asks what a text that names no group may mean, in the form "-could" for one
// of several and "-near" for one that it resembles.
func (l groupList) suggest(f planner.Finding, text string, near []string) planner.Finding {
	if len(near) > 1 {
		f.Form += "-could"
		f.Args["groups"] = planner.QuotedOr(clipped(near[:min(len(near), mostListed)]))
		return f
	}
	return suggesting(f, text, groupNames(l))
}

// issueList are the issues in the form of groups.
func issueList(issues []planner.Issue) groupList {
	var l groupList
	for _, q := range issues {
		l = append(l, planner.GroupSpec{ID: q.ID, Topic: q.Name})
	}
	return l
}

// AlignGroups writes the IDs of the groups to be formed wherever a meeting names them:
// in fixed and forbidden seats, wishes, and targets. The meeting is a copy whose people
// and targets are its own. What names no group is left, with a finding that says what
// could be meant; wishes may be for issues without a group.
func AlignGroups(m *planner.Meeting, specs []planner.GroupSpec) []planner.Finding {
	l := groupList(specs)
	var f findings
	align := func(text *string, where planner.Ref, code string) {
		at, near := l.find(*text)
		if at >= 0 {
			*text = specs[at].ID
			return
		}
		f.add(l.suggest(planner.Finding{
			Code: code, Form: "planned", Severity: planner.Error, Where: where, Seen: *text,
			Args: facts{
				"text":    clip(*text),
				"planned": planner.Separate{Texts: groupLabels(specs), Shown: mostListed},
			},
		}, *text, near))
	}
	m.Roster, m.Targets = slices.Clone(m.Roster), slices.Clone(m.Targets)
	for i := range m.Roster {
		p := &m.Roster[i]
		p.SeatedIn, p.KeptOutOf = slices.Clone(p.SeatedIn), slices.Clone(p.KeptOutOf)
		p.Choices = slices.Clone(p.Choices)
		for _, list := range [][]string{p.SeatedIn, p.KeptOutOf} {
			for k := range list {
				align(&list[k], p.Where, CodeGroupUnknown)
			}
		}
		for k, c := range p.Choices {
			issue := slices.ContainsFunc(m.Issues, func(q planner.Issue) bool { return q.ID == c })
			if at, _ := l.find(c); at >= 0 && !issue {
				p.Choices[k] = specs[at].ID
			}
		}
	}
	for i := range m.Targets {
		if t := &m.Targets[i]; t.Group != "" && t.Group != planner.EveryGroup {
			align(&t.Group, t.Where, CodeTargetGroup)
		}
	}
	return f.list
}

// groupLabels are groups by ID and topic.
func groupLabels(specs []planner.GroupSpec) []string {
	var out []string
	for i := range specs {
		out = append(out, strings.TrimSpace(specs[i].ID+" "+specs[i].Topic))
	}
	return out
}

// Align finds the groups of the plan's seats among those to be formed, and says what
// was known again. A topic counts before an ID. Ranked says that the IDs follow a
// ranking: then an ID alone may be another topic's by now, which is told.
func (p *EarlierPlan) Align(
	specs []planner.GroupSpec,
	roster planner.Roster,
	ranked bool,
) ([]Seat, []planner.Finding) {
	l := groupList(specs)
	var f findings
	var kept []Seat
	var locked []string
	known := make(map[string]int)
	gone, doubts := make(map[string][]planner.Ref), make(map[string]doubt)
	clash := p.clashes(l)
	for _, s := range p.Seats {
		at, why := p.groupOf(&s, l, ranked)
		if other := clash(&s); other != "" {
			at, why = -1, doubt{"clash", facts{"group": clip(s.Group), "topic": clip(s.Topic), "other": clip(other)}}
		}
		switch {
		case at < 0 && s.Locked:
			f.add(planner.Finding{
				Code: CodeKeepGroup, Form: why.form + "-locked", Severity: planner.Error, Where: s.GroupAt,
				Seen: s.Group,
				Args: why.args,
			})
			continue
		case at < 0:
			key := fmt.Sprint(why)
			gone[key], doubts[key] = append(gone[key], s.GroupAt), why
			continue
		case why.form != "":
			f.add(planner.Finding{
				Code: CodeKeepGroup, Form: why.form, Severity: planner.Warning, Where: s.GroupAt, Seen: s.Group,
				Args: why.args,
			})
		}
		s.Group = specs[at].ID
		kept = append(kept, s)
		known[s.by]++
		if s.Locked {
			locked = append(locked, nameOf(roster, s.Person)+" ("+strings.TrimSpace(s.Group+" "+specs[at].Topic)+")")
		}
	}
	for _, key := range mostFirst(gone, func(at []planner.Ref) int { return len(at) }) {
		why := doubts[key]
		why.args["n"] = len(gone[key])
		f.addAt(planner.Finding{
			Code: CodeKeepGroup, Form: why.form, Severity: planner.Warning, Args: why.args,
		}, gone[key])
	}
	f.add(p.sayKept(len(kept), known, locked))
	return kept, f.sorted()
}

// doubt is what is doubtful about the group of a seat: the form of what is said of it.
type doubt struct {
	form string
	args facts
}

// clashes is a function that tells the topic beside which other rows of the plan have the
// group of a seat where group and topic were torn apart, as by who moves a person and changes
// one of the cells; it is empty where they belong together. Numbers that all moved, as after
// another ranking, are no clash: then every row of the plan has the same topic beside them.
func (p *EarlierPlan) clashes(l groupList) func(s *Seat) string {
	type pair struct {
		id string
		at int
	}
	rows := make(map[pair]int)
	of := func(s *Seat) pair {
		at, _ := l.find(s.Topic)
		return pair{vocabulary.Compact(s.Group), at}
	}
	for i := range p.Seats {
		if x := of(&p.Seats[i]); x.at >= 0 {
			rows[x]++
		}
	}
	return func(s *Seat) string {
		x := of(s)
		if x.at < 0 {
			return ""
		}
		topic, byID, byTopic := "", 0, 0 // the most rows with its ID, and with its topic, that contradict
		for i := range p.Seats {
			o := &p.Seats[i]
			switch y := of(o); {
			case y.at < 0:
			case y.id == x.id && y.at != x.at && rows[y] > byID:
				topic, byID = o.Topic, rows[y]
			case y.id != x.id && y.at == x.at:
				byTopic = max(byTopic, rows[y])
			}
		}
		if byID > rows[x] || byID > 0 && byTopic >= rows[x] {
			return topic
		}
		return ""
	}
}

// sayKept says what of an earlier plan was known again.
func (p *EarlierPlan) sayKept(n int, known map[string]int, locked []string) planner.Finding {
	f := planner.Finding{Code: CodeKept, Form: "none", Severity: planner.Note, Where: p.place}
	if n == 0 {
		return f
	}
	var by []planner.CountOf // each way with its number
	for _, k := range mostFirst(known, func(n int) int { return n }) {
		by = append(by, planner.CountOf{Kind: "by-" + k, N: known[k]})
	}
	f.Form, f.Args = "open", facts{"n": n, "by": by}
	if len(locked) > 0 {
		f.Form, f.Args["locked"] = "locked", planner.Separate{Texts: locked, Shown: mostListed}
	}
	return f
}

func nameOf(roster planner.Roster, id string) string {
	if i := roster.ByID(id); i >= 0 {
		return roster[i].Label()
	}
	return id
}

// groupOf is the place of the group that a seat is in, −1 where there is none any more,
// and what was doubtful.
func (p *EarlierPlan) groupOf(s *Seat, l groupList, ranked bool) (at int, why doubt) {
	topics := p.labels[s.Group]
	if s.Topic != "" {
		topics = []string{s.Topic}
	}
	for _, topic := range topics {
		if at, _ = l.find(topic); at >= 0 {
			return at, doubt{}
		}
	}
	byID := slices.IndexFunc(l, func(g planner.GroupSpec) bool {
		return vocabulary.Compact(g.ID) == vocabulary.Compact(s.Group)
	})
	switch {
	case byID >= 0 && len(topics) > 0 && !ranked:
		form := "about"
		if s.Topic != "" {
			form = "about-topic"
		}
		return byID, doubt{form, facts{
			"group": clip(s.Group), "topic": clip(topics[0]), "as": l[byID].ID, "now": clip(l[byID].Topic),
		}}
	case byID >= 0 && len(topics) == 0 && ranked:
		return byID, doubt{"number", facts{"group": clip(s.Group), "now": clip(l[byID].Topic)}}
	}
	name := s.Group
	if len(topics) > 0 {
		name = topics[0]
	}
	at, near := l.find(name)
	if at >= 0 && (byID < 0 || len(topics) == 0) {
		return at, doubt{}
	}
	return -1, gone(name, near, l)
}

// gone is the doubt about a group that there is none of any more.
func gone(name string, near []string, l groupList) doubt {
	why := doubt{"gone", facts{"group": clip(name)}}
	if len(near) > 1 {
		why.form += "-could"
		why.args["groups"] = planner.QuotedOr(clipped(near[:min(len(near), mostListed)]))
	} else if like, ok := vocabulary.Closest(name, groupNames(l)); ok {
		why.form += "-near"
		why.args["near"] = clip(like)
	}
	return why
}
