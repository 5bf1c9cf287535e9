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
// none. Asked is whether it waits for an answer: the change is then said as a whole sentence.
func Recommended(b *brief.Brief) (change, effect string, asked bool) {
	r := b.Judged.Report
	if r.Advice == nil || r.Advice.Recommended == nil {
		return "", "", false
	}
	a, rec := Advice(b), r.Advice.Recommended
	if change = a.places(r, rec); rec.AskFirst {
		rules, code := b.Some(TargetNames(b.Words, r, rec.Meets), namedRules), "then"
		if slices.ContainsFunc(rec.Meets, func(id string) bool { return !Hangs(r, id) }) {
			code = "then-still" // the answers cannot make the change needless
		}
		change = b.Say("recommend."+code, messages.Args{"rules": rules, "changes": change})
	}
	return change, b.Sentences([]string{a.effect(r, rec), a.doubts(rec)}), rec.AskFirst
}

// doubts says of whom in the change the region given is not that of the country, as the import
// noticed: the change may rest on a slip.
func (b adviser) doubts(rec *balance.Recommendation) string {
	var who []string
	for _, id := range slices.Concat(rec.Drop, rec.Add) {
		p := cmp.Or(b.Person[id], &planner.Participant{})
		for _, f := range b.Meeting.Findings {
			country, _ := f.Args["country"].(planner.CountryName)
			if f.Code == "region-contradicts" && p.Has(planner.Region, f.Seen) &&
				p.Has(planner.Country, string(country)) {
				who = append(who, b.Say("recommend.doubt-of", messages.Args{
					"name": b.Name(id), "given": f.Args["given"], "region": f.Args["region"],
					"country": country,
				}))
			}
		}
	}
	return brief.If(len(who) > 0, b.Say("recommend.doubt", messages.Args{"who": b.Some(who, namedAsked)}))
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
	v := brief.Info(change)
	if v.Detail = effect; !asked {
		v.Text = b.Say("recommend.text", messages.Args{"changes": change})
	}
	return []reports.Block{
		reports.Verdicts{Items: brief.Lines(ask, v)},
		reports.List{Title: b.Say("reason.heading", nil), Items: b.reasons(r.Advice)},
	}
}

// namedPlaces is how many of those who leave or join a sentence names, namedRules how many of
// the rules that are met then.
const (
	namedPlaces = 8
	namedRules  = 4
)

// places say who makes room for whom; people to be found of one kind are taken
// together.
func (b adviser) places(r *balance.Report, rec *balance.Recommendation) string {
	var out, invite, leave, kinds []string
	of := map[string][]balance.Place{}
	for _, p := range rec.Places {
		kind := cmp.Or(b.joining(r, []balance.Place{p}), p.Drop)
		kinds, of[kind] = append(kinds, kind), append(of[kind], p)
	}
	for _, kind := range distinct(kinds) {
		who := b.joining(r, of[kind])
		room := brief.Those(brief.Each(of[kind], func(p balance.Place) string { return p.Drop })...)
		switch {
		case who == "":
			leave = append(leave, b.Names(room)...)
		case len(room) == 0:
			invite = append(invite, who)
		default:
			out = append(out, b.swap(b.Described(room), []string{who}))
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

// joining is who takes places of one kind; empty where nobody does.
func (b adviser) joining(r *balance.Report, places []balance.Place) string {
	if len(places[0].Profiles) > 0 {
		return b.newcomers(r, places)
	}
	return b.withRole(places[0].Add)
}

// newcomers are people of one kind to be found, any of whose profiles will do: where they are
// from, what else they are, and what they must not share, each a value that nobody has yet.
func (b adviser) newcomers(r *balance.Report, places []balance.Place) string {
	p := places[0]
	rules := inQuestion(r, r.Advice.Recommended.Wishes || r.Advice.Recommended.MostWishes)
	dims := recruitDimensions(rules, p.Profiles)
	kind, others := kindOf(b.Brief, p.Profiles, dims)
	var from, parts, apart []string
	several := false
	for _, d := range dims {
		if slices.Contains(p.Free, d) {
			continue
		}
		if said, origin := b.kindCell(rules, kind, d); origin { // "from Africa" is told first
			from, several = append([]string{said}, from...), several || len(kind[d]) > 1
		} else {
			parts = append(parts, said)
		}
		if _, named := p.Profiles[0][d]; !named && spreadAsked(rules, d) {
			apart = append(apart, b.Dimension(d))
		}
	}
	unlike := b.Say("kind.apart", messages.Args{"dimensions": messages.Or(apart)})
	parts = append(parts,
		brief.If(others > 0, b.Say("kind.others", messages.Args{"n": others})),
		brief.If(len(places) > 1 && len(apart) > 0, unlike),
	)
	who := b.Say("kind.newcomers", messages.Args{"n": len(places)})
	if len(from) > 0 {
		origin := b.And(from)
		if several { // "from one or from another", perhaps twice
			origin = b.Parts(from)
		}
		who = b.Say("kind.newcomers-from", messages.Args{"n": len(places), "from": origin})
	}
	return b.With(who, b.Parts(brief.Those(parts...)))
}

// withRole names somebody with group and region, and with the role that is held now
// where that is another one than a seat brings.
func (b adviser) withRole(id string) string {
	return b.With(b.Name(id), b.Parts(brief.Those(b.otherRole(id), b.Profile(id))))
}

// otherRole is what somebody does now who is no speaker.
func (b adviser) otherRole(id string) string {
	p := b.Person[id]
	if p == nil || len(p.Roles) == 0 || p.HasRole(planner.RoleSpeaker, planner.RoleParticipant) {
		return ""
	}
	roles := brief.Each(p.Roles, func(r planner.Role) string { return b.Value(string(r)) })
	return b.Say("recommend.now", messages.Args{"roles": roles})
}

// reasons say why the change was taken of several, in the order in which it was decided.
func (b adviser) reasons(a *balance.Advice) []string {
	rec, c := a.Recommended, recommendedChanges(a)
	switch {
	case len(rec.Drop) > namedPlaces && len(rec.Add) == 0:
		return []string{b.Say("reason.draw", nil)}
	case c == nil:
		found := brief.CountIf(rec.Places, func(p balance.Place) bool { return len(p.Profiles) > 0 })
		return []string{b.Say("reason.new", messages.Args{"n": found})}
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
	var left brief.Verdicts
	for i := range r.Targets {
		switch t := &r.Targets[i]; {
		case slices.Contains(rec.ThenMissed, t.ID):
			left.Count(reports.Miss, t.Target.Tier.String())
		case slices.Contains(rec.ThenOpen, t.ID):
			left.Count(reports.Unsure, t.Target.Tier.String())
		}
	}
	code := "meets"
	switch {
	case len(rec.Breaks) > 0:
		code = "but-breaks"
	case len(rec.Meets) == 0 || rec.AskFirst: // what is left depends on the answers
		return ""
	case left.Judged() == 0:
		code = "meets-all"
	}
	return b.Say("recommend."+code, messages.Args{
		"rules": b.Some(TargetNames(b.Words, r, rec.Meets), namedRules), "breaks": TargetNames(b.Words, r, rec.Breaks),
		"left": left.Left(b.Words),
	})
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
	add := func(who string, v balance.Invitation, instead []string) {
		p, status := b.Person[v.Person], b.Say("invitations.found", messages.Args{"n": 1})
		if p == nil {
			p = &planner.Participant{}
		} else {
			status = b.Comma(brief.Those(b.otherRole(p.ID), b.Value(string(p.Status))))
		}
		rules := b.And(brief.Each(v.Meets, func(id string) string { return shortName(b.Words, r, id) }))
		t.Add(brief.Row(len(t.Rows)+1, who, b.Profile(p.ID), b.Comma(brief.Texts(p.Values[planner.Organisation])),
			p.Email, rules, b.Name(v.Replaces), b.Or(instead), status)...)
	}
	var covered []string
	for _, v := range a.Invitations {
		who := b.Name(v.Person)
		if v.Person == "" {
			who = b.newcomers(r, []balance.Place{{Profiles: v.Profiles, Free: v.Free}})
		}
		add(who, v, b.Names(v.Instead))
		covered = append(covered, v.Instead...)
	}
	for _, v := range a.Invitations {
		if who := b.Name(v.Person); who != "" && len(v.Instead) == 0 && !slices.Contains(covered, v.Person) {
			v.Person = ""
			add(b.Say("invitations.like", messages.Args{"who": who}), v, []string{who})
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
		who := brief.Those(brief.Each(r.Advice.Invitations, func(v balance.Invitation) string {
			return brief.If(slices.Contains(v.Instead, id), b.With(b.Name(v.Person), b.Profile(v.Person)))
		})...)
		return brief.If(len(who) > 0, b.Say("invitations.instead", messages.Args{
			"who": b.Name(id), "instead": b.Few(who, namedAsked),
		}))
	})
	return brief.Section("invitations", b.Say("invitations.heading", nil), "",
		reports.List{Items: brief.Those(instead...)}, t)
}
