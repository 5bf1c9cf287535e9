package build

import (
	"slices"
	"strings"

	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports"
)

// This file words the one change that is recommended, and whom to ask for it.

// recommended is the change with its reason; nil where there is none.
func recommended(b *builder, r *balance.Report, a *balance.Advice) *reports.Verdict {
	rec := a.Recommended
	if rec == nil {
		return nil
	}
	return &reports.Verdict{
		State: reports.Info, Text: "We recommend: " + placesWords(b, r, rec) + ".", Detail: recommendedReason(r, a),
	}
}

// placesWords say who makes room for whom; people to be found of one kind are taken
// together.
func placesWords(b *builder, r *balance.Report, rec *balance.Recommendation) string {
	var swaps, invite, leave []string
	new := make(map[string][]balance.Place)
	var kinds []string
	for _, p := range rec.Places {
		switch {
		case len(p.Profiles) > 0:
			kind := newcomerWords(b, r, p.Profiles, p.Free)
			if new[kind] == nil {
				kinds = append(kinds, kind)
			}
			new[kind] = append(new[kind], p)
		case p.Add == "":
			leave = append(leave, b.name(p.Drop))
		case p.Drop == "":
			invite = append(invite, withRole(b, r, p.Add))
		default:
			swaps = append(swaps, "replace "+b.withProfiles([]string{p.Drop})[0]+" by "+withRole(b, r, p.Add))
		}
	}
	for _, kind := range kinds {
		places := new[kind]
		who := strings.TrimSpace("someone new " + kind)
		if n := len(places); n > 1 && kind == "" {
			who = text(n) + " new people of any kind"
		} else if n > 1 {
			who = text(n) + " new people, each " + kind + noTwo(r, &places[0])
		}
		var room []string
		for _, p := range places {
			if p.Drop != "" {
				room = append(room, b.withProfiles([]string{p.Drop})...)
			}
		}
		if len(room) > 0 {
			swaps = append(swaps, "replace "+few(room, namedPlaces)+" by "+who)
		} else {
			invite = append(invite, who)
		}
	}
	if len(invite) > 0 {
		swaps = append(swaps, "invite "+few(invite, namedPlaces))
	}
	if len(leave) > 0 {
		swaps = append(swaps, "do without "+few(leave, namedPlaces))
	}
	return few(swaps, namedPlaces)
}

// noTwo says what people of one kind must not share: each value that nobody has yet.
func noTwo(r *balance.Report, p *balance.Place) string {
	var out []string
	r = inQuestion(r, r.Advice.Recommended.Wishes || r.Advice.Recommended.MostWishes)
	for _, d := range recruitDimensions(r, p.Profiles) {
		if _, named := p.Profiles[0][d]; !named && spreadAsked(r, d) && !slices.Contains(p.Free, d) {
			out = append(out, reports.InText(d.Label()))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return ", no two of the same " + joinedOr(out)
}

// namedPlaces is how many of those who leave or join a sentence names.
const namedPlaces = 8

// withRole names somebody with group and region, and with the role that is held now
// where that is another one than a seat brings.
func withRole(b *builder, r *balance.Report, id string) string {
	p := b.person[id]
	if id == "" || p == nil {
		return reports.InText(id)
	}
	var what []string
	if role := otherRole(p); role != "" && !slices.Contains(r.Panel.Members, id) {
		what = append(what, role+" now")
	}
	if profile := b.profile(id, shortValue); profile != "" {
		what = append(what, profile)
	}
	if len(what) == 0 {
		return b.name(id)
	}
	return b.name(id) + " (" + strings.Join(what, "; ") + ")"
}

// otherRole is what somebody does who is no speaker.
func otherRole(p *planner.Participant) string {
	if len(p.Roles) == 0 || p.HasRole(planner.RoleSpeaker, planner.RoleParticipant) {
		return ""
	}
	return joined(each(p.Roles, func(r planner.Role) string { return string(r) }))
}

// newcomerWords describe somebody to be found, any of whose profiles will do: "from
// Government, with gender woman".
func newcomerWords(
	b *builder, r *balance.Report, profiles []map[planner.Dimension]string, free []planner.Dimension,
) string {
	r = inQuestion(r, r.Advice.Recommended.Wishes || r.Advice.Recommended.MostWishes)
	dims := recruitDimensions(r, profiles)
	kinds := recruitKinds(b, profiles, dims)
	for _, d := range free {
		delete(kinds[0], d)
	}
	out := strings.TrimPrefix(strings.TrimPrefix(kindWords(b, r, kinds[0], dims), "someone"), " ")
	switch others := len(kinds) - 1; {
	case others == 1:
		out += " (or of one other kind)"
	case others > 1:
		out += " (or one of " + counted(others, "other kind") + ")"
	}
	return out
}

// recommendedRecruits are the recruits that the recommendation takes.
func recommendedRecruits(a *balance.Advice) *balance.Recruits {
	if a.Recommended.Wishes && a.Wishes != nil && a.Wishes.Recruits != nil {
		return a.Wishes.Recruits
	}
	return a.Recruits
}

// recommendedReason says what the change does and why it was taken of several.
func recommendedReason(r *balance.Report, a *balance.Advice) string {
	rec := a.Recommended
	var out []string
	if len(rec.Meets) > 0 {
		out = append(out, "It "+effectWords(r, rec)+".")
	}
	switch c := recommendedChanges(a); {
	case c == nil:
		n := recommendedRecruits(a).Min
		out = append(out, "Nobody in these files can do it; "+counted(n, "new person", "new people")+" "+isAre(n)+
			" the fewest.")
	case !a.Proved:
		out = append(out, "A smaller change was not ruled out: the limit of the search came first.")
	case c.Alternatives == 1 && c.Counted:
		out = append(out, "No other change is as small.")
	default:
		out = append(out, "No smaller change does it. Of "+panelsCounted(c)+" with as few, this one comes first: "+
			whyFirst(rec)+".")
	}
	if len(rec.Drop) > namedPlaces && len(rec.Add) == 0 {
		out = append(out, "Where people volunteered, a fair draw should choose among them: roundtable select.")
	}
	return strings.Join(out, " ")
}

// effectWords say what is met then, what is left, and what it costs.
func effectWords(r *balance.Report, rec *balance.Recommendation) string {
	what := "meets " + few(targetNames(r, rec.Meets), 4)
	if len(rec.Meets) > 4 {
		what = "meets " + counted(len(rec.Meets), "rule") + " at once"
	}
	if open := stillOpen(r, rec); open == 0 {
		what += ", and then every rule is met"
	} else {
		what += "; " + counted(open, "rule") + " " + isAre(open) + " still open"
	}
	if len(rec.Breaks) > 0 {
		what += "; but " + joined(targetNames(r, rec.Breaks)) + " would no longer be"
	}
	return what
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

// stillOpen counts the rules that are judged and not met after the change.
func stillOpen(r *balance.Report, rec *balance.Recommendation) int {
	return countIf(r.Targets, func(t balance.TargetResult) bool {
		return t.Status != balance.Met && !t.Informs && !slices.Contains(rec.Meets, t.ID)
	}) + len(rec.Breaks)
}

// whyFirst says what decided, in the order in which it does.
func whyFirst(rec *balance.Recommendation) string {
	why := []string{"all that the rules ask about those who join is known"}
	if rec.Unknown > 0 {
		why[0] = "the least is unknown of what the rules ask about"
	}
	if rec.MostWishes && rec.Proved {
		why = append([]string{"no other meets more of the wishes"}, why...)
	}
	if rec.Alike > 0 {
		why = append(why, "whoever joins is most like the one who makes room")
	}
	if rec.Confirmed > 0 {
		why = append(why, counted(rec.Confirmed, "of them has confirmed", "of them have confirmed"))
	}
	if rec.Lot {
		why = append(why, "between those equal so far a lot decided (seed "+text(int(rec.Seed))+")")
	}
	return strings.Join(why, "; ")
}

// panelsCounted is the number of panels, as far as it is known.
func panelsCounted(c *balance.Changes) string {
	switch {
	case c.Alternatives >= balance.ManyPanels:
		return "more than " + grouped(balance.ManyPanels) + " panels"
	case !c.Counted:
		return "at least " + grouped(c.Alternatives) + " panels"
	default:
		return grouped(c.Alternatives) + " panels"
	}
}

// invitationTable lists whom to ask, in the order to ask. Last comes who to look for
// where nobody there is could stand in for somebody asked.
func invitationTable(b *builder, r *balance.Report, a *balance.Advice) reports.Table {
	t := reports.Table{
		ID: "invitations", Title: "Whom to ask, in this order", RowHead: true, Long: true,
		Columns: []reports.Column{
			{Title: "Order", Align: reports.Right},
			{Title: "Name"},
			{Title: "Group and region"},
			{Title: "Organisation"},
			{Title: "E-mail"},
			{Title: "Rules this person would meet"},
			{Title: "In place of"},
			{Title: "If this one declines"},
			{Title: "Status"},
		},
	}
	add := func(who, group, organisation, email string, v *balance.Invitation, instead, status string) {
		place := ""
		if v.Replaces != "" {
			place = b.name(v.Replaces)
		}
		rules := strings.Join(each(v.Meets, func(id string) string { return shortTitle(r, id) }), "; ")
		t.Add(reports.Int(len(t.Rows)+1), reports.Str(who), reports.Str(group), reports.Str(organisation),
			reports.Str(email), reports.Str(rules), reports.Str(place), reports.Str(instead), reports.Str(status))
	}
	covered := make(map[string]bool)
	for i := range a.Invitations {
		v := &a.Invitations[i]
		for _, id := range v.Instead {
			covered[id] = true
		}
		p := b.person[v.Person]
		if v.Person == "" || p == nil {
			add(strings.TrimSpace("Someone new "+newcomerWords(b, r, v.Profiles, v.Free)), "", "", "", v, "", toBeFound)
			continue
		}
		status := string(p.Status)
		if role := otherRole(p); role != "" {
			status = joined(slices.DeleteFunc([]string{role + " now", status}, func(s string) bool { return s == "" }))
		}
		organisation := strings.Join(texts(p.Values[planner.Organisation]), ", ")
		add(b.name(v.Person), b.profile(v.Person, shortValue), organisation, p.Email, v, joinedOr(b.names(v.Instead)),
			status)
	}
	for i := range a.Invitations {
		if v := &a.Invitations[i]; v.Person != "" && len(v.Instead) == 0 && !covered[v.Person] {
			who := b.name(v.Person)
			add("Someone new like "+who, b.profile(v.Person, shortValue), "", "", v, who, toBeFound)
		}
	}
	return foldedRows(t)
}

const toBeFound = "to be found"

// foldedRows joins neighbouring rows for the same kind of person to be found.
func foldedRows(t reports.Table) reports.Table {
	var rows [][]reports.Value
	n := 1
	for i, row := range t.Rows {
		k, last := len(rows)-1, len(row)-1
		if i > 0 && row[last].Text == toBeFound && row[1].Text == t.Rows[i-1][1].Text {
			n++
			rows[k][6].Text = strings.TrimPrefix(rows[k][6].Text+", "+row[6].Text, ", ")
			rows[k][last].Text = text(n) + " " + toBeFound
			continue
		}
		n = 1
		rows = append(rows, slices.Clone(row))
		rows[len(rows)-1][0] = reports.Int(len(rows))
	}
	t.Rows = rows
	return t
}

// shortTitle is a target by ID for narrow cells.
func shortTitle(r *balance.Report, id string) string {
	if t := findTarget(r, id); t != nil {
		return shortLabel(t)
	}
	return reports.InText(id)
}

// Invitations is the list of whom to ask, in the order to ask, with all its columns;
// without rows where nobody has to be.
func Invitations(in Input) reports.Table {
	b := newBuilder(in)
	if b.judged == nil || b.judged.Report.Advice == nil {
		return invitationTable(b, &balance.Report{}, &balance.Advice{})
	}
	return invitationTable(b, b.judged.Report, b.judged.Report.Advice)
}

// invitationsSection is the list of whom to ask, a sheet of its own.
func invitationsSection(b *builder) *reports.Section {
	if b.judged == nil || b.judged.Report.Advice == nil || len(b.judged.Report.Advice.Invitations) == 0 {
		return nil
	}
	r := b.judged.Report
	return &reports.Section{
		ID: "invitations", Title: "Whom to invite",
		Lead:   "Those recommended come first; who could stand in for them, if they decline, comes after.",
		Blocks: []reports.Block{withoutEmptyColumns(invitationTable(b, r, r.Advice))},
	}
}
