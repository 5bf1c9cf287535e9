package stages

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"roundtable/cmd/roundtable/internal/exit"
	"roundtable/cmd/roundtable/internal/intake"
	"roundtable/cmd/roundtable/internal/settings"
	"roundtable/cmd/roundtable/internal/suggest"
	"roundtable/importers"
	"roundtable/importers/rulepacks"
	"roundtable/importers/vocabulary"
	"roundtable/planner"
	"roundtable/planner/balance"
	"roundtable/reports/messages"
)

// seating is who is judged: the panel without those who withdrew, everybody of
// the session who is still there, and whose places are locked.
type seating struct {
	panel   planner.Panel
	session planner.Roster
	// left is how many people of the panel withdrew; gone names all who did.
	left   int
	gone   planner.Roster
	locked []string
	// judged says in words who is judged, without the names of those who left.
	judged string
	// unknown lists the ids of --without that are on no list.
	unknown []string
}

// present leaves out those who withdrew.
func (s *seating) present(r planner.Roster) planner.Roster {
	return slices.DeleteFunc(slices.Clone(r), func(p planner.Participant) bool { return s.gone.ByID(p.ID) >= 0 })
}

// seated chooses the panel and takes out whoever --without names.
func seated(l *intake.Loaded) (*seating, error) {
	o := &l.Options.Panel
	panel, unknown := planner.ChoosePanel(l.Meeting.Roster, o.Members)
	if len(unknown) > 0 {
		return nil, notListed("the panel names", unknown, "the list of people", l.Meeting.Roster)
	}
	confirmed := false
	if len(o.Members) == 0 {
		panel, confirmed = planner.ConfirmedPanel(panel, o.Seats)
	}
	s := withdraw(l, panel)
	if len(s.unknown) > 0 {
		return nil, notListed("--without names", s.unknown, "the list of people", l.Everybody())
	}
	if len(s.panel.Members) == 0 {
		return nil, exit.Input(exit.Hint(
			fmt.Errorf("without them nobody is left on the panel"), "name fewer people with --without",
		))
	}
	if confirmed && len(s.panel.Members) <= o.Seats {
		for _, p := range s.panel.Members {
			s.locked = append(s.locked, p.ID) // they have been told
		}
	}
	if len(o.Lock) > 0 {
		locked, unknown := planner.ChoosePanel(s.panel.Members, o.Lock)
		if len(unknown) > 0 {
			return nil, notListed("--lock names", unknown, "the panel", s.panel.Members)
		}
		for _, p := range locked.Members {
			s.locked = append(s.locked, p.ID)
		}
	}
	return s, nil
}

// withdraw takes whoever --without names out of the panel and the session.
func withdraw(l *intake.Loaded, panel planner.Panel) *seating {
	s := &seating{panel: panel, judged: panel.Judged, session: l.Meeting.Roster}
	if len(l.Options.Panel.Without) == 0 {
		return s
	}
	gone, unknown := planner.ChoosePanel(l.Everybody(), l.Options.Panel.Without)
	s.gone, s.unknown = gone.Members, unknown
	s.panel.Members = s.present(panel.Members)
	s.session = s.present(s.session)
	s.left = len(panel.Members) - len(s.panel.Members)
	if s.left > 0 {
		s.panel.Kind = planner.PanelRemaining
		verb := "withdraws"
		if len(s.gone) > 1 {
			verb = "withdraw"
		}
		left := fmt.Sprintf("the %s left when", messages.Count(len(s.panel.Members), "person", "people"))
		s.panel.Judged = fmt.Sprintf("%s %s %s", left, messages.English().And(callNames(s.gone)), verb)
		s.judged = fmt.Sprintf("%s %s %s", left, messages.Count(len(s.gone), "person", "people"), verb)
	}
	return s
}

// withdrawn are the names of those of the panel who withdrew.
func (s *seating) withdrawn() []string {
	if s.left == 0 {
		return nil
	}
	return callNames(s.gone)
}

// candidates are the people who could join: everybody in the files. Where they name
// people, a seat whose name is withheld is nobody who could be invited; but an
// organizer or moderator is there, whatever the name.
func candidates(l *intake.Loaded) planner.Roster {
	named := slices.ContainsFunc(l.Meeting.Roster, func(p planner.Participant) bool { return p.Name != "" })
	listed := slices.DeleteFunc(slices.Clone(l.Meeting.Roster), func(p planner.Participant) bool {
		return named && p.Name == "" && !p.HasRole(planner.RoleOrganizer, planner.RoleModerator,
			planner.RoleOnlineModerator, planner.RoleRapporteur)
	})
	return slices.Concat(listed, l.Meeting.Pool)
}

func callNames(r planner.Roster) []string {
	out := make([]string, len(r))
	for i := range r {
		out[i] = r[i].Label()
	}
	return out
}

// notListed is an error of names that are not on a list, with those that may be meant.
func notListed(what string, names []string, list string, listed planner.Roster) error {
	var known, meant []string
	for _, p := range listed {
		known = append(known, p.ID, p.Name)
	}
	for _, name := range names {
		if near, ok := suggest.Name(name, known); ok {
			meant = append(meant, near)
		}
	}
	hint := "use the ids or names of the list; roundtable inspect shows them"
	if len(meant) > 0 {
		hint = "did you mean " + messages.English().And(meant) + "?"
	}
	return exit.Input(exit.Hint(fmt.Errorf("%s %s, who is not on %s", what, strings.Join(names, ", "), list), hint))
}

// panelTargets are the user's targets for the panel, then those of the rule
// packs that the user's own do not override. Without either, the stated
// defaults. All are brought to the spelling the people use, so that "woman" of a
// rule counts who is listed as "Female".
func panelTargets(l *intake.Loaded, panel planner.Panel, opts balance.Options) ([]planner.Target, error) {
	targets, err := askedTargets(l, opts)
	if err == nil && len(targets) == 0 {
		targets = balance.DefaultTargets(panel.Members, opts)
	}
	return targets, err
}

// askedTargets are those of panelTargets that somebody asked for.
func askedTargets(l *intake.Loaded, opts balance.Options) ([]planner.Target, error) {
	var own []planner.Target
	for _, t := range l.Meeting.Targets {
		if t.Group == "" {
			own = append(own, t)
		}
	}
	packs, err := l.Options.Shelf.Targets(l.Meeting.Format, l.Options.Panel.Rules...)
	if err != nil {
		return nil, exit.NoPack(err)
	}
	if err := schemeFits(l.Options); err != nil {
		return nil, err
	}
	people := l.Everybody()
	// What does not fit was said when the files were read, a field nobody has is said in
	// the verdict.
	own, _ = importers.AlignTargets(people, own, l.Options.Reading.Scheme)
	packs, _ = importers.AlignTargets(people, packs, l.Options.Reading.Scheme)
	targets := own
	for _, t := range packs {
		i := slices.IndexFunc(own, func(o planner.Target) bool { return overrides(&o, &t, opts.JoinAs) })
		if i >= 0 {
			l.Log.Info("target overrides rule", "target", own[i].ID, "rule", t.ID, "pack", t.Pack)
			continue
		}
		targets = append(targets, t)
	}
	return targets, nil
}

// answers are the user's answers to the yes/no rules among the targets, under the
// names that the targets have. An answer that no rule asks for is an error.
func answers(
	fields map[planner.Dimension]planner.Answer, targets []planner.Target,
) (map[planner.Dimension]planner.Answer, error) {
	out := make(map[planner.Dimension]planner.Answer, len(fields))
	var asked []string
	for _, t := range targets {
		if t.Kind == planner.Flag {
			asked = append(asked, string(t.Dimension))
		}
	}
	for _, d := range slices.Sorted(maps.Keys(fields)) {
		same := func(s string) bool { return vocabulary.Compact(s) == vocabulary.Compact(string(d)) }
		if i := slices.IndexFunc(asked, same); i >= 0 {
			out[planner.Dimension(asked[i])] = fields[d]
			continue
		}
		err := fmt.Errorf("no rule asks %q", d)
		if near, ok := vocabulary.Closest(string(d), asked); ok {
			err = fmt.Errorf("%w; did you mean %q?", err, near)
		}
		return nil, exit.Hint(exit.Usage(err), "name the rules with --rules; roundtable balance shows what they ask")
	}
	return out, nil
}

// withDiversity adds the common default, as wishes, in the dimensions of which the
// rule packs named do not speak: whoever asks for the rules of a body still wants to
// hear that a group is missing. The user's own targets stand alone, and so does the
// default itself.
func withDiversity(targets []planner.Target, panel planner.Panel, opts balance.Options) []planner.Target {
	alone := func(t planner.Target) bool { return t.Pack == "" || t.Pack == balance.CommonDefault }
	if slices.ContainsFunc(targets, alone) {
		return targets
	}
	for _, t := range balance.DefaultTargets(panel.Members, opts) {
		spoken := func(x planner.Target) bool {
			return x.Pack != t.Pack && slices.Contains(x.Dimensions(), t.Dimension)
		}
		if !slices.ContainsFunc(targets, spoken) {
			t.Tier = planner.Nice
			targets = append(targets, t)
		}
	}
	return targets
}

// words are runs of letters and runs of digits.
var words = regexp.MustCompile(`\pL+|\pN+`)

// fittingPack is the rule pack all of whose words, such as igf and 2019, stand in the
// title or in the name of a file, the one with most words; "" where there is none.
func fittingPack(m *planner.Meeting) string {
	text := m.Event + " " + m.Title
	for _, s := range m.Sources {
		text += " " + s.File
	}
	said := words.FindAllString(strings.ToLower(text), -1)
	best, most := "", 0
	for _, name := range rulepacks.Names() {
		need := words.FindAllString(name, -1)
		missing := func(w string) bool { return !slices.Contains(said, w) }
		if len(need) > most && !slices.ContainsFunc(need, missing) {
			best, most = name, len(need)
		}
	}
	return best
}

// overrides reports whether the user's own target takes the place of a pack's
// rule: it has the same id, or speaks of the same value of the same people. A
// target without roles speaks of the panel, whose people are in role joinAs.
func overrides(own, rule *planner.Target, joinAs planner.Role) bool {
	if own.ID == rule.ID {
		return true
	}
	if own.Kind != rule.Kind || own.Dimension != rule.Dimension || own.Value != rule.Value ||
		own.And.String() != rule.And.String() {
		return false
	}
	if len(own.Roles) == 0 {
		return !slices.ContainsFunc(rule.Roles, func(r planner.Role) bool { return r != joinAs })
	}
	return slices.Equal(own.Roles, rule.Roles)
}

// schemeFits stops a judgement by regions of one scheme of people who were read
// by another: every verdict on a region would be wrong.
func schemeFits(o *settings.Options) error {
	read := cmp.Or(string(o.Reading.Scheme), "un")
	for _, name := range o.Panel.Rules {
		p, err := o.Shelf.Load(name)
		if err == nil && p.Scheme != "" && p.Scheme != read {
			err := fmt.Errorf("the rules of %s speak of regions by the scheme %q, and the people were read by %q",
				p.Name, p.Scheme, read)
			return exit.Hint(exit.Usage(err), "add --scheme "+p.Scheme)
		}
	}
	return nil
}
