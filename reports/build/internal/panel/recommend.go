package panel

import (
	"cmp"
	"slices"
	"strconv"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
	"roundtable/reports/build/internal/brief"
	"roundtable/reports/messages"
)

// This file words the one change that is recommended, and whom to ask for it.

// Recommended is the change that is recommended, and what it does; empty where there is
// none. Asked is whether it waits for an answer.
func Recommended(b *brief.Brief) (change, effect string, asked bool) {
	r := b.Judged.Report
	if r.Advice == nil || r.Advice.Recommended == nil {
		return "", "", false
	}
	a, rec := Advice(b), r.Advice.Recommended
	return a.places(r, rec), a.effect(r, rec), rec.AskFirst
}

// BesideChange says what a reader of the first page has to know of the change besides: how
// many it takes to meet the wishes too, and that a lot decided.
func BesideChange(b *brief.Brief) []string {
	a := b.Judged.Report.Advice
	c, all := cmp.Or(recommendedChanges(a), &balance.Changes{}), 0
	if w := a.Wishes; w != nil && w.Feasible && w.Changes != nil {
		all = w.Changes.Min
	}
	return brief.Those(
		brief.If(all > len(a.Recommended.Places), b.Say("recommend.wishes", messages.Args{"n": all})),
		brief.If(a.Recommended.Lot && c.Counted && c.Alternatives > 1,
			b.Say("recommend.lot", messages.Args{"n": c.Alternatives})),
	)
}

// change says whom to ask first, what to change, and why so.
func (b adviser) change(r *balance.Report) []reports.Block {
	ask := brief.Verdict(reports.Unsure, Asking(b.Brief))
	change, effect, asked := Recommended(b.Brief)
	if change == "" {
		return []reports.Block{reports.Verdicts{Items: brief.Lines(ask)}}
	}
	v := brief.Info(b.Say("recommend.text", messages.Args{"changes": change}))
	if v.Detail = effect; asked {
		v.Text = b.Say("recommend.then", messages.Args{"changes": change})
	}
	return []reports.Block{
		reports.Verdicts{Items: brief.Lines(ask, v)},
		reports.List{Title: b.Say("reason.heading", nil), Items: b.reasons(r.Advice)},
	}
}

// namedPlaces is how many of those who leave or join a sentence names.
const namedPlaces = 8

// places say who makes room for whom; people to be found of one kind are taken
// together.
func (b adviser) places(r *balance.Report, rec *balance.Recommendation) string {
	var out, invite, leave, kinds []string
	found := map[string][]balance.Place{}
	for _, p := range rec.Places {
		switch {
		case len(p.Profiles) > 0:
			kind := b.newcomers(r, []balance.Place{p})
			kinds, found[kind] = append(kinds, kind), append(found[kind], p)
		case p.Add == "":
			leave = append(leave, b.Name(p.Drop))
		case p.Drop == "":
			invite = append(invite, b.withRole(r, p.Add))
		default:
			out = append(out, b.swap(b.Described([]string{p.Drop}), []string{b.withRole(r, p.Add)}))
		}
	}
	for _, kind := range distinct(kinds) {
		who := b.newcomers(r, found[kind])
		room := brief.Those(brief.Each(found[kind], func(p balance.Place) string { return p.Drop })...)
		if len(room) > 0 {
			out = append(out, b.swap(b.Described(room), []string{who}))
		} else {
			invite = append(invite, who)
		}
	}
	if len(invite) > 0 {
		out = append(out, b.swap(nil, invite))
	}
	if len(leave) > 0 {
		out = append(out, b.swap(leave, nil))
	}
	return b.Some(out, namedPlaces)
}

// newcomers are people of one kind to be found, with what they must not share: each
// value that nobody has yet.
func (b adviser) newcomers(r *balance.Report, places []balance.Place) string {
	p := places[0]
	from, parts := b.newcomer(r, p.Profiles, p.Free)
	if len(places) > 1 && len(from)+len(parts) > 0 {
		r = b.inRecommendation(r)
		apart := brief.Those(brief.Each(recruitDimensions(r, p.Profiles), func(d planner.Dimension) string {
			_, named := p.Profiles[0][d]
			return brief.If(!named && spreadAsked(r, d) && !slices.Contains(p.Free, d), b.Dimension(d))
		})...)
		parts = append(parts, brief.Those(brief.If(len(apart) > 0, b.Say("kind.apart", messages.Args{
			"dimensions": messages.Or(apart),
		})))...)
	}
	return b.someone(len(places), from, parts)
}

// someone is so many people to be found: where they are from, and what else they are.
func (b adviser) someone(n int, from, parts []string) string {
	who := b.Say("kind.newcomers", messages.Args{"n": n})
	if len(from) > 0 {
		who = b.Say("kind.newcomers-from", messages.Args{"n": n, "from": b.And(from)})
	}
	return b.With(who, b.Parts(parts))
}

// inRecommendation is the report with the targets alone that the recommendation meets.
func (b adviser) inRecommendation(r *balance.Report) *balance.Report {
	return inQuestion(r, r.Advice.Recommended.Wishes || r.Advice.Recommended.MostWishes)
}

// newcomer describes somebody to be found, any of whose profiles will do.
func (b adviser) newcomer(
	r *balance.Report, profiles []map[planner.Dimension]string, free []planner.Dimension,
) (from, parts []string) {
	r = b.inRecommendation(r)
	dims := recruitDimensions(r, profiles)
	kind, others := kindOf(b.Brief, profiles, dims)
	if i := slices.Index(dims, planner.Region); i > 0 { // "from Africa" is told first
		dims = slices.Concat(dims[i:i+1], dims[:i], dims[i+1:])
	}
	for _, d := range dims {
		said, origin := b.kindCell(r, kind, d)
		switch {
		case said == "" || slices.Contains(free, d):
		case origin:
			from = append(from, said)
		default:
			parts = append(parts, said)
		}
	}
	if others > 0 {
		parts = append(parts, b.Say("kind.others", messages.Args{"n": others}))
	}
	return from, parts
}

// withRole names somebody with group and region, and with the role that is held now
// where that is another one than a seat brings.
func (b adviser) withRole(r *balance.Report, id string) string {
	p := b.Person[id]
	if p == nil {
		return reports.InText(id)
	}
	role := brief.If(!slices.Contains(r.Panel.Members, id), b.otherRole(p))
	return b.With(b.Name(id), b.Parts(brief.Those(role, b.Profile(id))))
}

// otherRole is what somebody does now who is no speaker.
func (b adviser) otherRole(p *planner.Participant) string {
	if len(p.Roles) == 0 || p.HasRole(planner.RoleSpeaker, planner.RoleParticipant) {
		return ""
	}
	roles := brief.Each(p.Roles, func(r planner.Role) string { return b.Value(string(r)) })
	return b.Say("recommend.now", messages.Args{"roles": roles})
}

// recommendedRecruits are the recruits that the recommendation takes.
func recommendedRecruits(a *balance.Advice) *balance.Recruits {
	if a.Recommended.Wishes && a.Wishes != nil && a.Wishes.Recruits != nil {
		return a.Wishes.Recruits
	}
	return a.Recruits
}

// reasons say why the change was taken of several, in the order in which it was decided.
func (b adviser) reasons(a *balance.Advice) []string {
	rec, c := a.Recommended, recommendedChanges(a)
	switch {
	case len(rec.Drop) > namedPlaces && len(rec.Add) == 0:
		return []string{b.Say("reason.draw", nil)}
	case c == nil:
		return []string{b.Say("reason.new", messages.Args{"n": recommendedRecruits(a).Min})}
	case !a.Proved:
		return []string{b.Say("reason.unproved", nil)}
	case c.Alternatives == 1 && c.Counted:
		return []string{b.Say("reason.only", nil)}
	}
	known := "known"
	if rec.Unknown > 0 {
		known = "least-unknown"
	}
	return brief.Those(
		b.Say("reason.smallest", nil),
		brief.If(rec.MostWishes && rec.Proved, b.Say("reason.wishes", nil)),
		b.Say("reason."+known, nil),
		brief.If(rec.Alike > 0, b.Say("reason.alike", nil)),
		brief.If(rec.Confirmed > 0, b.Say("reason.confirmed", messages.Args{"n": rec.Confirmed})),
		brief.If(rec.Lot, b.Say("reason.lot", messages.Args{"seed": strconv.FormatUint(rec.Seed, 10)})),
	)
}

// effect says what is met then, what is left, and what it costs.
func (b adviser) effect(r *balance.Report, rec *balance.Recommendation) string {
	args := messages.Args{"rules": b.Some(TargetNames(b.Words, r, rec.Meets), 4), "left": "", "breaks": ""}
	var c brief.Verdicts
	for i := range r.Targets {
		switch t := &r.Targets[i]; {
		case slices.Contains(rec.ThenMissed, t.ID):
			c.Count(reports.Miss, t.Target.Tier.String())
		case slices.Contains(rec.ThenOpen, t.ID):
			c.Count(reports.Unsure, t.Target.Tier.String())
		}
	}
	args["left"] = c.Left(b.Words)
	switch {
	case len(rec.Meets) == 0:
		return ""
	case len(rec.Breaks) > 0:
		args["breaks"] = TargetNames(b.Words, r, rec.Breaks)
		return b.Say("recommend.but-breaks", args)
	case rec.AskFirst: // what is left depends on the answers
		return b.Say("recommend.meets-some", args)
	case args["left"] == "":
		return b.Say("recommend.meets-all", args)
	default:
		return b.Say("recommend.meets", args)
	}
}

// recommendedChanges are the changes of which one is recommended; nil where somebody has
// to be found.
func recommendedChanges(a *balance.Advice) *balance.Changes {
	switch rec := a.Recommended; {
	case rec.Stay && rec.Wishes:
		return a.Wishes.Additions
	case rec.Stay:
		return a.Additions
	case !a.Feasible:
		return nil
	case rec.Wishes:
		return a.Wishes.Changes
	default:
		return a.Changes
	}
}

// invitationTable lists whom to ask, in the order to ask. Last comes who to look for
// where nobody there could stand in for somebody asked.
func (b adviser) invitationTable(r *balance.Report, a *balance.Advice) reports.Table {
	t := reports.Table{
		ID: "invitations", Title: b.Say("invitations.table", nil), RowHead: true, Long: true,
		Columns: []reports.Column{
			{Title: b.Say("column.order", nil), Align: reports.Right},
			{Title: b.Say("column.name", nil)},
			{Title: b.Say("column.profile", nil)},
			{Title: b.DimensionTitle(planner.Organisation)},
			{Title: b.Say("column.email", nil)},
			{Title: b.Say("column.meets", nil)},
			{Title: b.Say("column.replaces", nil)},
			{Title: b.Say("column.instead", nil)},
			{Title: b.Say("column.status", nil)},
		},
	}
	add := func(who string, p *planner.Participant, v *balance.Invitation, instead []string, status string) {
		rules := b.And(brief.Each(v.Meets, func(id string) string { return shortName(b.Words, r, id) }))
		t.Rows = append(t.Rows, brief.Row(len(t.Rows)+1, who, b.Profile(v.Person),
			b.Comma(brief.Texts(p.Values[planner.Organisation])), p.Email, rules, b.Name(v.Replaces), b.Or(instead),
			status))
	}
	nobody, found := &planner.Participant{}, b.Say("invitations.found", messages.Args{"n": 1})
	var covered []string
	for i := range a.Invitations {
		v := &a.Invitations[i]
		covered = append(covered, v.Instead...)
		if p := b.Person[v.Person]; p != nil {
			status := b.Comma(brief.Those(b.otherRole(p), b.Value(string(p.Status))))
			add(b.Name(v.Person), p, v, b.Names(v.Instead), status)
			continue
		}
		who := b.newcomers(r, []balance.Place{{Profiles: v.Profiles, Free: v.Free}})
		add(who, nobody, v, nil, found)
	}
	for i := range a.Invitations {
		if v := &a.Invitations[i]; v.Person != "" && len(v.Instead) == 0 && !slices.Contains(covered, v.Person) {
			who := b.Name(v.Person)
			add(b.Say("invitations.like", messages.Args{"who": who}), nobody, v, []string{who}, found)
		}
	}
	return t
}

// Invitations is the list of whom to ask, in the order to ask, with all its columns;
// without rows where nobody has to be.
func Invitations(in brief.Input) reports.Table {
	b := Advice(brief.New(in))
	if b.Judged == nil || b.Judged.Report.Advice == nil {
		return b.invitationTable(&balance.Report{}, &balance.Advice{})
	}
	return b.invitationTable(b.Judged.Report, b.Judged.Report.Advice)
}

// InvitationsSection says whom to ask if somebody declines; the list is a sheet of its own.
func InvitationsSection(b *brief.Brief) *reports.Section {
	if b.Judged == nil || b.Judged.Report.Advice == nil || len(b.Judged.Report.Advice.Invitations) == 0 {
		return nil
	}
	r, a := b.Judged.Report, Advice(b)
	t := brief.WithoutEmptyColumns(a.invitationTable(r, r.Advice))
	t.Workbook = true
	instead := brief.Each(r.Advice.Recommended.Add, func(id string) string {
		var who []string
		for _, v := range r.Advice.Invitations {
			if slices.Contains(v.Instead, id) {
				who = append(who, b.Described([]string{v.Person})...)
			}
		}
		return brief.If(len(who) > 0, b.Say("invitations.instead", messages.Args{
			"who": b.Name(id), "instead": b.Few(who, namedAsked),
		}))
	})
	return brief.Section("invitations", b.Say("invitations.heading", nil), "",
		reports.List{Items: brief.Those(instead...)}, t)
}
